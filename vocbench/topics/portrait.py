"""What one topic says and its neighbour does not: telling words, and a phrase to call it by."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from vocbench.topics.forms import lemmatizer, tokens_of
from vocbench.topics.language import LANGUAGES
from vocbench.topics.settings import TopicSettings
from vocbench.topics.stopwords import MODIFIERS, stop_words
from vocbench.topics.tokens import uncapitalised
from vocbench.topics.words import WordCounter

CONTRAST_COLUMNS = ["word", "z", "n", "share", "n_other", "share_other"]

_LEAST_Z = 1.96
_PHRASE_LENGTHS = range(2, 6)
_TYPICAL = 200


def contrast(counter: WordCounter, topic: ArrayLike, one: int, other: int, *, n: int = 10) -> pd.DataFrame:
    """The words that tell topic *one* from topic *other*, most telling first.

    A word is weighed by the logarithm of its odds in the one topic over its odds in the other,
    with a Dirichlet prior in the proportions of all texts, divided by its standard deviation. So a
    word must be frequent enough to be trusted. Words are counted by answers: repeating one does not
    count. The prior weighs as much as the smaller of the two topics.

    Args:
        counter: the words of all texts of the model.
        topic: the topic of each text.
        one: the topic the words speak for.
        other: the topic they speak against.
        n: how many words, at most.

    Returns:
        One row per word with z of 1.96 or more: ``word z n share n_other share_other``, where n is
        the answers that have it and share their part of the topic. No rows where the topics use the
        same words. The z ranks words; it is no test of each of them.

    Source: Monroe, Colaresi & Quinn (2008), equations 15 to 22, doi:10.1093/pan/mpn018.
    """
    topic = np.asarray(topic)
    has_word = counter.counts > 0
    here, there = (np.where(topic == each, counter.times, 0) for each in (one, other))
    n_here, n_there = here @ has_word, there @ has_word
    z = _log_odds_z(n_here, n_there, counter.times @ has_word)
    rows = [row for row in np.argsort(-z, kind="stable") if z[row] >= _LEAST_Z][:n]
    columns = [
        counter.words[rows],
        np.round(z[rows], 2),
        n_here[rows].astype(np.int64),
        n_here[rows] / max(here.sum(), 1),
        n_there[rows].astype(np.int64),
        n_there[rows] / max(there.sum(), 1),
    ]
    return pd.DataFrame(dict(zip(CONTRAST_COLUMNS, columns, strict=True)))


def _log_odds_z(
    here: NDArray[np.float64], there: NDArray[np.float64], everywhere: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The difference of the log-odds of each word in two topics, in standard deviations."""
    if len(everywhere) < 2:  # noqa: PLR2004 - a single word has no odds against others
        return np.zeros(len(everywhere))
    weight = max(min(here.sum(), there.sum()), 1)
    prior = everywhere / max(everywhere.sum(), 1) * weight
    odds = [np.log((n + prior) / (n.sum() + weight - n - prior)) for n in (here, there)]
    z: NDArray[np.float64] = (odds[0] - odds[1]) / np.sqrt(1 / (here + prior) + 1 / (there + prior))
    return z


def central_phrase(
    texts: Sequence[str],
    similarity: ArrayLike,
    words: Sequence[str],
    settings: TopicSettings,
    *,
    weights: ArrayLike | None = None,
) -> str:
    """What the typical answers of a topic say in two to five words of their own.

    A phrase begins and ends with a telling word and goes over no comma or full stop. Phrases of the
    same telling words are one ("helpful and kind", "kind and helpful"). A phrase scores
    ln(1 + s) * v: s is the sum of the similarities of the answers that have it, and v adds
    1 / rank for each word of the topic in it.

    Args:
        texts: the answers of the topic; the 200 most typical ones are read.
        similarity: of each to the centre of the topic.
        words: the words of the topic, best first.
        settings: the languages, and further stop words.
        weights: how many answers have each text; ``None`` means one each.

    Returns:
        The phrase as it is mostly written; "" where none with a word of the topic
        is in two answers.
    """
    languages = settings.languages or LANGUAGES
    lemma = lemmatizer(languages)
    value = {lemma(word.lower()): 1 / rank for rank, word in reversed([*enumerate(words, start=1)])}
    stops = stop_words(languages, extra=settings.stop_words)
    support: defaultdict[tuple[str, ...], float] = defaultdict(float)
    spelled: defaultdict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for text, nearness, n in _most_typical(texts, similarity, weights):
        for key, phrase in dict(_phrases(text, stops, lemma)).items():
            support[key] += n * nearness
            spelled[key][phrase] = spelled[key].get(phrase, 0) + n
    scores = {
        _mostly(spelled[key]): math.log1p(support[key]) * sum(value.get(word, 0) for word in key)
        for key in support
        if sum(spelled[key].values()) > 1 and not value.keys().isdisjoint(key)
    }
    return min(scores, key=lambda phrase: (-scores[phrase], phrase), default="")


def _most_typical(
    texts: Sequence[str], similarity: ArrayLike, weights: ArrayLike | None
) -> list[tuple[str, float, float]]:
    """The different texts nearest the centre: each with its similarity, and how many answers have it."""
    near = np.clip(np.asarray(similarity, dtype=np.float64), 0, None)
    times = np.ones(len(texts)) if weights is None else np.asarray(weights, dtype=np.float64)
    rows = pd.DataFrame({"text": texts, "near": near, "times": times})
    rows = rows.groupby("text", as_index=False).agg(near=("near", "max"), times=("times", "sum"))
    rows = rows.sort_values(["near", "text"], ascending=[False, True]).head(_TYPICAL)
    return list(rows.itertuples(index=False, name=None))


def _phrases(
    text: str, stops: frozenset[str], lemma: Callable[[str], str]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The possible phrases of *text*, each after the lemmas of its telling words in alphabetical order."""
    tokens = uncapitalised(tokens_of(text))
    lower = [token.lower() for token in tokens]
    for length in _PHRASE_LENGTHS:
        for start in range(len(tokens) - length + 1):
            part = lower[start : start + length]
            whole = all(token[0].isalpha() for token in part) and stops.isdisjoint((part[0], part[-1]))
            if whole and part[-1] not in MODIFIERS:
                key = sorted({lemma(token) for token in part if token not in stops})
                yield tuple(key), " ".join(tokens[start : start + length])


def _mostly(spellings: Mapping[str, float]) -> str:
    return min(spellings, key=lambda each: (-spellings[each], each))
