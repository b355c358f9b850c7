"""A project as other programs take it: everything the standard has a place for, and a list of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection

import vocbench
from vocbench.model.board import Voice
from vocbench.model.qda import (
    QdaCase,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
)
from vocbench.model.source import Role, Transcript
from vocbench.project import exchange_words as own
from vocbench.project.exchange_losses import NOT_CARRIED
from vocbench.project.guids import guid_of, named_guid
from vocbench.project.incoming import definition_field, free_name
from vocbench.project.outgoing import (
    Case,
    Parts,
    add_memos,
    add_passages,
    add_references,
    codes_of,
    links_of,
    losses_of,
    sets_of,
    values_of,
    variables_of,
)
from vocbench.project.texts import VIDEO
from vocbench.storage import carried as store


def whole_study(connection: Connection, name: str, lang: str) -> QdaProject:
    """The project in an open file as other programs take it."""
    parts = Parts(own.WORDS[lang])
    _add_people(connection, parts)
    references = store.load_references(connection)
    media = {row.source_id: row for row in references if row.source_id}
    for kept in store.load_sources(connection):
        if kept.transcript is None:
            _add_table(connection, parts, kept)
        else:
            _add_talk(connection, parts, kept, kept.transcript, media.get(kept.row.id))
    add_passages(connection, parts)
    add_references(parts, [row for row in references if not row.source_id])
    codes = codes_of(connection, parts)
    add_memos(connection, parts)
    variables = variables_of(connection, parts)
    return QdaProject(
        name=name,
        origin=f"{own.OWN} {vocbench.__version__}",
        users=tuple(QdaUser(guid, name) for name, guid in sorted(parts.users.items())),
        codes=codes,
        variables=tuple(variables.values()),
        cases=tuple(_case(each, variables) for each in parts.cases.values()),
        sources=tuple(replace(each, values=values_of(each.values, variables)) for each in parts.sources),
        selections=tuple(parts.selections.values()),
        codings=tuple(parts.codings),
        notes=tuple(parts.notes),
        links=links_of(connection, parts),
        sets=sets_of(connection, parts),
        losses=tuple(each.in_language(lang) for each in losses_of(connection, parts)),
    )


def codebook_alone(study: QdaProject) -> QdaProject:
    """The codes, sets of codes and memos on them of *study*: with when to use a code in its description.

    A codebook of the standard has no notes, and borders are half of what a code means.
    """
    codes = {each.guid: each for each in study.codes}
    memos = []
    for note in study.notes:
        if definition_field(note) and len(note.about) == 1 and note.about[0] in codes:
            code = codes[note.about[0]]
            told = "\n\n".join(filter(None, (code.description, f"{note.name}: {note.text}")))
            codes[code.guid] = replace(code, description=told)
        elif codes.keys() & set(note.about):
            memos.append(note)
    sets = tuple(replace(each, sources=(), notes=()) for each in study.sets if each.codes)
    return QdaProject(
        study.name,
        origin=study.origin,
        codes=tuple(codes.values()),
        sets=sets,
        notes=tuple(memos),
        losses=tuple(
            each for each in study.losses if each.what.in_language("en") == NOT_CARRIED["hot key"][1]
        ),
    )


# ---- people


def _add_people(connection: Connection, parts: Parts) -> None:
    for row_id, key, voice, attributes in store.load_people(connection):
        values = dict(attributes)
        if voice != Voice.CUSTOMER:
            values[own.VOICE] = voice
        parts.cases[key] = Case(guid_of(row_id), key, values)


def _speaker_case(parts: Parts, talk: Transcript, name: str) -> Case:
    """The case of somebody who speaks: a respondent, or who has a role of another kind."""
    speaker = talk.speaker(name)
    role = speaker.role.value if speaker else own.UNKNOWN
    if role == Role.RESPONDENT:
        return parts.cases[talk.respondent_key(name)]
    called = name or parts.words["nobody"]
    fresh = Case(named_guid("speaker", role, name), called, {own.ROLE: role})
    return parts.cases.setdefault((role, name), fresh)


def _case(each: Case, variables: Mapping[str, QdaVariable]) -> QdaCase:
    values = values_of(each.values, variables)
    return QdaCase(each.guid, each.name, values=values, selections=tuple(each.selections))


# ---- texts


def _add_talk(
    connection: Connection,
    parts: Parts,
    kept: store.Kept,
    talk: Transcript,
    reference: Any,  # noqa: ANN401 - a row of references, or None
) -> None:
    guid, row = guid_of(kept.row.id), kept.row
    values = {own.LANGUAGE: talk.language, own.WAVE: row.wave, own.SAID_ON: row.said_on}
    media, kind = _medium(row, reference)
    sync = tuple(_times(talk))
    has_times = kind in {SourceKind.AUDIO, SourceKind.VIDEO}
    made = QdaSource(guid, talk.name, kind, talk.text, media, created=row.created)
    known = {name: value for name, value in values.items() if value}
    parts.sources.append(replace(made, values=known, sync=sync if has_times else ()))
    parts.lost["times"] += bool(sync) and not has_times
    parts.lost["event"] += len(talk.events)
    _add_turns(parts, guid, talk)
    for coding in store.load_codings_of(connection, row.id):
        _add_coding(parts, coding, parts.select(guid, coding.start, coding.end))


def _medium(row: Any, reference: Any) -> tuple[str, SourceKind]:  # noqa: ANN401 - rows
    """Where that lies which a transcript was made of, and what it is; a text where nothing is known."""
    if row.media:
        is_video = PurePosixPath(row.media).suffix.lower() in VIDEO
        return row.media, SourceKind.VIDEO if is_video else SourceKind.AUDIO
    if reference is not None:
        return reference.path, SourceKind(reference.kind)
    return "", SourceKind.TEXT


def _times(talk: Transcript) -> Iterator[tuple[float, int]]:
    for turn in talk.turns:
        if turn.start_seconds is not None:
            yield turn.start_seconds, turn.span.start
        if turn.end_seconds is not None:
            yield turn.end_seconds, turn.span.end


def _add_turns(parts: Parts, guid: str, talk: Transcript) -> None:
    cases: dict[str, Case] = {}
    for turn in talk.turns:
        if turn.speaker not in cases:
            cases[turn.speaker] = _speaker_case(parts, talk, turn.speaker)
        selection = parts.select(guid, turn.span.start, turn.span.end, name=turn.speaker)
        cases[turn.speaker].selections[selection] = None
    parts.lost["silent"] += sum(each.name not in cases for each in talk.speakers)


def _add_coding(parts: Parts, row: Any, selection: str) -> None:  # noqa: ANN401 - a row of codings
    guid, coder = guid_of(row.id), parts.user(row.coder)
    parts.codings.append(QdaCoding(guid, selection, guid_of(row.code_id), coder, row.created))
    parts.coded.add(row.code_id)
    if row.example:
        parts.examples.append(guid)
    if row.memo:
        parts.notes.append(QdaNote(named_guid(guid, "memo"), "", row.memo, coder, about=(guid,)))


# ---- open answers: a text for each question and wave, a selection for each answer


def _add_table(connection: Connection, parts: Parts, kept: store.Kept) -> None:
    questions: dict[tuple[str, str | None], list[Any]] = {}
    for row in store.load_answers_of(connection, kept.row.id):
        questions.setdefault((row.question, row.wave), []).append(row)
    parts.lost["bare table"] += not questions
    people = {each.guid: each for each in parts.cases.values()}
    places: dict[str, tuple[str, int]] = {}
    for (question, wave), rows in questions.items():
        made = _question_source(parts, kept.row, question, wave)
        parts.questions.setdefault(guid_of(kept.row.id), []).append(made.guid)
        pieces = []
        for row, words, start in _laid_out(parts, rows):
            _add_answer(parts, people[guid_of(row.respondent_id)], made, row, (start, start + len(words)))
            places[row.id] = (made.guid, start)
            pieces.append(f"{words}\n")
        parts.sources.append(replace(made, text="".join(pieces)))
    for coding in store.load_codings_of(connection, kept.row.id):
        _add_answer_coding(parts, coding, places)


def _laid_out(parts: Parts, rows: Iterable[Any]) -> Iterator[tuple[Any, str, int]]:
    """The answers to a question, each with its line and where that starts."""
    start = 0
    for row in rows:
        words = _line(parts, row.text)
        yield row, words, start
        start += len(words) + 1


def _add_answer(parts: Parts, case: Case, made: QdaSource, row: Any, place: tuple[int, int]) -> None:  # noqa: ANN401
    start, end = place
    end = max(end, start + 1)  # an empty answer is its line end
    case.selections[parts.select(made.guid, start, end, guid=guid_of(row.id))] = None
    if row.score is not None:
        case.values[f"{own.SCORE}{made.name}"] = row.score


def _question_source(parts: Parts, row: Any, question: str, wave: str | None) -> QdaSource:  # noqa: ANN401
    """The source of a question of the table in *row*, without its text."""
    name = f"{row.name}: {question}{f' ({wave})' if wave else ''}"
    values = {own.TABLE: row.name, own.QUESTION: question, own.WAVE: wave}
    values |= {own.SAID_ON: row.said_on, own.TABLE_WAVE: row.wave}
    return QdaSource(
        named_guid(row.name, question, wave),
        free_name(name, {each.name for each in parts.sources}),
        created=row.created,
        values={key: value for key, value in values.items() if value is not None},
    )


def _line(parts: Parts, text: str) -> str:
    """An answer as it stands in the text of its question: as long, with the line ends of that."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n").replace("\ufeff", " ")
    if plain and not plain.strip():
        parts.lost["blank"] += 1
        return ""
    return plain


def _add_answer_coding(parts: Parts, row: Any, places: Mapping[str, tuple[str, int]]) -> None:  # noqa: ANN401
    source, at = places[row.answer_id]
    start, end = at + row.start, at + row.end
    whole = parts.selections[guid_of(row.answer_id)]
    is_whole = (whole.start, whole.end) == (start, end)
    _add_coding(parts, row, whole.guid if is_whole else parts.select(source, start, end))
