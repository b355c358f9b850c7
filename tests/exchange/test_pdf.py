"""PDF documents become turns."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.made_transcripts import LOCKED, pdf
from tests.transcribed import said
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Transcript


def read(folder: Path, content: bytes) -> Transcript:
    """The transcript in a ``.pdf`` file with *content*."""
    (folder / "p01.pdf").write_bytes(content)
    return read_transcript(folder / "p01.pdf")


@pytest.mark.parametrize("packs", [False, True])
def test_labelled_lines_are_turns(tmp_path: Path, packs: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """Text comes out, packed or not, with its accents."""
    transcript = read(tmp_path, pdf([["I: Hoe ging het?", "R: Eén keer (lacht)."]], packs=packs))

    assert said(transcript) == [("I", "Hoe ging het?"), ("R", "Eén keer (lacht).")]
    assert any("columns of tables are not known" in notice for notice in transcript.notices)


def test_lines_broken_to_fit_the_page_are_joined(tmp_path: Path) -> None:
    """A turn that runs over three lines is one line of text; a short line ends a paragraph."""
    rows = [
        "I: Hoe vond u het om voor het eerst naar het zwembad te gaan dit jaar",
        "Zwembad Zuid en wat viel u daar op, als u er nu nog eens goed aan terugdenkt, bij de",
        "kassa bijvoorbeeld?",
        "R: Het was koud.",
    ]

    words = [words for _, words in said(read(tmp_path, pdf([rows])))]

    assert words == [" ".join(rows[:3]).removeprefix("I: "), "Het was koud."]


def test_what_every_page_has_is_left_out_and_told(tmp_path: Path) -> None:
    """Running heads and page numbers are no talk; what differs from page to page is."""
    answers = ("koud", "warm", "druk", "leeg")
    pages = [
        ["Interview 3, zwembad", f"I: Was het {each}?", "R: ja", f"maar niet zo {each}.", f"Pagina {n} van 4"]
        for n, each in enumerate(answers, start=1)
    ]

    transcript = read(tmp_path, pdf(pages))

    assert "zwembad" not in transcript.text
    assert "Pagina" not in transcript.text
    assert len(transcript.turns) == 8
    assert any(
        "running heads were left out (8): 'Interview 3, zwembad'" in each for each in transcript.notices
    )


def test_broken_words_are_made_whole(tmp_path: Path) -> None:
    """A hyphen at a line's end goes, unless the word has one elsewhere or is half of a pair."""
    rows = [
        "I: Het verschil was zee-eend of voor-",
        "en nadelen, maar het grote ver-",
        "schil en een zee-",
        "eend van goud-op-",
        "snee?",
        "R: Ja, ge-",
        "sloten, ik wil-",
        "maar nee.",
        "I: Maar toch?",
    ]

    transcript = read(tmp_path, pdf([rows]))

    asked = "Het verschil was zee-eend of voor- en nadelen, maar het grote verschil en een zee-eend van "
    assert said(transcript)[0][1] == f"{asked}goud-op-snee?"
    assert said(transcript)[1][1] == "Ja, gesloten, ik wil- maar nee."
    assert any("Words broken at the end of a line were joined: 2" in each for each in transcript.notices)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (pdf([[]]), "it was scanned"),
        (pdf([["I: Ja?"]], encrypt=LOCKED), "locked with a password"),
        (pdf([["I: Ja?"]])[:40], "damaged PDF"),
        (b"%PDF-1.4\nnothing", "damaged PDF"),
        (b"I: Ja?", r"not a \.pdf document"),
    ],
)
def test_what_holds_no_text_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ReadError, match=why):
        read(tmp_path, content)


def test_a_pdf_leaves_the_log_as_it_was(tmp_path: Path) -> None:
    """Somebody who works with PDF documents too still hears of their oddities."""
    before = logging.getLogger("pypdf").level
    (tmp_path / "p01.pdf").write_bytes(b"%PDF-1.4 nothing")

    with pytest.raises(ReadError):
        read_transcript(tmp_path / "p01.pdf")

    assert logging.getLogger("pypdf").level == before


@pytest.mark.parametrize("row", ["{}|{}", "**{}**|{}", "**{}** {}"], ids=["alone", "bold alone", "bold"])
def test_names_without_a_colon_are_labels(tmp_path: Path, row: str) -> None:
    """Bold type and the room between paragraphs tell who speaks, on whatever page they stand."""
    talks = [[("Anna", f"Ging {n}?"), ("Bert", f"Ja, {n}.")] * 2 for n in ("het", "dat")]
    pages = [[line for turn in talk for line in (*row.format(*turn).split("|"), "")] for talk in talks]

    assert said(read(tmp_path, pdf(pages))) == [*talks[0], *talks[1]]


def test_bold_questions_are_told_from_answers(tmp_path: Path) -> None:
    """A bold question of two lines is one; the answer starts where type is plain again."""
    page = ["**Hoe ging het op de dag dat u**", "**belde?**", "Goed.", "**En nu?**", "Klaar."]

    assert said(read(tmp_path, pdf([page]))) == [
        ("Q", "Hoe ging het op de dag dat u belde?"),
        ("A", "Goed."),
        ("Q", "En nu?"),
        ("A", "Klaar."),
    ]


def test_paragraphs_of_one_line_stay_apart(tmp_path: Path) -> None:
    """Lines that all end a sentence were not broken to fit, however wide they are."""
    rows = ["Ik woon hier al sinds 1998.", "Wat vindt u van het afval?", "De bakken zijn altijd vol."]

    assert [words for _, words in said(read(tmp_path, pdf([rows])))] == rows
