"""PDF documents with text in them: lines as they stand on the pages, without page furniture.

Where a paragraph ends is seen by the room below it. Columns of a table are not known here; a Word or
text version says more.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import islice, pairwise, takewhile
from typing import TYPE_CHECKING

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import SENTENCE_ENDS, Draft
from vocbench.exchange.transcripts.labelled import counted, draft_of_lines, left_out
from vocbench.exchange.transcripts.layouts import Line, find_heads
from vocbench.model.told import told

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_MOST_PAGES = 2000
_EDGE = 3
"""How many lines at the top and at the bottom of a page can be its head or foot."""
_LEAST_PAGES, _MOST, _HALF = 2, 0.6, 0.5
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_BROKEN = re.compile(r"(?P<hyphen>-?)(?P<first>[^\W\d_]{2,})[-\u00ad\u2010]\n(?P<second>[^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 0.8
_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)
_USUAL, _WIDER = 0.1, 1.3
# Two letters in one sign, as fonts have them: nobody finds the word that it stands in.
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


@dataclass(slots=True)
class _Row:
    """A line as it stands on a page."""

    text: str = ""
    bold: str = ""
    """The part at its start that is set in bold."""
    height: float | None = None
    """Where on the page it stands, in points."""

    def add(self, text: str, height: float, *, is_bold: bool) -> None:
        """Set *text* behind what is there."""
        if text.strip() and self.height is None:
            self.height = height
        if self.bold == self.text and (is_bold or not text.strip()):
            self.bold += text
        self.text += text

    def line(self) -> Line:
        """The line, without blanks around it."""
        return Line(self.text.strip(), self.bold.strip())


Page = Sequence[_Row]


def read_pdf(file: SourceFile) -> Draft:
    """What the text of a ``.pdf`` file holds, by the labels in it.

    Page numbers and what stands at the edge of most pages are left out, words that were broken
    at the end of a line are joined, and so are lines that were broken to fit the page.

    Raises:
        ReadError: the document is damaged, locked with a password, or holds no text (a scan).
    """
    pages, furniture = _without_furniture(_texts(file))
    lines, n_broken = _whole_words([*_lines(pages)])
    notices = (
        told("It was read from a PDF: columns of tables are not known."),
        *left_out(told("Page numbers and running heads"), furniture),
        *counted(n_broken, told("Words broken at the end of a line were joined: {n:,}.", n=n_broken)),
    )
    return draft_of_lines(_joined(lines), notices)


def _texts(file: SourceFile) -> list[Page]:
    """The rows of each page that have text."""
    name = file.path.name
    try:
        pages = _extracted(file.raw, name)
    except ReadError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged document makes it raise almost anything
        why = str(error).split("\n")[0][:100] or type(error).__name__
        raise ReadError(f"{name} is a damaged PDF ({why}). Export or copy it again.") from None
    if not any(pages):
        raise ReadError(
            f"{name} holds no text, only pictures of it: it was scanned. Have its text recognised first."
        )
    return pages


def _extracted(raw: bytes, name: str) -> list[Page]:
    from pypdf import PdfReader  # noqa: PLC0415 - only PDF documents need it

    with _in_silence():
        return _pages(PdfReader(BytesIO(raw)), name)


@contextmanager
def _in_silence() -> Iterator[None]:
    """Keep pypdf from logging every oddity that it mends; what matters stands in our own errors."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _pages(reader: PdfReader, name: str) -> list[Page]:
    if reader.is_encrypted and not _is_unlocked(reader):
        raise ReadError(f"{name} is locked with a password. Save it without one.")
    n = len(reader.pages)
    if n > _MOST_PAGES:
        raise ReadError(f"{name} has {n} pages, over {_MOST_PAGES}. Cut it in parts.")
    return [_rows(page) for page in reader.pages]


def _rows(page: PageObject) -> Page:
    rows = [_Row()]

    def take(
        text: str,
        outer: Sequence[float],
        inner: Sequence[float],
        font: Mapping[str, object] | None,
        _: object,
    ) -> None:
        height = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
        is_bold = bool(_BOLD.search(str((font or {}).get("/BaseFont", ""))))
        for number, part in enumerate(text.translate(_LIGATURES).split("\n")):
            if number:
                rows.append(_Row())
            rows[-1].add(part, height, is_bold=is_bold)

    page.extract_text(visitor_text=take)
    return [row for row in rows if row.text.strip()]


def _is_unlocked(reader: PdfReader) -> bool:
    """Whether everybody may open it: many programs lock a PDF against changes only."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - a lock that pypdf does not know raises almost anything
        return False


def _without_furniture(pages: Sequence[Page]) -> tuple[list[Page], list[str]]:
    """The pages without their numbers and running heads, and what was taken out."""
    at_edge, inside = Counter[str](), Counter[str]()
    for n, page in enumerate(pages):
        edges = _edges(page)
        at_edge.update({form for at in edges for form in _forms(page[at].text, n)})
        inside.update(form for at, row in enumerate(page) if at not in edges for form in _forms(row.text, n))
    least = max(_LEAST_PAGES, _MOST * len(pages))
    # A name that stands above each turn is at many an edge too, but mostly within the pages.
    running = {form for form, n in at_edge.items() if n >= least and inside[form] < n * _HALF}
    dropped: list[str] = []
    kept: list[Page] = []
    for n, page in enumerate(pages):
        is_running = [not running.isdisjoint(_forms(row.text, n)) for row in page]
        # Only from the edge inwards: between two lines of talk nothing is furniture.
        top = sum(1 for _ in takewhile(bool, is_running[:_EDGE]))
        foot = sum(1 for _ in takewhile(bool, reversed(is_running[top:][-_EDGE:])))
        dropped.extend(row.text.strip() for row in (*page[:top], *page[len(page) - foot :]))
        kept.append(page[top : len(page) - foot])
    return kept, dropped


def _edges(page: Page) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _forms(row: str, page: int) -> set[str]:
    """A line as it is, and with each of its numbers counted from that of the page: any may recur."""
    plain = " ".join(row.split())
    counted = (
        f"{plain[: found.start()]}#{int(found[0]) - page}{plain[found.end() :]}"
        for found in _NUMBER.finditer(plain)
    )
    return {plain, *islice(counted, _EDGE)}


def _lines(pages: Sequence[Page]) -> Iterator[Line]:
    """The rows of all pages as lines, a blank one where a paragraph ends.

    It ends where type changes from bold to plain, and where there is more room than usual: more than
    the smallest that is common. At the end of a page it ends with a sentence.
    """
    rooms = [room for page in pages for above, row in pairwise(page) if (room := _room(above, row))]
    usual = min((room for room, n in Counter(rooms).items() if n >= _USUAL * len(rooms)), default=0)
    last = _Row()
    for page in pages:
        is_over = last.text.rstrip().endswith(SENTENCE_ENDS)
        for above, row in pairwise([last, *page]):
            is_apart = is_over if above is last else _room(above, row) > usual * _WIDER
            if is_apart or above.line().is_bold != row.line().is_bold:
                yield Line("")
            yield row.line()
        last = page[-1] if page else last


def _room(above: _Row, row: _Row) -> int:
    """How far *row* stands below the one above it, in points; 0 where that is not known."""
    return round((above.height or 0) - (row.height or 0)) if above.height and row.height else 0


def _whole_words(lines: Sequence[Line]) -> tuple[list[Line], int]:
    """The lines with words joined that were broken at a line's end, and how many there were.

    A hyphen stays where the two parts stand with one elsewhere, as in "zee-eend", and where
    both parts are words by themselves, as in "voor- en nadelen": somebody may have broken off.
    """
    text = _BROKEN.sub(" ", "\n".join(line.text for line in lines))
    seen = {word.casefold() for word in _WORD.findall(text)}
    whole: list[Line] = []
    n = 0
    for line in lines:
        found = _BROKEN.search(f"{whole[-1].text}\n{line.text}") if whole else None
        glue = _glue(found, seen) if found else None
        if glue is None:
            whole.append(line)
            continue
        n += not glue
        whole[-1] = _with(whole[-1], line, cut=1, glue=glue)
    return whole, n


def _glue(broken: re.Match[str], seen: Collection[str]) -> str | None:
    """What stands between two parts of a word; ``None`` where they are words by themselves."""
    first, second = broken["first"], broken["second"]
    if broken["hyphen"] or f"{first}-{second}".casefold() in seen or not second[0].islower():
        return "-"
    if second.casefold() in seen and f"{first}{second}".casefold() not in seen:
        return None
    return ""


def _with(line: Line, following: Line, *, cut: int = 0, glue: str = " ") -> Line:
    """The line with the following one set behind it, less the last *cut* signs."""
    text = f"{line.text[: len(line.text) - cut]}{glue}"
    return replace(
        line, text=text + following.text, bold=text + following.bold if line.is_bold else line.bold
    )


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines of which those are joined that were broken to fit the page.

    Letters differ in width, so that a full line is one of four fifths of the widest or more, where most
    of those end within a sentence; a line that ends within a sentence goes on as well, where the next
    one starts with a small letter.
    """
    starts = {head.line for head in find_heads(lines)}
    lengths = sorted(len(line.text) for line in lines if line.text)
    full = _FULL * lengths[len(lengths) * 9 // 10] if lengths else 0
    ends = [line.text.endswith(SENTENCE_ENDS) for line in lines]
    at_full = [end for line, end in zip(lines, ends, strict=True) if len(line.text) >= full]
    is_wrapped = sum(at_full) <= len(at_full) * _HALF
    joined: list[Line] = []
    for number, line in enumerate(lines):
        before = lines[number - 1] if number and number not in starts else Line("")
        is_full = is_wrapped and len(before.text) >= full
        goes_on = is_full or (not ends[number - 1] and line.text[:1].islower())
        if before.text and line.text and goes_on:
            joined[-1] = _with(joined[-1], line)
        else:
            joined.append(line)
    return joined
