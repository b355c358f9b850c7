"""What all parts of reading a project share: the GUIDs given out, memos' places, and what was lost."""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import Enum
from xml.etree.ElementTree import Element

from vocbench.exchange.refi.archive import Files
from vocbench.exchange.refi.guids import derived, to_guid
from vocbench.exchange.refi.ledger import Ledger
from vocbench.model.told import told

_CHANGE_MARKS = ("modifyingUser", "modifyingUserGUID")
_REPEATED = told("It had the GUID of another one in the file, and was given its own.")
_NO_CHANGES = told("Who changed a source, passage or memo last is not taken over.")
_NO_PART = told("The standard does not know such a part of a project.")


class Kind(Enum):
    """What things have GUIDs of their own; two of one kind never share one."""

    USER = told("coder")
    CODE = told("code")
    VARIABLE = told("variable")
    CASE = told("case")
    SOURCE = told("source")
    SELECTION = told("passage")
    CODING = told("coding")
    NOTE = told("memo")
    LINK = told("link")
    SET = told("set")


class Intake:
    """Reads along: gives each thing its GUID, and remembers which memos were attached where.

    Args:
        files: the texts of the project.
        mark: what tells the file from others.
    """

    def __init__(self, files: Files, mark: str) -> None:
        self.files = files
        self._mark = mark
        self.ledger = Ledger()
        self.about: dict[str, list[str]] = defaultdict(list)
        """GUIDs of what a memo is attached to, by the memo's."""
        self.aliases: dict[str, str] = {}
        """GUIDs of parts of a source, such as the text of a PDF, and the source's own."""
        self.missing: set[str] = set()
        """Texts that the file names and does not hold."""
        self._taken: dict[Kind, set[str]] = {kind: set() for kind in Kind}
        self._n_repeats: Counter[str] = Counter()

    def guid(self, text: str | None) -> str:
        """The GUID that *text* means in this file; ``""`` where there is none."""
        return to_guid(text, self._mark)

    def target(self, element: Element, tag: str) -> str:
        """The GUID that the child called *tag* refers to; ``""`` where it does not."""
        return next(iter(self.targets(element, tag)), "")

    def targets(self, element: Element, tag: str) -> tuple[str, ...]:
        """The GUIDs that all children called *tag* refer to."""
        return tuple(self.guid(child.get("targetGUID")) for child in element.findall(tag))

    def claim(self, kind: Kind, element: Element) -> str:
        """The GUID of *element*, another one where a thing of that kind has it already."""
        taken = self._taken[kind]
        stated = self.guid(element.get("guid"))
        guid = stated or derived(self._mark, f"{kind.value} {len(taken)}")
        while guid in taken:
            self._n_repeats[stated] += 1
            guid = derived(stated, f"{kind.value} {self._n_repeats[stated]}")
        if stated and guid != stated:
            self.ledger.changed(kind.value, _REPEATED)
        taken.add(guid)
        return guid

    def attach(self, guid: str, element: Element) -> None:
        """Remember the memos that *element* names as attached to *guid*."""
        for child in element:
            if child.tag == "NoteRef":
                self.about[self.guid(child.get("targetGUID"))].append(guid)

    def tell_strange(self, element: Element) -> None:
        """Count *element*, which does not belong where it is, with all that it codes."""
        self.ledger.lost(told("part of the file"), _NO_PART, name=element.tag)
        self.ledger.lost(told("coding"), _NO_PART, n=sum(1 for _ in element.iter("Coding")))

    def note_changes(self, element: Element) -> None:
        """Count who last changed *element*, which has no place with us."""
        if any(element.get(mark) for mark in _CHANGE_MARKS):
            self.ledger.lost(told("last change"), _NO_CHANGES)


def description(element: Element) -> str:
    """What the ``Description`` in *element* says; ``""`` where there is none."""
    found = element.find("Description")
    return "" if found is None else found.text or ""
