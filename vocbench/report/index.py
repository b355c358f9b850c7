"""A page that lists the reports of a folder."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, quote

from vocbench.errors import ReportError
from vocbench.model.language import LANGUAGES
from vocbench.report.page import AUDIENCE, PROJECTS, page, write_whole
from vocbench.report.pdf import audience_in
from vocbench.report.provenance import SHORT_HASH, is_unchanged, signed
from vocbench.report.words import WORDS

NAME = "index.html"


@dataclass(frozen=True, slots=True)
class Listed:
    """What an index says of a report.

    Args:
        name: of its file.
        lang: that it is in.
        title: its first heading.
        opening: its first words.
        projects: name and hash of each project behind it.
        n_figures: how many figures and tables it has.
        is_sound: whether it is as it was made.
        audience: whom it was made for; "" where it does not say.
    """

    name: str
    lang: str
    title: str
    opening: str
    projects: tuple[tuple[str, str], ...]
    n_figures: int
    is_sound: bool
    audience: str


def write_index(folder: Path | str, *, lang: str | None = None) -> Path:
    """The path of the page ``index.html`` that lists the reports of a folder, by their names.

    Args:
        folder: with reports that vocbench made; other files in it are left out.
        lang: ``"en"`` or ``"nl"``; ``None`` takes the language of the reports where they have one.

    Raises:
        ReportError: there is no report in the folder, or *lang* is another language.
    """
    place = Path(folder)
    if lang is not None and lang not in LANGUAGES:
        raise ReportError(f"Reports are listed in {' and '.join(LANGUAGES)}, not in {lang!r}.")
    reports = [
        found for path in sorted(place.glob("*.html")) if path.name != NAME and (found := read_report(path))
    ]
    if not reports:
        raise ReportError(f"No reports in {place}. Make some with: vocbench report NOTEBOOK... --out {place}")
    spoken = {each.lang for each in reports}
    own = lang or (spoken.pop() if len(spoken) == 1 else "en")
    write_whole(place / NAME, signed(_index(place, reports, own)))
    return place / NAME


def read_report(path: Path) -> Listed | None:
    """What the index says of a file; ``None`` where it is no report of ours."""
    try:
        is_sound = is_unchanged(path)
    except ReportError:
        return None
    text = path.read_text("utf-8")
    return Listed(
        name=path.name,
        lang=_found(r'<html lang="(\w+)"', text),
        title=_found(r"<title>(.*?)</title>", text) or path.stem,
        opening=_found(r'<meta name="description" content="([^"]*)"', text),
        projects=tuple(parse_qsl(_found(rf'<meta name="{PROJECTS}" content="([^"]*)"', text))),
        n_figures=text.count('<figure class="voc-figure '),
        is_sound=is_sound,
        audience=_found(rf'<meta name="{AUDIENCE}" content="(team|client|public)"', text),
    )


def _found(pattern: str, text: str) -> str:
    """The part in brackets of the first match as text, "" where there is none."""
    match = re.search(pattern, text, re.DOTALL)
    return html.unescape(match[1]) if match else ""


def _index(folder: Path, reports: Iterable[Listed], lang: str) -> str:
    words, listed = WORDS[lang], list(reports)
    items = "".join(_item(each, folder, lang) for each in listed)
    told = [words["other_states"].format(name=name) for name in _changed(listed)]
    told += [words["mixed"]] if len({each.audience for each in listed}) > 1 else []
    remarks = "".join(f"<p>{escape(each)}</p>" for each in told)
    body = (
        f'<section class="prose"><h1>{words["all_reports"]}</h1><p>{words["index_words"]}</p></section>'
        f'<ol class="reports">{items}</ol><section class="prose">{remarks}</section>'
    )
    return page(body, title=words["all_reports"], lang=lang, stamps=None)


def _item(report: Listed, folder: Path, lang: str) -> str:
    words = WORDS[lang]
    n = report.n_figures
    facts = [words["one_figure"] if n == 1 else words["figures"].format(n=n)] if n else []
    facts += [words[f"for_{report.audience}"]] if report.audience else []
    facts += [
        f"{name} <code>{escape(digest[:SHORT_HASH])}</code>" for name, digest in _escaped(report.projects)
    ]
    printed = (folder / report.name).with_suffix(".pdf")
    # One for other readers may have names that this page has not.
    if printed.is_file() and report.audience and audience_in(printed.read_bytes()) == report.audience:
        facts.append(f'<a href="{quote(printed.name)}">PDF</a>')
    warning = "" if report.is_sound else f"<p><strong>{words['tampered']}</strong></p>"
    opening = f"<p>{escape(report.opening)}</p>" if report.opening else ""
    other = f' lang="{report.lang}"' if report.lang != lang else ""
    return (
        f'<li{other}><h2><a href="{quote(report.name)}">{escape(report.title)}</a></h2>{opening}'
        f'<p class="facts">{" · ".join(facts)}</p>{warning}</li>'
    )


def _escaped(projects: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from ((escape(name), digest) for name, digest in projects)


def _changed(reports: Iterable[Listed]) -> list[str]:
    """The projects that reports show in different states."""
    states: dict[str, set[str]] = {}
    for report in reports:
        for name, digest in report.projects:
            states.setdefault(name, set()).add(digest)
    return sorted(name for name, found in states.items() if len(found) > 1)
