"""Topic models in the project file: what the model said, what people said, and what holds now.

An answer or passage is in the topic where a person placed it, else where the model put it; and
where that topic was merged into another, in that one. ``present`` says so once, for all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import Subquery

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.source import text_hash
from vocbench.storage.history import Act, Values, batches, last_number, new_id, now
from vocbench.storage.schema import (
    answer,
    respondent,
    source,
    topic,
    topic_answer,
    topic_placement,
    topic_run,
)

ASIDE, MOVED, PINNED = "aside", "moved", "pinned"
"""What a person can say of an answer: it says nothing, it is in this topic, it is typical of it."""

MEMBER_COLUMNS = ("topic", "similarity", "nearest", "language", "x", "y", "reason")
PASSAGE_COLUMNS = ("item", "source_id", "start", "end", "quote", "speaker")

_BATCH = 20_000  # rows read at a time: a million rows are never held twice


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A topic model but for its answers.

    ``run`` has the columns of ``topic_run``; ``topics`` those of ``topic``, merged ones included,
    by number.
    """

    run: Mapping[str, Any]
    topics: Sequence[Mapping[str, Any]]

    @property
    def id(self) -> str:
        """The id of the model."""
        return str(self.run["id"])

    @property
    def standing(self) -> list[Mapping[str, Any]]:
        """The topics that were not merged into another one, by number."""
        return [each for each in self.topics if each["into_id"] is None]


@dataclass(frozen=True, slots=True)
class Member:
    """An answer or passage in a topic. Of a passage ``answer_id`` and ``respondent`` are missing."""

    source: str
    answer_id: str | None
    start: int
    end: int
    quote: str
    respondent: str | None
    speaker: str | None
    said_on: str = ""
    wave: str = ""


def save_run(
    act: Act, run: Values, topics: Sequence[Values], members: Iterable[Values], *, kind: str = "answers"
) -> str:
    """Keep a new model; its id.

    Args:
        act: the act it is part of.
        run: ``question languages fingerprint encoder settings versions timings notice not_carried``.
        topics: ``number name words centre floor stability code`` each.
        members: ``MEMBER_COLUMNS`` each, and ``answer_id`` or for passages ``PASSAGE_COLUMNS``, in the
            model's order.
        kind: ``answers`` or ``passages``.
    """
    run_id = new_id()
    act.insert(topic_run, [{**run, "id": run_id, "kind": kind, "created": now()}])
    add_topics(act, run_id, topics)
    add_members(act, run_id, members)
    return run_id


def add_topics(act: Act, run_id: str, topics: Sequence[Values]) -> list[str]:
    """Add topics to a model; their ids.

    Args:
        act: the act they are part of.
        run_id: of the model.
        topics: ``number name words centre floor`` each, and where wanted ``named stability code from_id``.
    """
    defaults = {"named": False, "stability": None, "code": "", "into_id": None, "from_id": None}
    rows = [{**defaults, **each, "id": new_id(), "run_id": run_id} for each in topics]
    act.insert(topic, rows)
    return [row["id"] for row in rows]


def add_members(act: Act, run_id: str, members: Iterable[Values]) -> None:
    """Add answers or passages to a model, after those that are in it; as many as there may be."""
    position = act.connection.scalar(
        select(func.max(topic_answer.c.position)).where(topic_answer.c.run_id == run_id)
    )
    # A number that no wave had before, also none that was taken back.
    first, part = (0, 0) if position is None else (position + 1, last_number(act.connection) + 1)
    empty = dict.fromkeys(("answer_id", *PASSAGE_COLUMNS))
    rows = (
        {**empty, **each, "run_id": run_id, "position": place, "part": part}
        for place, each in enumerate(members, start=first)
    )
    act.insert_bulk(topic_answer, rows, {"run_id": run_id, "part": part})


def find_run(connection: Connection, fingerprint: str) -> str | None:
    """The id of the model made from the same answers with the same choices."""
    return connection.scalar(select(topic_run.c.id).where(topic_run.c.fingerprint == fingerprint))


def find_before(
    connection: Connection, question: str | None, kind: str, languages: Sequence[str] | None
) -> str | None:
    """The id of the latest model for which that question and these languages were asked."""
    query = select(topic_run.c.id, topic_run.c.languages).where(
        topic_run.c.question.is_not_distinct_from(question), topic_run.c.kind == kind
    )
    rows = connection.execute(query.order_by(topic_run.c.created.desc(), topic_run.c.id))
    wanted = None if languages is None else list(languages)
    return next((row.id for row in rows if row.languages == wanted), None)


def has_edits(connection: Connection, run_id: str) -> bool:
    """Whether a person named, merged or made topics of this model, or placed answers."""
    placed = select(topic_placement.c.id).where(topic_placement.c.run_id == run_id)
    by_hand = topic.c.named | topic.c.into_id.is_not(None) | topic.c.from_id.is_not(None)
    edited = select(topic.c.id).where(topic.c.run_id == run_id, by_hand)
    return any(connection.scalar(query.limit(1)) is not None for query in (placed, edited))


def load_said(connection: Connection, run_id: str) -> Iterator[tuple[Any, ...]]:
    """What the model and people said of each answer, not counting merges.

    Each row: id of the answer or passage; number of the topic that the model found; what a person said;
    id of the topic that the person put it in.
    """
    said, placed = topic_answer, topic_placement
    query = (
        select(func.coalesce(said.c.answer_id, said.c.item), said.c.topic, placed.c.kind, placed.c.topic_id)
        .select_from(said)
        .outerjoin(placed, and_(placed.c.run_id == said.c.run_id, placed.c.position == said.c.position))
        .where(said.c.run_id == run_id)
        .order_by(said.c.position)
    )
    for rows in _streamed(connection, query):
        yield from (tuple(row) for row in rows)


def see_unchanged(connection: Connection, run_id: str, stamp: str) -> None:
    """See that a model is as it was when work on it began.

    Args:
        connection: an open project.
        run_id: of the model.
        stamp: its ``topics_stamp`` at that time.

    Raises:
        NotFoundError: the model is gone.
        ConflictError: others edited it or took in answers meanwhile.
    """
    if topics_stamp(connection, run_id) != stamp:
        raise ConflictError("Somebody changed this model meanwhile. Nothing was written; do it again.")


def extend_run(act: Act, run_id: str, *, fingerprint: str, notice: str) -> None:
    """Say of a model that it holds later answers too.

    Where another model was made of all these answers with the same choices, that one is found by them.
    """
    other = find_run(act.connection, fingerprint)
    found = {} if other else {"fingerprint": fingerprint}
    act.update(topic_run, run_id, notice=notice, **found)


def describe_run(act: Act, run_id: str, *, notice: str, not_carried: Sequence[Values]) -> None:
    """Say of a model what became of the edits of the one before."""
    act.update(topic_run, run_id, notice=notice, not_carried=list(not_carried))


def load_run(connection: Connection, run_id: str) -> StoredRun:
    """The model with this id, but for its answers.

    Raises:
        NotFoundError: there is none.
    """
    run = connection.execute(select(topic_run).where(topic_run.c.id == run_id)).mappings().first()
    if run is None:
        raise NotFoundError(
            f"The project has no topic model {run_id!r}; the act that made it may have been undone. "
            "topic_models() lists those there are."
        )
    rows = connection.execute(select(topic).where(topic.c.run_id == run_id).order_by(topic.c.number))
    return StoredRun(dict(run), [dict(row) for row in rows.mappings()])


def load_runs(connection: Connection) -> list[Values]:
    """All models, oldest first: ``id question kind topics answers encoder created settings``."""
    n_topics = select(func.count()).where(topic.c.run_id == topic_run.c.id, topic.c.into_id.is_(None))
    n_items = select(func.count()).where(topic_answer.c.run_id == topic_run.c.id)
    names = ("id", "question", "kind", "encoder", "settings", "created")
    query = select(
        *(topic_run.c[name] for name in names),
        n_topics.scalar_subquery().label("topics"),
        n_items.scalar_subquery().label("answers"),
    )
    rows = connection.execute(query.order_by(topic_run.c.created, topic_run.c.id)).mappings()
    return [dict(row) for row in rows]


def present(run_ids: Select[Any]) -> Subquery:
    """Where every answer and passage of these models is now.

    Returns:
        A subquery with ``run_id position kind topic_id number``. ``kind`` is what a person said,
        missing where only the model spoke. ``topic_id`` and ``number`` are missing where it is
        unclear, set aside or says nothing.
    """
    said, placed = topic_answer, topic_placement
    models, direct, final = topic.alias("models"), topic.alias("direct"), topic.alias("final")
    chosen = case((placed.c.id.is_not(None), placed.c.topic_id), else_=models.c.id)
    return (
        select(said.c.run_id, said.c.position, placed.c.kind, final.c.id.label("topic_id"), final.c.number)
        .select_from(said)
        .outerjoin(placed, and_(placed.c.run_id == said.c.run_id, placed.c.position == said.c.position))
        .outerjoin(models, and_(models.c.run_id == said.c.run_id, models.c.number == said.c.topic))
        .outerjoin(direct, direct.c.id == chosen)
        .outerjoin(final, final.c.id == func.coalesce(direct.c.into_id, direct.c.id))
        .where(said.c.run_id.in_(run_ids))
        .subquery("present")
    )


def answer_ids(run_id: str) -> Select[Any]:
    """A query for the ids of the answers in a model."""
    return select(topic_answer.c.answer_id).where(topic_answer.c.run_id == run_id)


def load_members(connection: Connection, run_id: str) -> Iterator[Sequence[Sequence[Any]]]:
    """What the model said of its answers, in its order, some thousands at a time.

    Each row: id of the answer (or of the passage), then ``MEMBER_COLUMNS``.
    """
    columns = [topic_answer.c[name] for name in MEMBER_COLUMNS]
    query = (
        select(func.coalesce(topic_answer.c.answer_id, topic_answer.c.item), *columns)
        .where(topic_answer.c.run_id == run_id)
        .order_by(topic_answer.c.position)
    )
    return _streamed(connection, query)


def load_passages(connection: Connection, run_id: str) -> Iterator[Sequence[Sequence[Any]]]:
    """The passages of a model in its order: ``item source start end quote speaker``."""
    columns = [topic_answer.c[name] for name in ("start", "end", "quote", "speaker")]
    query = (
        select(topic_answer.c.item, source.c.name, *columns)
        .join(source, topic_answer.c.source_id == source.c.id)
        .where(topic_answer.c.run_id == run_id)
        .order_by(topic_answer.c.position)
    )
    return _streamed(connection, query)


def load_places(connection: Connection, run_id: str) -> Iterator[Sequence[Sequence[Any]]]:
    """Where the answers of a model are now, in its order: number of the topic and what a person said.

    Each row: number or ``None``, kind or ``None``, as in ``present``.
    """
    now_at = present(select(topic_run.c.id).where(topic_run.c.id == run_id))
    return _streamed(connection, select(now_at.c.number, now_at.c.kind).order_by(now_at.c.position))


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Sequence[Any]]]:
    with connection.execution_options(yield_per=_BATCH).execute(query) as rows:
        yield from rows.partitions()


def is_as_made(connection: Connection, run_id: str) -> bool:
    """Whether all answers of a model are in the topics that it made at first."""
    merged = topic.c.into_id.is_not(None) | topic.c.from_id.is_not(None)
    changes = (
        select(topic_placement.c.id).where(topic_placement.c.run_id == run_id),
        select(topic.c.id).where(topic.c.run_id == run_id, merged),
        select(topic_answer.c.part).where(topic_answer.c.run_id == run_id, topic_answer.c.part > 0),
    )
    return all(connection.scalar(query.limit(1)) is None for query in changes)


def topics_stamp(connection: Connection, run_id: str) -> str:
    """Equal as long as nothing about the model changed; another one for each state it was ever in.

    Raises:
        NotFoundError: there is no such model.
    """
    stored = load_run(connection, run_id)
    topics = [
        [each[name] for name in ("id", "name", "named", "into_id", "stability", "words", "centre")]
        for each in stored.topics
    ]
    placed = select(topic_placement.c.id).where(topic_placement.c.run_id == run_id)
    content = [topics, sorted(connection.scalars(placed)), last_part(connection, run_id)]
    return text_hash(json.dumps(content))


def last_part(connection: Connection, run_id: str) -> int | None:
    """Tells which answers a model has: 0 those of the fit, another number for each wave taken in since."""
    rows = select(topic_answer.c.part).where(topic_answer.c.run_id == run_id)
    return connection.scalar(rows.order_by(topic_answer.c.position.desc()).limit(1))


def place(act: Act, run_id: str, positions: Sequence[int], topic_id: str | None, kind: str) -> None:
    """Write down that a person put these answers in this topic, in place of what was said before."""
    take_back(act, run_id, positions)
    rows = [
        {"id": new_id(), "run_id": run_id, "position": each, "topic_id": topic_id, "kind": kind}
        for each in positions
    ]
    act.insert(topic_placement, rows)


def take_back(act: Act, run_id: str, positions: Sequence[int]) -> int:
    """Drop what people said about these answers, so that the model's word counts; on how many there was."""
    query = select(topic_placement.c.id).where(topic_placement.c.run_id == run_id)
    ids = [
        each
        for batch in batches(positions)
        for each in act.connection.scalars(query.where(topic_placement.c.position.in_(batch)))
    ]
    act.delete(topic_placement, [[each] for each in ids])
    return len(ids)


def topics_of(connection: Connection, run_id: str, positions: Sequence[int]) -> set[int]:
    """The numbers of the topics that these answers are in now."""
    now_at = present(select(topic_run.c.id).where(topic_run.c.id == run_id))
    query = select(now_at.c.number).where(now_at.c.number.is_not(None)).distinct()
    return {
        number
        for batch in batches(positions)
        for number in connection.scalars(query.where(now_at.c.position.in_(batch)))
    }


def name_topic(act: Act, topic_id: str, name: str) -> None:
    """Give a topic a name that a person chose."""
    act.update(topic, topic_id, name=name, named=True)


def note_stability(act: Act, run_id: str, stability: Mapping[int, float]) -> None:
    """Keep how stable topics are, by their number; NaN: not known."""
    rows = act.connection.execute(select(topic.c.id, topic.c.number).where(topic.c.run_id == run_id))
    for topic_id, number in rows.all():
        if number in stability:
            figure = stability[number]
            act.update(topic, topic_id, stability=None if math.isnan(figure) else figure)


def show_topic(act: Act, row: Mapping[str, Any], look: Values) -> Values:
    """Let a topic look otherwise; its row as it is then.

    Args:
        act: the act it is part of.
        row: the topic as it is.
        look: new values of some of its columns; what is the same is not written.
    """
    fresh = {name: value for name, value in look.items() if row[name] != value}
    if fresh:
        act.update(topic, row["id"], **fresh)
    return {**row, **fresh}


def merge(act: Act, from_ids: Sequence[str], into_id: str) -> None:
    """Let topics count as another one, and with them all that was merged into them before."""
    before = list(act.connection.scalars(select(topic.c.id).where(topic.c.into_id.in_(from_ids))))
    act.update_many(topic, [*from_ids, *before], into_id=into_id)


def seeds(connection: Connection) -> list[int]:
    """The seeds of all models in the project, in order."""
    return sorted({settings["seed"] for settings in connection.scalars(select(topic_run.c.settings))})


def _members(topic_ids: Select[Any], *columns: ColumnElement[Any]) -> Select[Any]:
    """A query for *columns* of what is now in the topics whose ids the query *topic_ids* finds.

    A topic that was merged counts as the one it went into. The columns may be of ``topic_answer`` and
    of ``topic``: the topic that was asked for.
    """
    now_at = present(select(topic.c.run_id).where(topic.c.id.in_(topic_ids)))
    asked = now_at.c.topic_id == func.coalesce(topic.c.into_id, topic.c.id)
    same = and_(topic_answer.c.run_id == now_at.c.run_id, topic_answer.c.position == now_at.c.position)
    return (
        select(*columns)
        .select_from(topic.join(now_at, asked).join(topic_answer, same))
        .where(topic.c.id.in_(topic_ids))
    )


def topic_members(connection: Connection, topic_ids: Select[Any]) -> dict[str, list[Member]]:
    """What is now in each of these topics, as near to typical as the model found it."""
    said = topic_answer.c
    query = (
        _members(
            topic_ids,
            topic.c.id.label("topic_id"),
            source.c.name,
            said.answer_id,
            func.coalesce(said.start, 0),
            func.coalesce(said.end, func.length(answer.c.text)),
            func.coalesce(said.quote, answer.c.text),
            respondent.c.key,
            said.speaker,
            func.coalesce(source.c.said_on, ""),
            func.coalesce(answer.c.wave, source.c.wave, ""),
        )
        .outerjoin(answer, said.answer_id == answer.c.id)
        .outerjoin(respondent, answer.c.respondent_id == respondent.c.id)
        .join(source, source.c.id == func.coalesce(said.source_id, answer.c.source_id))
    )
    found: dict[str, list[Member]] = {}
    for topic_id, *rest in connection.execute(query.order_by(said.similarity.desc(), said.position)):
        found.setdefault(topic_id, []).append(Member(*rest))
    return found
