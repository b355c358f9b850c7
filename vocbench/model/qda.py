"""A study as programs for qualitative analysis exchange it: the terms of REFI-QDA 1.5.

Every reader of another program's project makes a ``QdaProject`` and every writer takes one;
``project`` turns it into an own project and back. Ids are GUIDs: 36 characters, lower case, no
braces. Positions are code points into a text with LF line ends and no byte-order mark, the end
excluded, whatever the file counted in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from vocbench.model.source import AttributeValue
from vocbench.model.told import Told


class SourceKind(StrEnum):
    """What material a source is."""

    TEXT = "text"
    PDF = "pdf"
    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"


class VariableKind(StrEnum):
    """What the values of a variable are."""

    TEXT = "Text"
    BOOLEAN = "Boolean"
    INTEGER = "Integer"
    FLOAT = "Float"
    DATE = "Date"
    DATETIME = "DateTime"


class Direction(StrEnum):
    """Which way a link points."""

    ASSOCIATIVE = "Associative"
    ONE_WAY = "OneWay"
    BIDIRECTIONAL = "Bidirectional"


class Fate(StrEnum):
    """What became of something that was carried from one program to another."""

    CHANGED = "changed"
    LOST = "lost"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Loss:
    """What could not be carried as it was.

    ``what`` is a kind of thing in the terms of the field (``"hot key"``, ``"picture selection"``),
    ``name`` which one, empty for all of them; ``n`` how many; ``why`` one sentence, with what to do
    about it where something can be done.
    """

    what: Told
    fate: Fate
    n: int
    why: Told
    name: str = ""

    def in_language(self, language: str) -> Loss:
        """The same, told in *language*.

        Raises:
            VocbenchError: there is no such language.
        """
        return replace(self, what=self.what.in_language(language), why=self.why.in_language(language))


@dataclass(frozen=True, slots=True)
class QdaUser:
    """A coder."""

    guid: str
    name: str


@dataclass(frozen=True, slots=True)
class QdaCode:
    """A code; ``parent`` is the GUID of the code above it, ``""`` at the top.

    A code that ``is_codable`` is not only groups others. ``color`` is ``#RRGGBB`` or ``""``.
    """

    guid: str
    name: str
    parent: str = ""
    is_codable: bool = True
    color: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class QdaVariable:
    """An attribute that sources or cases can have."""

    guid: str
    name: str
    kind: VariableKind = VariableKind.TEXT
    description: str = ""


@dataclass(frozen=True, slots=True)
class QdaSource:
    """Material. ``text`` is empty for media without a transcript.

    ``media`` says where the material itself is, where there is more than text. ``values`` has the
    GUIDs of variables as keys. ``created`` and ``modified`` are ISO 8601 or ``""``. ``sync`` are
    pairs of seconds and position, where a transcript follows a recording.
    """

    guid: str
    name: str
    kind: SourceKind = SourceKind.TEXT
    text: str = ""
    media: str = ""
    description: str = ""
    author: str = ""
    created: str = ""
    modified: str = ""
    values: Mapping[str, AttributeValue] = field(default_factory=dict)
    sync: tuple[tuple[float, int], ...] = ()


@dataclass(frozen=True, slots=True)
class QdaSelection:
    """A passage of a text, coded or not. ``description`` is a comment; ``name`` is often the quote."""

    guid: str
    source: str
    start: int
    end: int
    name: str = ""
    description: str = ""
    author: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class QdaCoding:
    """A code on a selection, or on a whole source where ``selection`` is the GUID of a source.

    ``coder`` is the GUID of a user or ``""``; ``created`` is ISO 8601 or ``""``.
    """

    guid: str
    selection: str
    code: str
    coder: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class QdaNote:
    """A memo. ``about`` are the GUIDs of what it is attached to; empty for a memo on the project."""

    guid: str
    name: str
    text: str
    author: str = ""
    created: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaCase:
    """A unit of observation, nearly always a person. ``selections`` are what that person said."""

    guid: str
    name: str
    description: str = ""
    values: Mapping[str, AttributeValue] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaLink:
    """A relation between two things, each a GUID."""

    guid: str
    origin: str
    target: str
    name: str = ""
    direction: Direction = Direction.ASSOCIATIVE
    color: str = ""


@dataclass(frozen=True, slots=True)
class QdaSet:
    """Codes, sources and memos under one name."""

    guid: str
    name: str
    description: str = ""
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QdaProject:
    """A whole study. Each GUID that one part names, another part has.

    ``origin`` is the program that wrote it. ``losses`` is what its reader could not take over, and
    ``notices`` what it detected, such as how positions are counted.
    """

    name: str
    origin: str = ""
    description: str = ""
    users: tuple[QdaUser, ...] = ()
    codes: tuple[QdaCode, ...] = ()
    variables: tuple[QdaVariable, ...] = ()
    cases: tuple[QdaCase, ...] = ()
    sources: tuple[QdaSource, ...] = ()
    selections: tuple[QdaSelection, ...] = ()
    codings: tuple[QdaCoding, ...] = ()
    notes: tuple[QdaNote, ...] = ()
    links: tuple[QdaLink, ...] = ()
    sets: tuple[QdaSet, ...] = ()
    losses: tuple[Loss, ...] = ()
    notices: tuple[Told, ...] = ()
