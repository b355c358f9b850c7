"""Agreement of coders on where a code applies."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis.agreement import krippendorff_alpha
from vocbench.analysis.code_agreement import CodeAgreement, code_agreement

STARTS = {"p01": (0, 10, 20, 30)}
"""Four turns of ten characters."""

marks = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C"]), st.integers(0, 3), st.sampled_from(["x", "y"])), max_size=20
)


Coded = tuple[str, int, int, str, str]
"""One coding: text, start, end, code and coder."""


def coded(coder: str, turn: int, code: str = "x", text: str = "p01") -> Coded:
    """A passage in the midst of one turn."""
    return (text, 10 * turn + 2, 10 * turn + 7, code, coder)


def agreement(rows: list[Coded], starts: Mapping[str, Sequence[int]] = STARTS) -> dict[str, CodeAgreement]:
    """How far these codings agree on the code x."""
    return code_agreement(pd.DataFrame(rows, columns=["text", "start", "end", "code", "coder"]), starts)


@given(marks)
def test_it_is_the_alpha_of_a_table_of_turns_by_coders(given_marks: list[tuple[str, int, str]]) -> None:
    """Alpha of all codes at once equals that of one code at a time, made from yes and no of each turn."""
    rows = [coded(*mark) for mark in given_marks]
    coders = sorted({coder for coder, _, _ in given_marks})
    table = [[(coder, turn, "x") in given_marks for coder in coders] for turn in range(4)]
    expected = krippendorff_alpha(table)

    found = agreement(rows).get("x")

    # What nobody can know is left out.
    assert math.isnan(expected) if found is None else found.alpha == pytest.approx(expected)


def test_a_text_of_one_coder_says_nothing_of_agreement() -> None:
    """Only the text that both coded counts, with its four turns."""
    rows = [coded("A", 0), coded("B", 0), coded("A", 0, text="p02"), coded("A", 5, text="p02")]

    found = agreement(rows)["x"]

    assert (found.alpha, found.coders, found.units) == (1.0, 2, 4)


def test_who_coded_something_else_said_no() -> None:
    """A coder who worked in the text and left the code out disagrees."""
    rows = [coded("A", 0), coded("B", 3, "y")]

    assert agreement(rows)["x"].alpha < 0.2


def test_a_passage_over_two_turns_is_in_both() -> None:
    """It agrees with a coder who marked the two turns one by one."""
    rows = [("p01", 5, 15, "x", "A"), coded("B", 0), coded("B", 1)]

    assert agreement(rows)["x"].alpha == 1


def test_a_passage_that_ends_where_a_turn_begins_is_not_in_that_turn() -> None:
    """Touching shares no character."""
    rows = [("p01", 0, 10, "x", "A"), coded("B", 0)]

    assert agreement(rows)["x"].alpha == 1


def test_a_passage_that_starts_where_a_turn_begins_is_in_that_turn() -> None:
    """It is not in the turn before."""
    rows = [("p01", 10, 15, "x", "A"), coded("B", 1)]

    assert agreement(rows)["x"].alpha == 1


def test_an_answer_is_one_unit() -> None:
    """Where in an answer a code lies makes no difference."""
    rows = [
        *(("a1", start, start + 3, "x", coder) for start, coder in ((0, "A"), (40, "B"))),
        *(("a2", 0, 9, "y", coder) for coder in "AB"),
    ]

    found = agreement(rows, {})["x"]

    assert (found.alpha, found.units) == (1, 2)


def test_without_a_second_coder_nothing_is_known() -> None:
    """No code has an alpha, not one of 0 or 1."""
    assert agreement([coded("A", 0)]) == {}
    assert agreement([]) == {}
