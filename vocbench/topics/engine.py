"""BERTopic, given parts that suit open answers."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.embed import Vectors
from vocbench.topics.watch import Stopwatch
from vocbench.topics.words import ClassTfIdf, WordCounter

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix


class Reduces(Protocol):
    """Turns vectors into points of fewer dimensions, as UMAP does."""

    def fit_transform(self, vectors: Any, /) -> Any:  # noqa: ANN401 - arrays, as scikit-learn has it
        """One row of numbers for each row of *vectors*."""


class Clusters(Protocol):
    """Groups points, as HDBSCAN and KMeans do: after ``fit`` there is ``labels_``, -1 for none."""

    labels_: Any

    def fit(self, points: Any, /) -> Any:  # noqa: ANN401 - arrays, as scikit-learn has it
        """Group *points*."""


@contextmanager
def loading() -> Iterator[Callable[[], Any]]:
    """Load BERTopic while something else is done; what is given waits for it, and returns the module."""
    with warnings.catch_warnings():
        # Importing BERTopic imports UMAP, which tells that TensorFlow is absent; nothing here uses it.
        warnings.simplefilter("ignore", ImportWarning)
        pool = ThreadPoolExecutor(1)
        try:
            yield pool.submit(importlib.import_module, "bertopic").result
        finally:
            pool.shutdown(wait=False)


def one_thread() -> AbstractContextManager[object]:
    """Matrix products within are made by one thread.

    A second one gains little on an idle machine. On a busy one the two wait for each other, and small
    products take twenty times as long.
    """
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - rarely needed

    return threadpool_limits(limits=1, user_api="blas")  # type: ignore[no-any-return]


@dataclass(frozen=True, eq=False)
class Engine:
    """What finds the topics of texts.

    Args:
        bertopic: the loaded module; it publishes no types.
        counter: what counts the words.
        watch: told when the reduction and the clustering begin.
    """

    bertopic: Any
    counter: WordCounter
    watch: Stopwatch

    def groups(
        self,
        documents: Sequence[str],
        rows: NDArray[np.intp],
        vectors: Vectors,
        reduce: Reduces,
        cluster: Clusters,
    ) -> NDArray[np.intp]:
        """The topic of each document, as BERTopic finds it: from 0, -1 for none.

        Args:
            documents: n texts.
            rows: which of the texts that the counter was made of they are.
            vectors: of the texts, shape (n, d).
            reduce: to fewer dimensions.
            cluster: the groups.
        """
        parts = _Timed(reduce, cluster, self.watch)
        model = self.bertopic.BERTopic(
            language="multilingual",  # "english" would strip every letter with an accent
            umap_model=parts,
            hdbscan_model=parts,
            vectorizer_model=_Remembering(self.counter, documents, self.counter.counts[rows]),
            ctfidf_model=ClassTfIdf(),
            verbose=False,
        )
        # Always with vectors: without them BERTopic makes its own of word counts, and does not say so.
        topic, _ = model.fit_transform(list(documents), embeddings=vectors)
        return np.asarray(topic, dtype=np.intp)


class _Remembering:
    """Counts words, but those of single documents only once: BERTopic asks for them topic by topic."""

    def __init__(self, counter: WordCounter, documents: Sequence[str], counts: csr_matrix) -> None:
        self._counter = counter
        self._row = {document: row for row, document in enumerate(documents)}
        self._counts = counts

    def fit_transform(self, documents: Sequence[str]) -> Any:  # noqa: ANN401 - a sparse matrix
        """The same as ``transform``: the words are known."""
        return self.transform(documents)

    def transform(self, documents: Sequence[str]) -> Any:  # noqa: ANN401 - a sparse matrix
        """How often each of *documents* has each word."""
        if not len(self._counter.words):  # BERTopic needs one; none of it is told
            return np.ones((len(documents), 1))
        rows = [self._row.get(document, -1) for document in documents]
        return self._counter.transform(list(documents)) if -1 in rows else self._counts[rows]

    def get_feature_names_out(self) -> NDArray[np.object_]:
        """The words, in the order of the columns."""
        return self._counter.get_feature_names_out() if len(self._counter.words) else np.array([""], object)


@dataclass(eq=False)
class _Timed:
    """The reduction and the clustering, timed where they begin: it is BERTopic that calls them."""

    reduce: Reduces
    cluster: Clusters
    watch: Stopwatch
    labels_: Any = None

    def fit_transform(self, vectors: Any, y: Any = None) -> Any:  # noqa: ANN401, ARG002 - BERTopic's signature
        with self.watch.step("reducing"):
            return self.reduce.fit_transform(vectors)

    def fit(self, points: Any, y: Any = None) -> None:  # noqa: ANN401, ARG002 - BERTopic's signature
        with self.watch.step("clustering"):
            self.cluster.fit(points)
        self.labels_ = self.cluster.labels_
