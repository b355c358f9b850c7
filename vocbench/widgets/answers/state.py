"""What the answers widget shows, as compact values that travel to the browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypedDict

from vocbench.model.source import AttributeValue

AnswerRow = tuple[str, str, str, str | None, float | None, str]
"""An answer: its id, key of the respondent, question, wave, score and text."""

Cell = int
"""Which answer: number of the question × number of rows + number of the row."""

MOST_CHOICES = 60
"""A column with more different texts than this is searched by words, not chosen from."""

RESPONDENT, WAVE, SCORE = "respondent", "wave", "score"
_OWN_COLUMNS = frozenset({RESPONDENT, WAVE, SCORE, "codes"})


class ColumnState(TypedDict):
    """One column beside the answers.

    ``kind`` is ``words`` (``values`` are texts), ``choice`` (numbers of ``choices``) or ``number``;
    a missing value is ``None``.
    """

    name: str
    kind: str
    choices: list[str]
    values: list[Any]


@dataclass(frozen=True, slots=True)
class AnswerGrid:
    """The answers as a grid: one row per respondent and wave, one column per question.

    ``ids`` has the id of the answer in each cell, ``None`` where nobody was asked.
    """

    questions: tuple[str, ...]
    respondents: tuple[str, ...]
    texts: tuple[tuple[str | None, ...], ...]
    columns: tuple[ColumnState, ...]
    ids: tuple[str | None, ...]

    @property
    def cell_of(self) -> dict[str, Cell]:
        """The cell of each answer, by id."""
        return {answer: cell for cell, answer in enumerate(self.ids) if answer is not None}

    def text(self, cell: Cell) -> str | None:
        """What was answered there."""
        question, row = divmod(cell, len(self.respondents))
        return self.texts[question][row]

    def packed(self) -> str:
        """The grid as JSON, for the browser."""
        state = {
            "nRows": len(self.respondents),
            "questions": self.questions,
            "texts": self.texts,
            "columns": self.columns,
        }
        return json.dumps(state, ensure_ascii=False, separators=(",", ":"))


def make_grid(
    answers: Iterable[AnswerRow],
    attributes: Mapping[str, Mapping[str, AttributeValue]],
    questions: Sequence[str],
) -> AnswerGrid:
    """The answers to *questions*, each respondent's side by side.

    A respondent has a row per wave; a second answer to one question in one wave, from another
    table, starts another row.

    Args:
        answers: all answers of the project, in order.
        attributes: those of each respondent, by key.
        questions: what to show, in this order.
    """
    number_of = {question: number for number, question in enumerate(questions)}
    rows: dict[tuple[str, str | None, int], int] = {}
    taken: dict[tuple[int, str, str | None], int] = {}
    cells: list[tuple[int, int, str, str]] = []
    scores: dict[int, float] = {}
    for answer, respondent, question, wave, score, text in answers:
        number = number_of.get(question)
        if number is None:
            continue
        place = (number, respondent, wave)
        again = taken.get(place, 0)
        taken[place] = again + 1
        row = rows.setdefault((respondent, wave, again), len(rows))
        cells.append((number, row, answer, text))
        if score is not None:
            scores.setdefault(row, score)
    n_rows = len(rows)
    texts: list[list[str | None]] = [[None] * n_rows for _ in questions]
    ids: list[str | None] = [None] * (n_rows * len(questions))
    for number, row, answer, text in cells:
        texts[number][row] = text
        ids[number * n_rows + row] = answer
    people = [respondent for respondent, _, _ in rows]
    return AnswerGrid(
        questions=tuple(questions),
        respondents=tuple(people),
        texts=tuple(map(tuple, texts)),
        columns=tuple(_columns(people, [wave for _, wave, _ in rows], scores, attributes)),
        ids=tuple(ids),
    )


def _columns(
    people: Sequence[str],
    waves: Sequence[str | None],
    scores: Mapping[int, float],
    attributes: Mapping[str, Mapping[str, AttributeValue]],
) -> Iterable[ColumnState]:
    yield ColumnState(name=RESPONDENT, kind="words", choices=[], values=list(people))
    if any(wave is not None for wave in waves):
        yield _column(WAVE, waves)
    if scores:
        yield _column(SCORE, [scores.get(row) for row in range(len(people))])
    shown = [attributes.get(person, {}) for person in people]
    for name in dict.fromkeys(
        name for person in dict.fromkeys(people) for name in attributes.get(person, {})
    ):
        title = f"{name} (respondent)" if name in _OWN_COLUMNS else name
        yield _column(title, [each.get(name) for each in shown])


def _column(name: str, values: Sequence[AttributeValue | None]) -> ColumnState:
    """A column of the kind that suits its values."""
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int, float}:
        return ColumnState(name=name, kind="number", choices=[], values=list(values))
    words = [None if value is None else _words(value) for value in values]
    choices = sorted({word for word in words if word is not None})
    if len(choices) > MOST_CHOICES:
        return ColumnState(name=name, kind="words", choices=[], values=words)
    number_of = {choice: number for number, choice in enumerate(choices)}
    numbers = [None if word is None else number_of[word] for word in words]
    return ColumnState(name=name, kind="choice", choices=choices, values=numbers)


def _words(value: AttributeValue) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✗"
    return value.isoformat() if isinstance(value, date) else str(value)


Triple = tuple[Cell, int, int]
"""A code on an answer: the cell, number of the code's path, number of the coder."""


class Numbered:
    """Gives each text a number, the same one every time."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._number_of: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of *text*; a new one where it is new."""
        found = self._number_of.setdefault(text, len(self.texts))
        if found == len(self.texts):
            self.texts.append(text)
        return found


def flat(triples: Iterable[Triple]) -> list[int]:
    """The numbers of all triples, one after the other."""
    return [number for triple in triples for number in triple]
