"""Other words for all texts of a project file, with every passage that was coded still in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import JSON, Column, Connection, String, Table, delete, insert, select, update

from vocbench.model.anchors import Edit, differences
from vocbench.model.source import text_hash
from vocbench.storage import schema
from vocbench.storage.history import Values, batches
from vocbench.storage.schema import (
    answer,
    coding,
    evidence,
    memo_about,
    passage,
    reference,
    refusal,
    source,
    text_version,
    topic_answer,
)
from vocbench.storage.versions import versions

Rewrite = Callable[[str], tuple[str, Sequence[Edit]]]
"""A text with other words, and the edits that made it."""

Move = Callable[[Sequence[Edit], int, int], tuple[int, int]]
"""Where a passage of a text stands after edits."""

_DROPPED = (schema.act, schema.vector_block, schema.roster_name, schema.review_word, schema.review)
"""What a copy has no use for, and what would give away who is who."""

_PLACED = {source: {"text", "structure"}, answer: {"text"}, text_version: {"text", "structure", "edits"}}
_PLACED |= {coding: {"quote", "was"}, topic_answer: {"quote", "item"}}
_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{64}")
_FORMAL = frozenset(
    {"id", "hash", "color", "created", "revised", "given", "remove_after", "withdrawn", "said_on"}
)
_FORMAL |= {"fingerprint", "centre", "key", "kind", "standing", "relation", "origin", "encoder", "versions"}
_FORMAL |= {"direction", "guid", "target", "thing"}
_NO_PARTICIPANTS = frozenset({"coder", "author", "who", "scopes", "settings", "timings", "media", "path"})
"""Columns with words that name coders, or that a copy does not have or nobody typed."""


def rewrite_everything(connection: Connection, rewrite: Rewrite, move: Move) -> None:
    """Put other words in all texts, names and remarks of the project, and drop its history.

    Args:
        connection: a copy of a project file, in a transaction.
        rewrite: gives the new words; equal texts get equal words.
        move: follows passages through the edits.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    for table in _DROPPED:
        connection.execute(delete(table))
    edits = _rewrite_texts(connection, rewrite, move)
    _move_codings(connection, edits, move)
    for table in (refusal, passage):
        _move_marks(connection, table, edits, move)
    _move_passages(connection, edits, rewrite, move)
    connection.execute(update(source).values(media=None))
    connection.execute(update(reference).values(path=""))
    for table in schema.metadata.sorted_tables:
        if table not in _DROPPED and table is not schema.meta:
            _rewrite_rest(connection, table, rewrite)
    _rewrite_keys(connection, rewrite)


def typed_words(connection: Connection) -> Iterator[str]:
    """What people typed beside what was said: names of things, memos, notes, attributes; each text once.

    Names of coders are left out, who are no participants.
    """
    for table in schema.metadata.sorted_tables:
        is_read = table not in _DROPPED and table is not schema.meta
        for column in table.columns if is_read else ():
            if _has_words(table, column) and column.name not in _NO_PARTICIPANTS:
                for value in connection.scalars(select(column).distinct()):
                    yield from _texts_in(value)


def _texts_in(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON, as it was stored
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(each)


_Edits = dict[str, list[tuple[str, Sequence[Edit]]]]
"""By the id of a source or answer: its texts as they were, the first version first, with their edits."""


def _rewrite_texts(connection: Connection, rewrite: Rewrite, move: Move) -> _Edits:
    found: _Edits = {}
    for source_id in connection.scalars(select(source.c.id).where(source.c.text != "")).all():
        before = ""
        for each in versions(connection, source_id):
            text, edits = rewrite(each.text)
            values: Values = {"text": text, "hash": text_hash(text)}
            values["structure"] = _moved_structure(each.structure, text, rewrite, partial(move, edits))
            if each.number > 1:
                values["edits"] = [[edit.start, edit.end, edit.words] for edit in differences(before, text)]
            table = source if each.number == 1 else text_version
            connection.execute(table.update().where(table.c.id == each.id).values(**values))
            found.setdefault(source_id, []).append((each.text, edits))
            before = text
    for row in connection.execute(select(answer.c.id, answer.c.text)).all():
        text, edits = rewrite(row.text)
        found[row.id] = [(row.text, edits)]
        if edits:
            values = {"text": text, "hash": text_hash(text)}
            connection.execute(answer.update().where(answer.c.id == row.id).values(**values))
    return found


def _moved_structure(
    parts: Mapping[str, Any], text: str, rewrite: Rewrite, place: Callable[[int, int], tuple[int, int]]
) -> dict[str, Any]:
    """Turns, speakers and events with their new places and names."""
    turns = [
        [*place(start, end), rewrite(speaker)[0], *times] for start, end, speaker, *times in parts["turns"]
    ]
    speakers = [
        [rewrite(name)[0], role, key if key is None else rewrite(key)[0]]
        for name, role, key in parts["speakers"]
    ]
    events = []
    for start, end, kind, _, seconds in parts["events"]:
        first, last = place(start, end)
        events.append([first, last, kind, text[first:last], seconds])
    return {"turns": turns, "speakers": speakers, "events": events}


def _move_codings(connection: Connection, edits: _Edits, move: Move) -> None:
    rows: dict[tuple[object, ...], Values] = {}
    texts = _latest(connection)
    for row in map(dict, connection.execute(select(coding)).mappings().all()):
        key = row["answer_id"] or row["source_id"]
        row["start"], row["end"] = move(edits[key][-1][1], row["start"], row["end"])
        row["quote"] = texts[key][row["start"] : row["end"]]
        row["was"] = ""
        place = (key, row["start"], row["end"], row["code_id"], row["coder"])
        if place in rows:  # two codings within one name became one
            kept = evidence.update().where(evidence.c.coding_id == row["id"])
            connection.execute(kept.values(coding_id=rows[place]["id"]))
            _move_memos(connection, row["id"], rows[place]["id"])
        else:
            rows[place] = row
    connection.execute(delete(coding))
    _insert(connection, coding, rows.values())


def _move_memos(connection: Connection, old: str, new: str) -> None:
    """Let memos about one thing be about another."""
    held = select(memo_about.c.memo_id).where(memo_about.c.thing == new)
    about_old = memo_about.c.thing == old
    connection.execute(delete(memo_about).where(about_old, memo_about.c.memo_id.in_(held)))
    connection.execute(update(memo_about).where(about_old).values(thing=new))


def _latest(connection: Connection) -> dict[str, str]:
    """The text that counts, as it is now, by the id of its source or answer."""
    texts = {row.id: row.text for row in connection.execute(select(answer.c.id, answer.c.text))}
    for source_id in connection.scalars(select(source.c.id).where(source.c.text != "")).all():
        texts[source_id] = versions(connection, source_id)[-1].text
    return texts


def _move_marks(connection: Connection, table: Table, edits: _Edits, move: Move) -> None:
    """Shift the rows of *table* that are places without words."""
    for row in connection.execute(select(table)).all():
        start, end = move(edits[row.answer_id or row.source_id][-1][1], row.start, row.end)
        connection.execute(table.update().where(table.c.id == row.id).values(start=start, end=end))


def _move_passages(connection: Connection, edits: _Edits, rewrite: Rewrite, move: Move) -> None:
    """Passages in topics count in the version of their text that holds them."""
    table = topic_answer
    for row in connection.execute(select(table).where(table.c.source_id.is_not(None))).all():
        versions_of = edits[row.source_id]
        held = [made for text, made in versions_of if text[row.start : row.end] == row.quote]
        start, end = move(held[0] if held else versions_of[-1][1], row.start, row.end)
        values = {"start": start, "end": end, "quote": rewrite(row.quote)[0]}
        place = (table.c.run_id == row.run_id) & (table.c.position == row.position)
        connection.execute(table.update().where(place).values(**values))


def _rewrite_rest(connection: Connection, table: Table, rewrite: Rewrite) -> None:
    """Other words in all columns of *table* that hold words and no places."""
    columns = [column for column in table.columns if _has_words(table, column)]
    keys = list(table.primary_key.columns)
    if not columns:
        return
    for row in connection.execute(select(*keys, *columns)).mappings().all():
        fresh = {each.name: _rewritten(row[each.name], rewrite) for each in columns}
        changed = {name: value for name, value in fresh.items() if value != row[name]}
        if changed:
            statement = table.update()
            for key in keys:
                statement = statement.where(key == row[key.name])
            connection.execute(statement.values(**changed))


def _has_words(table: Table, column: Column[Any]) -> bool:
    is_text = isinstance(column.type, String | JSON)
    is_formal = column.name in _FORMAL or column.primary_key or bool(column.foreign_keys)
    return is_text and not is_formal and column.name not in _PLACED.get(table, ())


def _rewritten(value: Any, rewrite: Rewrite) -> Any:  # noqa: ANN401 - JSON, as it was stored
    if isinstance(value, str):
        return value if _ID.fullmatch(value) else rewrite(value)[0]
    if isinstance(value, list):
        return [_rewritten(each, rewrite) for each in value]
    if isinstance(value, dict):
        return {name: _rewritten(each, rewrite) for name, each in value.items()}
    return value


def _rewrite_keys(connection: Connection, rewrite: Rewrite) -> None:
    table = schema.respondent
    for row in connection.execute(select(table.c.id, table.c.key)).all():
        connection.execute(table.update().where(table.c.id == row.id).values(key=rewrite(row.key)[0]))


def _insert(connection: Connection, table: Table, rows: Iterable[Values]) -> None:
    for some in batches(list(rows)):
        connection.execute(insert(table), list(some))
