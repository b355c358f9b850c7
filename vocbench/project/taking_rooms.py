"""Where the codings of a foreign text go: a text that the project has, or has in another version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vocbench.errors import SourceError
from vocbench.model.anchors import Anchors, Edit, corrected, differences
from vocbench.model.blot import is_blotted
from vocbench.model.source import Transcript, text_hash
from vocbench.project import incoming
from vocbench.project.taking import Desk
from vocbench.project.taking_known import without_labels
from vocbench.storage import carried as store
from vocbench.storage.sources import load_transcript, structure
from vocbench.storage.versions import add_version

_MOST_LOST = 0.5  # a text of the same name is the same text in another version where half of it is there


@dataclass(frozen=True, slots=True)
class Room:
    """A stretch of a foreign text, from *start*, that codings of it go to: a transcript or an answer.

    ``anchors`` lead from that stretch to the text as it is kept, ``None`` where the two are the same;
    ``has_labels`` says that they only leave out labels. Who withdrew has a room without a source.
    """

    source_id: str
    answer_id: str | None
    start: int
    text: str
    anchors: Anchors | None = None
    has_labels: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transcript of the project that a foreign text may be; only where it is called so it may differ."""

    source_id: str
    name: str
    hashes: set[str]
    is_called_so: bool


def known_room(desk: Desk, candidate: Candidate, text: str) -> Room | None:
    """Where codings of a text go if it is that transcript, or a version of it; ``None`` if it is not."""
    row_id, name = candidate.source_id, candidate.name
    if text_hash(text) in candidate.hashes:
        return _room_of_version(desk, row_id, text, name)
    held = load_transcript(desk.act.connection, name)
    if is_blotted(held.text, text):
        desk.known["transcript"] += 1
        return Room(row_id, None, 0, held.text)
    edits = None if incoming.is_own(desk.qda) else without_labels(text, held)
    if edits is not None:
        desk.known["transcript"] += 1
        desk.lose("labels", name=name)
        return Room(row_id, None, 0, text, Anchors(text, edits), has_labels=True)
    return _revised_room(desk, row_id, held, text) if candidate.is_called_so else None


def _room_of_version(desk: Desk, row_id: str, text: str, name: str) -> Room:
    """Where codings of a text go that the project has, maybe in a later version."""
    desk.known["transcript"] += 1
    then, latest = store.version_with(desk.act.connection, row_id, text_hash(text))
    if then.hash == latest.hash:
        return Room(row_id, None, 0, text)
    desk.lose("later version", name=name)
    return Room(row_id, None, 0, text, Anchors(text, differences(text, latest.text)))


def _revised_room(desk: Desk, row_id: str, held: Transcript, text: str) -> Room | None:
    """Where codings of a corrected text go, which is kept as a version; ``None`` if it is another text.

    A text in which somebody withdrew stays as it is here.
    """
    edits = differences(held.text, text)
    if sum(edit.end - edit.start for edit in edits) > len(held.text) * _MOST_LOST:
        return None
    if desk.withdrawn.intersection(held.respondent_key(each.name) or "" for each in held.speakers):
        desk.known["transcript"] += 1
        desk.lose("who withdrew")
        return Room(row_id, None, 0, text, Anchors(text, differences(text, held.text)))
    desk.changed["transcript"] += 1
    add_version(desk.act, row_id, text=text, structure=structure(_revised(held, text, edits)), edits=edits)
    return Room(row_id, None, 0, text)


def _revised(held: Transcript, text: str, edits: Sequence[Edit]) -> Transcript:
    """The transcript with its turns on the corrected text; without turns where they do not fit any more."""
    try:
        return corrected(held, edits)
    except SourceError:
        return Transcript(held.name, text, language=held.language)
