"""What a foreign study is taken over into: its codings, and passages that somebody only marked."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from vocbench.model.anchors import Doubt
from vocbench.model.blot import BLOT
from vocbench.model.qda import QdaCoding, QdaNote, QdaSelection
from vocbench.model.span import Span
from vocbench.project import exchange_words as own
from vocbench.project import incoming
from vocbench.project.guids import id_of, named_guid
from vocbench.project.taking import Desk
from vocbench.project.taking_rooms import Room
from vocbench.storage import carried as store
from vocbench.storage import schema
from vocbench.storage.history import batches

Rooms = Mapping[str, list[Room]]
"""Where the codings of each source go, by its GUID."""

_MARK = ("source_id", "answer_id", "start", "end")
_PLACE = ("source_id", "answer_id", "start", "end", "code_id", "coder")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a foreign passage stands with us, with its words and why a person should look.

    What quotes somebody who withdrew has no source.
    """

    source_id: str
    answer_id: str | None
    start: int
    end: int
    quote: str
    doubt: str = ""
    was: str = ""


def take_codings(desk: Desk, codes: Mapping[str, str], rooms: Rooms) -> None:
    """Keep the codings that are new, each with its coder, its date and its memo."""
    coming = _Coming(desk, rooms)
    for number, coding in enumerate(desk.qda.codings):
        if coding.code in codes:
            coming.take(number, coding, codes[coding.code])
    store.insert_many(desk.act, schema.coding, coming.rows)
    desk.added["coding"] += len(coming.rows)
    if coming.has_own_work:
        desk.lose("coder of your name", sum(row["coder"] == desk.act.who for row in coming.rows))
    _keep_memos(desk, coming.known)


class _Coming:
    """The codings of a study on their way in: rows of new ones, and notes on those that are here."""

    def __init__(self, desk: Desk, rooms: Rooms) -> None:
        self.rows: list[dict[str, Any]] = []
        self.known: dict[str, QdaNote] = {}
        self._desk, self._rooms = desk, rooms
        self._selections = {each.guid: each for each in desk.qda.selections}
        source_ids = {room.source_id for each in rooms.values() for room in each}
        self._held = store.places_of_codings(desk.act.connection, source_ids)
        self.has_own_work = any(coder == desk.act.who for *_, coder in self._held)
        self._claimed: set[str] = set()
        self._examples, self._memos = _examples(desk), _memos(desk)

    def take(self, number: int, coding: QdaCoding, code_id: str) -> None:
        """Make a row of one coding, unless it is here or on no text."""
        desk, memo = self._desk, self._memos.get(coding.guid)
        place = _place_of(desk, coding, self._selections, self._rooms)
        if place is None:
            desk.lose("coding without a text")
            return
        if _is_withheld(desk, place):
            desk.leave_out(coding.guid, coding.selection)
            return
        row = _row(desk, coding, place, code_id, number)
        key = tuple(row[name] for name in _PLACE)
        is_kept = desk.is_kept(schema.coding, coding.guid)
        row_id = id_of(coding.guid) if is_kept else self._held.get(key)
        desk.lose("coding elsewhere", int(is_kept and self._held.get(key) != row_id))
        if row_id is None:
            row_id = self._held[key] = row["id"] = desk.id_for(schema.coding, coding.guid)
            self.rows.append(
                {**row, "example": coding.guid in self._examples, "memo": _words(memo) if memo else ""}
            )
        else:
            is_twin = row_id in self._claimed
            desk.known["coding"] += not is_twin
            desk.lose("coding twice", int(is_twin))
            if memo and row_id in self.known:
                desk.notes.append(memo)
            elif memo:
                self.known[row_id] = memo
        self._claimed.add(row_id)
        desk.things[coding.guid] = row_id
        desk.on[coding.selection].append(row_id)


def _row(desk: Desk, coding: QdaCoding, place: _Place, code_id: str, number: int) -> dict[str, Any]:
    coder = desk.author(coding.coder)
    desk.lose("coder", int(not coder and desk.coder == own.UNKNOWN))
    made = incoming.moment_of(coding.created, "")
    desk.lose("date of a coding", int(not made))
    return {
        "id": "",
        "source_id": place.source_id,
        "answer_id": place.answer_id,
        "start": place.start,
        "end": place.end,
        "quote": place.quote,
        "code_id": code_id,
        "coder": coder or desk.coder,
        "created": made or incoming.later(desk.moment, number),
        "doubt": place.doubt,
        "was": place.was,
    }


# ---- places


def _place_of(
    desk: Desk, coding: QdaCoding, selections: Mapping[str, QdaSelection], rooms: Rooms
) -> _Place | None:
    """Where a coding goes; ``None`` where its text is not here."""
    selection = selections.get(coding.selection)
    if selection is not None:
        return placed(desk, rooms.get(selection.source, ()), selection.start, selection.end)
    there = rooms.get(coding.selection, ())
    if len(there) != 1:
        return None
    text = there[0].text
    desk.lose("coding of a whole text")
    return placed(desk, there, len(text) - len(text.lstrip()), len(text.rstrip()))


def _is_withheld(desk: Desk, place: _Place) -> bool:
    """Whether a passage quotes somebody who withdrew."""
    return not place.source_id or (place.answer_id is None and desk.is_withheld(place.source_id, place.start))


def placed(desk: Desk, rooms: Sequence[Room], start: int, end: int) -> _Place | None:
    """Where the characters *start* to *end* of a foreign text stand with us; ``None`` for nowhere."""
    index = bisect_right(rooms, start, key=lambda room: room.start) - 1
    if index < 0 or not rooms[index].text:
        return None
    room = rooms[index]
    first = min(start - room.start, len(room.text) - 1)
    last = min(max(end - room.start, first + 1), len(room.text))
    if start - room.start >= len(room.text) + 1 or end - room.start > len(room.text) + 1:
        desk.lose("passage beyond a text")
    elif start >= end:
        desk.lose("empty passage")
    return _anchored(room, Span(first, last))


def _anchored(room: Room, span: Span) -> _Place:
    words = span.cut(room.text)
    if room.anchors is None:
        return _Place(room.source_id, room.answer_id, span.start, span.end, words)
    there, doubt = room.anchors.place(span)
    quote = there.cut(room.anchors.text)
    if doubt is Doubt.GONE and BLOT in room.anchors.text:
        return _Place("", None, span.start, span.end, words)
    is_label_only = room.has_labels and doubt is not Doubt.GONE
    why = (doubt.value, words) if doubt and not is_label_only else ("", "")
    return _Place(room.source_id, room.answer_id, there.start, there.end, quote, *why)


# ---- memos on single codings


def _memos(desk: Desk) -> dict[str, QdaNote]:
    """The note on each coding that has one alone, by its GUID; it is no memo of its own any more."""
    on: dict[str, list[str]] = defaultdict(list)
    coders: dict[str, str] = {}
    for coding in desk.qda.codings:
        on[coding.selection].append(coding.guid)
        coders[coding.guid] = coding.coder
    about = [[one for guid in note.about for one in on.get(guid, [guid])] for note in desk.notes]
    counts = Counter(guid for guids in about for guid in guids)
    is_own = incoming.is_own(desk.qda)
    found: dict[str, QdaNote] = {}
    rest: list[QdaNote] = []
    for note, guids in zip(desk.notes, about, strict=True):
        guid = guids[0] if len(guids) == 1 else ""
        is_memo = guid in coders and (
            note.guid == named_guid(guid, "memo")
            or (not is_own and counts[guid] == 1 and note.author in {"", coders[guid]})
        )
        if is_memo:
            found[guid] = note
        else:
            rest.append(note)
    desk.notes = rest
    return found


def _words(note: QdaNote) -> str:
    if not note.name or note.text.startswith(note.name.rstrip(".… ")):
        return note.text
    return f"{note.name}\n{note.text}"


def _keep_memos(desk: Desk, notes: Mapping[str, QdaNote]) -> None:
    """Give codings that were here a memo where they have none; another one than they have is kept beside."""
    for batch in batches(list(notes)):
        query = select(schema.coding.c.id, schema.coding.c.memo).where(schema.coding.c.id.in_(batch))
        for row in desk.act.connection.execute(query).all():
            words = _words(notes[row.id])
            if not row.memo:
                desk.act.update(schema.coding, row.id, memo=words)
                desk.changed["coding"] += 1
            elif row.memo != words:
                desk.notes.append(notes[row.id])


def _examples(desk: Desk) -> set[str]:
    """The GUIDs of the codings that are examples; the notes that say so are not memos."""
    telling = [each for each in desk.notes if incoming.is_examples(each)]
    desk.notes = [each for each in desk.notes if each not in telling]
    return {guid for each in telling for guid in each.about}


# ---- passages that nobody coded


def take_passages(desk: Desk, rooms: Rooms) -> None:
    """Keep what is marked and neither coded nor the words of a case, or has a memo or link of its own."""
    held = store.rows_by(desk.act.connection, schema.passage, _MARK)
    rows = []
    for each in _marked(desk):
        place = placed(desk, rooms.get(each.source, ()), each.start, each.end)
        if place is None:
            desk.lose("passage without a text")
            continue
        if _is_withheld(desk, place):
            desk.leave_out(each.guid)
            continue
        key = (place.source_id, place.answer_id, place.start, place.end)
        row_id = id_of(each.guid) if desk.is_kept(schema.passage, each.guid) else held.get(key)
        if row_id is not None:
            desk.known["passage"] += 1
        else:
            row_id = held[key] = desk.id_for(schema.passage, each.guid)
            rows.append({"id": row_id, **dict(zip(_MARK, key, strict=True))})
        desk.things[each.guid] = row_id
    store.insert_many(desk.act, schema.passage, rows)
    desk.added["passage"] += len(rows)


def _marked(desk: Desk) -> Iterator[QdaSelection]:
    """The selections that nothing else was made of."""
    in_cases = {guid for each in desk.qda.cases for guid in each.selections}
    wanted = {guid for note in desk.notes for guid in note.about}
    wanted |= {end for each in desk.qda.links for end in (each.origin, each.target)}
    for each in desk.qda.selections:
        is_idle = each.guid in in_cases and each.guid not in wanted
        if each.guid not in desk.on and each.guid not in desk.things and not is_idle:
            yield each
