"""What follows from boards: insights, opportunities and actions, each with what it rests on.

A note rests on quotes, an insight on notes, an opportunity on insights, an action on opportunities.
So from any of them one can walk back to what somebody said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vocbench.errors import InsightError


class Depth(StrEnum):
    """How deep an insight claims to go: what people said, what they felt, or how it hangs together."""

    SAID = "said"
    FELT = "felt"
    SYSTEMIC = "systemic"


class Verdict(StrEnum):
    """What a participant says of an insight that was put to them."""

    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class Validation(StrEnum):
    """How an insight stood up to being put to people again."""

    UNVALIDATED = "unvalidated"
    CONFIRMED = "confirmed"
    REPLICATED = "replicated"
    DISPUTED = "disputed"


class Status(StrEnum):
    """How far an action is."""

    IDEA = "idea"
    PLANNED = "planned"
    DOING = "doing"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class MemberCheck:
    """What one participant says of an insight, in a verdict and in their own words.

    ``respondent`` is their key, ``who`` the coder who asked.
    """

    respondent: str
    verdict: Verdict
    words: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class Insight:
    """What several notes together tell.

    Args:
        depth: how deep it claims to go.
        feeling: what people feel about it, "" where nobody wrote that.
        goal: what the organisation wants to reach with it.
        motive: what moves people.
        notes: ids of the notes that it rests on.
        checks: what participants said of it, one each.
        stale: what it rested on and lost, "" where nothing was.

    Raises:
        InsightError: it has no words.
    """

    id: str
    text: str
    depth: Depth = Depth.SAID
    feeling: str = ""
    goal: str = ""
    motive: str = ""
    notes: tuple[str, ...] = ()
    checks: tuple[MemberCheck, ...] = ()
    author: str = ""
    stale: str = ""

    def __post_init__(self) -> None:
        _check_words("An insight", self.text)

    @property
    def confirmed(self) -> int:
        """How many participants confirmed it."""
        return sum(each.verdict is Verdict.CONFIRMED for each in self.checks)

    def validation(self, *, n_waves: int) -> Validation:
        """How it stood up to being put to people again.

        Args:
            n_waves: in how many waves somebody said what bears it out.

        Returns:
            *Disputed* as soon as one participant rejected it, whoever confirmed it.
        """
        if len(self.checks) > self.confirmed:
            return Validation.DISPUTED
        if self.checks:
            return Validation.CONFIRMED
        return Validation.REPLICATED if n_waves > 1 else Validation.UNVALIDATED


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What could be done for people, as a chain from what moves them to what relieves their pain.

    Args:
        job: what people want to get done.
        pain: what stands in their way.
        relief: what would take that away.
        stakeholder: whose interest it touches beside the customer's.
        insights: ids of the insights that it rests on.
        stale: what it rested on and lost, "" where nothing was.

    Raises:
        InsightError: it has no words.
    """

    id: str
    text: str
    job: str = ""
    pain: str = ""
    relief: str = ""
    stakeholder: str = ""
    insights: tuple[str, ...] = ()
    author: str = ""
    stale: str = ""

    def __post_init__(self) -> None:
        _check_words("An opportunity", self.text)


@dataclass(frozen=True, slots=True)
class Action:
    """What somebody does about an opportunity.

    Args:
        owner: who does it, "" where nobody does yet.
        due: the day on which it is to be done, ``None`` where none was set.
        measure: what shows whether it helped.
        wave: the wave in which that is measured again.
        opportunities: ids of the opportunities that it rests on.
        stale: what it rested on and lost, "" where nothing was.

    Raises:
        InsightError: it has no words.
    """

    id: str
    text: str
    owner: str = ""
    status: Status = Status.IDEA
    due: date | None = None
    measure: str = ""
    wave: str = ""
    opportunities: tuple[str, ...] = ()
    author: str = ""
    stale: str = ""

    def __post_init__(self) -> None:
        _check_words("An action", self.text)


def _check_words(thing: str, words: str) -> None:
    if not words.strip():
        raise InsightError(f"{thing} needs words.")
