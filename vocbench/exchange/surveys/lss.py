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
    **dict.fromkeys("NK", ColumnKind.NUMBER),
    **dict.fromkeys("MP", ColumnKind.MULTIPLE),
    **dict.fromkeys("L!OYGF5HAB1CER", ColumnKind.CHOICE),
    "D": ColumnKind.DATE,
}
"""What the one-letter types of LimeSurvey hold."""
_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_YES_NO = {"Y": "yes", "N": "no"}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a questionnaire."""

    wording: str
    kind: ColumnKind | None
    options: Mapping[str, str] = field(default_factory=dict)
    """The wordings of its sub-questions, by code."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the codes of its answers stand for."""


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
    answers, options = _by_question(root, "answers", language), _by_question(root, "subquestions", language)
    found = {}
    for row in _rows(root, "questions", language):
        number, kind = row.get("qid", ""), row.get("type", "")
        found[row.get("title", "")] = Asked(
            _plain(row.get("question", "")),
            _KINDS.get(kind),
            {each.get("title", ""): _plain(each.get("question", "")) for each in options.get(number, ())},
            _YES_NO
            if kind == "Y"
            else {each.get("code", ""): _plain(each.get("answer", "")) for each in answers.get(number, ())},
        )
    return found


def _by_question(root: Element, section: str, language: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for row in _rows(root, section, language):
        found.setdefault(row.get("parent_qid") or row.get("qid", ""), []).append(row)
    return found


def _rows(root: Element, section: str, language: str) -> Iterator[dict[str, str]]:
    for row in root.iterfind(f"{section}/rows/row"):
        found = {each.tag: each.text or "" for each in row}
        if found.get("language", language) == language:
            yield found


def _plain(text: str) -> str:
    """*text* without the markup in which LimeSurvey keeps it."""
    return one_line(html.unescape(_TAG.sub(" ", text)).replace("\xa0", " "))
