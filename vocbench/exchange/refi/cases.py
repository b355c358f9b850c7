"""Variables, cases and links: read."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from vocbench.exchange.refi.codes import read_color
from vocbench.exchange.refi.intake import Intake, Kind, description
from vocbench.exchange.refi.values import read_values
from vocbench.model.qda import Direction, QdaCase, QdaLink, QdaVariable, VariableKind
from vocbench.model.told import told

_NO_KIND = told("The file gives it a type that the standard does not know; it is text now.")
_KINDS = {kind.casefold(): kind for kind in VariableKind}
_DIRECTIONS = {direction.casefold(): direction for direction in Direction}


def read_variable(element: Element, intake: Intake) -> QdaVariable:
    """The variable in *element*."""
    stated = element.get("typeOfVariable", "").strip().casefold()
    if stated not in _KINDS:
        intake.ledger.changed(told("variable"), _NO_KIND, name=element.get("name", ""))
    guid = intake.claim(Kind.VARIABLE, element)
    intake.attach(guid, element)
    return QdaVariable(
        guid=guid,
        name=element.get("name", ""),
        kind=_KINDS.get(stated, VariableKind.TEXT),
        description=description(element),
    )


def read_case(element: Element, intake: Intake) -> QdaCase:
    """The case in *element*; some programs have nameless ones, to give a source its values."""
    guid = intake.claim(Kind.CASE, element)
    intake.attach(guid, element)
    return QdaCase(
        guid=guid,
        name=element.get("name", ""),
        description=description(element),
        values=read_values(element, intake),
        codes=intake.targets(element, "CodeRef"),
        sources=intake.targets(element, "SourceRef"),
        selections=intake.targets(element, "SelectionRef"),
    )


def read_link(element: Element, intake: Intake) -> QdaLink:
    """The link in *element*."""
    guid = intake.claim(Kind.LINK, element)
    intake.attach(guid, element)
    stated = element.get("direction", "").strip().casefold()
    return QdaLink(
        guid=guid,
        origin=intake.guid(element.get("originGUID")),
        target=intake.guid(element.get("targetGUID")),
        name=element.get("name", ""),
        direction=_DIRECTIONS.get(stated, Direction.ASSOCIATIVE),
        color=read_color(element, intake),
    )
