"""Sources, their passages and memos: as XML, and their texts as files."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from vocbench.exchange.refi.contents import Contents
from vocbench.exchange.refi.guids import derived
from vocbench.exchange.refi.ledger import Ledger
from vocbench.exchange.refi.placing import CARRIER
from vocbench.exchange.refi.profiles import Profile
from vocbench.exchange.refi.sources import KINDS, TEXT_PARTS
from vocbench.model.qda import QdaCoding, QdaNote, QdaProject, QdaSelection, QdaSource, SourceKind
from vocbench.model.told import told

_TAGS = {kind: tag for tag, kind in KINDS.items()}
_RECORDINGS = frozenset({SourceKind.AUDIO, SourceKind.VIDEO})
_WIDE = re.compile("[\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_FILMS = frozenset({".avi", ".m4v", ".mkv", ".mov", ".mp4", ".mpeg", ".mpg", ".webm", ".wmv"})
_LOCAL = re.compile(r"(?:absolute|file):|[/\\~]|[A-Za-z]:[/\\]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_MILLISECONDS = 1000
_HALF = told("Half of a character was in the text; a replacement sign (\ufffd) stands for it.")
_NOT_INSIDE = told("The file itself is not in the archive: hand it over beside it.")
_ONLY_NAME = told("Only its file name is written, not the folder on this machine.")
_NO_TIMES = told("Times can follow a text or the transcript of a recording only.")
_ROUNDED = told("Times are written in whole milliseconds.")
_AS_NVIVO = told("It lies behind an emoji or the like, which counts as two here, as NVivo counts.")
_NOT_AS_NVIVO = told(
    "It lies behind an emoji or the like, which counts as one here, as the standard says. NVivo counts two: "
    "for NVivo, write with the profile 'nvivo'."
)


def file_text(text: str, ledger: Ledger) -> bytes:
    """The content of the file for *text*: UTF-8, LF, no byte-order mark."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        ledger.changed(told("text"), _HALF)
        return _SURROGATE.sub("\ufffd", text).encode("utf-8")


class Material:
    """Makes XML of the sources of a project.

    Args:
        project: whose sources these are.
        contents: makes the parts that sources share with other things.
        ledger: takes what the standard cannot hold.
        profile: how positions are counted.
    """

    def __init__(self, project: QdaProject, contents: Contents, ledger: Ledger, profile: Profile) -> None:
        self._contents = contents
        self._xml = contents.xml
        self._ledger = ledger
        self._profile = profile
        self._selections: dict[str, list[QdaSelection]] = defaultdict(list)
        for selection in project.selections:
            self._selections[selection.source].append(selection)
        self._codings: dict[str, list[QdaCoding]] = defaultdict(list)
        for coding in project.codings:
            self._codings[coding.selection].append(coding)

    def source(self, source: QdaSource) -> str:
        """A source with its passages and codings."""
        if source.kind is SourceKind.TEXT:
            inside = (*self._description(source), *self._passages(source), *self._rest(source))
            attributes = self._identity(source) | _text_path(source.guid) | self._dates(source)
            return self._xml.element("TextSource", attributes, inside) + self._carrier(source)
        inside = (*self._description(source), *self._part(source), *self._rest(source))
        attributes = self._identity(source) | self._media(source.media) | self._dates(source)
        return self._xml.element(_TAGS[source.kind], attributes, inside)

    def note(self, note: QdaNote) -> str:
        """A memo."""
        attributes = {
            "guid": note.guid,
            "name": note.name or None,
            **_text_path(note.guid),
            "creatingUser": note.author or None,
            "creationDateTime": self._contents.moment(note.created),
        }
        return self._xml.element("Note", attributes, self._contents.note_refs(note.guid))

    def _identity(self, source: QdaSource) -> dict[str, str | None]:
        return {"guid": source.guid, "name": source.name or None}

    def _dates(self, source: QdaSource) -> dict[str, str | None]:
        return {
            "creatingUser": source.author or None,
            "creationDateTime": self._contents.moment(source.created),
            "modifiedDateTime": self._contents.moment(source.modified),
        }

    def _media(self, media: str) -> dict[str, str | None]:
        """Where a recording, picture or PDF is, without any folder of this machine."""
        if media.startswith("internal:"):
            self._ledger.lost(told("recording, picture or PDF"), _NOT_INSIDE)
            return {"currentPath": media}
        if _LOCAL.match(media) or (media and not _SCHEME.match(media)):
            self._ledger.changed(told("place of a recording"), _ONLY_NAME, n=int(bool(_LOCAL.match(media))))
            return {"path": "relative:///" + PurePosixPath(media.replace("\\", "/")).name}
        return {"path": media or None}

    def _description(self, source: QdaSource) -> Iterator[str]:
        return self._contents.description(source.description)

    def _rest(self, source: QdaSource) -> Iterator[str]:
        """What stands at the end of every source."""
        yield from map(self._coding, self._codings.get(source.guid, ()))
        yield from self._contents.note_refs(source.guid)
        yield from self._contents.values(source.values)

    def _part(self, source: QdaSource) -> Iterator[str]:
        """The text of a medium, where it has one."""
        if not source.text and not self._selections.get(source.guid) and not source.sync:
            return
        attributes = {"guid": derived(source.guid, "text"), **_text_path(source.guid)}
        if source.kind in _RECORDINGS:
            inside = (*self._points(source), *self._transcript_passages(source))
        else:
            self._ledger.lost(told("time"), _NO_TIMES, n=len(source.sync))
            inside = tuple(self._passages(source))
        yield self._xml.element(TEXT_PARTS[source.kind], attributes, inside)

    def _carrier(self, source: QdaSource) -> str:
        """A recording beside a text, which alone can have the times of the text."""
        if not source.media and not source.sync:
            return ""
        is_film = PurePosixPath(source.media).suffix.lower() in _FILMS
        kind = SourceKind.VIDEO if is_film else SourceKind.AUDIO
        transcript = {"guid": derived(source.guid, "transcript"), **_text_path(source.guid)}
        return self._xml.element(
            _TAGS[kind],
            {"guid": derived(source.guid, CARRIER), "name": source.name or None, **self._media(source.media)},
            (self._xml.element("Transcript", transcript, self._points(source)),),
        )

    def _points(self, source: QdaSource) -> Iterator[str]:
        written = self._counted(source, [position for _, position in source.sync])
        for number, ((seconds, _), position) in enumerate(zip(source.sync, written, strict=True)):
            milliseconds = round(seconds * _MILLISECONDS)
            self._ledger.changed(told("time"), _ROUNDED, n=int(milliseconds / _MILLISECONDS != seconds))
            yield self._point(derived(source.guid, f"point {number}"), position, str(milliseconds))

    def _point(self, guid: str, position: int, milliseconds: str | None = None) -> str:
        attributes = {"guid": guid, "timeStamp": milliseconds, "position": str(position)}
        return self._xml.element("SyncPoint", attributes)

    def _passages(self, source: QdaSource) -> Iterator[str]:
        for each, start, end in self._placed(source):
            places = {"startPosition": str(start), "endPosition": str(end)}
            yield self._passage("PlainTextSelection", each, places)

    def _transcript_passages(self, source: QdaSource) -> Iterator[str]:
        """Passages of a transcript lie between points; these have a position and no time."""
        placed = list(self._placed(source))
        for each, *ends in placed:
            for role, position in zip(("start", "end"), ends, strict=True):
                yield self._point(derived(each.guid, role), position)
        for each, *_ in placed:
            places = {"fromSyncPoint": derived(each.guid, "start"), "toSyncPoint": derived(each.guid, "end")}
            yield self._passage("TranscriptSelection", each, places)

    def _passage(self, tag: str, selection: QdaSelection, places: dict[str, str]) -> str:
        attributes = {
            "guid": selection.guid,
            "name": selection.name or None,
            **places,
            "creatingUser": selection.author or None,
            "creationDateTime": self._contents.moment(selection.created),
        }
        inside = (
            *self._contents.description(selection.description),
            *map(self._coding, self._codings.get(selection.guid, ())),
            *self._contents.note_refs(selection.guid),
        )
        return self._xml.element(tag, attributes, inside)

    def _placed(self, source: QdaSource) -> Iterator[tuple[QdaSelection, int, int]]:
        """Each passage of *source* with its ends as this profile counts them."""
        selections = self._selections.get(source.guid, [])
        starts = self._counted(source, [each.start for each in selections])
        ends = self._counted(source, [each.end for each in selections])
        n_behind = self._n_behind_wide(source, selections)
        if self._profile is Profile.NVIVO:
            self._ledger.changed(told("passage"), _AS_NVIVO, n=n_behind)
        else:
            self._ledger.doubtful(told("passage"), _NOT_AS_NVIVO, n=n_behind)
        return zip(selections, starts, ends, strict=True)

    def _n_behind_wide(self, source: QdaSource, selections: Iterable[QdaSelection]) -> int:
        first = _WIDE.search(source.text)
        return 0 if first is None else sum(each.end > first.start() for each in selections)

    def _counted(self, source: QdaSource, positions: list[int]) -> list[int]:
        """*positions* in the units of the profile."""
        if self._profile is Profile.STANDARD or not positions:
            return positions
        wide = [match.start() for match in _WIDE.finditer(source.text)]
        return [position + bisect_left(wide, position) for position in positions]

    def _coding(self, coding: QdaCoding) -> str:
        attributes = {
            "guid": coding.guid,
            "creatingUser": coding.coder or None,
            "creationDateTime": self._contents.moment(coding.created),
        }
        inside = (*self._contents.refs("CodeRef", (coding.code,)), *self._contents.note_refs(coding.guid))
        return self._xml.element("Coding", attributes, inside)


def _text_path(guid: str) -> dict[str, str | None]:
    return {"plainTextPath": f"internal://{guid}.txt"}
