"""Which answers are near each other in meaning, and what an answer shares with its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.embed import Vectors
from vocbench.topics.processes import in_blocks

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Links = "csr_array"
"""How strongly each pair of answers is linked, 0 to 1; sparse, symmetric, shape (n, n)."""

N_NEIGHBOURS = 15
_BLOCK_ROWS = 256
_BLOCK_COLUMNS = 64
_PART = 16
_HALVINGS = 40


def nearest_neighbours(vectors: Vectors, k: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The *k* other rows nearest each row by cosine.

    Args:
        vectors: unit vectors, shape (n, d).
        k: how many, at most n - 1.

    Returns:
        Row numbers and cosines, both of shape (n, k), nearest first.
    """
    n = len(vectors)
    rows = np.empty((n, k), dtype=np.int32)
    cosines = np.empty((n, k), dtype=np.float32)

    def look(block: slice) -> None:
        away = -(vectors[block] @ vectors.T)
        own = np.arange(block.start, block.stop)
        away[own - block.start, own] = 2  # farther than any other row
        near = _smallest(away, k)
        order = np.argsort(np.take_along_axis(away, near, axis=1), axis=1, kind="stable")
        rows[block] = np.take_along_axis(near, order, axis=1)
        cosines[block] = -np.take_along_axis(away, rows[block], axis=1)

    in_blocks(look, n, _BLOCK_ROWS)
    return rows, cosines


def _smallest(values: NDArray[np.float32], k: int) -> NDArray[np.intp]:
    """Where the *k* smallest of each row are, in no order.

    They lie in the *k* parts of the row with the smallest minima, so that few numbers are sorted.
    """
    n = values.shape[1]
    n_parts = n // _PART
    if n_parts <= k:
        return np.argpartition(values, k - 1, axis=1)[:, :k]
    least = values[:, : n_parts * _PART].reshape(len(values), n_parts, _PART).min(axis=2)
    parts = np.argpartition(least, k - 1, axis=1)[:, :k]
    places = (parts[:, :, None] * _PART + np.arange(_PART)).reshape(len(values), -1)
    rest = np.broadcast_to(np.arange(n_parts * _PART, n), (len(values), n - n_parts * _PART))
    places = np.hstack([places, rest])
    among = np.argpartition(np.take_along_axis(values, places, axis=1), k - 1, axis=1)[:, :k]
    return np.take_along_axis(places, among, axis=1)


def linked(vectors: Vectors, k: int = N_NEIGHBOURS) -> csr_array[Any]:
    """How strongly each pair of rows is linked, as UMAP weighs neighbours.

    A row is linked to its nearest neighbour with 1 and to the others the less the farther they are,
    by its own measure: its links add up to log2(k + 1). A pair is linked as strongly as the either
    side or both together make it: a + b - ab.

    Source: McInnes, Healy, Melville (2018), section 3.1, arXiv:1802.03426.

    Args:
        vectors: unit vectors, shape (n, d).
        k: neighbours of each row; fewer where there are no more rows.

    Returns:
        Weights from 0 to 1, sparse, symmetric, with an empty diagonal, shape (n, n).
    """
    from scipy.sparse import csr_array  # noqa: PLC0415 - slow to load

    n = len(vectors)
    k = min(k, n - 1)
    rows, cosines = nearest_neighbours(vectors, k)
    weights = _weighed(1 - cosines.astype(np.float64), np.log2(k + 1))
    one_way = csr_array((weights.ravel(), rows.ravel(), np.arange(0, n * k + 1, k)), shape=(n, n))
    other_way = one_way.T.tocsr()
    return csr_array(one_way + other_way - one_way * other_way)


def _weighed(away: NDArray[np.float64], total: float) -> NDArray[np.float64]:
    """exp(-(distance - nearest) / scale) for each row, with the scale at which a row adds up to *total*."""
    beyond = away - away[:, :1]
    low, high = np.zeros((len(away), 1)), np.full((len(away), 1), np.inf)
    scale = np.ones((len(away), 1))
    for _ in range(_HALVINGS):
        is_much = np.exp(-beyond / scale).sum(axis=1, keepdims=True) > total
        high, low = np.where(is_much, scale, high), np.where(is_much, low, scale)
        scale = np.where(np.isinf(high), 2 * scale, (low + high) / 2)
    # Where all neighbours are equally near, the scale would go to nought, and noise would decide.
    floor = max(1e-3 * float(away.mean()), 1e-6)
    return np.asarray(np.exp(-beyond / np.maximum(scale, floor)))


def smoothed(vectors: Vectors, links: csr_array[Any], steps: int) -> Vectors:
    """*vectors* after each has moved halfway to the mean of its neighbours, *steps* times.

    What single answers say by chance fades; what neighbours share stays. It is a lazy random walk
    along the links, or a low-pass filter on their graph.

    Source: Taubin (1995), doi:10.1145/218380.218473.

    Args:
        vectors: shape (n, d).
        links: as ``linked`` gives them, shape (n, n).
        steps: how often.
    """
    from scipy.sparse import diags_array  # noqa: PLC0415 - slow to load

    totals = links.sum(axis=1)
    walk = (diags_array(0.5 / np.where(totals > 0, totals, 1)) @ links).tocsr().astype(np.float32)
    # A row without links stays where it is.
    stay = np.where(totals > 0, 0.5, 1.0).astype(np.float32)[:, None]
    moved = np.array(vectors, dtype=np.float32)

    def move(columns: slice) -> None:  # each number of a vector goes its own way
        part = np.ascontiguousarray(vectors[:, columns], dtype=np.float32)
        for _ in range(steps):
            part = walk @ part + stay * part
        moved[:, columns] = part

    in_blocks(move, vectors.shape[1], _BLOCK_COLUMNS)
    return moved


def reading_order(vectors: Vectors) -> NDArray[np.intp]:
    """Row numbers in an order in which near-duplicates stand together (leaves of a tree).

    Args:
        vectors: unit vectors, shape (n, d).
    """
    from scipy.cluster.hierarchy import leaves_list, linkage  # noqa: PLC0415 - slow to load

    if len(vectors) < 3:  # noqa: PLR2004 - a tree needs more than one pair to have an order
        return np.arange(len(vectors))
    distances = np.clip(1 - vectors @ vectors.T, 0, None)[np.triu_indices(len(vectors), k=1)]
    tree = linkage(distances, "average", optimal_ordering=True)
    return np.asarray(leaves_list(tree), dtype=np.intp)
