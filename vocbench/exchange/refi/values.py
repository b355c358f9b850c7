"""Values of variables, as XML writes them and as Python has them."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from xml.etree.ElementTree import Element

from vocbench.exchange.refi.intake import Intake
from vocbench.exchange.refi.ledger import Ledger
from vocbench.model.qda import VariableKind
from vocbench.model.source import AttributeValue
from vocbench.model.told import told

_DATE_TIME = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):[0-5]\d|[+-]14:00)?"
)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:\d\d)$")
_WORDS = {"true": True, "1": True, "false": False, "0": False}
_NOT_A_VALUE = told("The file has words where the variable's type says otherwise; they were kept as text.")
_TAGS = {kind: f"{kind}Value" for kind in VariableKind}


def read_values(element: Element, intake: Intake) -> dict[str, AttributeValue]:
    """The values that *element* has, by the GUIDs of their variables."""
    found = (_value_in(each, intake) for each in element.findall("VariableValue"))
    return {variable: value for variable, value in found if value is not None}


def _value_in(element: Element, intake: Intake) -> tuple[str, AttributeValue | None]:
    variable, value = "", None
    for child in element:
        if child.tag == "VariableRef":
            variable = intake.guid(child.get("targetGUID"))
        elif child.tag in _READERS:
            value = _read(child.tag, child.text or "", intake.ledger)
    return variable, value


def _read(tag: str, text: str, ledger: Ledger) -> AttributeValue | None:
    if tag == _TAGS[VariableKind.TEXT]:
        return text
    if not text.strip():
        return None
    try:
        return _READERS[tag](text.strip())
    except (ValueError, KeyError, ArithmeticError):
        ledger.changed(told("attribute value"), _NOT_A_VALUE)
        return text


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


_READERS: dict[str, Callable[[str], AttributeValue]] = {
    _TAGS[VariableKind.TEXT]: str,
    _TAGS[VariableKind.BOOLEAN]: lambda text: _WORDS[text.casefold()],
    _TAGS[VariableKind.INTEGER]: int,
    _TAGS[VariableKind.FLOAT]: _number,
    _TAGS[VariableKind.DATE]: lambda text: date.fromisoformat(_ZONE.sub("", text)),
    _TAGS[VariableKind.DATETIME]: datetime.fromisoformat,
}


def written_value(value: AttributeValue) -> tuple[str, str] | None:
    """The element name and text of *value*; ``None`` where the schema has no such value."""
    if isinstance(value, str):
        return _TAGS[VariableKind.TEXT], value
    if isinstance(value, bool):
        return _TAGS[VariableKind.BOOLEAN], "true" if value else "false"
    if isinstance(value, int):
        return _TAGS[VariableKind.INTEGER], str(value)
    if isinstance(value, float):
        # The schema's decimal knows no exponent and no infinity.
        return (_TAGS[VariableKind.FLOAT], f"{Decimal(repr(value)):f}") if math.isfinite(value) else None
    if isinstance(value, datetime):
        moment = written_moment(value.isoformat())
        return (_TAGS[VariableKind.DATETIME], moment) if moment else None
    return _TAGS[VariableKind.DATE], value.isoformat()


def written_moment(moment: str) -> str:
    """A date and time as the schema wants it; ``""`` where *moment* is none."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return ""
    if _DATE_TIME.fullmatch(moment):
        return moment
    written = found.isoformat()
    return written if _DATE_TIME.fullmatch(written) else ""


def whole(text: str | None) -> int | None:
    """A whole number, ``None`` where *text* is none or beyond all that a position can be."""
    try:
        number = int(text or "")
    except ValueError:
        return None
    return number if abs(number) <= _LARGEST_POSITION else None


_LARGEST_POSITION = 1 << 40
