"""Topic models in the project file: which answer went where, and how that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from vocbench.storage.history import Act, Values, new_id, now
from vocbench.storage.schema import topic, topic_answer, topic_run


@dataclass(frozen=True, slots=True)
class StoredTopics:
    """A topic model as rows of plain values.

    ``topics`` has ``number name words``; ``answers`` has ``answer_id topic similarity
    reason``, in the model's order. An answer without content has a reason and no topic.
    """

    question: str | None
    fingerprint: str
    settings: Values
    timings: Values
    notice: str
    topics: Sequence[Values]
    answers: Sequence[Values]


def save_topics(act: Act, stored: StoredTopics) -> StoredTopics:
    """Keep *stored*, its topics and its answers; the same with an ``id`` for each topic."""
    run_id = new_id()
    topics = [{**row, "id": new_id()} for row in stored.topics]
    act.insert(
        topic_run,
        [
            {
                "id": run_id,
                "question": stored.question,
                "fingerprint": stored.fingerprint,
                "settings": stored.settings,
                "timings": stored.timings,
                "notice": stored.notice,
                "created": now(),
            }
        ],
    )
    act.insert(topic, [{**row, "run_id": run_id} for row in topics])
    act.insert(
        topic_answer,
        [{**row, "run_id": run_id, "position": place} for place, row in enumerate(stored.answers)],
    )
    return replace(stored, topics=topics)


def find_topics(connection: Connection, fingerprint: str) -> StoredTopics | None:
    """The model made from the same answers with the same settings; its topics carry their ``id``."""
    run = connection.execute(select(topic_run).where(topic_run.c.fingerprint == fingerprint)).first()
    return None if run is None else _load(connection, run)


def _load(connection: Connection, run: Row[Any]) -> StoredTopics:
    topics = select(topic.c.id, topic.c.number, topic.c.name, topic.c.words).where(topic.c.run_id == run.id)
    columns = [topic_answer.c[name] for name in ("answer_id", "topic", "similarity", "reason")]
    members = select(*columns).where(topic_answer.c.run_id == run.id)
    return StoredTopics(
        question=run.question,
        fingerprint=run.fingerprint,
        settings=run.settings,
        timings=run.timings,
        notice=run.notice,
        topics=[dict(row) for row in connection.execute(topics.order_by(topic.c.number)).mappings()],
        answers=[
            dict(row) for row in connection.execute(members.order_by(topic_answer.c.position)).mappings()
        ],
    )


def seeds(connection: Connection) -> list[int]:
    """The seeds of all models in the project, in order."""
    return sorted({settings["seed"] for settings in connection.scalars(select(topic_run.c.settings))})


def members_query(topic_ids: Select[Any]) -> Select[Any]:
    """A query for the ids of the answers in the topics whose ids the query *topic_ids* finds."""
    return (
        select(topic_answer.c.answer_id)
        .join(topic, (topic.c.run_id == topic_answer.c.run_id) & (topic.c.number == topic_answer.c.topic))
        .where(topic.c.id.in_(topic_ids))
    )


def topic_members(connection: Connection, topic_ids: Select[Any]) -> dict[str, list[str]]:
    """The ids of the answers in each of these topics, from typical to edge."""
    query = (
        members_query(topic_ids)
        .add_columns(topic.c.id)
        .order_by(topic_answer.c.similarity.desc(), topic_answer.c.position)
    )
    found: dict[str, list[str]] = {}
    for answer_id, topic_id in connection.execute(query):
        found.setdefault(topic_id, []).append(answer_id)
    return found
