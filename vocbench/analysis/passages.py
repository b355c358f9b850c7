"""Where passages lie: which overlap which, the Boolean of codes, and the turns they stand in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from vocbench.model.codebook import SEPARATOR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.integer]
    """Places in a text, or of rows in a frame."""

    Mask = NDArray[np.bool_]
    """A yes or no for each row."""

PLACE = ["source", "answer", "start", "end"]
"""The columns that say which passage of which text a coding lies on."""


def is_under(codes: pd.Series[str], path: str) -> Mask:
    """Which of *codes* are the code at *path*, or a code under it."""
    found = (codes == path) | codes.str.startswith(path + SEPARATOR)
    return found.to_numpy(dtype=bool, copy=True)


def matching(
    codings: pd.DataFrame, *, code: str | None = None, all_of: Iterable[str] = (), none_of: Iterable[str] = ()
) -> Mask:
    """Which codings satisfy a Boolean of codes.

    A passage overlaps another one of the same text when they share at least one character; so
    it overlaps itself. A code stands for the codes under it as well.

    Args:
        codings: one row per coding, with the columns ``source answer start end code``.
        code: the code that the passage itself has; ``None`` for any.
        all_of: codes each of which lies on a passage that overlaps it.
        none_of: codes none of which does.

    Returns:
        One yes or no per row.
    """
    starts, ends = _on_one_line(codings)
    found = np.ones(len(codings), dtype=bool) if code is None else is_under(codings["code"], code)
    for path in all_of:
        found &= _touching(starts, ends, is_under(codings["code"], path))
    for path in none_of:
        found &= ~_touching(starts, ends, is_under(codings["code"], path))
    return found


def overlapping_pairs(codings: pd.DataFrame) -> tuple[Positions, Positions]:
    """The rows that overlap, as positions of the one and of the other; each pair once.

    Args:
        codings: one row per coding, with the columns ``source answer start end``.
    """
    starts, ends = _on_one_line(codings)
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    last = np.searchsorted(starts, ends, side="left")  # those before it start within the passage
    n_partners = last - np.arange(len(starts)) - 1
    first = np.repeat(np.arange(len(starts)), n_partners)
    nth = np.arange(len(first)) - np.repeat(np.cumsum(n_partners) - n_partners, n_partners)
    return order[first], order[first + 1 + nth]


def _on_one_line(codings: pd.DataFrame) -> tuple[Positions, Positions]:
    """Starts and ends, moved so that each text has a stretch of numbers of its own."""
    start, end = (codings[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    texts = codings.groupby(["source", "answer"], dropna=False, sort=False).ngroup()
    shift: Positions = texts.to_numpy(dtype=np.int64) * (int(end.max()) if len(end) else 0)
    return start + shift, end + shift


def _touching(starts: Positions, ends: Positions, others: Mask) -> Mask:
    """Which passages overlap one of *others*, of the same passages."""
    if not others.any():
        return np.zeros(len(starts), dtype=bool)
    order = np.argsort(starts[others])
    their_starts = starts[others][order]
    # Of those that start before a passage ends, the one that reaches furthest decides.
    furthest = np.maximum.accumulate(ends[others][order])
    before = np.searchsorted(their_starts, ends, side="left")
    found: Mask = (before > 0) & (furthest[before - 1] > starts)
    return found


def turn_rows(offsets: Positions, turns: pd.DataFrame) -> tuple[Positions, Mask]:
    """The last turn that starts at or before each offset, and whether the offset lies within it.

    Args:
        offsets: places in one text.
        turns: its turns in their order: ``start end``.

    Returns:
        Positions of rows of *turns*, -1 before the first; and a yes or no for each offset.
    """
    at = np.searchsorted(turns["start"].to_numpy(), offsets, side="right") - 1
    is_inside = at >= 0
    is_inside[is_inside] = offsets[is_inside] < turns["end"].to_numpy()[at[is_inside]]
    return at, is_inside
