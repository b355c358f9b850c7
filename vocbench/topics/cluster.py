"""The two pieces that BERTopic is given: points in fewer dimensions, and a clustering of them.

Both are made for open answers: hundreds to some thousands of short texts, of which none may be
dropped without a word. Nothing in them is drawn at random, and small changes of the vectors stay
small: another order of the answers, or another computer, gives the same topics.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.embed import Vectors
from vocbench.topics.graph import linked, smoothed
from vocbench.topics.ward import Numbers, Points, Tree, ward_tree

if TYPE_CHECKING:
    from scipy.sparse import csr_array

MOST_TOPICS = 200
"""More than these nobody reads."""

ANSWERS_PER_TOPIC = 10
"""Different answers that a topic has on average, at least."""

_STEPS = 10
_STEPS_BACK = 2
_N_COMPONENTS = 64
_OWN_SHARE = 0.2
_CHANCE = 0.3
_DETAIL = 0.11
_MOST_BLUR = 0.7
_BLUR_OF_ONE = 4.0
_ROUNDS = 3
_SMALLEST = 3


@dataclass
class Reducer:
    """Each answer as what it shares with its neighbours, and a little of itself.

    The vectors are smoothed along the links between neighbours, and their main components taken;
    those of the vectors themselves are put beside them with a fifth of the weight.

    Args:
        links: between the rows that will come, as ``graph.linked`` makes them; ``None`` to make them.
    """

    links: csr_array[Any] | None = None

    def fit_transform(self, vectors: Vectors, y: object = None) -> Points:  # noqa: ARG002 - BERTopic's signature
        """Rows of *vectors* as unit rows of at most 128 numbers."""
        links = linked(vectors) if self.links is None else self.links
        shared = _main_components(smoothed(vectors, links, _STEPS))
        own = _main_components(vectors)
        return np.hstack([np.sqrt(1 - _OWN_SHARE) * shared, np.sqrt(_OWN_SHARE) * own]).astype(np.float32)


def _main_components(vectors: Vectors) -> Points:
    """Unit rows of the components that vary most."""
    from scipy.linalg import eigh  # noqa: PLC0415 - slow to load

    n, d = vectors.shape
    centred = vectors - vectors.mean(axis=0)
    n_axes = max(1, min(_N_COMPONENTS, n - 1, d))
    _, axes = eigh((centred.T @ centred).astype(np.float64), subset_by_index=[d - n_axes, d - 1])
    return unit(centred @ axes[:, ::-1].astype(np.float32))


def unit(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """*vectors* with length 1; rows of zeros stay so."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@dataclass
class Clusterer:
    """Ward's tree, cut where the links between neighbours say so: every answer gets a group.

    Args:
        links: between the points that will come, as ``graph.linked`` makes them from their vectors;
            ``None`` to make them from the points.
        n_clusters: how many; ``None`` finds the number.
        vectors: those of the points. With them each answer goes, at the end, to the group whose centre
            is the nearest to what it and its neighbours say; what smoothing carried too far comes back.
    """

    links: csr_array[Any] | None = None
    n_clusters: int | None = None
    vectors: Vectors | None = None
    labels_: Numbers = field(init=False, repr=False)

    def fit(self, points: Points, y: object = None) -> Self:  # noqa: ARG002 - BERTopic's signature
        """Set ``labels_``: the cluster of each row of *points*, from 0."""
        points = unit(points)
        distinct, place = np.unique(points, axis=0, return_inverse=True)
        tree = ward_tree(distinct)
        links = linked(points) if self.links is None else self.links
        if self.n_clusters is None:
            n_clusters = suggested_topics(tree, place.ravel(), links)
        else:
            n_clusters = min(self.n_clusters, len(distinct))
        labels = _settled(points, tree.cut(n_clusters)[0][place.ravel()])
        if self.vectors is not None:
            near = smoothed(self.vectors, links, _STEPS_BACK)
            labels = _nearest_centre(unit(near - near.mean(axis=0)), labels)
        self.labels_ = _without_tiny(points, labels)
        return self


def most_topics(n: int) -> int:
    """The most topics that are made of *n* different answers unless a researcher asks for more."""
    return max(2, min(MOST_TOPICS, n // ANSWERS_PER_TOPIC))


def least_topics(n: int) -> int:
    """The fewest topics that are made of *n* different answers: one for every forty, up to eight.

    A few groups leave most neighbours together in a small survey, and say little to who reads it.
    """
    return max(2, min(8, n // 40))


def suggested_topics(tree: Tree, place: Numbers, links: csr_array[Any]) -> int:
    """How many groups to cut *tree* into: many, as long as neighbours stay together.

    For each number the score is ln(inside - 0.3 chance) + 0.11 entropy. *Inside* is the share of the
    links between neighbours that lie within groups, and *chance* what it would be if links were drawn
    at random: with the whole of it, their difference is Newman's modularity
    (doi:10.1103/PhysRevE.69.026113), which alone prefers a few large groups. The entropy of the sizes
    makes up for that. The scores of numbers nearby are averaged, the wider the fewer answers there are,
    so that a few more or less do not tip the balance. The constants were chosen once, on labelled sets
    of 7 to 150 topics.

    Args:
        tree: of the points.
        place: the point of each answer.
        links: between the answers.

    Returns:
        From ``least_topics`` to ``most_topics``, or as many as there are points; 1 where all answers are
        the same point.
    """
    most = min(most_topics(len(place)), tree.n_points)
    n_groups, scores = map(np.array, zip(*_scores(tree, place, links, most), strict=True))
    blur = min(_MOST_BLUR, _BLUR_OF_ONE / len(place) ** 0.25)
    apart = (np.log(n_groups)[:, None] - np.log(n_groups)) / blur
    # In equal steps of ln(number), as the numbers themselves lie the closer the larger they are.
    weights = np.exp(-(apart**2) / 2) / n_groups
    enough = n_groups >= min(least_topics(len(place)), most)
    return int(n_groups[np.argmax(np.where(enough, weights @ scores / weights.sum(axis=1), -np.inf))])


def _scores(tree: Tree, place: Numbers, links: csr_array[Any], most: int) -> Iterator[tuple[int, float]]:
    """Each number of groups from *most* down to 2 with its score; 1 where there is but one point."""
    group, roots = tree.cut(most)
    share = np.bincount(group[place], minlength=most) / len(place)
    between = _links_between(group[place], links, most)
    inside = float(np.trace(between))
    at = {int(root): row for row, root in enumerate(roots)}
    yield most, _score(inside, share)
    for step in range(tree.n_points - most, len(tree.joins) - 1):
        one, other = (at[int(side)] for side in tree.joins[step])
        at[tree.n_points + step] = one
        inside += float(between[one, other] + between[other, one])
        for table in (between, between.T, share):
            table[one] += table[other]
            table[other] = 0
        yield tree.n_points - step - 1, _score(inside, share)


def _score(inside: float, share: NDArray[np.float64]) -> float:
    sizes = share[share > 0]
    beyond = max(inside - _CHANCE * float(sizes @ sizes), 1e-9)
    return float(np.log(beyond) - _DETAIL * (sizes @ np.log(sizes)))


def _links_between(group: Numbers, links: csr_array[Any], n_groups: int) -> NDArray[np.float64]:
    """The share of the links that run from each group to each other, shape (n_groups, n_groups)."""
    found = links.tocoo()
    flat = np.bincount(
        group[found.row] * n_groups + group[found.col], weights=found.data, minlength=n_groups**2
    )
    return flat.reshape(n_groups, n_groups) / max(float(flat.sum()), 1e-12)


def _settled(points: Points, group: Numbers) -> Numbers:
    """*group* after each answer went to the nearest centre, three times."""
    for _ in range(_ROUNDS):
        group = _nearest_centre(points, group)
    return group


def _without_tiny(points: Points, group: Numbers) -> Numbers:
    """*group* from 0, where those of fewer than three answers have joined the nearest others."""
    sizes = np.bincount(group)
    large = sizes >= min(_SMALLEST, sizes.max())
    alone = ~large[group]
    if alone.any():
        group = np.where(alone, _nearest_centre(points, group, among=np.flatnonzero(large)), group)
    return np.unique(group, return_inverse=True)[1].astype(np.intp)


def _nearest_centre(points: Points, group: Numbers, among: Numbers | None = None) -> Numbers:
    """The group whose centre is nearest each point, of those in *among* or of all."""
    groups = np.unique(group) if among is None else among
    centres = unit(np.stack([points[group == each].mean(axis=0) for each in groups]))
    return np.asarray(groups[(points @ centres.T).argmax(axis=1)], dtype=np.intp)
