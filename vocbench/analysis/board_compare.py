"""Boards beside each other: what was assumed and what was found, what is shared, unique or opposite."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Any

import pandas as pd

from vocbench.analysis.claims import Claim, Heard, behind, claims, customers
from vocbench.analysis.survey import wilson
from vocbench.model.board import Board, Kinship, Note, Proof, Relation

_BETWEEN = "; "  # between the words of several notes in one cell

NOTE_TYPES: dict[str, Any] = {
    "board": "str",
    "note": "str",
    "region": "str",
    "text": "str",
    "confidence": "float64",
    "verdict": "str",
    "customers_for": "int64",
    "customers_against": "int64",
    "relation": "str",
    "matched": "str",
    "matched_text": "str",
}


class Verdict(StrEnum):
    """What the evidence says of a note that was there before it, or was missing then."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    UNTESTED = "untested"
    SURPRISE = "surprise"


class Spread(StrEnum):
    """On how many of the boards something is said."""

    SHARED = "shared"
    SOME = "some"
    UNIQUE = "unique"


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """What became of assumptions.

    Args:
        notes: one row per assumption, then one per note of the evidence board that no assumption
            matches: ``board note region text confidence verdict``, ``customers_for`` and
            ``customers_against`` (different people), and ``relation`` (same or opposite), ``matched``
            (ids) and ``matched_text`` of the notes on the evidence board, missing where there are none.
        shares: one row per verdict on the assumptions: ``verdict hits n share low high``.
        brier: how far the confidences were from what came out: the mean of (confidence - outcome)²,
            with outcome 1 for confirmed and 0 for contradicted. 0 is best; who always says 50% has
            0.25. NaN where no assumption with a confidence was tested.
        n: how many assumptions the Brier score is of.
    """

    notes: pd.DataFrame
    shares: pd.DataFrame
    brier: float
    n: int


@dataclass(frozen=True, slots=True)
class BoardsCompared:
    """What several boards have in common.

    Args:
        claims: one row per thing that is said: ``claim`` (a number from 1), ``text``, ``spread``
            (shared by all boards, on some, or unique to one), ``boards`` (their names), ``n_boards``,
            and ``opposite``, the words that say the opposite on another board, missing where none do.
        places: one row per note: ``claim board note region text customers`` (different people whose
            words support it).
        pairs: one row per two boards: ``one other shared only_one only_other opposite``, counts of
            claims; ``opposite`` counts pairs of claims.
    """

    claims: pd.DataFrame
    places: pd.DataFrame
    pairs: pd.DataFrame


def before_and_after(assumed: Board, found: Board, proofs: Iterable[Proof]) -> BeforeAfter:
    """What became of the assumptions on one board, by the evidence on another one.

    An assumption is *confirmed* where more customers bear it out than speak against it, *contradicted*
    where at least as many speak against it, and *untested* where no customer does either. Customers
    bear it out by what supports it, or a note that says the same; they speak against it by what
    contradicts one of these, or supports a note that says the opposite. What the evidence board
    would confirm and nobody assumed is a *surprise*.

    Args:
        assumed: the board that was made first.
        found: the board with the evidence.
        proofs: those of both boards.

    Source of the score: Brier (1950), doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
    """
    both = (assumed, found)
    trial = _Trial(found.name, claims(both), customers(both, proofs))
    rows = [
        trial.assumption(assumed.name, note, claim)
        for claim in trial.claims
        for note in claim.on(assumed.name)
    ] + [
        trial.news(note, claim)
        for claim in trial.claims
        if not trial.is_assumed(claim, assumed.name)
        for note in claim.on(found.name)
    ]
    notes = pd.DataFrame(rows, columns=list(NOTE_TYPES)).astype(NOTE_TYPES)
    priors = notes[notes["board"] == assumed.name]
    tested = priors[priors["confidence"].notna() & (priors["verdict"] != Verdict.UNTESTED.value)]
    misses = tested["confidence"] - (tested["verdict"] == Verdict.CONFIRMED.value)
    brier = float((misses**2).mean()) if len(tested) else math.nan
    return BeforeAfter(notes, _verdict_shares(priors["verdict"]), brier, len(tested))


@dataclass(frozen=True, slots=True)
class _Trial:
    """What is needed to judge a claim: the board with the evidence, all claims, and who was heard."""

    found: str
    claims: Sequence[Claim]
    heard: Heard

    def is_assumed(self, claim: Claim, board: str) -> bool:
        """Whether *board* says it, or the opposite of it."""
        return any(board in each.boards for each in (claim, *self._opposites(claim)))

    def assumption(self, board: str, note: Note, claim: Claim) -> tuple[object, ...]:
        """The row of an assumption, with what matches it on the board with the evidence."""
        same = claim.on(self.found)
        opposite = [each for other in self._opposites(claim) for each in other.on(self.found)]
        notes = same or opposite
        kinship = Kinship.SAME if same else Kinship.OPPOSITE
        matched = (
            kinship.value if notes else None,
            ", ".join(each.id for each in notes) or None,
            _BETWEEN.join(dict.fromkeys(each.text for each in notes)) or None,
        )
        return (*self._judged(board, note, claim), *matched)

    def news(self, note: Note, claim: Claim) -> tuple[object, ...]:
        """The row of a note of the board with the evidence that nobody assumed."""
        return (*self._judged(self.found, note, claim), None, None, None)

    def _judged(self, board: str, note: Note, claim: Claim) -> tuple[object, ...]:
        same = [each for _, each in claim.notes]
        opposites = [each for other in self._opposites(claim) for _, each in other.notes]
        pro = behind(self.heard, same, Relation.SUPPORTS)
        against = behind(self.heard, same, Relation.CONTRADICTS)
        against |= behind(self.heard, opposites, Relation.SUPPORTS)
        verdict = _verdict(len(pro), len(against), is_news=board == self.found)
        written = (board, note.id, note.region, note.text, note.confidence)
        return (*written, verdict.value, len(pro), len(against))

    def _opposites(self, claim: Claim) -> list[Claim]:
        return [self.claims[place] for place in claim.opposites]


def _verdict(n_for: int, n_against: int, *, is_news: bool) -> Verdict:
    if not n_for and not n_against:
        return Verdict.UNTESTED
    if n_for <= n_against:
        return Verdict.CONTRADICTED
    return Verdict.SURPRISE if is_news else Verdict.CONFIRMED


def _verdict_shares(verdicts: pd.Series[str]) -> pd.DataFrame:
    n = len(verdicts)
    possible = (Verdict.CONFIRMED, Verdict.CONTRADICTED, Verdict.UNTESTED)
    counts = [(each.value, int((verdicts == each.value).sum())) for each in possible]
    rows = [(name, hits, n, hits / n if n else math.nan, *wilson(hits, n)) for name, hits in counts]
    return pd.DataFrame(rows, columns=["verdict", "hits", "n", "share", "low", "high"])


def compare_boards(boards: Sequence[Board], proofs: Iterable[Proof]) -> BoardsCompared:
    """What *boards* share, what is on one alone, and what they say the opposite of.

    Args:
        boards: two or more.
        proofs: those of all of them.
    """
    everything = claims(boards)
    heard = customers(boards, proofs)
    names = [board.name for board in boards]
    rows = [
        (number, each.text, _spread(each, names).value, ", ".join(each.boards), len(each.boards),
         _BETWEEN.join(_opposed(each, everything)) or None)
        for number, each in enumerate(everything, start=1)
    ]  # fmt: skip
    places = [
        (number, board, note.id, note.region, note.text, len(behind(heard, [note], Relation.SUPPORTS)))
        for number, each in enumerate(everything, start=1)
        for board, note in each.notes
    ]
    return BoardsCompared(
        claims=pd.DataFrame(
            rows, columns=["claim", "text", "spread", "boards", "n_boards", "opposite"]
        ).astype({"text": "str", "spread": "str", "boards": "str", "opposite": "str"}),
        places=pd.DataFrame(places, columns=["claim", "board", "note", "region", "text", "customers"]),
        pairs=pd.DataFrame(
            [_pair_row(pair, everything) for pair in combinations(names, 2)],
            columns=["one", "other", "shared", "only_one", "only_other", "opposite"],
        ),
    )


def _spread(claim: Claim, names: Sequence[str]) -> Spread:
    if len(claim.boards) == len(names):
        return Spread.SHARED
    return Spread.UNIQUE if len(claim.boards) == 1 else Spread.SOME


def _opposed(claim: Claim, everything: Sequence[Claim]) -> Iterator[str]:
    """The words that say the opposite of a claim on another board than one that it is on."""
    for place in claim.opposites:
        if len({*claim.boards, *everything[place].boards}) > 1:
            yield everything[place].text


def _pair_row(pair: tuple[str, str], everything: Sequence[Claim]) -> tuple[object, ...]:
    one, other = pair
    on = Counter((one in each.boards, other in each.boards) for each in everything)
    opposite = {
        frozenset((number, place))
        for number, each in enumerate(everything)
        if one in each.boards
        for place in each.opposites
        if other in everything[place].boards
    }
    return (*pair, on[True, True], on[True, False], on[False, True], len(opposite))
