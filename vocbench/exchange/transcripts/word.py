"""Word documents (.docx): a paragraph a turn, or a table with a row a turn.

The parts of the archive are read as they are, without python-docx: that passes over tracked
insertions, content controls and text boxes, and unpacks everything before it looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.archives import Archive, open_archive
from vocbench.exchange.markup import parse_xml
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.documents import (
    HEADING_STYLE,
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

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# "Strict" documents have another namespace; their tags are otherwise the same.
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS, _TEXTS = {_W + "r", _M + "r"}, {_W + "t", _M + "t"}
_CHOICES, _FALLBACK = _MC + "AlternateContent", _MC + "Fallback"
_TEXT_BOX = _W + "txbxContent"
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
# What Word makes of ":)" and "-->" while somebody types, by their numbers in its font of symbols.
_SYMBOLS = {"F04A": "☺", "F04B": "😐", "F04C": "☹", "F0DF": "←", "F0E0": "→", "F0E8": "⇒", "F0F3": "⇔"}
# What is in these is no text of the paragraph, or is there twice: text at the place from which it
# was moved, a drawing's text for old programs, a text box inside the paragraph it hangs on.
_PASSED_OVER = {_W + "del", _W + "moveFrom", _FALLBACK, _TEXT_BOX, _W + "rPr", _W + "pPr"}
_OFF = {"0", "false", "off", "none"}
_MAIN = "word/document.xml"
_ASIDE = {
    told("Comments"): re.compile(r"word/comments\.xml"),
    told("Footnotes and endnotes"): re.compile(r"word/(?:foot|end)notes\.xml"),
    told("Headers and footers"): re.compile(r"word/(?:header|footer)\d*\.xml"),
}


@dataclass(slots=True)
class _Found:
    """What was met on the way and is not among the words."""

    bold_styles: frozenset[str]
    heading_styles: frozenset[str]
    hidden: list[str] = field(default_factory=list)
    n_numbered: int = 0
    n_boxes: int = 0


def read_word(file: SourceFile) -> Draft:
    """What a ``.docx`` file holds: labels bold or plain, in paragraphs or in a table.

    Tracked insertions count as text, tracked deletions do not. Text boxes come after the
    paragraph on which they hang; comments, notes, page heads and hidden text are left out.

    Raises:
        ReadError: the document is damaged, or an archive that could do harm.
    """
    with open_archive(file.raw, name=file.path.name) as archive:
        body = _body(archive)
        found = _Found(*_styles(archive))
        blocks = list(_blocks(body, found))
        asides = [line for what, part in _ASIDE.items() for line in left_out(what, [*_asides(archive, part)])]
    return draft_of_blocks(blocks, notices=(*asides, *_notices(found)))


def plain_words(raw: bytes, name: str) -> str:
    """The words of a ``.docx`` file as they stand there, labels and all, a paragraph a line.

    Args:
        raw: the bytes of the document.
        name: what to call it in messages.

    Raises:
        ReadError: the document is damaged, or an archive that could do harm.
    """
    with open_archive(raw, name=name) as archive:
        blocks = list(_blocks(_body(archive), _Found(*_styles(archive))))
    return "\n".join(paragraph.text for paragraph in paragraphs_in(blocks))


def _body(archive: Archive) -> Element:
    main = _main_part(archive)
    body = _part(archive, main).find(f"{_W}body") if main in archive else None
    if body is None:
        raise ReadError(
            f"{archive.name} is no Word document, or a damaged one. Open it in a word processor and save "
            "it as .docx again."
        )
    return body


def _main_part(archive: Archive) -> str:
    """The member that holds the text; some programs call it otherwise than usual."""
    if "_rels/.rels" not in archive:
        return _MAIN
    links = parse_xml(archive.read("_rels/.rels"), f"{archive.name} (_rels/.rels)")
    targets = (link.get("Target", "") for link in links if link.get("Type", "").endswith("/officeDocument"))
    return next(targets, _MAIN).lstrip("/")


def _part(archive: Archive, member: str) -> Element:
    raw = archive.read(member).replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    return parse_xml(raw, f"{archive.name} ({member})")


def _styles(archive: Archive) -> tuple[frozenset[str], frozenset[str]]:
    """The styles that are bold, those made from bold ones too, and those that are headings."""
    if "word/styles.xml" not in archive:
        return frozenset(), frozenset()
    styles = {
        each.get(f"{_W}styleId", ""): each for each in _part(archive, "word/styles.xml").iter(f"{_W}style")
    }
    bold = frozenset(name for name in styles if _is_bold_style(name, styles))
    titles = ((name, style.find(f"{_W}name")) for name, style in styles.items())
    named = ((name, title.get(f"{_W}val", "")) for name, title in titles if title is not None)
    return bold, frozenset(name for name, title in named if HEADING_STYLE.fullmatch(title))


def _is_bold_style(name: str, styles: dict[str, Element]) -> bool:
    seen: set[str] = set()
    while name in styles and name not in seen:
        seen.add(name)
        if (mark := _switch(styles[name], "b")) is not None:
            return mark
        base = styles[name].find(f"{_W}basedOn")
        name = "" if base is None else base.get(f"{_W}val", "")
    return False


def _switch(element: Element, mark: str) -> bool | None:
    """Whether the type of *element* has *mark*, such as bold; ``None`` where it does not say."""
    found = element.find(f"{_W}rPr/{_W}{mark}")
    return None if found is None else found.get(f"{_W}val") not in _OFF


def _blocks(parent: Element, found: _Found) -> Iterator[Block]:
    """Paragraphs and tables in order, those in content controls too."""
    for child in parent:
        if child.tag == _W + "p":
            yield _paragraph(child, found)
            yield from _text_boxes(child, found)
        elif child.tag == _W + "tbl":
            yield Table([list(_cells(row, found)) for row in _inside(child, "tr")])
        elif child.tag not in _PASSED_OVER:
            yield from _blocks(child, found)


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those in content controls too."""
    for child in parent:
        if child.tag == _W + tag:
            yield child
        elif child.tag not in _PASSED_OVER:
            yield from _inside(child, tag)


def _cells(row: Element, found: _Found) -> Iterator[Cell]:
    """The cells of a row; one that spans several columns is followed by empty ones."""
    for cell in _inside(row, "tc"):
        yield paragraphs_in(_blocks(cell, found))
        span = cell.find(f"{_W}tcPr/{_W}gridSpan")
        width = "1" if span is None else span.get(f"{_W}val", "1")
        yield from [()] * (min(int(width), MOST_COLUMNS) - 1 if width.isdecimal() else 0)


def _paragraph(paragraph: Element, found: _Found) -> Paragraph:
    style = _style(paragraph, "p")
    found.n_numbered += paragraph.find(f"{_W}pPr/{_W}numPr") is not None
    is_heading = style in found.heading_styles or bool(HEADING_STYLE.fullmatch(style))
    runs = list(_runs(paragraph, found, is_bold=style in found.bold_styles))
    return Paragraph(runs, is_heading)


def _runs(parent: Element, found: _Found, *, is_bold: bool) -> Iterator[Run]:
    for child in parent:
        if child.tag in _RUNS:
            text = _run_text(child)
            if _switch(child, "vanish"):
                found.hidden.append(text)
            elif text:
                style, mark = _style(child, "r"), _switch(child, "b")
                is_styled = is_bold or style in found.bold_styles or style in {"Strong", "Zwaar"}
                yield Run(text, is_styled if mark is None else mark)
        elif child.tag not in _PASSED_OVER:
            yield from _runs(child, found, is_bold=is_bold)


def _run_text(run: Element) -> str:
    return "".join(_texts(run))


def _texts(parent: Element) -> Iterator[str]:
    for child in parent:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag == _W + "sym":
            yield _SYMBOLS.get(child.get(f"{_W}char", ""), "\ufffd")
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _CHOICES:  # an emoji: Word keeps its text among what is for old programs
            yield next(filter(None, ("".join(_texts(way)) for way in child)), "")
        elif child.tag not in _PASSED_OVER:
            yield from _texts(child)


def _style(element: Element, kind: str) -> str:
    found = element.find(f"{_W}{kind}Pr/{_W}{kind}Style")
    return "" if found is None else found.get(f"{_W}val", "")


def _text_boxes(paragraph: Element, found: _Found) -> Iterator[Block]:
    """What stands in the text boxes that hang on *paragraph*."""
    for child in paragraph:
        if child.tag == _TEXT_BOX:
            found.n_boxes += 1
            yield from _blocks(child, found)
        elif child.tag != _FALLBACK:
            yield from _text_boxes(child, found)


def _asides(archive: Archive, pattern: re.Pattern[str]) -> Iterator[str]:
    """The texts of comments, notes or page heads, one for each paragraph."""
    for member in filter(pattern.fullmatch, archive.members):
        for paragraph in _part(archive, member).iter(f"{_W}p"):
            yield "".join(_texts(paragraph))


def _notices(found: _Found) -> Iterable[Told]:
    yield from left_out(told("Hidden texts"), found.hidden)
    yield from taken_apart(found.n_numbered, found.n_boxes)
