"""Topics beside segments, waves and scores: the numbers, and what may not be said from them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind

from vocbench.analysis.topic_compare import (
    drift,
    group_order,
    holm,
    newcombe,
    score_bands,
    topic_scores,
    topic_shares,
)
from vocbench.errors import TopicsError


def answers(rows: Iterable[tuple[int, object]], column: str = "segment") -> pd.DataFrame:
    """Answers of as many respondents from (topic, value of the column)."""
    frame = pd.DataFrame(list(rows), columns=["topic", column])
    names = [f"r{number}" for number in range(len(frame))]
    return frame.assign(answer=[f"a{name}" for name in names], respondent=names)


def groups(**hits_of: tuple[int, int]) -> pd.DataFrame:
    """Answers in which so many of so many in each group are in topic 0, the others in topic 1."""
    return answers(
        (0 if number < hits else 1, group) for group, (hits, n) in hits_of.items() for number in range(n)
    )


def row_of(frame: pd.DataFrame, **values: object) -> pd.Series[Any]:
    """The one row with these values."""
    for name, value in values.items():
        frame = frame[frame[name] == value]
    assert len(frame) == 1
    return frame.iloc[0]


# --- differences and p values -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "two", "interval"),
    [
        ((56, 70), (48, 80), (0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.1705, 0.8090)),
        ((6, 7), (2, 7), (0.0582, 0.8062)),
        ((5, 56), (0, 29), (-0.0381, 0.1926)),
        ((0, 10), (0, 20), (-0.1611, 0.2775)),
        ((0, 10), (0, 10), (-0.2775, 0.2775)),
        ((10, 10), (0, 20), (0.6791, 1.0000)),
        ((10, 10), (0, 10), (0.6075, 1.0000)),
    ],
)
def test_differences_have_the_intervals_of_the_paper(
    one: tuple[int, int], two: tuple[int, int], interval: tuple[float, float]
) -> None:
    """Each of the eight cases that Newcombe (1998, table II) works out for method 10 comes out the same."""
    assert newcombe(*one, *two) == pytest.approx(interval, abs=5e-5)


def test_a_difference_with_nobody_is_unknown() -> None:
    """An empty group makes no interval, whatever the other one says."""
    assert all(math.isnan(bound) for bound in newcombe(3, 7, 0, 0))


def test_p_values_are_adjusted_as_in_the_paper() -> None:
    """Of four p values the smallest counts four times, and none gets below one before it; NaN stays out."""
    adjusted = holm([0.01, 0.04, math.nan, 0.03, 0.005])

    assert adjusted == pytest.approx([0.03, 0.06, math.nan, 0.06, 0.02], nan_ok=True)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusting_never_makes_a_p_value_smaller(p: list[float]) -> None:
    """An adjusted p lies between the p itself and 1, and keeps the order."""
    adjusted = holm(p)

    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= 1).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()


# --- shares -----------------------------------------------------------------------------------------


def test_each_group_is_held_against_all_others() -> None:
    """9 of 10 renters against 3 of 10 others: the share, its difference and Fisher's p are the known ones."""
    frame = topic_shares(groups(rent=(9, 10), own=(2, 6), free=(1, 4)), "segment")

    rent = row_of(frame, topic=0, group="rent")
    assert (rent["hits"], rent["n"], rent["rest_n"]) == (9, 10, 10)
    assert (rent["share"], rent["rest_share"], rent["difference"]) == pytest.approx((0.9, 0.3, 0.6))
    assert (rent["low"], rent["high"]) == pytest.approx((0.5958, 0.9821), abs=5e-5)
    assert (rent["difference_low"], rent["difference_high"]) == pytest.approx((0.1705, 0.8090), abs=5e-5)
    assert rent["p"] == pytest.approx(0.019767, abs=5e-7)
    assert rent["comparisons"] == 6


def test_two_groups_are_compared_once_a_topic() -> None:
    """What the second group says is what the first says, turned round, and is not counted again."""
    frame = topic_shares(groups(rent=(9, 10), own=(3, 10)), "segment")

    rent, own = (row_of(frame, topic=0, group=group) for group in ("rent", "own"))
    assert rent["comparisons"] == 2
    assert rent["difference"] == pytest.approx(-own["difference"])
    assert rent["p_adjusted"] == own["p_adjusted"] == pytest.approx(2 * 0.019767, abs=5e-6)


def test_unclear_answers_are_counted_apart_and_belong_to_n() -> None:
    """An answer in no topic has a row of its own, last, and its writer is among those asked."""
    frame = topic_shares(answers([(0, "rent"), (-1, "rent"), (0, "own"), (0, "own")]), "segment")

    assert frame["topic"].tolist() == [0, 0, -1, -1]
    assert row_of(frame, topic=-1, group="rent")[["hits", "n"]].tolist() == [1, 2]


def test_a_respondent_counts_once_in_each_topic() -> None:
    """Two answers of one person in a topic are one hit of one; counted by answer they are two of three."""
    frame = answers([(0, "rent"), (0, "rent"), (1, "rent")]).assign(respondent="r")

    people = topic_shares(frame, "segment")
    texts = topic_shares(frame, "segment", per="answer")

    assert people[["topic", "hits", "n"]].to_numpy().tolist() == [[0, 1, 1], [1, 1, 1]]
    assert texts[["topic", "hits", "n"]].to_numpy().tolist() == [[0, 2, 3], [1, 1, 3]]


def test_an_answer_of_nobody_counts_as_one_person() -> None:
    """Passages whose speaker is not known are not taken for the same person."""
    frame = answers([(0, "rent"), (0, "rent")]).assign(respondent=None)

    assert topic_shares(frame, "segment")["n"].tolist() == [2]


def test_those_without_a_group_are_shown_and_not_compared() -> None:
    """The missing group comes last with its share, and is in nobody's rest."""
    frame = topic_shares(answers([(0, "rent"), (0, "own"), (1, None)]), "segment")

    assert frame["group"].isna().tolist() == [False, False, True] * 2
    assert frame.loc[frame["group"].isna(), "p"].isna().all()
    assert row_of(frame, topic=0, group="rent")["rest_n"] == 1


def test_one_group_alone_has_shares_and_no_comparison() -> None:
    """Without a rest there is no difference: unknown, not nought."""
    frame = topic_shares(answers([(0, "rent"), (1, "rent")]), "segment")

    assert frame["difference"].isna().all()
    assert frame["comparisons"].tolist() == [0, 0]


def test_groups_come_in_the_order_of_their_category() -> None:
    """Bands of scores stay in their order whatever the alphabet says; numbers rise."""
    bands = pd.Categorical(["9-10", "10 +"], ["9-10", "10 +"], ordered=True)

    assert group_order(answers([(0, 1), (0, 2)]).assign(segment=bands), "segment") == ["9-10", "10 +"]
    assert group_order(answers([(0, 10), (0, 9)]), "segment") == ["9", "10"]


def test_an_unknown_column_is_named_with_those_there_are() -> None:
    """The error says what can be compared by."""
    with pytest.raises(TopicsError, match=r"no 'region'.*segment"):
        topic_shares(groups(rent=(1, 2)), "region")


def test_too_many_groups_are_no_segments() -> None:
    """Ages by the year are refused with the remedy."""
    with pytest.raises(TopicsError, match=r"60 values.*edges"):
        topic_shares(answers((0, age) for age in range(60)), "segment")


def test_no_answers_make_an_empty_table() -> None:
    """Without answers there are the columns and no rows."""
    assert topic_shares(groups(rent=(0, 0)), "segment").empty


# --- bands ------------------------------------------------------------------------------------------


def test_bands_hold_their_first_score_and_the_last_one_its_end() -> None:
    """7 is the first of 7-8, and 10 is in the last band; a missing score stays missing."""
    bands = score_bands(pd.Series([0, 6, 7, 8, 9, 10, None]), [0, 7, 9, 10])

    assert bands.tolist()[:6] == ["0-6", "0-6", "7-8", "7-8", "9-10", "9-10"]
    assert pd.isna(bands[6])
    assert list(bands.cat.categories) == ["0-6", "7-8", "9-10"]


def test_bands_of_broken_scores_say_where_they_end() -> None:
    """6.5 is in no band that is called 0-6."""
    assert score_bands(pd.Series([6.5, 7.0]), [0, 7, 10]).tolist() == ["0 to <7", "7 to 10"]


@pytest.mark.parametrize("edges", [[0], [0, 7, 7], [10, 0]])
def test_edges_rise(edges: list[float]) -> None:
    """Edges that do not rise make no bands."""
    with pytest.raises(TopicsError, match="rise"):
        score_bands(pd.Series([1.0]), edges)


def test_a_score_outside_the_bands_is_not_dropped() -> None:
    """It is named, so that nobody falls out without a word."""
    with pytest.raises(TopicsError, match="score 11 lies outside"):
        score_bands(pd.Series([11.0]), [0, 7, 10])


# --- drift ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ((10, 200), (60, 200), "stronger"),
        ((60, 200), (10, 200), "weaker"),
        ((0, 200), (30, 200), "new"),
        ((30, 200), (0, 200), "gone"),
        ((100, 1000), (105, 1000), "no clear change"),
        ((2, 20), (4, 20), "too few to tell"),
        ((0, 10), (1, 10), "too few to tell"),
    ],
)
def test_a_change_has_the_verdict_that_its_interval_allows(
    before: tuple[int, int], after: tuple[int, int], verdict: str
) -> None:
    """A change is only called one where it is more than chance, and no change only where it is small."""
    frame = drift(groups(**{"2025": before, "2026": after}).rename(columns={"segment": "wave"}))

    assert row_of(frame, topic=0)["verdict"] == verdict


def test_a_change_carries_its_numbers() -> None:
    """The difference is after minus before, with Newcombe's interval and both n."""
    frame = drift(groups(spring=(48, 80), autumn=(56, 70)), "segment", order=["spring", "autumn"])

    first = row_of(frame, topic=0)
    assert first[["before", "after"]].tolist() == ["spring", "autumn"]
    assert first[["hits_before", "n_before", "hits_after", "n_after"]].tolist() == [48, 80, 56, 70]
    assert first["difference"] == pytest.approx(0.2)
    assert (first["difference_low"], first["difference_high"]) == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_each_wave_is_held_against_the_one_before() -> None:
    """Three waves make two changes a topic, in the order of time."""
    frame = drift(groups(a=(1, 2), b=(1, 2), c=(1, 2)), "segment")

    assert frame[["topic", "before", "after"]].to_numpy().tolist() == [
        [0, "a", "b"],
        [0, "b", "c"],
        [1, "a", "b"],
        [1, "b", "c"],
    ]


def test_people_in_both_waves_are_counted() -> None:
    """Somebody who answered twice is known as such: the waves are no separate samples then."""
    frame = groups(a=(1, 2), b=(1, 2)).assign(respondent=["r1", "r2", "r1", "r3"])

    assert drift(frame, "segment")["both"].tolist() == [1, 1]


def test_an_order_names_each_wave_once() -> None:
    """A wave that is left out would be dropped without a word."""
    with pytest.raises(TopicsError, match="name each wave once"):
        drift(groups(a=(1, 2), b=(1, 2)), "segment", order=["a"])


def test_one_wave_makes_no_change() -> None:
    """A table without rows, with all columns."""
    frame = drift(groups(a=(1, 2)), "segment")

    assert frame.empty
    assert "verdict" in frame.columns


# --- scores -----------------------------------------------------------------------------------------

INSIDE = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]
OUTSIDE = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 24.4]


def scored(inside: list[float], outside: list[float]) -> pd.DataFrame:
    """Answers in topic 0 and topic 1 with these scores."""
    return answers([*((0, each) for each in inside), *((1, each) for each in outside)], "score")


def test_a_difference_of_means_is_welchs() -> None:
    """Difference, interval and p are those of scipy's own test with unequal spreads."""
    first = row_of(topic_scores(scored(INSIDE, OUTSIDE)), topic=0)

    known = ttest_ind(INSIDE, OUTSIDE, equal_var=False)
    assert first["difference"] == pytest.approx(20.82 - 23.653333)
    interval = (first["difference_low"], first["difference_high"])
    assert interval == pytest.approx(tuple(known.confidence_interval(0.95)))
    assert first["p"] == pytest.approx(known.pvalue)


def test_a_difference_that_many_comparisons_may_bring_is_not_called_one() -> None:
    """In the textbook's example (t = -2.22, 24.5 degrees of freedom) p is 0.036; of two, it is 0.072."""
    inside = [19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0]
    outside = [28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7]
    outside += [23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3, 20.4, 24.0, 13.2]

    first = row_of(topic_scores(scored(inside, outside)), topic=0)

    assert (first["p"], first["p_adjusted"]) == pytest.approx((0.035972, 0.071945), abs=1e-6)
    assert first["difference_high"] < 0
    assert first["verdict"] == "no clear difference"


def test_only_a_clear_difference_goes_with_low_scores() -> None:
    """With two comparisons p = 0.008 counts as 0.016; a topic of the other side goes with high scores."""
    frame = topic_scores(scored(INSIDE, OUTSIDE))

    assert frame["p_adjusted"].tolist() == pytest.approx([0.01614, 0.01614], abs=5e-6)
    assert frame["verdict"].tolist() == ["goes with low scores", "goes with high scores"]


def test_what_the_interval_does_not_exclude_is_not_said() -> None:
    """A mean that is lower by less than its interval goes with nothing."""
    frame = topic_scores(scored([1.0, 9.0, 4.0], [2.0, 9.0, 6.0]))

    assert (frame["difference_low"] < 0).all()
    assert (frame["difference_high"] > 0).all()
    assert frame["verdict"].tolist() == ["no clear difference"] * 2


@pytest.mark.parametrize(
    ("inside", "outside"), [([3.0], [4.0, 5.0]), ([], [4.0, 5.0]), ([3.0, 3.0], [4.0, 4.0])]
)
def test_too_little_is_unknown(inside: list[float], outside: list[float]) -> None:
    """One score has no spread, and where nobody differs nothing can be reckoned with."""
    frame = topic_scores(scored([*inside, math.nan], outside))

    first = row_of(frame, topic=0)
    assert first["verdict"] == "unknown"
    assert math.isnan(first["p"])
    assert math.isnan(first["difference_low"])


def test_a_respondent_has_one_score() -> None:
    """Somebody with two answers counts once inside, with the mean of their scores."""
    frame = scored([2.0, 4.0, 5.0], [6.0, 7.0]).assign(respondent=["r", "r", "s", "t", "u"])

    first = row_of(topic_scores(frame), topic=0)
    assert (first["n"], first["mean"], first["n_outside"]) == (2, 4.0, 2)


def test_answers_without_scores_cannot_be_compared() -> None:
    """The error says what to do."""
    with pytest.raises(TopicsError, match="no scores"):
        topic_scores(scored([math.nan], [math.nan]))


def test_rounding_is_no_difference_of_scores() -> None:
    """Where everybody has the same mean, its last digits say nothing."""
    given = [(int(person < 17), f"r{person}", score) for person in range(40) for score in (3.0, 3.0, 4.0)]
    frame = pd.DataFrame(given, columns=["topic", "respondent", "score"])

    found = topic_scores(frame.assign(answer=frame.index))

    assert found["p"].isna().all()
    assert set(found["verdict"]) == {"unknown"}


def test_wave_9_comes_before_wave_10() -> None:
    """Numbers within names count by size."""
    frame = answers([(0, "wave 10"), (0, "wave 9"), (1, "wave 1")], column="wave")

    assert group_order(frame, "wave") == ["wave 1", "wave 9", "wave 10"]
