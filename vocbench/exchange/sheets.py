"""Foreign tables in: .csv, .tsv and .xlsx as rows of text, each with its place in the file."""

from __future__ import annotations

import csv
import io
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice

from vocbench.errors import ReadError
from vocbench.exchange.text import PathLike, SourceFile, nearest, open_file
from vocbench.model.source import clean_text

SUFFIXES = (".csv", ".tsv", ".xlsx", ".xlsm")
"""The tables that can be read."""

_DELIMITERS = ",;\t|"
_NO_DELIMITER = "\x1f"
_SAMPLE_ROWS = 50
_NAMED = 30

Row = tuple[int, list[str]]
"""The number of a row in its file, counted from 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of text: named columns, rows as wide as the head, and where each row stands."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[list[str], ...]
    numbers: tuple[int, ...]
    place: str
    """What a number counts: ``"line"`` of a text file or ``"row"`` of a spreadsheet."""
    notices: tuple[str, ...] = ()

    def where(self, index: int) -> str:
        """How to find the row at *index* in the file: ``"line 12"``."""
        return f"{self.place} {self.numbers[index]}"

    def column(self, name: str) -> list[str]:
        """The cells of the column called *name*, line breaks in the name aside.

        Raises:
            ReadError: there is no such column; those that exist are named.
        """
        at = self.columns.index(self.find(name))
        return [row[at] for row in self.rows]

    def find(self, name: str) -> str:
        """The name of the column that is called *name*, line breaks and double blanks aside.

        Raises:
            ReadError: there is no such column; those that exist are named.
        """
        wanted = " ".join(name.split())
        if wanted in self.columns:
            return wanted
        listed = ", ".join(map(repr, self.columns[:_NAMED]))
        more = f" and {len(self.columns) - _NAMED} more" if len(self.columns) > _NAMED else ""
        raise ReadError(
            f"{self.name} has no column {name!r}.{nearest(wanted, self.columns)} Its columns: {listed}{more}."
        )


def read_sheet(path: PathLike, *, encoding: str | None = None) -> Sheet:
    """The table in a file; its first row that is not blank is the head.

    Args:
        path: a .csv, .tsv or .xlsx file.
        encoding: how a text file is encoded; ``None`` finds out.

    Raises:
        ReadError: no such file, no table, or a row that does not fit; the line is named.
    """
    file = open_file(path, suffixes=SUFFIXES, encoding=encoding)
    if file.suffix in {".xlsx", ".xlsm"}:
        rows, notices = _spreadsheet_rows(file)
        return _sheet(rows, file.path.name, "row", notices)
    text, notices = file.decode()
    rows, more = _text_rows(text, file)
    return _sheet(rows, file.path.name, "line", (*notices, *more))


def _sheet(rows: Iterable[Row], name: str, place: str, notices: tuple[str, ...]) -> Sheet:
    filled = [(number, cells) for number, cells in rows if any(map(str.strip, cells))]
    if not filled:
        raise ReadError(f"{name} is empty: it has no row with a name for each column.")
    (_, head), *body = filled
    columns, renamed = _columns(head)
    width, n_short = len(columns), 0
    for number, cells in body:
        if any(map(str.strip, cells[width:])):
            raise ReadError(
                f"{name}, {place} {number}: {len(cells)} cells, but the head has {width} columns. "
                "Put a cell that holds the delimiter or a line break between quotation marks."
            )
        n_short += len(cells) < width
        cells[:] = [*cells[:width], *[""] * (width - len(cells))]
    if n_short:
        told = f"Rows with fewer cells than the head: {n_short}; the missing cells were taken as empty."
        renamed = (*renamed, told)
    numbers, cells_of = tuple(number for number, _ in body), tuple(cells for _, cells in body)
    return Sheet(name, columns, cells_of, numbers, place, (*notices, *renamed))


def _columns(head: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names for the columns, each one once, and what had to be named anew."""
    while head and not head[-1].strip():
        head = head[:-1]
    names = [" ".join(cell.split()) or f"column {number}" for number, cell in enumerate(head, start=1)]
    seen: Counter[str] = Counter()
    unique = []
    for name in names:
        seen[name] += 1
        unique.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    doubles = [name for name, n in seen.items() if n > 1]
    notices = (f"Columns that occur twice got a number: {', '.join(map(repr, doubles))}.",) if doubles else ()
    return tuple(unique), notices


def _text_rows(text: str, file: SourceFile) -> tuple[list[Row], tuple[str, ...]]:
    """Rows of a text file; a first line ``sep=;`` says the delimiter, as Excel has it."""
    skipped = 0
    delimiter = "\t" if file.suffix == ".tsv" else None
    first, _, rest = text.partition("\n")
    if first.strip().strip('"').lower().startswith("sep=") and len(first.strip().strip('"')) == len("sep=;"):
        delimiter, text, skipped = first.strip().strip('"')[-1], rest, 1
    delimiter = delimiter or _delimiter(text)
    try:
        return [(n + skipped, cells) for n, cells in _records(text, delimiter, strict=True)], ()
    except csv.Error as error:
        line = _broken_line(text, delimiter) + skipped
        if "after" not in str(error):
            raise ReadError(
                f"{file.path.name}, line {line}: a quotation mark is opened there and never closed. "
                "Close it, or write it twice if it is part of an answer."
            ) from None
    rows = [(n + skipped, cells) for n, cells in _records(text, delimiter, strict=False)]
    return rows, (f"Line {line} has a quotation mark within a quoted cell; check that row.",)


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[Row]:
    """Records of *text*, each with the number of its first line."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


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


def _delimiter(text: str) -> str:
    """The delimiter under which most rows are as wide as the head, and the head is widest."""
    fits = {each: _fit(text, each) for each in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda each: fits[each])
    return best if fits[best] > (0, 1) else _NO_DELIMITER


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    """The share of rows as wide as the head, and its width; (0, 1) when it is one column."""
    try:
        sample = [
            cells for _, cells in islice(_records(text, delimiter, strict=False), _SAMPLE_ROWS) if any(cells)
        ]
    except csv.Error:
        sample = []
    width = len(sample[0]) if sample else 1
    if width == 1:
        return 0.0, 1
    return round(sum(len(cells) == width for cells in sample) / len(sample), 1), width


def _spreadsheet_rows(file: SourceFile) -> tuple[list[Row], tuple[str, ...]]:
    """Rows of the first sheet of a workbook."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only workbooks need it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validation, which are not read
            book = load_workbook(io.BytesIO(file.raw), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = [
                (n, [_cell(each) for each in row])
                for n, row in enumerate(sheet.iter_rows(values_only=True), 1)
            ]
    except Exception:  # noqa: BLE001 - a damaged workbook makes it raise almost anything
        raise ReadError(
            f"{file.path.name} is no Excel workbook, or a damaged one. Open it in a spreadsheet and save "
            "it as .xlsx again."
        ) from None
    others = [each.title for each in book.worksheets[1:]]
    notice = (
        f"Only the first sheet, {sheet.title!r}, was read; there are also {', '.join(map(repr, others))}."
    )
    return rows, (notice,) if others else ()


def _cell(value: object) -> str:
    """The text of a cell, as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return clean_text(str(value))
