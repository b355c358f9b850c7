"""The invented studies hold what their README says; the numbers are read from its tables."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import groupby
from pathlib import Path

import pytest

from vocbench.exchange.answers import read_answers
from vocbench.exchange.sheets import read_sheet
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import AnswerTable, Transcript, Turn

CORPORA = Path(__file__).parents[1] / "corpora"
README = (CORPORA / "README.md").read_text("utf-8")
FOLDERS = {"p": CORPORA / "waterbedrijf" / "interviews", "m": CORPORA / "gym"}
INTERVIEWERS = {"p01_marieke.vtt": "Sanne", "m01_priya.vtt": "Ruth"}

Row = dict[str, str]
"""One row of a table in the README: the cell under each heading."""


def rows_under(*heading: str) -> list[Row]:
    """The rows of every table in the README whose first headings are these."""
    found: list[Row] = []
    for is_table, lines in groupby(README.splitlines(), lambda line: line.startswith("|")):
        if not is_table:
            continue
        head, _, *body = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
        if tuple(head[: len(heading)]) == heading:
            found += [dict(zip(head, cells, strict=True)) for cells in body]
    return found


def number(pattern: str) -> int:
    """The number that the README gives where *pattern* has its group."""
    found = re.search(pattern, README)
    assert found is not None, pattern
    return int(found[1])


def file_of(row: Row) -> str:
    """The name of the file that a row is about."""
    return row["File"].strip("`")


def path_of(name: str) -> Path:
    """Where the transcript called *name* lies."""
    return FOLDERS[name[0]] / name


INTERVIEWS = rows_under("File", "Form")


@pytest.fixture(scope="module")
def transcripts() -> dict[str, Transcript]:
    """The nine interviews, by file name, as vocbench reads them."""
    names = [file_of(row) for row in INTERVIEWS]
    return {name: read_transcript(path_of(name), interviewer=INTERVIEWERS.get(name)) for name in names}


@pytest.fixture(scope="module")
def water_answers() -> AnswerTable:
    """The survey of the water company."""
    return read_answers(
        CORPORA / "waterbedrijf" / "antwoorden.csv",
        text=["Wat kan beter?", "Waarom doucht u langer dan u zou willen?"],
        respondent="respondent",
        wave="golf",
        score="nps",
    )


@pytest.fixture(scope="module")
def gym_answers() -> AnswerTable:
    """The survey of the gym."""
    return read_answers(
        CORPORA / "gym" / "answers.csv",
        text="What could we do better?",
        respondent="respondent",
        score="score",
    )


def by_speaker(transcript: Transcript) -> list[list[Turn]]:
    """Turns as the README counts them: all that one says until the other speaks."""
    return [list(turns) for _, turns in groupby(transcript.turns, lambda turn: turn.speaker)]


def words_of(transcript: Transcript) -> int:
    """How many words are said; a bracketed event is not."""
    said, start = [], 0
    for event in transcript.events:
        said.append(transcript.text[start : event.span.start])
        start = event.span.end
    return len(" ".join([*said, transcript.text[start:]]).split())


def seconds_of(clock: str) -> int:
    """The seconds of ``14:27``."""
    minutes, seconds = clock.split(":")
    return 60 * int(minutes) + int(seconds)


def test_every_interview_is_in_the_readme() -> None:
    """The tables list the nine files that are there, and no other."""
    there = [path.name for folder in FOLDERS.values() for path in folder.iterdir() if path.suffix != ".csv"]

    assert sorted(map(file_of, INTERVIEWS)) == sorted(there)
    assert len(there) == 9


@pytest.mark.parametrize("row", INTERVIEWS, ids=file_of)
def test_an_interview_is_as_long_as_the_readme_says(row: Row, transcripts: dict[str, Transcript]) -> None:
    """Turns, words, bracketed events and the last time are those in the table."""
    transcript = transcripts[file_of(row)]
    times = [time for turn in transcript.turns for time in (turn.start_seconds, turn.end_seconds)]

    assert {
        "turns": len(by_speaker(transcript)),
        "words": words_of(transcript),
        "events": len(transcript.events),
        "last": int(max(time for time in times if time is not None)),
    } == {
        "turns": int(row["Turns"]),
        "words": int(row["Words"].replace(",", "")),
        "events": int(row["Events"]),
        "last": seconds_of(row["Last time"]),
    }


def test_two_people_talk_in_each_interview(transcripts: dict[str, Transcript]) -> None:
    """One asks and one answers, in turn."""
    for name, transcript in transcripts.items():
        assert len(transcript.speakers) == 2, name


def test_the_water_survey_is_as_the_readme_says(water_answers: AnswerTable) -> None:
    """Rows, respondents, waves and segments are those in the text."""
    rows = number(r"(\d+) rows, \d+ respondents")
    waves = Counter(answer.wave for answer in water_answers.answers)
    segments = Counter(row["segment"] for row in table("waterbedrijf/antwoorden.csv"))

    assert len(water_answers.answers) == 2 * rows
    assert len(water_answers.respondents) == number(r"\d+ rows, (\d+) respondents")
    assert waves == {wave: 2 * number(r"2025 or 2026, (\d+) rows each") for wave in ("2025", "2026")}
    assert segments == numbers_of("huur", "koop", "student", near="`segment` | ")
    assert sum(answer.score is None for answer in water_answers.answers) == 2 * empty_cells("`nps`")


def test_the_gym_survey_is_as_the_readme_says(gym_answers: AnswerTable) -> None:
    """Rows, segments and empty scores are those in the text."""
    segments = Counter(respondent.attributes["segment"] for respondent in gym_answers.respondents)

    assert len(gym_answers.answers) == number(r"3 interviews, (\d+) survey responses")
    assert segments == numbers_of("active", "paused", "left", near="`segment` (")
    assert sum(answer.score is None for answer in gym_answers.answers) == number(r"0 to 10, (\d+) empty")
    longest = max(len(answer.text.split()) for answer in gym_answers.answers)
    assert longest == number(r"Longest (\d+) words")


def test_the_gym_themes_add_up() -> None:
    """Each of the answers has one theme, but for those that the README says have two."""
    themes = [row for row in rows_under("Theme", "Answers", "Mean score") if "2025" not in row]

    labels = sum(int(row["Answers"]) for row in themes)

    assert labels == number(r"`G001` to `G(\d+)`") + 7
    assert "Seven answers carry two themes" in README


def test_every_quote_of_anna_stands_once_in_its_interview(transcripts: dict[str, Transcript]) -> None:
    """Word for word, so that a coding by quote always finds one place."""
    texts = {name.partition("_")[0]: transcript.text for name, transcript in transcripts.items()}
    with (CORPORA / "waterbedrijf" / "coderingen.csv").open(encoding="utf-8", newline="") as file:
        codings = list(csv.DictReader(file))

    assert [row for row in codings if texts[row["interview"]].count(row["citaat"]) != 1] == []
    assert len(codings) == number(r"(\d+) codings with \d+ codes")
    assert len({row["code"] for row in codings}) == number(r"\d+ codings with (\d+) codes")
    assert len({(row["interview"], row["citaat"]) for row in codings}) == number(r"codes on (\d+) passages")
    assert sum(bool(row["memo"]) for row in codings) == number(r"passages; (\d+) have a memo")


def test_the_checklist_is_as_the_readme_says() -> None:
    """12 behaviours of 60 households: does it, does not, or does not apply, as often as the table says."""
    told = {
        row["Behaviour"]: {"1": int(row["`1`"]), "0": int(row["`0`"]), "": int(row["Empty"])}
        for row in rows_under("Behaviour", "True difficulty")
    }
    sheet = read_sheet(CORPORA / "waterbedrijf" / "gedrag.csv")
    households, segments, *behaviours = (sheet.column(name) for name in sheet.columns)
    found = {
        name: {sign: cells.count(sign) for sign in told[name]}
        for name, cells in zip(sheet.columns[2:], behaviours, strict=True)
    }

    assert found == told
    assert (len(told), len(set(households))) == (12, 60)
    assert {sum(each.values()) for each in found.values()} == {60}
    assert Counter(segments) == numbers_of("huur", "koop", "student", near="`H60`), `segment` (")


def table(path: str) -> list[Row]:
    """The rows of one of the csv files."""
    sheet = read_sheet(CORPORA / path)
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def numbers_of(*names: str, near: str) -> dict[str, int]:
    """The number that the README gives each name just after *near*: ``huur`` 203, ``koop`` 199."""
    return {name: number(rf"{re.escape(near)}[^\n]*?`{name}` (\d+)") for name in names}


def empty_cells(column: str) -> int:
    """How many cells of *column* are empty, as the README's table of columns says."""
    (row,) = (row for row in rows_under("Column", "Content", "Empty") if row["Column"] == column)
    return int(row["Empty"])
