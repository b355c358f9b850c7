"""Finding passages of a text again in its corrected version.

A correction is a list of edits: these characters became those words. What lies outside them
shifts; what they touch is placed as well as can be, with the reason why a person should look.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import accumulate, takewhile

from vocbench.errors import SourceError, SpanError
from vocbench.model.source import Event, Transcript, Turn
from vocbench.model.span import Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"\S*\w\S*")
_SIGNS = re.compile(r"\S+")
_ALIKE = 0.6  # from here on two words are one word spelt differently: "tet" and "het" are 0.67
_SPLIT = 0.9  # so alike are the letters of words that were only written together or apart
_WINDOW = 5  # tokens in a row that, where both texts hold them once, are the same place
_MOST_COMPARED = 1_000_000  # pairs of tokens: more are not compared one by one, but taken for rewritten

_NO_WORDS = "This would leave a turn without words. Leave a word, or correct the file and use revise()."

_Match = tuple[int, int, int]
"""Where a common stretch starts in the first and the second list, and its length."""


class Doubt(StrEnum):
    """Why a person should look at a coding after a correction, in words for that person."""

    CHANGED = "its words were changed"
    CUT = "a changed word lies half in it"
    GONE = "its words are gone; it stands on the nearest that are left"
    JOINED = "another coding with this code came to stand on the same words; they are one now"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters [start, end) of a text became *words*; an insertion where start is end."""

    start: int
    end: int
    words: str

    @property
    def growth(self) -> int:
        """How many characters longer the text became."""
        return len(self.words) - (self.end - self.start)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """*text* with its edits, which are in order and do not overlap, carried out.

    >>> edited("een kwartir", [Edit(4, 11, "kwartier")])
    'een kwartier'
    """
    pieces, at = [], 0
    for edit in edits:
        pieces += [text[at : edit.start], edit.words]
        at = edit.end
    return "".join([*pieces, text[at:]])


def differences(old: str, new: str) -> list[Edit]:
    """The edits that make *new* of *old*: as few words as possible, in their order.

    Places are recognised by runs of words that each text holds once; what lies between two of
    them is compared word by word. 300,000 characters take about a second.
    """
    first, second = _TOKEN.findall(old), _TOKEN.findall(new)
    places, edits = _places(first), []
    i = j = 0
    for a, b, length in [*_matches(first, second), (len(first), len(second), 0)]:
        if i < a or j < b:
            edits.append(Edit(places[i], places[a], "".join(second[j:b])))
        i, j = a + length, b + length
    return edits


def _places(tokens: Sequence[str]) -> list[int]:
    """The character at which each token starts, and that after the last."""
    places = [0]
    for token in tokens:
        places.append(places[-1] + len(token))
    return places


def _matches(first: Sequence[str], second: Sequence[str]) -> Iterator[_Match]:
    """The common stretches of two lists of tokens, in order and as long as they go."""
    head = _n_common(first, second)
    tail = _n_common(first[head:][::-1], second[head:][::-1])
    i = j = 0
    for a, b in [(0, 0), *_common_places(first, second), (len(first) - tail, len(second) - tail)]:
        if a < i or b < j:
            continue  # inside the stretch before
        yield from _compared(first, second, (i, a), (j, b))
        i, j = a, b
        while i < len(first) and j < len(second) and first[i] == second[j]:
            i, j = i + 1, j + 1
        if i > a:
            yield a, b, i - a


def _n_common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many tokens two lists have in common from their start."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _common_places(first: Sequence[str], second: Sequence[str]) -> list[tuple[int, int]]:
    """The windows that both lists hold exactly once, as many as stand in the same order in both."""
    there = _once(second)
    pairs = [(i, there[window]) for window, i in _once(first).items() if window in there]
    return _rising(pairs)


def _once(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    windows = list(zip(*(tokens[shift:] for shift in range(_WINDOW)), strict=False))
    counts = Counter(windows)
    return {window: at for at, window in enumerate(windows) if counts[window] == 1}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of *pairs*, in order of the first, whose second numbers rise as well."""
    ends: list[int] = []  # the smallest second number that ends a run of each length
    tails: list[int] = []  # which pair has it
    before: list[int] = []  # the pair before each pair in its run
    for index, (_, second) in enumerate(pairs):
        length = bisect_left(ends, second)
        before.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        tails[length : length + 1] = [index]
    run: list[tuple[int, int]] = []
    index = tails[-1] if tails else -1
    while index >= 0:
        run.append(pairs[index])
        index = before[index]
    return run[::-1]


def _compared(
    first: Sequence[str], second: Sequence[str], here: tuple[int, int], there: tuple[int, int]
) -> Iterator[_Match]:
    """The common stretches of two slices, compared token by token."""
    (i, a), (j, b) = here, there
    if not 0 < (a - i) * (b - j) <= _MOST_COMPARED:
        return
    matcher = SequenceMatcher(None, first[i:a], second[j:b], autojunk=False)
    for x, y, length in matcher.get_matching_blocks():
        if length:
            yield i + x, j + y, length


class Anchors:
    """Where the passages of a text stand after its edits.

    Args:
        old: the text before.
        edits: what became of it, in order and without overlap.
    """

    def __init__(self, old: str, edits: Sequence[Edit]) -> None:
        self._old = old
        self._edits = edits
        self.text = edited(old, edits)
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._growth = [0, *accumulate(edit.growth for edit in edits)]

    def place(self, span: Span) -> tuple[Span, Doubt | None]:
        """Where the passage *span* stands now, and why a person should look; ``None`` where it is sure.

        What was inserted just before or after a passage is not taken in.
        """
        touched = self._inside(span)
        if not touched:
            return self.shifted(span), None
        start, is_cut_first = self._start(span.start)
        end, is_cut_last = self._end(span.end)
        kept = self.text[start:end]
        if not _has_words(kept) and (_has_words(span.cut(self._old)) or not kept.strip()):
            return self._nearest(start), Doubt.GONE
        start, end = end - len(kept.lstrip()), start + len(kept.rstrip())
        return Span(start, end), self._doubt(touched, is_cut=is_cut_first or is_cut_last)

    def _doubt(self, touched: Iterable[Edit], *, is_cut: bool) -> Doubt | None:
        if is_cut:
            return Doubt.CUT
        is_small = all(_is_small(self._old[edit.start : edit.end], edit.words) for edit in touched)
        return None if is_small else Doubt.CHANGED

    def _inside(self, span: Span) -> Sequence[Edit]:
        """The edits of characters in *span*, and the insertions between these."""
        first = bisect_right(self._ends, span.start)
        return self._edits[first : max(first, bisect_left(self._starts, span.end))]

    def _start(self, at: int) -> tuple[int, bool]:
        """Where a passage that started at this character starts, and whether it started in a word."""
        index = bisect_right(self._ends, at)
        moved = at + self._growth[index]
        if index == len(self._edits) or self._edits[index].start >= at:
            return moved, False
        edit = self._edits[index]
        first = edit.start + self._growth[index]
        is_behind = not _has_words(self._old[at : edit.end])
        return first + (len(edit.words) if is_behind else 0), self._is_cut(edit, at)

    def _end(self, at: int) -> tuple[int, bool]:
        """Where a passage that ended before this character ends, and whether it ended in a word."""
        index = bisect_left(self._starts, at)
        if not index or self._edits[index - 1].end <= at:
            return at + self._growth[index], False
        edit = self._edits[index - 1]
        first = edit.start + self._growth[index - 1]
        is_before = not _has_words(self._old[edit.start : at])
        return first + (0 if is_before else len(edit.words)), self._is_cut(edit, at)

    def _is_cut(self, edit: Edit, at: int) -> bool:
        return _has_words(self._old[edit.start : at]) and _has_words(self._old[at : edit.end])

    def _nearest(self, at: int) -> Span:
        """The word nearest to a character of the new text, of the same line where that has one.

        In a text without words, the nearest signs.
        """
        first, last = self.text.rfind("\n", 0, at) + 1, self.text.find("\n", at)
        line = _WORD.finditer(self.text, first, len(self.text) if last < 0 else last)
        words = list(line) or list(_WORD.finditer(self.text)) or list(_SIGNS.finditer(self.text))
        nearest = min(words, key=lambda word: (max(word.start() - at, at - word.end()), word.start()))
        return Span(*nearest.span())

    def shifted(self, span: Span) -> Span:
        """Where a passage stands now, without what was inserted at its ends.

        Raises:
            SpanError: nothing of it is left.
        """
        start = span.start + self._growth[bisect_right(self._ends, span.start)]
        return Span(start, span.end + self._growth[bisect_left(self._starts, span.end)])

    def turn(self, span: Span) -> Span:
        """Where a turn stands now, with what was inserted at its ends.

        Raises:
            SpanError: nothing of it is left.
        """
        start = span.start + self._growth[bisect_left(self._starts, span.start)]
        return Span(start, span.end + self._growth[bisect_right(self._ends, span.end)])


def corrected(talk: Transcript, edits: Sequence[Edit]) -> Transcript:
    """*talk* with corrected words; turns, speakers and times stay.

    Events shift; one that is no longer in brackets is a word now.

    Raises:
        SourceError: an edit runs from one turn into another, breaks a turn in two, or leaves
            a turn without words.
    """
    for edit in edits:
        _check_turns(talk, edit)
    anchors = Anchors(talk.text, edits)
    _check_words(talk.text, anchors.text)
    turns = [_turn(talk, anchors, turn) for turn in talk.turns]
    events = (_event(anchors, event) for event in talk.events)
    return replace(
        talk, text=anchors.text, turns=tuple(turns), events=tuple(event for event in events if event)
    )


def _check_turns(talk: Transcript, edit: Edit) -> None:
    for turn in _turns_at(talk, edit):
        if edit.start < turn.span.start or edit.end > turn.span.end:
            raise SourceError("This runs from one turn into another. Correct the words of each turn apart.")
        if "\n" in edit.words:
            raise SourceError("A line end would break this turn in two. Write the words on one line.")


def _check_words(before: str, after: str) -> None:
    """See that a text which had words has some still; one of signs alone keeps a sign."""
    if not after.strip() or (_has_words(before) and not _has_words(after)):
        raise SourceError(_NO_WORDS)


def _turn(talk: Transcript, anchors: Anchors, turn: Turn) -> Turn:
    try:
        span = anchors.turn(turn.span)
    except SpanError:
        raise SourceError(_NO_WORDS) from None
    _check_words(turn.span.cut(talk.text), span.cut(anchors.text))
    return replace(turn, span=span)


def _turns_at(talk: Transcript, edit: Edit) -> Iterator[Turn]:
    """The turns that *edit* changes; an insertion is in the turn that it touches."""
    for turn in talk.turns:
        first, last = turn.span.start, turn.span.end
        is_insertion_here = edit.start == edit.end and first <= edit.start <= last
        if is_insertion_here or (edit.start < last and first < edit.end):
            yield turn


def _event(anchors: Anchors, event: Event) -> Event | None:
    """The event where it stands now, ``None`` where it is no event any more."""
    try:
        span = anchors.shifted(event.span)
    except SpanError:
        return None
    words = span.cut(anchors.text)
    is_event = (words[0], words[-1]) == (event.text[:1], event.text[-1:])
    return replace(event, span=span, text=words) if is_event else None


def _has_words(text: str) -> bool:
    return re.search(r"\w", text) is not None


def _is_small(old: str, new: str) -> bool:
    """Whether the words stayed and only their spelling, or what stands between them, changed."""
    before, after = (re.findall(r"\w+", words.casefold()) for words in (old, new))
    if before == after:
        return True
    if not before or not after:
        return False
    needed = _ALIKE if len(before) == len(after) else _SPLIT
    return SequenceMatcher(None, "".join(before), "".join(after), autojunk=False).ratio() >= needed
