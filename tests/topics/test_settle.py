"""Groups of what fits no topic: topics, edges of topics, or topics that the sample saw too little of."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vocbench.topics.result import ANSWER_COLUMNS, NO_CONTENT_COLUMNS, TOPIC_COLUMNS, TopicModel
from vocbench.topics.settings import TopicSettings
from vocbench.topics.settle import settled

OLD = {0: (1.0, 0.0, 0.0), 1: (0.0, 1.0, 0.0)}
NEW = {2: (0.0, 0.0, 1.0), 3: (0.8, 0.6, 0.0), 4: (0.7, 0.7, 0.1)}
SIZES = {0: 100, 1: 40, 2: 12, 3: 15, 4: 11}


def model(topics: dict[int, tuple[float, float, float]], floors: dict[int, float]) -> TopicModel:
    """A model with an answer for each topic, whose nearest other topic is the one before."""
    numbers = list(topics)
    frame = pd.DataFrame({name: [""] * len(numbers) for name in TOPIC_COLUMNS})
    answers = pd.DataFrame({name: [""] * len(numbers) for name in ANSWER_COLUMNS})
    ids = [f"a{number}" for number in numbers]
    centres = np.array(list(topics.values()), np.float32)
    return TopicModel(
        topics=frame.assign(topic=numbers, answers=[SIZES[number] for number in numbers]),
        answers=answers.assign(answer=ids, topic=numbers, nearest=[-1, *numbers[:-1]]),
        no_content=pd.DataFrame(columns=NO_CONTENT_COLUMNS),
        settings=TopicSettings(),
        timings={},
        notice="",
        centres=centres / np.linalg.norm(centres, axis=1, keepdims=True),
        floors=np.array([floors.get(number, 0.9) for number in numbers], np.float32),
    )


@pytest.fixture
def fitted() -> TopicModel:
    """Two topics; the first reaches far, the second does not."""
    return model(OLD, {0: 0.6, 1: 0.9})


@pytest.fixture
def grown() -> TopicModel:
    """The same, and three groups: one far away, and two at the edge of the first topic."""
    return model({**OLD, **NEW}, {0: 0.6, 1: 0.9})


def test_a_group_away_from_all_topics_is_one_itself(fitted: TopicModel, grown: TopicModel) -> None:
    """It keeps its number and its answers."""
    kept, fresh = settled(fitted, grown, pd.Series({0: 500, 1: 200}))

    assert kept.topics["topic"].to_list() == [0, 1, 2]
    assert fresh["answer"].to_list() == ["a2"]
    assert len(kept.centres) == len(kept.floors) == 3


def test_the_edge_of_a_topic_is_no_topic(fitted: TopicModel, grown: TopicModel) -> None:
    """The old topics look as they did, and nothing comes nearest to what is gone."""
    kept, fresh = settled(fitted, grown, pd.Series({0: 500, 1: 200}))

    assert (kept.centres[:2] == fitted.centres).all()
    assert (kept.floors[:2] == fitted.floors).all()
    assert set(fresh["nearest"]) <= {-1, 0, 1, 2}


def test_a_group_larger_than_its_topic_shows_how_far_that_reaches(
    fitted: TopicModel, grown: TopicModel
) -> None:
    """The first such group gives the topic its centre, floor and answers; the next is an edge of it."""
    kept, fresh = settled(fitted, grown, pd.Series({0: 3, 1: 200}))

    assert kept.topics["topic"].to_list() == [0, 1, 2]
    assert kept.centres[0] == pytest.approx(grown.centres[3])
    assert kept.floors[0] == pytest.approx(0.9)
    assert dict(zip(fresh["answer"], fresh["topic"], strict=True)) == {"a2": 2, "a3": 0}


def test_a_topic_that_got_nothing_is_found_again(fitted: TopicModel, grown: TopicModel) -> None:
    """Without a single answer outside the sample, any group will do."""
    kept, fresh = settled(fitted, grown, pd.Series({1: 200}))

    assert kept.centres[0] == pytest.approx(grown.centres[3])
    assert "a3" in set(fresh["answer"])


def test_without_new_groups_nothing_changes(fitted: TopicModel) -> None:
    """The model is as it was."""
    kept, fresh = settled(fitted, fitted, pd.Series({0: 5}))

    assert kept.topics.equals(fitted.topics)
    assert len(fresh) == 0
