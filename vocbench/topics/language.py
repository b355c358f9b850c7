"""The language of each answer, told from a few words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

LANGUAGES = ("nl", "en")
"""The languages that are told apart where no others are named."""

_RIVALS = ("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ro", "ru", "tr", "uk", "zh")
"""Languages in which people answer though the survey did not ask for them."""

_LEAST_MARGIN = 1.0
"""Log-odds between the two best candidates below which the language is not told."""

_LEAST_RIVAL_MARGIN = 10.0
"""Log-odds by which a rival must beat all candidates. Of Dutch and English texts of four words,
none is lost at 10; of German ones of five or more, nine in ten are recognised."""

_LEAST_SHARE = 0.05
"""Share of the answers from which a language is one of the set, and not a few strays."""

_SENTENCE_END = (".", "!", "?", ":", "…")


def languages_of(texts: Sequence[str], candidates: Sequence[str] = LANGUAGES) -> list[str]:
    """The language of each text, as an ISO 639-1 code; "" where it cannot be told.

    A naive Bayes classifier of letter sequences (py3langid; Lui & Baldwin 2012,
    https://aclanthology.org/P12-3005) chooses between the candidates. Names say nothing about the
    language ("Speel The Sound of Silence"), so capitalised words inside a sentence do not count.

    Args:
        texts: the texts; equal ones are judged once.
        candidates: the codes to choose from; a code the classifier does not know is never found.

    Returns:
        One code for each text: of a candidate, or "" for a text without words, a text that fits
        two candidates about equally, and a text in quite another language.
    """
    asked = tuple(candidates)
    return [_told(text, asked) for text in texts]


def main_languages(languages: Iterable[str]) -> tuple[str, ...]:
    """The languages that one answer in twenty or more is in, most used first; unknown ones do not count.

    >>> main_languages(["nl", "nl", "", "en"])
    ('nl', 'en')
    """
    counts = Counter(code for code in languages if code)
    enough = [code for code, n in counts.items() if n >= _LEAST_SHARE * counts.total()]
    return tuple(sorted(enough, key=lambda code: (-counts[code], code)))


@lru_cache(maxsize=100_000)  # other settings ask for the same answers again
def _told(text: str, candidates: tuple[str, ...]) -> str:
    scored = _scores(tuple(sorted({*candidates, *_RIVALS})))
    return _language(scored(_without_names(text)), candidates)


def _language(scores: dict[str, float], candidates: Sequence[str]) -> str:
    rated = sorted(((scores[code], code) for code in candidates if code in scores), reverse=True)
    if not rated:
        return ""
    best, code = rated[0]
    clear = len(rated) == 1 or best - rated[1][0] >= _LEAST_MARGIN
    return code if clear and max(scores.values()) - best < _LEAST_RIVAL_MARGIN else ""


def _without_names(text: str) -> str:
    """*text* without words that have a capital though no sentence begins there; two words must be left."""
    words = re.sub(r"[\d_]+", " ", text).split()
    kept = [
        word
        for before, word in zip((".", *words), words, strict=False)
        if not word[0].isupper() or before.endswith(_SENTENCE_END)
    ]
    return " ".join(kept if len(kept) > 1 else words)


@lru_cache(maxsize=4)
def _scores(codes: tuple[str, ...]) -> Callable[[str], dict[str, float]]:
    """What gives the log-likelihood of a text in each of those *codes* that the classifier knows."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in codes if code in set(identifier.labels)])

    return lambda text: dict(identifier.rank(text))
