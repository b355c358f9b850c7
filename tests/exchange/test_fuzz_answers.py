"""Whatever bytes a survey file holds, reading it gives answers or an error of our own."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vocbench.errors import VocbenchError
from vocbench.exchange.answers import describe_answers
from vocbench.exchange.grids import READERS

FUZZED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])

HEADS = (
    "StartDate",
    "ResponseId",
    "Respondent ID",
    "submitdate",
    "id. Antwoord ID",
    "Q1[SQ001]",
    "Q1[other]. Vraag",
    "#",
    "Network ID",
    "Tijdstempel",
    "Optie:Vraag",
    "vraag",
    "golf",
    "nps",
    "naam",
    "",
    '{"ImportId":"QID1_TEXT"}',
)
BITS = (
    "",
    " ",
    "a;b",
    "a, b",
    "ja",
    "nee",
    "7",
    "1.234",
    "0012",
    "2024-05-31",
    "a@b.nl",
    "een heel verhaal",
    "\n",
    "é",
)
CELL = st.one_of(st.sampled_from(HEADS), st.sampled_from(BITS), st.text(max_size=12))


def tried(suffix: str, content: bytes) -> None:
    """Read *content* as a survey, and make answers of it, to no other end than an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"survey{suffix}"
        path.write_bytes(content)
        try:
            survey = describe_answers(path)
            assert len(survey.columns) == len({each.name for each in survey.columns})
            table = survey.answers()
        except VocbenchError:
            return
    assert {each.respondent for each in table.answers} <= {each.key for each in table.respondents}
    for each in table.respondents:
        assert None not in each.attributes.values()


SPSS = (".sav", ".zsav", ".por")
"""Formats that are read in a process of their own, which takes a second."""


@pytest.mark.parametrize("suffix", sorted(set(READERS) - set(SPSS)))
@FUZZED
@given(content=st.binary(max_size=300))
def test_any_bytes(suffix: str, content: bytes) -> None:
    """Noise under any of the suffixes crashes nothing."""
    tried(suffix, content)


@lru_cache
def sound(suffix: str) -> bytes:
    """A sound file of a format, to be broken."""
    rows = [{"nr": n, "a": f"antwoord {n}, met woorden", "b": ["x", "y"][: n % 3]} for n in range(30)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"survey{suffix}"
        if suffix == ".parquet":
            pq.write_table(pa.Table.from_pylist(rows), path)
        elif suffix == ".jsonl":
            path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        elif suffix == ".xlsx":
            book = openpyxl.Workbook()
            for row in rows:
                book.worksheets[0].append([row["nr"], row["a"]])
            book.save(path)
        else:
            _write_spss(pd.DataFrame({"nr": [1.0, 2.0], "a": ["woorden " * 60, "meer"]}), path)
        return path.read_bytes()


def _write_spss(frame: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".por":
        short = frame.rename(columns=str.upper).assign(A=["woorden", "meer"])
        pyreadstat.write_por(short, str(path))
    else:
        labels = {"nr": {1.0: "een", 2.0: "twee"}}
        pyreadstat.write_sav(frame, str(path), variable_value_labels=labels, compress=path.suffix == ".zsav")


@pytest.mark.parametrize("suffix", SPSS)
@settings(FUZZED, max_examples=4)
@given(data=st.data())
def test_data_files_of_spss_with_some_bytes_changed(suffix: str, data: st.DataObject) -> None:
    """Where the library comes down, it comes down alone."""
    damaged(suffix, data)


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl", ".xlsx"])
@FUZZED
@given(data=st.data())
def test_sound_files_with_some_bytes_changed(suffix: str, data: st.DataObject) -> None:
    """A file that is damaged here and there is read or refused, and never crashes or hangs."""
    damaged(suffix, data)


def damaged(suffix: str, data: st.DataObject) -> None:
    """Read a sound file of which some bytes were changed or left out."""
    content = bytearray(sound(suffix))
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    tried(
        suffix,
        bytes(content[: data.draw(st.integers(1, len(content)))] if data.draw(st.booleans()) else content),
    )


@FUZZED
@given(data=st.data())
def test_workbooks_with_damaged_parts(data: st.DataObject) -> None:
    """The parts of a workbook can be broken where the archive around them is sound."""
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound(".xlsx"))) as source, zipfile.ZipFile(broken, "w") as target:
        names = source.namelist()
        chosen = data.draw(st.sampled_from(names))
        for name in names:
            part = bytearray(source.read(name))
            if name == chosen:
                part[data.draw(st.integers(0, len(part) - 1))] = data.draw(st.integers(0, 255))
            target.writestr(name, bytes(part))

    tried(".xlsx", broken.getvalue())


@FUZZED
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=8),
    delimiter=st.sampled_from(",;\t|"),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_tables_that_look_like_those_of_programs(
    rows: Sequence[Sequence[str]], delimiter: str, quoting: int
) -> None:
    """Heads of survey programs in any mixture are read or refused."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=quoting).writerows(rows)  # type: ignore[arg-type]

    tried(".csv", written.getvalue().encode("utf-8", "replace"))


@FUZZED
@given(
    first=st.lists(st.sampled_from(HEADS), min_size=2, max_size=8),
    rows=st.lists(st.lists(st.sampled_from((*HEADS, *BITS)), min_size=2, max_size=8), max_size=12),
)
def test_rows_as_wide_as_their_head(first: list[str], rows: list[list[str]]) -> None:
    """What fits is read: as many columns, and each cell as it was written."""
    width = len(first)
    fitting = [[*row, *[""] * width][:width] for row in rows]
    written = io.StringIO()
    csv.writer(written).writerows([first, *fitting])

    tried(".csv", written.getvalue().encode())
