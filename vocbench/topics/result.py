"""A finished topic model: plain frames that can be stored, read, drawn and corrected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

import pandas as pd

from vocbench.errors import TopicsError
from vocbench.topics.settings import TopicSettings

UNCLEAR = -1
"""The topic number of an answer that belongs to no topic."""

TOPIC_COLUMNS = ["topic", "name", "words", "answers", "share"]
ANSWER_COLUMNS = ["answer", "topic", "similarity", "text"]
NO_CONTENT_COLUMNS = ["answer", "text", "reason"]


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics, the answers in them, and the answers set apart. It rests on nothing but its parts.

    Args:
        topics: one row per topic, largest first: ``topic`` (0, 1, …), ``name``, ``words`` (a list,
            best first), ``answers`` (how many), ``share`` (of the answers that say something).
        answers: one row per answer that says something: ``answer`` (its id), ``topic`` (-1: unclear),
            ``similarity``, ``text``, then the columns that came along. By topic, most typical first.
            ``similarity`` is the cosine to the centre of the topic, at most 1. Without topics, rows
            stand next to their like, and it is the cosine to the row above (NaN where unknown).
        no_content: one row per answer that says nothing: ``answer``, ``text``, ``reason``.
        settings: the choices that were made.
        timings: seconds each step took.
        notice: what was chosen and why, in a few sentences.

    Raises:
        TopicsError: a frame lacks a column.
    """

    topics: pd.DataFrame
    answers: pd.DataFrame
    no_content: pd.DataFrame
    settings: TopicSettings
    timings: Mapping[str, float]
    notice: str

    def __post_init__(self) -> None:
        expected = {"topics": TOPIC_COLUMNS, "answers": ANSWER_COLUMNS, "no_content": NO_CONTENT_COLUMNS}
        for name, columns in expected.items():
            missing = [column for column in columns if column not in getattr(self, name).columns]
            if missing:
                raise TopicsError(f"The frame {name!r} of a topic model lacks {', '.join(missing)}.")

    def typical(self, topic: int, n: int = 5) -> pd.DataFrame:
        """The *n* different answers nearest the centre of *topic*, nearest first.

        Args:
            topic: its number; -1 for unclear answers.
            n: how many, at most.

        Returns:
            Rows of ``answers``; fewer than *n* where the topic has fewer different texts.

        Raises:
            TopicsError: there is no such topic.
        """
        if topic != UNCLEAR and topic not in set(self.topics["topic"]):
            last = len(self.topics) - 1
            hint = f"Topics run from 0 to {last}." if last >= 0 else "This model has no topics."
            raise TopicsError(f"There is no topic {topic}. {hint}")
        within = self.answers[self.answers["topic"] == topic].drop_duplicates("text")
        nearest = within.sort_values(["similarity", "text", "answer"], ascending=[False, True, True])
        return nearest.head(n).reset_index(drop=True)

    def summary(self) -> pd.DataFrame:
        """One row per topic: ``topic``, ``name``, ``answers``, ``share``, ``words``, ``typical``.

        ``words`` is one text here, and ``typical`` is the answer nearest the centre.
        """
        best = self.answers.sort_values(["topic", "similarity"], ascending=[True, False], kind="stable")
        typical = best.drop_duplicates("topic").set_index("topic")["text"]
        frame = self.topics[["topic", "name", "answers", "share"]].copy()
        frame["words"] = [", ".join(words) for words in self.topics["words"]]
        frame["typical"] = [typical.get(topic, "") for topic in self.topics["topic"]]
        return frame

    def _repr_html_(self) -> str:
        columns = ["topic", "name", "answers", "share", "typical"]
        rows = "".join(
            f"<tr><td>{topic}</td><td>{escape(name)}</td><td>{n}</td><td>{share:.0%}</td><td>{escape(text)}</td></tr>"
            for topic, name, n, share, text in self.summary()[columns].itertuples(index=False, name=None)
        )
        head = "".join(f"<th>{column}</th>" for column in columns)
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>" if rows else ""
        return f"<div>{table}<p>{escape(self.notice)}</p></div>"
