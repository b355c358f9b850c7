"""Data files of SPSS: .sav, .zsav and .por."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from vocbench.errors import ReadError
from vocbench.exchange.grids.cell import cell_text
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Grid, Head
from vocbench.exchange.text import SourceFile
from vocbench.model.survey import ColumnKind

_MOST_BYTES = 8 << 30


def read_spss(file: SourceFile, *, which: str | int | None = None) -> Grid:  # noqa: ARG001 - has no sheets
    """The cases of a data file; what it says is missing is empty, and texts that SPSS split are whole.

    Raises:
        ReadError: not such a file, a damaged one, or one that claims more than memory can hold.
    """
    _refuse_claims(file)
    values, meta = _read(file, metadata_only=False)
    names = list(meta.column_names)
    if not names:
        raise ReadError(f"{file.path.name} is empty: it has no variables.")
    sets = _response_sets(meta)
    heads = tuple(_head(name, meta, sets.get(name)) for name in names)
    columns = tuple(_cells(values[name], sets.get(name)) for name in names)
    return Grid(file.path, columns, np.arange(1, len(columns[0]) + 1), "case", heads)


def _refuse_claims(file: SourceFile) -> None:
    _, meta = _read(file, metadata_only=True)
    width = sum(meta.variable_storage_width.values())
    if (meta.number_rows or 0) * width > _MOST_BYTES:
        raise ReadError(
            f"{file.path.name} claims {meta.number_rows:,} cases of {width:,} bytes. "
            "Save only the variables that you need."
        )


def _read(file: SourceFile, *, metadata_only: bool) -> tuple[Mapping[str, Sequence[Any]], Any]:
    import pyreadstat  # noqa: PLC0415 - only data files need it

    read = pyreadstat.read_por if file.suffix == ".por" else pyreadstat.read_sav
    options: dict[str, Any] = {"metadataonly": metadata_only, "output_format": "dict"}
    if file.encoding is not None:
        options["encoding"] = file.encoding
    try:
        found: tuple[Mapping[str, Sequence[Any]], Any] = read(str(file.path), **options)
    except Exception as error:  # noqa: BLE001 - a damaged file makes it raise almost anything
        raise ReadError(
            f"{file.path.name} is no data file of SPSS, or a damaged one ({error}). Save it again as .sav."
        ) from None
    return found


class _ResponseSet(NamedTuple):
    """A multiple-choice question that has a variable for each option."""

    wording: str
    counted: str
    """The value that says that the option was ticked."""


def _response_sets(meta: Any) -> dict[str, _ResponseSet]:  # noqa: ANN401 - pyreadstat has no types
    """The sets of options that were ticked or not, by the names of their variables."""
    return {
        variable: _ResponseSet(each["label"] or name, cell_text(each["counted_value"]))
        for name, each in (meta.mr_sets or {}).items()
        if each["is_dichotomy"]
        for variable in each["variable_list"]
    }


def _head(name: str, meta: Any, part_of: _ResponseSet | None) -> Head:  # noqa: ANN401 - pyreadstat has no types
    wording = " ".join((meta.column_names_to_labels.get(name) or "").split())
    if part_of is not None:
        return Head(name, wording, group=part_of.wording, kind=ColumnKind.MULTIPLE)
    labels = meta.variable_value_labels.get(name) or {}
    return Head(name, wording, {cell_text(value): str(label).strip() for value, label in labels.items()})


def _cells(values: Sequence[object], part_of: _ResponseSet | None) -> Cells:
    """The cells of a variable; of one option whether it was ticked."""
    cells = Cells.of(map(cell_text, values))
    if part_of is None:
        return cells
    return cells.mapped(lambda cell: cell and ("yes" if cell == part_of.counted else "no"))
