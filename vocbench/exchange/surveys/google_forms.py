"""Google Forms: when it was sent, then one column a question; several options in one cell."""

from __future__ import annotations

import re

from vocbench.exchange.surveys.layout import Top
from vocbench.exchange.surveys.words import folded

NAME = "Google Forms"

_FIRST = frozenset(
    {"timestamp", "tijdstempel", "zeitstempel", "horodateur", "marca temporal", "informazioni cronologiche"}
)
_SENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ ,]+\d{1,2}[:.]\d{2}")


def find(top: Top) -> float:
    """How sure it is that Google Forms wrote the table; 0 to 1."""
    if folded(top[0][0]) not in _FIRST:
        return 0.0
    return 0.9 if len(top) > 1 and _SENT.match(top[1][0]) else 0.4
