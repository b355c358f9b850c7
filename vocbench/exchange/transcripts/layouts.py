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
from typing import NamedTuple

from vocbench.exchange.transcripts.events import kind_of
from vocbench.exchange.transcripts.roles import is_usual_label
from vocbench.exchange.transcripts.times import BRACKETED, RANGE, STAMP, to_range
from vocbench.model.guess import Guess, agreement


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
    rf"\s*(?P<turn>>>\s*)?{_BEFORE}{_LABEL}{_AFTER}\s*(?::(?=\s|$)|\t)\s*(?P<words>.*)", re.DOTALL
)
_TIMED = re.compile(BRACKETED)
_BRACKET_LABEL = re.compile(rf"\s*{_BEFORE}\[(?P<label>\w[\w .-]{{0,30}})\]\s*:?\s*(?P<words>.*)", re.DOTALL)
_NAME_AND_TIME = re.compile(rf"\s*{_LABEL}\s+[\[(]?(?P<time>{RANGE})[\])]?\s*(?P<words>)")
_TIME_AND_NAME = re.compile(rf"\s*(?P<time>{STAMP})\s+{_LABEL}\s*(?P<words>)")
_NAME_TIME_WORDS = re.compile(rf"\s*{_LABEL}\s+(?P<time>\[{RANGE}\])\s+(?P<words>\S.*)", re.DOTALL)

_LONGEST_LABEL, _MOST_LABEL_WORDS = 60, 6
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_SENTENCE_MARK = re.compile(r"[?!;,…\"“”]|\w{6,}\.|\.\.|^\W*$")
_PARTICLES = frozenset(
    [
        "van",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "'d",
        "of",
        "von",
        "zu",
        "del",
        "della",
        "di",
        "da",
        "dos",
        "la",
        "le",
        "du",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "en",
        "and",
        "the",
        "y",
        "bin",
        "ibn",
        "al",
        "el",
        "heer",
        "mevrouw",
        "meneer",
        "mr",
        "mrs",
        "ms",
        "dr",
        "drs",
        "prof",
        "dhr",
        "mw",
    ]
)
_NAMED, _HALF = 8, 0.5
_NEARLY_ALL, _A_THIRD, _A_FEW = 0.8, 1 / 3, 0.03


def inline_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``Anna: words``, ``[0:12] R1: words`` or ``Anna (0:12): words``."""
    heads, bold, timed = [], set(), set()
    for number, found in _matches(lines, _INLINE):
        label = _clean(found["label"])
        time = found["before"] or found["after"]
        heads.append(Head(number, label, found["words"], *_times(time)))
        if time or found["turn"] or _TIMED.match(found["words"]):
            timed.add(label)
        elif _clean(lines[number].bold) == label:
            bold.add(label)
    return _speaking(lines, heads, bold, timed)


def bracketed_labels(lines: Sequence[Line]) -> list[Head]:
    """Heads such as ``[r1] words``; an event such as ``[lacht]`` is none."""
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
        if found and _is_label(label := _clean(found["label"])) and _is_usual_or_name(label):
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
        label = _clean(line.bold)
        if label and _is_label(label) and _is_usual_or_name(label):
            heads.append(Head(number, label, line.text[len(line.bold) :].lstrip(" :\t")))
    counts = Counter(head.speaker for head in heads)
    return [head for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]


def names_alone(lines: Sequence[Line]) -> list[Head]:
    """Heads that are a name alone on the first line of a paragraph."""
    openings = _openings(lines)
    heads = [
        Head(number, label, "")
        for number in openings
        if (label := _clean(lines[number].text)) and _is_label(label) and _is_usual_or_name(label)
    ]
    counts = Counter(head.speaker for head in heads)
    recurring = [head for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]
    # A heading or an exclamation looks the same: a few of them make no conversation.
    if len(counts) < 2 or len(recurring) < len(openings) * _A_THIRD:  # noqa: PLR2004 - it takes two
        return []
    return heads if len(heads) >= len(openings) * _NEARLY_ALL else recurring


LAYOUTS: tuple[Layout, ...] = (inline_labels, names_with_time, bracketed_labels, bold_labels, names_alone)
"""Every layout that is known, the commoner first."""


def find_heads(lines: Sequence[Line], *, layouts: Sequence[Layout] = LAYOUTS) -> list[Head]:
    """The lines in which a turn starts, by the layout that finds most of them.

    Args:
        lines: the whole transcript.
        layouts: which to try; of two that find equally many, the first is taken.

    Returns:
        Heads in order; empty when nobody is named.
    """
    return max((layout(lines) for layout in layouts), key=len)


def labels_guessed(heads: Sequence[Head]) -> Guess:
    """Whom the labels name: one that recurs or is usual is sure, any other one is half so."""
    counts = Counter(head.speaker for head in heads)
    sure = sum(n if n > 1 or is_usual_label(label) else _HALF for label, n in counts.items())
    listed = ", ".join(map(repr, list(counts)[:_NAMED])) + (" …" if len(counts) > _NAMED else "")
    return Guess("speaker labels", listed, agreement(sure, len(heads)), "speakers")


def _matches(lines: Sequence[Line], pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for number, line in enumerate(lines):
        if found := pattern.fullmatch(line.text):
            yield number, found


def _openings(lines: Sequence[Line]) -> list[int]:
    """Numbers of the lines that open a paragraph."""
    return [n for n, line in enumerate(lines) if not line.is_blank and (n == 0 or lines[n - 1].is_blank)]


def _speaking(lines: Sequence[Line], heads: Sequence[Head], bold: set[str], timed: set[str]) -> list[Head]:
    """The heads whose label is a speaker's and not just words before a colon."""
    openings = set(_openings(lines))
    heads = _in_place([head for head in heads if _is_label(head.speaker)], openings)
    counts = Counter(head.speaker for head in heads)
    n_places = len(openings) if len(openings) > 1 else sum(not line.is_blank for line in lines)
    throughout = len(heads) >= n_places * _NEARLY_ALL
    is_enough = throughout or len(heads) >= max(2, n_places * _A_FEW)
    is_repeated = throughout or len(timed & {*counts}) > 1 or max(counts.values(), default=0) > 1
    speakers = {
        label
        for label, n in counts.items()
        if is_enough
        and (
            is_usual_label(label)
            or (is_repeated and _is_credible(label, n, marked=throughout or label in bold | timed))
        )
    }
    return [head for head in heads if head.speaker in speakers]


def _in_place(heads: Sequence[Head], openings: set[int]) -> list[Head]:
    """The heads that open a paragraph, where the labels that recur nearly always do."""
    counts = Counter(head.speaker for head in heads)
    sure = [head.line for head in heads if counts[head.speaker] > 1 or is_usual_label(head.speaker)]
    if len(openings) > 1 and sum(line in openings for line in sure) >= len(sure) * _NEARLY_ALL:
        return [head for head in heads if head.line in openings]
    return list(heads)


def _is_credible(label: str, n: int, *, marked: bool) -> bool:
    """Whether a label that occurs *n* times names somebody.

    "Conclusion:" once in running text does not; in bold, beside a time, or where every
    paragraph has a label, it does.
    """
    if n > 1:
        return marked or not label[0].islower()
    return _is_name(label) and (marked or " " in label)


def _clean(label: str) -> str:
    return " ".join(label.replace("**", "").split()).strip("*:-–• ")


def _is_label(label: str) -> bool:
    """Whether *label* is short, has a letter and no mark of a sentence."""
    if len(label) > _LONGEST_LABEL:
        return False
    bare = _ASIDE.sub("", label)
    return (
        len(bare.split()) <= _MOST_LABEL_WORDS
        and any(map(str.isalpha, bare))
        and not _SENTENCE_MARK.search(bare.removesuffix("."))
        and not bare.endswith((".", ")", "]"))
    )


def _is_usual_or_name(label: str) -> bool:
    return is_usual_label(label) or _is_name(label)


def _is_name(label: str) -> bool:
    """Whether each word of *label* starts like a word of a name."""
    words = _ASIDE.sub("", label).split()
    return all(word[0].isupper() or word[0].isdigit() or word.casefold() in _PARTICLES for word in words)
