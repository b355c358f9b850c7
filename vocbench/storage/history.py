"""The append-only log of acts: what each one changed, and how to take it back.

An act's line names the rows it inserted and keeps the rows it deleted or changed. What an
act made stands in the tables; what it destroyed stands in its line. So taking an act back
needs nothing else, and is an act of its own whose line says how to redo it.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice, takewhile
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, Table, and_, insert, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from vocbench.errors import ConflictError
from vocbench.storage import schema

Values = dict[str, Any]
"""A row as column name → value. ``Any``: a table's columns hold different types."""

Change = dict[str, Any]
"""``table``, and one of ``insert`` (keys), ``delete`` (the rows, packed in portions), ``update`` (key,
before, after) or ``update_many`` (keys, before, after): rows that had the same values and got the same
values. Of rows by the million ``insert_bulk`` (values that all of them have and no other row, and how many)
and ``delete_bulk`` (the same values, and the rows, packed)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One act in the log: its number, whether it did, undid or redid, and what it was."""

    number: int
    kind: str
    label: str


SEALED = "sealed"
"""The kind of a line whose content was removed for good: it can no longer be taken back."""

_Key = TypeVar("_Key")

_CHANGED_SINCE = "Somebody changed the same thing since, so this cannot be taken back."
_BATCH = 400  # keys a statement: well under the database's limit on bound parameters
_BULK = 10_000  # rows at a time where there may be a million


def new_id() -> str:
    """A fresh id that no other project uses: 32 hexadecimal digits."""
    return uuid4().hex


def now() -> str:
    """This moment in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Act:
    """Writes rows within one transaction, keeping note of how to take each write back."""

    def __init__(self, connection: Connection, *, who: str, label: str) -> None:
        self.connection = connection
        self.who = who
        self.label = label
        self.changes: list[Change] = []

    def insert(self, table: Table, rows: Sequence[Values]) -> None:
        """Add *rows* to *table*, in their order."""
        if not rows:
            return
        self.connection.execute(insert(table), list(rows))
        keys = _key_names(table)
        self.changes.append({"table": table.name, "insert": [[row[key] for key in keys] for row in rows]})

    def insert_bulk(self, table: Table, rows: Iterable[Values], having: Values) -> None:
        """Add *rows*, be it a million, to *table*; the act's line names what they have in common.

        They are never changed one by one, and never held all at once.

        Args:
            table: where they go.
            rows: the rows, which all hold the values *having*.
            having: column → value; no other row of the table has these values.
        """
        n_rows = 0
        for some in _portions(rows):
            self.connection.execute(insert(table), some)
            n_rows += len(some)
        if n_rows:
            self.changes.append({"table": table.name, "insert_bulk": [having, n_rows]})

    def _delete_bulk(self, table: Table, having: Values, n_rows: int) -> None:
        """Remove the rows of *table* that hold the values *having*, and keep them packed.

        Raises:
            ConflictError: there are not *n_rows* of them any more.
        """
        those = and_(*(table.c[name] == value for name, value in having.items()))
        query = select(table).where(those).order_by(*table.primary_key.columns)
        with self.connection.execution_options(yield_per=_BULK).execute(query) as found:
            packed = [_packed([list(row) for row in some]) for some in found.partitions()]
        if self.connection.execute(table.delete().where(those)).rowcount != n_rows:
            raise ConflictError(_CHANGED_SINCE)
        self.changes.append({"table": table.name, "delete_bulk": [having, packed]})

    def update(self, table: Table, key: str, /, **values: object) -> None:
        """Set *values* in the row of *table* with this id."""
        place = table.c.id == key
        columns = [table.c[name] for name in values]
        before = self.connection.execute(select(*columns).where(place)).mappings().one()
        self.connection.execute(table.update().where(place).values(**values))
        self.changes.append({"table": table.name, "update": [key, dict(before), values]})

    def update_many(self, table: Table, keys: Sequence[str], /, **values: object) -> None:
        """Set *values* in the rows of *table* with these ids: a few statements for thousands of rows.

        Raises:
            ConflictError: one of them is not there any more.
        """
        for before, alike in self._by_values(table, keys, list(values)).items():
            change = [alike, dict(zip(values, before, strict=True)), values]
            self.changes.append({"table": table.name, "update_many": change})
        for batch in batches(keys):
            self.connection.execute(table.update().where(table.c.id.in_(batch)).values(**values))

    def _by_values(
        self, table: Table, keys: Sequence[str], names: Sequence[str]
    ) -> dict[tuple[Any, ...], list[str]]:
        """The ids *keys* by what their rows hold in these columns.

        Raises:
            ConflictError: one of them is not there any more.
        """
        columns = [table.c[name] for name in names]
        found: dict[tuple[Any, ...], list[str]] = {}
        for batch in batches(keys):
            rows = self.connection.execute(select(table.c.id, *columns).where(table.c.id.in_(batch))).all()
            if len(rows) < len(batch):
                raise ConflictError(_CHANGED_SINCE)
            for key, *held in rows:
                found.setdefault(tuple(held), []).append(key)
        return found

    def delete(self, table: Table, keys: Sequence[Sequence[str]]) -> None:
        """Remove the rows of *table* with these primary keys, in their order.

        Raises:
            ConflictError: one of them is not there any more.
        """
        removed: list[str] = []
        names = _key_names(table)
        for batch in batches(keys):
            found = self.connection.execute(select(table).where(_having(table, batch))).mappings()
            rows = {tuple(row[name] for name in names): list(row.values()) for row in found}
            if len(rows) < len(batch):
                raise ConflictError(_CHANGED_SINCE)
            # Packed at once: the texts of a large study would fill the memory twice over.
            removed.append(_packed([rows[tuple(key)] for key in batch]))
            self.connection.execute(table.delete().where(_having(table, batch)))
        if removed:
            self.changes.append({"table": table.name, "delete": removed})

    def record(self, *, kind: str = "do", reverses: int | None = None) -> None:
        """Write the act's line in the log."""
        self.connection.execute(
            insert(schema.act).values(
                at=now(), who=self.who, kind=kind, label=self.label, changes=self.changes, reverses=reverses
            )
        )

    def reverse(self, changes: Iterable[Change]) -> None:
        """Take back *changes*, the last one first.

        Raises:
            ConflictError: a row that the act made or changed was changed or removed since.
        """
        for change in reversed(list(changes)):
            table = schema.metadata.tables[change["table"]]
            if "insert" in change:
                self.delete(table, change["insert"][::-1])
            elif "delete" in change:
                for portion in reversed(change["delete"]):
                    self.insert(table, list(_unpacked(table, [portion]))[::-1])
            elif "insert_bulk" in change:
                self._delete_bulk(table, *change["insert_bulk"])
            elif "delete_bulk" in change:
                having, packed = change["delete_bulk"]
                self.insert_bulk(table, _unpacked(table, packed), having)
            elif "update_many" in change:
                self._reverse_many(table, *change["update_many"])
            else:
                self._reverse_update(table, *change["update"])

    def _reverse_update(self, table: Table, key: str, before: Values, after: Values) -> None:
        columns = [table.c[name] for name in after]
        found = self.connection.execute(select(*columns).where(table.c.id == key)).mappings().first()
        if found is None or dict(found) != after:
            raise ConflictError(_CHANGED_SINCE)
        self.update(table, key, **before)

    def _reverse_many(self, table: Table, keys: Sequence[str], before: Values, after: Values) -> None:
        if set(self._by_values(table, keys, list(after))) != {tuple(after.values())}:
            raise ConflictError(_CHANGED_SINCE)
        self.update_many(table, keys, **before)


def _portions(rows: Iterable[Values]) -> Iterator[list[Values]]:
    source = iter(rows)
    while some := list(islice(source, _BULK)):
        yield some


def _packed(rows: Sequence[Sequence[Any]]) -> str:
    """*rows* in a fifth of the room, as text for the log."""
    plain = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return b64encode(zlib.compress(plain.encode("utf-8"), level=1)).decode("ascii")


def _unpacked(table: Table, packed: Iterable[str]) -> Iterator[Values]:
    """The rows of *table* that were packed, one by one."""
    names = [column.name for column in table.columns]
    for some in packed:
        for row in json.loads(zlib.decompress(b64decode(some))):
            yield dict(zip(names, row, strict=True))


def removed(change: Change) -> Iterator[Values]:
    """The rows that a change deleted one by one; none where it did something else."""
    return _unpacked(schema.metadata.tables[change["table"]], change.get("delete", ()))


def batches(keys: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    """*keys* in portions that fit in a statement."""
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


def _key_names(table: Table) -> list[str]:
    return [column.name for column in table.primary_key.columns]


def _having(table: Table, keys: Iterable[Sequence[str]]) -> ColumnElement[bool]:
    """The condition that a row of *table* has one of *keys*."""
    columns = list(table.primary_key.columns)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return tuple_(*columns).in_([tuple(key) for key in keys])


def next_undo(connection: Connection, who: str) -> Line | None:
    """The line that *who* would undo now: the last one not taken back."""
    return _open(_backwards(connection, who), closed_by="undo")


def next_redo(connection: Connection, who: str) -> Line | None:
    """The line that *who* would redo now: the last undo, unless a new act followed it."""
    since = takewhile(lambda line: line.kind != "do", _backwards(connection, who))
    return _open(since, closed_by="redo")


def _open(lines: Iterable[Line], *, closed_by: str) -> Line | None:
    """The first line, read backwards, that no line of the kind *closed_by* after it cancels."""
    cancelled = 0
    for line in lines:
        if line.kind == closed_by:
            cancelled += 1
        elif cancelled:
            cancelled -= 1
        else:
            return line
    return None


def _backwards(connection: Connection, who: str) -> Iterator[Line]:
    columns = (schema.act.c.number, schema.act.c.kind, schema.act.c.label)
    theirs = select(*columns).where(schema.act.c.who == who, schema.act.c.kind != SEALED)
    query = theirs.order_by(schema.act.c.number.desc())
    with connection.execution_options(stream_results=True).execute(query) as lines:
        for number, kind, label in lines:
            yield Line(number, kind, label)


def changes_of(connection: Connection, number: int) -> list[Change]:
    """What the act with this number changed."""
    changes: list[Change] = connection.execute(
        select(schema.act.c.changes).where(schema.act.c.number == number)
    ).scalar_one()
    return changes


def changes_since(connection: Connection, number: int) -> Iterator[Change]:
    """What later acts than the one with this number changed, but for what was taken back since."""
    columns = (schema.act.c.number, schema.act.c.reverses)
    query = select(*columns).where(schema.act.c.number > number).order_by(schema.act.c.number)
    standing: dict[int, None] = {}
    for later, reverses in connection.execute(query):
        if reverses in standing:
            del standing[reverses]
        else:
            standing[later] = None
    for later in standing:
        yield from changes_of(connection, later)


def last_number(connection: Connection) -> int:
    """The number of the newest line of the log; 0 where there is none."""
    return connection.scalar(select(schema.act.c.number).order_by(schema.act.c.number.desc()).limit(1)) or 0


def lines(connection: Connection) -> list[Mapping[str, Any]]:
    """All lines of the log, oldest first: ``number at who kind label reverses``."""
    columns = [schema.act.c[name] for name in ("number", "at", "who", "kind", "label", "reverses")]
    found = connection.execute(select(*columns).order_by(schema.act.c.number)).mappings()
    return [dict(line) for line in found]
