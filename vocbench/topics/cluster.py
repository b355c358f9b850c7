"""The two pieces that BERTopic is given: a reduction to few dimensions, and a clustering.

Both are made for open answers: hundreds to some thousands of short texts, of which none may
be dropped without a word.
"""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass, field
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage
from scipy.spatial.distance import cdist, pdist

from vocbench.topics.embed import Vectors

_MOST_TOPICS = 30
"""With more, agreement with human codes falls (5,096 patient answers), and nobody reads them all."""

_BLOCK_ROWS = 1_024


def suggested_topics(n_distinct: int) -> int:
    """How many topics to make of *n_distinct* different answers: sqrt(n / 2), from 2 to 30."""
    return max(2, min(_MOST_TOPICS, round(math.sqrt(n_distinct / 2))))


def nearest_neighbours(vectors: Vectors, k: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The *k* nearest rows of each row by cosine distance, itself first.

    Args:
        vectors: unit vectors, shape (n, d).
        k: how many, at most n.

    Returns:
        Row numbers and distances (0 to 2), both of shape (n, k), nearest first.
    """
    n = len(vectors)
    indices = np.empty((n, k), dtype=np.int32)
    distances = np.empty((n, k), dtype=np.float32)
    for start in range(0, n, _BLOCK_ROWS):
        stop = min(start + _BLOCK_ROWS, n)
        away = 1 - vectors[start:stop] @ vectors.T
        away[np.arange(stop - start), np.arange(start, stop)] = -1  # rounding must not put a twin first
        nearest = np.argpartition(away, k - 1, axis=1)[:, :k]
        order = np.argsort(np.take_along_axis(away, nearest, axis=1), axis=1, kind="stable")
        indices[start:stop] = np.take_along_axis(nearest, order, axis=1)
        distances[start:stop] = np.take_along_axis(away, indices[start:stop], axis=1)
    return indices, np.clip(distances, 0, 2)


def reading_order(vectors: Vectors) -> NDArray[np.intp]:
    """Row numbers in an order in which near-duplicates stand together (leaves of a tree).

    Args:
        vectors: unit vectors, shape (n, d).
    """
    if len(vectors) < 3:  # noqa: PLR2004 - a tree needs more than one pair to have an order
        return np.arange(len(vectors))
    distances = np.clip(1 - vectors @ vectors.T, 0, None)[np.triu_indices(len(vectors), k=1)]
    order: NDArray[np.intp] = leaves_list(linkage(distances, "average", optimal_ordering=True)).astype(
        np.intp
    )
    return order


@dataclass
class Reducer:
    """UMAP to five dimensions, quick and exact for as many answers as a survey has.

    UMAP left to itself calls a Python function for every pair of fewer than 4,096 rows; given
    the neighbours, found with a few matrix products, it is ten times as fast.

    Args:
        seed: start of the random numbers.
        n_exact: up to this many rows the neighbours are exact; above it UMAP approximates.
    """

    seed: int
    n_exact: int = 15_000

    def fit_transform(self, vectors: Vectors, y: object = None) -> NDArray[np.float32]:  # noqa: ARG002 - BERTopic's signature
        """Rows of *vectors* as points in five dimensions, shape (n, 5)."""
        k = min(15, len(vectors) - 1)
        exact = len(vectors) <= self.n_exact
        neighbours = nearest_neighbours(vectors, k) if exact else (None, None)
        with warnings.catch_warnings():
            # Importing UMAP tells that TensorFlow is absent, which nothing here uses.
            warnings.simplefilter("ignore", ImportWarning)
            from umap import UMAP  # noqa: PLC0415 - very slow to load

            # "Transform will be unavailable" without a search index: nothing is transformed later.
            warnings.filterwarnings("ignore", message="precomputed_knn", category=UserWarning)
            # A graph in pieces, as separate groups of answers make, may have no spectral start; UMAP
            # then draws one from the seed, and every answer still gets a place.
            warnings.filterwarnings("ignore", message="Spectral initialisation", category=UserWarning)
            warnings.filterwarnings(
                "ignore", message="A (few|large number) of your vert", category=UserWarning
            )
            model = UMAP(
                n_neighbors=k,
                n_components=5,
                min_dist=0.0,
                metric="cosine",
                n_epochs=200,
                random_state=self.seed,
                n_jobs=1,  # what a seed asks for; said aloud to spare a warning
                precomputed_knn=(*neighbours, None),
                force_approximation_algorithm=True,
            )
            points: NDArray[np.float32] = model.fit_transform(vectors)
        return points


@dataclass
class Clusterer:
    """Average linkage: every answer gets a topic, and none falls out.

    Average linkage leaves some stragglers alone. The tree is therefore cut where it has
    ``n_clusters`` groups worth a name, and each straggler joins the group with the nearest centre.

    Args:
        n_clusters: how many topics.
        seed: start of the random numbers.
        n_exact: above this many rows, 1,000 small groups are linked in place of the rows: the
            distances of all pairs would take 8 bytes * n * n.
        n_groups: how many small groups.
    """

    n_clusters: int
    seed: int
    n_exact: int = 10_000
    n_groups: int = 1_000
    labels_: NDArray[np.intp] = field(init=False, repr=False)

    def fit(self, points: NDArray[np.float32], y: object = None) -> Self:  # noqa: ARG002 - BERTopic's signature
        """Set ``labels_``: the cluster of each row of *points*, from 0."""
        if len(points) > self.n_exact:
            group, centres = self._grouped(points)
        else:
            group, centres = np.arange(len(points)), points
        tree = linkage(pdist(centres), "average")
        self.labels_ = _without_stragglers(tree, group, points, self.n_clusters)
        return self

    def _grouped(self, points: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The small group of each row, and the centres of the groups."""
        from sklearn.cluster import MiniBatchKMeans  # noqa: PLC0415 - slow to load

        groups = MiniBatchKMeans(self.n_groups, random_state=self.seed, n_init=1, batch_size=4_096).fit(
            points
        )
        return groups.labels_, groups.cluster_centers_


def _without_stragglers(
    tree: NDArray[np.float64], group: NDArray[np.intp], points: NDArray[np.float32], n_clusters: int
) -> NDArray[np.intp]:
    """The cluster of each point, 0 to at most *n_clusters* - 1, none of them tiny."""
    n_leaves = len(tree) + 1
    mean_size = len(points) / n_clusters
    smallest = max(round(mean_size / 10), min(3, int(mean_size)))
    best: tuple[int, NDArray[np.intp]] = (0, np.zeros(len(points), dtype=np.intp))
    for n_cut in range(n_clusters, min(3 * n_clusters, n_leaves) + 1):
        labels = fcluster(tree, n_cut, criterion="maxclust")[group]
        n_large = int((np.bincount(labels) >= smallest).sum())
        if n_large > best[0]:
            best = (n_large, labels)
        if n_large == n_clusters:
            break
    return _joined_to_nearest(best[1], points, smallest)


def _joined_to_nearest(
    labels: NDArray[np.intp], points: NDArray[np.float32], smallest: int
) -> NDArray[np.intp]:
    """*labels* counted from 0, where groups below *smallest* points join the nearest other one."""
    large = np.flatnonzero(np.bincount(labels) >= smallest)
    centres = np.stack([points[labels == each].mean(axis=0) for each in large])
    joined = np.searchsorted(large, labels)
    alone = ~np.isin(labels, large)
    joined[alone] = cdist(points[alone], centres).argmin(axis=1)
    return joined.astype(np.intp)
