"""The part of a project that holds boards, with the evidence behind their notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from vocbench.errors import BoardError
from vocbench.exchange import frames
from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Origin, Proof, Relation
from vocbench.model.coding import Coding
from vocbench.project.sources import Sources
from vocbench.storage import boards as board_store
from vocbench.storage import history as log

Support = pd.DataFrame | pd.Series | Coding | Evidence
"""What can stand behind a note: rows of ``codings()``, ``quotes()``, ``answers()`` or of a topic
model's ``topics``, ``answers`` and ``typical()``; one coding; or a ready piece of evidence."""

_EVIDENCE_COLUMNS = {
    "coding": EvidenceKind.CODING,
    "topic_id": EvidenceKind.TOPIC,
    "answer": EvidenceKind.ANSWER,
}


class Boards(Sources):
    """Boards, their notes and the evidence behind these."""

    def empathy_map(self, name: str, *, question: str, template: str = "empathy_map") -> Board:
        """The empathy map of somebody with one question, made where it is not there.

        Raises:
            BoardError: no name, no question or no such template.
            ConflictError: the map is there and asks another question.
        """
        with self._act(f"make the board {name}") as act:
            board_store.ensure_board(act, name=name, question=question, template_id=template)
            return board_store.load_board(act.connection, name)

    def board(self, name: str) -> Board:
        """The board called *name*, with its notes.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            return board_store.load_board(connection, name)

    def board_names(self) -> list[str]:
        """The names of the boards, in order."""
        with self._store.reading() as connection:
            return board_store.board_names(connection)

    def note(
        self,
        board: str,
        region: str,
        text: str,
        *,
        supports: Support | Iterable[Support] = (),
        contradicts: Support | Iterable[Support] = (),
        qualifies: Support | Iterable[Support] = (),
        origin: Origin | None = None,
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

        Returns:
            The board with the note.

        Raises:
            NotFoundError: no such board, coding, answer or topic.
            BoardError: no such region, no words, an origin without evidence, or something
                that cannot be evidence.
        """
        given = {
            Relation.SUPPORTS: supports,
            Relation.CONTRADICTS: contradicts,
            Relation.QUALIFIES: qualifies,
        }
        evidence = tuple(
            dict.fromkeys(
                replace(each, relation=relation)
                for relation, support in given.items()
                for each in _evidence(support)
            )
        )
        origin = origin or (Origin.SAID if any(map(_is_support, evidence)) else Origin.IMAGINED)
        fresh = Note(log.new_id(), region, text, evidence, origin, self.coder)
        with self._act(f"write a note on {board}") as act:
            board_store.check_targets(act.connection, evidence)
            board_store.add_note(act, board_store.load_board(act.connection, board), fresh)
            return board_store.load_board(act.connection, board)

    def remove_note(self, note_id: str) -> None:
        """Take a note off its board.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove a note") as act:
            board_store.remove_note(act, note_id)

    def proofs(self, board: str) -> list[Proof]:
        """Every verbatim piece of evidence on a board, note by note."""
        with self._store.reading() as connection:
            return board_store.load_proofs(
                connection, board_store.load_board(connection, board), self.transcript
            )

    def evidence(self, board: str) -> pd.DataFrame:
        """What stands behind each note of a board, with the columns of ``frames.EVIDENCE``."""
        return frames.evidence_frame(self.board(board), self.proofs(board))

    def note_counts(self, board: str) -> pd.DataFrame:
        """What stands behind each note in numbers, with the columns of ``frames.NOTES``."""
        return frames.notes_frame(self.board(board), self.proofs(board))


def _evidence(support: Support | Iterable[Support]) -> Iterator[Evidence]:
    """The pieces of evidence in whatever was given."""
    if isinstance(support, Evidence):
        yield support
    elif isinstance(support, Coding):
        yield Evidence(EvidenceKind.CODING, support.id)
    elif isinstance(support, pd.DataFrame):
        yield from _rows_as_evidence(support)
    elif isinstance(support, pd.Series):
        yield from _rows_as_evidence(support.to_frame().T)
    elif isinstance(support, str) or not isinstance(support, Iterable):
        raise BoardError(
            f"{support!r} cannot be evidence. Pass rows of quotes(), answers() or of a topic model."
        )
    else:
        for each in support:
            yield from _evidence(each)


def _is_support(evidence: Evidence) -> bool:
    return evidence.relation is Relation.SUPPORTS


def _rows_as_evidence(rows: pd.DataFrame) -> Iterator[Evidence]:
    column = next((name for name in _EVIDENCE_COLUMNS if name in rows.columns), None)
    if column is None:
        raise BoardError(
            "This table cannot be evidence: it has none of the columns "
            f"{', '.join(_EVIDENCE_COLUMNS)}. Pass rows of quotes(), answers() or of a topic model."
        )
    yield from (Evidence(_EVIDENCE_COLUMNS[column], str(target)) for target in rows[column])
