"""Finding what a rule would code: stretches of talk and answers in, passages out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vocbench.analysis.patterns import find_pattern
from vocbench.model.finding import Finder, Place
from vocbench.model.rule import Rule, RuleKind, Unit

Vectors = NDArray[np.floating[Any]]
"""One unit vector per text, shape (n, d)."""

_SENTENCE = re.compile(r"\S(?:[^.!?…\n]|(?<=\d)[.](?=\d))*[.!?…]*[\"'”’)\]]*")
_CHUNK = 4_096  # passages compared at once: bounds the memory


class Stretch(NamedTuple):
    """What one voice says in one go: a turn of a transcript, or an answer.

    ``start`` is where ``words`` start in the text of the source, 0 in an answer. ``answer`` is
    the id of the answer, ``question`` what it answers; both are ``None`` in a transcript.
    """

    source: str
    words: str
    speaker: str
    answer: str | None = None
    question: str | None = None
    start: int = 0
    is_interviewer: bool = False


class Listed(NamedTuple):
    """A passage that is known: an answer by its id, or words of a transcript and where they started."""

    source: str
    answer: str | None
    start: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage, with its place in the words of its stretch."""

    stretch: Stretch
    place: Place
    similarity: float | None = None

    @property
    def words(self) -> str:
        """The words of the passage."""
        start, end = self.place
        return self.stretch.words[start:end]


def find_passages(rule: Rule, stretches: Sequence[Stretch]) -> list[Found]:
    """What *rule* would code, in the order of *stretches*; each passage once.

    Rules of similarity compare passages, and are for ``find_alike``; those of a topic know theirs,
    and are for ``find_listed``.

    Raises:
        QuoteError: the rule's regular expression is not one, or takes too long.
    """
    looked_at = [each for each in stretches if _is_looked_at(rule, each)]
    return [
        Found(stretch, place)
        for stretch, places in zip(looked_at, _hits(rule, looked_at), strict=True)
        for place in dict.fromkeys(_widened(stretch.words, place, rule.unit) for place in places)
    ]


def find_alike(
    rule: Rule,
    stretches: Sequence[Stretch],
    examples: Collection[str],
    *,
    embed: Callable[[Sequence[str]], Vectors],
) -> list[Found]:
    """Passages that mean about what *examples* mean, the most alike first.

    Args:
        rule: a rule of similarity.
        stretches: where to look.
        examples: the words of passages that have the rule's code.
        embed: texts to unit vectors.
    """
    passages = [
        Found(stretch, place)
        for stretch in stretches
        if _is_looked_at(rule, stretch)
        for place in _units(stretch.words, rule.unit)
    ]
    if not passages or not examples:
        return []
    likeness = _likeness(embed([each.words for each in passages]), embed(list(examples)))
    best = np.argsort(-likeness, kind="stable")[: rule.top]
    return [
        Found(passages[index].stretch, passages[index].place, round(float(likeness[index]), 6))
        for index in best
        if likeness[index] >= rule.threshold
    ]


def find_listed(stretches: Iterable[Stretch], listed: Iterable[Listed]) -> list[Found]:
    """The passages that are listed, in that order; those whose words were corrected since are left out.

    A passage that moved with a correction before it is found by its words, nearest to where it was.
    """
    replies: dict[str, Stretch] = {}
    talks: dict[str, list[Stretch]] = {}
    for each in stretches:
        if each.answer is not None:
            replies[each.answer] = each
        else:
            talks.setdefault(each.source, []).append(each)
    found = (
        _in_talk(each, talks.get(each.source, ()))
        if each.answer is None
        else _whole(replies.get(each.answer))
        for each in listed
    )
    return [each for each in found if each is not None]


def _whole(stretch: Stretch | None) -> Found | None:
    return None if stretch is None else Found(stretch, (0, len(stretch.words)))


def _in_talk(wanted: Listed, turns: Sequence[Stretch]) -> Found | None:
    """Where the words of a passage stand now: the place nearest to where they were."""
    places = [
        Found(turn, hit.span())
        for turn in turns
        if wanted.quote in turn.words
        for hit in re.finditer(re.escape(wanted.quote), turn.words)
    ]
    return min(places, key=lambda each: abs(each.stretch.start + each.place[0] - wanted.start), default=None)


def _likeness(passages: Vectors, examples: Vectors) -> Vectors:
    """The cosine of each passage with the example nearest to it."""
    parts = (passages[at : at + _CHUNK] @ examples.T for at in range(0, len(passages), _CHUNK))
    return np.concatenate([part.max(axis=1) for part in parts])


def _is_looked_at(rule: Rule, stretch: Stretch) -> bool:
    return bool(stretch.words.strip()) and (rule.with_interviewers or not stretch.is_interviewer)


def _hits(rule: Rule, stretches: Sequence[Stretch]) -> Iterator[Sequence[Place]]:
    """The hits of *rule* in each stretch."""
    if rule.kind is RuleKind.REGEX:
        yield from find_pattern(rule.sought[0], [each.words for each in stretches])
    elif rule.kind in {RuleKind.WORDS, RuleKind.LEXICON}:
        finder = Finder(rule.sought, whole=True)
        yield from (finder.places(each.words) for each in stretches)
    else:
        (sought,) = rule.sought
        by = "speaker" if rule.kind is RuleKind.SPEAKER else "question"
        for each in stretches:
            yield [(0, len(each.words))] if getattr(each, by) == sought else []


def _widened(words: str, place: Place, unit: Unit) -> Place:
    """The passage that is coded for a hit."""
    if unit is Unit.HIT:
        return place
    if unit is Unit.TURN:
        return 0, len(words)
    start, end = place
    over = [each for each in sentences(words) if each[0] < end and start < each[1]]
    return (min(start, over[0][0]), max(end, over[-1][1])) if over else place


def _units(words: str, unit: Unit) -> list[Place]:
    return [(0, len(words))] if unit is Unit.TURN else sentences(words)


def sentences(words: str) -> list[Place]:
    """Where each sentence of *words* starts and ends, without the blanks between them.

    >>> [words[start:end] for words in ["Ja. Om 8.30 uur? Nee"] for start, end in sentences(words)]
    ['Ja.', 'Om 8.30 uur?', 'Nee']
    """
    found = (hit.span() for hit in _SENTENCE.finditer(words))
    return [(start, start + len(words[start:end].rstrip())) for start, end in found]
