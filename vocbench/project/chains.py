"""What rests on what in a project, from actions down to what was said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from vocbench.analysis.chain import Way, inverse, ways_through
from vocbench.errors import NotFoundError
from vocbench.model.board import Board, Note, Proof
from vocbench.model.template import Region
from vocbench.storage import insights as store

_NO_EVIDENCE = (None,) * 7
_NO_NOTE = (None,) * (3 + len(_NO_EVIDENCE))

_NOTES = 3  # the level below actions, opportunities and insights


@dataclass(frozen=True, slots=True)
class Ground:
    """A note with its board, its region there, and what was said."""

    board: Board
    note: Note
    region: Region
    proofs: tuple[Proof, ...]


Grounds = Mapping[str, Ground]
"""Notes by id."""


def grounds(board: Board, refused: Iterable[Note], proofs: Iterable[Proof]) -> dict[str, Ground]:
    """The notes of a board, by id, each with what was said; nothing was for those that were refused."""
    notes = (*board.notes, *refused)
    said: dict[str, list[Proof]] = {note.id: [] for note in notes}
    for each in proofs:
        said[each.note].append(each)
    return {
        note.id: Ground(board, note, board.template.region(note.region), tuple(said[note.id]))
        for note in notes
    }


class Ladder:
    """All insights, opportunities and actions, with what each rests on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        found = (
            store.load_actions(connection),
            store.load_opportunities(connection),
            store.load_insights(connection),
        )
        self._texts = {each.id: each.text for level in found for each in level}
        self._down = [{each.id: store.below(each) for each in level} for level in found]
        self._up = [inverse(links) for links in self._down]

    def ways(self, item_id: str) -> list[Way]:
        """All ways from an action to a note that pass an item: action, opportunity, insight, note.

        Raises:
            NotFoundError: nothing that could be on such a way has this id.
        """
        for level, known in enumerate(self._down):
            if item_id in known:
                return self._through(item_id, level)
        notes = (
            [item_id]
            if store.boards_of(self._connection, [item_id])
            else store.notes_on(self._connection, item_id)
        )
        if not notes:
            raise NotFoundError(
                f"{item_id!r} is no action, opportunity, insight or note, and no note rests on it."
            )
        return [way for each in notes for way in self._through(each, _NOTES)]

    def _through(self, item_id: str, level: int) -> list[Way]:
        return ways_through(item_id, down=self._down[level:], up=self._up[:level][::-1])

    def rows(self, item_id: str, ways: Iterable[Way], known: Grounds) -> Iterator[tuple[str | None, ...]]:
        """A row with the columns of ``frames.CHAIN`` per way and piece of evidence at its end.

        Args:
            item_id: what the ways pass; of a piece of evidence, nothing beside it is shown.
            ways: as ``ways`` gives them.
            known: the notes on these ways.
        """
        for *above, note_id in ways:
            head = [cell for each in above for cell in (each, self._texts[each] if each else None)]
            if note_id is None:
                yield (*head, *_NO_NOTE)
                continue
            ground = known[note_id]
            for tail in _tails(ground.proofs, item_id):
                yield (*head, ground.board.name, note_id, ground.note.text, *tail)


def _tails(proofs: Iterable[Proof], item_id: str) -> list[tuple[str | None, ...]]:
    """What a row says of each piece of evidence; of a note without any, a row of nothing."""
    found: list[tuple[str | None, ...]] = [
        (
            each.relation.value,
            each.kind.value,
            each.target,
            each.quote,
            each.source,
            each.respondent,
            each.voice.value,
        )
        for each in proofs
    ]
    return [each for each in found if each[2] == item_id] or found or [_NO_EVIDENCE]
