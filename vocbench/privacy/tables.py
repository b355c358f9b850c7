"""Which cells of a table tell of a group so small that they tell of somebody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isclose

from vocbench.privacy.grids import Cell, Grid, Row
from vocbench.privacy.smallcells import LEAST, TOTALS, Groups, Place, hidden_cells

_FEWEST_HEADS = 2  # that are values of one attribute, before they say that columns are groups
_FEWEST_LINES = 2  # that are 1 together, before they say that all are shares
_MOST_ATTRIBUTES = 2
_WHOLES = (1.0, 100.0)
_BLANKS = frozenset({"", "–", "-", "…", "NaN", "nan"})


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
        adds_up = all(cell.text.isdigit() for cell in cells.values()) or _is_whole(sum(numbers.values()))
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
    columns = sorted(axes.values.keys() | set(_totals(grid)))
    rows = [axes.of_row(row) for row in grid.body]
    cells = {(r, c): row[c] for r, row in enumerate(grid.body) for c in columns if c in row}
    numbers = _numbers(cells)
    is_of_two = any(rows)
    counts = is_of_two and all(cell.text.isdigit() for cell in cells.values())

    def is_told(place: Place) -> bool:
        shown = {**rows[place[0]], **axes.values.get(place[1], {})}
        if not shown or cells[place].text in _BLANKS:
            return False
        is_few = counts and 0 < numbers[place] < least and not groups.is_signed(shown)
        return is_few or groups.is_small(shown, least=least)

    along = [[(r, c) for c in columns] for r in range(len(rows))]
    lines = [*along, *([(r, c) for r in range(len(rows))] for c in columns)]
    adds_up = counts or (is_of_two and _add_up(numbers, lines))
    if hidden := hidden_cells(numbers, lines if adds_up else [], set(filter(is_told, cells))):
        names = dict.fromkeys(name for each in [*rows, *axes.values.values()] for name in each)
        yield Hidden(tuple(names), tuple(cells[each] for each in sorted(hidden)))


def _totals(grid: Grid) -> Iterator[int]:
    for head in grid.heads:
        yield from (at for at, cell in head.items() if cell.text and _is_everybody(cell.text))


def _is_everybody(text: str) -> bool:
    return text.casefold() in TOTALS or text in _BLANKS


def _numbers(cells: Mapping[Place, Cell]) -> dict[Place, float]:
    """The cells that hold a number."""
    found = ((place, _number(cell.text)) for place, cell in cells.items())
    return {place: number for place, number in found if number is not None}


def _number(text: str) -> float | None:
    try:
        return float(text.rstrip("% ").replace(",", "."))
    except ValueError:
        return None


def _add_up(numbers: Mapping[Place, float], lines: Iterable[Iterable[Place]]) -> bool:
    """Whether the numbers are shares of rows, of columns or of the whole."""
    sums = [sum(numbers.get(place, 0) for place in line) for line in lines]
    return _is_whole(sum(numbers.values())) or sum(map(_is_whole, sums)) >= _FEWEST_LINES


def _is_whole(total: float) -> bool:
    return any(isclose(total, whole, rel_tol=0.02) for whole in _WHOLES)
