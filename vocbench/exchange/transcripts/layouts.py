"""The ways in which a transcript says who speaks, found line by line.

Each layout looks for its own kind of line in which a turn starts. A transcript keeps to
one layout, so the one that finds most such lines is taken. A new layout is one function
and one entry in ``LAYOUTS``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from vocbench.exchange.transcripts.events import kind_of
from vocbench.exchange.transcripts.labels import doubtful, is_label, is_usual_or_name, names_among, tidied
from vocbench.exchange.transcripts.roles import is_usual_label
from vocbench.exchange.transcripts.times import BRACKETED, RANGE, STAMP, cut_first, to_range
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import Told, told


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a transcript, as far as labels are looked for in it."""

    text: str
    bold: str = ""
    """The part at its start that is set in bold."""
    written: str = ""
    """The line with its marks of bold type, where the file writes them out."""
    is_heading: bool = False
    width: int = 0
    """How long it is in the file, with indentation and marks; 0 where that is its length."""

    @property
    def words(self) -> str:
        """The line as it counts when no label is found in it."""
        return self.written or self.text

    @property
    def is_bold(self) -> bool:
        """Whether all its words are set in bold."""
        return not self.is_blank and self.bold.strip() == self.text.strip()

    @property
    def is_blank(self) -> bool:
        """Whether the line separates two paragraphs."""
        return not self.text.strip()


class Head(NamedTuple):
    """The start of a turn: at which line, who speaks, what follows the label."""

    line: int
    speaker: str
    words: str
    start_seconds: float | None = None
    end_seconds: float | None = None


Layout = Callable[[Sequence[Line]], list[Head]]
"""Finds the lines in which a turn starts."""

_LABEL = r"(?P<label>[^:\t\n]{1,60}?)"
_BEFORE = rf"(?:(?P<before>{STAMP})\s*[-–|]?\s*)?"
_AFTER = rf"(?:\s*(?P<after>{BRACKETED}))?"
_INLINE = re.compile(
    rf"\s*(?P<turn>>>\s*)?{_BEFORE}{_LABEL}{_AFTER}\s*(?::(?=\s|$|[^\W\d])|\t)\s*(?P<words>.*)", re.DOTALL
)
_TIMED = re.compile(BRACKETED)
_DASHED = re.compile(rf"\s*{_BEFORE}{_LABEL}\s+[-–—]\s+(?P<words>\S.*)", re.DOTALL)
_POINTED = re.compile(rf"\s*{_BEFORE}(?P<label>[A-Za-z]{{1,3}}\d{{0,2}})[.)]\s+(?P<words>\S.*)", re.DOTALL)
_CAPITALS = re.compile(
    rf"\s*{_BEFORE}(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ\d_'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ\d_'’-]+){{0,3}})\s+(?P<words>\S.*)",
    re.DOTALL,
)
_ITEM = re.compile(r"\s*(?:[-*•+]|\d{1,3}[.)])\s")
_BRACKET_LABEL = re.compile(
    rf"\s*{_BEFORE}(?:\[|<(?=[A-Z])(?!.*</)|\((?=[^()]*\)\s*:))"
    r"(?P<label>\w[\w .-]{0,30})[\]>)]\s*:?\s*(?P<words>.*)",
    re.DOTALL,
)
_NAME_AND_TIME = re.compile(rf"\s*{_LABEL}\s+[\[(]?(?P<time>{RANGE})[\])]?\s*(?P<words>)")
_TIME_AND_NAME = re.compile(rf"\s*(?P<time>{STAMP})\s+{_LABEL}\s*(?P<words>)")
_NAME_TIME_WORDS = re.compile(rf"\s*{_LABEL}\s+(?P<time>\[{RANGE}\])\s+(?P<words>\S.*)", re.DOTALL)

_NAMED, _HALF, _LEAST_TURNS = 8, 0.5, 4
_NEARLY_ALL, _A_THIRD, _A_FEW = 0.8, 1 / 3, 0.03


def inline_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``Anna: words``, ``[0:12] R1: words`` or ``Anna (0:12): words``."""
    heads, bold, timed = [], set(), set()
    for number, found in _matches(lines, _INLINE):
        label = tidied(found["label"])
        time = found["before"] or found["after"]
        heads.append(Head(number, label, found["words"], *_times(time)))
        if time or found["turn"] or _TIMED.match(found["words"]):
            timed.add(label)
        elif tidied(lines[number].bold) == label:
            bold.add(label)
    return _speaking(lines, heads, bold, timed)


def bracketed_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``[r1] words``, ``(R1): words`` or ``<Anna> words``; the event ``[lacht]`` is none."""
    heads = [
        Head(number, found["label"], found["words"], *_times(found["before"]))
        for number, found in _matches(lines, _BRACKET_LABEL)
        if kind_of(found["label"]) is None
    ]
    counts = Counter(head.speaker for head in heads)
    return [head for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]


def names_with_time(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``Anna  0:12``, ``[00:00:12] Anna`` or, with words behind it, ``Anna [0:12] words``."""
    heads, doubtful = [], []
    for number, line in enumerate(lines):
        alone = _NAME_AND_TIME.fullmatch(line.text) or _TIME_AND_NAME.fullmatch(line.text)
        found = alone or _NAME_TIME_WORDS.fullmatch(line.text)
        if found and is_label(label := tidied(found["label"])) and is_usual_or_name(label):
            heads.append(Head(number, label, found["words"], *_times(found["time"])))
            doubtful.append(not alone)
    counts = Counter(head.speaker for head in heads)
    return [
        head
        for head, is_doubtful in zip(heads, doubtful, strict=True)
        if not is_doubtful or counts[head.speaker] > 1 or is_usual_label(head.speaker)
    ]


def _times(code: str | None) -> tuple[float | None, float | None]:
    return to_range(code) if code else (None, None)


def bold_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads whose label is told from the words by bold type alone."""
    heads = []
    for number, line in enumerate(lines):
        label = tidied(line.bold)
        if label and is_label(label) and is_usual_or_name(label):
            before, _, words = line.text.partition(line.bold.rstrip())  # a time may stand before it
            heads.append(Head(number, label, words.lstrip(" :\t"), *cut_first(before)[0]))
    counts = Counter(head.speaker for head in heads)
    return [head for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]


def names_alone(lines: Sequence[Line]) -> list[Head]:
    """Heads that are a name alone on the first line of a paragraph."""
    openings = _openings(lines)
    heads = [
        Head(number, label, "")
        for number in openings
        if (label := tidied(lines[number].text)) and is_label(label) and is_usual_or_name(label)
    ]
    counts = Counter(head.speaker for head in heads)
    recurring = [head for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]
    # A heading or an exclamation looks the same: a few of them make no conversation.
    if len(counts) < 2 or len(recurring) < len(openings) * _A_THIRD:  # noqa: PLR2004 - it takes two
        return []
    return heads if len(heads) >= len(openings) * _NEARLY_ALL else recurring


def dashed_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``Anna - words``; ``Amsterdam - 3 May`` is none."""
    return _taking_turns(lines, _DASHED, is_usual_or_name)


def pointed_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``I. words``, ``R1) words`` or, in court, ``Q. words``; ``A) B) C)`` are none."""
    return _taking_turns(lines, _POINTED, is_usual_label)


def capital_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``ANNA words``, as plays have them, or ``SPEAKER_00 words``."""
    return _taking_turns(lines, _CAPITALS, is_usual_or_name)


def _taking_turns(
    lines: Sequence[Line], pattern: re.Pattern[str], is_one: Callable[[str], bool]
) -> list[Head]:
    """Heads by a sign that has other uses too: only where people keep taking turns, and somebody asks."""
    found = [(n, tidied(match["label"]), match) for n, match in _matches(lines, pattern)]
    counts = Counter(label for _, label, _ in found if is_label(label) and is_one(label))
    heads = [
        Head(n, label, match["words"], *_times(match["before"]))
        for n, label, match in found
        if counts[label] > 1
    ]
    n_changes = sum(before.speaker != after.speaker for before, after in pairwise(heads))
    is_exchange = (
        len(heads) >= max(_LEAST_TURNS, len(found) * _NEARLY_ALL, _n_places(lines) * _HALF)
        and n_changes >= len(heads) * _HALF
        and any("?" in head.words or is_usual_label(head.speaker) for head in heads)
    )
    return heads if is_exchange else []


LAYOUTS: tuple[Layout, ...] = (
    inline_labels,
    names_with_time,
    bracketed_labels,
    bold_labels,
    names_alone,
    dashed_labels,
    pointed_labels,
    capital_labels,
)
"""Every layout that is known, the commoner first."""


def find_heads(lines: Sequence[Line], *, layouts: Sequence[Layout] = LAYOUTS) -> list[Head]:
    """The lines in which a turn starts, by the layout that finds most of them.

    Args:
        lines: the whole transcript.
        layouts: which to try; of two that find equally many, the first is taken.

    Returns:
        Heads in order; empty when nobody is named.
    """
    n_filled = sum(not line.is_blank for line in lines)
    best: list[Head] = []
    for layout in layouts:
        heads = layout(lines)
        if len(heads) > len(best) and is_talk(lines, heads):
            best = heads
        if len(best) == n_filled:  # no other can find more
            break
    return best


def is_talk(lines: Sequence[Line], heads: Sequence[Head]) -> bool:
    """Whether *heads* make a conversation of *lines*, and no document with words before colons.

    A document has headings and lists: turns outnumber them. Turns may be a list themselves, of which
    nearly every line is one then. And it takes two to talk, unless one speaks throughout.
    """
    items = {number for number, line in enumerate(lines) if _ITEM.match(line.text)}
    n_listed = sum(head.line in items for head in heads)
    n_headings = sum(line.is_heading for line in lines)
    if n_listed > len(heads) * _HALF:
        return len(heads) >= sum(not line.is_blank for line in lines) * _NEARLY_ALL
    if len(heads) < n_headings + len(items) - n_listed:
        return False
    is_alone = len({head.speaker for head in heads}) == 1
    return not is_alone or _speaks_alone(heads[0], len(heads), _n_places(lines))


def _speaks_alone(head: Head, n: int, n_places: int) -> bool:
    is_sure = is_usual_label(head.speaker) or head.start_seconds is not None
    return (is_sure and n > 1) or n >= n_places * _A_THIRD


def labels_guessed(heads: Sequence[Head]) -> tuple[Guess, ...]:
    """Whom the labels name: one that recurs or is usual is sure, any other one is half so.

    A rare label whose words occur in small letters as well is a guess of its own: it is kept, as it is
    easily put back into the words, and nothing is lost until then.
    """
    counts = Counter(head.speaker for head in heads)
    sure = sum(n if n > 1 or is_usual_label(label) else _HALF for label, n in counts.items())
    shown = ", ".join(map(repr, list(counts)[:_NAMED])) + (" …" if len(counts) > _NAMED else "")
    doubts = doubtful(counts, (head.words for head in heads))
    return (
        Guess(told("speaker labels"), Told(shown), agreement(sure, len(heads)), "speakers"),
        *(
            Guess(
                told("label {label!r}", label=label),
                told("somebody who speaks"),
                agreement(counts[label], counts[label] + n),
                "speakers",
            )
            for label, n in doubts.items()
        ),
    )


def _matches(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines):
        if found := pattern.fullmatch(line.text):
            yield number, found


def _openings(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that open a paragraph."""
    return [n for n, line in enumerate(lines) if not line.is_blank and (n == 0 or lines[n - 1].is_blank)]


def _speaking(lines: Sequence[Line], heads: Sequence[Head], bold: set[str], timed: set[str]) -> list[Head]:
    """The heads whose label is a speaker's and not just words before a colon."""
    labels = {label for label in {head.speaker for head in heads} if is_label(label)}
    heads = _in_place([head for head in heads if head.speaker in labels], {*_openings(lines)})
    counts = Counter(head.speaker for head in heads)
    n_places = _n_places(lines)
    throughout = len(heads) >= n_places * _NEARLY_ALL
    if not throughout and len(heads) < max(2, n_places * _A_FEW):
        return []
    is_repeated = throughout or len(timed & {*counts}) > 1 or max(counts.values(), default=0) > 1
    speakers = {*names_among(counts, {*counts} if throughout else bold | timed)} if is_repeated else {*counts}
    return [
        head for head in heads if head.speaker in speakers and (is_repeated or is_usual_label(head.speaker))
    ]


def _n_places(lines: Sequence[Line]) -> int:
    """In how many places a turn could start: at each paragraph, or at each line where there are none."""
    n_openings = len(_openings(lines))
    return n_openings if n_openings > 1 else sum(not line.is_blank for line in lines)


def _in_place(heads: Sequence[Head], openings: set[int]) -> list[Head]:
    """The heads that open a paragraph, where the labels that recur nearly always do."""
    counts = Counter(head.speaker for head in heads)
    sure = [head.line for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]
    if len(openings) > 1 and sum(line in openings for line in sure) >= len(sure) * _NEARLY_ALL:
        return [head for head in heads if head.line in openings]
    return list(heads)
