"""Reads a data file of SPSS in a process of its own: ``python -m vocbench.exchange.grids.spss_process FILE``.

The library that reads such files is written in C, and a damaged file can bring it down. Here it takes nothing
down but this process. What it found goes to the standard output, as a table of Arrow with the variables in
its metadata; or as one line of text on the error output, and exit code 2.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from vocbench.exchange.grids.cell import cell_text
from vocbench.exchange.grids.cells import Cells

MOST_BYTES = 8 << 30
KEY = b"variables"
"""Under which name the variables stand in the metadata of the table."""


def main(path: str, encoding: str = "") -> int:
    """Write what stands in the file to the standard output; the exit code."""
    import pyarrow as pa  # noqa: PLC0415 - only this process needs it

    try:
        values, meta = _read(path, encoding)
    except Exception as error:  # noqa: BLE001 - a damaged file makes it raise almost anything
        sys.stderr.write(" ".join(str(error).split()))
        return 2
    names = list(meta.column_names)
    columns = [Cells.of(map(cell_text, values[name])).chunks for name in names]
    told = {KEY: json.dumps([_variable(name, meta) for name in names]).encode()}
    table = pa.table(columns, names=[str(at) for at in range(len(names))])
    table = table.replace_schema_metadata(told)
    with pa.ipc.new_stream(sys.stdout.buffer, table.schema) as stream:
        stream.write_table(table)
    return 0


def _read(path: str, encoding: str) -> tuple[Any, Any]:
    """The values by variable, and what the file says of the variables."""
    import pyreadstat  # noqa: PLC0415 - only this process needs it

    read = pyreadstat.read_por if path.lower().endswith(".por") else pyreadstat.read_sav
    options: dict[str, Any] = {"output_format": "dict", **({"encoding": encoding} if encoding else {})}
    _, meta = read(path, metadataonly=True, **options)
    width = sum(meta.variable_storage_width.values())
    if (meta.number_rows or 0) * width > MOST_BYTES:
        raise ValueError(f"it claims {meta.number_rows:,} cases of {width:,} bytes")
    found: tuple[Any, Any] = read(path, **options)
    return found


def _variable(name: str, meta: Any) -> dict[str, Any]:  # noqa: ANN401 - pyreadstat has no types
    """What the file says of a variable: its name, label, the labels of its values, the set it is part of."""
    labels = meta.variable_value_labels.get(name) or {}
    return {
        "name": name,
        "wording": " ".join((meta.column_names_to_labels.get(name) or "").split()),
        "labels": {cell_text(value): str(label).strip() for value, label in labels.items()},
        "set": next(
            (
                [each["label"] or own, cell_text(each["counted_value"])]
                for own, each in (meta.mr_sets or {}).items()
                if each["is_dichotomy"] and name in each["variable_list"]
            ),
            None,
        ),
    }


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
