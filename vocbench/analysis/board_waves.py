"""The same board over two waves: what is new, gone, stronger or weaker, and what was done about it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from vocbench.analysis.survey import wilson
from vocbench.analysis.topic_compare import change, with_drift_verdicts
from vocbench.model.board import Board, Note, Proof, Relation, Standing, Voice
from vocbench.model.insight import Action, Insight, Opportunity

WAVE_COLUMNS = [
    "note", "region", "text", "before", "after",
    "hits_before", "n_before", "share_before", "low_before", "high_before",
    "hits_after", "n_after", "share_after", "low_after", "high_after",
    "both", "heard", "difference", "difference_low", "difference_high", "p", "p_adjusted",
    "comparisons", "verdict",
]  # fmt: skip
LOOP_COLUMNS = [
    "note", "text", "action", "status", "owner", "due", "measure", "hits_before", "n_before", "hits_after",
    "n_after", "difference", "difference_low", "difference_high", "verdict",
]  # fmt: skip


class Heard(StrEnum):
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
    people: Mapping[str, AbstractSet[str]],
) -> pd.DataFrame:
    """How many customers support each note in one wave and in a later one, and whether that changed.

    Intervals and p take the waves for samples of different people. Where the same people were heard
    twice (``both`` counts them), the interval is as a rule wider than need be.

    Args:
        board: its accepted notes are compared.
        proofs: those of the board; what belongs to no wave takes no part.
        before: the earlier wave.
        after: the later one.
        people: the customers who were heard in each wave, by key.

    Returns:
        One row per note: ``note region text before after``, then for each wave ``hits`` (customers who
        support it) of ``n`` (heard in that wave) with ``share low high``; ``both``; ``heard``, one of
        ``Heard``, is what was counted; ``difference`` (after - before) with Newcombe's interval,
        Fisher's ``p``, ``p_adjusted`` after Holm, ``comparisons``, and the ``verdict``, one of
        ``analysis.topic_compare.Drift``, as for topics. NaN where nobody was heard in a wave.
    """
    supporters = _supporters(proofs)
    waves = {wave: people.get(wave, set()) for wave in (before, after)}
    both = len(waves[before] & waves[after])
    rows = []
    for note in board.notes:
        if note.standing is Standing.ACCEPTED:
            counts = [
                (len(supporters.get((note.id, wave), set()) & waves[wave]), len(waves[wave]))
                for wave in waves
            ]
            rows.append(_wave_row(note, (before, after), counts, both))
    columns = [name for name in WAVE_COLUMNS if name not in ("p_adjusted", "comparisons", "verdict")]
    return with_drift_verdicts(pd.DataFrame(rows, columns=columns))[WAVE_COLUMNS]


def _supporters(proofs: Iterable[Proof]) -> dict[tuple[str, str], set[str]]:
    """The customers who support each note in each wave."""
    found: dict[tuple[str, str], set[str]] = {}
    for each in proofs:
        if each.relation is Relation.SUPPORTS and each.voice is Voice.CUSTOMER and each.respondent:
            found.setdefault((each.note, each.wave), set()).add(each.respondent)
    return found


def _wave_row(
    note: Note, waves: tuple[str, str], counts: Sequence[tuple[int, int]], both: int
) -> tuple[object, ...]:
    shares = [(hits, n, hits / n if n else math.nan, *wilson(hits, n)) for hits, n in counts]
    (was, n_before), (now, n_after) = counts
    counted = (*shares[0], *shares[1], both, _heard(counts).value)
    return (note.id, note.region, note.text, *waves, *counted, *change(was, n_before, now, n_after))


def _heard(counts: Sequence[tuple[int, int]]) -> Heard:
    (was, n_before), (now, n_after) = counts
    if not n_before or not n_after:
        return Heard.UNKNOWN
    if was and now:
        return Heard.BOTH
    return Heard.GONE if was else Heard.NEW if now else Heard.NEITHER


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
