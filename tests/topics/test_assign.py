"""Answers go to the nearest centre, if it is near enough."""

import numpy as np
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.assign import NONE, assign, centred, seen_from, sure

CENTRES = np.eye(3, dtype=np.float32)
FLOORS = np.array([0.5, 0.9, 0.5], dtype=np.float32)


def test_an_answer_belongs_from_the_floor_of_its_topic_on() -> None:
    """The same similarity is enough for a loose topic and too little for a strict one."""
    vectors = np.array([[0.8, 0.6, 0], [0.6, 0.8, 0]], dtype=np.float32)

    found = assign(vectors, CENTRES, FLOORS)

    assert found.topic.tolist() == [0, NONE]
    assert found.nearest.tolist() == [1, 1]
    assert found.similarity == pytest.approx([0.8, 0.8])


def test_without_topics_all_is_unclear() -> None:
    """No centres: no topic, no nearest, no similarity."""
    found = assign(np.ones((2, 4), dtype=np.float32), np.zeros((0, 4), np.float32), np.zeros(0, np.float32))

    assert found.topic.tolist() == found.nearest.tolist() == [NONE, NONE]
    assert np.isnan(found.similarity).all()


def test_one_topic_has_no_other_near() -> None:
    """With a single topic there is no nearest other one."""
    found = assign(CENTRES[:1], CENTRES[:1], FLOORS[:1])

    assert (found.topic.tolist(), found.nearest.tolist()) == ([0], [NONE])


def test_blocks_make_no_difference() -> None:
    """Many answers get what each gets alone."""
    vectors = np.random.default_rng(4).normal(size=(20_000, 3)).astype(np.float32)

    found = assign(vectors, CENTRES, FLOORS)

    for row in (0, 8_191, 8_192, 19_999):
        alone = assign(vectors[row : row + 1], CENTRES, FLOORS)
        assert (found.topic[row], found.nearest[row]) == (alone.topic[0], alone.nearest[0])


def test_a_place_once_given_is_kept() -> None:
    """Seen from the topics they are in, answers keep these, even when another is nearer."""
    found = seen_from(CENTRES[:2], CENTRES, np.array([2, NONE]), np.array([NONE, 0]))

    assert found.topic.tolist() == [2, NONE]
    assert found.nearest.tolist() == [0, 0]
    assert found.similarity.tolist() == [0, 0]


def test_centres_weigh_answers_by_how_often_they_occur() -> None:
    """A text given three times pulls the centre three times as much."""
    centres, _ = centred(CENTRES[:2], np.array([0, 0]), np.array([3, 1]), 0.05)

    assert centres[0, 0] == pytest.approx(3 * centres[0, 1])


def test_floor_leaves_out_the_share_that_was_asked() -> None:
    """A tenth of the answers are below a floor for a tenth."""
    draw = np.random.default_rng(5).normal(loc=1, size=(100, 3)).astype(np.float32)
    vectors = draw / np.linalg.norm(draw, axis=1, keepdims=True)
    topic = np.zeros(100, dtype=np.intp)

    centres, floors = centred(vectors, topic, np.ones(100, np.intp), 0.1)

    kept = sure(vectors, topic, centres, floors, np.array([False]))
    assert (kept == NONE).sum() == pytest.approx(10, abs=1)
    assert (sure(vectors, topic, centres, floors, np.array([True])) == 0).all()


def test_an_answer_more_like_another_topic_is_unclear() -> None:
    """Above its floor, but nearer another centre, an answer is in no topic."""
    vectors = np.array([[0.6, 0, 0.8]], dtype=np.float32)

    kept = sure(vectors, np.array([0]), CENTRES, FLOORS, np.zeros(3, dtype=bool))

    assert kept.tolist() == [NONE]


def test_vectors_of_another_encoder_are_told() -> None:
    """Vectors with other dimensions than the centres say nothing about these."""
    with pytest.raises(TopicsError, match="vectors of 5 numbers, and the model has 3"):
        assign(np.ones((2, 5), dtype=np.float32), CENTRES, FLOORS)
