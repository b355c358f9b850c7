"""The words of topics, and the short names made of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, count, islice
from typing import TYPE_CHECKING, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from vocbench.topics.forms import are_kin, is_known, lemmatizer, straight
from vocbench.topics.language import LANGUAGES
from vocbench.topics.settings import TopicSettings
from vocbench.topics.stopwords import MODIFIERS, stop_words
from vocbench.topics.tokens import Tokens, read_tokens

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

__all__ = [
    "ClassTfIdf",
    "WordCounter",
    "straight",
    "topic_names",
    "word_counter",
    "words_of_topics",
]

_WORDS_PER_TOPIC = 10
_DECIMALS = 9
_PER_FAMILY = 2
_WORDS_IN_NAME = 3
_LEAST_STEM = 3


class WordCounter:
    """How often each text has each word, once for all forms of the word.

    It serves BERTopic as a vectorizer. BERTopic joins the texts of a topic into one, whatever their
    number of answers; ``words_of_topics`` counts each text as often as it occurs.

    Args:
        words: the words, each in the form that is shown, by alphabet.
        counts: how often each text it was made of has each word.
        times: how many answers have each text.
        column: the place in *words* of each form of them, in lower case.
        apart: forms that are never joined to the next word.
    """

    def __init__(
        self,
        words: Sequence[str],
        counts: csr_matrix,
        times: NDArray[np.float64],
        *,
        column: Mapping[str, int],
        apart: Collection[str],
    ) -> None:
        self.words = np.array(words, dtype=object)
        self.counts = counts
        self.times = times
        self._column = column
        self._apart = apart

    @property
    def vocabulary(self) -> dict[str, int]:
        """Each word with its column."""
        return {word: column for column, word in enumerate(self.words)}

    def fit(self, _documents: Iterable[str], _y: object = None) -> Self:
        """Itself: the words were found when it was made."""
        return self

    def transform(self, documents: Sequence[str]) -> csr_matrix:
        """How often each of *documents* has each word."""
        tokens = read_tokens(documents, np.ones(len(documents))).joined(self._apart)
        column = np.array([self._column.get(word, -1) for word in tokens.words], dtype=np.intp)
        return _counted(tokens.text, column[tokens.word], (len(documents), len(self.words)))

    def fit_transform(self, documents: Sequence[str], _y: object = None) -> csr_matrix:
        """The same as ``transform``."""
        return self.transform(documents)

    def get_feature_names_out(self, _input: object = None) -> NDArray[np.object_]:
        """The words, in the order of the columns."""
        return self.words

    def words_of_topics(self, topic: ArrayLike, n: int = _WORDS_PER_TOPIC) -> dict[int, list[str]]:
        """The words that set each topic apart from the others, best first.

        Args:
            topic: the topic of each text; texts below 0 do not take part.
            n: how many words, at most.

        Returns:
            Words by the number of the topic; an empty list for a topic without words.
        """
        topic = np.asarray(topic, dtype=np.intp)
        numbers, group = np.unique(topic[topic >= 0], return_inverse=True)
        counts = _summed(self.counts[topic >= 0], group, self.times[topic >= 0], len(numbers))
        scores = ClassTfIdf().fit(counts).transform(counts)
        return {int(number): self._best(scores[place], n) for place, number in enumerate(numbers)}

    def _best(self, scores: csr_matrix, n: int) -> list[str]:
        scores.sort_indices()
        # The words stand in alphabetical order, and so do those of equal scores.
        order = np.argsort(-scores.data.round(_DECIMALS), kind="stable")
        return list(islice(without_repeats(self.words[scores.indices[order]], per_family=_PER_FAMILY), n))


class ClassTfIdf:
    """How much a word belongs to one class of texts, by BERTopic's formula.

    A word weighs f(word in class) / f(class) * ln(1 + A / f(word)): its share of the words of the
    class, more if it is rare elsewhere. A is the mean number of words of a class, rounded down as
    BERTopic does.

    Source: Grootendorst (2022), doi:10.48550/arXiv.2203.05794.
    """

    seed_words = None
    """BERTopic asks for them; there are none."""

    def fit(self, counts: csr_matrix, multiplier: object = None) -> Self:  # noqa: ARG002 - BERTopic passes it
        """Learn how rare each word is from *counts*, classes by words."""
        totals = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
        average = int(totals.sum() / max(counts.shape[0], 1))
        self.rarity = np.log1p(average / np.where(totals > 0, totals, np.inf))
        return self

    def transform(self, counts: csr_matrix) -> csr_matrix:
        """The weight of each word in each class, in the shape of *counts*."""
        from scipy.sparse import csr_matrix, diags  # noqa: PLC0415 - slow to load

        sizes = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
        shares = diags(1 / np.where(sizes > 0, sizes, 1)) @ counts
        return csr_matrix(shares @ diags(self.rarity))


def word_counter(
    texts: Sequence[str],
    settings: TopicSettings,
    *,
    weights: ArrayLike | None = None,
    languages: Sequence[str] | None = None,
) -> WordCounter:
    """What counts the words that may name a topic: no stop words, and none that only one answer has.

    Where only such words are left, they count after all: a topic named after stop words is
    better than an error.

    Args:
        texts: all texts that will be counted.
        settings: the languages, and further stop words.
        weights: how many answers have each text; ``None`` means one each.
        languages: the language of each text, "" where unknown; ``None`` means that none is known.
    """
    times = np.ones(len(texts)) if weights is None else np.asarray(weights, dtype=np.float64)
    codes = settings.languages or LANGUAGES
    apart = stop_words(codes)
    tokens = read_tokens(texts, times).joined(apart)
    spoken = _spoken(tokens, times, languages, codes)
    telling = _telling(tokens.words, spoken, codes, settings.stop_words)
    lemma, shown = _lemmas(tokens, times, spoken, telling, codes)
    counts = _counted(tokens.text, lemma[tokens.word], (len(texts), len(shown)))
    repeated = np.flatnonzero(times @ (counts > 0) > 1)
    order = sorted(repeated if len(repeated) else range(len(shown)), key=shown.__getitem__)
    place = {number: column for column, number in enumerate(order)}
    column = {
        word: place[number] for word, number in zip(tokens.words, lemma, strict=True) if number in place
    }
    forms = [shown[number] for number in order]
    return WordCounter(forms, counts[:, order], times, column=column, apart=apart)


def words_of_topics(
    texts: Sequence[str],
    weights: ArrayLike | None,
    topic: ArrayLike,
    settings: TopicSettings,
    languages: Sequence[str] | None = None,
) -> dict[int, list[str]]:
    """The words that set each topic apart from the others, best first.

    Args:
        texts: n texts.
        weights: how many answers have each text; ``None`` means one each.
        topic: the topic of each text; texts below 0 do not take part.
        settings: the languages, and further stop words.
        languages: the language of each text, "" where unknown; ``None`` means that none is known.

    Returns:
        Up to ten words by the number of the topic; the same as those of the ``word_counter``.
    """
    return word_counter(texts, settings, weights=weights, languages=languages).words_of_topics(topic)


def topic_names(words_of_topics: Iterable[Sequence[str]]) -> list[str]:
    """A name for each topic, all different, of up to three of its words; empty where it has none.

    A name nearly the same as an earlier one (the same first word and another, or the same three)
    keeps its first word and goes on with words that the other topic lacks.

    Args:
        words_of_topics: the words of each topic, best first; the largest topic first.

    >>> topic_names([["not", "staff", "friendly", "nice"], ["staff", "friendly", "nice", "taxi", "car"]])
    ['staff, friendly, nice', 'staff, taxi, car']
    """
    lists: list[Sequence[str]] = []
    names: list[str] = []
    for words in words_of_topics:
        said = [word for word in words if word not in MODIFIERS] or words
        telling = list(without_repeats(said, per_family=1))
        for name, other in zip(names, lists, strict=True):
            if _nearly_same(name.split(", "), telling[:_WORDS_IN_NAME]):
                shared = set(other)
                telling[1:] = sorted(telling[1:], key=lambda word: word in shared)
        lists.append(words)
        names.append(_unused(telling, names))
    return names


def _unused(words: Sequence[str], names: Collection[str]) -> str:
    """A name of the first three *words*, or of more, or with a number, that is not among *names* yet."""
    lengths = range(_WORDS_IN_NAME, max(len(words), _WORDS_IN_NAME) + 1)
    by_words = (", ".join(words[:length]) for length in lengths)
    by_number = (f"{', '.join(words[:_WORDS_IN_NAME])} ({number})" for number in count(2))
    return next(name for name in chain(by_words, by_number) if name not in names) if words else ""


def _nearly_same(name: Sequence[str], other: Sequence[str]) -> bool:
    n_shared = len({*name} & {*other})
    return n_shared >= _WORDS_IN_NAME or (n_shared > 1 and name[0] == other[0])


def without_repeats(words: Iterable[str], *, per_family: int) -> Iterator[str]:
    """*words* in their order, at most *per_family* that are kin to each other."""
    chosen: list[str] = []
    for word in words:
        if sum(are_kin(word, other) for other in chosen) < per_family:
            chosen.append(word)
            yield word


def _spoken(
    tokens: Tokens, times: NDArray[np.float64], languages: Sequence[str] | None, codes: Sequence[str]
) -> list[str]:
    """The language of most answers that have the word, "" where unknown: a word has one fate everywhere."""
    number = {code: place for place, code in enumerate(codes, start=1)}
    of_text = np.array([number.get(code, 0) for code in languages or [""] * len(times)], dtype=np.intp)
    width = len(codes) + 1
    pairs = tokens.word * width + of_text[tokens.text]
    counts = np.bincount(pairs, weights=times[tokens.text], minlength=len(tokens.words) * width)
    known = counts.reshape(-1, width)[:, 1:]
    return [codes[row.argmax()] if row.any() else "" for row in known]


def _telling(
    words: Sequence[str], spoken: Sequence[str], codes: Sequence[str], extra: Sequence[str]
) -> list[bool]:
    """Which words are no stop words in their language; all of them where none is."""
    stops = {code: stop_words([code], extra=extra) for code in codes}
    stops[""] = stop_words(codes, extra=extra)
    # A function word of another language is a title or a quotation: "The" in Dutch answers.
    foreign = stop_words([*codes, *LANGUAGES])
    telling = [
        word not in stops[code]
        and (word not in foreign or any(is_known(word, each) for each in ([code] if code else codes)))
        for word, code in zip(words, spoken, strict=True)
    ]
    return telling if any(telling) else [True] * len(words)


def _lemmas(
    tokens: Tokens,
    times: NDArray[np.float64],
    spoken: Sequence[str],
    telling: Sequence[bool],
    codes: Sequence[str],
) -> tuple[NDArray[np.intp], list[str]]:
    """The lemma of each word, as a number (-1: not telling), and how each lemma is mostly written."""
    lemma_of = {code: lemmatizer([code] if code else codes) for code in set(spoken)}
    n_tokens = np.bincount(tokens.word, weights=times[tokens.text], minlength=len(tokens.words))
    known = set(tokens.words)
    number: dict[str, int] = {}
    best: dict[str, tuple[float, str]] = {}
    lemma = np.full(len(tokens.words), -1, dtype=np.intp)
    for place, (word, code) in enumerate(zip(tokens.words, spoken, strict=True)):
        if telling[place]:
            key = lemma_of[code](_singular(word, known))
            lemma[place] = number.setdefault(key, len(number))
            best[key] = min(best.get(key, (0.0, "")), (-n_tokens[place], tokens.shown[place]))
    return lemma, [best[key][1] for key in number]


def _singular(word: str, words: Collection[str]) -> str:
    """*word* without the s that no dictionary explains, if it occurs so: "ATMs" and "ATM"."""
    bare = word.removesuffix("s").removesuffix("'")
    return bare if bare in words and len(bare) >= _LEAST_STEM and not is_known(word) else word


def _counted(text: NDArray[np.intp], column: NDArray[np.intp], shape: tuple[int, int]) -> csr_matrix:
    """How often each text has each column; below 0 a column does not count."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load

    counts = csr_matrix((np.ones((column >= 0).sum()), (text[column >= 0], column[column >= 0])), shape=shape)
    counts.sum_duplicates()
    return counts


def _summed(
    counts: csr_matrix, group: NDArray[np.intp], times: NDArray[np.float64], n_groups: int
) -> csr_matrix:
    """The rows of *counts*, each so many times, added up by group."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - slow to load

    shape = (n_groups, len(group))
    return csr_matrix((times, (group, np.arange(len(group)))), shape=shape) @ counts
