"""The project file as other programs exchange it: everything out, and everything that comes in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, select

from vocbench.model.source import Transcript
from vocbench.storage import schema
from vocbench.storage.history import Act, Values, batches
from vocbench.storage.schema import (
    answer,
    code_in_set,
    code_set,
    coding,
    passage,
    reference,
    respondent,
    set_member,
    source,
    text_version,
    variable,
)
from vocbench.storage.sources import TRANSCRIPT, load_respondents, structure, to_transcript
from vocbench.storage.versions import Version, latest, versions

_MANY = 10_000  # rows a statement

_NOT_CARRIED: Mapping[str, Table] = {
    "board": schema.board,
    "note on a board": schema.note,
    "insight": schema.insight,
    "opportunity": schema.opportunity,
    "action": schema.action,
    "board design": schema.template,
    "topic model": schema.topic_run,
    "rule": schema.rule,
    "refused proposal": schema.refusal,
    "consent": schema.consent,
    "name of the roster": schema.roster_name,
    "signed review": schema.review,
    "version of a text": schema.text_version,
}
"""What no other program has a place for, by its table."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A source as it is kept; ``transcript`` is ``None`` for a table of answers."""

    row: Row[Any]
    transcript: Transcript | None


def load_sources(connection: Connection) -> Iterator[Kept]:
    """The sources in the order in which they came, one at a time."""
    columns = [column for column in source.columns if column.name not in {"text", "structure"}]
    rows = connection.execute(select(*columns).order_by(source.c.created, source.c.name)).all()
    for row in rows:
        yield Kept(row, _talk(connection, row) if row.kind == TRANSCRIPT else None)


def _talk(connection: Connection, row: Row[Any]) -> Transcript:
    text = latest(connection, row.id)
    return to_transcript(row.name, text.text, text.structure, language=row.language)


def load_people(connection: Connection) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    """The respondents in order of their keys: id, key, voice and attributes."""
    attributes = load_respondents(connection)
    query = select(respondent.c.id, respondent.c.key, respondent.c.voice).order_by(respondent.c.key)
    return [(row_id, key, voice, attributes[key]) for row_id, key, voice in connection.execute(query)]


def load_answers_of(connection: Connection, source_id: str) -> list[Row[Any]]:
    """The answers of one table in their order."""
    query = select(answer).where(answer.c.source_id == source_id)
    return list(connection.execute(query.order_by(answer.c.position)))


def load_codings_of(connection: Connection, source_id: str) -> list[Row[Any]]:
    """The codings of one source in order of place."""
    names = ("id", "answer_id", "start", "end", "code_id", "coder", "memo", "created", "example")
    query = select(*(coding.c[name] for name in names)).where(coding.c.source_id == source_id)
    found: list[Row[Any]] = list(connection.execute(query))
    # Sorted here: SQLite takes twice as long.
    return sorted(found, key=lambda row: (row.start, row.end, row.created, row.id))


def load_references(connection: Connection) -> list[Row[Any]]:
    """The references in the order in which they came."""
    return list(connection.execute(select(reference).order_by(reference.c.created, reference.c.id)))


def load_passages(connection: Connection) -> list[Row[Any]]:
    """The passages that were marked and not coded, in order of their places."""
    place = (passage.c.source_id, passage.c.start, passage.c.end, passage.c.id)
    return list(connection.execute(select(passage).order_by(*place)))


def load_variables(connection: Connection) -> dict[str, Row[Any]]:
    """What is known of attributes beside their values, by name."""
    return {row.name: row for row in connection.execute(select(variable))}


def load_members(connection: Connection) -> list[tuple[Row[Any], list[str], list[str]]]:
    """Every set in order of name, with the ids of its codes and of its other members, in order."""
    codes: dict[str, list[str]] = {}
    for set_id, code_id in connection.execute(select(code_in_set)):
        codes.setdefault(set_id, []).append(code_id)
    others: dict[str, list[str]] = {}
    for set_id, thing in connection.execute(select(set_member)):
        others.setdefault(set_id, []).append(thing)
    rows = connection.execute(select(code_set).order_by(code_set.c.name))
    return [(row, sorted(codes.get(row.id, ())), sorted(others.get(row.id, ()))) for row in rows]


def count_not_carried(connection: Connection) -> dict[str, int]:
    """How many there are of what no other program has a place for; what there is none of is left out."""
    counts = {
        what: connection.scalar(select(func.count()).select_from(table)) or 0
        for what, table in _NOT_CARRIED.items()
    }
    keys = select(func.count()).where(schema.code.c.key != "")
    counts["hot key"] = connection.scalar(keys) or 0
    doubts = select(func.count()).where(coding.c.doubt != "")
    counts["doubt about a coding"] = connection.scalar(doubts) or 0
    return {what: n for what, n in counts.items() if n}


# ---- coming in


def insert_many(act: Act, table: Table, rows: Sequence[Values]) -> None:
    """Add *rows*, be it a hundred thousand, to *table*; the act's line names them and holds no texts."""
    for start in range(0, len(rows), _MANY):
        act.insert(table, rows[start : start + _MANY])


def ids_of(connection: Connection, table: Table) -> set[str]:
    """The ids of all rows of *table*."""
    return set(connection.scalars(select(table.c.id)))


def texts_by_name(connection: Connection) -> dict[str, tuple[str, str]]:
    """Id and kind of each source, by its name."""
    rows = connection.execute(select(source.c.name, source.c.id, source.c.kind))
    return {name: (row_id, kind) for name, row_id, kind in rows}


def hashes_of(connection: Connection) -> dict[str, set[str]]:
    """The hashes of all versions of each source's text, by its id."""
    found: dict[str, set[str]] = {}
    for key, table in ((source.c.id, source), (text_version.c.source_id, text_version)):
        for row_id, digest in connection.execute(select(key, table.c.hash)):
            found.setdefault(row_id, set()).add(digest)
    return found


def has_name(connection: Connection, name: str) -> bool:
    """Whether a source has this name."""
    return connection.scalar(select(source.c.id).where(source.c.name == name)) is not None


def name_of_text(connection: Connection, digest: str) -> str | None:
    """The name of the source whose text has this hash, now or in an earlier version; ``None`` for none."""
    earlier = select(text_version.c.source_id).where(text_version.c.hash == digest)
    known = select(source.c.name).where((source.c.hash == digest) | source.c.id.in_(earlier))
    return connection.scalar(known.order_by(source.c.name))


def version_with(connection: Connection, source_id: str, digest: str) -> tuple[Version, Version]:
    """The version of a text with this hash, and the one that counts."""
    known = versions(connection, source_id)
    return next(each for each in known if each.hash == digest), known[-1]


def places_of_codings(connection: Connection, source_ids: Collection[str]) -> dict[tuple[object, ...], str]:
    """The ids of the codings of these sources, by source, answer, start, end, code and coder."""
    names = ("source_id", "answer_id", "start", "end", "code_id", "coder")
    columns = [coding.c[name] for name in names]
    return {
        tuple(place): row_id
        for batch in batches(sorted(source_ids))
        for row_id, *place in connection.execute(
            select(coding.c.id, *columns).where(coding.c.source_id.in_(batch))
        )
    }


def source_row(row_id: str, transcript: Transcript, moment: str, **columns: object) -> Values:
    """The row of a transcript that comes in."""
    return {
        "id": row_id,
        "name": transcript.name,
        "kind": TRANSCRIPT,
        "text": transcript.text,
        "hash": transcript.hash,
        "language": transcript.language,
        "structure": structure(transcript),
        "created": moment,
        "revised": moment,
        "media": None,
        "said_on": None,
        "wave": None,
        **columns,
    }


def rows_by(connection: Connection, table: Table, names: Iterable[str]) -> dict[tuple[Any, ...], str]:
    """The ids of the rows of *table*, by what they hold in some columns."""
    columns = [table.c[name] for name in names]
    return {tuple(held): row_id for row_id, *held in connection.execute(select(table.c.id, *columns))}
