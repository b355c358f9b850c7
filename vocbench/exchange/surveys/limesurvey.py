"""LimeSurvey: codes as ``Q1[SQ001]``, wordings, or both as ``Q1. Question``; a .lss has the rest."""

from __future__ import annotations

import re
from dataclasses import replace

from vocbench.exchange.grids.grid import Head
from vocbench.exchange.surveys.layout import Layout, Top, folded, grouped, one_line
from vocbench.exchange.surveys.lss import Questionnaire
from vocbench.exchange.surveys.words import known_kind
from vocbench.model.survey import ColumnKind

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
_TOLD_NO_DATE = "LimeSurvey keeps no dates of an anonymous survey: 1980-01-01 was taken as empty."
_FREE = ("other", "comment")


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
    cells = [one_line(cell) for cell in top[0]]
    parts, kinds = [], []
    for cell in cells:
        name, code, sub, wording = _taken_apart(cell, asked)
        question, option = _question(wording, asked, code, sub)
        parts.append((name, question, option))
        kinds.append(_kind(code, sub, wording, asked))
    heads = [_labelled(head, cell, asked) for head, cell in zip(grouped(parts, kinds), cells, strict=True)]
    has_none = any(_NO_DATE in row for row in top[1:])
    return Layout(1, tuple(heads), (_TOLD_NO_DATE,) if has_none else ())


def n_known(top: Top, asked: Questionnaire) -> int:
    """How many of the columns of a table answer questions of a .lss file."""
    return sum(_taken_apart(one_line(cell), asked)[1] in asked for cell in top[0])


def _is_coded(cell: str) -> re.Match[str] | None:
    found = _CODED.fullmatch(cell.strip())
    return found if found and (found.group(2) or "." in cell) else None


def _taken_apart(cell: str, asked: Questionnaire) -> tuple[str, str, str, str]:
    """Name, code of the question, code of the option and wording of a head."""
    found = _CODED.fullmatch(cell)
    is_code = found and (found.group(2) or found.group(3) is not None or found.group(1) in asked)
    if not found or not (is_code or cell in _FIRST or cell == "id"):
        return cell, "", "", cell
    code, subs, wording = found.groups()
    return f"{code}{subs}", code, ",".join(re.findall(r"\[([^\]]*)\]", subs)), wording or ""


def _question(wording: str, asked: Questionnaire, code: str, sub: str) -> tuple[str, str]:
    """The wording of the question and of the option, from the head or else from the .lss file."""
    if not wording and code in asked:
        known = asked[code]
        return known.wording or code, known.options.get(sub, sub)
    found = _PARTS.fullmatch(wording)
    if found and (sub or not code):
        question, option = found.groups()
        # LimeSurvey repeats no question over the rows of an array: there the option is all that is said.
        return (question, option) if question.strip() else (option, "")
    return wording or code, sub


def _kind(code: str, sub: str, wording: str, asked: Questionnaire) -> ColumnKind | None:
    if sub.rpartition(",")[2] in _FREE:
        return ColumnKind.TEXT
    if code in asked:
        return asked[code].kind
    return known_kind(code, wording)


def _labelled(head: Head, cell: str, asked: Questionnaire) -> Head:
    """*head* with what the codes in its column stand for."""
    code = _taken_apart(cell, asked)[1]
    if head.kind is ColumnKind.METADATA:
        return replace(head, labels={_NO_DATE: ""})
    return replace(head, labels=asked[code].labels) if code in asked and asked[code].labels else head
