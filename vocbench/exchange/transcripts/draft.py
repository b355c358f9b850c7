"""What every reader of transcripts makes, and how a transcript is made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.events import find_events
from vocbench.exchange.transcripts.roles import cast
from vocbench.model.source import Transcript, Turn, clean_text
from vocbench.model.span import Span

# A lone surrogate or a zero byte can be written in JSON, but in no database or file.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words by one speaker, before it is known where they stand in the text.

    ``speaker`` is empty where the file names nobody; times are seconds, or ``None``.
    """

    speaker: str
    words: str
    start_seconds: float | None = None
    end_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything a reader took from a file."""

    utterances: Sequence[Utterance]
    notices: tuple[str, ...] = ()
    language: str | None = None


Reader = Callable[[SourceFile], Draft]
"""Takes a file apart; one for each format."""


def to_transcript(
    draft: Draft, *, name: str, language: str | None = None, interviewer: str | Sequence[str] | None = None
) -> Transcript:
    """The transcript whose text is the words of *draft*, one turn a line or more.

    Args:
        draft: what a reader took from the file.
        name: what to call the source.
        language: a language code; ``None`` takes what the file says, if anything.
        interviewer: the label or labels of who asks; ``None`` guesses from usual labels.

    Raises:
        ReadError: there are no words, or *interviewer* does not speak.
    """
    spoken = [(each, words) for each in draft.utterances if (words := _tidy(each.words))]
    if not spoken:
        raise ReadError(f"{name!r} holds no words. Check that this is the right file.")
    text = "\n".join(words for _, words in spoken)
    turns = tuple(_turns(spoken))
    names = tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))
    speakers, guesses = cast(names, interviewer)
    events, unknown = find_events(text)
    return Transcript(
        name=name,
        text=text,
        turns=turns,
        speakers=speakers,
        events=events,
        language=language or draft.language,
        notices=(*draft.notices, *guesses, *_left_as_text(unknown)),
    )


def _tidy(words: str) -> str:
    """*words* with no blank lines and no blanks around a line; nothing else changes."""
    lines = (line.strip(_BLANKS) for line in clean_text(_UNSTORABLE.sub("\ufffd", words)).split("\n"))
    return "\n".join(line for line in lines if line)


def _turns(spoken: Sequence[tuple[Utterance, str]]) -> list[Turn]:
    turns: list[Turn] = []
    start = 0
    for utterance, words in spoken:
        span = Span(start, start + len(words))
        speaker = " ".join(_UNSTORABLE.sub("\ufffd", utterance.speaker).split())
        turns.append(Turn(span, speaker, utterance.start_seconds, utterance.end_seconds))
        start = span.end + 1
    return turns


def _left_as_text(unknown: Counter[str]) -> tuple[str, ...]:
    if not unknown:
        return ()
    shown = ", ".join(f"{what} ×{n}" for what, n in unknown.most_common(_SHOWN))
    more = f" and {len(unknown) - _SHOWN} more" if len(unknown) > _SHOWN else ""
    return (f"Brackets left as text, being no event that is known: {shown}{more}.",)
