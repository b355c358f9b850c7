"""What a foreign study is taken over into: its open answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from vocbench.errors import ConflictError
from vocbench.model.anchors import Anchors, differences
from vocbench.model.qda import QdaSource
from vocbench.model.quote import same_words
from vocbench.model.source import Answer, Transcript
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.guids import named_guid
from vocbench.project.incoming import same_length
from vocbench.project.taking_rooms import Room
from vocbench.project.taking_texts import Texts, asked, said_in, spoken
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.answer_updates import (
    Held,
    Place,
    held_answers,
    merge_answers,
    place_of,
    refuse_another_survey,
)
from vocbench.storage.history import Values
from vocbench.storage.sources import ANSWERS, answers_hash


def take_tables(texts: Texts) -> None:
    """Keep the answers that are new, in the tables that hold the rest of them or in new ones."""
    for name, sources in texts.tables.items():
        for table, given in _by_table(texts, name, sources).items():
            table_id = _held_table(texts, table, given) or _insert_table(texts, table, given[0].source)
            _take_answers(texts, table, table_id, given)
    for sources in texts.tables.values():
        for source in sources:
            texts.rooms[source.guid].sort(key=lambda room: room.start)


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer on its way in."""

    guid: str
    answer: Answer
    source: QdaSource
    start: int


def _by_table(texts: Texts, name: str, sources: Sequence[QdaSource]) -> dict[str, list[_Given]]:
    """The answers in these sources by the name of the table they go to: one that is here, or *name*."""
    known = {
        source.guid: texts.questions.find(said_in(texts, source), stated=asked(texts, source))
        for source in sources
    }
    tables = Counter(each.table for each in known.values() if each)
    usual = name if name in texts.names or not tables else tables.most_common(1)[0][0]
    found: dict[str, list[_Given]] = defaultdict(list)
    for source in sources:
        home = known[source.guid]
        texts.rooms[source.guid] = []
        stated = asked(texts, source) or (source.name, None)
        found[home.table if home else usual] += _given(texts, source, *(home[1:] if home else stated))
    return {table: given for table, given in found.items() if given}


def _given(texts: Texts, source: QdaSource, question: str, wave: str | None) -> Iterator[_Given]:
    """The answers in the text of one question, in order; each person once."""
    desk = texts.desk
    seen: set[str] = set()
    for each in spoken(texts, source):
        key = each.person.key
        if key is None or key in seen:
            desk.lose("second answer", name=source.name)
            continue
        seen.add(key)
        words = same_length(source.text[each.start : each.end])
        if key in desk.withdrawn:
            texts.rooms[source.guid].append(Room("", None, each.start, words))
            desk.leave_out(each.guid)
            continue
        score = each.person.values.get(f"{own.SCORE}{source.name}")
        score = float(score) if isinstance(score, int | float) else None
        yield _Given(
            each.guid,
            Answer(key, question, words if words.strip() else "", score, wave),
            source,
            each.start,
        )


def _held_table(texts: Texts, name: str, given: Sequence[_Given]) -> str | None:
    """The id of the table of this name, where it can be the same survey."""
    row_id, kind = texts.names.get(name, ("", ""))
    if kind == ANSWERS:
        held = held_answers(texts.desk.act.connection, row_id)
        with suppress(ConflictError):
            refuse_another_survey(name, held, _found(held, given))
            return row_id
    return None


def _found(held: Held, given: Sequence[_Given]) -> dict[Place, Answer]:
    """The answers by place; what reads as it is here is as it is here."""
    found: dict[Place, Answer] = {}
    for each in given:
        place = place_of(each.answer)
        found.setdefault(place, _as_held(each.answer, held[place][1]) if place in held else each.answer)
    return found


def _as_held(given: Answer, held: Answer) -> Answer:
    """An answer as it is here as far as the study says nothing else: not all programs keep scores."""
    text = held.text if same_words(held.text, given.text) else given.text
    return replace(given, text=text, score=held.score if given.score is None else given.score)


def _take_answers(texts: Texts, name: str, table_id: str, given: Sequence[_Given]) -> None:
    """Merge answers into a table, and make room for what is coded in them."""
    desk = texts.desk
    held = held_answers(desk.act.connection, table_id)
    found = _found(held, given)
    ids = {place_of(each.answer): each.guid for each in reversed(given)}
    fresh_ids = {place: desk.id_for(schema.answer, ids[place]) for place in found if place not in held}
    fresh, changed = merge_answers(desk.act, table_id, held, found, ids=fresh_ids)
    n_kept = sum(each.is_kept for each in changed)
    desk.added["answer"] += len(fresh)
    desk.changed["answer"] += len(changed) - n_kept
    desk.known["answer"] += len(found) - len(fresh) - len(changed)
    desk.lose("answer that reads otherwise", n_kept, name=name)
    desk.lose("second answer", len(given) - len(found), name=name)
    now = held_answers(desk.act.connection, table_id)
    for each in given:
        row_id, there = now[place_of(each.answer)]
        desk.things[each.guid] = row_id
        desk.things.setdefault(each.source.guid, table_id)
        texts.rooms[each.source.guid].append(_room(table_id, row_id, each, there.text))


def _room(table_id: str, answer_id: str, given: _Given, there: str) -> Room:
    text = given.answer.text
    anchors = None if text == there else Anchors(text, differences(text, there))
    return Room(table_id, answer_id, given.start, text, anchors)


def _insert_table(texts: Texts, name: str, first: QdaSource) -> str:
    """Keep a new table without answers; its id. What is told of its *first* question is told of it."""
    desk, values = texts.desk, texts.values[first.guid]
    free = incoming.free_name(name, {*texts.names, *texts.claimed})
    texts.claimed.add(free)
    desk.lose("name of a source", int(free != name), name=name)
    row: Values = store.source_row(
        desk.id_for(schema.source, named_guid(desk.moment, free)),
        Transcript(free, "-"),
        incoming.moment_of(first.created, desk.moment),
        kind=ANSWERS,
        text="",
        hash=answers_hash(()),
        structure={},
        said_on=values.get(own.SAID_ON),
        wave=values.get(own.TABLE_WAVE),
    )
    desk.act.insert(schema.source, [row])
    desk.added["answer table"] += 1
    return str(row["id"])
