"""Typeform: a column ``#`` with who answers, and a column for each option, called as the option is."""

from __future__ import annotations

from dataclasses import replace

from vocbench.exchange.surveys.layout import Layout, Top, plain
from vocbench.exchange.surveys.words import folded
from vocbench.model.survey import ColumnKind

NAME = "Typeform"

_KNOWN = frozenset(
    {"network id", "start date utc", "submit date utc", "response type", "stage date utc", "tags", "ending"}
)
_WHO, _WANTED = "#", 2


def find(top: Top) -> float:
    """How sure it is that Typeform wrote the table; 0 to 1."""
    n_known = sum(folded(cell) in _KNOWN for cell in top[0])
    if top[0][0].strip() == _WHO and n_known >= _WANTED:
        return 0.97
    return 0.8 if n_known > _WANTED else 0.0


def layout(top: Top) -> Layout:
    """The questions of a Typeform export."""
    heads = plain(top).heads
    return Layout(
        1, tuple(replace(head, kind=ColumnKind.RESPONDENT) if head.name == _WHO else head for head in heads)
    )
