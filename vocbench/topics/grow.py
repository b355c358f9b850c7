"""More answers for a model that is there already: a new wave, or the rest of a sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.topics.assign import NONE, assign, centred, seen_from
from vocbench.topics.cluster import Clusterer, Reducer
from vocbench.topics.embed import AnyEncoder, Vectors, embed, universal_encoder
from vocbench.topics.engine import one_thread
from vocbench.topics.frames import answer_frame, listed, topic_frame
from vocbench.topics.graph import linked
from vocbench.topics.language import LANGUAGES, languages_of
from vocbench.topics.layout import map_of
from vocbench.topics.progress import Progress
from vocbench.topics.result import TopicModel
from vocbench.topics.sort import Sorted, sort_answers
from vocbench.topics.watch import Stopwatch
from vocbench.topics.words import straight, words_of_topics

LEAST_ANSWERS = 10
"""Different answers that a new topic has at least."""

_OLD_PER_TOPIC = 200

Numbers = NDArray[np.intp]


def grow(
    model: TopicModel,
    answers: pd.DataFrame,
    *,
    encode: AnyEncoder | None = None,
    progress: Progress | None = None,
) -> TopicModel:
    """*model* with further answers; what was there stays where it is.

    An answer goes to the topic with the nearest centre where it is as like it as that topic's floor.
    What fits none is grouped: a group of at least 10 different answers that are as like each other as
    those of the loosest topic there is becomes a new topic, with the next free number. The others are
    unclear.

    Args:
        model: its topics keep their numbers, names, words, centres and floors.
        answers: as for ``fit_topics``; those that the model has already are skipped.
        encode: texts to vectors, the same as the model was made with.
        progress: told of each step.

    Returns:
        A model with all answers; *model* itself where none is new, and where it has no topics: then
        all answers are better fitted anew.

    Raises:
        TopicsError: as ``fit_topics`` has it.
    """
    known = {*model.answers["answer"], *model.no_content["answer"]}
    fresh = answers[~answers["answer"].astype(str).isin(known)]
    if not len(fresh) or not len(model.topics):
        return model
    watch = Stopwatch(progress)
    with watch.step("sorting"):
        found = sort_answers(fresh, model.settings)
    with watch.step("embedding", tell=False):
        vectors = embed(found.texts, encode or universal_encoder(), progress=progress)
    with watch.step("growing"), one_thread():
        grown = _grown(model, found, vectors) if found.texts else model
    unsaid = pd.concat([model.no_content, found.unsaid], ignore_index=True)
    return replace(grown, no_content=unsaid, timings=watch.seconds, notice=_told(model, grown, found))


def _grown(model: TopicModel, found: Sorted, vectors: Vectors) -> TopicModel:
    """*model* with the answers of *found*."""
    topic = assign(vectors, model.centres, model.floors).topic
    group = _new_groups(vectors, topic == NONE, model)
    in_new = group != NONE
    centres, floors = model.centres, model.floors
    if in_new.any():
        own, lows = centred(vectors[in_new], group[in_new], found.times[in_new], model.settings.unclear)
        centres, floors = np.vstack([centres, own]), np.r_[floors, lows]
        topic[in_new] = group[in_new] + len(model.centres)
    placed = seen_from(vectors, centres, topic)
    ground = map_of(model).with_topics(placed, centres)
    languages = languages_of(found.texts, model.settings.languages or LANGUAGES)
    rows = answer_frame(found, placed, ground.places(vectors, placed), languages)
    topics = pd.concat([model.topics, _new_topics(model, found, rows, topic)], ignore_index=True)
    numbers = np.r_[topics["topic"].to_numpy(), NONE]  # the last one for -1
    rows = rows.assign(topic=numbers[rows["topic"]], nearest=numbers[rows["nearest"]])
    everything = pd.concat([model.answers, rows], ignore_index=True)
    return _counted(replace(model, topics=topics, centres=centres, floors=floors, answers=everything))


def _new_groups(vectors: Vectors, fits_none: NDArray[np.bool_], model: TopicModel) -> Numbers:
    """The new topic of each text, from 0, the largest first; -1 for the others."""
    group = np.full(len(vectors), NONE)
    rest = np.flatnonzero(fits_none)
    if len(rest) < LEAST_ANSWERS:
        return group
    own = vectors[rest]
    links = linked(own, model.settings.neighbours(len(rest)))
    found = Clusterer(links, vectors=own).fit(Reducer(links).fit_transform(own)).labels_
    parts = [np.flatnonzero(found == each) for each in range(found.max() + 1)]
    least = _loosest(model)
    kept = [part for part in parts if len(part) >= LEAST_ANSWERS and _likeness(own[part]) >= least]
    for number, part in enumerate(sorted(kept, key=len, reverse=True)):
        group[rest[part]] = number
    return group


def _likeness(vectors: Vectors) -> float:
    """The mean cosine of *vectors* to their centre, which is the length of their mean."""
    return float(np.linalg.norm(vectors.mean(axis=0)))


def _loosest(model: TopicModel) -> float:
    inside = model.answers[model.answers["topic"] != NONE]
    return float(inside.groupby("topic")["similarity"].mean().min())


def _new_topics(model: TopicModel, found: Sorted, rows: pd.DataFrame, topic: Numbers) -> pd.DataFrame:
    """A row for each new topic, with the next free numbers; their words set them apart from the old."""
    n_old = len(model.topics)
    fresh = rows[rows["topic"] >= n_old]
    n_new = int(fresh["topic"].nunique())
    if not n_new:
        return model.topics.iloc[:0]
    place = {number: row for row, number in enumerate(model.topics["topic"])}
    old = model.answers[model.answers["topic"] != NONE].groupby("topic").head(_OLD_PER_TOPIC)
    texts = [straight(text) for text in (*old["text"], *found.texts)]
    times = np.r_[np.ones(len(old)), found.times]
    of_texts = np.r_[old["topic"].map(place).to_numpy(np.intp), topic]
    words = words_of_topics(texts, times, of_texts, model.settings)
    listed_words = [words.get(n_old + each, []) for each in range(n_new)]
    made = topic_frame(fresh.assign(topic=fresh["topic"] - n_old), [""] * n_new, listed_words)
    return made.assign(topic=int(model.topics["topic"].max()) + 1 + np.arange(n_new))


def _counted(model: TopicModel) -> TopicModel:
    """*model* with its topics counted, the largest first, and its answers listed by them."""
    sizes = model.answers["topic"].value_counts()
    n = model.topics["topic"].map(sizes).fillna(0).astype(np.int64)
    topics = model.topics.assign(answers=n, share=n / len(model.answers))
    order = np.lexsort((topics["topic"].to_numpy(), -n.to_numpy()))
    return replace(
        model,
        topics=topics.iloc[order].reset_index(drop=True),
        centres=model.centres[order],
        floors=model.floors[order],
        answers=listed(model.answers, topics["topic"].to_numpy()[order]),
    )


def _told(model: TopicModel, grown: TopicModel, found: Sorted) -> str:
    n_new = len(grown.topics) - len(model.topics)
    fresh = grown.answers["answer"].isin(found.said["answer"])
    n_unclear = int((grown.answers.loc[fresh, "topic"] == NONE).sum())
    return (
        f"{model.notice} Later {len(found.said) + len(found.unsaid):,} answers were added: "
        f"{len(found.unsaid):,} say nothing, {n_unclear:,} are unclear; new topics: {n_new}."
    )
