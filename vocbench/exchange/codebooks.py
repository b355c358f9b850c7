"""Codebooks out: a document that a colleague can code by, as Markdown, Word or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vocbench.exchange.markup import storable
from vocbench.exchange.tables import place_for, replace_file, write_table
from vocbench.exchange.text import PathLike
from vocbench.model.codebook import SEPARATOR, Code

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "codebook": "Codebook",
        "codes": "Codes",
        "description": "Description",
        "use": "Use it when",
        "not": "Do not use it when",
        "examples": "Examples",
        "codings": "Codings",
        "respondents": "Respondents",
        "color": "Colour",
        "key": "Hot key",
        "unused": "no codings of its own",
    },
    "nl": {
        "codebook": "Codeboek",
        "codes": "Codes",
        "description": "Omschrijving",
        "use": "Gebruik bij",
        "not": "Gebruik niet bij",
        "examples": "Voorbeelden",
        "codings": "Coderingen",
        "respondents": "Respondenten",
        "color": "Kleur",
        "key": "Sneltoets",
        "unused": "geen eigen coderingen",
    },
}
_DEEPEST = 5  # a heading of level 6 is smaller than the words under it


@dataclass(frozen=True, slots=True)
class Example:
    """A quote that shows what a code means, and who says it; ``""`` where nobody is named."""

    quote: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as a codebook tells it.

    ``path`` are the names from the root down, ``codings`` and ``respondents`` how often and by how
    many people it is used, codes under it not counted.
    """

    path: str
    code: Code
    codings: int = 0
    respondents: int = 0
    examples: tuple[Example, ...] = ()

    @property
    def depth(self) -> int:
        """How many codes are above it."""
        return self.path.count(SEPARATOR)


def write_codebook(entries: Sequence[Entry], path: PathLike, *, study: str, lang: str = "en") -> Path:
    """Where the codebook was written.

    Args:
        entries: the codes, each below its parent.
        path: a .md, .docx or .xlsx file; an older file there is replaced when all is written.
        study: what the codebook belongs to: its title.
        lang: language of the words around the codes, ``"en"`` or ``"nl"``.

    Raises:
        WriteError: another suffix, no such folder, or no room.
    """
    place = place_for(path, CODEBOOKS)
    _WRITERS[place.suffix.lower()](entries, place, study, lang)
    return place


def _as_table(entries: Sequence[Entry], place: Path, study: str, lang: str) -> None:  # noqa: ARG001 - a sheet has no title
    import pandas as pd  # noqa: PLC0415 - only workbooks need it

    columns = {
        "codes": [each.path for each in entries],
        "description": [each.code.description for each in entries],
        "use": [each.code.when_to_use for each in entries],
        "not": [each.code.when_not_to_use for each in entries],
        "examples": ["\n".join(_told(one) for one in each.examples) for each in entries],
        "codings": [each.codings for each in entries],
        "respondents": [each.respondents for each in entries],
        "color": [each.code.color for each in entries],
        "key": [each.code.key for each in entries],
    }
    write_table(pd.DataFrame(columns).rename(columns=_WORDS[lang]), place)


def _told(example: Example) -> str:
    return f"“{example.quote}”" + (f" ({example.said_by})" if example.said_by else "")


def _use(entry: Entry, words: Mapping[str, str]) -> str:
    if not entry.codings:
        return words["unused"]
    return f"{words['codings']}: {entry.codings} · {words['respondents']}: {entry.respondents}"


def _paragraphs(entry: Entry, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is said of a code: a label, empty for its description, and words."""
    code = entry.code
    told = (("", code.description), (words["use"], code.when_to_use), (words["not"], code.when_not_to_use))
    yield from ((label, text.strip()) for label, text in told if text.strip())


def _as_markdown(entries: Sequence[Entry], place: Path, study: str, lang: str) -> None:
    words = _WORDS[lang]
    lines = [f"# {words['codebook']}: {_plain(study)}", "", f"{words['codes']}: {len(entries)}", ""]
    for entry in entries:
        lines += [f"{'#' * min(entry.depth + 2, _DEEPEST + 1)} {_plain(entry.code.name)}", ""]
        lines += [f"*{_use(entry, words)}*", ""]
        for label, text in _paragraphs(entry, words):
            lines += [f"**{label}:** {_plain(text)}" if label else _plain(text), ""]
        if entry.examples:
            lines += [f"**{words['examples']}:**", ""]
            lines += [f"- {_plain(_told(each))}" for each in entry.examples] + [""]
    replace_file(place, "\n".join(lines).encode("utf-8", "replace"))


def _plain(text: str) -> str:
    """*text* as words, in which nothing is a mark of Markdown or HTML."""
    marked = "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|&~" else sign for sign in text)
    return "  \n".join(line.strip() for line in marked.split("\n") if line.strip())


def _as_word(entries: Sequence[Entry], place: Path, study: str, lang: str) -> None:
    from vocbench.exchange.word_out import new_document, save_document, shade  # noqa: PLC0415 - rarely needed

    words = _WORDS[lang]
    document = new_document(f"{words['codebook']}: {study}", lang)
    document.add_heading(storable(f"{words['codebook']}: {study}"), level=0)
    document.add_paragraph(f"{words['codes']}: {len(entries)}")
    for entry in entries:
        heading = document.add_heading("", level=min(entry.depth + 1, _DEEPEST))
        shade(heading.add_run("   "), entry.code.color)
        heading.add_run(f" {storable(entry.code.name)}")
        document.add_paragraph().add_run(_use(entry, words)).italic = True
        for label, text in _paragraphs(entry, words):
            paragraph = document.add_paragraph()
            if label:
                paragraph.add_run(f"{label}: ").bold = True
            paragraph.add_run(storable(text))
        for each in entry.examples:
            document.add_paragraph(storable(_told(each)), style="Quote")
    save_document(document, place)


_WRITERS: Mapping[str, Callable[[Sequence[Entry], Path, str, str], None]] = {
    ".md": _as_markdown,
    ".docx": _as_word,
    ".xlsx": _as_table,
}
CODEBOOKS = tuple(_WRITERS)
"""How the name of a codebook can end; a .qdc is written by ``vocbench.exchange.refi``."""
