"""The text of one typed cell, as a person would type it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from vocbench.model.source import clean_text


def cell_text(value: object) -> str:
    """The text of a cell: no point in whole numbers, dates as 2024-05-31, empty where nothing is."""
    if value is None:
        return ""
    for kind, written in _WRITTEN:
        if isinstance(value, kind):
            return written(value)
    return clean_text(str(value))


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - beyond it digits are lost


def _moment(value: datetime) -> str:
    return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")


def _nested(value: list[object] | dict[str, object]) -> str:
    """A list of plain values as what was ticked, anything else as JSON."""
    if isinstance(value, dict) or any(isinstance(each, list | dict) for each in value):
        return clean_text(json.dumps(value, ensure_ascii=False, default=str))
    return "; ".join(map(cell_text, value))


_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (str, clean_text),
    (bool, lambda value: "yes" if value else "no"),
    (float, _number),
    (datetime, _moment),
    (date, date.isoformat),
    (time, time.isoformat),
    (list, _nested),
    (dict, _nested),
)
"""How values of each type are written; a type stands before those that it is one of."""
