"""What notes rest on, in the project file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, case, func, select
from sqlalchemy.sql.elements import ColumnElement

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.board import Evidence, EvidenceKind, Origin, Relation
from vocbench.storage.history import Act, batches, new_id
from vocbench.storage.schema import answer, coding, evidence, note, topic

_TARGETS = {kind: f"{kind.value}_id" for kind in EvidenceKind}
_COLUMNS = {kind: evidence.c[name] for kind, name in _TARGETS.items()}
_KIND = case(*((column.is_not(None), kind.value) for kind, column in _COLUMNS.items()))
_KINDS = {each.value: each for each in EvidenceKind}  # ten times as fast as EvidenceKind(...)
_RELATIONS = {each.value: each for each in Relation}


def load_evidence(connection: Connection, those: ColumnElement[bool]) -> dict[str, list[Evidence]]:
    """What the notes under the condition *those* rest on, in order, by the id of the note."""
    rows = connection.execute(
        select(evidence.c.note_id, _KIND, func.coalesce(*_COLUMNS.values()), evidence.c.relation)
        .join(note, evidence.c.note_id == note.c.id)
        .where(those)
        .order_by(evidence.c.note_id, evidence.c.position)
    )
    found: dict[str, list[Evidence]] = {}
    for note_id, kind, target, relation in rows.all():
        found.setdefault(note_id, []).append(Evidence(_KINDS[kind], target, _RELATIONS[relation]))
    return found


def add_evidence(act: Act, note_id: str, proofs: Iterable[Evidence]) -> None:
    """Let a note rest on *proofs* too; what it rests on already in that way is left out."""
    held = set(load_evidence(act.connection, note.c.id == note_id).get(note_id, ()))
    last = select(func.coalesce(func.max(evidence.c.position), -1)).where(evidence.c.note_id == note_id)
    start = act.connection.execute(last).scalar_one() + 1
    empty = dict.fromkeys(_TARGETS.values())
    fresh = [each for each in dict.fromkeys(proofs) if each not in held]
    act.insert(
        evidence,
        [
            {
                **empty,
                "id": new_id(),
                "note_id": note_id,
                "position": position,
                "relation": each.relation.value,
                _TARGETS[each.kind]: each.target,
            }
            for position, each in enumerate(fresh, start=start)
        ],
    )


def rows_of(connection: Connection, note_id: str, kind: EvidenceKind, target: str) -> dict[Relation, str]:
    """The id of each piece of evidence by which a note points at *target*, by relation.

    Raises:
        NotFoundError: the note does not point at it.
    """
    query = select(evidence.c.relation, evidence.c.id).where(
        evidence.c.note_id == note_id, _COLUMNS[kind] == target
    )
    found = {_RELATIONS[relation]: row_id for relation, row_id in connection.execute(query)}
    if not found:
        raise NotFoundError(f"This note does not rest on the {kind.value} {target!r}; look at its evidence.")
    return found


def relate_evidence(act: Act, rows: Mapping[Relation, str], relation: Relation) -> None:
    """Let what a note points at bear on it in one way: *relation*.

    Args:
        act: the act it is part of.
        rows: the ids of the pieces by which it points there now, by relation.
        relation: how it is to be.
    """
    if relation not in rows:
        first = next(iter(rows.values()))
        act.update(evidence, first, relation=relation.value)
        rows = {**rows, relation: first}
    others = [row_id for row_id in rows.values() if row_id != rows[relation]]
    act.delete(evidence, [[each] for each in others])


def drop_evidence(act: Act, row_ids: Sequence[str]) -> list[str]:
    """Take pieces of evidence away from their notes; the ids of those notes.

    A note that nothing is left of is imagined from then on.

    Args:
        act: the act it is part of.
        row_ids: of rows of evidence.
    """
    touched = _among(act.connection, select(evidence.c.note_id), evidence.c.id, row_ids)
    act.delete(evidence, [[each] for each in row_ids])
    resting = _among(act.connection, select(evidence.c.note_id), evidence.c.note_id, sorted(touched))
    query = select(note.c.id).where(note.c.origin != Origin.IMAGINED.value)
    bare = _among(act.connection, query, note.c.id, sorted(touched - resting))
    if bare:
        act.update_many(note, sorted(bare), origin=Origin.IMAGINED.value)
    return sorted(touched)


def check_targets(connection: Connection, proofs: Sequence[Evidence]) -> None:
    """See that all that *proofs* point at is in the project.

    Raises:
        NotFoundError: something is not; the message names it.
        ConflictError: an answer among it is empty.
    """
    tables = {EvidenceKind.CODING: coding, EvidenceKind.ANSWER: answer, EvidenceKind.TOPIC: topic}
    for kind, table in tables.items():
        wanted = [each.target for each in proofs if each.kind is kind]
        missing = set(wanted) - _among(connection, select(table.c.id), table.c.id, wanted)
        if missing:
            raise NotFoundError(
                f"The project has no {kind.value} {min(missing)!r} to use as evidence; "
                "it may have been removed since."
            )
    replies = [each.target for each in proofs if each.kind is EvidenceKind.ANSWER]
    if _among(connection, select(answer.c.id).where(answer.c.text == ""), answer.c.id, replies):
        raise ConflictError("One of these answers is empty, so there is nothing to quote. Leave it out.")


def _among(
    connection: Connection, query: Select[Any], column: Column[Any], wanted: Sequence[str]
) -> set[str]:
    """What the query finds where *column* holds one of *wanted*."""
    return {
        found for batch in batches(wanted) for found in connection.scalars(query.where(column.in_(batch)))
    }
