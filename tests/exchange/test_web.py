"""Web pages become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import read, said
from vocbench.exchange.transcripts import read_transcript

TALK = [("Anna", "Wat vindt u?"), ("Bert", "Te koud.")] * 2


def test_bold_labels_in_paragraphs_are_found(tmp_path: Path) -> None:
    """A label is bold by its tag or by its style, and paragraphs need no end."""
    rows = [f"<p><b>{who}</b> {what}" for who, what in TALK[:2]]
    rows += [f'<p><span style="font-weight: 700">{who}</span> {what}' for who, what in TALK[2:]]

    assert said(read(tmp_path, "".join(rows), "p01.html")) == TALK


def test_line_breaks_part_turns(tmp_path: Path) -> None:
    """Mails and exports put a whole talk in one paragraph."""
    content = "<div>" + "<br>\n".join(f"{who}: {what}" for who, what in TALK) + "</div>"

    assert said(read(tmp_path, content, "p01.htm")) == TALK


def test_scripts_styles_and_titles_do_not_show(tmp_path: Path) -> None:
    """What a browser does not show is no talk."""
    content = (
        "<title>T</title><style>p {}</style><p>I: Ja?<script>x = '<p>R: y'</script><!-- R: z --><p>R: Nee."
    )

    assert said(read(tmp_path, content, "p01.html")) == [("I", "Ja?"), ("R", "Nee.")]


def test_hidden_text_is_left_out_and_told(tmp_path: Path) -> None:
    """What the page hides may have been hidden by accident."""
    content = '<p>I: Ja?<p hidden>geheim<p>R: Nee.<span style="display:none">ook</span>'

    transcript = read(tmp_path, content, "p01.html")

    assert said(transcript) == [("I", "Ja?"), ("R", "Nee.")]
    assert "Hidden texts were left out (2): 'geheim', 'ook'" in transcript.notices


def test_headings_are_left_out_and_told(tmp_path: Path) -> None:
    """A heading is no talk."""
    transcript = read(tmp_path, "<h1>Gesprek <i>3</i></h1><p>I: Ja?<p>R: Nee.", "p01.html")

    assert transcript.text == "Ja?\nNee."
    assert "Headings were left out (1): 'Gesprek 3'" in transcript.notices


@pytest.mark.parametrize("frame", ["{}", "<table><tr><td>kader<td>rand<p>{}</p></td></tr></table>"])
def test_a_table_is_read_row_by_row(tmp_path: Path, frame: str) -> None:
    """Columns are known by their heads; a table around the table is only a frame."""
    rows = "".join(f"<tr><td>{what}<td>0:0{n}<td>{who}" for n, (who, what) in enumerate(TALK))
    table = f"<table><tr><th>Text<th>Time<th>Speaker{rows}</table>"

    transcript = read(tmp_path, frame.format(table), "p01.html")

    assert said(transcript) == TALK
    assert [turn.start_seconds for turn in transcript.turns] == [0, 1, 2, 3]
    assert not any("kader: rand" in notice for notice in transcript.notices)


def test_signs_are_what_they_stand_for(tmp_path: Path) -> None:
    """Entities and the encoding that the page states are understood."""
    (tmp_path / "p01.html").write_bytes(
        b'<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
        b"<p>I: caf\xe9 &lt;b&gt; &#128512;?<p>R: \x80 3"
    )

    assert said(read_transcript(tmp_path / "p01.html")) == [("I", "café <b> 😀?"), ("R", "€ 3")]


def test_a_page_may_nest_as_deep_as_it_likes(tmp_path: Path) -> None:
    """Nothing is lost below many elements, and many comments take no time."""
    content = "<div>" * 5000 + "<p>I: Ja?<p>R: Nee." + "</div>" * 5000 + "<!--" * 5000

    assert said(read(tmp_path, content, "p01.html")) == [("I", "Ja?"), ("R", "Nee.")]
