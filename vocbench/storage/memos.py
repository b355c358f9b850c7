"""Memos in the project file: what somebody thought of the study, of a text, a code, a passage or a person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from vocbench.errors import NotFoundError, SourceError
from vocbench.model.span import Span
from vocbench.storage.history import Act, Values, batches, new_id, now
from vocbench.storage.schema import coding, link, memo, memo_about, passage

Traces = Callable[[str], Collection[Span]]
"""Where a text holds what has to go."""

_NAMES = ("name", "text")


def add_memo(act: Act, text: str, *, name: str, things: Iterable[str]) -> str:
    """Keep a memo about the things with these ids, or about the project; its id.

    Raises:
        SourceError: it holds no words.
    """
    _refuse_empty(text)
    row = {"id": new_id(), "name": name, "text": text, "author": act.who, "created": now()}
    act.insert(memo, [row])
    act.insert(memo_about, [{"memo_id": row["id"], "thing": thing} for thing in dict.fromkeys(things)])
    return row["id"]


def edit_memo(act: Act, memo_id: str, *, text: str | None, name: str | None) -> None:
    """Give a memo other words or another name; ``None`` leaves that as it is.

    Raises:
        NotFoundError: there is no such memo.
        SourceError: it would hold no words.
    """
    if text is not None:
        _refuse_empty(text)
    row = _memo(act.connection, memo_id)
    given = {"text": text, "name": name}
    changed = {key: value for key, value in given.items() if value not in {None, getattr(row, key)}}
    if changed:
        act.update(memo, memo_id, **changed)


def remove_memo(act: Act, memo_id: str) -> None:
    """Take a memo away.

    Raises:
        NotFoundError: there is no such memo.
    """
    _memo(act.connection, memo_id)
    about = act.connection.scalars(select(memo_about.c.thing).where(memo_about.c.memo_id == memo_id))
    act.delete(memo_about, [[memo_id, thing] for thing in about.all()])
    act.delete(memo, [[memo_id]])


def _memo(connection: Connection, memo_id: str) -> Any:  # noqa: ANN401 - a row of memos
    found = connection.execute(select(memo).where(memo.c.id == memo_id)).first()
    if found is None:
        raise NotFoundError(
            f"The project has no memo {memo_id!r}. The column 'memo' of project.memos() has the ids."
        )
    return found


def _refuse_empty(text: str) -> None:
    if not text.strip():
        raise SourceError("A memo needs words.")


def load_memos(connection: Connection) -> list[tuple[Any, list[str]]]:
    """Every memo, oldest first, with the ids of what it is about, in order."""
    about: dict[str, list[str]] = {}
    for memo_id, thing in connection.execute(select(memo_about).order_by(memo_about.c.thing)):
        about.setdefault(memo_id, []).append(thing)
    rows = connection.execute(select(memo).order_by(memo.c.created, memo.c.id))
    return [(row, about.get(row.id, [])) for row in rows]


def load_links(connection: Connection) -> list[Any]:
    """Every link between two things, in order of their ids."""
    return list(connection.execute(select(link).order_by(link.c.id)))


def hand_over_memos(act: Act, old: str, new: str) -> None:
    """Let what is said of one thing be said of another: its memos and its links."""
    about = select(memo_about.c.memo_id).where
    of_old = act.connection.scalars(about(memo_about.c.thing == old)).all()
    if of_old:
        of_new = set(act.connection.scalars(about(memo_about.c.thing == new)))
        act.delete(memo_about, [[each, old] for each in of_old])
        fresh = [{"memo_id": each, "thing": new} for each in of_old if each not in of_new]
        act.insert(memo_about, fresh)
    for end in ("origin", "target"):
        for row_id in act.connection.scalars(select(link.c.id).where(link.c[end] == old)).all():
            act.update(link, row_id, **{end: new})


def drop_memos(act: Act, things: Collection[str]) -> None:
    """Take away the memos about these things alone; those about others as well stay with these others."""
    about: dict[str, set[str]] = {}
    for batch in batches(list(things)):
        query = select(memo_about.c.memo_id, memo_about.c.thing).where(memo_about.c.thing.in_(batch))
        for memo_id, thing in act.connection.execute(query):
            about.setdefault(memo_id, set()).add(thing)
    for memo_id, gone in about.items():
        query = select(memo_about.c.thing).where(memo_about.c.memo_id == memo_id)
        if set(act.connection.scalars(query)) <= gone:
            remove_memo(act, memo_id)
        else:
            act.delete(memo_about, [[memo_id, thing] for thing in sorted(gone)])


def blot_memos(connection: Connection, blotted: Callable[[str], str]) -> None:
    """Put in all memos, remarks on codings and links what *blotted* makes of their words."""
    for table, names in ((memo, _NAMES), (coding, ("memo",)), (link, ("name",))):
        _reword(connection, table, names, blotted)


def _reword(
    connection: Connection, table: Table, names: Iterable[str], blotted: Callable[[str], str]
) -> None:
    for row in connection.execute(select(table)).mappings().all():
        fresh: Mapping[str, str] = {name: blotted(row[name]) for name in names}
        changed: Values = {name: value for name, value in fresh.items() if value != row[name]}
        if changed:
            connection.execute(table.update().where(table.c.id == row["id"]).values(**changed))


def passages_of(connection: Connection, source_id: str) -> list[Any]:
    """The stretches of a transcript that somebody marked and did not code."""
    query = select(passage).where(passage.c.source_id == source_id)
    return list(connection.execute(query.order_by(passage.c.start, passage.c.id)))
