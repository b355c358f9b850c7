"""Shares and mean scores with their intervals."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from vocbench.analysis.survey import mean_scores, shares, wilson


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
