"""Captions that roll: each cue repeats the last rows of the one before, as live captions do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from *start* to *end*, in seconds, a row at a time."""

    start: float
    end: float | None
    rows: tuple[str, ...]


_LEAST, _LEAST_SHARE = 3, 1 / 3
_TOUCHING_SECONDS = 0.5
_MOST_ROWS = 10


def unrolled(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """The cues without the rows that they repeat, and how many rows that were.

    A cue that says again what the one before said, at the very same time, is left out. Rows that
    recur are left out where one cue in three shows old rows above new ones: somebody may well say
    the same twice, but then it stands alone.

    Args:
        cues: in the order of the file, their rows without tags.
    """
    cues = list(dict.fromkeys(cues))
    repeated = [0, *(_n_repeated(before, cue) for before, cue in pairwise(cues))]
    n_rolling = sum(0 < n < len(cue.rows) for cue, n in zip(cues, repeated, strict=True))
    if n_rolling < max(_LEAST, len(cues) * _LEAST_SHARE):
        return cues, 0
    return list(_without(cues, repeated)), sum(repeated)


def _n_repeated(before: Cue, cue: Cue) -> int:
    """How many rows at the start of *cue* are the last ones of the cue before it."""
    if before.end is not None and cue.start - before.end > _TOUCHING_SECONDS:
        return 0
    longest = min(len(before.rows), len(cue.rows), _MOST_ROWS)
    return next((n for n in range(longest, 0, -1) if before.rows[-n:] == cue.rows[:n]), 0)


def _without(cues: Sequence[Cue], repeated: Sequence[int]) -> Iterator[Cue]:
    for cue, n in zip(cues, repeated, strict=True):
        yield replace(cue, rows=cue.rows[n:])
