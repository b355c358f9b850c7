"""Notes that codes and topics propose for a board."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from vocbench.model.board import Evidence, Origin, Voice


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may stand behind a proposed note.

    ``evidence`` is ``None`` where one cannot point at the passage by itself, ``respondent`` where
    nobody knows who speaks. ``asked`` is the question before it.
    """

    evidence: Evidence | None
    respondent: str | None
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which passages a board is about.

    Args:
        about: only what these respondents say; nobody listed: everybody.
        questions: only what follows one of these questions, or a question that holds one of them;
            ``None``: whatever was asked.
        min_respondents: how many customers at least; 1: anybody.
    """

    about: frozenset[str] = frozenset()
    questions: tuple[str, ...] | None = None
    min_respondents: int = 1

    @property
    def is_open(self) -> bool:
        """Whether it takes in everything that anybody said."""
        return not self.about and self.questions is None

    def within(self, found: Sequence[Candidate]) -> list[Candidate]:
        """The passages that the board is about."""
        if self.is_open:
            return list(found)
        return [each for each in found if each.evidence and self._is_about(each) and self._was_asked(each)]

    def _is_about(self, each: Candidate) -> bool:
        return not self.about or each.respondent in self.about

    def _was_asked(self, each: Candidate) -> bool:
        asked = each.asked.casefold()
        return self.questions is None or any(question.casefold() in asked for question in self.questions)

    def is_enough(self, speakers: Collection[str | None], voices: Mapping[str, Voice]) -> bool:
        """Whether enough people say it."""
        if self.min_respondents <= 1:
            return bool(speakers)
        return len({each for each in speakers if voice_of(each, voices) is Voice.CUSTOMER} - {None}) >= (
            self.min_respondents
        )


def voice_of(respondent: str | None, voices: Mapping[str, Voice]) -> Voice:
    """Whose experience somebody speaks of: a customer's where nothing else is known."""
    return voices.get(respondent or "", Voice.CUSTOMER)


def origin_of(speakers: Collection[str | None], voices: Mapping[str, Voice]) -> Origin:
    """Where a note comes from that these people bear out: from hearsay, where only employees tell it."""
    is_hearsay = all(voice_of(each, voices) is Voice.EMPLOYEE for each in speakers)
    return Origin.SECOND_HAND if is_hearsay else Origin.SAID
