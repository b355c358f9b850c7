"""Shares and mean scores of groups, each with its number and its interval."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

_Z = 1.959963984540054  # the 97.5% point of the normal distribution
_LEAST = 2  # of one value nothing is known of how people differ


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95% interval of a share of *hits* in *n*.

    Wilson's score interval: (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), p = hits / n.

    Args:
        hits: how many, from 0 to *n*.
        n: out of how many.

    Returns:
        Lower and upper bound, between 0 and 1; NaN and NaN for n = 0, where nothing is known.

    Raises:
        ValueError: *hits* is not between 0 and *n*.

    Source: Wilson (1927), doi:10.1080/01621459.1927.10502953.

    >>> [round(bound, 4) for bound in wilson(3, 12)]
    [0.0889, 0.5323]
    """
    if not 0 <= hits <= n:
        raise ValueError(f"A share needs 0 <= hits <= n, got {hits} of {n}.")
    if n == 0:
        return math.nan, math.nan
    share, spread = hits / n, _Z**2 / n
    middle = share + spread / 2
    margin = _Z * math.sqrt(share * (1 - share) / n + spread / (4 * n))
    low, high = (middle - margin) / (1 + spread), (middle + margin) / (1 + spread)
    # At the ends the bound is exact; arithmetic leaves it a hair beside.
    return (0.0 if hits == 0 else low), (1.0 if hits == n else high)


def mean_interval(values: Iterable[float], *, lowest: float, highest: float) -> tuple[float, float]:
    """The 95% interval of the mean of values on a scale that has two ends.

    As Agresti and Coull do for a share, z²/2 values are added at each end of the scale. Of all of them,
    N = n + z², the mean ± t · s / √N is taken, s² their variance and t the 97.5% point of Student's
    distribution with N - 1 degrees of freedom, cut off where the scale ends. It has a width where all
    values are equal, and becomes the usual interval with many of them.

    Args:
        values: one per person, from *lowest* to *highest*; their order does not matter.
        lowest: the end of the scale below, such as 0.
        highest: the end above, such as 10.

    Returns:
        Lower and upper bound; NaN and NaN with fewer than two values, or where the scale has one point.

    Raises:
        ValueError: a value lies outside of the scale.

    Source: Agresti & Coull (1998), doi:10.1080/00031305.1998.10480550, for shares, with z for t. The step
    to values in between is our own: of people who feel one of two ways, in whatever proportion, 2 to 100 of
    them have an interval that holds the true mean in 93% of all samples or more; a test computes it.

    >>> [round(bound, 4) for bound in mean_interval([0, 0, 1, 1, 1], lowest=0, highest=1)]
    [0.1699, 0.9432]
    """
    from scipy.stats import t  # noqa: PLC0415 - slow to import

    known = np.fromiter(values, dtype=float)
    if len(known) and not (lowest <= known.min() and known.max() <= highest):
        raise ValueError(
            f"The values go from {known.min()} to {known.max()}, the scale from {lowest} to {highest}."
        )
    if len(known) < _LEAST or lowest == highest:
        return math.nan, math.nan
    added = _Z**2 / 2
    every = np.append(
        np.sort(known), [lowest, highest]
    )  # sorted, so that rounding does not follow their order
    weights = np.append(np.ones(len(known)), [added, added])
    middle = np.average(every, weights=weights)
    spread = np.average((every - middle) ** 2, weights=weights)
    half = t.ppf(0.975, weights.sum() - 1) * math.sqrt(spread / weights.sum())
    return max(lowest, float(middle - half)), min(highest, float(middle + half))


def shares(frame: pd.DataFrame, *, of: str, by: str) -> pd.DataFrame:
    """How large a share of each group has which value, with its 95% Wilson interval.

    Args:
        frame: one row per answer.
        of: the column whose values are counted, such as ``name`` of the topic.
        by: the column that makes the groups, such as ``wave``; rows without a value are left out.

    Returns:
        One row per value and group, in order of the values' first occurrence and of the groups:
        *of*, *by*, ``hits``, ``n`` (rows of the group), ``share``, ``low``, ``high``.
    """
    known = frame.dropna(subset=[of, by])
    sizes = known.groupby(by).size()
    counts = known.groupby([of, by]).size()
    rows = [
        (value, group, hits := int(counts.get((value, group), 0)), n := int(size), hits / n, *wilson(hits, n))
        for value in dict.fromkeys(known[of])
        for group, size in sizes.items()
    ]
    return pd.DataFrame(rows, columns=[of, by, "hits", "n", "share", "low", "high"])


def mean_scores(answers: pd.DataFrame, *, by: str) -> pd.DataFrame:
    """The mean score of each group, with its number of scores and a 95% interval.

    The interval is mean ± t · s / √n, with t the 97.5% point of Student's distribution with n - 1
    degrees of freedom and s the standard deviation of the group. With n = 1 it is unknown.

    Args:
        answers: one row per answer or respondent: ``score`` and the column *by*. Rows without a
            score or a group are left out.
        by: the column that groups, such as ``"topic"``, ``"segment"`` or ``"wave"``.

    Returns:
        One row per group, highest mean first: *by*, ``n``, ``mean``, ``low``, ``high``. ``low``
        and ``high`` are NaN where n is 1.
    """
    from scipy.stats import t  # noqa: PLC0415 - slow to import

    known = answers.dropna(subset=[by, "score"])
    groups = known.groupby(by, observed=True)["score"]
    frame = groups.agg(n="size", mean="mean", deviation="std").reset_index()
    freedom = (frame["n"] - 1).where(frame["n"] > 1)
    half = t.ppf(0.975, freedom) * frame["deviation"] / frame["n"] ** 0.5
    frame = frame.assign(low=frame["mean"] - half, high=frame["mean"] + half)
    frame = frame.sort_values(["mean", by], ascending=[False, True], ignore_index=True)
    return frame[[by, "n", "mean", "low", "high"]]
