"""What stands behind a note: whose passages bear it out, and whose speak against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from vocbench.model.board import Board, Kinship, Note, Origin, Proof, Relation, Standing, Voice

INTERVIEWS = ""
"""The material that all transcripts are together; a table of answers is material by its name."""


@dataclass(frozen=True)
class Heard:
    """The customers who can bear out a note of a board.

    Args:
        by_material: those with a voice in the interviews, and in each table of answers.
    """

    by_material: Mapping[str, Collection[str]]
    _numbers: dict[frozenset[str], int] = field(default_factory=dict, init=False)

    @cached_property
    def everybody(self) -> frozenset[str]:
        """All of them, whatever they have a voice in."""
        return frozenset().union(*self.by_material.values())

    def number(self, materials: frozenset[str]) -> int:
        """How many have a voice in one of these *materials*; in any at all where none is named."""
        if not materials:
            return len(self.everybody)
        # Notes draw on few different materials, and a survey has many respondents.
        if materials not in self._numbers:
            people = (self.by_material[each] for each in materials)
            self._numbers[materials] = len(frozenset().union(*people))
        return self._numbers[materials]


def heard_together(several: Iterable[Heard]) -> Heard:
    """The customers who can bear out something that rests on notes of several boards."""
    people: dict[str, set[str]] = {}
    for each in several:
        for material, keys in each.by_material.items():
            people.setdefault(material, set()).update(keys)
    return Heard(people)


def material_of(proof: Proof) -> str:
    """The interviews, or the table of answers, that a proof comes from."""
    return INTERVIEWS if proof.text == proof.source else proof.source


@dataclass(frozen=True, slots=True)
class Weight:
    """What stands behind a note, a region or a board. The same words in the same relation count once.

    Args:
        supports: how many passages of each customer bear it out.
        contradicts: how many of each speak against it.
        qualifies: how many of each hold it within bounds.
        employees: who of them bears on it in whatever way.
        selves: those of the team who speak as customers themselves, likewise.
        outside: customers whom the board is not about, likewise.
        passages: how many bear it out, whoever says them.
        n: how many customers have a voice in the material that the supporting passages of
            customers come from; in any material where there are none.
        last: the day of the newest passage of a customer, ISO 8601, "" where no day is known.
    """

    supports: Counter[str]
    contradicts: Counter[str]
    qualifies: Counter[str]
    employees: frozenset[str]
    selves: frozenset[str]
    outside: frozenset[str]
    passages: int
    n: int
    last: str

    @property
    def quotes(self) -> int:
        """How many passages of customers bear it out."""
        return self.supports.total()

    @property
    def customers(self) -> frozenset[str]:
        """The customers who bear on it in whatever way."""
        return frozenset(self.supports | self.contradicts | self.qualifies)

    def loudest(self) -> tuple[str, int]:
        """The customer with most supporting passages, with their number; of equals the first by key.

        Raises:
            ValueError: no customer bears it out.
        """
        return min(self.supports.items(), key=lambda each: (-each[1], each[0]))


class Passage(NamedTuple):
    """A proof as it is weighed: which words, how they bear on a note, and who says them.

    ``counts`` says whether that is a customer who counts. A passage is made once and weighed three
    times: for its note, its region and its board.
    """

    words: tuple[Relation, str, int, int]
    relation: Relation
    person: str | None
    voice: Voice
    counts: bool
    material: str
    day: str


def as_passage(proof: Proof, heard: Heard) -> Passage:
    """A proof as it is weighed."""
    material = material_of(proof)
    is_heard = proof.respondent in heard.by_material.get(material, ())
    return Passage(
        (proof.relation, proof.text, proof.span.start, proof.span.end),
        proof.relation,
        proof.respondent,
        proof.voice,
        proof.voice is Voice.CUSTOMER and is_heard,
        material,
        proof.date[:10],
    )


def weigh(passages: Iterable[Passage], heard: Heard) -> Weight:
    """What *passages* come to. What an interviewer says bears nothing out."""
    found = {passage.words: passage for passage in passages}.values()
    sides: dict[Relation, list[str]] = {relation: [] for relation in Relation}
    others: dict[Voice, set[str]] = {voice: set() for voice in Voice}
    materials, last = set(), ""
    for _, relation, person, voice, counts, material, day in found:
        if counts and person is not None:
            sides[relation].append(person)
            last = max(last, day)
            if relation is Relation.SUPPORTS:
                materials.add(material)
        elif person is not None:
            others[voice].add(person)
    return Weight(
        supports=Counter(sides[Relation.SUPPORTS]),
        contradicts=Counter(sides[Relation.CONTRADICTS]),
        qualifies=Counter(sides[Relation.QUALIFIES]),
        employees=frozenset(others[Voice.EMPLOYEE]),
        selves=frozenset(others[Voice.SELF]),
        outside=frozenset(others[Voice.CUSTOMER]),
        passages=sum(each.relation is Relation.SUPPORTS for each in found),
        n=heard.number(frozenset(materials)),
        last=last,
    )


def say_do_gaps(board: Board, weights: Mapping[str, Weight]) -> dict[str, frozenset[str]]:
    """The customers who say one thing and do another, by note.

    Such a customer has passages for a note and against it, or bears out two opposite notes of
    which one is said and the other done. A note is said or done by what its region holds, and
    where that does not tell by its origin: said, or observed.

    Args:
        board: with its kin; those with notes of other boards, or that are only proposed, are left out.
        weights: of the notes, by id.
    """
    gaps = {note_id: each.supports.keys() & each.contradicts.keys() for note_id, each in weights.items()}
    notes = {note.id: note for note in board.notes if note.standing is Standing.ACCEPTED}
    for kin in board.kin:
        pair = [notes[each] for each in (kin.one, kin.other) if each in notes]
        if kin.kinship is Kinship.OPPOSITE and {_tells(board, note) for note in pair} == {"say", "do"}:
            both = weights[kin.one].supports.keys() & weights[kin.other].supports.keys()
            gaps[kin.one] |= both
            gaps[kin.other] |= both
    return {note_id: frozenset(each) for note_id, each in gaps.items()}


def _tells(board: Board, note: Note) -> str:
    """Whether a note tells what people ``"say"`` or ``"do"``; "" where nobody knows."""
    by_origin = {Origin.SAID: "say", Origin.OBSERVED: "do"}
    return board.template.region(note.region).tells or by_origin.get(note.origin, "")
