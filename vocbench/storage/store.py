"""One project file: opened with care, written one act at a time."""

from __future__ import annotations

import os
import shutil
import sqlite3
import weakref
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from threading import Lock
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, insert, select
from sqlalchemy.pool import NullPool

from vocbench.errors import CodebookError, ConflictError, NotAProjectError, NotFoundError, ProjectError
from vocbench.storage import history, schema
from vocbench.storage.codebook import load_codebook
from vocbench.storage.conflicts import refuse_adrift, refuse_namesakes, refuse_reworked, refuse_unfounded

IN_MEMORY = ":memory:"
_LOG_BYTES = 64 * 2**20
_TAILS = ("-wal", "-shm")  # what the database keeps beside a file that is in use
_SQLITE = b"SQLite format 3\x00"
_LOCKED, _READ_ONLY = "is locked", "readonly"
_FULL = ("disk is full", "disk I/O error")
_BROKEN = ("malformed", "not a database", "no such table", "no such column", "Could not decode")
_NO_PLACE = "unable to open"


class Store:
    """A project file, open for reading and for acts.

    Args:
        path: the file, made if absent; ``":memory:"`` for a project that is not kept.

    Raises:
        NotAProjectError: the file is something else, or damaged. It was not touched.
        NewerProjectError: a newer vocbench wrote it. It was not touched.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = _scratch(self) if str(path) == IN_MEMORY else Path(path)
        _make_or_inspect(self.path)
        self.is_closed = False
        self._writer = Lock()
        self._engine = _engine(self.path)
        weakref.finalize(self, self._engine.dispose)
        self._witness: sqlite3.Connection | None = None
        with self.reading() as connection:
            is_old = schema.version(connection) < len(schema.MIGRATIONS)
        if is_old:
            with self._writing() as connection:
                schema.migrate(connection, done=schema.version(connection))

    def close(self) -> None:
        """Let go of the file."""
        self.is_closed = True
        if self._witness is not None:
            self._witness.close()
        self._engine.dispose()

    def data_version(self) -> int:
        """A number that changes whenever anything was written to the file, by whomever.

        It only compares with earlier ones of this very store, and takes microseconds.
        """
        if self.is_closed:
            raise ProjectError(f"{self.path} was closed. Open it again with Project(...).")
        with _translated(self.path):
            if self._witness is None:
                # A connection of its own that never writes: the database tells each what others wrote.
                self._witness = sqlite3.connect(self.path, check_same_thread=False, isolation_level=None)
                weakref.finalize(self, self._witness.close)
            return int(self._witness.execute("PRAGMA data_version").fetchone()[0])

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one consistent state of the project."""
        with _translated(self.path), self._connected() as connection:
            connection.exec_driver_sql("BEGIN")
            try:
                yield connection
            finally:
                connection.connection.rollback()

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        if self.is_closed:
            raise ProjectError(f"{self.path} was closed. Open it again with Project(...).")
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def act(self, *, who: str, label: str) -> Iterator[history.Act]:
        """Write everything in the block and its line in the log, or nothing.

        An act that changes nothing leaves no line.
        """
        with self._writing() as connection:
            act = history.Act(connection, who=who, label=label)
            yield act
            if act.changes:
                act.record()

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Write, whole or not at all, what is no part of the history as it can be made again."""
        with self._writing() as connection:
            yield connection

    def copy_to(self, path: Path) -> None:
        """Write what the file holds now to a new file, without what was ever deleted from it."""
        with _translated(path), self._connected() as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
            with closing(sqlite3.connect(path)) as copy:
                copy.execute("PRAGMA journal_mode = WAL")

    def shrink(self) -> None:
        """Give back to the disk what the file has no use for."""
        with _translated(self.path), self._writer, self._connected() as connection:
            connection.exec_driver_sql("VACUUM")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def undo(self, who: str) -> str | None:
        """Take back the last act of *who*; its label, or ``None`` where there is none."""
        return self._reverse(who, history.next_undo, "undo")

    def redo(self, who: str) -> str | None:
        """Do again what *who* last took back; its label, or ``None`` where there is none."""
        return self._reverse(who, history.next_redo, "redo")

    def _reverse(
        self, who: str, find: Callable[[Connection, str], history.Line | None], kind: str
    ) -> str | None:
        with self._writing() as connection:
            line = find(connection, who)
            if line is None:
                return None
            act = history.Act(connection, who=who, label=line.label)
            try:
                act.reverse(history.changes_of(connection, line.number))
                load_codebook(connection)
                refuse_adrift(connection, line.number, act.changes)
                refuse_reworked(connection, line.number, act.changes)
                refuse_namesakes(connection, act.changes)
                refuse_unfounded(connection, act.changes)
            except exc.IntegrityError:
                raise ConflictError(
                    f"Cannot {kind} {line.label!r}: later work rests on it. Take that back first."
                ) from None
            except CodebookError as error:
                raise ConflictError(f"Cannot {kind} {line.label!r}: codes changed since. {error}") from None
            act.record(kind=kind, reverses=line.number)
            return line.label

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        # Threads wait here for each other, where waiting costs no connection.
        with _translated(self.path), self._writer, self._connected() as connection:
            # One writer at a time, from the first read on: nothing changes under an act's feet.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                # The driver knows whether the database took it back already, as on a full disk.
                connection.connection.rollback()
                raise


def _scratch(owner: object) -> Path:
    """A place for a project that goes when *owner* goes.

    A file and not SQLite's memory: several connections cannot share that without tripping
    over each other's transactions.
    """
    folder = mkdtemp(prefix="vocbench-")
    weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
    return Path(folder) / "unsaved.voc"


def _engine(path: Path) -> Engine:
    # Transactions are begun by hand: the driver must not.
    arguments = {"check_same_thread": False, "isolation_level": None, "timeout": 10.0}
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        isolation_level="AUTOCOMMIT",
        connect_args=arguments,
        hide_parameters=True,  # what respondents said does not belong in error messages
    )
    event.listen(engine, "connect", _set_up)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")
    # The log of a large act would lie beside the file as long as anybody has it open.
    connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
    # KiB; with SQLite's own 2 MiB a million rows with random ids take twice the time.
    connection.execute("PRAGMA cache_size = -65536")


def _make_or_inspect(path: Path) -> None:
    """Make a new project at *path*, or see that what is there is one."""
    if path.is_dir():
        raise NotAProjectError(f"{path} is a folder. Name a file, such as {path / 'study.voc'}.")
    if not path.parent.is_dir():
        raise NotFoundError(f"There is no folder {path.parent}. Make it first, or choose another place.")
    if path.exists():
        _inspect(path)
    else:
        _make(path)


def _make(path: Path) -> None:
    """Make the file beside its place and move it there whole: nobody sees half a project."""
    for tail in _TAILS:
        # In this order: who makes the project just now makes it before its log.
        if path.with_name(path.name + tail).exists() and not path.exists():
            raise NotAProjectError(
                f"There is no {path}, but what was last written to it is still in {path.name}{tail}. "
                "Put the project back beside it, or move that file away to start anew."
            )
    draft = path.with_name(f".{uuid4().hex}")
    try:
        with _translated(path):
            engine = _engine(draft)
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                schema.migrate(connection, done=0)
                connection.execute(
                    insert(schema.meta),
                    [{"key": "project", "value": history.new_id()}, {"key": "made", "value": history.now()}],
                )
                connection.exec_driver_sql("COMMIT")
            engine.dispose()
        # A link never replaces: who makes the same project at the same moment wins or opens ours.
        try:
            os.link(draft, path)
        except FileExistsError:
            _inspect(path)
        except OSError:  # a disk that knows no links
            draft.replace(path)
    finally:
        for leftover in (draft, *(draft.with_name(draft.name + tail) for tail in _TAILS)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _inspect(path: Path) -> None:
    """See that *path* holds a project this version knows, without writing a byte."""
    with path.open("rb") as file:
        head = file.read(len(_SQLITE))
    if head != _SQLITE:
        what = "is empty (0 bytes)" if not head else "is not a vocbench project"
        raise NotAProjectError(
            f"{path} {what}; it was not touched. Choose another name, or restore it from a backup."
        )
    with _translated(path):
        place = f"file:{quote(str(path.resolve()))}?mode=ro"
        engine = create_engine(
            "sqlite://", poolclass=NullPool, creator=lambda: sqlite3.connect(place, uri=True)
        )
        try:
            with engine.connect() as connection:
                keys = set(connection.scalars(select(schema.meta.c.key)))
                found = schema.version(connection)
        finally:
            engine.dispose()
    if "project" not in keys:
        raise NotAProjectError(f"{path} is a database of another program; it was not touched.")
    schema.refuse_newer(found)


@contextmanager
def _translated(path: str | Path) -> Iterator[None]:
    """Say in our own words what went wrong in the file, and that nothing was changed."""
    try:
        yield
    except exc.DatabaseError as error:
        words = str(error.orig)
        if any(sign in words for sign in _FULL):
            raise ProjectError(
                f"The disk of {path} is full or not there. Nothing was changed; make room and try again."
            ) from None
        if _LOCKED in words:
            raise ConflictError(
                f"Another program has been writing to {path} for over ten seconds. "
                "Nothing was changed; try again."
            ) from None
        if _READ_ONLY in words:
            raise ProjectError(
                f"{path} may not be written to. Nothing was changed; copy it to a folder of your own."
            ) from None
        if _NO_PLACE in words:
            raise ProjectError(
                f"{path} cannot be opened or made. Is its folder yours to write in, its name not too long?"
            ) from None
        if any(sign in words for sign in _BROKEN):
            raise NotAProjectError(
                f"{path} is damaged or not a vocbench project ({words}); it was not touched. "
                "Restore it from a backup."
            ) from None
        raise
    except UnicodeEncodeError:
        raise ProjectError(
            "A text holds half a character (a lone surrogate), which cannot be kept. Nothing was "
            "changed; read the file again with the right encoding."
        ) from None
