"""Notes that codes and topics propose, and what a person makes of them."""

from __future__ import annotations

import pytest

from tests.studies import QUESTION
from vocbench.errors import BoardError, ConflictError, NotFoundError
from vocbench.model.board import EvidenceKind, Origin, Standing
from vocbench.project import Project
from vocbench.topics.result import TopicModel


@pytest.fixture
def coded(project: Project) -> Project:
    """An interview and two answers with codes, one by the interviewer, and an empty map."""
    project.code("p01", quote="een kwartier", code="Pijn/Duur")
    project.code("p01", quote="langer niet", code="Pijn")
    project.code("p01", quote="Hoe lang", code="Vraag")
    answers = project.answers(QUESTION)
    project.code("survey", answer=answers["answer"][0], code="Pijn/Rekening")
    project.code("survey", answer=answers["answer"][4], code="Pijn/Rekening")
    project.empathy_map("M", question="Q")
    return project


def proposals(project: Project) -> list[tuple[str, str, int]]:
    """Region, words and pieces of evidence of what is proposed."""
    return [
        (each.region, each.text, len(each.evidence))
        for each in project.board("M").notes
        if each.standing is Standing.PROPOSED
    ]


def test_a_code_proposes_a_note(coded: Project) -> None:
    """It is called after the code and rests on its passages, those of the codes under it too."""
    board = coded.propose_notes("M", {"Pijn": "pains", "Pijn/Duur": "say_do"})

    assert proposals(coded) == [("pains", "Pijn", 4), ("say_do", "Duur", 1)]
    assert {each.origin for each in board.notes} == {Origin.SAID}


def test_what_an_interviewer_says_proposes_nothing(coded: Project) -> None:
    """A question bears nothing out."""
    coded.propose_notes("M", {"Vraag": "hear"})

    assert proposals(coded) == []


def test_a_note_is_never_proposed_twice(coded: Project) -> None:
    """The same again changes nothing, under whichever words and wherever the note is by now."""
    note = coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0]
    coded.move_note(note.id, "pains")
    coded.edit_note(note.id, text="Duurt te lang")
    lines = len(coded.history())

    coded.propose_notes("M", {"Pijn/Duur": "say_do"})

    assert proposals(coded) == [("pains", "Duurt te lang", 1)]
    assert len(coded.history()) == lines


def test_a_proposal_gathers_evidence_until_it_is_accepted(coded: Project) -> None:
    """What is coded later comes along, but not once a person agreed with what was there."""
    note = coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0]
    coded.code("p01", quote="Gisteren", code="Pijn/Duur")
    assert len(coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0].evidence) == 2

    coded.accept_note(note.id)
    coded.code("p01", quote="normaal", code="Pijn/Duur")

    assert len(coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0].evidence) == 2


def test_words_that_are_there_are_not_proposed(coded: Project) -> None:
    """A note that a person wrote is left as it is."""
    coded.note("M", "say_do", "Duur")

    board = coded.propose_notes("M", {"Pijn/Duur": "say_do"})

    assert [(each.text, each.standing, each.evidence) for each in board.notes] == [
        ("Duur", Standing.ACCEPTED, ())
    ]


def test_a_person_accepts_in_other_words(coded: Project) -> None:
    """The note is theirs from then on, in the words and the region that they chose."""
    note = coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0]
    coded.coder = "B"

    (found,) = coded.accept_note(note.id, text="Duurt lang", region="pains").notes

    assert (found.text, found.region, found.standing, found.author) == (
        "Duurt lang",
        "pains",
        Standing.ACCEPTED,
        "B",
    )
    with pytest.raises(BoardError, match="No region 'nope'"):
        coded.accept_note(note.id, region="nope")


def test_what_is_refused_stays_away(coded: Project) -> None:
    """It is off the board and not proposed again, but can be brought back."""
    note = coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0]

    assert coded.refuse_note(note.id).notes == ()
    coded.propose_notes("M", {"Pijn/Duur": "say_do"})

    assert proposals(coded) == []
    assert [each.text for each in coded.refused_notes("M")] == ["Duur"]
    assert coded.accept_note(note.id).notes[0].standing is Standing.ACCEPTED
    assert coded.refused_notes("M") == []


def test_what_was_refused_leaves_room_for_the_same_words(coded: Project) -> None:
    """A person may write them; then there is no room for what was refused."""
    note = coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes[0]
    coded.refuse_note(note.id)

    coded.note("M", "say_do", "Duur")

    with pytest.raises(ConflictError, match="has a note 'Duur' already"):
        coded.accept_note(note.id)


def test_what_was_refused_has_no_kin(coded: Project) -> None:
    """A board names no pair of which one note is not on it; the pair is back with the note."""
    coded.note("M", "pains", "Traag")
    one, other = (each.id for each in coded.propose_notes("M", {"Pijn/Duur": "say_do"}).notes)
    coded.relate_notes(one, other, "same")

    assert coded.refuse_note(other).kin == ()
    assert len(coded.accept_note(other).kin) == 1


def test_only_what_was_proposed_can_be_refused(coded: Project) -> None:
    """A note that a person wrote is removed, not refused."""
    note = coded.note("M", "pains", "Duur").notes[0]

    with pytest.raises(BoardError, match="was not proposed"):
        coded.refuse_note(note.id)


def test_a_board_about_somebody_takes_their_words(coded: Project) -> None:
    """What others say is no evidence for this person."""
    coded.empathy_map("M", question="Q", about="1")

    coded.propose_notes("M", {"Pijn": "pains", "Pijn/Duur": "say_do"})

    assert proposals(coded) == [("pains", "Pijn", 1)]


def test_a_question_narrows_the_evidence(coded: Project) -> None:
    """What answers it counts, and what was said after an interviewer asked it."""
    coded.propose_notes("M", {"Pijn": "pains"}, questions=["en gisteren"])
    assert [each.target for each in coded.board("M").notes[0].evidence] == [
        coded.quotes("Pijn/Duur")["coding"][0]
    ]

    coded.empathy_map("N", question="Q")
    (note,) = coded.propose_notes("N", {"Pijn": "pains"}, questions=[QUESTION]).notes
    assert len(note.evidence) == 2


def test_enough_customers_must_say_it(coded: Project) -> None:
    """Employees are no customers, and what they alone tell is hearsay."""
    coded.set_voice("4", "employee")

    coded.propose_notes("M", {"Pijn/Rekening": "pains"}, min_respondents=2)
    assert proposals(coded) == []

    coded.set_voice("1", "employee")
    (note,) = coded.propose_notes("M", {"Pijn/Rekening": "pains"}).notes
    assert note.origin is Origin.SECOND_HAND


def test_what_is_neither_code_nor_topic_is_refused(coded: Project) -> None:
    """Nothing is proposed then, also not what came before it."""
    with pytest.raises(NotFoundError, match="no code and no topic 'Nope'"):
        coded.propose_notes("M", {"Pijn": "pains", "Nope": "gains"})
    with pytest.raises(BoardError, match="No region 'nope'"):
        coded.propose_notes("M", {"Pijn": "nope"})

    assert proposals(coded) == []


def first_topic(model: TopicModel) -> str:
    """The id of the first topic."""
    return str(model.topics["topic_id"][0])


def test_a_topic_proposes_a_note(planted_study: Project) -> None:
    """It is called after the topic, and rests on the topic as a whole."""
    model = planted_study.topics()
    planted_study.empathy_map("M", question="Q")

    (note,) = planted_study.propose_notes("M", {first_topic(model): "pains"}, min_respondents=9).notes

    assert note.text == model.topics["name"][0]
    assert [each.kind for each in note.evidence] == [EvidenceKind.TOPIC]
    assert len(planted_study.proofs("M")) == 9


def test_a_topic_within_bounds_rests_on_its_answers(planted_study: Project) -> None:
    """A board about somebody takes their answers in the topic, not the topic."""
    model = planted_study.topics()
    someone = model.answers.loc[model.answers["topic"] == 0, "answer"].iloc[0]
    key = planted_study.answers().set_index("answer").loc[someone, "respondent"]
    planted_study.empathy_map("M", question="Q", about=str(key))

    (note,) = planted_study.propose_notes("M", {first_topic(model): "pains"}).notes

    assert [(each.kind, each.target) for each in note.evidence] == [(EvidenceKind.ANSWER, someone)]


def test_one_question_is_not_its_letters(coded: Project) -> None:
    """Nothing follows a question that nobody asked, though many hold one of its letters."""
    coded.propose_notes("M", {"Pijn": "pains"}, questions="Wat kost het?")

    assert proposals(coded) == []


def test_a_copy_on_another_template_knows_what_proposed_it(coded: Project) -> None:
    """The same code proposes nothing twice there."""
    coded.propose_notes("M", {"Pijn": "pains"})
    coded.convert_board("M", "says_thinks_does_feels", "N", regions={"pains": "feels"})
    before = coded.board("N").notes

    coded.propose_notes("N", {"Pijn": "says"})

    assert [each.text for each in before] == ["Pijn"]
    assert coded.board("N").notes == before
