"""Queries behind quotes: the codings of codes, and who has a voice."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, select

from vocbench.storage.schema import answer, coding, respondent, source

_BLANKS = " \t\r\n"


def coding_ids(*, codes: Collection[str] | None = None, coder: str | None = None) -> Select[Any]:
    """A query for the ids of some codings.

    Args:
        codes: ids of their codes; ``None`` for all.
        coder: who made them; ``None`` for everybody.
    """
    query = select(coding.c.id)
    if codes is not None:
        query = query.where(coding.c.code_id.in_(codes))
    return query if coder is None else query.where(coding.c.coder == coder)


def tallies(connection: Connection, *, coder: str | None = None) -> list[tuple[str, str, int]]:
    """How many codings each code has in each source: id of the code, name of the source, how many."""
    query = select(coding.c.code_id, source.c.name, func.count()).join(
        source, coding.c.source_id == source.c.id
    )
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    rows = connection.execute(query.group_by(coding.c.code_id, source.c.name))
    return [(code_id, name, n) for code_id, name, n in rows]


def who_answered(connection: Connection) -> set[str]:
    """The keys of the respondents who wrote something in answer to anything."""
    wrote = func.trim(answer.c.text, _BLANKS) != ""
    query = select(respondent.c.key).join(answer, answer.c.respondent_id == respondent.c.id).where(wrote)
    return set(connection.scalars(query.distinct()))
