"""The commands by which files come in and go out, and what they say."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from tests.parted_files import BROKEN_LINES, survey_book, taguette
from tests.project.foreign import study as foreign_study
from tests.studies import survey, talk
from vocbench import cli
from vocbench.cli.account import some
from vocbench.exchange.opening import open_material
from vocbench.exchange.refi import write_qdpx
from vocbench.model.source import Role
from vocbench.project import Project

Run = Callable[..., Result]

TALK = "Anna: Wat ging er mis?\nBert: Ik stond te wachten.\nAnna: Hoe lang?\nBert: Een kwartier."
SURVEY = (
    "id,Waarom?,Tips?,cijfer,ronde\n"
    "1,Het duurde te lang en niemand kwam,Meer personeel aan de kassa,3,2024\n"
    "2,Fijn geholpen door iedereen,Ga zo door met dit team,9,2025\n"
)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("import", …)``: the command in this process, in a folder with an interview and a survey."""
    monkeypatch.chdir(tmp_path)
    Path("p01.txt").write_text(TALK, encoding="utf-8")
    Path("nps.csv").write_text(SURVEY, encoding="utf-8")
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A project with a coded interview and a survey."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk())
        project.add(survey())
        project.code("p01", quote="een kwartier", code="Tijd/Douchen")
    return path


def report_in(path: str) -> dict[str, Any]:
    """The report of a command: values of JSON."""
    found: dict[str, Any] = json.loads(Path(path).read_text(encoding="utf-8"))
    return found


# --- import -----------------------------------------------------------------------------------------


def test_import_makes_a_project(run: Run) -> None:
    """Files of two kinds come in at once, and each is told in two lines or more."""
    done = run("import", "study.voc", "p01.txt", "nps.csv")

    assert done.exit_code == 0
    with Project("study.voc") as project:
        assert project.sources()["source"].tolist() == ["p01", "nps"]
    lines = done.stdout.splitlines()
    assert lines[0] == "p01.txt, transcript 'p01'"
    assert "  Added: 1 transcript, 4 turns, 2 respondents." in lines
    assert "  Added: 1 table of answers, 4 answers, 2 respondents." in lines
    assert lines[-1] == "study.voc holds it now."


def test_import_is_one_act(run: Run) -> None:
    """One undo takes back the whole command."""
    run("import", "study.voc", "p01.txt", "nps.csv", "--coder", "Femke")

    with Project("study.voc", coder="Femke") as project:
        assert project.undo() == "bring in 2 files"
        assert project.sources().empty


def test_import_again_adds_nothing(run: Run) -> None:
    """It says that all was there already."""
    run("import", "study.voc", "nps.csv")

    done = run("import", "study.voc", "nps.csv")

    assert "  Nothing was added.\n  There already: 4 answers.\n" in done.stdout


def test_the_roles_are_as_said(run: Run) -> None:
    """Whoever is named asks, capitals aside; everybody else answers."""
    done = run("import", "study.voc", "p01.txt", "--interviewer", "anna", "--language", "nl")

    assert "role of" not in done.stdout
    with Project("study.voc") as project:
        roles = {each.name: each.role for each in project.transcript("p01").speakers}
        assert roles == {"Anna": Role.INTERVIEWER, "Bert": Role.RESPONDENT}
        assert project.transcript("p01").language == "nl"


def test_interviewers_of_several_files(run: Run) -> None:
    """A label counts in the files in which it occurs."""
    Path("p02.txt").write_text("Cas: En bij jou?\nDirk: Prima.\nCas: Mooi.\nDirk: Ja.", encoding="utf-8")

    run("import", "study.voc", "p01.txt", "p02.txt", "--interviewer", "Anna", "--interviewer", "Cas")

    with Project("study.voc") as project:
        asking = [
            each.name
            for talk in project.transcripts()
            for each in talk.speakers
            if each.role is Role.INTERVIEWER
        ]
    assert asking == ["Anna", "Cas"]


def test_the_columns_are_as_said(run: Run) -> None:
    """The columns that are named play their part; another of open text is an attribute."""
    words = ["--text", "Waarom?", "--respondent", "id", "--score", "cijfer", "--wave", "ronde"]

    run("import", "study.voc", "nps.csv", *words, "--name", "kassa")

    with Project("study.voc") as project:
        answers = project.answers()
    assert answers["source"].unique().tolist() == ["kassa"]
    assert answers["question"].unique().tolist() == ["Waarom?"]
    assert answers["score"].tolist() == [3, 9]
    assert answers["wave"].tolist() == ["2024", "2025"]
    assert answers["Tips?"].tolist() == ["Meer personeel aan de kassa", "Ga zo door met dit team"]


def test_a_wave_that_is_no_column_is_that_of_the_file(run: Run) -> None:
    """All answers of the file get it."""
    run("import", "study.voc", "nps.csv", "--wave", "nulmeting")

    with Project("study.voc") as project:
        assert project.answers()["wave"].unique().tolist() == ["nulmeting"]


def test_what_a_file_holds_can_be_said(run: Run) -> None:
    """A table of turns is read as answers where somebody says so."""
    turns = "speaker,text\nAnna,Wat ging er mis met de kassa?\nBert,De rij was lang en niemand kwam.\n"
    Path("p03.csv").write_text(turns, encoding="utf-8")

    done = run("import", "study.voc", "p03.csv", "--as", "answers", "--text", "text")

    assert "p03.csv, answers 'p03'" in done.stdout


@pytest.mark.parametrize(
    ("file", "options", "told"),
    [
        ("nps.xlsx", ["--sheet", "Antwoorden"], "Added: 1 table of answers, 2 answers"),
        ("two.sqlite3", ["--project", "Kassa"], "study 'Kassa'"),
        ("broken.txt", ["--keep-lines"], "Added: 1 transcript, 12 turns"),
        ("foreign.qdpx", ["--as-answers", "p01"], "1 table of answers"),
    ],
)
def test_how_a_file_is_read_can_be_said(run: Run, file: str, options: list[str], told: str) -> None:
    """Which part of it, whether lines stay, and which sources hold answers."""
    survey_book(Path("nps.xlsx"))
    taguette(Path("two.sqlite3"), "Kassa", "Retour")
    Path("broken.txt").write_text(BROKEN_LINES, "utf-8")
    write_qdpx(foreign_study(), "foreign.qdpx")

    done = run("import", "study.voc", file, *options)

    assert done.exit_code == 0, done.output
    assert told in done.stdout


def test_several_projects_say_which_option_helps(run: Run) -> None:
    """With their names, and in Python's words nowhere."""
    taguette(Path("two.sqlite3"), "Kassa", "Retour")

    done = run("import", "study.voc", "two.sqlite3")

    assert done.exit_code == 1
    assert "Say which with --project: 'Kassa', 'Retour'." in " ".join(done.stderr.split())


def test_a_dry_run_stores_nothing(run: Run, tmp_path: Path) -> None:
    """It tells what would come in, every guess included, and makes no project."""
    done = run("import", "study.voc", "p01.txt", "--dry-run")

    assert done.exit_code == 0
    assert "  Added: 1 transcript, 4 turns, 2 respondents." in done.stdout
    assert "guessed role of 'Anna': respondent" in done.stdout
    assert "--interviewer says otherwise" in done.stdout
    assert done.stdout.splitlines()[-1] == "study.voc: nothing was stored, as this was a dry run."
    assert not (tmp_path / "study.voc").exists()


def test_what_came_in_is_told_in_dutch(run: Run) -> None:
    """What was guessed, what was added and what became of it; the report is the same in each language."""
    wish = ("import", "study.voc", "p01.txt", "--dry-run", "--report")
    run(*wish, "en.json")

    dutch = run(*wish, "nl.json", "--lang", "nl").stdout

    assert "  Toegevoegd: 1 transcript, 4 beurten, 2 respondenten." in dutch
    assert "geraden: rol van 'Anna' is respondent" in dutch
    assert dutch.splitlines()[-1] == "study.voc: er is niets bewaard, want dit was een proef."
    assert Path("nl.json").read_text("utf-8") == Path("en.json").read_text("utf-8")


def test_a_dry_run_knows_what_is_there(run: Run, study: Path) -> None:
    """It looks at the project, and leaves it as it was."""
    with Project(study) as project:
        before = (project.provenance().hash, len(project.history()))
    Path("p01.txt").write_text("R: Iets heel anders.", encoding="utf-8")

    done = run("import", study, "p01.txt", "--dry-run")

    assert done.exit_code == 1
    assert "another source named 'p01'" in done.stderr
    with Project(study) as project:
        assert (project.provenance().hash, len(project.history())) == before


def test_nothing_comes_in_where_a_file_cannot_be_read(run: Run, tmp_path: Path) -> None:
    """Each fault is one line, the exit code is 1, and no project is made."""
    Path("song.mp3").write_bytes(b"ID3")

    done = run("import", "study.voc", "p01.txt", "absent.vtt", "song.mp3")

    first, second = done.stderr.splitlines()
    assert done.exit_code == 1
    assert first == "vocbench: There is no file absent.vtt."
    assert second.startswith("vocbench: song.mp3 cannot be read here")
    assert second.endswith("Nothing was stored.")
    assert not (tmp_path / "study.voc").exists()


def test_nothing_comes_in_where_a_name_is_taken(run: Run, tmp_path: Path) -> None:
    """Two files with one name are refused together, in terms of the command, and no project stays."""
    Path("p01.md").write_text("R: Iets heel anders.", encoding="utf-8")

    done = run("import", "study.voc", "p01.txt", "p01.md")

    (line,) = done.stderr.splitlines()
    assert done.exit_code == 1
    assert "another source named 'p01'" in line
    assert "--name" in line
    assert "name=" not in line
    assert not (tmp_path / "study.voc").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["p01.txt", "--text", "Waarom?"], "no file is read as that: --as answers does"),
        (["nps.csv", "--interviewer", "Anna"], "no file is read as one"),
        (["p01.txt", "--interviewer", "Joke"], "Nobody is labelled 'Joke'. Those who speak: 'Anna', 'Bert'."),
        (["p01.txt", "nps.csv", "--name", "x"], "--name names one source, and there are 2 files"),
        (["nps.csv", "--text", "Wrom?"], "has no column 'Wrom?'. Did you mean 'Waarom?'"),
        (["p01.txt", "--encoding", "utf-99"], "There is no encoding 'utf-99'"),
        (["p01.txt", "--as", "song"], "Choose one of transcript, answers, study"),
        (["p01.txt", "--profile", "welsh"], "'welsh'"),
        (["p01.txt", "--sheet", "Blad2"], "p01.txt has no sheets or projects to choose from"),
        (["p01.txt", "--questions", "x.lss"], "which --questions says nothing about"),
        (["nps.csv", "--keep-lines"], "no file is read as one"),
        (["nps.csv", "--as-answers", "p01"], "--as-answers names sources of a study"),
    ],
)
def test_an_option_that_says_nothing_is_refused(
    run: Run, tmp_path: Path, words: list[str], told: str
) -> None:
    """A slip of the pen stores nothing and is told in one line."""
    done = run("import", "study.voc", *words)

    (line,) = done.stderr.splitlines()
    assert done.exit_code == 1
    assert told in line
    assert not (tmp_path / "study.voc").exists()


def test_a_table_without_open_answers_says_which_option_helps(run: Run) -> None:
    """The columns are left to the person."""
    Path("scores.csv").write_text("id,cijfer\n1,3\n", encoding="utf-8")

    done = run("import", "study.voc", "scores.csv")

    assert done.exit_code == 1
    assert "Name the column with --text." in done.stderr


def test_what_is_there_and_no_project_is_not_touched(run: Run) -> None:
    """A file of somebody's own in the place of the project keeps its bytes."""
    done = run("import", "nps.csv", "p01.txt")

    assert done.exit_code == 1
    assert "not a vocbench project" in done.stderr
    assert Path("nps.csv").read_text(encoding="utf-8") == SURVEY


def test_stopping_leaves_no_project(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while files are stored takes back what was made for them."""

    def interrupted(*_words: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Project, "bring_in_all", interrupted)

    done = run("import", "study.voc", "p01.txt")

    assert done.exit_code != 0
    assert not list(tmp_path.glob("study*"))


def test_the_report_of_an_import(run: Run) -> None:
    """It says what was detected, kept and lost, for each file."""
    run("import", "study.voc", "p01.txt", "nps.csv", "--report", "report.json")

    told = report_in("report.json")
    assert list(told) == ["vocbench", "command", "project", "dry_run", "files", "written", "faults"]
    assert (told["command"], told["project"], told["dry_run"], told["faults"]) == (
        "import",
        "study.voc",
        False,
        [],
    )
    talk_told, survey_told = told["files"]
    assert list(talk_told) == ["file", "kind", "name", "detected", "notices", "kept", "lost"]
    assert talk_told["kept"]["added"] == {"transcript": 1, "turn": 4, "respondent": 2}
    for guess in talk_told["detected"]:
        assert list(guess) == ["what", "value", "confidence", "option"]
        assert 0 <= guess["confidence"] <= 1
    assert {each["option"] for each in survey_told["detected"]} >= {"--text", "--respondent"}


def test_the_report_of_a_failure(run: Run) -> None:
    """It names the files that could not be read."""
    run("import", "study.voc", "p01.txt", "absent.vtt", "--report", "report.json")

    told = report_in("report.json")
    assert told["files"] == []
    assert told["faults"] == [{"file": "absent.vtt", "message": "There is no file absent.vtt."}]


# --- export -----------------------------------------------------------------------------------------


def test_export_writes_the_study(run: Run, study: Path) -> None:
    """A .qdpx holds it, what it has no place for is told and counted, and the project stays as it was."""
    with Project(study) as project:
        before = project.provenance().hash

    done = run("export", study, "--to", "study.qdpx", "--report", "report.json")

    lines = done.stdout.splitlines()
    assert done.exit_code == 0
    assert lines[0].startswith("study.qdpx: 3 sources, 2 codes, 1 coding,")
    assert any("non-verbal event, lost" in line for line in lines)
    assert lines[-1].startswith("Not carried as it was: ")
    assert open_material("study.qdpx").preview().counts["codings"] == 1
    with Project(study) as project:
        assert project.provenance().hash == before
    written = report_in("report.json")["written"]
    assert list(written) == ["file", "kept", "lost"]
    assert list(written["lost"][0]) == ["what", "name", "n", "fate", "why"]


def test_export_for_nvivo(run: Run, study: Path) -> None:
    """Positions are then as NVivo counts them, which the file says."""
    run("export", study, "--to", "study.qdpx", "--profile", "nvivo")

    with zipfile.ZipFile("study.qdpx") as archive:
        assert b"positions as NVivo counts them" in archive.read("project.qde")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "codes.qdc"], "codes.qdc: 2 codes"),
        (["--to", "codes.md"], "codes.md: 2 codes"),
        (["--to", "codings.csv"], "codings.csv: 1 coding"),
        (["--to", "answers.xlsx", "--what", "answers"], "answers.xlsx: 5 answers"),
        (["--to", "answers.sav"], "answers.sav: 5 answers"),
        (["--to", "p01.docx", "--source", "p01"], "p01.docx: 4 turns, 1 coding"),
        (["--to", "turns.parquet", "--what", "turns"], "turns.parquet: 4 turns"),
    ],
)
def test_export_goes_by_the_ending(run: Run, study: Path, words: list[str], told: str) -> None:
    """The file is there, and how many of what it holds is told."""
    done = run("export", study, *words)

    assert done.stdout.splitlines()[0] == told
    assert Path(words[1]).is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--to", "study.xyz"], "must end in one of .qdpx, .md"),
        (["--to", "study.csv", "--what", "study"], "must end in one of .qdpx to be written"),
        (["--to", "study.csv", "--what", "song"], "There is no 'song' to export"),
        (
            ["--to", "study.docx", "--what", "transcript"],
            "Say which transcript with --source. There are: 'p01'",
        ),
        (["--to", "absent/study.qdpx"], "There is no folder"),
        (["--to", "study.qdpx", "--profile", "maxqda"], "There is no profile 'maxqda'"),
    ],
)
def test_what_cannot_be_exported_is_one_line(run: Run, study: Path, words: list[str], told: str) -> None:
    """What to do stands in it, and no file is left."""
    done = run("export", study, *words)

    (line,) = done.stderr.splitlines()
    assert done.exit_code == 1
    assert told in line
    assert not Path(words[1]).exists()


def test_export_makes_no_project(run: Run, tmp_path: Path) -> None:
    """A mistyped name is an error, and no new file."""
    done = run("export", "studdy.voc", "--to", "study.qdpx")

    assert (done.exit_code, done.stderr) == (1, "vocbench: No project at studdy.voc.\n")
    assert not list(tmp_path.glob("*.voc"))


# --- convert ----------------------------------------------------------------------------------------


def test_a_study_goes_there_and_back(run: Run, study: Path) -> None:
    """To .qdpx, to a new project and to .qdpx again: the same file."""
    run("convert", study, "one.qdpx")
    run("convert", "one.qdpx", "again/study.voc")
    Path("again").mkdir()
    made = run("convert", "one.qdpx", "again/study.voc")
    run("convert", "again/study.voc", "two.qdpx")

    assert made.stdout.splitlines()[-1] == "again/study.voc holds it now."
    assert Path("one.qdpx").read_bytes() == Path("two.qdpx").read_bytes()


@pytest.mark.parametrize(
    ("file", "out", "told"),
    [
        ("p01.txt", "p01.docx", "p01.docx: 4 turns, 0 codings"),
        ("p01.txt", "p01.xlsx", "p01.xlsx: 4 turns"),
        ("p01.txt", "p01.qdpx", "p01.qdpx: 1 source, 2 cases"),
        ("nps.csv", "nps.parquet", "nps.parquet: 4 answers"),
        ("nps.csv", "nps.sav", "nps.sav: 4 answers"),
    ],
)
def test_a_source_is_converted(run: Run, tmp_path: Path, file: str, out: str, told: str) -> None:
    """What is meant goes by what came in; no project is left."""
    done = run("convert", file, out)

    assert done.exit_code == 0
    assert any(line.startswith(told) for line in done.stdout.splitlines())
    assert not list(tmp_path.glob("*.voc"))


def test_the_report_of_a_conversion(run: Run) -> None:
    """It has the file that came in and the one that went out."""
    run("convert", "p01.txt", "p01.qdpx", "--report", "report.json")

    told = report_in("report.json")
    assert [each["file"] for each in told["files"]] == ["p01.txt"]
    assert Path(told["written"]["file"]).name == "p01.qdpx"
    assert told["written"]["kept"]["sources"] == 1


def test_a_conversion_replaces_no_project(run: Run, study: Path) -> None:
    """What is there is named, with the command that adds to it."""
    before = study.read_bytes()

    done = run("convert", "p01.txt", "study.voc")

    assert done.exit_code == 1
    assert "There is a project study.voc already" in done.stderr
    assert study.read_bytes() == before


def test_a_conversion_that_fails_leaves_nothing(run: Run, tmp_path: Path) -> None:
    """Neither a project nor half a file."""
    done = run("convert", "p01.txt", "p01.xyz")

    assert done.exit_code == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["nps.csv", "p01.txt"]


def test_many_lines_are_told_in_part() -> None:
    """The first of them are shown, and how many more there are; a few are shown as they are."""
    lines = [f"line {n}" for n in range(30)]

    assert some(lines, "en") == [*lines[:20], "and 10 more lines; --report FILE.json lists all."]
    assert some(lines[:20], "en") == lines[:20]
