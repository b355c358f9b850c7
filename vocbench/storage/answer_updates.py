"""A later export of a survey that the project holds: what is new comes in, what is in use stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, func, select

from vocbench.errors import ConflictError
from vocbench.model.answer_changes import AnswerChange, AttributeChange, Changes
from vocbench.model.attributes import AttributeValue
from vocbench.model.source import Answer, AnswerTable, text_hash
from vocbench.storage.consent import withdrawn_keys
from vocbench.storage.history import Act, now
from vocbench.storage.schema import (
    answer,
    link,
    memo_about,
    metadata,
    respondent,
    source,
    topic_answer,
    topic_placement,
)
from vocbench.storage.sources import (
    ANSWERS,
    add_respondents,
    answer_rows,
    answers_hash,
    load_respondents,
    source_id,
)

_MOST_CHANGED, _FEW = 0.5, 10

_Place = tuple[str, str, str | None]
"""Whose answer it is, to what, and in which wave."""


def update_answers(act: Act, table: AnswerTable) -> Changes:
    """Take in what a later export of a survey has more, and say what else it says.

    An answer that codings, notes or a person's say on topics rest on stays as it was, and so does
    one that is no longer in the export; the changes list them.

    Args:
        act: within which it is done.
        table: the later export, under the name of the earlier.

    Raises:
        NotFoundError: there is no source of that name.
        ConflictError: it is a transcript, or most of the answers in both read otherwise.
    """
    own_id = _table_id(act.connection, table.name)
    withdrawn = set(withdrawn_keys(act.connection)) & {each.key for each in table.respondents}
    held = _held(act.connection, own_id)
    found = {_place(each): each for each in table.answers if each.respondent not in withdrawn}
    changed = _changed(act.connection, held, found)
    _refuse_another_survey(table.name, n_changed=len(changed), n_shared=len(held.keys() & found.keys()))
    people = {each.key: each.attributes for each in table.respondents if each.key not in withdrawn}
    new_people, attributes = _told_people(act.connection, people)
    ids = add_respondents(act, people)
    fresh = tuple(each for place, each in found.items() if place not in held)
    _insert(act, own_id, fresh, ids)
    for row_id, change in changed.items():
        if not change.is_kept:
            after = change.after
            act.update(answer, row_id, text=after.text, hash=text_hash(after.text), score=after.score)
    if fresh or changed:
        _stamp(act, own_id)
    gone = tuple(
        each for place, (_, each) in held.items() if place not in found and each.respondent not in withdrawn
    )
    return Changes(
        table.name, new_people, fresh, tuple(changed.values()), gone, attributes, tuple(sorted(withdrawn))
    )


def _table_id(connection: Connection, name: str) -> str:
    own_id = source_id(connection, name)
    if connection.scalar(select(source.c.kind).where(source.c.id == own_id)) != ANSWERS:
        raise ConflictError(f"{name!r} is a transcript. Use project.revise(...) for a corrected text.")
    return own_id


def _place(each: Answer) -> _Place:
    return (each.respondent, each.question, each.wave)


def _held(connection: Connection, own_id: str) -> dict[_Place, tuple[str, Answer]]:
    """The answers of a table by place, each with its id."""
    columns = (answer.c.question, answer.c.text, answer.c.score, answer.c.wave)
    rows = connection.execute(
        select(answer.c.id, respondent.c.key, *columns)
        .join(respondent, answer.c.respondent_id == respondent.c.id)
        .where(answer.c.source_id == own_id)
        .order_by(answer.c.position)
    )
    held = ((row_id, Answer(*fields)) for row_id, *fields in rows)
    return {_place(each): (row_id, each) for row_id, each in held}


def _changed(
    connection: Connection, held: Mapping[_Place, tuple[str, Answer]], found: Mapping[_Place, Answer]
) -> dict[str, AnswerChange]:
    """The answers that read otherwise, by id."""
    changed = {
        row_id: AnswerChange(before, found[place], is_kept=False)
        for place, (row_id, before) in held.items()
        if place in found and found[place] != before
    }
    in_use = _in_use(connection) if changed else set()
    return {row_id: replace(change, is_kept=row_id in in_use) for row_id, change in changed.items()}


def _in_use(connection: Connection) -> set[str]:
    """The ids of the answers on whose words something rests that a person made."""
    used: set[str] = set()
    for things in (memo_about.c.thing, link.c.origin, link.c.target):  # these name things of any sort
        used.update(connection.scalars(select(things)))
    for table in metadata.tables.values():
        if table is topic_answer:
            continue  # every answer is in a model; what a person said of it counts
        for column in table.columns:
            if any(key.column is answer.c.id for key in column.foreign_keys):
                used.update(connection.scalars(select(column).where(column.is_not(None))))
    said = (topic_answer.c.run_id == topic_placement.c.run_id) & (
        topic_answer.c.position == topic_placement.c.position
    )
    placed = select(topic_answer.c.answer_id).join(topic_placement, said)
    used.update(connection.scalars(placed.where(topic_answer.c.answer_id.is_not(None))))
    return used


def _refuse_another_survey(name: str, *, n_changed: int, n_shared: int) -> None:
    if n_shared >= _FEW and n_changed > _MOST_CHANGED * n_shared:
        raise ConflictError(
            f"{n_changed:,} of the {n_shared:,} answers that {name!r} shares with this file read otherwise. "
            "If it is another survey, read it under another name, with name=. If its rows were sorted anew, "
            "say with respondent= who answers."
        )


def _told_people(
    connection: Connection, people: Mapping[str, Mapping[str, AttributeValue]]
) -> tuple[tuple[str, ...], tuple[AttributeChange, ...]]:
    """Who is new, and what is known otherwise of those who were there."""
    known = load_respondents(connection)
    changes = [
        AttributeChange(key, name, known[key].get(name), value)
        for key, attributes in people.items()
        if key in known
        for name, value in attributes.items()
        if known[key].get(name) != value
    ]
    return tuple(key for key in people if key not in known), tuple(changes)


def _insert(act: Act, own_id: str, fresh: Iterable[Answer], ids: Mapping[str, str]) -> None:
    """Add answers behind those that are there."""
    last = act.connection.scalar(select(func.max(answer.c.position)).where(answer.c.source_id == own_id))
    start = 0 if last is None else last + 1
    act.insert(answer, answer_rows(own_id, fresh, ids, start=start))


def _stamp(act: Act, own_id: str) -> None:
    """Keep the hash of the answers as they are now."""
    held = _held(act.connection, own_id)
    act.update(source, own_id, hash=answers_hash(each for _, each in held.values()), revised=now())
