"""What boards say, whenever and under whichever ids it was written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, select

from vocbench.storage.schema import (
    board,
    board_about,
    evidence,
    kin,
    note,
    respondent,
    template,
    told_order,
    vote,
)

Content = list[Any]
"""Lists, texts and numbers that can be packed as JSON. ``Any``: it nests."""


def board_content(connection: Connection, targets: Mapping[str, Content]) -> Content:
    """Every board with its notes in order, the templates designed for them, and what notes share.

    Args:
        connection: an open project.
        targets: what each coding, answer and topic says, by id.
    """
    designed = connection.execute(select(template).order_by(template.c.id))
    return [
        [list(row) for row in designed],
        _boards(connection, _notes(connection, targets)),
        _kin(connection),
    ]


def _boards(connection: Connection, notes: Mapping[str, Content]) -> Content:
    """The boards by name, each with whom it is about, its notes and the orders told."""
    about = _lists(connection, select(board_about.c.board_id, respondent.c.key).join(respondent))
    told = _told_orders(connection)
    names = ("name", "question", "template", "subject", "is_assumption")
    return [
        [
            *(getattr(row, name) for name in names),
            sorted(about.get(row.id, [])),
            notes.get(row.id, []),
            told.get(row.id, []),
        ]
        for row in connection.execute(select(board).order_by(board.c.name))
    ]


def _told_orders(connection: Connection) -> dict[str, Content]:
    """In which order people told the stages of each board, by its id."""
    query = select(told_order.c.board_id, respondent.c.key, told_order.c.stages).join(respondent)
    found: dict[str, Content] = {}
    for board_id, key, stages in connection.execute(query.order_by(respondent.c.key)):
        found.setdefault(board_id, []).append([key, stages])
    return found


def _notes(connection: Connection, targets: Mapping[str, Content]) -> dict[str, Content]:
    """The notes of each board in order, by its id."""
    rests: dict[str, Content] = {}
    for row in connection.execute(select(evidence)):
        target = row.coding_id or row.answer_id or row.topic_id
        rests.setdefault(row.note_id, []).append([row.relation, targets[target]])
    votes = _lists(connection, select(vote.c.note_id, vote.c.who))
    found: dict[str, Content] = {}
    names = ("region", "text", "origin", "author", "standing", "confidence", "group", "details", "stale")
    for row in connection.execute(select(note).order_by(note.c.position, note.c.id)):
        said = [getattr(row, name) for name in names]
        held = sorted(rests.get(row.id, []), key=repr)
        found.setdefault(row.board_id, []).append([*said, sorted(votes.get(row.id, [])), held])
    return found


def _kin(connection: Connection) -> Content:
    """Which notes say the same or the opposite, by their boards and words."""
    places = select(note.c.id, board.c.name, note.c.region, note.c.text).join(board)
    place = {row_id: list(rest) for row_id, *rest in connection.execute(places)}
    pairs = connection.execute(select(kin))
    return sorted([sorted([place[row.one_id], place[row.other_id]]), row.kinship] for row in pairs)


def _lists(connection: Connection, query: Any) -> dict[str, list[str]]:  # noqa: ANN401 - rows of two texts
    """What the second column holds for each value of the first."""
    found: dict[str, list[str]] = {}
    for key, value in connection.execute(query):
        found.setdefault(key, []).append(value)
    return found
