"""Rows of large tables, kept by column and made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter, eq
from typing import Any, TypeVar, overload

_Row = TypeVar("_Row")


class Rows(Sequence[_Row]):
    """The rows of a table that is kept by column; each is made anew whenever it is asked for.

    A survey has a hundred thousand of them, which take more room and time as values of their own
    than as a few columns. Equal to any sequence of equal rows.

    Args:
        make: what makes a row, from a cell of each column in their order.
        columns: at least one, all of one length; named as the parts of a row that they hold.
    """

    __slots__ = ("_columns", "_make")

    def __init__(self, make: Callable[..., _Row], columns: Mapping[str, Sequence[Any]]) -> None:
        self._make, self._columns = make, columns

    def column(self, name: str) -> Sequence[Any]:
        """One part of every row."""
        return self._columns[name]

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    @overload
    def __getitem__(self, at: int) -> _Row: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[_Row]: ...
    def __getitem__(self, at: int | slice) -> _Row | Rows[_Row]:
        if isinstance(at, slice):
            return Rows(self._make, {name: cells[at] for name, cells in self._columns.items()})
        return self._make(*(cells[at] for cells in self._columns.values()))

    def __iter__(self) -> Iterator[_Row]:
        return map(self._make, *self._columns.values())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


def column_of(rows: Sequence[Any], name: str) -> Iterable[Any]:
    """One part of every row, however the rows are kept."""
    return rows.column(name) if isinstance(rows, Rows) else map(attrgetter(name), rows)
