"""A range of characters in a text."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index

from vocbench.errors import SpanError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters, [start, end), in one text.

    Offsets count Unicode code points, as Python's ``str`` does.

    Raises:
        SpanError: the range is empty, reversed or starts before the text.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        # Offsets often come from a table, whose whole numbers are not Python's.
        object.__setattr__(self, "start", index(self.start))
        object.__setattr__(self, "end", index(self.end))
        if not 0 <= self.start < self.end:
            raise SpanError(
                f"A span needs 0 <= start < end, got {self.start}:{self.end}. Select at least one character."
            )

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Characters covered by both spans; 0 when they only touch."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def cut(self, text: str) -> str:
        """The characters of *text* in this span.

        Raises:
            SpanError: the span ends after the text.
        """
        if self.end > len(text):
            raise SpanError(
                f"The span {self.start}:{self.end} ends after the text, which has {len(text)} characters."
            )
        return text[self.start : self.end]
