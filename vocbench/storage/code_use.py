"""What the codes are used for: how often in each source, and the codings of one code."""

from __future__ import annotations

from sqlalchemy import Connection, Select, func, select

from vocbench.storage.schema import answer, coding, source

CodeUse = tuple[str, str, int]
"""How often a code is used in a source: the code, the name of the source, the number of codings."""


def code_uses(connection: Connection, *, coder: str | None = None) -> list[CodeUse]:
    """How often each code, by its id, is used in each source, in the order of the sources.

    Args:
        connection: an open project.
        coder: only what this one coded; ``None`` for all.
    """
    # Counted before the sources are joined: so the index on codings does all, without the quotes.
    counted = select(coding.c.code_id, coding.c.source_id, func.count().label("n"))
    if coder is not None:
        counted = counted.where(coding.c.coder == coder)
    each = counted.group_by(coding.c.code_id, coding.c.source_id).subquery()
    query = (
        select(each.c.code_id, source.c.name, each.c.n)
        .join(source, each.c.source_id == source.c.id)
        .order_by(source.c.created, source.c.name, each.c.code_id)
    )
    return [(code_id, name, n) for code_id, name, n in connection.execute(query)]


def codings_with(code_id: str, *, coder: str | None = None, most: int | None = None) -> Select[tuple[str]]:
    """A query for the ids of the codings of one code: its examples first, then by their place.

    Args:
        code_id: the code.
        coder: only what this one coded; ``None`` for all.
        most: how many at most; ``None`` for all.
    """
    query = (
        select(coding.c.id)
        .join(source, coding.c.source_id == source.c.id)
        .outerjoin(answer, coding.c.answer_id == answer.c.id)
        .where(coding.c.code_id == code_id)
        .order_by(
            coding.c.example.desc(),
            source.c.created,
            source.c.name,
            answer.c.position,
            coding.c.start,
            coding.c.end,
            coding.c.id,
        )
    )
    if coder is not None:
        query = query.where(coding.c.coder == coder)
    return query if most is None else query.limit(most)
