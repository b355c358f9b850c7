"""What rests on something that goes: it lets go of it, and is marked as stale.

Evidence carries notes, notes carry insights, insights carry opportunities, and these carry actions. A
mark says what was lost and stays until a person has looked again. It is written in the act that takes
something away, and goes with it in an undo.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Column, Connection, Table, select

from vocbench.errors import NotFoundError
from vocbench.storage.evidence import drop_evidence
from vocbench.storage.history import Act, batches
from vocbench.storage.schema import (
    action,
    action_opportunity,
    answer,
    coding,
    evidence,
    insight,
    insight_note,
    note,
    opportunity,
    opportunity_insight,
    source,
    topic,
)


@dataclass(frozen=True, slots=True)
class Rung:
    """One step up: what rests on the rows of a table, and the links that say so.

    ``below`` is the column of ``links`` with what it rests on, ``own`` the one with what rests on it.
    """

    upper: Table
    links: Table
    below: Column[str]
    own: Column[str]


RUNGS: Mapping[str, Rung] = {
    "coding": Rung(note, evidence, evidence.c.coding_id, evidence.c.note_id),
    "answer": Rung(note, evidence, evidence.c.answer_id, evidence.c.note_id),
    "topic": Rung(note, evidence, evidence.c.topic_id, evidence.c.note_id),
    "note": Rung(insight, insight_note, insight_note.c.note_id, insight_note.c.insight_id),
    "insight": Rung(
        opportunity,
        opportunity_insight,
        opportunity_insight.c.insight_id,
        opportunity_insight.c.opportunity_id,
    ),
    "opportunity": Rung(
        action, action_opportunity, action_opportunity.c.opportunity_id, action_opportunity.c.action_id
    ),
}
"""What rests on the rows of a table, by the name of that table. Nothing rests on actions."""

_MARKED = (note, insight, opportunity, action)

Losses = dict[str, set[tuple[str, str]]]
"""Id of what lost something → what it lost, each by its id and what people know it by."""


def lose(act: Act, table: Table, ids: Collection[str], *, label: str = "") -> None:
    """Take what is about to be removed from under all that rests on it, and mark that stale.

    Call it before the rows themselves are deleted.

    Args:
        act: within which they go.
        table: of codings, answers, topics, notes, insights or opportunities.
        ids: of the rows that go.
        label: what the marks call them; "" for the name of their source or topic, or else their words.
    """
    rung = RUNGS.get(table.name)
    links = _links(act.connection, rung, ids) if rung else []
    if rung is None or not links:
        return
    names = dict.fromkeys(ids, label) if label else _names(act.connection, table, ids)
    losses = _losses(links, names)
    keys = [key for *_, key in links]
    if rung.links is evidence:
        drop_evidence(act, [key for (key,) in keys])
    else:
        act.delete(rung.links, keys)
    _mark(act, rung.upper, losses)


def mark_reworded(act: Act, coding_ids: Collection[str]) -> None:
    """Mark what rests on quotes that stay, but have not the words any more that bore it out.

    Args:
        act: within which they got other words.
        coding_ids: of the codings.
    """
    links = _links(act.connection, RUNGS[coding.name], coding_ids)
    if links:
        _mark(act, note, _losses(links, _names(act.connection, coding, coding_ids)))


def _losses(links: Iterable[tuple[str, str, tuple[str, ...]]], names: Mapping[str, str]) -> Losses:
    """What each thing loses whose *links* go."""
    losses: Losses = defaultdict(set)
    for own, below, _ in links:
        losses[own].add((below, names[below]))
    return losses


def clear_stale(act: Act, item_id: str) -> None:
    """Take the mark off a note, insight, opportunity or action: a person looked at it again.

    Raises:
        NotFoundError: there is none with this id.
    """
    for table in _MARKED:
        before = act.connection.scalar(select(table.c.stale).where(table.c.id == item_id))
        if before is not None:
            if before:
                act.update(table, item_id, stale="")
            return
    raise NotFoundError(
        f"The project has no note, insight, opportunity or action {item_id!r}; "
        "it may have been removed since."
    )


def _links(connection: Connection, rung: Rung, ids: Iterable[str]) -> list[tuple[str, str, tuple[str, ...]]]:
    """What rests on *ids*: its id, on which one, and the key of the link."""
    keys = list(rung.links.primary_key.columns)
    query = select(rung.own, rung.below, *keys).order_by(*keys)
    return [
        (own, below, tuple(key))
        for batch in batches(sorted(ids))
        for own, below, *key in connection.execute(query.where(rung.below.in_(batch)))
    ]


def _names(connection: Connection, table: Table, ids: Iterable[str]) -> dict[str, str]:
    """What people know these rows by."""
    query = {
        "coding": select(coding.c.id, source.c.name).join(source, coding.c.source_id == source.c.id),
        "answer": select(answer.c.id, source.c.name).join(source, answer.c.source_id == source.c.id),
        "topic": select(topic.c.id, topic.c.name),
    }.get(table.name)
    if query is None:
        query = select(table.c.id, table.c.text)
    return {
        key: name
        for batch in batches(sorted(ids))
        for key, name in connection.execute(query.where(table.c.id.in_(batch)))
    }


def _mark(act: Act, table: Table, losses: Losses) -> None:
    """Write on each what it lost, and on all that rests on it."""
    alike: dict[str, list[str]] = defaultdict(list)
    for key, before in _marks(act.connection, table, losses):
        alike["; ".join(filter(None, (before, _words(losses[key]))))].append(key)
    for words, keys in alike.items():
        act.update_many(table, keys, stale=words)
    if (rung := RUNGS.get(table.name)) is None:
        return
    above: Losses = defaultdict(set)
    for own, below, _ in _links(act.connection, rung, losses):
        above[own] |= losses[below]
    if above:
        _mark(act, rung.upper, above)


def _marks(connection: Connection, table: Table, ids: Iterable[str]) -> list[tuple[str, str]]:
    query = select(table.c.id, table.c.stale).order_by(table.c.id)
    return [
        (key, before)
        for batch in batches(sorted(ids))
        for key, before in connection.execute(query.where(table.c.id.in_(batch)))
    ]


def _words(lost: Iterable[tuple[str, str]]) -> str:
    """What was lost, as in ``p01 (2), p03``."""
    counts = Counter(name for _, name in lost)
    return ", ".join(f"{name} ({n})" if n > 1 else name for name, n in sorted(counts.items()))
