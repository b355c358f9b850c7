"""Word documents out: how they look, and transcripts with each coding as a comment in the margin."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from vocbench.exchange.markup import storable
from vocbench.exchange.tables import place_for, replace_file
from vocbench.exchange.text import PathLike
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript, Turn
from vocbench.model.span import Span

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_A4_CM = (21.0, 29.7)
_MARGIN_CM = 2.5
_PLACES = {"en": "en-GB", "nl": "nl-NL"}
"""Word checks the spelling of a language by a country."""
_UNCHECKED = "zxx"
_PAPER = 0xFF
_TINT = 4


def write_coded_transcript(
    transcript: Transcript, codings: Sequence[Coding], path: PathLike, *, colors: Mapping[str, str]
) -> Path:
    """Where the transcript was written, with every coding as a comment at its passage.

    A turn is a paragraph with its speaker in bold and its time in brackets, as ``read_transcript``
    reads it back. A comment says the code and the memo; its author is the coder. A coded passage has
    a light tint of the colour of its code, of the shortest where passages overlap.

    Args:
        transcript: what was said.
        codings: codings of this transcript; they may overlap.
        path: a .docx file; an older file there is replaced when all is written.
        colors: ``#RRGGBB`` by the path of a code.

    Raises:
        WriteError: another suffix, no such folder, or no room.
    """
    place = place_for(path, [".docx"])
    document = new_document(transcript.name, transcript.language or _UNCHECKED)
    document.add_heading(storable(transcript.name), level=1)
    starts, runs = _write_turns(document, transcript, codings)
    covered = [
        (each, runs[bisect_left(starts, each.span.start) : bisect_left(starts, each.span.end)])
        for each in sorted(codings, key=lambda one: (one.span.start, one.span.end, one.code, one.coder))
    ]
    for coding, within in covered:
        _comment(document, within, coding)
    for coding, within in sorted(covered, key=lambda one: -len(one[0].span)):
        for run in within:
            shade(run, _tint(colors[coding.code]))
    save_document(document, place)
    return place


def new_document(title: str, language: str) -> Document:
    """An empty document on A4 with numbered pages, of no author and no date.

    Args:
        title: what it is called.
        language: such as ``"nl"``, in which its spelling is checked.
    """
    from docx import Document  # noqa: PLC0415 - only Word documents need it
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above
    from docx.shared import Cm  # noqa: PLC0415 - see above

    document = Document()
    about = document.core_properties
    about._element.clear()  # noqa: SLF001 - python-docx names itself as the author, in 2013
    about.title = storable(title)
    place = _PLACES.get(language, language)
    for each in document.styles.element.iter(qn("w:lang")):
        each.set(qn("w:val"), place)
    page = document.sections[0]
    page.page_width, page.page_height = map(Cm, _A4_CM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(_MARGIN_CM)
    number = OxmlElement("w:fldSimple")
    number.set(qn("w:instr"), "PAGE")
    page.footer.paragraphs[0]._p.append(number)  # noqa: SLF001 - python-docx has no fields of its own
    return document


def save_document(document: Document, place: Path) -> None:
    """Put *document* at *place* whole or not at all.

    Raises:
        WriteError: no room; what was there is unchanged.
    """
    stream = BytesIO()
    document.save(stream)
    replace_file(place, stream.getvalue())


def shade(run: Run, color: str) -> None:
    """Give *run* a background of *color*, ``#RRGGBB``, in place of the one it has."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    look = run._element.get_or_add_rPr()  # noqa: SLF001 - python-docx has no shading of its own
    mark = look.find(qn("w:shd"))
    if mark is None:
        mark = OxmlElement("w:shd")
        mark.set(qn("w:val"), "clear")
        look.append(mark)
    mark.set(qn("w:fill"), color.lstrip("#"))


def _tint(color: str) -> str:
    """A light shade of *color* on which black words can be read."""
    strengths = bytes.fromhex(color.lstrip("#"))
    return "#" + bytes(_PAPER - (_PAPER - each) // _TINT for each in strengths).hex()


def _write_turns(
    document: Document, transcript: Transcript, codings: Sequence[Coding]
) -> tuple[list[int], list[Run]]:
    """Write what was said in runs, of which no coding covers a part: where each begins, and the runs."""
    starts: list[int] = []
    runs: list[Run] = []
    cuts = sorted({at for each in codings for at in (each.span.start, each.span.end)})
    for span, turn in _stretches(transcript):
        paragraph = document.add_paragraph()
        if turn is not None:
            _add_label(paragraph, turn)
        for start, end in itertools.pairwise(_edges(span, cuts)):
            starts.append(start)
            runs.append(paragraph.add_run(storable(transcript.text[start:end])))
    return starts, runs


def _stretches(transcript: Transcript) -> Iterator[tuple[Span, Turn | None]]:
    """Turns, and line by line what stands between them, in order."""
    end = 0
    for turn in transcript.turns:
        yield from ((line, None) for line in _lines(transcript.text, end, turn.span.start))
        yield turn.span, turn
        end = turn.span.end
    yield from ((line, None) for line in _lines(transcript.text, end, len(transcript.text)))


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """The lines of a part of *text* that hold words."""
    for found in re.compile(r"[^\n]*\S[^\n]*").finditer(text, start, end):
        yield Span(*found.span())


def _edges(span: Span, cuts: Sequence[int]) -> list[int]:
    """The start and end of *span*, and between them where a coding starts or ends."""
    inner = cuts[bisect_right(cuts, span.start) : bisect_left(cuts, span.end)]
    return [span.start, *inner, span.end]


def _add_label(paragraph: Paragraph, turn: Turn) -> None:
    time = "" if turn.start_seconds is None else f"[{_clock(turn.start_seconds)}]"
    if turn.speaker:
        paragraph.add_run(storable(turn.speaker)).bold = True
        paragraph.add_run(f" {time}: " if time else ": ")
    elif time:
        paragraph.add_run(f"{time} ")


def _clock(seconds: float) -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    code = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f"{code}.{thousandths:03}" if thousandths else code


def _comment(document: Document, runs: Sequence[Run], coding: Coding) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    if not runs:
        return  # a passage between turns without a word in it
    told = f"{coding.code}\n{coding.memo}" if coding.memo.strip() else coding.code
    initials = "".join(word[0] for word in coding.coder.split())[:3].upper()
    made = document.add_comment(
        [runs[0], runs[-1]], storable(told), storable(coding.coder), storable(initials)
    )
    made._comment_elm.set(qn("w:date"), coding.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001 - it would say now
