"""A small study as another program exchanges it, invented, with everything such files have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from vocbench.model.qda import (
    Direction,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
    VariableKind,
)

TEXT = "I: How long did you wait?\nAn hour, and nobody said 😀 a word.\nI: And then?\nI went home."
ANNA, CODER = "An", "Coder"

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def guid(number: int) -> str:
    """A GUID with this number in it."""
    return f"{number:08x}-0000-4000-8000-00000000abcd"


def selection(number: int, words: str, text: str = TEXT, source: int = 1, **more: str) -> QdaSelection:
    """The passage of a text with these words."""
    start = text.index(words)
    return QdaSelection(guid(number), guid(source), start, start + len(words), **more)


def study(**changes: object) -> QdaProject:
    """One interview with two people, three codes, four codings by one coder, and memos."""
    made = QdaProject(
        name="Queue",
        origin="Elsewhere 3.1",
        users=(QdaUser(guid(90), CODER),),
        codes=(
            QdaCode(guid(10), "Pains", is_codable=False, color="#112233"),
            QdaCode(guid(11), "Waiting", guid(10), description="Time lost"),
            QdaCode(guid(12), "Price/Quality", guid(10)),
        ),
        variables=(QdaVariable(guid(20), "age", VariableKind.INTEGER, "In years"),),
        cases=(QdaCase(guid(30), ANNA, values={guid(20): 31}, selections=(guid(41), guid(42))),),
        sources=(QdaSource(guid(1), "p01", text=TEXT, created="2024-05-01T10:00:00+02:00"),),
        selections=(
            selection(41, "An hour, and nobody said 😀 a word."),
            selection(42, "I went home."),
            selection(43, "😀 a word"),
            selection(44, "And then?", description="A leading question"),
        ),
        codings=(
            QdaCoding(guid(51), guid(43), guid(11), guid(90), "2024-05-02T08:00:00Z"),
            QdaCoding(guid(52), guid(41), guid(12), guid(90), "2024-05-02T09:00:00Z"),
        ),
        notes=(
            QdaNote(guid(61), "", "Strong words", guid(90), about=(guid(51),)),
            QdaNote(guid(62), "Plan", "Ask about the door", guid(90), "2024-05-03T08:00:00Z"),
        ),
        links=(QdaLink(guid(71), guid(11), guid(12), "leads to", Direction.ONE_WAY),),
        sets=(QdaSet(guid(81), "Wave 1", codes=(guid(11),), sources=(guid(1),)),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # as replace takes them


PICTURE = QdaSource(guid(2), "The door", SourceKind.PICTURE, media="internal://door.jpg")


def renumbered(value: Any) -> Any:
    """The same study with a fresh GUID for everything, as most programs write it each time."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return str(uuid5(NAMESPACE_URL, value)) if _GUID.fullmatch(value) else value
    if isinstance(value, tuple):
        return tuple(map(renumbered, value))
    if isinstance(value, Mapping):
        return {renumbered(key): renumbered(each) for key, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: renumbered(getattr(value, each.name)) for each in fields(value)})
    return value
