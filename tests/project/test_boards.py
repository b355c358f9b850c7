"""Boards of a project: made, renamed, converted, removed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from vocbench.errors import BoardError, ConflictError, NotFoundError
from vocbench.exchange import frames
from vocbench.model.board import Subject
from vocbench.model.template import Place, Region, Template, template
from vocbench.project import Project

OWN = Template(
    "two_sides",
    {"nl": "Twee kanten"},
    "Our own.",
    (
        Region("for", {"nl": "Voor"}, {"nl": "Wat pleit ervoor?"}, Place(1, 1), holds=("gain",)),
        Region("against", {"nl": "Tegen"}, {"nl": "Wat niet?"}, Place(1, 2), holds=("pain", "anxiety")),
    ),
)


def test_a_board_is_made_from_any_template(project: Project) -> None:
    """A grid is a board like an empathy map, and is there the next time."""
    made = project.make_board("Overstappen", question="Wat houdt tegen?", template="forces")

    assert made == project.board("Overstappen")
    assert made.template == template("forces")


def test_a_template_of_ones_own_is_kept(project: Project) -> None:
    """It is listed with the others, and can be named the next time."""
    project.make_board("M", question="Q", template=OWN)

    assert project.board("M").template == OWN
    assert project.make_board("N", question="Q", template="two_sides").template == OWN
    listed = project.templates("nl").set_index("template")
    assert listed.loc["two_sides", "name"] == "Twee kanten"
    assert listed.loc["two_sides", "regions"] == "for, against"
    assert list(listed.index[listed["own"]]) == ["two_sides"]


def test_two_templates_with_one_id_are_refused(project: Project) -> None:
    """A board never gets other regions than it was made with."""
    project.make_board("M", question="Q", template=OWN)

    with pytest.raises(ConflictError, match="another template 'two_sides'"):
        project.make_board("N", question="Q", template=replace(OWN, credit="Somebody else's."))
    with pytest.raises(ConflictError, match="another template 'forces'"):
        project.make_board("N", question="Q", template=replace(OWN, id="forces"))


def test_templates_speak_both_languages(project: Project) -> None:
    """The frame has its columns, and names in the language asked for."""
    found = project.templates("nl")

    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == frames.TEMPLATES
    assert "Klantreis" in list(found["name"])


def test_a_journey_has_the_stages_of_the_study(project: Project) -> None:
    """Notes go to a lane and a stage; the same call again is the same journey."""
    project.journey("Aansluiting", question="Hoe gaat het?", stages=["Aanvraag", "Wachten"])
    project.note("Aansluiting", "pains/wachten", "Geen bericht")

    found = project.journey("Aansluiting", question="Hoe gaat het?", stages=["Aanvraag", "Wachten"])

    assert [each.name("nl") for each in found.template.stages] == ["Aanvraag", "Wachten"]
    assert [each.region for each in found.notes] == ["pains/wachten"]
    with pytest.raises(ConflictError, match="is there already"):
        project.journey("Aansluiting", question="Hoe gaat het?")


@pytest.mark.parametrize(
    ("about", "subject", "keys"),
    [
        (None, Subject.SEGMENT, ()),
        ("p01", Subject.PERSON, ("p01",)),
        (["1", "p01"], Subject.SEGMENT, ("1", "p01")),
        ("imagined", Subject.IMAGINED, ()),
    ],
)
def test_a_board_is_about_somebody(
    project: Project, about: str | list[str] | None, subject: Subject, keys: tuple[str, ...]
) -> None:
    """One who was heard, several, everybody, or nobody real."""
    found = project.make_board("M", question="Q", about=about)

    assert (found.subject, found.about) == (subject, keys)


def test_whom_a_board_is_about_can_be_said_later(project: Project) -> None:
    """A later call says otherwise; one that says nothing leaves it."""
    project.make_board("M", question="Q", about=["1", "2"])
    project.make_board("M", question="Q", about=["2", "3"])
    assert project.make_board("M", question="Q").about == ("2", "3")

    with pytest.raises(NotFoundError, match="no respondent 'Kees'"):
        project.make_board("M", question="Q", about="Kees")
    assert project.board("M").about == ("2", "3")


def test_an_assumption_stays_one(project: Project) -> None:
    """What was made before the evidence cannot be passed off as made after it."""
    project.make_board("M", question="Q", is_assumption=True)

    assert project.board("M").is_assumption
    with pytest.raises(ConflictError, match="an assumption"):
        project.make_board("M", question="Q")


def test_a_board_can_be_renamed(project: Project) -> None:
    """Its notes come along; a name that is taken, or none, is refused."""
    project.make_board("M", question="Q")
    project.make_board("N", question="Q")
    project.note("M", "pains", "Duur")

    assert [each.text for each in project.rename_board("M", "Marieke").notes] == ["Duur"]
    assert project.board_names() == ["Marieke", "N"]
    with pytest.raises(ConflictError, match="a board 'N' already"):
        project.rename_board("Marieke", "N")
    with pytest.raises(BoardError, match="needs a name"):
        project.rename_board("Marieke", " ")


def test_a_board_goes_with_all_that_is_on_it(project: Project) -> None:
    """Notes, evidence, votes, kin and subject go, and come back with an undo."""
    project.make_board("M", question="Q", about=["1", "2"])
    one, other = [
        project.note("M", "pains", words, supports=project.answers().head(1)).notes[-1].id
        for words in ("Duur", "Traag")
    ]
    project.relate_notes(one, other, "opposite")
    before = project.vote(one)

    project.remove_board("M")

    assert project.board_names() == []
    assert project.check() == []
    project.undo()
    assert project.board("M") == before


def test_a_board_is_converted_to_another_template(project: Project) -> None:
    """What has a place there is copied with its evidence; the rest is listed, and the board stays."""
    project.empathy_map("M", question="Q", about="1")
    project.note("M", "pains", "Duur", supports=project.answers().head(1))
    project.note("M", "gains", "Rust")
    project.note("M", "see", "Geen meter")

    left = project.convert_board("M", OWN, "Kanten")

    made = project.board("Kanten")
    assert [(each.region, each.text, len(each.evidence)) for each in made.notes] == [
        ("against", "Duur", 1),
        ("for", "Rust", 0),
    ]
    assert (made.question, made.subject, made.about) == ("Q", Subject.PERSON, ("1",))
    assert {name: str(dtype) for name, dtype in left.dtypes.items()} == frames.UNPLACED
    assert left[["region", "text", "reason"]].to_numpy().tolist() == [
        ["see", "Geen meter", "no region holds this"]
    ]
    assert len(project.board("M").notes) == 3


def test_a_person_can_say_where_notes_go(project: Project) -> None:
    """What the templates do not tell is told."""
    project.empathy_map("M", question="Q")
    project.note("M", "say_do", "Ik ben zo klaar")

    left = project.convert_board("M", "says_thinks_does_feels", "N", regions={"say_do": "says"})

    assert left.empty
    assert [each.region for each in project.board("N").notes] == ["says"]


def test_a_conversion_overwrites_nothing(project: Project) -> None:
    """A board of the new name is left alone, and nothing is half made."""
    project.empathy_map("M", question="Q")
    project.empathy_map("N", question="Q")

    with pytest.raises(ConflictError, match="a board 'N' already"):
        project.convert_board("M", "forces", "N")

    assert project.board("N").template.id == "empathy_map"


@pytest.mark.parametrize("about", [3, ["1", 3], [None]])
def test_whom_a_board_is_about_is_told_by_keys(project: Project, about: Any) -> None:
    """Anything else is refused with what to give; nothing is made."""
    with pytest.raises(BoardError, match=r"tells nobody whom .* Give the key of a respondent"):
        project.make_board("M", question="Q", about=about)

    assert project.board_names() == []


def test_what_is_no_template_is_refused(project: Project) -> None:
    """The message says where the ids stand; nothing is made."""
    project.make_board("M", question="Q")

    with pytest.raises(BoardError, match=r"3 is no template\. Give an id, as templates\(\) lists them"):
        project.make_board("N", question="Q", template=3)  # type: ignore[arg-type] # as a mistake
    with pytest.raises(BoardError, match="3 is no template"):
        project.convert_board("M", 3, "N")  # type: ignore[arg-type] # as a mistake
    assert project.board_names() == ["M"]
