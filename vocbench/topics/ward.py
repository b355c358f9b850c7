"""Ward's tree of some thousands of points, without all their distances in memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.processes import in_blocks

Points = NDArray[np.float32]
Numbers = NDArray[np.intp]

_BLOCK_ROWS = 128  # so that a block of distances stays in the cache


@dataclass(frozen=True, eq=False)
class Tree:
    """Which points are joined two by two, cheapest join first.

    Args:
        joins: the two sides of each join, shape (n - 1, 2): points are 0 to n - 1, and n + i is what
            join i made.
        costs: by how much each join raises the sum of squared distances to the centres; never falling.
    """

    joins: Numbers
    costs: NDArray[np.float64]

    @property
    def n_points(self) -> int:
        """How many points are joined."""
        return len(self.joins) + 1

    def cut(self, n_groups: int) -> tuple[Numbers, Numbers]:
        """The groups that are left when the last joins are undone until there are *n_groups*.

        Args:
            n_groups: from 1 to the number of points.

        Returns:
            The group of each point, from 0, and the number that each group has in the tree.
        """
        n_nodes = 2 * self.n_points - n_groups
        group = np.full(n_nodes, -1, dtype=np.intp)
        roots: list[int] = []
        for node in range(n_nodes - 1, -1, -1):
            if group[node] < 0:
                group[node] = len(roots)
                roots.append(node)
            if node >= self.n_points:
                group[self.joins[node - self.n_points]] = group[node]
        return group[: self.n_points], np.array(roots, dtype=np.intp)


def ward_tree(points: Points) -> Tree:
    """The tree in which each join raises the sum of squared distances to the centres the least.

    Pairs that are each other's nearest are joined, all at once, until one is left. By Ward's measure
    that makes the same tree as joining the nearest pair each time.

    Sources: Ward (1963), doi:10.1080/01621459.1963.10500845; Murtagh (1983),
    doi:10.1093/comjnl/26.4.354.

    Args:
        points: shape (n, d), n at least 1.
    """
    n = len(points)
    forest = _Forest(points)
    joins: list[NDArray[np.float64]] = []
    n_made = 0
    while len(forest.name) > 1:
        joined = forest.join_nearest(n + n_made)
        joins.append(joined)
        n_made += len(joined)
    return _sorted(np.vstack(joins) if joins else np.zeros((0, 3)), n)


class _Forest:
    """Groups not joined yet: centre, size and name of each, and which is nearest to it."""

    def __init__(self, points: Points) -> None:
        n = len(points)
        self.centre = np.array(points, dtype=np.float32)
        self.size = np.ones(n, dtype=np.float32)
        self.name = np.arange(n)
        self.nearest = np.zeros(n, dtype=np.intp)
        self.cost = np.zeros(n, dtype=np.float32)
        self._stale: Numbers = np.arange(n)

    def join_nearest(self, first_name: int) -> NDArray[np.float64]:
        """Join all pairs that are each other's nearest; rows of the two names and the cost."""
        self._look_around()
        one = np.flatnonzero(self.nearest[self.nearest] == np.arange(len(self.nearest)))
        one = one[one < self.nearest[one]]
        if not len(one):  # rounding can hide the nearest pair from one of the two
            one = np.array([min(self.cost.argmin(), self.nearest[self.cost.argmin()])])
            self.nearest[one] = np.where(self.nearest[one] == one, self.cost.argmin(), self.nearest[one])
        other = self.nearest[one]
        joined = np.column_stack([self.name[one], self.name[other], self.cost[one]]).astype(np.float64)
        self._merge(one, other, first_name)
        return joined

    def _look_around(self) -> None:
        """Find the nearest of those groups for which it may have changed."""
        square = (self.centre**2).sum(axis=1)

        def look(block: slice) -> None:
            rows = self._stale[block]
            away = self.centre[rows] @ self.centre.T
            away *= -2
            away += square
            away += square[rows, None]
            # s t / (s + t) = 1 / (1 / s + 1 / t), in place: this is where the time goes.
            away /= np.add.outer(1 / self.size[rows], 1 / self.size)
            own = np.arange(len(rows))
            away[own, rows] = np.inf
            self.nearest[rows] = away.argmin(axis=1)
            self.cost[rows] = np.maximum(away[own, self.nearest[rows]], 0)

        in_blocks(look, len(self._stale), _BLOCK_ROWS)

    def _merge(self, one: Numbers, other: Numbers, first_name: int) -> None:
        share = (self.size[other] / (self.size[one] + self.size[other]))[:, None]
        self.centre[one] += share * (self.centre[other] - self.centre[one])
        self.size[one] += self.size[other]
        self.name[one] = first_name + np.arange(len(one))
        touched = np.zeros(len(self.name), dtype=bool)
        touched[one] = touched[other] = True
        kept = np.ones(len(self.name), dtype=bool)
        kept[other] = False
        place = np.cumsum(kept) - 1
        # A group whose nearest was not joined keeps it: by Ward's measure nothing comes nearer.
        self._stale = np.flatnonzero((touched | touched[self.nearest])[kept])
        self.nearest = place[self.nearest[kept]]
        self.centre, self.size, self.name = self.centre[kept], self.size[kept], self.name[kept]
        self.cost = self.cost[kept]


def _sorted(joins: NDArray[np.float64], n: int) -> Tree:
    """*joins* by rising cost, with what they made counted in that order."""
    sides, costs = joins[:, :2].astype(np.intp), joins[:, 2]
    for place, (left, right) in enumerate(sides):  # rounding must not put a join before its parts
        for side in (left, right):
            if side >= n:
                costs[place] = max(costs[place], costs[side - n])
    order = np.argsort(costs, kind="stable")
    name = np.arange(n + len(joins))
    name[n + order] = n + np.arange(len(joins))
    return Tree(name[sides[order]], costs[order])
