"""Boards of one project beside each other, and beside another wave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from tests.studies import survey, talk
from vocbench.errors import BoardError, NotFoundError
from vocbench.model.board import Board, Kinship, Note, Origin, Voice
from vocbench.project import Project

WHY = "Why do you call?"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """The small study: answers in the waves 2025 (respondents 1 and 2) and 2026 (1 and 4), and one talk."""
    with Project(tmp_path / "study.voc", coder="Anna") as opened:
        opened.add(survey())
        opened.add(talk())
        yield opened


def answers_of(project: Project, *respondents: str, wave: str | None = None) -> pd.DataFrame:
    """The answers that these gave, to use as evidence."""
    found = project.answers()
    rows = found[found["respondent"].isin(respondents) & (found["text"] != "")]
    return rows if wave is None else rows[rows["wave"] == wave]


def words(board: Board) -> set[tuple[str, str, str]]:
    """What a board says where, and who wrote it."""
    return {(note.region, note.text, note.author) for note in board.notes}


def two_boards(project: Project) -> None:
    """Anna and Ben agree on one pain, and put one note in different regions."""
    project.make_board("Anna's", question=WHY)
    project.note("Anna's", "pains", "Waits long", supports=answers_of(project, "4"))
    project.note("Anna's", "gains", "Wants rest")
    project.coder = "Ben"
    project.make_board("Ben's", question=WHY)
    project.note("Ben's", "pains", "waits long", supports=answers_of(project, "1", wave="2026"))
    project.note("Ben's", "think_feel", "Wants rest")
    project.coder = "Anna"


def test_an_assumption_is_judged_by_the_board_with_the_evidence(project: Project) -> None:
    """What was assumed at 80% and confirmed has a Brier score of 0.04."""
    project.make_board("before", question=WHY, is_assumption=True)
    project.note("before", "pains", "Waits long", confidence=0.8)
    project.make_board("after", question=WHY)
    project.note("after", "pains", "Waits long", supports=answers_of(project, "4"))

    result = project.before_and_after("before", "after")

    assert result.notes["verdict"].to_list() == ["confirmed"]
    assert result.brier == pytest.approx(0.04)


def test_related_notes_are_found_in_the_file(project: Project) -> None:
    """Relations of notes on two boards count, whichever of the two is asked."""
    before = project.make_board("before", question=WHY)
    before = project.note("before", "pains", "Is helped at once")
    project.make_board("after", question=WHY)
    after = project.note("after", "pains", "Waits long", supports=answers_of(project, "4"))
    project.relate_notes(before.notes[0].id, after.notes[0].id, Kinship.OPPOSITE)

    result = project.before_and_after("before", "after")

    assert result.notes["verdict"].to_list() == ["contradicted"]


def test_an_employee_confirms_nothing(project: Project) -> None:
    """Who turns out to be an employee is a customer no more."""
    project.make_board("before", question=WHY)
    project.note("before", "pains", "Waits long", supports=answers_of(project, "4"))
    project.make_board("after", question=WHY)
    project.set_voice("4", Voice.EMPLOYEE)

    assert project.before_and_after("before", "after").notes["verdict"].to_list() == ["untested"]


def test_a_board_is_not_compared_with_itself(project: Project) -> None:
    """The message says what to do."""
    project.make_board("one", question=WHY)

    with pytest.raises(BoardError, match="two different boards"):
        project.compare_boards("one", "one")


def test_boards_are_compared_with_their_evidence(project: Project) -> None:
    """Both say that they wait long; each has one customer behind it."""
    two_boards(project)

    found = project.compare_boards("Anna's", "Ben's")

    assert found.claims["spread"].to_list() == ["shared", "shared"]
    assert found.places["customers"].to_list() == [1, 1, 0, 0]


def test_merging_keeps_authors_evidence_and_regions(project: Project) -> None:
    """One note of both, and two of those that they put in different places; half of it alike."""
    two_boards(project)

    merged = project.merge_boards(["Anna's", "Ben's"], "ours")

    assert words(merged.board) == {
        ("pains", "Waits long", "Anna, Ben"),
        ("gains", "Wants rest", "Anna"),
        ("think_feel", "Wants rest", "Ben"),
    }
    pain = merged.board.in_region("pains")[0]
    assert (len(pain.evidence), pain.origin) == (2, Origin.SAID)
    assert (merged.placement.n, merged.placement.percent) == (2, 0.5)


def content(board: Board) -> list[Note]:
    """The notes of a board without what is random."""
    return [replace(note, id="") for note in board.notes]


def test_merging_again_changes_nothing(project: Project) -> None:
    """It is not even an act."""
    two_boards(project)
    once = project.merge_boards(["Anna's", "Ben's"], "ours")
    acts = len(project.history())

    again = project.merge_boards(["Ben's", "Anna's"], "ours")

    assert again.board == once.board
    assert len(project.history()) == acts


def test_the_order_of_the_boards_does_not_matter(project: Project) -> None:
    """Two ways round, the same notes in the same order."""
    two_boards(project)

    one = project.merge_boards(["Anna's", "Ben's"], "one").board
    other = project.merge_boards(["Ben's", "Anna's"], "other").board

    assert content(one) == content(other)


def test_a_board_with_the_same_words_twice_takes_the_rest(project: Project) -> None:
    """Two notes that differ in capitals alone stand in nobody's way, whichever came first."""
    two_boards(project)
    project.make_board("ours", question=WHY)
    project.note("ours", "pains", "Waits long")
    project.note("ours", "pains", "waits long")

    merged = project.merge_boards(["Anna's", "Ben's"], "ours").board

    assert [(each.text, len(each.evidence)) for each in merged.in_region("pains")] == [
        ("Waits long", 2),
        ("waits long", 0),
    ]


def test_what_came_later_is_merged_in(project: Project) -> None:
    """A vote and another quote go to the note that is there."""
    two_boards(project)
    before = project.merge_boards(["Anna's", "Ben's"], "ours").board.in_region("pains")[0]
    source = project.board("Ben's").in_region("pains")[0]
    project.vote(source.id)
    project.add_evidence(source.id, contradicts=answers_of(project, "2"))

    after = project.merge_boards(["Anna's", "Ben's"], "ours").board.in_region("pains")[0]

    assert (after.id, after.votes, len(after.evidence)) == (before.id, ("Anna",), 3)


def test_merging_is_one_act(project: Project) -> None:
    """One undo takes the whole board away; the boards it was made of are as they were."""
    two_boards(project)
    project.merge_boards(["Anna's", "Ben's"], "ours")

    project.undo()

    assert project.board_names() == ["Anna's", "Ben's"]
    assert project.check() == []


def test_relations_are_merged(project: Project) -> None:
    """What was related on the boards is related on the new one."""
    two_boards(project)
    one, other = (project.board("Anna's").notes[0].id, project.board("Ben's").notes[1].id)
    project.relate_notes(one, other, Kinship.OPPOSITE)

    merged = project.merge_boards(["Anna's", "Ben's"], "ours").board

    texts = {note.id: note.text for note in merged.notes}
    assert [(texts[each.one], texts[each.other]) for each in merged.kin] in (
        [("Waits long", "Wants rest")],
        [("Wants rest", "Waits long")],
    )


def test_boards_of_other_templates_are_not_merged(project: Project) -> None:
    """The message names the templates, and nothing is made."""
    two_boards(project)
    project.make_board("forces", question=WHY, template="forces")

    with pytest.raises(BoardError, match="forces"):
        project.merge_boards(["Anna's", "forces"], "ours")
    assert "ours" not in project.board_names()


def test_boards_with_other_questions_need_to_be_told_which(project: Project) -> None:
    """One board answers one question."""
    two_boards(project)
    project.make_board("more", question="What else?")

    with pytest.raises(BoardError, match="question="):
        project.merge_boards(["Anna's", "more"], "ours")
    assert project.merge_boards(["Anna's", "more"], "ours", question=WHY).board.question == WHY


def test_waves_are_those_of_the_answers(project: Project) -> None:
    """Of the two who wrote in 2025 one supports it, of the two in 2026 both do; one person wrote twice."""
    project.make_board("board", question=WHY)
    project.note("board", "pains", "Trouble", supports=answers_of(project, "1", "4"))

    row = project.board_waves("board", "2025", "2026").iloc[0]

    assert row[["hits_before", "n_before", "hits_after", "n_after", "both"]].to_list() == [1, 2, 2, 2, 1]
    assert (row["told"], row["verdict"]) == ("both", "too few to tell")


def test_a_transcript_is_of_the_wave_that_somebody_gave_it(project: Project) -> None:
    """Who was interviewed counts for a note from interviews, of those interviewed in that wave."""
    project.set_occasion("p01", wave="2026")
    coding = project.code("p01", code="Bill", quote="Gisteren was het een kwartier.")
    project.make_board("board", question=WHY)
    project.note("board", "pains", "Showers long", supports=coding)

    row = project.board_waves("board", "2025", "2026").iloc[0]

    assert row[["hits_before", "n_before", "hits_after", "n_after"]].to_list() == [0, 0, 1, 1]
    assert row["told"] == "unknown"


def test_only_those_whom_the_board_is_about_count(project: Project) -> None:
    """A board about respondent 1 has an n of one in each wave."""
    project.make_board("board", question=WHY, about="1")
    project.note("board", "pains", "Trouble", supports=answers_of(project, "1", "4"))

    row = project.board_waves("board", "2025", "2026").iloc[0]

    assert row[["hits_before", "n_before", "hits_after", "n_after"]].to_list() == [1, 1, 1, 1]


def test_a_wave_that_nobody_knows_is_named(project: Project) -> None:
    """The message lists those there are; one wave is no two."""
    project.make_board("board", question=WHY)

    with pytest.raises(NotFoundError, match="'2025', '2026'"):
        project.board_waves("board", "2025", "2027")
    with pytest.raises(BoardError, match="one wave"):
        project.board_waves("board", "2025", "2025")


def test_what_was_done_stands_beside_what_was_said(project: Project) -> None:
    """The chain from the note to the action is walked; other notes have none."""
    project.make_board("board", question=WHY)
    project.note("board", "pains", "Trouble", supports=answers_of(project, "1"))
    board = project.note("board", "pains", "Cost", supports=answers_of(project, "4"))
    insight = project.insight("They are in trouble", notes=board.notes[0].id)
    chance = project.opportunity("Help sooner", insights=insight)
    project.action("Answer within a day", opportunities=chance, owner="Ann")

    loop = project.you_said_we_did("board", "2025", "2026")

    assert loop[["text", "action", "owner"]].fillna("-").to_numpy().tolist() == [
        ["Trouble", "Answer within a day", "Ann"],
        ["Cost", "-", "-"],
    ]
