"""Real exports come in as their description says."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import AnswerTable


@pytest.mark.parametrize(
    ("path", "n_turns", "n_speakers"),
    [
        ("en_hitsave/betty_earl.md", 54, 2),
        ("en_hitsave/dawn_monsters.md", 75, 2),
        ("en_hitsave/descript_wintermoor.md", 290, 4),
        ("en_hitsave/getagrip_chip.md", 192, 4),
        ("en_hitsave/gigasword.md", 84, 3),
        ("en_hitsave/otter_lantana_silvers.md", 59, 2),
        ("en_hitsave/q_cubed.md", 53, 2),
        ("nl_tweedekamer_derived/careyn_debat.docx", 115, 8),
        ("nl_tweedekamer_derived/h-tk-20172018-70-3.txt", 48, 9),
        ("nl_tweedekamer_derived/h-tk-20172018-70-4.txt", 20, 7),
        ("nl_tweedekamer_derived/h-tk-20172018-70-5.txt", 115, 8),
        ("nl_tweedekamer_derived/h-tk-20172018-70-9.txt", 54, 10),
        ("fixture_qualcoder/transcript.txt", 7, 3),
    ],
)
def test_turns_and_speakers_are_all_found(
    shared_corpora: Path, path: str, n_turns: int, n_speakers: int
) -> None:
    """Every turn and speaker of a labelled transcript is found, and none too many."""
    transcript = read_transcript(shared_corpora / "1_transcripts" / path)

    assert (len(transcript.turns), len(transcript.speakers)) == (n_turns, n_speakers)


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
    [("goodboy", (".srt", ".vtt", ".txt", "_whisper.json")), ("keitai", (".srt", ".vtt", "_whisper.json"))],
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
    assert table.respondents[0].attributes == {"Datum": "17-04-2018", "Aantal woorden": 71}


def test_right_to_left_answers_keep_their_order(shared_corpora: Path) -> None:
    """Hebrew is stored as it is read aloud, whatever the screen shows."""
    table = read_answers(
        shared_corpora / "6_nasty/real_rtl/heb_Hebr.dev.tsv", text="text", respondent="index_id"
    )

    assert len(table.answers) == 99
    assert table.answers[0].text.startswith("עם המעבר")
