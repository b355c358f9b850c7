"""A study whose board has one reason for care after another planted in it, and nothing else.

Nine customers, an employee and one of the team were interviewed. Eight customers were heard in the
spring of 2026, and ``ines`` two years before. The board has a note for each marker, called after it;
what stands behind a note is planted so that it gets that marker alone. ``SOUND`` notes get none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vocbench.analysis.code_agreement import CodeAgreement
from vocbench.analysis.weights import INTERVIEWS, Heard
from vocbench.model.board import (
    Board,
    Evidence,
    EvidenceKind,
    Kin,
    Kinship,
    Note,
    Origin,
    Proof,
    Relation,
    Standing,
    Subject,
    Voice,
)
from vocbench.model.span import Span
from vocbench.model.template import template

SPRING, LONG_AGO = "2026-04-02", "2024-03-01"

CUSTOMERS = ("anna", "bram", "carla", "daan", "eva", "finn", "gina", "hugo", "ines")

VOICES = {"joke": Voice.EMPLOYEE, "kees": Voice.SELF}

SAID_ON = {**dict.fromkeys((*CUSTOMERS, *VOICES), SPRING), "ines": LONG_AGO}

GROUPS: Mapping[str, str | None] = {
    **dict.fromkeys(("anna", "bram", "carla", "daan"), "rent"),
    **dict.fromkeys(("eva", "finn", "ines"), "own"),
    "gina": None,
    "hugo": "business",  # interviewed, and nothing of it is on the board
}

Told = Mapping[str, int]
"""How many passages of each person bear on a note."""


@dataclass(frozen=True)
class Planted:
    """A note of the planted board and what stands behind it."""

    id: str
    region: str
    supports: Told = field(default_factory=dict)
    contradicts: Told = field(default_factory=dict)
    qualifies: Told = field(default_factory=dict)
    origin: Origin = Origin.SAID
    standing: Standing = Standing.ACCEPTED
    stale: str = ""

    def told(self) -> list[tuple[Relation, str, str]]:
        """Its passages: the relation, who says it, and the words, which are said once."""
        sides = {
            Relation.SUPPORTS: self.supports,
            Relation.CONTRADICTS: self.contradicts,
            Relation.QUALIFIES: self.qualifies,
        }
        return [
            (relation, person, f"{person} {relation.value} {self.id} {number}")
            for relation, told in sides.items()
            for person, passages in told.items()
            for number in range(passages)
        ]


def each(*people: str) -> Told:
    """One passage of each of these people."""
    return dict.fromkeys(people, 1)


NOTES = (
    Planted("sound", "think_feel", each("anna", "bram", "carla"), qualifies=each("daan")),
    Planted("imagined", "think_feel", origin=Origin.IMAGINED),
    Planted("stale", "think_feel", each("daan", "eva", "finn"), stale="a passage of p12"),
    Planted("alone", "hear", {"gina": 2}),
    Planted("single_voice", "say_do", each("gina")),
    Planted("says", "say_do", each("anna", "bram", "carla")),
    Planted("does", "say_do", each("anna", "daan", "eva"), origin=Origin.OBSERVED),
    Planted("both_ways", "say_do", each("anna", "bram", "carla", "daan"), each("daan")),
    Planted("contradicted", "pains", each("anna", "bram", "carla", "daan"), {"eva": 2}),
    Planted("concentrated", "pains", {"finn": 5, "anna": 1, "bram": 1}),
    Planted("fragile", "pains", each("daan", "eva")),
    Planted("outnumbered", "pains", each("carla", "gina", "bram"), each("finn", "eva")),
    Planted("old", "pains", each("ines")),
    Planted("disagreement", "pains", each("bram", "eva", "gina")),
    Planted("second_hand_only", "pains", {"joke": 3, "kees": 1}),
    Planted("backed_by_employees", "pains", {**each("carla", "daan", "eva"), "joke": 9}),
    Planted("proposed", "gains", each("carla", "daan", "eva"), standing=Standing.PROPOSED),
)
"""Told in the file's order. ``old`` has one voice too: only ``ines`` was heard that long ago."""

OPPOSITES, ALIKE = ("says", "does"), ("sound", "does")

MARKERS = {
    ("note", "imagined", "imagined", 0, ""),
    ("note", "stale", "stale", 1, "a passage of p12"),
    ("note", "alone", "single_voice", 1, "gina"),
    ("note", "single_voice", "single_voice", 1, "gina"),
    ("note", "says", "say_do_gap", 1, "anna"),
    ("note", "does", "say_do_gap", 1, "anna"),
    ("note", "both_ways", "say_do_gap", 1, "daan"),
    ("note", "both_ways", "contradicted", 1, "daan"),
    ("note", "contradicted", "contradicted", 2, "eva"),
    ("note", "concentrated", "concentrated", 5, "finn"),
    ("note", "fragile", "fragile", 2, "daan, eva"),
    ("note", "outnumbered", "contradicted", 2, "eva, finn"),
    ("note", "outnumbered", "fragile", 3, "bram, carla, gina"),
    ("note", "old", "old", 762, LONG_AGO),
    ("note", "old", "single_voice", 1, "ines"),
    ("note", "disagreement", "disagreement", 2, "disagreement"),
    ("note", "second_hand_only", "second_hand_only", 4, "joke, kees"),
    ("region", "hear", "single_voice", 1, "gina"),
    ("region", "see", "empty_region", 0, ""),
    ("region", "gains", "empty_region", 0, ""),
    ("board", "planted", "group_not_heard", 1, "business"),
}
"""Every marker of the planted board, and no other: level, id, marker, n and detail."""


def board() -> Board:
    """The planted board; the id of a note is its words."""
    notes = tuple(
        Note(
            id=planted.id,
            region=planted.region,
            text=planted.id,
            evidence=tuple(_evidence(relation, words) for relation, _, words in planted.told()),
            origin=planted.origin,
            standing=planted.standing,
            stale=planted.stale,
        )
        for planted in NOTES
    )
    return Board(
        "planted",
        "Planted",
        "Why?",
        template("empathy_map"),
        notes,
        Subject.SEGMENT,
        kin=(Kin(*OPPOSITES, Kinship.OPPOSITE), Kin(*ALIKE, Kinship.SAME)),
    )


def _evidence(relation: Relation, words: str) -> Evidence:
    return Evidence(EvidenceKind.CODING, words, relation)


def proofs() -> list[Proof]:
    """The passages behind its notes; each person speaks in a transcript of that name."""
    return [
        proof(planted.id, relation, person, words)
        for planted in NOTES
        for relation, person, words in planted.told()
    ]


def proof(note: str, relation: Relation, person: str, words: str) -> Proof:
    """A passage of somebody, who says all words at a place of their own."""
    place = sum(map(ord, words)) * 1_000 + len(words)
    return Proof(
        note=note,
        relation=relation,
        kind=EvidenceKind.CODING,
        quote=words,
        source=person,
        respondent=person,
        text=person,
        span=Span(place, place + len(words)),
        target=words,
        voice=VOICES.get(person, Voice.CUSTOMER),
        coder="A",
        date=SAID_ON[person],
    )


def heard() -> Heard:
    """The customers, all of them interviewed."""
    return Heard({INTERVIEWS: CUSTOMERS})


AGREEMENT = {
    "sound": CodeAgreement("sound", 1.0, 2, 60),
    "disagreement": CodeAgreement("disagreement", 0.4, 2, 60),
}
"""The least agreed code behind two of the notes."""
