"""SurveyGizmo, called Alchemer since 2020: an option and its question in one head, ``Option:Question``."""

from __future__ import annotations

from collections import Counter

from vocbench.exchange.surveys.layout import Layout, Top, grouped, one_line
from vocbench.exchange.surveys.words import folded, known_kind

NAME = "SurveyGizmo"

_FIRST = frozenset({"response id", "time started", "date submitted", "status", "contact id", "link name"})
_WANTED = 2


def find(top: Top) -> float:
    """How sure it is that SurveyGizmo wrote the table; 0 to 1."""
    n_known = sum(folded(cell) in _FIRST for cell in top[0])
    n_shared = sum(n for n in _questions(top).values() if n > 1)
    if n_known < _WANTED:
        return 0.0
    return 0.95 if n_shared else 0.6


def layout(top: Top) -> Layout:
    """The questions and options of a SurveyGizmo export."""
    questions = _questions(top)
    names = [one_line(cell) for cell in top[0]]
    parts = []
    for name in names:
        option, _, question = (one_line(part) for part in name.partition(":"))
        is_option = question in questions and (questions[question] > 1 or question in names)
        parts.append((name, question, option) if is_option else (name, name, ""))
    return Layout(1, grouped(parts, list(map(known_kind, names))))


def _questions(top: Top) -> Counter[str]:
    """How many columns each question that stands behind a colon has."""
    behind = (one_line(one_line(cell).partition(":")[2]) for cell in top[0])
    return Counter(question for question in behind if question)
