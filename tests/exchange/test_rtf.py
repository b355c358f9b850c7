"""Rich text becomes turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_transcripts import RTF
from tests.transcribed import said
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Transcript


def read(folder: Path, content: str) -> Transcript:
    """The transcript in an ``.rtf`` file with *content*."""
    (folder / "p01.rtf").write_bytes(content.encode("cp1252"))
    return read_transcript(folder / "p01.rtf")


def test_labels_words_and_signs_come_out(tmp_path: Path) -> None:
    """Bytes of the code page, of a font's own one and Unicode are the signs they stand for."""
    assert said(read(tmp_path, RTF)) == [
        ("Anna", "Was het één keer? €3 Да"),
        ("Bert", "Ja.\nTwee keer."),
        ("Anna", "Dank."),
    ]


def test_what_is_no_talk_is_told(tmp_path: Path) -> None:
    """Notes, comments and hidden text are left out and named; who wrote it is not even that."""
    transcript = read(tmp_path, RTF)

    told = " ".join(transcript.notices)
    assert "Footnotes and endnotes were left out (1): 'Een noot.'" in told
    assert "Comments were left out (1): 'Opmerking hier.'" in told
    assert "Hidden texts were left out (1): 'verborgen'" in told
    assert "Geheim" not in told + transcript.text


def test_bold_names_without_a_colon_are_labels(tmp_path: Path) -> None:
    """Bold type is known, also where it is switched off within the group."""
    content = r"{\rtf1\ansi \b Anna\b0  Hoe ging het?\par \b Bert\plain  Goed.\par \b Anna\b0  Mooi.\par"
    content += r"\b Bert\b0  Ja.\par}"

    assert [who for who, _ in said(read(tmp_path, content))] == ["Anna", "Bert"] * 2


def test_signs_beyond_sixteen_bits_are_one(tmp_path: Path) -> None:
    """An emoji is written as two halves, each with a twin for old programs."""
    content = r"{\rtf1\ansi\uc1 I: Ja \u-10179?\u-8704?!\par R: Nee.\par}"

    assert said(read(tmp_path, content))[0] == ("I", "Ja 😀!")


def test_a_lone_half_is_replaced(tmp_path: Path) -> None:
    """What cannot be stored is no crash."""
    assert said(read(tmp_path, r"{\rtf1 I: Ja \u-10179? nou\par R: Nee.\par}"))[0] == ("I", "Ja \ufffd nou")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Time, speaker and words stand in cells, and a cell may hold paragraphs."""
    row = r"\trowd\pard\intbl {}\cell {}\cell {}\cell\row "
    rows = row.format("0:05", "Anna", "Wat vindt u?") + row.format("0:09", "Bert", "Te koud.\\par Heel koud.")

    transcript = read(tmp_path, "{\\rtf1\\ansi " + rows + "\\pard\\par}")

    assert said(transcript) == [("Anna", "Wat vindt u?"), ("Bert", "Te koud.\nHeel koud.")]
    assert [turn.start_seconds for turn in transcript.turns] == [5, 9]


def test_f4_times_are_kept(tmp_path: Path) -> None:
    """f4 writes its transcripts as rich text with a time between hashes at the end."""
    content = (
        r"{\rtf1\ansi I: Hoe ging het? #00:00:05-3#\par R: Goed. #00:01:02-0#\par I: Mooi. #00:01:04-0#\par}"
    )

    transcript = read(tmp_path, content)

    assert [who for who, _ in said(transcript)] == ["I", "R", "I"]
    assert "#" not in transcript.text


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (RTF[:-40], "cut short"),
        ("{\\rtf1 " + "{" * 2000 + "}" * 2001, "nest too deep"),
        ("{\\rtf1 }", "no words"),
        ("I: Ja?", r"not a \.rtf document"),
    ],
)
def test_what_is_no_rich_text_is_refused(tmp_path: Path, content: str, why: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ReadError, match=why):
        read(tmp_path, content)


@pytest.mark.parametrize(
    "heading",
    [r"{\stylesheet{\s1\b heading 1;}}\pard\s1 R: Wonen\par", r"\pard\outlinelevel0 R: Wonen\par"],
    ids=["style", "level"],
)
def test_headings_are_left_out_and_told(tmp_path: Path, heading: str) -> None:
    """A heading is known by its style or its level, until the next paragraph says otherwise."""
    transcript = read(tmp_path, r"{\rtf1 " + heading + r"\pard I: Ging het?\par R: Goed.\par}")

    assert said(transcript) == [("I", "Ging het?"), ("R", "Goed.")]
    assert "Headings were left out (1): 'R: Wonen'" in transcript.notices


def test_text_boxes_are_told(tmp_path: Path) -> None:
    """What stands in a box beside the text is not dropped in silence."""
    box = r"{\shp{\*\shpinst{\shptxt\pard Kader.\par}}{\shprslt Kader.}}"

    transcript = read(tmp_path, r"{\rtf1 I: Ging het?" + box + r"\par R: Goed.\par}")

    assert said(transcript) == [("I", "Ging het?"), ("R", "Goed.")]
    assert "Text boxes were left out (1): 'Kader.'" in transcript.notices
