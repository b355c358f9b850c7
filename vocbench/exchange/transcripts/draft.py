"""What every reader of transcripts makes, and how a transcript is made of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.events import Profile, find_events
from vocbench.exchange.transcripts.languages import guess_language
from vocbench.exchange.transcripts.profiles import guess_profile, profile_called
from vocbench.exchange.transcripts.roles import cast, label_among
from vocbench.model.guess import Guess, agreement
from vocbench.model.source import Speaker, Transcript, Turn, clean_text
from vocbench.model.span import Span
from vocbench.model.told import Told, listed, told

# A lone surrogate or a zero byte can be written in JSON, but in no database or file.
_UNSTORABLE = re.compile("[\ud800-\udfff\0]")
# Where a word may be broken: it shows nothing, and a word that holds it is not found.
_UNSEEN = re.compile("[\u00ad\u200b\u2060]")
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\ufeff"
_SHOWN = 10

BROKEN = "\u2028"
"""Stands in the words of a draft where a line was broken to fit a width: a blank, or the end of a line."""

SENTENCE_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”", ".’", "?’", "!’", "。")
"""How a sentence ends."""


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
    notices: tuple[Told, ...] = ()
    """What was left out, one sentence each."""
    language: str | None = None
    """The language that the file names."""
    guesses: tuple[Guess, ...] = ()
    """What the file does not say and the reader decided."""
    above: str = ""
    """What stands above the talk, which is no part of it but may say who asks."""


Reader = Callable[[SourceFile], Draft]
"""Takes a file apart; one for each format."""


def to_transcript(
    draft: Draft,
    *,
    name: str,
    profile: str | None = None,
    language: str | None = None,
    interviewer: str | Sequence[str] | None = None,
    speakers: Mapping[str, str | Speaker | None] | None = None,
    keep_lines: bool = False,
) -> Transcript:
    """The transcript whose text is the words of *draft*, one turn a line or more.

    Args:
        draft: what a reader took from the file.
        name: what to call the source.
        profile: the notation of events, such as ``"jefferson"``; ``None`` guesses.
        language: a language code; ``None`` takes what the file says, or guesses.
        interviewer: the label or labels of who asks; ``None`` guesses from usual labels.
        speakers: names or speakers by label; two labels that get one name are one speaker, and one that
            gets ``None`` is no speaker but words. A label that was left in the words, before a colon at the
            start of a line, is taken out of them.
        keep_lines: whether lines that seem to be broken to fit a width stay lines.

    Raises:
        ReadError: there are no words, no such profile, or somebody who is named does not speak.
    """
    named = {label: who for label, who in (speakers or {}).items() if who is not None}
    spoken = _labelled(_spoken(draft, name, "\n" if keep_lines else " "), list(named))
    spoken = _unlabelled(spoken, [label for label in speakers or () if label not in named])
    text = "\n".join(each.words for each in spoken)
    people, roles = cast(_n_turns(spoken), interviewer=interviewer, speakers=named, above=draft.above)
    told = guess_language(text) if language is None and draft.language is None else None
    tongue = language or draft.language or (str(told.value) if told else None)
    notation, notations = _profile(text, profile, tongue)
    events, unknown = find_events(text, notation)
    told_before = [guess for guess in draft.guesses if not (keep_lines and guess.override == "keep_lines")]
    return Transcript(
        name=name,
        text=text,
        turns=tuple(_turns(spoken, people)),
        speakers=tuple(dict.fromkeys(people.values())),
        events=events,
        language=tongue,
        notices=(*draft.notices, *_left_as_text(unknown)),
        guesses=(*told_before, *_nobody(spoken, people), *roles, *([told] if told else []), *notations),
    )


def _spoken(draft: Draft, name: str, broken: str) -> list[Utterance]:
    """The utterances that have words, tidied; *broken* is what stands where a line was broken."""
    tidy = (
        Utterance(
            _tidy_label(each.speaker),
            _tidy(each.words.replace(BROKEN, broken)),
            each.start_seconds,
            each.end_seconds,
        )
        for each in draft.utterances
    )
    if spoken := [each for each in tidy if each.words]:
        return spoken
    raise ReadError(f"{name!r} holds no words. Check that this is the right file.")


def _labelled(spoken: Sequence[Utterance], labels: Sequence[str]) -> list[Utterance]:
    """The utterances, divided at lines that begin with one of *labels* that is in the words yet, and a colon.

    Until the next label the words are theirs; only the first part of an utterance has its times.
    """
    speak = {each.speaker.casefold() for each in spoken}
    left = [re.escape(label.strip()) for label in labels if label.strip() and label.casefold() not in speak]
    if not left:
        return list(spoken)
    begin = re.compile(rf"^[-*•>_ ]*({'|'.join(left)})[*_]*\s*:[*_]*\s*", re.MULTILINE | re.IGNORECASE)
    divided = []
    speaker = ""
    for each in spoken:
        first, *found = begin.split(each.words)
        divided.append(replace(each, speaker=each.speaker or speaker, words=first.strip()))
        for label, words in zip(found[::2], found[1::2], strict=True):
            speaker = _tidy_label(label)
            divided.append(Utterance(speaker, words.strip()))
    return [each for each in divided if each.words]


def _unlabelled(spoken: Sequence[Utterance], labels: Sequence[str]) -> list[Utterance]:
    """The utterances, of which those under *labels* are words of the turn before, label and all.

    Raises:
        ReadError: there is no such label.
    """
    if not labels:
        return list(spoken)
    speak = dict.fromkeys(each.speaker for each in spoken)
    wrong = {label_among(label, speak) for label in labels}
    parts: list[list[Utterance]] = []
    for each in spoken:
        if each.speaker not in wrong:
            parts.append([each])
            continue
        words = f"{each.speaker}: {each.words}" if each.speaker else each.words
        if not parts:
            parts.append([replace(each, speaker="", words=words)])
        else:
            parts[-1].append(replace(each, words=words))
    return [_as_one(part) for part in parts]


def _as_one(part: Sequence[Utterance]) -> Utterance:
    """One turn, by whoever says the first of *part*, until the last end that is known."""
    ends = [each.end_seconds for each in part if each.end_seconds is not None]
    return replace(
        part[0], words="\n".join(each.words for each in part), end_seconds=ends[-1] if ends else None
    )


def _profile(text: str, profile: str | None, language: str | None) -> tuple[Profile, tuple[Guess, ...]]:
    return guess_profile(text, language) if profile is None else (profile_called(profile), ())


def _n_turns(spoken: Sequence[Utterance]) -> Mapping[str, tuple[int, int]]:
    """Of each label, in how many turns it asks something, and how many it has."""
    asking = Counter(each.speaker for each in spoken if "?" in each.words)
    return {label: (asking[label], n) for label, n in Counter(each.speaker for each in spoken).items()}


def _nobody(spoken: Sequence[Utterance], people: Mapping[str, Speaker]) -> tuple[Guess, ...]:
    """That turns are a guess where nobody is named: they fit as far as they end with a sentence."""
    if people:
        return ()
    n_ends = sum(each.words.endswith(SENTENCE_ENDS) for each in spoken)
    return (Guess(told("turns"), told("nobody is named"), agreement(n_ends, len(spoken)), "speakers"),)


def _tidy(words: str) -> str:
    """*words* with no blank lines and no blanks around a line; nothing else changes."""
    lines = (line.strip(_BLANKS) for line in clean_text(_storable(words)).split("\n"))
    return "\n".join(line for line in lines if line)


def _tidy_label(label: str) -> str:
    return " ".join(_storable(label).split())


def _storable(text: str) -> str:
    return _UNSEEN.sub("", _UNSTORABLE.sub("\ufffd", text))


def _turns(spoken: Sequence[Utterance], people: Mapping[str, Speaker]) -> Iterator[Turn]:
    start = 0
    for each in spoken:
        span = Span(start, start + len(each.words))
        person = people.get(each.speaker)
        yield Turn(span, person.name if person else "", each.start_seconds, each.end_seconds)
        start = span.end + 1


def _left_as_text(unknown: Counter[str]) -> tuple[Told, ...]:
    if not unknown:
        return ()
    shown = listed([f"{what} ×{n}" for what, n in unknown.most_common()], _SHOWN)
    return (told("Brackets left as text, being no event that is known: {shown}.", shown=shown),)
