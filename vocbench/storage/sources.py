"""Transcripts, answer tables and respondents in the project file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, String, func, select, type_coerce

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.anchors import differences
from vocbench.model.blot import is_blotted
from vocbench.model.source import (
    Answer,
    AnswerTable,
    AttributeValue,
    Event,
    EventKind,
    Role,
    Speaker,
    Transcript,
    Turn,
    text_hash,
)
from vocbench.model.span import Span
from vocbench.storage.history import Act, batches, new_id, now
from vocbench.storage.schema import answer, respondent, source, text_version
from vocbench.storage.versions import Structure, Version, add_version, latest, versions

TRANSCRIPT, ANSWERS = "transcript", "answers"
_DATE = "date"
_CORRECTED = " Or is it a corrected text? Then use project.revise(...)."
_LONGER = " Or is it a later export of the same survey? Then use project.update_answers(...)."
_MOST_LOST = 0.5  # a corrected text keeps at least half of its characters


def add_transcript(act: Act, transcript: Transcript) -> None:
    """Keep *transcript* and its respondents.

    The same text read anew, with other speakers, roles, times or language, corrects what is
    there; its codings stay. A text that was corrected since is still the same, and so is one in which
    somebody is forgotten: nothing of it comes in again.

    Raises:
        ConflictError: another text has that name.
    """
    if _has_forgotten(act.connection, transcript):
        return
    known = _same_source(act.connection, transcript.name, TRANSCRIPT, transcript.hash)
    keys = (transcript.respondent_key(speaker.name) for speaker in transcript.speakers)
    add_respondents(act, {key: {} for key in keys if key is not None})
    if known is None:
        text = {"kind": TRANSCRIPT, "text": transcript.text, "hash": transcript.hash}
        reading = {"language": transcript.language, "structure": structure(transcript)}
        act.insert(source, [_row(transcript.name, **text, **reading)])
    elif _reread(act, known.id, transcript) or known.language != transcript.language:
        act.update(source, known.id, language=transcript.language, revised=now())


def holds_transcript(connection: Connection, transcript: Transcript) -> bool:
    """Whether this very text is here under this name, be it an earlier version or with words blotted out.

    Raises:
        ConflictError: another text has that name.
    """
    if _has_forgotten(connection, transcript):
        return True
    return _same_source(connection, transcript.name, TRANSCRIPT, transcript.hash) is not None


def _has_forgotten(connection: Connection, transcript: Transcript) -> bool:
    """Whether this text is here under this name with words blotted out."""
    known = connection.scalar(select(source.c.id).where(source.c.name == transcript.name))
    return known is not None and is_blotted(latest(connection, known).text, transcript.text)


def _reread(act: Act, source_id: str, transcript: Transcript) -> bool:
    """Give the versions of a text, from this reading of one of them on, its structure; whether it differs.

    Raises:
        ConflictError: the turns are others, and the text was corrected since.
    """
    known = versions(act.connection, source_id)
    place = next(place for place, each in enumerate(known) if each.hash == transcript.hash)
    if known[place].structure == structure(transcript):
        return False
    for each in known[place:]:
        read = transcript if each.text == transcript.text else _carried(transcript, each)
        act.update(source if each.number == 1 else text_version, each.id, structure=structure(read))
    return True


def _carried(transcript: Transcript, later: Version) -> Transcript:
    """What a transcript's turns say of speakers and times, put on a later version of its text."""
    there = to_transcript(transcript.name, later.text, later.structure, language=None)
    if len(there.turns) != len(transcript.turns):
        raise ConflictError(
            f"The text of {transcript.name!r} was corrected since, and this reading has other turns. "
            "Correct the file itself and use project.revise(...)."
        )
    pairs = zip(transcript.turns, there.turns, strict=True)
    turns = (replace(read, span=kept.span) for read, kept in pairs)
    return replace(there, turns=tuple(turns), speakers=transcript.speakers)


def revise_transcript(act: Act, transcript: Transcript) -> None:
    """Keep *transcript* as a corrected version of the text of that name; codings find their places.

    A version that is known already is read anew, as by ``add_transcript``.

    Raises:
        NotFoundError: there is no transcript of that name.
        ConflictError: hardly anything of the text is left in it, or somebody in it is forgotten.
    """
    known = source_id(act.connection, transcript.name)
    if _has_forgotten(act.connection, transcript):
        raise ConflictError(
            f"Somebody in {transcript.name!r} is forgotten, and this text holds their words. Correct the "
            "text that is here, with project.correct(...)."
        )
    texts = versions(act.connection, known)
    if any(each.hash == transcript.hash for each in texts):
        add_transcript(act, transcript)
        return
    edits = differences(texts[-1].text, transcript.text)
    lost = sum(edit.end - edit.start for edit in edits)
    if lost > len(texts[-1].text) * _MOST_LOST:
        raise ConflictError(
            f"Hardly anything of {transcript.name!r} is left in this text. If it is another interview, "
            "read it under another name, with name=."
        )
    keys = (transcript.respondent_key(speaker.name) for speaker in transcript.speakers)
    add_respondents(act, {key: {} for key in keys if key is not None})
    add_version(act, known, text=transcript.text, structure=structure(transcript), edits=edits)
    act.update(source, known, language=transcript.language)


def add_answers(act: Act, table: AnswerTable) -> None:
    """Keep *table* and its respondents; attributes in it replace those of an earlier table.

    Raises:
        ConflictError: other answers have that name.
    """
    digest = answers_hash(table.answers)
    known = _same_source(act.connection, table.name, ANSWERS, digest)
    ids = add_respondents(act, {each.key: each.attributes for each in table.respondents})
    if known is not None:
        return
    row = _row(table.name, kind=ANSWERS, text="", hash=digest, language=None, structure={})
    act.insert(source, [row])
    act.insert(answer, answer_rows(row["id"], table.answers, ids))


def answer_rows(
    source_id: str, answers: Iterable[Answer], ids: Mapping[str, str], *, start: int = 0
) -> list[dict[str, Any]]:
    """The rows of answers in a table, in their order from place *start* on.

    Args:
        source_id: of the table.
        answers: what was answered.
        ids: of the respondents, by key.
        start: the place of the first.
    """
    return [
        {
            "id": new_id(),
            "source_id": source_id,
            "respondent_id": ids[each.respondent],
            "question": each.question,
            "wave": each.wave,
            "position": position,
            "text": each.text,
            "hash": text_hash(each.text),
            "score": each.score,
        }
        for position, each in enumerate(answers, start)
    ]


def _row(name: str, **columns: object) -> dict[str, Any]:
    """A row of sources that comes now."""
    moment = now()
    return {"id": new_id(), "name": name, "created": moment, "revised": moment, **columns}


def answers_hash(answers: Iterable[Answer]) -> str:
    """SHA-256 of what was answered, by whom, to what, when and with which score, in whatever order."""
    fields = (
        (each.respondent, each.question, each.wave or "", _plain(each.score), each.text) for each in answers
    )
    return text_hash("\x1e".join(sorted("\x1f".join(row) for row in fields)))


def _plain(score: float | None) -> str:
    """A score in one way, whether it came as 3 or as 3.0."""
    return repr(None if score is None else float(score))


def _same_source(connection: Connection, name: str, kind: str, digest: str) -> Row[Any] | None:
    """The source called *name*, ``None`` where there is none.

    Raises:
        ConflictError: what is there is something else.
    """
    found = connection.execute(select(source).where(source.c.name == name)).first()
    if found is None:
        return None
    later = select(text_version.c.hash).where(text_version.c.source_id == found.id)
    if found.kind != kind or digest not in {found.hash, *connection.scalars(later)}:
        hint = _CORRECTED if kind == found.kind == TRANSCRIPT else _LONGER if kind == found.kind else ""
        raise ConflictError(
            f"The project already holds another source named {name!r}. "
            f"Read the new one under another name, with name=.{hint}"
        )
    return found


def add_respondents(act: Act, people: Mapping[str, Mapping[str, AttributeValue]]) -> dict[str, str]:
    """Keep these respondents by key, new values of attributes replacing old; the id of each key."""
    columns = select(respondent.c.id, respondent.c.key, respondent.c.attributes)
    known = {
        row.key: row
        for batch in batches(list(people))
        for row in act.connection.execute(columns.where(respondent.c.key.in_(batch)))
    }
    ids = {key: row.id for key, row in known.items()} | {key: new_id() for key in people if key not in known}
    fresh = [key for key in people if key not in known]
    act.insert(
        respondent,
        [{"id": ids[key], "key": key, "attributes": packed_attributes(people[key])} for key in fresh],
    )
    for key in people:
        if key in known:
            merged = {**known[key].attributes, **packed_attributes(people[key])}
            if merged != known[key].attributes:
                act.update(respondent, ids[key], attributes=merged)
    return ids


def source_names(connection: Connection, kind: str) -> list[str]:
    """The names of the sources of one kind, in the order in which they came."""
    query = select(source.c.name).where(source.c.kind == kind).order_by(source.c.created, source.c.name)
    return list(connection.scalars(query))


def source_id(connection: Connection, name: str) -> str:
    """The id of the source called *name*.

    Raises:
        NotFoundError: there is none; the message lists those there are.
    """
    found = connection.scalar(select(source.c.id).where(source.c.name == name))
    if found is None:
        names = [*source_names(connection, TRANSCRIPT), *source_names(connection, ANSWERS)]
        known = ", ".join(map(repr, names)) or "none yet; add one with project.add(...)"
        raise NotFoundError(f"The project has no source {name!r}. It has: {known}.")
    return str(found)


def revisions(connection: Connection) -> dict[str, tuple[str, str]]:
    """What changes whenever a source does, by its name."""
    rows = connection.execute(select(source.c.name, source.c.id, source.c.revised))
    return {name: (row_id, revised) for name, row_id, revised in rows}


def load_transcript(connection: Connection, name: str) -> Transcript:
    """The transcript called *name*.

    Raises:
        NotFoundError: there is no source of that name, or it is an answer table.
    """
    row = connection.execute(select(source).where(source.c.id == source_id(connection, name))).one()
    if row.kind != TRANSCRIPT:
        raise NotFoundError(f"{name!r} is a table of answers, not a transcript.")
    text = latest(connection, row.id)
    return to_transcript(row.name, text.text, text.structure, language=row.language)


def to_transcript(name: str, text: str, parts: Structure, *, language: str | None) -> Transcript:
    """A transcript as it was stored."""
    return Transcript(
        name=name,
        text=text,
        language=language,
        turns=tuple(Turn(Span(start, end), *rest) for start, end, *rest in parts["turns"]),
        speakers=tuple(Speaker(name, Role(role), key) for name, role, key in parts["speakers"]),
        events=tuple(
            Event(Span(start, end), EventKind(kind), text, seconds)
            for start, end, kind, text, seconds in parts["events"]
        ),
    )


def structure(transcript: Transcript) -> Structure:
    """What is stored of a transcript beside its text."""
    return {
        "turns": [
            [turn.span.start, turn.span.end, turn.speaker, turn.start_seconds, turn.end_seconds]
            for turn in transcript.turns
        ],
        "speakers": [[each.name, each.role.value, each.respondent] for each in transcript.speakers],
        "events": [
            [each.span.start, each.span.end, each.kind.value, each.text, each.seconds]
            for each in transcript.events
        ],
    }


def set_media(act: Act, source_id: str, path: str | None) -> None:
    """Keep where the recording of a source is; ``None`` for none."""
    if media_path(act.connection, source_id) != path:
        act.update(source, source_id, media=path)


def media_path(connection: Connection, source_id: str) -> str | None:
    """Where the recording of a source is, as it was kept; ``None`` where there is none."""
    return connection.scalar(select(source.c.media).where(source.c.id == source_id))


def load_answers(connection: Connection, *, only: Select[Any] | None = None) -> list[dict[str, Any]]:
    """The answers in the order of their tables: ``answer source respondent question wave score text``.

    Args:
        connection: an open project.
        only: a query for the ids of some of them; ``None`` for all.
    """
    query = (
        select(
            answer.c.id.label("answer"),
            source.c.name.label("source"),
            respondent.c.key.label("respondent"),
            answer.c.question,
            answer.c.wave,
            answer.c.score,
            answer.c.text,
        )
        .join(source, answer.c.source_id == source.c.id)
        .join(respondent, answer.c.respondent_id == respondent.c.id)
        .order_by(source.c.created, source.c.name, answer.c.position)
    )
    if only is not None:
        query = query.where(answer.c.id.in_(only))
    return [dict(row) for row in connection.execute(query).mappings()]


def answer_texts(connection: Connection, only: Select[Any]) -> dict[str, str]:
    """The texts of the answers whose ids the query *only* finds, by id."""
    rows = connection.execute(select(answer.c.id, answer.c.text).where(answer.c.id.in_(only)))
    return {row.id: row.text for row in rows}


def load_voices(connection: Connection) -> list[tuple[str, str, str, str, str]]:
    """The answers in the order of their tables: source, text, respondent, id and question.

    It takes half the time of ``load_answers``.
    """
    names = {row.id: row.name for row in connection.execute(select(source.c.id, source.c.name))}
    keys = {row.id: row.key for row in connection.execute(select(respondent.c.id, respondent.c.key))}
    places = {row_id: place for place, row_id in enumerate(_in_order(connection))}
    columns = (answer.c.source_id, answer.c.position, answer.c.respondent_id, answer.c.id)
    rows = connection.execute(select(*columns, answer.c.text, answer.c.question)).all()
    # Sorted here: SQLite drags the texts through its sort.
    ordered = sorted(rows, key=lambda row: (places[row[0]], row[1]))
    return [
        (names[source_id], text, keys[person], answer_id, question)
        for source_id, _, person, answer_id, text, question in ordered
    ]


def _in_order(connection: Connection) -> list[str]:
    """The ids of the sources in the order in which they came."""
    return list(connection.scalars(select(source.c.id).order_by(source.c.created, source.c.name)))


def texts_of_answers(connection: Connection, answer_ids: Iterable[str]) -> dict[str, str]:
    """The texts of these answers by id; what is not there is left out."""
    columns = (answer.c.id, answer.c.text)
    return {
        row.id: row.text
        for batch in batches(sorted(answer_ids))
        for row in connection.execute(select(*columns).where(answer.c.id.in_(batch)))
    }


def answer_text(connection: Connection, name: str, answer_id: str) -> str:
    """The text of the answer with this id in the answer table called *name*.

    Raises:
        NotFoundError: there is no such table, or no such answer in it.
    """
    place = (answer.c.id == answer_id) & (answer.c.source_id == source_id(connection, name))
    found = connection.scalar(select(answer.c.text).where(place))
    if found is None:
        raise NotFoundError(
            f"{name!r} has no answer with id {answer_id!r}. The column 'answer' of answers() has the ids."
        )
    return str(found)


def n_respondents(connection: Connection) -> int:
    """How many respondents there are."""
    return connection.scalar(select(func.count()).select_from(respondent)) or 0


def load_respondents(connection: Connection) -> dict[str, dict[str, AttributeValue]]:
    """The attributes of every respondent by key, in order of key."""
    # All of them are parsed as one list: 100,000 calls of a parser take a second.
    query = select(respondent.c.key, type_coerce(respondent.c.attributes, String)).order_by(respondent.c.key)
    rows = connection.execute(query).all()
    packed = ",".join(text for _, text in rows)
    parsed = json.loads(f"[{packed}]")
    if f'"{_DATE}"' not in packed:  # nothing to unpack, as in most surveys
        return {key: values for (key, _), values in zip(rows, parsed, strict=True)}
    return {
        key: {name: _unpacked(value) for name, value in values.items()}
        for (key, _), values in zip(rows, parsed, strict=True)
    }


def packed_attributes(attributes: Mapping[str, AttributeValue]) -> dict[str, Any]:
    """Attributes as they are stored."""
    return {
        name: {_DATE: value.isoformat()} if isinstance(value, date) else value
        for name, value in attributes.items()
    }


def _unpacked(value: Any) -> AttributeValue:  # noqa: ANN401 - JSON, as it was stored
    found: AttributeValue = date.fromisoformat(value[_DATE]) if isinstance(value, dict) else value
    return found
