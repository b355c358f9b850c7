"""Boards, notes and their evidence in the project file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, func, select

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Origin, Proof, Relation, template
from vocbench.model.coding import Coding
from vocbench.model.span import Span
from vocbench.storage.codings import Transcripts, load_codings
from vocbench.storage.history import Act, Values, batches, new_id
from vocbench.storage.schema import answer, board, coding, evidence, note, topic
from vocbench.storage.sources import load_answers
from vocbench.storage.topics import Member, topic_members

_TARGETS = {kind: f"{kind.value}_id" for kind in EvidenceKind}


def ensure_board(act: Act, *, name: str, question: str, template_id: str) -> None:
    """Make the board called *name*; one that is there with the same question is left as it is.

    Raises:
        ConflictError: it is there with another question or template.
    """
    found = act.connection.execute(select(board).where(board.c.name == name)).first()
    if found is None:
        fresh = Board(new_id(), name, question, template(template_id))
        row = {"id": fresh.id, "name": name, "question": question, "template": template_id}
        act.insert(board, [row])
    elif (found.question, found.template) != (question, template_id):
        raise ConflictError(
            f"The board {name!r} is there already and asks {found.question!r}. "
            "One board answers one question: give the new one another name."
        )


def board_names(connection: Connection) -> list[str]:
    """The names of the boards, in order."""
    return list(connection.scalars(select(board.c.name).order_by(board.c.name)))


def load_board(connection: Connection, name: str) -> Board:
    """The board called *name*, with its notes.

    Raises:
        NotFoundError: there is none; the message lists those there are.
    """
    found = connection.execute(select(board).where(board.c.name == name)).first()
    if found is None:
        known = ", ".join(map(repr, board_names(connection))) or "none yet; make one with empathy_map(...)"
        raise NotFoundError(f"The project has no board {name!r}. It has: {known}.")
    rows = connection.execute(select(note).where(note.c.board_id == found.id).order_by(note.c.position))
    proofs = _load_evidence(connection, found.id)
    notes = tuple(
        Note(row.id, row.region, row.text, tuple(proofs.get(row.id, ())), Origin(row.origin), row.author)
        for row in rows
    )
    return Board(found.id, found.name, found.question, template(found.template), notes)


def _load_evidence(connection: Connection, board_id: str) -> dict[str, list[Evidence]]:
    rows = connection.execute(
        select(evidence)
        .join(note, evidence.c.note_id == note.c.id)
        .where(note.c.board_id == board_id)
        .order_by(evidence.c.note_id, evidence.c.position)
    ).mappings()
    found: dict[str, list[Evidence]] = {}
    for row in rows:
        kind, target = next((kind, row[column]) for kind, column in _TARGETS.items() if row[column])
        found.setdefault(row["note_id"], []).append(Evidence(kind, target, Relation(row["relation"])))
    return found


def load_proofs(connection: Connection, value: Board, transcripts: Transcripts) -> list[Proof]:
    """The verbatim passages behind every note of a board, note by note."""

    def targets(column: Column[Any]) -> Select[Any]:
        return select(column).join(note, evidence.c.note_id == note.c.id).where(note.c.board_id == value.id)

    passages = {
        each.id: each for each in load_codings(connection, transcripts, only=targets(evidence.c.coding_id))
    }
    members = topic_members(connection, targets(evidence.c.topic_id))
    replies = {row["answer"]: row for row in load_answers(connection, only=targets(evidence.c.answer_id))}

    def proofs(written: Note, each: Evidence) -> list[Proof]:
        if each.kind is EvidenceKind.CODING:
            return [_proof(written, each, passages[each.target])]
        if each.kind is EvidenceKind.ANSWER:
            return [_answer_proof(written, each, replies[each.target])]
        return [_member_proof(written, each, found, transcripts) for found in members.get(each.target, ())]

    return [proof for written in value.notes for each in written.evidence for proof in proofs(written, each)]


def _proof(written: Note, each: Evidence, found: Coding) -> Proof:
    return Proof(
        note=written.id,
        relation=each.relation,
        kind=each.kind,
        quote=found.quote,
        source=found.source,
        respondent=found.respondent,
        text=found.answer or found.source,
        span=found.span,
    )


def _answer_proof(written: Note, each: Evidence, reply: Values) -> Proof:
    return Proof(
        note=written.id,
        relation=each.relation,
        kind=each.kind,
        quote=reply["text"],
        source=reply["source"],
        respondent=reply["respondent"],
        text=reply["answer"],
        span=Span(0, len(reply["text"])),
    )


def _member_proof(written: Note, each: Evidence, found: Member, transcripts: Transcripts) -> Proof:
    said_by = found.respondent
    if found.answer_id is None:
        said_by = transcripts(found.source).respondent_key(found.speaker or "")
    return Proof(
        note=written.id,
        relation=each.relation,
        kind=each.kind,
        quote=found.quote,
        source=found.source,
        respondent=said_by,
        text=found.answer_id or found.source,
        span=Span(found.start, found.end),
    )


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
    """Which of the ids *wanted* the query finds."""
    return {
        found for batch in batches(wanted) for found in connection.scalars(query.where(column.in_(batch)))
    }


def add_note(act: Act, value: Board, fresh: Note) -> str:
    """Put *fresh* on the board; its id. The same words in the same region gather evidence."""
    value.template.region(fresh.region)
    same = next((each for each in value.in_region(fresh.region) if each.text == fresh.text), None)
    if same is None:
        act.insert(note, [_row(value, fresh, _next_position(act.connection))])
        _add_evidence(act, fresh.id, fresh.evidence, start=0)
        return fresh.id
    known = {(each.kind, each.target, each.relation) for each in same.evidence}
    more = [each for each in fresh.evidence if (each.kind, each.target, each.relation) not in known]
    _add_evidence(act, same.id, more, start=len(same.evidence))
    if same.origin is Origin.IMAGINED and fresh.origin is not Origin.IMAGINED:
        act.update(note, same.id, origin=fresh.origin.value)
    return same.id


def _next_position(connection: Connection) -> int:
    last = connection.execute(select(func.coalesce(func.max(note.c.position), -1))).scalar_one()
    return int(last) + 1


def _row(value: Board, fresh: Note, position: int) -> dict[str, str | int]:
    return {
        "id": fresh.id,
        "board_id": value.id,
        "region": fresh.region,
        "text": fresh.text,
        "origin": fresh.origin.value,
        "author": fresh.author,
        "position": position,
    }


def _add_evidence(act: Act, note_id: str, proofs: Iterable[Evidence], *, start: int) -> None:
    empty = dict.fromkeys(_TARGETS.values())
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
            for position, each in enumerate(proofs, start=start)
        ],
    )


def remove_note(act: Act, note_id: str) -> None:
    """Take the note with this id off its board, with its evidence.

    Raises:
        NotFoundError: there is none.
    """
    if act.connection.scalar(select(note.c.id).where(note.c.id == note_id)) is None:
        raise NotFoundError(f"The project has no note {note_id!r}; it may have been removed since.")
    proofs = list(act.connection.scalars(select(evidence.c.id).where(evidence.c.note_id == note_id)))
    act.delete(evidence, [[each] for each in proofs])
    act.delete(note, [[note_id]])
