"""Memos about the project and about things in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocbench.errors import ConflictError, NotFoundError, SourceError
from vocbench.project import Project

SAID = "Gisteren was het een kwartier. Maar vijf minuten is normaal."


def texts(project: Project) -> list[str]:
    """The words of the memos, oldest first."""
    return list(project.memos()["text"])


def test_a_memo_is_about_the_project_unless_said_otherwise(project: Project) -> None:
    """It has words, an author and a date."""
    project.add_memo("Ask more about waiting", name="Plan")

    row = project.memos().iloc[0]
    assert (row["name"], row["text"], row["kind"], row["author"]) == (
        "Plan",
        "Ask more about waiting",
        "project",
        "A",
    )


def test_a_memo_can_be_about_several_things(project: Project) -> None:
    """A row for each: a source, a code, a coding, a respondent."""
    coding = project.code("p01", quote="vijf minuten", occurrence=1, code="Time")

    project.add_memo("Odd", about=["source:p01", "Time", coding, "2"])

    assert set(project.memos()["kind"]) == {"source", "code", "coding", "respondent"}
    assert project.memos()["memo"].nunique() == 1


def test_two_things_of_one_name_are_told_apart_by_kind(project: Project) -> None:
    """The message says how."""
    with pytest.raises(ConflictError, match=r"'source:p01' or 'respondent:p01'"):
        project.add_memo("Odd", about="p01")


def test_a_memo_about_nothing_known_is_refused(project: Project) -> None:
    """Nothing is kept."""
    with pytest.raises(NotFoundError, match="Nobody"):
        project.add_memo("Odd", about="Nobody")

    assert texts(project) == []


@pytest.mark.parametrize("words", ["", "  \n"])
def test_a_memo_needs_words(project: Project, words: str) -> None:
    """One of blanks is none."""
    with pytest.raises(SourceError, match="needs words"):
        project.add_memo(words)


def test_a_memo_can_be_edited_and_removed_and_both_undone(project: Project) -> None:
    """Each is an act."""
    memo = project.add_memo("First")
    project.edit_memo(memo, text="Second", name="New")
    project.remove_memo(memo)

    project.undo()
    after_one = texts(project)
    project.undo()

    assert (after_one, texts(project)) == (["Second"], ["First"])


def test_a_memo_stays_when_what_it_is_about_goes_and_finds_it_again(project: Project) -> None:
    """Undo brings the two together."""
    coding = project.code("p01", quote="vijf minuten", occurrence=1, code="Time")
    project.add_memo("Odd", about=coding)

    project.uncode(coding.id)
    alone = project.memos().iloc[0]["kind"]
    project.undo()

    assert (alone, project.memos().iloc[0]["kind"]) == ("project", "coding")


def test_a_merged_code_hands_its_memos_over(project: Project) -> None:
    """What was said of the one is said of the other, and once."""
    project.add_code("Time")
    project.add_code("Duration")
    project.add_memo("Of both", about=["Time", "Duration"])
    project.add_memo("Of one", about="Duration")

    project.merge_codes("Duration", "Time")

    found = project.memos()
    assert list(found["about"]) == ["Time", "Time"]


def test_memos_count_in_the_hash(project: Project) -> None:
    """A project with a memo says something else."""
    before = project.provenance().hash

    project.add_memo("Odd", about="source:p01")

    assert project.provenance().hash != before


def test_withdrawing_takes_memos_on_a_person_and_their_words(project: Project) -> None:
    """One that is about something else as well stays with that; undo brings all back."""
    coding = project.code("p01", quote="vijf minuten", occurrence=1, code="Time")
    project.add_memo("On the person", about="respondent:p01")
    project.add_memo("On the words and the code", about=[coding, "Time"])

    project.withdraw("p01")

    assert texts(project) == ["On the words and the code"]
    project.undo()
    assert len(texts(project)) == 3  # a row for each thing


def test_forgetting_blots_names_and_quotes_out_of_memos(tmp_path: Path, project: Project) -> None:
    """Neither the memo, nor what is written beside codings, nor the file says them any more."""
    project.add_memo(f"Marieke said: {SAID}", about="source:p01")
    project.code("p01", quote="En gisteren?", code="Time", memo="Marieke thinks")

    project.forget("p01")

    assert "Marieke" not in texts(project)[0]
    assert list(project.codings()["memo"]) == ["███████ thinks"]
    assert "kwartier" not in texts(project)[0]
    content = b"".join(path.read_bytes() for path in tmp_path.glob("study.voc*"))
    assert b"kwartier. Maar" not in content


def test_a_pseudonymised_copy_rewrites_memos(tmp_path: Path, project: Project) -> None:
    """Names in them become pseudonyms as in the texts."""
    project.add_memo("Marieke was tired", name="On Marieke", about="source:p01")
    project.sign_review()

    copy = project.pseudonymised_copy(tmp_path / "copy.voc")

    with Project(copy) as made:
        row = made.memos().iloc[0]
        assert "Marieke" not in row["text"] + row["name"]
        assert row["kind"] == "source"


def test_who_asks_for_their_data_gets_memos_about_them(project: Project) -> None:
    """They are part of what the project holds of a participant."""
    project.add_memo("Very precise", about="respondent:p01")

    assert "Very precise" in project.participant_data("p01")
