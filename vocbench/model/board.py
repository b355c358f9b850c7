"""Boards: a template of cells that hold notes, each note with typed evidence.

An empathy map, a customer journey and a behavioural-design grid are all boards; only
their templates differ, and templates are data.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import nan
from numbers import Real
from sys import float_info
from typing import TypeVar

from vocbench.errors import BoardError
from vocbench.model.span import Span
from vocbench.model.template import Template

WORST, BEST = -2, 2
"""The ends of the scale on which a note says how something felt."""

_LONGEST = float_info.max  # days: any number but infinity

_Choice = TypeVar("_Choice", bound=StrEnum)


class Relation(StrEnum):
    """How a piece of evidence bears on a note."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"
    QUALIFIES = "qualifies"


class Origin(StrEnum):
    """Where a note comes from."""

    SAID = "said"
    OBSERVED = "observed"
    SECOND_HAND = "heard second-hand"
    INFERRED = "inferred"
    IMAGINED = "imagined"


class Voice(StrEnum):
    """Whose experience somebody speaks of. Only customers count as customers."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    SELF = "self as customer"


class Subject(StrEnum):
    """Who a board is about: somebody who was heard, a group of them, or somebody thought up."""

    PERSON = "person"
    SEGMENT = "segment"
    IMAGINED = "imagined"


class Standing(StrEnum):
    """Whether a person has agreed with a note."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Channel(StrEnum):
    """How a customer meets an organisation at a touchpoint."""

    DIGITAL = "digital"
    ANALOGUE = "analogue"


class Kinship(StrEnum):
    """What two notes have to do with each other."""

    SAME = "same"
    OPPOSITE = "opposite"


class EvidenceKind(StrEnum):
    """What a piece of evidence points at."""

    CODING = "coding"
    ANSWER = "answer"
    TOPIC = "topic"


def choice(kind: type[_Choice], value: str) -> _Choice:
    """The member of a closed choice, such as ``Voice``, that has this value.

    Raises:
        BoardError: there is none; the message lists those there are.
    """
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(repr(each.value) for each in kind)
        name = " ".join(re.findall("[A-Z][a-z]+", kind.__name__)).lower()
        raise BoardError(f"{value!r} is no {name}. Choose one of: {known}.") from None


def _within(low: float, value: object, high: float, told: str) -> float:
    """The number as Python has it, where it may be one of numpy's.

    Raises:
        BoardError: it is no number, or not from *low* to *high*; the message is *told*.
    """
    number = float(value) if isinstance(value, Real) else nan
    if not low <= number <= high:
        raise BoardError(told)
    return number


@dataclass(frozen=True, slots=True)
class Evidence:
    """A pointer from a note to what bears on it: the id of a coding, answer or topic."""

    kind: EvidenceKind
    target: str
    relation: Relation = Relation.SUPPORTS


@dataclass(frozen=True, slots=True)
class Details:
    """What is known of a note on a journey; ``None`` and "" where it is not known.

    Args:
        valence: how it felt, from -2 (very bad) to 2 (very good).
        delay_days: by how many days a pain point delays the decision.
        channel: of a touchpoint.
        is_measured: whether anybody measures what happens at a touchpoint.
        owner: who is responsible for a touchpoint.

    Raises:
        BoardError: a valence outside of -2 to 2, a delay of less than nothing, no such channel, or a
            measure that is neither true nor false.
    """

    valence: float | None = None
    delay_days: float | None = None
    channel: Channel | None = None
    is_measured: bool | None = None
    owner: str = ""

    def __post_init__(self) -> None:
        if self.valence is not None:
            told = f"A valence goes from -2 (very bad) to 2 (very good), not {self.valence!r}."
            object.__setattr__(self, "valence", _within(WORST, self.valence, BEST, told))
        if self.delay_days is not None:
            told = f"A delay is a number of days from 0, not {self.delay_days!r}."
            object.__setattr__(self, "delay_days", _within(0, self.delay_days, _LONGEST, told))
        if self.channel is not None:
            object.__setattr__(self, "channel", choice(Channel, self.channel))
        if self.is_measured is not None:
            if self.is_measured not in {True, False}:
                raise BoardError(f"A touchpoint is measured or not: True or False, not {self.is_measured!r}.")
            object.__setattr__(self, "is_measured", bool(self.is_measured))


@dataclass(frozen=True, slots=True)
class Note:
    """One statement on a board.

    Args:
        confidence: how sure its author was before there was evidence, from 0 to 1; ``None`` if unsaid.
        group: the heading under which it lies with others of its region, "" for none.
        votes: who voted for it.
        stale: what it rested on and lost, "" where nothing was.

    Raises:
        BoardError: the note has no words, claims an origin that it has no evidence for, its
            confidence is no probability, or its details are none.
    """

    id: str
    region: str
    text: str
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.IMAGINED
    author: str = ""
    standing: Standing = Standing.ACCEPTED
    confidence: float | None = None
    group: str = ""
    votes: tuple[str, ...] = ()
    details: Details = Details()
    stale: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise BoardError("A note needs words.")
        if not isinstance(self.details, Details):
            raise BoardError(f"Details of a note are Details(valence=-1, ...), not {self.details!r}.")
        if len(set(self.evidence)) != len(self.evidence):
            raise BoardError(f"The note {self.text!r} lists the same evidence twice.")
        if not self.evidence and self.origin is not Origin.IMAGINED:
            raise BoardError(
                f"The note {self.text!r} has no evidence, so its origin is 'imagined', "
                f"not {self.origin.value!r}. Point it at codings, answers or topics."
            )
        if self.confidence is not None:
            told = f"Confidence goes from 0 (a guess) to 1 (sure), not {self.confidence!r}."
            object.__setattr__(self, "confidence", _within(0, self.confidence, 1, told))

    def moved(self, region: str) -> Note:
        """The note in *region*; out of its group where that is another region."""
        return self if region == self.region else replace(self, region=region, group="")


@dataclass(frozen=True, slots=True)
class Kin:
    """Two notes, by id, that say the same or the opposite; on one board or on two."""

    one: str
    other: str
    kinship: Kinship


@dataclass(frozen=True, slots=True)
class Board:
    """A named person, one question, and the notes in each region of a template.

    ``about`` holds the respondents that it is about, by key: one for a person, several for a segment.
    A segment without a list is everybody who was heard, and somebody imagined is nobody. A board
    ``is_assumption`` that was made before there was evidence. ``notes`` holds what is proposed and what
    is accepted, in order; what was refused is not on it. ``kin`` are the pairs with a note of this board.

    Raises:
        BoardError: no name or question, or a note in a region that the template lacks.
    """

    id: str
    name: str
    question: str
    template: Template
    notes: tuple[Note, ...] = ()
    subject: Subject = Subject.IMAGINED
    about: tuple[str, ...] = ()
    is_assumption: bool = False
    kin: tuple[Kin, ...] = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.question.strip():
            raise BoardError(
                "A board needs a name and one question, such as 'Marieke' and "
                "'Why do you shower longer than you want?'"
            )
        for note in self.notes:
            self.template.region(note.region)

    def in_region(self, region_id: str) -> tuple[Note, ...]:
        """The notes of one region, in the order in which they were written."""
        self.template.region(region_id)
        return tuple(note for note in self.notes if note.region == region_id)


@dataclass(frozen=True, slots=True)
class Proof:
    """One verbatim piece of evidence behind a note, looked up in the project.

    A topic as evidence gives a proof for each of its answers, from typical to edge.
    ``respondent`` is ``None`` for what an interviewer says. ``text`` tells apart the texts
    that ``span`` counts in: the name of a transcript, or the id of an answer. ``target`` is the id that
    the evidence points at. ``coder`` coded it, with the code that has the id ``code``; both are "" for an
    answer or topic. ``date`` is the day on which it was said, else that on which it was coded, as ISO 8601;
    "" where the project knows neither. ``wave`` is that of the answer or of its source, "" for none.
    """

    note: str
    relation: Relation
    kind: EvidenceKind
    quote: str
    source: str
    respondent: str | None
    text: str
    span: Span
    target: str = ""
    voice: Voice = Voice.CUSTOMER
    coder: str = ""
    date: str = ""
    wave: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """What stands behind a note: different passages that support it, and by how many people.

    ``contradictions`` and ``qualifications`` are passages that speak against it or bound it.
    """

    quotes: int
    respondents: int
    contradictions: int
    qualifications: int


def distinct(proofs: Iterable[Proof]) -> list[Proof]:
    """The proofs without those that repeat a passage in the same relation.

    A passage with two codes, or coded by two people, is said once.
    """
    return list({(each.relation, each.text, each.span): each for each in reversed(list(proofs))}.values())[
        ::-1
    ]


def tally(proofs: Iterable[Proof]) -> Tally:
    """How many passages and people stand behind one note, and how many passages against it."""
    found = distinct(proofs)
    by_relation = Counter(each.relation for each in found)
    people = {each.respondent for each in found if each.relation is Relation.SUPPORTS}
    return Tally(
        quotes=by_relation[Relation.SUPPORTS],
        respondents=len(people - {None}),
        contradictions=by_relation[Relation.CONTRADICTS],
        qualifications=by_relation[Relation.QUALIFIES],
    )
