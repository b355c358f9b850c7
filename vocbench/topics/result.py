"""A finished topic model: plain frames that can be stored, read, drawn and corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.content import plain_form
from vocbench.topics.settings import TopicSettings

if TYPE_CHECKING:
    from vocbench.topics.words import WordCounter

UNCLEAR = -1
"""The topic number of an answer that belongs to no topic: it waits in the review queue."""

SET_ASIDE = "set aside"
"""The reason of an answer without content that a person set apart."""

TOPIC_COLUMNS = ["topic", "name", "words", "answers", "share", "stability", "code"]
ANSWER_COLUMNS = ["answer", "topic", "similarity", "nearest", "text", "language", "x", "y", "placed"]
NO_CONTENT_COLUMNS = ["answer", "text", "reason"]
NOT_CARRIED_COLUMNS = ["edit", "topic", "reason"]
TREE_COLUMNS = ["left", "right", "similarity", "answers"]

Vectors = NDArray[np.float32]
"""One row per topic or answer, of length 1."""

_ALIKE = 0.8
"""From this cosine on, two answers nearly say the same."""


def _no_vectors() -> Vectors:
    return np.zeros((0, 0), dtype=np.float32)


def _nothing_lost() -> pd.DataFrame:
    return pd.DataFrame(columns=NOT_CARRIED_COLUMNS, dtype="str")


@dataclass(frozen=True, eq=False)
class TopicModel:
    """Topics, the answers in them, and the answers set apart. It rests on nothing but its parts.

    Args:
        topics: one row per topic, largest first: ``topic`` (its number, which it keeps whatever is
            edited by hand), ``name``, ``words`` (a list, best first), ``answers`` (how many),
            ``share`` (of the answers that say something), ``stability`` (0 to 1, NaN where not
            measured), ``code`` (path of the code that guided it, or ""). In a project also
            ``topic_id``, to use as evidence.
        answers: one row per answer that says something: ``answer`` (its id), ``topic`` (-1: unclear,
            the review queue), ``similarity``, ``nearest`` (the topic with the nearest centre other
            than its own; -1 where there is none), ``text``, ``language`` (ISO code or ""), ``x`` and
            ``y`` (place on the map, NaN where none), ``placed`` (who decided: ``model``, or by hand
            ``moved`` or ``pinned``), then the columns that came along. By topic, most typical first.
            ``similarity`` is the cosine to the centre of the topic, of ``nearest`` where unclear.
            Without topics, rows stand next to their like, and it is the cosine to the row above
            (NaN where unknown).
        no_content: one row per answer that says nothing or was set aside: ``answer text reason``.
        settings: the choices that were made.
        timings: seconds each step took.
        notice: what was chosen and why, in a few sentences.
        centres: unit rows in the order of ``topics``, shape (number of topics, d).
        floors: least similarity at which an answer belongs, shape (number of topics,).
        versions: package → version that took part.
        not_carried: edits by hand of the model before that could not be done again in this one:
            ``edit topic reason``.
        id: of the model in its project; "" while it is in none.
        question: the question that was answered; ``None`` for several.

    Raises:
        TopicsError: a frame lacks a column, or there is not one centre and floor for each topic.
    """

    topics: pd.DataFrame
    answers: pd.DataFrame
    no_content: pd.DataFrame
    settings: TopicSettings
    timings: Mapping[str, float]
    notice: str
    centres: Vectors = field(default_factory=_no_vectors)
    floors: NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    versions: Mapping[str, str] = field(default_factory=dict)
    not_carried: pd.DataFrame = field(default_factory=_nothing_lost)
    id: str = ""
    question: str | None = None

    def __post_init__(self) -> None:
        expected = {
            "topics": TOPIC_COLUMNS,
            "answers": ANSWER_COLUMNS,
            "no_content": NO_CONTENT_COLUMNS,
            "not_carried": NOT_CARRIED_COLUMNS,
        }
        for name, columns in expected.items():
            missing = [column for column in columns if column not in getattr(self, name).columns]
            if missing:
                raise TopicsError(f"The frame {name!r} of a topic model lacks {', '.join(missing)}.")
        if not len(self.topics) == len(self.centres) == len(self.floors):
            raise TopicsError(
                f"A topic model of {len(self.topics)} topics needs as many centres and floors, got "
                f"{len(self.centres)} and {len(self.floors)}."
            )

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
        return self._by_similarity(topic, ascending=False).head(n).reset_index(drop=True)

    def edge(self, topic: int, n: int = 5) -> pd.DataFrame:
        """The *n* different answers farthest from the centre of *topic*, farthest first.

        Args:
            topic: its number; -1 for unclear answers.
            n: how many, at most.

        Returns:
            Rows of ``answers``; read these to see where a topic ends.

        Raises:
            TopicsError: there is no such topic.
        """
        return self._by_similarity(topic, ascending=True).head(n).reset_index(drop=True)

    def unclear(self, n: int | None = None) -> pd.DataFrame:
        """The review queue: the answers in no topic, those that nearly belong to one first.

        Args:
            n: how many, at most; ``None`` for all.

        Returns:
            Rows of ``answers``; ``nearest`` is the topic each comes nearest to.
        """
        queue = self.answers[self.answers["topic"] == UNCLEAR]
        if len(self.topics):
            queue = queue.sort_values(["similarity", "text", "answer"], ascending=[False, True, True])
        return queue.head(len(queue) if n is None else n).reset_index(drop=True)

    def summary(self) -> pd.DataFrame:
        """One row per topic: ``topic name answers share stability words typical``.

        ``words`` is one text here, and ``typical`` is the answer nearest the centre.
        """
        best = self.answers.sort_values(["topic", "similarity"], ascending=[True, False], kind="stable")
        typical = best.drop_duplicates("topic").set_index("topic")["text"]
        frame = self.topics[["topic", "name", "answers", "share", "stability"]].copy()
        frame["words"] = [", ".join(words) for words in self.topics["words"]]
        frame["typical"] = [typical.get(topic, "") for topic in self.topics["topic"]]
        return frame

    def tree(self) -> pd.DataFrame:
        """Which topics are alike, joined two by two from the most alike on, by average linkage.

        Returns:
            One row per join: ``left right similarity answers``. Numbers below the number of topics
            are rows of ``topics``; the number of topics plus i is the join of row i. ``similarity``
            is the mean cosine between the centres of the two sides. Without two topics, no rows.
        """
        if len(self.topics) < 2:  # noqa: PLR2004 - a join takes two
            return pd.DataFrame(columns=TREE_COLUMNS).astype({"left": int, "right": int, "answers": int})
        from scipy.cluster.hierarchy import linkage  # noqa: PLC0415 - slow to load

        centres = self.centres.astype(np.float64)
        away = np.clip(1 - centres @ centres.T, 0, None)[np.triu_indices(len(centres), k=1)]
        joins = linkage(away, "average")
        sizes = self.topics["answers"].tolist()
        for left, right in joins[:, :2].astype(int):
            sizes.append(sizes[left] + sizes[right])
        columns = (joins[:, 0].astype(int), joins[:, 1].astype(int), 1 - joins[:, 2], sizes[len(centres) :])
        return pd.DataFrame(dict(zip(TREE_COLUMNS, columns, strict=True)))

    def contrast(self, topic: int, other: int | None = None) -> pd.DataFrame:
        """The words that tell *topic* from another one, most telling first.

        Args:
            topic: its number.
            other: number of the other one; the topic with the nearest centre if ``None``.

        Returns:
            As from ``topics.portrait.contrast``.

        Raises:
            TopicsError: there is no such topic, or no other one.
        """
        from vocbench.topics.portrait import contrast  # noqa: PLC0415 - slow to load

        row = self.topic_row(topic)
        if other is None:
            other = self._neighbour(row)
        self.topic_row(other)
        if topic == other:
            raise TopicsError(f"Topic {topic} cannot be told from itself. Name another topic.")
        return contrast(self._counter, self.answers["topic"], topic, other)

    def _neighbour(self, row: int) -> int:
        """The number of the topic with the nearest centre."""
        if len(self.topics) < 2:  # noqa: PLR2004 - itself and another
            raise TopicsError("This model has one topic, so there is no other one to tell it from.")
        cosines = self.centres @ self.centres[row]
        cosines[row] = -np.inf
        return int(self.topics["topic"].iloc[int(cosines.argmax())])

    @cached_property
    def _counter(self) -> WordCounter:
        """What counts the words of the answers."""
        from vocbench.topics.words import word_counter  # noqa: PLC0415 - slow to load

        texts, languages = (self.answers[name].fillna("").tolist() for name in ("text", "language"))
        return word_counter(texts, self.settings, languages=languages)

    def phrase(self, topic: int) -> str:
        """What the typical answers of *topic* say in two to five words of their own; "" where nothing.

        Raises:
            TopicsError: there is no such topic.
        """
        from vocbench.topics.portrait import central_phrase  # noqa: PLC0415 - slow to load

        words = self.topics["words"].iloc[self.topic_row(topic)]
        within = self.answers[self.answers["topic"] == topic]
        return central_phrase(within["text"].tolist(), within["similarity"], words, self.settings)

    def near_duplicates(self) -> pd.DataFrame:
        """The answers that say the same as another one, or without topics nearly the same.

        The same is: the same words, whatever the case and punctuation. In a model without topics
        answers also count whose cosine to the row above is at least 0.8.

        Returns:
            Rows of ``answers`` with a first column ``group``, from 0, the largest group first.
        """
        words = pd.Series([plain_form(text) or text for text in self.answers["text"]], dtype="str")
        group = pd.Series(pd.factorize(words)[0])
        if not len(self.topics):
            alike = (self.answers["similarity"].to_numpy() >= _ALIKE) | (words == words.shift()).to_numpy()
            group = pd.Series(np.cumsum(~alike))
        size = group.map(group.value_counts()).to_numpy()
        order = np.lexsort((group, -size))[: int((size > 1).sum())]
        found = self.answers.iloc[order].drop(columns="group", errors="ignore").reset_index(drop=True)
        found.insert(0, "group", pd.factorize(group.to_numpy()[order])[0])
        return found

    def topic_row(self, topic: int) -> int:
        """The place in ``topics`` of the topic with this number.

        Raises:
            TopicsError: there is none; the message says which there are.
        """
        numbers = self.topics["topic"].tolist()
        if topic not in numbers:
            known = ", ".join(map(str, sorted(numbers)))
            hint = f"There are: {known}." if numbers else "This model has no topics."
            raise TopicsError(f"There is no topic {topic!r}. {hint}")
        return numbers.index(topic)

    def _by_similarity(self, topic: int, *, ascending: bool) -> pd.DataFrame:
        if topic != UNCLEAR:
            self.topic_row(topic)
        within = self.answers[self.answers["topic"] == topic].drop_duplicates("text")
        return within.sort_values(["similarity", "text", "answer"], ascending=[ascending, True, True])

    def _repr_html_(self) -> str:
        return f"<div>{_topic_table(self.summary())}{_remarks(self)}{_lost_table(self.not_carried)}</div>"


def _topic_table(summary: pd.DataFrame) -> str:
    columns = ["topic", "name", "answers", "share", "stability", "typical"]
    rows = (
        (str(topic), name, f"{n:,}", f"{share:.0%}", "–" if pd.isna(stability) else f"{stability:.2f}", text)
        for topic, name, n, share, stability, text in summary[columns].itertuples(index=False, name=None)
    )
    return _table(columns, rows)


def _lost_table(not_carried: pd.DataFrame) -> str:
    rows = not_carried[NOT_CARRIED_COLUMNS].astype(str).itertuples(index=False, name=None)
    table = _table(NOT_CARRIED_COLUMNS, rows)
    return f"<p>Edits by hand that were not carried over:</p>{table}" if table else ""


def _remarks(model: TopicModel) -> str:
    n_unclear = int((model.answers["topic"] == UNCLEAR).sum())
    waiting = f"{n_unclear:,} unclear, to be reviewed: see unclear(). " if len(model.topics) else ""
    counted = f"{len(model.answers):,} answers say something, {len(model.no_content):,} do not. {waiting}"
    return f"<p>{escape(counted)}</p><p>{escape(model.notice)}</p>"


def _table(columns: list[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of cells in which markup is text; nothing where there are no rows."""
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{column}</th>" for column in columns)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if body else ""
