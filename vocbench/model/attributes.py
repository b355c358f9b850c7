"""Attributes of many respondents, kept by column: a large survey has more of them than fit as a dict each."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from vocbench.errors import SourceError
from vocbench.model.rows import Rows

AttributeValue = str | bool | int | float | date
"""What an attribute of a respondent can hold; a missing value is an absent key."""


def check_value(name: str, value: object, key: str) -> None:
    """Stop at a value that no attribute can hold.

    Raises:
        SourceError: *value* is no text, number, yes/no or date.
    """
    if not isinstance(value, AttributeValue) or isinstance(value, datetime):
        raise SourceError(
            f"The attribute {name!r} of respondent {key!r} is a "
            f"{type(value).__name__}; use text, a number, yes/no or a date."
        )


class AttributeColumn(NamedTuple):
    """One attribute of many respondents."""

    name: str
    values: Sequence[AttributeValue | None]
    """What occurs, each once; ``None`` where nothing is known."""
    codes: Sequence[int]
    """Of each respondent, which of the values is theirs."""


class Attributes(Mapping[str, AttributeValue]):
    """The attributes of one respondent: a row of some columns."""

    __slots__ = ("_at", "_columns")

    def __init__(self, columns: Mapping[str, AttributeColumn], at: int) -> None:
        self._columns, self._at = columns, at

    def __getitem__(self, name: str) -> AttributeValue:
        _, values, codes = self._columns[name]
        value = values[codes[self._at]]
        if value is None:
            raise KeyError(name)
        return value

    def __iter__(self) -> Iterator[str]:
        at = self._at
        return (name for name, values, codes in self._columns.values() if values[codes[at]] is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def items(self) -> ItemsView[str, AttributeValue]:
        """Names and values; in one pass, for a table of answers is stored by them."""
        at = self._at
        known = ((name, values[codes[at]]) for name, values, codes in self._columns.values())
        return {name: value for name, value in known if value is not None}.items()

    def __repr__(self) -> str:
        return repr(dict(self.items()))


def attribute_rows(columns: Sequence[AttributeColumn], n_rows: int) -> Sequence[Attributes]:
    """The attributes of each of *n_rows* respondents.

    Raises:
        SourceError: a column holds what no attribute can hold.
    """
    for name, values, _ in columns:
        one_of_each = {type(value): value for value in values if value is not None}
        for value in one_of_each.values():
            check_value(name, value, "one")
    by_name = {each.name: each for each in columns}
    return Rows(partial(Attributes, by_name), {"at": range(n_rows)})
