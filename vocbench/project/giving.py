"""A project as other programs take it: everything the standard has a place for, and a list of the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import Connection

import vocbench
from vocbench.model.board import Voice
from vocbench.model.qda import (
    Direction,
    Fate,
    Loss,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
    VariableKind,
)
from vocbench.model.source import AttributeValue, Role, Transcript
from vocbench.project import exchange_words as own
from vocbench.project.guids import guid_of, named_guid
from vocbench.project.incoming import free_name
from vocbench.project.texts import VIDEO
from vocbench.storage import carried as store
from vocbench.storage.codebook import load_codebook
from vocbench.storage.memos import load_links, load_memos

_KIND_OF = {
    frozenset({bool}): VariableKind.BOOLEAN,
    frozenset({int}): VariableKind.INTEGER,
    frozenset({float}): VariableKind.FLOAT,
    frozenset({int, float}): VariableKind.FLOAT,
    frozenset({date}): VariableKind.DATE,
}
_AS: Mapping[VariableKind, Callable[[Any], AttributeValue]] = {
    VariableKind.FLOAT: float,
    VariableKind.TEXT: str,
    VariableKind.DATETIME: str,
}
_FITS = {VariableKind.DATETIME: VariableKind.TEXT, VariableKind.FLOAT: VariableKind.INTEGER}
"""A kind that was kept with an attribute, and what its values look like by themselves."""


@dataclass
class _Case:
    """A person as the project is gone through."""

    guid: str
    name: str
    values: dict[str, AttributeValue]
    selections: dict[str, None] = field(default_factory=dict)


@dataclass
class _Parts:
    """What was found so far; ``questions`` has the sources of each table of answers."""

    words: Mapping[str, str]
    cases: dict[object, _Case] = field(default_factory=dict)
    sources: list[QdaSource] = field(default_factory=list)
    selections: dict[str, QdaSelection] = field(default_factory=dict)
    codings: list[QdaCoding] = field(default_factory=list)
    notes: list[QdaNote] = field(default_factory=list)
    coders: set[str] = field(default_factory=set)
    examples: list[str] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    questions: dict[str, list[str]] = field(default_factory=dict)

    def select(self, source: str, start: int, end: int, *, guid: str = "", name: str = "") -> str:
        """The GUID of the selection of a passage, made where it is not there."""
        guid = guid or named_guid(source, start, end)
        known = self.selections.get(guid)
        if known is None or (name and not known.name):
            self.selections[guid] = QdaSelection(guid, source, start, end, name)
        return guid


def whole_study(connection: Connection, name: str, lang: str) -> QdaProject:
    """The project in an open file as other programs take it."""
    parts = _Parts(own.WORDS[lang])
    _add_people(connection, parts)
    references = store.load_references(connection)
    media = {row.source_id: row for row in references if row.source_id}
    for kept in store.load_sources(connection):
        if kept.transcript is None:
            _add_table(connection, parts, kept)
        else:
            _add_talk(connection, parts, kept, kept.transcript, media.get(kept.row.id))
    _add_passages(connection, parts)
    _add_references(parts, [row for row in references if not row.source_id])
    codes = _codes(connection, parts)
    _add_memos(connection, parts)
    variables = _variables(connection, parts)
    return QdaProject(
        name=name,
        origin=f"{own.OWN} {vocbench.__version__}",
        users=tuple(QdaUser(named_guid("user", coder), coder) for coder in sorted(parts.coders)),
        codes=codes,
        variables=tuple(variables.values()),
        cases=tuple(_case(each, variables) for each in parts.cases.values()),
        sources=tuple(replace(each, values=_values(each.values, variables)) for each in parts.sources),
        selections=tuple(parts.selections.values()),
        codings=tuple(parts.codings),
        notes=tuple(parts.notes),
        links=_links(connection, parts, codes),
        sets=_sets(connection, parts),
        losses=_losses(connection, parts, lang),
    )


# ---- people


def _add_people(connection: Connection, parts: _Parts) -> None:
    for row_id, key, voice, attributes in store.load_people(connection):
        values = dict(attributes)
        if voice != Voice.CUSTOMER:
            values[own.VOICE] = voice
        parts.cases[key] = _Case(guid_of(row_id), key, values)


def _speaker_case(parts: _Parts, talk: Transcript, name: str) -> _Case:
    """The case of somebody who speaks: a respondent, or who has a role of another kind."""
    speaker = talk.speaker(name)
    role = speaker.role.value if speaker else own.UNKNOWN
    if role == Role.RESPONDENT:
        return parts.cases[talk.respondent_key(name)]
    called = name or parts.words["nobody"]
    fresh = _Case(named_guid("speaker", role, name), called, {own.ROLE: role})
    return parts.cases.setdefault((role, name), fresh)


def _case(each: _Case, variables: Mapping[str, QdaVariable]) -> QdaCase:
    values = _values(each.values, variables)
    return QdaCase(each.guid, each.name, values=values, selections=tuple(each.selections))


# ---- texts


def _add_talk(
    connection: Connection,
    parts: _Parts,
    kept: store.Kept,
    talk: Transcript,
    reference: Any,  # noqa: ANN401 - a row of references, or None
) -> None:
    guid, row = guid_of(kept.row.id), kept.row
    values = {own.LANGUAGE: talk.language, own.WAVE: row.wave, own.SAID_ON: row.said_on}
    sync = tuple(_times(talk))
    media, kind = row.media or "", SourceKind.TEXT
    if media:
        kind = SourceKind.VIDEO if PurePosixPath(media).suffix.lower() in VIDEO else SourceKind.AUDIO
    elif reference is not None:
        media, kind = reference.path, SourceKind(reference.kind)
    has_times = kind in {SourceKind.AUDIO, SourceKind.VIDEO}
    parts.sources.append(
        QdaSource(
            guid,
            talk.name,
            kind,
            talk.text,
            media,
            created=row.created,
            values={name: value for name, value in values.items() if value},
            sync=sync if has_times else (),
        )
    )
    parts.lost["times"] += bool(sync) and not has_times
    parts.lost["event"] += len(talk.events)
    _add_turns(parts, guid, talk)
    for coding in store.load_codings_of(connection, row.id):
        _add_coding(parts, coding, parts.select(guid, coding.start, coding.end))


def _times(talk: Transcript) -> Iterator[tuple[float, int]]:
    for turn in talk.turns:
        if turn.start_seconds is not None:
            yield turn.start_seconds, turn.span.start
        if turn.end_seconds is not None:
            yield turn.end_seconds, turn.span.end


def _add_turns(parts: _Parts, guid: str, talk: Transcript) -> None:
    for turn in talk.turns:
        case = _speaker_case(parts, talk, turn.speaker)
        selection = parts.select(guid, turn.span.start, turn.span.end, name=turn.speaker)
        case.selections[selection] = None
    parts.lost["silent"] += len({each.name for each in talk.speakers} - {turn.speaker for turn in talk.turns})


def _add_coding(parts: _Parts, row: Any, selection: str) -> None:  # noqa: ANN401 - a row of codings
    guid, coder = guid_of(row.id), named_guid("user", row.coder)
    parts.codings.append(QdaCoding(guid, selection, guid_of(row.code_id), coder, row.created))
    parts.coders.add(row.coder)
    parts.coded.add(row.code_id)
    if row.example:
        parts.examples.append(guid)
    if row.memo:
        parts.notes.append(QdaNote(named_guid(guid, "memo"), "", row.memo, coder, about=(guid,)))


# ---- open answers: a text for each question and wave, a selection for each answer


def _add_table(connection: Connection, parts: _Parts, kept: store.Kept) -> None:
    questions: dict[tuple[str, str | None], list[Any]] = {}
    for row in store.load_answers_of(connection, kept.row.id):
        questions.setdefault((row.question, row.wave), []).append(row)
    parts.lost["bare table"] += not questions
    people = {each.guid: each for each in parts.cases.values()}
    places: dict[str, tuple[str, int]] = {}
    for (question, wave), rows in questions.items():
        made = _question_source(parts, kept.row, question, wave)
        pieces, at = [], 0
        for row in rows:
            words = _line(parts, row.text)
            end = at + (len(words) or 1)  # an empty answer is its line end
            case = people[guid_of(row.respondent_id)]
            case.selections[parts.select(made.guid, at, end, guid=guid_of(row.id))] = None
            if row.score is not None:
                case.values[f"{own.SCORE}{made.name}"] = row.score
            places[row.id] = (made.guid, at)
            pieces.append(words)
            at += len(words) + 1
        parts.questions.setdefault(guid_of(kept.row.id), []).append(made.guid)
        parts.sources.append(replace(made, text="".join(f"{piece}\n" for piece in pieces)))
    for coding in store.load_codings_of(connection, kept.row.id):
        _add_answer_coding(parts, coding, places)


def _question_source(parts: _Parts, row: Any, question: str, wave: str | None) -> QdaSource:  # noqa: ANN401
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


def _line(parts: _Parts, text: str) -> str:
    """An answer as it stands in the text of its question: as long, with the line ends of that."""
    plain = text.replace("\r\n", " \n").replace("\r", "\n").replace("\ufeff", " ")
    if plain and not plain.strip():
        parts.lost["blank"] += 1
        return ""
    return plain


def _add_answer_coding(parts: _Parts, row: Any, places: Mapping[str, tuple[str, int]]) -> None:  # noqa: ANN401
    source, at = places[row.answer_id]
    start, end = at + row.start, at + row.end
    whole = parts.selections[guid_of(row.answer_id)]
    is_whole = (whole.start, whole.end) == (start, end)
    _add_coding(parts, row, whole.guid if is_whole else parts.select(source, start, end))


# ---- what lies beside texts


def _add_passages(connection: Connection, parts: _Parts) -> None:
    for row in store.load_passages(connection):
        source, at = guid_of(row.source_id), 0
        if row.answer_id:
            answer = parts.selections[guid_of(row.answer_id)]
            source, at = answer.source, answer.start
        parts.select(source, at + row.start, at + row.end, guid=guid_of(row.id))


def _add_references(parts: _Parts, rows: Iterable[Any]) -> None:
    for row in rows:
        kind = SourceKind(row.kind)
        parts.sources.append(QdaSource(guid_of(row.id), row.name, kind, media=row.path, created=row.created))


def _codes(connection: Connection, parts: _Parts) -> tuple[QdaCode, ...]:
    made = []
    for code in load_codebook(connection):
        guid, parent = guid_of(code.id), guid_of(code.parent) if code.parent else ""
        is_codable = code.is_codable or code.id in parts.coded
        made.append(QdaCode(guid, code.name, parent, is_codable, code.color, code.description))
        for name in ("when_to_use", "when_not_to_use"):
            if words := getattr(code, name):
                note = QdaNote(named_guid(guid, name), parts.words[name], words, about=(guid,))
                parts.notes.append(note)
    if parts.examples:
        title, text = parts.words["examples"], parts.words["examples_text"]
        parts.notes.append(QdaNote(named_guid("examples"), title, text, about=tuple(parts.examples)))
    return tuple(made)


def _add_memos(connection: Connection, parts: _Parts) -> None:
    for row, about in load_memos(connection):
        if row.author:
            parts.coders.add(row.author)
        author = named_guid("user", row.author) if row.author else ""
        things = tuple(sorted(_things(parts, about)))
        parts.notes.append(QdaNote(guid_of(row.id), row.name, row.text, author, row.created, things))
    known = _known(connection, parts)
    parts.notes = [_about_known(each, known) for each in parts.notes]


def _things(parts: _Parts, ids: Iterable[str]) -> Iterator[str]:
    """The GUIDs of these things; of a table of answers those of its questions."""
    for each in ids:
        guid = guid_of(each)
        yield from parts.questions.get(guid, [guid])


def _about_known(note: QdaNote, known: set[str]) -> QdaNote:
    things = tuple(each for each in note.about if each in known)
    return note if things == note.about else replace(note, about=things)


def _known(connection: Connection, parts: _Parts) -> set[str]:
    """The GUIDs of all that a memo or link can point at."""
    found = {each.guid for each in parts.cases.values()} | {each.guid for each in parts.sources}
    found |= (
        {each.guid for each in parts.codings} | {each.guid for each in parts.notes} | set(parts.selections)
    )
    found |= {guid_of(each.id) for each in load_codebook(connection)}
    return found | {guid_of(row.id) for row, _, _ in store.load_members(connection)}


def _links(connection: Connection, parts: _Parts, codes: Sequence[QdaCode]) -> tuple[QdaLink, ...]:
    known = _known(connection, parts)
    made = []
    for row in load_links(connection):
        ends = guid_of(row.origin), guid_of(row.target)
        if set(ends) <= known:
            made.append(QdaLink(guid_of(row.id), *ends, row.name, Direction(row.direction), row.color))
        else:
            parts.lost["dangling"] += 1
    return tuple(made)


def _sets(connection: Connection, parts: _Parts) -> tuple[QdaSet, ...]:
    sources, notes = ({each.guid for each in found} for found in (parts.sources, parts.notes))
    made = []
    for row, codes, others in store.load_members(connection):
        things = sorted(_things(parts, others))
        made.append(
            QdaSet(
                guid_of(row.id),
                row.name,
                codes=tuple(guid_of(each) for each in codes),
                sources=tuple(each for each in things if each in sources),
                notes=tuple(each for each in things if each in notes),
            )
        )
    return tuple(made)


# ---- variables


def _variables(connection: Connection, parts: _Parts) -> dict[str, QdaVariable]:
    """Every attribute by name, with one kind of values."""
    known = store.load_variables(connection)
    values: dict[str, set[type]] = {name: set() for name in known}
    for each in (*parts.cases.values(), *parts.sources):
        for name, value in each.values.items():
            values.setdefault(name, set()).add(type(value))
    return {name: _variable(parts, name, values[name], known.get(name)) for name in sorted(values)}


def _variable(parts: _Parts, name: str, types: set[type], known: Any) -> QdaVariable:  # noqa: ANN401 - a row
    kind = _KIND_OF.get(frozenset(types), VariableKind.TEXT)
    parts.lost["mixed"] += kind is VariableKind.TEXT and not types <= {str}
    if known is None:
        return QdaVariable(named_guid("variable", name), name, kind)
    kept = VariableKind(known.kind)
    if not types or kept is VariableKind.TEXT or _FITS.get(kept) is kind:
        kind = kept
    return QdaVariable(guid_of(known.guid), name, kind, known.description)


def _values(
    given: Mapping[str, AttributeValue], variables: Mapping[str, QdaVariable]
) -> dict[str, AttributeValue]:
    """Values by the GUIDs of their variables, in the kinds of these."""
    return {
        variables[name].guid: _AS.get(variables[name].kind, lambda same: same)(value)
        for name, value in given.items()
    }


def _losses(connection: Connection, parts: _Parts, lang: str) -> tuple[Loss, ...]:
    told = own.NOT_CARRIED[lang]
    counts = {**store.count_not_carried(connection), **{what: n for what, n in parts.lost.items() if n}}
    changed = {"mixed", "blank"}
    return tuple(
        Loss(told[what][0], Fate.CHANGED if what in changed else Fate.LOST, n, told[what][1])
        for what, n in counts.items()
    )
