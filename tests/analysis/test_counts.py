"""How often codes occur, and where they overlap."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis.counts import co_occurrence, code_counts


def codings(*rows: tuple[str, int, int, str, str | None]) -> pd.DataFrame:
    """A frame of codings from (source, start, end, code, respondent)."""
    frame = pd.DataFrame(rows, columns=["source", "start", "end", "code", "respondent"])
    return frame.assign(answer=None)


def test_codes_are_counted_by_coding_source_and_respondent() -> None:
    """An interviewer's words count as a coding and for no respondent; unused codes count nothing."""
    frame = codings(
        ("p01", 0, 5, "Pijn", "p01"),
        ("p01", 9, 12, "Pijn", "p01"),
        ("p02", 0, 5, "Pijn", None),
        ("p02", 6, 9, "Rust", "p02"),
    )

    counts = code_counts(frame, codes=["Pijn", "Tijd"])

    assert counts.to_dict("list") == {
        "code": ["Pijn", "Rust", "Tijd"],
        "codings": [3, 1, 0],
        "sources": [2, 1, 0],
        "respondents": [1, 1, 0],
    }


def test_touching_passages_do_not_co_occur() -> None:
    """One shared character makes a pair; a shared border does not."""
    frame = codings(("p01", 0, 5, "A", None), ("p01", 4, 9, "B", None), ("p01", 9, 12, "C", None))

    assert co_occurrence(frame).to_dict("records") == [
        {"code": "A", "other": "B", "codings": 1, "sources": 1}
    ]


def test_the_same_place_in_another_source_does_not_co_occur() -> None:
    """Offsets count within one text."""
    assert co_occurrence(codings(("p01", 0, 5, "A", None), ("p02", 0, 5, "B", None))).empty


def test_two_coders_on_one_passage_count_once() -> None:
    """A pair of codes on a passage is one pair, however many people saw it."""
    frame = codings(
        ("p01", 0, 5, "A", None), ("p01", 0, 5, "A", None), ("p01", 0, 5, "B", None), ("p01", 2, 3, "A", None)
    )

    assert co_occurrence(frame)["codings"].to_list() == [2]


@given(
    st.lists(
        st.tuples(st.sampled_from("xy"), st.integers(0, 12), st.integers(1, 6), st.sampled_from("ABC")),
        max_size=12,
    )
)
def test_co_occurrence_agrees_with_looking_at_every_pair(rows: list[tuple[str, int, int, str]]) -> None:
    """The sweep finds exactly the pairs that a look at all pairs finds."""
    passages = sorted({(source, start, start + length, code) for source, start, length, code in rows})
    frame = codings(*((*passage, None) for passage in passages))
    expected: dict[tuple[str, str], int] = {}
    for i, (source, start, end, code) in enumerate(passages):
        for other_source, other_start, other_end, other in passages[i + 1 :]:
            if source == other_source and start < other_end and other_start < end and code != other:
                pair = (min(code, other), max(code, other))
                expected[pair] = expected.get(pair, 0) + 1

    found = co_occurrence(frame)

    assert (
        dict(zip(zip(found["code"], found["other"], strict=True), found["codings"], strict=True)) == expected
    )
