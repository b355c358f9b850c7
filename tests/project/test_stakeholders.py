"""Where stakeholders say the opposite of insights and opportunities."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from tests.talks import study, talk
from vocbench.analysis.stakeholders import CONFLICTS, VIEWS
from vocbench.errors import NotFoundError
from vocbench.model.board import Board, Kinship, Voice
from vocbench.model.coding import Coding
from vocbench.model.source import AnswerTable, Respondent
from vocbench.project import Project

LATE, FAST = "It comes late.", "It comes at once."
DEPARTMENTS = {"ann": "home", "bob": "home", "cas": "billing"}


@pytest.fixture
def project() -> Iterator[Project]:
    """Two customers say that bills are late; an employee of billing says the opposite."""
    said = {"ann": LATE, "bob": LATE, "cas": FAST}
    talks = [talk(("Int", "How is the bill?"), (who, words), name=who) for who, words in said.items()]
    with study(*talks) as made:
        made.set_voice("cas", Voice.EMPLOYEE)
        made.add(
            AnswerTable(
                "people",
                tuple(Respondent(key, {"department": name}) for key, name in DEPARTMENTS.items()),
                (),
            )
        )
        made.empathy_map("Caller", question="Why do people call?")
        yield made


def says(project: Project, who: str) -> Coding:
    """What somebody says."""
    words = project.transcript(who).text.split("\n")[1]
    return project.code(who, quote=words, code="Bill")


def noted(project: Project, **evidence: object) -> Board:
    """The board with the note that bills are late."""
    return project.note("Caller", "pains", "Bills are late", **evidence)  # type: ignore[arg-type] # as given


def denied(project: Project) -> str:
    """The id of an insight that customers bear out and the employee contradicts."""
    board = noted(
        project, supports=[says(project, "ann"), says(project, "bob")], contradicts=[says(project, "cas")]
    )
    return project.insight("Late bills feel careless", notes=board.notes).id


def views(project: Project, by: str | None = None) -> list[tuple[object, ...]]:
    """Claim, stakeholder, how many bear it out and deny it, and the stance."""
    found = project.stakeholders(by=by).views[["kind", "stakeholder", "bear_out", "deny", "stance"]]
    return [tuple(row) for row in found.to_numpy().tolist()]


def test_a_planted_conflict_is_found_on_both_levels(project: Project) -> None:
    """Two of two customers are for it, one of one employee against: for the insight and what rests on it."""
    project.opportunity("Say when", insights=denied(project))
    found = project.stakeholders().conflicts

    assert found["kind"].tolist() == ["insight", "opportunity"]
    assert (
        found.drop(columns=["kind", "item", "text"]).to_numpy().tolist()
        == [["customer", 2, 2, "employee", 1, 1]] * 2
    )


def test_each_share_has_its_n_and_interval(project: Project) -> None:
    """Wilson's, of those who speak of it."""
    denied(project)
    row = project.stakeholders().views.to_dict("records")[0]

    assert (row["stakeholder"], row["n"], row["share"]) == ("customer", 2, 1)
    assert row["low"] == pytest.approx(0.3424, abs=1e-4)


def test_the_opposite_of_a_note_speaks_against_it(project: Project) -> None:
    """Also where it stands on another board."""
    note = noted(project, supports=says(project, "ann")).notes[0]
    project.insight("Late bills feel careless", notes=note)
    project.empathy_map("Desk", question="And here?")
    other = project.note("Desk", "gains", "Bills are fast", supports=says(project, "cas")).notes[0]
    assert project.stakeholders().conflicts.empty

    project.relate_notes(note.id, other.id, Kinship.OPPOSITE)

    assert views(project) == [("insight", "customer", 1, 0, "for"), ("insight", "employee", 0, 1, "against")]
    assert len(project.stakeholders().conflicts) == 1


def test_stakeholders_can_be_an_attribute(project: Project) -> None:
    """Departments then; one that no respondent has is refused."""
    denied(project)

    assert views(project, by="department") == [
        ("insight", "billing", 0, 1, "against"),
        ("insight", "home", 2, 0, "for"),
    ]
    with pytest.raises(NotFoundError, match="'colour'"):
        project.stakeholders(by="colour")


def test_a_stakeholder_who_is_named_and_not_heard_is_unknown(project: Project) -> None:
    """Listed with no share; one who was heard is listed once."""
    insight = denied(project)
    project.opportunity("Say when", insights=insight, stakeholder="Legal")
    project.opportunity("Send sooner", insights=insight, stakeholder="Customer")
    found = project.stakeholders().views
    silent = found[found["stance"] == "unknown"]

    assert silent[["text", "stakeholder", "n"]].to_numpy().tolist() == [["Say when", "Legal", 0]]
    assert silent[["share", "low", "high"]].isna().to_numpy().all()


def test_a_divided_stakeholder_is_in_no_conflict(project: Project) -> None:
    """One customer for it and one against are no side; neither is what only bounds it."""
    board = noted(
        project,
        supports=says(project, "ann"),
        contradicts=says(project, "bob"),
        qualifies=says(project, "cas"),
    )
    project.insight("Late bills feel careless", notes=board.notes)

    assert views(project) == [("insight", "customer", 1, 1, "divided")]
    assert project.stakeholders().conflicts.empty


def test_the_frames_keep_their_columns(project: Project) -> None:
    """Without any insight too."""
    found = project.stakeholders()

    for table, contract in ((found.views, VIEWS), (found.conflicts, CONFLICTS)):
        assert isinstance(table, pd.DataFrame)
        assert {name: str(dtype) for name, dtype in table.dtypes.items()} == contract
