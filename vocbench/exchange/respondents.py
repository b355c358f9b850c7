"""Who answered a survey, and what is known of each of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import ReadError
from vocbench.exchange.attributes import is_no, is_nothing, typed
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Head
from vocbench.exchange.kinds import mark_between, ticked_in
from vocbench.exchange.sheets import Sheet
from vocbench.model.attributes import AttributeColumn, AttributeValue, attribute_rows
from vocbench.model.rows import Rows
from vocbench.model.source import Respondent
from vocbench.model.survey import ColumnKind, SurveyColumn
from vocbench.model.told import Told, listed, told

_Key = TypeVar("_Key", bound=Hashable)
_SHOWN = 5
_MOST_OPTIONS = 60


@dataclass(frozen=True)
class People:
    """The respondents of a table by key, in order of appearance, and whose each row is."""

    keys: Sequence[str]
    of_rows: NDArray[np.int32]

    @property
    def have_one_row_each(self) -> bool:
        """Whether each row is somebody else."""
        return len(self.keys) == len(self.of_rows)

    @property
    def keys_of_rows(self) -> list[str]:
        """The key of each row."""
        if self.have_one_row_each:
            return list(self.keys)
        return list(map(self.keys.__getitem__, self.of_rows.tolist()))


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
    written = "".join(cells.distinct)
    if written.split() != [written]:
        cells = cells.mapped(lambda cell: " ".join(cell.split()))
    if not cells.is_distinct_filled.all():
        row = int(np.argmin(cells.filled))
        raise ReadError(
            f"{sheet.name}, {sheet.where(row)}: nobody stands in the column {sheet.heads[at].name!r}. "
            "Fill it in, or leave respondent= out to make each row somebody."
        )
    return People(cells.distinct, cells.codes)


def _numbered(values: Sequence[_Key]) -> tuple[list[_Key], NDArray[np.int32]]:
    """What occurs in *values*, each once and in order of appearance, and which of them stands where."""
    unique = list(dict.fromkeys(values))
    places = dict(zip(unique, range(len(unique)), strict=True))
    return unique, np.fromiter(map(places.__getitem__, values), dtype=np.int32, count=len(values))


def make_respondents(
    sheet: Sheet, people: People, columns: Sequence[SurveyColumn], kept: Sequence[int]
) -> tuple[Sequence[Respondent], tuple[Told, ...]]:
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
            yield _typed(head, cells, is_number=column.kind is ColumnKind.NUMBER)
        elif column.group:
            yield _option(head.wording, cells, answered[column.group])
        else:
            yield from _options(head, cells)


def _answered(sheet: Sheet, columns: Sequence[SurveyColumn]) -> dict[str, NDArray[np.bool_]]:
    """Of each question that is spread over columns, in which rows any of them says something."""
    groups: dict[str, NDArray[np.bool_]] = {}
    for column, cells in zip(columns, sheet.cells, strict=True):
        if column.group:
            known, said = groups.get(column.group), cells.where(_says_something)
            groups[column.group] = said if known is None else known | said
    return groups


def _says_something(cell: str) -> bool:
    return bool(cell.strip()) and not is_nothing(cell)


def _typed(head: Head, cells: Cells, *, is_number: bool) -> _Values:
    """What a closed question was answered; among numbers, ``n.v.t.`` is no answer."""
    said: Sequence[str] = cells.distinct
    if is_number:
        said = ["" if is_nothing(cell) else cell for cell in said]
    elif head.labels:
        said = [head.labels.get(cell.strip(), cell) for cell in said]
    read = typed(said)
    return _Values(head.wording, read.values, cells.codes, read.is_ambiguous)


def _option(name: str, cells: Cells, is_answered: NDArray[np.bool_]) -> _Values:
    """Whether one option was ticked: no where the question was answered without it."""
    is_ticked = cells.where(lambda cell: _says_something(cell) and not is_no(cell))
    return _Values(name, (None, False, True), is_answered.astype(np.int32) + is_ticked)


def _options(head: Head, cells: Cells) -> Iterable[_Values]:
    """Whether each option was ticked of a question with all that was ticked in one cell."""
    mark = mark_between(cells.some(), head.mark)
    ticked = ticked_in(cells.distinct, mark)
    options = list(dict.fromkeys(option for each in ticked for option in each))
    if len(options) > _MOST_OPTIONS:
        yield _typed(head, cells, is_number=False)
        return
    for option in options:
        values = [option in each if each else None for each in ticked]
        yield _Values(f"{head.wording} [{option}]", values, cells.codes)


def _of_people(values: _Values, people: People) -> tuple[AttributeColumn, int]:
    """An attribute of people instead of rows, and for how many of them rows say different things."""
    if people.have_one_row_each and len(set(values.values)) == len(values.values):
        return AttributeColumn(values.name, values.values, _packed(values.of_rows)), 0
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
    """Whole numbers of Python in four bytes each, where they lie."""
    return places.data


def _told_doubt(columns: Sequence[str]) -> tuple[Told, ...]:
    if not columns:
        return ()
    names = ", ".join(map(repr, columns))
    return (told("Kept as text, for 1.234 may be a thousand or a fraction: {names}.", names=names),)


def _told_conflicts(conflicts: Mapping[str, int]) -> tuple[Told, ...]:
    if not conflicts:
        return ()
    worst = sorted(conflicts.items(), key=lambda each: -each[1])
    shown = listed([f"{column!r} ({n}×)" for column, n in worst], _SHOWN)
    sentence = told(
        "Rows of one respondent say different things in {shown}; the first filled row counts.", shown=shown
    )
    return (sentence,)
