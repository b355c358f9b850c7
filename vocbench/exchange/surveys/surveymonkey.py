"""SurveyMonkey: questions in one row, their options in the next, what was ticked spread over columns."""

from __future__ import annotations

import re
from dataclasses import replace

from vocbench.exchange.surveys.layout import Layout, Top, grouped, one_line
from vocbench.exchange.surveys.words import folded, known_kind
from vocbench.model.survey import ColumnKind

NAME = "SurveyMonkey"

_FIRST = frozenset(
    map(
        folded,
        (
            "Respondent ID",
            "RespondentID",
            "Respondent-ID",
            "ID van respondent",
            "Befragten-ID",
            "ID de répondant",
        ),
    )
)
_OPEN = frozenset(
    map(folded, ("Open-Ended Response", "Open antwoord", "Offene Beantwortung", "Réponse ouverte"))
)
_ONE = frozenset(map(folded, ("Response", "Antwoord", "Antwort", "Réponse", "Respuesta")))
_NUMBERED = re.compile(r"(\d+)\. (.+)")


def find(top: Top) -> float:
    """How sure it is that SurveyMonkey wrote the table; 0 to 1."""
    if folded(top[0][0]) not in _FIRST:
        return 0.0
    if _has_options(top):
        return 0.97
    return 0.8 if "Collector ID" in top[0] else 0.6


def layout(top: Top) -> Layout:
    """The questions and options of a SurveyMonkey export; one that was put in one row is read too."""
    if not _has_options(top):
        return _layout_of_one(top)
    asked, parts, kinds = "", [], []
    for first, second in zip(top[0], top[1], strict=True):
        asked, option = one_line(first) or asked, one_line(second)
        is_alone = not option or folded(option) in _OPEN | _ONE
        name = asked if is_alone else f"{asked}: {option}"
        parts.append((name, asked, "" if is_alone else option))
        kinds.append(ColumnKind.TEXT if folded(option) in _OPEN else known_kind(asked))
    return Layout(2, grouped(parts, kinds))


def _has_options(top: Top) -> bool:
    """Whether the second row says what the columns of the questions in the first are."""
    return len(top) > 1 and not top[1][0].strip() and any(cell.strip() for cell in top[1])


def _layout_of_one(top: Top) -> Layout:
    """Heads such as ``3. Python.``: options under the number of their question."""
    names = [one_line(cell) for cell in top[0]]
    parts = []
    for name in names:
        found = _NUMBERED.fullmatch(name)
        parts.append((name, found.group(1), found.group(2)) if found else (name, name, ""))
    heads = grouped(parts, [known_kind(name) for name in names])
    return Layout(1, tuple(replace(head, wording=head.name) for head in heads))
