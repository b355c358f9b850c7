"""Tables out for SPSS: names it accepts, and labels that say what they stand for."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from vocbench.exchange.tables import place_for, replace_file
from vocbench.exchange.text import PathLike
from vocbench.model.qda import Fate, Loss
from vocbench.model.told import told

if TYPE_CHECKING:
    import pandas as pd

_LONGEST_NAME, _LONGEST_LABEL, _LONGEST_TEXT = 64, 256, 32_767
_RESERVED = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
_YES_NO: Mapping[str, dict[int | float, str]] = {"en": {0: "no", 1: "yes"}, "nl": {0: "nee", 1: "ja"}}


def write_sav(
    frame: pd.DataFrame, path: PathLike, *, lang: str = "en", yes_no: Collection[str] = ()
) -> tuple[Path, tuple[Loss, ...]]:
    """Where *frame* was written as an SPSS file, and what SPSS could not hold.

    Each column is a variable, whose label is its name here. A yes/no column becomes 0/1 with value
    labels. Numbers have the measure "scale", all else is "nominal". Missing values stay missing.

    Args:
        frame: one row a case.
        path: a .sav or .zsav file; an older file there is replaced when all is written.
        lang: language of the value labels, ``"en"`` or ``"nl"``.
        yes_no: columns of 0 and 1 that stand for no and yes, beside those of type bool.

    Raises:
        WriteError: another suffix, no such folder, or no room.
    """
    import pyreadstat  # noqa: PLC0415 - only SPSS files need it
    from pandas.api.types import is_bool_dtype, is_numeric_dtype  # noqa: PLC0415 - the door stays light

    place = place_for(path, [".sav", ".zsav"])
    names = _names([str(name) for name in frame.columns])
    ready, losses = _ready(frame)
    ready.columns = names
    columns = list(zip(names, frame.columns, frame.dtypes, strict=True))
    labelled = {name for name, column, kind in columns if column in yes_no or is_bool_dtype(kind)}
    numbers = {name for name, _, kind in columns if is_numeric_dtype(kind)} - labelled
    # It writes to a path only, so the file is made elsewhere and then put in place whole.
    with TemporaryDirectory() as folder:
        draft = Path(folder) / f"table{place.suffix}"
        pyreadstat.write_sav(
            ready,
            draft,
            column_labels=[_cut(str(name), _LONGEST_LABEL) for name in frame.columns],
            variable_value_labels=dict.fromkeys(labelled, _YES_NO[lang]),
            variable_measure={name: "scale" if name in numbers else "nominal" for name in names},
            row_compress=place.suffix.lower() == ".zsav",
        )
        replace_file(place, draft.read_bytes())
    return place, tuple(losses)


def _names(columns: Sequence[str]) -> list[str]:
    """A name for each column that SPSS accepts, no two alike whatever the case of their letters."""
    names: list[str] = []
    taken: set[str] = set()
    for column in columns:
        stem = re.sub(r"\W+", "_", column).strip("_.")
        if not stem[:1].isalpha() or stem.casefold() in _RESERVED:
            stem = f"v_{stem}"
        name, n = _cut(stem, _LONGEST_NAME), 1
        while name.casefold() in taken:
            n += 1
            name = f"{_cut(stem, _LONGEST_NAME - len(str(n)) - 1)}_{n}"
        taken.add(name.casefold())
        names.append(name)
    return names


def _cut(text: str, most: int) -> str:
    """*text* as far as it fits *most* bytes of UTF-8."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")


def _ready(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Loss]]:
    """*frame* in types that SPSS knows, and what was changed."""
    ready, losses = frame.copy(), []
    for at, name in enumerate(frame.columns):
        column = frame.iloc[:, at]
        if str(column.dtype) in {"str", "object", "string"} and not _is_dates(column):
            texts = [None if each is None or each != each else str(each) for each in column]  # noqa: PLR0124 - NaN
            long = sum(
                each is not None and len(each.encode("utf-8", "replace")) > _LONGEST_TEXT for each in texts
            )
            if long:
                why = told(
                    "SPSS holds {n:,} bytes; the rest was left out. Write .parquet to keep all.",
                    n=_LONGEST_TEXT,
                )
                losses.append(Loss(told("long text"), Fate.CHANGED, long, why, str(name)))
            ready.isetitem(at, [None if each is None else _cut(each, _LONGEST_TEXT) for each in texts])
        elif getattr(column.dtype, "tz", None) is not None:
            ready.isetitem(at, column.dt.tz_convert("UTC").dt.tz_localize(None))
    return ready, losses


def _is_dates(column: pd.Series[Any]) -> bool:
    values = [each for each in column if isinstance(each, date)]
    return bool(values) and len(values) == column.notna().sum()
