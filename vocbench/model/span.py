"""A range of characters in a text, and its translation to the browser's units."""

from __future__ import annotations

from dataclasses import dataclass

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


def to_utf16(text: str, offset: int) -> int:
    """Browser (UTF-16) offset of the code-point *offset* into *text*."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, offset: int) -> int:
    """Code-point offset of a browser's UTF-16 *offset* into *text*.

    An offset inside a surrogate pair counts as the offset before that character.
    """
    head = text.encode("utf-16-le", "surrogatepass")[: 2 * offset]
    return len(head.decode("utf-16-le", "ignore"))
