"""Transcripts out: a Word document with each coding as a comment in the margin."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vocbench.exchange.tables import place_for, replace_file
from vocbench.exchange.text import PathLike
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript, Turn
from vocbench.model.span import Span

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]|[\ud800-\udfff]|[\ufffe\uffff]")


def write_coded_transcript(transcript: Transcript, codings: Sequence[Coding], path: PathLike) -> Path:
    """Where the transcript was written, with every coding as a comment at its passage.

    A turn is a paragraph with its speaker in bold and its time in brackets, as ``read_transcript``
    reads it back. A comment says the code and the memo; its author is the coder.

    Args:
        transcript: what was said.
        codings: codings of this transcript; they may overlap.
        path: a .docx file; an older file there is replaced when all is written.

    Raises:
        WriteError: another suffix, no such folder, or no room.
    """
    from docx import Document  # noqa: PLC0415 - only Word documents need it

    place = place_for(path, [".docx"])
    document = Document()
    document.core_properties.title = storable(transcript.name)
    document.add_heading(storable(transcript.name), level=1)
    runs: list[tuple[int, Run]] = []
    cuts = sorted({at for each in codings for at in (each.span.start, each.span.end)})
    for span, turn in _stretches(transcript):
        paragraph = document.add_paragraph()
        if turn is not None:
            _add_label(paragraph, turn)
        for start, end in itertools.pairwise(_edges(span, cuts)):
            runs.append((start, paragraph.add_run(storable(transcript.text[start:end]))))
    starts = [start for start, _ in runs]
    for coding in sorted(codings, key=lambda each: (each.span.start, each.span.end, each.code, each.coder)):
        first, last = bisect_left(starts, coding.span.start), bisect_left(starts, coding.span.end)
        _comment(document, [run for _, run in runs[first:last]], coding)
    stream = BytesIO()
    document.save(stream)
    replace_file(place, stream.getvalue())
    return place


def storable(text: str) -> str:
    """*text* without the signs that XML cannot hold."""
    return _UNSTORABLE.sub("\ufffd", text)


def shade(run: Run, color: str) -> None:
    """Give *run* a background of *color*, ``#RRGGBB``."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - see above
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    mark = OxmlElement("w:shd")
    mark.set(qn("w:val"), "clear")
    mark.set(qn("w:fill"), color.lstrip("#"))
    run._element.get_or_add_rPr().append(mark)  # noqa: SLF001 - python-docx has no shading of its own


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


def _comment(document: Any, runs: Sequence[Run], coding: Coding) -> None:  # noqa: ANN401 - python-docx has no types
    from docx.oxml.ns import qn  # noqa: PLC0415 - see above

    if not runs:
        return  # a passage between turns without a word in it
    told = f"{coding.code}\n{coding.memo}" if coding.memo.strip() else coding.code
    initials = "".join(word[0] for word in coding.coder.split())[:3].upper()
    made = document.add_comment(
        [runs[0], runs[-1]], storable(told), storable(coding.coder), storable(initials)
    )
    made._comment_elm.set(qn("w:date"), coding.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))  # noqa: SLF001 - it would say now
