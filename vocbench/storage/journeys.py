"""The orders in which respondents told that they went through journeys, in the project file."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, select

from vocbench.errors import NotFoundError
from vocbench.storage.history import Act, new_id
from vocbench.storage.schema import respondent, told_order


def load_told_orders(connection: Connection, board_id: str) -> dict[str, tuple[str, ...]]:
    """The stages that each respondent told to have gone through, in that order, by respondent."""
    query = select(respondent.c.key, told_order.c.stages).join(respondent)
    rows = connection.execute(query.where(told_order.c.board_id == board_id).order_by(respondent.c.key))
    return {key: tuple(stages) for key, stages in rows}


def set_told_order(act: Act, board_id: str, key: str, stages: Sequence[str]) -> None:
    """Write down the order that a respondent told; without stages, forget it.

    Raises:
        NotFoundError: there is no such respondent.
    """
    person = act.connection.scalar(select(respondent.c.id).where(respondent.c.key == key))
    if person is None:
        raise NotFoundError(
            f"The project has no respondent {key!r}. project.respondents() lists those there are."
        )
    mine = (told_order.c.board_id == board_id) & (told_order.c.respondent_id == person)
    found = act.connection.execute(select(told_order).where(mine)).first()
    if found is None and stages:
        row = {"id": new_id(), "board_id": board_id, "respondent_id": person, "stages": list(stages)}
        act.insert(told_order, [row])
    elif found is not None and not stages:
        act.delete(told_order, [[found.id]])
    elif found is not None and list(found.stages) != list(stages):
        act.update(told_order, found.id, stages=list(stages))


def drop_told_orders(act: Act, *, board_id: str | None = None, respondent_id: str | None = None) -> None:
    """Forget what was told of a board, or by a respondent, before that goes."""
    query = select(told_order.c.id)
    if board_id is not None:
        query = query.where(told_order.c.board_id == board_id)
    if respondent_id is not None:
        query = query.where(told_order.c.respondent_id == respondent_id)
    act.delete(told_order, [[each] for each in act.connection.scalars(query).all()])
