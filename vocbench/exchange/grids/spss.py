"""Data files of SPSS: .sav, .zsav and .por."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from vocbench.errors import ReadError
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Grid, Head
from vocbench.exchange.grids.spss_process import KEY
from vocbench.exchange.text import SourceFile
from vocbench.model.survey import ColumnKind
from vocbench.model.told import told

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_SECONDS = 900


def read_spss(file: SourceFile) -> Grid:
    """The cases of a data file; what it says is missing is empty, and texts that SPSS split are whole.

    Raises:
        ReadError: not such a file, a damaged one, or one that claims more than memory can hold.
    """
    table = _table(file)
    variables = json.loads((table.schema.metadata or {}).get(KEY, b"[]"))
    if not variables:
        raise ReadError(f"{file.path.name} is empty: it has no variables.")
    heads = tuple(map(_head, variables))
    columns = tuple(_cells(Cells(cells), each) for cells, each in zip(table.columns, variables, strict=True))
    return Grid(file.path, columns, np.arange(1, table.num_rows + 1), told("case"), heads)


def _table(file: SourceFile) -> pa.Table:
    """What a process of its own makes of the file: a damaged one can bring the library down."""
    import pyarrow as pa  # noqa: PLC0415 - only data files need it here

    command = [sys.executable, "-P", "-m", "vocbench.exchange.grids.spss_process"]
    home = str(Path(__file__).parents[3])  # where the package lies
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            [*command, str(file.path.resolve()), file.encoding or ""],
            capture_output=True,
            check=False,
            timeout=_MOST_SECONDS,
            env={**os.environ, "PYTHONPATH": home},
        )
    except subprocess.TimeoutExpired:
        raise _damaged(file, f"it takes more than {_MOST_SECONDS} s to read") from None
    if done.returncode:
        raise _damaged(file, done.stderr.decode(errors="replace") if done.returncode > 1 else "")
    with pa.ipc.open_stream(done.stdout) as stream:
        return stream.read_all()


def _damaged(file: SourceFile, why: str) -> ReadError:
    told = f" ({why})" if why else ""
    return ReadError(
        f"{file.path.name} is no data file of SPSS, or a damaged one{told}. Save it again as .sav."
    )


def _head(variable: dict[str, Any]) -> Head:
    name, wording = variable["name"], variable["wording"]
    if variable["set"] is not None:
        return Head(name, wording, group=variable["set"][0], kind=ColumnKind.MULTIPLE)
    return Head(name, wording, variable["labels"])


def _cells(cells: Cells, variable: dict[str, Any]) -> Cells:
    """The cells of a variable; of one option of a question whether it was ticked."""
    if variable["set"] is None:
        return cells
    counted = variable["set"][1]
    return cells.mapped(lambda cell: cell and ("yes" if cell == counted else "no"))
