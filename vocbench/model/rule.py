"""Rules that propose codings, for a person to accept or refuse."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from vocbench.errors import CodebookError
from vocbench.model.span import Span


class RuleKind(StrEnum):
    """What a rule goes by."""

    WORDS = "words"
    REGEX = "regex"
    SPEAKER = "speaker"
    QUESTION = "question"
    LEXICON = "lexicon"
    SIMILARITY = "similarity"
    TOPIC = "topic"


class Unit(StrEnum):
    """What is coded where a rule finds something."""

    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"
    """The whole turn, or the whole answer."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Proposes one code for the passages that it finds. Make one with ``Rule.words`` and the like.

    Raises:
        CodebookError: there is no code, or nothing to look for.
    """

    kind: RuleKind
    code: str
    sought: tuple[str, ...] = ()
    """The words, or one regular expression, speaker or question; of a topic its id and its model's."""
    unit: Unit = Unit.HIT
    name: str = ""
    """What a lexicon is called, or a topic was when the rule was made."""
    threshold: float = 0.0
    """The least likeness that is proposed, of similarity alone."""
    top: int | None = None
    """How many of the most alike are proposed; ``None`` for all."""
    with_interviewers: bool = False
    """Whether turns of interviewers are looked at as well."""

    def __post_init__(self) -> None:
        if not self.code.strip():
            raise CodebookError("A rule needs the code that it proposes.")
        if self.kind is not RuleKind.SIMILARITY and not any(each.strip() for each in self.sought):
            raise CodebookError(f"A rule of the kind {self.kind.value!r} needs something to look for.")
        if self.top is not None and self.top < 1:
            raise CodebookError(f"A rule proposes at least one passage, not {self.top}.")
        if not -1 <= self.threshold <= 1:
            raise CodebookError(f"Likeness goes from -1 to 1; the threshold {self.threshold} does not.")

    @classmethod
    def words(
        cls,
        code: str,
        words: str | Iterable[str],
        *,
        unit: Unit | str = Unit.HIT,
        with_interviewers: bool = False,
    ) -> Rule:
        """A rule for whole words or phrases.

        Args:
            code: path of the code.
            words: one or several; ``*`` at an end stands for any letters, as in ``douche*``.
                Capitals, accents and kinds of blanks do not matter.
            unit: what is coded: the hit, its sentence, or its turn or whole answer.
            with_interviewers: whether to look in interviewers' turns too.
        """
        sought = _cleaned([words] if isinstance(words, str) else words)
        return cls(RuleKind.WORDS, code, sought, Unit(unit), with_interviewers=with_interviewers)

    @classmethod
    def regex(
        cls,
        code: str,
        pattern: str,
        *,
        unit: Unit | str = Unit.HIT,
        with_interviewers: bool = False,
    ) -> Rule:
        """A rule for a regular expression of Python; capitals do not matter unless it says so.

        Args:
            code: path of the code.
            pattern: the expression, applied to one turn or answer at a time.
            unit: what is coded: the hit, its sentence, or its turn or whole answer.
            with_interviewers: whether to look in interviewers' turns too.
        """
        return cls(RuleKind.REGEX, code, (pattern,), Unit(unit), with_interviewers=with_interviewers)

    @classmethod
    def speaker(cls, code: str, speaker: str) -> Rule:
        """A rule for all turns of a speaker, or all answers of the respondent of that name."""
        return cls(RuleKind.SPEAKER, code, (speaker,), Unit.TURN, with_interviewers=True)

    @classmethod
    def question(cls, code: str, question: str) -> Rule:
        """A rule for all answers to one question of a survey."""
        return cls(RuleKind.QUESTION, code, (question,), Unit.TURN)

    @classmethod
    def lexicon(
        cls,
        code: str,
        words: Iterable[str],
        *,
        name: str,
        unit: Unit | str = Unit.HIT,
        with_interviewers: bool = False,
    ) -> Rule:
        """A rule for a list of words under a name, such as a column of a table.

        Args:
            code: path of the code.
            words: as for ``Rule.words``, and as many as there are.
            name: what the list is called, for the record.
            unit: what is coded: the hit, its sentence, or its turn or whole answer.
            with_interviewers: whether to look in interviewers' turns too.
        """
        sought = _cleaned(words)
        return cls(RuleKind.LEXICON, code, sought, Unit(unit), name=name, with_interviewers=with_interviewers)

    @classmethod
    def similarity(
        cls,
        code: str,
        *,
        threshold: float = 0.35,
        top: int | None = 50,
        unit: Unit | str = Unit.SENTENCE,
        with_interviewers: bool = False,
    ) -> Rule:
        """A rule for passages that mean about the same as what has the code already.

        Args:
            code: path of the code.
            threshold: the least cosine with the nearest coded passage, from -1 to 1. With the
                embedded model, most above a third are about the same thing.
            top: how many of the most alike; ``None`` for all above the threshold.
            unit: what is compared and coded: sentences, or whole turns and answers.
            with_interviewers: whether to look in interviewers' turns too.
        """
        size = Unit.SENTENCE if Unit(unit) is Unit.HIT else Unit(unit)
        kind = RuleKind.SIMILARITY
        return cls(kind, code, (), size, threshold=threshold, top=top, with_interviewers=with_interviewers)

    @classmethod
    def topic(cls, code: str, topic_id: str, *, model: str, name: str) -> Rule:
        """A rule for what a topic holds at the time, the most typical first.

        Args:
            code: path of the code.
            topic_id: as in the column ``topic_id`` of a model's topics.
            model: the id of that model.
            name: what the topic is called, for the record.
        """
        return cls(RuleKind.TOPIC, code, (topic_id, model), Unit.TURN, name=name, with_interviewers=True)

    @property
    def says(self) -> str:
        """What the rule goes by, in one line."""
        if self.kind is RuleKind.TOPIC:
            return self.name
        if self.kind is RuleKind.SIMILARITY:
            most = f", at most {self.top}" if self.top is not None else ""
            return f"like what has the code, from {self.threshold:g}{most}"
        if self.kind is RuleKind.LEXICON:
            return f"{self.name} ({len(self.sought)} words)"
        return ", ".join(self.sought)


def _cleaned(words: Iterable[str]) -> tuple[str, ...]:
    # A column of a table has missing cells.
    return tuple(dict.fromkeys(word.strip() for word in words if isinstance(word, str) and word.strip()))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A passage that a rule would code.

    ``answer`` is the id of the answer that ``span`` counts in, ``None`` in a transcript.
    ``similarity`` is that to the nearest coded passage, or to the centre of a topic; ``None`` for
    rules that do not compare.
    """

    source: str
    answer: str | None
    span: Span
    quote: str
    code: str
    similarity: float | None = None
