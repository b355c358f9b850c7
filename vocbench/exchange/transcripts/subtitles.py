"""Subtitles: WebVTT, SubRip, SubViewer and LRC, from any of the programs that write them.

The parser is our own: the libraries at hand either pass over what they cannot read without
a word (a lost cue is lost data) or fail without naming the line, and neither keeps the
voice of a cue. The formats are small, and read here with the leniency that real
exports need: no header, comma or point, with or without hours, cues not set apart.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.layouts import (
    Line,
    bracketed_labels,
    find_heads,
    inline_labels,
    labels_guessed,
    names_alone,
)
from vocbench.exchange.transcripts.rolling import Cue, unrolled
from vocbench.exchange.transcripts.times import TIME, to_seconds
from vocbench.model.guess import Guess
from vocbench.model.told import Told, told

_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s([^<>]{1,200})>")
# Only the tags of the formats: "<script>" in a cue is something somebody said or wrote.
_TAG = re.compile(
    rf"</?(?:v|c|i|b|u|s|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<{TIME}>|\{{\\[^{{}}]{{1,80}}\}}", re.IGNORECASE
)
_NOT_VOICE = re.compile(_TAG.pattern.replace("?:v|c", "?:c"), re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_LANGUAGE = re.compile(r"(?:NOTE\s+)?Language:\s*([A-Za-z]{2,3}(?:-\w+)?)", re.IGNORECASE)
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Format:
    """How a format writes the time of a cue."""

    mark: re.Pattern[str]
    """Found in each line that is meant as a time, well written or not."""
    timing: re.Pattern[str]
    example: str


_ARROWS = _Format(
    re.compile("-->"),
    re.compile(rf"\s*(?P<start>{TIME})\s*-->\s*(?P<end>{TIME})(?:\s.*)?"),
    "00:01:02.000 --> 00:01:05.000",
)
_COMMAS = _Format(
    re.compile(rf"^\s*{TIME}\s*,\s*\d"),
    re.compile(rf"\s*(?P<start>{TIME})\s*,\s*(?P<end>{TIME})\s*"),
    "0:01:02.000,0:01:05.000",
)


def looks_like_subtitles(text: str) -> bool:
    """Whether a text without a telling suffix is WebVTT or SubRip all the same."""
    rows = [row for row in text[:2000].split("\n") if row.strip()][:2]
    return text.startswith("WEBVTT") or any(_ARROWS.timing.fullmatch(row) for row in rows)


def read_subtitles(file: SourceFile) -> Draft:
    """What a ``.vtt`` or ``.srt`` file holds, by ``<v Speaker>`` or ``Speaker: words``.

    Raises:
        ReadError: no cues at all, or a line with an arrow that is no time; it is named.
    """
    return _read(file, _ARROWS)


def read_sbv(file: SourceFile) -> Draft:
    """What a ``.sbv`` file holds, by ``Speaker: words`` where it names anybody.

    Raises:
        ReadError: no cues at all, or a line of two times of which one is none; it is named.
    """
    return _read(file, _COMMAS)


def _read(file: SourceFile, form: _Format) -> Draft:
    text, guesses = file.decode()
    rows = text.replace("[br]", "\n").split("\n") if form is _COMMAS else text.split("\n")
    cues, oddities = _cues(rows, file.path.name, form)
    return draft_of_cues(cues, notices=tuple(oddities), language=_language(rows, form), guesses=guesses)


def draft_of_cues(
    cues: Sequence[Cue],
    *,
    notices: tuple[Told, ...] = (),
    language: str | None = None,
    guesses: tuple[Guess, ...] = (),
) -> Draft:
    """The turns in *cues*, by their voices or labels; tags are taken off, entities are characters."""
    bare = [Cue(cue.start, cue.end, tuple(_bare(cue.rows))) for cue in cues]
    plain, n_repeated = unrolled(bare)
    if any(_VOICE.search(row) for cue in plain for row in cue.rows):
        pieces: list[Utterance] = list(_voices(plain))
        labels: tuple[Guess, ...] = ()
    else:
        pieces, labels = _labels(plain)
    utterances = [
        replace(each, words=_ENTITY.sub(_character, each.words)) if "&" in each.words else each
        for each in pieces
    ]
    if n_repeated:
        rolled = told("Rows that rolling captions repeat were left out: {n:,}.", n=n_repeated)
        notices = (*notices, rolled)
    return Draft(join_cues(utterances), notices, language, (*guesses, *labels))


def _bare(rows: Sequence[str]) -> Iterator[str]:
    """The rows without tags but those of voices, if any words are left."""
    for row in rows:
        if words := _NOT_VOICE.sub("", row).replace("</v>", "").strip():
            yield words


def _character(entity: re.Match[str]) -> str:
    return html.unescape(entity[0])


def _cues(rows: Sequence[str], name: str, form: _Format) -> tuple[list[Cue], list[Told]]:
    """The cues in *rows*, and what was odd about them."""
    numbers = [number for number, row in enumerate(rows) if form.mark.search(row)]
    if not numbers:
        raise ReadError(f"{name} holds no cues: no line like {form.example!r}. Export it again.")
    cues, oddities = [], []
    for number, following in itertools.pairwise([*numbers, len(rows)]):
        start, end = _times(rows, number, name, form)
        if end < start:
            odd = told("Line {line}: the cue ends before it starts; its end was left out.", line=number + 1)
            oddities.append(odd)
        cues.append(Cue(start, end if end >= start else None, tuple(_words(rows, number + 1, following))))
    return cues, oddities


def _times(rows: Sequence[str], number: int, name: str, form: _Format) -> tuple[float, float]:
    found = form.timing.fullmatch(rows[number])
    if found is None:
        raise ReadError(
            f"Line {number + 1} of {name} is no time of a cue: {rows[number].strip()[:60]!r}. "
            f"Write it as {form.example!r}."
        )
    return to_seconds(found["start"]), to_seconds(found["end"])


def _words(rows: Sequence[str], start: int, end: int) -> Iterator[str]:
    """The rows of a cue that are words: no comment, no name or number of the next cue."""
    if end < len(rows) and end > start and _is_cue_name(rows, start, end - 1):
        end -= 1
    is_comment = False
    for number in range(start, end):
        row = rows[number].strip()
        is_comment = bool(row) and (
            is_comment or (not rows[number - 1].strip() and bool(_COMMENT.match(row)))
        )
        if row and not is_comment:
            yield row


def _is_cue_name(rows: Sequence[str], start: int, at: int) -> bool:
    """Whether the row before a time names the cue: set apart, or a number below words."""
    return not rows[at - 1].strip() or (at > start and rows[at].strip().isdecimal())


def _voices(cues: Sequence[Cue]) -> Iterator[Utterance]:
    """What each ``<v Speaker>`` says; words outside any voice are nobody's."""
    for cue in cues:
        outside, *voiced = _VOICE.split("\n".join(cue.rows))
        yield Utterance("", outside, cue.start, cue.end)
        for speaker, words in zip(voiced[::2], voiced[1::2], strict=True):
            yield Utterance(html.unescape(speaker), words, cue.start, cue.end)


def _labels(cues: Sequence[Cue]) -> tuple[list[Utterance], tuple[Guess, ...]]:
    """What each labelled speaker says; a row without a label goes on with the last one."""
    rows = [(cue, row) for cue in cues for row in cue.rows]
    # Each row stands as a paragraph of its own: any of them may start with a label.
    lines = [line for _, row in rows for line in (Line(row), Line(""))]
    found = find_heads(lines, layouts=(inline_labels, bracketed_labels, names_alone))
    heads = {head.line // 2: head for head in found}
    pieces, speaker = [], ""
    for number, (cue, row) in enumerate(rows):
        head = heads.get(number)
        speaker = head.speaker if head else speaker
        pieces.append(Utterance(speaker, head.words if head else row, cue.start, cue.end))
    return pieces, labels_guessed(found) if found else ()


def _language(rows: Sequence[str], form: _Format) -> str | None:
    """The language that a WebVTT head names, or a comment before the first cue."""
    head = itertools.takewhile(lambda row: not form.mark.search(row), rows)
    return next((found[1] for row in head if (found := _LANGUAGE.fullmatch(row.strip()))), None)
