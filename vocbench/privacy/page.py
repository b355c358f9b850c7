"""A whole HTML page through the gate: texts, attributes, tables, quotes and embedded pictures."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from urllib.parse import unquote_to_bytes

from vocbench.privacy.gate import Cleaned, Finding, Gate, Piece, Place, Reason
from vocbench.privacy.grids import grids
from vocbench.privacy.markup import Block, PageEdit, Tag, attributes, blocks, running_text, tokens
from vocbench.privacy.words import words_of

_ADDRESS = re.compile(
    r"data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?P<options>(?:;[\w.=-]+)*),"
    r"(?P<data>[\w+/=\s]*+(?=[\"')])|[^\"'<>)\s]*)",  # base64 may be broken over lines
    re.IGNORECASE,
)
_FONTS = ("font/", "application/font", "application/x-font")
_PLACES = {
    "alt": Place.ALT,
    "title": Place.ALT,
    "aria-label": Place.ALT,
    "aria-description": Place.ALT,
    "aria-valuetext": Place.ALT,
    "placeholder": Place.ALT,
    "summary": Place.ALT,
    "content": Place.ALT,
}
"""Attributes that people read or hear; the others are names and values for machines."""
_DRAWING = words_of("""
    d points transform viewbox x y x1 x2 y1 y2 dx dy cx cy r rx ry width height fill stroke
    offset stroke-width stroke-dasharray font-size font-family xmlns xmlns:xlink http-equiv charset
""")
"""Attributes that hold how something is drawn, with many digits and no words."""
_WORDED = frozenset({Reason.NAME, Reason.NO_CONSENT, Reason.WITHDRAWN})
_STYLING = frozenset({"class", "style"})


@dataclass(frozen=True, slots=True)
class CleanedPage:
    """A page as it may leave, if ``stopped`` is empty; otherwise it must not be written."""

    page: str
    replaced: tuple[Finding, ...] = ()
    stopped: tuple[Finding, ...] = ()
    told: tuple[Finding, ...] = ()


def clean_page(gate: Gate, page: str, *, where: str) -> CleanedPage:
    """The page with everything in it passed through the gate: call it before the page is signed.

    Text, also where tags run through a word; each attribute (alt, title, aria-label, id, href, data-*);
    comments, ``<title>`` and ``<meta>``; tables and sentences, for small groups; what stands in an element
    with ``data-voc-respondent="KEY"`` as the words of that person; embedded pictures, which lose their
    metadata. In the end the page is read once more by another parser, and a name that is still there stops
    it. What has no finding stays as it is, to the byte.

    Args:
        gate: for the audience of the page.
        page: HTML.
        where: the page's name in what is told, such as ``"report.html"``.

    Returns:
        The page, with what was replaced, what stops it, and what is only told.
    """
    work = _Work(gate, where)
    page = _ADDRESS.sub(work.address, page)
    for step in (work.small_groups, work.broken_quotes, work.words, work.tags):
        page = _edited(page, step(page))
    work.look_again(page)
    return CleanedPage(page, tuple(work.replaced), tuple(work.stopped), tuple(work.told))


def _edited(page: str, edits: list[PageEdit]) -> str:
    pieces, at = [], 0
    for start, end, words in sorted(edits):
        pieces += [page[at:start], words]
        at = end
    return "".join([*pieces, page[at:]])


@dataclass
class _Work:
    """One page on its way through the gate."""

    gate: Gate
    where: str
    replaced: list[Finding] = field(default_factory=list)
    stopped: list[Finding] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)
    _known: dict[tuple[Place, str], list[Finding]] = field(default_factory=dict)

    def _inspect(self, place: Place, text: str) -> list[Finding]:
        """What is found in *text*; a page says the same in many tags."""
        if (place, text) not in self._known:
            self._known[place, text] = self.gate.inspect(Piece(place, self.where, text))
        return self._known[place, text]

    def _note(self, cleaned: Cleaned) -> Cleaned:
        self.replaced += cleaned.replaced
        known = {(each.reason, each.place, each.shown) for each in self.stopped}
        self.stopped += [
            each for each in cleaned.stopped if (each.reason, each.place, each.shown) not in known
        ]
        self.told += cleaned.told
        return cleaned

    def address(self, match: re.Match[str]) -> str:
        """A ``data:`` address without what its content hides; an empty one where it may not leave."""
        kind = (match["kind"] or "text/plain").lower()
        if kind.startswith(_FONTS):
            return match[0]
        content = _decoded(match)
        if kind == "image/svg+xml" or kind.startswith("text/"):
            inner = clean_page(self.gate, content.decode("utf-8", "replace"), where=self.where)
            self._note(Cleaned(None, inner.replaced, inner.stopped, inner.told))
            return _encoded(kind, inner.page.encode())
        cleaned = self._note(self.gate.clean(Piece(Place.IMAGE, self.where, content)))
        if cleaned.content == content:
            return match[0]
        return _encoded(kind, cleaned.content) if isinstance(cleaned.content, bytes) else "data:,"

    def small_groups(self, page: str) -> list[PageEdit]:
        """Edits that hide what tables tell of groups so small that they point at somebody."""
        edits: dict[PageEdit, None] = {}
        for grid in grids(page):
            for hidden in self.gate.hidden_in(grid):
                self.replaced.append(self.gate.hidden(self.where, hidden.names))
                edits |= {edit: None for cell in hidden.cells for edit in cell.edits("…")}
        return list(edits)

    def broken_quotes(self, page: str) -> list[PageEdit]:
        """Edits for words without consent that lines, cells or paragraphs run through."""
        whole = running_text(page)
        found = self.gate.withheld(Piece(Place.TEXT, self.where, whole.text))
        self.replaced += found
        return [edit for each in found for edit in whole.edits(each.start, each.end, each.replacement or "")]

    def words(self, page: str) -> list[PageEdit]:
        """Edits for the texts of the page."""
        return [edit for block in blocks(page) for edit in self._of_block(block)]

    def _of_block(self, block: Block) -> Iterator[PageEdit]:
        if not block.text.strip():
            return
        if block.respondent is not None and (reason := self.gate.bars(block.respondent)):
            piece = Piece(Place.QUOTE, self.where, block.text, respondent=block.respondent)
            words = self._note(self.gate.clean(piece)).content
            yield from block.edits(0, len(block.text), str(words) if reason else "")
            return
        # Words that tags run through are one; words side by side in two tags are two. Nobody can tell which
        # it is.
        found = self._found(block.text, 0)
        if len(block.words) > 1:
            # A label of its own has a capital, though it follows on another: words are judged in their own
            # tag.
            found = [each for each in found if each[2].reason is not Reason.NOT_REVIEWED]
            for word in block.words:
                found += self._found(block.text[word.start : word.end], word.start)
        if block.respondent is not None:
            # What somebody says of others is not what the study tells of a group.
            found = [each for each in found if each[2].reason is not Reason.SMALL_CELL]
        yield from self._edits_of(block, found)

    def _found(self, text: str, shift: int) -> list[tuple[int, int, Finding]]:
        return [(each.start + shift, each.end + shift, each) for each in self._inspect(Place.TEXT, text)]

    def _edits_of(self, block: Block, found: list[tuple[int, int, Finding]]) -> Iterator[PageEdit]:
        done = 0
        for start, end, each in sorted(found, key=lambda item: (item[0], -item[1])):
            if end <= done:
                continue
            if each.stops and each.replacement is not None:
                self.replaced.append(each)
                yield from block.edits(max(start, done), end, each.replacement)
                done = end
            elif each.stops:
                self._note(Cleaned(None, stopped=(each,)))
            else:
                self.told.append(each)
                done = end

    def tags(self, page: str) -> list[PageEdit]:
        """Edits for the attributes, comments and style sheets of the page."""
        edits: list[PageEdit] = []
        for token in tokens(page):
            if isinstance(token, Tag):
                for name, start, end in attributes(page, token):
                    edits += self._of_attribute(page, name, start, end)
            elif token.is_comment:
                edits += self._of_value(page, "", token.start, token.end)
            elif token.is_raw:
                edits += self._of_sheet(page, token.start, token.end)
        return edits

    def _of_attribute(self, page: str, name: str, start: int, end: int) -> list[PageEdit]:
        if name in _DRAWING:
            return []
        if name in _STYLING:
            return self._of_sheet(page, start, end)
        return self._of_value(page, name, start, end)

    def _of_sheet(self, page: str, start: int, end: int) -> list[PageEdit]:
        """Edits for the names and quotes in a style or script; its numbers and addresses are how it works."""
        sheet = _ADDRESS.sub(lambda match: " " * len(match[0]), page[start:end])
        found = self.gate.inspect(Piece(Place.METADATA, self.where, sheet))
        worded = [each for each in found if each.stops and each.reason in _WORDED]
        self.replaced += worded
        return [(start + each.start, start + each.end, each.replacement or "") for each in worded]

    def _of_value(self, page: str, name: str, start: int, end: int) -> list[PageEdit]:
        value = html.unescape(page[start:end])
        if not value.strip() or value.lower().startswith("data:"):
            return []
        place = _PLACES.get(name, Place.METADATA)
        cleaned = self._note(self.gate.sorted_out(value, self._inspect(place, value)))
        if cleaned.content == value:
            return []
        return [(start, end, html.escape(str(cleaned.content)))]

    def look_again(self, page: str) -> None:
        """Stop the page if a name or identifier is in it still, to another parser or to none."""
        if not self.gate.leaves_team:
            return
        plain = _ADDRESS.sub("data:,", page)
        left = [
            each
            for text in _texts(plain)
            for each in self._inspect(Place.METADATA, text)
            if each.stops and each.reason is not Reason.NOT_REVIEWED
        ]
        left += self.gate.known_names(Piece(Place.METADATA, self.where, plain))
        remedy = "It could not be replaced. Write that part of the notebook more simply."
        missed = (replace(each, replacement=None, remedy=remedy) for each in left)
        self._note(Cleaned(None, stopped=tuple(missed)))


def _decoded(match: re.Match[str]) -> bytes:
    plain = unquote_to_bytes(html.unescape(match["data"]))
    if not match["options"].endswith(";base64"):
        return plain
    try:
        return base64.b64decode(plain)
    except binascii.Error:
        return b""


def _encoded(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _texts(page: str) -> list[str]:
    """All that a reader of the page could come upon, by Python's own parser."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.texts


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.texts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.texts.append(tag)
        self.texts += [value for name, value in attrs if value and name not in _DRAWING | _STYLING]
