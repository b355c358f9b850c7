"""Survey exports become answers of respondents."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from vocbench.errors import ReadError
from vocbench.exchange.answers import read_answers
from vocbench.exchange.grids.cell import cell_text
from vocbench.model.source import AnswerTable


def read(folder: Path, content: str | bytes, *, suffix: str = ".csv", **options: Any) -> AnswerTable:
    """The answers in a file with *content*."""
    path = folder / f"survey{suffix}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_answers(path, **options)


def read_book(folder: Path, rows: list[list[object]], **options: Any) -> AnswerTable:
    """The answers in a workbook with *rows*."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "survey.xlsx")
    return read_answers(folder / "survey.xlsx", **options)


def told(table: AnswerTable, words: str) -> bool:
    """Whether a notice or guess holds *words*."""
    return any(words in each for each in (*table.notices, *map(str, table.guesses)))


WIDE = "id,goed,beter,nps,plaats\nr1,Prijs,Water,9,Zwolle\nr2,,NA,7,Assen\n"


def test_each_text_column_of_a_wide_table_is_a_question(tmp_path: Path) -> None:
    """A row holds the answers of one respondent, a column those to one question."""
    table = read(tmp_path, WIDE, text=["goed", "beter"], respondent="id", score="nps")

    assert table.questions == ("goed", "beter")
    assert [(a.respondent, a.question, a.text, a.score) for a in table.answers] == [
        ("r1", "goed", "Prijs", 9.0),
        ("r1", "beter", "Water", 9.0),
        ("r2", "goed", "", 7.0),
        ("r2", "beter", "NA", 7.0),
    ]


def test_other_columns_are_attributes(tmp_path: Path) -> None:
    """What has no other part describes the respondent."""
    table = read(tmp_path, WIDE, text="beter", respondent="id", score="nps")

    assert table.respondents[0].attributes == {"goed": "Prijs", "plaats": "Zwolle"}
    assert table.respondents[1].attributes == {"plaats": "Assen"}


def test_attributes_can_be_chosen(tmp_path: Path) -> None:
    """Only the named columns are kept."""
    table = read(tmp_path, WIDE, text="beter", respondent="id", attributes=["plaats"])

    assert table.respondents[0].attributes == {"plaats": "Zwolle"}


LONG = """id,vraag,antwoord,leeftijd,golf
r1,Goed?,Prijs,34,2023
r1,Beter?,Water,34,2023
r2,Goed?,Niets,,2023
r1,Goed?,Water,35,2024
"""


def test_the_question_column_makes_a_table_long(tmp_path: Path) -> None:
    """A row holds one answer, to the question it names."""
    table = read(tmp_path, LONG, text="antwoord", respondent="id", question="vraag", wave="golf")

    assert [(a.respondent, a.question, a.text, a.wave) for a in table.answers] == [
        ("r1", "Goed?", "Prijs", "2023"),
        ("r1", "Beter?", "Water", "2023"),
        ("r2", "Goed?", "Niets", "2023"),
        ("r1", "Goed?", "Water", "2024"),
    ]


def test_the_first_filled_row_gives_an_attribute_and_a_conflict_is_told(tmp_path: Path) -> None:
    """Two rows of one respondent that differ are not mixed."""
    table = read(tmp_path, LONG, text="antwoord", respondent="id", question="vraag", wave="golf")

    assert table.respondents[0].attributes == {"leeftijd": 34}
    assert told(table, "different things in 'leeftijd' (1×)")


def test_a_respondent_twice_under_one_question_names_both_rows(tmp_path: Path) -> None:
    """Two answers where one is meant are found by their lines."""
    with pytest.raises(ReadError, match=r"'r1' answers 'Goed\?' twice, in line 2 and line 5\..*wave="):
        read(tmp_path, LONG, text="antwoord", respondent="id", question="vraag")


def test_a_respondent_twice_in_a_wide_table_names_both_rows(tmp_path: Path) -> None:
    """The same holds where a row is a respondent; lines count as in an editor."""
    with pytest.raises(ReadError, match=r"'r1' answers 'beter' twice, in line 2 and line 4"):
        read(tmp_path, 'id,beter\nr1,"een\ntwee"\nr1,drie\n', text="beter", respondent="id")


def test_without_a_respondent_column_each_row_is_somebody(tmp_path: Path) -> None:
    """An anonymous survey has row numbers for keys, and that is told."""
    table = read(tmp_path, LONG, text="antwoord", question="vraag")

    assert [respondent.key for respondent in table.respondents] == ["row 1", "row 2", "row 3", "row 4"]
    assert told(table, "No respondent column")


def test_one_wave_can_be_given_for_the_whole_file(tmp_path: Path) -> None:
    """A file for each year needs no column for it."""
    table = read(tmp_path, WIDE, text="beter", respondent="id", wave_label="2024")

    assert {answer.wave for answer in table.answers} == {"2024"}


def test_a_wave_is_a_column_or_a_label(tmp_path: Path) -> None:
    """Both at once contradict each other."""
    with pytest.raises(ReadError, match="not both"):
        read(tmp_path, LONG, text="antwoord", wave="golf", wave_label="2024")


@pytest.mark.parametrize("missing", ["NA", "None", "nan", "NULL", "n.v.t.", "geen", "-"])
def test_what_somebody_wrote_is_an_answer(tmp_path: Path, missing: str) -> None:
    """Words that programs take for "missing" are words here."""
    assert read(tmp_path, f"id,beter\nr1,{missing}\n", text="beter").answers[0].text == missing


def test_an_answer_is_kept_as_it_stands(tmp_path: Path) -> None:
    """Blanks, markup, line breaks and formulas are not touched."""
    words = " <b>=1+1</b>\r\nniet\u00a0goed "

    assert read(tmp_path, f'beter\n"{words}"\n', text="beter").answers[0].text == words.replace("\r\n", "\n")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    """Rows that are as wide as the head show what parts their cells."""
    content = "id,beter,nps\nr1,'Koud; en duur',8\nr2,Niets,7\n".replace(",", delimiter).replace("'", '"')

    assert read(tmp_path, content, text="beter").answers[0].text == "Koud; en duur"


def test_commas_in_answers_do_not_hide_the_semicolon(tmp_path: Path) -> None:
    """A head with one comma in a question is still parted by semicolons."""
    content = "id;Wat kan beter, en waarom?\n1;ja, nee, ja\n2;nee\n3;koud, hoor\n"

    assert (
        read(tmp_path, content, text="Wat kan beter, en waarom?", respondent="id").answers[2].text
        == "koud, hoor"
    )


def test_a_single_column_needs_no_delimiter(tmp_path: Path) -> None:
    """A list of answers is a table of one column, commas and all."""
    table = read(tmp_path, "antwoord\nKoud, en duur\nJa; nee\n", text="antwoord")

    assert [answer.text for answer in table.answers] == ["Koud, en duur", "Ja; nee"]


def test_tab_separated_values_are_parted_by_tabs_alone(tmp_path: Path) -> None:
    """A .tsv may be full of commas."""
    table = read(tmp_path, "a,b,c\tbeter\n1,2,3\tkoud\n", suffix=".tsv", text="beter", respondent="a,b,c")

    assert table.answers[0].respondent == "1,2,3"


def test_dutch_excel_is_read(tmp_path: Path) -> None:
    """cp1252, semicolons, decimal commas and a `sep=` line are what Dutch Excel writes."""
    content = "sep=;\r\nnr;cijfer;Wat kan béter?\r\n007;7,5;Geïnd € 20\r\n"

    table = read(tmp_path, content.encode("cp1252"), text="Wat kan béter?", respondent="nr", score="cijfer")

    assert table.answers[0].respondent == "007"
    assert table.answers[0].score == 7.5
    assert table.answers[0].text == "Geïnd € 20"
    assert told(table, "cp1252")


def test_a_line_below_sep_is_counted_from_the_top(tmp_path: Path) -> None:
    """Line numbers are those of the file, its first line included."""
    with pytest.raises(ReadError, match="line 3 and line 4"):
        read(tmp_path, "sep=;\nid;a\nr1;x\nr1;y\n", text="a", respondent="id")


def test_a_missing_column_suggests_the_nearest(tmp_path: Path) -> None:
    """A slip in a column is met with the columns there are."""
    with pytest.raises(
        ReadError, match=r"no column 'betr'.*Did you mean 'beter'.*'id', 'goed', 'beter', 'nps', 'plaats'"
    ):
        read(tmp_path, WIDE, text="betr")


@pytest.mark.parametrize("part", ["respondent", "question", "score", "wave", "attributes"])
def test_every_named_column_must_exist(tmp_path: Path, part: str) -> None:
    """No part of the table is passed over in silence."""
    options: dict[str, Any] = {part: ["klant"] if part == "attributes" else "klant"}

    with pytest.raises(ReadError, match="no column 'klant'"):
        read(tmp_path, WIDE, text="beter", **options)


def test_a_line_break_in_a_head_does_not_matter(tmp_path: Path) -> None:
    """A question may be broken over lines in the export and not in the call."""
    table = read(tmp_path, 'id,"Wat kan\n beter?"\nr1,koud\n', text="Wat kan beter?")

    assert table.questions == ("Wat kan beter?",)


def test_one_question_has_one_name(tmp_path: Path) -> None:
    """Blanks that differ in the question column do not make two questions."""
    table = read(tmp_path, 'q,a\n"Wat\nkan beter?",x\n"Wat \nkan beter?",y\n', text="a", question="q")

    assert table.questions == ("Wat kan beter?",)


def test_a_long_table_has_one_text_column(tmp_path: Path) -> None:
    """Two columns of answers and a question column contradict each other."""
    with pytest.raises(ReadError, match="must name one column, not 2"):
        read(tmp_path, WIDE, text=["goed", "beter"], question="plaats")


@pytest.mark.parametrize(("column", "part"), [("id", "respondent"), ("q", "question")])
def test_a_blank_key_names_the_line(tmp_path: Path, column: str, part: str) -> None:
    """A row without respondent or question is found by its line."""
    with pytest.raises(ReadError, match=rf"line 3: .*{column!r}"):
        read(tmp_path, "id,q,a\nr1,w,x\n,,y\n", text="a", **{part: column})


def test_a_score_that_is_no_number_is_told(tmp_path: Path) -> None:
    """One odd cell costs that score, not the survey."""
    table = read(tmp_path, "a,nps\nx,9\ny,weet niet\nz,\n", text="a", score="nps")

    assert [answer.score for answer in table.answers] == [9.0, None, None]
    assert told(table, "'weet niet' (line 3)")


def test_a_score_column_without_numbers_is_refused(tmp_path: Path) -> None:
    """Then it is the wrong column."""
    with pytest.raises(ReadError, match=r"'naam' of survey.csv holds no numbers: 'Jan' \(line 2\)"):
        read(tmp_path, "a,naam\nx,Jan\n", text="a", score="naam")


def test_a_head_alone_is_an_empty_survey(tmp_path: Path) -> None:
    """0 answers are legal, and told."""
    table = read(tmp_path, "id,beter\n", text="beter", respondent="id")

    assert (table.answers, table.respondents) == ((), ())
    assert told(table, "0 answers")


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """Also before the head, as some exports have it."""
    table = read(tmp_path, ",,\n\nid,beter\n\nr1,koud\n,,\n", text="beter", respondent="id")

    assert [answer.respondent for answer in table.answers] == ["r1"]


def test_too_many_cells_name_the_line(tmp_path: Path) -> None:
    """A delimiter in an unquoted answer would shift the rest of the row."""
    with pytest.raises(ReadError, match=r"survey\.csv, line 3: 3 cells, but the head has 2 columns"):
        read(tmp_path, "id,beter\nr1,koud\nr2,koud,duur\nr3,x\nr4,y\nr5,z\n", text="beter")


def test_missing_cells_at_the_end_are_empty_and_told(tmp_path: Path) -> None:
    """Some programs leave empty cells at the end of a row away."""
    table = read(tmp_path, "id,beter,goed\nr1,koud,x\nr2,duur\n", text="goed", respondent="id")

    assert table.answers[1].text == ""
    assert told(table, "fewer cells than the head: 1;")


def test_an_unclosed_quotation_mark_names_the_line(tmp_path: Path) -> None:
    """Without this the rest of the file would be one answer."""
    with pytest.raises(ReadError, match=r"line 3: a quotation mark is opened"):
        read(tmp_path, 'id,beter\nr1,koud\nr2,"duur\nr3,x\n', text="beter")


def test_a_sloppy_quotation_mark_is_told(tmp_path: Path) -> None:
    """A mark in the middle of a quoted cell is read as well as can be."""
    table = read(tmp_path, 'id,beter\nr1,"heel" koud\n', text="beter")

    assert table.answers[0].text == "heel koud"
    assert told(table, "Line 2")


def test_a_title_above_the_heads_is_left_out_and_told(tmp_path: Path) -> None:
    """As spreadsheets have them, with nothing beside it; lines are counted from the top."""
    table = read(
        tmp_path, "Onderzoek 2024;;\n;;\nid;nps;beter\nr1;9;Prijs\nr2;x;Water\n", text="beter", score="nps"
    )

    assert [each.text for each in table.answers] == ["Prijs", "Water"]
    assert told(table, "'Onderzoek 2024'")
    assert told(table, "line 5")


def test_it_is_told_why_somebody_answers_in_no_column(tmp_path: Path) -> None:
    """A column of respondents with a gap makes each row somebody."""
    table = read(tmp_path, "respondent,Wat kan beter?\nr1,De prijs\n,Het water\n")

    assert [each.respondent for each in table.answers] == ["row 1", "row 2"]
    assert told(table, "it is empty in 1 rows, the first is line 3")


def test_columns_that_occur_twice_get_a_number(tmp_path: Path) -> None:
    """No column hides another."""
    table = read(tmp_path, "a,waarom,b,waarom\n1,x,2,y\n", text=["waarom", "waarom (2)"])

    assert [answer.text for answer in table.answers] == ["x", "y"]
    assert told(table, "'waarom'")


def test_a_workbook_is_read(tmp_path: Path) -> None:
    """Numbers, dates, yes/no and empty cells are typed; a whole number has no point."""
    rows: list[list[object]] = [
        ["id", "beter", "nps", "lid", "sinds"],
        [7.0, "=koud", 9, True, datetime(2024, 5, 31)],  # noqa: DTZ001 - as Excel has it
        [8, 12, 7.5, False, None],
    ]
    rows[1][1] = "koud"

    table = read_book(tmp_path, rows, text="beter", respondent="id", score="nps")

    assert [(a.respondent, a.text, a.score) for a in table.answers] == [("7", "koud", 9.0), ("8", "12", 7.5)]
    assert table.respondents[0].attributes == {"lid": True, "sinds": date(2024, 5, 31)}


@pytest.mark.parametrize(
    ("value", "text"), [(7.0, "7"), (1e3, "1000"), (7.25, "7.25"), (time(9, 30), "09:30:00")]
)
def test_a_cell_reads_as_a_person_would_type_it(value: object, text: str) -> None:
    """A whole number has no point, whatever the workbook keeps."""
    assert cell_text(value) == text


def test_an_error_in_a_workbook_names_the_row(tmp_path: Path) -> None:
    """Rows count as the spreadsheet shows them."""
    with pytest.raises(ReadError, match="row 2 and row 4"):
        read_book(tmp_path, [["id", "a"], ["r1", "x"], [], ["r1", "y"]], text="a", respondent="id")


def test_only_the_first_sheet_is_read_and_that_is_told(tmp_path: Path) -> None:
    """A second sheet is not passed over in silence."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["a"])
    book.worksheets[0].append(["x"])
    book.create_sheet("Toelichting")
    book.save(tmp_path / "survey.xlsx")

    table = read_answers(tmp_path / "survey.xlsx", text="a")

    assert len(table.answers) == 1
    assert told(table, "'Toelichting'")


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    """Half a workbook is a ReadError, not a crash."""
    read_book(tmp_path, [["a"], ["x"]], text="a")
    path = tmp_path / "survey.xlsx"
    path.write_bytes(path.read_bytes()[:3000])

    with pytest.raises(ReadError, match="damaged"):
        read_answers(path, text="a")


@pytest.mark.parametrize("content", [b"%PDF-1.7 x", b"PK\x03\x04 x", bytes(range(256)), b"", b"\n\n"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    """Another document, a program or nothing under the name of a table is a ReadError."""
    with pytest.raises(ReadError, match=r"survey\.csv"):
        read(tmp_path, content, text="a")


def test_a_transcript_is_no_table(tmp_path: Path) -> None:
    """The suffix of a transcript is met with the reader for it."""
    (tmp_path / "p01.vtt").write_text("WEBVTT")

    with pytest.raises(ReadError, match="read_transcript"):
        read_answers(tmp_path / "p01.vtt", text="a")


def test_the_survey_is_called_after_its_file_or_as_told(tmp_path: Path) -> None:
    """A source has a name."""
    assert read(tmp_path, WIDE, text="beter").name == "survey"
    assert read(tmp_path, WIDE, text="beter", name="klanten 2024").name == "klanten 2024"
