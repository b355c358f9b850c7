"""Whose experience people speak of, when that was, and what stands behind notes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.studies import QUESTION
from vocbench.errors import BoardError, NotFoundError, SourceError
from vocbench.exchange import frames
from vocbench.model.board import Voice
from vocbench.project import Project


@pytest.fixture
def mapped(project: Project) -> Project:
    """A note on a coded passage of an interview, and one on two answers."""
    project.empathy_map("M", question="Q")
    coding = project.code("p01", quote="een kwartier", code="Duur")
    project.note("M", "pains", "Duurt lang", supports=coding)
    project.note("M", "pains", "Traag", supports=project.answers(QUESTION).iloc[[0, 1]])
    return project


def test_everybody_is_a_customer_until_somebody_says_otherwise(project: Project) -> None:
    """One or several can be given another voice; the others keep theirs."""
    project.set_voice(["1", "2"], Voice.EMPLOYEE)
    project.set_voice("2", Voice.SELF)

    found = project.voices()

    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == frames.VOICES
    assert dict(zip(found["respondent"], found["voice"], strict=True)) == {
        "1": "employee",
        "2": "self as customer",
        "3": "customer",
        "4": "customer",
        "p01": "customer",
    }


def test_a_voice_is_that_of_a_respondent(project: Project) -> None:
    """Somebody unknown is refused, and so is an unknown voice."""
    with pytest.raises(NotFoundError, match="no respondent 'Kees'"):
        project.set_voice(["1", "Kees"], Voice.EMPLOYEE)
    with pytest.raises(BoardError, match=r"'boss' is no voice.*'employee'"):
        project.set_voice("1", "boss")

    assert set(project.voices()["voice"]) == {"customer"}


def test_evidence_tells_whose_it_is_and_when(mapped: Project) -> None:
    """Voice, coder, date, wave and id stand with each piece; a coding has at least its own day."""
    mapped.set_voice("1", Voice.EMPLOYEE)
    mapped.set_occasion("survey", said_on="2025-03-01")

    coded, first, second = mapped.proofs("M")

    today = datetime.now(UTC).date().isoformat()
    assert (coded.voice, coded.coder, coded.wave) == (Voice.CUSTOMER, "A", "")
    assert coded.date in {today, mapped.codings()["created"][0].date().isoformat()}
    assert coded.target == mapped.codings()["coding"][0]
    assert (first.voice, first.coder, first.date, first.wave) == (Voice.EMPLOYEE, "", "2025-03-01", "2025")
    assert second.wave == "2026"


def test_the_day_of_the_material_goes_before_that_of_the_coding(mapped: Project) -> None:
    """An interview of last year that is coded today is of last year, and of its wave."""
    mapped.set_occasion("p01", said_on=date(2025, 2, 3), wave="one")

    assert (mapped.proofs("M")[0].date, mapped.proofs("M")[0].wave) == ("2025-02-03", "one")


def test_an_answer_keeps_its_own_wave(mapped: Project) -> None:
    """The wave of a table is for answers that have none."""
    mapped.set_occasion("survey", wave="three")

    assert [each.wave for each in mapped.proofs("M")] == ["", "2025", "2026"]


def test_occasions_are_listed(mapped: Project) -> None:
    """What nobody said is missing, and what is not given stays."""
    mapped.set_occasion("p01", said_on="2025-02-03")
    mapped.set_occasion("p01", wave="one")

    found = mapped.occasions()

    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == frames.OCCASIONS
    assert list(found.set_index("source").loc["p01"]) == ["2025-02-03", "one"]
    assert found.set_index("source").loc["survey"].isna().all()


def test_a_day_is_a_day(mapped: Project) -> None:
    """Anything else is refused, and so is an unknown source."""
    with pytest.raises(SourceError, match="'in March' is no day"):
        mapped.set_occasion("p01", said_on="in March")
    with pytest.raises(NotFoundError, match="no source 'p09'"):
        mapped.set_occasion("p09", wave="one")


def test_the_evidence_frame_keeps_its_contract(mapped: Project) -> None:
    """A note without evidence has a row of its own, with all columns."""
    mapped.note("M", "gains", "Rust")

    found = mapped.evidence("M")

    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == frames.EVIDENCE
    assert list(found["voice"].fillna("none")) == ["customer", "customer", "customer", "none"]
    counts = mapped.note_counts("M")
    assert {name: str(dtype) for name, dtype in counts.dtypes.items()} == frames.NOTES


def test_what_a_board_says_is_in_the_hash_of_the_project(mapped: Project) -> None:
    """Every part of it changes the hash, and an undo brings the old one back."""
    one, other = (each.id for each in mapped.board("M").notes)
    before = mapped.provenance().hash

    for act in (
        lambda: mapped.edit_note(one, confidence=0.5),
        lambda: mapped.group_notes([one], "Tijd"),
        lambda: mapped.vote(one),
        lambda: mapped.move_note(other, "pains", before=one),
        lambda: mapped.relate_notes(one, other, "same"),
        lambda: mapped.make_board("M", question="Q", about="1"),
        lambda: mapped.set_voice("1", Voice.SELF),
        lambda: mapped.set_occasion("p01", wave="one"),
    ):
        act()
        assert mapped.provenance().hash != before
        mapped.undo()
        assert mapped.provenance().hash == before
