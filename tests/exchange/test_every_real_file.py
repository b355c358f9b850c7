"""Every file of real material opens, or is refused in words; tables have what their README states."""

from __future__ import annotations

import re
from pathlib import Path

from vocbench.errors import ReadError
from vocbench.exchange.answers import describe_answers
from vocbench.exchange.opening import open_material

_ROW = re.compile(r"\| (?P<file>[^|]+?) \| [^|]*\| [^|]*\| (?P<rows>\d+) rows x (?P<columns>\d+) cols")
_MORE_HEAD = {
    # What the README counts as rows and is a second or third row of the head, or no column.
    "derived_exports/jupyter2020_as_qualtrics.csv": (2, 0),
    "derived_exports/jupyter2020_as_surveymonkey_2rows.csv": (1, 0),
    "fixture_qualtrics/sample.csv": (2, 0),
    "fixture_qualtrics/sample_legacy.csv": (1, 1),
    "jupyter2018_usability/jupyterlab-ux-data.csv": (1, 0),
}


def _stated(shared: Path) -> dict[Path, tuple[int, int]]:
    """Rows and columns of each table, as the README of the material states them."""
    stated, part = {}, ""
    for line in (shared / "README.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif found := _ROW.match(line):
            rows, columns = _MORE_HEAD.get(found["file"], (0, 0))
            stated[shared / part / found["file"]] = int(found["rows"]) - rows, int(found["columns"]) - columns
    return stated


def test_every_table_has_the_rows_and_columns_that_its_readme_states(shared_corpora: Path) -> None:
    """Nothing is lost and nothing is made up, in any of the thirty tables and more."""
    stated = _stated(shared_corpora)

    surveys = {path: describe_answers(path) for path in stated}
    assert {path: (each.n_rows, len(each.columns)) for path, each in surveys.items()} == stated
    assert len(stated) > 30


def test_every_other_file_opens_or_says_why_not(shared_corpora: Path) -> None:
    """No file of any kind gives anything but a preview or our own error with advice."""
    tables = _stated(shared_corpora)
    files = [path for path in shared_corpora.rglob("*") if path.is_file() and path not in tables]

    refused = []
    for path in files:
        try:
            open_material(path).preview()
        except ReadError as error:
            refused.append((path.name, str(error)))
    assert files
    assert all(len(message.split()) > 5 for _, message in refused)
