"""Neighbours are exact, and groups leave nobody out."""

import numpy as np
import pytest
from numpy.typing import NDArray

from vocbench.topics.cluster import Clusterer, nearest_neighbours, reading_order, suggested_topics
from vocbench.topics.embed import Vectors


@pytest.fixture
def vectors() -> Vectors:
    """2,100 unit vectors: more than two blocks."""
    drawn = np.random.default_rng(1).normal(size=(2_100, 8))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def points() -> NDArray[np.float32]:
    """Three groups of 40 points each, and one point far from all."""
    draw = np.random.default_rng(2)
    groups = [draw.normal(centre, 0.3, size=(40, 5)) for centre in (0, 5, 10)]
    return np.vstack([*groups, np.full((1, 5), 25.0)]).astype(np.float32)


def test_neighbours_are_the_true_ones(vectors: Vectors) -> None:
    """Block by block gives the same neighbours as sorting all cosines."""
    indices, distances = nearest_neighbours(vectors, 5)

    true = np.argsort(1 - vectors @ vectors.T, axis=1)[:, :5]
    assert (np.sort(indices) == np.sort(true)).mean() > 0.999
    assert (np.diff(distances, axis=1) >= 0).all()


def test_each_row_is_its_own_first_neighbour(vectors: Vectors) -> None:
    """A row comes first among its neighbours at distance 0, even beside an exact twin."""
    twins = np.vstack([vectors[:20], vectors[:20]])

    indices, distances = nearest_neighbours(twins, 3)

    assert (indices[:, 0] == np.arange(40)).all()
    assert (distances[:, 0] == 0).all()
    assert (indices[:, 1] == (np.arange(40) + 20) % 40).all()


def test_groups_are_found_and_no_point_left_out(points: NDArray[np.float32]) -> None:
    """Three groups stay three: the straggler joins the nearest in place of making a fourth."""
    labels = Clusterer(3, seed=42).fit(points).labels_

    assert [len(set(labels[start : start + 40])) for start in (0, 40, 80)] == [1, 1, 1]
    assert sorted(np.bincount(labels)) == [40, 40, 41]
    assert labels[120] == labels[100]


def test_small_groups_find_the_same_as_all_pairs(points: NDArray[np.float32]) -> None:
    """Above the limit, linking small groups finds the clusters that linking all points finds."""
    exact = Clusterer(3, seed=42).fit(points).labels_
    grouped = Clusterer(3, seed=42, n_exact=100, n_groups=30).fit(points).labels_

    assert (np.equal.outer(exact, exact) == np.equal.outer(grouped, grouped)).all()


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_reading_order_holds_each_row_once(n: int) -> None:
    """Any number of rows, also none, can be put in order."""
    assert sorted(reading_order(np.eye(5, dtype=np.float32)[:n])) == list(range(n))


def test_reading_order_puts_the_alike_together() -> None:
    """Rows that alternate between two directions come out in two blocks."""
    alternating = np.tile(np.eye(2, dtype=np.float32), (4, 1))

    order = reading_order(alternating)

    assert (np.diff(order % 2) != 0).sum() == 1


@pytest.mark.parametrize(("n", "expected"), [(1, 2), (30, 4), (300, 12), (5_000, 30)])
def test_number_of_topics_grows_with_the_root(n: int, expected: int) -> None:
    """The suggested number is the root of half the answers, from 2 to 30."""
    assert suggested_topics(n) == expected
