"""What a foreign study is taken over into: its texts, who speaks in them, and what is coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from vocbench.errors import SourceError
from vocbench.model.anchors import Anchors, Edit, corrected, differences
from vocbench.model.qda import QdaCase, QdaSource, SourceKind
from vocbench.model.source import Answer, AttributeValue, Role, Transcript, text_hash
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.guids import id_of, named_guid
from vocbench.project.incoming import Person, Said, same_length
from vocbench.project.taking import Desk, attributes_of
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.sources import (
    ANSWERS,
    TRANSCRIPT,
    add_respondents,
    answers_hash,
    load_transcript,
    structure,
)
from vocbench.storage.versions import add_version

_MOST_LOST = 0.5  # a text of the same name is the same text in another version where half of it is there
_RECORDINGS = {SourceKind.AUDIO, SourceKind.VIDEO}


@dataclass(frozen=True, slots=True)
class Room:
    """A stretch of a foreign text, from *start*, that codings of it go to: a transcript or an answer.

    ``anchors`` lead from that stretch to the text as it is kept, ``None`` where the two are the same.
    """

    source_id: str
    answer_id: str | None
    start: int
    text: str
    anchors: Anchors | None = None


@dataclass
class _Texts:
    """The texts of a study on their way in."""

    desk: Desk
    said: Mapping[str, list[Said]]
    values: Mapping[str, dict[str, AttributeValue]]
    as_answers: Collection[str]
    rooms: dict[str, list[Room]]
    claimed: set[str]
    names: dict[str, tuple[str, str]]
    hashes: dict[str, set[str]]
    tables: dict[str, list[QdaSource]]
    owners: dict[str, list[Person]]


def take_texts(
    desk: Desk, people: Mapping[str, Person], as_answers: Collection[str]
) -> dict[str, list[Room]]:
    """Keep the texts that are new; where codings of each go, by its GUID."""
    connection = desk.act.connection
    texts = _Texts(
        desk,
        _said(desk, people),
        _values(desk, people),
        set(as_answers),
        {},
        set(),
        store.texts_by_name(connection),
        store.hashes_of(connection),
        defaultdict(list),
        _owners(people),
    )
    for number, source in enumerate(desk.qda.sources):
        moment = incoming.moment_of(source.created, incoming.later(desk.moment, number))
        values = texts.values[source.guid]
        if own.TABLE in values or source.name in texts.as_answers:
            texts.tables[str(values.get(own.TABLE, desk.qda.name or ANSWERS))].append(source)
        elif source.text.strip():
            _take_talk(texts, source, moment)
        else:
            _take_reference(desk, source, moment)
    for name, sources in texts.tables.items():
        _take_table(texts, name, sources)
    return texts.rooms


# ---- who says what


def _said(desk: Desk, people: Mapping[str, Person]) -> dict[str, list[Said]]:
    """What the cases name as their own, by the GUID of the source."""
    selections = {each.guid: each for each in desk.qda.selections}
    is_own = incoming.is_own(desk.qda)
    found: dict[str, list[Said]] = defaultdict(list)
    for case_guid, guids in _selections_of_cases(desk).items():
        person = people[case_guid]
        for guid in dict.fromkeys(guids):
            each = selections.get(guid)
            if each is not None and (person.key is not None or person.role != Role.RESPONDENT):
                label = (is_own and each.name) or person.case.name.strip() or "unnamed"
                found[each.source].append(Said(each.start, each.end, person, guid, label))
    return found


def _selections_of_cases(desk: Desk) -> dict[str, list[str]]:
    found = {each.guid: list(each.selections) for each in desk.qda.cases}
    in_codes = incoming.people_codes(desk.qda)
    for coding in desk.qda.codings if in_codes else ():
        if coding.code in in_codes:
            found[coding.code].append(coding.selection)
    return found


def _owners(people: Mapping[str, Person]) -> dict[str, list[Person]]:
    """Of whom each source is as a whole, by its GUID."""
    found: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        for guid in person.case.sources if person.key is not None else ():
            found[guid].append(person)
    return found


def _values(desk: Desk, people: Mapping[str, Person]) -> dict[str, dict[str, AttributeValue]]:
    """What is known of each source by its GUID; a nameless case with one source tells of that."""
    names = {each.guid: each.name.strip() or "unnamed" for each in desk.qda.variables}
    found = {each.guid: incoming.plain_values(each.values, names) for each in desk.qda.sources}
    for person in people.values():
        if person.key is None and person.role == Role.RESPONDENT:
            found.get(person.case.sources[0], {}).update(person.values)
    return found


def _spoken(texts: _Texts, source: QdaSource) -> list[Said]:
    """Who says what in a text, in order and one at a time."""
    is_own, text = incoming.is_own(texts.desk.qda), source.text
    pieces = []
    for each in texts.said.get(source.guid, ()):
        start, end = max(0, each.start), min(each.end, len(text))
        words = text[start:end]
        if not is_own:  # other programs take the line end along
            start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start < end:
            pieces.append(replace(each, start=start, end=end))
    kept, n_left_out = incoming.without_overlap(pieces)
    texts.desk.lose("overlap", n_left_out)
    return kept


def _alone(texts: _Texts, source: QdaSource, name: str, said: list[Said]) -> list[Said]:
    """Who says what, and the whole text where the study says that it is of one person.

    What is known of the source is known of that person then.
    """
    attributes = attributes_of(texts.values[source.guid])
    speaking = {each.person.key: each.person for each in said if each.person.key is not None}
    owners = speaking or {each.key: each for each in texts.owners.get(source.guid, ())}
    if len(owners) > 1 or (said and not speaking):
        texts.desk.lose("value of a source", len(attributes), name=name)
        return said
    if not owners and not attributes:
        return said
    person = next(iter(owners.values()), Person(QdaCase(source.guid, name), name, Role.RESPONDENT))
    key = str(person.key)
    texts.desk.things.setdefault(person.case.guid, add_respondents(texts.desk.act, {key: attributes})[key])
    if said:
        return said
    texts.desk.lose("whole text", name=name)
    text = source.text
    return [Said(len(text) - len(text.lstrip()), len(text.rstrip()), person, "", key)]


# ---- transcripts


def _take_talk(texts: _Texts, source: QdaSource, moment: str) -> None:
    desk = texts.desk
    plain = source.name.strip() or "unnamed"
    found, name = _find_talk(texts, source, plain)
    if found is not None:
        texts.claimed.add(name)
        desk.things[source.guid] = found
        texts.rooms[source.guid] = [_known_room(desk, found, source, name)]
        return
    texts.claimed.add(name)
    if name != plain:
        desk.lose("name of a source", name=plain)
    said = _alone(texts, source, name, _spoken(texts, source))
    values = texts.values[source.guid]
    language = values.get(own.LANGUAGE)
    talk = incoming.transcript_of(source, name, said, None if language is None else str(language))
    row_id = desk.id_for(schema.source, source.guid)
    media = source.media if source.kind in _RECORDINGS else ""
    day, wave = (values.get(each) for each in (own.SAID_ON, own.WAVE))
    row = store.source_row(row_id, talk, moment, media=media or None, said_on=day, wave=wave)
    desk.act.insert(schema.source, [row])
    desk.added["transcript"] += 1
    desk.things[source.guid] = row_id
    texts.rooms[source.guid] = [Room(row_id, None, 0, talk.text)]
    if source.media and source.kind not in _RECORDINGS:
        _keep_reference(desk, source, moment, row_id)


def _find_talk(texts: _Texts, source: QdaSource, name: str) -> tuple[str | None, str]:
    """The transcript of the project that a text is, or is a version of, and the name; or a free name."""
    digest = text_hash(same_length(source.text))
    by_id = {row_id: known for known, (row_id, _) in texts.names.items()}
    own_name = by_id.get(id_of(source.guid))
    for wanted in filter(None, (own_name, *_numbered(name, texts))):
        row_id, kind = texts.names.get(wanted, ("", ""))
        if kind == TRANSCRIPT and wanted not in texts.claimed:
            if digest in texts.hashes[row_id]:
                texts.desk.known["transcript"] += 1
                return row_id, wanted
            if wanted in {own_name, name} and _revise(texts.desk, row_id, wanted, source):
                texts.desk.changed["transcript"] += 1
                return row_id, wanted
    return None, incoming.free_name(name, {*texts.names, *texts.claimed})


def _numbered(name: str, texts: _Texts) -> Iterator[str]:
    """The name, and those that its namesakes got."""
    number, wanted = 1, name
    while wanted in texts.names or wanted in texts.claimed:
        yield wanted
        number += 1
        wanted = f"{name} ({number})"


def _revise(desk: Desk, row_id: str, name: str, source: QdaSource) -> bool:
    """Keep a text as a corrected version of the one that the project has; whether it is one."""
    held = load_transcript(desk.act.connection, name)
    text = same_length(source.text)
    edits = differences(held.text, text)
    if sum(edit.end - edit.start for edit in edits) > len(held.text) * _MOST_LOST:
        return False
    add_version(desk.act, row_id, text=text, structure=structure(_revised(held, text, edits)), edits=edits)
    return True


def _revised(held: Transcript, text: str, edits: Sequence[Edit]) -> Transcript:
    """The transcript with its turns on the corrected text; without turns where they do not fit any more."""
    try:
        return corrected(held, edits)
    except SourceError:
        return Transcript(held.name, text, language=held.language)


def _known_room(desk: Desk, row_id: str, source: QdaSource, name: str) -> Room:
    """Where codings of a text go that the project has, maybe in a later version."""
    text = same_length(source.text)
    then, latest = store.version_with(desk.act.connection, row_id, text_hash(text))
    if then.hash == latest.hash:
        return Room(row_id, None, 0, text)
    desk.lose("later version", name=name)
    return Room(row_id, None, 0, text, Anchors(text, differences(text, latest.text)))


def _take_reference(desk: Desk, source: QdaSource, moment: str) -> None:
    if not source.media:
        desk.lose("empty source", name=source.name)
        return
    _keep_reference(desk, source, moment, None)
    desk.things[source.guid] = id_of(source.guid)


def _keep_reference(desk: Desk, source: QdaSource, moment: str, source_id: str | None) -> None:
    held = store.rows_by(desk.act.connection, schema.reference, ["name", "kind", "path"])
    if desk.is_kept(schema.reference, source.guid) or (source.name, source.kind, source.media) in held:
        desk.known["reference"] += 1
        return
    row_id = desk.id_for(schema.reference, source.guid)
    row = {"id": row_id, "name": source.name, "kind": source.kind.value, "path": source.media}
    desk.act.insert(schema.reference, [{**row, "source_id": source_id, "created": moment}])
    desk.added["reference"] += 1


# ---- open answers


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer on its way in."""

    guid: str
    person: Person
    respondent_id: str
    answer: Answer
    source: QdaSource
    start: int


def _take_table(texts: _Texts, name: str, sources: Sequence[QdaSource]) -> None:
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


def _held_answers(texts: _Texts, name: str) -> tuple[_Held, str]:
    connection = texts.desk.act.connection
    tables = [texts.names[each][0] for each in _numbered(name, texts) if each in texts.names]
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


def _given(texts: _Texts, source: QdaSource) -> Iterator[_Given]:
    """The answers in the text of one question, in order; each person once."""
    desk, values = texts.desk, texts.values[source.guid]
    question = str(values.get(own.QUESTION, source.name))
    wave = values.get(own.WAVE)
    seen: set[str] = set()
    for each in _spoken(texts, source):
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


def _insert_table(texts: _Texts, name: str, fresh: Sequence[_Given], rooms: Mapping[str, list[Room]]) -> str:
    desk, first = texts.desk, fresh[0].source
    free = incoming.free_name(name, {*texts.names, *texts.claimed})
    texts.claimed.add(free)
    if free != name:
        desk.lose("name of a source", name=name)
    values = texts.values[first.guid]
    row = store.source_row(
        desk.id_for(schema.source, named_guid(desk.moment, free)),
        Transcript(free, "-"),
        incoming.moment_of(first.created, desk.moment),
        kind=ANSWERS,
        text="",
        hash=answers_hash(each.answer for each in fresh),
        structure={},
        said_on=values.get(own.SAID_ON),
        wave=values.get(own.TABLE_WAVE),
    )
    desk.act.insert(schema.source, [row])
    rows = []
    for position, each in enumerate(fresh):
        answer_id = desk.id_for(schema.answer, each.guid)
        desk.things[each.guid] = answer_id
        rooms[each.source.guid].append(Room(row["id"], answer_id, each.start, each.answer.text))
        rows.append(
            {
                "id": answer_id,
                "source_id": row["id"],
                "respondent_id": each.respondent_id,
                "question": each.answer.question,
                "wave": each.answer.wave,
                "position": position,
                "text": each.answer.text,
                "hash": text_hash(each.answer.text),
                "score": each.answer.score,
            }
        )
    store.insert_many(desk.act, schema.answer, rows)
    desk.added["answer table"] += 1
    desk.added["answer"] += len(rows)
    return str(row["id"])
