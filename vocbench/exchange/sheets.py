"""Foreign tables with the names of their columns understood: from a grid of cells to named columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import ReadError
from vocbench.exchange.grids import read_grid
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Head
from vocbench.exchange.surveys import read_layout
from vocbench.exchange.text import PathLike, nearest
from vocbench.model.guess import Guess
from vocbench.model.told import Told, listed, told

_NAMED = 30


@dataclass(frozen=True)
class Sheet:
    """A table of text: columns with names, none of them twice, and where each row stands."""

    name: str
    heads: tuple[Head, ...]
    cells: tuple[Cells, ...]
    numbers: NDArray[np.int64]
    place: Told
    """What a number counts: the ``"line"`` of a text file, the ``"row"`` of a spreadsheet."""
    notices: tuple[Told, ...] = ()
    guesses: tuple[Guess, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(head.name for head in self.heads)

    @property
    def n_rows(self) -> int:
        """How many rows there are below the head."""
        return len(self.numbers)

    @property
    def rows(self) -> list[list[str]]:
        """Every row, as wide as there are columns."""
        return [list(row) for row in zip(*(each.texts() for each in self.cells), strict=True)]

    def where(self, index: int) -> str:
        """How to find the row at *index* in the file: ``"line 12"``."""
        return told("{place} {number}", place=self.place, number=int(self.numbers[index]))

    def column(self, name: str) -> list[str]:
        """The cells of the column called *name*, line breaks in the name aside.

        Raises:
            ReadError: there is no such column; those that exist are named.
        """
        return self.cells[self.place_of(name)].texts()

    def find(self, name: str) -> str:
        """The name of the column that is called *name* or asks *name*.

        Raises:
            ReadError: there is no such column; those that exist are named.
        """
        return self.heads[self.place_of(name)].name

    def place_of(self, name: str) -> int:
        """Which column is called *name* or asks *name*, line breaks and double blanks aside.

        Raises:
            ReadError: there is no such column; those that exist are named.
        """
        wanted = " ".join(name.split())
        for names in (self.columns, [head.wording for head in self.heads]):
            if wanted in names:
                return names.index(wanted)
        shown = listed([*map(repr, self.columns)], _NAMED)
        raise ReadError(
            f"{self.name} has no column {name!r}.{nearest(wanted, self.columns)} Its columns: {shown}."
        )


def read_sheet(
    path: PathLike,
    *,
    encoding: str | None = None,
    which: str | int | None = None,
    questions: PathLike | None = None,
) -> Sheet:
    """The table in a file; its first row that is not blank is the head, unless a survey program made more.

    Args:
        path: a file of one of the formats in ``grids.READERS``.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the name of a sheet of a workbook, or its number from 1 on; ``None`` takes the first.
        questions: a .lss file with the questions of a LimeSurvey export.

    Raises:
        ReadError: no such file, no table, or a row that does not fit; the line is named.
    """
    grid = read_grid(path, encoding=encoding, which=which)
    layout, guesses = read_layout(grid, questions=questions)
    cells = [each.slice(layout.n_rows) for each in grid.columns]
    kept = [at for at, head in enumerate(layout.heads) if head.name.strip() or cells[at].filled.any()]
    if not kept:
        raise ReadError(f"{grid.name} is empty: it has no row with a name for each column.")
    heads, doubles = _named([layout.heads[at] for at in kept], kept)
    return Sheet(
        grid.name,
        heads,
        tuple(cells[at] for at in kept),
        grid.numbers[layout.n_rows :],
        grid.place,
        (*grid.notices, *layout.notices, *doubles),
        (*grid.guesses, *guesses),
    )


def _named(heads: Sequence[Head], places: Sequence[int]) -> tuple[tuple[Head, ...], tuple[Told, ...]]:
    """*heads* with a name and a wording each, each one once, and what had to be named anew."""
    names = [
        " ".join(head.name.split()) or f"column {at + 1}" for at, head in zip(places, heads, strict=True)
    ]
    unique = _each_once(names, lambda at, n: f"{names[at]} ({n})")
    asked = [head.wording or name for head, name in zip(heads, unique, strict=True)]
    wordings = _each_once(asked, lambda at, _: f"{asked[at]} ({unique[at]})")
    doubles = [name for name, n in Counter(names).items() if n > 1]
    shown = ", ".join(map(repr, doubles))
    notices = (told("Columns that occur twice got a number: {names}.", names=shown),) if doubles else ()
    named = (
        replace(head, name=name, wording=wording)
        for head, name, wording in zip(heads, unique, wordings, strict=True)
    )
    return tuple(named), notices


def _each_once(names: Iterable[str], another: Callable[[int, int], str]) -> list[str]:
    """*names*, and for one that was there before *another*, from its place and how often it occurred."""
    seen: Counter[str] = Counter()
    taken, unique = set(names), []
    for at, name in enumerate(names):
        seen[name] += 1
        chosen = name
        if seen[name] > 1:
            chosen = another(at, seen[name])
            while chosen in taken:
                chosen = f"{chosen} +"
        taken.add(chosen)
        unique.append(chosen)
    return unique
