"""Codes and sets, which projects and codebooks have in common: read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from vocbench.exchange.refi.intake import Intake, Kind, description
from vocbench.model.qda import QdaCode, QdaSet
from vocbench.model.told import told

COLOR = re.compile(r"#[0-9A-Fa-f]{6}")
_SHORT_COLOR = re.compile(r"#[0-9A-Fa-f]{3}")
_OPAQUE_COLOR = re.compile(r"#(?:ff([0-9a-f]{6})|([0-9a-f]{6})ff)", re.IGNORECASE)
"""With how opaque it is, before or after the colour: fully."""
_YES = frozenset({"true", "1"})
_NO = frozenset({"false", "0"})
_NOT_SAID = told("The file does not say whether it codes or only groups; it codes now.")
_NO_COLOR = told("The file writes it in a way that the standard does not know.")


def read_codes(codes: Element, intake: Intake, parent: str = "") -> Iterator[QdaCode]:
    """The codes in *codes* and below, each before those under it."""
    for element in codes:
        if element.tag == "Code":
            code = _code(element, intake, parent)
            yield code
            yield from read_codes(element, intake, code.guid)


def _code(element: Element, intake: Intake, parent: str) -> QdaCode:
    guid = intake.claim(Kind.CODE, element)
    intake.attach(guid, element)
    return QdaCode(
        guid=guid,
        name=element.get("name", ""),
        parent=parent,
        is_codable=_is_codable(element, intake),
        color=read_color(element, intake),
        description=description(element),
    )


def _is_codable(element: Element, intake: Intake) -> bool:
    stated = element.get("isCodable", "").strip().casefold()
    if stated not in _YES | _NO:
        intake.ledger.changed(told("code"), _NOT_SAID)
    return stated not in _NO


def read_color(element: Element, intake: Intake) -> str:
    """The colour of *element* as ``#RRGGBB``; ``""`` where it has none that we can read."""
    color = element.get("color", "").strip()
    if _SHORT_COLOR.fullmatch(color):
        return "#" + "".join(2 * digit for digit in color[1:])
    if found := _OPAQUE_COLOR.fullmatch(color):
        return f"#{found[1] or found[2]}"
    if color and not COLOR.fullmatch(color):
        intake.ledger.lost(told("colour"), _NO_COLOR)
        return ""
    return color


def read_set(element: Element, intake: Intake) -> QdaSet:
    """A set; its members may be things that are not there."""
    members: Mapping[str, list[str]] = {"MemberCode": [], "MemberSource": [], "MemberNote": []}
    for child in element:
        if child.tag in members:
            # Projects name a member by @targetGUID, codebooks by @guid; real files mix them up.
            members[child.tag].append(intake.guid(child.get("targetGUID") or child.get("guid")))
    guid = intake.claim(Kind.SET, element)
    intake.attach(guid, element)
    return QdaSet(
        guid=guid,
        name=element.get("name", ""),
        description=description(element),
        codes=tuple(members["MemberCode"]),
        sources=tuple(members["MemberSource"]),
        notes=tuple(members["MemberNote"]),
    )
