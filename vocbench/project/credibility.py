"""The part of a project that tells how far boards can be believed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

import pandas as pd
from sqlalchemy import Connection

from vocbench.analysis.code_agreement import CodeAgreement, code_agreement
from vocbench.analysis.credibility import BoardCredibility, board_credibility
from vocbench.analysis.topic_compare import group_order
from vocbench.analysis.weights import INTERVIEWS, Heard, material_of
from vocbench.errors import BoardError, NotFoundError
from vocbench.exchange import frames
from vocbench.model.board import Board, Proof
from vocbench.model.source import Transcript
from vocbench.project.boards import Boards
from vocbench.project.support import day_of
from vocbench.storage import credibility as behind
from vocbench.storage.boards import load_board
from vocbench.storage.codebook import load_codebook
from vocbench.storage.codings import Transcripts
from vocbench.storage.history import last_number
from vocbench.storage.proofs import Passages, load_proofs
from vocbench.storage.sources import TRANSCRIPT, load_respondents, source_names
from vocbench.storage.voices import load_customers


class Credibility(Boards):
    """How far the notes of boards can be believed."""

    _agreed: tuple[int, Mapping[str, CodeAgreement]] = (0, {})
    """The number of the last act that was looked at, and the agreement on each code by then."""

    @cached_property
    def _passages(self) -> Passages:
        return Passages()

    def _read(self, connection: Connection, board: str) -> tuple[Board, list[Proof]]:
        """A board with what is behind its notes.

        Raises:
            NotFoundError: there is no such board.
        """
        talk = self._transcripts_in(connection)
        found = load_board(connection, board)
        return found, load_proofs(connection, found, talk, known=self._passages)

    def credibility(
        self, board: str, *, by: str | None = None, today: date | str | None = None
    ) -> BoardCredibility:
        """How far a board can be believed: per note, region and board, with a marker for each weakness.

        "k of N" is k customers who bear something out, of the N who could: the board is about them,
        and they have a voice in the material that it draws on, which is all interviews, or a table of
        answers. Employees, and those of the team who speak as customers, are counted apart. Coders
        agree or not where two of them coded the same transcripts or answers.

        Args:
            board: its name.
            by: an attribute of respondents, such as ``"segment"``: which of its groups is not heard.
            today: from when ages count; ``None`` for the day of the newest evidence on the board, so
                that the same board always gives the same result.

        Returns:
            Frames: ``notes``, ``regions``, ``board``, ``markers``, ``groups`` and ``without_one``. Their
            columns stand in ``analysis.credibility_tables``, the rules of markers in ``analysis.markers``.
            With them come the board as it was ``judged`` and the ``proofs``.

        Raises:
            NotFoundError: there is no such board, or no such attribute.
            TopicsError: the attribute has too many values to make groups.
            BoardError: *today* is no day.
        """
        with self._store.reading() as connection:
            talk = self._transcripts_in(connection)
            value, proofs = self._read(connection, board)
            customers = customers_of(connection, value)
            return board_credibility(
                value,
                proofs,
                heard_in(connection, customers, proofs, map(talk, source_names(connection, TRANSCRIPT))),
                agreement=self._agreement(connection, proofs, talk),
                groups=_groups(connection, customers, by) if by is not None else None,
                today=None if today is None else day_of(today, BoardError),
            )

    def agreement(self) -> pd.DataFrame:
        """How far coders agree, one row per code that several could have used, least agreed first.

        Columns as ``frames.AGREEMENT``; see ``analysis.code_agreement``. It is empty where no two coders
        coded in the same text.
        """
        with self._store.reading() as connection:
            found = _agreed(connection, self._transcripts_in(connection))
        rows = sorted(found.values(), key=_by_alpha)
        return frames.make(
            frames.AGREEMENT, ((each.code, each.alpha, each.coders, each.units) for each in rows)
        )

    def _agreement(
        self, connection: Connection, proofs: Iterable[Proof], talk: Transcripts
    ) -> dict[str, CodeAgreement]:
        """The least agreed code behind each note, where two coders coded."""
        number, agreed = self._agreed
        # Boards change often and codings seldom, and counting these takes as long as all the rest.
        if behind.is_coded_since(connection, number):
            agreed = _agreed(connection, talk)
        self._agreed = (last_number(connection), agreed)
        of_notes: dict[str, dict[str, CodeAgreement]] = {}
        for each in proofs:
            if each.code in agreed:
                of_notes.setdefault(each.note, {})[each.code] = agreed[each.code]
        return {note: min(codes.values(), key=_by_alpha) for note, codes in of_notes.items()}


def heard_in(
    connection: Connection, customers: Collection[str], proofs: Iterable[Proof], talks: Iterable[Transcript]
) -> Heard:
    """Those of *customers* who have a voice, by material: in what the board draws on, else in all."""
    drawn_on = {material_of(each) for each in proofs if each.respondent in customers}
    tables = drawn_on - {INTERVIEWS} if drawn_on else None
    voices: dict[str, set[str]] = behind.respondents_of_tables(connection, tables)
    if not drawn_on or INTERVIEWS in drawn_on:
        voices[INTERVIEWS] = _interviewed(talks)
    return Heard({material: people.intersection(customers) for material, people in voices.items()})


def _interviewed(talks: Iterable[Transcript]) -> set[str]:
    """The keys of everybody who is interviewed in a transcript."""
    keys = {each.respondent_key(one.name) for each in talks for one in each.speakers}
    return {key for key in keys if key is not None}


def _agreed(connection: Connection, talk: Transcripts) -> dict[str, CodeAgreement]:
    """The agreement on each code where two coders coded, by the code's id."""
    shared = behind.shared_codings(connection)
    rows = [(row[0] or source, *row[1:]) for source, found in shared.items() for row in found]
    codings = pd.DataFrame(rows, columns=["text", "start", "end", "code", "coder"], dtype=object)
    starts = {
        source: [turn.span.start for turn in talk(source).turns] or [0]
        for source, ((answer, *_), *_) in shared.items()
        if answer is None
    }
    book = load_codebook(connection)
    found = code_agreement(codings.astype({"start": "int64", "end": "int64"}), starts)
    return {code: replace(each, code=book.path(code)) for code, each in found.items()}


def _by_alpha(each: CodeAgreement) -> tuple[float, str]:
    return each.alpha, each.code


def customers_of(connection: Connection, board: Board) -> set[str]:
    """The customers whom a board is about: those that it names, else all."""
    customers = set(load_customers(connection))
    return customers.intersection(board.about) if board.about else customers


def _groups(connection: Connection, customers: Collection[str], by: str) -> Mapping[str, str | None]:
    """The group of each customer by an attribute, in order of the groups."""
    people = frames.respondents_frame(load_respondents(connection)).set_index("respondent")
    if by not in people.columns:
        known = ", ".join(map(repr, people.columns)) or "none yet; read them with the answers"
        raise NotFoundError(f"No respondent has an attribute {by!r}. There are: {known}.")
    order = {group: place for place, group in enumerate(group_order(people, by))}
    values = people[by].astype("str")
    groups = {
        key: None if missing else group
        for key, group, missing in zip(people.index, values, values.isna(), strict=True)
    }
    return {key: groups[key] for key in sorted(customers, key=lambda key: (order[groups[key]], key))}
