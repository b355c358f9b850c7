"""What participants agreed to, what they took back, and how long their words are kept."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.studies import QUESTION, survey, talk
from vocbench.errors import ConflictError, NotFoundError, SourceError
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Gate, Piece, Place, Reason
from vocbench.project import Project

MARIEKE = "p01"
WORDS = "Gisteren was het een kwartier"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    """An interview with a coded passage that a note rests on, and a survey."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk(MARIEKE))
        project.add(survey())
        project.add_code("Time")
        coding = project.code(MARIEKE, quote=WORDS, code="Time")
        project.empathy_map("Marieke", question="Why so long?")
        project.note("Marieke", "pains", "Showers take long", supports=[coding])
        yield project


def consent_of(project: Project, key: str) -> dict[str, object]:
    """The row of one respondent."""
    rows = project.consents().set_index("respondent")
    return dict(rows.loc[key])


def test_consent_is_kept_as_it_was_given(study: Project) -> None:
    """Scopes, day, form and term are told again, and allow quotes."""
    study.set_consent(
        MARIEKE,
        scopes=["quote anonymously", "analyse"],
        date="2026-01-05",
        form="v2",
        remove_after="2027-01-01",
    )

    found = consent_of(study, MARIEKE)

    assert found["scopes"] == "analyse, quote anonymously"
    assert (found["date"], found["form"], found["remove_after"]) == ("2026-01-05", "v2", "2027-01-01")
    assert found["may_quote"]


def test_nothing_recorded_is_no_consent(study: Project) -> None:
    """Everybody is in the frame, and without a record nobody may be quoted."""
    found = study.consents()

    assert list(found["respondent"]) == ["1", "2", "3", "4", MARIEKE]
    assert not found["may_quote"].any()


def test_who_allows_analysis_only_is_not_quoted(study: Project) -> None:
    """Paraphrase only is analysis without quotes."""
    study.set_consent([MARIEKE, "1"], scopes=["analyse"], date=date(2026, 1, 5))

    assert study.confidential().quotable == frozenset()


def test_who_shares_with_the_client_is_quoted_to_the_client_only(study: Project) -> None:
    """The same words reach the client, and not the public."""
    study.set_consent(MARIEKE, scopes=["share with client"], date="2026-01-05")
    known = study.confidential()

    barred = {
        each: Gate(each, [known]).clean(Piece(Place.TEXT, "here", WORDS)).replaced
        for each in (Audience.CLIENT, Audience.PUBLIC)
    }

    assert barred[Audience.CLIENT] == ()
    assert [each.reason for each in barred[Audience.PUBLIC]] == [Reason.NO_CONSENT]
    assert not consent_of(study, MARIEKE)["may_quote"]


def test_recording_a_consent_can_be_undone(study: Project) -> None:
    """It is one act."""
    study.set_consent([MARIEKE, "1"], scopes=["quote anonymously"], date="2026-01-05")

    study.undo()

    assert not study.consents()["may_quote"].any()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"respondents": "nobody"}, NotFoundError),
        ({"scopes": ["everything"]}, SourceError),
        ({"date": "yesterday"}, SourceError),
    ],
)
def test_a_consent_that_cannot_be_is_refused(
    study: Project, given: dict[str, object], error: type[Exception]
) -> None:
    """An unknown respondent, scope or day changes nothing."""
    wanted = {"respondents": MARIEKE, "scopes": ["analyse"], "date": "2026-01-05", **given}

    with pytest.raises(error):
        study.set_consent(wanted.pop("respondents"), **wanted)  # type: ignore[arg-type]

    assert study.consents()["scopes"].isna().all()


def test_withdrawal_takes_codings_away_and_marks_what_rested_on_them(study: Project) -> None:
    """The coding goes, the note has no evidence left and says what it lost."""
    removed = study.withdraw(MARIEKE)

    note = study.board("Marieke").notes[0]
    assert removed == 1
    assert study.codings().empty
    assert note.evidence == ()
    assert MARIEKE in note.stale


def test_withdrawal_takes_answers_out_of_the_evidence(study: Project) -> None:
    """An answer that a note rests on stays in its table, and is no evidence any more."""
    answers = study.answers(QUESTION)
    study.note("Marieke", "gains", "Cheaper", supports=answers[answers["respondent"] == "1"])

    study.withdraw("1")

    assert {len(note.evidence) for note in study.board("Marieke").in_region("gains")} == {0}


def test_withdrawn_answers_are_in_no_new_analysis(study: Project) -> None:
    """They are neither in the frame of answers nor in the rows of the grid, until the act is undone."""
    before, rows = study.answers(), study.answer_rows()
    stamp = study.answers_stamp()

    study.withdraw("1")

    assert set(study.answers()["respondent"]) == set(before["respondent"]) - {"1"}
    assert {row[1] for row in study.answer_rows()} == {row[1] for row in rows} - {"1"}
    assert study.answers_stamp() != stamp
    study.undo()
    assert study.answers()["answer"].tolist() == before["answer"].tolist()
    assert study.answer_rows() == rows


def test_withdrawal_can_be_undone(study: Project) -> None:
    """Who named the wrong participant gets everything back: codings, evidence and consent."""
    study.set_consent(MARIEKE, scopes=["quote anonymously"], date="2026-01-05")
    study.withdraw(MARIEKE)

    study.undo()

    assert len(study.codings()) == 1
    assert study.board("Marieke").notes[0].stale == ""
    assert consent_of(study, MARIEKE)["may_quote"]


def test_no_report_holds_words_that_were_taken_back(study: Project) -> None:
    """After a withdrawal the words are kept from the team as well."""
    piece = Piece(Place.TEXT, "here", f"Zij zei: {WORDS} maar vijf minuten is normaal.")
    gate = Gate(Audience.TEAM, [study.confidential()])
    assert gate.clean(piece).content == piece.content

    study.withdraw(MARIEKE)

    left = Gate(Audience.TEAM, [study.confidential()]).clean(piece)
    assert "kwartier" not in str(left.content)
    assert left.replaced[0].reason is Reason.WITHDRAWN


def test_forgetting_leaves_no_word_in_the_file(study: Project) -> None:
    """Neither the text, nor the codings, nor the history, nor free pages of the file hold it."""
    path = study._store.path
    study.memo(study.codings()["coding"].iloc[0], "kwartier " * 5_000)  # many pages of the file

    study.forget(MARIEKE)

    study.close()
    assert b"kwartier" not in path.read_bytes()
    assert not path.with_name(path.name + "-wal").exists()


def test_forgetting_leaves_everything_else_in_its_place(study: Project) -> None:
    """The interviewer's words and the length of the text stay, and the file is sound."""
    before = study.transcript(MARIEKE)

    study.forget(MARIEKE)

    after = study.transcript(MARIEKE)
    asked = [turn for turn in before.turns if turn.speaker == "I"]
    assert [turn.span.cut(after.text) for turn in asked] == [turn.span.cut(before.text) for turn in asked]
    assert [turn.span for turn in after.turns] == [turn.span for turn in before.turns]
    assert study.check() == []


def test_forgetting_leaves_no_name_of_the_speaker(study: Project) -> None:
    """A pseudonym speaks, under the key of before; the withdrawal is on record."""
    study.forget(MARIEKE)

    talk_now = study.transcript(MARIEKE)
    assert [each.name for each in talk_now.speakers] == ["I", "[P01]"]
    assert talk_now.respondent_key("[P01]") == MARIEKE
    assert consent_of(study, MARIEKE)["withdrawn"]


def test_forgetting_takes_the_name_out_of_what_others_said(study: Project) -> None:
    """The interviewer said it in greeting; it is blotted out there, and the words around it stay."""
    turns = (Turn(Span(0, 13), "I", 0.0, 1.0), Turn(Span(14, 17), "Sanne", 1.0, 2.0))
    speakers = (Speaker("I", Role.INTERVIEWER), Speaker("Sanne"))
    study.add(
        Transcript(name="p09", text="Welkom Sanne!\nDag", turns=turns, speakers=speakers, language="nl")
    )

    study.forget("p09")

    assert study.transcript("p09").text == "Welkom █████!\n███"
    assert study.check() == []


def test_forgetting_empties_answers_and_attributes(study: Project) -> None:
    """Who answered a survey leaves an empty answer, and nothing else of theirs."""
    study.forget("1")

    kept = json.loads(study.participant_data("1"))["answers"]
    assert {each["text"] for each in kept} == {""}
    assert study.answers().set_index("respondent").loc["2", "text"] != ""
    assert study.respondents().set_index("respondent").loc["1"].isna().all()


def test_the_file_of_somebody_forgotten_brings_nothing_back(study: Project) -> None:
    """The same transcript again is known, and passes for no correction."""
    read = study.transcript(MARIEKE)
    study.forget(MARIEKE)
    before = study.provenance().hash

    study.add(read)

    assert study.provenance().hash == before
    with pytest.raises(ConflictError, match="forgotten"):
        study.revise(read)


def test_forgetting_cannot_be_undone(study: Project) -> None:
    """There is nothing left to undo, and new acts can be undone as always."""
    study.forget(MARIEKE)

    assert study.undo() is None
    study.add_code("New")
    assert study.undo() is not None


def test_what_is_due_for_removal_is_listed(study: Project) -> None:
    """A term that passed and a withdrawal are due; a term that ends today is not, nor what is forgotten."""
    study.set_consent("1", scopes=["analyse"], date="2025-01-01", remove_after="2026-01-01")
    study.set_consent("2", scopes=["analyse"], date="2025-01-01", remove_after="2026-01-02")
    study.withdraw(MARIEKE, date="2025-12-01")

    due = study.due_for_removal("2026-01-02")

    assert list(zip(due["respondent"], due["reason"], strict=True)) == [
        ("1", "term passed"),
        (MARIEKE, "consent withdrawn"),
    ]
    study.forget(MARIEKE)
    assert list(study.due_for_removal("2026-01-02")["respondent"]) == ["1"]


def test_a_participant_can_see_everything_that_is_kept(study: Project) -> None:
    """Turns, codings, names and consent of one participant, and nothing of another."""
    found = json.loads(study.participant_data(MARIEKE))

    assert found["turns"][0]["words"].startswith("Nou ja")
    assert found["codings"][0]["quote"] == WORDS
    assert found["names"] == ["Marieke"]
    assert found["answers"] == []


def test_consent_is_part_of_what_a_project_says(study: Project) -> None:
    """The hash of a project changes with a consent, and comes back with its undo."""
    before = study.provenance().hash

    study.set_consent(MARIEKE, scopes=["analyse"], date="2026-01-05")

    assert study.provenance().hash != before
    study.undo()
    assert study.provenance().hash == before


def test_a_review_that_was_changed_is_noticed(study: Project) -> None:
    """Somebody who adds a word to what another person signed is found out."""
    study.sign_review(not_names=["Spanje"])
    assert study.check() == []
    path = study._store.path
    study.close()

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE review_word SET word = 'femke'")

    with Project(path) as again:
        assert len(again.check()) == 1
