"""Spans and their translation to the browser's units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.errors import SpanError
from vocbench.model.span import Span, from_utf16, to_utf16


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2)])
def test_an_impossible_span_is_refused(start: int, end: int) -> None:
    """A span that starts before the text, is empty or reversed cannot be made."""
    with pytest.raises(SpanError, match=r"0 <= start < end"):
        Span(start, end)


def test_spans_that_touch_do_not_overlap() -> None:
    """Two spans share the characters in both, and none when one ends where the other starts."""
    assert Span(0, 5).overlap(Span(3, 9)) == 2
    assert Span(0, 5).overlap(Span(5, 9)) == 0


def test_a_span_beyond_the_text_is_refused() -> None:
    """Cutting past the end says how long the text is."""
    with pytest.raises(SpanError, match="which has 4 characters"):
        Span(2, 9).cut("vier")


@given(text=st.text(), data=st.data())
def test_offsets_survive_the_trip_to_the_browser(text: str, data: st.DataObject) -> None:
    """An offset sent to the browser and back is unchanged, emoji or not."""
    offset = data.draw(st.integers(0, len(text)))

    assert from_utf16(text, to_utf16(text, offset)) == offset


def test_an_emoji_counts_twice_in_the_browser() -> None:
    """What follows an emoji lies one further in UTF-16 than in code points."""
    assert to_utf16("ab😀cd", 3) == 4
    assert from_utf16("ab😀cd", 5) == 4
