"""Rich text (.rtf), as f4, Express Scribe and word processors write it.

The reader is our own: the small library at hand loses bold type, which is how such files
often mark who speaks, and keeps comments and page heads among the words.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.documents import (
    HEADING_STYLE,
    Block,
    Paragraph,
    Run,
    Table,
    draft_of_blocks,
)
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.labelled import left_out
from vocbench.model.told import Told, told

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z\r\n])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|\\(?P<end>[\r\n]+)"
)
_SIGNS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": " ",
    "enspace": " ",
    "~": "\xa0",
    "_": "-",
}
# Groups that hold no text of the document; of the lower ones what they hold is told.
_WITHOUT_TEXT = (
    "fonttbl colortbl stylesheet info pict object fldinst listtable listoverridetable listtext pntext "
    "rsidtbl generator themedata datastore nonshppict bkmkstart bkmkend atnid atnauthor atndate "
    "atnref atnparent xmlnstbl filetbl revtbl deleted shprslt"
)
_TABLES = frozenset(_WITHOUT_TEXT.split())
_ASIDES = {
    "footnote": told("Footnotes and endnotes"),
    "annotation": told("Comments"),
    "shptxt": told("Text boxes"),
    **dict.fromkeys(
        ["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"],
        told("Headers and footers"),
    ),
}
_HIDDEN, _SKIPPED, _HERE = told("Hidden texts"), Told("skipped"), Told("")
_CHARSETS = {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gbk", 136: "big5", 161: "cp1253"}
_CHARSETS |= {
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    238: "cp1250",
}
_DEEPEST = 500
_BODY = 9
"""The level of what is no heading."""


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group; the group's end brings back what held before."""

    is_bold: bool = False
    goes_to: Told = _HERE
    """Empty for the words, or what to call where the text goes."""
    n_twins: int = 1
    """How many signs stand after ``\\u`` for programs without Unicode."""
    font: int = -1
    style: int = -1
    is_heading: bool = False
    table: str = ""
    """Which table of the document this is in, such as that of its fonts."""


@dataclass(slots=True)
class _Page:
    """Gathers paragraphs and table rows as the tokens go by."""

    name: str
    codec: str = "cp1252"
    fonts: dict[int, str] = field(default_factory=dict)
    headings: set[int] = field(default_factory=set)
    """The styles of headings."""
    state: _State = field(default_factory=_State)
    stack: list[_State] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    cells: list[list[Paragraph]] = field(default_factory=list)
    cell: list[Paragraph] = field(default_factory=list)
    asides: dict[Told, list[str]] = field(default_factory=dict)
    pending: bytearray = field(default_factory=bytearray)
    """Bytes of one text: a sign of an eastern encoding takes two of them."""
    skip: int = 0
    """How many signs are still to be passed over after ``\\u``."""
    is_in_table: bool = False


def read_rtf(file: SourceFile) -> Draft:
    """What an ``.rtf`` file holds: labels bold or plain, in paragraphs or in a table.

    Comments, notes, page heads and hidden text are left out.

    Raises:
        ReadError: there is no rich text in it.
    """
    page = _Page(file.path.name)
    for token in _TOKEN.finditer(file.raw):
        _take(page, token)
    _end_paragraph(page)
    _end_table_row(page)
    if page.stack:
        raise ReadError(
            f"{file.path.name} is cut short: a group in it does not end. Export or copy it again."
        )
    notices = [notice for what, texts in page.asides.items() for notice in left_out(what, texts)]
    return draft_of_blocks(page.blocks, notices=tuple(notices))


def _take(page: _Page, token: re.Match[bytes]) -> None:
    kind = token.lastgroup
    if kind == "text":
        _bytes(page, token["text"])
    elif kind == "byte":
        _bytes(page, bytes([int(token["byte"], 16)]))
    else:
        _flush(page)
        if kind == "brace":
            _group(page, token["brace"])
        elif kind == "end":
            _word(page, "par", None)
        elif kind == "sign":
            _sign(page, chr(token["sign"][0]))
        else:
            number = token["number"]
            _word(page, token["word"].decode("ascii"), None if number is None else int(number))


def _bytes(page: _Page, raw: bytes) -> None:
    n_skipped = min(page.skip, len(raw))
    page.skip -= n_skipped
    page.pending += raw[n_skipped:]


def _flush(page: _Page) -> None:
    """Put the bytes that were gathered among the words, or where else they belong."""
    raw, page.pending = bytes(page.pending), bytearray()
    if not raw:
        return
    text = raw.decode(page.fonts.get(page.state.font, page.codec), "replace")
    if page.state.table == "stylesheet":
        if page.state.is_heading or HEADING_STYLE.fullmatch(text.strip(" ;")):
            page.headings.add(page.state.style)
    else:
        _add(page, text)


def _add(page: _Page, text: str) -> None:
    if page.state.goes_to == _HERE:
        page.runs.append(Run(text, page.state.is_bold))
    elif page.state.goes_to != _SKIPPED:
        page.asides.setdefault(page.state.goes_to, [""])[-1] += text


def _group(page: _Page, brace: bytes) -> None:
    page.skip = 0
    if brace == b"{":
        if len(page.stack) > _DEEPEST:
            raise ReadError(f"{page.name} was not opened: its groups nest too deep. Save it again.")
        page.stack.append(page.state)
    elif page.stack:
        aside = page.state.goes_to
        page.state = page.stack.pop()
        if aside != page.state.goes_to and aside in page.asides:
            page.asides[aside].append("")


def _sign(page: _Page, sign: str) -> None:
    if sign == "*":  # a group that older programs may pass over: so do we, but for what is told
        page.state = replace(page.state, goes_to=page.state.goes_to or _SKIPPED)
    elif sign in "\\{}~_":
        _add(page, _SIGNS.get(sign, sign))


def _word(page: _Page, word: str, number: int | None) -> None:
    if word in _SIGNS:
        _add(page, _SIGNS[word])
    elif word == "u" and number is not None:
        page.skip = page.state.n_twins
        _add(page, chr(number % 0x10000))
    elif word in {"par", "sect", "page"}:
        _end_paragraph(page)
    elif word in {"cell", "nestcell"}:
        _end_cell(page)
    elif word in {"row", "nestrow"}:
        _end_table_row(page)
    elif word == "pard":
        page.is_in_table = False
        page.state = replace(page.state, is_heading=False)
    elif word == "intbl":
        page.is_in_table = True
    else:
        _change(page, word, number)


def _change(page: _Page, word: str, number: int | None) -> None:
    """What a control word changes until its group ends."""
    state = page.state
    if word in _ASIDES:
        page.state = replace(state, goes_to=_ASIDES[word])
    elif word in _TABLES:
        page.state = replace(state, goes_to=_SKIPPED, table=word)
    elif word == "b":
        page.state = replace(state, is_bold=number != 0)
    elif word == "plain":
        page.state = replace(state, is_bold=False)
    elif word == "v" and state.goes_to in {_HERE, _HIDDEN}:
        page.state = replace(state, goes_to=_HERE if number == 0 else _HIDDEN)
    elif word == "uc" and number is not None:
        page.state = replace(state, n_twins=max(0, min(number, 8)))
    elif word == "f" and number is not None:
        page.state = replace(state, font=number)
    elif word == "s" and number is not None:
        page.state = replace(state, style=number, is_heading=number in page.headings)
    elif word == "outlinelevel":
        page.state = replace(state, is_heading=number != _BODY)
    else:
        _codec(page, word, number)


def _codec(page: _Page, word: str, number: int | None) -> None:
    """What a control word says about the encoding of the bytes."""
    if word == "mac":
        page.codec = "mac_roman"
    elif word == "ansicpg" and number and _is_codec(f"cp{number}"):
        page.codec = f"cp{number}"
    elif word == "fcharset" and page.state.table == "fonttbl" and number in _CHARSETS and number:
        page.fonts[page.state.font] = _CHARSETS[number]


def _is_codec(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _end_paragraph(page: _Page) -> None:
    _flush(page)
    if page.state.goes_to not in {_HERE, _HIDDEN}:
        _add(page, " ")
        return
    if page.runs:
        paragraph = Paragraph(_paired(page.runs), page.state.is_heading)
        if page.is_in_table:
            page.cell.append(paragraph)
        else:
            _end_table_row(page)
            page.blocks.append(paragraph)
    page.runs = []


def _paired(runs: list[Run]) -> list[Run]:
    """Runs in which the two halves of a sign beyond 16 bits are one sign again."""
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].is_bold == run.is_bold:
            joined[-1] = Run(joined[-1].text + run.text, run.is_bold)
        else:
            joined.append(run)
    return [
        Run(run.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"), run.is_bold)
        for run in joined
    ]


def _end_cell(page: _Page) -> None:
    page.is_in_table = True
    _end_paragraph(page)
    page.cells.append(page.cell)
    page.cell = []


def _end_table_row(page: _Page) -> None:
    if page.cell:
        page.cells.append(page.cell)
    if not page.cells:
        return
    if not (page.blocks and isinstance(page.blocks[-1], Table)):
        page.blocks.append(Table())
    table = page.blocks[-1]
    if isinstance(table, Table):
        table.rows.append([*page.cells])
    page.cells, page.cell = [], []
