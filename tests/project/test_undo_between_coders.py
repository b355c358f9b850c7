"""Undo and redo where somebody else worked on the same text in between."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.talks import talk
from vocbench.errors import ConflictError
from vocbench.model.rule import Rule
from vocbench.project import Project

YES = Rule.words("Yes", "ja")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Project, Project]]:
    """Two coders on one file: an interview full of one word, a code for it, and a board."""
    with Project(tmp_path / "x.voc", coder="A") as first, Project(tmp_path / "x.voc", coder="B") as second:
        second.add(talk(("Ana", "ja ja ja dat is zo")))
        second.add_code("Yes")
        second.empathy_map("Ana", question="What does she say?")
        yield first, second


def spans(project: Project) -> list[tuple[int, int]]:
    """Where the codings stand."""
    return [(each.span.start, each.span.end) for each in project.codings_of("p01")]


def test_a_coding_does_not_come_back_on_the_same_words_elsewhere(pair: tuple[Project, Project]) -> None:
    """Where a coding stood is another "ja" since the first was taken out: it is not brought back there."""
    first, second = pair
    first.uncode(first.code("p01", code="Yes", span=(0, 2)).id)
    second.correct("p01", span=(0, 3), words="")

    with pytest.raises(ConflictError, match="corrected"):
        first.undo()

    assert spans(first) == []


def test_a_coding_comes_back_once_the_correction_is_taken_back(pair: tuple[Project, Project]) -> None:
    """A correction that was undone stands in nobody's way."""
    first, second = pair
    first.uncode(first.code("p01", code="Yes", span=(0, 2)).id)
    second.correct("p01", span=(0, 3), words="")
    second.undo()

    first.undo()

    assert spans(first) == [(0, 2)]


def test_a_correction_done_again_stands_in_the_way_again(pair: tuple[Project, Project]) -> None:
    """A correction that was undone and redone counts as it stands now."""
    first, second = pair
    first.uncode(first.code("p01", code="Yes", span=(0, 2)).id)
    second.correct("p01", span=(0, 3), words="")
    second.undo()
    second.redo()

    with pytest.raises(ConflictError, match="corrected"):
        first.undo()


def test_a_text_is_not_put_back_under_a_new_coding(pair: tuple[Project, Project]) -> None:
    """A coding of the second "ja" does not come to stand on the first when that returns."""
    first, second = pair
    second.correct("p01", span=(0, 3), words="")
    first.code("p01", code="Yes", span=(0, 2))

    with pytest.raises(ConflictError, match="corrected"):
        second.undo()

    assert spans(first) == [(0, 2)]
    assert first.transcript("p01").text == "ja ja dat is zo"


def test_removing_a_coding_needs_no_text(pair: tuple[Project, Project]) -> None:
    """Who coded before a correction can take that back after it."""
    first, second = pair
    first.code("p01", code="Yes", span=(0, 2))
    second.correct("p01", quote="zo", words="zeker zo")

    first.undo()

    assert spans(first) == []


def test_a_refusal_stays_on_its_words(pair: tuple[Project, Project]) -> None:
    """A correction is not taken back under what was refused in the corrected text."""
    first, second = pair
    second.correct("p01", span=(0, 3), words="nou eh ")
    refused, left = first.propose(YES)
    first.refuse(YES, [refused])

    with pytest.raises(ConflictError, match="corrected"):
        second.undo()

    assert first.propose(YES) == [left]


def test_a_refusal_does_not_return_on_other_words(pair: tuple[Project, Project]) -> None:
    """A refusal taken back before a correction is not put in the corrected text at its old place."""
    first, second = pair
    first.refuse(YES, first.propose(YES)[:1])
    first.undo()
    second.correct("p01", span=(0, 3), words="")

    with pytest.raises(ConflictError, match="corrected"):
        first.redo()

    assert len(first.propose(YES)) == 2


def test_the_evidence_of_a_later_note_does_not_shrink(pair: tuple[Project, Project]) -> None:
    """A join that another coder's note rests on by now cannot be taken back."""
    first, second = pair
    codings = [first.code("p01", code="Yes", span=span) for span in ((0, 2), (6, 8))]
    joined = first.join_codings([each.id for each in codings])
    second.note("Ana", "pains", "She agrees", supports=[joined])

    with pytest.raises(ConflictError, match="board"):
        first.undo()

    assert second.evidence("Ana")["quote"].tolist() == ["ja ja ja"]


def test_a_join_can_be_taken_back_under_an_older_note(pair: tuple[Project, Project]) -> None:
    """A note from before the join gets its passages back."""
    first, second = pair
    codings = [first.code("p01", code="Yes", span=span) for span in ((0, 2), (6, 8))]
    second.note("Ana", "pains", "She agrees", supports=codings)
    first.join_codings([each.id for each in codings])

    first.undo()

    assert second.evidence("Ana")["quote"].tolist() == ["ja", "ja"]


def test_accepting_is_undone_whatever_others_accepted(pair: tuple[Project, Project]) -> None:
    """Two coders who accept from one rule do not stand in each other's way."""
    first, second = pair
    first.accept(YES, first.propose(YES)[:1])
    second.accept(YES, second.propose(YES)[:2])

    first.undo()

    assert {each.coder for each in first.codings_of("p01")} == {"B"}
    (row,) = first.rules().to_dict("records")
    assert (row["proposed"], row["accepted"], row["refused"]) == (2, 2, 0)
    first.redo()
    assert first.rules()["accepted"].tolist() == [3]


def test_refusing_is_undone_whatever_others_accepted(pair: tuple[Project, Project]) -> None:
    """The rule itself stays for who used it as well."""
    first, second = pair
    first.refuse(YES, first.propose(YES)[:1])
    second.accept(YES, second.propose(YES)[:1])

    first.undo()

    (row,) = first.rules().to_dict("records")
    assert (row["proposed"], row["accepted"], row["refused"]) == (1, 1, 0)


def bare_note(project: Project) -> str:
    """The id of a note that only something against it stands behind, added in an act of its own."""
    project.code("p01", code="Yes", span=(0, 2))
    (note,) = project.note("Ana", "pains", "It is hard").notes
    project.add_evidence(note.id, contradicts=project.codings())
    return note.id


def test_evidence_that_an_origin_rests_on_by_now_is_not_taken_back(pair: tuple[Project, Project]) -> None:
    """A note that claims to be observed keeps what it points at, so that the board can be read."""
    first, second = pair
    second.edit_note(bare_note(first), origin="observed")

    with pytest.raises(ConflictError, match=r"the same note.*has no evidence"):
        first.undo()

    assert first.board("Ana").notes[0].origin == "observed"
    assert first.check() == []


def test_a_piece_that_somebody_else_added_is_not_added_again(pair: tuple[Project, Project]) -> None:
    """What both add, one of them in a redo, stands behind the note once."""
    first, second = pair
    note = bare_note(first)
    first.undo()
    second.add_evidence(note, contradicts=second.codings())

    with pytest.raises(ConflictError, match="the same evidence twice"):
        first.redo()

    assert len(first.board("Ana").notes[0].evidence) == 1
    assert first.check() == []
