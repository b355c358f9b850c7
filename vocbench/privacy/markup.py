"""HTML in pieces that know where they stand: a few words change, and all else stays to the byte."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from vocbench.privacy.words import words_of

_TOKEN = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<slash>/?)(?P<name>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^>\"']|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|<[!?][^>]*>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);?")
_RAW = frozenset({"script", "style"})
_VOID = words_of("""
    area base br col embed hr img input link meta source track wbr
""")
_INLINE = words_of("""
    a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup
    time tspan u var wbr
""")
OWNER = "data-voc-respondent"
"""The attribute that says whose words an element holds, by the respondent's key."""


@dataclass(frozen=True, slots=True)
class Text:
    """The characters [start, end) of a page: text, a comment, or a style sheet or script."""

    start: int
    end: int
    is_comment: bool = False
    is_raw: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag at [start, end) of a page; its attributes stand from ``inner`` on."""

    start: int
    end: int
    name: str
    inner: int
    is_closing: bool = False
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """The characters [start, end) of a block that stand in one piece in the page."""

    start: int
    end: int


PageEdit = tuple[int, int, str]
"""Characters [start, end) of a page, and what comes there."""


@dataclass
class Block:
    """Text that is read as one, with the place in the page of each of its characters.

    ``is_printed`` says that blanks and line ends are shown as they are.
    """

    respondent: str | None = None
    text: str = ""
    is_printed: bool = False
    words: list[Word] = field(default_factory=list)
    _places: list[tuple[int, int]] = field(default_factory=list)

    def add(self, page: str, start: int, end: int) -> None:
        """Take in the characters [start, end) of *page*, with what stands as an entity decoded."""
        pieces: list[str] = []
        at = start
        for match in (*_ENTITY.finditer(page, start, end), None):
            stop = match.start() if match else end
            pieces.append(page[at:stop])
            self._places += [(place, place + 1) for place in range(at, stop)]
            if match:
                sign = html.unescape(match[0])
                pieces.append(sign)
                self._places += [match.span()] * len(sign)
                at = match.end()
        before = len(self.text)
        self.text += "".join(pieces)
        self.words.append(Word(before, len(self.text)))

    def pause(self) -> None:
        """Keep what comes next apart from what was read, by a blank that the page has not."""
        self.text += " "
        self._places.append((0, 0))

    def edits(self, start: int, end: int, words: str) -> Iterator[PageEdit]:
        """Edits of the page that put *words* for the characters [start, end) of the block."""
        left = html.escape(words, quote=False)
        for word in self.words:
            first, last = max(start, word.start), min(end, word.end)
            if first < last:
                yield self._places[first][0], self._places[last - 1][1], left
                left = ""


def tokens(page: str) -> Iterator[Text | Tag]:
    """The texts, comments and tags of *page*, in order; together they are the whole of it."""
    at = 0
    while match := _TOKEN.search(page, at):
        if at < match.start():
            yield Text(at, match.start())
        at = match.end()
        if match["name"]:
            tag = _tag(match)
            yield tag
            if tag.name in _RAW and not tag.is_closing:
                close = re.compile(rf"</{tag.name}", re.IGNORECASE).search(page, at)
                end = close.start() if close else len(page)
                yield Text(at, end, is_raw=True)
                at = end
        else:
            start, end = match.span("comment") if match["comment"] is not None else match.span()
            yield Text(start, end, is_comment=match["comment"] is not None, is_raw=match["comment"] is None)
    if at < len(page):
        yield Text(at, len(page))


def _tag(match: re.Match[str]) -> Tag:
    name = match["name"].lower()
    return Tag(
        *match.span(),
        name,
        match.start("rest"),
        is_closing=bool(match["slash"]),
        is_empty=name in _VOID or match["rest"].endswith("/"),
    )


def attributes(page: str, tag: Tag) -> Iterator[tuple[str, int, int]]:
    """Name, start and end of the value of each attribute of *tag* that has one."""
    for match in _ATTRIBUTE.finditer(page, tag.inner, tag.end - 1):
        if match.lastindex and match.lastindex > 1:
            yield match[1].lower(), *match.span(match.lastindex)


def blocks(page: str) -> Iterator[Block]:
    """The texts of *page* that are read as one: tags such as ``<b>`` do not end them, paragraphs do."""
    owners: list[tuple[str, str | None]] = []
    block = Block()
    for token in tokens(page):
        if isinstance(token, Tag):
            _step(page, token, owners)
            owner = owners[-1][1] if owners else None
            if token.name not in _INLINE or owner != block.respondent:
                yield block
                block = Block(owner)
        elif not (token.is_comment or token.is_raw):
            block.add(page, token.start, token.end)
    yield block


def running_text(page: str) -> Block:
    """All that *page* says as one text, whatever lines, cells and paragraphs it is broken into."""
    whole = Block()
    for token in tokens(page):
        if isinstance(token, Tag):
            if token.name not in _INLINE - {"tspan"}:  # a drawing has one for each line
                whole.pause()
        elif not (token.is_comment or token.is_raw):
            whole.add(page, token.start, token.end)
    return whole


def _step(page: str, tag: Tag, owners: list[tuple[str, str | None]]) -> None:
    """Note in *owners* that an element starts or ends, and whose words it holds."""
    if tag.is_closing:
        opened = [at for at, (name, _) in enumerate(owners) if name == tag.name]
        if opened:
            del owners[opened[-1] :]
    elif not tag.is_empty:
        outer = owners[-1][1] if owners else None
        own = next((page[a:b] for name, a, b in attributes(page, tag) if name == OWNER), None)
        owners.append((tag.name, outer if own is None else html.unescape(own)))
