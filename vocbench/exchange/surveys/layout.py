"""What a survey program's layout comes to: how many rows are head, and what they say of each column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from vocbench.exchange.grids.grid import Head
from vocbench.exchange.surveys.words import known_kind
from vocbench.model.survey import ColumnKind
from vocbench.model.told import Told

TOP_ROWS = 12
"""How many rows of a table are shown to those who recognise layouts."""

Top = Sequence[Sequence[str]]
"""The first rows of a table."""


class Layout(NamedTuple):
    """The head of a table, read."""

    n_rows: int
    heads: tuple[Head, ...]
    notices: tuple[Told, ...] = ()


def one_line(cell: str) -> str:
    """*cell* without line breaks and double blanks."""
    return " ".join(cell.split())


def plain(top: Top) -> Layout:
    """A table with one row of heads that say all there is to say of its columns."""
    return Layout(1, tuple(Head(one_line(cell), kind=known_kind(cell)) for cell in top[0]))


def option_of(question: str, option: str) -> str:
    """The wording of a column that is one option of a question: ``Which pets? [Dogs]``."""
    if not question or not option:
        return question or option
    return f"{question} [{option}]"


def grouped(parts: Sequence[tuple[str, str, str]], kinds: Sequence[ColumnKind | None]) -> tuple[Head, ...]:
    """Heads from the name, question and option of each column; a question with one column is no group.

    An option that asks for words or for personal details says so itself: ``Other, please specify``.

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
            kind=kind or _kind_of(option),
        )
        for (name, question, option), kind in zip(parts, kinds, strict=True)
    )


def _kind_of(option: str) -> ColumnKind | None:
    """What an option holds that is no option to tick; ``None`` for all others."""
    kind = known_kind(option)
    if kind in {ColumnKind.TEXT, ColumnKind.PERSONAL}:
        return kind
    # "Telephone - Comment" asks for words, and "Used - Telephone" for no number.
    return ColumnKind.TEXT if known_kind(option.rpartition(" - ")[2]) is ColumnKind.TEXT else None
