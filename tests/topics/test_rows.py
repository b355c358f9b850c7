"""A topic model as plain values, and back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.planted_topics import by_words, fit_by_key_word
from vocbench.topics.result import TopicModel
from vocbench.topics.rows import (
    SAID_COLUMNS,
    Places,
    Said,
    new_topic_rows,
    packed,
    run_row,
    said_rows,
    to_model,
    topic_rows,
    unpacked,
)
from vocbench.topics.settings import TopicSettings

TEXTS = ["the bill is bad", "my bill was late", "the phone is bad", "strange thing", "geen", ""]
ITEMS = pd.DataFrame({"answer": list("abcdef"), "text": TEXTS, "segment": "huur"})


@pytest.fixture
def model() -> TopicModel:
    """Two topics, one unclear answer and two that say nothing."""
    return fit_by_key_word(ITEMS, settings=TopicSettings(stop_words=("zeg",)), encode=by_words)


def kept(model: TopicModel) -> tuple[dict[str, Any], list[dict[str, Any]], list[Sequence[Any]]]:
    """Run, topics and members, as a file would give them back."""
    run = {**run_row(model), "id": "r", "question": "Why?"}
    topics = [{**row, "id": f"t{row['number']}"} for row in topic_rows(model)]
    members = [[row[name] for name in SAID_COLUMNS] for row in said_rows(model)]
    run, topics, members = json.loads(json.dumps([run, topics, members]))
    return run, topics, members


def places(members: Sequence[Sequence[Any]], **moved: tuple[int | None, str]) -> Places:
    """Where answers are: where the model put them, but for those that were *moved*."""
    rows = []
    for answer, topic, *_ in members:
        number = topic if topic is not None and topic >= 0 else None
        rows.append(moved.get(answer, (number, None)))
    return Places.from_rows([rows])


def test_the_way_there_and_back_changes_nothing(model: TopicModel) -> None:
    """Frames, centres, floors, settings and figures are the same to the letter."""
    run, topics, members = kept(model)

    back = to_model(run, topics, Said.from_rows([members[:2], members[2:]], ITEMS), places(members))

    pd.testing.assert_frame_equal(back.topics.drop(columns="topic_id"), model.topics)
    pd.testing.assert_frame_equal(back.answers, model.answers, check_dtype=False)
    pd.testing.assert_frame_equal(back.no_content, model.no_content, check_dtype=False)
    assert np.array_equal(back.centres, model.centres)
    assert np.array_equal(back.floors, model.floors)
    assert (back.settings, back.timings, back.notice) == (model.settings, model.timings, model.notice)
    assert (back.id, back.question) == ("r", "Why?")


def test_an_empty_model_survives(model: TopicModel) -> None:
    """A model without answers and topics comes back as one."""
    run, _, _ = kept(model)

    back = to_model(run, [], Said.from_rows([], ITEMS), Places.from_rows([]))

    assert (len(back.topics), len(back.answers), len(back.no_content), back.centres.shape) == (
        0,
        0,
        0,
        (0, 0),
    )


def test_the_word_of_a_person_decides_what_says_something(model: TopicModel) -> None:
    """What was set aside leaves the answers, what was brought in joins them."""
    run, topics, members = kept(model)
    now = places(members, a=(None, "aside"), e=(1, "moved"), b=(None, "moved"))

    back = to_model(run, topics, Said.from_rows([members], ITEMS), now, is_as_made=False)

    assert back.no_content.set_index("answer")["reason"].to_dict() == {"a": "set aside", "f": "empty"}
    rows = back.answers.set_index("answer")
    assert (rows["topic"]["e"], rows["placed"]["e"]) == (1, "moved")
    assert (rows["topic"]["b"], rows["placed"]["b"]) == (-1, "moved")
    assert back.topics.set_index("topic")["answers"].to_dict() == {0: 0, 1: 2}


def test_columns_of_the_answers_do_not_hide_those_of_the_model(model: TopicModel) -> None:
    """An attribute called like a column of the model gives way."""
    run, topics, members = kept(model)
    items = ITEMS.assign(language="klingon", nearest="x")

    back = to_model(run, topics, Said.from_rows([members], items), places(members))

    assert set(back.answers["language"]) == {"en"}
    assert back.answers.columns.is_unique


def test_a_vector_survives_as_text() -> None:
    """Packed and unpacked, every number is the same."""
    vector = np.random.default_rng(1).normal(size=512).astype(np.float32)

    assert np.array_equal(unpacked(packed(vector)), vector)


def test_new_topics_have_names_of_their_own(model: TopicModel) -> None:
    """A topic that a model grew by is not called like one that was there, or was merged away."""
    known = [{"number": 0, "name": "bill"}, {"number": 7, "name": "phone"}]

    assert [(row["number"], row["name"]) for row in new_topic_rows(model, known)] == [(1, "phone (2)")]


def test_some_answers_can_be_picked(model: TopicModel) -> None:
    """Only the answers that are asked for are made rows of."""
    assert [row["answer"] for row in said_rows(model, only={"c", "e"})] == ["c", "e"]
