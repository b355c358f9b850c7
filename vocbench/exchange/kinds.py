"""What each column of a survey holds, judged by its head and its cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, pairwise
from statistics import fmean

import numpy as np

from vocbench.exchange.attributes import is_no, is_nothing, is_yes, to_number
from vocbench.exchange.grids.cells import Cells
from vocbench.exchange.grids.grid import Head
from vocbench.exchange.sheets import Sheet
from vocbench.exchange.surveys.words import folded
from vocbench.model.guess import agreement
from vocbench.model.survey import ONLY_ONE, ColumnKind, SurveyColumn

_SAMPLE = 300
_EXAMPLES, _EXAMPLE_LENGTH = 3, 80
_NUMBERED = frozenset({"0", "1", "-99"})
"""How programs number ticked, not ticked and, of Qualtrics, seen without an answer."""
_SAID, _MOST = 0.95, 0.9
"""How sure a column is of which the head says what it holds; which share of cells must agree on a form."""
_MOST_WAVES, _MOST_QUESTIONS, _MOST_OPTIONS = 30, 60, 40
_MOST_CHOICES, _REPEATED, _FEW_ROWS = 15, 0.25, 20
_TEXT_WORDS, _SENTENCE = 1.2, 6
_MANY_OPTIONS_IN_ONE, _LEAST_PER_OPTION, _LONGEST_OPTION, _COMBINED = 0.15, 3, 8, 1.5

_DATE = re.compile(r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4})(?:[ T,]+\d{1,2}[:.]\d{2}.*)?")
_PERSONAL = re.compile(
    r"[^@\s]+@[^@\s]+\.[a-z]{2,}|(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){5,7}|"
    r"[1-9]\d{3} ?[A-Z]{2}|\+?\d{2}[- ]?\d{8,9}|0\d{9}|0\d{1,3}[- ]\d{6,8}",
    re.IGNORECASE,
)
_SCORE_WORDS = re.compile(
    r"recommend|beve+l|aanra+d|satisf|tevreden|cijfer|\bnps\b|\bscore\b|\brat(?:e|ing)\b|weiterempf|zufrieden",
    re.IGNORECASE,
)
_HIGHEST_SCORE = 100
_ASKING = re.compile(
    r"\?\W*$|waarom|toelicht|opmerking|suggest|verbeter|comment|reason|remark|feedback|improve", re.IGNORECASE
)
_RUN = " …"
"""The end of the name of a group that stands in no head."""
MARKS = (r";\s", ";", r"\|", r"\n", r",\s")
"""What survey programs write between the options that somebody ticked in one question."""


def describe(sheet: Sheet, texts: Collection[int] = ()) -> tuple[SurveyColumn, ...]:
    """What each column of a table seems to hold, with at most one of each of ``ONLY_ONE``.

    Args:
        sheet: a table.
        texts: the places of columns that hold answers because somebody says so; nothing is counted in them.
    """
    looked_into = [cells for at, cells in enumerate(sheet.cells) if at not in texts]
    with ThreadPoolExecutor() as threads:  # Arrow counts outside of Python's lock
        list(threads.map(Cells.count, looked_into))
    judged = [
        _said(head) if at in texts else _described(head, cells)
        for at, (head, cells) in enumerate(zip(sheet.heads, sheet.cells, strict=True))
    ]
    return tuple(_settled(_with_groups(_with_numbered_ticks(_with_respondent(judged, sheet)), sheet.n_rows)))


def _said(head: Head) -> SurveyColumn:
    return SurveyColumn(head.name, head.wording, ColumnKind.TEXT, 1.0, n_filled=0, n_distinct=0)


def _described(head: Head, cells: Cells) -> SurveyColumn:
    sample = cells.some(_SAMPLE)
    n_filled, n_distinct = map(int, map(np.count_nonzero, (cells.filled, cells.is_distinct_filled)))
    kind, confidence = _judged(head, sample, n_distinct, n_filled)
    examples = tuple(map(_short, sample[:_EXAMPLES]))
    return SurveyColumn(head.name, head.wording, kind, confidence, n_filled, n_distinct, examples, head.group)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= _EXAMPLE_LENGTH else line[: _EXAMPLE_LENGTH - 1] + "…"


def _judged(head: Head, sample: Sequence[str], n_distinct: int, n_filled: int) -> tuple[ColumnKind, float]:
    """What a column holds, and how sure that is."""
    if not n_filled:
        return ColumnKind.EMPTY, 1.0
    if head.kind is not None and _may_be(head.kind, head, sample, n_distinct, n_filled):
        return head.kind, _SAID
    cells = [cell.strip() for cell in sample]
    return (
        (_several(cells, n_distinct, head.mark) if head.mark else None)
        or _by_form(head, cells)
        or _ticked(head, cells, n_filled)
        or _several(cells, n_distinct)
        or _words(head, cells, n_distinct, n_filled)
    )


def _may_be(kind: ColumnKind, head: Head, sample: Sequence[str], n_distinct: int, n_filled: int) -> bool:
    """Whether the cells allow what the head says."""
    if kind in {ColumnKind.SCORE, ColumnKind.NUMBER}:
        return _share(to_number(cell) is not None for cell in sample) >= _MOST
    if kind is ColumnKind.DATE:
        return _share(_DATE.fullmatch(cell.strip()) is not None for cell in sample) >= _MOST
    if kind in {ColumnKind.WAVE, ColumnKind.QUESTION}:
        most = _MOST_WAVES if kind is ColumnKind.WAVE else min(_MOST_QUESTIONS, n_filled - 1)
        return n_distinct <= most
    is_option = _repeats(head, sample) or _are_yes_or_no(sample)
    if kind is ColumnKind.TEXT:  # a program's box for text may have asked for a number
        n_words = sum(to_number(cell) is None for cell in sample)
        return n_words > (1 - _MOST) * len(sample) and not is_option
    if kind is ColumnKind.PERSONAL:  # "Telephone" can be an option to tick or to rate as well
        return not is_option and not (head.group and n_distinct <= n_filled / 2)
    return True


def _by_form(head: Head, sample: Sequence[str]) -> tuple[ColumnKind, float] | None:
    """What the form of the cells gives away: personal details, dates, numbers, yes or no."""
    personal = [_PERSONAL.fullmatch(cell) is not None for cell in sample]
    if _share(personal) >= _MOST:
        return ColumnKind.PERSONAL, agreement(sum(personal), len(personal))
    dates = [_DATE.fullmatch(cell) is not None for cell in sample]
    if _share(dates) >= _MOST:
        return ColumnKind.DATE, agreement(sum(dates), len(dates))
    if head.labels and all(cell in head.labels for cell in sample):
        return ColumnKind.CHOICE, _SAID
    numbers = [number for number in map(to_number, sample) if number is not None]
    if len(numbers) >= _MOST * len(sample):
        is_scale = len(numbers) > 1 and min(numbers) >= 0 and max(numbers) <= _HIGHEST_SCORE
        is_score = is_scale and not head.group and _SCORE_WORDS.search(head.wording) is not None
        sure = agreement(len(numbers), len(sample))
        return (ColumnKind.SCORE if is_score else ColumnKind.NUMBER), sure
    return None


def _ticked(head: Head, sample: Sequence[str], n_filled: int) -> tuple[ColumnKind, float] | None:
    """Whether the column is one option of a question: ticked or not."""
    is_one = bool(head.group) and len(sample) == 1 < n_filled
    if is_one or _repeats(head, sample):
        return ColumnKind.MULTIPLE, _SAID
    if _are_yes_or_no(sample):
        return (ColumnKind.MULTIPLE if head.group else ColumnKind.CHOICE), _SAID
    return None


def _repeats(head: Head, sample: Sequence[str]) -> bool:
    """Whether nothing stands in a column but what stands above it."""
    said = f" {folded(head.name)} {folded(head.wording)} "
    return len(sample) == 1 and f" {folded(sample[0])} " in said


def _are_yes_or_no(sample: Sequence[str]) -> bool:
    said = [cell for cell in sample if not is_nothing(cell)]
    return bool(said) and all(is_yes(cell) or is_no(cell) for cell in said)


def _several(sample: Sequence[str], n_distinct: int, mark: str = "") -> tuple[ColumnKind, float] | None:
    """Whether cells hold several options of one question."""
    found = mark_between(sample, mark)
    if found is None:
        return None
    ticked = ticked_in(sample, found)
    parts = Counter(chain.from_iterable(ticked))
    longest = fmean(len(part.split()) for part in parts)
    is_used_often = sum(parts.values()) >= _LEAST_PER_OPTION * len(parts)
    n_alone = sum(cell in parts for cell in sample)
    is_combined = n_distinct > _COMBINED * len(parts) or n_alone >= len(parts) / 2
    is_ranking = len(set(map(frozenset, ticked))) == 1
    if len(parts) > _MOST_OPTIONS or longest > _LONGEST_OPTION or not is_used_often:
        return None
    if is_ranking or not is_combined:
        return None
    return ColumnKind.MULTIPLE, agreement(sum(n > 1 for n in parts.values()), len(parts))


def mark_between(cells: Sequence[str], mark: str = "") -> str | None:
    """What parts the options in cells that hold several, as a pattern; ``None`` where hardly any does.

    Args:
        cells: some of a column.
        mark: the one pattern to look for; empty for any of ``MARKS``.
    """
    for each in (mark,) if mark else MARKS:
        if sum(re.search(each, cell) is not None for cell in cells) >= max(
            2, _MANY_OPTIONS_IN_ONE * len(cells)
        ):
            return each
    return None


def ticked_in(cells: Sequence[str], mark: str | None) -> list[list[str]]:
    """The options that each of *cells* names; one that holds a comma itself stays whole.

    Args:
        cells: the distinct cells of a column.
        mark: the pattern of what parts options; ``None`` where each cell is one.
    """
    parted = (re.split(mark, cell) if mark else [cell] for cell in cells)
    ticked = [[part.strip() for part in parts if part.strip()] for parts in parted]
    return _with_commas(ticked) if mark and mark.startswith(",") else ticked


def _with_commas(ticked: Sequence[list[str]]) -> list[list[str]]:
    """*ticked* with parts that always stand side by side as one option."""
    n_times = Counter(chain.from_iterable(ticked))
    n_beside = Counter(pair for each in ticked for pair in pairwise(each))
    one = {pair for pair, n in n_beside.items() if n > 1 and n == n_times[pair[0]] == n_times[pair[1]]}
    whole = []
    for each in ticked:
        options = each[:1]
        for before, part in pairwise(each):
            options[-1:] = [f"{options[-1]}, {part}"] if (before, part) in one else [options[-1], part]
        whole.append(options)
    return whole


def _words(head: Head, sample: Sequence[str], n_distinct: int, n_filled: int) -> tuple[ColumnKind, float]:
    """Open text, a closed question or a mark of the program, by how often and how long cells are."""
    n_words = [len(cell.split()) for cell in sample]
    n_shapes = len({re.sub(r"\d+", "0", cell) for cell in sample})
    repeated = 1 - n_distinct / n_filled
    has_digits = _share(any(map(str.isdigit, cell)) for cell in sample)
    is_short_list = n_distinct <= _MOST_CHOICES and repeated >= 0.5  # noqa: PLR2004 - each twice
    if has_digits >= _MOST and n_shapes <= len(sample) / 4 and len(sample) > 1 and not is_short_list:
        return ColumnKind.METADATA, agreement(len(sample) - n_shapes, len(sample))
    is_varied = n_distinct > _MOST_CHOICES and 1 - repeated > _REPEATED
    is_asked_openly = is_varied and has_digits < _MOST and _ASKING.search(head.wording) is not None
    is_long = fmean(n_words) >= _SENTENCE and n_distinct > _MOST_CHOICES and n_distinct > n_filled / 10
    if is_long or is_asked_openly:
        return ColumnKind.TEXT, agreement(sum(n > 1 for n in n_words), len(n_words))
    if is_short_list or (1 - repeated <= _REPEATED and n_filled >= _FEW_ROWS):
        return ColumnKind.CHOICE, round(repeated, 2)
    if has_digits >= _MOST and fmean(n_words) < _TEXT_WORDS:
        return ColumnKind.METADATA, agreement(sum(n == 1 for n in n_words), len(n_words))
    if fmean(n_words) >= _TEXT_WORDS:
        return ColumnKind.TEXT, agreement(sum(n > 1 for n in n_words), len(n_words))
    return ColumnKind.CHOICE, agreement(sum(n == 1 for n in n_words), 2 * len(n_words))


def _share(found: Iterable[bool]) -> float:
    listed = list(found)
    return sum(listed) / len(listed) if listed else 0.0


def _with_respondent(judged: Sequence[SurveyColumn], sheet: Sheet) -> list[SurveyColumn]:
    """*judged* without respondents that are missing in places, and with one where no head names any."""
    n_rows = sheet.n_rows
    checked = [
        replace(each, kind=ColumnKind.METADATA)
        if each.kind is ColumnKind.RESPONDENT and each.n_filled < n_rows
        else each
        for each in judged
    ]
    if any(each.kind is ColumnKind.RESPONDENT for each in checked) or not checked:
        return checked
    first = checked[0]
    is_nameless = sheet.heads[0].kind is None
    is_key = is_nameless and n_rows > 1 and first.n_distinct == n_rows and _is_code(sheet.cells[0])
    if is_key and first.kind in {ColumnKind.NUMBER, ColumnKind.METADATA, ColumnKind.CHOICE}:
        checked[0] = replace(first, kind=ColumnKind.RESPONDENT, confidence=0.6)
    return checked


def _is_code(cells: Cells) -> bool:
    return all(len(cell.split()) == 1 for cell in cells.slice(0, _SAMPLE).texts())


def _with_numbered_ticks(columns: Sequence[SurveyColumn]) -> list[SurveyColumn]:
    """*columns* with the options of a question that are 1 where they were ticked as what they are."""
    numbers: dict[str, set[str]] = {}
    for each in columns:
        if each.kind is ColumnKind.NUMBER and each.group:
            numbers.setdefault(each.group, set()).update(each.examples)
    ticked = {group for group, cells in numbers.items() if "1" in cells and cells <= _NUMBERED}
    return [
        replace(each, kind=ColumnKind.MULTIPLE)
        if each.kind is ColumnKind.NUMBER and each.group in ticked
        else each
        for each in columns
    ]


def _with_groups(columns: Sequence[SurveyColumn], n_rows: int) -> list[SurveyColumn]:
    """*columns* with those ticked ones as a group that stand side by side and belong to no question."""
    found: list[SurveyColumn] = []
    crossed = [False, *(_is_crossed(each, n_rows) for each in columns), False]
    for each, before, is_crossed, behind in zip(columns, crossed, crossed[1:], crossed[2:], strict=False):
        if not _is_lone_tick(each) and not (is_crossed and (before or behind)):
            found.append(each)
            continue
        run = found[-1].group if found else ""
        group = run if run.endswith(_RUN) else f"{each.name}{_RUN}"
        found.append(replace(each, kind=ColumnKind.MULTIPLE, group=group))
    return found


def _is_lone_tick(column: SurveyColumn) -> bool:
    return column.kind is ColumnKind.MULTIPLE and not column.group and column.n_distinct == 1


def _is_crossed(column: SurveyColumn, n_rows: int) -> bool:
    """Whether a column of no question says yes in some rows, and nothing in the others."""
    is_one = column.n_distinct == 1 and column.n_filled < n_rows and not column.group
    return column.kind is ColumnKind.CHOICE and is_one and is_yes(column.examples[0])


def _settled(columns: Sequence[SurveyColumn]) -> list[SurveyColumn]:
    """*columns* with at most one of each of ``ONLY_ONE``: the surest, and of two as sure the first."""
    best: dict[ColumnKind, SurveyColumn | None] = {}
    for kind in ONLY_ONE:
        of_kind = [each for each in columns if each.kind is kind]
        best[kind] = max(of_kind, key=lambda each: each.confidence, default=None)
    texts = [each for each in columns if each.kind is ColumnKind.TEXT]
    if len(texts) != 1:  # with several columns of answers, each is a question
        best[ColumnKind.QUESTION] = None
    return [
        replace(each, kind=_SECOND[each.kind]) if each.kind in best and each is not best[each.kind] else each
        for each in columns
    ]


_SECOND = {
    ColumnKind.RESPONDENT: ColumnKind.METADATA,
    ColumnKind.QUESTION: ColumnKind.CHOICE,
    ColumnKind.SCORE: ColumnKind.NUMBER,
    ColumnKind.WAVE: ColumnKind.CHOICE,
}
"""What a second column of a kind is taken for of which there can be one."""
