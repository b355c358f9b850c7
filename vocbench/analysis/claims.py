"""What the notes of several boards say: which say the same, which the opposite, and who is behind them.

Notes say the same where somebody related them as the same, directly or through other notes, and
where their words are equal. What was proposed or refused is on no board, and takes no part.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vocbench.model.board import Board, Kinship, Note, Proof, Relation, Standing, Voice

_ENDS = " .,;:!…"

Heard = dict[tuple[str, Relation], set[str]]
"""The customers behind each note, by the note's id and how their words bear on it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Notes of one board or several that say the same, each with the name of its board.

    ``opposites`` are the places, in the list of claims, of those that say the opposite.
    """

    notes: tuple[tuple[str, Note], ...]
    opposites: tuple[int, ...]

    @property
    def boards(self) -> tuple[str, ...]:
        """The boards that it is on, by name."""
        return tuple(dict.fromkeys(board for board, _ in self.notes))

    @property
    def text(self) -> str:
        """The words of its first note."""
        return self.notes[0][1].text

    def on(self, board: str) -> list[Note]:
        """Its notes on one board."""
        return [note for name, note in self.notes if name == board]


def words_key(text: str) -> str:
    """The words of a note as they are compared: without capitals, double blanks and a full stop.

    >>> words_key("  Waits too  long. ")
    'waits too long'
    """
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(_ENDS)


def claims(boards: Sequence[Board]) -> list[Claim]:
    """What is said on *boards*, in the order of the boards and of their notes."""
    placed = [
        (board.name, note) for board in boards for note in board.notes if note.standing is Standing.ACCEPTED
    ]
    kin = [each for board in boards for each in board.kin]
    same = [(each.one, each.other) for each in kin if each.kinship is Kinship.SAME]
    same += [(note.id, f"words:{words_key(note.text)}") for _, note in placed]
    root = _roots(same)
    groups: dict[str, list[tuple[str, Note]]] = {}
    for board, note in placed:
        groups.setdefault(root[note.id], []).append((board, note))
    place = {found: number for number, found in enumerate(groups)}
    opposites = _opposites(
        (place.get(root.get(end, end)) for end in (each.one, each.other))
        for each in kin
        if each.kinship is Kinship.OPPOSITE
    )
    return [Claim(tuple(notes), tuple(sorted(opposites[place[found]]))) for found, notes in groups.items()]


def _opposites(pairs: Iterable[Iterable[int | None]]) -> dict[int, set[int]]:
    """What is opposite to what, both ways; without what is on no board, or would be its own opposite."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if one is not None and other is not None and one != other:
            found[one].add(other)
            found[other].add(one)
    return found


def _roots(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """One representative for all that is tied together, directly or through others."""
    above: dict[str, str] = {}

    def root(each: str) -> str:
        while above.setdefault(each, each) != each:
            each = above[each]
        return each

    for one, other in pairs:
        above[root(other)] = root(one)
    return {each: root(each) for each in list(above)}


def customers(boards: Iterable[Board], proofs: Iterable[Proof]) -> Heard:
    """The customers behind each note, by the note's id and how their words bear on it.

    Of a board about certain people, only these are its customers.
    """
    about = {note.id: board.about for board in boards for note in board.notes}
    found: Heard = {}
    for each in proofs:
        people = about.get(each.note, ())
        is_counted = not people or each.respondent in people
        if each.voice is Voice.CUSTOMER and each.respondent is not None and is_counted:
            found.setdefault((each.note, each.relation), set()).add(each.respondent)
    return found


def behind(heard: Heard, notes: Iterable[Note], relation: Relation) -> set[str]:
    """The customers whose words bear on one of *notes* in this way."""
    return set().union(*(heard.get((note.id, relation), set()) for note in notes))
