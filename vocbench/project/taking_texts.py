"""What a foreign study is taken over into: its texts, who speaks in them, and what is coded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from vocbench.model.blot import blotted
from vocbench.model.qda import QdaCase, QdaSource, SourceKind
from vocbench.model.source import AttributeValue, Role, Transcript, text_hash
from vocbench.model.span import Span
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.guids import id_of
from vocbench.project.incoming import Person, Said, same_length
from vocbench.project.taking import Desk, attributes_of
from vocbench.project.taking_known import Heard, Questions, stem
from vocbench.project.taking_rooms import Candidate, Room, known_room
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.sources import (
    ANSWERS,
    TRANSCRIPT,
    load_transcript,
)

_RECORDINGS = {SourceKind.AUDIO, SourceKind.VIDEO}


@dataclass
class Texts:
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

    @cached_property
    def questions(self) -> Questions:
        """The questions that the project had answers to before."""
        return Questions(self.desk.act.connection)

    @cached_property
    def talks(self) -> Mapping[str, list[str]]:
        """The names of the transcripts that the project had before, by id, by stem and by hash."""
        found: dict[str, list[str]] = defaultdict(list)
        for name, (row_id, kind) in self.names.items():
            for key in (row_id, stem(name), *self.hashes[row_id]) if kind == TRANSCRIPT else ():
                found[key].append(name)
        return dict(found)

    @cached_property
    def stated(self) -> set[str]:
        """What the study calls its sources."""
        return {each.name.strip() for each in self.desk.qda.sources}


def take_texts(desk: Desk, people: Mapping[str, Person], as_answers: Collection[str]) -> Texts:
    """Keep the transcripts and references that are new; tables of answers are left to ``take_tables``."""
    connection = desk.act.connection
    texts = Texts(
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
        if _is_question(texts, source):
            texts.tables[str(values.get(own.TABLE, desk.qda.name or ANSWERS))].append(source)
        elif source.text.strip():
            _take_talk(texts, source, moment)
        else:
            _take_reference(texts, source, moment)
    for person in filter(_is_nameless, people.values()):
        if found := desk.things.get(person.case.sources[0]):
            desk.things[person.case.guid] = found
    return texts


def _is_question(texts: Texts, source: QdaSource) -> bool:
    """Whether a source holds answers to one question: it says so, somebody does, or they are here."""
    is_told = own.TABLE in texts.values[source.guid] or source.name in texts.as_answers
    return is_told or texts.questions.are_answers(said_in(texts, source))


def asked(texts: Texts, source: QdaSource) -> tuple[str, str | None] | None:
    """The question and the wave of a source of answers, where it tells them."""
    values = texts.values[source.guid]
    wave = values.get(own.WAVE)
    question = values.get(own.QUESTION)
    return None if question is None else (str(question), None if wave is None else str(wave))


def said_in(texts: Texts, source: QdaSource) -> list[Heard]:
    """What each person says in a source, as it stands there."""
    said = texts.said.get(source.guid, ())
    return [Heard(each.guid, each.person.key, source.text[each.start : each.end]) for each in said]


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
        if _is_nameless(person):
            found.get(person.case.sources[0], {}).update(person.values)
    return found


def _is_nameless(person: Person) -> bool:
    """Whether a case is nobody, and there to tell of its one source."""
    return person.key is None and person.role == Role.RESPONDENT


def spoken(texts: Texts, source: QdaSource) -> list[Said]:
    """Who says what in a text, in order and one at a time."""
    text = source.text
    trims = not incoming.is_own(texts.desk.qda) and own.TABLE not in texts.values[source.guid]
    pieces = []
    for each in texts.said.get(source.guid, ()):
        start, end = max(0, each.start), min(each.end, len(text))
        words = text[start:end]
        if trims:  # other programs take the line end along
            start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start < end:
            is_whole = (start, end) == (each.start, each.end)
            pieces.append(each if is_whole else replace(each, start=start, end=end))
    kept, n_left_out = incoming.without_overlap(pieces)
    texts.desk.lose("overlap", n_left_out)
    return kept


def _alone(texts: Texts, source: QdaSource, name: str, said: list[Said]) -> list[Said]:
    """Who says what, and the whole text where the study says that it is of one person.

    What is known of the source is known of that person then.
    """
    attributes = attributes_of(texts.values[source.guid])
    speaking = [each.person for each in said if each.person.key is not None]
    stated = texts.owners.get(source.guid, [])
    owners = {str(each.key): each for each in speaking or stated}
    is_of_one = len(owners) <= 1 and not (said and not speaking)
    if speaking or not is_of_one:
        silent = {str(each.key) for each in stated} - {str(each.key) for each in speaking}
        texts.desk.lose("source of a case", len(silent), name=name)
    if not is_of_one:
        texts.desk.lose("value of a source", len(attributes), name=name)
        return said
    if not owners and not attributes:
        return said
    person = next(iter(owners.values()), Person(QdaCase(source.guid, name), name, Role.RESPONDENT))
    key = str(person.key)
    texts.desk.things.setdefault(person.case.guid, texts.desk.tell({key: attributes})[key])
    if said:
        return said
    texts.desk.lose("whole text", name=name)
    text = source.text
    return [Said(len(text) - len(text.lstrip()), len(text.rstrip()), person, "", key)]


# ---- transcripts


def _take_talk(texts: Texts, source: QdaSource, moment: str) -> None:
    desk = texts.desk
    plain = source.name.strip() or "unnamed"
    found, name = _find_talk(texts, source, plain)
    texts.claimed.add(name)
    if found is not None:
        desk.things[source.guid] = found.source_id
        texts.rooms[source.guid] = [found]
        _tell_known(texts, source, name)
        return
    desk.lose("name of a source", int(name != plain), name=plain)
    talk, row_id = _insert_talk(texts, source, name, moment)
    desk.things[source.guid] = row_id
    texts.rooms[source.guid] = [Room(row_id, None, 0, talk.text)]
    if source.media and source.kind not in _RECORDINGS:
        _keep_reference(desk, source, moment, row_id)


def _insert_talk(texts: Texts, source: QdaSource, name: str, moment: str) -> tuple[Transcript, str]:
    """Keep a text as a new transcript; it and its id."""
    desk, values = texts.desk, texts.values[source.guid]
    source, said = _without_withdrawn(desk, source, _alone(texts, source, name, spoken(texts, source)))
    language = values.get(own.LANGUAGE)
    talk = incoming.transcript_of(source, name, said, None if language is None else str(language))
    row_id = desk.id_for(schema.source, source.guid)
    media = source.media if source.kind in _RECORDINGS else ""
    day, wave = (values.get(each) for each in (own.SAID_ON, own.WAVE))
    row = store.source_row(row_id, talk, moment, media=media or None, said_on=day, wave=wave)
    desk.act.insert(schema.source, [row])
    desk.added["transcript"] += 1
    return talk, row_id


def _without_withdrawn(
    desk: Desk, source: QdaSource, said: Sequence[Said]
) -> tuple[QdaSource, Sequence[Said]]:
    """A text, and who says what, without the words and the names of those who withdrew."""
    gone = [each for each in said if each.person.key in desk.withdrawn]
    desk.lose("who withdrew", len(gone))
    text = blotted(source.text, (Span(each.start, each.end) for each in gone))
    known = [
        replace(each, label=str(each.person.key)) if each.person.key in desk.withdrawn else each
        for each in said
    ]
    return replace(source, text=text), known


def _tell_known(texts: Texts, source: QdaSource, name: str) -> None:
    """Give what is known of a text that is here to the one respondent who speaks in it."""
    attributes = attributes_of(texts.values[source.guid])
    if not attributes:
        return
    held = load_transcript(texts.desk.act.connection, name)
    keys = {key for each in held.speakers if (key := held.respondent_key(each.name)) is not None}
    if len(keys) != 1:
        texts.desk.lose("value of a source", len(attributes), name=name)
        return
    n_changes = len(texts.desk.act.changes)
    texts.desk.tell({keys.pop(): attributes})
    texts.desk.changed["respondent"] += len(texts.desk.act.changes) - n_changes


def _find_talk(texts: Texts, source: QdaSource, name: str) -> tuple[Room | None, str]:
    """Where the text is kept that this one is, or is a version of, and its name; or a free name."""
    text = same_length(source.text)
    for each in _candidates(texts, source, name, text_hash(text)):
        if room := known_room(texts.desk, each, text):
            return room, each.name
    return None, incoming.free_name(name, {*texts.names, *texts.claimed})


def _candidates(texts: Texts, source: QdaSource, name: str, digest: str) -> Iterator[Candidate]:
    """The transcripts that a text may be: by GUID, by name, and by what they say, in this order."""
    called = [*texts.talks.get(id_of(source.guid), ()), *texts.talks.get(stem(name), ())]
    alike = [each for each in texts.talks.get(digest, ()) if each not in texts.stated]
    for each in dict.fromkeys([*called, *numbered(name, texts), *alike]):
        row_id, kind = texts.names.get(each, ("", ""))
        if kind == TRANSCRIPT and each not in texts.claimed:
            yield Candidate(row_id, each, texts.hashes[row_id], each in called)


def numbered(name: str, texts: Texts) -> Iterator[str]:
    """The name, and those that its namesakes got."""
    number, wanted = 1, name
    while wanted in texts.names or wanted in texts.claimed:
        yield wanted
        number += 1
        wanted = f"{name} ({number})"


def _take_reference(texts: Texts, source: QdaSource, moment: str) -> None:
    desk = texts.desk
    desk.lose("value of a source", len(attributes_of(texts.values[source.guid])), name=source.name)
    desk.lose("source of a case", len(texts.owners.get(source.guid, ())), name=source.name)
    if source.media:
        desk.things[source.guid] = _keep_reference(desk, source, moment, None)
    else:
        desk.lose("empty source", name=source.name)


def _keep_reference(desk: Desk, source: QdaSource, moment: str, source_id: str | None) -> str:
    """The id of the reference that a medium is, which is made where it is not here."""
    place = (source.name, source.kind.value, source.media)
    held = store.rows_by(desk.act.connection, schema.reference, ["name", "kind", "path"])
    known = id_of(source.guid) if desk.is_kept(schema.reference, source.guid) else held.get(place)
    if known is not None:
        desk.known["reference"] += 1
        return known
    row_id = desk.id_for(schema.reference, source.guid)
    row = {"id": row_id, **dict(zip(("name", "kind", "path"), place, strict=True))}
    desk.act.insert(schema.reference, [{**row, "source_id": source_id, "created": moment}])
    desk.added["reference"] += 1
    return row_id
