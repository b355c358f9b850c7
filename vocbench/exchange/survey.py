"""A survey export in memory: what its columns seem to hold, and the answers once that is settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from vocbench.errors import ReadError
from vocbench.exchange.attributes import to_number
from vocbench.exchange.garbage import kept_whole
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.respondents import People, find_people, make_respondents
from vocbench.exchange.sheets import Sheet
from vocbench.exchange.text import nearest
from vocbench.model.guess import Guess
from vocbench.model.rows import Rows
from vocbench.model.source import Answer, AnswerTable
from vocbench.model.survey import ATTRIBUTES, ONLY_ONE, ColumnKind, SurveyColumn
from vocbench.model.told import Told, listed, told

if TYPE_CHECKING:
    import pandas as pd

_Value = TypeVar("_Value")
_SHOWN = 8
_ARGUMENTS = {
    ColumnKind.TEXT: (told("open answers"), "text"),
    ColumnKind.RESPONDENT: (told("who answers"), "respondent"),
    ColumnKind.QUESTION: (told("which question"), "question"),
    ColumnKind.SCORE: (told("score"), "score"),
    ColumnKind.WAVE: (told("wave"), "wave"),
}
"""What is guessed of columns, and which argument of ``read_answers`` says otherwise."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Which column of a sheet plays which part, by its place."""

    texts: tuple[int, ...]
    respondent: int | None = None
    question: int | None = None
    score: int | None = None
    wave: int | None = None
    attributes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Survey:
    """A survey export as it was read, with what each column seems to hold.

    Nothing is read again when somebody says that a column is something else: ``answers(kinds)``
    can be called as often as one likes, and ``with_kinds`` keeps what was said.
    """

    sheet: Sheet
    columns: tuple[SurveyColumn, ...]

    @property
    def n_rows(self) -> int:
        """How many rows there are below the head."""
        return self.sheet.n_rows

    @property
    def notices(self) -> tuple[Told, ...]:
        """What the reader left out or named anew."""
        return self.sheet.notices

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """What the file does not say: its encoding, the program that wrote it, what its columns hold."""
        return (*self.sheet.guesses, *_guesses(self.columns))

    def with_kinds(self, kinds: Mapping[str, ColumnKind | str]) -> Survey:
        """The survey with other kinds for some columns, by name; what somebody says is certain.

        A kind that one column can have at most is taken from the column that had it.

        Raises:
            ReadError: no such column or kind, or two columns of a kind that there is one of.
        """
        said = {self.sheet.place_of(name): _kind(kind) for name, kind in kinds.items()}
        for kind in ONLY_ONE:
            named = [self.columns[at].name for at, each in said.items() if each is kind]
            if len(named) > 1:
                raise ReadError(f"One column at most can be {kind.value!r}, not {_listed(named)}.")
        taken = set(said.values()) & set(ONLY_ONE)
        columns = [
            replace(each, kind=said[at], confidence=1.0)
            if at in said
            else replace(each, kind=ColumnKind.CHOICE)
            if each.kind in taken
            else each
            for at, each in enumerate(self.columns)
        ]
        return replace(self, columns=tuple(columns))

    def answers(
        self,
        kinds: Mapping[str, ColumnKind | str] | None = None,
        *,
        name: str | None = None,
        wave_label: str | None = None,
    ) -> AnswerTable:
        """The open answers and who gave them.

        Args:
            kinds: other kinds for some columns, by name; ``None`` leaves all as they are.
            name: what to call the source; ``None`` takes the file's name without its suffix.
            wave_label: one wave for the whole file; not together with a column that tells waves.

        Raises:
            ReadError: no column of open answers, or one respondent answers one question twice in
                one wave; the message names the lines.
        """
        chosen = self.with_kinds(kinds or {})
        return chosen.table(chosen.parts(), name=name, wave_label=wave_label, guesses=chosen.guesses)

    def frame(self) -> pd.DataFrame:
        """One row per column: ``column wording kind confidence filled distinct examples group``."""
        import pandas as pd  # noqa: PLC0415 - only this needs it

        names = ["column", "wording", "kind", "confidence", "filled", "distinct", "examples", "group"]
        rows = [
            (
                each.name,
                each.wording,
                each.kind.value,
                each.confidence,
                each.n_filled,
                each.n_distinct,
                " | ".join(each.examples),
                each.group,
            )
            for each in self.columns
        ]
        return pd.DataFrame(rows, columns=names)

    def parts(self) -> Parts:
        """Which column plays which part, by the kinds of the columns.

        Raises:
            ReadError: no column holds open answers.
        """
        places: dict[ColumnKind, list[int]] = {}
        for at, each in enumerate(self.columns):
            places.setdefault(each.kind, []).append(at)
        texts = tuple(places.get(ColumnKind.TEXT, ()))
        if not texts:
            raise ReadError(
                f"No column of {self.sheet.name} looks like open answers. Name it with text=, or give it the "
                f"kind {ColumnKind.TEXT.value!r}. Its columns: {_listed(self.sheet.columns)}."
            )
        alone = {kind.name.casefold(): places[kind][0] for kind in ONLY_ONE if kind in places}
        kept = tuple(sorted(at for kind in ATTRIBUTES for at in places.get(kind, ())))
        return Parts(texts, attributes=kept, **alone)

    def table(
        self, parts: Parts, *, name: str | None, wave_label: str | None, guesses: tuple[Guess, ...]
    ) -> AnswerTable:
        """The answers with the columns in these parts.

        Raises:
            ReadError: the parts contradict each other, a row lacks a part that it needs, or one
                respondent answers one question twice in one wave.
        """
        _check(parts, self.sheet, wave_label)
        people = find_people(self.sheet, parts.respondent)
        called = name if name is not None else _stem(self.sheet.name)
        with kept_whole():
            answers, told = _answers(self.sheet, parts, people, wave_label)
            respondents, more = make_respondents(self.sheet, people, self.columns, parts.attributes)
            told = (
                *_told_people(self.sheet, parts),
                *_told_tests(self.sheet),
                *told,
                *more,
                *self._told_personal(parts),
            )
            return AnswerTable(called, respondents, answers, (*self.notices, *told), guesses)

    def _told_personal(self, parts: Parts) -> tuple[Told, ...]:
        used = {*parts.attributes, *parts.texts, parts.respondent, parts.question, parts.score, parts.wave}
        left = [
            each.name
            for at, each in enumerate(self.columns)
            if each.kind is ColumnKind.PERSONAL and at not in used
        ]
        if not left:
            return ()
        sentence = told(
            "Left out as personal details: {names}. Name them in attributes= to keep them.",
            names=_listed(left),
        )
        return (sentence,)


def _kind(kind: ColumnKind | str) -> ColumnKind:
    try:
        return ColumnKind(kind)
    except ValueError:
        names = [each.value for each in ColumnKind]
        raise ReadError(
            f"There is no kind of column {kind!r}.{nearest(str(kind), names)} There are: {', '.join(names)}."
        ) from None


def _listed(names: Sequence[str]) -> Told:
    return listed([*map(repr, names)], _SHOWN)


def _stem(file_name: str) -> str:
    return file_name.rpartition(".")[0].strip() or file_name


def _guesses(columns: Sequence[SurveyColumn]) -> tuple[Guess, ...]:
    """A guess for each part that columns were found to play; what somebody said is none."""
    found = []
    for kind, (what, argument) in _ARGUMENTS.items():
        of_kind = [each for each in columns if each.kind is kind]
        sure = [each.confidence for each in of_kind]
        if of_kind and min(sure) < 1:
            found.append(Guess(what, _listed([each.name for each in of_kind]), min(sure), argument))
    return tuple(found)


def _check(parts: Parts, sheet: Sheet, wave_label: str | None) -> None:
    if parts.wave is not None and wave_label is not None:
        raise ReadError("Give wave= (a column) or wave_label= (one wave for the whole file), not both.")
    if not parts.texts:
        raise ReadError(
            f"text= names no column of {sheet.name}. Name the column or columns with the answers."
        )
    if parts.question is not None and len(parts.texts) > 1:
        raise ReadError(
            "question= is for a table with one answer a row, so text= must name one column, "
            f"not {len(parts.texts)}. Leave question= out if each of them is a question."
        )


def _told_people(sheet: Sheet, parts: Parts) -> tuple[Told, ...]:
    if not sheet.n_rows:
        return (told("{file} has a head but no rows: 0 answers.", file=sheet.name),)
    if parts.respondent is not None:
        return ()
    nobody = told("No respondent column: each row is somebody, called 'row 1' and on.")
    return (nobody, *_told_missing(sheet))


def _told_missing(sheet: Sheet) -> tuple[Told, ...]:
    """Which column says who answers, but not in every row."""
    return tuple(
        told(
            "{name!r} was not taken for who answers: it is empty in {n:,} rows, the first is {where}.",
            name=head.name,
            n=int((~cells.filled).sum()),
            where=sheet.where(int(np.argmin(cells.filled))),
        )
        for head, cells in zip(sheet.heads, sheet.cells, strict=True)
        if head.kind is ColumnKind.RESPONDENT and cells.filled.any() and not cells.filled.all()
    )


def _told_tests(sheet: Sheet) -> tuple[Told, ...]:
    """How many rows are no answers of anybody, by what the program says of them."""
    return tuple(
        told(
            "Rows that {name!r} calls tests or previews, which came in like the others: {n:,}; "
            "the first is {where}.",
            name=head.name,
            n=int(is_test.sum()),
            where=sheet.where(int(np.argmax(is_test))),
        )
        for head, cells in zip(sheet.heads, sheet.cells, strict=True)
        if head.tests and (is_test := cells.where(head.tests.__contains__)).any()
    )


def _answers(
    sheet: Sheet, parts: Parts, people: People, wave_label: str | None
) -> tuple[Sequence[Answer], tuple[Told, ...]]:
    """The answers row by row, and what has to be told of their scores."""
    scores, told = _scores(sheet, parts.score)
    waves = _waves(sheet, parts.wave, wave_label)
    asked = _asked(sheet, parts)
    for question in asked:
        _refuse_doubles(sheet, people, question, waves)
    texts = [sheet.cells[at].texts() for at in parts.texts]
    n = len(texts)
    columns: dict[str, list[Any]] = {
        "respondent": _woven([people.keys_of_rows], n),
        "question": _woven(asked, n),
        "text": _woven(texts, n),
        "score": _woven([scores], n),
        "wave": _woven([waves], n),
    }
    return Rows(Answer, columns), told


def _woven(columns: list[list[_Value]], n: int) -> list[_Value]:
    """Row by row what stands in *n* columns, or *n* times what stands in one."""
    if n == 1:
        return columns[0]
    return list(chain.from_iterable(zip(*(columns if len(columns) == n else columns * n), strict=True)))


def _asked(sheet: Sheet, parts: Parts) -> list[list[str]]:
    """Of each column of answers, what each row answers."""
    if parts.question is None:
        return [[sheet.heads[at].wording] * sheet.n_rows for at in parts.texts]
    cells, head = sheet.cells[parts.question], sheet.heads[parts.question]
    if not cells.filled.all():
        raise ReadError(
            f"{sheet.name}, {sheet.where(int(np.argmin(cells.filled)))}: the column {head.name!r} is empty, "
            "so it is not known what was asked. Fill it in."
        )
    return [cells.mapped(lambda cell: " ".join(head.labels.get(cell, cell).split())).texts()]


def _taken(cells: Cells, values: Sequence[_Value]) -> list[_Value]:
    """A value for each row, from one for each different cell."""
    found = np.empty(len(values) + 1, dtype=object)
    found[: len(values)] = values
    taken: list[_Value] = found[cells.codes].tolist()
    return taken


def _waves(sheet: Sheet, at: int | None, label: str | None) -> list[str | None]:
    if at is None:
        return [label] * sheet.n_rows
    cells, labels = sheet.cells[at], sheet.heads[at].labels
    return _taken(cells, [labels.get(cell, cell).strip() or None for cell in cells.distinct])


def _scores(sheet: Sheet, at: int | None) -> tuple[list[float | None], tuple[Told, ...]]:
    """Scores as numbers; what is written otherwise is no score, and told."""
    if at is None:
        return [None] * sheet.n_rows, ()
    cells, name = sheet.cells[at], sheet.heads[at].name
    scores = list(map(to_number, cells.distinct))
    odd = [cell for cell, score in zip(cells.distinct, scores, strict=True) if score is None and cell.strip()]
    if not odd:
        return _taken(cells, scores), ()
    is_odd = cells.where(frozenset(odd).__contains__)
    where = sheet.where(int(np.argmax(is_odd)))
    first = told("{cell!r} ({where})", cell=odd[0].strip()[:40], where=where)
    if all(score is None for score in scores):
        raise ReadError(
            f"The column {name!r} of {sheet.name} holds no numbers: {first}. Name another as score=."
        )
    sentence = told(
        "Cells of {name!r} without a number, which give no score: {n:,}; the first is {first}.",
        name=name,
        n=int(is_odd.sum()),
        first=first,
    )
    return _taken(cells, scores), (sentence,)


def _refuse_doubles(sheet: Sheet, people: People, asked: Sequence[str], waves: Sequence[str | None]) -> None:
    """Stop at a respondent who answers one question twice in one wave."""
    if people.have_one_row_each:
        return
    first: dict[tuple[int, str, str | None], int] = {}
    for row, place in enumerate(zip(people.of_rows.tolist(), asked, waves, strict=True)):
        if first.setdefault(place, row) != row:
            raise ReadError(
                f"{sheet.name}: respondent {people.keys[place[0]]!r} answers {place[1]!r} twice, in "
                f"{sheet.where(first[place])} and {sheet.where(row)}. Remove one, or tell measurements "
                "apart with wave=."
            )
