"""Small surveys for tests of the answers widget."""

from __future__ import annotations

from collections.abc import Mapping

from vocbench.model.source import Answer, AnswerTable, AttributeValue, Respondent
from vocbench.project import Project

QUESTION, OTHER = "What can be better?", "Why?"

ROWS: tuple[tuple[str, Mapping[str, AttributeValue], float | None, str], ...] = (
    ("ann", {"segment": "rent", "age": 31}, 3.0, "The export is slow"),
    ("ben", {"segment": "own", "age": 45}, 9.0, "nothing"),
    ("cat", {"segment": "rent"}, None, "Nothing!"),
    ("dan", {}, 6.0, "Slow export, slow app"),
    ("eve", {"segment": "own", "age": 22}, 2.0, ""),
)


def survey() -> Project:
    """Five answers to one question, two of them copies, and two to another; the codes Pains and Gains."""
    project = Project(":memory:", coder="A")
    people = tuple(Respondent(key, attributes) for key, attributes, _, _ in ROWS)
    answers = tuple(Answer(key, QUESTION, text, score) for key, _, score, text in ROWS)
    others = (Answer("ann", OTHER, "It takes an hour"), Answer("dan", OTHER, "No idea"))
    project.add(AnswerTable("survey", people, (*answers, *others)))
    for path in ("Gains", "Pains"):
        project.add_code(path)
    return project


def answer_of(project: Project, respondent: str, question: str = QUESTION) -> str:
    """The id of what somebody answered."""
    rows = project.answer_rows()
    return next(row[0] for row in rows if row[1] == respondent and row[2] == question)


def coded(project: Project) -> set[tuple[str, str]]:
    """What is coded, as (respondent, code), over all questions and coders."""
    respondent_of = {row[0]: row[1] for row in project.answer_rows()}
    return {(respondent_of[answer], path) for answer, path, _ in project.answer_codes()}
