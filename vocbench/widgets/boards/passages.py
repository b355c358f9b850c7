"""A quote where it was said, for the board widget's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vocbench.model.source import Role, Transcript, Turn
from vocbench.model.span import Span
from vocbench.widgets.coding.state import clock


def passage_of_talk(transcript: Transcript, span: Span, around: int) -> dict[str, Any]:
    """A passage in its transcript, with so many turns *around* it."""
    turns = list(transcript.passages())
    hit = [number for number, turn in enumerate(turns) if turn.span.overlap(span)] or [0]
    first, last = max(0, hit[0] - around), min(len(turns), hit[-1] + around + 1)
    return {
        "title": transcript.name,
        "turns": [_turn(transcript, turn, span) for turn in turns[first:last]],
        "isAll": first == 0 and last == len(turns),
    }


def _turn(transcript: Transcript, turn: Turn, span: Span) -> dict[str, Any]:
    speaker = transcript.speaker(turn.speaker or "")
    return {
        "speaker": turn.speaker or "",
        "time": "" if turn.start_seconds is None else clock(turn.start_seconds),
        "isAsking": speaker is not None and speaker.role is Role.INTERVIEWER,
        "pieces": list(pieces(transcript.text, turn.span, span)),
    }


def pieces(text: str, inside: Span, marked: Span) -> Iterator[tuple[str, bool]]:
    """The words *inside* a span, cut at the ends of what is marked; each with whether it is marked."""
    start = min(max(marked.start, inside.start), inside.end)
    end = max(min(marked.end, inside.end), start)
    for words, is_marked in (
        (text[inside.start : start], False),
        (text[start:end], True),
        (text[end : inside.end], False),
    ):
        if words:
            yield words, is_marked


def passage_of_answer(source: str, who: str, question: str, text: str, span: Span) -> dict[str, Any]:
    """A passage in the open answer that it is from, below its question."""
    asked = {"speaker": "", "time": "", "isAsking": True, "pieces": [(question, False)]}
    said = {
        "speaker": who,
        "time": "",
        "isAsking": False,
        "pieces": list(pieces(text, Span(0, len(text)), span)),
    }
    return {"title": source, "turns": [asked, said] if question else [said], "isAll": True}
