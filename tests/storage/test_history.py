"""Every act can be undone and redone, and leaves its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.studies import QUESTION, survey, talk
from vocbench.errors import CodebookError, ConflictError
from vocbench.model.board import Voice
from vocbench.project import Project


def first_coding(project: Project) -> str:
    """The id of some coding."""
    return str(project.codings()["coding"].iloc[0])


ACTS: dict[str, Callable[[Project], object]] = {
    "add a transcript": lambda project: project.add(talk("p02")),
    "add answers": lambda project: project.add(survey("next")),
    "make a code": lambda project: project.add_code("Pijn/Kosten", color="#112233", description="geld"),
    "describe a code": lambda project: project.add_code("Tijd", description="hoe lang"),
    "rename a code": lambda project: project.rename_code("Tijd", "Duur"),
    "move a code": lambda project: project.move_code("Tijd", "Rust"),
    "merge codes": lambda project: project.merge_codes("Tijd", "Rust"),
    "remove a code": lambda project: project.remove_code("Rust"),
    "recode a coding": lambda project: project.recode(first_coding(project), "Duur/Lang"),
    "resize a coding": lambda project: project.resize(first_coding(project), (3, 9)),
    "code a quote": lambda project: project.code("p01", quote="Hoe lang", code="Vraag/Open"),
    "code an answer": lambda project: project.code(
        "survey", answer=project.answers()["answer"][0], code="Pijn"
    ),
    "remove a coding": lambda project: project.uncode(first_coding(project)),
    "write a memo": lambda project: project.memo(first_coding(project), "let op"),
    "make a board": lambda project: project.empathy_map("Henk", question="Waarom?"),
    "write a note": lambda project: project.note("Marieke", "pains", "Kost tijd", supports=project.quotes()),
    "add evidence": lambda project: project.note(
        "Marieke", "gains", "Rust", supports=project.answers().head(1)
    ),
    "remove a note": lambda project: project.remove_note(first_note(project)),
    "edit a note": lambda project: project.edit_note(first_note(project), text="Stilte", confidence=0.5),
    "move a note": lambda project: project.move_note(first_note(project), "pains"),
    "group notes": lambda project: project.group_notes([first_note(project)], "Thuis"),
    "vote for a note": lambda project: project.vote(first_note(project)),
    "propose notes": lambda project: project.propose_notes("Marieke", {"Tijd": "pains"}),
    "copy a note": lambda project: project.copy_note(first_note(project), "Marieke", "see"),
    "say who speaks": lambda project: project.set_voice("1", Voice.EMPLOYEE),
    "date a source": lambda project: project.set_occasion("p01", said_on="2026-01-02", wave="one"),
    "make a board with a template of its own": lambda project: project.journey(
        "Reis", question="Hoe?", stages=["Eerst", "Dan"], about="1"
    ),
    "convert a board": lambda project: project.convert_board("Marieke", "forces", "Krachten"),
    "rename a board": lambda project: project.rename_board("Marieke", "Mies"),
    "remove a board": lambda project: project.remove_board("Marieke"),
}


def first_note(project: Project) -> str:
    """The id of the first note on the board."""
    return project.board("Marieke").notes[0].id


@pytest.fixture
def furnished(project: Project) -> Project:
    """A project with codings and a board."""
    project.add_code("Rust")
    project.code("p01", quote="een kwartier", code="Tijd")
    project.empathy_map("Marieke", question="Waarom zo lang?")
    project.note("Marieke", "gains", "Rust")
    return project


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_every_act_is_one_line_and_can_be_undone_and_redone(
    furnished: Project, act: Callable[[Project], object]
) -> None:
    """One act, one line; undo restores the project to the letter, and redo does it again."""
    before, lines = state(furnished), len(furnished.history())

    act(furnished)
    after = state(furnished)
    assert after != before
    assert len(furnished.history()) == lines + 1

    furnished.undo()
    assert state(furnished) == before

    furnished.redo()
    assert state(furnished) == after
    assert furnished.check() == []


def state(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the log, ids and times included."""
    with project._store.reading() as connection:
        tables = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('act', 'meta')"
        ).scalars()
        return {
            name: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {name}")), key=repr)  # noqa: S608
            for name in list(tables)
        }


def test_an_act_that_changes_nothing_leaves_no_line(furnished: Project) -> None:
    """The same source, the same coding and the same code once more are no acts."""
    lines = len(furnished.history())

    furnished.add(talk())
    furnished.code("p01", quote="een kwartier", code="Tijd")
    furnished.add_code("Rust")
    furnished.empathy_map("Marieke", question="Waarom zo lang?")

    assert len(furnished.history()) == lines


def test_undo_takes_back_ones_own_work_only(tmp_path: Path) -> None:
    """Two coders on one file undo each their own last act."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as a, Project(path, coder="B") as b:
        a.add(talk())
        a.code("p01", quote="een kwartier", code="Tijd")
        b.code("p01", quote="Hoe lang", code="Vraag")

        a.undo()

        assert list(a.codings()["coder"]) == ["B"]


def test_undo_refuses_what_others_built_on(tmp_path: Path) -> None:
    """A source that somebody else has coded since is not taken away from under the codings."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as a, Project(path, coder="B") as b:
        a.add(talk())
        b.code("p01", quote="een kwartier", code="Tijd")
        before = state(a)

        with pytest.raises(ConflictError, match="'add p01': later work rests on it"):
            a.undo()

        assert state(a) == before


def test_undo_refuses_to_overwrite_a_later_change(tmp_path: Path) -> None:
    """A memo that somebody else rewrote since stays as they wrote it."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as a, Project(path, coder="B") as b:
        a.add(talk())
        coding = a.code("p01", quote="een kwartier", code="Tijd")
        a.memo(coding.id, "van A")
        b.memo(coding.id, "van B")

        with pytest.raises(ConflictError, match="changed the same thing since"):
            a.undo()

        assert list(a.codings()["memo"]) == ["van B"]


def test_undo_refuses_what_others_took_away(tmp_path: Path) -> None:
    """A coding that somebody else removed since cannot be taken back once more."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as a, Project(path, coder="B") as b:
        a.add(talk())
        coding = a.code("p01", quote="een kwartier", code="Tijd")
        b.uncode(coding.id)
        before = state(a)

        with pytest.raises(ConflictError, match="changed the same thing since"):
            a.undo()

        assert state(a) == before


def make_the_same_code(a: Project, b: Project) -> None:
    """Redo would make a code that is there by now."""
    a.add_code("Wachten")
    a.undo()
    b.add_code("Wachten")


def give_a_name_away(a: Project, b: Project) -> None:
    """Undo would take back a name that somebody else has by now."""
    a.add_code("X")
    a.rename_code("X", "Z")
    b.add_code("X")


def close_a_circle(a: Project, b: Project) -> None:
    """Redo would hang two codes under each other."""
    a.add_code("X")
    a.add_code("Y")
    a.move_code("X", "Y")
    a.undo()
    b.move_code("Y", "X")


def code_twice(a: Project, b: Project) -> None:
    """Undo would bring back a coding that is there again."""
    a.uncode(a.code("p01", quote="Hoe lang", code="Q", coder="Z").id)
    b.code("p01", quote="Hoe lang", code="Q", coder="Z")


@pytest.mark.parametrize(
    ("acts", "then"),
    [
        (make_the_same_code, "redo"),
        (give_a_name_away, "undo"),
        (close_a_circle, "redo"),
        (code_twice, "undo"),
    ],
)
def test_taking_back_never_breaks_the_project(
    tmp_path: Path, acts: Callable[[Project, Project], None], then: str
) -> None:
    """Where two coders' work would clash, undo and redo are refused and the project stays whole."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as a, Project(path, coder="B") as b:
        a.add(talk())
        acts(a, b)
        before = state(a)

        with pytest.raises(ConflictError, match=f"Cannot {then}"):
            getattr(a, then)()

        assert state(a) == before
        assert b.check() == []


def test_a_new_act_ends_what_can_be_redone(furnished: Project) -> None:
    """After undo and a new act there is nothing to redo."""
    furnished.undo()
    furnished.add_code("Nieuw")

    assert furnished.redo() is None


def test_the_log_says_who_did_what(furnished: Project) -> None:
    """Each line names the person, the act, and for an undo the act that it took back."""
    furnished.undo()

    last = furnished.history().iloc[-1]
    assert (last["who"], last["kind"], last["act"]) == ("A", "undo", "write a note on Marieke")
    assert last["reverses"] == last["number"] - 1


class UndoMachine(RuleBasedStateMachine):
    """Acts, undos and redos in any order against a plain list of states."""

    def __init__(self) -> None:
        super().__init__()
        self.project = Project(":memory:")
        self.project.add(talk())
        self.done = [state(self.project)]
        self.undone: list[object] = []

    @rule(path=st.sampled_from(["A", "B", "A/C", "B/C"]), quote=st.sampled_from(["Hoe lang", "een kwartier"]))
    def code(self, path: str, quote: str) -> None:
        """Code a passage; the same again is no act."""
        self._did(lambda: self.project.code("p01", quote=quote, code=path))

    @rule(path=st.sampled_from(["A", "B"]), name=st.sampled_from(["A", "B", "D"]))
    def rename(self, path: str, name: str) -> None:
        """Rename a code, where that can be."""

        def act() -> None:
            try:
                self.project.rename_code(path, name)
            except CodebookError:
                return

        self._did(act)

    @precondition(lambda self: len(self.done) > 1)
    @rule()
    def undo(self) -> None:
        """Take the last act back."""
        assert self.project.undo() is not None
        self.undone.append(self.done.pop())

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Do it again."""
        assert self.project.redo() is not None
        self.done.append(self.undone.pop())  # type: ignore[arg-type]

    @invariant()
    def is_as_expected(self) -> None:
        """The project is in the state that the list of states says."""
        assert state(self.project) == self.done[-1]

    def _did(self, act: Callable[[], object]) -> None:
        act()
        if (now := state(self.project)) != self.done[-1]:
            self.done.append(now)
            self.undone.clear()

    def teardown(self) -> None:
        """Let go of the file."""
        self.project.close()


TestUndoMachine = UndoMachine.TestCase
TestUndoMachine.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)


def test_the_first_act_cannot_be_undone_twice(tmp_path: Path) -> None:
    """When nothing is left, undo says so and changes nothing."""
    with Project(tmp_path / "study.voc") as project:
        project.add(survey())
        assert project.undo() == "add survey"
        assert project.undo() is None
        assert project.redo() == "add survey"
        assert project.redo() is None
        assert len(project.answers(QUESTION)) == 5
