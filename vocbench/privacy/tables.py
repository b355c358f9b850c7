"""Which cells of a table tell of a group so small that they tell of somebody."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose
from typing import Self

from vocbench.privacy.grids import Cell, Grid, Row
from vocbench.privacy.smallcells import LEAST, TOTALS, Groups, Place, hidden_cells

_FEWEST_HEADS = 2  # that are values of one attribute, before they say that columns are groups
_FEWEST_LINES = 2  # that are 1 together, before they say that all are shares
_MOST_ATTRIBUTES = 2
_WHOLES = (1.0, 100.0)
_ROUNDED = 0.005
_BLANKS = frozenset({"", "–", "-", "…", "NaN", "nan"})

_REST = re.compile(r" ?%$| \(.*\)$| (?:of|van|out of|uit) \d+$")
"""What stands behind the number of a cell."""


@dataclass(frozen=True)
class Hidden:
    """Cells to hide, and the attributes whose small group they tell of."""

    names: tuple[str, ...]
    cells: tuple[Cell, ...]


def hidden_in(grid: Grid, groups: Groups, *, least: int = LEAST) -> Iterator[Hidden]:
    """What to hide in a table.

    In a table with a row for each group or person, the attributes of a row that points at somebody; where
    rows are groups by one or two attributes, their numbers as well. In a crosstab, whose columns are groups,
    the numbers of small groups. Numbers of others go with them where totals would give these away.

    Args:
        grid: the table.
        groups: who shares which attributes.
        least: how many people must share what is told.
    """
    axes = _axes(grid, groups)
    if axes.values:
        yield from _in_crosstab(grid, axes, groups, least)
        return
    shown = [axes.of_row(row) for row in grid.body]
    small = {at for at, each in enumerate(shown) if groups.is_small(each, least=least)}
    for at in sorted(small):
        yield Hidden(tuple(shown[at]), tuple(_own_cells(grid.body[at], axes.names)))
    if small and _are_groups(shown, groups):
        yield from _in_groups(grid, axes, shown, small)


def _are_groups(shown: Sequence[Mapping[str, str]], groups: Groups) -> bool:
    """Whether each row is a group by one or two attributes that have words for their values."""
    told = [tuple(each.items()) for each in shown if each]
    telling = groups.telling_values()
    return len(set(told)) == len(told) and all(
        len(each) <= _MOST_ATTRIBUTES and all(value.casefold() in telling for _, value in each)
        for each in told
    )


def _in_groups(
    grid: Grid, axes: _Axes, shown: Sequence[Mapping[str, str]], small: set[int]
) -> Iterator[Hidden]:
    """The numbers of rows that are groups."""
    lines: dict[tuple[str, ...], list[int]] = {}
    for at, each in enumerate(shown):
        for name in dict.fromkeys(axes.names.values()):
            others = (f"{other}={value}" for other, value in each.items() if other != name)
            lines.setdefault((name, *others), []).append(at)
    columns = sorted({at for row in grid.body for at in row})
    named = {at for head in grid.heads for at, cell in head.items() if cell.text}
    # A first column without a name numbers the rows.
    for column in [at for at in columns if at not in axes.names and (at in named or at != columns[0])]:
        cells = {(at, column): row[column] for at, row in enumerate(grid.body) if column in row}
        numbers = _numbers(cells)
        if len(numbers) < len(cells):
            continue  # words: what a row says, and not how many
        few = {(at, column) for at in small} & numbers.keys()
        parts = sum(n for (at, _), n in numbers.items() if shown[at])  # without the row of totals
        adds_up = all(_is_count(cell.text) for cell in cells.values()) or _is_whole(parts)
        along = [[(at, column) for at in line] for line in lines.values()] if adds_up else []
        found = hidden_cells(numbers, along, few)
        yield Hidden(tuple(dict.fromkeys(axes.names.values())), tuple(cells[each] for each in sorted(found)))


@dataclass(frozen=True)
class _Axes:
    """What the attributes of a table are.

    Args:
        names: column to the attribute that its cells are values of.
        values: column to the attributes of the group that it is, by name.
    """

    names: Mapping[int, str]
    values: Mapping[int, Mapping[str, str]]

    def of_row(self, row: Row) -> dict[str, str]:
        """The attributes of the person or group that a row is about."""
        shown = {name: row[at].text for at, name in self.names.items() if at in row}
        return {name: text for name, text in shown.items() if not _is_everybody(text)}


def _axes(grid: Grid, groups: Groups) -> _Axes:
    names: dict[int, str] = {}
    values: dict[int, dict[str, str]] = {}
    for head in grid.heads:
        texts = {at: cell.text for at, cell in head.items() if cell.text}
        across, found = _values_in(texts, groups)
        for at, text in texts.items():
            if at in found:
                values.setdefault(at, {})[across] = text
            elif groups.known({text: ""}) and text.casefold() != across.casefold():
                names.setdefault(at, text)
    for at in {at for row in grid.body for at in row} - names.keys() - values.keys():
        if found_name := groups.attribute_of(row[at].text for row in grid.body if at in row):
            names[at] = found_name
    return _Axes(names, values)


def _values_in(heads: Mapping[int, str], groups: Groups) -> tuple[str, set[int]]:
    """The attribute that some heads of a row are values of, and which heads; "" where they are none."""
    for name in groups.known(dict.fromkeys(heads.values(), "")):
        if found := {at for at, text in heads.items() if groups.size({name: text})}:
            return name, found
    owners = groups.telling_values()
    counts = Counter(
        name for text in {each.casefold() for each in heads.values()} for name in owners.get(text, ())
    )
    for name, n in counts.most_common(1):
        if n >= _FEWEST_HEADS:
            return name, {at for at, text in heads.items() if name in owners.get(text.casefold(), ())}
    return "", set()


def _own_cells(row: Row, columns: Iterable[int]) -> list[Cell]:
    """The cells of these columns that are about this row alone; all of them where none is."""
    cells = [row[at] for at in columns if at in row]
    return [each for each in cells if each.rows == 1] or cells


def _in_crosstab(grid: Grid, axes: _Axes, groups: Groups, least: int) -> Iterator[Hidden]:
    hidden: dict[Place, Cell] = {}
    for columns in _blocks(grid, axes):
        block = _Block.of(grid, axes, columns)
        found = hidden_cells(block.numbers, block.adding_up(), block.telling(groups, least))
        hidden |= {place: block.cells[place] for place in found}
    if hidden:
        shown = [*map(axes.of_row, grid.body), *axes.values.values()]
        names = dict.fromkeys(name for each in shown for name in each)
        yield Hidden(tuple(names), tuple(hidden[each] for each in sorted(hidden)))


def _blocks(grid: Grid, axes: _Axes) -> Iterable[list[int]]:
    """The columns of groups and of their totals, those of one measure together: counts, then means."""
    totals = {
        at for head in grid.heads for at, cell in head.items() if cell.text and _is_everybody(cell.text)
    }
    found: dict[tuple[str, ...], list[int]] = {}
    for at in sorted(axes.values.keys() | totals):
        told = axes.values.get(at, {}).values()
        heads = (head[at].text for head in grid.heads if at in head)
        measure = tuple(text for text in heads if text not in told and not _is_everybody(text))
        found.setdefault(measure, []).append(at)
    return found.values()


@dataclass(frozen=True)
class _Block:
    """The part of a crosstab that holds one measure.

    Args:
        cells: those of groups and of totals, by place.
        shown: the attributes of the group that each is about.
        inner: the places that are of a row's group and a column's, and no totals.
        numbers: what stands in the cells that hold a number.
    """

    cells: Mapping[Place, Cell]
    shown: Mapping[Place, Mapping[str, str]]
    inner: frozenset[Place]
    numbers: Mapping[Place, float]

    @classmethod
    def of(cls, grid: Grid, axes: _Axes, columns: Sequence[int]) -> Self:
        """The block of these columns."""
        rows = [axes.of_row(row) for row in grid.body]
        cells = {(r, c): row[c] for r, row in enumerate(grid.body) for c in columns if c in row}
        shown = {(r, c): {**rows[r], **axes.values.get(c, {})} for r, c in cells}
        inner = frozenset((r, c) for r, c in cells if rows[r] and c in axes.values)
        return cls(cells, shown, inner, _numbers(cells))

    @property
    def has_counts(self) -> bool:
        """Whether it counts the people of two attributes."""
        return bool(self.inner) and all(_is_count(cell.text) for cell in self.cells.values())

    def telling(self, groups: Groups, least: int) -> set[Place]:
        """The cells that tell of a small group, and those that count few people."""
        few = {place for place, n in self.numbers.items() if self.has_counts and 0 < n < least}
        return {
            place
            for place, shown in self.shown.items()
            if shown and self.cells[place].text not in _BLANKS
            if groups.is_small(shown, least=least) or (place in few and not groups.is_signed(shown))
        }

    def adding_up(self) -> list[list[Place]]:
        """The lines of which one number follows from the others and the total."""
        along: dict[int, list[Place]] = {}
        across: dict[int, list[Place]] = {}
        for r, c in self.cells:
            along.setdefault(r, []).append((r, c))
            across.setdefault(c, []).append((r, c))
        lines = [*along.values(), *across.values()]
        if self.has_counts or self._holds_shares(lines):
            return lines
        return [line for line in along.values() if self._has_its_total(line)]

    def _holds_shares(self, lines: Iterable[Iterable[Place]]) -> bool:
        """Whether the numbers are shares of rows, of columns or of the whole."""
        parts = {place: n for place, n in self.numbers.items() if place in self.inner}
        sums = [sum(parts.get(place, 0) for place in line) for line in lines]
        return _is_whole(sum(parts.values())) or sum(map(_is_whole, sums)) >= _FEWEST_LINES

    def _has_its_total(self, line: Sequence[Place]) -> bool:
        """Whether a row ends with a total, and that is the sum of the numbers before it."""
        *parts, total = (self.numbers.get(place, 0) for place in line)
        ends_with_one = len(self.shown[line[-1]]) < len(self.shown[line[0]])
        return ends_with_one and isclose(sum(parts), total, rel_tol=_ROUNDED)


def _is_everybody(text: str) -> bool:
    return text.casefold() in TOTALS or text in _BLANKS


def _numbers(cells: Mapping[Place, Cell]) -> dict[Place, float]:
    """The cells that hold a number."""
    found = ((place, _number(cell.text)) for place, cell in cells.items())
    return {place: number for place, number in found if number is not None}


def _number(text: str) -> float | None:
    """What *text* counts or measures: of "2 (22%)" and "2 of 9" the 2."""
    try:
        return float(_REST.sub("", text).replace(",", "."))
    except ValueError:
        return None


def _is_count(text: str) -> bool:
    return _REST.sub("", text).isdigit() and "%" not in text.partition("(")[0]


def _is_whole(total: float) -> bool:
    return any(isclose(total, whole, rel_tol=0.02) for whole in _WHOLES)
