"""Projects of other programs that are SQLite databases: opened to read, and nothing else."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from vocbench.errors import ReadError

_SIGNATURE = b"SQLite format 3\0"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:vocbench:foreign")


class Database:
    """The tables of a foreign project.

    A column that an older version of the program did not have reads as ``None``.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._connection = connection
        # A view or a virtual table could make a mere look at it run something.
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0")
        self._columns = {name: self._columns_of(name) for (name,) in found}

    def _columns_of(self, table: str) -> frozenset[str]:
        rows = self._connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        return frozenset(name for (name,) in rows)

    def has(self, *tables: str) -> bool:
        """Whether all *tables* are there."""
        return all(table in self._columns for table in tables)

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[object, ...]]:
        """The rows of *table* in the order of the file; none where the table is absent."""
        known = self._columns.get(table)
        if known is None:
            return
        picked = ", ".join(f'"{name}"' if name in known else "NULL" for name in columns)
        yield from self._connection.execute(f'SELECT {picked} FROM "{table}" ORDER BY rowid')  # noqa: S608 - both are names of ours, and the table exists


@contextmanager
def opened(path: Path, program: str) -> Iterator[Database]:
    """The database at *path*, which *program* wrote; it is not changed.

    Raises:
        ReadError: there is none, or it is damaged, locked or something else.
    """
    if not path.is_file():
        raise ReadError(f"There is no file {path}. Check the path.")
    with path.open("rb") as stream:
        if stream.read(len(_SIGNATURE)) != _SIGNATURE:
            raise ReadError(
                f"{path.name} is no SQLite database, as {program} makes. Check that it is the right file."
            )
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        yield Database(connection, path)
    except sqlite3.Error as error:
        raise ReadError(
            f"{path.name} could not be read ({error}). Close {program} if it has the project open, or take a "
            "copy of the file."
        ) from None
    finally:
        connection.close()


def words(value: object) -> str:
    """What a cell says, ``""`` where it is empty."""
    return "" if value is None else str(value)


def number(value: object) -> int | None:
    """A cell as a whole number, ``None`` where it holds none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def moment(value: object) -> str:
    """A date and time that was written in UTC, as ISO 8601; ``""`` where a cell holds none."""
    try:
        found = datetime.fromisoformat(words(value).strip())
    except ValueError:
        return ""
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).isoformat()


def guid(*names: object) -> str:
    """The GUID of a thing that has none, the same each time the same file is read."""
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(map(str, names))))
