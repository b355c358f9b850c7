"""Plain text, Markdown and everything else that comes as lines with speaker labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile
from statistics import median

from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import SENTENCE_ENDS, Draft, Utterance
from vocbench.exchange.transcripts.layouts import Head, Line, find_heads, labels_guessed
from vocbench.exchange.transcripts.questions import asked_in_bold
from vocbench.exchange.transcripts.roles import is_usual_label
from vocbench.exchange.transcripts.rolling import Cue
from vocbench.exchange.transcripts.subtitles import draft_of_cues, looks_like_subtitles, read_subtitles
from vocbench.exchange.transcripts.times import TIME, cut_first, cut_inner, cut_last, to_seconds
from vocbench.exchange.transcripts.wrapped import (
    parted,
    unwrapped,
    with_times_in_place,
    with_typed_times,
    without_dates,
    without_numbers,
)
from vocbench.model.guess import Guess
from vocbench.model.told import Told, listed, told

_BOLD = re.compile(r"(?P<mark>\*{1,3}|_{1,2})(?=\S)(?P<bold>[^*\n]{1,80}?)(?P=mark)(?P<rest>.*)")
_HEADING = re.compile(r"#{1,6}\s")
_SIGNATURE = re.compile(
    r"\s*(?:(?:Transcribed|Transcription (?:is )?provided) by https?://\S+"
    r"|[^\n]{1,80} (?:started|stopped) transcription"
    r"|[^\n]{1,80} heeft (?:de )?transcriptie (?:gestart|gestopt|beëindigd))\s*",
    re.IGNORECASE,
)
_ROW_END = re.compile("[\n\f\v\x85\u2028\u2029]")
"""How programs end a line, or a page."""
_DASHES, _MOST_FRONT = "---", 100
_SHOWN, _LISTED = 60, 20
_LEAST_SEGMENTS, _MANY_WITHIN = 10, 0.25
_SET_APART = re.compile(r"^SPEAKER: (\S{1,30})[ \t]*$", re.MULTILINE)
"""A line on which Speechmatics says who speaks below it."""
_NUMBERED = re.compile(r"(?<!\w)\d")
_TIMED_LINE = re.compile(rf"\s*\[(?P<start>{TIME})\s*-->\s*(?P<end>{TIME})\]\s*(?P<words>.*)")


def read_text(file: SourceFile) -> Draft:
    """What a ``.txt`` file holds: labelled lines, Whisper's timed lines, or subtitles."""
    text, guesses = file.decode()
    if looks_like_subtitles(text):
        return read_subtitles(file)
    rows, n_numbers = without_numbers(_ROW_END.split(_SET_APART.sub(r"\1:", text)))
    rows, n_dates = without_dates(rows)
    timed = [found for row in rows if (found := _TIMED_LINE.fullmatch(row))]
    if timed and len(timed) == sum(bool(row.strip()) for row in rows):
        return draft_of_cues([_timed(found) for found in timed], guesses=guesses)
    notices = (
        *counted(n_numbers, told("Numbers of lines were left out: {n:,}.", n=n_numbers)),
        *counted(n_dates, told("Dates and times of messages were left out: {n:,}.", n=n_dates)),
    )
    return draft_of_lines([_markdown_line(row) for row in rows], notices, guesses)


def read_markdown(file: SourceFile) -> Draft:
    """What a ``.md`` file holds: labelled lines; headings are marked by ``#``."""
    text, guesses = file.decode()
    front, rows = _front_matter(_ROW_END.split(text))
    lines = [Line(row, is_heading=True) if _HEADING.match(row) else _markdown_line(row) for row in rows]
    draft = draft_of_lines(lines, left_out(told("Lines of front matter"), front), guesses)
    return replace(draft, above="\n".join([*front, draft.above]))


def _front_matter(rows: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """What a page says about itself on top, between two lines of three dashes, and the rows below that."""
    bare = [row.strip() for row in rows[:_MOST_FRONT]]
    if bare[:1] != [_DASHES] or _DASHES not in bare[1:]:
        return (), rows
    end = bare.index(_DASHES, 1)
    return rows[1:end], rows[end + 1 :]


def draft_of_lines(
    lines: Sequence[Line], notices: tuple[Told, ...] = (), guesses: tuple[Guess, ...] = ()
) -> Draft:
    """The turns in *lines*: from label to label, or one a paragraph where nobody is named.

    What is no talk is left out and told in a notice: headings, and what stands before the
    first label. Where nobody is named everything is kept. Lines that were broken to fit a
    width are joined.
    """
    signed = [line.text for line in lines if _SIGNATURE.fullmatch(line.text)]
    lines, typed = with_typed_times(parted([line for line in lines if not _SIGNATURE.fullmatch(line.text)]))
    notices = (*notices, *left_out(told("Lines by the program"), signed))
    lines = with_times_in_place(lines)
    found = find_heads(_spoken(lines))
    lines, joined = unwrapped(lines, {head.line for head in found})
    spoken = _spoken(lines)
    heads, labels = _or_bold(_without_cast(find_heads(spoken) if joined else found), spoken)
    if not heads or heads[0].line > len(lines) / 2:  # a report that quotes somebody in the end
        return Draft(_unnamed(lines), notices, None, (*guesses, *typed, *joined))
    ends = [head.line for head in heads[1:]] + [len(lines)]
    taken = [_utterance(head, spoken[head.line + 1 : end]) for head, end in zip(heads, ends, strict=True)]
    utterances = _started([each for each, _ in taken])
    above = "\n".join(line.text for line in lines[: heads[0].line])
    notices = (*notices, *_told(lines, spoken[: heads[0].line], taken))
    return Draft(utterances, notices, None, (*guesses, *typed, *joined, *labels), above)


def _or_bold(heads: Sequence[Head], lines: Sequence[Line]) -> tuple[Sequence[Head], tuple[Guess, ...]]:
    """The heads by labels, or those by bold type where these are more, and what was guessed of them."""
    asked = asked_in_bold(lines)
    return asked if len(asked[0]) > len(heads) else (heads, labels_guessed(heads))


def _told(
    lines: Sequence[Line], above: Sequence[Line], taken: Sequence[tuple[Utterance, int]]
) -> tuple[Told, ...]:
    """What of *lines* is no talk: headings, what stands above it, and what was cut out of the turns."""
    n_times = sum(n for _, n in taken)
    return (
        *left_out(told("Headings"), [line.text for line in lines if line.is_heading]),
        *left_out(told("Lines before the first speaker"), [line.text for line in above]),
        *left_out(
            told("Labels without words"), [each.speaker for each, _ in taken if not each.words.strip()]
        ),
        *counted(n_times, told("Time codes within turns were left out: {n:,}.", n=n_times)),
    )


def _spoken(lines: Sequence[Line]) -> list[Line]:
    return [Line("", is_heading=True) if line.is_heading else line for line in lines]


def _without_cast(heads: Sequence[Head]) -> Sequence[Head]:
    """The heads without those on top that are about the talk: ``Interviewer: Anna``, ``Date: 3 May``."""
    counts = Counter(head.speaker for head in heads)
    recurring = {label.casefold() for label, n in counts.items() if n > 1}
    n_facts = _n_on_top(_is_fact(head) and counts[head.speaker] == 1 for head in heads)
    if len(recurring) > 1 and _are_facts(heads, n_facts):
        return heads[n_facts:]
    return heads[
        _n_on_top(counts[head.speaker] == 1 and _is_cast(head, counts, recurring) for head in heads) :
    ]


def _n_on_top(is_one: Iterable[bool]) -> int:
    return sum(1 for _ in takewhile(bool, is_one))


def _is_cast(head: Head, labels: Collection[str], recurring: Collection[str]) -> bool:
    """Whether a head is no turn, but names who has a label."""
    is_named = head.words.strip() in labels or _is_spelled_out(head, recurring)
    return is_usual_label(head.speaker) and is_named


def _is_fact(head: Head) -> bool:
    """Whether a head may state a fact about the talk: it is short, and no sentence."""
    words = head.words.strip()
    return 0 < len(words) <= _SHOWN and not words.endswith(SENTENCE_ENDS) and head.start_seconds is None


def _are_facts(heads: Sequence[Head], n: int) -> bool:
    """Whether the first *n* heads are set apart from the others, or are several of which one has a number.

    Somebody may well say a few words at the start and no more: those stay a turn.
    """
    steps = [after.line - before.line for before, after in pairwise(heads)]
    if not 0 < n < len(steps):
        return False
    usual = median(steps[n:])
    is_apart = steps[n - 1] > usual or any(step < usual for step in steps[: n - 1])
    return is_apart or (n > 1 and any(_NUMBERED.search(head.words) for head in heads[:n]))


def _is_spelled_out(head: Head, labels: Collection[str]) -> bool:
    """Whether a label is in full what the talk has the first letter of: ``Respondent``, then ``R1``."""
    full = head.speaker.casefold().rstrip(" 0123456789")
    letters = {label.rstrip(" 0123456789") for label in labels}
    return len(full) > 1 and full[0] in letters and not head.words.rstrip().endswith(SENTENCE_ENDS)


def _unnamed(lines: Sequence[Line]) -> list[Utterance]:
    """A turn for each paragraph; lines that go on in the middle of a sentence are segments of one."""
    said = [_utterance(Head(0, "", ""), each)[0] for each in _paragraphs(lines)]
    n_within = sum(
        not before.words.rstrip().endswith(SENTENCE_ENDS) and after.words.strip()[:1].islower()
        for before, after in pairwise(said)
    )
    is_running = len(said) >= _LEAST_SEGMENTS and n_within >= _MANY_WITHIN * len(said)
    return join_cues(said) if is_running else said


def _started(utterances: Sequence[Utterance]) -> list[Utterance]:
    """With starts, where only ends were written, as f4 does: a turn starts where the one before ended."""
    if any(each.start_seconds is not None for each in utterances):
        return list(utterances)
    ends = [None, *(each.end_seconds for each in utterances)]
    return [replace(each, start_seconds=end) for each, end in zip(utterances, ends, strict=False)]


def counted(n: int, notice: Told) -> tuple[Told, ...]:
    """The *notice* of *n* things; none of none."""
    return (notice,) if n else ()


def left_out(what: Told, texts: Sequence[str]) -> tuple[Told, ...]:
    """A notice that *texts* are not part of the transcript; none when all are blank."""
    texts = [text.strip() for text in texts if text.strip()]
    if not texts:
        return ()
    different = list(
        dict.fromkeys(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…" for text in texts)
    )
    shown = listed(list(map(repr, different)), _LISTED)
    return (told("{what} were left out ({n:,}): {shown}", what=what, n=len(texts), shown=shown),)


def _utterance(head: Head, following: Sequence[Line]) -> tuple[Utterance, int]:
    """One turn, and the number of time codes that were taken out of its words."""
    rows = [head.words, *(line.words for line in following)]
    (start, end), words = cut_first("\n".join(rows).strip())
    words, last = cut_last(words)
    words, n_inner = cut_inner(words)
    if head.start_seconds is not None:
        start, end = head.start_seconds, head.end_seconds
    return Utterance(head.speaker, words, start, last if end is None else end), n_inner


def _paragraphs(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    """Paragraphs as blank lines divide them; every line is one where there are none."""
    n_words = [n for n, line in enumerate(lines) if not line.is_blank]
    inner = lines[n_words[0] : n_words[-1] + 1] if n_words else []
    is_divided = any(line.is_blank for line in inner)
    part: list[Line] = []
    for line in inner:
        if line.is_blank or not is_divided:
            yield part
            part = []
        if not line.is_blank:
            part.append(line)
    yield part


def _markdown_line(row: str) -> Line:
    """A line of which an emphasised start is known, its marks taken off."""
    width, row = len(row.rstrip()), row.strip()
    found = _BOLD.fullmatch(row)
    if found is None:
        return Line(row, width=width)
    return Line(found["bold"] + found["rest"], found["bold"], row, width=width)


def _timed(found: re.Match[str]) -> Cue:
    return Cue(to_seconds(found["start"]), to_seconds(found["end"]), (found["words"],))
