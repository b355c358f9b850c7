"""Workbooks of Excel and LibreOffice."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from vocbench.errors import ReadError
from vocbench.exchange.archives import Archive, Limits, open_archive
from vocbench.exchange.grids.cell import cell_text
from vocbench.exchange.grids.grid import Grid, make_grid
from vocbench.exchange.text import SourceFile, nearest, open_file
from vocbench.model.told import Told, told

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_MOST_CELLS = 60_000_000
_MOST_BYTES = 2 << 30
_LAST_CELL_KIND = 11
"""In .xlsb: record 0 is a row, and 1 to this one are cells."""
_PLACE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_REPEATED = re.compile(rb"<table:(?:table-cell|table-row)\b[^>]*-repeated=\"(\d+)\"[^>]*>")
_MOST_REPEATED, _LONGEST_NUMBER = 100_000, 18


def read_workbook(file: SourceFile) -> Grid:
    """The table on the sheet of a workbook that is meant; formulas count as what they last came to.

    Raises:
        ReadError: no or a damaged workbook, one that unpacks to more than memory can hold, or no
            such sheet.
    """
    _refuse_bomb(file)
    with _our_words(file):
        book = _book(file)
        names = book.sheet_names
    at = _sheet(names, file.which, file.path.name)
    with _our_words(file):
        rows = book.get_sheet_by_index(at).to_python(skip_empty_area=False, nrows=file.n_rows)
    cells = [[cell_text(each) for each in row] for row in rows]
    notices = _told_others(names, at) if file.which is None else ()
    try:
        return make_grid(file.path, cells, list(range(1, len(cells) + 1)), told("row"), notices)
    except ReadError as error:
        raise ReadError(" ".join([str(error), *notices])) from None


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook.

    Raises:
        ReadError: no or a damaged workbook, or one that unpacks to more than memory can hold.
    """
    file = open_file(path, suffixes=(path.suffix.lower(),))
    _refuse_bomb(file, is_read=file.suffix == ".ods")  # of others no sheet is unpacked for their names
    with _our_words(file):
        return tuple(_book(file).sheet_names)


def _book(file: SourceFile) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only workbooks need it

    return CalamineWorkbook.from_filelike(io.BytesIO(file.raw))


@contextmanager
def _our_words(file: SourceFile) -> Iterator[None]:
    """Says in our own words that the library cannot read the file.

    What it raises is not documented; where it gives up on a damaged file it is no ``Exception`` even.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001
        raise _damaged(file) from None


def _damaged(file: SourceFile) -> ReadError:
    return ReadError(
        f"{file.path.name} is no workbook, a damaged one, or one with a password. Open it in a spreadsheet "
        "and save it as .xlsx again."
    )


def _sheet(names: list[str], which: str | int | None, name: str) -> int:
    """The place of the sheet that is meant, counted from 0."""
    if not names:
        raise ReadError(f"{name} has no sheet.")
    if which is None:
        return 0
    if which in names:
        return names.index(str(which))
    if isinstance(which, str) and not which.isdecimal():
        raise ReadError(
            f"{name} has no sheet {which!r}.{nearest(which, names)} Its sheets: {_listed(names)}."
        )
    if not 1 <= int(which) <= len(names):
        raise ReadError(f"{name} has no sheet number {which}; it has {len(names)}: {_listed(names)}.")
    return int(which) - 1


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))


def _told_others(names: list[str], at: int) -> tuple[Told, ...]:
    others = [each for each in names if each != names[at]]
    if not others:
        return ()
    sentence = told(
        "Only the first sheet, {name!r}, was read; there are also {others}. Another is read with which=.",
        name=names[at],
        others=_listed(others),
    )
    return (sentence,)


def _refuse_bomb(file: SourceFile, *, is_read: bool = True) -> None:
    """Stop at a workbook whose cells would not fit into memory, however small its file is.

    The library makes room for every cell up to the last one, so one cell in the last corner is enough.

    Args:
        file: a workbook; an .xls is no archive, and holds no more than it seems to.
        is_read: whether the sheets are read, too.
    """
    if file.suffix == ".xls":
        return
    limits = Limits(member_bytes=_MOST_BYTES, total_bytes=_MOST_BYTES)
    with open_archive(file.raw, name=file.path.name, limits=limits) as archive:
        for member in archive.members if is_read else ():
            if member.startswith("xl/worksheets/") and member.endswith(".xml"):
                _refuse_wide(archive, member, file)
            elif member.startswith("xl/worksheets/") and member.endswith(".bin"):
                _refuse_far(*_binary_corner(archive.read(member)), file)
            elif member == "content.xml":
                _refuse_repeated(archive, member, file)


def _refuse_far(last_row: int, width: int, file: SourceFile) -> None:
    if width * last_row > _MOST_CELLS:
        raise ReadError(
            f"{file.path.name} claims {last_row:,} rows of {width:,} columns. "
            "Delete what stands far below or right of the table, and save it again."
        )


def _binary_corner(raw: bytes) -> tuple[int, int]:
    """The last row and column with a cell in a sheet of .xlsb, counted from 1; 0 where there is none.

    It is a run of records: kind and size, seven bits a byte, then what it holds. A row and a cell
    begin with their number.
    """
    last, at = [0, 0], 0
    while at < len(raw):
        kind, at = _seven_bits(raw, at)
        size, at = _seven_bits(raw, at)
        if kind <= _LAST_CELL_KIND:
            which = min(kind, 1)
            last[which] = max(last[which], int.from_bytes(raw[at : at + 4], "little") + 1)
        at += size
    return last[0], last[1]


def _seven_bits(raw: bytes, at: int) -> tuple[int, int]:
    """The number that begins at *at*, lowest bits first, and where it ends."""
    number = shift = 0
    for sign in raw[at : at + 4]:
        number |= (sign & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if sign < 0x80:  # noqa: PLR2004 - the eighth bit says that more follows
            break
    return number, at


def _refuse_wide(archive: Archive, member: str, file: SourceFile) -> None:
    columns: set[bytes] = set()
    last_row, rest = 0, b""
    for chunk in archive.chunks(member):
        found = _PLACE.findall(rest + chunk)
        rest = chunk[-200:]
        columns.update(column for column, _ in found)
        last_row = max(last_row, *(int(row) for _, row in found)) if found else last_row
    width = max((_column_number(each) for each in columns), default=0)
    _refuse_far(last_row, width, file)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _refuse_repeated(archive: Archive, member: str, file: SourceFile) -> None:
    rest = b""
    for chunk in archive.chunks(member):
        text = rest + chunk
        for tag in _REPEATED.finditer(text):
            n_times = int(tag.group(1)[:_LONGEST_NUMBER])
            if b"value" in tag.group() and n_times > _MOST_REPEATED:
                raise ReadError(f"{file.path.name} repeats one cell {n_times:,} times. Save it again.")
        rest = text[-1000:]
