"""What researchers collect: transcripts of interviews, and tables of open answers."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from vocbench.errors import SourceError
from vocbench.model.attributes import Attributes, check_value
from vocbench.model.attributes import AttributeValue as AttributeValue  # noqa: PLC0414 - known by this name everywhere
from vocbench.model.guess import Guess
from vocbench.model.rows import column_of
from vocbench.model.span import Span
from vocbench.model.told import Told


def text_hash(text: str) -> str:
    """SHA-256 of *text* in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def clean_text(text: str) -> str:
    """*text* with LF line ends and without a byte-order mark; nothing else changes."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


class Role(StrEnum):
    """What somebody does in an interview."""

    INTERVIEWER = "interviewer"
    RESPONDENT = "respondent"
    OTHER = "other"


class EventKind(StrEnum):
    """What a bracketed event in a transcript stands for."""

    SILENCE = "silence"
    NONVERBAL = "nonverbal"
    UNINTELLIGIBLE = "unintelligible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a transcript.

    ``respondent`` is the key under which this person's answers are kept as well;
    ``None`` lets the project make one from the source's name.
    """

    name: str
    role: Role = Role.RESPONDENT
    respondent: str | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One uninterrupted stretch of talk by one speaker.

    ``span`` covers the words only; label and time code are not part of the text.
    ``speaker`` is empty where the source names nobody. Times are seconds from the
    start of the recording, ``None`` where they were not written down.
    """

    span: Span
    speaker: str = ""
    start_seconds: float | None = None
    end_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is not a word: ``(lacht)``, ``[stilte]``, ``(3.2)``.

    ``span`` covers the brackets too. ``seconds`` is how long it took, where written.
    """

    span: Span
    kind: EventKind
    text: str
    seconds: float | None = None


@dataclass(frozen=True)
class Transcript:
    """A text with its turns, speakers, times and non-verbal events. The text never changes.

    Raises:
        SourceError: no name or no text, text with CR or BOM, turns that overlap, run out
            of order or out of the text, a speaker who is not listed.
    """

    name: str
    text: str
    turns: tuple[Turn, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    events: tuple[Event, ...] = ()
    language: str | None = None
    notices: tuple[Told, ...] = ()
    """What the reader left out or left as it was; to be told to the researcher, not stored."""
    guesses: tuple[Guess, ...] = ()
    """What the reader decided where the file does not say it; not stored."""

    _starts: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        _check_name(self.name)
        if not self.text.strip():
            raise SourceError(f"The transcript {self.name!r} holds no words.")
        if self.text != clean_text(self.text):
            raise SourceError(
                f"The text of {self.name!r} has CR line ends or a byte-order mark. "
                "Pass it through vocbench.model.source.clean_text first."
            )
        self._check_turns()
        object.__setattr__(self, "_starts", [turn.span.start for turn in self.turns])

    def _check_turns(self) -> None:
        names = {speaker.name for speaker in self.speakers}
        if len(names) != len(self.speakers):
            raise SourceError(f"{self.name!r} lists a speaker twice: give each one name.")
        for before, after in pairwise(self.turns):
            if after.span.start < before.span.end:
                raise SourceError(f"Turns of {self.name!r} overlap at character {after.span.start}.")
        for turn in self.turns:
            if turn.speaker and turn.speaker not in names:
                raise SourceError(f"{turn.speaker!r} speaks in {self.name!r} but is not a speaker.")
        spans = [turn.span for turn in self.turns[-1:]] + [event.span for event in self.events]
        if any(span.end > len(self.text) for span in spans):
            raise SourceError(f"A turn or event of {self.name!r} ends after the text.")

    @property
    def hash(self) -> str:
        """SHA-256 of the text."""
        return text_hash(self.text)

    def turn_at(self, offset: int) -> Turn | None:
        """The turn that holds the character at *offset*; ``None`` between turns."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.turns[index].span.end:
            return None
        return self.turns[index]

    def passages(self) -> Iterator[Turn]:
        """The turns, and each line between them as a turn without a speaker.

        Together they hold all words of the text.
        """
        at = 0
        for turn in (*self.turns, None):
            end = turn.span.start if turn else len(self.text)
            for line in re.finditer(r"\S(?:.*\S)?", self.text[at:end]):
                yield Turn(Span(at + line.start(), at + line.end()))
            if turn:
                yield turn
                at = turn.span.end

    def speaker(self, name: str) -> Speaker | None:
        """The speaker called *name*, if there is one."""
        return next((each for each in self.speakers if each.name == name), None)

    def renamed(self, names: Mapping[str, str]) -> Transcript:
        """With other names for the speakers: by label, as in ``{"SPEAKER_01": "Daan"}``.

        Two labels given one name become one speaker.

        Raises:
            SourceError: nobody speaks under one of the labels.
        """
        labels = [each.name for each in self.speakers]
        unknown = [label for label in names if label not in labels]
        if unknown:
            raise SourceError(f"Nobody is called {unknown[0]!r} in {self.name!r}; there are {labels}.")
        people = {
            (name := names.get(each.name, each.name)): replace(each, name=name) for each in self.speakers
        }
        turns = (replace(turn, speaker=names.get(turn.speaker, turn.speaker)) for turn in self.turns)
        return replace(self, turns=tuple(turns), speakers=tuple(people.values()))

    def respondent_key(self, speaker: str) -> str | None:
        """Under which key the project keeps what *speaker* says; ``None`` for interviewers.

        A speaker without a key of their own is called after the source, and by name as
        well where the source has several respondents: "R1" is somebody else in each.
        """
        found = self.speaker(speaker)
        if found is None or found.role is not Role.RESPONDENT:
            return None
        if found.respondent is not None:
            return found.respondent
        several = sum(each.role is Role.RESPONDENT for each in self.speakers) > 1
        return f"{self.name}/{speaker}" if several else self.name


@dataclass(frozen=True, slots=True)
class Respondent:
    """Somebody who answered, with typed attributes such as segment or age."""

    key: str
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key.strip():
            raise SourceError("A respondent needs a key, such as a number or pseudonym.")
        if isinstance(self.attributes, Attributes):
            return  # checked by column
        for name, value in self.attributes.items():
            check_value(name, value, self.key)


@dataclass(frozen=True, slots=True)
class Answer:
    """What one respondent answered to one question in one wave; the text may be empty."""

    respondent: str
    question: str
    text: str
    score: float | None = None
    wave: str | None = None


@dataclass(frozen=True)
class AnswerTable:
    """Open answers of one survey export, with the respondents who gave them.

    Raises:
        SourceError: no name, an answer by an unlisted respondent, a respondent listed
            twice, or two answers of one respondent to one question in one wave.
    """

    name: str
    respondents: Sequence[Respondent] = ()
    answers: Sequence[Answer] = ()
    notices: tuple[Told, ...] = ()
    """What the reader left out; to be told to the researcher, not stored."""
    guesses: tuple[Guess, ...] = ()
    """What the reader decided where the file does not say it; not stored."""

    def __post_init__(self) -> None:
        _check_name(self.name)
        listed, answering = [*column_of(self.respondents, "key")], [*column_of(self.answers, "respondent")]
        keys = set(listed)
        if len(keys) != len(listed):
            raise SourceError(f"{self.name!r} lists a respondent twice: merge their attributes.")
        if answering == listed:
            return  # who answers once answers nothing twice
        who = set(answering)
        if not who <= keys:
            stranger = next(each.respondent for each in self.answers if each.respondent not in keys)
            raise SourceError(f"{self.name!r} has an answer by {stranger!r}, who is not listed.")
        if len(who) == len(answering):
            return
        parts = (column_of(self.answers, name) for name in ("respondent", "question", "wave"))
        if len(set(zip(*parts, strict=True))) < len(self.answers):
            self._refuse_double()

    def _refuse_double(self) -> None:
        seen: set[tuple[str, str, str | None]] = set()
        for answer in self.answers:
            place = (answer.respondent, answer.question, answer.wave)
            if place in seen:
                raise SourceError(
                    f"Respondent {answer.respondent!r} answers {answer.question!r} twice in "
                    f"{self.name!r}. Remove one, or tell the waves apart with wave=."
                )
            seen.add(place)

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions, in the order in which they first occur."""
        return tuple(dict.fromkeys(column_of(self.answers, "question")))


def _check_name(name: str) -> None:
    if not name.strip():
        raise SourceError("A source needs a name, such as the name of its file.")
