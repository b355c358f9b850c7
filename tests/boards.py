"""Boards made by hand, for tests of what is computed from them."""

from __future__ import annotations

from collections.abc import Iterable

from vocbench.model.board import (
    Board,
    EvidenceKind,
    Kin,
    Kinship,
    Note,
    Proof,
    Relation,
    Voice,
)
from vocbench.model.span import Span
from vocbench.model.template import template


def board(name: str, *notes: Note, kin: Iterable[Kin] = ()) -> Board:
    """An empathy map with these notes."""
    return Board(f"board {name}", name, "Why?", template("empathy_map"), notes, kin=tuple(kin))


def note(note_id: str, text: str | None = None, **more: object) -> Note:
    """A note among the pains, imagined by nobody in particular."""
    return Note(**{"id": note_id, "region": "pains", "text": text or note_id, **more})  # type: ignore[arg-type] # as given


def same(one: str, other: str) -> Kin:
    """Two notes that say the same."""
    return Kin(one, other, Kinship.SAME)


def opposite(one: str, other: str) -> Kin:
    """Two notes that say the opposite."""
    return Kin(one, other, Kinship.OPPOSITE)


def proofs(
    note_id: str, people: str, relation: Relation = Relation.SUPPORTS, *, wave: str = "",
    voice: Voice = Voice.CUSTOMER,
) -> list[Proof]:  # fmt: skip
    """One quote by each of *people*, a letter each, that bears on a note."""
    return [
        Proof(
            note=note_id, relation=relation, kind=EvidenceKind.ANSWER, quote=f"{who} says", source="survey",
            respondent=who, text=f"{note_id}{who}", span=Span(0, 6), voice=voice, wave=wave,
        )
        for who in people
    ]  # fmt: skip
