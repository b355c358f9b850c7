"""Memos: read. A memo is a text of its own, attached where other things name it."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from vocbench.exchange.refi.intake import Intake, Kind, description
from vocbench.exchange.refi.texts import read_text
from vocbench.model.qda import QdaNote
from vocbench.model.source import clean_text
from vocbench.model.told import told

_IN_A_MEMO = told("Memos are not coded with us; the memo itself is taken over.")
_JOINED = told("A memo's description now stands below its text.")


def read_note(element: Element, intake: Intake) -> QdaNote:
    """The memo in *element*; what it is attached to is filled in later."""
    guid = intake.claim(Kind.NOTE, element)
    intake.attach(guid, element)
    intake.note_changes(element)
    intake.ledger.lost(told("coding"), _IN_A_MEMO, n=sum(1 for _ in element.iter("Coding")))
    intake.ledger.lost(told("passage"), _IN_A_MEMO, n=len(element.findall("PlainTextSelection")))
    intake.ledger.lost(told("attribute value"), _IN_A_MEMO, n=len(element.findall("VariableValue")))
    text = clean_text(read_text(element, element.get("name", ""), intake))
    said = description(element)
    if said:
        intake.ledger.changed(told("memo"), _JOINED)
        text = f"{text}\n\n{said}"
    return QdaNote(
        guid=guid,
        name=element.get("name", ""),
        text=text,
        author=intake.guid(element.get("creatingUser")),
        created=element.get("creationDateTime", "").strip(),
    )
