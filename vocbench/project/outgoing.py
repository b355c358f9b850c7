"""What goes out of a project beside its texts: codes, memos, links, sets, variables, and what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from vocbench.model.qda import (
    Direction,
    Loss,
    QdaCode,
    QdaCoding,
    QdaLink,
    QdaNote,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaVariable,
    SourceKind,
    VariableKind,
)
from vocbench.model.source import AttributeValue
from vocbench.project.exchange_losses import NOT_CARRIED
from vocbench.project.guids import guid_of, named_guid
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
class Case:
    """A person as the project is gone through."""

    guid: str
    name: str
    values: dict[str, AttributeValue]
    selections: dict[str, None] = field(default_factory=dict)


@dataclass
class Parts:
    """What was found so far; ``questions`` has the sources of each table of answers."""

    words: Mapping[str, str]
    cases: dict[object, Case] = field(default_factory=dict)
    sources: list[QdaSource] = field(default_factory=list)
    selections: dict[str, QdaSelection] = field(default_factory=dict)
    codings: list[QdaCoding] = field(default_factory=list)
    notes: list[QdaNote] = field(default_factory=list)
    users: dict[str, str] = field(default_factory=dict)
    examples: list[str] = field(default_factory=list)
    coded: set[str] = field(default_factory=set)
    lost: Counter[str] = field(default_factory=Counter)
    questions: dict[str, list[str]] = field(default_factory=dict)

    def user(self, name: str) -> str:
        """The GUID of a coder."""
        if name not in self.users:
            self.users[name] = named_guid("user", name)
        return self.users[name]

    def select(self, source: str, start: int, end: int, *, guid: str = "", name: str = "") -> str:
        """The GUID of the selection of a passage, made where it is not there."""
        guid = guid or named_guid(source, start, end)
        known = self.selections.get(guid)
        if known is None or (name and not known.name):
            self.selections[guid] = QdaSelection(guid, source, start, end, name)
        return guid


def add_passages(connection: Connection, parts: Parts) -> None:
    """Put in the passages that were marked and not coded."""
    for row in store.load_passages(connection):
        source, at = guid_of(row.source_id), 0
        if row.answer_id:
            answer = parts.selections[guid_of(row.answer_id)]
            source, at = answer.source, answer.start
        parts.select(source, at + row.start, at + row.end, guid=guid_of(row.id))


def add_references(parts: Parts, rows: Iterable[Any]) -> None:
    """Put in the pictures, documents and recordings that no text was made of."""
    for row in rows:
        kind = SourceKind(row.kind)
        parts.sources.append(QdaSource(guid_of(row.id), row.name, kind, media=row.path, created=row.created))


def codes_of(connection: Connection, parts: Parts) -> tuple[QdaCode, ...]:
    """The codes; what draws their borders, and which codings are examples, becomes notes."""
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


def add_memos(connection: Connection, parts: Parts) -> None:
    """Put in the memos, and see that every note is about something that goes out."""
    for row, about in load_memos(connection):
        author = parts.user(row.author) if row.author else ""
        things = tuple(sorted(_things(parts, about)))
        parts.notes.append(QdaNote(guid_of(row.id), row.name, row.text, author, row.created, things))
    known = _known(connection, parts)
    parts.notes = [_about_known(each, known) for each in parts.notes]


def _things(parts: Parts, ids: Iterable[str]) -> Iterator[str]:
    """The GUIDs of these things; of a table of answers those of its questions."""
    for each in ids:
        guid = guid_of(each)
        yield from parts.questions.get(guid, [guid])


def _about_known(note: QdaNote, known: set[str]) -> QdaNote:
    things = tuple(each for each in note.about if each in known)
    return note if things == note.about else replace(note, about=things)


def _known(connection: Connection, parts: Parts) -> set[str]:
    """The GUIDs of all that a memo or link can point at."""
    found = {each.guid for each in parts.cases.values()} | {each.guid for each in parts.sources}
    found |= (
        {each.guid for each in parts.codings} | {each.guid for each in parts.notes} | set(parts.selections)
    )
    found |= {guid_of(each.id) for each in (*load_codebook(connection), *load_links(connection))}
    return found | {guid_of(row.id) for row, _, _ in store.load_members(connection)}


def links_of(connection: Connection, parts: Parts) -> tuple[QdaLink, ...]:
    """The links between things that go out."""
    known = _known(connection, parts)
    made = []
    for row in load_links(connection):
        ends = guid_of(row.origin), guid_of(row.target)
        if set(ends) <= known:
            made.append(QdaLink(guid_of(row.id), *ends, row.name, Direction(row.direction), row.color))
        else:
            parts.lost["dangling"] += 1
    return tuple(made)


def sets_of(connection: Connection, parts: Parts) -> tuple[QdaSet, ...]:
    """The sets of codes, sources and memos."""
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


def variables_of(connection: Connection, parts: Parts) -> dict[str, QdaVariable]:
    """Every attribute by name, with one kind of values."""
    known = store.load_variables(connection)
    values: dict[str, set[type]] = {name: set() for name in known}
    bearers: list[Case | QdaSource] = [*parts.cases.values(), *parts.sources]
    for each in bearers:
        for name, value in each.values.items():
            values.setdefault(name, set()).add(type(value))
    return {name: _variable(parts, name, values[name], known.get(name)) for name in sorted(values)}


def _variable(parts: Parts, name: str, types: set[type], known: Any) -> QdaVariable:  # noqa: ANN401 - a row
    kind = _KIND_OF.get(frozenset(types), VariableKind.TEXT)
    parts.lost["mixed"] += kind is VariableKind.TEXT and not types <= {str}
    if known is None:
        return QdaVariable(named_guid("variable", name), name, kind)
    kept = VariableKind(known.kind)
    if not types or kept is VariableKind.TEXT or _FITS.get(kept) is kind:
        kind = kept
    return QdaVariable(guid_of(known.guid), name, kind, known.description)


def _as_it_is(value: AttributeValue) -> AttributeValue:
    return value


def values_of(
    given: Mapping[str, AttributeValue], variables: Mapping[str, QdaVariable]
) -> dict[str, AttributeValue]:
    """Values by the GUIDs of their variables, in the kinds of these."""
    return {
        variables[name].guid: _AS.get(variables[name].kind, _as_it_is)(value) for name, value in given.items()
    }


def losses_of(connection: Connection, parts: Parts) -> Iterator[Loss]:
    """What has no place in the standard, in words."""
    counts = {**store.count_not_carried(connection), **{what: n for what, n in parts.lost.items() if n}}
    for reason, n in counts.items():
        fate, what, why = NOT_CARRIED[reason]
        yield Loss(what, fate, n, why)
