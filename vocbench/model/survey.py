"""What the columns of a survey export are: open text, a score, who answers, what was ticked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnKind(StrEnum):
    """What a column of a survey holds, and so what becomes of it."""

    TEXT = "open text"
    """Open answers; the wording of the column is the question."""
    RESPONDENT = "respondent"
    """Who answers; one column at most."""
    QUESTION = "question"
    """Which question a row answers, where each answer has a row of its own; one column at most."""
    SCORE = "score"
    """The number that goes with the answers, such as a recommendation score; one column at most."""
    WAVE = "wave"
    """Which of repeated measurements a row belongs to; one column at most."""
    CHOICE = "single choice"
    """A closed question with one answer: an attribute."""
    MULTIPLE = "multiple choice"
    """What was ticked: a yes or no for each option as an attribute, and nothing where all is empty."""
    NUMBER = "number"
    """Another number: an attribute."""
    DATE = "date"
    """A date: an attribute."""
    METADATA = "metadata"
    """How the form was filled in, such as its language or how long it took: an attribute."""
    PERSONAL = "personal"
    """Who somebody is outside of the study, such as an e-mail or IP address: left out."""
    EMPTY = "empty"
    """Nothing in any row: left out."""
    OTHER = "left out"
    """Left out because somebody wants so."""


ONLY_ONE = (ColumnKind.RESPONDENT, ColumnKind.QUESTION, ColumnKind.SCORE, ColumnKind.WAVE)
"""The kinds that one column at most can be."""

ATTRIBUTES = (
    ColumnKind.CHOICE,
    ColumnKind.MULTIPLE,
    ColumnKind.NUMBER,
    ColumnKind.DATE,
    ColumnKind.METADATA,
)
"""The kinds that become attributes of respondents."""


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """One column of a survey export, and what it seems to hold."""

    name: str
    """What the file calls it; no two columns of a file have one name."""
    wording: str
    """What was asked, where the file says so; else the name."""
    kind: ColumnKind
    confidence: float
    """From 0 to 1: how much of what was looked at agrees; no probability."""
    n_filled: int
    """In how many rows something stands."""
    n_distinct: int
    """How many different things stand there, blanks aside."""
    examples: tuple[str, ...] = ()
    """A few of the cells, the first in the file first."""
    group: str = ""
    """The question of which this column is one option; empty for every other column."""
