"""The tree is Ward's, however it is built."""

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from vocbench.topics.ward import ward_tree


@pytest.mark.parametrize("n", [2, 3, 50, 400])
def test_tree_is_that_of_the_textbook(n: int) -> None:
    """Joins of mutual neighbours cost what scipy's joins of the nearest pair cost, and cut the same."""
    points = np.random.default_rng(n).normal(size=(n, 4)).astype(np.float32)

    tree = ward_tree(points)

    known = linkage(points, "ward")
    assert np.sqrt(2 * tree.costs) == pytest.approx(known[:, 2], rel=1e-3)
    groups, _ = tree.cut(min(7, n))
    theirs = fcluster(known, min(7, n), "maxclust")
    assert (np.equal.outer(groups, groups) == np.equal.outer(theirs, theirs)).all()


def test_equal_points_are_joined_first() -> None:
    """Points in the same place cost nothing to join, and do not stop the work."""
    points = np.repeat(np.eye(3, dtype=np.float32), 20, axis=0)

    tree = ward_tree(points)

    assert tree.costs[:57] == pytest.approx(0, abs=1e-6)
    assert tree.costs[57:].min() > 1


def test_a_cut_names_the_root_of_each_group() -> None:
    """As many groups as asked for, each with the node of the tree that holds it."""
    tree = ward_tree(np.arange(9, dtype=np.float32)[:, None] ** 2)

    for n_groups in range(1, 10):
        groups, roots = tree.cut(n_groups)
        assert sorted(set(groups.tolist())) == list(range(n_groups)) == list(range(len(roots)))


def test_one_point_is_a_tree() -> None:
    """A single point has no joins."""
    tree = ward_tree(np.zeros((1, 3), dtype=np.float32))

    assert tree.n_points == 1
    assert tree.cut(1)[0].tolist() == [0]
