"""Code points to the browser's units and back, for many offsets into one text."""

from __future__ import annotations

from bisect import bisect_left

_LAST_OF_ONE_UNIT = "\uffff"


class Utf16Offsets:
    """Translates offsets into one text between Python's code points and the browser's UTF-16.

    A widget translates the ends of thousands of codings after each act, so this looks once
    where the two-unit characters are.
    """

    def __init__(self, text: str) -> None:
        self._wide = [at for at, character in enumerate(text) if character > _LAST_OF_ONE_UNIT]
        self._wide_utf16 = [at + before for before, at in enumerate(self._wide)]

    def to_utf16(self, offset: int) -> int:
        """The browser's offset for the code-point *offset*."""
        return offset + bisect_left(self._wide, offset)

    def from_utf16(self, offset: int) -> int:
        """The code-point offset for the browser's *offset*.

        An offset inside a two-unit character counts as the offset before that character.
        """
        return offset - bisect_left(self._wide_utf16, offset)
