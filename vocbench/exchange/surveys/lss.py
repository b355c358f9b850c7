"""The structure of a LimeSurvey questionnaire: a .lss file."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.markup import parse_xml
from vocbench.exchange.surveys.layout import one_line
from vocbench.exchange.text import open_file
from vocbench.model.survey import ColumnKind

_KINDS = {
    **dict.fromkeys("STUQ", ColumnKind.TEXT),
    **dict.fromkeys("MP", ColumnKind.MULTIPLE),
    **dict.fromkeys("L!OYGF5HAB1CER", ColumnKind.CHOICE),
    "D": ColumnKind.DATE,
}
"""What the one-letter types of LimeSurvey hold."""
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_YES_NO = {"Y": "yes", "N": "no"}


_WORDS = {
    "questions": ("question_l10ns", "qid"),
    "subquestions": ("question_l10ns", "qid"),
    "answers": ("answer_l10ns", "aid"),
}
"""In which table the words of another stand since LimeSurvey 4, and by what they are found there."""

Labels = Mapping[str, str]
"""Wordings by code."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a questionnaire."""

    wording: str
    kind: ColumnKind | None
    options: Labels = field(default_factory=dict)
    """The wordings of its sub-questions, by what stands between brackets; in a grid ``SQ001_SQ002``."""
    labels: Mapping[str, Labels] = field(default_factory=dict)
    """What the codes of its answers stand for on its first scale, ``"0"``, and on its second, ``"1"``."""


Questionnaire = Mapping[str, Asked]
"""Questions by their code."""


def read_questionnaire(path: Path) -> Questionnaire:
    """The questions of a .lss file by code, in its first language.

    Raises:
        ReadError: no such file, or no questionnaire of LimeSurvey.
    """
    file = open_file(path, suffixes=(".lss",))
    root = parse_xml(file.raw, file.path.name)
    if root.findtext("LimeSurveyDocType") != "Survey":
        raise ReadError(
            f"{file.path.name} is no questionnaire of LimeSurvey. Export the survey structure as .lss."
        )
    language = root.findtext("languages/language") or ""
    parts = _by_question(root, "subquestions", "title", "question", language)
    answers = _by_question(root, "answers", "code", "answer", language)
    return {
        row.get("title", ""): Asked(
            _plain(row.get("question", "")),
            _KINDS.get(row.get("type", "")),
            _options(parts.get(row.get("qid", ""), {})),
            {"0": _YES_NO} if row.get("type") == "Y" else answers.get(row.get("qid", ""), {}),
        )
        for row in _rows(root, "questions", language)
    }


def _options(parts: Mapping[str, Labels]) -> Labels:
    """The wordings of sub-questions; those of a grid have one for the row and one for the column."""
    rows, columns = parts.get("0", {}), parts.get("1", {})
    grid = {
        f"{row}_{column}": f"{asked} - {option}"
        for row, asked in rows.items()
        for column, option in columns.items()
    }
    return {**rows, **{f"{row}comment": f"{asked} - comment" for row, asked in rows.items()}, **grid}


def _by_question(
    root: Element, section: str, code: str, words: str, language: str
) -> dict[str, dict[str, dict[str, str]]]:
    """The wordings in a section by the number of the question, the scale and the code."""
    found: dict[str, dict[str, dict[str, str]]] = {}
    for row in _rows(root, section, language):
        scales = found.setdefault(row.get("parent_qid") or row.get("qid", ""), {})
        scales.setdefault(row.get("scale_id") or "0", {})[row.get(code, "")] = _plain(row.get(words, ""))
    return found


def _rows(root: Element, section: str, language: str) -> Iterator[dict[str, str]]:
    """The rows of a section with their words, wherever these stand."""
    elsewhere, key = _WORDS[section]
    words = {row[key]: row for row in _table(root, elsewhere, language) if key in row}
    for row in _table(root, section, language):
        yield {**row, **words.get(row.get(key, ""), {})}


def _table(root: Element, name: str, language: str) -> Iterator[dict[str, str]]:
    for row in root.iterfind(f"{name}/rows/row"):
        found = {each.tag: each.text or "" for each in row}
        if found.get("language", language) == language:
            yield found


def _plain(text: str) -> str:
    """*text* without the markup in which LimeSurvey keeps it."""
    return one_line(html.unescape(_TAG.sub(" ", text)).replace("\xa0", " "))
