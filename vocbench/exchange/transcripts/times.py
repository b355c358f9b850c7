"""Time codes: where they stand in a line, and how many seconds they say."""

from __future__ import annotations

import re

_LOOSE = r"\d{1,2}:\d{1,2}:\d{1,2}\.\d{1,3}"
_FRAMES = r"\d{1,2}:\d{2}:\d{2}[:;]\d{2}(?!\d)"
TIME = rf"(?:{_LOOSE}|{_FRAMES}|(?:\d{{1,3}}:)?\d{{1,3}}:\d{{2}}(?:[.,]\d{{1,3}})?)"
"""Pattern of ``m:ss``, ``mm:ss.mmm``, ``h:mm:ss,mmm``, ``h:mm:ss:ff`` or, as Teams has it, ``0:0:7.30``."""

_TO = r"\s*(?:-->|[-–—→])\s*"
RANGE = rf"{TIME}(?:{_TO}{TIME})?"
"""Pattern of a time, or of two times as a turn's start and end."""

CLOCK = rf"(?:{_LOOSE}|{_FRAMES}|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)"
"""Pattern of a time that is none of the day, as it has seconds: it needs no brackets."""

_F4 = rf"\#{TIME}(?:-\d{{1,3}})?\#"
BRACKETED = rf"\[{RANGE}\]|\({RANGE}\)|\{{{RANGE}\}}|<{TIME}>|{_F4}"
"""Pattern of a time code in brackets, or between hashes as f4 writes it, tenths after a dash."""

STAMP = rf"(?:{BRACKETED}|{CLOCK}(?:{_TO}{CLOCK})?)"
"""Pattern of a time code that is told from words wherever it stands."""

ONLY_TIME = re.compile(rf"\s*(?:{STAMP}|{RANGE})\s*")
"""A line that is a time code and nothing else."""

_FIRST = re.compile(rf"\s*(?P<code>{STAMP}(?=\W|$)|{RANGE}(?=[ \t]*(?:\n|$)))\s*[-–|]?\s*")
_LAST = re.compile(rf"(?:\[{TIME}\]|{_F4}|(?<=\s){CLOCK})$")
# Round brackets within the words are left alone: "(12:30)" may well be something said.
_INNER = re.compile(rf"[ \t]?(?:\[{RANGE}\]|\{{{RANGE}\}}|{_F4})[ \t]?")
_DIGITS = re.compile(rf"(?P<time>{TIME})(?:-(?P<fraction>\d{{1,3}})(?=\#))?")


def to_seconds(code: str) -> float:
    """Seconds that a time code says: ``1:02,5`` is 62.5, and so is f4's ``#00:01:02-5#``.

    Args:
        code: text that holds a time code, with or without brackets; of two the first counts.
    """
    found = _DIGITS.search(code)
    if found is None:
        raise ValueError(f"{code!r} holds no time code.")
    return _seconds(found)


def to_range(code: str) -> tuple[float, float | None]:
    """Start and end that a time code says, in seconds; the end is ``None`` where it has one time."""
    start, end, *_ = (*map(_seconds, _DIGITS.finditer(code)), None, None)
    if start is None:
        raise ValueError(f"{code!r} holds no time code.")
    return start, end if end is not None and end >= start else None


def _seconds(found: re.Match[str]) -> float:
    seconds = 0.0
    # A fourth part counts frames: how many make a second is not written, and none takes as long.
    for part in re.split("[:;]", found["time"].replace(",", "."))[:3]:
        seconds = seconds * 60 + float(part)
    return round(seconds + float(f"0.{found['fraction'] or 0}"), 3)


def cut_first(words: str) -> tuple[tuple[float | None, float | None], str]:
    """Start and end by a time code at the start of *words*, and the words without it."""
    found = _FIRST.match(words)
    return (to_range(found["code"]), words[found.end() :]) if found else ((None, None), words)


def cut_last(words: str) -> tuple[str, float | None]:
    """*words* without a time code at their end, and its seconds."""
    words = words.rstrip()
    found = _LAST.search(words)
    return (words[: found.start()].rstrip(), to_seconds(found[0])) if found else (words, None)


def cut_inner(words: str) -> tuple[str, int]:
    """*words* without time codes anywhere, and how many there were."""
    return _INNER.subn(" ", words)
