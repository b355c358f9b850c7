"""Ranges of characters."""

from __future__ import annotations

import numpy as np
import pytest

from vocbench.errors import SpanError
from vocbench.model.span import Span


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


def test_offsets_from_a_table_are_whole_numbers() -> None:
    """What a frame holds counts as well, and becomes Python's own; a fraction does not."""
    span = Span(np.int64(2), np.int64(5))  # type: ignore[arg-type]

    assert type(span.start) is int
    assert span == Span(2, 5)
    with pytest.raises(TypeError):
        Span(0, 2.5)  # type: ignore[arg-type]
