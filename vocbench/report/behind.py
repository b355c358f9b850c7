"""The quotes behind numbers, looked up in the projects of a notebook."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict

from vocbench.model.board import Board, Proof, distinct
from vocbench.report.keys import Key, parts_of

if TYPE_CHECKING:
    import pandas as pd

    from vocbench.project import Project

MOST = 40
"""How many quotes a report lists for one number; the rest is counted."""

_CONTEXT = 60  # characters before and after
_CUT_AT_START, _CUT_AT_END = re.compile(r"^\S+(?=\s)"), re.compile(r"(?<=\s)\S+$")


class Quote(TypedDict):
    """A passage as a report lists it; "" where something is not known."""

    quote: str
    before: str
    after: str
    who: str
    respondent: str
    source: str
    relation: str


class Behind(TypedDict):
    """What stands behind a number: how many passages, and the first of them."""

    title: str
    n: int
    quotes: list[Quote]


def behind(projects: Sequence[Project], models: Sequence[Any], keys: Iterable[Key]) -> dict[Key, Behind]:
    """The quotes of each key; a key that no project knows, or that two do, is left out.

    Args:
        projects: open ones.
        models: the topic models of the notebook, which a topic is looked for in.
        keys: as :mod:`vocbench.report.keys` makes them.
    """
    shelves = [_Shelf(project, models) for project in projects]
    found: dict[Key, Behind] = {}
    for key in keys:
        known = [each for shelf in shelves if (each := shelf.look_up(parts_of(key)))["n"]]
        if len(known) == 1:
            found[key] = known[0]
    return found


class _Shelf:
    """The quotes of one project, each table looked up once, when it is first asked for."""

    def __init__(self, project: Project, models: Sequence[Any]) -> None:
        self._project = project
        self._models = models

    def look_up(self, parts: Mapping[str, str]) -> Behind:
        kinds: dict[str, Callable[[Mapping[str, str]], Behind]] = {
            "note": self._of_note,
            "region": self._of_note,
            "name": self._of_topic,
            "code": self._of_code,
            "coding": self._of_code,
        }
        find = next((kinds[name] for name in kinds if name in parts), None)
        return find(parts) if find else _nothing()

    def _of_code(self, parts: Mapping[str, str]) -> Behind:
        frame = self._overlapping if "other" in parts else self._coded
        for name, value in parts.items():
            frame = frame[frame[name] == value]
        # An id says nothing to a reader.
        title = " · ".join(value for name, value in parts.items() if name != "coding")
        return _listed(title, frame.drop_duplicates("coding"))

    def _of_topic(self, parts: Mapping[str, str]) -> Behind:
        frames = [
            within
            for frame in self._topics
            if len(within := frame[(frame["name"] == parts["name"]) & (frame["topic"] >= 0)])
        ]
        # The same name in two models: which one is meant cannot be told.
        return _listed(parts["name"], frames[0]) if len(frames) == 1 else _nothing()

    def _of_note(self, parts: Mapping[str, str]) -> Behind:
        known = [
            (note, proofs)
            for board, proofs in self._boards
            for note in board.notes
            if parts in ({"note": note.id}, {"region": note.region, "text": note.text})
        ]
        if len(known) != 1:  # the same words on two boards: which note is meant cannot be told
            return _nothing()
        note, proofs = known[0]
        found = distinct(each for each in proofs if each.note == note.id)
        return Behind(title=note.text, n=len(found), quotes=[_proof(each) for each in found[:MOST]])

    @cached_property
    def _coded(self) -> pd.DataFrame:
        return self._project.quotes(context=_CONTEXT)

    @cached_property
    def _overlapping(self) -> pd.DataFrame:
        return self._project.quotes_by_overlap(context=_CONTEXT)

    @cached_property
    def _topics(self) -> list[pd.DataFrame]:
        ids = set(self._project.topic_models()["model"])
        asked = dict.fromkeys(model.id for model in self._models if model.id in ids)
        return [self._project.quotes_by_topic(each) for each in asked]

    @cached_property
    def _boards(self) -> list[tuple[Board, list[Proof]]]:
        names = self._project.board_names()
        return [(self._project.board(name), self._project.proofs(name)) for name in names]


def _listed(title: str, frame: pd.DataFrame) -> Behind:
    rows = frame.head(MOST).itertuples(index=False)
    return Behind(title=title, n=len(frame), quotes=[_quote(row) for row in rows])


def _nothing() -> Behind:
    return Behind(title="", n=0, quotes=[])


def _proof(proof: Proof) -> Quote:
    who = proof.respondent or ""
    return Quote(
        quote=proof.quote,
        before="",
        after="",
        who=who,
        respondent=who,
        source=proof.source,
        relation=proof.relation.value,
    )


def _quote(row: Any) -> Quote:  # noqa: ANN401  # a row of a frame
    return Quote(
        quote=_text(row.quote),
        before=_CUT_AT_START.sub("", _text(row.before)),
        after=_CUT_AT_END.sub("", _text(row.after)),
        who=_text(row.speaker),
        respondent=_text(row.respondent),
        source=_text(row.source),
        relation="",
    )


def _text(value: object) -> str:
    """A text; "" where it is missing."""
    return value if isinstance(value, str) else ""
