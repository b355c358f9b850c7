"""From the cells of one column to typed values: numbers, yes/no, dates or text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from vocbench.model.source import AttributeValue

_WHOLE = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:[.,]\d+)?")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+,\d+|[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+")
# "1.234" is a thousand in the Netherlands and a bit more than one in England.
_AMBIGUOUS = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})([-/.])(?P<day>\d{1,2})\2(?P<year>\d{4})")
_YES, _NO = frozenset({"ja", "yes", "true", "waar"}), frozenset({"nee", "no", "false", "onwaar"})

_TICKED = _YES | frozenset({"y", "j", "x", "oui", "sí", "si", "checked", "selected", "gewählt", "gekozen"})
_LEFT = _NO | frozenset(
    {"n", "non", "nein", "unchecked", "not selected", "nicht gewählt", "niet gekozen", "0"}
)


_NOTHING = re.compile(
    r"n/?a|n\.a\.|n\.?v\.?t\.?|niet van toepassing|not applicable|nicht zutreffend|sans objet|[-–]|-99",
    re.IGNORECASE,
)
"""What programs and people write where a closed question does not apply."""


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
    stripped = [*map(str.strip, cells)]
    read, is_ambiguous = _read([*filter(None, stripped)])
    if read is None:
        return Typed([cell or None for cell in stripped], is_ambiguous)
    return Typed([read.get(cell) for cell in stripped], is_ambiguous)


def is_yes(cell: str) -> bool:
    """Whether a cell says yes, or that an option was ticked."""
    return cell.strip().casefold() in _TICKED


def is_no(cell: str) -> bool:
    """Whether a cell says no, or that an option was left alone."""
    return cell.strip().casefold() in _LEFT


def is_nothing(cell: str) -> bool:
    """Whether a cell of a closed question says that it was not asked or does not apply."""
    return _NOTHING.fullmatch(cell.strip()) is not None


def to_number(cell: str) -> float | None:
    """The number in *cell*, with decimal comma or point; ``None`` when it holds none."""
    text = cell.strip()
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        mark = max(text.rfind(","), text.rfind("."))
        return float(re.sub(r"[.,]", "", text[:mark]) + "." + text[mark + 1 :])
    return None


def _read(distinct: Sequence[str]) -> tuple[Mapping[str, AttributeValue | None] | None, bool]:
    """What each of *distinct* says, ``None`` for text, and whether numbers can be read in two ways."""
    if all(map(_WHOLE.fullmatch, distinct)):
        return {cell: int(cell) for cell in distinct}, False
    is_ambiguous = _is_ambiguous(distinct)
    if not is_ambiguous and to_number(distinct[0]) is not None:
        numbers = {cell: to_number(cell) for cell in distinct}
        if None not in numbers.values():
            return numbers, False
    if all(cell.casefold() in _YES | _NO for cell in distinct):
        return {cell: cell.casefold() in _YES for cell in distinct}, False
    return _dates(distinct), is_ambiguous


def _is_ambiguous(distinct: Sequence[str]) -> bool:
    """Whether every number that is no whole one could be read in thousands as well."""
    return all(_WHOLE.fullmatch(cell) or _AMBIGUOUS.fullmatch(cell) for cell in distinct)


def _dates(distinct: Sequence[str]) -> dict[str, AttributeValue | None] | None:
    """*distinct* as dates; ``None`` where they are none, or the day could be the month as well."""
    read = [found for form in (_DATE, _DAY_FIRST, _MONTH_FIRST) if (found := _dates_in(distinct, form))]
    is_one = len(read) == 1 or all("/" not in cell for cell in distinct)  # with dashes the day comes first
    return read[0] if read and is_one else None


def _dates_in(distinct: Sequence[str], form: re.Pattern[str]) -> dict[str, AttributeValue | None] | None:
    dates: dict[str, AttributeValue | None] = {}
    for cell in distinct:
        if (found := form.fullmatch(cell)) is None:
            return None
        try:
            dates[cell] = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            return None
    return dates
