"""The same board over two waves: what is new, gone, stronger or weaker, and what was done about it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from vocbench.analysis.survey import wilson
from vocbench.analysis.topic_compare import change, with_drift_verdicts
from vocbench.analysis.weights import INTERVIEWS, Heard, material_of
from vocbench.model.board import Board, Note, Proof, Relation, Standing, Voice
from vocbench.model.insight import Action, Insight, Opportunity

WAVE_COLUMNS = [
    "note", "region", "text", "before", "after",
    "hits_before", "n_before", "share_before", "low_before", "high_before",
    "hits_after", "n_after", "share_after", "low_after", "high_after",
    "both", "told", "difference", "difference_low", "difference_high", "p", "p_adjusted",
    "comparisons", "verdict",
]  # fmt: skip
LOOP_COLUMNS = [
    "note", "text", "action", "status", "owner", "due", "measure", "hits_before", "n_before", "hits_after",
    "n_after", "difference", "difference_low", "difference_high", "verdict",
]  # fmt: skip


class Told(StrEnum):
    """In which of two waves a note was heard, whatever chance may have to do with it."""

    NEW = "new"
    GONE = "gone"
    BOTH = "both"
    NEITHER = "neither"
    UNKNOWN = "unknown"


def board_waves(
    board: Board,
    proofs: Iterable[Proof],
    *,
    before: str,
    after: str,
    heard: Mapping[str, Heard],
) -> pd.DataFrame:
    """How many customers support each note in one wave and in a later one, and whether that changed.

    Intervals and p take the waves for samples of different people. Where the same people were heard
    twice (``both`` counts them), the interval is as a rule wider than need be.

    Args:
        board: its accepted notes are compared.
        proofs: those of the board; what belongs to no wave takes no part.
        before: the earlier wave.
        after: the later one.
        heard: the customers who were heard in each wave.

    Returns:
        One row per note: ``note region text before after``, then for each wave ``hits`` (customers who
        support it) of ``n`` (heard in that wave: in interviews for a note from interviews, in tables of
        answers for one from these) with ``share low high``; ``both``; ``told``, one of ``Told``, is
        what was counted; ``difference`` (after - before) with Newcombe's interval, Fisher's ``p``,
        ``p_adjusted`` after Holm, ``comparisons``, and the ``verdict``, one of
        ``analysis.topic_compare.Drift``, as for topics. NaN where nobody was heard in
        a wave, and for a note that nobody supports in either.
    """
    supporting: dict[str, list[Proof]] = {}
    for each in proofs:
        if each.relation is Relation.SUPPORTS and each.voice is Voice.CUSTOMER:
            supporting.setdefault(each.note, []).append(each)
    nobody = Heard({})
    waves = {wave: heard.get(wave, nobody) for wave in (before, after)}
    rows = [
        _wave_row(note, waves, supporting.get(note.id, []))
        for note in board.notes
        if note.standing is Standing.ACCEPTED
    ]
    columns = [name for name in WAVE_COLUMNS if name not in ("p_adjusted", "comparisons", "verdict")]
    return with_drift_verdicts(pd.DataFrame(rows, columns=columns))[WAVE_COLUMNS]


def _wave_row(note: Note, waves: Mapping[str, Heard], supporting: Sequence[Proof]) -> tuple[object, ...]:
    is_talk = {material_of(each) == INTERVIEWS for each in supporting}
    people = [_people(heard, is_talk) for heard in waves.values()]
    hits = [
        len({each.respondent for each in supporting if each.wave == wave} & theirs)
        for wave, theirs in zip(waves, people, strict=True)
    ]
    (was, now), (n_before, n_after) = hits, map(len, people)
    is_known = bool(was or now)  # a note that nobody supports may be one that nobody was asked about
    counted = (
        *_share_cells(was, n_before, is_known=is_known),
        *_share_cells(now, n_after, is_known=is_known),
        len(people[0] & people[1]),
        _told(was, n_before, now, n_after).value,
    )
    changed = change(was, n_before, now, n_after) if is_known else (math.nan,) * 4
    return (note.id, note.region, note.text, *waves, *counted, *changed)


def _people(heard: Heard, is_talk: Collection[bool]) -> frozenset[str]:
    """Who was heard in the interviews, or in tables of answers; in both where nothing says which."""
    materials = heard.by_material.items()
    return frozenset().union(
        *(keys for name, keys in materials if not is_talk or (name == INTERVIEWS) in is_talk)
    )


def _share_cells(hits: int, n: int, *, is_known: bool) -> tuple[float, ...]:
    return (hits, n, hits / n, *wilson(hits, n)) if n and is_known else (hits, n, *(math.nan,) * 3)


def _told(was: int, n_before: int, now: int, n_after: int) -> Told:
    if not n_before or not n_after:
        return Told.UNKNOWN
    if was:
        return Told.BOTH if now else Told.GONE
    return Told.NEW if now else Told.NEITHER


@dataclass(frozen=True, slots=True)
class Plans:
    """What follows from the boards: insights, opportunities and actions."""

    insights: Sequence[Insight] = ()
    opportunities: Sequence[Opportunity] = ()
    actions: Sequence[Action] = ()

    def actions_on(self, note: str) -> list[Action]:
        """The actions that rest on a note, through opportunities and insights."""
        insights = {each.id for each in self.insights if note in each.notes}
        chances = {each.id for each in self.opportunities if insights & set(each.insights)}
        return [each for each in self.actions if chances & set(each.opportunities)]


def you_said_we_did(waves: pd.DataFrame, plans: Plans) -> pd.DataFrame:
    """What people said, what was done about it, and what they say since.

    That something changed after an action does not show that the action is the reason.

    Args:
        waves: as from ``board_waves``.
        plans: what was planned and done.

    Returns:
        One row per note and action that rests on it, and one for a note that nothing was done about:
        ``note text``, ``action status owner due measure`` (missing where there is none), then the
        counts, the difference and the ``verdict`` of ``board_waves``.
    """
    rows = []
    for row in waves.to_dict("records"):
        actions: Sequence[Action | None] = plans.actions_on(str(row["note"])) or (None,)
        rows += [{**row, **_action_cells(action)} for action in actions]
    frame = pd.DataFrame(rows, columns=LOOP_COLUMNS)
    words = dict.fromkeys(("note", "text", "action", "status", "owner", "due", "measure", "verdict"), "str")
    return frame.astype(words)


def _action_cells(action: Action | None) -> dict[str, str | None]:
    if action is None:
        return dict.fromkeys(("action", "status", "owner", "due", "measure"))
    return {
        "action": action.text,
        "status": action.status.value,
        "owner": action.owner or None,
        "due": action.due.isoformat() if action.due else None,
        "measure": action.measure or None,
    }
