"""The choices a researcher makes about a topic model."""

from __future__ import annotations

from dataclasses import dataclass

from vocbench.errors import TopicsError
from vocbench.topics.stopwords import is_known_language

FEW = 300
"""Below this number of different answers topics are made with fewer neighbours."""

_NEIGHBOURS, _NEIGHBOURS_OF_FEW = 15, 8


@dataclass(frozen=True, slots=True)
class TopicSettings:
    """How topics are made; the same settings and answers give the same topics.

    Args:
        n_topics: how many topics; ``None`` finds a number that fits the answers.
        seed: start of the random numbers that samples are drawn with, 0 to 2**32 - 1.
        languages: ISO 639-1 codes of the languages of the answers, whose stop words are left out of
            the names; ``None`` detects Dutch and English.
        min_answers: below this number of different answers no topics are made; at least 4.
        n_neighbours: how many like answers each answer is seen with, from 2 to 100; more make topics
            broader. ``None`` takes 15, and 8 below 300 different answers.
        unclear: of each topic, the share of answers least like it that is left for review; from 0 to
            below 1.
        fit_on: from more different answers than this, topics are made of a sample, and the others
            assigned to them.
        no_content: further replies that count as "no answer".
        stop_words: further words that may not name a topic.

    Raises:
        TopicsError: a value is out of its range, or a language is unknown.
    """

    n_topics: int | None = None
    seed: int = 42
    languages: tuple[str, ...] | None = None
    min_answers: int = 30
    n_neighbours: int | None = None
    unclear: float = 0.05
    fit_on: int = 20_000
    no_content: tuple[str, ...] = ()
    stop_words: tuple[str, ...] = ()

    def neighbours(self, n: int) -> int:
        """How many neighbours each of *n* different answers is seen with."""
        return self.n_neighbours or (_NEIGHBOURS_OF_FEW if n < FEW else _NEIGHBOURS)

    def __post_init__(self) -> None:
        for name in ("languages", "no_content", "stop_words"):
            value = getattr(self, name)
            if name != "languages" or value is not None:
                object.__setattr__(self, name, _texts(name, value))
        if self.n_topics is not None:
            _check_number("n_topics", self.n_topics, lowest=2)
        if self.n_neighbours is not None:
            _check_number("n_neighbours", self.n_neighbours, lowest=2, highest=100)
        _check_number("seed", self.seed, lowest=0, highest=2**32 - 1)
        _check_number("min_answers", self.min_answers, lowest=4)
        _check_number("fit_on", self.fit_on, lowest=1_000)
        _check_share("unclear", self.unclear)
        for code in self.languages or ():
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


def _check_share(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value < 1:
        raise TopicsError(f"{name} must be a share from 0 to below 1, got {value!r}.")


DEFAULT_SETTINGS = TopicSettings()
"""The topics of Dutch and English answers, their number found by rule."""
