"""Sources with their passages and codings: read, their positions still as the file counts them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from vocbench.exchange.refi.intake import Intake, Kind, description
from vocbench.exchange.refi.texts import read_text
from vocbench.exchange.refi.values import read_values, whole
from vocbench.model.qda import QdaCoding, QdaSelection, QdaSource, SourceKind
from vocbench.model.told import told

KINDS = {
    "TextSource": SourceKind.TEXT,
    "PDFSource": SourceKind.PDF,
    "PictureSource": SourceKind.PICTURE,
    "AudioSource": SourceKind.AUDIO,
    "VideoSource": SourceKind.VIDEO,
}
TEXT_PARTS = {
    SourceKind.PDF: "Representation",
    SourceKind.PICTURE: "TextDescription",
    SourceKind.AUDIO: "Transcript",
    SourceKind.VIDEO: "Transcript",
}
"""The element within a source that holds its text."""
_AREAS = {
    "PDFSelection": told("passage on a PDF page"),
    "PictureSelection": told("part of a picture"),
    "AudioSelection": told("stretch of a recording"),
    "VideoSelection": told("stretch of a recording"),
}
_ANYWHERE = frozenset({"Description", "Coding", "NoteRef", "VariableValue"})
_IN_TEXTS = frozenset({"PlainTextContent", "PlainTextSelection", "SyncPoint", "TranscriptSelection"})
_NO_AREAS = told(
    "Only passages of text are taken over. Memos and links that were attached to it are now on its source."
)
_NO_PLACE = told("The file does not say where it begins or ends.")
_STAYS = told("The file itself stays where it is; its place is noted at the source.")
_INTERNAL = "internal:"


@dataclass
class SourceDraft:
    """A source as it is being read: text as it is written, positions as they are counted.

    ``sync`` are pairs of milliseconds and position; ``path`` is the file of the text, which may be
    the transcript of a recording.
    """

    source: QdaSource
    written: str = ""
    path: str = ""
    is_transcript: bool = False
    selections: list[QdaSelection] = field(default_factory=list)
    sync: list[tuple[int, int]] = field(default_factory=list)


class SourceReader:
    """Reads sources one by one; codings come together in ``codings``."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self.codings: list[QdaCoding] = []

    def read(self, element: Element) -> Iterator[SourceDraft]:
        """The source in *element*; recordings with several transcripts give one for each."""
        kind = KINDS[element.tag]
        is_recorded = kind in (SourceKind.AUDIO, SourceKind.VIDEO)
        draft = SourceDraft(self._source(element, kind), is_transcript=is_recorded)
        guid = draft.source.guid
        self._intake.attach(guid, element)
        self._codings(element, guid)
        if kind is SourceKind.TEXT:
            self._take_text(draft, element)
            yield draft
            return
        parts = element.findall(TEXT_PARTS[kind])
        for part in parts[:1]:
            self._take_part(draft, part)
        yield draft
        yield from (self._further(part, draft.source) for part in parts[1:])
        self._take_areas(element, draft)
        self._tell_strange(element, {TEXT_PARTS[kind], *_AREAS})

    def _tell_strange(self, element: Element, known: Collection[str]) -> None:
        """Count what else is in *element* than belongs there."""
        for child in element:
            if child.tag not in _ANYWHERE and child.tag not in known:
                self._intake.tell_strange(child)

    def _source(self, element: Element, kind: SourceKind) -> QdaSource:
        media = "" if kind is SourceKind.TEXT else element.get("path") or element.get("currentPath") or ""
        if media.startswith(_INTERNAL):
            self._intake.ledger.changed(told("recording, picture or PDF"), _STAYS)
        self._intake.note_changes(element)
        return QdaSource(
            guid=self._intake.claim(Kind.SOURCE, element),
            name=element.get("name", ""),
            kind=kind,
            media=media,
            description=description(element),
            author=self._intake.guid(element.get("creatingUser")),
            created=element.get("creationDateTime", "").strip(),
            modified=element.get("modifiedDateTime", "").strip(),
            values=read_values(element, self._intake),
        )

    def _take_part(self, draft: SourceDraft, part: Element) -> None:
        """Take the text of a medium, which has a GUID of its own that other things may name."""
        self._intake.aliases[self._intake.guid(part.get("guid"))] = draft.source.guid
        self._intake.attach(draft.source.guid, part)
        self._codings(part, draft.source.guid)
        said = "\n\n".join(filter(None, (draft.source.description, description(part))))
        draft.source = replace(draft.source, description=said)
        self._take_text(draft, part)

    def _further(self, part: Element, medium: QdaSource) -> SourceDraft:
        """Another transcript of *medium*, as a text of its own."""
        source = self._source(part, SourceKind.TEXT)
        named = replace(source, name=source.name or medium.name, media=medium.media)
        draft = SourceDraft(named, is_transcript=True)
        self._intake.attach(source.guid, part)
        self._codings(part, source.guid)
        self._take_text(draft, part)
        return draft

    def _take_text(self, draft: SourceDraft, holder: Element) -> None:
        self._tell_strange(holder, _IN_TEXTS)
        draft.written = read_text(holder, draft.source.name, self._intake)
        draft.path = PurePosixPath(holder.get("plainTextPath", "").replace("\\", "/")).name.casefold()
        points = {self._intake.guid(each.get("guid")): each for each in holder.findall("SyncPoint")}
        for point in points.values():
            milliseconds, position = whole(point.get("timeStamp")), whole(point.get("position"))
            if milliseconds is not None and position is not None:
                draft.sync.append((milliseconds, position))
        for each in holder.findall("PlainTextSelection"):
            start, end = whole(each.get("startPosition")), whole(each.get("endPosition"))
            self._take_selection(draft, each, start, end)
        for each in holder.findall("TranscriptSelection"):
            ends = (points.get(self._intake.guid(each.get(end))) for end in ("fromSyncPoint", "toSyncPoint"))
            start, end = (None if point is None else whole(point.get("position")) for point in ends)
            self._take_selection(draft, each, start, end)

    def _take_selection(
        self, draft: SourceDraft, element: Element, start: int | None, end: int | None
    ) -> None:
        if start is None or end is None:
            self._intake.ledger.lost(told("passage"), _NO_PLACE)
            self._intake.ledger.lost(told("coding"), _NO_PLACE, n=len(element.findall("Coding")))
            return
        selection = QdaSelection(
            guid=self._intake.claim(Kind.SELECTION, element),
            source=draft.source.guid,
            start=start,
            end=end,
            name=element.get("name", ""),
            description=description(element),
            author=self._intake.guid(element.get("creatingUser")),
            created=element.get("creationDateTime", "").strip(),
        )
        draft.selections.append(selection)
        self._intake.attach(selection.guid, element)
        self._intake.note_changes(element)
        self._codings(element, selection.guid)

    def _codings(self, element: Element, coded: str) -> None:
        for each in element.findall("Coding"):
            guid = self._intake.claim(Kind.CODING, each)
            self._intake.attach(guid, each)
            self.codings.append(
                QdaCoding(
                    guid=guid,
                    selection=coded,
                    code=self._intake.target(each, "CodeRef"),
                    coder=self._intake.guid(each.get("creatingUser")),
                    created=each.get("creationDateTime", "").strip(),
                )
            )

    def _take_areas(self, element: Element, draft: SourceDraft) -> None:
        """Count what is coded without text; a PDF area with a passage of the same GUID is that passage."""
        passages = {each.guid: number for number, each in enumerate(draft.selections)}
        for area in element:
            if area.tag not in _AREAS:
                continue
            guid = self._intake.guid(area.get("guid"))
            if guid in passages:
                self._codings_of_twin(area, guid)
                twin = draft.selections[passages[guid]]
                said = "\n\n".join(dict.fromkeys(filter(None, (twin.description, description(area)))))
                draft.selections[passages[guid]] = replace(twin, description=said)
                continue
            self._intake.ledger.lost(_AREAS[area.tag], _NO_AREAS)
            why = told("It codes a {area}.", area=_AREAS[area.tag])
            self._intake.ledger.lost(told("coding"), why, n=len(area.findall("Coding")))
            self._intake.aliases[guid] = draft.source.guid
            self._intake.attach(draft.source.guid, area)

    def _codings_of_twin(self, area: Element, guid: str) -> None:
        """Take the codings of an area that its passage does not have itself."""
        known = {(each.code, each.coder) for each in self.codings if each.selection == guid}
        for each in area.findall("Coding"):
            if (self._intake.target(each, "CodeRef"), self._intake.guid(each.get("creatingUser"))) in known:
                area.remove(each)
        self._codings(area, guid)
        self._intake.attach(guid, area)
