"""Edits by hand of one model, found again in a later one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from vocbench.topics.carry import OldModel, OldTopic, Plan, carry
from vocbench.topics.result import TOPIC_COLUMNS, TopicModel
from vocbench.topics.settings import TopicSettings


def old(number: int, *, name: str = "", **about: object) -> OldTopic:
    """A topic of the model before, round its own corner; named where a name is given."""
    centre = np.eye(8, dtype=np.float32)[number]
    topic = OldTopic(number, name or f"old {number}", bool(name), "", centre)
    return replace(topic, **about)  # type: ignore[arg-type]


def answers_of(groups: Mapping[int, Sequence[int]]) -> dict[str, int]:
    """Topic → numbers of answers, as answer → topic."""
    return {f"a{each}": topic for topic, members in groups.items() for each in members}


def model(groups: Mapping[int, Sequence[int]], *, codes: Mapping[int, str] | None = None) -> TopicModel:
    """A new model with these answers in its topics; topic n lies round corner n."""
    numbers = sorted(number for number in groups if number >= 0)
    topic = answers_of(groups)
    columns = (
        numbers,
        [f"new {number}" for number in numbers],
        [[f"new {number}"] for number in numbers],
        [len(groups[number]) for number in numbers],
        [len(groups[number]) / len(topic) for number in numbers],
        np.nan,
        [(codes or {}).get(number, "") for number in numbers],
    )
    answers = pd.DataFrame({"answer": list(topic), "topic": list(topic.values())}).assign(
        similarity=1.0, nearest=-1, text="text", language="", x=np.nan, y=np.nan, placed="model"
    )
    return TopicModel(
        pd.DataFrame(dict(zip(TOPIC_COLUMNS, columns, strict=True))),
        answers,
        pd.DataFrame({"answer": ["silent"], "text": [""], "reason": ["empty"]}),
        TopicSettings(),
        {},
        "",
        centres=np.eye(8, dtype=np.float32)[numbers],
        floors=np.zeros(len(numbers), dtype=np.float32),
    )


def planned(
    topics: Sequence[OldTopic],
    groups: Mapping[int, Sequence[int]],
    new: TopicModel,
    said: Mapping[str, str] | None = None,
) -> Plan:
    """The plan for a model before that found these answers in its topics."""
    direct = answers_of(groups)
    return carry(OldModel(topics, direct, said or {}, direct), new)


def test_a_name_goes_to_the_topic_with_most_of_the_answers() -> None:
    """A renamed topic is the new topic that holds most of the answers both have."""
    plan = planned([old(0, name="Waiting")], {0: range(10)}, model({3: range(7), 1: range(7, 20)}))

    assert plan.names == {0: "Waiting"}
    assert plan.match == {0: 3}
    assert plan.lost == []


def test_a_name_is_lost_where_the_answers_are_scattered() -> None:
    """Where no new topic has a third of the answers, the name is listed as lost with the reason."""
    scattered = model({number: range(3 * number, 3 * number + 3) for number in range(4)})

    plan = planned([old(7, name="Waiting")], {7: range(12)}, scattered)

    assert plan.names == {}
    assert plan.lost == [("rename", "Waiting", "no topic is like it")]


def test_two_names_for_one_topic_leave_one() -> None:
    """Where two named topics became one, the one with more answers names it; the other is lost."""
    topics = [old(0, name="Waiting"), old(1, name="Phone")]

    plan = planned(topics, {0: range(4), 1: range(4, 14)}, model({2: range(20)}))

    assert plan.names == {1: "Phone"}
    assert plan.lost == [("rename", "Waiting", "it is one topic with 'Phone' now")]


def test_few_shared_answers_are_helped_by_the_centres() -> None:
    """With fewer than three shared answers, the topic with the nearest centre is the same one."""
    plan = planned([old(5, name="Waiting")], {5: [0, 1]}, model({5: range(10, 20), 0: range(10)}))

    assert plan.match == {5: 5}


def test_pinned_answers_count_first() -> None:
    """The topic that holds the pinned answers is the same one, wherever the others went."""
    plan = planned(
        [old(0, name="Waiting")], {0: range(10)}, model({1: range(9), 2: [9, 10, 11]}), {"a9": "pinned"}
    )

    assert plan.match == {0: 2}
    assert plan.places == [(["a9"], 0, "pinned")]


def test_an_answer_pinned_from_elsewhere_says_nothing_about_the_topic() -> None:
    """A pin that corrects the model does not make its topic another one."""
    before = OldModel([old(0, name="Waiting")], answers_of({0: range(5)}), {"a4": "pinned"}, {"a4": 7})

    plan = carry(before, model({1: range(4), 2: range(4, 20)}))

    assert plan.match == {0: 1}


def test_the_same_code_is_the_same_topic() -> None:
    """A topic guided by a code is found by the code."""
    topics = [old(0, name="Waiting", code="Pains/Time")]

    plan = planned(topics, {0: range(10)}, model({1: range(10), 2: [10]}, codes={2: "Pains/Time"}))

    assert plan.match == {0: 2}


def test_merged_topics_are_merged_again() -> None:
    """What was merged comes apart in the new model and is merged again, the first one staying."""
    topics = [old(0), old(1, into=0), old(2)]

    plan = planned(
        topics,
        {0: range(6), 1: range(6, 12), 2: range(12, 20)},
        model({4: range(6), 5: range(6, 12), 6: range(12, 20)}),
    )

    assert plan.merges == [[4, 5]]
    assert plan.match[0] == 4


def test_finer_topics_within_a_merge_are_merged_too() -> None:
    """A new topic whose answers were mostly in the merged one joins the merge."""
    topics = [old(0), old(1, into=0)]

    plan = planned(
        topics, {0: range(8), 1: range(8, 16)}, model({2: range(6), 3: range(6, 10), 4: range(10, 16)})
    )

    assert plan.merges == [[2, 4, 3]]


def test_topics_that_are_one_already_need_no_merge() -> None:
    """Where the new model did what the merge did, nothing is to be done and nothing is lost."""
    plan = planned([old(0), old(1, into=0)], {0: range(5), 1: range(5, 10)}, model({2: range(10)}))

    assert (plan.merges, plan.lost) == ([], [])
    assert plan.match == {0: 2}


def test_a_merge_does_not_swallow_a_strange_topic() -> None:
    """A part that went into a larger topic of other answers is not merged, and that is said."""
    topics = [old(0), old(1, name="", into=0), old(2)]

    plan = planned(
        topics,
        {0: range(10), 1: range(10, 14), 2: range(14, 40)},
        model({3: range(10), 4: range(10, 40)}),
    )

    assert plan.merges == []
    assert plan.lost == [("merge", "old 0", "no topic is like its part 'old 1' and nothing else")]


SPLIT = [old(0, name="Phone"), old(1, name="On hold", origin=0, by_hand=True)]
PLACED = dict.fromkeys(map("a{}".format, range(6, 12)), "moved")


def test_a_split_that_the_new_model_lacks_is_made_again() -> None:
    """The placed answers of the part leave the topic that both parts are in again."""
    plan = planned(SPLIT, {0: range(6), 1: range(6, 12)}, model({3: range(15)}), PLACED)

    assert plan.parts == {1: 3}
    assert plan.names == {0: "Phone", 1: "On hold"}
    assert plan.places == [([f"a{each}" for each in range(6, 12)], 1, "moved")]


def test_a_split_that_the_new_model_made_itself_is_matched() -> None:
    """Where each part has its own topic, no topic is made."""
    plan = planned(SPLIT, {0: range(6), 1: range(6, 12)}, model({3: range(6), 4: range(6, 15)}), PLACED)

    assert plan.parts == {}
    assert plan.match == {0: 3, 1: 4}


def test_a_split_without_its_answers_is_lost() -> None:
    """Where less than half of the placed answers are in the new model, the split is listed as lost."""
    plan = planned(SPLIT, {0: range(6), 1: range(6, 12)}, model({3: range(8)}), PLACED)

    assert ("split", "On hold", "too few of its answers are in the new model") in plan.lost


def test_new_answers_follow_the_part_they_are_nearer_to() -> None:
    """When a topic is split again, answers that came since go with the nearer part."""
    new = model({3: range(15)})
    vectors = np.eye(8, dtype=np.float32)[[0] * 13 + [1, 0]]

    before = OldModel(SPLIT, answers_of({0: range(6), 1: range(6, 12)}), PLACED, dict.fromkeys(PLACED, 0))

    plan = carry(before, new, vectors)

    assert (["a13"], 1, "moved") in plan.places
    assert not any("a14" in answers for answers, _, _ in plan.places)


def test_answers_keep_the_place_a_person_gave_them() -> None:
    """Moved, pinned, unclear and set-aside answers are placed again; the model has no say."""
    said = {"a0": "moved", "a4": "pinned", "a8": "aside", "a9": "moved", "silent": "moved"}
    groups = {0: range(4), 1: range(4, 8), -1: [8, 9]}
    topics = [old(0), old(1)]
    direct = {**answers_of(groups), "silent": 1}
    new = model({2: range(1, 4), 3: range(4, 8), -1: [0, 8, 9]})

    plan = carry(OldModel(topics, direct, said, direct), new)

    assert {(*answers, goal, kind) for answers, goal, kind in plan.places} == {
        ("a0", 0, "moved"),
        ("a4", 1, "pinned"),
        ("a8", None, "aside"),
        ("a9", None, "moved"),
        ("silent", 1, "moved"),
    }


def test_answers_placed_in_a_topic_that_is_gone_are_lost() -> None:
    """Where the topic has no match, its moved answers are listed with their number."""
    scattered = model({number: range(3 * number, 3 * number + 3) for number in range(4)})

    plan = planned([old(7)], {7: range(12)}, scattered, {"a0": "moved", "a3": "moved"})

    assert plan.places == []
    assert plan.lost == [("move", "old 7", "no topic is like it (2 answers)")]


def test_answers_that_are_gone_are_counted() -> None:
    """Of answers that the new model does not have, their number is said."""
    plan = planned([old(0)], {0: range(5), -1: [8]}, model({0: range(5)}), {"a8": "aside"})

    assert plan.lost == [("set aside", "", "1 answer not in the new model")]


def test_the_plan_says_what_it_does() -> None:
    """What is done again and what is lost can be read in one sentence each."""
    plan = Plan(
        merges=[[1, 2]],
        names={0: "A", 1: "B"},
        places=[(["a", "b"], 0, "moved")],
        lost=[("rename", "C", "…")],
    )

    assert str(plan) == (
        "From the model before: 2 names, 1 merge, 2 answers placed by hand. "
        "1 edit could not be done again: see not_carried."
    )


@pytest.mark.parametrize("groups", [{}, {-1: range(5)}])
def test_a_model_without_topics_loses_the_names(groups: Mapping[int, Sequence[int]]) -> None:
    """Where there are no topics any more, every name is lost and nothing breaks."""
    new = model({0: range(5)})
    new = replace(
        new,
        topics=new.topics.iloc[:0],
        centres=new.centres[:0],
        floors=new.floors[:0],
        answers=new.answers.assign(topic=-1),
    )

    plan = planned([old(0, name="Waiting")], {0: range(5), **groups}, new)

    assert plan.lost == [("rename", "Waiting", "no topic is like it")]
