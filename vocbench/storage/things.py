"""What the ids in memos, links and sets stand for: things of any kind, by kind and name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from vocbench.errors import ConflictError, NotFoundError
from vocbench.storage.codebook import load_codebook
from vocbench.storage.history import batches
from vocbench.storage.memos import load_links, load_memos
from vocbench.storage.schema import (
    answer,
    code,
    code_set,
    coding,
    link,
    memo,
    passage,
    reference,
    respondent,
    set_member,
    source,
    variable,
)

Thing = tuple[str, str]
"""A kind of thing, and which one."""

_KINDS: dict[str, Table] = {
    "source": source,
    "code": code,
    "coding": coding,
    "answer": answer,
    "respondent": respondent,
    "set": code_set,
    "memo": memo,
    "passage": passage,
    "reference": reference,
    "link": link,
}


def described(connection: Connection, ids: Iterable[str]) -> dict[str, Thing]:
    """What these ids stand for; what is not there is left out."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    name = _Names(connection)
    found: dict[str, Thing] = {}
    for kind, table in _KINDS.items():
        for row in _rows(connection, table, wanted):
            found.setdefault(row.id, (kind, name.of(kind, row)))
    return found


class _Names:
    """What things are called, for people and independent of ids."""

    def __init__(self, connection: Connection) -> None:
        book = load_codebook(connection)
        self._paths = {each.id: book.path(each.id) for each in book}
        self._sources = _column(connection, source.c.name)
        self._people = _column(connection, respondent.c.key)
        self._connection = connection
        self._ways: dict[str, Callable[[Row[Any]], str]] = {
            "code": lambda row: self._paths[row.id],
            "coding": lambda row: f"{self._paths[row.code_id]}: {self._place(row)} ({row.coder})",
            "answer": self._answer,
            "respondent": lambda row: str(row.key),
            "passage": self._place,
            "memo": lambda row: str(row.name or row.text),
        }

    def of(self, kind: str, row: Row[Any]) -> str:
        way = self._ways.get(kind)
        return way(row) if way else str(row.name)

    def _place(self, row: Row[Any]) -> str:
        if row.answer_id:
            query = select(answer).where(answer.c.id == row.answer_id)
            where = self._answer(self._connection.execute(query).one())
        else:
            where = self._sources[row.source_id]
        return f"{where}, {row.start}-{row.end}"

    def _answer(self, row: Row[Any]) -> str:
        wave = f" ({row.wave})" if row.wave else ""
        return f"{self._sources[row.source_id]}, {self._people[row.respondent_id]}: {row.question}{wave}"


def _column(connection: Connection, column: Column[Any]) -> dict[str, str]:
    rows = connection.execute(select(column.table.c.id, column))
    return {row_id: value for row_id, value in rows}  # noqa: C416 - rows are no pairs to the type checker


def _rows(connection: Connection, table: Table, ids: list[str]) -> Iterator[Row[Any]]:
    texts = {"structure", "attributes"} | ({"text"} if table is source else set())
    columns = [column for column in table.columns if column.name not in texts]
    for batch in batches(ids):
        yield from connection.execute(select(*columns).where(table.c.id.in_(batch)))


def find_thing(connection: Connection, wanted: str) -> str:
    """The id of the thing that is meant by an id, a name, or a kind and a name as in ``code:Pains``.

    Raises:
        NotFoundError: there is no such thing.
        ConflictError: several are called so.
    """
    if wanted in described(connection, [wanted]):
        return wanted
    kind, _, rest = wanted.partition(":")
    found = list(_by_name(connection, wanted)) or [
        (each, row_id) for each, row_id in _by_name(connection, rest) if each == kind
    ]
    if not found:
        raise NotFoundError(
            f"The project has nothing called {wanted!r}. Name a source, the path of a code, the key of a "
            "respondent or a set of codes, or give the id of a coding, an answer or a memo."
        )
    if len(found) > 1:
        ways = " or ".join(repr(f"{each}:{wanted}") for each, _ in found)
        raise ConflictError(f"Several things are called {wanted!r}. Write {ways}.")
    return found[0][1]


def _by_name(connection: Connection, name: str) -> Iterator[Thing]:
    for kind, column in (
        ("source", source.c.name),
        ("respondent", respondent.c.key),
        ("set", code_set.c.name),
    ):
        for row_id in connection.scalars(select(column.table.c.id).where(column == name)):
            yield kind, row_id
    if (found := load_codebook(connection).find(name)) is not None:
        yield "code", found.id


def remarks_content(connection: Connection) -> list[object]:
    """Memos, links, marked passages, references, sets and what is told of attributes, for the hash."""
    memos, links = load_memos(connection), load_links(connection)
    members = connection.execute(
        select(code_set.c.name, set_member.c.thing).join(set_member, set_member.c.set_id == code_set.c.id)
    ).all()
    marked = list(connection.scalars(select(passage.c.id)))
    ids = {thing for _, about in memos for thing in about} | {row.thing for row in members} | set(marked)
    names = described(connection, ids | {end for row in links for end in (row.origin, row.target)})
    lines: list[list[object]] = [
        [[row.name, row.text, row.author, _known(names, about)] for row, about in memos],
        [[row.name, row.direction, row.color, *map(names.get, (row.origin, row.target))] for row in links],
        [[name, names.get(thing)] for name, thing in members],
        [names[each] for each in marked],
        [[row.name, row.kind, row.path] for row in connection.execute(select(reference))],
        [[row.name, row.kind, row.description] for row in connection.execute(select(variable))],
    ]
    return [sorted(each, key=repr) for each in lines]


def _known(names: Mapping[str, Thing], ids: Iterable[str]) -> list[Thing]:
    return sorted(names[each] for each in ids if each in names)
