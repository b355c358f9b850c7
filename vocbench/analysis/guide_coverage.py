"""Which questions of an interview guide were asked in which interview, and which were answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from vocbench.analysis.passages import is_under
from vocbench.analysis.survey import wilson
from vocbench.model.finding import Finder
from vocbench.model.interview_guide import Coverage, GuideQuestion
from vocbench.model.source import Role, Transcript, Turn

INTERVIEWS = {"question": "str", "source": "str", "status": "str", "turn": "Int64", "words": "str"}
QUESTIONS = {
    "question": "str", "answered": "int64", "silence": "int64", "volunteered": "int64", "never": "int64",
    "unknown": "int64", "n": "int64", "share": "float64", "low": "float64", "high": "float64",
}  # fmt: skip

_ASKED = frozenset({Coverage.ANSWERED, Coverage.SILENCE})


@dataclass(frozen=True, slots=True)
class GuideCoverage:
    """What became of the questions of a guide.

    Args:
        interviews: one row per question and interview, in the order of the guide: ``question source
            status turn words``. ``status`` is one of ``Coverage``; ``turn``, counted from 1, is where it
            was first asked, else first spoken of, with its ``words``; both are missing where that never was.
        questions: one row per question: in how many interviews it was ``answered`` when asked, asked with
            ``silence`` after it, ``volunteered``, or ``never`` asked and not spoken of. ``n`` counts these,
            and not those where it is ``unknown``. ``share`` is in how many of ``n`` it was asked, with the
            95% Wilson interval ``low high``; missing where n is 0.
    """

    interviews: pd.DataFrame
    questions: pd.DataFrame


def guide_coverage(
    guide: Sequence[GuideQuestion], talks: Sequence[Transcript], codings: pd.DataFrame
) -> GuideCoverage:
    """What became of each question of a guide in each interview.

    An interviewer asks a question in a turn that holds its text, one of its words, or a passage with one
    of its codes. It is answered where somebody else says a word, and not only an event such as a silence,
    before an interviewer speaks again; or where somebody else speaks of it anywhere: in one of its words
    or codes. So a question that was asked in quite other words, and not coded, counts as never asked.

    Args:
        guide: the questions, in order.
        talks: the interviews, in order.
        codings: one row per coding: ``source answer start code``; of answers none count.
    """
    spoken = codings[codings["answer"].isna()]
    heard = [_Interview(talk, spoken[spoken["source"] == talk.name]) for talk in talks]
    rows = [(question.text, *each.coverage(question)) for question in guide for each in heard]
    interviews = pd.DataFrame(rows, columns=list(INTERVIEWS), dtype=object).astype(INTERVIEWS)
    found: dict[str, Counter[Coverage]] = {question.text: Counter() for question in guide}
    for text, _, status, *_ in rows:
        found[text][Coverage(status)] += 1
    questions = [(text, *_numbers(counts)) for text, counts in found.items()]
    return GuideCoverage(interviews, pd.DataFrame(questions, columns=list(QUESTIONS)).astype(QUESTIONS))


def _numbers(counts: Counter[Coverage]) -> tuple[float | None, ...]:
    """The counts of ``QUESTIONS``, and in how large a share it was asked."""
    n = counts.total() - counts[Coverage.UNKNOWN]
    asked = sum(counts[each] for each in _ASKED)
    return (*(counts[each] for each in Coverage), n, asked / n if n else None, *wilson(asked, n))


class _Interview:
    """One interview, as far as it tells who speaks of what."""

    def __init__(self, talk: Transcript, codings: pd.DataFrame) -> None:
        self._talk, self._codings = talk, codings
        self._turns = list(talk.passages())
        asking = {each.name for each in talk.speakers if each.role is Role.INTERVIEWER}
        self._is_asking = [turn.speaker in asking for turn in self._turns]

    def coverage(self, question: GuideQuestion) -> tuple[str, str, int | None, str | None]:
        """Source, status, turn and words of a row of ``INTERVIEWS``."""
        shown = self._shown(question)
        asked = [at for at in shown if self._is_asking[at]]
        told = [at for at in shown if not self._is_asking[at]]
        first = next(iter(asked or told), None)
        place = (None, None) if first is None else (first + 1, self._words(self._turns[first]))
        return (self._talk.name, self._status(asked, told).value, *place)

    def _status(self, asked: Sequence[int], told: Sequence[int]) -> Coverage:
        if not any(self._is_asking):
            return Coverage.UNKNOWN
        if asked:
            return Coverage.ANSWERED if told or any(map(self._is_replied, asked)) else Coverage.SILENCE
        return Coverage.VOLUNTEERED if told else Coverage.NEVER

    def _shown(self, question: GuideQuestion) -> list[int]:
        """The turns in which a question comes up."""
        finder = Finder((question.text.strip(" \t?!.…"), *question.words), whole=True)
        starts: list[int] = []
        for path in question.codes:
            starts += self._codings["start"][is_under(self._codings["code"], path)].tolist()
        return [
            at
            for at, turn in enumerate(self._turns)
            if finder.places(self._words(turn))
            or any(turn.span.start <= start < turn.span.end for start in starts)
        ]

    def _is_replied(self, asked: int) -> bool:
        """Whether somebody else says a word before an interviewer speaks again."""
        for at in range(asked + 1, len(self._turns)):
            if self._is_asking[at]:
                return False
            if self._says_something(self._turns[at]):
                return True
        return False

    def _says_something(self, turn: Turn) -> bool:
        words = self._words(turn)
        for event in self._talk.events:
            if turn.span.start <= event.span.start < turn.span.end:
                words = words.replace(event.text, " ")
        return any(map(str.isalnum, words))

    def _words(self, turn: Turn) -> str:
        return turn.span.cut(self._talk.text)
