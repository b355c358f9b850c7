"""Word documents become turns."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml

from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Transcript

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
INSERTED = f'<w:ins {NAMES} w:id="1" w:author="A"><w:r><w:t> heel koud</w:t></w:r></w:ins>'
DELETED = f'<w:del {NAMES} w:id="2" w:author="A"><w:r><w:delText> warm</w:delText></w:r></w:del>'
MOVED_AWAY = f'<w:moveFrom {NAMES} w:id="3" w:author="A"><w:r><w:t> lauw</w:t></w:r></w:moveFrom>'
CONTROL = f"<w:sdt {NAMES}><w:sdtContent><w:p><w:r><w:t>I: En nu?</w:t></w:r></w:p></w:sdtContent></w:sdt>"


def written(folder: Path, *paragraphs: tuple[str, str]) -> Path:
    """A document with paragraphs of a bold and a plain part each."""
    document = docx.Document()
    for bold, plain in paragraphs:
        paragraph = document.add_paragraph()
        paragraph.add_run(bold).bold = True
        paragraph.add_run(plain)
    document.save(str(folder / "p01.docx"))
    return folder / "p01.docx"


def said(transcript: Transcript) -> list[tuple[str, str]]:
    """Who says what, turn by turn."""
    return [(turn.speaker, turn.span.cut(transcript.text)) for turn in transcript.turns]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Anna: ", "Wat vindt u?"), ("Bert: ", "Te koud.")),
        (("Anna:", " Wat vindt u?"), ("Bert:", " Te koud.")),
        (("", "Anna: Wat vindt u?"), ("", "Bert: Te koud.")),
        (("Anna", "\tWat vindt u?"), ("Bert", "\tTe koud.")),
        (("Anna", " Wat vindt u?"), ("Bert", " Te koud.")),
        (("Anna", "  0:05\nWat vindt u?"), ("Bert", "  0:09\nTe koud.")),
    ],
)
def test_labels_may_be_bold_or_plain(tmp_path: Path, first: tuple[str, str], second: tuple[str, str]) -> None:
    """A paragraph starts a turn when it starts with a label, however that is set."""
    path = written(tmp_path, first, second, first, second)

    assert said(read_transcript(path)) == [("Anna", "Wat vindt u?"), ("Bert", "Te koud.")] * 2


def test_a_paragraph_without_a_label_goes_on(tmp_path: Path) -> None:
    """Several paragraphs may make one turn."""
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."), ("", "Of toch?\nMisschien."))

    assert said(read_transcript(path)) == [("I", "Ja?"), ("R", "Nee.\nOf toch?\nMisschien.")]


def test_headings_are_left_out_and_told(tmp_path: Path) -> None:
    """A heading is no talk."""
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))
    document = docx.Document(str(path))
    document.add_heading("Deel 2")
    document.add_paragraph("I: En nu?")
    document.save(str(path))

    transcript = read_transcript(path)

    assert transcript.text == "Ja?\nNee.\nEn nu?"
    assert any("'Deel 2'" in notice for notice in transcript.notices)


def test_a_row_of_a_table_is_a_turn(tmp_path: Path) -> None:
    """Some transcribers put time, speaker and words in columns."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("00:00:05", "Anna", "Wat vindt u?"), ("00:01:00", "Bert:", "Te koud.\nHeel koud.")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "p01.docx"))

    transcript = read_transcript(tmp_path / "p01.docx")

    assert said(transcript) == [("Anna", "Wat vindt u?"), ("Bert", "Te koud.\nHeel koud.")]
    assert [turn.start_seconds for turn in transcript.turns] == [5, 60]


def test_tracked_insertions_count_and_deletions_do_not(tmp_path: Path) -> None:
    """The text is what the document says with all changes accepted."""
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee,"))
    document = docx.Document(str(path))
    for change in (DELETED, INSERTED, MOVED_AWAY):
        document.paragraphs[-1]._p.append(parse_xml(change))
    document.save(str(path))

    assert said(read_transcript(path))[-1] == ("R", "Nee, heel koud")


def test_paragraphs_in_a_content_control_are_read(tmp_path: Path) -> None:
    """Forms keep their text in controls, which python-docx passes over."""
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))
    document = docx.Document(str(path))
    document.paragraphs[-1]._p.addnext(parse_xml(CONTROL))
    document.save(str(path))

    assert said(read_transcript(path))[-1] == ("I", "En nu?")


def test_a_document_without_speakers_has_a_turn_for_each_paragraph(tmp_path: Path) -> None:
    """Paragraphs are kept apart where nobody is named."""
    path = written(tmp_path, ("", "Eerste alinea."), ("", "Tweede alinea."))

    assert said(read_transcript(path)) == [("", "Eerste alinea."), ("", "Tweede alinea.")]


def test_a_damaged_document_is_refused(tmp_path: Path) -> None:
    """An archive that is no document is a ReadError with advice."""
    with zipfile.ZipFile(tmp_path / "p01.docx", "w") as archive:
        archive.writestr("readme.txt", "no document")

    with pytest.raises(ReadError, match=r"p01\.docx is no Word document.*save it as \.docx"):
        read_transcript(tmp_path / "p01.docx")


def test_a_document_cut_short_is_refused(tmp_path: Path) -> None:
    """Half a file is a ReadError, not a crash."""
    path = written(tmp_path, ("I: ", "Ja?"))
    path.write_bytes(path.read_bytes()[:2000])

    with pytest.raises(ReadError, match="damaged"):
        read_transcript(path)


def with_parts(path: Path, parts: dict[str, str], body: str = "") -> Path:
    """The document at *path* with more parts, and *body* before the end of its text."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members["word/document.xml"].decode()
    members["word/document.xml"] = text.replace("<w:sectPr", f"{body}<w:sectPr", 1).encode()
    members |= {f"word/{name}.xml": content.encode() for name, content in parts.items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def part(tag: str, text: str) -> str:
    """A part that holds one paragraph."""
    return f"<w:{tag} {NAMES}><w:x><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:x></w:{tag}>"


def test_comments_notes_and_page_heads_are_told(tmp_path: Path) -> None:
    """What stands beside the text is left out, and said to be."""
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))
    parts = {"comments": part("comments", "Twijfelt."), "footnotes": part("footnotes", "Noot.")}
    parts["header9"] = part("hdr", "Interview 3")

    transcript = read_transcript(with_parts(path, parts))

    assert transcript.text == "Ja?\nNee."
    told = " ".join(transcript.notices)
    assert "Comments were left out (1): 'Twijfelt.'" in told
    assert "Footnotes and endnotes were left out (1): 'Noot.'" in told
    assert "'Interview 3'" in told


def test_links_are_text_and_hidden_text_is_not(tmp_path: Path) -> None:
    """A link shows its words; hidden words are told."""
    body = (
        "<w:p><w:r><w:t>I: Zie </w:t></w:r><w:hyperlink><w:r><w:t>zwembad.nl</w:t></w:r></w:hyperlink>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>geheim</w:t></w:r></w:p>"
    )
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))

    transcript = read_transcript(with_parts(path, {}, body))

    assert said(transcript)[-1] == ("I", "Zie zwembad.nl")
    assert "Hidden texts were left out (1): 'geheim'" in transcript.notices


def test_a_text_box_follows_its_paragraph(tmp_path: Path) -> None:
    """A box is kept once, though the file holds it for old programs too."""
    box = "<w:txbxContent><w:p><w:r><w:t>R: In een kader.</w:t></w:r></w:p></w:txbxContent>"
    compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    drawing = (
        f'<mc:AlternateContent xmlns:mc="{compatibility}"><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))

    transcript = read_transcript(with_parts(path, {}, f"<w:p><w:r><w:t>I: Zo?</w:t>{drawing}</w:r></w:p>"))

    assert said(transcript)[2:] == [("I", "Zo?"), ("R", "In een kader.")]
    assert "Text boxes were put after the paragraph on which they hang: 1." in transcript.notices


def test_numbers_of_a_list_are_told(tmp_path: Path) -> None:
    """Word makes the numbers itself: they are no text."""
    body = "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>I: En nu?</w:t></w:r></w:p>"
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))

    assert (
        "Numbers or bullets of lists were left out: 1." in read_transcript(with_parts(path, {}, body)).notices
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("Spreker", "Tijd", "Tekst"), ("Anna", "0:05", "Wat vindt u?"), ("Bert", "0:09", "Koud.")],
        [
            ("Text", "#", "Time", "Speaker"),
            ("Wat vindt u?", "1", "0:05", "Anna"),
            ("Koud.", "2", "0:09", "Bert"),
        ],
        [("Wat vindt u er nou van?", "Anna", "0:05"), ("Heel erg koud.", "Bert", "0:09")],
        [("0:05", "Anna", "Wat vindt u er nou van?"), ("0:09", "Bert", "Heel erg koud.")],
    ],
)
def test_columns_stand_in_any_order(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    """Columns are known by a head in Dutch or English, or by what is in them."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "p01.docx"))

    transcript = read_transcript(tmp_path / "p01.docx")

    assert [who for who, _ in said(transcript)] == ["Anna", "Bert"]
    assert [turn.start_seconds for turn in transcript.turns] == [5, 9]
    assert "0:05" not in transcript.text


def test_a_column_that_is_neither_is_told(tmp_path: Path) -> None:
    """Remarks of who typed it are no words of the talk."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in (("Wie", "Tekst", "Opmerking"), ("I", "Ja?", ""), ("R", "Nee.", "lacht hard")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "p01.docx"))

    transcript = read_transcript(tmp_path / "p01.docx")

    assert said(transcript) == [("I", "Ja?"), ("R", "Nee.")]
    assert any("'Opmerking'" in notice for notice in transcript.notices)


def test_a_bold_style_marks_a_label(tmp_path: Path) -> None:
    """Bold type may come from a style of the document's own."""
    document = docx.Document()
    document.styles.add_style("Spreker", 2).font.bold = True
    for name, words in (("Anna", " Ja?"), ("Bert", " Nee.")) * 2:
        paragraph = document.add_paragraph()
        paragraph.add_run(name, style="Spreker")
        paragraph.add_run(words)
    document.save(str(tmp_path / "p01.docx"))

    assert [who for who, _ in said(read_transcript(tmp_path / "p01.docx"))] == ["Anna", "Bert"] * 2


def test_an_emoji_is_text(tmp_path: Path) -> None:
    """Word writes an emoji as a sign of its own, with the text for programs that do not know it."""
    names = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:s="urn:s"'
    ways = "<mc:Choice><s:symEx/></mc:Choice><mc:Fallback><w:t>😊</w:t></mc:Fallback>"
    sign = f"<w:r><mc:AlternateContent {names}>{ways}</mc:AlternateContent></w:r>"
    body = f"<w:p><w:r><w:t>I: Ja </w:t></w:r>{sign}</w:p>"
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))

    assert said(read_transcript(with_parts(path, {}, body)))[-1] == ("I", "Ja 😊")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [
                ("", "Timespan", "Content", "Speaker"),
                ("1", "0:00.0 - 0:03.2", "Hallo?", "Anna"),
                ("2", "0:03.2 - 0:09.5", "Ik belde.", "Bert"),
            ],
            [("Anna", "Hallo?", 0, 3.2), ("Bert", "Ik belde.", 3.2, 9.5)],
        ),
        (
            [
                ("Tijd", "Wie", "Wat wordt er gezegd"),
                ("0:03", "I", "Wat gebeurde er?"),
                ("", "R", "Ik belde."),
                ("", "I", "Ja?"),
            ],
            [("I", "Wat gebeurde er?", 3, None), ("R", "Ik belde.", None, None), ("I", "Ja?", None, None)],
        ),
        (
            [("Tijd", "Vraag", "Antwoord"), ("0:03", "Wat gebeurde er?", "Ik belde."), ("0:12", "Ja?", "")],
            [
                ("Vraag", "Wat gebeurde er?", 3, None),
                ("Antwoord", "Ik belde.", None, None),
                ("Vraag", "Ja?", 12, None),
            ],
        ),
    ],
)
def test_a_table_keeps_times_and_speakers_whatever_its_head_says(
    tmp_path: Path, rows: list[tuple[str, ...]], expected: list[tuple[str, str, float | None, float | None]]
) -> None:
    """One column that the head tells is enough; two columns may be two who speak; a time may have an end."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "p01.docx"))

    transcript = read_transcript(tmp_path / "p01.docx")

    assert [
        (turn.speaker, turn.span.cut(transcript.text), turn.start_seconds, turn.end_seconds)
        for turn in transcript.turns
    ] == expected


def test_a_bold_name_below_its_time_keeps_all_words(tmp_path: Path) -> None:
    """A time on a line of its own is set before the name, which is cut off and nothing else."""
    rows = [("", "[0:03]"), ("Anna Bakker", " Goedemorgen."), ("", "[0:09]"), ("Bert", " Dag.")]

    transcript = read_transcript(written(tmp_path, *rows, *rows))

    assert said(transcript) == [("Anna Bakker", "Goedemorgen."), ("Bert", "Dag.")] * 2
    assert [turn.start_seconds for turn in transcript.turns] == [3, 9] * 2


def test_bold_questions_and_plain_answers_are_a_talk(tmp_path: Path) -> None:
    """Where nobody is named, bold type asks and plain type answers; the title does neither."""
    title, *rows = ("Verslag", "3 mei"), ("Hoe gaat het?", ""), ("", "Goed."), ("", "Ja: heel goed.")

    transcript = read_transcript(written(tmp_path, title, *rows, ("En nu?", ""), ("", "Klaar.")))

    assert said(transcript) == [
        ("Q", "Hoe gaat het?"),
        ("A", "Goed.\nJa: heel goed."),
        ("Q", "En nu?"),
        ("A", "Klaar."),
    ]
    assert [guess.value for guess in transcript.guesses if guess.what == "bold type"]


def test_bold_headings_make_no_talk(tmp_path: Path) -> None:
    """A report with one question among its bold headings stays a report."""
    rows = [("Inleiding.", ""), ("", "Wij spraken Anna."), ("Wat nu?", ""), ("", "Verder."), ("Slot.", "")]

    assert {who for who, _ in said(read_transcript(written(tmp_path, *rows)))} == {""}


def test_signs_that_word_makes_are_words(tmp_path: Path) -> None:
    """Smileys, arrows and formulas stay; a sign of a font of symbols that is not known shows as one."""
    maths = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    signs = "".join(f'<w:sym w:font="Wingdings" w:char="{code}"/>' for code in ("F04A", "F0E0", "F099"))
    body = f"<w:p><w:r><w:t>I: </w:t>{signs}</w:r><m:oMath {maths}><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>"
    path = written(tmp_path, ("I: ", "Ja?"), ("R: ", "Nee."))

    assert said(read_transcript(with_parts(path, {}, body)))[-1] == ("I", "☺→\ufffda+b")
