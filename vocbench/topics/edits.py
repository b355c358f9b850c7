"""What an edit by hand does to a topic model: parts of a topic, centres, similarities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.assign import NONE, seen_from
from vocbench.topics.result import UNCLEAR, Vectors
from vocbench.topics.words import topic_names

Numbers = NDArray[np.int64]

_MOST_LINKED = 2_000  # different points: their distances take 16 MB, their tree a tenth of a second
_ROUNDS = 10
_DECIMALS = 4
_NAME_LENGTH = 40

_OUTSIDE = 0.05
"""The share of a topic below its floor: a person may put answers in it that are little like it, and what
comes later is not to follow those."""


def parts_of(points: NDArray[np.floating], into: int) -> Numbers:
    """The part of a topic that each of its answers falls in, when it is split by likeness.

    The parts are those of Ward's tree (doi:10.1080/01621459.1963.10500845), after which each answer goes
    to the part with the nearest centre until none moves, at most ten times. Of more than 2,000 different
    points the tree is that of 2,000, evenly taken in their order of value.

    Args:
        points: one row per answer: its vector, or its place on the map. Shape (n, d).
        into: how many parts, at least 2.

    Returns:
        Shape (n,): from 0, the largest part first. The same whatever the order of the rows.

    Raises:
        TopicsError: there are fewer different points than parts.
    """
    rounded: NDArray[np.float64] = np.round(points, 6).astype(np.float64)
    distinct, place = np.unique(rounded, axis=0, return_inverse=True)
    if len(distinct) < into:
        raise TopicsError(
            f"{len(points):,} answers of {len(distinct):,} kinds cannot be split into {into} parts. "
            "Name the answers of each part instead."
        )
    from scipy.cluster.hierarchy import cut_tree, linkage  # noqa: PLC0415 - slow to load
    from scipy.spatial.distance import pdist  # noqa: PLC0415

    rows = np.unique(np.linspace(0, len(distinct) - 1, min(len(distinct), _MOST_LINKED)).astype(int))
    linked = cut_tree(linkage(pdist(distinct[rows]), "ward"), n_clusters=into).ravel()
    centres = np.stack([distinct[rows[linked == part]].mean(axis=0) for part in range(into)])
    part = _nearest(distinct, centres)
    part[rows] = linked
    return _largest_first(_settled(distinct, part, np.bincount(place.ravel()))[place.ravel()], into)


def _settled(points: NDArray[np.float64], part: Numbers, weights: NDArray[np.intp]) -> Numbers:
    """*part*, where points went to the part with the nearest centre; no part is left without points."""
    for _ in range(_ROUNDS):
        own = [part == each for each in range(part.max() + 1)]
        centres = np.stack([np.average(points[rows], axis=0, weights=weights[rows]) for rows in own])
        again = _nearest(points, centres)
        if np.array_equal(again, part) or len(np.unique(again)) < len(centres):
            break
        part = again
    return part


def _nearest(points: NDArray[np.float64], centres: NDArray[np.float64]) -> Numbers:
    away = (centres**2).sum(axis=1) - 2 * points @ centres.T
    nearest: Numbers = away.argmin(axis=1).astype(np.int64)
    return nearest


def _largest_first(part: Numbers, into: int) -> Numbers:
    order = np.argsort(-np.bincount(part, minlength=into), kind="stable")
    rank = np.empty(into, dtype=np.int64)
    rank[order] = np.arange(into)
    return rank[part]


def centre_of(vectors: Vectors) -> Vectors:
    """The mean of *vectors* with length 1, shape (d,); zeros where there is none."""
    return (
        _unit(vectors.astype(np.float64).mean(axis=0))
        if len(vectors)
        else np.zeros(vectors.shape[1], np.float32)
    )


def joint_centre(centres: Vectors, sizes: Sequence[int]) -> Vectors:
    """The centre of topics taken together, where the vectors of their answers are not known."""
    return _unit(np.asarray(sizes, dtype=np.float64) @ centres.astype(np.float64))


def _unit(vector: NDArray[np.float64]) -> Vectors:
    return (vector / (np.linalg.norm(vector) or 1.0)).astype(np.float32)


def likeness(
    inside: pd.DataFrame,
    before: Numbers,
    numbers: Numbers,
    centres: Vectors,
    vectors: NDArray[np.floating] | None,
) -> tuple[NDArray[np.float64], Numbers]:
    """How like each answer is to the centre of its topic, and which other topic it is nearest to.

    Args:
        inside: ``topic similarity nearest``: the topics as they are now, the rest as the model said.
        before: the topic each answer had when the model said so.
        numbers: of the topics, in the order of *centres*; at least one.
        centres: unit rows.
        vectors: of the answers; rows of NaN and ``None`` where unknown. Then the similarity is an
            estimate: the cosine to the old centre times that of the old centre to the new one, as if
            what the answer has beside its old topic had nothing to do with the new one.

    Returns:
        Similarities (to the nearest topic where an answer is in none) and numbers of the nearest
        topics, -1 where there is none.
    """
    rows = pd.Index(numbers)
    own = rows.get_indexer(pd.Index(inside["topic"]))
    similarity, nearest = _estimated(inside, rows.get_indexer(pd.Index(before)), own, numbers, centres)
    if vectors is not None and centres.shape[1]:
        known = ~np.isnan(vectors[:, 0])
        seen = seen_from(vectors[known], centres, own[known])
        similarity[known] = seen.similarity
        nearest[known] = np.where(seen.nearest == NONE, UNCLEAR, numbers[seen.nearest])
    return np.round(similarity, _DECIMALS), nearest


def _estimated(
    inside: pd.DataFrame, before: NDArray[np.intp], own: NDArray[np.intp], numbers: Numbers, centres: Vectors
) -> tuple[NDArray[np.float64], Numbers]:
    between = centres.astype(np.float64) @ centres.T
    np.fill_diagonal(between, 1.0)
    old = pd.Index(numbers).get_indexer(pd.Index(inside["nearest"]))
    old = np.where(before >= 0, before, old)
    said = inside["similarity"].to_numpy()
    moved = (own != old) & (own >= 0) & (old >= 0)
    similarity = np.where(moved, said * between[old, own], said)
    np.fill_diagonal(between, -np.inf)
    other = np.where(np.isfinite(between.max(axis=1)), numbers[between.argmax(axis=1)], UNCLEAR)
    nearest = inside["nearest"].to_numpy()
    stands = np.isin(nearest, numbers) & (nearest != inside["topic"].to_numpy())
    return similarity, np.where(stands, nearest, np.where(own >= 0, other[own], UNCLEAR))


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What shows of a topic, and where it lies. ``centre`` and ``floor`` are ``None`` where unknown."""

    words: list[str]
    name: str
    centre: Vectors | None
    floor: float | None


def look_of(topic: int, answers: Answers, words: Sequence[str], others: Sequence[Mapping[str, Any]]) -> Look:
    """The look of a topic whose answers changed.

    Args:
        topic: its number; it has answers.
        answers: where all answers are now.
        words: its words, best first.
        others: the other topics: ``name words``.
    """
    rows, vectors = answers.of(topic)
    centre, floor, first = None, None, 0
    if len(vectors):
        centre = centre_of(vectors)
        cosines = vectors @ centre
        floor, first = float(np.quantile(cosines, _OUTSIDE)), int(cosines.argmax())
    name = topic_names([*(each["words"] for each in others), words])[-1]
    # A topic of stop words alone is called after its most typical answer.
    name = name or shorten(answers.texts[rows[first]], _NAME_LENGTH, placeholder="…")
    return Look(list(words), free_name(name, {each["name"] for each in others}), centre, floor)


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """All answers of a model as they are now.

    Args:
        texts: shape (n,).
        topic: the topic of each, -1 for none.
        vectors: shape (n, d), rows of NaN where unknown; ``None`` where all are.
    """

    texts: NDArray[np.object_]
    topic: Numbers
    vectors: NDArray[np.floating] | None

    def of(self, topic: int) -> tuple[NDArray[np.intp], Vectors]:
        """The places of the answers of a topic and their vectors, as far as these are known.

        Where none is, all places, and no vectors.
        """
        rows = np.flatnonzero(self.topic == topic)
        if self.vectors is None:
            return rows, np.zeros((0, 0), dtype=np.float32)
        own = self.vectors[rows].astype(np.float32)
        known = ~np.isnan(own[:, 0])
        return (rows[known] if known.any() else rows), own[known]


def free_name(name: str, taken: Iterable[str]) -> str:
    """*name*, with a number behind it where another topic has it.

    >>> free_name("waiting", ["waiting", "waiting (2)"])
    'waiting (3)'
    """
    known = {each.casefold() for each in taken}
    number = 2
    free = name
    while free.casefold() in known:
        free = f"{name} ({number})"
        number += 1
    return free
