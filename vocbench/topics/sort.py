"""What comes before topics: which answers say something, which say the same, in an order of their own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.content import find_no_content, plain_form
from vocbench.topics.result import NO_CONTENT_COLUMNS
from vocbench.topics.settings import TopicSettings


@dataclass(frozen=True, eq=False)
class Sorted:
    """Answers, those that say something and those that do not.

    Args:
        said: the answers that say something, by text and id, with all their columns.
        unsaid: the others: ``answer text reason``, by reason.
        texts: the different texts of *said*, each in its first spelling.
        place: for each row of *said* its text among *texts*.
    """

    said: pd.DataFrame
    unsaid: pd.DataFrame
    texts: list[str]
    place: NDArray[np.intp]

    @property
    def times(self) -> NDArray[np.intp]:
        """How many answers have each text."""
        return np.bincount(self.place, minlength=len(self.texts))


def sort_answers(answers: pd.DataFrame, settings: TopicSettings) -> Sorted:
    """*answers* sorted out; the order of the rows does not matter.

    Args:
        answers: one row per answer, with ``answer`` (a unique id) and ``text``.
        settings: further replies that say nothing.

    Raises:
        TopicsError: a column is missing, or an id occurs twice.
    """
    said, unsaid = _split(_canonical(answers), settings)
    place, _ = pd.factorize(pd.Series([plain_form(text) for text in said["text"]], dtype=object))
    first = pd.Series(place).drop_duplicates().index
    return Sorted(said, unsaid, said["text"].iloc[first].tolist(), place.astype(np.intp))


def _canonical(answers: pd.DataFrame) -> pd.DataFrame:
    """*answers* with a text for each, sorted by text and id."""
    missing = [column for column in ("answer", "text") if column not in answers.columns]
    if missing:
        raise TopicsError(f"The answers lack the column {missing[0]!r}; there is {list(answers.columns)}.")
    twice = answers["answer"][answers["answer"].duplicated()]
    if len(twice):
        raise TopicsError(f"The answer {twice.iloc[0]!r} occurs twice. Give each answer an id of its own.")
    texts = ["" if pd.isna(text) else str(text) for text in answers["text"]]
    ids = [str(each) for each in answers["answer"]]
    order = sorted(range(len(texts)), key=lambda row: (texts[row], ids[row]))
    # As objects: a text may hold half a sign, which Arrow refuses.
    held = pd.Series(texts, index=answers.index, dtype=object)
    return answers.assign(text=held).iloc[order].reset_index(drop=True)


def _split(answers: pd.DataFrame, settings: TopicSettings) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The answers that say something, and the others with the reason."""
    reasons = [find_no_content(text, extra_phrases=settings.no_content) for text in answers["text"]]
    reason = pd.Series([each.value if each else None for each in reasons], index=answers.index, dtype=object)
    silent = reason.notna()
    unsaid = answers[silent].assign(reason=reason[silent].astype(str))
    unsaid = unsaid.sort_values("reason", kind="stable", ignore_index=True)
    return answers[~silent].reset_index(drop=True), unsaid[NO_CONTENT_COLUMNS]
