"""LimeSurvey: codes as ``Q1[SQ001]``, wordings, or both as ``Q1. Question``; a .lss has the rest."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from vocbench.exchange.grids.grid import Head
from vocbench.exchange.surveys.layout import Layout, Top, grouped, one_line
from vocbench.exchange.surveys.lss import Questionnaire
from vocbench.exchange.surveys.words import folded, known_kind
from vocbench.model.survey import ColumnKind
from vocbench.model.told import told

NAME = "LimeSurvey"

_FIRST = frozenset(
    {"submitdate", "lastpage", "startlanguage", "seed", "startdate", "datestamp", "ipaddr", "refurl"}
)
_WORDED = frozenset(
    {
        *("antwoord id", "datum ingestuurd", "laatste pagina", "starttaal"),
        *("response id", "date submitted", "last page", "start language", "seed"),
        *("antwort id", "datum abgeschickt", "letzte seite", "start sprache", "zufallsstartwert"),
    }
)
_CODED = re.compile(r"([A-Za-z]\w*?)((?:\[[^\]]*\])*)(?:\._)?(?:\.\s*(.*))?", re.DOTALL)
_PARTS = re.compile(r"(.*?)\s*\[(.*)\]\s*", re.DOTALL)
_WANTED, _MOST_CODED = 3, 0.8
_NO_DATE = "1980-01-01 00:00:00"
_TOLD_NO_DATE = told("LimeSurvey keeps no dates of an anonymous survey: 1980-01-01 was taken as empty.")


def find(top: Top) -> float:
    """How sure it is that LimeSurvey wrote the table; 0 to 1."""
    codes = [cell.partition(".")[0].strip() for cell in top[0]]
    if sum(code in _FIRST for code in codes) >= _WANTED:
        return 0.97
    if sum(folded(cell) in _WORDED for cell in top[0]) >= _WANTED:
        return 0.9
    filled = [cell for cell in top[0] if cell.strip()]
    n_coded = sum(bool(_is_coded(cell)) for cell in filled)
    has_parts = any("[" in cell for cell in filled)
    return 0.8 if has_parts and filled and n_coded >= _MOST_CODED * len(filled) else 0.0


def layout(top: Top, asked: Questionnaire) -> Layout:
    """The questions of a LimeSurvey export.

    Args:
        top: the first rows of the table.
        asked: the questions of its .lss file; empty without one.
    """
    columns = [_taken_apart(one_line(cell), asked) for cell in top[0]]
    parts = [(each.name, *_question(each, asked)) for each in columns]
    heads = grouped(parts, [_kind(each, asked) for each in columns])
    labelled = (_labelled(head, each, asked) for head, each in zip(heads, columns, strict=True))
    has_none = any(_NO_DATE in row for row in top[1:])
    return Layout(1, tuple(labelled), (_TOLD_NO_DATE,) if has_none else ())


def n_known(top: Top, asked: Questionnaire) -> int:
    """How many of the columns of a table answer questions of a .lss file."""
    return sum(_taken_apart(one_line(cell), asked).code in asked for cell in top[0])


def _is_coded(cell: str) -> re.Match[str] | None:
    found = _CODED.fullmatch(cell.strip())
    return found if found and (found.group(2) or "." in cell) else None


class _Column(NamedTuple):
    """The head of a column, taken apart."""

    name: str
    code: str
    """Of the question; empty where the head has words alone."""
    option: str
    """The code of the sub-question; several parts have a comma between them."""
    wording: str


def _taken_apart(cell: str, asked: Questionnaire) -> _Column:
    found = _CODED.fullmatch(cell)
    code, _, option = cell.partition("_")
    if code in asked and option:  # as R and SPSS write Q1[SQ001]
        return _Column(cell, code, option, "")
    is_code = found and (found.group(2) or found.group(3) is not None or found.group(1) in asked)
    if not found or not (is_code or cell in _FIRST or cell == "id"):
        return _Column(cell, "", "", cell)
    code, subs, wording = found.groups()
    return _Column(f"{code}{subs}", code, ",".join(re.findall(r"\[([^\]]*)\]", subs)), wording or "")


def _question(column: _Column, asked: Questionnaire) -> tuple[str, str]:
    """The wording of the question and of the option, from the head or else from the .lss file."""
    _, code, option, wording = column
    if not wording and code in asked:
        known = asked[code]
        return known.wording or code, " - ".join(known.options.get(part, part) for part in option.split(","))
    found = _PARTS.fullmatch(wording)
    if found and (option or not code):
        question, said = found.groups()
        # LimeSurvey repeats no question over the rows of an array: there the option is all that is said.
        return (question, said.replace("][", " - ")) if question.strip() else (said, "")
    return wording or code, option


def _kind(column: _Column, asked: Questionnaire) -> ColumnKind | None:
    if column.option == "other" or column.option.endswith("comment"):
        return ColumnKind.TEXT
    if column.code in asked:
        return asked[column.code].kind
    return known_kind(column.code, column.wording)


def _labelled(head: Head, column: _Column, asked: Questionnaire) -> Head:
    """*head* with what the codes in its column stand for."""
    if head.kind is ColumnKind.METADATA:
        return replace(head, labels={_NO_DATE: ""})
    if column.code not in asked:
        return head
    scale = "1" if column.option.endswith(",2") else "0"
    return replace(head, labels=asked[column.code].labels.get(scale, {}))
