"""The import widget without a browser: what it shows of a file, its methods, and the messages it answers."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.intake_desk import TALK, Desk, folder_of
from tests.parted_files import BROKEN_LINES, survey_book, taguette
from tests.project.foreign import study
from vocbench.errors import VocbenchError
from vocbench.exchange.refi import write_qdpx
from vocbench.exchange.transcripts import Profile
from vocbench.model.preview import MaterialKind
from vocbench.model.source import Role, Speaker
from vocbench.model.survey import ColumnKind
from vocbench.project import Project
from vocbench.widgets.intake import files
from vocbench.widgets.intake.files import Uploads
from vocbench.widgets.intake.protocol import IntakeDesk
from vocbench.widgets.intake.state import sureness
from vocbench.widgets.intake.widget import ImportWidget
from vocbench.widgets.texts.intake import WORDS

EVIL = "<img src=x onerror=alert(1)>"

Tell = Callable[..., dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of every kind."""
    return folder_of(tmp_path)


@pytest.fixture
def desk() -> Desk:
    """A project that holds nothing."""
    return Desk(":memory:", coder="A")


@pytest.fixture
def widget(desk: Desk, folder: Path) -> ImportWidget:
    """The widget on that folder."""
    return ImportWidget(desk, folder=folder)


@pytest.fixture
def tell(widget: ImportWidget, monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Send the widget a message as the browser does; the answer comes back."""
    answers: list[dict[str, Any]] = []
    monkeypatch.setattr(widget, "send", answers.append)

    def send(*, piece: bytes | None = None, **message: Any) -> dict[str, Any]:
        content = {"nonce": "n1", "id": widget.shown.get("id", ""), **message}
        buffers = [] if piece is None else [memoryview(piece)]
        data = {"method": "custom", "content": content}
        widget.comm.handle_msg({"content": {"data": data}, "buffers": buffers})
        return answers.pop()

    return send


def speakers(widget: ImportWidget) -> list[tuple[str, str, str]]:
    """Label, name and role of each row of the table of speakers."""
    return [(row["label"], row["name"], row["role"]) for row in widget.shown["speakers"]]


def kinds(widget: ImportWidget) -> dict[str, str]:
    """What each column of a survey holds."""
    return {row["name"]: row["kind"] for row in widget.shown["columns"]}


def standings(widget: ImportWidget) -> list[tuple[str, str]]:
    """The files that were taken up, and how far each is."""
    return [(row["file"], row["standing"]) for row in widget.entries]


# -- choosing -----------------------------------------------------------------------------


def test_a_project_is_all_it_needs(folder: Path) -> None:
    """Type checks prove it: a project has every method that the widget calls."""
    desk: IntakeDesk = Project(":memory:", coder="A")

    assert ImportWidget(desk, "talk.txt", folder=folder).shown["kind"] == "transcript"


def test_files_are_listed_two_levels_deep(widget: ImportWidget) -> None:
    """Those nearest come first; what cannot be read, is hidden or lies deeper is not there."""
    assert [row["path"] for row in widget.files] == [
        "answers.csv", "study.qdpx", "talk.txt", "more/second.txt", "more/deep/third.vtt",
    ]  # fmt: skip
    assert widget.files[0]["kinds"] == ["transcript", "answers"]


def test_a_folder_that_is_a_study_is_one_file(desk: Desk, folder: Path) -> None:
    """A project of QualCoder is listed, and what is in it is not."""
    (folder / "old.qda").mkdir()
    (folder / "old.qda" / "notes.txt").write_text("I: No.\n", "utf-8")

    found = [row["path"] for row in ImportWidget(desk, folder=folder).files]

    assert "old.qda" in found
    assert "old.qda/notes.txt" not in found


def test_a_long_list_ends(desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home folder with a million files does not stop the kernel."""
    monkeypatch.setattr(files, "MOST_FILES", 2)

    assert len(ImportWidget(desk, folder=folder).files) == 2


def test_a_name_that_is_no_text_is_passed_over(desk: Desk, folder: Path) -> None:
    """Some systems let bytes be names; the page could not show them."""
    try:
        (folder / os.fsdecode(b"caf\xe9.txt")).write_text(TALK, "utf-8")
    except OSError:
        pytest.skip("Needs a file system in which any bytes are a name.")

    assert len(ImportWidget(desk, folder=folder).files) == 5


def test_new_files_show_when_one_looks_again(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """The list is as the folder was, until somebody asks."""
    (folder / "new.txt").write_text(TALK, "utf-8")
    before = len(widget.files)
    tell(op="look")

    assert len(widget.files) == before + 1


def test_several_files_queue_up(widget: ImportWidget, desk: Desk, tell: Tell) -> None:
    """The first is looked at; the others are not read before their turn."""
    tell(op="open", paths=["talk.txt", "answers.csv", "study.qdpx"])

    assert standings(widget) == [("talk.txt", "seen"), ("answers.csv", "waiting"), ("study.qdpx", "waiting")]
    assert desk.opened == ("talk.txt",)


def test_a_file_that_cannot_be_read_says_why(widget: ImportWidget, tell: Tell) -> None:
    """The reader's own words stand beside the file, and nothing is lost."""
    answer = tell(op="open", paths=["recording.mp3"])

    assert answer["event"] == "done"
    assert standings(widget) == [("recording.mp3", "failed")]
    assert "It is a recording: have it transcribed first." in widget.shown["trouble"]
    assert "speakers" not in widget.shown


# -- transcripts --------------------------------------------------------------------------


def test_a_transcript_is_seen_before_it_is_kept(widget: ImportWidget, desk: Desk) -> None:
    """Who speaks, how much, and with what words first; the project holds nothing."""
    widget.look_at("talk.txt")
    first = widget.shown["speakers"][1]

    assert (first["label"], first["turns"], first["words"]) == ("SPEAKER_01", 2, 15)
    assert first["first"].startswith("Honestly (laughs) it is slow")
    assert widget.shown["counts"]["turns"] == 5
    assert len(desk.sources()) == 0


def test_turns_have_their_events_marked(widget: ImportWidget) -> None:
    """Words and events together are the turn, a wide character included."""
    widget.look_at("talk.txt")
    parts = widget.shown["turns"][1]["parts"]

    assert parts == [
        ("Honestly ", ""), ("(laughs)", "nonverbal"), (" it is slow, and I lose my work 😀.", ""),
    ]  # fmt: skip


def test_a_named_speaker_has_that_name_in_the_turns(widget: ImportWidget, tell: Tell) -> None:
    """The preview follows at once, and the file is not read again."""
    widget.look_at("talk.txt")
    tell(op="cast", label="SPEAKER_00", name=" Anna ", role="interviewer")

    assert speakers(widget)[0] == ("SPEAKER_00", "Anna", "interviewer")
    assert widget.shown["turns"][3]["speaker"] == "Anna"
    assert widget.shown["turns"][3]["role"] == "interviewer"


def test_the_file_is_read_once(widget: ImportWidget, desk: Desk) -> None:
    """What one chooses about names, language and notation is worked out on what was read."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_00", name="Anna")
    widget.choose(language="nl", profile="jefferson", name="p01")

    assert desk.opened == ("talk.txt",)
    assert (
        widget.shown["said"] | {"language": "nl", "profile": "jefferson", "name": "p01"}
        == widget.shown["said"]
    )


def test_two_labels_with_one_name_are_one_person(widget: ImportWidget) -> None:
    """Who gets the name takes the role of who had it, and each says with whom it is one."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_02", name="Bo", role=Role.OTHER)
    widget.cast("SPEAKER_01", name="Bo")
    rows = widget.shown["speakers"]

    assert speakers(widget)[1:] == [("SPEAKER_01", "Bo", "other"), ("SPEAKER_02", "Bo", "other")]
    assert [row["same"] for row in rows] == [[], ["SPEAKER_02"], ["SPEAKER_01"]]
    assert widget.shown["counts"]["speakers"] == 2


def test_a_label_that_names_nobody_goes_back_into_the_words(widget: ImportWidget) -> None:
    """Its words join the turn before, the row stays to change one's mind, and a name brings it back."""
    widget.look_at("talk.txt")
    before = widget.shown["counts"]

    widget.cast("SPEAKER_02", role="nobody")

    assert widget.shown["counts"]["speakers"] == before["speakers"] - 1
    assert ("SPEAKER_02", "SPEAKER_02", "nobody") in speakers(widget)
    assert any("SPEAKER_02" in words for turn in widget.shown["turns"] for words, _ in turn["parts"])
    assert "SPEAKER_02 → nobody" in widget.to_html()
    widget.cast("SPEAKER_02", name="Bo")
    assert widget.shown["counts"] == before


def test_one_person_has_one_role(widget: ImportWidget) -> None:
    """A role that is given to one label of a person counts for the other."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_01", name="Bo", role=Role.OTHER)
    widget.cast("SPEAKER_02", name="Bo")
    widget.cast("SPEAKER_02", role="interviewer")

    assert {role for label, _, role in speakers(widget) if label != "SPEAKER_00"} == {"interviewer"}


def test_an_emptied_name_is_the_label_again(widget: ImportWidget) -> None:
    """What was merged comes apart."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_02", name="SPEAKER_01")
    widget.cast("SPEAKER_02", name="")

    assert [name for _, name, _ in speakers(widget)] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_02"]


def test_turns_without_a_label_can_be_given_to_somebody(widget: ImportWidget) -> None:
    """A file that names nobody has one row, without a name until somebody gives one."""
    widget.look_at("more/deep/third.vtt")
    before = speakers(widget), widget.shown["turns"][0]["speaker"]
    widget.cast("", name="Bo")

    assert before == ([("", "", "respondent")], "")
    assert widget.shown["turns"][0]["speaker"] == "Bo"


def test_a_role_that_was_guessed_stands_with_its_speaker(widget: ImportWidget) -> None:
    """It is not said twice; what somebody says is no guess."""
    widget.look_at("more/second.txt")
    guess = widget.shown["speakers"][0]["guess"]
    widget.cast("I", role="other")

    assert (guess["value"], guess["sureness"]) == ("interviewer", "sure")
    assert not [each for each in widget.shown["guesses"] if each["what"].startswith("role")]
    assert widget.shown["speakers"][0]["guess"] is None


def test_a_notation_that_is_not_there_changes_nothing(widget: ImportWidget, tell: Tell) -> None:
    """The message lists those there are, and what was chosen before stays."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_00", name="Anna")
    answer = tell(op="choose", profile="klingon")

    assert answer["event"] == "refused"
    assert "'nl-plain'" in answer["reason"]
    assert (widget.shown["said"]["profile"], speakers(widget)[0][1]) == ("", "Anna")


def test_another_encoding_reads_the_file_anew(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """What was chosen stays as far as the file still has it."""
    (folder / "old.txt").write_bytes("Zoë: Één.\nBo: Ja.\nZoë: Oké.\nBo: Nee.\n".encode("cp1252"))
    widget.look_at("old.txt")
    widget.cast("Bo", name="Bob")
    widget.cast("Zoë", name="Z")
    tell(op="read_as", encoding="mac-roman")

    assert [name for _, name, _ in speakers(widget)] == ["ZoÎ", "Bob"]
    assert widget.shown["said"]["encoding"] == "mac-roman"


def test_a_wrong_encoding_can_be_mended(widget: ImportWidget, tell: Tell) -> None:
    """The trouble is shown, and goes when the file is read as it was."""
    widget.look_at("talk.txt")
    answer = tell(op="read_as", encoding="utf-16")
    trouble = widget.shown["trouble"]
    tell(op="read_as", encoding="")

    assert answer["label"] == trouble != ""
    assert (widget.shown["trouble"], widget.shown["counts"]["turns"]) == ("", 5)


def test_more_turns_come_when_asked_for(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """A long talk shows its first turns; the page asks for the others."""
    (folder / "long.txt").write_text("".join(f"R: Words {n}.\nI: So?\n" for n in range(60)), "utf-8")
    widget.look_at("long.txt")
    answer = tell(op="turns", start=118, n=200)

    assert (len(widget.shown["turns"]), widget.shown["nTurns"]) == (50, 120)
    assert [turn["parts"][0][0] for turn in answer["result"]] == ["Words 59.", "So?"]


# -- open answers -------------------------------------------------------------------------


def test_columns_say_what_they_hold(widget: ImportWidget) -> None:
    """The mail addresses are left out, and the first rows are as they would be stored."""
    widget.look_at("answers.csv")
    first = widget.shown["answers"][0]

    assert kinds(widget)["mail"] == "personal"
    assert (first["respondent"], first["question"], first["score"]) == ("a1", "What can be better?", 3.0)
    assert first["attributes"] == [("segment", "rent")]
    assert widget.shown["counts"] == {"answers": 4, "respondents": 4, "questions": 1, "empty": 1}


def test_another_kind_changes_what_would_be_stored(widget: ImportWidget, tell: Tell) -> None:
    """The kind is somebody's now, until it is left to the reader again."""
    widget.look_at("answers.csv")
    tell(op="sort", column="segment", kind="other")
    without = widget.shown["answers"][0]["attributes"], [row["isSaid"] for row in widget.shown["columns"]]
    tell(op="sort", column="segment", kind="")

    assert without == ([], [False, False, True, False, False])
    assert widget.shown["answers"][0]["attributes"] == [("segment", "rent")]


def test_one_column_says_who_answers(widget: ImportWidget) -> None:
    """Said of a second column, it is not the first one any more."""
    widget.look_at("answers.csv")
    widget.sort("mail", ColumnKind.RESPONDENT)
    widget.sort("nps", "respondent")

    assert [name for name, kind in kinds(widget).items() if kind == "respondent"] == ["nps"]


def test_without_open_answers_the_columns_can_be_mended(widget: ImportWidget, tell: Tell) -> None:
    """Nothing can be stored then, and the project says so; the columns are still there."""
    widget.look_at("answers.csv")
    tell(op="sort", column="What can be better?", kind="other")
    answer = tell(op="store")

    assert (widget.shown["answers"], len(widget.shown["columns"])) == ([], 5)
    assert answer["event"] == "refused"


def test_a_table_can_be_read_as_a_transcript(widget: ImportWidget, folder: Path) -> None:
    """What the table is can be said, too."""
    (folder / "turns.csv").write_text("speaker,text\nAna,Hello there.\nBo,Good day to you.\n", "utf-8")
    widget.look_at("turns.csv")
    widget.read_as(kind="answers")
    as_answers = widget.shown["kind"]
    widget.read_as(kind=MaterialKind.TRANSCRIPT)

    assert as_answers == "answers"
    assert [label for label, _, _ in speakers(widget)] == ["Ana", "Bo"]


def test_a_sheet_of_a_workbook_is_chosen(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """The sheets are offered also where the first cannot be read."""
    survey_book(folder / "nps.xlsx")
    widget.look_at("nps.xlsx")
    offered, trouble = widget.shown["parts"], widget.shown["trouble"]
    tell(op="read_as", which="Antwoorden")

    assert (offered, "is empty" in trouble) == (["Voorblad", "Antwoorden"], True)
    assert (widget.shown["said"]["which"], widget.shown["nAnswers"]) == ("Antwoorden", 2)


def test_a_file_with_the_questions_is_named(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """Those in the folder are offered; one that cannot be read is the trouble, and can be taken back."""
    (folder / "more" / "survey.lss").write_text("<document/>", "utf-8")
    widget.list_files()
    widget.look_at("answers.csv")
    tell(op="read_as", questions="more/survey.lss")
    offered, trouble = widget.shown["questionnaires"], widget.shown["trouble"]
    tell(op="read_as", questions="")

    assert offered == ["more/survey.lss"]
    assert "survey.lss is no questionnaire" in trouble
    assert (widget.shown["trouble"], widget.shown["nAnswers"]) == ("", 4)


def test_broken_lines_can_stay_lines(widget: ImportWidget, folder: Path, tell: Tell) -> None:
    """And be joined again."""
    (folder / "broken.txt").write_text(BROKEN_LINES, "utf-8")
    widget.look_at("broken.txt")
    seen = []
    for is_kept in (True, False):
        tell(op="choose", keep_lines=is_kept)
        seen.append((widget.shown["keepLines"], "\n" in widget.shown["turns"][0]["parts"][0][0]))

    assert seen == [(True, True), (False, False)]


# -- studies ------------------------------------------------------------------------------


def test_a_study_says_what_comes_and_what_is_lost(widget: ImportWidget) -> None:
    """Counts, coders, and each loss with its fate and reason."""
    widget.look_at("study.qdpx")

    assert widget.shown["counts"] == {"sources": 1, "codes": 2, "coders": 2}
    assert widget.shown["notices"] == ["Positions are counted in UTF-16 units."]
    (loss,) = widget.shown["losses"]
    assert (loss["what"], loss["n"], loss["fate"]) == ("picture selection", 3, "lost")
    assert loss["why"] == "Pictures are not coded here."


def test_a_project_of_a_database_is_chosen_and_who_coded_in_it(
    widget: ImportWidget, desk: Desk, folder: Path, tell: Tell
) -> None:
    """Of several projects one must be named; a coding by nobody gets the coder that is said."""
    taguette(folder / "study.sqlite3", "Kassa", "Retour")
    widget.look_at("study.sqlite3")
    offered = widget.shown["parts"]
    tell(op="read_as", which="Kassa")
    unsigned = widget.shown["unsigned"]
    tell(op="choose", coder=" Femke ")

    assert (offered, unsigned) == (["Kassa", "Retour"], 1)
    tell(op="store")
    assert desk.codings()["coder"].tolist() == ["Femke"]


def test_sources_that_may_hold_answers_are_offered(
    widget: ImportWidget, desk: Desk, folder: Path, tell: Tell
) -> None:
    """Those in which somebody's passages are; one that is not there is refused."""
    write_qdpx(study(), folder / "foreign.qdpx")
    widget.look_at("foreign.qdpx")
    tell(op="choose", as_answers=["p01"])
    refused = tell(op="choose", as_answers=["p09"])
    html = widget.to_html()

    assert (widget.shown["spoken"], widget.shown["asAnswers"]) == (["p01"], ["p01"])
    assert "no source 'p09'" in refused["reason"]
    assert "Sources with open answers: p01" in html
    tell(op="store")
    assert desk.answers()["question"].tolist() == ["p01"]


# -- storing ------------------------------------------------------------------------------


def test_storing_is_one_act_that_can_be_undone(widget: ImportWidget, desk: Desk, tell: Tell) -> None:
    """After undo the file waits again, with what was chosen."""
    widget.look_at("talk.txt")
    widget.cast("SPEAKER_00", name="Anna")
    tell(op="store")
    stored = [each.name for each in desk.transcripts()], widget.undoable
    tell(op="undo")

    assert stored == (["talk"], widget.shown["id"])
    assert list(desk.transcripts()) == []
    assert standings(widget) == [("talk.txt", "seen")]
    assert speakers(widget)[0][1] == "Anna"


def test_redo_stores_it_again(widget: ImportWidget, desk: Desk) -> None:
    """With the same words as before."""
    widget.look_at("talk.txt")
    words = widget.store()
    widget.undo()
    widget.redo()

    assert len(desk.transcripts()) == 1
    assert tuple(widget.entries[0]["words"]) == words


def test_after_somebody_elses_act_undo_takes_back_that(widget: ImportWidget, desk: Desk) -> None:
    """The button on the card goes, and the file stays stored."""
    widget.look_at("talk.txt")
    widget.store()
    desk.add_code("Pains")
    undoable = widget.undoable
    widget.undo()

    assert undoable == ""
    assert standings(widget) == [("talk.txt", "stored")]
    assert desk.codebook.paths() == []


def test_store_and_next_goes_through_the_queue(widget: ImportWidget, desk: Desk, tell: Tell) -> None:
    """The next file that waits is looked at, and each is one act."""
    widget.look_at("talk.txt", "answers.csv")
    tell(op="store", next=True)
    between = widget.shown["file"]
    tell(op="store", next=True)

    assert between == "answers.csv"
    assert [standing for _, standing in standings(widget)] == ["stored", "stored"]
    assert len(desk.sources()) == 2


def test_what_is_refused_stays_as_it_was(widget: ImportWidget, desk: Desk, tell: Tell) -> None:
    """The project's reason comes back, and what was chosen is still there."""
    widget.look_at("talk.txt")
    tell(op="choose", name="taken")
    answer = tell(op="store")

    assert "Give this one another name." in answer["reason"]
    assert (widget.shown["name"], standings(widget)) == ("taken", [("talk.txt", "seen")])
    assert len(desk.sources()) == 0


def test_what_came_in_is_told_with_lines_to_go_on(desk: Desk, folder: Path) -> None:
    """In the language of the interface; the name in the line is written as Python needs it."""
    widget = ImportWidget(desk, "talk.txt", folder=folder, lang="nl")
    widget.choose(name="it's p01")
    widget.store()

    assert widget.entries[0]["words"][0].startswith("Toegevoegd")
    assert widget.entries[0]["lines"] == ['vb.CodingWidget(project, "it\'s p01")']


def test_what_was_guessed_and_left_out_is_told_in_the_language_of_the_interface(
    desk: Desk, folder: Path
) -> None:
    """A guess of a role stands with its speaker in each language; a change of language tells it anew."""
    (folder / "p02.txt").write_text("Heading without end\n\nInt: Hoe gaat het?\nAnna: Goed.\n" * 2, "utf-8")
    widget = ImportWidget(desk, "p02.txt", folder=folder, lang="nl")

    dutch, role = widget.shown["guesses"], widget.shown["speakers"][0]["guess"]
    widget.lang = "en"

    assert (dutch[0]["what"], role["what"]) == ("labels van sprekers", "rol van 'Int'")
    assert widget.shown["notices"][0].startswith("Lines before the first speaker were left out")
    assert widget.shown["speakers"][0]["guess"]["what"] == "role of 'Int'"


def test_a_stored_file_can_be_brought_in_again(widget: ImportWidget) -> None:
    """It is a new entry, and the project says what it knew."""
    widget.look_at("talk.txt")
    widget.store()
    widget.look_at("talk.txt")
    words = widget.store()

    assert [standing for _, standing in standings(widget)] == ["stored", "stored"]
    assert any("known" in each.lower() or "already" in each.lower() for each in words)


def test_what_is_stored_is_not_changed_here(widget: ImportWidget) -> None:
    """The message says how to go on."""
    widget.look_at("talk.txt")
    widget.store()

    with pytest.raises(VocbenchError, match="Open it again to change it"):
        widget.cast("SPEAKER_00", name="Anna")


def test_a_file_is_left_out(widget: ImportWidget, tell: Tell) -> None:
    """The next one is looked at; after the last there is none."""
    widget.look_at("talk.txt", "answers.csv")
    tell(op="leave_out")
    after = widget.shown["file"]
    tell(op="leave_out")

    assert after == "answers.csv"
    assert (widget.shown, standings(widget)) == ({}, [])


def test_a_page_that_is_behind_changes_nothing(widget: ImportWidget, tell: Tell) -> None:
    """What is asked of a file that is not looked at any more is refused."""
    widget.look_at("talk.txt")
    before = widget.shown["id"]
    widget.look_at("answers.csv")
    answer = tell(op="choose", id=before, name="wrong")

    assert answer["event"] == "refused"
    assert widget.shown["name"] == "answers"


# -- files from this computer -------------------------------------------------------------


def send_whole(
    tell: Tell, name: str, content: bytes, *, upload: str = "u1", step: int = 40
) -> list[dict[str, Any]]:
    """Send a file in pieces."""
    return [
        tell(op="piece", upload=upload, name=name, at=at, size=len(content), piece=content[at : at + step])
        for at in range(0, max(1, len(content)), step)
    ]


def test_a_file_from_this_computer_is_taken_up_once_it_is_whole(widget: ImportWidget, tell: Tell) -> None:
    """Piece by piece, under its own name."""
    answers = send_whole(tell, "höme.txt", TALK.encode())

    assert [answer["event"] for answer in answers] == ["done"] * len(answers)
    assert standings(widget) == [("höme.txt", "seen")]
    assert widget.shown["counts"]["turns"] == 5


def test_two_files_of_one_name_do_not_meet(widget: ImportWidget, tell: Tell) -> None:
    """The second waits while the first is looked at."""
    send_whole(tell, "same.txt", TALK.encode())
    send_whole(tell, "same.txt", b"I: Hello?\nR: Yes.\n", upload="u2")

    assert standings(widget) == [("same.txt", "seen"), ("same.txt", "waiting")]
    assert widget.shown["counts"]["turns"] == 5


@pytest.mark.parametrize("name", ["../../evil.txt", "..\\evil.txt", "/etc/evil.txt"])
def test_a_name_cannot_leave_the_temporary_folder(widget: ImportWidget, tell: Tell, name: str) -> None:
    """Only its last part counts."""
    send_whole(tell, name, TALK.encode())

    assert widget.entries[0]["file"] == "evil.txt"
    assert Path(widget.shown["folder"]).parent.name.startswith("vocbench-")


@pytest.mark.parametrize("name", ["..", "a\0.txt", "x" * 300])
def test_what_is_no_name_of_a_file_is_refused(tell: Tell, name: str) -> None:
    """The message says so, and nothing is written."""
    answer = send_whole(tell, name, b"x")[0]

    assert answer["event"] == "refused"
    assert "is no name of a file" in answer["reason"]


def test_a_missing_piece_is_noticed(widget: ImportWidget, tell: Tell) -> None:
    """A file with a hole is not taken for whole."""
    tell(op="piece", upload="u1", name="a.txt", at=0, size=9, piece=b"abc")
    answer = tell(op="piece", upload="u1", name="a.txt", at=6, size=9, piece=b"ghi")

    assert "did not arrive" in answer["reason"]
    assert widget.entries == []


def test_a_file_that_is_too_large_is_refused(tell: Tell) -> None:
    """Whatever the page says."""
    answer = tell(op="piece", upload="u1", name="a.txt", at=0, size=files.MOST_BYTES + 1, piece=b"abc")

    assert "can be sent at most" in answer["reason"]


def test_what_came_from_this_computer_goes_with_the_widget(widget: ImportWidget, tell: Tell) -> None:
    """The temporary folder is removed."""
    send_whole(tell, "a.txt", TALK.encode())
    folder = Path(widget.shown["folder"])
    was_there = folder.exists()
    widget.close()

    assert was_there
    assert not folder.exists()


def test_uploads_go_when_nobody_holds_them() -> None:
    """A kernel that ends, or a widget that is forgotten, leaves no file behind."""
    uploads = Uploads()
    path = uploads.take("u1", "a.txt", b"abc", at=0, size=3)
    assert path is not None
    del uploads
    gc.collect()

    assert not path.exists()


# -- words --------------------------------------------------------------------------------


def test_every_kind_has_words() -> None:
    """Of columns, roles, material, notations, and how sure somebody is."""
    needed = {
        *(f"kind_{kind.name.lower()}{end}" for kind in ColumnKind for end in ("", "_means")),
        *(f"role_{role.value}" for role in Role),
        *(f"kind_of_{kind.value}" for kind in MaterialKind),
        *(f"profile_{profile.value}" for profile in Profile),
        *(sureness(confidence) for confidence in (0.1, 0.6, 0.9)),
    }

    assert needed <= WORDS["en"].keys()


def test_without_a_kernel_it_says_what_was_chosen_and_stored(widget: ImportWidget, desk: Desk) -> None:
    """As text, whatever a file or a person is called."""
    widget.look_at("talk.txt", "answers.csv")
    widget.cast("SPEAKER_00", name=EVIL, role=Role.INTERVIEWER)
    widget.choose(name="p01")
    widget.store(and_next=True)
    html = widget.to_html()

    assert "talk.txt</strong>: stored" in html
    assert "Name: p01" in html
    assert f"SPEAKER_00 → {EVIL} (interviewer)".replace("<", "&lt;").replace(">", "&gt;") in html
    assert "answers.csv</strong>: not stored" in html
    assert "<img" not in html
    assert desk.transcripts()[0].speakers[0] == Speaker(EVIL, Role.INTERVIEWER)


def test_it_says_what_it_is(widget: ImportWidget) -> None:
    """The repr counts files, and has no address in memory."""
    widget.look_at("talk.txt", "answers.csv")
    widget.store()

    assert repr(widget) == "ImportWidget(2 files, 1 stored)"
