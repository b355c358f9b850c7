"""LRC: a time before each line, as players of music and Whisper programs write it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.rolling import Cue
from vocbench.exchange.transcripts.subtitles import draft_of_cues
from vocbench.exchange.transcripts.times import TIME, to_seconds

_STAMPED = re.compile(rf"\s*(?P<times>(?:\[{TIME}\]\s*)+)(?P<words>.*)")
_TAG = re.compile(r"\s*\[(?P<name>[a-z#]{1,10}):(?P<value>[^\[\]]*)\]\s*", re.IGNORECASE)
_MILLISECONDS = re.compile(r"[+-]?\d{1,7}")
_MOST_TIMES = 100  # of one line; no song has a longer refrain

Stamped = tuple[float, str]
"""When a line begins, in seconds, and its words."""


def read_lrc(file: SourceFile) -> Draft:
    """What a ``.lrc`` file holds: each line lasts until the next time.

    A time without words ends the line before it. Tags such as ``[ar:…]`` are no words; ``[la:nl]`` names the
    language, and ``[offset:500]`` says how many milliseconds the words come earlier.

    Raises:
        ReadError: no line has a time.
    """
    text, guesses = file.decode()
    rows = text.split("\n")
    tags = {found["name"].lower(): found["value"].strip() for row in rows if (found := _TAG.fullmatch(row))}
    offset = tags.get("offset", "")
    earlier = int(offset) / 1000 if _MILLISECONDS.fullmatch(offset) else 0.0
    stamped = sorted(_stamped(rows, earlier), key=lambda each: each[0])
    if not stamped:
        raise ReadError(f"{file.path.name} holds no line like '[01:02.00] words'. Export it again.")
    return draft_of_cues(list(_cues(stamped)), language=tags.get("la") or None, guesses=guesses)


def _stamped(rows: Sequence[str], earlier: float) -> Iterator[Stamped]:
    """Each line at each of its times; a line without one goes on with the line before."""
    times: list[float] = []
    for row in rows:
        found = _STAMPED.fullmatch(row)
        if found:
            times = [
                max(0.0, to_seconds(time) - earlier)
                for time in re.findall(TIME, found["times"])[:_MOST_TIMES]
            ]
        elif _TAG.fullmatch(row) or not row.strip():
            continue
        yield from ((time, found["words"] if found else row) for time in times)


def _cues(stamped: Sequence[Stamped]) -> Iterator[Cue]:
    last = stamped[-1]
    for (start, words), (end, _) in pairwise([*stamped, last]):
        yield Cue(start, end if end > start else None, (words,))
