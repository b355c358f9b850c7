"""From sources as they were read to sources in our terms: clean texts, positions in code points."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vocbench.exchange.refi.guids import derived
from vocbench.exchange.refi.ledger import Ledger
from vocbench.exchange.refi.positions import Choice, Passages, Reading, choose, n_at_edges, places
from vocbench.exchange.refi.profiles import read_origin
from vocbench.exchange.refi.sources import SourceDraft
from vocbench.model.qda import QdaSelection, QdaSource, SourceKind
from vocbench.model.source import clean_text
from vocbench.model.told import Told, told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CARRIER = "recording"
"""The part that a recording plays for a text which has times."""
_DOUBTFUL = told("Its place in the text is not certain: compare it with the original before you rely on it.")
_MILLISECONDS = 1000


def joined(drafts: Iterable[SourceDraft]) -> tuple[list[SourceDraft], dict[str, str]]:
    """The drafts, with a transcript that is also a text of its own there once.

    Some programs give a text twice, as a source and as the transcript of a recording. The text
    then takes the times, and the recording stays as a reference.

    Returns:
        The drafts that are left, and by the GUID of each recording that went, that of its text.
    """
    texts: dict[str, SourceDraft] = {}
    kept: list[SourceDraft] = []
    gone: dict[str, str] = {}
    all_drafts = list(drafts)
    for draft in all_drafts:
        if draft.source.kind is SourceKind.TEXT and draft.path and not draft.is_transcript:
            texts.setdefault(draft.path, draft)
    for draft in all_drafts:
        text = texts.get(draft.path) if draft.is_transcript else None
        if text is None:
            kept.append(draft)
            continue
        _give(draft, text)
        is_carrier = draft.source.guid == derived(text.source.guid, CARRIER)
        if is_carrier or draft.source.kind is SourceKind.TEXT:
            gone[draft.source.guid] = text.source.guid
        else:
            kept.append(draft)
    return kept, gone


def _give(transcript: SourceDraft, text: SourceDraft) -> None:
    """Move what belongs to the words of *transcript* over to *text*."""
    guid = text.source.guid
    text.sync.extend(transcript.sync)
    text.selections.extend(replace(each, source=guid) for each in transcript.selections)
    text.source = replace(text.source, media=text.source.media or transcript.source.media)
    transcript.written, transcript.path = "", ""
    transcript.sync, transcript.selections = [], []


class Placing:
    """Finds out how a file counts, and puts its passages on their words.

    Args:
        drafts: sources with texts as they are written.
        origin: the program that wrote them, as the file says.
        ledger: takes the doubtful passages.
    """

    def __init__(self, drafts: Sequence[SourceDraft], origin: str, ledger: Ledger) -> None:
        self._drafts = drafts
        self._ledger = ledger
        self._is_own = read_origin(origin)[1] is not None
        self._passages = [_passages(each) for each in drafts]
        self._choices = choose(self._passages, origin)
        self.sources: list[QdaSource] = []
        self.selections: list[QdaSelection] = []

    def place(self) -> None:
        """Fill ``sources`` and ``selections``."""
        for draft, passages, choice in zip(self._drafts, self._passages, self._choices, strict=True):
            self._place(draft, passages, choice)

    def notices(self) -> Iterator[Told]:
        """In words how positions were read, and how well that fits."""
        if self._is_own:
            return
        groups: dict[Reading, list[Passages]] = defaultdict(list)
        for passages, choice in zip(self._passages, self._choices, strict=True):
            if passages.names and passages.written:
                groups[choice.reading].append(passages)
        for reading, group in groups.items():
            yield told(
                "Positions in {n} sources were read as {reading}: {n_good} of {n_passages} passages begin "
                "and end at the edge of a word.",
                n=len(group),
                reading=reading.told(),
                n_good=sum(n_at_edges(each, reading) for each in group),
                n_passages=sum(len(each.names) for each in group),
            )

    def _place(self, draft: SourceDraft, passages: Passages, choice: Choice) -> None:
        found = places(passages, choice)
        ends = zip(found.starts.tolist(), found.ends.tolist(), strict=True)
        self.selections.extend(
            replace(each, start=start, end=max(start, end))
            for each, (start, end) in zip(draft.selections, ends, strict=True)
        )
        self._ledger.doubtful(told("passage"), _DOUBTFUL, name=draft.source.name, n=int(found.doubtful.sum()))
        sync = tuple(_times(draft, choice.reading)) if draft.written and draft.sync else ()
        self.sources.append(replace(draft.source, text=clean_text(draft.written), sync=sync))
        draft.written = ""


def _times(draft: SourceDraft, reading: Reading) -> Iterator[tuple[float, int]]:
    """At how many seconds which positions in the text of *draft* are reached."""
    positions = reading.places(draft.written, _numbers([position for _, position in draft.sync]))
    for (milliseconds, _), position in zip(draft.sync, positions.tolist(), strict=True):
        yield milliseconds / _MILLISECONDS, position


def _passages(draft: SourceDraft) -> Passages:
    ends = [sorted((each.start, each.end)) for each in draft.selections]
    return Passages(
        written=draft.written,
        starts=_numbers([start for start, _ in ends]),
        ends=_numbers([end for _, end in ends]),
        names=[each.name for each in draft.selections],
    )


def _numbers(values: Sequence[int]) -> NDArray[np.int64]:
    import numpy as np  # noqa: PLC0415 - only projects with texts need it

    return np.array(values, dtype=np.int64)
