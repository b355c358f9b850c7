"""The verbatim passages behind the notes of a board."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Proof, Voice
from vocbench.model.span import Span
from vocbench.storage.codings import Speakers, Transcripts
from vocbench.storage.schema import answer, coding, evidence, note, respondent, source
from vocbench.storage.topics import Member, topic_members
from vocbench.storage.voices import load_voices

_DAY = 10  # characters of a date in ISO 8601
_WAVE = func.coalesce(answer.c.wave, source.c.wave, "")


class _Passage(NamedTuple):
    """What a piece of evidence points at; a topic points at several."""

    quote: str
    source: str
    respondent: str | None
    text: str
    span: Span
    coder: str = ""
    date: str = ""
    wave: str = ""
    code: str = ""


def load_proofs(connection: Connection, value: Board, transcripts: Transcripts) -> list[Proof]:
    """The verbatim passages behind every note of a board, note by note.

    Only what the board points at is read.
    """
    rows = _Rows(connection, value.id, Speakers(transcripts))
    readers = {
        EvidenceKind.CODING: rows.codings,
        EvidenceKind.ANSWER: rows.answers,
        EvidenceKind.TOPIC: rows.topics,
    }
    kinds = {each.kind for written in value.notes for each in written.evidence}
    found = {kind: readers[kind]() for kind in kinds}
    voices = load_voices(connection)
    return [
        _proof(written, each, passage, voices)
        for written in value.notes
        for each in written.evidence
        for passage in found[each.kind].get(each.target, ())
    ]


def _proof(written: Note, each: Evidence, found: _Passage, voices: Mapping[str, Voice]) -> Proof:
    return Proof(
        note=written.id,
        relation=each.relation,
        kind=each.kind,
        quote=found.quote,
        source=found.source,
        respondent=found.respondent,
        text=found.text,
        span=found.span,
        target=each.target,
        voice=voices.get(found.respondent or "", Voice.CUSTOMER),
        coder=found.coder,
        date=found.date,
        wave=found.wave,
        code=found.code,
    )


class _Rows:
    """What the notes of one board point at, by id."""

    def __init__(self, connection: Connection, board_id: str, speakers: Speakers) -> None:
        self._connection = connection
        self._board_id = board_id
        self._speakers = speakers

    def _targets(self, column: Any) -> Select[Any]:  # noqa: ANN401 - a column of ids
        on_board = note.c.board_id == self._board_id
        return select(column).join(note, evidence.c.note_id == note.c.id).where(on_board, column.is_not(None))

    def codings(self) -> dict[str, list[_Passage]]:
        """The coded passages, of transcripts and of answers."""
        said = coding.c
        text = func.coalesce(said.answer_id, source.c.name)
        date = func.coalesce(source.c.said_on, func.substr(said.created, 1, _DAY))
        query = (
            select(said.id, said.quote, source.c.name, respondent.c.key, text)
            .add_columns(said.start, said.end, said.coder, date, _WAVE, said.code_id)
            .select_from(coding)
            .join(source, said.source_id == source.c.id)
            .outerjoin(answer, said.answer_id == answer.c.id)
            .outerjoin(respondent, answer.c.respondent_id == respondent.c.id)
            .where(said.id.in_(self._targets(evidence.c.coding_id)))
        )
        return {
            row_id: [_Passage(quote, name, key or self._key_at(name, start), text, Span(start, end), *rest)]
            for row_id, quote, name, key, text, start, end, *rest in self._connection.execute(query).all()
        }

    def _key_at(self, name: str, start: int) -> str | None:
        """Who says in a transcript what starts there."""
        return self._speakers.at(name, start)[1]

    def answers(self) -> dict[str, list[_Passage]]:
        """The answers that are evidence as a whole."""
        query = (
            select(answer.c.id, answer.c.text, source.c.name, respondent.c.key)
            .add_columns(func.coalesce(source.c.said_on, ""), _WAVE)
            .select_from(answer)
            .join(source, answer.c.source_id == source.c.id)
            .join(respondent, answer.c.respondent_id == respondent.c.id)
            .where(answer.c.id.in_(self._targets(evidence.c.answer_id)))
        )
        return {
            row_id: [_Passage(text, name, key, row_id, Span(0, len(text)), date=said_on, wave=wave)]
            for row_id, text, name, key, said_on, wave in self._connection.execute(query)
        }

    def topics(self) -> dict[str, list[_Passage]]:
        """What is in the topics now, from typical to edge."""
        members = topic_members(self._connection, self._targets(evidence.c.topic_id))
        return {topic_id: list(map(self._member, found)) for topic_id, found in members.items()}

    def _member(self, each: Member) -> _Passage:
        return _Passage(
            quote=each.quote,
            source=each.source,
            respondent=each.respondent if each.answer_id else self._speakers.key(each.source, each.speaker),
            text=each.answer_id or each.source,
            span=Span(each.start, each.end),
            date=each.said_on,
            wave=each.wave,
        )
