"""The words of topics, and the short names made of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import takewhile
from typing import TYPE_CHECKING

from vocbench.topics.settings import TopicSettings
from vocbench.topics.stopwords import MODIFIERS, stop_words

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import CountVectorizer

WORD_PATTERN = r"(?u)(?<!\w)[^\W\d_]{2,}(?:['-][^\W\d_]+)*(?!\w)"
"""Two or more letters, with an apostrophe or hyphen inside: "foto's", "follow-up"."""

_WORDS_IN_NAME = 3


def straight(text: str) -> str:
    """*text* with straight apostrophes, so that a word is one word however it was typed."""
    return re.sub("[’‘`´]", "'", text)


def word_counter(texts: Iterable[str], settings: TopicSettings) -> CountVectorizer:
    """What counts the words that may name a topic: no stop words, and none that only one text has.

    Where only such words are left, they count after all: a topic named after stop words is
    better than an error.

    Args:
        texts: all texts that will be counted.
        settings: the languages, and further stop words.
    """
    from sklearn.feature_extraction.text import CountVectorizer  # noqa: PLC0415 - slow to load

    analyse = CountVectorizer(token_pattern=WORD_PATTERN).build_analyzer()
    n_texts = Counter(word for text in texts for word in set(analyse(text)))
    stops = stop_words(settings.languages, extra=settings.stop_words)
    telling = [word for word in n_texts if word not in stops]
    repeated = [word for word in telling if n_texts[word] > 1]
    return CountVectorizer(token_pattern=WORD_PATTERN, vocabulary=sorted(repeated or telling or n_texts))


def ranked_words(scores: Iterable[tuple[str, float]]) -> list[str]:
    """Words by falling score, equal scores by alphabet; empty places are left out."""
    return [word for word, _ in sorted(scores, key=lambda each: (-round(each[1], 9), each[0])) if word]


def topic_names(words_of_topics: Iterable[Sequence[str]]) -> list[str]:
    """A name for each topic, all different, of up to three of its words; empty where it has none.

    >>> topic_names([["not", "driver", "drivers", "late", "rude"], ["driver", "late", "rude", "taxi"]])
    ['driver, late, rude', 'driver, late, rude, taxi']
    """
    names: list[str] = []
    for words in words_of_topics:
        telling = _unlike([word for word in words if word not in MODIFIERS] or words)
        lengths = range(_WORDS_IN_NAME, max(len(telling), _WORDS_IN_NAME) + 1)
        candidates = [", ".join(telling[:length]) for length in lengths]
        names.append(next((name for name in candidates if name not in names), candidates[-1]))
    return names


def _unlike(words: Iterable[str]) -> list[str]:
    """*words* without those that look like a form of an earlier one."""
    chosen: list[str] = []
    for word in words:
        if not any(_is_kin(word, other) for other in chosen):
            chosen.append(word)
    return chosen


def _is_kin(word: str, other: str) -> bool:
    """Whether two words seem forms of one: "driver" and "drivers", "wachten" and "wacht"."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, other, strict=False)))
    return shared >= max(4, min(len(word), len(other)) - 2)
