"""A later export of a survey that the project holds: what is new comes in, what is in use stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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

Place = tuple[str, str, str | None]
"""Whose answer it is, to what, and in which wave."""

Held = Mapping[Place, tuple[str, Answer]]
"""The answers of a table by place, each with its id."""


def update_answers(act: Act, table: AnswerTable) -> Changes:
    """Take in what a later export of a survey has more, and say what else it says.

    An answer that codings, notes or a person's say on topics rest on stays as it was, and so does
    one that is no longer in the export; the changes list them.

    Args:
        act: within which it is done.
        table: the later export, under the name of the earlier.

    Raises:
        NotFoundError: there is no source of that name.
        ConflictError: it is a transcript, most of the answers in both read otherwise, or a question
            seems to have another name now, or to be a closed one.
    """
    own_id = _table_id(act.connection, table.name)
    withdrawn = set(withdrawn_keys(act.connection)) & {each.key for each in table.respondents}
    held = held_answers(act.connection, own_id)
    found = {place_of(each): each for each in table.answers if each.respondent not in withdrawn}
    refuse_another_survey(table.name, held, found)
    _refuse_renamed(table.name, held, found)
    _refuse_closed(table, held)
    people = {each.key: each.attributes for each in table.respondents if each.key not in withdrawn}
    new_people, attributes = _told_people(act.connection, people)
    add_respondents(act, people)
    fresh, changed = merge_answers(act, own_id, held, found)
    waves = {each.wave for each in table.answers}  # an export of one wave says nothing of the others
    gone = tuple(
        each
        for place, (_, each) in held.items()
        if place not in found and each.wave in waves and each.respondent not in withdrawn
    )
    return Changes(table.name, new_people, fresh, changed, gone, attributes, tuple(sorted(withdrawn)))


def merge_answers(
    act: Act,
    table_id: str,
    held: Held,
    found: Mapping[Place, Answer],
    *,
    ids: Mapping[Place, str] | None = None,
) -> tuple[tuple[Answer, ...], tuple[AnswerChange, ...]]:
    """The answers that were new in a table and came in, and those that read otherwise.

    The latter are replaced, unless something rests on their words.

    Args:
        act: within which it is done.
        table_id: of the table.
        held: its answers.
        found: the answers as they are told now.
        ids: of those that may be new; random ones where it has none.
    """
    changed = _changed(act.connection, held, found)
    fresh = {place: each for place, each in found.items() if place not in held}
    _insert(act, table_id, fresh, ids or {})
    for row_id, change in changed.items():
        if not change.is_kept:
            after = change.after
            act.update(answer, row_id, text=after.text, hash=text_hash(after.text), score=after.score)
    if fresh or changed:
        _stamp(act, table_id)
    return tuple(fresh.values()), tuple(changed.values())


def _table_id(connection: Connection, name: str) -> str:
    own_id = source_id(connection, name)
    if connection.scalar(select(source.c.kind).where(source.c.id == own_id)) != ANSWERS:
        raise ConflictError(f"{name!r} is a transcript. Use project.revise(...) for a corrected text.")
    return own_id


def place_of(each: Answer) -> Place:
    """Where an answer stands in its table."""
    return (each.respondent, each.question, each.wave)


def held_answers(connection: Connection, own_id: str) -> dict[Place, tuple[str, Answer]]:
    """The answers of the table with this id, in their order."""
    columns = (answer.c.question, answer.c.text, answer.c.score, answer.c.wave)
    rows = connection.execute(
        select(answer.c.id, respondent.c.key, *columns)
        .join(respondent, answer.c.respondent_id == respondent.c.id)
        .where(answer.c.source_id == own_id)
        .order_by(answer.c.position)
    )
    held = ((row_id, Answer(*fields)) for row_id, *fields in rows)
    return {place_of(each): (row_id, each) for row_id, each in held}


def _changed(connection: Connection, held: Held, found: Mapping[Place, Answer]) -> dict[str, AnswerChange]:
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


def refuse_another_survey(name: str, held: Held, found: Mapping[Place, Answer]) -> None:
    """See that most answers which a table shares with what is *found* read the same.

    Raises:
        ConflictError: they do not.
    """
    shared = held.keys() & found.keys()
    n_changed = sum(held[place][1] != found[place] for place in shared)
    if len(shared) >= _FEW and n_changed > _MOST_CHANGED * len(shared):
        raise ConflictError(
            f"{n_changed:,} of the {len(shared):,} answers that {name!r} shares with this file read "
            "otherwise. If it is another survey, read it under another name, with name=. If its rows were "
            "sorted anew, say with respondent= who answers."
        )


def _refuse_closed(table: AnswerTable, held: Held) -> None:
    """Stop where the answers to a question came as attributes this time: a guess can turn out otherwise."""
    for gone in sorted({question for _, question, _ in held} - set(table.questions)):
        if any(gone in each.attributes for each in table.respondents):
            raise ConflictError(
                f"{gone!r} is a question with answers in {table.name!r}, and was taken for a closed one in "
                "this file. Name the columns with answers with text=."
            )


def _refuse_renamed(name: str, held: Held, found: Mapping[Place, Answer]) -> None:
    """Stop where the answers to a question that is gone stand under a new one: they would be there twice."""
    told = {question for _, question, _ in found}
    known = {question for _, question, _ in held}
    for gone in sorted(known - told):
        texts = {
            (who, wave): each.text for (who, question, wave), (_, each) in held.items() if question == gone
        }
        same = Counter(
            question
            for (who, question, wave), each in found.items()
            if question not in known and each.text.strip() and texts.get((who, wave)) == each.text
        )
        n_filled = sum(bool(text.strip()) for text in texts.values())
        for question, n in same.most_common(1):
            if n >= _FEW and n > _MOST_CHANGED * n_filled:
                raise ConflictError(
                    f"{n:,} answers to {question!r} are those that {name!r} has to {gone!r}, which is not "
                    "asked in this file. Call the column in the file as it was called before."
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


def _insert(act: Act, own_id: str, fresh: Mapping[Place, Answer], ids: Mapping[Place, str]) -> None:
    """Add answers behind those that are there."""
    last = act.connection.scalar(select(func.max(answer.c.position)).where(answer.c.source_id == own_id))
    people = add_respondents(act, {each.respondent: {} for each in fresh.values()})
    rows = answer_rows(own_id, fresh.values(), people, start=0 if last is None else last + 1)
    known = ({"id": ids[place]} if place in ids else {} for place in fresh)
    act.insert(answer, [{**row, **own} for row, own in zip(rows, known, strict=True)])


def _stamp(act: Act, own_id: str) -> None:
    """Keep the hash of the answers as they are now."""
    held = held_answers(act.connection, own_id)
    act.update(source, own_id, hash=answers_hash(each for _, each in held.values()), revised=now())
