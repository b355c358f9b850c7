"""Time codes: where they stand in a line, and how many seconds they say."""

from __future__ import annotations

import re

TIME = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,3})?"
"""Pattern of ``m:ss``, ``mm:ss.mmm`` or ``h:mm:ss,mmm``."""

BRACKETED = rf"\[{TIME}\]|\({TIME}\)|<{TIME}>|\#{TIME}(?:-\d)?\#"
"""Pattern of a time code in brackets, or between hashes as f4 writes it."""

_FIRST = re.compile(rf"\s*(?:{BRACKETED}|\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?(?=\s|$))\s*[-–|]?\s*")
_LAST = re.compile(rf"(?:\[{TIME}\]|\#{TIME}(?:-\d)?\#)$")
# Round brackets within the words are left alone: "(12:30)" may well be something said.
_INNER = re.compile(rf"[ \t]?(?:\[{TIME}\]|\#{TIME}(?:-\d)?\#)[ \t]?")
_DIGITS = re.compile(TIME)


def to_seconds(code: str) -> float:
    """Seconds that a time code says: ``1:02,5`` is 62.5.

    Args:
        code: text that holds one time code, with or without brackets.
    """
    found = _DIGITS.search(code)
    if found is None:
        raise ValueError(f"{code!r} holds no time code.")
    seconds = 0.0
    for part in found[0].replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


def cut_first(words: str) -> tuple[float | None, str]:
    """The seconds of a time code at the start of *words*, and the words without it."""
    found = _FIRST.match(words)
    return (to_seconds(found[0]), words[found.end() :]) if found else (None, words)


def cut_last(words: str) -> tuple[str, float | None]:
    """*words* without a time code at their end, and its seconds."""
    words = words.rstrip()
    found = _LAST.search(words)
    return (words[: found.start()].rstrip(), to_seconds(found[0])) if found else (words, None)


def cut_inner(words: str) -> tuple[str, int]:
    """*words* without time codes anywhere, and how many there were."""
    return _INNER.subn(" ", words)
