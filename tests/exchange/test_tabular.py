"""Tables become turns, where their columns say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import guessed, read, said, times
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import turns_score

WHISPER = 'start\tend\ttext\n43810\t47850\t"Ja", zei ze,\n47850\t48500\tmaar nee.\n53000\t54000\tTja.\n'
"""Made: Whisper's table counts thousandths of a second and quotes nothing."""


def test_whispers_table_is_cues(tmp_path: Path) -> None:
    """Segments are joined to turns, and a quotation mark is one that was said."""
    transcript = read(tmp_path, WHISPER, "p01.tsv")

    assert said(transcript) == [("", '"Ja", zei ze, maar nee.'), ("", "Tja.")]
    assert times(transcript) == [(43.81, 48.5), (53, 54)]


def test_a_row_of_whispers_table_without_times_is_named(tmp_path: Path) -> None:
    """The line says where to look."""
    with pytest.raises(ReadError, match=r"Line 3 of p01\.tsv does not start with two times"):
        read(tmp_path, "start\tend\ttext\n0\t10\tJa.\nNee.\n", "p01.tsv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("p.csv", 'Spreker;Tijd;Tekst\nI;00:00:05;Wat vindt u?\nR;[0:09];"Te koud;\nen te duur."\n'),
        ("p.tsv", 'text\tspeaker\tstart\nWat vindt u?\tI\t5\n"Te koud;\nen te duur."\tR\t9,0\n'),
        ("p.csv", 'Start (ms),Naam,Woorden\n5000,I:,Wat vindt u?\n9000,R:,"Te koud;\nen te duur."\n'),
    ],
)
def test_a_table_of_turns_is_read_by_its_heads(tmp_path: Path, name: str, content: str) -> None:
    """Speakers, times and words stand in any order, named in Dutch or English."""
    transcript = read(tmp_path, content, name)

    assert said(transcript) == [("I", "Wat vindt u?"), ("R", "Te koud;\nen te duur.")]
    assert times(transcript) == [(5, None), (9, None)]


def test_segments_with_start_and_end_are_joined(tmp_path: Path) -> None:
    """A table that a recogniser wrote has several rows a turn."""
    content = 'start,end,speaker,text\n0.5,2.0,S0,Hoe gaat het?\n2.1,3,S1,"Nou,"\n3,4,S1,goed.\n'

    transcript = read(tmp_path, content, "p.csv")

    assert said(transcript) == [("S0", "Hoe gaat het?"), ("S1", "Nou, goed.")]
    assert times(transcript) == [(0.5, 2), (2.1, 4)]


def test_a_row_without_a_name_goes_on_with_the_last_speaker(tmp_path: Path) -> None:
    """In a table a name is often written once."""
    transcript = read(tmp_path, "speaker,text\nI,Ja?\n,Nou?\nR,Nee.\n", "p.csv")

    assert said(transcript) == [("I", "Ja?"), ("I", "Nou?"), ("R", "Nee.")]


def test_other_columns_are_told(tmp_path: Path) -> None:
    """What is not read is named."""
    transcript = read(tmp_path, "speaker,text,note\nI,Ja?,x\nR,Nee.,\n", "p.csv")

    assert "Columns left out: 'note'." in transcript.notices


@pytest.mark.parametrize("content", ["a,b\n1,2\n", "text\nJa\n", "speaker,start\nI,5\n"])
def test_a_table_that_is_no_transcript_says_what_it_needs(tmp_path: Path, content: str) -> None:
    """A table of answers is sent to the reader of answers."""
    with pytest.raises(ReadError, match=r"needs a column 'text'.*read_answers"):
        read(tmp_path, content, "p.csv")


@pytest.mark.parametrize(
    ("content", "is_transcript"),
    [
        ("speaker,text\nI,Ja?\nR,Nee.\n" + "I,Nou?\nR,Tja.\n" * 3, True),
        ("start,text\n" + "0:05,Ja.\n" * 3, True),
        ("naam,tekst\nAnna,Te koud.\nBert,Prima.\nCees,Duur.\n", False),
        ("respondent,score,answer\n1,8,Prima.\n2,3,Duur.\n", False),
    ],
)
def test_turns_are_told_from_answers(tmp_path: Path, content: str, *, is_transcript: bool) -> None:
    """In a conversation speakers come back or rows have times; in a survey everybody has a row."""
    (tmp_path / "p.csv").write_text(content)

    assert (turns_score(tmp_path / "p.csv") > 0.5) == is_transcript


def test_whispers_table_is_surely_a_transcript(tmp_path: Path) -> None:
    """Its head leaves no doubt."""
    (tmp_path / "p.tsv").write_text(WHISPER)

    assert turns_score(tmp_path / "p.tsv") > 0.9


def test_thousandths_are_told_from_seconds(tmp_path: Path) -> None:
    """Whole numbers that would make a word last minutes are thousandths, and that is a guess."""
    rows = "start\tend\tspeaker\ttext\n0\t2000\tA\tHallo daar.\n2000\t4500\tB\tJa?\n"

    transcript = read(tmp_path, rows, "p01.tsv")

    assert [(turn.start_seconds, turn.end_seconds) for turn in transcript.turns] == [(0, 2), (2, 4.5)]
    assert guessed(transcript, "times").value == "counted in thousandths of a second"


def test_frames_do_not_cost_the_time(tmp_path: Path) -> None:
    """Video programs count frames behind the seconds; the seconds are kept."""
    rows = 'Speaker Name,Start Time,Text\nAnna,00:00:00:00,"Ja, wat?"\nBert,00:01:02:12,Nee.\n'

    transcript = read(tmp_path, rows, "p01.csv")

    assert [turn.start_seconds for turn in transcript.turns] == [0, 62]
