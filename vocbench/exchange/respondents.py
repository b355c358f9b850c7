"""Who answered a survey, and what is known of each of them."""

from __future__ import annotations

from array import array
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import ReadError
from vocbench.exchange.attributes import is_no, typed
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.kinds import mark_between, options_in
from vocbench.exchange.sheets import Sheet
from vocbench.model.attributes import AttributeColumn, AttributeValue, attribute_rows
from vocbench.model.rows import Rows
from vocbench.model.source import Respondent
from vocbench.model.survey import ColumnKind, SurveyColumn

_Key = TypeVar("_Key", bound=Hashable)
_SHOWN = 5
_MOST_OPTIONS = 60
_UNKNOWN, _LEFT, _TICKED = 0, 1, 2


@dataclass(frozen=True)
class People:
    """The respondents of a table by key, in order of appearance, and whose each row is."""

    keys: Sequence[str]
    of_rows: NDArray[np.int32]

    @property
    def have_one_row_each(self) -> bool:
        """Whether each row is somebody else."""
        return len(self.keys) == len(self.of_rows)


@dataclass(frozen=True)
class _Values:
    """One attribute before it is known whose the rows are: a value of each row, by its place."""

    name: str
    values: Sequence[AttributeValue | None]
    of_rows: NDArray[np.int32]
    is_ambiguous: bool = False


def find_people(sheet: Sheet, at: int | None) -> People:
    """Whose each row is: what stands in the column at *at*; without it each row is somebody.

    Raises:
        ReadError: nothing stands there in some row.
    """
    if at is None:
        keys = [f"row {number}" for number in range(1, sheet.n_rows + 1)]
        return People(keys, np.arange(sheet.n_rows, dtype=np.int32))
    cells = sheet.cells[at]
    keys = [" ".join(cell.split()) for cell in cells.distinct]
    if "" in keys:
        row = int(np.argmin(cells.filled))
        raise ReadError(
            f"{sheet.name}, {sheet.where(row)}: nobody stands in the column {sheet.heads[at].name!r}. "
            "Fill it in, or leave respondent= out to make each row somebody."
        )
    unique, of_distinct = _numbered(keys)
    return People(unique, of_distinct[cells.codes])


def _numbered(values: Sequence[_Key]) -> tuple[list[_Key], NDArray[np.int32]]:
    """What occurs in *values*, each once and in order of appearance, and which of them stands where."""
    unique = list(dict.fromkeys(values))
    places = dict(zip(unique, range(len(unique)), strict=True))
    return unique, np.fromiter(map(places.__getitem__, values), dtype=np.int32, count=len(values))


def make_respondents(
    sheet: Sheet, people: People, columns: Sequence[SurveyColumn], kept: Sequence[int]
) -> tuple[Sequence[Respondent], tuple[str, ...]]:
    """The respondents with what the *kept* columns say of them, and what has to be told.

    Of several rows of one respondent the first that is filled counts.

    Args:
        sheet: a table.
        people: whose its rows are.
        columns: what the columns of the table hold.
        kept: the places of those that become attributes.
    """
    attributes, conflicts, doubtful = [], {}, []
    for values in _attributes(sheet, columns, kept):
        column, n_conflicts = _of_people(values, people)
        attributes.append(column)
        if n_conflicts:
            conflicts[values.name] = n_conflicts
        if values.is_ambiguous:
            doubtful.append(values.name)
    rows = attribute_rows(attributes, len(people.keys))
    respondents = Rows(Respondent, {"key": people.keys, "attributes": rows})
    return respondents, (*_told_doubt(doubtful), *_told_conflicts(conflicts))


def _attributes(sheet: Sheet, columns: Sequence[SurveyColumn], kept: Sequence[int]) -> Iterable[_Values]:
    answered = _answered(sheet, columns)
    for at in kept:
        column, head, cells = columns[at], sheet.heads[at], sheet.cells[at]
        if column.kind is not ColumnKind.MULTIPLE:
            is_raw = column.kind is ColumnKind.NUMBER
            yield _typed(head.wording, cells, {} if is_raw else head.labels)
        elif column.group:
            yield _option(head.wording, cells, answered[column.group])
        else:
            yield from _options(head.wording, cells)


def _answered(sheet: Sheet, columns: Sequence[SurveyColumn]) -> dict[str, NDArray[np.bool_]]:
    """Of each question that is spread over columns, in which rows any of them is filled."""
    groups: dict[str, NDArray[np.bool_]] = {}
    for column, cells in zip(columns, sheet.cells, strict=True):
        if column.group:
            known = groups.get(column.group)
            groups[column.group] = cells.filled if known is None else known | cells.filled
    return groups


def _typed(name: str, cells: Cells, labels: Mapping[str, str]) -> _Values:
    said = [labels.get(cell.strip(), cell) for cell in cells.distinct] if labels else cells.distinct
    read = typed(said)
    return _Values(name, read.values, cells.codes, read.is_ambiguous)


def _option(name: str, cells: Cells, is_answered: NDArray[np.bool_]) -> _Values:
    """Whether one option was ticked: no where the question was answered without it."""
    is_ticked = cells.filled & ~cells.where(is_no)
    of_rows = np.where(is_ticked, _TICKED, np.where(is_answered, _LEFT, _UNKNOWN))
    return _Values(name, (None, False, True), of_rows.astype(np.int32))


def _options(name: str, cells: Cells) -> Iterable[_Values]:
    """Whether each option was ticked of a question with all that was ticked in one cell."""
    mark = mark_between(cells.some())
    ticked = [options_in(cell, mark) for cell in cells.distinct]
    options = list(dict.fromkeys(option for each in ticked for option in each))
    if len(options) > _MOST_OPTIONS:
        yield _typed(name, cells, {})
        return
    for option in options:
        values = [option in each if each else None for each in ticked]
        yield _Values(f"{name} [{option}]", values, cells.codes)


def _of_people(values: _Values, people: People) -> tuple[AttributeColumn, int]:
    """An attribute of people instead of rows, and for how many of them rows say different things."""
    # Cells that are written differently can say the same: 7 and 7.0. All values are of one type.
    distinct, same = _numbered([None, *values.values])
    of_rows = same[1:][values.of_rows]
    if people.have_one_row_each:
        return AttributeColumn(values.name, distinct, _packed(of_rows)), 0
    filled = np.flatnonzero(of_rows)
    owners = people.of_rows[filled]
    found, first = np.unique(owners, return_index=True)
    of_people = np.zeros(len(people.keys), dtype=np.int32)
    of_people[found] = of_rows[filled[first]]
    differing = owners[of_rows[filled] != of_people[owners]]
    return AttributeColumn(values.name, distinct, _packed(of_people)), len(np.unique(differing))


def _packed(places: NDArray[np.int32]) -> Sequence[int]:
    """Whole numbers of Python in four bytes each."""
    return array("i", places.tobytes())


def _told_doubt(columns: Sequence[str]) -> tuple[str, ...]:
    if not columns:
        return ()
    return (f"Kept as text, for 1.234 may be a thousand or a fraction: {', '.join(map(repr, columns))}.",)


def _told_conflicts(conflicts: Mapping[str, int]) -> tuple[str, ...]:
    if not conflicts:
        return ()
    listed = sorted(conflicts.items(), key=lambda each: -each[1])
    shown = ", ".join(f"{column!r} (for {n})" for column, n in listed[:_SHOWN])
    more = f" and {len(conflicts) - _SHOWN} more columns" if len(conflicts) > _SHOWN else ""
    return (f"Rows of one respondent say different things in {shown}{more}; the first filled row counts.",)
