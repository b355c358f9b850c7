"""Reading a transcript that a test writes down, and what was found in it."""

from __future__ import annotations

from pathlib import Path

from vocbench.exchange.transcripts import read_transcript
from vocbench.model.guess import Guess
from vocbench.model.source import Transcript


def read(folder: Path, content: str, name: str = "p01.txt", **options: object) -> Transcript:
    """The transcript in a file with *content*."""
    (folder / name).write_text(content, encoding="utf-8")
    return read_transcript(folder / name, **options)  # type: ignore[arg-type]


def said(transcript: Transcript) -> list[tuple[str, str]]:
    """Who says what, turn by turn."""
    return [(turn.speaker, turn.span.cut(transcript.text)) for turn in transcript.turns]


def times(transcript: Transcript) -> list[tuple[float | None, float | None]]:
    """When each turn starts and ends."""
    return [(turn.start_seconds, turn.end_seconds) for turn in transcript.turns]


def guesses(transcript: Transcript, what: str) -> list[Guess]:
    """The guesses about *what*."""
    return [guess for guess in transcript.guesses if guess.what == what]


def guessed(transcript: Transcript, what: str) -> Guess:
    """The one guess about *what*."""
    (guess,) = guesses(transcript, what)
    return guess
