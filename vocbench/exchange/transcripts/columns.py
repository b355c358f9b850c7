"""Tables as transcribers make them: a row a turn, with time, speaker and words in any order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum

from vocbench.exchange.transcripts.layouts import Line
from vocbench.exchange.transcripts.roles import is_usual_label
from vocbench.exchange.transcripts.times import BRACKETED, RANGE, TIME

Row = Sequence[str]
"""The text of each cell; all rows of a table are equally long."""


class Column(StrEnum):
    """What a column of a table of turns can hold."""

    TIME = "time"
    SPEAKER = "speaker"
    WORDS = "words"


_HEADS = {
    Column.TIME: (
        "tijd tijden tijdcode tijdstip tijdspanne begin begintijd start starttijd "
        "time timecode timestamp timespan starttime"
    ),
    Column.SPEAKER: "spreker sprekers wie naam persoon rol speaker speakers who name person role voice",
    Column.WORDS: (
        "tekst woorden transcript transcriptie uiting uitspraak gesproken inhoud gesprek "
        "text words transcription utterance speech spoken content dialogue verbatim"
    ),
}
_BY_HEAD = {word: column for column, words in _HEADS.items() for word in words.split()}
_ONLY_TIME = re.compile(rf"\s*(?:{BRACKETED}|{TIME})(?:\s*(?:-->|[-–—])\s*(?:{BRACKETED}|{TIME}))?\s*")
_ASIDE = re.compile(r"\([^()]*\)")
_FIRST_TIME = re.compile(RANGE)
_HEAD = re.compile(r"[^?!\n]{0,40}")
_MOST_NAME_WORDS, _LONGEST_NAME, _MOST = 6, 40, 0.8


def table_lines(rows: Sequence[Row]) -> tuple[list[Line], tuple[str, ...]]:
    """A table as labelled lines, a blank one after each row, and the columns that were left out.

    Which column is which is read in the first row where that is a head (Dutch or English), and
    otherwise seen from the cells: times look like times, names are short and recur.

    Args:
        rows: the cells of each row; rows without any words are passed over.

    Returns:
        Lines such as ``[0:12] Anna: words``, and the first cell of each column that is none of
        the three and was left out.
    """
    width = max(map(len, rows), default=0)
    full = [[*(cell.strip() for cell in row), *[""] * (width - len(row))] for row in rows]
    full = [row for row in full if any(row)]
    if not full:
        return [], ()
    turns, columns = _parted(full)
    voices = {} if {Column.SPEAKER, Column.WORDS} & {*columns_by_head(full[0])} else _voices(full[0])
    if len(voices) > 1:
        turns = [said for row in full[1:] for said in _one_by_one(row, columns.get(Column.TIME), voices)]
        columns = {column: at for at, column in enumerate(Column)}
    lines = [line for row in turns for line in (_line(row, columns), Line(""))]
    taken = {*columns.values(), *voices}
    others = [[row[at] for row in full if row[at]] for at in range(width) if at not in taken]
    return lines, tuple(cells[0] for cells in others if cells)


def _parted(rows: Sequence[Row]) -> tuple[Sequence[Row], dict[Column, int]]:
    """The rows of turns, and where each column stands; a column that the head does not tell is seen."""
    columns = columns_by_head(rows[0])
    is_headed = len(rows) > 1 and bool(columns) and all(map(_HEAD.fullmatch, rows[0]))
    if not is_headed:
        return rows, _by_content(rows, {})
    return rows[1:], _by_content(rows[1:], columns)


def _voices(head: Row) -> dict[int, str]:
    """Of a table with a column for each who speaks, such as question and answer, who that is."""
    return {at: cell for at, cell in enumerate(head) if is_usual_label(cell)}


def _one_by_one(row: Row, time: int | None, voices: Mapping[int, str]) -> Iterator[Row]:
    """What is said in a row, a row each; the time is that of the first."""
    said = [(who, row[at]) for at, who in voices.items() if row[at]]
    for n, (who, words) in enumerate(said):
        yield (row[time] if time is not None and n == 0 else "", who, words)


def columns_by_head(row: Row) -> dict[Column, int]:
    """Where each column stands, by what the head of the table calls it."""
    found: dict[Column, int] = {}
    for at, cell in enumerate(row):
        words = re.findall(r"\w+", _ASIDE.sub("", cell.casefold()))
        columns = {_BY_HEAD.get(word) for word in words}
        if len(columns) == 1 and (column := columns.pop()) is not None:
            found.setdefault(column, at)
    return found


def _by_content(rows: Sequence[Row], known: Mapping[Column, int]) -> dict[Column, int]:
    """Where each column stands that is not *known*, by the cells; the words have the most letters."""
    left = {at: [row[at] for row in rows if row[at]] for at in range(len(rows[0]))}
    left = {at: cells for at, cells in left.items() if cells and at not in known.values()}
    found = dict(known)
    if Column.TIME not in found and len(left) > 1:
        _take(Column.TIME, _first(left, _ONLY_TIME.fullmatch), found, left)
    if Column.WORDS not in found and left:
        _take(Column.WORDS, max(left, key=lambda at: (sum(map(len, left[at])), at)), found, left)
    if Column.SPEAKER not in found:
        _take(Column.SPEAKER, _first(left, _is_name), found, left)
    return found


def _take(column: Column, at: int | None, found: dict[Column, int], left: dict[int, list[str]]) -> None:
    if at is not None:
        found[column] = at
        del left[at]


def _first(columns: dict[int, list[str]], is_one: Callable[[str], object]) -> int | None:
    """The first column of which nearly every cell passes *is_one*."""
    return next(
        (
            at
            for at, cells in columns.items()
            if sum(bool(is_one(cell)) for cell in cells) >= _MOST * len(cells)
        ),
        None,
    )


def _is_name(cell: str) -> bool:
    return (
        len(cell) <= _LONGEST_NAME
        and len(cell.split()) <= _MOST_NAME_WORDS
        and any(map(str.isalpha, cell))
        and "\n" not in cell
    )


def _line(row: Row, columns: dict[Column, int]) -> Line:
    """One row as a labelled line; without a name in it, it goes on with the turn before."""
    time, speaker, words = (row[columns[each]] if each in columns else "" for each in Column)
    found = _FIRST_TIME.search(time)
    stamp = f"[{found[0]}] " if found else ""
    label = " ".join(speaker.split()).rstrip(": ")
    return Line(f"{stamp}{label}: {words}", label) if label else Line(f"{stamp}{words}")
