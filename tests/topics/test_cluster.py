"""Groups are found, their number too, and nobody is left out."""

import numpy as np
import pytest
from numpy.typing import NDArray

from vocbench.topics.cluster import Clusterer, Reducer, most_topics, unit
from vocbench.topics.embed import Vectors
from vocbench.topics.graph import linked


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """Six directions in a space of 32, 40 unit vectors scattered around each."""
    draw = np.random.default_rng(3)
    centres = np.repeat(draw.normal(size=(6, 32)), 40, axis=0)
    return unit(centres + draw.normal(scale=0.6, size=centres.shape))


def same_groups(one: NDArray[np.intp], other: NDArray[np.intp]) -> bool:
    """Whether two groupings are one, whatever the numbers."""
    return bool((np.equal.outer(one, one) == np.equal.outer(other, other)).all())


def test_planted_groups_and_their_number_are_found(vectors: Vectors) -> None:
    """Six planted groups come out as six, without their number being given."""
    links = linked(vectors)

    labels = Clusterer(links, vectors=vectors).fit(Reducer(links).fit_transform(vectors)).labels_

    assert same_groups(labels, np.repeat(np.arange(6), 40))


def test_the_number_asked_for_is_made(vectors: Vectors) -> None:
    """A number of clusters overrides the rule."""
    links = linked(vectors)

    labels = Clusterer(links, 3).fit(Reducer(links).fit_transform(vectors)).labels_

    assert labels.max() + 1 == 3


def test_both_work_without_links(vectors: Vectors) -> None:
    """Links that are not given are made: the parts can be used on their own, as scikit-learn's."""
    labels = Clusterer().fit(Reducer().fit_transform(vectors)).labels_

    assert same_groups(labels, np.repeat(np.arange(6), 40))


def test_points_are_unit_rows(vectors: Vectors) -> None:
    """The reduction gives rows of length 1, in at most 128 numbers."""
    points = Reducer().fit_transform(vectors)

    assert np.linalg.norm(points, axis=1) == pytest.approx(1, abs=1e-5)
    assert points.shape[1] <= 128


def test_no_group_is_tiny(vectors: Vectors) -> None:
    """Two stragglers far from all are in a group of others, though a cut would leave them alone."""
    points = np.vstack([vectors, -vectors[:2]])

    labels = Clusterer(n_clusters=7).fit(points).labels_

    assert np.bincount(labels).min() >= 3


def test_equal_points_are_one_group() -> None:
    """Where no point differs from another, there is one group."""
    labels = Clusterer().fit(np.ones((50, 4), dtype=np.float32)).labels_

    assert set(labels.tolist()) == {0}


@pytest.mark.parametrize(("n", "most"), [(4, 2), (30, 3), (300, 30), (4_000, 200)])
def test_topics_are_never_absurdly_many(n: int, most: int) -> None:
    """At most one topic for ten answers, and 200."""
    assert most_topics(n) == most
