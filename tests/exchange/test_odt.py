"""OpenDocument texts become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_transcripts import odt, packed
from tests.transcribed import said
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Transcript


def read(folder: Path, content: bytes) -> Transcript:
    """The transcript in an ``.odt`` file with *content*."""
    (folder / "p01.odt").write_bytes(content)
    return read_transcript(folder / "p01.odt")


def told(transcript: Transcript, *words: str) -> bool:
    """Whether one notice holds all *words*."""
    return any(all(word in notice for word in words) for notice in transcript.notices)


def test_bold_labels_are_found(tmp_path: Path) -> None:
    """A label in a span of a bold style starts a turn, without a colon too."""
    rows = (("Anna", "Wat vindt u?"), ("Bert", "Te koud.")) * 2
    body = "".join(
        f'<text:p><text:span text:style-name="T1">{who}</text:span> {what}</text:p>' for who, what in rows
    )

    assert said(read(tmp_path, odt(body))) == list(rows)


def test_a_bold_style_is_found_through_its_parent(tmp_path: Path) -> None:
    """A style made from a bold one is bold."""
    styles = (
        '<style:style style:name="Sterk"><style:text-properties fo:font-weight="700"/></style:style>'
        '<style:style style:name="T1" style:parent-style-name="Sterk"/>'
    )
    body = '<text:p><text:span text:style-name="T1">Anna</text:span> Ja.</text:p>' * 2

    assert said(read(tmp_path, odt(body, styles=styles))) == [("Anna", "Ja.")] * 2


def test_signs_of_the_format_are_text(tmp_path: Path) -> None:
    """Tabs, line breaks and blanks are elements; line ends of the file are none."""
    said_first = 'Ja<text:tab/>nou<text:line-break/>en<text:s text:c="3"/>toen\n  weer.'
    body = f"<text:p>I: {said_first}</text:p><text:p>R: Ja.</text:p>"

    assert said(read(tmp_path, odt(body)))[0] == ("I", "Ja\tnou\nen   toen weer.")


def test_a_claim_of_a_billion_blanks_is_not_believed(tmp_path: Path) -> None:
    """Repeated blanks and cells are limited."""
    body = (
        '<text:p>I: Ja<text:s text:c="999999999"/>nou.</text:p><text:p>R: Ja.</text:p><table:table>'
        "<table:table-row>"
        '<table:table-cell table:number-columns-repeated="999999999"><text:p/></table:table-cell>'
        "</table:table-row></table:table>"
    )

    assert len(read(tmp_path, odt(body)).text) < 100


def test_notes_comments_and_deletions_are_no_words(tmp_path: Path) -> None:
    """What is not among the words is told; what was deleted is gone."""
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>weg</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p>I: Ja<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        "<text:p>Noot.</text:p></text:note-body></text:note>?</text:p>"
        "<text:p>R: Nee<office:annotation><text:p>Twijfelt.</text:p></office:annotation>.</text:p>"
    )

    transcript = read(tmp_path, odt(body))

    assert transcript.text == "Ja?\nNee."
    assert told(transcript, "Footnotes", "'Noot.'")
    assert told(transcript, "Comments", "'Twijfelt.'")


def test_page_heads_are_told(tmp_path: Path) -> None:
    """The head of the pages is no talk."""
    pages = "<style:master-page><style:header><text:p>Interview 3</text:p></style:header></style:master-page>"

    assert told(read(tmp_path, odt(pages=pages)), "Headers and footers", "'Interview 3'")


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Columns are known by their heads."""
    rows = (("Tekst", "Tijd", "Spreker"), ("Koud, hè?", "0:05", "Anna"), ("Nee.", "0:09", "Bert"))
    cells = [
        "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        for row in rows
    ]
    body = (
        f"<table:table>{''.join(f'<table:table-row>{row}</table:table-row>' for row in cells)}</table:table>"
    )

    transcript = read(tmp_path, odt(body))

    assert said(transcript) == [("Anna", "Koud, hè?"), ("Bert", "Nee.")]
    assert [turn.start_seconds for turn in transcript.turns] == [5, 9]


def test_a_text_box_follows_its_paragraph(tmp_path: Path) -> None:
    """What stands in a box is kept, and that it stood there is told."""
    box = "<draw:frame><draw:text-box><text:p>R: In een kader.</text:p></draw:text-box></draw:frame>"

    transcript = read(tmp_path, odt(f"<text:p>I: Ja?{box}</text:p>"))

    assert said(transcript) == [("I", "Ja?"), ("R", "In een kader.")]
    assert told(transcript, "Text boxes", "1")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (packed({"readme.txt": "x"}), "no OpenDocument text"),
        (odt(more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "password"),
        (packed({"content.xml": "<a><b></a>"}), "no sound XML"),
        (packed({"content.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}), "document type or entities"),
        (packed({"content.xml": "<a/>"}), "no text"),
        (odt()[:300], "damaged"),
    ],
)
def test_what_is_no_document_is_refused(tmp_path: Path, content: bytes, why: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ReadError, match=why):
        read(tmp_path, content)
