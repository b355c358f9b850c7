"""From the cells of one column to typed values: numbers, yes/no, dates or text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from vocbench.model.source import AttributeValue

_WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+|[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
# "1.234" is a thousand in the Netherlands and a bit more than one in England.
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_YES, _NO = frozenset({"ja", "yes", "true", "waar"}), frozenset({"nee", "no", "false", "onwaar"})


class Typed(NamedTuple):
    """The values of one column, ``None`` where a cell is empty, and whether it was in doubt."""

    values: list[AttributeValue | None]
    is_ambiguous: bool = False


def typed(cells: Sequence[str]) -> Typed:
    """The cells of one column as the narrowest type that fits all of them.

    Numbers may have a decimal comma or point. What has a leading zero or more than fifteen
    digits is a number by name only (a postcode, an id) and stays text, as does a column
    in which every number could be read in thousands as well.

    Args:
        cells: one column of a table; blank cells are missing values.
    """
    stripped = [cell.strip() for cell in cells]
    distinct = {cell for cell in stripped if cell}
    reading = _reading(distinct)
    read = {cell: reading(cell) for cell in distinct}
    is_ambiguous = _is_ambiguous(distinct)
    return Typed([read.get(cell) for cell in stripped], is_ambiguous)


def to_number(cell: str) -> float | None:
    """The number in *cell*, with decimal comma or point; ``None`` when it holds none."""
    text = cell.strip()
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        mark = max(text.rfind(","), text.rfind("."))
        return float(re.sub(r"[.,]", "", text[:mark]) + "." + text[mark + 1 :])
    return None


def _reading(distinct: set[str]) -> Callable[[str], AttributeValue | None]:
    """How to read every one of *distinct*."""
    if all(map(_WHOLE.fullmatch, distinct)):
        return int
    if all(to_number(cell) is not None for cell in distinct) and not _is_ambiguous(distinct):
        return to_number
    if all(cell.casefold() in _YES | _NO for cell in distinct):
        return lambda cell: cell.casefold() in _YES
    if all(_is_date(cell) for cell in distinct):
        return date.fromisoformat
    return str


def _is_ambiguous(distinct: set[str]) -> bool:
    fractions = {cell for cell in distinct if not _WHOLE.fullmatch(cell)}
    return bool(fractions) and all(map(_AMBIGUOUS.fullmatch, fractions))


def _is_date(cell: str) -> bool:
    if not _DATE.fullmatch(cell):
        return False
    try:
        date.fromisoformat(cell)
    except ValueError:
        return False
    return True
