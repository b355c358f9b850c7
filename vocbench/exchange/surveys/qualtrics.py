"""Qualtrics: names, questions, and since 2017 a third row of JSON that says what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vocbench.exchange.grids.grid import Head
from vocbench.exchange.surveys.layout import Layout, Top, grouped, one_line
from vocbench.exchange.surveys.words import known_kind
from vocbench.model.survey import ColumnKind

NAME = "Qualtrics"

_IMPORT_ID = re.compile(r'\s*\{\s*"ImportId"\s*:\s*"([^"]*)"')
_NAMES = ("StartDate", "EndDate", "RecordedDate", "ResponseId", "DistributionChannel", "UserLanguage")
_LEGACY = ("ResponseID", "ResponseSet", "StartDate", "EndDate", "Finished")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")
_OPTION = re.compile(r"(.+?)_\d+(?:_TEXT)?")
_TICKED = re.compile(r"\s+-\s+(?:Selected Choice\s+-\s+)?")
_LAST_DASH = re.compile(r"\s*-\s*(?=[^-]*$)")
"""Before an option in exports of before 2017."""
_MARK = r",(?!\s)"
"""It parts ticked options with a comma; one within an option is followed by a blank."""
_SUFFIX = re.compile(r"\s+-\s+(?:Selected Choice|Text)$")
_RECORD, _WRITTEN, _NPS, _ORDER = "_recordId", "_TEXT", "_NPS_GROUP", "_DO"
_STATUS = "Status"
_TESTS = ("Survey Preview", "Survey Test", "Spam", "1", "2", "8")
"""What stands in this column where nobody answered; numbers in an export of values."""
_NAMES_WANTED = 3


def find(top: Top) -> float:
    """How sure it is that Qualtrics wrote the table; 0 to 1."""
    if len(top) > 2 and _import_ids(top[2]):  # noqa: PLR2004 - the third row
        return 0.99
    if _is_legacy(top) and top[0][0] == "V1":
        return 0.97
    return 0.9 if sum(name in top[0] for name in _NAMES) >= _NAMES_WANTED else 0.0


def layout(top: Top) -> Layout:
    """The names, questions and parts of a Qualtrics export with one to three head rows."""
    n_rows = _n_head_rows(top)
    names = [one_line(cell) for cell in top[0]]
    asked = [one_line(cell) for cell in top[1]] if n_rows > 1 else names
    ids = [_import_id(cell) for cell in top[2]] if n_rows > 2 else [""] * len(names)  # noqa: PLR2004 - the third row
    kinds = [
        ColumnKind.SCORE if f"{name}{_NPS}" in names else _kind(name, *rest)
        for name, *rest in zip(names, asked, ids, strict=True)
    ]
    dash = _LAST_DASH if _is_legacy(top) else _TICKED
    heads = grouped([_parts(*each, dash) for each in zip(names, asked, strict=True)], kinds)
    return Layout(n_rows, tuple(map(_with_habits, heads)))


def _with_habits(head: Head) -> Head:
    """*head* with what parts ticked options, and with what is told of rows that nobody answered."""
    return replace(head, mark=_MARK, tests=_TESTS if head.name == _STATUS else ())


def _is_legacy(top: Top) -> bool:
    return len(top) > 1 and set(_LEGACY) <= set(top[1])


def _n_head_rows(top: Top) -> int:
    if len(top) > 2 and _import_ids(top[2]):  # noqa: PLR2004 - the third row
        return 3
    if len(top) < 2:  # noqa: PLR2004 - no second row
        return 1
    if _is_legacy(top):
        return 2
    dates = [row for name, row in zip(top[0], top[1], strict=True) if name in {"StartDate", "EndDate"}]
    return 1 if any(map(_DATE.match, dates)) else 2


def _import_ids(row: Sequence[str]) -> bool:
    cells = [cell for cell in row if cell.strip()]
    return bool(cells) and sum(bool(_IMPORT_ID.match(cell)) for cell in cells) > len(cells) / 2


def _import_id(cell: str) -> str:
    found = _IMPORT_ID.match(cell)
    return found.group(1) if found else ""


def _kind(name: str, asked: str, import_id: str) -> ColumnKind | None:
    if import_id == _RECORD:
        return ColumnKind.RESPONDENT
    if import_id.endswith(_ORDER) or name.endswith(_ORDER):
        return ColumnKind.METADATA
    if import_id.endswith(_WRITTEN) or name.endswith(_WRITTEN):
        return ColumnKind.TEXT
    # In older exports the names of such columns are V1, V2, ..., and the second row tells.
    return known_kind(import_id, name, asked)


def _parts(name: str, asked: str, dash: re.Pattern[str]) -> tuple[str, str, str]:
    """Name, question and option of a column; an option stands behind a dash: ``Which? - Dogs``."""
    said = _SUFFIX.sub("", asked)
    if not _OPTION.fullmatch(name):
        return name, said, ""
    question, *rest = dash.split(said)
    return name, question, " - ".join(rest)
