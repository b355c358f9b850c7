"""What keeps an act from being taken back: what others did to the same text or board since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, select

from vocbench.errors import BoardError, ConflictError
from vocbench.storage.boards import board_names, load_board
from vocbench.storage.history import Change, batches, changes_since, removed
from vocbench.storage.notes import load_refused
from vocbench.storage.schema import coding, evidence, note, passage, refusal, text_version, topic

_PLACE = frozenset({"start", "end"})
_TABLES = frozenset(table.name for table in (coding, evidence, passage, refusal, text_version))


@dataclass(frozen=True)
class _Touched:
    """The ids of sources whose text became another one, and of those that something was placed in."""

    texts: set[str]
    placed: set[str]


def refuse_adrift(connection: Connection, number: int, changes: Sequence[Change]) -> None:
    """See that an undo or redo leaves passages and evidence on the words that were meant.

    Offsets count in the text as it was then. The same words may stand elsewhere in another
    version, so the words alone cannot tell.

    Args:
        connection: an open project, where the act is reversed already.
        number: of the act that was reversed.
        changes: what reversing it changed.

    Raises:
        ConflictError: a text is another one since, something was placed in the text that goes,
            or a note rests by now on words that go.
    """
    now = _touched(connection, changes)
    requoted = _written(changes, coding, {"quote"}, is_new=False)
    if not (now.texts or now.placed or requoted):
        return
    later = [change for change in changes_since(connection, number) if change["table"] in _TABLES]
    since = _touched(connection, later)
    if now.texts & since.placed or now.placed & since.texts:
        raise ConflictError(
            "The text was corrected in between, or somebody coded in the corrected text. "
            "Take that back first."
        )
    if requoted & _found(connection, evidence.c.coding_id, _written(later, evidence, {"coding_id"})):
        raise ConflictError(
            "A note on a board rests on a passage whose words would change. Remove the note first."
        )


def refuse_unfounded(connection: Connection, changes: Sequence[Change]) -> None:
    """See that an undo or redo leaves boards that can be read.

    Two people may each add a piece of evidence, or one takes away what another's origin rests on.

    Raises:
        ConflictError: a note would claim an origin without evidence, or list a piece twice.
    """
    if not {note.name, evidence.name} & {change["table"] for change in changes}:
        return
    try:
        for name in board_names(connection):
            load_refused(connection, load_board(connection, name).id)
    except BoardError as error:
        raise ConflictError(
            f"Somebody changed the same note since, so this cannot be taken back. {error}"
        ) from None


def refuse_reworked(connection: Connection, number: int, changes: Sequence[Change]) -> None:
    """See that an undo or redo takes no topic away that was named, merged or filled since.

    Args:
        connection: an open project, where the act is reversed already.
        number: of the act that was reversed.
        changes: what reversing it changed.

    Raises:
        ConflictError: somebody edited a topic that goes.
    """
    of_topics = [change for change in changes if change["table"] == topic.name]
    gone = {row["id"] for change in of_topics for row in removed(change)}
    if not gone:
        return
    later = [change for change in changes_since(connection, number) if change["table"] == topic.name]
    if gone & _written(later, topic, set(topic.columns.keys()), is_new=False):
        raise ConflictError("Somebody edited one of these topics since. Take that back first.")


def refuse_namesakes(connection: Connection, changes: Sequence[Change]) -> None:
    """See that an undo or redo gives no topic a name that another one of its model has by now.

    Args:
        connection: an open project, where the act is reversed already.
        changes: what reversing it changed.

    Raises:
        ConflictError: two topics would have one name.
    """
    for key in _written(changes, topic, {"name", "into_id"}):
        own, other = topic.alias(), topic.alias()
        query = (
            select(own.c.name, other.c.name)
            .join(other, (other.c.run_id == own.c.run_id) & (other.c.id != own.c.id))
            .where(own.c.id == key, own.c.into_id.is_(None), other.c.into_id.is_(None))
        )
        for name, taken in connection.execute(query):
            if name.casefold() == taken.casefold():
                raise ConflictError(
                    f"Another topic is called {name!r} by now. Give that one another name first."
                )


def _touched(connection: Connection, changes: Iterable[Change]) -> _Touched:
    changes = list(changes)
    versions = [change for change in changes if change["table"] == text_version.name]
    gone = {row["source_id"] for change in versions for row in removed(change)}
    come = _found(connection, text_version.c.source_id, _written(versions, text_version, {"text"}))
    placed = (
        _found(connection, table.c.source_id, _written(changes, table, _PLACE))
        for table in (coding, passage, refusal)
    )
    return _Touched(gone | come, set().union(*placed))


def _written(
    changes: Iterable[Change], table: Table, columns: Collection[str], *, is_new: bool = True
) -> set[str]:
    """The ids of rows that got other values in one of *columns*, and where asked of those that are new."""
    found: set[str] = set()
    for change in changes:
        if change["table"] != table.name:
            continue
        if "insert" in change and is_new:
            found.update(key for (key,) in change["insert"])
        for kind in ("update", "update_many"):
            keys, _, after = change.get(kind, ((), {}, {}))
            if not after.keys().isdisjoint(columns):
                found.update([keys] if kind == "update" else keys)
    return found


def _found(connection: Connection, column: Column[Any], ids: Iterable[str]) -> set[str]:
    """What the rows with these ids hold in *column*, where they are there still."""
    query = select(column).where(column.is_not(None))
    key = column.table.c.id
    return {
        value for batch in batches(list(ids)) for value in connection.scalars(query.where(key.in_(batch)))
    }
