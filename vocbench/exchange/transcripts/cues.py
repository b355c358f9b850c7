"""From the short cues of subtitles and speech recognition to turns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from vocbench.exchange.transcripts.draft import SENTENCE_ENDS, Utterance
from vocbench.model.guess import Guess, agreement
from vocbench.model.told import told

SILENCE_SECONDS = 3.0
"""A silence this long starts a new turn, even of the same speaker.

Who breaks a silence can then still be measured; three seconds is what teachers are
advised to wait for an answer.
"""

BREATH_SECONDS = 1.0
SOFT_WORDS, HARD_WORDS = 60, 120
_SLOWEST_SECONDS = 60.0
"""How long a word may take, silence and all, before its time cannot be seconds any more."""


def in_seconds(cues: Sequence[Utterance]) -> tuple[Sequence[Utterance], tuple[Guess, ...]]:
    """The cues with times in seconds, and the guess that the file counts in thousandths of them.

    It does where all times are whole numbers and the cues last over a minute for each of their words:
    nobody is as slow.
    """
    timed = [cue for cue in cues if cue.start_seconds is not None and cue.end_seconds is not None]
    n_words = sum(len(cue.words.split()) for cue in timed)
    n_slow = sum(_lasts(cue) > _SLOWEST_SECONDS * len(cue.words.split()) for cue in timed)
    is_whole = all(_lasts(cue).is_integer() for cue in timed)
    if not is_whole or sum(map(_lasts, timed)) <= _SLOWEST_SECONDS * n_words:
        return cues, ()
    value = told("counted in thousandths of a second")
    shorter = [
        replace(cue, start_seconds=_thousandth(cue.start_seconds), end_seconds=_thousandth(cue.end_seconds))
        for cue in cues
    ]
    return shorter, (Guess(told("times"), value, agreement(n_slow, len(timed))),)


def _lasts(cue: Utterance) -> float:
    return float((cue.end_seconds or 0) - (cue.start_seconds or 0))


def _thousandth(time: float | None) -> float | None:
    return None if time is None else round(time / 1000, 3)


def join_cues(cues: Iterable[Utterance]) -> list[Utterance]:
    """Turns made of consecutive cues of one speaker, their words joined by a blank.

    Where a conversation has named speakers, a turn ends when somebody else speaks or at a
    silence of ``SILENCE_SECONDS``. A talk by nobody or by one voice is cut for the reader's
    sake as well: at the end of a sentence followed by a breath or after ``SOFT_WORDS``, and
    after ``HARD_WORDS`` where nothing marks a sentence.

    Args:
        cues: in order of time; those without words are passed over.
    """
    kept = [cue for cue in cues if cue.words.strip()]
    is_talk = len({cue.speaker for cue in kept}) <= 1
    turns: list[_OpenTurn] = []
    for cue in kept:
        if not turns or turns[-1].is_over(cue, is_talk=is_talk or not cue.speaker):
            turns.append(_OpenTurn(cue))
        else:
            turns[-1].add(cue)
    return [turn.closed() for turn in turns]


@dataclass(slots=True)
class _OpenTurn:
    """A turn to which cues are still added."""

    first: Utterance
    cues: list[Utterance] = field(init=False)
    n_words: int = field(init=False)

    def __post_init__(self) -> None:
        self.cues = [self.first]
        self.n_words = len(self.first.words.split())

    def add(self, cue: Utterance) -> None:
        self.cues.append(cue)
        self.n_words += len(cue.words.split())

    def is_over(self, following: Utterance, *, is_talk: bool) -> bool:
        """Whether *following* starts a new turn."""
        last = self.cues[-1]
        gap = 0.0
        if last.end_seconds is not None and following.start_seconds is not None:
            gap = following.start_seconds - last.end_seconds
        if following.speaker != last.speaker or gap >= SILENCE_SECONDS:
            return True
        if not is_talk:
            return False
        ends = last.words.rstrip().endswith(SENTENCE_ENDS)
        return self.n_words >= HARD_WORDS or (ends and (gap >= BREATH_SECONDS or self.n_words >= SOFT_WORDS))

    def closed(self) -> Utterance:
        """The turn as one utterance, from the start of its first cue to the end of its last."""
        words = " ".join(" ".join(cue.words.split("\n")).strip() for cue in self.cues)
        return Utterance(self.first.speaker, words, self.first.start_seconds, self.cues[-1].end_seconds)
