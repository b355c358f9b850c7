"""What the topic explorer shows, as compact values that travel to the browser.

Frames come in with the model: their columns are read through their own methods, so that this layer
needs no library for them. A hundred thousand answers travel as plain numbers, one after the other.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import isnan
from typing import Any, Protocol, TypedDict

Frame = Any
"""A pandas frame; this layer does not import its library."""

UNCLEAR, ASIDE, NO_CONTENT = -1, -2, -3
"""What stands where a topic's number would: the review queue, set aside by hand, says nothing."""

SET_ASIDE = "set aside"
"""The reason of a model for an answer that a person set aside."""

PLACED = ("model", "moved", "pinned")
"""Who put an answer where it is, by the number that stands for it."""

MOST_CHOICES = 60
"""A column with more different values than this is no filter."""

MISSING = 255
"""Stands for a missing value among the numbers of choices."""

_MOST_WORDS = 8
_MOST_SINGLE = 7
_MISSING_VALUES = frozenset({None, ""})
_SCORE_BANDS = ((0, 6), (7, 8), (9, 10))
_OWN_COLUMNS = frozenset(
    {"answer", "topic", "similarity", "nearest", "text", "x", "y", "placed", "respondent", "start", "end"}
)


class ShownModel(Protocol):
    """What the explorer reads of a topic model."""

    @property
    def id(self) -> str:
        """Its id in the project, "" while it is not in one."""

    @property
    def question(self) -> str | None:
        """The question whose answers it is of; ``None`` for all."""

    @property
    def topics(self) -> Frame:
        """One row per topic: ``topic name words answers share stability code``."""

    @property
    def answers(self) -> Frame:
        """One row per answer that says something.

        ``answer topic similarity nearest text language x y placed``, and the columns that came along.
        """

    @property
    def no_content(self) -> Frame:
        """One row per answer that says nothing, or was set aside: ``answer text reason``."""

    @property
    def centres(self) -> Any:  # noqa: ANN401 - an array of numpy, which this layer does not import
        """One unit row per topic."""

    @property
    def not_carried(self) -> Frame:
        """Edits by hand that a new fit could not apply: ``edit topic reason``."""

    @property
    def notice(self) -> str:
        """What was chosen and why."""

    def tree(self) -> Frame:
        """How topics join, most alike first: ``left right similarity answers``."""

    def near_duplicates(self) -> Frame:
        """Answers that say nearly the same, by ``group``."""

    def contrast(self, topic: int, other: int | None = None) -> Frame:
        """The words that tell a topic from another, most telling first: ``word``."""


class TopicRow(TypedDict):
    """A topic in the list; ``stability`` is ``None`` where it was not measured."""

    topic: int
    name: str
    words: list[str]
    stability: float | None
    code: str
    neighbour: int


class ChipColumn(TypedDict):
    """A column to filter by; each answer has the number of a choice, or ``MISSING``."""

    name: str
    choices: list[str]


@dataclass(frozen=True, slots=True)
class Points:
    """What stays the same about the answers while topics are edited.

    Args:
        ids: ids of the answers; the place of one is its number.
        texts: what was answered.
        x: place on the map; NaN for an answer that has none.
        y: as ``x``.
        scores: NaN where there is none.
        columns: what can be filtered by.
        codes: for each column the numbers of the choices, one per answer.
    """

    ids: tuple[str, ...]
    texts: tuple[str, ...]
    x: array[float]
    y: array[float]
    scores: array[float]
    columns: tuple[ChipColumn, ...]
    codes: tuple[bytes, ...]

    def packed(self) -> bytes:
        """Four bytes a number: all ``x``, all ``y``, all scores; then one byte a choice, column by column."""
        return b"".join([self.x.tobytes(), self.y.tobytes(), self.scores.tobytes(), *self.codes])


@dataclass(frozen=True, slots=True)
class Places:
    """Where each answer belongs now: what an edit by hand changes."""

    topic: array[int]
    similarity: array[float]
    nearest: array[int]
    placed: array[int]

    def packed(self, at: Sequence[int] | None = None) -> bytes:
        """All values, property by property; of the answers *at* these numbers alone if given."""
        parts = (self.topic, self.similarity, self.nearest, self.placed)
        if at is None:
            return b"".join(part.tobytes() for part in parts)
        numbers = array("I", at)
        return b"".join([numbers.tobytes(), *(_taken(part, at).tobytes() for part in parts)])

    def changed_from(self, other: Places) -> list[int]:
        """The numbers of the answers that are not as in *other*."""
        pairs = zip(self._bits(), other._bits(), strict=True)
        return [at for at, (one, two) in enumerate(pairs) if one != two]

    def _bits(self) -> Iterable[tuple[int, ...]]:
        """The values of each answer, similarities by their bits: NaN is like NaN."""
        similarity = memoryview(self.similarity).cast("B").cast("i")
        return zip(self.topic, similarity, self.nearest, self.placed, strict=True)


def _taken(part: array[Any], at: Sequence[int]) -> array[Any]:
    return array(part.typecode, [part[each] for each in at])


def words_of(model: ShownModel) -> dict[str, str]:
    """What was answered, by the ids of the answers: those of the topics, then those without content."""
    frames = (model.answers, model.no_content)
    return {
        answer: text
        for frame in frames
        for answer, text in zip(frame["answer"].tolist(), frame["text"].tolist(), strict=True)
    }


def make_points(model: ShownModel, apart: Frame) -> Points:
    """The answers of *model* in its order, those without content last.

    Args:
        model: what is shown.
        apart: what the project knows of answers, at least of those that the model set apart: a
            column ``answer``, and the columns to filter by.
    """
    words = words_of(model)
    read = _Reader(model, apart)
    columns, codes = _chips(read)
    return Points(
        ids=tuple(words),
        texts=tuple(words.values()),
        x=_floats(read.values("x")),
        y=_floats(read.values("y")),
        scores=_floats(read.values("score")),
        columns=tuple(columns),
        codes=tuple(codes),
    )


class _Reader:
    """Reads columns of a model's answers, with what is known of those without content after them."""

    def __init__(self, model: ShownModel, apart: Frame) -> None:
        self._answers = model.answers
        self._apart = apart[apart["answer"].isin(model.no_content["answer"])]
        self._no_content = model.no_content["answer"].tolist()

    @property
    def names(self) -> list[str]:
        """The columns that came along."""
        return [str(name) for name in self._answers.columns if name not in _OWN_COLUMNS]

    def values(self, column: str) -> list[Any]:
        """One value an answer, ``None`` where it is missing."""
        known = dict(zip(self._apart["answer"].tolist(), _values(self._apart, column), strict=True))
        return [*_values(self._answers, column), *map(known.get, self._no_content)]


def _values(frame: Frame, column: str) -> list[Any]:
    if column not in frame.columns:
        return [None] * len(frame)
    values, missing = frame[column].tolist(), frame[column].isna().tolist()
    return [None if gone else value for value, gone in zip(values, missing, strict=True)]


def make_places(model: ShownModel, number_of: Mapping[str, int]) -> Places:
    """Where the answers of *model* belong, by their numbers."""
    n = len(number_of)
    places = Places(
        array("i", [NO_CONTENT]) * n, array("f", [0.0]) * n, array("i", [-1]) * n, array("B", [0]) * n
    )
    columns = [
        model.answers[name].tolist() for name in ("answer", "topic", "similarity", "nearest", "placed")
    ]
    placed_as = {name: number for number, name in enumerate(PLACED)}
    for answer, topic, similarity, nearest, placed in zip(*columns, strict=True):
        at = number_of[answer]
        places.topic[at] = topic
        places.similarity[at] = similarity
        places.nearest[at] = nearest
        places.placed[at] = placed_as.get(placed, 0)
    reasons = zip(model.no_content["answer"].tolist(), model.no_content["reason"].tolist(), strict=True)
    for answer, reason in reasons:
        places.topic[number_of[answer]] = ASIDE if reason == SET_ASIDE else NO_CONTENT
    return places


def topic_rows(model: ShownModel) -> list[TopicRow]:
    """The topics as values, largest first."""
    topics = model.topics
    columns = [topics[name].tolist() for name in ("topic", "name", "words", "stability", "code")]
    return [
        TopicRow(
            topic=int(topic),
            name=str(name),
            words=[str(word) for word in words],
            stability=None if isnan(stability) else float(stability),
            code=str(code),
            neighbour=neighbour,
        )
        for (topic, name, words, stability, code), neighbour in zip(
            zip(*columns, strict=True), _neighbours(model), strict=True
        )
    ]


def _neighbours(model: ShownModel) -> list[int]:
    """For each topic the one with the nearest centre; -1 where there is no other."""
    numbers = [int(topic) for topic in model.topics["topic"]]
    likeness = (model.centres @ model.centres.T).tolist() if len(numbers) > 1 else [[]] * len(numbers)
    return [
        max(((alike, numbers[other]) for other, alike in enumerate(row) if other != own), default=(0.0, -1))[
            1
        ]
        for own, row in enumerate(likeness)
    ]


def tree_rows(model: ShownModel) -> list[list[float]]:
    """How topics join: numbers of the left and right part, similarity, answers; empty for one topic."""
    if len(model.topics) < 2:  # noqa: PLR2004 - it takes two to join
        return []
    tree = model.tree()
    return [
        list(row)
        for row in zip(
            *(tree[name].tolist() for name in ("left", "right", "similarity", "answers")), strict=True
        )
    ]


def not_carried_rows(model: ShownModel) -> list[list[str]]:
    """Edits that a new fit could not apply: what, on which topic, why not."""
    frame = model.not_carried
    return [
        [str(each) for each in row]
        for row in zip(*(frame[name].tolist() for name in ("edit", "topic", "reason")), strict=True)
    ]


def _floats(values: Iterable[float | None]) -> array[float]:
    missing = float("nan")
    return array("f", [missing if value is None else value for value in values])


def _chips(read: _Reader) -> tuple[list[ChipColumn], list[bytes]]:
    """The columns that can be filtered by, and the choices of each answer."""
    columns: list[ChipColumn] = []
    codes: list[bytes] = []
    for name in read.names:
        choices, words = _choices(read.values(name))
        if 1 < len(choices) <= MOST_CHOICES:
            number_of: dict[str | None, int] = {choice: number for number, choice in enumerate(choices)}
            columns.append(ChipColumn(name=name, choices=choices))
            codes.append(bytes([number_of.get(word, MISSING) for word in words]))
    return columns, codes


def _choices(values: Sequence[Any]) -> tuple[list[str], list[str | None]]:
    """What there is to choose from, in order, and what each value is called."""
    there = {value for value in values if value not in _MISSING_VALUES}
    if there and all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in there):
        bands = _bands(sorted(there))
        names = [f"{low:g}" if low == high else f"{low:g}–{high:g}" for low, high in bands]
        name_of = {
            value: name
            for (low, high), name in zip(bands, names, strict=True)
            for value in there
            if low <= value <= high
        }
    else:
        name_of = {value: _words(value) for value in there}
        names = sorted(set(name_of.values()))
    return names, [name_of.get(value) for value in values]


def _bands(numbers: Sequence[float]) -> list[tuple[float, float]]:
    """Ranges that hold *numbers*, which are sorted: each alone where they are few.

    Scores from 0 to 10 fall in the usual bands of recommendation; other numbers in four, by
    the different values there are.
    """
    if len(numbers) <= _MOST_SINGLE:
        return [(number, number) for number in numbers]
    if (
        numbers[0] >= 0
        and numbers[-1] <= _SCORE_BANDS[-1][1]
        and all(number == int(number) for number in numbers)
    ):
        return [*_SCORE_BANDS]
    cuts = [len(numbers) * quarter // 4 for quarter in range(5)]
    return [(numbers[start], numbers[end - 1]) for start, end in pairwise(cuts)]


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return value.isoformat()[:10] if isinstance(value, date) else str(value)


def duplicate_groups(model: ShownModel, number_of: Mapping[str, int]) -> list[list[int]]:
    """In a model without topics: numbers of answers that nearly say the same, group by group."""
    if len(model.topics):
        return []
    groups: dict[int, list[int]] = {}
    frame = model.near_duplicates()
    for group, answer in zip(frame["group"].tolist(), frame["answer"].tolist(), strict=True):
        groups.setdefault(group, []).append(number_of[answer])
    return list(groups.values())


def contrast_words(model: ShownModel, topic: int, other: int) -> list[str]:
    """The words that tell a topic from another, most telling first."""
    return [str(word) for word in model.contrast(topic, other)["word"].tolist()[:_MOST_WORDS]]
