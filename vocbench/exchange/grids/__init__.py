"""Foreign tables of every format, as a grid of text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from vocbench.exchange.grids.grid import Grid
from vocbench.exchange.text import PathLike, SourceFile, open_file

_HOME = "vocbench.exchange.grids"
READERS: Mapping[str, str] = {
    ".csv": "delimited.read_delimited",
    ".tsv": "delimited.read_delimited",
    ".xlsx": "workbooks.read_workbook",
    ".xlsm": "workbooks.read_workbook",
    ".xls": "workbooks.read_workbook",
    ".xlsb": "workbooks.read_workbook",
    ".ods": "workbooks.read_workbook",
    ".sav": "spss.read_spss",
    ".zsav": "spss.read_spss",
    ".por": "spss.read_spss",
    ".parquet": "records.read_parquet",
    ".jsonl": "records.read_json_lines",
}
"""Which function reads a file, by its suffix. Their libraries load when they are first used."""


def read_grid(path: PathLike, *, encoding: str | None = None, which: str | int | None = None) -> Grid:
    """The table in a file, as it stands there.

    Args:
        path: a file with one of the suffixes in ``READERS``.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the name of a sheet of a workbook, or its number from 1 on; ``None`` takes the first.

    Raises:
        ReadError: no such file or sheet, no table, or a row that does not fit; the line is named.
    """
    return grid_of(open_file(path, suffixes=tuple(READERS), encoding=encoding, which=which))


def grid_of(file: SourceFile) -> Grid:
    """The table in a file that is open.

    Raises:
        ReadError: no such sheet, no table, or a row that does not fit; the line is named.
    """
    module, _, function = READERS[file.suffix].partition(".")
    read: Callable[[SourceFile], Grid] = getattr(import_module(f"{_HOME}.{module}"), function)
    return read(file)


__all__ = ["READERS", "Grid", "SourceFile", "grid_of", "read_grid"]
