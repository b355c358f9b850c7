"""Subtitles: WebVTT and SubRip, from any of the programs that write them.

The parser is our own: the libraries at hand either pass over what they cannot read without
a word (a lost cue is lost data) or fail without naming the line, and neither keeps the
voice of a cue. The two formats are small, and read here with the leniency that real
exports need: no header, comma or point, with or without hours, cues not set apart.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.layouts import Line, bracketed_labels, find_heads, inline_labels
from vocbench.exchange.transcripts.times import TIME, to_seconds

_ARROW = "-->"
_TIMING = re.compile(rf"\s*(?P<start>{TIME})\s*-->\s*(?P<end>{TIME})(?:\s.*)?")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,80})?\s([^<>]{1,200})>")
# Only the tags of the two formats: "<script>" in a cue is something somebody said or wrote.
_TAG = re.compile(
    rf"</?(?:v|c|i|b|u|s|font|lang|ruby|rt)(?:[.\s][^<>]*)?>|<{TIME}>|\{{\\[^{{}}]{{1,80}}\}}", re.IGNORECASE
)
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3}(?:-\w+)?)")
_COMMENT = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float | None
    rows: Sequence[str]


def looks_like_subtitles(text: str) -> bool:
    """Whether a text without a telling suffix is WebVTT or SubRip all the same."""
    rows = [row for row in text[:2000].split("\n") if row.strip()][:2]
    return text.startswith("WEBVTT") or any(_TIMING.fullmatch(row) for row in rows)


def read_vtt(file: SourceFile) -> Draft:
    """What a ``.vtt`` file holds, by ``<v Speaker>`` or ``Speaker: words``.

    Raises:
        ReadError: no cues at all, or a line with an arrow that is no time; it is named.
    """
    return _read(file, unescape=html.unescape)


def read_srt(file: SourceFile) -> Draft:
    """What a ``.srt`` file holds, by ``Speaker: words`` where it names anybody.

    Raises:
        ReadError: no cues at all, or a line with an arrow that is no time; it is named.
    """
    return _read(file, unescape=str)


def _read(file: SourceFile, *, unescape: Callable[[str], str]) -> Draft:
    text, notices = file.decode()
    rows = text.split("\n")
    cues, oddities = _cues(rows, file.path.name)
    pieces = _voices(cues) if _VOICE.search(text) else _labels(cues)
    utterances = [replace(piece, words=unescape(_TAG.sub("", piece.words))) for piece in pieces]
    return Draft(join_cues(utterances), (*notices, *oddities), _language(rows))


def _cues(rows: Sequence[str], name: str) -> tuple[list[_Cue], list[str]]:
    """The cues in *rows*, and what was odd about them."""
    numbers = [number for number, row in enumerate(rows) if _ARROW in row]
    if not numbers:
        raise ReadError(
            f"{name} holds no cues: no line like '00:00:01.000 --> 00:00:04.000'. Export it again."
        )
    cues, oddities = [], []
    for number, following in itertools.pairwise([*numbers, len(rows)]):
        start, end = _times(rows, number, name)
        if end < start:
            oddities.append(f"Line {number + 1}: the cue ends before it starts; its end was left out.")
        cues.append(_Cue(start, end if end >= start else None, list(_words(rows, number + 1, following))))
    return cues, oddities


def _times(rows: Sequence[str], number: int, name: str) -> tuple[float, float]:
    found = _TIMING.fullmatch(rows[number])
    if found is None:
        raise ReadError(
            f"Line {number + 1} of {name} is no time of a cue: {rows[number].strip()[:60]!r}. "
            "Write it as '00:01:02.000 --> 00:01:05.000'."
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


def _voices(cues: Sequence[_Cue]) -> Iterator[Utterance]:
    """What each ``<v Speaker>`` says; words outside any voice are nobody's."""
    for cue in cues:
        outside, *voiced = _VOICE.split("\n".join(cue.rows))
        yield Utterance("", outside, cue.start, cue.end)
        for speaker, words in zip(voiced[::2], voiced[1::2], strict=True):
            yield Utterance(html.unescape(speaker), words, cue.start, cue.end)


def _labels(cues: Sequence[_Cue]) -> Iterator[Utterance]:
    """What each labelled speaker says; a row without a label goes on with the last one."""
    rows = [(cue, row) for cue in cues for row in cue.rows]
    # Each row stands as a paragraph of its own: any of them may start with a label.
    lines = [line for _, row in rows for line in (Line(_TAG.sub("", row)), Line(""))]
    heads = {head.line // 2: head for head in find_heads(lines, layouts=(inline_labels, bracketed_labels))}
    speaker = ""
    for number, (cue, row) in enumerate(rows):
        head = heads.get(number)
        speaker = head.speaker if head else speaker
        yield Utterance(speaker, head.words if head else row, cue.start, cue.end)


def _language(rows: Sequence[str]) -> str | None:
    """The language that a WebVTT head names."""
    head = itertools.takewhile(lambda row: row.strip() and _ARROW not in row, rows)
    return next((found[1] for row in head if (found := _LANGUAGE.fullmatch(row.strip()))), None)
