"""Shares and mean scores with their intervals."""

from __future__ import annotations

import math
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from vocbench.analysis.survey import mean_interval, mean_scores, shares, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(3, 12, 0.0889, 0.5323), (0, 12, 0, 0.2425), (12, 12, 0.7575, 1), (170, 229, 0.6820, 0.7947)],
)
def test_wilson_gives_the_published_bounds(hits: int, n: int, low: float, high: float) -> None:
    """Hand-worked values of Wilson's interval."""
    assert wilson(hits, n) == pytest.approx((low, high), abs=5e-5)


def test_of_nobody_nothing_is_known() -> None:
    """A share of no answers is unknown, not zero; more hits than answers is a mistake."""
    assert all(math.isnan(bound) for bound in wilson(0, 0))
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


def test_shares_count_within_each_group() -> None:
    """Each group is its own whole; a value that a group lacks has a share of zero of its n."""
    frame = pd.DataFrame({"name": ["a", "a", "b", "a"], "wave": ["1", "1", "1", "2"]})

    found = shares(frame, of="name", by="wave")

    assert found[["name", "wave", "hits", "n", "share"]].to_numpy().tolist() == [
        ["a", "1", 2, 3, 2 / 3],
        ["a", "2", 1, 1, 1],
        ["b", "1", 1, 3, 1 / 3],
        ["b", "2", 0, 1, 0],
    ]


def test_mean_scores_have_students_interval() -> None:
    """1, 2 and 3 have mean 2 and an interval of 2 ± 4.3027 · 1 / √3; one score has none."""
    frame = pd.DataFrame({"name": ["a", "a", "a", "b", "b"], "score": [1.0, 2, 3, 9, None]})

    found = mean_scores(frame, by="name").to_dict("records")

    half = 4.3027 / 3**0.5
    assert found[0]["name"] == "b"
    assert (found[0]["n"], math.isnan(found[0]["low"])) == (1, True)
    assert [found[1][column] for column in ("n", "mean", "low", "high")] == pytest.approx(
        [3, 2, 2 - half, 2 + half], abs=1e-4
    )


def felt(*values: float) -> tuple[float, float]:
    """The interval of the mean of feelings, from -2 to 2."""
    return mean_interval(values, lowest=-2, highest=2)


def test_the_interval_of_a_mean_is_that_of_the_formula() -> None:
    """Worked by hand for 0, 0, 1, 1, 1: N = 8.8415, mean 0.5565, s² = 0.2468, t(7.8415) = 2.3141."""
    low, high = mean_interval([0, 0, 1, 1, 1], lowest=0, highest=1)

    half = 2.3141 * (0.2468 / 8.8415) ** 0.5
    assert (low, high) == pytest.approx((0.5565 - half, 0.5565 + half), abs=1e-4)


def test_equal_values_leave_doubt() -> None:
    """Three people who feel the same way have an interval, which narrows the more they are."""
    widths = [high - low for low, high in (felt(*[1.0] * n) for n in (2, 3, 10, 100))]

    assert all(wide > narrow > 0.1 for wide, narrow in pairwise(widths))


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=40))
def test_the_interval_holds_the_mean_and_stays_on_the_scale(values: list[float]) -> None:
    """Whatever people feel, and in whatever order they tell it."""
    low, high = felt(*values)

    assert -2 <= low <= math.fsum(values) / len(values) + 1e-9
    assert math.fsum(values) / len(values) - 1e-9 <= high <= 2
    assert felt(*values[::-1]) == (low, high)


@pytest.mark.parametrize("values", [(-2, 2), (-2, -1), (0, 1), (1, -2), (-2, 0)])
@pytest.mark.parametrize("n", [2, 3, 5, 12, 50, 100])
def test_the_interval_holds_the_true_mean_in_93_percent_of_samples(
    values: tuple[float, float], n: int
) -> None:
    """Computed over all samples of n people who feel one of two ways, for shares from 1% to 99%."""
    one, other = values
    bounds = [felt(*[other] * k, *[one] * (n - k)) for k in range(n + 1)]
    for percent in range(1, 100):
        mean = one + (other - one) * percent / 100
        held = [k for k, (low, high) in enumerate(bounds) if low - 1e-9 <= mean <= high + 1e-9]

        assert binom.pmf(held, n, percent / 100).sum() >= 0.93


def test_of_one_value_no_interval_is_known() -> None:
    """Nor of none, nor on a scale of one point."""
    found = (*felt(1.0), *felt(), *mean_interval([3, 3], lowest=3, highest=3))

    assert all(map(math.isnan, found))


def test_a_value_off_the_scale_is_refused() -> None:
    """The message names the value and the scale."""
    with pytest.raises(ValueError, match=r"from 1\.0 to 2\.5, the scale from -2 to 2"):
        felt(1, 2.5)
