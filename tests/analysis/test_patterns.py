"""How expressions written by users are kept in check."""

from __future__ import annotations

import pytest

from vocbench.analysis.patterns import find_pattern
from vocbench.errors import QuoteError


def test_places_are_those_of_each_text() -> None:
    """Matches are given per text, in characters, whatever the capitals and emoji."""
    assert find_pattern(r"kw\w+", ["😀 Kwart en kwartier", "", "niets"]) == [[(2, 7), (11, 19)], [], []]


def test_empty_matches_are_no_hits() -> None:
    """An expression that matches nothing at all gives no places for that."""
    assert find_pattern("a*", ["baab"]) == [[(1, 3)]]


def test_an_endless_expression_is_ended() -> None:
    """An expression that would run for ever is ended, with advice."""
    with pytest.raises(QuoteError, match="Avoid repetition"):
        find_pattern("(a+)+b", ["a" * 60], limit_seconds=0.5)


@pytest.mark.parametrize(
    ("pattern", "why"), [("(tijd", "position 0"), (" ", "empty"), ("a{5,2}", "position 2")]
)
def test_what_is_no_expression_is_explained(pattern: str, why: str) -> None:
    """A broken expression is refused with what is wrong and where."""
    with pytest.raises(QuoteError, match=why):
        find_pattern(pattern, ["tijd"])
