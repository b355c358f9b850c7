"""All tiers as one: who is known, what has a form, what a model knows, what the words around it give away."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from vocbench.model.anchors import Edit
from vocbench.privacy.cues import find_cued
from vocbench.privacy.kinds import Hit, without_overlaps
from vocbench.privacy.roster import Entry, Roster
from vocbench.privacy.structured import find_structured

Tier = Callable[[str], list[Hit]]
"""Finds identifiers in a text."""


class Finder:
    """Finds identifiers in texts: the first tier that knows one decides what it is.

    Args:
        entries: the names that the study knows.
        extra: one more tier, such as ``privacy.names.dutch_names()``; ``None`` for none.
    """

    def __init__(self, entries: Iterable[Entry] = (), *, extra: Tier | None = None) -> None:
        self._roster = Roster(entries)
        self._extra = extra

    def known(self, text: str) -> list[Hit]:
        """The names in *text* that the study knows, in order of place."""
        return self._roster.find(text)

    def find(self, text: str) -> list[Hit]:
        """The identifiers in *text*, in order of place; none overlaps another."""
        guessed = self._extra(text) if self._extra else []
        return without_overlaps(find_structured(text), self.known(text), guessed, find_cued(text))


def replaced(text: str, hits: Sequence[Hit], language: str) -> tuple[str, list[Edit]]:
    """*text* with a label for each of *hits*, and the edits that made it, to follow places through."""
    edits = [Edit(hit.start, hit.end, hit.placeholder(language)) for hit in hits]
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*pieces, text[at:]]), edits


def moved(edits: Sequence[Edit], start: int, end: int) -> tuple[int, int]:
    """Where the passage [start, end) stands after *edits*; a label that it lies half in is taken in whole.

    >>> moved([Edit(4, 11, "[P01]")], 0, 20), moved([Edit(4, 11, "[P01]")], 6, 9)
    ((0, 18), (4, 9))
    """
    first, last = start, end
    for edit in edits:
        shift = edit.growth
        if edit.end <= start:
            first, last = first + shift, last + shift
        elif edit.start < end:
            first -= max(0, start - edit.start)
            last += max(0, edit.end - end) + shift
    return first, last
