"""Tables out: a frame as .csv, .xlsx or .parquet; in the first two no cell can act as a formula."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vocbench.errors import WriteError
from vocbench.exchange.markup import storable
from vocbench.exchange.text import PathLike
from vocbench.exchange.whole import written_whole

if TYPE_CHECKING:
    import pandas as pd
    from openpyxl.cell import Cell
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576
_NARROWEST, _WIDEST = 8, 60
"""Columns of a sheet, in characters; longer words go on below."""
_LINE_POINTS, _HIGHEST_POINTS = 15, 409
_MISSING = frozenset({"<NA>", "NaT", "nan"})

Value = str | float | int | bool | date | datetime | time | None
"""What a cell of an exported table holds; ``None`` leaves it empty."""


def write_table(frame: pd.DataFrame, path: PathLike) -> Path:
    """Where *frame* was written, as a table that is inert in any spreadsheet.

    A text that begins with ``= + - @``, a tab or a carriage return could run as a formula.
    In .csv it gets an apostrophe in front; in .xlsx its cell is marked as text. Numbers
    stay numbers. The index is not written; name it as a column if it matters.

    A .csv is UTF-8 with a byte-order mark, without which Excel breaks accents, and has
    commas. Dutch Excel opens .xlsx with fewer surprises than any .csv. A .parquet keeps the types
    of columns, for R and other programs; a column of several types becomes text.

    Args:
        frame: one row a row; column names become the head.
        path: a .csv, .xlsx or .parquet file; an older file there is replaced when all is written.

    Raises:
        WriteError: another suffix, no such folder, no room, or for .xlsx a text longer
            than a cell can hold or too many rows. The older file, if any, is then as it was.
    """
    place = place_for(path, TABLES)
    replace_file(place, _WRITERS[place.suffix.lower()](frame))
    return place


def place_for(path: PathLike, suffixes: Collection[str]) -> Path:
    """The place that *path* names, where a file that ends in one of *suffixes* can be written.

    Raises:
        WriteError: another suffix, or no such folder.
    """
    place = Path(path).expanduser().resolve()
    if place.suffix.lower() not in suffixes:
        raise WriteError(f"{place.name} must end in one of {', '.join(suffixes)} to be written here.")
    if not place.parent.is_dir():
        raise WriteError(f"There is no folder {place.parent} to write {place.name} in. Make it first.")
    return place


def replace_file(place: Path, content: bytes) -> None:
    """Put *content* at *place* whole or not at all.

    Raises:
        WriteError: no room; what was there is unchanged.
    """
    with written_whole(place) as stream:
        stream.write(content)


def _as_csv(frame: pd.DataFrame) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    for row in _rows(frame):
        writer.writerow([_inert(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig", "replace")


def _inert(cell: Value) -> Value:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_ACTIVE) else cell


def _as_xlsx(frame: pd.DataFrame) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - only workbooks need it

    if len(frame) >= _MOST_ROWS:
        raise WriteError(
            f"{len(frame)} rows do not fit a sheet of .xlsx ({_MOST_ROWS}). Write .csv or .parquet."
        )
    rows = list(_rows(frame))
    _refuse_long(cell for row in rows for cell in row)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("vocbench")
    _lay_out(sheet, rows)
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, cell, is_head=not number) for cell in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _as_parquet(frame: pd.DataFrame) -> bytes:
    import pandas as pd  # noqa: PLC0415 - the door stays light
    import pyarrow as pa  # noqa: PLC0415 - only .parquet needs it
    from pyarrow import parquet  # noqa: PLC0415 - see above

    if not frame.columns.is_unique:
        twice = frame.columns[frame.columns.duplicated()][0]
        raise WriteError(f"Two columns are called {twice!r}, which .parquet cannot hold. Rename one.")
    columns = {}
    for at, name in enumerate(frame.columns):
        column = frame.iloc[:, at]
        try:
            columns[str(name)] = pa.array(column, from_pandas=True)
        except pa.ArrowException:  # several types in one column
            values = [None if pd.isna(value) else str(value) for value in column]
            columns[str(name)] = pa.array(values, type=pa.string())
    stream = io.BytesIO()
    parquet.write_table(pa.table(columns), stream)
    return stream.getvalue()


def _refuse_long(cells: Iterable[Value]) -> None:
    """Stop before a workbook is made in which openpyxl would cut a text off without a word."""
    for cell in cells:
        if isinstance(cell, str) and len(cell) > _LONGEST_CELL:
            raise WriteError(
                f"A text of {len(cell)} characters does not fit a cell of .xlsx ({_LONGEST_CELL}): "
                f"{cell[:40]!r}. Write the table as .csv."
            )


def _lay_out(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    """Make *sheet* ready to be read: columns and rows that show their words, the head in sight, a filter."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415 - only workbooks need it

    for at, column in enumerate(zip(*rows, strict=True), start=1):
        width = max(len(line) for cell in column for line in f"{cell}".split("\n"))
        sheet.column_dimensions[get_column_letter(at)].width = min(max(width, _NARROWEST), _WIDEST) + 2
    for at, row in enumerate(rows, start=1):
        # A spreadsheet would not see by itself how high a row is that nobody has touched.
        if (n_lines := max(map(_n_lines, row), default=1)) > 1:
            sheet.row_dimensions[at].height = min(n_lines * _LINE_POINTS, _HIGHEST_POINTS)
    sheet.freeze_panes = "A2"
    if rows[0]:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(rows[0]))}{len(rows)}"


def _n_lines(value: Value) -> int:
    """How many lines *value* takes in the widest column."""
    return sum(math.ceil(len(line) / _WIDEST) or 1 for line in f"{value}".split("\n"))


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, is_head: bool) -> Cell:
    """A cell that holds a text as text; openpyxl would make a formula of ``=1+1``."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 - only workbooks need it

    head, plain = _looks()
    cell = WriteOnlyCell(sheet)
    cell.alignment = plain
    if is_head:
        cell.font = head
    if isinstance(value, str):
        cell.value = storable(value)
        cell.data_type = "s"
        # Without it, a spreadsheet makes a formula after all when somebody edits the cell.
        cell.quotePrefix = value.startswith(_ACTIVE)
    else:
        cell.value = value
    return cell


@cache
def _looks() -> tuple[Font, Alignment]:
    """Of a head, and of all cells."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - only workbooks need it

    return Font(bold=True), Alignment(vertical="top", wrap_text=True)


def _rows(frame: pd.DataFrame) -> Iterator[list[Value]]:
    """The head and the rows of *frame* as plain values."""
    yield [_plain(name) for name in frame.columns]
    # By position, as names may occur twice; tolist() makes Python numbers of NumPy's.
    columns = (frame.iloc[:, at].tolist() for at in range(frame.shape[1]))
    for row in zip(*columns, strict=True):
        yield [_plain(value) for value in row]


def _plain(value: object) -> Value:
    """*value* as a spreadsheet can hold it; missing values become ``None``."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime):
        if value != value:  # noqa: PLR0124 - pandas' missing time is a datetime that is not itself
            return None
        return value.isoformat(" ") if value.tzinfo else value  # Excel knows no time zones
    if isinstance(value, date | time):
        return value
    text = str(value)
    return None if text in _MISSING else text


_WRITERS: dict[str, Callable[[pd.DataFrame], bytes]] = {
    ".csv": _as_csv,
    ".xlsx": _as_xlsx,
    ".parquet": _as_parquet,
}
TABLES = tuple(_WRITERS)
"""How the name of a table can end."""
