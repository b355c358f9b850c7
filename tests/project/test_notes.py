"""Notes on boards: edited, moved, grouped, voted for, related, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.studies import QUESTION, survey, talk
from vocbench.errors import BoardError, ConflictError, NotFoundError
from vocbench.model.board import (
    Board,
    Channel,
    Details,
    EvidenceKind,
    Kin,
    Kinship,
    Note,
    Origin,
    Relation,
    Standing,
)
from vocbench.project import Project


@pytest.fixture
def wall(project: Project) -> Project:
    """A map with three pains and a gain."""
    project.empathy_map("M", question="Q")
    for words in ("Een", "Twee", "Drie"):
        project.note("M", "pains", words)
    project.note("M", "gains", "Rust")
    return project


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Two coders on one file with a map of one note."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as first, Project(path, coder="B") as second:
        first.add(talk())
        first.add(survey())
        first.empathy_map("M", question="Q")
        first.note("M", "pains", "Een")
        yield first, second


def note_of(project: Project, words: str, board: str = "M") -> Note:
    """The note with these words."""
    return next(each for each in project.board(board).notes if each.text == words)


def texts(board: Board, region: str) -> list[str]:
    """The words in a region, in order."""
    return [each.text for each in board.in_region(region)]


def test_a_note_can_be_edited(wall: Project) -> None:
    """What is given changes, what is not stays."""
    details = Details(valence=-1.5, delay_days=3, channel=Channel.DIGITAL, is_measured=False, owner="ICT")
    wall.edit_note(note_of(wall, "Een").id, confidence=0.8, details=details)

    wall.edit_note(note_of(wall, "Een").id, text="Eén")

    found = note_of(wall, "Eén")
    assert (found.confidence, found.details, found.region) == (0.8, details, "pains")


def test_a_confidence_can_be_taken_away(wall: Project) -> None:
    """An empty one clears it, none leaves it."""
    note = wall.note("M", "pains", "Sure", confidence=0.9).notes[-1]

    assert wall.edit_note(note.id, text="Surely").notes[-1].confidence == 0.9
    assert wall.edit_note(note.id, confidence="").notes[-1].confidence is None


def test_details_are_details(wall: Project) -> None:
    """A mapping is refused where a note is written and where it is changed."""
    with pytest.raises(BoardError, match=r"Details of a note are Details\(valence=-1, \.\.\.\), not \{\}"):
        wall.note("M", "pains", "Sure", details={})  # type: ignore[arg-type] # as a mistake
    with pytest.raises(BoardError, match="Details of a note are"):
        wall.edit_note(wall.board("M").notes[0].id, details={})  # type: ignore[arg-type] # as a mistake


def test_a_note_is_written_with_what_its_author_thinks(wall: Project) -> None:
    """Confidence, details and standing stand with the note from the start."""
    wall.note("M", "see", "Vier", confidence=0.3, details=Details(valence=0), standing=Standing.PROPOSED)

    found = note_of(wall, "Vier")
    assert (found.confidence, found.details.valence, found.standing) == (0.3, 0, Standing.PROPOSED)


def test_an_edit_may_not_claim_what_is_not_there(wall: Project) -> None:
    """An origin without evidence, and the words of another note, are refused."""
    one = note_of(wall, "Een").id

    with pytest.raises(BoardError, match="has no evidence"):
        wall.edit_note(one, origin=Origin.OBSERVED)
    with pytest.raises(ConflictError, match="has a note 'Twee' already"):
        wall.edit_note(one, text="Twee")
    with pytest.raises(NotFoundError, match="no note 'nope'"):
        wall.edit_note("nope", text="x")

    assert texts(wall.board("M"), "pains") == ["Een", "Twee", "Drie"]


def test_a_choice_can_be_written_as_text(wall: Project) -> None:
    """An origin, relation or kinship is taken by its word; an unknown one is refused with the choice."""
    answers, one, other = wall.answers(QUESTION).head(1), *(each.id for each in wall.board("M").notes[:2])

    wall.add_evidence(one, supports=answers)
    wall.relate_evidence(one, "answer", answers["answer"][0], "qualifies")
    wall.edit_note(one, origin="inferred")
    wall.relate_notes(one, other, "opposite")

    found = note_of(wall, "Een")
    assert (found.origin, found.evidence[0].relation) == (Origin.INFERRED, Relation.QUALIFIES)
    assert wall.board("M").kin[0].kinship is Kinship.OPPOSITE
    with pytest.raises(BoardError, match=r"'guessed' is no origin.*'imagined'"):
        wall.note("M", "pains", "Vier", origin="guessed")


@pytest.mark.parametrize(
    ("before", "order"),
    [("Een", ["Drie", "Een", "Twee"]), ("Twee", ["Een", "Drie", "Twee"]), (None, ["Een", "Twee", "Drie"])],
)
def test_a_note_moves_within_its_region(wall: Project, before: str | None, order: list[str]) -> None:
    """It goes in front of the note that is named, or last."""
    target = note_of(wall, before).id if before else None

    board = wall.move_note(note_of(wall, "Drie").id, "pains", before=target)

    assert texts(board, "pains") == order


def test_a_note_moves_to_another_region(wall: Project) -> None:
    """It leaves its place and its group, and keeps the rest."""
    one = note_of(wall, "Een").id
    wall.group_notes([one], "Geld")

    board = wall.move_note(one, "gains", before=note_of(wall, "Rust").id)

    assert texts(board, "gains") == ["Een", "Rust"]
    assert texts(board, "pains") == ["Twee", "Drie"]
    assert note_of(wall, "Een").group == ""


def test_a_note_stays_in_its_group_within_a_region(wall: Project) -> None:
    """A change of order does not take it apart."""
    one = note_of(wall, "Een").id
    wall.group_notes([one], "Geld")

    wall.move_note(one, "pains")

    assert note_of(wall, "Een").group == "Geld"


def test_there_is_always_room_between_two_notes(wall: Project) -> None:
    """A hundred moves to the same place keep the order that was asked for."""
    for number in range(100):
        words = ("Een", "Twee")[number % 2]
        board = wall.move_note(note_of(wall, words).id, "pains", before=note_of(wall, "Drie").id)
        other = ("Twee", "Een")[number % 2]
        assert texts(board, "pains") == [other, words, "Drie"]


def test_several_notes_move_at_once(wall: Project) -> None:
    """They lie last, in the order given, and one undo puts all back."""
    ids = [note_of(wall, words).id for words in ("Drie", "Een")]

    assert texts(wall.move_notes(ids, "gains"), "gains") == ["Rust", "Drie", "Een"]
    wall.undo()
    assert texts(wall.board("M"), "pains") == ["Een", "Twee", "Drie"]


def test_a_move_goes_nowhere_else(wall: Project) -> None:
    """A region or neighbour that is not there, or the same words there, is refused."""
    wall.note("M", "gains", "Een")
    one = next(each.id for each in wall.board("M").in_region("pains"))

    with pytest.raises(BoardError, match="No region 'pain'"):
        wall.move_note(one, "pain")
    with pytest.raises(BoardError, match="in front of"):
        wall.move_note(one, "see", before=note_of(wall, "Rust").id)
    with pytest.raises(ConflictError, match="has a note 'Een' already"):
        wall.move_note(one, "gains")


def test_notes_are_grouped_under_a_heading(wall: Project) -> None:
    """Notes of one region share a heading until they are taken apart."""
    ids = [note_of(wall, words).id for words in ("Een", "Twee")]

    assert [each.group for each in wall.group_notes(ids, " Geld ").in_region("pains")] == ["Geld", "Geld", ""]
    assert [each.group for each in wall.ungroup_notes(ids[:1]).in_region("pains")] == ["", "Geld", ""]


def test_a_group_is_of_one_region(wall: Project) -> None:
    """Notes of two regions, of two boards, none at all, or no heading are refused."""
    wall.empathy_map("N", question="Q")
    wall.note("N", "pains", "Elders")
    here = note_of(wall, "Een").id

    with pytest.raises(BoardError, match="several regions"):
        wall.group_notes([here, note_of(wall, "Rust").id], "Geld")
    with pytest.raises(BoardError, match="of none, or of several"):
        wall.group_notes([here, note_of(wall, "Elders", "N").id], "Geld")
    with pytest.raises(BoardError, match="of none, or of several"):
        wall.group_notes([], "Geld")
    with pytest.raises(BoardError, match="needs a heading"):
        wall.group_notes([here], " ")


def test_everybody_votes_once(pair: tuple[Project, Project]) -> None:
    """A second vote of the same person changes nothing; each takes back their own."""
    first, second = pair
    one = note_of(first, "Een").id
    first.vote(one)
    first.vote(one)

    assert second.vote(one).notes[0].votes == ("A", "B")
    assert first.unvote(one).notes[0].votes == ("B",)


def test_a_vote_is_undone_after_somebody_else_voted(pair: tuple[Project, Project]) -> None:
    """The votes of two people do not stand in each other's way."""
    first, second = pair
    one = note_of(first, "Een").id
    first.vote(one)
    second.vote(one)

    first.undo()

    assert first.board("M").notes[0].votes == ("B",)


def test_a_note_is_not_taken_away_from_under_anothers_evidence(pair: tuple[Project, Project]) -> None:
    """The undo of a note says that later work rests on it."""
    first, second = pair
    second.add_evidence(note_of(second, "Een").id, supports=second.answers().head(1))

    with pytest.raises(ConflictError, match="later work rests on it"):
        first.undo()


def test_notes_are_kin(wall: Project) -> None:
    """Two notes say the same or the opposite, whichever is named first; the last word counts."""
    one, other = sorted(note_of(wall, words).id for words in ("Een", "Rust"))
    wall.relate_notes(one, other, Kinship.SAME)

    board = wall.relate_notes(other, one, Kinship.OPPOSITE)

    assert board.kin == (Kin(one, other, Kinship.OPPOSITE),)
    assert wall.unrelate_notes(one, other).kin == ()


def test_notes_of_two_boards_are_kin(wall: Project) -> None:
    """Both boards know it."""
    wall.empathy_map("N", question="Q")
    wall.note("N", "pains", "Elders")
    wall.relate_notes(note_of(wall, "Een").id, note_of(wall, "Elders", "N").id, Kinship.SAME)

    assert wall.board("M").kin == wall.board("N").kin != ()
    wall.remove_note(note_of(wall, "Elders", "N").id)
    assert wall.board("M").kin == ()


def test_a_note_is_no_kin_of_itself(wall: Project) -> None:
    """The same note twice is refused."""
    one = note_of(wall, "Een").id

    with pytest.raises(BoardError, match="another one"):
        wall.relate_notes(one, one, Kinship.SAME)


def test_evidence_makes_an_imagined_note_said(wall: Project) -> None:
    """What bears it out does, what speaks against it does not."""
    one, answers = note_of(wall, "Een").id, wall.answers(QUESTION)

    wall.add_evidence(one, contradicts=answers.head(1))
    assert note_of(wall, "Een").origin is Origin.IMAGINED

    wall.add_evidence(one, supports=answers.iloc[[1]])
    wall.add_evidence(one, supports=answers.iloc[[1]])
    found = note_of(wall, "Een")
    assert found.origin is Origin.SAID
    assert [each.relation for each in found.evidence] == [Relation.CONTRADICTS, Relation.SUPPORTS]


def test_a_note_without_its_last_evidence_is_imagined(wall: Project) -> None:
    """Nothing is said or observed any more with nothing to point at; an undo brings both back."""
    answers = wall.answers(QUESTION).head(1)
    one = note_of(wall, "Een").id
    wall.add_evidence(one, supports=answers)
    wall.edit_note(one, origin=Origin.OBSERVED)

    wall.remove_evidence(one, EvidenceKind.ANSWER, answers["answer"][0])

    assert (note_of(wall, "Een").origin, note_of(wall, "Een").evidence) == (Origin.IMAGINED, ())
    wall.undo()
    assert (note_of(wall, "Een").origin, len(note_of(wall, "Een").evidence)) == (Origin.OBSERVED, 1)


def test_evidence_can_turn_out_to_say_the_opposite(wall: Project) -> None:
    """The same passage bears on the note in one way from then on, however it did before."""
    answers = wall.answers(QUESTION).head(1)
    one, target = note_of(wall, "Een").id, answers["answer"][0]
    wall.add_evidence(one, supports=answers, qualifies=answers)

    wall.relate_evidence(one, EvidenceKind.ANSWER, target, Relation.CONTRADICTS)

    assert [each.relation for each in note_of(wall, "Een").evidence] == [Relation.CONTRADICTS]
    with pytest.raises(NotFoundError, match="does not rest on the answer 'nope'"):
        wall.relate_evidence(one, EvidenceKind.ANSWER, "nope", Relation.SUPPORTS)


def test_a_note_is_copied_with_what_it_rests_on(wall: Project) -> None:
    """Words, evidence, origin and author come along; votes stay with the first."""
    one = note_of(wall, "Een").id
    wall.add_evidence(one, supports=wall.answers(QUESTION).head(1))
    wall.vote(one)
    wall.empathy_map("N", question="Q")
    wall.coder = "B"

    (copy,) = wall.copy_note(one, "N", "hear").notes

    assert (copy.text, copy.region, copy.origin, copy.author, len(copy.evidence), copy.votes) == (
        "Een",
        "hear",
        Origin.SAID,
        "A",
        1,
        (),
    )
    assert copy.id != one


def test_a_note_that_lost_something_is_looked_at(wall: Project) -> None:
    """The mark stays until a person takes it off."""
    coding = wall.code("p01", quote="een kwartier", code="Duur")
    one = note_of(wall, "Een").id
    wall.add_evidence(one, supports=coding)
    wall.uncode(coding.id)
    assert note_of(wall, "Een").stale == "p01"

    wall.clear_stale(one)

    assert note_of(wall, "Een").stale == ""
