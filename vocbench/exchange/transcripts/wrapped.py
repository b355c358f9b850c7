"""Lines as somebody typed them, of lines as a program broke, numbered or stamped them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from vocbench.exchange.transcripts.layouts import Line
from vocbench.exchange.transcripts.times import ONLY_TIME
from vocbench.model.guess import Guess, agreement

_NARROWEST, _WIDEST = 50, 120
_LEAST_BREAKS, _MOST = 3, 0.7
_OUTLIERS = 50
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,5})[.:)]?(?:\s+(?P<rest>.*))?")


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
    return time if time[0] in "[(<#" else f"[{time}]"


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
    value = f"{len(broken)} joined that were broken at {width} signs"
    return list(_joined(lines, set(broken))), (Guess("lines", value, agreement(len(broken), len(within))),)


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
        rest = " ".join(line.words.strip() for line in others)
        yield replace(
            first, text=f"{first.text} {rest}", written=f"{first.written} {rest}" if first.written else ""
        )
