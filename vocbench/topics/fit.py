"""From open answers to topics: what is said, as vectors, in groups, in words."""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.cluster import Clusterer, Reducer, reading_order, suggested_topics
from vocbench.topics.content import find_no_content, plain_form
from vocbench.topics.embed import Encoder, Vectors, embed, encoder_name, universal_encoder
from vocbench.topics.result import ANSWER_COLUMNS, NO_CONTENT_COLUMNS, TOPIC_COLUMNS, UNCLEAR, TopicModel
from vocbench.topics.settings import DEFAULT_SETTINGS, TopicSettings
from vocbench.topics.words import ranked_words, straight, topic_names, word_counter

Progress = Callable[[str], None]
"""Told the name of each step as it begins: loading, embedding, umap, clustering, words."""

Numbers = NDArray[np.intp]

_WORDS_PER_TOPIC = 10
_DECIMALS = 4


def fit_topics(
    answers: pd.DataFrame,
    *,
    settings: TopicSettings = DEFAULT_SETTINGS,
    encode: Encoder | None = None,
    progress: Progress | None = None,
) -> TopicModel:
    """A topic model of *answers*; the same answers in any order give the same model.

    Replies such as "n.v.t." are set apart. Answers with the same words take part once and are
    counted as often as they occur. Too few answers give a model without topics, not an error.

    Args:
        answers: one row per answer, with ``answer`` (a unique id) and ``text``; further columns
            come along into the model.
        settings: number of topics, seed, languages and so on.
        encode: turns texts into vectors; ``None`` takes the embedded multilingual model.
        progress: called with the name of each step.

    Returns:
        The model; its ``notice`` says what was chosen and why.

    Raises:
        TopicsError: a column is missing, an id occurs twice, or *encode* returns nonsense.
    """
    watch = _Stopwatch(progress or _tell_nobody)
    said, unsaid = _split(_canonical(answers), settings)
    place, texts = _distinct(said["text"])
    vectors = _vectors(texts, encode, watch) if len(texts) > 1 else np.ones((len(texts), 1), np.float32)
    if len(texts) < settings.min_answers:
        topics, found = _no_topics(), _side_by_side(said, place, vectors)
        choice = _too_few(len(texts), settings)
    else:
        topic, words = _grouped(texts, vectors, settings, watch)
        topics, found = _with_topics(said, place, vectors, topic, words)
        choice = _chosen(len(topics), settings.n_topics or suggested_topics(len(texts)), settings)
    watch.stop()
    used = f" Vectors: {encoder_name(encode)}." if "embedding" in watch.seconds else ""
    notice = f"{_counted(len(said), len(texts), len(unsaid))} {choice}{used}"
    return TopicModel(topics, found, unsaid, settings, watch.seconds, notice)


def _canonical(answers: pd.DataFrame) -> pd.DataFrame:
    """*answers* with text for each, sorted by text and id: the row order may not matter."""
    missing = [column for column in ("answer", "text") if column not in answers.columns]
    if missing:
        raise TopicsError(f"The answers lack the column {missing[0]!r}; there is {list(answers.columns)}.")
    twice = answers["answer"][answers["answer"].duplicated()]
    if len(twice):
        raise TopicsError(f"The answer {twice.iloc[0]!r} occurs twice. Give each answer an id of its own.")
    texts = ["" if pd.isna(text) else str(text) for text in answers["text"]]
    ids = [str(each) for each in answers["answer"]]
    order = sorted(range(len(texts)), key=lambda row: (texts[row], ids[row]))
    return answers.assign(text=texts).iloc[order].reset_index(drop=True)


def _split(answers: pd.DataFrame, settings: TopicSettings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The answers that say something, and the others with the reason."""
    reasons = [find_no_content(text, extra_phrases=settings.no_content) for text in answers["text"]]
    reason = pd.Series([each.value if each else None for each in reasons], index=answers.index, dtype=object)
    silent = reason.notna()
    unsaid = answers[silent].assign(reason=reason[silent].astype(str))
    unsaid = unsaid.sort_values("reason", kind="stable", ignore_index=True)
    return answers[~silent].reset_index(drop=True), unsaid[NO_CONTENT_COLUMNS]


def _distinct(texts: pd.Series) -> tuple[Numbers, list[str]]:
    """For each text its place among the distinct ones, and these, each in its first spelling."""
    place, _ = pd.factorize(pd.Series([plain_form(text) for text in texts], dtype=object))
    first = pd.Series(place).drop_duplicates().index
    return place.astype(np.intp), [texts.iloc[row] for row in first]


def _vectors(texts: Sequence[str], encode: Encoder | None, watch: _Stopwatch) -> Vectors:
    watch.begin("loading")
    encode = encode or universal_encoder()
    watch.begin("embedding")
    return embed(texts, encode)


def _grouped(
    texts: Sequence[str], vectors: Vectors, settings: TopicSettings, watch: _Stopwatch
) -> tuple[Numbers, dict[int, list[str]]]:
    """The group of each distinct text, and the words of each group, as BERTopic finds them."""
    watch.begin("loading")
    with warnings.catch_warnings():
        # Importing BERTopic imports UMAP, which tells that TensorFlow is absent; nothing here uses it.
        warnings.simplefilter("ignore", ImportWarning)
        from bertopic import BERTopic  # noqa: PLC0415 - very slow to load
        from bertopic.vectorizers import ClassTfidfTransformer  # noqa: PLC0415
    n_topics = min(settings.n_topics or suggested_topics(len(texts)), len(texts))
    documents = [straight(text) for text in texts]
    model = BERTopic(
        language="multilingual",  # "english" would strip every letter with an accent
        umap_model=_TimedReducer(settings.seed, watch=watch),
        hdbscan_model=_TimedClusterer(n_topics, settings.seed, watch=watch),
        vectorizer_model=word_counter(documents, settings),
        ctfidf_model=ClassTfidfTransformer(),
        top_n_words=_WORDS_PER_TOPIC,
        verbose=False,
    )
    # Always with vectors: without them BERTopic makes its own of word counts, and does not say so.
    topic, _ = model.fit_transform(documents, embeddings=vectors)
    words = {number: ranked_words(model.get_topic(number)) for number in set(topic)}
    return np.asarray(topic, dtype=np.intp), words


def _with_topics(
    said: pd.DataFrame, place: Numbers, vectors: Vectors, topic: Numbers, words: dict[int, list[str]]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frames of topics and of answers, topics numbered by how many answers they have."""
    sizes = pd.Series(topic[place]).value_counts(sort=False).sort_index()
    sizes = sizes.sort_values(ascending=False, kind="stable")
    number = {before: after for after, before in enumerate(sizes.index)}
    similarity = _similarity_to_centre(vectors, topic)
    found = _answer_frame(said, [number[each] for each in topic[place]], similarity[place])
    order = ["topic", "similarity", "text", "answer"]
    found = found.sort_values(order, ascending=[True, False, True, True], ignore_index=True)
    listed = [words[before] for before in sizes.index]
    # A topic of stop words alone is called after its most typical answer.
    typical = [shorten(text, 40, placeholder="…") for text in found.drop_duplicates("topic")["text"]]
    names = [name or text for name, text in zip(topic_names(listed), typical, strict=True)]
    columns = [np.arange(len(sizes)), names, listed, sizes.to_numpy(), sizes.to_numpy() / len(said)]
    return pd.DataFrame(dict(zip(TOPIC_COLUMNS, columns, strict=True))), found


def _similarity_to_centre(vectors: Vectors, topic: Numbers) -> NDArray[np.float64]:
    """The cosine of each vector to the mean of its topic."""
    similarity = np.zeros(len(vectors))
    for each in np.unique(topic):
        within = vectors[topic == each].astype(np.float64)
        centre = within.mean(axis=0)
        similarity[topic == each] = within @ centre / (np.linalg.norm(centre) or 1.0)
    return similarity


def _side_by_side(said: pd.DataFrame, place: Numbers, vectors: Vectors) -> pd.DataFrame:
    """The frame of answers without topics: rows next to their like, with the cosine to the row above."""
    order = reading_order(vectors)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    rows = np.argsort(rank[place], kind="stable")
    unit = vectors[place[rows]]
    above = np.r_[[np.nan] * min(1, len(unit)), np.einsum("ij,ij->i", unit[1:], unit[:-1])]
    return _answer_frame(said.iloc[rows].reset_index(drop=True), [UNCLEAR] * len(rows), above)


def _answer_frame(said: pd.DataFrame, topic: Sequence[int], similarity: NDArray[np.floating]) -> pd.DataFrame:
    others = [column for column in said.columns if column not in ANSWER_COLUMNS]
    return said.assign(
        topic=np.asarray(topic, dtype=np.int64), similarity=np.round(similarity.astype(np.float64), _DECIMALS)
    )[[*ANSWER_COLUMNS, *others]]


def _no_topics() -> pd.DataFrame:
    kinds = {"topic": np.int64, "name": str, "words": object, "answers": np.int64, "share": np.float64}
    return pd.DataFrame({column: pd.Series(dtype=kinds[column]) for column in TOPIC_COLUMNS})


def _counted(n_said: int, n_distinct: int, n_unsaid: int) -> str:
    n_all = n_said + n_unsaid
    return f"{n_all:,} answers: {n_said:,} say something ({n_distinct:,} different), {n_unsaid:,} do not."


def _too_few(n_distinct: int, settings: TopicSettings) -> str:
    reason = f"No topics were made: that takes at least {settings.min_answers} different answers."
    return (
        f"{reason} They are listed with their like side by side, to be coded by hand."
        if n_distinct
        else reason
    )


def _chosen(n_topics: int, n_wanted: int, settings: TopicSettings) -> str:
    rule = (
        f"{n_wanted} as asked"
        if settings.n_topics
        else f"the square root of half the different answers, at most 30, is {n_wanted}"
    )
    if n_topics < n_wanted:
        rule += ", but there are no more groups"
    topics = "1 topic" if n_topics == 1 else f"{n_topics} topics"
    return f"{topics} ({rule}), seed {settings.seed}: UMAP, average linkage and the words of BERTopic."


def _tell_nobody(_step: str) -> None:
    pass


@dataclass
class _Stopwatch:
    """Tells when a step begins, and keeps how many seconds each took."""

    tell: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    _step: str | None = None
    _since: float = 0.0

    def begin(self, step: str) -> None:
        """End the step before and begin *step*."""
        self.stop()
        self.tell(step)
        self._step, self._since = step, time.perf_counter()

    def stop(self) -> None:
        """End the step that is under way, if one is."""
        if self._step is not None:
            took = time.perf_counter() - self._since
            self.seconds[self._step] = self.seconds.get(self._step, 0.0) + took
            self._step = None


@dataclass(kw_only=True)
class _TimedReducer(Reducer):
    """The reduction, which says when it begins: it is BERTopic that calls it."""

    watch: _Stopwatch

    def fit_transform(self, vectors: Vectors, y: object = None) -> NDArray[np.float32]:
        self.watch.begin("umap")
        return super().fit_transform(vectors, y)


@dataclass(kw_only=True)
class _TimedClusterer(Clusterer):
    """The clustering, which says when it begins, and when the words do."""

    watch: _Stopwatch

    def fit(self, points: NDArray[np.float32], y: object = None) -> Self:
        self.watch.begin("clustering")
        super().fit(points, y)
        self.watch.begin("words")
        return self
