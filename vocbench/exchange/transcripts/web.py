"""Web pages (.html, .htm): what a browser would show, paragraph by paragraph.

The parser of lxml closes what the page leaves open, and hands over tag by tag: no tree is
built, so a page may nest as deep as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.documents import (
    Block,
    Paragraph,
    Run,
    Table,
    draft_of_blocks,
    paragraphs_in,
)
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.labelled import left_out
from vocbench.model.told import told

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_SORTS = {
    "breaks": (
        "h1 h2 h3 h4 h5 h6 p div section article main header footer aside nav ul ol li dl dt dd table tr td "
        "th blockquote pre address figure figcaption form fieldset hr body center details summary caption"
    ),
    "unshown": "script style template noscript head title svg math select datalist audio video iframe",
}
_BREAKS, _UNSHOWN = (frozenset(tags.split()) for tags in _SORTS.values())
_BOLD = {"b", "strong", "th", "dt"}
_NOT_SHOWN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_HEAVY = {"bold", "600", "700", "800", "900"}
_WHITE = re.compile(r"[ \t\r\n\f]+")


def read_html(file: SourceFile) -> Draft:
    """What an ``.html`` page shows: labels bold or plain, in paragraphs or in a table.

    Scripts, styles and what the page hides are left out.

    Raises:
        ReadError: the bytes are no text.
    """
    stated = _CHARSET.search(file.raw[:2048])
    text, guesses = _stated(file, stated[1].decode("ascii") if stated else None).decode()
    page = _read(text)
    return draft_of_blocks(page.blocks, notices=left_out(told("Hidden texts"), page.hidden), guesses=guesses)


def _read(text: str) -> _Page:
    from lxml import etree  # noqa: PLC0415 - only web pages need it

    page = _Page()
    parser = etree.HTMLParser(target=page, encoding="utf-8", huge_tree=True, no_network=True)
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return page


def _stated(file: SourceFile, charset: str | None) -> SourceFile:
    """*file*, to be read in the encoding that the page states where its bytes can be that."""
    if (
        charset is None
        or file.encoding is not None
        or file.raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"))
    ):
        return file
    # Browsers read Latin 1 and ASCII as cp1252, and so do writers.
    charset = "cp1252" if charset.lower() in {"iso-8859-1", "latin1", "us-ascii", "ascii"} else charset
    try:
        file.raw.decode(charset)
    except (LookupError, UnicodeError):
        return file
    return SourceFile(file.path, file.raw, charset)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element whose end has not come yet, and what holds for the text in it."""

    tag: str = ""
    is_bold: bool = False
    is_hidden: bool = False
    is_unshown: bool = False
    is_heading: bool = False
    is_kept: bool = False
    """Whether blanks and line ends stand as they are written."""


class _Page:
    """Gathers paragraphs and tables as the tags go by."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[str] = []
        self._open: list[_Open] = [_Open()]
        self._runs: list[Run] = []
        self._tables: list[Table | None] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if tag in _BREAKS:
            self._end_paragraph()
        if tag == "br":
            self._add("\n")
        self._open.append(self._opened(tag, attributes))
        self._start_table(tag)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag in _BREAKS:
            self._end_paragraph()
        if tag == "table" and self._tables:
            self._tables.pop()
        if len(self._open) > 1:
            self._open.pop()

    def data(self, text: str) -> None:
        """Text stands in the element that began last."""
        inside = self._open[-1]
        if inside.is_unshown:
            return
        words = text if inside.is_kept else _WHITE.sub(" ", text)
        if inside.is_hidden:
            self.hidden.append(words)
        else:
            self._add(words)

    def close(self) -> None:
        """The page ends."""
        self._end_paragraph()

    def _opened(self, tag: str, attributes: Mapping[str, str]) -> _Open:
        above, style = self._open[-1], attributes.get("style", "")
        weight = _WEIGHT.search(style)
        return _Open(
            tag,
            is_bold=weight[1].lower() in _HEAVY if weight else tag in _BOLD or above.is_bold,
            is_hidden=above.is_hidden or "hidden" in attributes or bool(_NOT_SHOWN.search(style)),
            is_unshown=above.is_unshown or tag in _UNSHOWN,
            is_heading=above.is_heading or tag in _HEADINGS,
            is_kept=above.is_kept or tag == "pre",
        )

    def _start_table(self, tag: str) -> None:
        if tag == "table":
            self._leave_frame()
            self._tables.append(started := Table())
            self.blocks.append(started)
        elif self._tables and (table := self._tables[-1]) is not None:
            if tag == "tr" or (tag in {"td", "th"} and not table.rows):
                table.rows.append([])
            if tag in {"td", "th"}:
                table.rows[-1].append([])

    def _leave_frame(self) -> None:
        """Take a table in which another one starts for what it is: a frame, no rows of turns."""
        if self._tables and (frame := self._tables[-1]) is not None:
            self.blocks[-1:] = paragraphs_in([frame])
            self._tables[-1] = None

    def _add(self, text: str) -> None:
        inside = self._open[-1]
        if not inside.is_hidden and not inside.is_unshown:
            self._runs.append(Run(text, inside.is_bold))

    def _end_paragraph(self) -> None:
        """Put what was gathered where it belongs: into a cell, or below what came before."""
        if any(run.text.strip() for run in self._runs):
            paragraph = Paragraph(self._runs, is_heading=self._open[-1].is_heading)
            table = self._tables[-1] if self._tables else None
            if table is not None and table.rows and table.rows[-1]:
                table.rows[-1][-1] = [*table.rows[-1][-1], paragraph]
            else:
                self.blocks.append(paragraph)
        self._runs = []
