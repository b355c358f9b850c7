"""What the codebook widget shows, as plain values that travel to the browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from vocbench.model.codebook import SEPARATOR, Codebook
from vocbench.model.coding import Coding

CodeUse = tuple[str, str, int]
"""Path of a code, name of a source, and how many codings of that code it has."""


class CodeRow(TypedDict):
    """One code; ``parent`` is the id of the code above it, empty at the top."""

    id: str
    path: str
    name: str
    parent: str
    color: str
    key: str
    description: str
    when_to_use: str
    when_not_to_use: str


class SetRow(TypedDict):
    """One set of codes: its name, and the ids of the codes in it."""

    name: str
    ids: list[str]


class SourceCount(TypedDict):
    """How often a code, with those under it, is used in one source."""

    source: str
    n: int


class QuoteRow(TypedDict):
    """One coding with its words, and what stands around them."""

    id: str
    quote: str
    before: str
    after: str
    source: str
    speaker: str
    coder: str
    memo: str
    isExample: bool


class CodeUsed(TypedDict):
    """What a code is used for: ``n`` codings of its own, of which ``quotes`` holds the first."""

    id: str
    n: int
    sources: list[SourceCount]
    quotes: list[QuoteRow]


def code_rows(codebook: Codebook) -> list[CodeRow]:
    """The codes, each after the code above it."""
    return [
        CodeRow(
            id=code.id,
            path=codebook.path(code.id),
            name=code.name,
            parent=code.parent or "",
            color=code.color,
            key=code.key,
            description=code.description,
            when_to_use=code.when_to_use,
            when_not_to_use=code.when_not_to_use,
        )
        for code in codebook
    ]


def set_rows(sets: Mapping[str, Sequence[str]], codes: Iterable[CodeRow]) -> list[SetRow]:
    """The sets in their order."""
    ids = {code["path"]: code["id"] for code in codes}
    return [
        SetRow(name=name, ids=[ids[path] for path in paths if path in ids]) for name, paths in sets.items()
    ]


def code_counts(codes: Iterable[CodeRow], uses: Iterable[CodeUse]) -> dict[str, list[int]]:
    """How many codings each code has, by its id: of its own, and with those of the codes under it.

    Codes without any are left out.
    """
    own: Counter[str] = Counter()
    with_below: Counter[str] = Counter()
    for path, _, n in uses:
        own[path] += n
        with_below.update(dict.fromkeys(_branches(path), n))
    return {code["id"]: [own[code["path"]], n] for code in codes if (n := with_below[code["path"]])}


def _branches(path: str) -> list[str]:
    """The path and those of all codes above it."""
    names = path.split(SEPARATOR)
    return [SEPARATOR.join(names[:depth]) for depth in range(1, len(names) + 1)]


def source_counts(path: str, uses: Iterable[CodeUse]) -> list[SourceCount]:
    """How often the code at *path*, with those under it, is used in each source that has it."""
    found: Counter[str] = Counter()
    for each, source, n in uses:
        if each == path or each.startswith(path + SEPARATOR):
            found[source] += n
    return [SourceCount(source=source, n=n) for source, n in found.items()]


def quote_row(coding: Coding, text: str | None, *, context: int) -> QuoteRow:
    """A coding to be read.

    Args:
        coding: the coding.
        text: the text that its span counts in, ``None`` where only its quote is known.
        context: how many characters to show before and after the quote.
    """
    start, end = coding.span.start, coding.span.end
    return QuoteRow(
        id=coding.id,
        quote=coding.quote,
        before="" if text is None else text[max(0, start - context) : start],
        after="" if text is None else text[end : end + context],
        source=coding.source,
        speaker=coding.speaker,
        coder=coding.coder,
        memo=coding.memo,
        isExample=coding.is_example,
    )
