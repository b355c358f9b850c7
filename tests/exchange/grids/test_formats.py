"""Tables of every format come in as the same cells."""

from __future__ import annotations

import io
import json
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from vocbench.errors import ReadError
from vocbench.exchange.answers import describe_answers, read_answers
from vocbench.exchange.grids import read_grid
from vocbench.exchange.grids.delimited import _read_at_once, _read_by_row, _Table
from vocbench.exchange.text import SourceFile
from vocbench.model.survey import ColumnKind

ROWS = [
    {"nr": "r1", "cijfer": 7.5, "lid": True, "beter": "Te duur, té koud", "sinds": date(2024, 5, 31)},
    {"nr": "r2", "cijfer": 9.0, "lid": False, "beter": "", "sinds": None},
]
WRITTEN = [["r1", "7.5", "yes", "Te duur, té koud", "2024-05-31"], ["r2", "9", "no", "", ""]]


def cells(path: Path, **options: Any) -> list[list[str]]:
    """The rows of a table below its head."""
    grid = read_grid(path, **options)
    return grid.top(100)[0 if grid.heads else 1 :]


def write_sav(folder: Path, frame: pd.DataFrame, **options: Any) -> Path:
    """Where *frame* was written as a data file of SPSS."""
    pyreadstat.write_sav(frame, str(folder / "survey.sav"), **options)
    return folder / "survey.sav"


def test_parquet_is_read(tmp_path: Path) -> None:
    """Numbers, dates and yes or no as a person would type them."""
    pq.write_table(pa.Table.from_pylist(ROWS), tmp_path / "survey.parquet")

    assert cells(tmp_path / "survey.parquet") == WRITTEN


def test_json_lines_are_read(tmp_path: Path) -> None:
    """An object a line; a list is what was ticked, an object in one its parts."""
    lines = [
        {"nr": "r1", "dier": ["hond", "kat"], "van": {"plaats": "Assen", "pc": 9401}},
        {"nr": "r2", "extra": None, "van": {"plaats": "Ede"}},
    ]
    (tmp_path / "survey.jsonl").write_text("\n\n".join(map(json.dumps, lines)), encoding="utf-8")

    grid = read_grid(tmp_path / "survey.jsonl")

    assert [each.name for each in grid.heads] == ["nr", "dier", "van.plaats", "van.pc", "extra"]
    assert grid.top(9) == [["r1", "hond; kat", "Assen", "9401", ""], ["r2", "", "Ede", "", ""]]
    assert grid.numbers.tolist() == [1, 3]


def test_half_a_character_does_not_stop_a_reader(tmp_path: Path) -> None:
    """JSON can name half a surrogate pair; no file can hold one."""
    (tmp_path / "survey.jsonl").write_text('{"a": "x\\ud800y"}', encoding="utf-8")

    assert cells(tmp_path / "survey.jsonl") == [["x?y"]]


@pytest.mark.parametrize("line", ["[1]", "x", '{"a": 1', "[" * 100_000, "3"])
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str) -> None:
    """A broken line is found by its number."""
    (tmp_path / "survey.jsonl").write_text(f'{{"a": 1}}\n{line}\n', encoding="utf-8")

    with pytest.raises(ReadError, match="line 2 is no JSON object"):
        read_grid(tmp_path / "survey.jsonl")


def test_what_spss_labels_is_read(tmp_path: Path) -> None:
    """Labels of variables are the questions; labels of values are the answers to closed ones."""
    frame = pd.DataFrame(
        {"v1": ["a", "b", "c"], "v2": [1.0, 2.0, None], "v3": ["Te duur", "Prima zo", "Geen"]}
    )
    path = write_sav(
        tmp_path,
        frame,
        column_labels={"v1": "Respondent", "v2": "Bent u klant?", "v3": "Wat kan beter?"},
        variable_value_labels={"v2": {1.0: "ja", 2.0: "nee", 9.0: "weet niet"}},
    )

    table = read_answers(path, text="Wat kan beter?", respondent="v1")

    assert table.questions == ("Wat kan beter?",)
    assert [each.attributes for each in table.respondents] == [
        {"Bent u klant?": True},
        {"Bent u klant?": False},
        {},
    ]


def test_a_score_of_spss_stays_a_number(tmp_path: Path) -> None:
    """However its values are labelled, what counts is the number."""
    frame = pd.DataFrame({"a": ["een antwoord", "nog een antwoord"], "nps": [0.0, 10.0]})
    path = write_sav(tmp_path, frame, variable_value_labels={"nps": {0.0: "nooit", 10.0: "zeker"}})

    table = read_answers(path, text="a", score="nps")

    assert [each.score for each in table.answers] == [0.0, 10.0]


def test_what_spss_takes_for_missing_is_empty(tmp_path: Path) -> None:
    """99 is no age where the file says that it stands for nothing."""
    path = write_sav(
        tmp_path,
        pd.DataFrame({"leeftijd": [34.0, 99.0]}),
        missing_ranges={"leeftijd": [{"lo": 99, "hi": 99}]},
    )

    assert cells(path) == [["34"], [""]]


def test_long_texts_and_dates_of_spss_are_whole(tmp_path: Path) -> None:
    """SPSS keeps a text in pieces of 255 bytes, and a date as seconds since 1582."""
    frame = pd.DataFrame({"a": ["é" * 3000], "d": [date(1999, 12, 31)], "t": [datetime(2024, 5, 31, 9, 30)]})  # noqa: DTZ001 - as SPSS has it

    assert cells(write_sav(tmp_path, frame)) == [["é" * 3000, "1999-12-31", "2024-05-31 09:30:00"]]


@pytest.mark.parametrize("suffix", [".sav", ".zsav", ".por", ".parquet", ".xls", ".xlsb", ".ods", ".xlsx"])
@pytest.mark.parametrize(
    "content", [b"$FL2 x", b"$FL3@(#)", b"PAR1xxPAR1", b"PK\x03\x04 x", b"\xd0\xcf\x11\xe0 x", b"x"]
)
def test_a_damaged_file_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    """Whatever its first bytes claim."""
    path = tmp_path / f"survey{suffix}"
    path.write_bytes(content)

    with pytest.raises(ReadError, match="survey"):
        read_grid(path)


def test_a_file_that_brings_the_library_down_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It runs in a process of its own, which a damaged file can end."""
    path = write_sav(tmp_path, pd.DataFrame({"a": ["x"]}))
    ended = subprocess.CompletedProcess([], -11, b"", b"")
    monkeypatch.setattr("vocbench.exchange.grids.spss.subprocess.run", lambda *_, **__: ended)

    with pytest.raises(ReadError, match=r"survey\.sav is no data file of SPSS, or a damaged one\."):
        read_grid(path)


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    """Where a workbook with these sheets was written."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "survey.xlsx")
    return folder / "survey.xlsx"


@pytest.mark.parametrize("which", ["Twee", 2])
def test_a_sheet_can_be_chosen(tmp_path: Path, which: str | int) -> None:
    """By name or by number, as they stand in the workbook."""
    path = workbook(tmp_path, Een=[["a"], ["x"]], Twee=[["b"], ["y"]])

    grid = read_grid(path, which=which)

    assert (grid.top(2), grid.notices) == ([["b"], ["y"]], ())


@pytest.mark.parametrize("which", ["Twe", 3, 0])
def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path, which: str | int) -> None:
    """The sheets that there are are named."""
    path = workbook(tmp_path, Een=[["a"], ["x"]], Twee=[["b"], ["y"]])

    with pytest.raises(ReadError, match="'Een', 'Twee'"):
        read_grid(path, which=which)


def test_one_cell_in_the_last_corner_is_refused(tmp_path: Path) -> None:
    """A workbook of a few kilobytes must not fill the memory."""
    path = workbook(tmp_path, Een=[["a"], ["x"]])
    content = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b'r="A2"', b'r="XFD1048576"'))
    path.write_bytes(content.getvalue())

    with pytest.raises(ReadError, match="1,048,576 rows of 16,384 columns"):
        read_grid(path)


def test_one_cell_in_the_last_corner_of_a_binary_workbook_is_refused(tmp_path: Path) -> None:
    """Its rows and cells are records with a number: here the last row and the last column."""
    path = tmp_path / "survey.xlsb"
    row, cell = (1_048_575).to_bytes(4, "little"), (16_383).to_bytes(4, "little")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + b"\x00\x04" + row + b"\x02\x04" + cell)

    with pytest.raises(ReadError, match="1,048,576 rows of 16,384 columns"):
        read_grid(path)


def test_a_calc_table_is_read(tmp_path: Path) -> None:
    """LibreOffice repeats empty rows and columns to the end of the sheet; they are not there."""
    path = tmp_path / "survey.ods"
    path.write_bytes(
        ods("<table:table-cell office:value-type='string'><text:p>a</text:p></table:table-cell>")
    )

    assert read_grid(path).top(5) == [["a"]]


def test_a_repeated_cell_is_refused(tmp_path: Path) -> None:
    """A million copies of a cell are one line in the file."""
    path = tmp_path / "survey.ods"
    cell = (
        "<table:table-cell table:number-columns-repeated=\"900000000\" office:value-type='string'>"
        "<text:p>a</text:p></table:table-cell>"
    )
    path.write_bytes(ods(cell))

    with pytest.raises(ReadError, match="repeats one cell 900,000,000 times"):
        read_grid(path)


def ods(cell: str) -> bytes:
    """A table of Calc with one cell and the empty rest of the sheet."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="Blad1"><table:table-row>{cell}'
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048575"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", content)
    return packed.getvalue()


STRICT = [
    "a,b\n1,x\n",
    "a,b\r\n1,x",
    'a,b\r\n\r\n1,"x"\r\n,\r\n2,"y ""z"""\r\n',
    'a,b\r\n1,"x\r\ny"\r\n2,z\n',
    'a,b\n"1\n2","x ""y"" z"\n3,\n',
    "a,b\n\n1,x\n,\n2,y\n",
    'a,b\n"",""\n1,x\n',
    "\ufeffa,b\n1,x\n",
    "a\n1\n\n2\n",
    'a,b\n1,"x,y"\n',
]


@pytest.mark.parametrize("content", STRICT)
def test_the_quick_reading_is_the_careful_one(tmp_path: Path, content: str) -> None:
    """Cells and line numbers are the same, whichever way a file is read."""
    text = content.removeprefix("\ufeff")
    file = SourceFile(tmp_path / "survey.csv", content.encode())

    quick, careful = (read(file, _Table(text.encode(), ",")) for read in (_read_at_once, _read_by_row))

    assert quick is not None
    assert careful is not None
    assert quick.top(10) == careful.top(10)
    assert quick.numbers.tolist() == careful.numbers.tolist()


@pytest.mark.parametrize(
    "content",
    ['a,b\n1,"x" y\n', 'a,b\n1,x "y"\n', 'a,b\n1,"x\n', "a,b\n1\n", "a,b\n1,2,3\n", 'a,b\n1, "x"\n'],
)
def test_what_could_be_read_in_two_ways_is_read_with_care(tmp_path: Path, content: str) -> None:
    """Marks out of place and rows that do not fit are not left to the quick reader."""
    file = SourceFile(tmp_path / "survey.csv", content.encode())

    assert _read_at_once(file, _Table(content.encode(), ",")) is None


@pytest.mark.parametrize("content", [b"a,b\r1,x\r", b"a,b\r\n1,x\r", b'a,b\n"1\r",x\n'])
def test_a_lone_carriage_return_ends_a_line(tmp_path: Path, content: bytes) -> None:
    """As old Macs wrote it, and within a cell as well."""
    (tmp_path / "survey.csv").write_bytes(content)

    grid = read_grid(tmp_path / "survey.csv")

    assert (grid.top(9)[-1][0].strip(), grid.top(9)[-1][1]) == ("1", "x")
    assert not any("\r" in cell for row in grid.top(9) for cell in row)


def test_what_parts_the_cells_is_never_certain(tmp_path: Path) -> None:
    """Two rows that agree make a modest guess."""
    (tmp_path / "survey.csv").write_text("a;b\n1;2\n", encoding="utf-8")

    grid = read_grid(tmp_path / "survey.csv")

    assert [(each.value, each.confidence) for each in grid.guesses] == [("semicolon", 0.67)]


def test_utf_16_from_excel_is_read(tmp_path: Path) -> None:
    """Its "Unicode text" is tabs in UTF-16 with a mark."""
    (tmp_path / "survey.tsv").write_bytes("nr\tbeter\r\n1\tTé duur\r\n".encode("utf-16"))

    assert cells(tmp_path / "survey.tsv") == [["1", "Té duur"]]


def test_a_column_can_be_said_to_be_something_else_without_reading_again(tmp_path: Path) -> None:
    """What somebody says is certain, and what there is one of is taken from where it was."""
    path = tmp_path / "survey.csv"
    path.write_text(
        "nr,code,a,b\n1,x1,Te duur hoor,Prima zo dan\n2,x2,Wat koud,Niets te zeggen\n", encoding="utf-8"
    )
    survey = describe_answers(path)
    path.unlink()

    table = survey.answers({"code": "respondent", "b": ColumnKind.OTHER})

    assert [(each.respondent, each.question) for each in table.answers] == [("x1", "a"), ("x2", "a")]
    assert table.respondents[0].attributes == {"nr": 1}
    assert [(each.what, each.override) for each in table.guesses if each.override] == [
        ("open answers", "text")
    ]


def test_two_columns_cannot_be_who_answers(tmp_path: Path) -> None:
    """The kinds that there is one of are named."""
    path = tmp_path / "survey.csv"
    path.write_text("nr,code,a\n1,x1,Te duur\n", encoding="utf-8")

    with pytest.raises(ReadError, match=r"One column at most can be 'respondent', not 'nr', 'code'"):
        describe_answers(path).with_kinds({"nr": "respondent", "code": "respondent"})


def test_an_unknown_kind_suggests_the_nearest(tmp_path: Path) -> None:
    """The kinds that there are are named."""
    path = tmp_path / "survey.csv"
    path.write_text("nr,a\n1,Te duur\n", encoding="utf-8")

    with pytest.raises(ReadError, match="Did you mean 'open text'"):
        describe_answers(path).with_kinds({"a": "open tekst"})


def test_a_table_without_open_answers_asks_for_them(tmp_path: Path) -> None:
    """Nothing is taken for an answer that is none."""
    path = tmp_path / "survey.csv"
    path.write_text("nr,cijfer\n1,7\n2,8\n", encoding="utf-8")

    with pytest.raises(ReadError, match=r"No column of survey\.csv looks like open answers.*text="):
        read_answers(path)


def test_what_was_found_can_be_shown(tmp_path: Path) -> None:
    """A row for each column: what it holds, how sure that is, and a few of its cells."""
    path = tmp_path / "survey.csv"
    path.write_text("nr,a\n1,Te duur\n2,\n3,Veel te koud\n", encoding="utf-8")

    frame = describe_answers(path).frame()

    assert frame[["column", "kind", "filled", "distinct", "examples"]].to_numpy().tolist() == [
        ["nr", "respondent", 3, 3, "1 | 2 | 3"],
        ["a", "open text", 2, 2, "Te duur | Veel te koud"],
    ]
