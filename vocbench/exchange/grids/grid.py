"""A foreign table as it stands in its file, before anybody says what its rows and columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import ReadError
from vocbench.exchange.grids.cells import Cells
from vocbench.model.guess import Guess
from vocbench.model.survey import ColumnKind
from vocbench.model.told import Told, told


@dataclass(frozen=True, slots=True)
class Head:
    """What a file, or the program that wrote it, says of a column."""

    name: str
    wording: str = ""
    """What was asked, where that is known."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the codes in a closed question stand for."""
    group: str = ""
    """The question of which this column is one option."""
    kind: ColumnKind | None = None
    """What the column holds, where the program that wrote the file says so."""
    mark: str = ""
    """What parts several options in one cell, as a pattern, where the program is known for that."""
    tests: tuple[str, ...] = ()
    """What stands in this column in rows that are tests or previews of the survey."""


@dataclass(frozen=True)
class Grid:
    """The filled rows of a table, and where each stands in its file.

    Without *heads* the names of the columns stand in the first row, or in the first few.
    """

    path: Path
    columns: tuple[Cells, ...]
    numbers: NDArray[np.int64]
    place: Told
    """What a number counts: ``"line"`` of a text file or ``"row"`` of a spreadsheet."""
    heads: tuple[Head, ...] = ()
    notices: tuple[Told, ...] = ()
    guesses: tuple[Guess, ...] = ()

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.path.name

    def top(self, n_rows: int) -> list[list[str]]:
        """The first *n_rows*, or as many as there are."""
        cells = [each.slice(0, n_rows).texts() for each in self.columns]
        return [list(row) for row in zip(*cells, strict=True)]


def make_grid(  # noqa: PLR0917 - the fields of a grid
    path: Path,
    rows: list[list[str]],
    numbers: list[int],
    place: Told,
    notices: tuple[Told, ...] = (),
    guesses: tuple[Guess, ...] = (),
) -> Grid:
    """A grid of the rows that hold anything, as wide as the first of them; shorter rows are filled up.

    Raises:
        ReadError: nothing but blanks, or a row with something beyond the width of the first.
    """
    filled = [(number, row) for number, row in zip(numbers, rows, strict=True) if any(map(str.strip, row))]
    if not filled:
        raise ReadError(f"{path.name} is empty: it has no row with a name for each column.")
    width, n_short = len(filled[0][1]), 0
    for number, row in filled:
        if any(map(str.strip, row[width:])):
            raise ReadError(
                f"{path.name}, {place} {number}: {len(row)} cells, but the head has {width} columns. "
                "Put a cell that holds the delimiter or a line break between quotation marks."
            )
        n_short += len(row) < width
        row[:] = [*row[:width], *[""] * (width - len(row))]
    columns = tuple(map(Cells.of, zip(*(row for _, row in filled), strict=True)))
    where = np.array([number for number, _ in filled], dtype=np.int64)
    return Grid(path, columns, where, place, (), (*notices, *told_short(n_short)), guesses)


def told_short(n_rows: int) -> tuple[Told, ...]:
    """The notice that rows had fewer cells than the head; none where there are none."""
    if not n_rows:
        return ()
    sentence = told(
        "Rows with fewer cells than the head: {n:,}; the missing cells were taken as empty.", n=n_rows
    )
    return (sentence,)
