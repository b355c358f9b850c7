"""What rests on something that goes is marked, in the same act, and undone with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import pytest

from tests.talks import study, talk
from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.board import Note
from vocbench.project import Project

Marks = dict[str, str]
"""Words of a note, insight, opportunity or action → what it lost."""


@dataclass(frozen=True)
class Study:
    """A project with two notes on two interviews, and a chain on the first of them."""

    project: Project
    ids: dict[str, str]

    def note(self, text: str) -> Note:
        """The note with these words."""
        return next(each for each in self.project.board("Caller").notes if each.text == text)

    def marks(self) -> Marks:
        """All that is marked."""
        frames = (self.project.insights(), self.project.opportunities(), self.project.actions())
        found = {each.text: each.stale for each in self.project.board("Caller").notes if each.stale}
        for frame in frames:
            marked = frame.dropna(subset="stale")
            found |= dict(zip(marked["text"], marked["stale"], strict=True))
        return found


@pytest.fixture
def made() -> Iterator[Study]:
    """Ann and Bob say that it comes late; a note, an insight, an opportunity and an action follow."""
    words = ("Ann", "It comes late. I pay at once.")
    with study(talk(words, name="ann"), talk(words, name="bob")) as project:
        ids = {
            name: project.code(source, quote=quote, code=code).id
            for name, source, quote, code in (
                ("ann", "ann", "It comes late.", "Waiting/Long"),
                ("bob", "bob", "It comes late.", "Waiting/Long"),
                ("fast", "ann", "I pay at once.", "Fast"),
            )
        }
        project.empathy_map("Caller", question="Why?")
        rows = project.quotes()
        board = project.note("Caller", "pains", "Late", supports=rows[rows["code"] == "Waiting/Long"])
        project.note("Caller", "gains", "Quick", supports=rows[rows["code"] == "Fast"])
        insight = project.insight("Careless", notes=board.in_region("pains"))
        project.action("Call", opportunities=project.opportunity("Say when", insights=insight))
        yield Study(project, ids)


CHAIN = ("Late", "Careless", "Say when", "Call")


def test_a_quote_that_goes_marks_all_above_it(made: Study) -> None:
    """Note, insight, opportunity and action say what was lost; what rests on other quotes does not."""
    made.project.uncode(made.ids["ann"])

    assert made.marks() == dict.fromkeys(CHAIN, "ann")
    assert [each.target for each in made.note("Late").evidence] == [made.ids["bob"]]
    assert made.project.check() == []


def test_a_quote_whose_words_were_taken_out_marks_all_above_it(made: Study) -> None:
    """It still stands on a passage, and that says something else: a person has to look."""
    made.project.correct("ann", quote="It comes late. ", words="")

    assert made.marks() == dict.fromkeys(CHAIN, "ann")
    assert len(made.note("Late").evidence) == 2

    made.project.undo()

    assert made.marks() == {}


def test_a_quote_that_was_only_spelt_otherwise_marks_nothing(made: Study) -> None:
    """A typing error that is mended bears out what it did."""
    made.project.correct("ann", quote="comes", words="cmes")

    assert made.marks() == {}


def test_one_undo_brings_it_all_back(made: Study) -> None:
    """The quote, the evidence and the absence of marks; redo takes them away again."""
    before, evidence = made.project.provenance().hash, made.note("Late").evidence
    made.project.uncode(made.ids["ann"])
    after = made.project.provenance().hash
    made.project.undo()

    assert made.marks() == {}
    assert (made.project.provenance().hash, made.note("Late").evidence) == (before, evidence)
    made.project.redo()
    assert made.project.provenance().hash == after != before


def test_a_note_that_lost_everything_is_imagined(made: Study) -> None:
    """It can be read, and says of itself that nothing bears it out any more."""
    made.project.uncode(made.ids["fast"])
    note = made.note("Quick")

    assert (note.origin, note.evidence, note.stale) == ("imagined", (), "ann")


def test_marks_add_up(made: Study) -> None:
    """The second loss does not hide the first."""
    made.project.uncode(made.ids["ann"])
    made.project.uncode(made.ids["bob"])

    assert made.marks() == dict.fromkeys(CHAIN, "ann; bob")


def test_a_quote_that_reaches_something_by_two_ways_is_lost_once(made: Study) -> None:
    """Two notes of one insight rest on it; the insight lost one passage."""
    rows = made.project.quotes("Fast")
    made.project.note("Caller", "pains", "Late", contradicts=rows)
    made.project.insight("Careless", notes=made.note("Quick"))
    made.project.uncode(made.ids["fast"])

    assert made.marks()["Careless"] == "ann"


@pytest.mark.parametrize(
    ("take", "lost"),
    [
        (lambda project: project.remove_code("Waiting", with_codings=True), "ann, bob"),
        (lambda project: project.uncode(project.quotes("Waiting/Long")["coding"].iloc[0]), "ann"),
        (lambda project: project.remove_note(project.board("Caller").notes[0].id), "Late"),
        (lambda project: project.remove_board("Caller"), "Late"),
        (lambda project: project.remove_insight(project.insights()["insight"].iloc[0]), None),
    ],
)
def test_whatever_goes_marks_what_follows(
    made: Study, take: Callable[[Project], object], lost: str | None
) -> None:
    """A code with its codings, a quote, a note, a board or an insight; one act, one undo."""
    before = made.project.provenance().hash
    take(made.project)
    marked = made.project.actions()["stale"].tolist()
    checked = made.project.check()
    made.project.undo()

    assert marked == [lost or "Careless"]
    assert checked == []
    assert made.project.provenance().hash == before


def test_several_quotes_of_one_source_are_counted(made: Study) -> None:
    """Marks say how many passages, once for a source."""
    more = made.project.code("ann", quote="comes late", code="Waiting/Long")
    made.project.note("Caller", "pains", "Late", supports=more)
    made.project.remove_code("Waiting", with_codings=True)

    assert made.marks()["Late"] == "ann (2), bob"


def test_a_look_takes_the_mark_off_where_one_looked(made: Study) -> None:
    """What stands above waits for a look of its own; undo puts the mark back."""
    made.project.uncode(made.ids["ann"])
    made.project.review(made.note("Late").id)
    made.project.review(made.project.insights()["insight"].iloc[0])
    left = made.marks()
    made.project.undo()

    assert left == dict.fromkeys(("Say when", "Call"), "ann")
    assert made.marks() == dict.fromkeys(("Careless", "Say when", "Call"), "ann")


def test_there_must_be_something_to_look_at(made: Study) -> None:
    """An unknown id is named; what has no mark makes no act."""
    acts = len(made.project.history())
    made.project.review(made.note("Late").id)

    with pytest.raises(NotFoundError, match="'gone'"):
        made.project.review("gone")
    assert len(made.project.history()) == acts


def test_what_somebody_looked_at_since_is_not_undone(made: Study) -> None:
    """Another coder found the note to hold without the quote; that is told instead of lost."""
    made.project.uncode(made.ids["ann"])
    with Project(made.project._store.path, coder="B") as other:
        other.review(made.note("Late").id)

    with pytest.raises(ConflictError, match="changed the same thing since"):
        made.project.undo()
    assert made.marks() == dict.fromkeys(CHAIN[1:], "ann")


@pytest.mark.parametrize("first", [0, 2, 4, 6])
def test_whatever_order_things_go_in_undo_brings_them_back(made: Study, first: int) -> None:
    """After each loss the file is sound, and as many undos as losses give the project as it was."""
    project = made.project
    takes = [
        *(partial(project.uncode, each) for each in made.ids.values()),
        *(partial(project.remove_note, each.id) for each in project.board("Caller").notes),
        *(partial(project.remove_insight, each) for each in project.insights()["insight"]),
        *(partial(project.remove_opportunity, each) for each in project.opportunities()["opportunity"]),
    ]
    takes = takes[first:] + takes[:first]
    before = project.provenance().hash
    for take in takes:
        take()
        assert project.check() == []
    for _ in takes:
        project.undo()

    assert project.provenance().hash == before
