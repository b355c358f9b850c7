"""The versions of a transcript's text, and what is anchored in it.

What was first added stands in the source and stays there. Each correction adds a row, so that
the line of its act names that row and holds no text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from vocbench.model.anchors import Anchors, Doubt, Edit
from vocbench.model.source import text_hash
from vocbench.model.span import Span
from vocbench.storage.codebook import hand_over_evidence
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.memos import passages_of
from vocbench.storage.schema import coding, passage, refusal, source, text_version
from vocbench.storage.staleness import mark_reworded

Structure = dict[str, list[list[Any]]]
"""Turns, speakers and events as they are stored."""

_Place = tuple[int, int, str, str]
"""Start, end, code and coder: of each, a source holds one coding."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text of a transcript with its structure. The first one's ``id`` is that of its source."""

    id: str
    number: int
    text: str
    hash: str
    structure: Structure


def versions(connection: Connection, source_id: str) -> list[Version]:
    """All versions of a transcript, the first one first."""
    first = connection.execute(select(source).where(source.c.id == source_id)).one()
    query = select(text_version).where(text_version.c.source_id == source_id)
    later = connection.execute(query.order_by(text_version.c.number))
    return [
        Version(source_id, 1, first.text, first.hash, first.structure),
        *(Version(row.id, row.number, row.text, row.hash, row.structure) for row in later),
    ]


def latest(connection: Connection, source_id: str) -> Version:
    """The version of a transcript that counts."""
    query = select(text_version).where(text_version.c.source_id == source_id)
    row = connection.execute(query.order_by(text_version.c.number.desc()).limit(1)).first()
    if row is None:
        return versions(connection, source_id)[0]
    return Version(row.id, row.number, row.text, row.hash, row.structure)


def latest_ids() -> Select[Any]:
    """A query for the ids of the versions that count, where they are not the first."""
    newest = select(text_version.c.source_id, func.max(text_version.c.number).label("number"))
    counts = newest.group_by(text_version.c.source_id).subquery()
    is_newest = (text_version.c.source_id == counts.c.source_id) & (text_version.c.number == counts.c.number)
    return select(text_version.c.id).join(counts, is_newest)


def latest_texts(connection: Connection, only: Collection[str] | None = None) -> dict[str, Any]:
    """``id text hash`` of the text that counts, by the id of the source; of some sources, or of all."""
    first = select(source.c.id, source.c.text, source.c.hash)
    columns = (text_version.c.source_id.label("id"), text_version.c.text, text_version.c.hash)
    corrected = select(*columns).where(text_version.c.id.in_(latest_ids()))
    if only is not None:
        first = first.where(source.c.id.in_(only))
        corrected = corrected.where(text_version.c.source_id.in_(only))
    return {row.id: row for query in (first, corrected) for row in connection.execute(query)}


def add_version(act: Act, source_id: str, *, text: str, structure: Structure, edits: Sequence[Edit]) -> None:
    """Keep a corrected text as the one that counts, and put what is anchored in it in its place."""
    before = latest(act.connection, source_id)
    row = {
        "id": new_id(),
        "source_id": source_id,
        "number": before.number + 1,
        "text": text,
        "hash": text_hash(text),
        "structure": structure,
        "edits": [[edit.start, edit.end, edit.words] for edit in edits],
        "who": act.who,
        "created": now(),
    }
    act.insert(text_version, [row])
    act.update(source, source_id, revised=row["created"])
    anchors = Anchors(before.text, edits)
    _anchor_codings(act, source_id, anchors)
    _anchor_refusals(act, source_id, anchors)
    _anchor_passages(act, source_id, anchors)


def _anchor_codings(act: Act, source_id: str, anchors: Anchors) -> None:
    rows = act.connection.execute(select(coding).where(coding.c.source_id == source_id)).all()
    changes = {row.id: _change(row, anchors) for row in rows}
    mark_reworded(act, [key for key, change in changes.items() if change.get("doubt") == Doubt.GONE])
    changes = _without_twins(act, rows, changes)
    moving = [row for row in rows if changes.get(row.id)]
    _park(act, moving, changes, beyond=max(len(anchors.text), *(row.end for row in moving), 0))
    for row in moving:
        start, end, *_ = _goal(row, changes[row.id])
        act.update(coding, row.id, **{**changes[row.id], "start": start, "end": end})


def _change(row: Row[Any], anchors: Anchors) -> dict[str, object]:
    """What becomes different of a coding."""
    span, doubt = anchors.place(Span(row.start, row.end))
    now_so = {"start": span.start, "end": span.end, "quote": span.cut(anchors.text)}
    change: dict[str, object] = {name: value for name, value in now_so.items() if value != getattr(row, name)}
    return change | (_doubted(row, doubt) if doubt else {})


def _doubted(row: Row[Any], doubt: Doubt) -> dict[str, object]:
    return {"doubt": doubt.value, "was": row.was or row.quote}


def _without_twins(
    act: Act, rows: Iterable[Row[Any]], changes: Mapping[str, dict[str, object]]
) -> dict[str, dict[str, object]]:
    """*changes* without those of codings that came to stand on another: the other takes them in."""
    kept = dict(changes)
    first: dict[_Place, Row[Any]] = {}
    for row in rows:
        other = first.setdefault(_goal(row, changes[row.id]), row)
        if other is row:
            continue
        hand_over_evidence(act, row.id, other.id)
        act.delete(coding, [[row.id]])
        del kept[row.id]
        kept[other.id] = _joined(other, kept[other.id], row)
    return kept


def _joined(other: Row[Any], change: Mapping[str, object], row: Row[Any]) -> dict[str, object]:
    """The *change* of a coding that takes in *row*, with what that one has."""
    memos = dict.fromkeys(memo for memo in (change.get("memo", other.memo), row.memo) if memo)
    example = change.get("example", other.example) or row.example
    return {
        **change,
        **_doubted(other, Doubt.JOINED),
        "memo": "\n".join(map(str, memos)),
        "example": example,
    }


def _goal(row: Row[Any], change: Mapping[str, object]) -> _Place:
    start, end = change.get("start", row.start), change.get("end", row.end)
    return (int(str(start)), int(str(end)), row.code_id, row.coder)


def _park(
    act: Act, moving: Sequence[Row[Any]], changes: Mapping[str, dict[str, object]], *, beyond: int
) -> None:
    """Put codings that stand where another one goes out of the way, after the end of both texts."""
    goals = {_goal(row, changes[row.id]): row.id for row in moving}
    for row in moving:
        if goals.get(_goal(row, {}), row.id) != row.id:
            act.update(coding, row.id, start=row.start + beyond, end=row.end + beyond)


def _anchor_refusals(act: Act, source_id: str, anchors: Anchors) -> None:
    """Shift what was refused; a passage whose words changed may be proposed again."""
    for row in act.connection.execute(select(refusal).where(refusal.c.source_id == source_id)).all():
        span, doubt = anchors.place(Span(row.start, row.end))
        if doubt is not None:
            act.delete(refusal, [[row.id]])
        elif (span.start, span.end) != (row.start, row.end):
            act.update(refusal, row.id, start=span.start, end=span.end)


def _anchor_passages(act: Act, source_id: str, anchors: Anchors) -> None:
    """Shift what was marked and not coded, to the nearest words where its own are gone."""
    for row in passages_of(act.connection, source_id):
        span, _ = anchors.place(Span(row.start, row.end))
        if (span.start, span.end) != (row.start, row.end):
            act.update(passage, row.id, start=span.start, end=span.end)


def load_corrections(connection: Connection, source_id: str) -> list[tuple[object, ...]]:
    """Every edit, oldest first: number of the version, place in the one before, both words, who, when."""
    query = select(text_version).where(text_version.c.source_id == source_id)
    before = versions(connection, source_id)[0].text
    found: list[tuple[object, ...]] = []
    for row in connection.execute(query.order_by(text_version.c.number)):
        found += [
            (row.number, start, end, before[start:end], words, row.who, row.created)
            for start, end, words in row.edits
        ]
        before = row.text
    return found
