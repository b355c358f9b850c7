"""Neighbours are exact, links fair, and smoothing brings neighbours together."""

import numpy as np
import pytest

from vocbench.topics.embed import Vectors
from vocbench.topics.graph import linked, nearest_neighbours, reading_order, smoothed


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """700 unit vectors: more than two blocks, and more than one part for each neighbour."""
    drawn = np.random.default_rng(1).normal(size=(700, 8))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), dtype=np.float32)


def test_neighbours_are_the_true_ones(vectors: Vectors) -> None:
    """Block by block and part by part gives the same neighbours as sorting all cosines."""
    rows, cosines = nearest_neighbours(vectors, 5)

    all_cosines = vectors @ vectors.T
    np.fill_diagonal(all_cosines, -2)
    true = np.argsort(-all_cosines, axis=1)[:, :5]
    assert (np.sort(rows) == np.sort(true)).mean() > 0.999
    assert (np.diff(cosines, axis=1) <= 0).all()


def test_a_row_is_not_its_own_neighbour(vectors: Vectors) -> None:
    """Beside an exact twin, the twin comes first, and never the row itself."""
    twins = np.vstack([vectors[:20], vectors[:20]])

    rows, cosines = nearest_neighbours(twins, 3)

    assert (rows[:, 0] == (np.arange(40) + 20) % 40).all()
    assert cosines[:, 0] == pytest.approx(1)
    assert not (rows == np.arange(40)[:, None]).any()


def test_links_are_mutual_and_the_nearest_is_linked_fully(vectors: Vectors) -> None:
    """Both sides have the same link, from 0 to 1, and each row one of 1."""
    links = linked(vectors, 10)

    assert abs(links - links.T).max() < 1e-12
    assert links.max(axis=1).toarray() == pytest.approx(1)
    assert links.diagonal().max() == 0


@pytest.mark.parametrize("n", [2, 3, 10])
def test_few_rows_can_be_linked(n: int) -> None:
    """With fewer rows than neighbours asked for, all others are neighbours."""
    links = linked(np.eye(n, 12, dtype=np.float32), 15)

    assert links.shape == (n, n)
    assert np.isfinite(links.toarray()).all()


def test_smoothing_brings_neighbours_together(vectors: Vectors) -> None:
    """After a step each row is nearer to the one it is linked to most."""
    links = linked(vectors, 10)
    rows, _ = nearest_neighbours(vectors, 1)

    moved = smoothed(vectors, links, 1)

    before = np.linalg.norm(vectors - vectors[rows[:, 0]], axis=1).mean()
    assert np.linalg.norm(moved - moved[rows[:, 0]], axis=1).mean() < 0.8 * before


@pytest.mark.parametrize("n", [0, 1, 2, 5])
def test_reading_order_holds_each_row_once(n: int) -> None:
    """Any number of rows, also none, can be put in order."""
    assert sorted(reading_order(np.eye(5, dtype=np.float32)[:n])) == list(range(n))


def test_reading_order_puts_the_alike_together() -> None:
    """Rows that alternate between two directions come out in two blocks."""
    alternating = np.tile(np.eye(2, dtype=np.float32), (4, 1))

    order = reading_order(alternating)

    assert (np.diff(order % 2) != 0).sum() == 1
