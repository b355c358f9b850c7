"""How far each topic is found again when the answers had been others."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.cluster import Clusterer, Reducer
from vocbench.topics.content import plain_form
from vocbench.topics.embed import Vectors
from vocbench.topics.engine import one_thread
from vocbench.topics.graph import linked
from vocbench.topics.progress import Meter, Progress
from vocbench.topics.result import TopicModel

Numbers = NDArray[np.intp]

_MOST = 5_000
"""Different answers that a resample is drawn from, at most; of more a sample is taken once."""


def stability(
    model: TopicModel,
    vectors: NDArray[np.floating],
    *,
    n_resamples: int = 20,
    seed: int | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """For each topic, how well it is found again in resamples of the answers: 1 always, 0 never.

    Each resample draws as many different answers as there are, with replacement, and groups those
    drawn into as many topics as the model has. A topic recurs as far as the most similar group has the
    same members: the answers in both, divided by those in either. The mean over the resamples is told.
    As a rule of thumb, from 0.75 on a topic is a sound one; below 0.6 it should not be trusted.

    Source: Hennig (2007), doi:10.1016/j.csda.2006.11.025.

    Args:
        model: with topics, perhaps edited by hand; its unclear answers are drawn too, but no topic's.
        vectors: of ``model.answers``, in their order, shape (n, d).
        n_resamples: how many; 20 tell a fragile topic from a sound one.
        seed: start of the random numbers; that of the model's settings if ``None``.
        progress: told how many resamples are done.

    Returns:
        One row per topic, in the order of ``model.topics``: ``topic stability``; NaN for a topic of
        which no answer was drawn.

    Raises:
        TopicsError: there is not one vector for each answer, or not one resample.
    """
    if n_resamples < 1:
        raise TopicsError(f"Stability takes at least one resample, got {n_resamples}.")
    if len(vectors) != len(model.answers):
        raise TopicsError(
            f"Stability needs a vector for each of the {len(model.answers):,} answers, got {len(vectors):,}."
        )
    numbers = model.topics["topic"].to_numpy()
    has_answers = bool((model.topics["answers"] > 0).any())
    draw = np.random.default_rng(model.settings.seed if seed is None else seed)
    rows = _distinct(model, draw)
    topic = model.answers["topic"].to_numpy()[rows]
    points = np.asarray(vectors[rows], dtype=np.float32)
    found = np.full((n_resamples, len(numbers)), np.nan)
    meter = Meter(progress, "resampling", n_resamples)
    with one_thread():
        for place in range(n_resamples if has_answers else 0):
            drawn = np.unique(draw.integers(len(rows), size=len(rows)))
            found[place] = _recurrence(topic[drawn], _groups(points[drawn], model), numbers)
            meter.add()
    return pd.DataFrame({"topic": numbers, "stability": _mean(found)})


def _distinct(model: TopicModel, draw: np.random.Generator) -> Numbers:
    """The rows of the different answers, in an order that does not depend on the model's."""
    forms = pd.Series([plain_form(text) for text in model.answers["text"]], dtype=object)
    first = forms.drop_duplicates().sort_values().index.to_numpy(np.intp)
    return first if len(first) <= _MOST else np.sort(draw.choice(first, _MOST, replace=False))


def _groups(vectors: Vectors, model: TopicModel) -> Numbers:
    """The group of each of *vectors*, as a fit makes them; a topic without answers asks for none."""
    if len(vectors) == 1:
        return np.zeros(1, dtype=np.intp)
    links = linked(vectors, model.settings.neighbours(len(vectors)))
    clusterer = Clusterer(links, int((model.topics["answers"] > 0).sum()), vectors)
    return clusterer.fit(Reducer(links).fit_transform(vectors)).labels_


def _recurrence(topic: Numbers, group: Numbers, numbers: Numbers) -> NDArray[np.float64]:
    """The Jaccard likeness of each topic to the group most like it; NaN for a topic that is not there."""
    place = {int(number): row for row, number in enumerate(numbers)}
    row = np.array([place.get(int(each), len(numbers)) for each in topic])
    n_groups = int(group.max()) + 1
    both = np.bincount(row * n_groups + group, minlength=(len(numbers) + 1) * n_groups)
    # Unclear answers, in the last row, count for no group: they are no topic's, wherever they fall.
    both = both.reshape(len(numbers) + 1, n_groups)[:-1]
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0) - both
    likeness = (both / np.maximum(either, 1)).max(axis=1)
    return np.where(both.sum(axis=1) > 0, likeness, np.nan)


def _mean(found: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean of each column without NaN; NaN where there is nothing else."""
    known = ~np.isnan(found)
    total = np.where(known, found, 0).sum(axis=0)
    return np.where(known.any(axis=0), total / np.maximum(known.sum(axis=0), 1), np.nan)
