"""Notes on boards in the project file, and what they have to do with each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from sqlalchemy import Connection, func, select
from sqlalchemy.sql.elements import ColumnElement

from vocbench.errors import BoardError, ConflictError, NotFoundError
from vocbench.model.board import Board, Channel, Details, Kin, Kinship, Note, Origin, Standing
from vocbench.model.template import Template
from vocbench.storage.evidence import add_evidence, load_evidence
from vocbench.storage.history import Act, Values, batches, new_id
from vocbench.storage.schema import board, evidence, kin, note, vote
from vocbench.storage.staleness import lose

_REFUSED = note.c.standing == Standing.REFUSED.value


def load_notes(connection: Connection, board_id: str) -> list[Note]:
    """The notes on a board in order, but for those that were refused."""
    return _load(connection, (note.c.board_id == board_id) & ~_REFUSED)


def load_refused(connection: Connection, board_id: str) -> list[Note]:
    """The notes that were proposed for a board and refused, in order."""
    return _load(connection, (note.c.board_id == board_id) & _REFUSED)


def load_note(connection: Connection, note_id: str) -> Note:
    """The note with this id, also one that was refused.

    Raises:
        NotFoundError: there is none.
    """
    found = _load(connection, note.c.id == note_id)
    if not found:
        raise NotFoundError(f"The project has no note {note_id!r}; it may have been removed since.")
    return found[0]


def load_sources(connection: Connection, board_id: str) -> dict[str, str]:
    """The id of each note of a board that was proposed, by the id of the code or topic behind it."""
    query = select(note.c.proposed_from, note.c.id).where(note.c.board_id == board_id)
    rows = connection.execute(query.where(note.c.proposed_from != ""))
    return {row.proposed_from: row.id for row in rows}


def board_of(connection: Connection, note_id: str) -> str:
    """The name of the board that a note is on.

    Raises:
        NotFoundError: there is no such note.
    """
    found = connection.scalar(select(board.c.name).join(note).where(note.c.id == note_id))
    if found is None:
        raise NotFoundError(f"The project has no note {note_id!r}; it may have been removed since.")
    return str(found)


def _load(connection: Connection, those: ColumnElement[bool]) -> list[Note]:
    proofs = load_evidence(connection, those)
    votes = _load_votes(connection, those)
    rows = connection.execute(select(note).where(those).order_by(note.c.position, note.c.id))
    return [
        Note(
            id=row.id,
            region=row.region,
            text=row.text,
            evidence=tuple(proofs.get(row.id, ())),
            origin=Origin(row.origin),
            author=row.author,
            standing=Standing(row.standing),
            confidence=row.confidence,
            group=row.group,
            votes=tuple(votes.get(row.id, ())),
            details=_details(row.details),
            stale=row.stale,
        )
        for row in rows
    ]


def _load_votes(connection: Connection, those: ColumnElement[bool]) -> dict[str, list[str]]:
    query = select(vote.c.note_id, vote.c.who).join(note).where(those).order_by(vote.c.who)
    found: dict[str, list[str]] = {}
    for note_id, who in connection.execute(query):
        found.setdefault(note_id, []).append(who)
    return found


def _details(content: Values) -> Details:
    if not content:
        return Details()
    channel = content.get("channel")
    return Details(**{**content, "channel": Channel(channel) if channel else None})


def _columns(value: Note) -> Values:
    """What a row holds of a note, but for where it lies."""
    known = {name: held for name, held in asdict(value.details).items() if held not in (None, "")}
    return {
        "region": value.region,
        "text": value.text,
        "origin": value.origin.value,
        "author": value.author,
        "standing": value.standing.value,
        "confidence": value.confidence,
        "group": value.group,
        "details": known,
        "stale": value.stale,
    }


def add_note(act: Act, on: Board, fresh: Note, *, proposed_from: str = "") -> str:
    """Put *fresh* last on a board; its id. The same words in the same region gather evidence.

    Raises:
        BoardError: the board has no such region.
    """
    on.template.region(fresh.region)
    twin = find_twin(act.connection, on.id, fresh)
    if twin is None:
        last = act.connection.scalar(select(func.max(note.c.position)))
        place = {"id": fresh.id, "board_id": on.id, "position": 0.0 if last is None else last // 1 + 1}
        act.insert(note, [{**place, **_columns(fresh), "proposed_from": proposed_from}])
        add_evidence(act, fresh.id, fresh.evidence)
        return fresh.id
    same = load_note(act.connection, twin)
    add_evidence(act, twin, fresh.evidence)
    change_note(act, same, _gathered(same, fresh))
    return twin


def _gathered(same: Note, fresh: Note) -> Note:
    """A note after somebody wrote it again."""
    return replace(
        same,
        evidence=tuple(dict.fromkeys([*same.evidence, *fresh.evidence])),
        origin=fresh.origin if same.origin is Origin.IMAGINED else same.origin,
        standing=fresh.standing if same.standing is Standing.PROPOSED else same.standing,
        confidence=same.confidence if fresh.confidence is None else fresh.confidence,
        details=same.details if fresh.details == Details() else fresh.details,
    )


def change_note(act: Act, before: Note, after: Note) -> None:
    """Write what *after* says otherwise than *before*, but for evidence and votes.

    Raises:
        ConflictError: its region holds the same words on another note.
    """
    was = _columns(before)
    fresh = {name: held for name, held in _columns(after).items() if held != was[name]}
    if not fresh:
        return
    if fresh.keys() & {"region", "text", "standing"}:
        _refuse_twin(act.connection, after)
    act.update(note, before.id, **fresh)


def _refuse_twin(connection: Connection, value: Note) -> None:
    board_id = connection.scalar(select(note.c.board_id).where(note.c.id == value.id))
    if value.standing is not Standing.REFUSED and find_twin(connection, str(board_id), value):
        raise ConflictError(
            f"The region {value.region!r} has a note {value.text!r} already. Change the words of one, "
            "or add the evidence of this one to the other and remove it."
        )


def find_twin(connection: Connection, board_id: str, value: Note) -> str | None:
    """The id of another note of a board with the same words in the same region; ``None`` for none."""
    same = (note.c.region == value.region) & (note.c.text == value.text) & (note.c.id != value.id)
    return connection.scalar(select(note.c.id).where(note.c.board_id == board_id, same, ~_REFUSED))


def place_note(act: Act, value: Note, template: Template, region: str, *, before: str | None) -> None:
    """Lay a note in *region*, in front of the note with the id *before*, or last.

    Raises:
        BoardError: no such region, or *before* is not in it.
        ConflictError: the region holds the same words on another note.
    """
    template.region(region)
    change_note(act, value, value.moved(region))
    others = _in_order(act.connection, value, region)
    if before is not None and before not in others:
        raise BoardError(f"There is no note {before!r} in the region {region!r} to lie in front of.")
    at = len(others) if before is None else list(others).index(before)
    position = _between(list(others.values()), at)
    if position is None:
        # Halved so often that no number is left between the two: lay them out anew.
        for number, each in enumerate(others):
            act.update(note, each, position=float(number))
        position = at - 0.5
    if position != act.connection.scalar(select(note.c.position).where(note.c.id == value.id)):
        act.update(note, value.id, position=position)


def _in_order(connection: Connection, value: Note, region: str) -> dict[str, float]:
    """The positions of the other notes in a region, by id."""
    board_id = select(note.c.board_id).where(note.c.id == value.id).scalar_subquery()
    query = select(note.c.id, note.c.position).where(
        note.c.board_id == board_id, note.c.region == region, note.c.id != value.id, ~_REFUSED
    )
    return {row.id: row.position for row in connection.execute(query.order_by(note.c.position, note.c.id))}


def _between(positions: Sequence[float], at: int) -> float | None:
    """A position for what comes before the one at index *at*; ``None`` where no number is left."""
    if not positions:
        return 0.0
    if at == 0:
        return positions[0] - 1
    if at == len(positions):
        return positions[-1] + 1
    middle = (positions[at - 1] + positions[at]) / 2
    return middle if positions[at - 1] < middle < positions[at] else None


def remove_notes(act: Act, note_ids: Sequence[str]) -> None:
    """Take notes off their boards, with their evidence, votes and kin; mark what follows from them stale."""
    lose(act, note, note_ids)
    for column in (vote.c.note_id, evidence.c.note_id, kin.c.one_id, kin.c.other_id):
        keys = select(*column.table.primary_key.columns)
        for batch in batches(note_ids):
            rows = act.connection.execute(keys.where(column.in_(batch))).all()
            act.delete(column.table, [list(row) for row in rows])
    act.delete(note, [[each] for each in note_ids])


def vote_for(act: Act, note_id: str, who: str) -> None:
    """Write down that somebody votes for a note; once is enough."""
    if who not in load_note(act.connection, note_id).votes:
        act.insert(vote, [{"note_id": note_id, "who": who}])


def take_back_vote(act: Act, note_id: str, who: str) -> None:
    """Take somebody's vote for a note back, where there is one."""
    if who in load_note(act.connection, note_id).votes:
        act.delete(vote, [[note_id, who]])


def load_kin(connection: Connection, board_id: str) -> list[Kin]:
    """The pairs of notes of which one is on this board, or both; what was refused has no kin."""
    here = select(note.c.id).where(note.c.board_id == board_id)
    refused = select(note.c.id).where(_REFUSED)
    either = kin.c.one_id.in_(here) | kin.c.other_id.in_(here)
    both = kin.c.one_id.not_in(refused) & kin.c.other_id.not_in(refused)
    query = select(kin).where(either, both).order_by(kin.c.one_id, kin.c.other_id)
    return [Kin(row.one_id, row.other_id, Kinship(row.kinship)) for row in connection.execute(query)]


def relate(act: Act, one: str, other: str, kinship: Kinship | None) -> None:
    """Say what two notes have to do with each other; ``None``: nothing.

    Raises:
        BoardError: it is one and the same note.
        NotFoundError: there is no such note.
    """
    if one == other:
        raise BoardError("A note is the same as itself already. Relate it to another one.")
    first, second = sorted(load_note(act.connection, each).id for each in (one, other))
    pair = (kin.c.one_id == first) & (kin.c.other_id == second)
    found = act.connection.execute(select(kin.c.id, kin.c.kinship).where(pair)).first()
    if found is not None and kinship is None:
        act.delete(kin, [[found.id]])
    elif found is not None and found.kinship != kinship:
        act.update(kin, found.id, kinship=str(kinship))
    elif found is None and kinship is not None:
        row = {"id": new_id(), "one_id": first, "other_id": second, "kinship": kinship.value}
        act.insert(kin, [row])
