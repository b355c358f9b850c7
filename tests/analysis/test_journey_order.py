"""Told orders beside the designed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis.journey_order import edit_distance, order_deviation, transitions

STAGES = ["see", "ask", "buy", "use"]
orders = st.lists(st.sampled_from(STAGES), max_size=6)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("kitten", "sitting", 3), ("flaw", "lawn", 2), ("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 2)],
)
def test_edit_distance_of_hand_cases(one: str, other: str, distance: int) -> None:
    """The textbook's words."""
    assert edit_distance(one, other) == distance


@given(orders, orders, orders)
def test_edit_distance_is_a_distance(one: list[str], other: list[str], third: list[str]) -> None:
    """It is zero for the same alone, the same both ways, and no way round is shorter."""
    direct = edit_distance(one, other)

    assert (direct == 0) == (one == other)
    assert direct == edit_distance(other, one)
    assert direct <= edit_distance(one, third) + edit_distance(third, other)


def test_shortcuts_are_found_with_what_they_skip() -> None:
    """Two of three go from seeing to buying; one goes back."""
    told = {"P1": ["see", "buy", "use"], "P2": ["see", "buy", "ask"], "P3": STAGES}

    found = order_deviation(STAGES, told).paths

    assert found[["from", "to", "kind", "respondents", "n"]].to_numpy().tolist() == [
        ["see", "buy", "shortcut", 2, 3],
        ["buy", "ask", "return", 1, 3],
    ]
    assert found["skipped"].iloc[0] == "ask"
    # Wilson's interval of 2 in 3.
    assert found[["low", "high"]].iloc[0].tolist() == pytest.approx([0.2077, 0.9385], abs=5e-4)


def test_each_respondent_has_a_distance() -> None:
    """What was left out and what came twice is named."""
    found = order_deviation(STAGES, {"P1": ["see", "see", "use"], "P2": STAGES}).respondents

    assert found["distance"].tolist() == [2, 0]
    assert found["skipped"].fillna("").tolist() == ["ask, buy", ""]
    assert found["repeated"].fillna("").tolist() == ["see", ""]


def test_a_step_taken_twice_by_one_person_is_one_persons() -> None:
    """Ways off the order are counted in people."""
    told = {"P1": ["see", "buy", "see", "buy"]}

    found = order_deviation(STAGES, told).paths.set_index("kind")

    assert found.loc["shortcut", "respondents"] == 1


def test_nobody_told_an_order() -> None:
    """Both frames are there, without rows."""
    found = order_deviation(STAGES, {})

    assert found.respondents.empty
    assert list(found.paths.columns)[:3] == ["from", "to", "kind"]


@given(st.dictionaries(st.text(min_size=1), orders, max_size=5))
def test_shares_of_what_leaves_a_stage_add_up_to_one(told: dict[str, list[str]]) -> None:
    """Whatever people tell."""
    found = transitions(STAGES, told)

    for total in found.groupby("from")["share"].sum():
        assert total == pytest.approx(1)


def test_transitions_count_times_and_people() -> None:
    """Who leaves a stage twice counts twice as a step and once as a person."""
    found = transitions(STAGES, {"P1": ["see", "ask", "see", "ask"], "P2": ["see", "buy"]})

    assert found[["from", "to", "times", "n", "respondents"]].to_numpy().tolist() == [
        ["see", "ask", 2, 3, 1],
        ["see", "buy", 1, 3, 1],
        ["ask", "see", 1, 1, 1],
    ]
