"""The part of a project that holds the notes on boards: written, moved, grouped and voted for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Literal

from vocbench.errors import BoardError
from vocbench.model.board import (
    Board,
    Details,
    Note,
    Origin,
    Relation,
    Standing,
    choice,
)
from vocbench.project.sources import Sources
from vocbench.project.support import Supports, as_evidence, listed
from vocbench.storage import boards as board_store
from vocbench.storage import evidence as evidence_store
from vocbench.storage import history as log
from vocbench.storage import notes as note_store
from vocbench.storage.history import Act


class Notes(Sources):
    """The notes on boards. What changes a note gives back its board."""

    def board(self, name: str) -> Board:
        """The board called *name*, with its notes.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            return board_store.load_board(connection, name)

    def note(
        self,
        board: str,
        region: str,
        text: str,
        *,
        supports: Supports = (),
        contradicts: Supports = (),
        qualifies: Supports = (),
        origin: Origin | str | None = None,
        confidence: float | None = None,
        details: Details | None = None,
        standing: Standing | str = Standing.ACCEPTED,
    ) -> Board:
        """Write a note on a board. The same words in the same region gather evidence.

        Args:
            board: name of the board.
            region: id of the region, such as ``pains``.
            text: the note.
            supports: what bears it out.
            contradicts: what speaks against it.
            qualifies: what holds it within bounds.
            origin: where it comes from; *said* where something supports it, else *imagined*.
            confidence: how sure you are before there is evidence, from 0 to 1; ``None`` if unsaid.
            details: what is known of it on a journey.
            standing: *proposed* where a person is still to agree.

        Returns:
            The board with the note.

        Raises:
            NotFoundError: no such board, coding, answer or topic.
            BoardError: no such region, no words, an origin without evidence, a confidence that is
                no probability, or something that cannot be evidence.
        """
        evidence = as_evidence(supports, contradicts, qualifies)
        is_borne_out = any(each.relation is Relation.SUPPORTS for each in evidence)
        fresh = Note(
            id=log.new_id(),
            region=region,
            text=text,
            evidence=evidence,
            origin=choice(Origin, origin or (Origin.SAID if is_borne_out else Origin.IMAGINED)),
            author=self.coder,
            standing=choice(Standing, standing),
            confidence=confidence,
            details=Details() if details is None else details,
        )
        with self._act(f"write a note on {board}") as act:
            evidence_store.check_targets(act.connection, evidence)
            note_store.add_note(act, board_store.load_board(act.connection, board), fresh)
            return board_store.load_board(act.connection, board)

    def edit_note(
        self,
        note_id: str,
        *,
        text: str | None = None,
        origin: Origin | str | None = None,
        confidence: float | Literal[""] | None = None,
        details: Details | None = None,
    ) -> Board:
        """Change what a note says; ``None`` leaves a thing as it is, ``confidence=""`` takes it away.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no words, an origin without evidence, or a confidence that is no probability.
            ConflictError: its region holds these words on another note.
        """
        stated = None if confidence == "" else confidence

        def edited(each: Note) -> Note:
            return replace(
                each,
                text=each.text if text is None else text,
                origin=each.origin if origin is None else choice(Origin, origin),
                confidence=each.confidence if confidence is None else stated,
                details=each.details if details is None else details,
            )

        return self._change_notes("edit a note", [note_id], edited)

    def clear_stale(self, note_id: str) -> Board:
        """Take the mark off that a note lost what it rested on: a person saw it.

        Raises:
            NotFoundError: there is no such note.
        """
        return self._change_notes("settle a note", [note_id], lambda each: replace(each, stale=""))

    def group_notes(self, ids: Iterable[str], title: str) -> Board:
        """Put notes of one region together under a heading.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no heading, no notes, or notes of several regions or boards.
        """
        heading = title.strip()
        if not heading:
            raise BoardError("A group needs a heading. ungroup_notes() takes notes apart.")

        def group(act: Act, _board: Board, notes: list[Note]) -> None:
            if len({each.region for each in notes}) > 1:
                raise BoardError("These notes lie in several regions. Move them together first.")
            for each in notes:
                note_store.change_note(act, each, replace(each, group=heading))

        return self._with_notes("group notes", ids, group)

    def ungroup_notes(self, ids: Iterable[str]) -> Board:
        """Take notes out of their group.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no notes, or notes of several boards.
        """
        return self._change_notes("ungroup notes", ids, lambda each: replace(each, group=""))

    def move_note(self, note_id: str, region: str, *, before: str | None = None) -> Board:
        """Lay a note in a region, out of its group where that is another region.

        Args:
            note_id: the note.
            region: where it goes; its own region to change the order there.
            before: id of the note in front of which it goes; ``None`` for last.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no such region, or *before* is not in it.
            ConflictError: the region holds the same words on another note.
        """
        return self._lay_notes("move a note", [note_id], region, before)

    def move_notes(self, ids: Iterable[str], region: str) -> Board:
        """Lay notes of one board last in a region, in the order given.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no such region, no notes, or notes of several boards.
            ConflictError: the region holds the same words on another note.
        """
        return self._lay_notes("move notes", ids, region, None)

    def _lay_notes(self, label: str, ids: Iterable[str], region: str, before: str | None) -> Board:
        def move(act: Act, board: Board, notes: list[Note]) -> None:
            for each in notes:
                note_store.place_note(act, each, board.template, region, before=before)

        return self._with_notes(label, ids, move)

    def vote(self, note_id: str) -> Board:
        """Vote for a note, as whoever works on the project now; once is enough.

        Raises:
            NotFoundError: there is no such note.
        """
        return self._with_notes(
            "vote for a note", [note_id], lambda act, *_: note_store.vote_for(act, note_id, self.coder)
        )

    def unvote(self, note_id: str) -> Board:
        """Take your vote for a note back.

        Raises:
            NotFoundError: there is no such note.
        """
        return self._with_notes(
            "take back a vote", [note_id], lambda act, *_: note_store.take_back_vote(act, note_id, self.coder)
        )

    def copy_note(self, note_id: str, board: str, region: str) -> Board:
        """Write a note on another board too, with its evidence and author.

        Votes, groups and kin stay behind. The same words in that region gather evidence.

        Returns:
            The board with the copy.

        Raises:
            NotFoundError: no such note or board.
            BoardError: no such region.
        """
        with self._act(f"copy a note to {board}") as act:
            note = note_store.load_note(act.connection, note_id)
            fresh = replace(note, id=log.new_id(), region=region, group="", votes=())
            note_store.add_note(act, board_store.load_board(act.connection, board), fresh)
            return board_store.load_board(act.connection, board)

    def remove_note(self, note_id: str) -> None:
        """Take a note off its board.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove a note") as act:
            note_store.remove_notes(act, [note_store.load_note(act.connection, note_id).id])

    def _change_notes(self, label: str, ids: Iterable[str], change: Callable[[Note], Note]) -> Board:
        """Change notes of one board; the board after it."""

        def write(act: Act, _board: Board, notes: list[Note]) -> None:
            for each in notes:
                note_store.change_note(act, each, change(each))

        return self._with_notes(label, ids, write)

    def _with_notes(
        self, label: str, ids: Iterable[str], write: Callable[[Act, Board, list[Note]], None]
    ) -> Board:
        """Do one act with notes of one board; the board after it.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no notes, or notes of several boards.
        """
        with self._act(label) as act:
            notes = [note_store.load_note(act.connection, each) for each in listed(ids)]
            names = {note_store.board_of(act.connection, each.id) for each in notes}
            if len(names) != 1:
                raise BoardError("Name one note or several of one board; this is of none, or of several.")
            (name,) = names
            write(act, board_store.load_board(act.connection, name), notes)
            return board_store.load_board(act.connection, name)
