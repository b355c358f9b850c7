"""Lines as somebody typed them, of lines as a program broke, numbered or stamped them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vocbench.exchange.transcripts.draft import BROKEN
from vocbench.exchange.transcripts.layouts import Line
from vocbench.exchange.transcripts.times import ONLY_TIME, RANGE, STAMP, to_seconds
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import told

_NARROWEST, _WIDEST = 50, 120
_LEAST_BREAKS, _MOST = 3, 0.7
_OUTLIERS = 50
_LEAST_TIMES, _SOME, _NEARLY_ALL = 3, 0.1, 0.9
_BY_UNIT = (
    r"(?:(?P<hours>\d{1,2})\s?[uh]\s?)?(?P<minutes>\d{1,3})\s?(?:m|min|['’′])\s?"
    r"(?P<seconds>\d{1,2})\s?(?:sec|s|[\"”″]|'')"
)
_BY_POINT = r"[\[(](?P<points>\d{1,2}(?:\.\d{2}){1,2})[\])]"
_TYPED = re.compile(
    rf"\s*(?!{STAMP}(?:\W|$))(?:(?P<bare>{RANGE})|[\[(]?{_BY_UNIT}[\])]?|{_BY_POINT})(?=\s|$)"
)
_LABEL_WITHIN = re.compile(r"(?:^|(?<=[.!?…)\]])\s)\s*(?P<label>[^\W\d_][\w .-]{0,30}):(?=\s)")
_DATED = re.compile(
    r"[\u200e\u200f\s]*\[?\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?\s?m\.?)?\]?"
    r"(?:\s[-–])?\s+(?P<rest>.*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.:)]?(?:\s+(?P<rest>.*))?")


def parted(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines, of a talk on a single one a line for each label: two labels at least come back in it."""
    filled = [line for line in lines if not line.is_blank]
    found = list(_LABEL_WITHIN.finditer(filled[0].text)) if len(filled) == 1 else []
    counts = Counter(match["label"] for match in found)
    starts = [match.start() for match in found if counts[match["label"]] > 1]
    if sum(n > 1 for n in counts.values()) < 2:  # noqa: PLR2004 - it takes two
        return lines
    return [
        Line(filled[0].text[start:end].strip()) for start, end in pairwise([0, *starts, None]) if start != end
    ]


def with_typed_times(lines: Sequence[Line]) -> tuple[list[Line], tuple[Guess, ...]]:
    """Lines that begin with a time as people type it, written as a time code, and the guess that it is one.

    ``0:12``, ``3m12s``, ``0u03m12s``, ``3'12"`` or ``[12.03]`` may be anything else as well. Where
    some lines begin so and the times rise from line to line, it is the time of the recording.
    """
    found = {n: match for n, line in enumerate(lines) if (match := _TYPED.match(line.text))}
    seconds = [_typed_seconds(match) for match in found.values()]
    n_rising = sum(after >= before for before, after in pairwise(seconds))
    n_filled = sum(not line.is_blank for line in lines)
    if len(found) < max(_LEAST_TIMES, n_filled * _SOME) or n_rising < (len(found) - 1) * _NEARLY_ALL:
        return list(lines), ()
    stamped = list(lines)
    for (n, match), at in zip(found.items(), seconds, strict=True):
        time = match["bare"] or f"{at // 60:.0f}:{at % 60:02.0f}"
        stamped[n] = Line(f"[{time}] {lines[n].text[match.end() :].strip()}", width=lines[n].width)
    value = told("{n:,} at the start of a line", n=len(found))
    return stamped, (Guess(told("times"), value, agreement(n_rising, len(found))),)


def _typed_seconds(found: re.Match[str]) -> float:
    if found["bare"]:
        return to_seconds(found["bare"])
    if found["points"]:
        return to_seconds(found["points"].replace(".", ":"))
    return int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"])


def with_times_in_place(lines: Sequence[Line]) -> list[Line]:
    """Lines in which a time code that stands alone is set before the words below it."""
    placed: list[Line] = []
    waiting: Line | None = None
    for line in lines:
        if waiting is None or line.is_blank:
            current = line
        elif ONLY_TIME.fullmatch(line.text):
            placed.append(waiting)  # two times and no words between them: the first ends what went before
            current = line
        else:
            current, waiting = _stamped(waiting.text.strip(), line), None
        if ONLY_TIME.fullmatch(current.text):
            waiting = current
        else:
            placed.append(current)
    return placed if waiting is None else [*placed, waiting]


def _stamped(time: str, line: Line) -> Line:
    stamp = _bracketed(time)
    written = f"{stamp} {line.written}" if line.written else ""
    return replace(line, text=f"{stamp} {line.text.strip()}", written=written)


def _bracketed(time: str) -> str:
    return time if time[0] in "[({<#" else f"[{time}]"


def without_numbers(rows: Sequence[str]) -> tuple[list[str], int]:
    """Rows without the number that each begins with, and how many had one.

    They are numbers of lines where nearly all rows have one and each is one more than the last.
    """
    found = [
        (at, match) for at, row in enumerate(rows) if row.strip() and (match := _NUMBERED.fullmatch(row))
    ]
    n_filled = sum(bool(row.strip()) for row in rows)
    steps = [int(after["number"]) - int(before["number"]) for (_, before), (_, after) in pairwise(found)]
    if len(found) < max(_LEAST_BREAKS, n_filled * _MOST) or any(step != 1 for step in steps):
        return list(rows), 0
    bare = list(rows)
    for at, match in found:
        bare[at] = match["rest"] or ""
    return bare, len(found)


def without_dates(rows: Sequence[str]) -> tuple[list[str], int]:
    """Rows without the date and time that messages of a chat begin with, and how many had one.

    A mark of a turn stands in their place where a name follows.
    """
    found = [_DATED.fullmatch(row) for row in rows]
    n_dated, n_filled = sum(map(bool, found)), sum(map(bool, map(str.strip, rows)))
    if n_dated < max(_LEAST_TIMES, n_filled * _SOME):
        return list(rows), 0
    bare = (match["rest"] if match else "" for match in found)
    marked = (f">> {rest}" if ": " in rest else rest for rest in bare)
    return [rest or row for rest, row in zip(marked, rows, strict=True)], n_dated


def unwrapped(lines: Sequence[Line], starts: Collection[int]) -> tuple[list[Line], tuple[Guess, ...]]:
    """Lines of which those are joined that were broken to fit a width, and the guess that they were.

    A line was broken there when the first word of the next one would not have fitted any more;
    any other line break was meant.

    Args:
        lines: the whole transcript.
        starts: numbers of the lines in which a turn starts; they are not joined to the one before.
    """
    within = [n for n in range(1, len(lines)) if n not in starts and _goes_on(lines[n - 1], lines[n])]
    if len(within) < _LEAST_BREAKS:
        return list(lines), ()
    lengths = sorted(_length(lines[n - 1]) for n in within)
    width = lengths[-1 - len(lengths) // _OUTLIERS]  # a web address may stick out
    broken = [n for n in within if _length(lines[n - 1]) + 1 + _first_word(lines[n]) > width]
    if not _NARROWEST <= width <= _WIDEST or len(broken) < _MOST * len(within):
        return list(lines), ()
    value = told("{n:,} joined that were broken at {width} signs", n=len(broken), width=width)
    return list(_joined(lines, set(broken))), (
        Guess(told("broken lines"), value, agreement(len(broken), len(within)), "keep_lines"),
    )


def _goes_on(before: Line, line: Line) -> bool:
    return not (before.is_blank or line.is_blank or before.is_heading or line.is_heading)


def _length(line: Line) -> int:
    return line.width or len(line.words)


def _first_word(line: Line) -> int:
    return len(line.words.split(maxsplit=1)[0])


def _joined(lines: Sequence[Line], broken: set[int]) -> Iterator[Line]:
    starts = [n for n in range(len(lines)) if n not in broken]
    for start, end in pairwise([*starts, len(lines)]):
        first, *others = lines[start:end]
        if not others:
            yield first
            continue
        rest = BROKEN.join(line.words.strip() for line in others)
        yield replace(
            first,
            text=f"{first.text}{BROKEN}{rest}",
            written=f"{first.written}{BROKEN}{rest}" if first.written else "",
        )
