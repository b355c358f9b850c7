"""To which topic an answer belongs, by the centre it is nearest to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.embed import Vectors

NONE = -1
"""No topic."""

_BLOCK_ROWS = 8_192
_PRECISION = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Assigned:
    """Where answers belong; topics are counted by their row among the centres, from 0.

    Args:
        topic: -1 where the answer is less like the nearest centre than that topic's floor.
        similarity: cosine to the centre of the topic; to that of ``nearest`` where unclear.
        nearest: the topic with the nearest centre other than its own; -1 where there is none.
    """

    topic: NDArray[np.intp]
    similarity: NDArray[np.float32]
    nearest: NDArray[np.intp]


def assign(vectors: Vectors, centres: Vectors, floors: NDArray[np.float32]) -> Assigned:
    """The topic of each answer: that of the nearest centre, if it is like it enough.

    Args:
        vectors: unit vectors of n answers, shape (n, d).
        centres: unit vectors of k topics, shape (k, d).
        floors: the least cosine at which an answer belongs to each topic, shape (k,).

    Returns:
        Arrays of shape (n,); without topics all is unclear, with NaN for the similarity.
    """
    n = len(vectors)
    found = Assigned(np.full(n, NONE), np.full(n, np.nan, dtype=np.float32), np.full(n, NONE))
    for start in range(0, n if len(centres) else 0, _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = _cosines(vectors[rows], centres)
        belongs = _placed(found, rows, cosines, cosines.argmax(axis=1))
        belongs &= found.similarity[rows] >= floors[found.topic[rows]]
        unclear = np.flatnonzero(~belongs) + start
        found.nearest[unclear], found.topic[unclear] = found.topic[unclear], NONE
    return found


def seen_from(
    vectors: Vectors,
    centres: Vectors,
    topic: NDArray[np.intp],
    nearest: NDArray[np.intp] | None = None,
) -> Assigned:
    """How like answers are to topics they are in already, or to the nearest one where they are in none.

    Args:
        vectors: unit vectors of n answers, shape (n, d).
        centres: unit vectors of k topics, shape (k, d).
        topic: the row of the topic of each answer; -1 for none. Shape (n,).
        nearest: the topic that an answer in none is taken to come nearest to; ``None``, or -1, takes
            that of the nearest centre.
    """
    n = len(vectors)
    found = Assigned(topic.copy(), np.full(n, np.nan, dtype=np.float32), np.full(n, NONE))
    wish = topic if nearest is None else np.where(topic == NONE, nearest, topic)
    for start in range(0, n if len(centres) else 0, _BLOCK_ROWS):
        rows = slice(start, start + _BLOCK_ROWS)
        cosines = _cosines(vectors[rows], centres)
        own = np.where(wish[rows] == NONE, cosines.argmax(axis=1), wish[rows])
        _placed(found, rows, cosines, own)
    out = topic == NONE
    found.nearest[out], found.topic[out] = found.topic[out], NONE
    return found


def _cosines(vectors: Vectors, centres: Vectors) -> NDArray[np.float32]:
    """The cosine of each vector to each centre, whatever stands beside it.

    In single precision the last digit depends on how many rows are multiplied at once, and answers
    that are as like two topics, or just like enough, would change sides with it.

    Raises:
        TopicsError: vectors and centres have not the same number of dimensions.
    """
    if vectors.shape[1] != centres.shape[1]:
        raise TopicsError(
            f"The encoder makes vectors of {vectors.shape[1]} numbers, and the model has {centres.shape[1]}. "
            "Take the encoder that the model was made with."
        )
    double = np.asarray(vectors, dtype=np.float64) @ centres.T.astype(np.float64)
    return double.astype(np.float32)


def _placed(
    found: Assigned, rows: slice, cosines: NDArray[np.float32], own: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Write the topic, its similarity and the nearest other one of *rows* into *found*; all belong."""
    each = np.arange(len(own))
    found.topic[rows] = own
    found.similarity[rows] = cosines[each, own]
    if cosines.shape[1] > 1:
        cosines[each, own] = -np.inf
        found.nearest[rows] = cosines.argmax(axis=1)
    return np.ones(len(own), dtype=bool)


def centred(
    vectors: Vectors, topic: NDArray[np.intp], times: NDArray[np.intp], unclear: float
) -> tuple[Vectors, NDArray[np.float32]]:
    """The centre of each topic, and the similarity below which an answer is unclear.

    Args:
        vectors: unit vectors of n texts, shape (n, d).
        topic: of each text, from 0; -1 for none.
        times: how many answers have each text.
        unclear: the share of the texts of a topic that are the least like it.

    Returns:
        Unit rows of shape (topics, d), and floors of shape (topics,).
    """
    n_topics = int(topic.max()) + 1
    centres = np.zeros((n_topics, vectors.shape[1]), dtype=np.float32)
    floors = np.zeros(n_topics, dtype=np.float32)
    for each in range(n_topics):
        within = np.flatnonzero(topic == each)
        centres[each] = _mean_direction(vectors[within], times[within])
        cosines = vectors[within] @ centres[each]
        lowest = np.quantile(cosines, unclear, method="lower") if unclear else cosines.min()
        # A last digit that another batch of texts gives otherwise must not put an answer out.
        floors[each] = np.floor(lowest * _PRECISION) / _PRECISION
    return centres, floors


def sure(
    vectors: Vectors,
    topic: NDArray[np.intp],
    centres: Vectors,
    floors: NDArray[np.float32],
    fixed: NDArray[np.bool_],
) -> NDArray[np.intp]:
    """*topic*, but -1 where an answer is below the floor of its topic or more like another.

    Args:
        vectors: unit vectors of n texts, shape (n, d).
        topic: of each text, from 0; -1 for none.
        centres: of the topics, unit rows of shape (k, d).
        floors: of the topics, shape (k,).
        fixed: topics whose texts stay where they are, shape (k,).
    """
    stays = (assign(vectors, centres, floors).topic == topic) | fixed[topic]
    return np.where((topic != NONE) & stays, topic, NONE)


def _mean_direction(vectors: Vectors, times: NDArray[np.intp]) -> NDArray[np.float32]:
    mean = np.average(vectors, axis=0, weights=times)
    return np.asarray(mean / (np.linalg.norm(mean) or 1), dtype=np.float32)
