"""The text of one typed cell, as a person would type it."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timedelta

from vocbench.model.source import clean_text


def cell_text(value: object) -> str:
    """The text of a cell: no point in whole numbers, dates as 2024-05-31, empty where nothing is."""
    if isinstance(value, str):
        return clean_text(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    return _nested(value)


def _number(value: float) -> str:
    if math.isnan(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - beyond it digits are lost


def _nested(value: object) -> str:
    """Lists of plain values as what was ticked, anything else as JSON."""
    if isinstance(value, list | tuple) and not any(isinstance(each, list | tuple | dict) for each in value):
        return "; ".join(map(cell_text, value))
    if isinstance(value, list | tuple | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return clean_text(str(value))
