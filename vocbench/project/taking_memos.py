"""What a foreign study is taken over into: its memos, links and sets, which point at everything else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import select

from vocbench.model.qda import QdaNote, QdaSet
from vocbench.project import incoming
from vocbench.project.guids import id_of
from vocbench.project.taking import Desk
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.history import Values
from vocbench.storage.memos import load_memos

Kept = tuple[str, QdaNote]
"""The id of a memo, and the note that it came as."""


def take_remarks(desk: Desk, codes: Mapping[str, str]) -> None:
    """Keep the memos, links and sets that are new.

    Links and sets may name memos, and memos links and sets: so memos come first, and last what
    they are about. *codes* has the id of each code by its GUID.
    """
    desk.notes = [each for each in desk.notes if not each.about or set(each.about) - desk.left_out]
    kept = list(_take_memos(desk))
    _take_links(desk)
    _take_sets(desk, codes)
    _attach(desk, kept)


# ---- memos


def _take_memos(desk: Desk) -> Iterator[Kept]:
    held = _Held(desk)
    rows: list[Values] = []
    for note in desk.notes:
        row_id = held.claim(note)
        if row_id is None:
            row_id = desk.id_for(schema.memo, note.guid)
            moment = incoming.moment_of(note.created, incoming.later(desk.moment, len(rows)))
            row = {"id": row_id, "name": note.name, "text": note.text, "created": moment}
            rows.append({**row, "author": desk.author(note.author)})
        else:
            desk.known["memo"] += 1
        desk.things.setdefault(note.guid, row_id)
        yield row_id, note
    store.insert_many(desk.act, schema.memo, rows)
    desk.added["memo"] += len(rows)


class _Held:
    """The memos that are here, each of which one note of a study can be."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._texts: dict[str, str] = {}
        self._about: dict[str, set[str]] = {}
        self._alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for row, about in load_memos(desk.act.connection):
            self._texts[row.id], self._about[row.id] = row.text, set(about)
            self._alike[row.name, row.text, row.author].append(row.id)
        self._claimed: set[str] = set()

    def claim(self, note: QdaNote) -> str | None:
        """The memo that a note is, which no other note is then: by its GUID, or by its words and place."""
        alike = self._alike.get((note.name, note.text, self._desk.author(note.author)), [])
        by_guid = [row_id for row_id in (id_of(note.guid),) if self._texts.get(row_id) == note.text]
        things = {self._desk.things.get(guid) for guid in note.about} - {None}
        things |= {each for guid in note.about for each in self._desk.on.get(guid, ())}
        there = [row_id for row_id in alike if not things or things & self._about[row_id]]
        found = next((each for each in (*by_guid, *there) if each not in self._claimed), None)
        if found is not None:
            self._claimed.add(found)
        return found


def _attach(desk: Desk, kept: Iterable[Kept]) -> None:
    """Keep what memos are about, where that is new."""
    query = select(schema.memo_about.c.memo_id, schema.memo_about.c.thing)
    before = {(memo_id, thing) for memo_id, thing in desk.act.connection.execute(query)}
    given = {(row_id, thing): None for row_id, note in kept for thing in _about(desk, note)}
    fresh = [pair for pair in given if pair not in before]
    rows = [{"memo_id": memo_id, "thing": thing} for memo_id, thing in fresh]
    store.insert_many(desk.act, schema.memo_about, rows)
    old = {memo_id for memo_id, _ in before}
    desk.changed["memo"] += len({memo_id for memo_id, _ in fresh} & old)


def _about(desk: Desk, note: QdaNote) -> Iterable[str]:
    for guid in note.about:
        if guid in desk.things:
            yield desk.things[guid]
        elif guid in desk.on:
            yield from desk.on[guid]
        else:
            desk.lose("memo about nothing")


# ---- links and sets


def _take_links(desk: Desk) -> None:
    held = store.rows_by(desk.act.connection, schema.link, ["origin", "target", "name"])
    rows = []
    for each in desk.qda.links:
        origin, target = _end(desk, each.origin), _end(desk, each.target)
        if origin is None or target is None:
            desk.lose("link")
            continue
        row_id = held.get((origin, target, each.name))
        row_id = id_of(each.guid) if desk.is_kept(schema.link, each.guid) else row_id
        if row_id is None:
            row_id = held[origin, target, each.name] = desk.id_for(schema.link, each.guid)
            row = {"id": row_id, "origin": origin, "target": target, "name": each.name}
            rows.append({**row, "direction": each.direction.value, "color": each.color})
        else:
            desk.known["link"] += 1
        desk.things[each.guid] = row_id
    store.insert_many(desk.act, schema.link, rows)
    desk.added["link"] += len(rows)


def _end(desk: Desk, guid: str) -> str | None:
    return desk.things.get(guid) or next(iter(desk.on.get(guid, ())), None)


def _take_sets(desk: Desk, codes: Mapping[str, str]) -> None:
    """Keep the sets that are new, and put in those that are there what they lack."""
    held: dict[str, tuple[str, set[str], set[str]]] = {
        row.name: (row.id, set(in_set), set(rest))
        for row, in_set, rest in store.load_members(desk.act.connection)
    }
    kept = {row_id: name for name, (row_id, _, _) in held.items()}
    others = _others(desk)
    for each in desk.qda.sets:
        name = kept.get(id_of(each.guid)) or each.name.strip() or "unnamed"
        if name in held:
            desk.known["set"] += 1
        else:
            held[name] = (desk.id_for(schema.code_set, each.guid), set(), set())
            desk.act.insert(schema.code_set, [{"id": held[name][0], "name": name}])
            desk.added["set"] += 1
        row_id, in_set, rest = held[name]
        desk.things.setdefault(each.guid, row_id)
        for code_id in _lacking(desk, each, each.codes, codes, in_set):
            desk.act.insert(schema.code_in_set, [{"set_id": row_id, "code_id": code_id}])
        for thing in _lacking(desk, each, (*each.sources, *each.notes), others, rest):
            desk.act.insert(schema.set_member, [{"set_id": row_id, "thing": thing}])


def _others(desk: Desk) -> dict[str, str]:
    """The ids of what a set can hold beside codes, by their GUIDs; a case may have the GUID of a code."""
    tables = (schema.source, schema.reference, schema.memo)
    fit = set().union(*(store.ids_of(desk.act.connection, table) for table in tables))
    return {guid: row_id for guid, row_id in desk.things.items() if row_id in fit}


def _lacking(
    desk: Desk, given: QdaSet, guids: Iterable[str], ids: Mapping[str, str], held: set[str]
) -> Iterator[str]:
    """The ids of the members that a set lacks, each once; *held* is what it has, and grows."""
    for guid in guids:
        if guid not in ids:
            desk.lose("member of a set", name=given.name)
        elif ids[guid] not in held:
            held.add(ids[guid])
            yield ids[guid]
