"""Codebooks out: a document that a colleague can code by, as Markdown, Word or a workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from vocbench.exchange.tables import place_for, replace_file, write_table
from vocbench.exchange.text import PathLike
from vocbench.model.codebook import SEPARATOR, Code

if TYPE_CHECKING:
    import pandas as pd

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "codebook": "Codebook",
        "codes": "{n} codes",
        "use": "Use it when",
        "not": "Do not use it when",
        "examples": "Examples",
        "used": "{n} codings, {k} respondents",
        "unused": "not used yet",
    },
    "nl": {
        "codebook": "Codeboek",
        "codes": "{n} codes",
        "use": "Gebruik bij",
        "not": "Gebruik niet bij",
        "examples": "Voorbeelden",
        "used": "{n} coderingen, {k} respondenten",
        "unused": "nog niet gebruikt",
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
    if place.suffix.lower() == ".xlsx":
        return write_table(_frame(entries), place)
    replace_file(place, _DOCUMENTS[place.suffix.lower()](entries, study, _WORDS[lang]))
    return place


def _frame(entries: Sequence[Entry]) -> pd.DataFrame:
    import pandas as pd  # noqa: PLC0415 - only workbooks need it

    columns = {
        "code": [each.path for each in entries],
        "description": [each.code.description for each in entries],
        "when_to_use": [each.code.when_to_use for each in entries],
        "when_not_to_use": [each.code.when_not_to_use for each in entries],
        "examples": ["\n".join(_told(one) for one in each.examples) for each in entries],
        "codings": [each.codings for each in entries],
        "respondents": [each.respondents for each in entries],
        "color": [each.code.color for each in entries],
        "key": [each.code.key for each in entries],
    }
    return pd.DataFrame(columns)


def _told(example: Example) -> str:
    return f"“{example.quote}”" + (f" ({example.said_by})" if example.said_by else "")


def _use(entry: Entry, words: Mapping[str, str]) -> str:
    if not entry.codings:
        return words["unused"]
    return words["used"].format(n=entry.codings, k=entry.respondents)


def _paragraphs(entry: Entry, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What is said of a code: a label, empty for its description, and words."""
    code = entry.code
    told = (("", code.description), (words["use"], code.when_to_use), (words["not"], code.when_not_to_use))
    yield from ((label, text.strip()) for label, text in told if text.strip())


def _as_markdown(entries: Sequence[Entry], study: str, words: Mapping[str, str]) -> bytes:
    lines = [f"# {words['codebook']}: {_plain(study)}", "", words["codes"].format(n=len(entries)), ""]
    for entry in entries:
        lines += [f"{'#' * min(entry.depth + 2, _DEEPEST + 1)} {_plain(entry.code.name)}", ""]
        lines += [f"*{_use(entry, words)}*", ""]
        for label, text in _paragraphs(entry, words):
            lines += [f"**{label}:** {_plain(text)}" if label else _plain(text), ""]
        if entry.examples:
            lines += [f"**{words['examples']}:**", ""]
            lines += [f"- {_plain(_told(each))}" for each in entry.examples] + [""]
    return "\n".join(lines).encode("utf-8", "replace")


def _plain(text: str) -> str:
    """*text* as words, in which nothing is a mark of Markdown or HTML."""
    marked = "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|&~" else sign for sign in text)
    return "  \n".join(line.strip() for line in marked.split("\n") if line.strip())


def _as_word(entries: Sequence[Entry], study: str, words: Mapping[str, str]) -> bytes:
    from docx import Document  # noqa: PLC0415 - only Word documents need it

    from vocbench.exchange.word_out import shade, storable  # noqa: PLC0415 - see above

    document = Document()
    document.add_heading(storable(f"{words['codebook']}: {study}"), level=0)
    document.add_paragraph(words["codes"].format(n=len(entries)))
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
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


_DOCUMENTS: Mapping[str, Callable[[Sequence[Entry], str, Mapping[str, str]], bytes]] = {
    ".md": _as_markdown,
    ".docx": _as_word,
}
CODEBOOKS = (*_DOCUMENTS, ".xlsx")
"""How the name of a codebook can end; a .qdc is written by ``vocbench.exchange.refi``."""
