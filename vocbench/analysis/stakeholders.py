"""Who bears out what is to be done, who denies it, and where these are different stakeholders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations

import pandas as pd

from vocbench.analysis.journey import frame
from vocbench.analysis.survey import wilson
from vocbench.model.board import Proof, Relation

_CLAIM = {"kind": "str", "item": "str", "text": "str"}
VIEWS = {
    **_CLAIM, "stakeholder": "str", "bear_out": "int64", "deny": "int64", "n": "int64", "share": "float64",
    "low": "float64", "high": "float64", "stance": "str",
}  # fmt: skip
CONFLICTS = {
    **_CLAIM, "for": "str", "bear_out": "int64", "of_for": "int64", "against": "str", "deny": "int64",
    "of_against": "int64",
}  # fmt: skip

Group = Callable[[Proof], str | None]
"""The stakeholder who says something; ``None`` where that is nobody's or not known."""


class Stance(StrEnum):
    """On which side of a claim most of a group are."""

    FOR = "for"
    AGAINST = "against"
    DIVIDED = "divided"
    UNKNOWN = "unknown"
    """Nobody of them speaks of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An insight or opportunity with what speaks for it and against it.

    Args:
        kind: ``"insight"`` or ``"opportunity"``.
        item: its id.
        text: its words.
        proofs: what is said behind its notes.
        opposed: what is said behind notes that say the opposite of one of these.
        stakeholder: whose interest it touches, as it was written; "" where nobody wrote it.
    """

    kind: str
    item: str
    text: str
    proofs: Sequence[Proof]
    opposed: Sequence[Proof] = ()
    stakeholder: str = ""


@dataclass(frozen=True, slots=True)
class StakeholderViews:
    """What each stakeholder says of insights and opportunities.

    Args:
        views: one row per claim and stakeholder who speaks of it, or whose interest it was said to touch:
            ``kind item text stakeholder bear_out deny n share low high stance``. ``bear_out`` are people
            with a passage for one of its notes, ``deny`` those with one against, or for the opposite of
            one; who does both counts in both. ``share`` is of the ``n`` who speak of it, with the 95%
            Wilson interval; it is missing, and the stance ``unknown``, where nobody does.
        conflicts: one row per claim and pair of stakeholders of whom most of the one bear it out and most of
            the other deny it: ``kind item text for bear_out of_for against deny of_against``. Whom the
            claim serves stands in ``for``; whom it would cost something, in ``against``.
    """

    views: pd.DataFrame
    conflicts: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _View:
    stakeholder: str
    for_it: frozenset[str]
    against: frozenset[str]

    @property
    def n(self) -> int:
        return len(self.for_it | self.against)

    @property
    def stance(self) -> Stance:
        if not self.n:
            return Stance.UNKNOWN
        if len(self.for_it) == len(self.against):
            return Stance.DIVIDED
        return Stance.FOR if len(self.for_it) > len(self.against) else Stance.AGAINST


def stakeholder_views(claims: Iterable[Claim], group: Group) -> StakeholderViews:
    """What each stakeholder says of each claim, and where two of them say the opposite.

    Args:
        claims: in the order to show.
        group: tells the stakeholder who says something.
    """
    views: list[dict[str, object]] = []
    conflicts: list[dict[str, object]] = []
    for claim in claims:
        head = {"kind": claim.kind, "item": claim.item, "text": claim.text}
        found = _views(claim, group)
        views += [{**head, **_view_row(each)} for each in found]
        conflicts += [{**head, **row} for row in _conflict_rows(found)]
    return StakeholderViews(frame(VIEWS, views), frame(CONFLICTS, conflicts))


def _views(claim: Claim, group: Group) -> list[_View]:
    """Who of each stakeholder is on which side, by name; those who were named and not heard last."""
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for is_for, proof in _sided(claim):
        name = group(proof)
        if name and proof.respondent:
            bearing, denying = sides.setdefault(name, (set(), set()))
            (bearing if is_for else denying).add(proof.respondent)
    found = [_View(name, frozenset(one), frozenset(other)) for name, (one, other) in sorted(sides.items())]
    heard = {name.casefold() for name in sides}
    is_silent = claim.stakeholder and claim.stakeholder.casefold() not in heard
    return [*found, _View(claim.stakeholder, frozenset(), frozenset())] if is_silent else found


def _sided(claim: Claim) -> Iterator[tuple[bool, Proof]]:
    """What is said, with whether it speaks for the claim; what only bounds it is on no side."""
    for proof in claim.proofs:
        if proof.relation is not Relation.QUALIFIES:
            yield proof.relation is Relation.SUPPORTS, proof
    yield from ((False, proof) for proof in claim.opposed if proof.relation is Relation.SUPPORTS)


def _view_row(each: _View) -> dict[str, object]:
    k, n = len(each.for_it), each.n
    low, high = wilson(k, n)
    return {
        "stakeholder": each.stakeholder,
        "bear_out": k,
        "deny": len(each.against),
        "n": n,
        "share": k / n if n else None,
        "low": low,
        "high": high,
        "stance": each.stance.value,
    }


def _conflict_rows(found: Iterable[_View]) -> Iterator[dict[str, object]]:
    for one, other in permutations(found, 2):
        if (one.stance, other.stance) == (Stance.FOR, Stance.AGAINST):
            yield {
                "for": one.stakeholder,
                "bear_out": len(one.for_it),
                "of_for": one.n,
                "against": other.stakeholder,
                "deny": len(other.against),
                "of_against": other.n,
            }
