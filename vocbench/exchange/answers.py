"""Open answers in, from a survey export with one row a respondent or one row an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from vocbench.errors import ReadError
from vocbench.exchange.attributes import to_number, typed
from vocbench.exchange.sheets import Sheet, read_sheet
from vocbench.exchange.text import PathLike
from vocbench.model.source import Answer, AnswerTable, AttributeValue, Respondent

_SHOWN = 5


def read_answers(
    path: PathLike,
    *,
    text: str | Sequence[str],
    respondent: str | None = None,
    question: str | None = None,
    score: str | None = None,
    wave: str | None = None,
    wave_label: str | None = None,
    attributes: Sequence[str] | None = None,
    name: str | None = None,
    encoding: str | None = None,
) -> AnswerTable:
    """The open answers in a survey export, with who gave them.

    In a *wide* table each column in *text* is a question, called by its head. In a *long*
    one *question* names the column that says which question a row answers. A cell counts
    as it stands: an empty answer is kept, and ``NA`` or ``geen`` is what somebody wrote.

    Args:
        path: a .csv, .tsv or .xlsx file; its first filled row is the head.
        text: the column or columns with the answers; one only when *question* is given.
        respondent: the column that says who answers; ``None`` makes each row somebody.
        question: the column that says which question is answered; ``None`` reads a wide table.
        score: the column with a number such as a recommendation score.
        wave: the column that tells repeated measurements apart.
        wave_label: one wave for the whole file, such as ``"2024"``; not together with *wave*.
        attributes: the columns to keep as attributes of respondents; ``None`` keeps every
            column that has no other part.
        name: what to call the source; ``None`` takes the file's name without its suffix.
        encoding: how a text file is encoded; ``None`` finds out.

    Returns:
        Answers in the order of the file. Attributes are whole or decimal numbers, yes/no,
        dates (``2024-05-31``) or text, whichever fits the whole column; of several rows of
        one respondent the first that is filled counts. What was guessed stands in ``notices``.

    Raises:
        ReadError: no such file or column, a row that does not fit, a respondent who answers
            one question twice in one wave; the message names the line or row.
    """
    if wave is not None and wave_label is not None:
        raise ReadError("Give wave= (a column) or wave_label= (one wave for the whole file), not both.")
    sheet = read_sheet(path, encoding=encoding)
    columns = _columns(sheet, text, respondent, question, score, wave, attributes)
    called = name if name is not None else _stem(sheet.name)
    return _table(sheet, columns, name=called, wave_label=wave_label)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which column of a sheet plays which part; every name exists."""

    texts: tuple[str, ...]
    respondent: str | None
    question: str | None
    score: str | None
    wave: str | None
    attributes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Given:
    """One answer and the row it stands in."""

    answer: Answer
    row: int


def _columns(  # noqa: PLR0917 - the parts of read_answers, checked here once
    sheet: Sheet,
    text: str | Sequence[str],
    respondent: str | None,
    question: str | None,
    score: str | None,
    wave: str | None,
    attributes: Sequence[str] | None,
) -> _Columns:
    texts = tuple(dict.fromkeys(sheet.find(each) for each in ([text] if isinstance(text, str) else text)))
    if not texts:
        raise ReadError(
            f"text= names no column of {sheet.name}. Name the column or columns with the answers."
        )
    if question is not None and len(texts) > 1:
        raise ReadError(
            "question= is for a table with one answer a row, so text= must name one column, "
            f"not {len(texts)}. Leave question= out if each of them is a question."
        )
    who, asked, scored, when = (
        None if each is None else sheet.find(each) for each in (respondent, question, score, wave)
    )
    if attributes is None:
        kept = tuple(each for each in sheet.columns if each not in {*texts, who, asked, scored, when})
    else:
        kept = tuple(dict.fromkeys(map(sheet.find, attributes)))
    return _Columns(texts, who, asked, scored, when, kept)


def _table(sheet: Sheet, columns: _Columns, *, name: str, wave_label: str | None) -> AnswerTable:
    keys = _keys(sheet, columns.respondent)
    scores, score_notices = _scores(sheet, columns.score)
    waves = _waves(sheet, columns.wave, wave_label)
    given = [
        _Given(Answer(keys[row], asked, words, scores[row], waves[row]), row)
        for asked, words, row in _asked(sheet, columns)
    ]
    _refuse_doubles(given, sheet)
    respondents, attribute_notices = _respondents(sheet, keys, columns.attributes)
    told = (
        [] if columns.respondent else ["No respondent column: each row is somebody, called 'row 1' and on."]
    )
    if not given:
        told = [f"{sheet.name} has a head but no rows: 0 answers."]
    return AnswerTable(
        name,
        respondents,
        tuple(each.answer for each in given),
        (*sheet.notices, *told, *score_notices, *attribute_notices),
    )


def _stem(file_name: str) -> str:
    return file_name.rpartition(".")[0].strip() or file_name


def _keys(sheet: Sheet, column: str | None) -> list[str]:
    if column is None:
        return [f"row {number}" for number in range(1, len(sheet.rows) + 1)]
    keys = [" ".join(cell.split()) for cell in sheet.column(column)]
    if "" in keys:
        raise ReadError(
            f"{sheet.name}, {sheet.where(keys.index(''))}: nobody stands in the column {column!r}. "
            "Fill it in, or leave respondent= out to make each row somebody."
        )
    return keys


def _waves(sheet: Sheet, column: str | None, label: str | None) -> list[str | None]:
    if column is None:
        return [label] * len(sheet.rows)
    return [cell.strip() or None for cell in sheet.column(column)]


def _scores(sheet: Sheet, column: str | None) -> tuple[list[float | None], tuple[str, ...]]:
    """Scores as numbers; what is written otherwise is no score, and told."""
    if column is None:
        return [None] * len(sheet.rows), ()
    cells = sheet.column(column)
    scores = [to_number(cell) for cell in cells]
    odd = [row for row, cell in enumerate(cells) if cell.strip() and scores[row] is None]
    if not odd:
        return scores, ()
    first = f"{cells[odd[0]].strip()[:40]!r} ({sheet.where(odd[0])})"
    if all(score is None for score in scores):
        raise ReadError(
            f"The column {column!r} of {sheet.name} holds no numbers: {first}. Name another as score=."
        )
    return scores, (
        f"Cells of {column!r} without a number, which give no score: {len(odd)}; the first is {first}.",
    )


def _asked(sheet: Sheet, columns: _Columns) -> Iterator[tuple[str, str, int]]:
    """Question, words and row of every answer, row by row."""
    texts = [sheet.column(each) for each in columns.texts]
    if columns.question is None:
        for row in range(len(sheet.rows)):
            for asked, cells in zip(columns.texts, texts, strict=True):
                yield asked, cells[row], row
        return
    for row, cell in enumerate(sheet.column(columns.question)):
        asked = " ".join(cell.split())
        if not asked:
            raise ReadError(
                f"{sheet.name}, {sheet.where(row)}: the column {columns.question!r} is empty, "
                "so it is not known what was asked. Fill it in."
            )
        yield asked, texts[0][row], row


def _refuse_doubles(given: Iterable[_Given], sheet: Sheet) -> None:
    first: dict[tuple[str, str, str | None], int] = {}
    for each in given:
        answer = each.answer
        place = (answer.respondent, answer.question, answer.wave)
        if place in first:
            raise ReadError(
                f"{sheet.name}: respondent {answer.respondent!r} answers {answer.question!r} twice, in "
                f"{sheet.where(first[place])} and {sheet.where(each.row)}. Remove one, or tell measurements "
                "apart with wave=."
            )
        first[place] = each.row


def _respondents(
    sheet: Sheet, keys: Sequence[str], columns: Sequence[str]
) -> tuple[tuple[Respondent, ...], tuple[str, ...]]:
    """Who answered, in order of appearance, with the attributes that *columns* hold."""
    found: dict[str, dict[str, AttributeValue]] = {key: {} for key in keys}
    conflicts: Counter[str] = Counter()
    doubtful = []
    for column in columns:
        values, is_ambiguous = typed(sheet.column(column))
        if is_ambiguous:
            doubtful.append(column)
        differing = set()
        for key, value in zip(keys, values, strict=True):
            if value is not None and found[key].setdefault(column, value) != value:
                differing.add(key)
        if differing:
            conflicts[column] = len(differing)
    respondents = tuple(Respondent(key, values) for key, values in found.items())
    return respondents, (*_told_doubt(doubtful), *_told_conflicts(conflicts))


def _told_doubt(columns: Sequence[str]) -> tuple[str, ...]:
    if not columns:
        return ()
    return (f"Kept as text, for 1.234 may be a thousand or a fraction: {', '.join(map(repr, columns))}.",)


def _told_conflicts(conflicts: Counter[str]) -> tuple[str, ...]:
    if not conflicts:
        return ()
    shown = ", ".join(f"{column!r} (for {n})" for column, n in conflicts.most_common(_SHOWN))
    more = f" and {len(conflicts) - _SHOWN} more columns" if len(conflicts) > _SHOWN else ""
    return (f"Rows of one respondent say different things in {shown}{more}; the first filled row counts.",)
