"""Typeform: a column ``#`` with who answers, and a column for each option, called as the option is."""

from __future__ import annotations

from vocbench.exchange.surveys.layout import Layout, Top, grouped, one_line
from vocbench.exchange.surveys.words import folded, known_kind
from vocbench.model.survey import ColumnKind

NAME = "Typeform"

_KNOWN = frozenset(
    {"network id", "start date utc", "submit date utc", "response type", "stage date utc", "tags", "ending"}
)
_WANTED = 2


def find(top: Top) -> float:
    """How sure it is that Typeform wrote the table; 0 to 1."""
    n_known = sum(folded(cell) in _KNOWN for cell in top[0])
    if top[0][0].strip() == "#" and n_known >= _WANTED:
        return 0.97
    return 0.8 if n_known > _WANTED else 0.0


def layout(top: Top) -> Layout:
    """The questions of a Typeform export."""
    names = [one_line(cell) for cell in top[0]]
    kinds = [ColumnKind.RESPONDENT if name == "#" else _kind(name) for name in names]
    return Layout(1, grouped([(name, name, "") for name in names], kinds))


def _kind(name: str) -> ColumnKind | None:
    return ColumnKind.METADATA if folded(name) in _KNOWN else known_kind(name)
