"""The part of a project that holds boards: made from templates, and read with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pandas as pd
from sqlalchemy import Connection

from vocbench.errors import BoardError
from vocbench.exchange import board_frames
from vocbench.model.board import Board, Proof, Subject
from vocbench.model.conversion import places
from vocbench.model.language import spoken
from vocbench.model.template import Region, Template, with_stages
from vocbench.project.proposals import Proposals
from vocbench.project.support import listed
from vocbench.project.voices import Voices
from vocbench.storage import boards as board_store
from vocbench.storage import history as log
from vocbench.storage import notes as note_store
from vocbench.storage import proofs as proof_store
from vocbench.storage.boards import BoardPlan

About = Subject | str | Iterable[str] | None
"""Whom a board is about: ``"imagined"``, the key of a respondent, or several keys; ``None`` if unsaid."""

_JOURNEY = "journey"


class Boards(Proposals, Voices):
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
            BoardError: no name, no question or no such template, or *about* names nobody.
            ConflictError: the board is there and asks another question or has another template.
            NotFoundError: the project has no such respondent.
        """
        subject, keys = _subject(about)
        with self._act(f"make the board {name}") as act:
            chosen = _template(act.connection, template)
            plan = BoardPlan(name, question, chosen, is_assumption, subject, keys)
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

    def convert_board(
        self,
        name: str,
        template: str | Template,
        new_name: str,
        *,
        regions: Mapping[str, str] | None = None,
    ) -> pd.DataFrame:
        """Make a copy of a board on another template, and list the notes that have no place there.

        The board itself stays as it is. Copies keep their evidence, author, group and the code or topic
        that proposed them; votes and kin stay behind.

        Args:
            name: the board.
            template: id of a template, or one of your own.
            new_name: what the copy is called.
            regions: id of a region → id of a region of the other template, for what the templates do
                not tell, as in ``{"say_do": "says"}``.

        Returns:
            The notes that were left out, with the columns of ``frames.UNPLACED``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: no such template or region.
            ConflictError: there is a board *new_name* already.
        """
        with self._act(f"convert the board {name}") as act:
            board = board_store.load_board(act.connection, name)
            there = _template(act.connection, template)
            where = places(board, there, regions or {})
            made = board_store.copy_board(act, board, there, new_name)
            sources = note_store.load_sources(act.connection, board.id).items()
            proposed = {note_id: source for source, note_id in sources}
            for note, place in where.items():
                if isinstance(place, Region):
                    copy = replace(note, id=log.new_id(), region=place.id, votes=())
                    note_store.add_note(act, made, copy, proposed_from=proposed.get(note.id, ""))
        left = ((note, place) for note, place in where.items() if isinstance(place, str))
        return board_frames.unplaced_frame(left)

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
            return proof_store.load_proofs(connection, found, self._transcripts_in(connection))

    def evidence(self, board: str) -> pd.DataFrame:
        """What stands behind each note of a board, with the columns of ``frames.EVIDENCE``."""
        return board_frames.evidence_frame(self.board(board), self.proofs(board))

    def note_counts(self, board: str) -> pd.DataFrame:
        """What stands behind each note in numbers, with the columns of ``frames.NOTES``."""
        return board_frames.notes_frame(self.board(board), self.proofs(board))


def _template(connection: Connection, given: str | Template) -> Template:
    """The template with this id, or the one that was designed.

    Raises:
        BoardError: it is neither.
    """
    if isinstance(given, Template):
        return given
    if isinstance(given, str):
        return board_store.load_template(connection, given)
    raise BoardError(f"{given!r} is no template. Give an id, as templates() lists them, or one of your own.")


def _subject(about: About) -> tuple[Subject | None, tuple[str, ...]]:
    """What kind of subject that is, and its respondents.

    Raises:
        BoardError: it is neither a key nor several.
    """
    if about is None:
        return None, ()
    if isinstance(about, str):
        return (Subject.IMAGINED, ()) if about == Subject.IMAGINED else (Subject.PERSON, (about,))
    keys = listed(about) if isinstance(about, Iterable) else (about,)
    if not all(isinstance(each, str) for each in keys):
        raise BoardError(
            f"{about!r} tells nobody whom the board is about. Give the key of a respondent, several keys, "
            "or 'imagined'."
        )
    return (Subject.PERSON if len(keys) == 1 else Subject.SEGMENT), keys
