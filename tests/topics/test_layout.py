"""The map shows topics apart, near ones near, and each answer in its own."""

import numpy as np
import pytest

from vocbench.topics.assign import Assigned, seen_from
from vocbench.topics.cluster import unit
from vocbench.topics.embed import Vectors
from vocbench.topics.layout import TopicMap, topic_map

N_TOPICS, SIZE = 8, 60


@pytest.fixture(scope="module")
def answers() -> tuple[Vectors, Vectors, Assigned]:
    """480 vectors in eight topics, of which the first two are alike; the last answer is unclear."""
    draw = np.random.default_rng(6)
    centres = unit(draw.normal(size=(N_TOPICS, 24)))
    centres[1] = unit((centres[0] + 0.3 * centres[1])[None])[0]
    topic = np.repeat(np.arange(N_TOPICS), SIZE)
    vectors = unit(centres[topic] + draw.normal(scale=0.15, size=(len(topic), 24)))
    topic[-1] = -1
    return vectors, centres, seen_from(vectors, centres, topic)


@pytest.fixture(scope="module")
def ground(answers: tuple[Vectors, Vectors, Assigned]) -> TopicMap:
    """Their map."""
    vectors, centres, placed = answers
    return topic_map(vectors, placed, centres)


def test_discs_do_not_overlap(ground: TopicMap) -> None:
    """Between any two middles there is room for both discs."""
    away = np.linalg.norm(ground.middles[:, None] - ground.middles, axis=2)
    room = ground.radii[:, None] + ground.radii

    assert (away >= room)[~np.eye(N_TOPICS, dtype=bool)].all()


def test_near_topics_are_near(ground: TopicMap) -> None:
    """The neighbour on the map of a topic that has a twin is the twin."""
    away = np.linalg.norm(ground.middles - ground.middles[0], axis=1)

    assert away[1:].argmin() == 0


def test_answers_lie_in_the_disc_of_their_topic(
    ground: TopicMap, answers: tuple[Vectors, Vectors, Assigned]
) -> None:
    """Within the radius, the most typical in the middle; an unclear one just outside its nearest disc."""
    vectors, _, placed = answers
    places = ground.places(vectors, placed)

    reach = np.linalg.norm(places[:-1] - ground.middles[placed.topic[:-1]], axis=1)
    assert (reach <= ground.radii[placed.topic[:-1]] * 1.0001).all()
    outside = np.linalg.norm(places[-1] - ground.middles[placed.nearest[-1]])
    assert outside > ground.radii[placed.nearest[-1]]
    for topic in range(N_TOPICS - 1):
        own = placed.topic[:-1] == topic
        assert reach[own][placed.similarity[:-1][own].argmax()] < reach[own].mean()


def test_the_map_fits_a_square(ground: TopicMap, answers: tuple[Vectors, Vectors, Assigned]) -> None:
    """All places are within -1 and 1, bar a margin for the unclear ones."""
    vectors, _, placed = answers

    assert np.abs(ground.places(vectors, placed)).max() <= 1.1


def test_further_topics_take_free_ground(ground: TopicMap) -> None:
    """A new topic gets a disc that overlaps none, and moves no other."""
    fresh = unit(np.random.default_rng(7).normal(size=(1, 24)))
    centres = np.vstack([ground.centres, fresh])
    placed = seen_from(np.repeat(fresh, 30, axis=0), centres, np.full(30, N_TOPICS))

    wider = ground.with_topics(placed, centres)

    away = np.linalg.norm(wider.middles[:-1] - wider.middles[-1], axis=1)
    assert (away > wider.radii[:-1] + wider.radii[-1]).all()
    assert (wider.middles[:-1] == ground.middles).all()


@pytest.mark.parametrize("n_topics", [1, 2])
def test_few_topics_have_a_map(n_topics: int) -> None:
    """One topic or two: every answer has a place."""
    centres = np.eye(n_topics, 5, dtype=np.float32)
    vectors = unit(
        np.repeat(centres, 9, axis=0) + np.random.default_rng(8).normal(scale=0.1, size=(9 * n_topics, 5))
    )
    placed = seen_from(vectors, centres, np.repeat(np.arange(n_topics), 9))

    assert np.isfinite(topic_map(vectors, placed, centres).places(vectors, placed)).all()
