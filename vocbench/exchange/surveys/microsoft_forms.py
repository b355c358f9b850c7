"""Microsoft Forms: a number, two times, then one column a question; each ticked option ends in ``;``."""

from __future__ import annotations

from dataclasses import replace

from vocbench.exchange.surveys.layout import Layout, Top, plain
from vocbench.exchange.surveys.words import folded

NAME = "Microsoft Forms"

_STARTED = frozenset(
    {"start time", "begintijd", "startzeit", "heure de début", "hora de inicio", "ora di inizio"}
)
_COMPLETED = frozenset(
    {"completion time", "tijd van voltooien", "fertigstellungszeit", "heure de fin", "hora de finalización"}
    | {"ora di completamento"}
)
_MARK = r";(?!\s)"


def find(top: Top) -> float:
    """How sure it is that Microsoft Forms wrote the table; 0 to 1."""
    number, started, completed, *_ = *map(folded, top[0]), "", "", ""
    return 0.97 if number == "id" and started in _STARTED and completed in _COMPLETED else 0.0


def layout(top: Top) -> Layout:
    """The questions of a Microsoft Forms export."""
    return Layout(1, tuple(replace(head, mark=_MARK) for head in plain(top).heads))
