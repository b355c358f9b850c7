"""What a survey program's layout comes to: how many rows are head, and what they say of each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from vocbench.exchange.grids.grid import Head
from vocbench.model.survey import ColumnKind

TOP_ROWS = 12
"""How many rows of a table are shown to those who recognise layouts."""

Top = Sequence[Sequence[str]]
"""The first rows of a table."""


class Layout(NamedTuple):
    """The head of a table, read."""

    n_rows: int
    heads: tuple[Head, ...]
    notices: tuple[str, ...] = ()


def one_line(cell: str) -> str:
    """*cell* without line breaks and double blanks."""
    return " ".join(cell.split())


def folded(cell: str) -> str:
    """*cell* as it is compared: one line of small letters and digits."""
    return " ".join(re.findall(r"[^\W_]+", cell.casefold()))


def option_of(question: str, option: str) -> str:
    """The wording of a column that is one option of a question: ``Which pets? [Dogs]``."""
    if not question or not option:
        return question or option
    return f"{question} [{option}]"


def grouped(parts: Sequence[tuple[str, str, str]], kinds: Sequence[ColumnKind | None]) -> tuple[Head, ...]:
    """Heads from the name, question and option of each column; a question with one column is no group.

    Args:
        parts: name, question and option of each column; no option for a column of its own.
        kinds: what each column holds, where that is known.
    """
    n_columns = Counter(question for _, question, option in parts if option)
    return tuple(
        Head(
            name,
            option_of(question, option),
            group=question if option and n_columns[question] > 1 else "",
            kind=kind,
        )
        for (name, question, option), kind in zip(parts, kinds, strict=True)
    )
