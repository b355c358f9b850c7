"""PDF documents with text in them: lines as they stand on the pages, without page furniture.

Bold type and columns of a table are not known here; a Word or text version says more.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import SENTENCE_ENDS, Draft
from vocbench.exchange.transcripts.labelled import draft_of_lines, left_out
from vocbench.exchange.transcripts.layouts import Line, find_heads

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 2000
_EDGE = 3
"""How many lines at the top and at the bottom of a page can be its head or foot."""
_LEAST_PAGES, _MOST = 3, 0.6
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
_BROKEN = re.compile(r"(?P<first>[^\W\d_]{2,})[-\u00ad\u2010]\n(?P<second>[^\W\d_]{2,})")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FULL = 0.8


def read_pdf(file: SourceFile) -> Draft:
    """What the text of a ``.pdf`` file holds, by the labels in it.

    Page numbers and what stands at the edge of most pages are left out, words that were broken
    at the end of a line are joined, and so are lines that were broken to fit the page.

    Raises:
        ReadError: the document is damaged, locked with a password, or holds no text (a scan).
    """
    pages = [page.split("\n") for page in _texts(file)]
    pages, furniture = _without_furniture(pages)
    text, n_broken = _whole_words("\n".join(row.rstrip() for page in pages for row in page))
    lines = _joined([Line(row) for row in text.split("\n")])
    told = (
        "It was read from a PDF: bold type and columns of tables are not known.",
        *left_out("Page numbers and running heads", furniture),
        *((f"Words broken at the end of a line were joined: {n_broken}.",) if n_broken else ()),
    )
    return draft_of_lines(lines, told)


def _texts(file: SourceFile) -> list[str]:
    """The text of each page."""
    name = file.path.name
    try:
        pages = _extracted(file.raw, name)
    except ReadError:
        raise
    except Exception as error:  # noqa: BLE001 - a damaged document makes it raise almost anything
        why = str(error).split("\n")[0][:100] or type(error).__name__
        raise ReadError(f"{name} is a damaged PDF ({why}). Export or copy it again.") from None
    if not any(page.strip() for page in pages):
        raise ReadError(
            f"{name} holds no text, only pictures of it: it was scanned. Have its text recognised first."
        )
    return pages


def _extracted(raw: bytes, name: str) -> list[str]:
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


def _pages(reader: PdfReader, name: str) -> list[str]:
    if reader.is_encrypted and not _is_unlocked(reader):
        raise ReadError(f"{name} is locked with a password. Save it without one.")
    n = len(reader.pages)
    if n > _MOST_PAGES:
        raise ReadError(f"{name} has {n} pages, over {_MOST_PAGES}. Cut it in parts.")
    return [page.extract_text() for page in reader.pages]


def _is_unlocked(reader: PdfReader) -> bool:
    """Whether everybody may open it: many programs lock a PDF against changes only."""
    try:
        return bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - a lock that pypdf does not know raises almost anything
        return False


def _without_furniture(pages: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """The pages without their numbers and running heads, and what was taken out."""
    full = [[row.rstrip() for row in page if row.strip()] for page in pages]
    counts = Counter(
        form
        for n, page in enumerate(full)
        for form in {f for at in _edges(page) for f in _forms(page[at], n)}
    )
    least = max(_LEAST_PAGES, _MOST * len(full))
    dropped: list[str] = []
    kept = []
    for n, page in enumerate(full):
        is_running = [any(counts[form] >= least for form in _forms(row, n)) for row in page]
        # Only from the edge inwards: between two lines of talk nothing is furniture.
        top = sum(1 for _ in takewhile(bool, is_running[:_EDGE]))
        foot = sum(1 for _ in takewhile(bool, reversed(is_running[top:][-_EDGE:])))
        dropped.extend(row.strip() for row in (*page[:top], *page[len(page) - foot :]))
        kept.append(page[top : len(page) - foot])
    return kept, dropped


def _edges(page: Sequence[str]) -> set[int]:
    return {*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))}


def _forms(row: str, page: int) -> set[str]:
    """A line as it is, and with each of its numbers counted from that of the page: any may recur."""
    plain = " ".join(row.split())
    counted = (
        f"{plain[: found.start()]}#{int(found[0]) - page}{plain[found.end() :]}"
        for found in _NUMBER.finditer(plain)
    )
    return {plain, *islice(counted, _EDGE)}


def _whole_words(text: str) -> tuple[str, int]:
    """The text with words joined that were broken at a line's end, and how many there were.

    A hyphen stays where the two parts stand with one elsewhere, as in "zee-eend", and where
    both parts are words by themselves, as in "voor- en nadelen": somebody may have broken off.
    """
    seen = {word.casefold() for word in _WORD.findall(_BROKEN.sub(" ", text))}
    n = 0

    def whole(found: re.Match[str]) -> str:
        nonlocal n
        first, second = found["first"], found["second"]
        if f"{first}-{second}".casefold() in seen or not second[0].islower():
            return f"{first}-{second}"
        if second.casefold() in seen and f"{first}{second}".casefold() not in seen:
            return f"{first}-\n{second}"
        n += 1
        return f"{first}{second}"

    return _BROKEN.sub(whole, text), n


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Lines of which those are joined that were broken to fit the page.

    Letters differ in width, so that a full line is one of four fifths of the widest or more; a
    line that ends within a sentence goes on as well, where the next one starts with a small letter.
    """
    starts = {head.line for head in find_heads(lines)}
    lengths = sorted(len(line.text) for line in lines)
    full = _FULL * lengths[len(lengths) * 9 // 10] if lengths else 0
    joined: list[Line] = []
    for number, line in enumerate(lines):
        before = joined[-1].text if joined else ""
        ends = before.rstrip().endswith(SENTENCE_ENDS)
        is_full = number > 0 and len(lines[number - 1].text) >= full
        goes_on = is_full or (not ends and line.text.lstrip()[:1].islower())
        if joined and number not in starts and not line.is_blank and before and goes_on:
            joined[-1] = Line(f"{before} {line.text.strip()}")
        else:
            joined.append(line)
    return joined
