"""How often codes occur, and where they overlap."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis.counts import (
    co_occurrence,
    code_counts,
    code_line,
    counts_by_segment,
    counts_by_source,
    overlaps,
)
from vocbench.analysis.survey import wilson


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


def test_counts_by_source_come_in_the_order_asked_for() -> None:
    """Codes and sources keep the given order, and only pairs that occur have a row."""
    frame = codings(
        ("p01", 0, 5, "Pijn", "p01"),
        ("p01", 9, 12, "Pijn", None),
        ("p02", 0, 5, "Pijn", "p02"),
        ("p02", 6, 9, "Rust", "p02"),
    )

    counts = counts_by_source(frame, codes=["Rust", "Pijn"], sources=["p02", "p01"])

    assert counts.to_dict("list") == {
        "code": ["Rust", "Pijn", "Pijn"],
        "source": ["p02", "p02", "p01"],
        "codings": [1, 1, 2],
        "respondents": [1, 1, 1],
    }


VOICES = pd.DataFrame(
    {
        "respondent": ["1", "2", "3", "4", "5"],
        "segment": pd.Series(["huur", "huur", "koop", None, "leeg"], dtype="str"),
        "has_voice": [True, True, True, True, False],
    }
)


def test_segments_count_respondents_and_not_codings() -> None:
    """Who says a thing twice counts once; the interval is Wilson's of hits in n."""
    frame = codings(("p01", 0, 5, "Pijn", "1"), ("p01", 6, 9, "Pijn", "1"), ("p01", 6, 9, "Pijn", "3"))

    counts = counts_by_segment(frame, VOICES, codes=["Pijn"]).set_index("segment")

    assert list(counts.loc["huur", ["hits", "n", "share"]]) == [1, 2, 0.5]
    assert list(counts.loc["koop", ["hits", "n", "share"]]) == [1, 1, 1.0]
    assert (counts.loc["huur", "low"], counts.loc["huur", "high"]) == wilson(1, 2)


def test_a_segment_without_a_voice_has_no_share() -> None:
    """Nobody of that segment spoke: its share is unknown, not nought of nought."""
    counts = counts_by_segment(codings(), VOICES, codes=["Pijn"]).set_index("segment")

    assert list(counts.loc["leeg", ["hits", "n"]]) == [0, 0]
    assert counts.loc["leeg", ["share", "low", "high"]].isna().all()
    assert list(counts.loc["koop", ["hits", "n", "share"]]) == [0, 1, 0.0]


def test_respondents_without_the_attribute_are_counted_apart() -> None:
    """They make up the last segment, which has no name."""
    counts = counts_by_segment(codings(("p01", 0, 5, "Pijn", "4")), VOICES, codes=["Pijn"])

    last = counts.iloc[-1]
    assert pd.isna(last["segment"])
    assert (last["hits"], last["n"]) == (1, 1)


TURNS = pd.DataFrame(
    {
        "turn": [1, 2, 3],
        "start": [0, 11, 31],
        "end": [10, 30, 40],
        "start_seconds": [0.0, 10.0, None],
        "end_seconds": [8.0, None, None],
    }
)


def line_of(*passages: tuple[int, int]) -> pd.DataFrame:
    """The course of an interview of 40 characters with these codings."""
    rows = [("p01", start, end, "A", "p01") for start, end in passages]
    frame = codings(*rows).assign(speaker="R", quote="woorden", coding="c")
    return code_line(frame, TURNS, n_characters=40)


def test_a_code_line_tells_place_and_time() -> None:
    """Half a turn of 8 seconds ends at 4; the second turn, of 19 characters, goes as fast as the first."""
    line = line_of((0, 5)).iloc[0]

    assert (line["turn"], line["start_share"], line["end_share"]) == (1, 0.0, 0.125)
    assert (line["start_seconds"], line["end_seconds"]) == (0.0, 4.0)
    assert (line["start_time"], line["end_time"]) == (0.0, pytest.approx(4 / (10 + 19 * 0.8)))


def test_time_that_was_not_written_down_stays_unknown() -> None:
    """A turn without a start has no times within it; between turns there is no turn."""
    line = line_of((31, 35), (10, 11))

    assert line[["start_seconds", "end_seconds", "start_time", "end_time"]].isna().all(axis=None)
    assert line["turn"].to_list() == [3, pd.NA]
    assert line["start_share"].to_list() == [0.775, 0.25]


def test_a_turn_without_an_end_lasts_until_the_next_starts() -> None:
    """The time of a passage in it is worked out all the same."""
    turns = TURNS.assign(start_seconds=[0.0, 10.0, 20.0])
    frame = codings(("p01", 11, 30, "A", None)).assign(speaker="R", quote="woorden", coding="c")

    line = code_line(frame, turns, n_characters=40).iloc[0]

    assert (line["start_seconds"], line["end_seconds"]) == (10.0, 20.0)


def test_the_last_turn_lasts_as_long_as_its_words_would_take() -> None:
    """The first two turns took 20 seconds for 29 characters; the last, of 9, goes at that pace."""
    turns = TURNS.assign(start_seconds=[0.0, 10.0, 20.0], end_seconds=[10.0, 20.0, float("nan")])
    frame = codings(("p01", 31, 40, "A", None)).assign(speaker="R", quote="woorden", coding="c")

    line = code_line(frame, turns, n_characters=40).iloc[0]

    assert line["start_seconds"] == 20.0
    assert line["end_seconds"] == pytest.approx(20 + 9 * 20 / 29)
    assert line["end_time"] == 1.0


def test_overlaps_name_each_other_code_once() -> None:
    """A coding with the same code over it in two places names it once; its own code it does not name."""
    frame = codings(
        ("p01", 0, 9, "A", None), ("p01", 1, 2, "B", None), ("p01", 4, 6, "B", None), ("p01", 8, 9, "A", None)
    ).assign(coding=["a1", "b1", "b2", "a2"])

    found = overlaps(frame)

    assert sorted(found.itertuples(index=False, name=None)) == [("a1", "B"), ("b1", "A"), ("b2", "A")]
