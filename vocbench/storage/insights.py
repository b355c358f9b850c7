"""Insights, opportunities and actions in the project file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Table, func, select

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.insight import Action, Depth, Insight, MemberCheck, Opportunity, Status, Verdict
from vocbench.model.span import Span
from vocbench.storage.codebook import load_codebook
from vocbench.storage.history import Act, Values, batches, new_id, now
from vocbench.storage.schema import (
    action,
    action_opportunity,
    board,
    coding,
    insight,
    insight_note,
    member_check,
    note,
    opportunity,
    opportunity_insight,
    respondent,
    source,
)
from vocbench.storage.staleness import RUNGS, Rung, lose

Thing = Insight | Opportunity | Action
"""What follows from notes, on one of three levels."""

AnyThing = TypeVar("AnyThing", Insight, Opportunity, Action)
"""One of these, and the same one in all places of a signature."""

TABLES: dict[type[Thing], Table] = {Insight: insight, Opportunity: opportunity, Action: action}


def load_insights(connection: Connection) -> list[Insight]:
    """The insights, each with its notes and member checks, as they were written down."""
    notes = _rests_on(connection, insight_note.c.insight_id, insight_note.c.note_id, order=note.c.position)
    checks = _load_checks(connection)
    return [
        Insight(
            id=row.id,
            text=row.text,
            depth=Depth(row.depth),
            feeling=row.feeling,
            goal=row.goal,
            motive=row.motive,
            notes=tuple(notes[row.id]),
            checks=tuple(checks[row.id]),
            author=row.author,
            stale=row.stale,
        )
        for row in connection.execute(select(insight).order_by(insight.c.created, insight.c.id))
    ]


def load_opportunities(connection: Connection) -> list[Opportunity]:
    """The opportunities, each with its insights, as they were written down."""
    links = opportunity_insight.c
    insights = _rests_on(connection, links.opportunity_id, links.insight_id, order=insight.c.created)
    return [
        Opportunity(
            id=row.id,
            text=row.text,
            job=row.job,
            pain=row.pain,
            relief=row.relief,
            stakeholder=row.stakeholder,
            insights=tuple(insights[row.id]),
            author=row.author,
            stale=row.stale,
        )
        for row in connection.execute(select(opportunity).order_by(opportunity.c.created, opportunity.c.id))
    ]


def load_actions(connection: Connection) -> list[Action]:
    """The actions, each with its opportunities, as they were written down."""
    links = action_opportunity.c
    opportunities = _rests_on(connection, links.action_id, links.opportunity_id, order=opportunity.c.created)
    return [
        Action(
            id=row.id,
            text=row.text,
            owner=row.owner,
            status=Status(row.status),
            due=date.fromisoformat(row.due) if row.due else None,
            measure=row.measure,
            wave=row.wave,
            opportunities=tuple(opportunities[row.id]),
            author=row.author,
            stale=row.stale,
        )
        for row in connection.execute(select(action).order_by(action.c.created, action.c.id))
    ]


def load_one(connection: Connection, kind: type[AnyThing], thing_id: str) -> AnyThing:
    """The insight, opportunity or action with this id.

    Raises:
        NotFoundError: there is none.
    """
    refuse_missing(connection, TABLES[kind], [thing_id])
    everything = (*load_insights(connection), *load_opportunities(connection), *load_actions(connection))
    return next(each for each in everything if isinstance(each, kind) and each.id == thing_id)


def _rests_on(
    connection: Connection, own: Column[str], below: Column[str], *, order: Column[Any]
) -> dict[str, list[str]]:
    """What each rests on: its id → ids of the level below, in an order that does not depend on ids."""
    found: dict[str, list[str]] = defaultdict(list)
    lower = order.table
    query = select(own, below).join(lower, below == lower.c.id).order_by(order, lower.c.id)
    for upper_id, lower_id in connection.execute(query):
        found[upper_id].append(lower_id)
    return found


def _load_checks(connection: Connection) -> dict[str, list[MemberCheck]]:
    found: dict[str, list[MemberCheck]] = defaultdict(list)
    columns = [member_check.c[name] for name in ("insight_id", "verdict", "words", "who")]
    query = select(respondent.c.key, *columns).join(member_check).order_by(member_check.c.created)
    for key, insight_id, verdict, words, who in connection.execute(query):
        found[insight_id].append(MemberCheck(key, Verdict(verdict), words, who))
    return found


def keep(act: Act, value: Thing) -> None:
    """Write a fresh insight, opportunity or action, with the links to what it rests on.

    Raises:
        NotFoundError: it rests on something that is not in the project.
    """
    table = TABLES[type(value)]
    act.insert(table, [{"id": value.id, **cells(value), "created": now()}])
    _link(act, table, value.id, below(value))


def change(act: Act, value: Thing) -> None:
    """Let the row of *value* hold what it says, with links to what it rests on now.

    Raises:
        NotFoundError: it rests on something that is not in the project.
        ConflictError: another one has the same words.
    """
    table = TABLES[type(value)]
    if find(act.connection, type(value), value.text) not in {None, value.id}:
        raise ConflictError(f"There is another {table.name} with the words {value.text!r}. Say it otherwise.")
    held = act.connection.execute(select(table).where(table.c.id == value.id)).mappings().one()
    fresh = {name: cell for name, cell in cells(value).items() if held[name] != cell}
    if fresh:
        act.update(table, value.id, **fresh)
    rung = _rung_under(table)
    had = list(act.connection.scalars(select(rung.below).where(rung.own == value.id).order_by(rung.below)))
    act.delete(rung.links, [[value.id, each] for each in had if each not in below(value)])
    _link(act, table, value.id, [each for each in below(value) if each not in had])


def find(connection: Connection, kind: type[Thing], text: str) -> str | None:
    """The id of the insight, opportunity or action with these words, ``None`` where there is none."""
    table = TABLES[kind]
    return connection.scalar(select(table.c.id).where(table.c.text == text))


def remove(act: Act, kind: type[Thing], thing_id: str) -> None:
    """Take an insight, opportunity or action away; what rests on it is marked as stale.

    Raises:
        NotFoundError: there is none with this id.
    """
    table = TABLES[kind]
    refuse_missing(act.connection, table, [thing_id])
    lose(act, table, [thing_id])
    _delete_where(act, _rung_under(table).links, _rung_under(table).own == thing_id)
    if table is insight:
        _delete_where(act, member_check, member_check.c.insight_id == thing_id)
    act.delete(table, [[thing_id]])


def check_with(act: Act, insight_id: str, check: MemberCheck) -> None:
    """Keep what a participant says of an insight; an earlier verdict of theirs makes room.

    Raises:
        NotFoundError: no such insight or respondent.
    """
    refuse_missing(act.connection, insight, [insight_id])
    person = act.connection.scalar(select(respondent.c.id).where(respondent.c.key == check.respondent))
    if person is None:
        raise NotFoundError(f"The project has no respondent {check.respondent!r}. See respondents().")
    theirs = (member_check.c.insight_id == insight_id) & (member_check.c.respondent_id == person)
    cells = {"verdict": check.verdict.value, "words": check.words, "who": check.who}
    held = act.connection.execute(select(member_check).where(theirs)).mappings().first()
    if held is None:
        links = {"id": new_id(), "insight_id": insight_id, "respondent_id": person}
        act.insert(member_check, [{**links, **cells, "created": now()}])
    elif any(held[name] != cell for name, cell in cells.items()):
        act.update(member_check, held["id"], **cells, created=now())


def boards_of(connection: Connection, note_ids: Iterable[str]) -> dict[str, str]:
    """The name of the board that each of these notes is on, by id."""
    query = select(note.c.id, board.c.name).join(board, note.c.board_id == board.c.id)
    return {
        note_id: name
        for batch in batches(sorted(set(note_ids)))
        for note_id, name in connection.execute(query.where(note.c.id.in_(batch)))
    }


def notes_on(connection: Connection, target: str) -> list[str]:
    """The ids of the notes that rest on a coding, answer or topic with this id."""
    rungs = [rung for rung in RUNGS.values() if rung.upper is note]
    queries = (select(rung.own).where(rung.below == target).order_by(rung.own) for rung in rungs)
    return list(dict.fromkeys(each for query in queries for each in connection.scalars(query)))


def codes_of(connection: Connection, coding_ids: Iterable[str]) -> dict[str, str]:
    """The path of the code of each of these codings, by id."""
    book = load_codebook(connection)
    paths = {each.id: book.path(each.id) for each in book}
    query = select(coding.c.id, coding.c.code_id)
    return {
        coding_id: paths[code_id]
        for batch in batches(sorted(set(coding_ids)))
        for coding_id, code_id in connection.execute(query.where(coding.c.id.in_(batch)))
    }


def places_of(connection: Connection, paths: Iterable[str]) -> list[tuple[str, Span]]:
    """Where these codes stand: the name of a transcript or the id of an answer, and the span in it."""
    book = load_codebook(connection)
    text = func.coalesce(coding.c.answer_id, source.c.name)
    query = select(text, coding.c.start, coding.c.end).join(source, coding.c.source_id == source.c.id)
    return [
        (text, Span(start, end))
        for batch in batches([book[path].id for path in sorted(paths)])
        for text, start, end in connection.execute(query.where(coding.c.code_id.in_(batch)))
    ]


def refuse_missing(connection: Connection, table: Table, ids: Iterable[str]) -> None:
    """See that *table* has a row with each of these ids.

    Raises:
        NotFoundError: it has not; the message names one.
    """
    wanted = sorted(set(ids))
    found = {
        key
        for batch in batches(wanted)
        for key in connection.scalars(select(table.c.id).where(table.c.id.in_(batch)))
    }
    for key in wanted:
        if key not in found:
            raise NotFoundError(f"The project has no {table.name} {key!r}; it may have been removed since.")


def refuse_unknown_notes(connection: Connection, note_ids: Iterable[str]) -> None:
    """See that the project has these notes.

    Raises:
        NotFoundError: it has not; the message names one.
    """
    refuse_missing(connection, note, note_ids)


def below(value: Thing) -> tuple[str, ...]:
    """The ids of what an insight, opportunity or action rests on, directly."""
    match value:
        case Insight():
            return value.notes
        case Opportunity():
            return value.insights
        case Action():
            return value.opportunities


def cells(value: Thing) -> Values:
    """What its own row holds, but for its id and when it was made."""
    names = [column.name for column in TABLES[type(value)].columns if column.name not in {"id", "created"}]
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _rung_under(table: Table) -> Rung:
    return next(rung for rung in RUNGS.values() if rung.upper is table)


def _link(act: Act, table: Table, own_id: str, below_ids: Sequence[str]) -> None:
    rung = _rung_under(table)
    refuse_missing(act.connection, _referred(rung.below), below_ids)
    act.insert(rung.links, [{rung.own.name: own_id, rung.below.name: each} for each in below_ids])


def _referred(column: Column[str]) -> Table:
    """The table that a column points at."""
    (link,) = column.foreign_keys
    return link.column.table


def _delete_where(act: Act, table: Table, condition: ColumnElement[bool]) -> None:
    keys = list(table.primary_key.columns)
    found = act.connection.execute(select(*keys).where(condition).order_by(*keys))
    act.delete(table, [tuple(key) for key in found])
