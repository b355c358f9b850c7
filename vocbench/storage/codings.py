"""The codings in the project file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Integer, Select, func, select, type_coerce
from sqlalchemy.exc import IntegrityError

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript
from vocbench.model.span import Span
from vocbench.storage.codebook import hand_over_evidence, load_codebook
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.schema import answer, coding, memo, respondent, source
from vocbench.storage.staleness import lose

Transcripts = Callable[[str], Transcript]
"""Finds a transcript by its name."""


Ids = Collection[str] | Select[Any]
"""Some ids: listed, or as a query that finds them."""

CodingRow = tuple[Any, ...]
"""A coding with the columns of ``frames.CODINGS``; 100,000 of them are made twice as fast as values."""

_PLACE = itemgetter(0, 1, 2, 3, 4, 5, 11)
"""Where a row of the query in ``load_rows`` comes: its first columns, and the id in the end."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a coding goes: a span of a source's text, or of one answer's."""

    source_id: str
    span: Span
    quote: str
    answer_id: str | None = None


def add_coding(act: Act, passage: Passage, *, code_id: str, coder: str, memo: str) -> str:
    """Keep one coding; its id. The same code on the same passage by the same coder is kept once."""
    same = select(coding.c.id).where(
        coding.c.source_id == passage.source_id,
        coding.c.answer_id.is_not_distinct_from(passage.answer_id),
        coding.c.start == passage.span.start,
        coding.c.end == passage.span.end,
        coding.c.code_id == code_id,
        coding.c.coder == coder,
    )
    found = act.connection.scalar(same)
    if found is not None:
        if memo:
            change_memo(act, found, memo)
        return str(found)
    row = {
        "id": new_id(),
        "source_id": passage.source_id,
        "answer_id": passage.answer_id,
        "start": passage.span.start,
        "end": passage.span.end,
        "quote": passage.quote,
        "code_id": code_id,
        "coder": coder,
        "memo": memo,
        "created": now(),
    }
    act.insert(coding, [row])
    return str(row["id"])


def change_memo(act: Act, coding_id: str, memo: str) -> None:
    """Write *memo* on the coding with this id."""
    before = act.connection.execute(select(coding.c.memo).where(coding.c.id == coding_id)).first()
    if before is None:
        raise _no_coding(coding_id)
    if before.memo != memo:
        act.update(coding, coding_id, memo=memo)


def change_coding(act: Act, coding_id: str, **values: object) -> None:
    """Set the code, or the passage, of the coding with this id.

    Raises:
        NotFoundError: there is none.
        ConflictError: the same code is on that passage already, by the same coder.
    """
    columns = [coding.c[name] for name in values]
    found = act.connection.execute(select(*columns).where(coding.c.id == coding_id)).first()
    if found is None:
        raise _no_coding(coding_id)
    if tuple(found) == tuple(values.values()):
        return
    try:
        act.update(coding, coding_id, **values)
    except IntegrityError:
        raise ConflictError(
            "That passage has this code by the same coder already. Remove one of the two instead."
        ) from None


def rename_coder(act: Act, old: str, new: str) -> None:
    """Put another name on the codings and memos of a coder.

    Raises:
        NotFoundError: nothing was coded by the one.
        ConflictError: something was coded by the other.
    """
    known = set(act.connection.scalars(select(coding.c.coder).distinct()))
    if old not in known:
        raise NotFoundError(f"Nobody coded as {old!r}. There are: {', '.join(sorted(known)) or 'none yet'}.")
    if new in known:
        raise ConflictError(f"Somebody coded as {new!r} already. Choose a name that nobody has.")
    for table, column in ((coding, coding.c.coder), (memo, memo.c.author)):
        ids = act.connection.scalars(select(table.c.id).where(column == old)).all()
        act.update_many(table, ids, **{column.name: new})


def join_codings(act: Act, kept: str, others: Sequence[str], **passage: object) -> None:
    """Let the coding *kept* stand for *others* too: on a passage, with their evidence, with their doubt."""
    for other in others:
        hand_over_evidence(act, other, kept)
    doubt = _first_doubt(act.connection, [kept, *others])
    act.delete(coding, [[other] for other in others])
    change_coding(act, kept, **passage, **doubt)


def _first_doubt(connection: Connection, coding_ids: Sequence[str]) -> dict[str, object]:
    """The doubt about the first of these codings that is in doubt, and its quote before that."""
    query = select(coding.c.id, coding.c.doubt, coding.c.was)
    in_doubt = query.where(coding.c.id.in_(coding_ids), coding.c.doubt != "")
    found = {row.id: {"doubt": row.doubt, "was": row.was} for row in connection.execute(in_doubt)}
    return next((found[each] for each in coding_ids if each in found), {})


def mark_example(act: Act, coding_id: str, *, is_example: bool) -> None:
    """Say whether the coding with this id shows what its code means.

    Raises:
        NotFoundError: there is none with this id.
    """
    before = act.connection.execute(select(coding.c.example).where(coding.c.id == coding_id)).first()
    if before is None:
        raise _no_coding(coding_id)
    if before.example != is_example:
        act.update(coding, coding_id, example=is_example)


def doubtful_ids() -> Select[Any]:
    """A query for the ids of the codings that a person should look at."""
    return select(coding.c.id).where(coding.c.doubt != "")


def load_doubtful(connection: Connection) -> dict[str, str]:
    """What the quote of each coding in doubt was before, by id."""
    rows = connection.execute(select(coding.c.id, coding.c.was).where(coding.c.doubt != ""))
    return {row.id: row.was for row in rows}


def settle(act: Act, coding_id: str) -> None:
    """Take the doubt about a coding away: a person saw it and left it as it stands.

    Raises:
        NotFoundError: there is none with this id.
    """
    found = act.connection.execute(select(coding.c.doubt).where(coding.c.id == coding_id)).first()
    if found is None:
        raise _no_coding(coding_id)
    if found.doubt:
        act.update(coding, coding_id, doubt="", was="")


def remove_coding(act: Act, coding_id: str) -> None:
    """Take the coding with this id away; what rests on it is marked as stale.

    Raises:
        NotFoundError: there is none.
    """
    if act.connection.scalar(select(coding.c.id).where(coding.c.id == coding_id)) is None:
        raise _no_coding(coding_id)
    lose(act, coding, [coding_id])
    act.delete(coding, [[coding_id]])


def _no_coding(coding_id: str) -> NotFoundError:
    return NotFoundError(f"The project has no coding {coding_id!r}; it may have been removed since.")


def load_codings(
    connection: Connection,
    transcripts: Transcripts,
    *,
    source_name: str | None = None,
    only: Ids | None = None,
) -> list[Coding]:
    """The codings as values: all, of one source or some. Arguments as for ``load_rows``."""
    return [_value(row) for row in load_rows(connection, transcripts, source_name=source_name, only=only)]


def _value(row: CodingRow) -> Coding:
    source, speaker, person, start, end, quote, path, coder, memo, created, row_id, *rest = row
    answer_id, doubt, rule_id, is_example = rest
    return Coding(
        id=row_id,
        source=source,
        span=Span(start, end),
        quote=quote,
        code=path,
        coder=coder,
        created=datetime.fromisoformat(created),
        memo=memo,
        speaker=speaker,
        respondent=person,
        answer=answer_id,
        doubt=doubt,
        rule=rule_id,
        is_example=bool(is_example),
    )


def load_rows(
    connection: Connection,
    transcripts: Transcripts,
    *,
    source_name: str | None = None,
    only: Ids | None = None,
) -> list[CodingRow]:
    """The codings as plain rows, by source, answer and place in the text.

    Args:
        connection: an open project.
        transcripts: finds the transcript a coding counts in, for its speaker.
        source_name: only of this source.
        only: only those with these ids, listed or as a query.

    Returns:
        The columns of ``frames.CODINGS`` each.
    """
    query = (
        select(
            source.c.created,
            source.c.name,
            func.coalesce(answer.c.position, -1),
            coding.c.start,
            coding.c.end,
            coding.c.created,
            coding.c.quote,
            coding.c.code_id,
            coding.c.coder,
            coding.c.memo,
            respondent.c.key,
            coding.c.id,
            coding.c.answer_id,
            coding.c.doubt,
            coding.c.rule_id,
            type_coerce(
                coding.c.example, Integer
            ),  # as it is stored: a hundred thousand are made yes or no at once
        )
        .join(source, coding.c.source_id == source.c.id)
        .outerjoin(answer, coding.c.answer_id == answer.c.id)
        .outerjoin(respondent, answer.c.respondent_id == respondent.c.id)
    )
    if source_name is not None:
        query = query.where(source.c.name == source_name)
    if only is not None:
        query = query.where(coding.c.id.in_(only))
    codebook = load_codebook(connection)
    paths = {each.id: codebook.path(each.id) for each in codebook}
    speakers = Speakers(transcripts)
    # Sorted here: SQLite drags the quotes through its sort, which takes twice as long.
    rows = sorted(connection.execute(query).all(), key=_PLACE)
    return [
        (
            name,
            *((key, key) if rest[0] else speakers.at(name, start)),
            start,
            end,
            quote,
            paths[code_id],
            coder,
            memo,
            created,
            row_id,
            *rest,
        )
        for _, name, _, start, end, created, quote, code_id, coder, memo, key, row_id, *rest in rows
    ]


def coded_answers() -> Select[Any]:
    """A query for the ids of the answers that have codings."""
    return select(coding.c.answer_id).where(coding.c.answer_id.is_not(None))


class Speakers:
    """Who speaks where, with their keys looked up once a transcript."""

    def __init__(self, transcripts: Transcripts) -> None:
        self._transcripts = transcripts
        self._known: dict[str, tuple[Transcript, dict[str, str | None]]] = {}

    def at(self, name: str, offset: int) -> tuple[str, str | None]:
        """The speaker of the character at *offset*, "" where nobody is named, and their key."""
        transcript, keys = self._of(name)
        turn = transcript.turn_at(offset)
        return (turn.speaker, keys.get(turn.speaker)) if turn else ("", None)

    def key(self, name: str, speaker: str | None) -> str | None:
        """The key of somebody who speaks in the transcript called *name*."""
        return self._of(name)[1].get(speaker or "")

    def _of(self, name: str) -> tuple[Transcript, dict[str, str | None]]:
        if name not in self._known:
            transcript = self._transcripts(name)
            keys = {each.name: transcript.respondent_key(each.name) for each in transcript.speakers}
            self._known[name] = (transcript, keys)
        return self._known[name]
