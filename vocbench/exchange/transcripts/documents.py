"""What word processors and web pages have in common: paragraphs, bold type, headings, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vocbench.exchange.transcripts.columns import table_lines
from vocbench.exchange.transcripts.draft import Draft
from vocbench.exchange.transcripts.labelled import counted, draft_of_lines, left_out
from vocbench.exchange.transcripts.layouts import Line
from vocbench.model.guess import Guess
from vocbench.model.told import Told, told


class Run(NamedTuple):
    """A stretch of text in one type."""

    text: str
    is_bold: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph; it may hold line ends."""

    runs: list[Run] = field(default_factory=list)
    is_heading: bool = False

    @property
    def text(self) -> str:
        """All its text."""
        return "".join(run.text for run in self.runs)


HEADING_STYLE = re.compile(r"(?:heading|title|subtitle|kop|titel|ondertitel)\s*\d*", re.IGNORECASE)
"""What word processors call the styles of headings."""

Cell = Sequence[Paragraph]
"""What one cell of a table holds."""


@dataclass(slots=True)
class Table:
    """A table, row by row."""

    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table

MOST_COLUMNS = 60
"""How many columns one cell may span; a file can claim millions."""


def paragraphs_in(blocks: Iterable[Block]) -> Cell:
    """All paragraphs among *blocks*, those in tables too: what a cell holds."""
    found: list[Paragraph] = []
    for block in blocks:
        found.extend(
            [block] if isinstance(block, Paragraph) else (p for row in block.rows for c in row for p in c)
        )
    return found


def taken_apart(n_numbered: int, n_boxes: int) -> tuple[Told, ...]:
    """What became of the numbers of *n_numbered* paragraphs in lists, and of *n_boxes* text boxes."""
    return (
        *counted(n_numbered, told("Numbers or bullets of lists were left out: {n:,}.", n=n_numbered)),
        *counted(
            n_boxes, told("Text boxes were put after the paragraph on which they hang: {n:,}.", n=n_boxes)
        ),
    )


def draft_of_blocks(
    blocks: Iterable[Block], *, notices: tuple[Told, ...] = (), guesses: tuple[Guess, ...] = ()
) -> Draft:
    """The turns in a document: a paragraph or more each, or a row of a table.

    Args:
        blocks: what the document holds, in order.
        notices: what the reader of the format has left out already.
        guesses: what it has guessed.
    """
    lines: list[Line] = []
    dropped: list[str] = []
    for block in blocks:
        found, left = _lines(block)
        lines.extend(found)
        dropped.extend(left)
    columns = left_out(told("Columns that are neither time, speaker nor words"), dropped)
    return draft_of_lines(lines, (*notices, *columns), guesses)


def _lines(block: Block) -> tuple[list[Line], tuple[str, ...]]:
    if isinstance(block, Paragraph):
        return [*_paragraph_lines(block), Line("")], ()
    if max(map(len, block.rows), default=0) > 1:
        return table_lines([["\n".join(part.text for part in cell) for cell in row] for row in block.rows])
    # A single column is a frame around text: what is in it is read as if there were none.
    return [line for part in paragraphs_in([block]) for line in (*_paragraph_lines(part), Line(""))], ()


def _paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    if paragraph.is_heading:
        yield Line(paragraph.text.replace("\n", " "), is_heading=True)
        return
    first, *others = (row.strip() for row in paragraph.text.strip().split("\n"))
    yield Line(first, _bold_start(paragraph.runs, first))
    yield from map(Line, others)


def _bold_start(runs: Sequence[Run], text: str) -> str:
    """The part at the start of *text* that is set in bold."""
    bold = ""
    for run in runs:
        if run.text.strip() and not run.is_bold:
            break
        bold += run.text
    bold = bold.lstrip()
    return bold if text.startswith(bold.rstrip()) and bold.strip() else ""
