"""What a project file holds beside a board to judge it by: who has a voice, and who coded what."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, String, Table, bindparam, func, or_, select, type_coerce

from vocbench.storage.history import SEALED
from vocbench.storage.schema import (
    act,
    answer,
    code,
    coding,
    respondent,
    source,
    text_version,
)

_CODED = (coding, code, source, text_version)


def respondents_of_tables(
    connection: Connection, tables: Collection[str] | None = None
) -> dict[str, set[str]]:
    """Who answered something, by the name of each table of answers.

    Args:
        connection: an open project.
        tables: only these; ``None`` for all.
    """
    query = (
        select(source.c.name, respondent.c.key)
        .select_from(answer)
        .join(source, answer.c.source_id == source.c.id)
        .join(respondent, answer.c.respondent_id == respondent.c.id)
        .where(answer.c.text != "")
    )
    if tables is not None:
        query = query.where(source.c.name.in_(tables))
    found: dict[str, set[str]] = {}
    for name, key in connection.execute(query).all():
        found.setdefault(name, set()).add(key)
    return found


def shared_codings(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """The codings of the sources that two coders or more worked in, by the name of the source.

    Each is ``answer start end code coder``: ``code`` an id, ``answer`` ``None`` in transcripts.
    """
    columns = (coding.c.answer_id, coding.c.start, coding.c.end, coding.c.code_id, coding.c.coder)
    coders = func.min(coding.c.coder) != func.max(coding.c.coder)
    several = select(coding.c.source_id).group_by(coding.c.source_id).having(coders)
    of_source = select(*columns).where(coding.c.source_id == bindparam("source_id"))
    names = connection.execute(select(source.c.id, source.c.name).where(source.c.id.in_(several)))
    return {
        name: [tuple(row) for row in connection.execute(of_source, {"source_id": source_id}).all()]
        for source_id, name in names.all()
    }


def is_coded_since(connection: Connection, number: int) -> bool:
    """Whether any act after this *number* may have touched what the agreement of coders rests on.

    It rests on codings, on the names of codes and on the turns of transcripts.
    """
    return is_touched_since(connection, number, _CODED)


def is_touched_since(connection: Connection, number: int, tables: Iterable[Table]) -> bool:
    """Whether any act after this *number* may have touched one of these tables."""
    touching = [type_coerce(act.c.changes, String).contains(f'"{each.name}"') for each in tables]
    later = (act.c.number > number) & or_(*touching)
    # What a sealed line did is gone from it; and all lines are sealed when a participant is forgotten,
    # which leaves no line of its own.
    sealed = (act.c.number >= number) & (act.c.kind == SEALED)
    lines = select(act.c.number).where(act.c.number >= number, later | sealed)
    return connection.execute(lines.limit(1)).first() is not None
