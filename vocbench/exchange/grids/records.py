"""Tables whose rows or columns carry their names: .parquet and .jsonl."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np

from vocbench.errors import ReadError
from vocbench.exchange.grids.cell import cell_text
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Grid, Head
from vocbench.exchange.text import SourceFile
from vocbench.model.told import told

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_BYTES = 4 << 30
_MOST_CELLS = 100_000_000


def read_parquet(file: SourceFile) -> Grid:
    """The rows of a Parquet file; a list in a cell is what was ticked.

    Raises:
        ReadError: no such file, a damaged one, or one that unpacks to more than memory can hold.
    """
    import pyarrow as pa  # noqa: PLC0415 - only these files need it
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        packed = pq.ParquetFile(io.BytesIO(file.raw))
        _refuse_claims(packed.metadata, file.path.name)
        table = packed.read()
        columns = tuple(map(_arrow_cells, table.columns))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise ReadError(f"{file.path.name} is no Parquet file, or a damaged one: {error}.") from None
    if not columns:
        raise ReadError(f"{file.path.name} is empty: it has no columns.")
    heads = tuple(map(Head, table.column_names))
    return Grid(file.path, columns, np.arange(1, table.num_rows + 1), told("row"), heads)


def _refuse_claims(claims: Any, name: str) -> None:  # noqa: ANN401 - pyarrow has no types
    n_bytes = sum(claims.row_group(at).total_byte_size for at in range(claims.num_row_groups))
    if n_bytes > _MOST_BYTES or claims.num_rows * claims.num_columns > _MOST_CELLS:
        raise ReadError(
            f"{name} claims {claims.num_rows:,} rows of {claims.num_columns:,} columns, {n_bytes:,} bytes. "
            "Save only the columns that you need."
        )


def _arrow_cells(column: pa.ChunkedArray) -> Cells:
    return Cells.of(map(cell_text, column.to_pylist()))


def read_json_lines(file: SourceFile) -> Grid:
    """The objects in a file with one on each line; a list is what was ticked, an object in one its parts.

    Raises:
        ReadError: a line is no object; it is named.
    """
    text, guesses = file.decode()
    rows, numbers = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rows.append(_record(line, file.path.name, number))
            numbers.append(number)
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        raise ReadError(f"{file.path.name} is empty: its objects have no fields.")
    if len(names) * len(rows) > _MOST_CELLS:
        raise ReadError(
            f"{file.path.name} has {len(names):,} fields in {len(rows):,} lines. Save fewer fields."
        )
    columns = tuple(Cells.of(row.get(name, "") for row in rows) for name in names)
    return Grid(file.path, columns, np.array(numbers), told("line"), tuple(map(Head, names)), guesses=guesses)


def _record(line: str, name: str, number: int) -> dict[str, str]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise ReadError(
            f"{name}, line {number} is no JSON object: {line[:40]!r}. Write one on each line."
        ) from None
    return {field: cell_text(value) for field, value in _flat(found).items()}


def _flat(record: dict[str, object]) -> dict[str, object]:
    """*record* with the fields of an object in it as its own: ``{"a": {"b": 1}}`` as ``{"a.b": 1}``."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{name}.{part}": each for part, each in value.items()})
        else:
            flat[name] = value
    return flat
