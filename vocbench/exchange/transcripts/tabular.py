"""Transcripts as tables: a row a turn, or a row a segment as Whisper writes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vocbench.errors import ReadError
from vocbench.exchange.text import PathLike, SourceFile, open_file
from vocbench.exchange.transcripts.columns import Column, columns_by_head
from vocbench.exchange.transcripts.cues import in_seconds, join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.times import TIME, to_seconds
from vocbench.model.guess import agreement
from vocbench.model.told import told

if TYPE_CHECKING:
    from vocbench.exchange.grids import Grid

_TEXTS = (".csv", ".tsv")
TABLES = (*_TEXTS, ".xlsx", ".ods")
"""The tables that can be a transcript."""

_LOOKED_AT = 50
_WHISPER = "start\tend\ttext"
_ENDS = frozenset(["end", "ends", "einde", "eind", "eindtijd", "stop", "endtime"])
_IN_THOUSANDTHS = "ms"
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,9})?")
_CODE = re.compile(rf"[\[(<#]?(?P<code>{TIME}(?:-\d)?)[\])>#]?")


def read_table(file: SourceFile) -> Draft:
    """What a table holds, by the names of its columns.

    A column of words and one of speakers or times are needed, named in Dutch or English. A row
    without a name goes on with the speaker before it. Rows with both a start and an end are
    segments of a recogniser and are joined to turns; other rows are turns as they stand.

    Raises:
        ReadError: no such columns; those that exist are named.
    """
    if file.suffix in _TEXTS:
        text, guesses = file.decode()
        if _is_whisper(text):
            return Draft(join_cues(_whisper(text.split("\n")[1:], file.path.name)), guesses=guesses)
    return _read(file)


def turns_score(path: PathLike, *, encoding: str | None = None, which: str | int | None = None) -> float:
    """How much of a table is turns of a conversation, from 0 to below 1; above one half it is a transcript.

    Its columns must be those that ``read_transcript`` needs. Of the first rows those count that
    have a time, or a speaker who comes back; in a table of answers everybody has one row.

    Args:
        path: a table in one of the formats that ``read_transcript`` takes.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the sheet of a workbook, by name or by number from 1 on; ``None`` takes the first.

    Raises:
        ReadError: the file is absent, empty, of another kind or damaged.
    """
    file = open_file(path, suffixes=TABLES, encoding=encoding, which=which)
    if file.suffix in _TEXTS and _is_whisper(file.decode().text):
        return agreement(_LOOKED_AT, _LOOKED_AT)
    head, *rows = _grid(replace(file, n_rows=_LOOKED_AT + 1)).top(_LOOKED_AT + 1)
    try:
        columns = _columns(head, file.path.name)
    except ReadError:
        return 0.0
    turns = list(_turns(rows, columns))
    spoken = Counter(each.speaker for each in turns)
    return agreement(
        sum(each.start_seconds is not None or spoken[each.speaker] > 1 for each in turns), len(turns)
    )


def _is_whisper(text: str) -> bool:
    return text.partition("\n")[0].strip().lower() == _WHISPER


def _whisper(rows: Sequence[str], name: str) -> Iterator[Utterance]:
    """Whisper quotes nothing: a quotation mark is one that was said, and a row is a line."""
    for number, row in enumerate(rows, start=2):
        start, _, cells = row.partition("\t")
        end, _, words = cells.partition("\t")
        if not row.strip():
            continue
        if not (_NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
            raise ReadError(
                f"Line {number} of {name} does not start with two times: {row.strip()[:60]!r}. "
                "Write it as '1000<tab>2500<tab>words', in thousandths of a second."
            )
        yield Utterance("", words, float(start) / 1000, float(end) / 1000)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row each thing stands."""

    at: Mapping[Column, int]
    end: int | None
    per_second: int

    def utterance(self, row: Sequence[str], before: str) -> Utterance:
        """What a row says; without a name of its own by the one who spoke before."""
        speaker, time = (
            row[self.at[each]] if each in self.at else "" for each in (Column.SPEAKER, Column.TIME)
        )
        end = row[self.end] if self.end is not None else ""
        return Utterance(
            speaker.strip().rstrip(":") or before,
            row[self.at[Column.WORDS]],
            _seconds(time, self.per_second),
            _seconds(end, self.per_second),
        )


def _grid(file: SourceFile) -> Grid:
    from vocbench.exchange.grids import grid_of  # noqa: PLC0415 - tables load numpy

    return grid_of(file)


def _read(file: SourceFile) -> Draft:
    grid = _grid(file)
    head, *rows = zip(*(column.texts() for column in grid.columns), strict=True)
    columns = _columns(head, file.path.name)
    turns, timed = in_seconds(list(_turns(rows, columns)))
    taken = {*columns.at.values(), columns.end}
    others = [name for at, name in enumerate(head) if at not in taken and name.strip()]
    dropped = (told("Columns left out: {names}.", names=", ".join(map(repr, others))),) if others else ()
    joined = join_cues(turns) if columns.end is not None else turns
    return Draft(joined, (*grid.notices, *dropped), None, (*grid.guesses, *timed))


def _turns(rows: Sequence[Sequence[str]], columns: _Columns) -> Iterator[Utterance]:
    before = ""
    for row in rows:
        turn = columns.utterance(row, before)
        before = turn.speaker
        yield turn


def _columns(head: Sequence[str], name: str) -> _Columns:
    """Where each column stands.

    Raises:
        ReadError: there are no words, or neither speakers nor times.
    """
    plain = [each.casefold().replace("_", " ") for each in head]
    at = columns_by_head([re.sub(rf"\b{_IN_THOUSANDTHS}\b", "", each) for each in plain])
    if Column.WORDS not in at or len(at) == 1:
        raise ReadError(
            f"{name} is no transcript: it needs a column 'text' and a column 'speaker' or 'start', and has "
            f"{', '.join(map(repr, head))}. Tables of answers are read with read_answers."
        )
    end = next((n for n, each in enumerate(plain) if _ENDS & set(re.findall(r"\w+", each))), None)
    thousandths = any(_IN_THOUSANDTHS in re.findall(r"\w+", each) for each in plain)
    return _Columns(at, end, 1000 if thousandths else 1)


def _seconds(cell: str, per_second: int) -> float | None:
    """The seconds in a cell: a time code, or a number; ``None`` where it is neither."""
    cell = cell.strip()
    if found := _CODE.fullmatch(cell):
        return to_seconds(found["code"])
    return round(float(cell.replace(",", ".")) / per_second, 3) if _NUMBER.fullmatch(cell) else None
