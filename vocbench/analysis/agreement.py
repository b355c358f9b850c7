"""How far people agree who judged the same things, beyond what chance would give.

A *unit* is what was judged, such as a passage or a note: a sequence of the values that its judges
gave it, ``None`` (or NaN) where somebody gave none. A number that the judgements do not determine
is NaN: with one and the same value everywhere nobody can tell agreement from habit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Unit = Iterable[Any]
"""The values that one unit was given, one of each judge."""


class Level(StrEnum):
    """What the values can be compared by: being equal, their order, difference or ratio."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def krippendorff_alpha(units: Iterable[Unit], *, level: Level | str = Level.NOMINAL) -> float:
    """Krippendorff's alpha: agreement of any number of judges, some of whom may have skipped units.

    alpha = 1 - D_o / D_e: the mean squared distance of the values within units, over that of all
    values that were paired. The distance is 0 or 1 (nominal), the number of values from the middle of
    the one to the middle of the other (ordinal), c - k (interval) or (c - k) / (c + k) (ratio).

    Args:
        units: the values of each unit. Units with fewer than two values are left out: nobody
            agrees or disagrees there.
        level: what the values can be compared by. Ordinal values must be sortable, interval
            values numbers, and ratio values numbers from 0 up.

    Returns:
        1 for full agreement, 0 for what chance gives, below 0 for less than that. NaN where no unit
        has two values, or where all values are the same.

    Raises:
        ValueError: no such level, or a ratio of negative numbers.

    Source: Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", and Hayes &
    Krippendorff (2007), doi:10.1080/19312450709336664.

    >>> krippendorff_alpha([("pains", "pains"), ("gains", "gains"), ("gains", "pains"), ("hear", None)])
    0.4444444444444444
    """
    level = Level(level)
    counts, values = _value_counts(units, is_ordered=level is not Level.NOMINAL)
    if len(values) <= 1:
        return math.nan
    weighted = counts / (counts.sum(axis=1, keepdims=True) - 1)
    coincidences = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = counts.sum(axis=0)
    distances = _squared_distances(values, totals, level)
    expected = totals @ distances @ totals
    return float(1 - (totals.sum() - 1) * (coincidences * distances).sum() / expected)


def percent_agreement(units: Iterable[Unit]) -> float:
    """The share of pairs of judgements of the same unit that are equal, from 0 to 1.

    It says nothing of chance: two judges who call everything *no* agree on everything. Give
    it beside alpha or kappa, not instead. NaN where no unit has two values.

    >>> percent_agreement([("yes", "yes"), ("yes", "no"), ("no", None)])
    0.5
    """
    counts, _ = _value_counts(units, is_ordered=False)
    given = counts.sum(axis=1)
    pairs = float((given * (given - 1)).sum())
    return float((counts * (counts - 1)).sum() / pairs) if pairs else math.nan


def cohen_kappa(first: Sequence[Hashable], second: Sequence[Hashable]) -> float:
    """Cohen's kappa: agreement of two judges, corrected for how often each uses which value.

    kappa = (p_o - p_e) / (1 - p_e): p_o is the share of units judged alike, p_e the sum over the
    values of the product of the two judges' own shares.

    Args:
        first: the values that the one judge gave, unit by unit; ``None`` or NaN for none.
        second: those of the other, for the same units in the same order.

    Returns:
        At most 1. NaN where no unit has both values, or where both judges used one and the same
        value throughout.

    Raises:
        ValueError: the judges do not have equally many units.

    Source: Cohen (1960), doi:10.1177/001316446002000104.
    """
    pairs = [pair for pair in zip(first, second, strict=True) if not any(map(_is_missing, pair))]
    if not pairs:
        return math.nan
    ones, others = (Counter(side) for side in zip(*pairs, strict=True))
    observed = sum(one == other for one, other in pairs) / len(pairs)
    expected = sum(ones[value] * others[value] for value in ones) / len(pairs) ** 2
    return math.nan if expected == 1 else (observed - expected) / (1 - expected)


def _value_counts(units: Iterable[Unit], *, is_ordered: bool) -> tuple[Floats, list[Any]]:
    """How often each unit with two values or more was given which value; and the values."""
    given = [[value for value in unit if not _is_missing(value)] for unit in units]
    paired = [values for values in given if len(values) > 1]
    values = list(dict.fromkeys(chain.from_iterable(paired)))
    if is_ordered:
        values.sort()
    column = {value: number for number, value in enumerate(values)}
    counts = np.zeros((len(paired), len(values)))
    rows = np.repeat(np.arange(len(paired)), [len(values) for values in paired])
    columns = np.array([column[value] for value in chain.from_iterable(paired)], dtype=np.intp)
    np.add.at(counts, (rows, columns), 1)
    return counts, values


def _squared_distances(values: list[Any], totals: Floats, level: Level) -> Floats:
    """How far each value is from each other one, squared."""
    if level is Level.NOMINAL:
        return 1 - np.eye(len(values))
    # The number of values from the middle of the one to the middle of the other is a difference of ranks.
    places = totals.cumsum() - totals / 2 if level is Level.ORDINAL else np.asarray(values, dtype=float)
    differences = np.subtract.outer(places, places)
    if level is Level.RATIO:
        if places.min() < 0:
            raise ValueError(f"Ratios need numbers from 0 up, got {places.min()}. Use level='interval'.")
        sums = np.add.outer(places, places)
        differences = np.divide(differences, sums, out=np.zeros_like(sums), where=sums > 0)
    return np.asarray(differences**2)


def _is_missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))
