"""Every file comes in by one door, which finds out what it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests.parted_files import BROKEN_LINES, survey_book, taguette, workbook
from vocbench.errors import ReadError
from vocbench.exchange.opening import Material, material_kinds, material_parts, open_material
from vocbench.exchange.refi import write_qdc, write_qdpx
from vocbench.exchange.text import open_file
from vocbench.model.preview import Choices, MaterialKind
from vocbench.model.qda import Fate, Loss, QdaCode, QdaProject
from vocbench.model.source import AnswerTable, Role, Speaker, Transcript
from vocbench.model.survey import ColumnKind
from vocbench.model.told import Told

TALK = "I: Wat ging er mis?\nR: Ik stond te wachten.\nI: Hoe lang?\nR: Een kwartier."
SURVEY = (
    "id,Waarom?,cijfer,golf\n"
    "1,Het duurde te lang en niemand kwam,3,2024\n"
    "2,Fijn geholpen door iedereen,9,2025\n"
)
TURNS = (
    "speaker,start,text\nI,0:01,Wat ging er mis?\nR,0:04,De rij was lang.\n"
    "I,0:09,En toen?\nR,0:12,Ik ging weg.\n"
)


def opened(folder: Path, name: str, content: str, **said: str) -> Material:
    """The material in a file that is made for it."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return open_material(path, **said)


@pytest.mark.parametrize(
    ("name", "content", "kind", "holds"),
    [
        ("p01.txt", TALK, MaterialKind.TRANSCRIPT, Transcript),
        ("nps.csv", SURVEY, MaterialKind.ANSWERS, AnswerTable),
        ("p02.csv", TURNS, MaterialKind.TRANSCRIPT, Transcript),
    ],
)
def test_the_kind_is_found_out(
    tmp_path: Path, name: str, content: str, kind: MaterialKind, holds: type[object]
) -> None:
    """A transcript is told from a survey, also where both end in .csv."""
    material = opened(tmp_path, name, content)

    assert material.kind is kind
    assert isinstance(material.preview().content, holds)


def test_a_table_of_turns_is_a_guess(tmp_path: Path) -> None:
    """That a table is a transcript is stated with its confidence, and can be said otherwise."""
    guessed = opened(tmp_path, "p02.csv", TURNS)
    said = opened(tmp_path, "p02.csv", TURNS, kind="answers")

    (guess,) = guessed.guesses
    assert (guess.value, guess.override) == ("a transcript", "kind")
    assert 0.5 < guess.confidence < 1
    assert guess in guessed.preview().guesses
    assert (said.kind, said.guesses) == (MaterialKind.ANSWERS, ())


def test_a_table_that_can_be_no_transcript_is_no_guess(tmp_path: Path) -> None:
    """A survey without columns of turns leaves no choice."""
    assert opened(tmp_path, "nps.csv", SURVEY).guesses == ()


@pytest.mark.parametrize("suffix", [".qdpx", ".qdc"])
def test_studies_of_other_programs_are_opened(tmp_path: Path, suffix: str) -> None:
    """A project and a codebook of the standard come in as studies, with what there is of each thing."""
    study = QdaProject("Kassa", codes=(QdaCode("00000000-0000-4000-8000-000000000001", "Wachten"),))
    write = {".qdpx": write_qdpx, ".qdc": write_qdc}[suffix]
    write(study, tmp_path / f"study{suffix}")

    preview = open_material(tmp_path / f"study{suffix}").preview()

    assert preview.kind is MaterialKind.STUDY
    assert preview.counts == {"codes": 1}


def test_a_study_brings_its_losses_along(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the reader could not take over stands in the preview."""
    lost = (Loss(Told("drawing"), Fate.LOST, 1, Told("There is no place for it.")),)
    monkeypatch.setattr("vocbench.exchange.refi.read_qdpx", lambda _path: QdaProject("Kassa", losses=lost))
    (tmp_path / "kassa.qdpx").touch()

    assert open_material(tmp_path / "kassa.qdpx").preview().losses == lost


def qualcoder(folder: Path) -> Path:
    """A made project of QualCoder with one text and one code."""
    folder.mkdir()
    with sqlite3.connect(folder / "data.qda") as database:
        database.execute("CREATE TABLE source (id, name, fulltext, mediapath)")
        database.execute("CREATE TABLE code_name (cid, name)")
        database.execute("CREATE TABLE code_text (cid, fid, seltext, pos0, pos1)")
        database.execute("INSERT INTO source VALUES (1, 'p01.txt', 'Een kwartier gewacht.', NULL)")
        database.execute("INSERT INTO code_name VALUES (1, 'Wachten')")
        database.execute("INSERT INTO code_text VALUES (1, 1, 'kwartier', 4, 12)")
    database.close()
    return folder


@pytest.mark.parametrize("inside", ["", "data.qda"])
def test_a_folder_of_qualcoder_is_one_file(tmp_path: Path, inside: str) -> None:
    """The folder can be named as well as the database in it."""
    folder = qualcoder(tmp_path / "kassa.qda")

    preview = open_material(folder / inside).preview()

    assert preview.counts == {"sources": 1, "codes": 1, "codings": 1}


def test_the_parts_of_a_file_have_names(tmp_path: Path) -> None:
    """Of a workbook the sheets, of a database the projects, and of other files none."""
    book, database = (
        survey_book(tmp_path / "nps.xlsx"),
        taguette(tmp_path / "study.sqlite3", "Kassa", "Retour"),
    )
    (tmp_path / "p01.txt").write_text(TALK, "utf-8")

    assert material_parts(book) == ("Voorblad", "Antwoorden")
    assert material_parts(database) == ("Kassa", "Retour")
    assert material_parts(tmp_path / "p01.txt") == ()


@pytest.mark.parametrize("which", ["Antwoorden", 2, "2"])
def test_a_sheet_is_read_by_name_or_number(tmp_path: Path, which: str | int) -> None:
    """The first may be blank."""
    book = survey_book(tmp_path / "nps.xlsx")

    with pytest.raises(ReadError, match="there are also 'Antwoorden'"):
        open_material(book)
    assert open_material(book, which=which).preview().counts["answers"] == 2


def test_a_transcript_can_stand_on_another_sheet(tmp_path: Path) -> None:
    """What the sheet that is meant holds is guessed, not what the first does."""
    rows = [line.split(",") for line in TURNS.splitlines()]
    book = workbook(tmp_path / "talk.xlsx", {"Uitleg": [["Over dit gesprek"]], "Beurten": rows})

    material = open_material(book, which="Beurten")

    assert (material.kind, material.preview().counts["turns"]) == (MaterialKind.TRANSCRIPT, 4)


def test_one_of_several_projects_is_read(tmp_path: Path) -> None:
    """Without its name the error lists them."""
    path = taguette(tmp_path / "study.sqlite3", "Kassa", "Retour")

    with pytest.raises(ReadError, match="project=: 'Kassa', 'Retour'"):
        open_material(path)
    assert open_material(path, which="Retour").preview().name == "Retour"


@pytest.mark.parametrize("said", [{"which": "Blad2"}, {"questions": "survey.lss"}])
def test_what_says_nothing_about_a_file_is_refused(tmp_path: Path, said: dict[str, str]) -> None:
    """A transcript has no sheets and no questionnaire."""
    with pytest.raises(ReadError, match=next(iter(said))):
        opened(tmp_path, "p01.txt", TALK, **said)


def test_lines_stay_where_somebody_says_so(tmp_path: Path) -> None:
    """That they were broken is a guess no longer."""
    material = opened(tmp_path, "p01.txt", BROKEN_LINES)
    joined, kept = material.preview(), material.preview(Choices(keep_lines=True))

    assert "keep_lines" in {each.override for each in joined.guesses}
    assert "keep_lines" not in {each.override for each in kept.guesses}
    assert isinstance(kept.content, Transcript)
    assert "en dan\nmoest ik" in kept.content.text


def test_a_source_that_is_not_in_the_study_is_refused(tmp_path: Path) -> None:
    """What is said to hold answers must be there; the nearest name is told."""
    material = open_material(qualcoder(tmp_path / "kassa.qda"))

    with pytest.raises(ReadError, match=r"no source 'p02\.txt'.*Did you mean 'p01\.txt'"):
        material.preview(Choices(as_answers=("p02.txt",)))


def test_a_preview_does_not_read_the_file_again(tmp_path: Path) -> None:
    """What was opened can be seen when the file is gone."""
    material = opened(tmp_path, "p01.txt", TALK)
    material.path.unlink()

    preview = material.preview(Choices(name="Anna", speakers={"R": Speaker("Anna", Role.RESPONDENT)}))

    assert preview.name == "Anna"
    assert isinstance(preview.content, Transcript)
    assert [each.name for each in preview.content.speakers] == ["I", "Anna"]
    assert preview.counts == {"turns": 4, "speakers": 2, "events": 0}


def test_the_choices_for_a_transcript_are_followed(tmp_path: Path) -> None:
    """Language and notation are as somebody said, and no guess is made of them."""
    preview = opened(tmp_path, "p01.txt", f"{TALK} (0.5)").preview(
        Choices(language="nl-BE", profile="jefferson")
    )

    assert isinstance(preview.content, Transcript)
    assert preview.content.language == "nl-BE"
    assert not {"language", "profile"} & {each.what for each in preview.guesses}


def test_the_choices_for_answers_are_followed(tmp_path: Path) -> None:
    """A column is what somebody said, and the columns of the preview say so."""
    preview = opened(tmp_path, "nps.csv", SURVEY).preview(Choices(kinds={"golf": ColumnKind.SCORE}))

    assert isinstance(preview.content, AnswerTable)
    assert [each.score for each in preview.content.answers] == [2024, 2025]
    assert {each.name: each.kind for each in preview.columns}["golf"] is ColumnKind.SCORE


def test_one_wave_stands_above_a_column_of_waves(tmp_path: Path) -> None:
    """A column that seems to tell waves is an attribute where the whole file is one wave."""
    material = opened(tmp_path, "nps.csv", SURVEY.replace("golf", "wave"))
    assert {each.name: each.kind for each in material.preview().columns}["wave"] is ColumnKind.WAVE

    table = material.preview(Choices(wave="nulmeting")).content

    assert isinstance(table, AnswerTable)
    assert {each.wave for each in table.answers} == {"nulmeting"}
    assert table.respondents[0].attributes["wave"] == 2024


def test_a_table_without_open_text_can_be_mended(tmp_path: Path) -> None:
    """It has no answers and says why; with a column named it has."""
    material = opened(tmp_path, "scores.csv", "id,cijfer\n1,3\n2,9\n")

    empty, named = material.preview(), material.preview(Choices(kinds={"cijfer": ColumnKind.TEXT}))

    assert empty.counts["answers"] == 0
    assert "No column of scores.csv looks like open answers" in empty.notices[-1]
    assert [each.name for each in empty.columns] == ["id", "cijfer"]
    assert named.counts["answers"] == 2


def test_what_says_nothing_about_a_file_is_left_aside(tmp_path: Path) -> None:
    """A transcript has no columns and no waves."""
    choices = Choices(kinds={"Waarom?": ColumnKind.TEXT}, wave="1")

    assert opened(tmp_path, "p01.txt", TALK).preview(choices).counts["turns"] == 4


@pytest.mark.parametrize(
    ("name", "said", "told"),
    [
        ("p01.xyz", {}, r"p01\.xyz cannot be read here: its name must end in one of \.vtt, .*\.qdpx"),
        (
            "p01.txt",
            {"kind": "answers"},
            "cannot be read as a table of answers: by its name it is a transcript",
        ),
        ("p01.txt", {"kind": "song"}, "no kind of material 'song'. Choose one of transcript, answers, study"),
        ("p01.doc", {}, r"save it as \.docx"),
        ("vragen.lss", {}, "leave it beside the table of answers"),
        ("study.voc", {}, "It is a project of vocbench"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, said: dict[str, str], told: str) -> None:
    """The message says what can be read, or what the file can be."""
    with pytest.raises(ReadError, match=told):
        opened(tmp_path, name, TALK, **said)


def test_a_folder_of_nothing_known_is_refused(tmp_path: Path) -> None:
    """A folder is no file, unless QualCoder made it."""
    with pytest.raises(ReadError, match="is a folder"):
        open_material(tmp_path)


def test_every_suffix_says_what_it_can_hold() -> None:
    """A table can be two things, everything else one; and what reads text knows each suffix."""
    kinds = material_kinds()

    assert kinds[".csv"] == (MaterialKind.TRANSCRIPT, MaterialKind.ANSWERS)
    assert kinds[".vtt"] == (MaterialKind.TRANSCRIPT,)
    assert kinds[".qdpx"] == (MaterialKind.STUDY,)
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in kinds)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    """Some programs write .CSV."""
    assert opened(tmp_path, "NPS.CSV", SURVEY).kind is MaterialKind.ANSWERS


def test_the_encoding_that_is_said_counts(tmp_path: Path) -> None:
    """A file in an encoding that cannot be known reads as it was meant."""
    path = tmp_path / "p01.txt"
    path.write_bytes("R: Привет.".encode("koi8_r"))
    assert open_file(path, suffixes=[".txt"]).decode().guesses

    preview = open_material(path, encoding="koi8_r").preview()

    assert isinstance(preview.content, Transcript)
    assert preview.content.text == "Привет."
