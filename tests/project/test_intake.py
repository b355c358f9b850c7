"""Files of every kind come into a project by one door."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.project.foreign import study
from vocbench.errors import Cancelled, ConflictError, ReadError, VocbenchError
from vocbench.exchange.refi import write_qdc, write_qdpx
from vocbench.model.preview import Choices, MaterialKind
from vocbench.model.qda import Fate, Loss, QdaCode, QdaProject
from vocbench.model.source import Role, Speaker
from vocbench.model.survey import ColumnKind
from vocbench.model.told import told
from vocbench.project import Project

TALK = "I: Wat ging er mis?\nR: Ik stond te wachten.\nI: Hoe lang?\nR: Een kwartier."
SURVEY = "id,Waarom?,cijfer\n1,Het duurde te lang en niemand kwam,3\n2,Fijn geholpen door iedereen,9\n"


@pytest.fixture
def empty(tmp_path: Path) -> Project:
    """A project with nothing in it."""
    return Project(tmp_path / "empty.voc")


def made(folder: Path, name: str, content: str) -> Path:
    """A file with that content."""
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


def codebook(folder: Path, *names: str) -> Path:
    """A codebook of another program."""
    codes = tuple(QdaCode(f"00000000-0000-4000-8000-{n:012}", name) for n, name in enumerate(names, start=1))
    write_qdc(QdaProject("Kassa", codes=codes), folder / "codes.qdc")
    return folder / "codes.qdc"


def test_a_transcript_comes_in(empty: Project, tmp_path: Path) -> None:
    """It is kept, and what came is told."""
    brought = empty.bring_in(made(tmp_path, "p01.txt", TALK))

    assert empty.transcript_names() == ["p01"]
    assert (brought.kind, brought.name) == (MaterialKind.TRANSCRIPT, "p01")
    assert brought.words == ("Added: 1 transcript, 4 turns, 1 respondent.",)


def test_answers_come_in(empty: Project, tmp_path: Path) -> None:
    """Answers and respondents are counted."""
    brought = empty.bring_in(made(tmp_path, "nps.csv", SURVEY))

    assert empty.answers()["score"].tolist() == [3, 9]
    assert brought.words == ("Added: 1 table of answers, 2 answers, 2 respondents.",)


def test_a_codebook_comes_in(empty: Project, tmp_path: Path) -> None:
    """Of a .qdc there are codes, and nothing else."""
    brought = empty.bring_in(codebook(tmp_path, "Wachten", "Prijs"))

    assert set(empty.codebook.paths()) == {"Wachten", "Prijs"}
    assert brought.added == {"code": 2}
    assert brought.words[0] == "Added: 2 codes."


def test_what_a_study_lost_is_told(empty: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each loss of the reader is a sentence in the language asked for, and a value."""
    lost = (Loss(told("drawing"), Fate.LOST, 2, told("Only passages of text can be coded here.")),)
    study = QdaProject(
        "Kassa", codes=(QdaCode("00000000-0000-4000-8000-000000000001", "Prijs"),), losses=lost
    )
    monkeypatch.setattr("vocbench.exchange.refi.read_qdpx", lambda _path: study)
    (tmp_path / "kassa.qdpx").touch()

    brought = empty.bring_in(tmp_path / "kassa.qdpx", lang="nl")

    assert brought.lost[0].in_language("en") == lost[0]
    assert "2 × tekening, verloren: Alleen passages van tekst kunnen hier gecodeerd zijn." in str(brought)


@pytest.mark.parametrize(
    "make", [lambda at: made(at, "p01.txt", TALK), lambda at: made(at, "nps.csv", SURVEY)]
)
def test_the_same_again_adds_nothing(empty: Project, tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """It is known, and there is no new line in the history."""
    path = make(tmp_path)
    empty.bring_in(path)
    n_acts = len(empty.history())

    again = empty.bring_in(path)

    assert again.added == again.changed == {}
    assert again.words[0] == "Nothing was added."
    assert again.words[1].startswith("There already: ")
    assert len(empty.history()) == n_acts


@pytest.mark.parametrize(
    ("first", "later", "content"),
    [("p01.txt", "p01 (1).txt", TALK), ("nps-mei.csv", "nps-juni.csv", SURVEY)],
    ids=["transcript", "answers"],
)
def test_what_is_here_is_known_under_another_name(
    empty: Project, tmp_path: Path, first: str, later: str, content: str
) -> None:
    """Files get another name with each download; who gives a name wants it to be another source."""
    empty.bring_in(made(tmp_path, first, content))

    brought = empty.bring_in(made(tmp_path, later, content))
    named = empty.bring_in(tmp_path / later, Choices(name="again"))

    assert (brought.added, brought.name) == ({}, Path(first).stem)
    assert brought.words[0] == f"It is here already, under the name {Path(first).stem}."
    assert named.added
    assert list(empty.sources()["source"]) == [Path(first).stem, "again"]


def test_a_much_longer_export_under_another_name_is_known(empty: Project, tmp_path: Path) -> None:
    """What came in before is in it, though it is less than half of it."""
    rows = [f"{n},Ik stond hier {n} minuten te wachten,{n}\n" for n in range(4, 10)]
    head = SURVEY.splitlines(keepends=True)[0]
    choices = Choices(kinds={"Waarom?": ColumnKind.TEXT})
    empty.bring_in(made(tmp_path, "mei.csv", head + "".join(rows)), choices)
    more = [f"{n},Na {n} minuten ben ik weggegaan,5\n" for n in range(20, 40)]

    brought = empty.bring_in(made(tmp_path, "juni.csv", head + "".join([*rows, *more])), choices)

    assert (brought.name, brought.added, brought.known) == (
        "mei",
        {"answer": 20, "respondent": 20},
        {"answer": 6},
    )


def test_what_a_person_said_of_speakers_outlives_a_guess(empty: Project, tmp_path: Path) -> None:
    """The same transcript again without a word on who speaks leaves that as it is."""
    path = made(tmp_path, "p01.txt", TALK.replace("I:", "Anna:").replace("R:", "Bert:"))
    empty.bring_in(path, Choices(speakers={"Anna": Speaker("Anna", Role.INTERVIEWER)}))

    empty.bring_in(path)

    assert empty.transcript("p01").speaker("Anna") == Speaker("Anna", Role.INTERVIEWER)


def test_who_speaks_can_be_said_later(empty: Project, tmp_path: Path) -> None:
    """The same transcript with other speakers is changed, and nothing is added."""
    path = made(tmp_path, "p01.txt", TALK.replace("I:", "Anna:").replace("R:", "Bert:"))
    empty.bring_in(path)

    brought = empty.bring_in(path, Choices(speakers={"Anna": Speaker("Anna", Role.INTERVIEWER)}))

    assert empty.transcript("p01").speaker("Anna") == Speaker("Anna", Role.INTERVIEWER)
    assert brought.changed == {"transcript": 1}
    assert "turn" not in brought.added


def test_a_longer_export_adds_what_is_new(empty: Project, tmp_path: Path) -> None:
    """New answers come in, those that were there are counted, a coded one that changed is kept."""
    empty.bring_in(made(tmp_path, "nps.csv", SURVEY))
    first = empty.answers()["answer"].iloc[0]
    empty.code("nps", answer=first, code="Tijd")
    longer = SURVEY.replace("te lang", "veel te lang") + "3,Nooit weer naar deze winkel,1\n"

    brought = empty.bring_in(made(tmp_path, "nps.csv", longer))

    assert brought.words == (
        "Added: 1 answer, 1 respondent.",
        "There already: 1 answer.",
        "Kept as it was here, as codings or notes rest on it: 1 answer.",
    )


def test_who_withdrew_does_not_come_in_again(empty: Project, tmp_path: Path) -> None:
    """It is told how many were left out, and their answers do not count as known."""
    path = made(tmp_path, "nps.csv", SURVEY)
    empty.bring_in(path)
    empty.withdraw("1")

    brought = empty.bring_in(path)

    assert brought.known == {"answer": 1}
    assert brought.words[-1] == "Left out, having withdrawn: 1 respondent."


def test_a_table_without_answers_is_refused(empty: Project, tmp_path: Path) -> None:
    """Nothing of it comes in, and the message says what to do."""
    with pytest.raises(ReadError, match=r"scores\.csv holds no open answers.*text="):
        empty.bring_in(made(tmp_path, "scores.csv", "id,cijfer\n1,3\n"))

    assert empty.history().empty


def test_choices_come_along_with_a_path(empty: Project, tmp_path: Path) -> None:
    """What the columns are can be said at once."""
    path = made(tmp_path, "scores.csv", "id,cijfer\n1,3\n")

    empty.bring_in(path, Choices(name="cijfers", kinds={"cijfer": ColumnKind.TEXT}))

    assert empty.answers()["source"].tolist() == ["cijfers"]


def test_who_coded_and_what_holds_answers_can_be_said(empty: Project, tmp_path: Path) -> None:
    """Of a study; the coder is that of codings that have none."""
    unsigned = tuple(replace(each, coder="") for each in study().codings)
    write_qdpx(study(codings=unsigned), tmp_path / "study.qdpx")

    brought = empty.bring_in(tmp_path / "study.qdpx", Choices(coder="Femke", as_answers=("p01",)))

    assert "coder" not in {each.what for each in brought.lost}
    assert set(empty.codings()["coder"]) == {"Femke"}
    assert empty.answers()["question"].tolist() == ["p01"]


def test_several_files_are_one_act(empty: Project, tmp_path: Path) -> None:
    """What came in together goes together."""
    files = [made(tmp_path, "p01.txt", TALK), made(tmp_path, "nps.csv", SURVEY), codebook(tmp_path, "Prijs")]

    brought = empty.bring_in_all(empty.open_material(each).preview() for each in files)

    assert [each.kind.value for each in brought] == ["transcript", "answers", "study"]
    assert empty.undo() == "bring in 3 files"
    assert empty.sources().empty
    assert not empty.codebook.paths()


def test_all_files_or_none(empty: Project, tmp_path: Path) -> None:
    """Where one has a name that is taken, none comes in."""
    files = [made(tmp_path, "p01.txt", TALK), made(tmp_path, "p01.md", "R: Heel iets anders.")]

    with pytest.raises(ConflictError, match="another source named 'p01'"):
        empty.bring_in_all([empty.open_material(each).preview() for each in files])

    assert empty.sources().empty


def test_whoever_follows_can_stop_it(empty: Project, tmp_path: Path) -> None:
    """Stopped after the first file, neither is kept."""
    files = [made(tmp_path, "p01.txt", TALK), made(tmp_path, "nps.csv", SURVEY)]
    told = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        raise Cancelled

    with pytest.raises(Cancelled):
        empty.bring_in_all([empty.open_material(each).preview() for each in files], progress=stop)

    assert told == [(1, 2)]
    assert empty.sources().empty


def test_a_dry_run_tells_the_same_and_keeps_nothing(empty: Project, tmp_path: Path) -> None:
    """What it says would come in is what comes in."""
    files = [made(tmp_path, "p01.txt", TALK), made(tmp_path, "nps.csv", SURVEY)]
    previews = [empty.open_material(each).preview() for each in files]

    rehearsed = empty.bring_in_all(previews, dry_run=True)

    assert empty.history().empty
    assert rehearsed == empty.bring_in_all(previews)


def test_the_words_are_dutch_where_asked(empty: Project, tmp_path: Path) -> None:
    """Both languages of the interface are spoken, and no other."""
    path = made(tmp_path, "p01.txt", TALK)

    with pytest.raises(VocbenchError, match="'en' and 'nl'"):
        empty.bring_in(path, lang="de")

    assert empty.bring_in(path, lang="nl").words == ("Toegevoegd: 1 transcript, 4 beurten, 1 respondent.",)
