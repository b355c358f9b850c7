"""Rows kept by column behave like a tuple of values."""

from __future__ import annotations

from vocbench.model.rows import Rows, column_of
from vocbench.model.source import Answer

PLAIN = (Answer("1", "Q", "te duur"), Answer("2", "Q", ""), Answer("3", "Q", "koud"))
KEPT = Rows(
    Answer, {name: [getattr(each, name) for each in PLAIN] for name in ("respondent", "question", "text")}
)


def test_rows_are_equal_to_the_values_they_make() -> None:
    """From either side; one row less or another makes a difference."""
    assert PLAIN == KEPT
    assert KEPT == PLAIN
    assert hash(KEPT) == hash(PLAIN)
    assert PLAIN[:2] != KEPT
    assert (*PLAIN[:2], Answer("3", "Q", "warm")) != KEPT


def test_rows_are_found_by_place() -> None:
    """One, the last, a few, all."""
    assert (KEPT[0], KEPT[-1], tuple(KEPT[1:])) == (PLAIN[0], PLAIN[-1], PLAIN[1:])
    assert (len(KEPT), list(KEPT)) == (3, list(PLAIN))


def test_a_part_of_every_row_is_the_same_however_rows_are_kept() -> None:
    """By column or one by one."""
    assert list(column_of(KEPT, "text")) == list(column_of(PLAIN, "text")) == ["te duur", "", "koud"]
