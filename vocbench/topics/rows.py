"""A topic model as rows of plain values, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from vocbench.topics.result import ANSWER_COLUMNS, TopicModel
from vocbench.topics.settings import TopicSettings

Row = dict[str, Any]
"""Column name → plain value."""


def to_rows(model: TopicModel) -> tuple[Row, Row, str, list[Row], list[Row]]:
    """The settings, timings, notice, topics and answers of *model* as plain values.

    Returns:
        Settings; seconds per step; the notice; a row ``number name words`` per topic; a row
        ``answer_id topic similarity reason`` per answer in the model's order, those without
        content last, which have a reason and no topic.
    """
    empty = {"topic": None, "similarity": None, "reason": None}
    topics = [
        {"number": int(number), "name": name, "words": list(words)}
        for number, name, words in _tuples(model.topics, ["topic", "name", "words"])
    ]
    inside = [
        {**empty, "answer_id": each, "topic": int(number), "similarity": _number(similarity)}
        for each, number, similarity in _tuples(model.answers, ["answer", "topic", "similarity"])
    ]
    apart = [
        {**empty, "answer_id": each, "reason": reason}
        for each, reason in _tuples(model.no_content, ["answer", "reason"])
    ]
    timings = {step: float(seconds) for step, seconds in model.timings.items()}
    return asdict(model.settings), timings, model.notice, topics, [*inside, *apart]


def _tuples(frame: pd.DataFrame, columns: list[str]) -> list[tuple[Any, ...]]:
    return list(frame[columns].itertuples(index=False, name=None))


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def from_rows(
    source: pd.DataFrame,
    *,
    settings: Row,
    timings: Mapping[str, float],
    notice: str,
    topics: Sequence[Row],
    members: Sequence[Row],
) -> TopicModel:
    """The model that was kept as rows.

    Args:
        source: the answers it was made from: ``answer text`` and what came along.
        settings: as ``to_rows`` gave them, perhaps through JSON.
        timings: seconds per step.
        notice: what was chosen and why.
        topics: as ``to_rows`` gave them, with an ``id`` each.
        members: which answer is where, as ``to_rows`` gave them.

    Returns:
        The model; its ``topics`` have a further column ``topic_id``.
    """
    columns = ["answer_id", "topic", "similarity", "reason"]
    frame = pd.DataFrame(list(members), columns=columns, dtype=object)
    frame = frame.rename(columns={"answer_id": "answer"}).astype({"answer": "str", "reason": "str"})
    rest = source.set_index("answer")
    apart = frame[frame["reason"].notna()][["answer", "reason"]].join(rest["text"], on="answer")
    inside = frame[frame["reason"].isna()].drop(columns="reason").join(rest, on="answer")
    inside = inside.astype({"topic": "int64", "similarity": "float64"}).reset_index(drop=True)
    return TopicModel(
        topics=_topics(topics, inside["topic"]),
        answers=inside[[*ANSWER_COLUMNS, *(name for name in inside.columns if name not in ANSWER_COLUMNS)]],
        no_content=apart[["answer", "text", "reason"]].reset_index(drop=True),
        settings=TopicSettings(**{name: _tupled(value) for name, value in settings.items()}),
        timings=timings,
        notice=notice,
    )


def _topics(rows: Sequence[Row], members: pd.Series[Any]) -> pd.DataFrame:
    """One row per topic with how many answers it has, and their share."""
    frame = pd.DataFrame(list(rows), columns=["number", "name", "words", "id"])
    frame = frame.rename(columns={"id": "topic_id", "number": "topic"}).astype({"topic": "int64"})
    sizes = members.value_counts()
    frame.insert(3, "answers", [int(sizes.get(number, 0)) for number in frame["topic"]])
    frame.insert(4, "share", frame["answers"] / max(1, len(members)))
    return frame


def _tupled(value: Any) -> Any:  # noqa: ANN401 - JSON in, settings out
    """JSON's lists as the tuples that frozen settings hold."""
    return tuple(value) if isinstance(value, list) else value
