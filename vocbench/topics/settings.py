"""The choices a researcher makes about a topic model."""

from __future__ import annotations

from dataclasses import dataclass

from vocbench.errors import TopicsError
from vocbench.topics.stopwords import is_known_language


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How topics are made; the same settings and answers give the same topics.

    Args:
        n_topics: how many topics; ``None`` takes the square root of half the number of distinct
            answers, at most 30.
        seed: start of the random numbers, 0 to 2**32 - 1.
        languages: ISO 639-1 codes of the languages whose stop words are left out of the names.
        min_answers: below this number of distinct answers no topics are made; at least 15.
        no_content: further replies that count as "no answer".
        stop_words: further words that may not name a topic.

    Raises:
        TopicsError: a value is out of its range, or a language is unknown.
    """

    n_topics: int | None = None
    seed: int = 42
    languages: tuple[str, ...] = ("nl", "en")
    min_answers: int = 30
    no_content: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("languages", "no_content", "stop_words"):
            object.__setattr__(self, name, _texts(name, getattr(self, name)))
        if self.n_topics is not None:
            _check_number("n_topics", self.n_topics, lowest=2)
        _check_number("seed", self.seed, lowest=0, highest=2**32 - 1)
        _check_number("min_answers", self.min_answers, lowest=15)  # UMAP in 5 dimensions needs 13
        for code in self.languages:
            if not is_known_language(code):
                raise TopicsError(f"No stop words for the language {code!r}. Use codes such as 'nl' or 'en'.")


def _texts(name: str, values: object) -> tuple[str, ...]:
    # JSON turns a tuple into a list: settings must survive that trip.
    if not isinstance(values, (tuple, list)) or not all(isinstance(value, str) for value in values):
        raise TopicsError(f"{name} must be a tuple of texts, got {values!r}.")
    return tuple(values)


def _check_number(name: str, value: object, *, lowest: int, highest: int | None = None) -> None:
    fits = isinstance(value, int) and not isinstance(value, bool)
    if not fits or value < lowest or (highest is not None and value > highest):  # type: ignore[operator]
        limit = f"from {lowest} to {highest}" if highest is not None else f"of at least {lowest}"
        raise TopicsError(f"{name} must be a whole number {limit}, got {value!r}.")


DEFAULT_SETTINGS = TopicSettings()
"""The topics of Dutch and English answers, their number found by rule."""
