"""Word documents (.docx): a paragraph a turn, or a table with a row a turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.labelled import draft_of_lines
from vocbench.exchange.transcripts.layouts import Line
from vocbench.exchange.transcripts.times import BRACKETED, TIME

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_P, _TABLE, _ROW, _CELL, _RUN, _TEXT = (_W + tag for tag in ("p", "tbl", "tr", "tc", "r", "t"))
_SIGNS = {_W + "tab": "\t", _W + "br": "\n", _W + "cr": "\n", _W + "noBreakHyphen": "-"}
_WRAPPERS = {_W + tag for tag in ("sdt", "sdtContent", "customXml")}
# Text at the place from which it was moved, and a drawing's text for old programs: both twice.
_REPEATED = (_W + "moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_HEADING = re.compile(r"(?:heading|title|subtitle|kop|titel|ondertitel)\d*", re.IGNORECASE)
_ONLY_TIME = re.compile(rf"\s*(?:{BRACKETED}|{TIME})\s*")

_Element = Any
"""An XML element of lxml, which publishes no types."""


def read_word(file: SourceFile) -> Draft:
    """What a ``.docx`` file holds: labels bold or plain, in paragraphs or in a table.

    Tracked insertions count as text, tracked
    deletions do not.

    Raises:
        ReadError: the document is damaged.
    """
    lines: list[Line] = []
    for block in _blocks(_body(file)):
        if block.tag == _TABLE:
            lines.extend(line for row in block.iterchildren(_ROW) for line in (_row_line(row), Line("")))
        else:
            lines.extend((*_paragraph_lines(block), Line("")))
    return draft_of_lines(lines)


def _body(file: SourceFile) -> _Element:
    from docx import Document  # noqa: PLC0415 - only Word documents need it

    try:
        body = Document(BytesIO(file.raw)).element.body
    except Exception:  # noqa: BLE001 - a damaged archive makes it raise almost anything
        raise ReadError(
            f"{file.path.name} is no Word document, or a damaged one. Open it in a word processor and save "
            "it as .docx again."
        ) from None
    for repeated in list(body.iter(*_REPEATED)):
        repeated.getparent().remove(repeated)
    return body


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Paragraphs and tables in order, those in content controls too."""
    for child in parent.iterchildren():
        if child.tag in (_P, _TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _text(element: _Element) -> str:
    """All words under *element*; python-docx itself passes over tracked insertions."""
    return "".join(
        part.text or "" if part.tag == _TEXT else _SIGNS[part.tag] for part in element.iter(_TEXT, *_SIGNS)
    )


def _paragraph_lines(paragraph: _Element) -> list[Line]:
    if _is_heading(paragraph):
        return [Line(_text(paragraph).replace("\n", " "), is_heading=True)]
    first, *others = (row.strip() for row in _text(paragraph).split("\n"))
    return [Line(first, _bold_start(paragraph, first)), *(Line(text) for text in others)]


def _bold_start(paragraph: _Element, text: str) -> str:
    """The part at the start of *text* that is set in bold."""
    bold = ""
    for run in paragraph.iter(_RUN):
        words = _text(run)
        if words.strip() and not _is_bold(run):
            break
        bold += words
    bold = bold.lstrip()
    return bold if text.startswith(bold.rstrip()) and bold.strip() else ""


def _is_bold(run: _Element) -> bool:
    mark = run.find(f"{_W}rPr/{_W}b")
    if mark is not None:
        return mark.get(f"{_W}val") not in {"0", "false", "off"}
    style = run.find(f"{_W}rPr/{_W}rStyle")
    return style is not None and style.get(f"{_W}val") in {"Strong", "Zwaar"}


def _is_heading(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and bool(_HEADING.fullmatch(style.get(f"{_W}val") or ""))


def _row_line(row: _Element) -> Line:
    """One row of a table, written as a labelled line: the words stand in the last cell."""
    cells = ["\n".join(_text(p) for p in cell.iter(_P)).strip() for cell in row.iterchildren(_CELL)]
    *others, words = [cell for cell in cells if cell] or [""]
    time = next((cell for cell in others if _ONLY_TIME.fullmatch(cell)), "")
    label = " ".join(cell for cell in others if cell != time).rstrip(": ")
    stamp = f"[{time.strip('[]()<>#')}] " if time else ""
    return Line(f"{stamp}{label}: {words}" if label else f"{stamp}{words}")
