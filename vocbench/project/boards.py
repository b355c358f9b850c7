"""The part of a project that holds boards: made from templates, and read with their evidence."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from vocbench.exchange import board_frames
from vocbench.model.board import Board, Proof, Subject
from vocbench.model.language import spoken
from vocbench.model.template import Template, with_stages
from vocbench.project.notes import Notes
from vocbench.storage import boards as board_store
from vocbench.storage import proofs as proof_store
from vocbench.storage.boards import BoardPlan

About = Subject | str | Iterable[str] | None
"""Whom a board is about: ``"imagined"``, the key of a respondent, or several keys; ``None`` if unsaid."""

_JOURNEY = "journey"


class Boards(Notes):
    """Boards, their notes and the evidence behind these."""

    def make_board(
        self,
        name: str,
        *,
        question: str,
        template: str | Template = "empathy_map",
        about: About = None,
        is_assumption: bool = False,
    ) -> Board:
        """A board with one question, made where it is not there.

        Args:
            name: what it is called, such as the name of the person.
            question: the one question that it answers.
            template: id of a template, as in ``templates()``, or one of your own, which is then kept
                in the project.
            about: the key of a respondent; several keys, for a segment; or ``"imagined"`` for somebody
                thought up. ``None``: everybody who was heard, or as it was where the board is there.
            is_assumption: whether it says what you think before there is evidence.

        Raises:
            BoardError: no name, no question or no such template.
            ConflictError: the board is there and asks another question or has another template.
            NotFoundError: the project has no such respondent.
        """
        subject, keys = _subject(about)
        with self._act(f"make the board {name}") as act:
            if isinstance(template, str):
                template = board_store.load_template(act.connection, template)
            plan = BoardPlan(name, question, template, is_assumption, subject, keys)
            board_store.ensure_board(act, plan)
            return board_store.load_board(act.connection, name)

    def empathy_map(
        self, name: str, *, question: str, template: str | Template = "empathy_map", about: About = None
    ) -> Board:
        """The empathy map of somebody with one question, made where it is not there.

        Arguments and errors as for ``make_board``.
        """
        return self.make_board(name, question=question, template=template, about=about)

    def journey(
        self, name: str, *, question: str, stages: Iterable[str] | None = None, about: About = None
    ) -> Board:
        """A customer journey, made where it is not there.

        Args:
            name: what it is called.
            question: the one question that it answers.
            stages: what its stages are called, in order; ``None`` for those of the template. The id of
                a region is that of its lane and stage, as in ``pains/choose``.
            about: as for ``make_board``.

        Raises:
            BoardError: no name or question, or stages that cannot be told apart.
            ConflictError: the board is there and asks another question or has other stages.
            NotFoundError: the project has no such respondent.
        """
        with self._store.reading() as connection:
            template = board_store.load_template(connection, _JOURNEY)
        if stages is not None:
            template = with_stages(template, stages)
        return self.make_board(name, question=question, template=template, about=about)

    def rename_board(self, name: str, new: str) -> Board:
        """The board under its new name.

        Raises:
            NotFoundError: there is no such board.
            BoardError: the new name is empty.
            ConflictError: another board has it.
        """
        with self._act(f"rename the board {name}") as act:
            board_store.rename_board(act, name, new)
            return board_store.load_board(act.connection, new)

    def remove_board(self, name: str) -> None:
        """Take a board away, with its notes.

        Raises:
            NotFoundError: there is none.
        """
        with self._act(f"remove the board {name}") as act:
            board_store.remove_board(act, name)

    def board_names(self) -> list[str]:
        """The names of the boards, in order."""
        with self._store.reading() as connection:
            return board_store.board_names(connection)

    def templates(self, lang: str = "en") -> pd.DataFrame:
        """One row per template, of the package and of this project, with the columns of ``frames.TEMPLATES``.

        Raises:
            VocbenchError: there is no such language.
        """
        with self._store.reading() as connection:
            return board_frames.templates_frame(board_store.load_templates(connection), spoken(lang))

    def proofs(self, board: str) -> list[Proof]:
        """Every verbatim piece of evidence on a board, note by note."""
        with self._store.reading() as connection:
            found = board_store.load_board(connection, board)
            return proof_store.load_proofs(connection, found, self.transcript)

    def evidence(self, board: str) -> pd.DataFrame:
        """What stands behind each note of a board, with the columns of ``frames.EVIDENCE``."""
        return board_frames.evidence_frame(self.board(board), self.proofs(board))

    def note_counts(self, board: str) -> pd.DataFrame:
        """What stands behind each note in numbers, with the columns of ``frames.NOTES``."""
        return board_frames.notes_frame(self.board(board), self.proofs(board))


def _subject(about: About) -> tuple[Subject | None, tuple[str, ...]]:
    """What kind of subject that is, and its respondents."""
    if about is None:
        return None, ()
    if about == Subject.IMAGINED:
        return Subject.IMAGINED, ()
    keys = (about,) if isinstance(about, str) else tuple(dict.fromkeys(about))
    return (Subject.PERSON if len(keys) == 1 else Subject.SEGMENT), keys
