"""What a foreign study is taken over into: its open answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vocbench.model.anchors import Anchors, differences
from vocbench.model.qda import QdaSource
from vocbench.model.source import Answer, Transcript, text_hash
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.guids import id_of, named_guid
from vocbench.project.incoming import Person, same_length
from vocbench.project.taking import Desk
from vocbench.project.taking_texts import Room, Texts, numbered, spoken
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.history import Values
from vocbench.storage.sources import ANSWERS, answers_hash


def take_tables(texts: Texts) -> None:
    """Keep the tables of answers that are new."""
    for name, sources in texts.tables.items():
        _take_table(texts, name, sources)


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer on its way in."""

    guid: str
    person: Person
    respondent_id: str
    answer: Answer
    source: QdaSource
    start: int


def _take_table(texts: Texts, name: str, sources: Sequence[QdaSource]) -> None:
    """Keep a table of answers; answers of one that is here already are not kept again."""
    desk = texts.desk
    given = [each for source in sources for each in _given(texts, source)]
    held, table_id = _held_answers(texts, name)
    fresh: list[_Given] = []
    rooms: dict[str, list[Room]] = defaultdict(list)
    for each in given:
        answer = each.answer
        place = (each.respondent_id, answer.question, answer.wave)
        found = held.by_id.get(id_of(each.guid)) or held.by_place.get((*place, text_hash(answer.text)))
        if found is None:
            fresh.append(each)
            continue
        desk.known["answer"] += 1
        rooms[each.source.guid].append(_answer_room(held, found, each))
        desk.things[each.guid] = found
    if fresh:
        table_id = _insert_table(texts, name, fresh, rooms)
    for source in sources:
        desk.things.setdefault(source.guid, table_id)
        texts.rooms[source.guid] = sorted(rooms[source.guid], key=lambda room: room.start)


@dataclass
class _Held:
    """The answers that the project has: ids by what they are, and texts and tables by id."""

    by_id: dict[str, str]
    by_place: dict[tuple[Any, ...], str]
    texts: dict[str, str]
    tables: dict[str, str]


def _held_answers(texts: Texts, name: str) -> tuple[_Held, str]:
    connection = texts.desk.act.connection
    tables = [texts.names[each][0] for each in numbered(name, texts) if each in texts.names]
    held = _Held({}, {}, {}, {})
    for table_id in tables:
        for row in store.load_answers_of(connection, table_id):
            held.by_id[row.id] = row.id
            held.by_place[row.respondent_id, row.question, row.wave, row.hash] = row.id
            held.texts[row.id], held.tables[row.id] = row.text, table_id
    return held, tables[0] if tables else ""


def _answer_room(held: _Held, answer_id: str, given: _Given) -> Room:
    text, there = given.answer.text, held.texts[answer_id]
    anchors = None if text == there else Anchors(text, differences(text, there))
    return Room(held.tables[answer_id], answer_id, given.start, text, anchors)


def _given(texts: Texts, source: QdaSource) -> Iterator[_Given]:
    """The answers in the text of one question, in order; each person once."""
    desk, values = texts.desk, texts.values[source.guid]
    question = str(values.get(own.QUESTION, source.name))
    wave = values.get(own.WAVE)
    seen: set[str] = set()
    for each in spoken(texts, source):
        key = each.person.key
        if key is None or key in seen:
            desk.lose("second answer", name=source.name)
            continue
        seen.add(key)
        words = same_length(source.text[each.start : each.end])
        score = each.person.values.get(f"{own.SCORE}{source.name}")
        answer = Answer(
            key,
            question,
            words if words.strip() else "",
            float(score) if isinstance(score, int | float) else None,
            None if wave is None else str(wave),
        )
        yield _Given(each.guid, each.person, desk.things[each.person.case.guid], answer, source, each.start)


def _insert_table(texts: Texts, name: str, fresh: Sequence[_Given], rooms: Mapping[str, list[Room]]) -> str:
    desk = texts.desk
    free = incoming.free_name(name, {*texts.names, *texts.claimed})
    texts.claimed.add(free)
    if free != name:
        desk.lose("name of a source", name=name)
    row = _table_row(texts, free, fresh)
    desk.act.insert(schema.source, [row])
    for each in fresh:
        desk.things[each.guid] = desk.id_for(schema.answer, each.guid)
        room = Room(row["id"], desk.things[each.guid], each.start, each.answer.text)
        rooms[each.source.guid].append(room)
    rows = [_answer_row(desk, each, row["id"], position) for position, each in enumerate(fresh)]
    store.insert_many(desk.act, schema.answer, rows)
    desk.added["answer table"] += 1
    desk.added["answer"] += len(rows)
    return str(row["id"])


def _table_row(texts: Texts, name: str, fresh: Sequence[_Given]) -> Values:
    """The row of a table of answers that comes in; what is told of its first question is told of it."""
    desk, first = texts.desk, fresh[0].source
    values = texts.values[first.guid]
    return store.source_row(
        desk.id_for(schema.source, named_guid(desk.moment, name)),
        Transcript(name, "-"),
        incoming.moment_of(first.created, desk.moment),
        kind=ANSWERS,
        text="",
        hash=answers_hash(each.answer for each in fresh),
        structure={},
        said_on=values.get(own.SAID_ON),
        wave=values.get(own.TABLE_WAVE),
    )


def _answer_row(desk: Desk, each: _Given, source_id: str, position: int) -> Values:
    return {
        "id": desk.things[each.guid],
        "source_id": source_id,
        "respondent_id": each.respondent_id,
        "question": each.answer.question,
        "wave": each.answer.wave,
        "position": position,
        "text": each.answer.text,
        "hash": text_hash(each.answer.text),
        "score": each.answer.score,
    }
