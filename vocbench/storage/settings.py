"""What holds for a whole project."""

from __future__ import annotations

from sqlalchemy import Connection, select

from vocbench.storage.history import Act
from vocbench.storage.schema import meta

_BLIND = "blind"


def is_blind(connection: Connection) -> bool:
    """Whether coders are to see their own codings only."""
    return connection.scalar(select(meta.c.value).where(meta.c.key == _BLIND)) is not None


def set_blind(act: Act, wanted: bool) -> None:  # noqa: FBT001 - the name says what is set
    """Keep whether coders are to see their own codings only."""
    # A row that is there or not, and no value that changes: undo knows rows by their keys.
    if wanted == is_blind(act.connection):
        return
    if wanted:
        act.insert(meta, [{"key": _BLIND, "value": act.who}])
    else:
        act.delete(meta, [[_BLIND]])
