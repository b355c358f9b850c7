"""Real exports come in as their description says."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

import pytest

from tests.made_transcripts import pdf
from vocbench.errors import ReadError
from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import AnswerTable, Transcript

OPENED = {
    # Turns and speakers as the description of the material states them, or as counted by hand.
    "1_transcripts/en_hitsave/betty_earl.md": (54, 2),
    "1_transcripts/en_hitsave/dawn_monsters.md": (75, 2),
    "1_transcripts/en_hitsave/descript_wintermoor.md": (290, 4),
    "1_transcripts/en_hitsave/getagrip_chip.md": (192, 4),
    "1_transcripts/en_hitsave/gigasword.md": (84, 3),
    "1_transcripts/en_hitsave/otter_lantana_silvers.md": (59, 2),
    "1_transcripts/en_hitsave/q_cubed.md": (53, 2),
    "1_transcripts/nl_tweedekamer_derived/careyn_debat.docx": (115, 8),
    "1_transcripts/nl_tweedekamer_derived/wmo_debat.odt": (20, 7),
    "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-3.txt": (48, 9),
    "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-4.txt": (20, 7),
    "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-5.txt": (115, 8),
    "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-9.txt": (54, 10),
    "1_transcripts/fixture_qualcoder/transcript.txt": (7, 3),
    "1_transcripts/en_sps_whisperx/a95KMDHf4vQ.whisperx.json": (9, 4),
    "6_nasty/derived_encodings/wlz_cp1252_crlf.txt": (48, 9),
    "6_nasty/derived_encodings/wlz_utf16le_bom.txt": (48, 9),
    "6_nasty/derived_encodings/wlz_utf8_bom.txt": (48, 9),
    # Nobody is named: paragraphs, or cues joined to turns for the reader's sake.
    **{
        f"1_transcripts/en_hitsave/goodboy{end}": (176, 0) for end in (".lrc", ".srt", ".tsv", ".txt", ".vtt")
    },
    "1_transcripts/en_hitsave/goodboy_whisper.json": (176, 0),
    **{f"1_transcripts/en_hitsave/keitai{end}": (113, 0) for end in (".srt", ".vtt", "_whisper.json")},
    "1_transcripts/en_hitsave/LICENSE.md": (85, 0),
    "1_transcripts/fixture_eaf/sample_3.0.eaf": (17, 0),
    "1_transcripts/fixture_qualcoder/ID1.docx": (3, 0),
    "1_transcripts/fixture_qualcoder/ID2.odt": (3, 0),
    "1_transcripts/fixture_qualcoder/plain_codes_categories_for_import.txt": (6, 0),
    "6_nasty/real_latin1/pattern_corpora_README.txt": (26, 0),
}
"""By file: how many turns, and how many speakers are named."""

MINUTES = {"10-09-2013": 8, "18-09-2007": 22, "23-04-2013": 6}
"""By minutes of a board: at least so many are found; what counts as a label is a matter of opinion."""

REFUSED = {
    "1_transcripts/en_sps_whisperx/a95KMDHf4vQ.diarized.json": "no transcript that is known",
    "1_transcripts/en_sps_whisperx/a95KMDHf4vQ.sentences.tsv": "needs a column 'text'",
    "1_transcripts/fixture_qualcoder/cases123.csv": "read with read_answers",
    "1_transcripts/fixture_qualcoder/survey456.csv": "read with read_answers",
    "1_transcripts/fixture_qualcoder/survey789.xlsx": "read with read_answers",
    **{f"1_transcripts/nl_tweedekamer/h-tk-20172018-70-{n}.xml": "must end in one of" for n in (3, 4, 5, 9)},
    "6_nasty/real_doublebom/h-tk-20172018-70-3.xml": "must end in one of",
    "6_nasty/derived_excel_nl/antwoorden_cp1252_puntkomma.csv": "read with read_answers",
    "6_nasty/derived_excel_nl/antwoorden_utf8bom_sepline.csv": "read with read_answers",
    "6_nasty/real_rtl/arb_Arab.dev.tsv": "read with read_answers",
    "6_nasty/real_rtl/heb_Hebr.dev.tsv": "read with read_answers",
}
"""By file that is no transcript: what the error says."""


@pytest.mark.parametrize("path", OPENED)
def test_turns_and_speakers_are_all_found(shared_corpora: Path, path: str) -> None:
    """Every turn and speaker of a transcript is found, and none too many."""
    transcript = read_transcript(shared_corpora / path)

    assert (len(transcript.turns), len(transcript.speakers)) == OPENED[path]


@pytest.mark.parametrize("name", MINUTES)
def test_minutes_open_with_their_people(shared_corpora: Path, name: str) -> None:
    """Minutes are half a report; those who are quoted again and again are found."""
    transcript = read_transcript(shared_corpora / f"1_transcripts/nl_fronteers_notulen/{name}.md")

    assert len(transcript.speakers) >= MINUTES[name]
    assert transcript.language == "nl"


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_no_transcript_is_refused(shared_corpora: Path, path: str) -> None:
    """The error says what was expected, or where such a file belongs."""
    with pytest.raises(ReadError, match=REFUSED[path]):
        read_transcript(shared_corpora / path)


def test_no_file_is_forgotten(shared_corpora: Path) -> None:
    """Every file of the material that could be a transcript stands in a table above."""
    known = {*OPENED, *REFUSED, *(f"1_transcripts/nl_fronteers_notulen/{name}.md" for name in MINUTES)}

    there = (each for part in ("1_transcripts", "6_nasty") for each in (shared_corpora / part).rglob("*.*"))
    assert {each.relative_to(shared_corpora).as_posix() for each in there if each.is_file()} == known


def test_research_reports_open_in_their_language(shared_corpora: Path) -> None:
    """All 51 reports come in as Dutch text of nearly half their length or more; the rest is told."""
    reports = sorted((shared_corpora / "7_research_reports_nl").glob("*.md"))

    transcripts = [read_transcript(path) for path in reports]

    assert len(transcripts) == 51
    assert {each.language for each in transcripts} == {"nl"}
    for path, each in zip(reports, transcripts, strict=True):
        assert len(each.text) > 0.45 * path.stat().st_size, path.name


def test_a_debate_reads_alike_from_pages(shared_corpora: Path) -> None:
    """Broken into lines and pages with a head and a number, a debate keeps each of its words."""
    source = shared_corpora / "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-3.txt"
    rows = [
        row
        for line in source.read_text("utf-8").split("\n")
        for row in wrap(line, 90, break_on_hyphens=False)
    ]
    pages = [rows[at : at + 45] for at in range(0, len(rows), 45)]
    content = pdf([["Verslag Wlz", *page, f"{n} / {len(pages)}"] for n, page in enumerate(pages, start=1)])

    read = transcript_of(content, ".pdf")

    original = read_transcript(source)
    assert read.text.split() == original.text.split()
    assert [turn.speaker for turn in read.turns] == [turn.speaker for turn in original.turns]


def transcript_of(content: bytes, suffix: str) -> Transcript:
    """The transcript in a file of which *content* is made."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"p01{suffix}"
        path.write_bytes(content)
        return read_transcript(path)


def test_the_same_debate_reads_alike_from_word_and_from_text(shared_corpora: Path) -> None:
    """The format a transcript comes in does not change what was said."""
    folder = shared_corpora / "1_transcripts" / "nl_tweedekamer_derived"

    word, text = (read_transcript(folder / name) for name in ("careyn_debat.docx", "h-tk-20172018-70-5.txt"))

    assert word.text == text.text
    assert word.turns == text.turns


def test_otter_and_descript_times_are_kept(shared_corpora: Path) -> None:
    """The time beside a name is where its turn starts."""
    folder = shared_corpora / "1_transcripts" / "en_hitsave"

    otter = read_transcript(folder / "otter_lantana_silvers.md")
    descript = read_transcript(folder / "descript_wintermoor.md")

    assert [turn.start_seconds for turn in otter.turns[:2]] == [0, 61]
    assert all(turn.start_seconds is not None for turn in otter.turns)
    assert descript.turns[0].start_seconds == 0
    assert "[00:" not in descript.text
    assert "**" not in descript.text


def test_whisperx_keeps_speakers_and_words(shared_corpora: Path) -> None:
    """97 segments by four speakers lose no word, and times run on."""
    transcript = read_transcript(shared_corpora / "1_transcripts/en_sps_whisperx/a95KMDHf4vQ.whisperx.json")

    assert {speaker.name for speaker in transcript.speakers} == {f"SPEAKER_{n:02}" for n in (2, 11, 18, 22)}
    assert len(transcript.text.split()) == 1905
    assert transcript.turns[0].start_seconds == 0.369
    assert transcript.language == "en"


@pytest.mark.parametrize(
    ("stem", "suffixes"),
    [
        ("goodboy", (".srt", ".vtt", ".lrc", ".tsv", ".txt", "_whisper.json")),
        ("keitai", (".srt", ".vtt", "_whisper.json")),
    ],
)
def test_one_talk_reads_alike_from_every_format(
    shared_corpora: Path, stem: str, suffixes: tuple[str, ...]
) -> None:
    """Subtitles and JSON of the same talk give the same turns at the same times."""
    folder = shared_corpora / "1_transcripts" / "en_hitsave"

    first, *others = (read_transcript(folder / f"{stem}{suffix}") for suffix in suffixes)

    for other in others:
        assert other.text == first.text
        assert other.turns == first.turns
    assert max(len(turn.span.cut(first.text).split()) for turn in first.turns) < 150


@pytest.mark.parametrize(
    ("name", "notice"),
    [("wlz_cp1252_crlf.txt", "cp1252"), ("wlz_utf16le_bom.txt", ""), ("wlz_utf8_bom.txt", "")],
)
def test_a_debate_reads_alike_in_every_encoding(shared_corpora: Path, name: str, notice: str) -> None:
    """The bytes differ; the text does not."""
    original = read_transcript(shared_corpora / "1_transcripts/nl_tweedekamer_derived/h-tk-20172018-70-3.txt")

    transcript = read_transcript(shared_corpora / "6_nasty" / "derived_encodings" / name)

    assert transcript.text == original.text
    assert transcript.turns == original.turns
    assert any(guess.value == "cp1252" for guess in transcript.guesses) == bool(notice)


def nhs(folder: Path) -> AnswerTable:
    """The patient survey, one row an answer."""
    return read_answers(
        folder / "2_survey_open_answers/nhs_fft/nhs_fft_NEAS_dev.csv",
        text="FFT answer",
        respondent="Respondent ID",
        question="FFT question",
        score="FFT categorical answer",
        attributes=["Service type 1"],
    )


def test_the_patient_survey_is_complete(shared_corpora: Path) -> None:
    """5,096 answers by 2,959 respondents to three questions, each with a score."""
    table = nhs(shared_corpora)

    assert (len(table.answers), len(table.respondents), len(table.questions)) == (5096, 2959, 3)
    texts = Counter(answer.text for answer in table.answers)
    assert texts["Did not answer"] == 1189
    assert all(answer.score is not None and 1 <= answer.score <= 7 for answer in table.answers)
    assert {respondent.attributes["Service type 1"] for respondent in table.respondents} == {
        "PTS\xa0 - Patient Transport",
        "See and Convey",
        "111",
    }


def test_a_workbook_of_the_survey_is_read(shared_corpora: Path) -> None:
    """The same answers as Excel keeps them."""
    table = read_answers(
        shared_corpora / "2_survey_open_answers/derived_exports/nhs_fft_neas_500.xlsx",
        text="antwoord",
        respondent="resp",
        question="vraag",
        score="fft",
    )

    assert len(table.answers) == 500
    assert table.answers[0].text == "Did not answer"
    assert table.respondents[1].attributes["sentiment"] == 1


@pytest.mark.parametrize("name", ["antwoorden_cp1252_puntkomma.csv", "antwoorden_utf8bom_sepline.csv"])
def test_dutch_excel_is_read(shared_corpora: Path, name: str) -> None:
    """Semicolons, decimal commas, leading zeros and line breaks in cells come out right."""
    table = read_answers(
        shared_corpora / "6_nasty/derived_excel_nl" / name,
        text="Open antwoord",
        respondent="Respondentnr",
        score="Gem. woordlengte",
    )

    assert len(table.answers) == 48
    assert table.answers[0].respondent == "0001"
    assert table.answers[0].score == 4.65
    assert table.answers[0].text.count("\n") == 1
    assert "ggz-cliënten" in table.answers[0].text
    assert table.respondents[0].attributes == {"Datum": date(2018, 4, 17), "Aantal woorden": 71}


def test_right_to_left_answers_keep_their_order(shared_corpora: Path) -> None:
    """Hebrew is stored as it is read aloud, whatever the screen shows."""
    table = read_answers(
        shared_corpora / "6_nasty/real_rtl/heb_Hebr.dev.tsv", text="text", respondent="index_id"
    )

    assert len(table.answers) == 99
    assert table.answers[0].text.startswith("עם המעבר")
