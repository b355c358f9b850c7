"""Where passages lie: overlaps, and the Boolean of codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis.passages import matching, overlapping_pairs, turn_rows

Row = tuple[str, int, int, str]

rows = st.lists(
    st.tuples(st.sampled_from("xy"), st.integers(0, 9), st.integers(1, 5), st.sampled_from("ABC")),
    max_size=12,
).map(lambda drawn: [(text, start, start + length, code) for text, start, length, code in drawn])
"""Codings as (source, start, end, code)."""


def frame(made: list[Row]) -> pd.DataFrame:
    """A frame of codings in transcripts."""
    return pd.DataFrame(made, columns=["source", "start", "end", "code"]).assign(answer=None)


def is_overlap(one: Row, two: Row) -> bool:
    """Whether two passages share a character of one text."""
    return one[0] == two[0] and one[1] < two[2] and two[1] < one[2]


@given(rows)
def test_pairs_agree_with_looking_at_all(made: list[Row]) -> None:
    """Each pair of overlapping passages is found once, and no other."""
    expected = {frozenset({i, j}) for i in range(len(made)) for j in range(i) if is_overlap(made[i], made[j])}

    one, two = overlapping_pairs(frame(made))

    found = [frozenset(pair) for pair in zip(one.tolist(), two.tolist(), strict=True)]
    assert len(found) == len(set(found))
    assert set(found) == expected


@given(rows)
def test_the_boolean_agrees_with_looking_at_all(made: list[Row]) -> None:
    """A passage of A counts when some B lies over it and no C does."""
    expected = [
        code == "A"
        and any(is_overlap((text, start, end, code), other) for other in made if other[3] == "B")
        and not any(is_overlap((text, start, end, code), other) for other in made if other[3] == "C")
        for text, start, end, code in made
    ]

    assert matching(frame(made), code="A", all_of=["B"], none_of=["C"]).tolist() == expected


def test_a_code_stands_for_those_under_it_and_not_for_its_namesakes() -> None:
    """Pains holds Pains/Waiting; Painstaking only begins with the same letters."""
    made = frame([("x", 0, 3, "Pains/Waiting"), ("x", 4, 6, "Painstaking"), ("x", 7, 9, "Pains")])

    assert matching(made, code="Pains").tolist() == [True, False, True]


def test_a_passage_overlaps_itself() -> None:
    """Asked for any passage with A over it, those of A are among them; without A, they are not."""
    made = frame([("x", 0, 3, "A"), ("x", 2, 6, "B"), ("x", 7, 9, "B")])

    assert matching(made, all_of=["A"]).tolist() == [True, True, False]
    assert matching(made, none_of=["A"]).tolist() == [False, False, True]


def test_answers_are_texts_of_their_own() -> None:
    """Two answers of one table count from 0 each; passages in them do not overlap."""
    made = frame([("survey", 0, 5, "A"), ("survey", 0, 5, "B")]).assign(answer=["1", "2"])

    assert not matching(made, code="A", all_of=["B"]).any()
    assert not len(overlapping_pairs(made)[0])


def test_no_codings_match_nothing() -> None:
    """An empty frame gives an empty answer."""
    assert matching(frame([]), code="A", all_of=["B"], none_of=["C"]).tolist() == []


def test_places_between_turns_are_in_none() -> None:
    """Before the first turn, between two and after the last there is no turn."""
    turns = pd.DataFrame({"start": [2, 6], "end": [4, 8]})

    _, is_inside = turn_rows(np.array([0, 2, 3, 4, 6, 8]), turns)

    assert is_inside.tolist() == [False, True, True, False, True, False]
