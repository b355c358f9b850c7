"""Which language is spoken in a transcript that does not say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from vocbench.model.guess import Guess, agreement
from vocbench.model.told import Told, told

# The classifier knows more, but mostly takes a short Dutch sentence for the rarer ones.
_LANGUAGES = "ar cs da de el en es fa fi fr he hi hu it ja ko nl no pl pt ro ru sv tr uk zh"
_SIGNS_A_PART, _MOST_PARTS = 300, 30
_LEAST_SIGNS = 40
"""Of shorter texts the classifier takes one in three for another language ("Ja?" for Arabic)."""


def guess_language(text: str) -> Guess | None:
    """The language of *text* as an ISO 639-1 code; ``None`` where there are too few words.

    Parts of 300 signs, spread over the text, are judged one by one (py3langid; Lui & Baldwin
    2012, https://aclanthology.org/P12-3005): how many agree is the confidence. A part that is
    shorter counts for less.
    """
    words = " ".join(text.split())
    if sum(map(str.isalpha, words)) < _LEAST_SIGNS:
        return None
    parts = [words[at : at + _SIGNS_A_PART] for at in range(0, len(words), _SIGNS_A_PART)]
    every = -(-len(parts) // _MOST_PARTS)
    weights: Counter[str] = Counter()
    for part in parts[::every]:
        weights[_classifier()(part)] += len(part)
    (language, n), *_ = weights.most_common(1)
    return Guess(
        told("language"), Told(language), agreement(n / _SIGNS_A_PART, len(parts[::every])), "language"
    )


@lru_cache(maxsize=1)
def _classifier() -> Callable[[str], str]:
    """What gives the likeliest language of a text."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in _LANGUAGES.split() if code in set(identifier.labels)])
    return lambda text: str(identifier.classify(text)[0])
