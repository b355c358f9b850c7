"""Subtitles of SubStation Alpha (.ass): a line each, with a place for who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.rolling import Cue
from vocbench.exchange.transcripts.subtitles import draft_of_cues
from vocbench.exchange.transcripts.times import TIME, to_seconds

_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_BREAK = re.compile(r"\\[Nn]")
_STYLE = re.compile(r"\{[^{}]*\}")


def read_ssa(file: SourceFile) -> Draft:
    """What an ``.ass`` file holds, by its names where it has any.

    Raises:
        ReadError: there is no line of dialogue.
    """
    text, guesses = file.decode()
    said = sorted(_dialogue(text.split("\n")), key=lambda each: each.start_seconds or 0.0)
    if not said:
        raise ReadError(f"{file.path.name} holds no line 'Dialogue: …' with two times. Export it again.")
    if any(each.speaker for each in said):
        return Draft(join_cues(said), guesses=guesses)
    cues = [Cue(each.start_seconds or 0.0, each.end_seconds, tuple(each.words.split("\n"))) for each in said]
    return draft_of_cues(cues, guesses=guesses)


def _dialogue(rows: Sequence[str]) -> Iterator[Utterance]:
    """The lines that are shown; ``Format:`` above them says what their fields are."""
    fields = _named(_FIELDS)
    for row in rows:
        sort, _, content = row.partition(":")
        if sort == "Format":
            fields = _named(content)
        elif sort == "Dialogue":
            cells = dict(zip(fields, content.split(",", len(fields) - 1), strict=False))
            start, end = (cells.get(name, "").strip() for name in ("start", "end"))
            if re.fullmatch(TIME, start) and re.fullmatch(TIME, end):
                words = _BREAK.sub("\n", _STYLE.sub("", cells.get("text", "")))
                speaker = cells.get("name", cells.get("actor", "")).strip()
                yield Utterance(speaker, words.replace("\\h", " "), to_seconds(start), to_seconds(end))


def _named(fields: str) -> list[str]:
    return [field.strip().lower() for field in fields.split(",")]
