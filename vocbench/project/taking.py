"""What a foreign study is taken over into, and what its texts need first: codes and people."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Table

from vocbench.model.board import Voice
from vocbench.model.codebook import PALETTE
from vocbench.model.qda import Loss, QdaCode, QdaNote, QdaProject
from vocbench.model.source import AttributeValue, Role
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.exchange_losses import NOT_TAKEN
from vocbench.project.guids import id_of, named_guid
from vocbench.project.incoming import Person
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.codebook import load_codebook
from vocbench.storage.codings import Speakers
from vocbench.storage.consent import withdrawn_keys
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.sources import add_respondents, load_transcript, packed_attributes

_CODE_TEXTS = ("description", "when_to_use", "when_not_to_use")
_COLOR = re.compile(r"#[0-9A-Fa-f]{6}")


@dataclass
class Desk:
    """Where a study is unpacked: what it became so far, what was added, and what was lost.

    ``things`` has the id of what each GUID became; ``on`` the codings of each selection. ``left_out`` are
    the GUIDs of what quotes respondents in ``withdrawn``.
    """

    act: Act
    qda: QdaProject
    coder: str
    lang: str
    moment: str = field(default_factory=now)
    things: dict[str, str] = field(default_factory=dict)
    on: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    added: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    lost: Counter[tuple[str, str]] = field(default_factory=Counter)
    left_out: set[str] = field(default_factory=set)
    _before: dict[str, frozenset[str]] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.users = self._named_users()
        self.withdrawn = frozenset(withdrawn_keys(self.act.connection))
        self._speakers = Speakers(partial(load_transcript, self.act.connection))
        self.notes = [*self.qda.notes, *incoming.described(self.qda)]

    def _named_users(self) -> dict[str, str]:
        """The name of each coder by their GUID; two people never have the same."""
        names: dict[str, str] = {}
        taken: set[str] = set()
        for each in self.qda.users:
            name = each.name.strip()
            names[each.guid] = incoming.free_name(name, taken) if name else ""
            self.lose("name of a coder", int(names[each.guid] != name), name=name)
            taken.add(names[each.guid])
        return names

    def is_kept(self, table: Table, guid: str) -> bool:
        """Whether the project held a thing with this GUID before."""
        return id_of(guid) in self._ids_before(table)

    def id_for(self, table: Table, guid: str) -> str:
        """The id under which a thing is kept: that of its GUID, or a fresh one where that is taken."""
        self._ids_before(table)
        taken, row_id = self._taken[table.name], id_of(guid)
        row_id = new_id() if row_id in taken else row_id
        taken.add(row_id)
        return row_id

    def _ids_before(self, table: Table) -> frozenset[str]:
        if table.name not in self._before:
            self._taken[table.name] = store.ids_of(self.act.connection, table)
            self._before[table.name] = frozenset(self._taken[table.name])
        return self._before[table.name]

    def lose(self, reason: str, n: int = 1, name: str = "") -> None:
        """Write down that something could not be taken over as it was; for *reason* see the words."""
        if n:
            self.lost[reason, name] += n

    def leave_out(self, *guids: str) -> None:
        """Write down that something is not taken over, as it quotes somebody who withdrew."""
        self.lose("who withdrew", int(not self.left_out.issuperset(guids)))
        self.left_out.update(guids)

    def is_withheld(self, source_id: str, at: int) -> bool:
        """Whether somebody who withdrew speaks at this character of a transcript; first take the texts."""
        return bool(self.withdrawn) and self._speakers.at(self._names[source_id], at)[1] in self.withdrawn

    @cached_property
    def _names(self) -> dict[str, str]:
        sources = store.texts_by_name(self.act.connection)
        return {row_id: name for name, (row_id, _) in sources.items()}

    def tell(self, people: Mapping[str, Mapping[str, AttributeValue]]) -> dict[str, str]:
        """Keep what is known of respondents, by key, but for those who withdrew; the id of each."""
        kept = {key: {} if key in self.withdrawn else values for key, values in people.items()}
        return add_respondents(self.act, kept)

    def losses(self) -> tuple[Loss, ...]:
        """What the reader lost, and what was lost here."""
        here = []
        for (reason, name), n in self.lost.items():
            fate, what, why = NOT_TAKEN[reason]
            here.append(Loss(what, fate, n, why, name))
        return tuple(each.in_language(self.lang) for each in (*self.qda.losses, *here))

    def author(self, guid: str) -> str:
        """Who has this GUID, "" where nobody knows."""
        return self.users.get(guid, "")


# ---- codes


def take_codes(desk: Desk) -> dict[str, str]:
    """Keep the codes that are new; the id of each by its GUID."""
    coming = _Codes(desk)
    for code in incoming.top_down(desk.qda.codes, incoming.people_codes(desk.qda)):
        coming.take(code)
    store.insert_many(desk.act, schema.code, coming.rows)
    desk.added["code"] += len(coming.rows)
    desk.things.update(coming.ids)
    return coming.ids


class _Codes:
    """The codes of a study on their way in: the id of each by its GUID, and rows of the new ones."""

    def __init__(self, desk: Desk) -> None:
        self.ids: dict[str, str] = {}
        self.rows: list[dict[str, Any]] = []
        self._desk = desk
        self._known = {each.id: each for each in load_codebook(desk.act.connection)}
        self._held = {(each.parent, each.name): each.id for each in self._known.values()}
        self._palette = Counter(each.color.upper() for each in self._known.values())
        self._claimed: set[str] = set()
        self._definitions = _definitions(desk)

    def take(self, code: QdaCode) -> None:
        """Find a code among those that are here, or make a row of it."""
        parent, found, name = self.ids.get(code.parent), id_of(code.guid), incoming.code_name(code.name)
        if found not in self._known or found in self._claimed:
            name = self._free_name(parent, name)
            found = self._held.get((parent, name), "")
        if found:
            self._desk.known["code"] += 1
            self._desk.lose("renamed code", int(self._known[found].name != name), name=code.name)
            _fill_texts(self._desk, self._known[found], code, self._definitions)
        else:
            found = self._held[parent, name] = self._desk.id_for(schema.code, code.guid)
            self.rows.append(self._row(code, found, parent, name))
        self._claimed.add(found)
        self.ids[code.guid] = found

    def _free_name(self, parent: str | None, name: str) -> str:
        """A name that no other code of the study has there."""
        claimed = {
            label
            for (above, label), row_id in self._held.items()
            if above == parent and row_id in self._claimed
        }
        return incoming.free_name(name, claimed)

    def _row(self, code: QdaCode, row_id: str, parent: str | None, name: str) -> dict[str, Any]:
        if name != code.name:
            self._desk.lose("code name", name=code.name)
        row = {"id": row_id, "name": name, "parent_id": parent, "key": "", "is_codable": code.is_codable}
        color = _color(self._desk, code, self._palette)
        return {**row, "color": color, **_code_texts(code, self._definitions)}


def _color(desk: Desk, code: QdaCode, palette: Counter[str]) -> str:
    """The colour of a code, or where it has none the one of the palette that is used least."""
    color = code.color
    if not _COLOR.fullmatch(color):
        desk.lose("no colour")
        color = min(PALETTE, key=lambda each: palette[each])
    palette[color.upper()] += 1
    return color


def _code_texts(code: QdaCode, definitions: Mapping[tuple[str, str], str]) -> dict[str, str]:
    return {name: definitions.get((code.guid, name), "") for name in _CODE_TEXTS}


def _definitions(desk: Desk) -> dict[tuple[str, str], str]:
    """What a code is, when to use it and when not, by its GUID; notes that say so are not memos any more."""
    is_codebook = incoming.is_own(desk.qda) and not desk.qda.notes
    found = {
        (code.guid, name): text
        for code in desk.qda.codes
        for name, text in (
            incoming.told_apart(code.description) if is_codebook else {"description": code.description}
        ).items()
    }
    rest: list[QdaNote] = []
    codes = {each.guid for each in desk.qda.codes}
    for note in desk.notes:
        name = incoming.definition_field(note)
        if name and len(note.about) == 1 and note.about[0] in codes and (note.about[0], name) not in found:
            found[note.about[0], name] = note.text
        else:
            rest.append(note)
    desk.notes = rest
    return found


def _fill_texts(desk: Desk, held: Any, code: QdaCode, definitions: Mapping[tuple[str, str], str]) -> None:  # noqa: ANN401
    """Give a code that is there the texts that it lacks; others than it has become memos."""
    given = _code_texts(code, definitions)
    fresh = {name: text for name, text in given.items() if text and not getattr(held, name)}
    if fresh:
        desk.act.update(schema.code, held.id, **fresh)
        desk.changed["code"] += 1
    for name, text in given.items():
        if text and name not in fresh and text != getattr(held, name):
            title = own.WORDS[desk.lang].get(name, "")
            desk.notes.append(QdaNote(named_guid(code.guid, name, text), title, text, about=(code.guid,)))


# ---- people


def take_people(desk: Desk) -> dict[str, Person]:
    """Keep the respondents that are new and what is known of them; who each case is, by its GUID."""
    names = _variable_names(desk)
    people: dict[str, Person] = {}
    claimed: set[str] = set()
    kept = {row_id: key for row_id, key, _, _ in store.load_people(desk.act.connection)}
    for case in desk.qda.cases:
        values = incoming.plain_values(case.values, names)
        role = incoming.role_of(values)
        key = None
        if role == Role.RESPONDENT and (case.name.strip() or not _is_of_one_source(case)):
            name = case.name.strip() or "unnamed"
            key = kept.get(id_of(case.guid)) or incoming.free_name(name, claimed)
            claimed.add(key)
        people[case.guid] = Person(case, key, role, values)
        desk.lose("code on a case", len(case.codes))
    _keep_people(desk, [each for each in people.values() if each.key is not None], set(kept.values()))
    return people


def _is_of_one_source(case: Any) -> bool:  # noqa: ANN401 - a case
    return len(case.sources) == 1 and not case.selections


def _variable_names(desk: Desk) -> dict[str, str]:
    """The name of each variable by its GUID; what is told of them beside that is kept."""
    held = store.load_variables(desk.act.connection)
    names: dict[str, str] = {}
    taken: set[str] = set()
    rows = []
    for each in desk.qda.variables:
        stated = each.name.strip() or "unnamed"
        name = names[each.guid] = incoming.free_name(stated, taken)
        taken.add(name)
        desk.lose("variable name", int(name != stated), name=stated)
        is_plain = each.guid == named_guid("variable", name) and not each.description
        if not is_plain and name not in held and not _is_ours(name):
            held[name] = each  # type: ignore[assignment]  # only its key counts from here on
            row = {"name": name, "guid": id_of(each.guid), "kind": each.kind.value}
            rows.append({**row, "description": each.description})
    store.insert_many(desk.act, schema.variable, rows)
    desk.added["variable"] += len(rows)
    return names


def _is_ours(name: str) -> bool:
    return name in own.OWN_VARIABLES or name.startswith(own.SCORE)


def attributes_of(values: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """What is known of somebody, without what only we put beside it."""
    return {name: value for name, value in values.items() if not _is_ours(name)}


def _keep_people(desk: Desk, people: Iterable[Person], held: Collection[str]) -> None:
    rows = []
    known: dict[str, Mapping[str, AttributeValue]] = {}
    for each in people:
        key = str(each.key)
        if key in held:
            known[key] = attributes_of(each.values)
            continue
        row_id = desk.id_for(schema.respondent, each.case.guid)
        voice = Voice(str(each.values.get(own.VOICE, Voice.CUSTOMER.value)))
        attributes = packed_attributes(attributes_of(each.values))
        rows.append({"id": row_id, "key": key, "attributes": attributes, "voice": voice.value})
    store.insert_many(desk.act, schema.respondent, rows)
    n_changes = len(desk.act.changes)
    if known:
        desk.tell(known)
    desk.added["respondent"] += len(rows)
    desk.known["respondent"] += len(known)
    desk.changed["respondent"] += len(desk.act.changes) - n_changes
    ids = store.rows_by(desk.act.connection, schema.respondent, ["key"])
    desk.things.update({each.case.guid: ids[each.key,] for each in people if each.key is not None})
