"""A coding: one code on one passage by one coder."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from vocbench.model.span import Span


@dataclass(frozen=True, slots=True)
class Coding:
    """One code on one span of one text by one coder, with the words and a memo.

    ``code`` is the path of the code. ``source`` names the transcript or answer table;
    ``speaker`` is who says the passage, empty if unknown; ``respondent`` is that person's
    key, ``None`` for an interviewer. ``answer`` is the id of the answer that ``span``
    counts in, ``None`` when it counts in a transcript. ``doubt`` says why a person should look
    at it after a correction of the text, empty where it is sure. ``rule`` is the id of the rule
    that proposed it, ``None`` where a person chose the passage. ``is_example``: whether it
    shows what its code means.
    """

    id: str
    source: str
    span: Span
    quote: str
    code: str
    coder: str
    created: datetime
    memo: str = ""
    speaker: str = ""
    respondent: str | None = None
    answer: str | None = None
    doubt: str = ""
    rule: str | None = None
    is_example: bool = False
