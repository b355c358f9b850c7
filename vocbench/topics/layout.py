"""A map of the answers: each topic is a disc, near topics lie near each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.assign import NONE, Assigned
from vocbench.topics.embed import Vectors

if TYPE_CHECKING:
    from vocbench.topics.result import TopicModel

Floats = NDArray[np.float64]

_STEPS = np.linspace(0, 1, 33)
_ALL_ROUND = 2 * np.pi * _STEPS - np.pi
_ROUNDS = 100
_PUSHES = 300
_GAP = 1.2
_UNCLEAR_FROM, _UNCLEAR_TO = 1.08, 1.3
_SPREAD = 1.5


@dataclass(frozen=True, eq=False)
class TopicMap:
    """Where topics lie, and how answers lie within them.

    The most typical answers of a topic are in the middle of its disc, the least typical at its rim, on
    the side of the topics that they lean to; unclear ones around the disc of the nearest topic.

    Args:
        centres: of the topics, unit rows of shape (k, d).
        middles: of the discs, shape (k, 2).
        radii: of the discs, shape (k,).
        axes: which way on the map a vector leans, shape (d, 2).
        likeness: similarities to the centre, from the least to the highest in even steps, shape (k, 33).
        turns: directions from the centre, in the same steps, so that discs are filled evenly.
    """

    centres: Vectors
    middles: Floats
    radii: Floats
    axes: Floats
    likeness: Floats
    turns: Floats

    def places(self, vectors: Vectors, placed: Assigned) -> Floats:
        """The place of each answer, shape (n, 2); NaN where there is no topic at all.

        Args:
            vectors: unit vectors of the answers, shape (n, d).
            placed: their topics.
        """
        found = np.full((len(vectors), 2), np.nan)
        is_out = placed.topic == NONE
        disc = np.where(is_out, placed.nearest, placed.topic)
        angle = _angles(vectors, self.centres, disc, self.axes)
        for each in np.unique(disc[disc != NONE]):
            rows = np.flatnonzero(disc == each)
            typical = np.interp(placed.similarity[rows], self.likeness[each], _STEPS)
            rim = np.sqrt(1 - typical)
            outside = _UNCLEAR_TO - (_UNCLEAR_TO - _UNCLEAR_FROM) * _even_rank(placed.similarity[rows])
            reach = np.where(is_out[rows], outside, rim) * self.radii[each]
            turn = 2 * np.pi * np.interp(angle[rows], self.turns[each], _STEPS) + self.turns[each, 0]
            steps = np.column_stack([np.cos(turn), np.sin(turn)])
            found[rows] = self.middles[each] + reach[:, None] * steps
        return found

    def with_topics(self, placed: Assigned, centres: Vectors) -> TopicMap:
        """This map with discs for further topics, each on free ground near those it is most like.

        Args:
            placed: answers and their topics, in rows of *centres*.
            centres: of the topics of this map, then of the further ones.
        """
        n_old = len(self.centres)
        sizes = np.bincount(placed.topic[placed.topic >= n_old], minlength=len(centres))[n_old:]
        # One disc of this map tells how large an answer is drawn.
        known = np.bincount(placed.topic[placed.topic != NONE], minlength=len(centres))[:n_old]
        scale = float(np.median(self.radii)) / np.sqrt(max(float(np.median(known)), 3))
        middles, radii = list(self.middles), list(self.radii)
        for centre, size in zip(centres[n_old:], sizes, strict=True):
            radius = min(scale * np.sqrt(max(size, 3)), self.radii.max())
            near = np.argsort(-(self.centres @ centre), kind="stable")[:2]
            middles.append(_free_place(self.middles[near].mean(axis=0), radius, middles, radii))
            radii.append(radius)
        fresh = [placed.topic == n_old + each for each in range(len(sizes))]
        likeness = [_in_steps(placed.similarity[rows].astype(np.float64)) for rows in fresh]
        turns = np.tile(_ALL_ROUND, (len(sizes), 1))
        return TopicMap(
            centres,
            np.array(middles),
            np.array(radii),
            _axes(centres, np.array(middles)),
            np.vstack([self.likeness, *likeness]),
            np.vstack([self.turns, turns]),
        )


def topic_map(vectors: Vectors, placed: Assigned, centres: Vectors) -> TopicMap:
    """The map of answers that are in topics.

    Args:
        vectors: unit vectors of the answers, shape (n, d).
        placed: their topics.
        centres: of the topics, unit rows of shape (k, d).
    """
    sizes = np.bincount(placed.topic[placed.topic != NONE], minlength=len(centres))
    middles, radii = _discs(centres, sizes)
    axes = _axes(centres, middles)
    angle = _angles(vectors, centres, placed.topic, axes)
    likeness, turns = (
        np.stack([_in_steps(values[placed.topic == each]) for each in range(len(centres))])
        for values in (placed.similarity.astype(np.float64), angle)
    )
    return TopicMap(centres, middles, radii, axes, likeness, turns)


def map_of(model: TopicModel) -> TopicMap:
    """The map of a model that is there already, to find places for further answers.

    Args:
        model: with topics, whose answers have places.
    """
    rows = model.answers[["topic", "similarity", "x", "y"]].dropna()
    parts = [rows[rows["topic"] == topic] for topic in model.topics["topic"]]
    places = [part[["x", "y"]].to_numpy() if len(part) else np.zeros((1, 2)) for part in parts]
    middles = np.stack([each.mean(axis=0) for each in places])
    reach = [
        np.linalg.norm(each - middle, axis=1).max() for each, middle in zip(places, middles, strict=True)
    ]
    return TopicMap(
        model.centres,
        middles,
        np.array(reach),
        _axes(model.centres, middles),
        np.stack([_in_steps(part["similarity"].to_numpy()) for part in parts]),
        np.tile(_ALL_ROUND, (len(parts), 1)),
    )


def _in_steps(values: Floats) -> Floats:
    return np.quantile(values, _STEPS) if len(values) else np.zeros(len(_STEPS))


def _even_rank(values: NDArray[np.floating]) -> Floats:
    """The place of each value among all, from 0 for the least to 1."""
    rank = np.argsort(np.argsort(values, kind="stable"), kind="stable")
    return rank / max(len(values) - 1, 1)


def _axes(centres: Vectors, middles: Floats) -> Floats:
    """The directions in which vectors lie as their topics do on the map, shape (d, 2)."""
    apart = (centres - centres.mean(axis=0)).astype(np.float64)
    return np.asarray(np.linalg.pinv(apart, rcond=1e-3) @ (middles - middles.mean(axis=0)))


def _angles(vectors: Vectors, centres: Vectors, topic: NDArray[np.intp], axes: Floats) -> Floats:
    """Which way each answer leans from the centre of its topic, from -pi to pi."""
    lean = vectors @ axes - (centres @ axes)[topic]
    return np.asarray(np.arctan2(lean[:, 1], lean[:, 0]))


def _discs(centres: Vectors, sizes: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Middles and radii of discs that do not overlap, within a square from -1 to 1."""
    radii = np.sqrt(np.maximum(sizes, 3))
    middles = _spread(centres)
    scale = _SPREAD * np.sqrt((radii**2).sum()) / max(np.sqrt((middles**2).sum(axis=1).mean()), 1e-9)
    middles = _apart(middles * scale, radii)
    reach = np.abs(middles).max() + radii.max()
    return middles / reach, radii / reach


def _spread(centres: Vectors) -> Floats:
    """Places for topics whose distances are as near as can be to those of their centres, shape (k, 2).

    Weighted multidimensional scaling by majorisation: what is near counts most (de Leeuw 1977;
    Gansner, Koren, North 2004, doi:10.1007/978-3-540-31843-9_25), started from its classical form.
    """
    n = len(centres)
    away = np.sqrt(np.maximum(2 - 2 * (centres @ centres.T).astype(np.float64), 1e-6))
    np.fill_diagonal(away, 0)
    middle = np.eye(n) - 1 / n
    values, axes = np.linalg.eigh(-middle @ away**2 @ middle / 2)
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(n)])
    places = np.zeros((n, 2))
    places[:, : min(2, n)] = (axes * np.sqrt(np.maximum(values, 0)))[:, ::-1][:, :2]
    weights = 1 / np.where(away > 0, away, np.inf) ** 4
    back = np.linalg.pinv(np.diag(weights.sum(axis=1)) - weights)
    for _ in range(_ROUNDS):
        now = np.linalg.norm(places[:, None] - places, axis=2)
        pull = -weights * away / np.where(now > 0, now, np.inf)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        places = back @ pull @ places
    return places


def _apart(places: Floats, radii: Floats) -> Floats:
    """*places* moved until no two discs overlap, each step half of the way."""
    wanted = _GAP * (radii[:, None] + radii)
    np.fill_diagonal(wanted, 0)
    for _ in range(_PUSHES):
        between = places[:, None] - places
        away = np.linalg.norm(between, axis=2)
        lacking = np.maximum(wanted - away, 0)
        if lacking.max() < 1e-3 * radii.max():
            break
        push = between / np.where(away > 0, away, 1)[:, :, None] * lacking[:, :, None] / 4
        places = places + push.sum(axis=1)
    return places


def _free_place(
    wish: Floats, radius: float, middles: list[Floats], radii: list[float]
) -> NDArray[np.float64]:
    """The first place along a spiral from *wish* where a disc overlaps no other."""
    discs, reach = np.array(middles), np.array(radii)
    place, turn = wish, 0.0
    while (np.linalg.norm(discs - place, axis=1) < _GAP * (reach + radius)).any():
        turn += 0.5
        place = wish + radius * turn / 8 * np.array([np.cos(turn), np.sin(turn)])
    return np.asarray(place)
