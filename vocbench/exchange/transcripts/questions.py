"""Talks in which nobody is named: the questions are set in bold type, and the answers are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vocbench.exchange.transcripts.draft import SENTENCE_ENDS
from vocbench.exchange.transcripts.layouts import Head, Line, is_talk
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import told

_ASKS, _ANSWERS = "Q", "A"
_LEAST, _MOST = 2, 0.5


def asked_in_bold(lines: Sequence[Line]) -> tuple[list[Head], tuple[Guess, ...]]:
    """Heads where type changes between bold and plain, and the guess that bold asks and plain answers.

    A title ends with no mark of a sentence, so that the talk starts at the first line in bold that does.

    Returns:
        Nothing where fewer than two lines in bold ask something, or most of them do not, or where the
        whole is a document that poses questions.
    """
    bold = [n for n, line in enumerate(lines) if line.is_bold and line.text.strip().endswith(SENTENCE_ENDS)]
    n_asking = sum("?" in lines[n].text for n in bold)
    heads = list(_changes(lines, bold[0])) if n_asking >= max(_LEAST, len(bold) * _MOST) else []
    if not heads or not is_talk(lines, heads):
        return [], ()
    value = told("{asks!r} asks; plain type: {answers!r} answers", asks=_ASKS, answers=_ANSWERS)
    guess = Guess(told("bold type"), value, agreement(n_asking, len(bold)), "speakers")
    return heads, (guess,)


def _changes(lines: Sequence[Line], start: int) -> Iterator[Head]:
    before = ""
    for number, line in enumerate(lines[start:], start):
        speaker = _ASKS if line.is_bold else _ANSWERS
        if not line.is_blank and speaker != before:
            yield Head(number, speaker, line.text)
            before = speaker
