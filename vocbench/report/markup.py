"""Where the elements of a page stand, and how to change some of them and nothing else.

A parser that writes a page anew would change what it does not know, such as the letters of a
drawing. Here the page stays as it is, to the byte, but for the edits.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_TAG = re.compile(r"<[^>]*>")
_WITHIN_A_WORD = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|i|kbd|mark|q|s|small|span|strong|sub|sup|u|var)\b[^>]*>", re.IGNORECASE
)
_UNREAD = re.compile(r"<(style|title|desc)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """An element of a page, and where it stands in it.

    Args:
        name: in small letters.
        attributes: as the parser reads them, with entities resolved.
        start: where its first tag starts; ``inside`` is where that ends.
        close: where its last tag starts; ``end`` is where that ends. All four are the same side of
            an element that has no content.
        parent: the element around it; ``None`` for the outermost.
    """

    name: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int
    end: int
    parent: Element | None

    def has_class(self, name: str) -> bool:
        """Whether *name* is one of its classes."""
        return name in self.attributes.get("class", "").split()

    def around(self) -> Iterable[Element]:
        """The elements around it, from the inside out."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New words for a range of a page; an insertion where the range is empty."""

    start: int
    end: int
    words: str


def elements(page: str) -> list[Element]:
    """The elements of a page, in the order in which they start.

    What is not closed ends where the element around it does, as in a browser for lists and paragraphs.
    """
    reader = _Reader(page)
    reader.feed(page)
    reader.close()
    return reader.found


def edited(page: str, edits: Iterable[Edit]) -> str:
    """The page with all edits; those at one place stand in the order in which they were given.

    Raises:
        ValueError: two edits change the same words.
    """
    parts, done = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < done:
            raise ValueError(f"Two edits at {edit.start}.")
        parts += [page[done : edit.start], edit.words]
        done = edit.end
    return "".join([*parts, page[done:]])


def words_of(markup: str) -> str:
    """What a reader reads of a piece of HTML, on one line."""
    joined = _WITHIN_A_WORD.sub("", _UNREAD.sub("", markup))
    return " ".join(html.unescape(_TAG.sub(" ", joined)).split())


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self._page = page
        self._lines = list(accumulate((len(line) + 1 for line in page.split("\n")), initial=0))
        self._open: list[Element] = []
        self.found: list[Element] = []

    def _here(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = self._made(tag, attrs)
        if tag not in _VOID:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._made(tag, attrs)

    def _made(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        start = self._here()
        inside = start + len(self.get_starttag_text() or "")
        parent = self._open[-1] if self._open else None
        attributes = {name: value or "" for name, value in attrs}
        made = Element(tag, attributes, start, inside, inside, inside, parent)
        self.found.append(made)
        return made

    def handle_endtag(self, tag: str) -> None:
        if not any(each.name == tag for each in self._open):
            return
        here = self._here()
        while (last := self._open.pop()).name != tag:
            last.close = last.end = here
        last.close = here
        last.end = self._page.index(">", here) + 1

    def close(self) -> None:
        super().close()
        for left in self._open:
            left.close = left.end = len(self._page)
