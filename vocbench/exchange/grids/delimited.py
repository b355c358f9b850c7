"""Tables of text: cells parted by a comma, semicolon, tab or bar.

Most files are read by Arrow, which is quick and asks few questions. It is trusted only with a file in
which every quotation mark opens or closes a cell and every row is as wide as the first; any other is
read row by row, so that an error can name its line.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import ReadError
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Grid, make_grid
from vocbench.exchange.text import SourceFile
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import Told, told

if TYPE_CHECKING:
    import pyarrow as pa

_DELIMITERS = {",": told("comma"), ";": told("semicolon"), "\t": told("tab"), "|": told("bar")}
_NO_DELIMITER = "\x1f"
_SAMPLE_ROWS, _SAMPLE = 50, 500_000
_QUOTE, _LINE_END, _RETURN = b'"\n\r'
_BLOCK = 1 << 20


class _Table(NamedTuple):
    """The text of a table below Excel's ``sep=`` line, if it has one."""

    raw: bytes
    """In UTF-8 without a mark."""
    delimiter: str
    n_skipped: int = 0
    guesses: tuple[Guess, ...] = ()


def read_delimited(file: SourceFile) -> Grid:
    """The table in a text file; a first line ``sep=;`` says the delimiter, as Excel has it.

    Raises:
        ReadError: it is not text, a quotation mark is never closed, or a row does not fit; the
            line is named.
    """
    table = _opened(*_utf8(file), "\t" if file.suffix == ".tsv" else None)
    grid = _read_at_once(file, table)
    return grid if grid is not None else _read_by_row(file, table)


class _Lines(NamedTuple):
    """How a text falls into lines and records."""

    starts: NDArray[np.int64]
    """The number of the line where each record starts."""
    have_breaks: bool
    """Whether a cell holds a line end."""
    have_lone_returns: bool
    """Whether a CR stands without LF behind it; what counts as a line is not known then."""


def _utf8(file: SourceFile) -> tuple[bytes, tuple[Guess, ...]]:
    """The file in UTF-8; one that is in UTF-8 already takes no detour over text."""
    raw = file.raw.removeprefix(codecs.BOM_UTF8)
    if file.encoding is None and b"\0" not in raw and _is_utf8(raw) and not raw.isspace():
        return raw, ()
    text, guesses = file.decode()
    return text.encode("utf-8", "surrogatepass"), guesses


def _is_utf8(raw: bytes) -> bool:
    """Whether *raw* is UTF-8 throughout; Arrow looks without making text of it."""
    import pyarrow as pa  # noqa: PLC0415 - takes a third of a second

    ends = pa.py_buffer(np.array([0, len(raw)], dtype=np.int64))
    try:
        pa.Array.from_buffers(pa.large_string(), 1, [None, ends, pa.py_buffer(raw)]).validate(full=True)
    except pa.ArrowInvalid:
        return False
    return not raw.startswith(codecs.BOM_UTF8)


def _with_lf(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _opened(raw: bytes, guesses: tuple[Guess, ...], delimiter: str | None) -> _Table:
    sample = raw[:_SAMPLE].decode("utf-8", "ignore")
    first = next(io.StringIO(sample, newline=""), "")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and len(said) == len("sep=;"):
        return _Table(raw[len(first.encode()) :], said[-1], 1, guesses)
    if delimiter is not None:
        return _Table(raw, delimiter, 0, guesses)
    found, more = _found_delimiter(sample)
    return _Table(raw, found, 0, (*guesses, *more))


class _Fit(NamedTuple):
    """How many of the first rows are as wide as the head; none when it is one column."""

    n_alike: int
    n_rows: int
    width: int

    @property
    def share(self) -> float:
        """How many of them, roughly: a row more or less says less than the width."""
        return round(self.n_alike / self.n_rows, 1) if self.n_rows else 0.0


def _found_delimiter(text: str) -> tuple[str, tuple[Guess, ...]]:
    """The delimiter under which most rows are as wide as the head, and the head is widest."""
    fits = {each: _fit(text, each) for each in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda each: (fits[each].share, fits[each].width))
    if fits[best].width == 1:
        return _NO_DELIMITER, ()
    sure = agreement(fits[best].n_alike, fits[best].n_rows)
    return best, (Guess(told("what parts the cells"), _DELIMITERS[best], sure),)


def _fit(text: str, delimiter: str) -> _Fit:
    """How well the first rows fit the head when *delimiter* parts their cells."""
    try:
        records = _records(text, delimiter, strict=False)
        sample = [cells for _, cells in islice(records, _SAMPLE_ROWS) if any(cells)]
    except csv.Error:
        sample = []
    width = len(sample[0]) if sample else 1
    n_alike = sum(len(cells) == width for cells in sample) if width > 1 else 0
    return _Fit(n_alike, len(sample), width)


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Records of *text*, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


def _read_by_row(file: SourceFile, table: _Table) -> Grid:
    """The table, read with care."""
    raw, delimiter, skipped, guesses = table
    text = _with_lf(raw).decode("utf-8", "surrogatepass")
    notices: tuple[Told, ...] = ()
    try:
        found = list(_records(text, delimiter, strict=True))
    except csv.Error as error:
        line = _broken_line(text, delimiter) + skipped
        notices = (_told_broken(file.path.name, line, str(error)),)
        found = list(_records(text, delimiter, strict=False))
    numbers = [number + skipped for number, _ in found]
    return make_grid(file.path, [cells for _, cells in found], numbers, told("line"), notices, guesses)


def _told_broken(name: str, line: int, error: str) -> Told:
    """What to tell of the quotation mark at which a strict reading stopped.

    Raises:
        ReadError: the mark is never closed, or a cell is longer than any answer.
    """
    if "field larger" in error:
        raise ReadError(
            f"{name}, line {line}: a cell holds more than {csv.field_size_limit():,} characters. "
            "Close its quotation mark, or leave that row out."
        )
    if "after" not in error:
        raise ReadError(
            f"{name}, line {line}: a quotation mark is opened there and never closed. "
            "Close it, or write it twice if it is part of an answer."
        )
    return told("Line {line} has a quotation mark within a quoted cell; check that row.", line=line)


def _broken_line(text: str, delimiter: str) -> int:
    """The line at which the record starts that cannot be read."""
    start = 1
    records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for _ in records:
            start = records.line_num + 1
    except csv.Error:
        return start
    return start


def _read_at_once(file: SourceFile, table: _Table) -> Grid | None:
    """The table as Arrow reads it; ``None`` where that might differ from a careful reading."""
    lines = _lines(table.raw, table.delimiter)
    if lines is not None and lines.have_lone_returns:
        return _read_at_once(file, table._replace(raw=_with_lf(table.raw)))
    if lines is not None and lines.have_breaks:
        table = table._replace(raw=_with_lf(table.raw))
    columns = _arrow_columns(table, lines) if lines is not None else None
    if lines is None or columns is None:
        return None
    numbers = lines.starts + table.n_skipped
    blank = _blank_rows(columns)
    if len(blank):
        is_kept = np.ones(len(numbers), dtype=bool)
        is_kept[blank] = False
        columns, numbers = [each.kept(is_kept) for each in columns], numbers[is_kept]
    if not len(numbers) or blank[:1].tolist() == [0]:
        return None  # the width of a blank first row says nothing
    return Grid(file.path, tuple(columns), numbers, told("line"), guesses=table.guesses)


def _lines(raw: bytes, delimiter: str) -> _Lines | None:
    """The lines of *raw*; ``None`` where a quotation mark is out of place."""
    raw = raw if raw.endswith(b"\n") else raw + b"\n"
    with ThreadPoolExecutor() as threads:  # NumPy looks outside of Python's lock
        n_returns = threads.submit(_count, raw, _RETURN)
        marks, ends = threads.map(partial(_places, raw), (_QUOTE, _LINE_END))
        is_strict = threads.submit(_is_strict, raw, marks, delimiter.encode())
        outside = np.flatnonzero(np.searchsorted(marks, ends) % 2 == 0)
    if not is_strict.result():
        return None
    # A record starts behind the line end before it; one that ends where it starts is an empty line.
    first_lines = np.concatenate(([0], outside[:-1] + 1))
    begins = np.concatenate(([0], ends[outside[:-1]] + 1))
    signs = np.frombuffer(raw, dtype=np.uint8)
    is_filled = (signs[begins] != _LINE_END) & (signs[begins] != _RETURN)
    return _Lines(
        first_lines[is_filled] + 1,
        have_breaks=len(outside) < len(ends),
        have_lone_returns=n_returns.result() > int(np.count_nonzero(signs[ends - 1] == _RETURN)),
    )


def _places(raw: bytes, sign: int) -> NDArray[np.int64]:
    """Where *sign* stands in *raw*; block by block, which stays within the processor's cache."""
    return np.concatenate([np.flatnonzero(found) + start for start, found in _found(raw, sign)])


def _count(raw: bytes, sign: int) -> int:
    return sum(int(np.count_nonzero(found)) for _, found in _found(raw, sign))


def _found(raw: bytes, sign: int) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Block by block where it starts, and of each byte whether it is *sign*."""
    signs = np.frombuffer(raw, dtype=np.uint8)
    for start in range(0, len(raw), _BLOCK):
        yield start, signs[start : start + _BLOCK] == sign


def _is_strict(raw: bytes, marks: NDArray[np.int64], delimiter: bytes) -> bool:
    """Whether every quotation mark opens a cell, closes one, or is written twice within one."""
    if len(marks) % 2 or len(delimiter) != 1:
        return False
    signs = np.frombuffer(raw, dtype=np.uint8)
    is_edge = np.zeros(256, dtype=bool)
    is_edge[[delimiter[0], _LINE_END, _RETURN, _QUOTE]] = True
    opening, closing = marks[::2], marks[1::2]
    before, after = signs.take(opening - 1), signs.take(np.minimum(closing + 1, len(signs) - 1))
    return bool((is_edge.take(before) | (opening == 0)).all() and is_edge.take(after).all())


def _arrow_columns(table: _Table, lines: _Lines) -> list[Cells] | None:
    import pyarrow as pa  # noqa: PLC0415 - takes a third of a second
    from pyarrow import csv as arrow_csv  # noqa: PLC0415

    records = _records(table.raw[:_SAMPLE].decode("utf-8", "ignore"), table.delimiter, strict=False)
    names = [str(at) for at in range(next((len(cells) for _, cells in records if cells), 0))]
    try:
        read: pa.Table = arrow_csv.read_csv(
            pa.BufferReader(table.raw),
            read_options=arrow_csv.ReadOptions(column_names=names, block_size=2 * _BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=table.delimiter, newlines_in_values=lines.have_breaks
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except (pa.ArrowInvalid, OverflowError):
        return None  # a row that does not fit, or a file beyond two gigabytes
    if read.num_rows != len(lines.starts) or not names:
        return None
    return list(map(Cells, read.columns))


def _blank_rows(columns: list[Cells]) -> NDArray[np.int64]:
    """The rows in which nothing stands; a column is asked only about the rows blank until there."""
    import pyarrow.compute as pc  # noqa: PLC0415

    rows = np.arange(len(columns[0]))
    for column in columns:
        if not len(rows):
            break
        trimmed = pc.utf8_trim_whitespace(column.chunks.take(rows))
        rows = rows[pc.equal(trimmed, "").to_numpy(zero_copy_only=False)]
    return rows
