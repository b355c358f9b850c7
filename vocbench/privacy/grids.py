"""Tables of a page as rows and columns, whether HTML draws them or blanks do, as ``print`` writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from vocbench.privacy.markup import Block, PageEdit, Tag, Text, attributes, tokens

_PRINTED = re.compile(r"\S+(?: \S+)*")  # two blanks end a cell
_CLOSING = re.compile(r"(?:\w+: .*, )?dtype: \S+$")  # what pandas prints below a series
_FEWEST_LINES = 2
_MOST_HEADS = 4


@dataclass(frozen=True)
class Cell:
    """A cell: the characters [start, end) of a block; ``rows`` is how many rows it stands for."""

    block: Block
    start: int
    end: int
    rows: int = 1

    @property
    def text(self) -> str:
        """What it says, on one line."""
        return " ".join(self.block.text[self.start : self.end].split())

    def edits(self, words: str) -> Iterator[PageEdit]:
        """Edits of the page that put *words* in its place, as wide where blanks draw the table."""
        width = self.end - self.start if self.block.is_printed else 0
        return self.block.edits(self.start, self.end, words.rjust(width))


Row = Mapping[int, Cell]
"""The cells of a row, by column."""


@dataclass
class Grid:
    """A table: its rows of heads, and the others."""

    heads: list[dict[int, Cell]] = field(default_factory=list)
    body: list[dict[int, Cell]] = field(default_factory=list)


def grids(page: str) -> Iterator[Grid]:
    """Each table of *page*, those in what was printed included."""
    reader = _Reader(page)
    for token in tokens(page):
        yield from reader.read(token)
    yield from reader.done()


@dataclass
class _DrawnRow:
    """A row as HTML has it: its cells, each with how many rows and columns it spans."""

    is_in_head: bool
    cells: list[tuple[Block, int, int]] = field(default_factory=list)
    has_numbers: bool = False

    @property
    def is_head(self) -> bool:
        """Whether it names columns: in the head of a table, or without any cell that is not a head."""
        return self.is_in_head or not self.has_numbers


class _Reader:
    """Reads the tokens of a page, and gives each table when it ends."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._rows: list[_DrawnRow] = []
        self._printed: Block | None = None
        self._is_in_cell = False
        self._is_in_head = False

    def read(self, token: Text | Tag) -> Iterator[Grid]:
        """Take in *token*; the tables that it ends."""
        if isinstance(token, Text):
            self._add(token)
        elif token.name == "pre":
            yield from self._pre(token)
        elif token.name == "table":
            yield from self.done()
        elif token.name == "thead":
            self._is_in_head = not token.is_closing
        elif token.name == "tr":
            self._rows += [] if token.is_closing else [_DrawnRow(self._is_in_head)]
            self._is_in_cell = False
        elif token.name in {"td", "th"}:
            self._cell(token)

    def done(self) -> Iterator[Grid]:
        """The table that was read so far."""
        if self._rows:
            yield _placed(self._rows)
        self._rows, self._is_in_cell = [], False

    def _add(self, token: Text) -> None:
        if token.is_comment or token.is_raw:
            return
        if self._printed is not None:
            self._printed.add(self._page, token.start, token.end)
        elif self._is_in_cell:
            self._rows[-1].cells[-1][0].add(self._page, token.start, token.end)

    def _pre(self, tag: Tag) -> Iterator[Grid]:
        if self._printed is not None:
            yield from _printed(self._printed)
        self._printed = None if tag.is_closing else Block(is_printed=True)

    def _cell(self, tag: Tag) -> None:
        self._is_in_cell = not tag.is_closing and bool(self._rows)
        if self._is_in_cell:
            row = self._rows[-1]
            row.cells.append((Block(), self._span(tag, "rowspan"), self._span(tag, "colspan")))
            row.has_numbers |= tag.name == "td"

    def _span(self, tag: Tag, wanted: str) -> int:
        written = next((self._page[a:b] for name, a, b in attributes(self._page, tag) if name == wanted), "1")
        return min(max(int(written), 1), 1000) if written.isdecimal() else 1  # as browsers limit it


def _placed(rows: list[_DrawnRow]) -> Grid:
    """The rows with each cell in every place that it stands for."""
    grid = Grid()
    places: dict[tuple[int, int], Cell] = {}
    for at, row in enumerate(rows):
        column = 0
        for block, n_rows, n_columns in row.cells:
            while (at, column) in places:
                column += 1
            cell = Cell(block, 0, len(block.text), n_rows)
            below = range(at, min(at + n_rows, len(rows)))
            places |= {(r, c): cell for r in below for c in range(column, column + n_columns)}
            column += n_columns
    lines: list[dict[int, Cell]] = [{} for _ in rows]
    for (r, c), cell in sorted(places.items(), key=lambda each: each[0]):
        lines[r][c] = cell
    for row, line in zip(rows, lines, strict=True):
        (grid.heads if row.is_head else grid.body).append(line)
    return grid


def _printed(block: Block) -> Iterator[Grid]:
    """The tables in what was printed: lines of cells with blanks between them; an empty line ends one."""
    lines: list[re.Match[str]] = []
    for match in (*re.finditer(r".+|(?<=\n)\n", block.text), None):
        if match and match[0].strip() and not _CLOSING.match(match[0]):
            lines.append(match)
        else:
            yield from _aligned(_split(block, lines))
            lines = []


def _split(block: Block, lines: list[re.Match[str]]) -> list[_Line]:
    """The cells of lines: two blanks end one, and so does one blank where every line has it."""
    width = max((len(line[0]) for line in lines), default=0)
    texts = [line[0].ljust(width) for line in lines]
    gaps = {at for at in range(width) if all(text[at] == " " for text in texts)}
    found = []
    for line in lines:
        words = "".join("\t" if at in gaps else sign for at, sign in enumerate(line[0]))
        spans = (
            (line.start() + each.start(), line.start() + each.end()) for each in _PRINTED.finditer(words)
        )
        found.append(_Line(line.start(), tuple(Cell(block, start, end) for start, end in spans)))
    return found


@dataclass(frozen=True)
class _Line:
    """The cells of a printed line, and where it starts."""

    start: int
    cells: tuple[Cell, ...]

    def extent(self, cell: Cell) -> tuple[int, int]:
        """From where to where *cell* stands in the line."""
        return cell.start - self.start, cell.end - self.start

    @property
    def right(self) -> int:
        """Where the line ends."""
        return self.extent(self.cells[-1])[1]


def _aligned(lines: list[_Line]) -> Iterator[Grid]:
    """The lines as a table: what stands below a head, or above, is in its column."""
    if len(lines) < _FEWEST_LINES:
        return
    n_heads = _n_heads(lines)
    columns: dict[int, tuple[int, int]] = {}
    rows = [_in_columns(line, columns) for line in lines[:n_heads]]
    for above, row in pairwise(rows):
        _fill(above, row)
    columns = dict(columns)  # cells without a head get columns that later lines do not widen
    grid = Grid(heads=rows)
    for line in lines[n_heads:]:
        row = _in_columns(line, dict(columns))
        above = grid.body[-1] if grid.body else {}
        # An index says what is the same in several rows once.
        same = {at: replace(cell, rows=2) for at, cell in above.items() if at < min(row) and at in columns}
        grid.body.append({**same, **row})
    yield grid


def _n_heads(lines: list[_Line]) -> int:
    """How many lines name columns; names of an index have a line of their own below the others."""
    for at in range(1, min(_MOST_HEADS, len(lines) - 1)):
        # It ends before the last column begins.
        last_column = lines[at - 1].extent(lines[at - 1].cells[-1])[0]
        widths = [len(line.cells) for line in lines[:at]]
        if lines[at].right <= last_column and sorted(set(widths)) == widths:
            return at + 1
    return 1


def _fill(above: dict[int, Cell], row: dict[int, Cell]) -> None:
    """Let each head *above* stand over all columns of *row* up to the next head, if it is over several."""
    if len(above) >= len(row):
        return
    for at in row.keys() - above.keys():
        before = [left for left in above if left < at]
        if before:
            above[at] = above[max(before)]


def _in_columns(line: _Line, columns: dict[int, tuple[int, int]]) -> dict[int, Cell]:
    """The cells of a line by column; *columns* gets those that are new, named by where they end."""
    row = {}
    for cell in line.cells:
        left, right = line.extent(cell)
        found = (at for at, (first, last) in columns.items() if left < last and first < right)
        at = next(found, right)
        columns.setdefault(at, (left, right))
        row[at] = cell
    return row
