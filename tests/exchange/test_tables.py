"""Exported tables are inert, whole and what the frame said."""

from __future__ import annotations

import csv
import errno
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from vocbench.errors import WriteError
from vocbench.exchange.tables import write_table

ACTIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def csv_cells(path: Path) -> list[list[str]]:
    """The cells of a written .csv."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


def sheet_cells(path: Path) -> list[tuple[Any, ...]]:
    """The cells of a written .xlsx."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return list(sheet.iter_rows())


@pytest.mark.parametrize("text", ACTIVE)
def test_a_formula_is_inert_in_csv(tmp_path: Path, text: str) -> None:
    """A text that could run gets an apostrophe in front."""
    path = write_table(pd.DataFrame({"quote": [text]}), tmp_path / "t.csv")

    assert csv_cells(path) == [["quote"], [f"'{text}"]]


@pytest.mark.parametrize("text", [*ACTIVE, "#REF!"])
def test_a_formula_is_text_in_xlsx(tmp_path: Path, text: str) -> None:
    """A workbook keeps the text itself and marks it as text."""
    path = write_table(pd.DataFrame({"quote": [text]}), tmp_path / "t.xlsx")

    cell = sheet_cells(path)[1][0]
    assert cell.data_type == "s"
    assert str(cell.value).replace("_x000D_", "\r").replace("\n", "\r") == text
    assert cell.quotePrefix == (text != "#REF!")


def test_a_sheet_can_be_read_as_it_opens(tmp_path: Path) -> None:
    """The head stays in sight, columns are as wide as their words up to a limit, and rows as high."""
    frame = pd.DataFrame({"n": [1, 2], "quote": ["twintig letters lang", "woorden " * 30]})

    sheet = openpyxl.load_workbook(write_table(frame, tmp_path / "t.xlsx")).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [10, 62]
    assert [sheet.row_dimensions[number].height for number in (2, 3)] == [None, 60]
    assert sheet["A1"].font.b
    assert sheet["B3"].alignment.wrap_text


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_column_name_is_inert_too(tmp_path: Path, suffix: str) -> None:
    """The head of a table is user's text as well."""
    path = write_table(pd.DataFrame({"=1+1": ["a"]}), tmp_path / f"t{suffix}")

    if suffix == ".csv":
        assert csv_cells(path)[0] == ["'=1+1"]
    else:
        assert sheet_cells(path)[0][0].data_type == "s"


def test_numbers_stay_numbers(tmp_path: Path) -> None:
    """A negative number is no formula."""
    frame = pd.DataFrame({"n": [-1], "x": [-0.5], "yes": [True], "day": [date(2024, 5, 31)]})

    assert csv_cells(write_table(frame, tmp_path / "t.csv"))[1] == ["-1", "-0.5", "True", "2024-05-31"]
    cells = sheet_cells(write_table(frame, tmp_path / "t.xlsx"))[1]
    assert [cell.value for cell in cells] == [-1, -0.5, True, datetime(2024, 5, 31)]  # noqa: DTZ001 - as Excel has it


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_missing_values_are_empty(tmp_path: Path, suffix: str) -> None:
    """Nothing is an empty cell, whichever way pandas writes it."""
    frame = pd.DataFrame(
        {
            "a": [1.0, float("nan")],
            "b": ["x", None],
            "c": pd.array([1, None], dtype="Int64"),
            "d": [pd.Timestamp("2024-05-31"), pd.NaT],
            "e": pd.Categorical(["x", None]),
            "f": ["x", "y"],
        }
    )

    path = write_table(frame, tmp_path / f"t{suffix}")

    last = csv_cells(path)[2] if suffix == ".csv" else [cell.value for cell in sheet_cells(path)[2]]
    assert last == [*([""] if suffix == ".csv" else [None]) * 5, "y"]


def test_a_time_with_a_zone_is_written_as_text_in_xlsx(tmp_path: Path) -> None:
    """Excel knows no time zones, so the zone is kept in words."""
    frame = pd.DataFrame({"created": [datetime(2024, 5, 31, 12, tzinfo=UTC)]})

    assert sheet_cells(write_table(frame, tmp_path / "t.xlsx"))[1][0].value == "2024-05-31 12:00:00+00:00"


def test_accents_survive_excel(tmp_path: Path) -> None:
    """A .csv starts with the mark by which Excel knows UTF-8."""
    path = write_table(pd.DataFrame({"a": ["één 😀"]}), tmp_path / "t.csv")

    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert csv_cells(path)[1] == ["één 😀"]


def test_a_control_character_does_not_break_a_workbook(tmp_path: Path) -> None:
    """What XML cannot hold is replaced."""
    path = write_table(pd.DataFrame({"a": ["b\x0bc\ud800"]}, dtype=object), tmp_path / "t.xlsx")

    assert sheet_cells(path)[1][0].value == "b\ufffdc\ufffd"


def test_a_frame_without_rows_is_a_head(tmp_path: Path) -> None:
    """No answers make a table all the same."""
    assert csv_cells(write_table(pd.DataFrame({"a": [], "b": []}), tmp_path / "t.csv")) == [["a", "b"]]


def test_columns_of_the_same_name_are_both_written(tmp_path: Path) -> None:
    """A column is written by its place."""
    frame = pd.DataFrame([[1, 2]], columns=["a", "a"])

    assert csv_cells(write_table(frame, tmp_path / "t.csv")) == [["a", "a"], ["1", "2"]]


@pytest.mark.parametrize("name", ["t.txt", "t", "t.ods"])
def test_another_suffix_is_refused(tmp_path: Path, name: str) -> None:
    """Only tables that are known are written."""
    with pytest.raises(WriteError, match=r"\.csv, \.xlsx"):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / name)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Folders are not made on the quiet."""
    with pytest.raises(WriteError, match="no folder"):
        write_table(pd.DataFrame({"a": [1]}), tmp_path / "exports" / "t.csv")


def test_a_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    """A workbook would cut it off without a word."""
    with pytest.raises(WriteError, match=r"40000 characters.*as \.csv"):
        write_table(pd.DataFrame({"a": ["x" * 40_000]}), tmp_path / "t.xlsx")


def test_a_full_disk_leaves_the_older_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is half-written, and nothing is left behind."""
    path = write_table(pd.DataFrame({"a": [1]}), tmp_path / "t.csv")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(WriteError, match="No space left"):
        write_table(pd.DataFrame({"a": [2]}), path)
    assert csv_cells(path) == [["a"], ["1"]]
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_open_elsewhere_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A spreadsheet may hold on to the file; then nothing changes but the message."""
    path = write_table(pd.DataFrame({"a": [1]}), tmp_path / "t.csv")

    def held(_draft: Path, _place: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", held)

    with pytest.raises(WriteError, match="Permission denied"):
        write_table(pd.DataFrame({"a": [2]}), path)
    assert csv_cells(path) == [["a"], ["1"]]
    assert list(tmp_path.iterdir()) == [path]
