"""Boards: a template of cells that hold notes, each note with typed evidence.

An empathy map, a customer journey and a behavioural-design grid are all boards; only
their templates differ, and templates are data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from vocbench.errors import BoardError
from vocbench.model.span import Span


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where something lies on a grid that counts rows and columns from 1."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a template: its place, its name and the question to ask in it.

    ``number`` is its step where a template is filled in order. ``lane`` and ``stage`` name its row
    and column in a template that is a table. ``tells`` is ``"say"`` or ``"do"`` where it holds what
    people say or what they do.
    """

    id: str
    names: dict[str, str]
    prompts: dict[str, str]
    place: Place
    number: int | None = None
    lane: str = ""
    stage: str = ""
    tells: str = ""

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return self.names.get(language, self.names["en"])

    def prompt(self, language: str) -> str:
        """The question to ask in this cell, in *language*."""
        return self.prompts.get(language, self.prompts["en"])


class Shape(StrEnum):
    """What a template is drawn as."""

    MAP = "map"
    GRID = "grid"
    JOURNEY = "journey"


@dataclass(frozen=True, slots=True)
class Heading:
    """A row or column of a template that is a table."""

    id: str
    names: dict[str, str]

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return self.names.get(language, self.names["en"])


@dataclass(frozen=True, slots=True)
class Template:
    """What a kind of board looks like: its regions, in reading order.

    ``portrait`` is where the person is drawn, ``None`` where the template has no place for it.
    ``lanes`` and ``stages`` are the rows and columns of a template that is a table.
    """

    id: str
    names: dict[str, str]
    credit: str
    regions: tuple[Region, ...]
    portrait: Place | None = None
    shape: Shape = Shape.MAP
    lanes: tuple[Heading, ...] = ()
    stages: tuple[Heading, ...] = ()

    def name(self, language: str) -> str:
        """The name in *language*, in English where there is none."""
        return self.names.get(language, self.names["en"])

    def region(self, region_id: str) -> Region:
        """The region with this id.

        Raises:
            BoardError: there is none; the message lists those there are.
        """
        for region in self.regions:
            if region.id == region_id:
                return region
        known = ", ".join(region.id for region in self.regions)
        raise BoardError(f"No region {region_id!r} on this board. It has: {known}.")


@cache
def template(template_id: str) -> Template:
    """The template called *template_id*, read from the package.

    Raises:
        BoardError: there is no such template; the message lists those there are.
    """
    folder = files("vocbench.model") / "templates"
    found = {path.name.removesuffix(".json"): path for path in folder.iterdir()}
    if template_id not in found:
        raise BoardError(f"No template {template_id!r}. There are: {', '.join(sorted(found))}.")
    raw = json.loads(found[template_id].read_text("utf-8"))
    return Template(
        id=template_id,
        names=raw["names"],
        credit=raw["credit"],
        regions=tuple(Region(**{**each, "place": Place(**each["place"])}) for each in raw["regions"]),
        portrait=Place(**raw["portrait"]) if "portrait" in raw else None,
    )


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
    """

    valence: float | None = None
    delay_days: float | None = None
    channel: Channel | None = None
    is_measured: bool | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """One statement on a board.

    Args:
        confidence: how sure its author was before there was evidence, from 0 to 1; ``None`` if unsaid.
        group: the heading under which it lies with others of its region, "" for none.
        votes: who voted for it.
        stale: what it rested on and lost, "" where nothing was.

    Raises:
        BoardError: the note has no words, or claims an origin that it has no evidence for.
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
        if len(set(self.evidence)) != len(self.evidence):
            raise BoardError(f"The note {self.text!r} lists the same evidence twice.")
        if not self.evidence and self.origin is not Origin.IMAGINED:
            raise BoardError(
                f"The note {self.text!r} has no evidence, so its origin is 'imagined', "
                f"not {self.origin.value!r}. Point it at codings, answers or topics."
            )


@dataclass(frozen=True, slots=True)
class Kin:
    """Two notes, by id, that say the same or the opposite; on one board or on two."""

    one: str
    other: str
    kinship: Kinship


@dataclass(frozen=True, slots=True)
class Board:
    """A named person, one question, and the notes in each region of a template.

    ``about`` holds the respondents that it is about, by key; nobody for an imagined person. A board
    ``is_assumption`` that was made before there was evidence.

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
    that ``span`` counts in: the name of a transcript, or the id of an answer. ``coder`` coded it, "" for
    an answer or topic; ``date`` is when it was said as far as the project knows, ISO 8601, "" where it does not.
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
