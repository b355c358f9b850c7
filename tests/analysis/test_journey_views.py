"""The company's view of a journey beside the customers'."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.analysis.test_journey import journey, note
from tests.pictured import proof
from vocbench.analysis.journey_views import two_views
from vocbench.model.board import Board, Evidence, EvidenceKind, Kin, Kinship, Note, Proof, Relation, Voice


def resting(name: str, region: str, *, valence: float | None = None) -> Note:
    """A note that rests on something."""
    plain = note(name, region, valence=valence)
    return Note(name, region, name, (Evidence(EvidenceKind.CODING, name),), details=plain.details)


def customers(name: str, *people: str, relation: Relation = Relation.SUPPORTS) -> list[Proof]:
    """What customers say on a note."""
    return [proof(name, each, relation=relation) for each in people]


def stage(board: Board, proofs: list[Proof]) -> dict[Any, Any]:
    """The views of the stage ``use``. ``Any``: as pandas has it."""
    stages = two_views(board, proofs).stages
    (row,) = stages[stages["stage"] == "use"].to_dict("records")
    return row


@pytest.mark.parametrize(("believed", "verdict"), [(2, "rosier"), (-2, "gloomier"), (-0.5, "agrees")])
def test_the_company_is_held_against_the_customers_interval(believed: float, verdict: str) -> None:
    """Customers say -1 and 0, so that what lies between agrees."""
    board = journey(
        resting("bad", "emotion/use", valence=-1),
        resting("so-so", "emotion/use", valence=0),
        note("we think", "emotion/use", valence=believed),
    )

    found = stage(board, [*customers("bad", "P1"), *customers("so-so", "P2")])

    assert (found["customers"], found["company"], found["verdict"]) == (-0.5, believed, verdict)
    assert (found["n_customers"], found["n_company"]) == (2, 1)


def test_the_same_feeling_agrees_whatever_the_rounding() -> None:
    """Three customers at 0.1 have a mean that is not quite 0.1."""
    board = journey(resting("fine", "emotion/use", valence=0.1), note("we think", "emotion/use", valence=0.1))

    assert stage(board, customers("fine", "P1", "P2", "P3"))["verdict"] == "agrees"


def test_whom_a_journey_is_not_about_denies_nothing() -> None:
    """Others may well see it otherwise."""
    board = replace(journey(note("ours", "steps/use")), about=("P1",))

    (row,) = two_views(board, customers("ours", "P2", relation=Relation.CONTRADICTS)).notes.to_dict("records")

    assert (row["against"], row["verdict"]) == (0, "company only")


def test_employees_speak_for_the_company() -> None:
    """What they tell is no customer's feeling."""
    board = journey(resting("fine", "emotion/use", valence=2))

    found = stage(board, [proof("fine", "W1", voice=Voice.EMPLOYEE)])

    assert (found["company"], found["n_customers"], found["verdict"]) == (2.0, 0, "unknown")


def verdicts(board: Board, proofs: list[Proof]) -> dict[str, str]:
    """The verdict on each note, by its words."""
    notes = two_views(board, proofs).notes
    return dict(zip(notes["text"], notes["verdict"], strict=True))


def test_planted_conflicts_are_all_found_and_nothing_else_is() -> None:
    """What customers deny and the opposite of what they say are conflicts; the rest has its own word."""
    notes = [
        resting("denied", "steps/use"),
        note("opposed", "steps/use"),
        resting("said instead", "steps/use"),
        resting("held by both", "steps/use"),
        note("ours alone", "steps/use"),
        resting("theirs alone", "steps/use"),
        resting("weak", "steps/use"),
    ]
    kin = (Kin("opposed", "said instead", Kinship.OPPOSITE),)
    board = Board("b", "Reis", "Waarom?", journey().template, tuple(notes), kin=kin)
    proofs = [
        proof("denied", "W1", voice=Voice.EMPLOYEE),
        *customers("denied", "P1", "P2", relation=Relation.CONTRADICTS),
        *customers("said instead", "P1"),
        *customers("held by both", "P1"),
        proof("held by both", "W1", voice=Voice.EMPLOYEE),
        *customers("theirs alone", "P1"),
        *customers("weak", "P1", relation=Relation.QUALIFIES),
    ]

    assert verdicts(board, proofs) == {
        "denied": "conflict",
        "opposed": "conflict",
        "said instead": "customers only",
        "held by both": "shared",
        "ours alone": "company only",
        "theirs alone": "customers only",
        "weak": "nobody",
    }
