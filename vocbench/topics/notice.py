"""What a topic model says about itself: what was chosen, and why."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from vocbench.topics.cluster import least_topics, most_topics
from vocbench.topics.language import main_languages
from vocbench.topics.result import UNCLEAR
from vocbench.topics.settings import FEW, TopicSettings
from vocbench.topics.sort import Sorted

NO_GROUPS = "No topics were made: the clusterer put every answer aside."


def counted(found: Sorted) -> str:
    """How many answers there are, and how many say something."""
    n_said, n_unsaid = len(found.said), len(found.unsaid)
    return (
        f"{n_said + n_unsaid:,} answers: {n_said:,} say something ({len(found.texts):,} different), "
        f"{n_unsaid:,} do not."
    )


def too_few(n_distinct: int, settings: TopicSettings) -> str:
    """Why there are no topics."""
    reason = f"No topics were made: that takes at least {settings.min_answers} different answers."
    listed = "They are listed with their like side by side, to be coded by hand."
    return f"{reason} {listed}" if n_distinct else reason


@dataclass(frozen=True, eq=False)
class Choice:
    """How topics were made.

    Args:
        found: of which answers.
        settings: the choices.
        reduce: what was passed in to reduce; ``None`` for our own.
        cluster: what was passed in to cluster; ``None`` for our own.
    """

    found: Sorted
    settings: TopicSettings
    reduce: object
    cluster: object

    def told(self, topics: pd.DataFrame, rows: pd.DataFrame) -> str:
        """How many topics there are and why, what is unclear, and by what means they were found."""
        n_topics, n_unclear = len(topics), int((rows["topic"] == UNCLEAR).sum())
        steps = f"{_name(self.reduce, 'smoothing among neighbours')}, {_name(self.cluster, 'a Ward tree')}"
        parts = [
            f"{'1 topic' if n_topics == 1 else f'{n_topics} topics'} ({self._rule(n_topics)}).",
            f"{n_unclear:,} answers are unclear and wait for review.",
            *self._seen(),
            f"Made by BERTopic, with {steps} and words by c-TF-IDF.",
            f"Languages: {', '.join(main_languages(rows['language'])) or 'not told'}.",
        ]
        return " ".join(parts)

    def _rule(self, n_topics: int) -> str:
        wanted = self.settings.n_topics
        if self.cluster is not None:
            return f"as {type(self.cluster).__name__} found them"
        if wanted is None:
            n = len(self.found.texts)
            return f"as many as leave neighbours together, from {least_topics(n)} to {most_topics(n)}"
        return f"{wanted} as asked{', but there are no more groups' if n_topics < wanted else ''}"

    def _seen(self) -> list[str]:
        if self.reduce is not None and self.cluster is not None:
            return []
        n = len(self.found.texts)
        few = f", as there are fewer than {FEW}" if n < FEW and self.settings.n_neighbours is None else ""
        return [f"Each answer was seen with its {self.settings.neighbours(n)} nearest neighbours{few}."]


def _name(part: object, default: str) -> str:
    return default if part is None else type(part).__name__
