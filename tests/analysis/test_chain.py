"""The ways from what is done back to what was said."""

from __future__ import annotations

from vocbench.analysis.chain import inverse, ways_through


def test_every_way_up_meets_every_way_down() -> None:
    """Two ways up and three down make six ways."""
    ways = ways_through("m", down=[{"m": ["x", "y", "z"]}], up=[{"m": ["a", "b"]}])

    assert ways == [(top, "m", low) for top in "ab" for low in "xyz"]


def test_a_way_that_ends_early_is_filled_up() -> None:
    """Where nothing follows, the levels beyond are empty, on both sides."""
    ways = ways_through("m", down=[{"m": ["x"]}, {}], up=[{}, {}])

    assert ways == [(None, None, "m", "x", None)]


def test_the_inverse_leads_back() -> None:
    """Each link is found from its other end, in the order of the links."""
    assert inverse({"a": ["x", "y"], "b": ["y"]}) == {"x": ["a"], "y": ["a", "b"]}
