"""The verbatim passages behind the notes of a board."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, select

from vocbench.model.board import Board, Evidence, EvidenceKind, Proof, Voice
from vocbench.model.span import Span
from vocbench.storage.codings import Speakers, Transcripts
from vocbench.storage.credibility import is_touched_since
from vocbench.storage.history import last_number
from vocbench.storage.schema import answer, coding, evidence, note, respondent, source, text_version
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


_Found = Mapping[str, Sequence[_Passage]]


class Passages:
    """The coded passages and answers that were read before, as long as nobody touched them.

    Boards change often and what was said seldom, and to read it takes as long as all the rest. What
    topics hold is read anew each time: it can change without an act.
    """

    _READ_FROM = (coding, answer, respondent, source, text_version)

    def __init__(self) -> None:
        self._number = 0
        self._found: dict[EvidenceKind, dict[str, list[_Passage]]] = {}

    def of(self, connection: Connection, rows: _Rows, kind: EvidenceKind, wanted: Collection[str]) -> _Found:
        """What a board points at with its evidence of this *kind*, where *wanted* holds the ids, by id."""
        if kind is EvidenceKind.TOPIC:
            return rows.topics()
        if self._found and self._is_past(connection):
            self._found = {}
        self._number = last_number(connection)
        found = self._found.setdefault(kind, {})
        if not found.keys() >= set(wanted):
            found |= rows.codings() if kind is EvidenceKind.CODING else rows.answers()
        return found

    def _is_past(self, connection: Connection) -> bool:
        # Whoever still sees an earlier state of the file must not be told of a later one.
        if last_number(connection) < self._number:
            return True
        return is_touched_since(connection, self._number, self._READ_FROM)


def load_proofs(
    connection: Connection, value: Board, transcripts: Transcripts, *, known: Passages | None = None
) -> list[Proof]:
    """The verbatim passages behind every note of a board, note by note.

    Only what the board points at is read.

    Args:
        connection: an open project; inside of an act without *known*, as acts can be taken back.
        value: the board.
        transcripts: finds a transcript by its name.
        known: what was read before, and where to keep what is read now.
    """
    rows = _Rows(connection, value.id, Speakers(transcripts))
    wanted: dict[EvidenceKind, set[str]] = {}
    for written in value.notes:
        for each in written.evidence:
            wanted.setdefault(each.kind, set()).add(each.target)
    passages = known or Passages()
    found = {kind: passages.of(connection, rows, kind, ids) for kind, ids in wanted.items()}
    voices = load_voices(connection)
    return [
        _proof(written.id, each, passage, voices)
        for written in value.notes
        for each in written.evidence
        for passage in found[each.kind].get(each.target, ())
    ]


def _proof(note_id: str, each: Evidence, found: _Passage, voices: Mapping[str, Voice]) -> Proof:
    quote, name, person, text, span, *rest = found
    voice = voices.get(person or "", Voice.CUSTOMER)
    # By place: a large board has thousands of these, and by name they take half as long again.
    return Proof(
        note_id, each.relation, each.kind, quote, name, person, text, span, each.target, voice, *rest
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
