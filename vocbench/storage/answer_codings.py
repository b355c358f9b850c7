"""Codes on whole answers, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from vocbench.errors import NotFoundError
from vocbench.storage.codebook import ensure_code, load_codebook
from vocbench.storage.consent import withdrawn_keys
from vocbench.storage.history import Act, batches, new_id, now
from vocbench.storage.schema import act, answer, coding, respondent, source
from vocbench.storage.staleness import lose

AnswerCode = tuple[str, str, str]
"""A code on an answer: id of the answer, path of the code, coder."""

AnswerRow = tuple[str, str, str, str | None, float | None, str]
"""An answer: its id, key of the respondent, question, wave, score and text."""

_CHANGES_ANSWERS = ("add ", "bring in ", "take in ", "withdraw ")


def add_answer_codes(work: Act, answer_ids: Sequence[str], path: str, *, coder: str) -> int:
    """Put the code at *path* on these answers; on how many it was not yet.

    Empty answers are left out: there is nothing to code.

    Raises:
        NotFoundError: the project has no answer with one of the ids.
    """
    code_id = ensure_code(work, path)
    found = _answers(work.connection, answer_ids)
    has_it = _coded(work.connection, answer_ids, code_id, coder)
    whole = {row.answer_id for row in has_it if (row.start, row.end) == (0, len(found[row.answer_id].text))}
    moment = now()
    rows = [
        {
            "id": new_id(),
            "source_id": each.source_id,
            "answer_id": each.id,
            "start": 0,
            "end": len(each.text),
            "quote": each.text,
            "code_id": code_id,
            "coder": coder,
            "memo": "",
            "created": moment,
        }
        for each in found.values()
        if each.text and each.id not in whole
    ]
    work.insert(coding, rows)
    return len(rows)


def remove_answer_codes(work: Act, answer_ids: Sequence[str], path: str, *, coder: str) -> int:
    """Take the code at *path* by this coder off these answers, passages in them included.

    What rests on the codings is marked as stale.

    Returns:
        How many codings went.

    Raises:
        NotFoundError: the project has no answer with one of the ids.
        CodebookError: there is no such code.
    """
    code_id = load_codebook(work.connection)[path].id
    _answers(work.connection, answer_ids)
    ids = [row.id for row in _coded(work.connection, answer_ids, code_id, coder)]
    lose(work, coding, ids)
    work.delete(coding, [[each] for each in ids])
    return len(ids)


def load_answer_codes(connection: Connection, *, coder: str | None = None) -> list[AnswerCode]:
    """The codes on answers, each once per coder, in no particular order.

    Args:
        connection: an open project.
        coder: only what this one coded; ``None`` for all.
    """
    columns = (coding.c.answer_id, coding.c.code_id, coding.c.coder)
    query = select(*columns).where(coding.c.answer_id.is_not(None))
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    codebook = load_codebook(connection)
    paths = {each.id: codebook.path(each.id) for each in codebook}
    return [(answer_id, paths[code_id], who) for answer_id, code_id, who in set(connection.execute(query))]


def load_answer_rows(connection: Connection) -> list[AnswerRow]:
    """The answers of all who did not take their consent back, in the order of their tables."""
    gone = set(withdrawn_keys(connection))
    tables = connection.scalars(select(source.c.id).order_by(source.c.created, source.c.name))
    rank = {source_id: place for place, source_id in enumerate(tables)}
    columns = (answer.c.id, respondent.c.key, answer.c.question, answer.c.wave, answer.c.score, answer.c.text)
    query = select(*columns, answer.c.source_id, answer.c.position).join(
        respondent, answer.c.respondent_id == respondent.c.id
    )
    # Sorted here: SQLite drags the texts through its sort.
    rows = sorted(connection.execute(query).all(), key=lambda row: (rank[row[6]], row[7]))
    return [row[:6] for row in rows if row[1] not in gone]


def answers_stamp(connection: Connection) -> str:
    """What changes whenever answers or attributes come in, go, or are taken back."""
    # The log knows: what answers there are is changed by acts of these names, which undo and redo keep.
    named = or_(*(act.c.label.startswith(name) for name in _CHANGES_ANSWERS))
    last = connection.scalar(select(func.max(act.c.number)).where(named))
    return f"{last}"


def _answers(connection: Connection, answer_ids: Sequence[str]) -> dict[str, Row[Any]]:
    """Id, source and text of these answers by id, in their order.

    Raises:
        NotFoundError: one is not there.
    """
    columns = (answer.c.id, answer.c.source_id, answer.c.text)
    rows: dict[str, Row[Any]] = {}
    for batch in batches(answer_ids):
        found: Iterable[Row[Any]] = connection.execute(select(*columns).where(answer.c.id.in_(batch)))
        rows |= {row.id: row for row in found}
    for each in answer_ids:
        if each not in rows:
            raise NotFoundError(
                f"The project has no answer with id {each!r}. The column 'answer' of answers() has the ids."
            )
    return {each: rows[each] for each in answer_ids}


def _coded(connection: Connection, answer_ids: Sequence[str], code_id: str, coder: str) -> list[Row[Any]]:
    """The codings of these answers with one code by one coder."""
    columns = (coding.c.id, coding.c.answer_id, coding.c.start, coding.c.end)
    by_this = (coding.c.code_id == code_id) & (coding.c.coder == coder)
    rows: list[Row[Any]] = []
    for batch in batches(answer_ids):
        rows += connection.execute(select(*columns).where(coding.c.answer_id.in_(batch) & by_this))
    return rows
