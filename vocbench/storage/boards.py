"""Boards in the project file: made, changed and read with their notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, select

from vocbench.errors import BoardError, ConflictError, NotFoundError
from vocbench.model.board import Board, Subject
from vocbench.model.template import Template, template_content, template_from, templates
from vocbench.model.template import template as ready_template
from vocbench.storage.history import Act, new_id
from vocbench.storage.journeys import drop_told_orders
from vocbench.storage.notes import load_kin, load_notes, remove_notes
from vocbench.storage.schema import board, board_about, note, respondent, template


@dataclass(frozen=True, slots=True)
class BoardPlan:
    """What a new board is to be.

    ``subject`` and ``about`` are ``None`` where nobody said whom it is about.
    """

    name: str
    question: str
    template: Template
    is_assumption: bool = False
    subject: Subject | None = None
    about: tuple[str, ...] = ()


def ensure_board(act: Act, plan: BoardPlan) -> None:
    """Make the board of *plan*; one that is there with the same question is left as it is.

    Where the plan says whom it is about, and that is somebody else, the board is about them from now on.

    Raises:
        BoardError: no name or no question.
        ConflictError: it is there with another question or template, or no assumption.
        NotFoundError: it is about somebody who is not in the project.
    """
    found = act.connection.execute(select(board).where(board.c.name == plan.name)).first()
    if found is None:
        fresh = Board(new_id(), plan.name, plan.question, plan.template)
        keep_template(act, plan.template)
        subject = plan.subject or Subject.SEGMENT
        row = {"id": fresh.id, "name": plan.name, "question": plan.question, "template": plan.template.id}
        act.insert(board, [{**row, "subject": subject.value, "is_assumption": plan.is_assumption}])
        _set_about(act, fresh.id, plan.about)
        return
    _refuse_other(found, plan)
    if plan.subject is not None:
        if found.subject != plan.subject:
            act.update(board, found.id, subject=plan.subject.value)
        _set_about(act, found.id, plan.about)


def _refuse_other(found: Row[Any], plan: BoardPlan) -> None:
    if (found.question, found.template) != (plan.question, plan.template.id):
        raise ConflictError(
            f"The board {plan.name!r} is there already and asks {found.question!r} "
            f"on the template {found.template!r}. "
            "One board answers one question: give the new one another name."
        )
    if found.is_assumption != plan.is_assumption:
        kind = "an assumption" if found.is_assumption else "no assumption"
        raise ConflictError(f"The board {plan.name!r} is there already, and {kind}. Name the new one apart.")


def _set_about(act: Act, board_id: str, keys: Sequence[str]) -> None:
    """Let a board be about these respondents."""
    people = select(respondent.c.key, respondent.c.id).where(respondent.c.key.in_(keys))
    ids = {row.key: row.id for row in act.connection.execute(people)}
    if unknown := [key for key in keys if key not in ids]:
        raise NotFoundError(
            f"The project has no respondent {unknown[0]!r}. project.respondents() lists those there are."
        )
    held = set(
        act.connection.scalars(select(board_about.c.respondent_id).where(board_about.c.board_id == board_id))
    )
    wanted = set(ids.values())
    act.delete(board_about, [[board_id, each] for each in sorted(held - wanted)])
    act.insert(board_about, [{"board_id": board_id, "respondent_id": each} for each in sorted(wanted - held)])


def copy_board(act: Act, value: Board, other: Template, name: str) -> Board:
    """Make a board like *value*, without its notes, on another template.

    Raises:
        BoardError: it has no name.
        ConflictError: there is a board of that name.
    """
    _refuse_taken(act.connection, name)
    plan = BoardPlan(name, value.question, other, value.is_assumption, value.subject, value.about)
    ensure_board(act, plan)
    return load_board(act.connection, name)


def rename_board(act: Act, name: str, new: str) -> None:
    """Give a board another name.

    Raises:
        NotFoundError: there is no such board.
        BoardError: the new name is empty.
        ConflictError: another board has it.
    """
    found = find_board(act.connection, name)
    if not new.strip():
        raise BoardError("A board needs a name.")
    if new == name:
        return
    _refuse_taken(act.connection, new)
    act.update(board, found.id, name=new)


def _refuse_taken(connection: Connection, name: str) -> None:
    if name in board_names(connection):
        raise ConflictError(f"There is a board {name!r} already. Choose another name.")


def remove_board(act: Act, name: str) -> None:
    """Take a board away, with its notes.

    Raises:
        NotFoundError: there is none.
    """
    found = find_board(act.connection, name)
    remove_notes(act, list(act.connection.scalars(select(note.c.id).where(note.c.board_id == found.id))))
    _set_about(act, found.id, ())
    drop_told_orders(act, board_id=found.id)
    act.delete(board, [[found.id]])


def board_names(connection: Connection) -> list[str]:
    """The names of the boards, in order."""
    return list(connection.scalars(select(board.c.name).order_by(board.c.name)))


def find_board(connection: Connection, name: str) -> Row[Any]:
    """The row of the board called *name*.

    Raises:
        NotFoundError: there is none; the message lists those there are.
    """
    found = connection.execute(select(board).where(board.c.name == name)).first()
    if found is None:
        known = ", ".join(map(repr, board_names(connection))) or "none yet; make one with empathy_map(...)"
        raise NotFoundError(f"The project has no board {name!r}. It has: {known}.")
    return found


def keep_template(act: Act, value: Template) -> None:
    """Keep a template that a researcher designed; one of the package needs no keeping.

    Raises:
        ConflictError: another template has its id.
    """
    known = {each.id: each for each in load_templates(act.connection)}
    if value.id not in known:
        act.insert(template, [{"id": value.id, "content": template_content(value)}])
    elif known[value.id] != value:
        raise ConflictError(
            f"There is another template {value.id!r} already, and boards may rest on it. "
            "Give the new one another id."
        )


def load_templates(connection: Connection) -> list[Template]:
    """The templates of the package and then those kept in the project, each by id."""
    own = connection.execute(select(template).order_by(template.c.id))
    return [*templates(), *(template_from({**row.content, "id": row.id}) for row in own)]


def load_template(connection: Connection, template_id: str) -> Template:
    """The template with this id, of the project or of the package.

    Raises:
        BoardError: there is none; the message lists those of the package.
    """
    content = connection.scalar(select(template.c.content).where(template.c.id == template_id))
    return ready_template(template_id) if content is None else template_from({**content, "id": template_id})


def load_board(connection: Connection, name: str) -> Board:
    """The board called *name*, with its notes.

    Raises:
        NotFoundError: there is none; the message lists those there are.
    """
    found = find_board(connection, name)
    people = select(respondent.c.key).join(board_about).where(board_about.c.board_id == found.id)
    return Board(
        id=found.id,
        name=found.name,
        question=found.question,
        template=load_template(connection, found.template),
        notes=tuple(load_notes(connection, found.id)),
        subject=Subject(found.subject),
        about=tuple(connection.scalars(people.order_by(respondent.c.key))),
        is_assumption=found.is_assumption,
        kin=tuple(load_kin(connection, found.id)),
    )
