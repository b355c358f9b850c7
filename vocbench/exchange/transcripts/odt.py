"""OpenDocument texts (.odt), as LibreOffice writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.archives import Archive, open_archive
from vocbench.exchange.markup import local_name, parse_xml
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.documents import (
    MOST_COLUMNS,
    Block,
    Cell,
    Paragraph,
    Run,
    Table,
    draft_of_blocks,
    paragraphs_in,
    taken_apart,
)
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.labelled import left_out
from vocbench.model.told import Told, told

_SIGNS = {"tab": "\t", "line-break": "\n", "soft-page-break": ""}
_TITLE = re.compile(r"(?:Title|Subtitle|Heading.*)", re.IGNORECASE)
_BOLD = {"bold", "600", "700", "800", "900"}
# Tracked deletions are kept apart from the text; the others are listed as left out.
_PASSED_OVER = {"tracked-changes", "note", "annotation", "text-box", "sequence-decls", "forms"}
_PAGE_PARTS = {"header", "footer", "header-left", "footer-left", "header-first", "footer-first"}
_MOST_BLANKS = 40


@dataclass(slots=True)
class _Found:
    """The styles, and what was met on the way and is not among the words."""

    styles: dict[str, Element]
    n_numbered: int = 0
    n_boxes: int = 0
    asides: dict[str, list[str]] = field(default_factory=lambda: {"annotation": [], "note": []})


def read_odt(file: SourceFile) -> Draft:
    """What an ``.odt`` file holds: labels bold or plain, in paragraphs or in a table.

    Tracked insertions count as text, tracked deletions do not. Text boxes come after the
    paragraph on which they hang; comments, notes and page heads are left out.

    Raises:
        ReadError: the document is damaged, locked with a password, or could do harm.
    """
    with open_archive(file.raw, name=file.path.name) as archive:
        content = _part(archive, "content.xml")
        pages = _part(archive, "styles.xml") if "styles.xml" in archive else Element("none")
    body = content.find("{*}body/{*}text")
    if body is None:
        raise ReadError(f"{file.path.name} is an OpenDocument file, but no text. Save the text as .odt.")
    found = _Found(
        {_attribute(each, "name"): each for root in (pages, content) for each in _all(root, "style")}
    )
    blocks = list(_blocks(body, found))
    return draft_of_blocks(blocks, notices=tuple(_notices(found, pages)))


def _part(archive: Archive, member: str) -> Element:
    if "META-INF/manifest.xml" in archive and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise ReadError(f"{archive.name} is locked with a password. Save it without one.")
    if member not in archive:
        raise ReadError(
            f"{archive.name} is no OpenDocument text, or a damaged one. Open it in a word processor and save "
            "it as .odt again."
        )
    return parse_xml(archive.read(member), f"{archive.name} ({member})")


def _all(element: Element, name: str) -> Iterator[Element]:
    """*element* and all below it that are called *name*, in whatever namespace."""
    return (each for each in element.iter() if local_name(each.tag) == name)


def _attribute(element: Element, name: str) -> str:
    """The attribute called *name* in whatever namespace; empty where there is none."""
    return next((value for key, value in element.attrib.items() if local_name(key) == name), "")


def _blocks(parent: Element, found: _Found) -> Iterator[Block]:
    """Paragraphs and tables in order, those in sections and lists too."""
    for child in parent:
        tag = local_name(child.tag)
        if tag in {"p", "h"}:
            found.n_numbered += local_name(parent.tag) == "list-item"
            yield _paragraph(child, found)
            yield from _text_boxes(child, found)
        elif tag == "table":
            yield Table([list(_cells(row, found)) for row in _all(child, "table-row")])
        elif tag == "text-box":
            yield from _boxed(child, found)
        elif tag not in _PASSED_OVER:
            yield from _blocks(child, found)


def _cells(row: Element, found: _Found) -> Iterator[Cell]:
    """The cells of a row; one that is repeated or covered by another stands as empty ones."""
    for cell in row:
        if local_name(cell.tag) not in {"table-cell", "covered-table-cell"}:
            continue
        yield paragraphs_in(_blocks(cell, found))
        repeated = _attribute(cell, "number-columns-repeated") or "1"
        yield from [()] * (min(int(repeated), MOST_COLUMNS) - 1 if repeated.isdecimal() else 0)


def _paragraph(paragraph: Element, found: _Found) -> Paragraph:
    style = _attribute(paragraph, "style-name")
    is_heading = local_name(paragraph.tag) == "h" or any(map(_TITLE.fullmatch, _names(style, found)))
    return Paragraph(list(_runs(paragraph, found, is_bold=_is_bold(style, found))), is_heading)


def _runs(parent: Element, found: _Found, *, is_bold: bool) -> Iterator[Run]:
    if parent.text:
        yield Run(_blank(parent.text), is_bold)
    for child in parent:
        yield from _inner_runs(child, found, is_bold=is_bold)
        if child.tail:
            yield Run(_blank(child.tail), is_bold)


def _inner_runs(child: Element, found: _Found, *, is_bold: bool) -> Iterator[Run]:
    tag = local_name(child.tag)
    if tag in _SIGNS:
        yield Run(_SIGNS[tag], is_bold)
    elif tag == "s":
        n = _attribute(child, "c") or "1"
        yield Run(" " * (min(int(n), _MOST_BLANKS) if n.isdecimal() else 1), is_bold)
    elif tag in found.asides:
        found.asides[tag].append(" ".join("".join(p.itertext()) for p in _all(child, "p")))
    elif tag not in _PASSED_OVER:
        style = _attribute(child, "style-name")
        yield from _runs(child, found, is_bold=_is_bold(style, found, otherwise=is_bold))


def _blank(text: str) -> str:
    """*text* with the line ends of the file as blanks: they do not show."""
    return re.sub(r"[ \t\r\n]+", " ", text)


def _names(style: str, found: _Found) -> Iterator[str]:
    """The names of *style* and of the styles that it is made from, the nearest first."""
    seen: set[str] = set()
    while style and style not in seen:
        seen.add(style)
        yield style
        style = _attribute(found.styles[style], "parent-style-name") if style in found.styles else ""


def _is_bold(style: str, found: _Found, *, otherwise: bool = False) -> bool:
    for name in _names(style, found):
        element = found.styles.get(name)
        type_ = None if element is None else element.find("{*}text-properties")
        weight = "" if type_ is None else _attribute(type_, "font-weight")
        if weight:
            return weight in _BOLD
    return otherwise


def _text_boxes(paragraph: Element, found: _Found) -> Iterator[Block]:
    """What stands in the text boxes that hang on *paragraph*."""
    for child in paragraph:
        if local_name(child.tag) == "text-box":
            yield from _boxed(child, found)
        else:
            yield from _text_boxes(child, found)


def _boxed(box: Element, found: _Found) -> Iterator[Block]:
    found.n_boxes += 1
    yield from _blocks(box, found)


def _notices(found: _Found, pages: Element) -> Iterator[Told]:
    heads = [
        "".join(paragraph.itertext())
        for part in pages.iter()
        if local_name(part.tag) in _PAGE_PARTS
        for paragraph in _all(part, "p")
    ]
    yield from left_out(told("Comments"), found.asides["annotation"])
    yield from left_out(told("Footnotes and endnotes"), found.asides["note"])
    yield from left_out(told("Headers and footers"), heads)
    yield from taken_apart(found.n_numbered, found.n_boxes)
