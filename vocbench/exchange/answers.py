"""Open answers in, from a survey export with one row a respondent or one row an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from vocbench.exchange.kinds import describe
from vocbench.exchange.sheets import read_sheet
from vocbench.exchange.survey import Parts, Survey
from vocbench.exchange.text import PathLike
from vocbench.model.source import AnswerTable
from vocbench.model.survey import ColumnKind

_LEFT_OUT = (ColumnKind.PERSONAL, ColumnKind.EMPTY, ColumnKind.OTHER)


def read_answers(
    path: PathLike,
    *,
    text: str | Sequence[str] | None = None,
    respondent: str | None = None,
    question: str | None = None,
    score: str | None = None,
    wave: str | None = None,
    wave_label: str | None = None,
    attributes: Sequence[str] | None = None,
    name: str | None = None,
    encoding: str | None = None,
    which: str | int | None = None,
    questions: PathLike | None = None,
) -> AnswerTable:
    """The open answers in a survey export, with who gave them.

    Exports of Qualtrics, LimeSurvey, SurveyMonkey, SurveyGizmo, Google and Microsoft Forms and
    Typeform are recognised by their heads. In a *wide* table each column in *text* is a question, called by
    what was asked. In a *long* one *question* names the column that says which question a row
    answers. A cell counts as it stands: an empty answer is kept, and ``NA`` or ``geen`` is what
    somebody wrote.

    A closed question is an attribute. One of which several options can be ticked becomes a yes or
    no for each option, ``Which pets? [Dogs]``, whether it stands in one cell or is spread over
    columns: groups can be compared by it, which the combinations do not allow. Who ticked nothing
    at all, or to whom it does not apply (``N/A``, ``n.v.t.``), has neither. A ranking stays as it is.

    Args:
        path: a .csv, .tsv, .xlsx, .xlsm, .xls, .xlsb, .ods, .sav, .zsav, .por, .parquet or .jsonl file.
        text: the column or columns with the answers, by name or by what was asked; one only when
            *question* is given. ``None`` finds them, and with them every other part that is not
            given; ``describe_answers`` shows what was found.
        respondent: the column that says who answers; ``None`` beside *text* makes each row somebody.
        question: the column that says which question is answered; ``None`` reads a wide table.
        score: the column with a number such as a recommendation score.
        wave: the column that tells repeated measurements apart.
        wave_label: one wave for the whole file, such as ``"2024"``; not together with *wave*.
        attributes: the columns to keep as attributes of respondents; ``None`` keeps every
            column that has no other part, but for personal details such as an IP address.
        name: what to call the source; ``None`` takes the file's name without its suffix.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the sheet of a workbook, by name or by number from 1 on; ``None`` takes the first.
        questions: a .lss file with the questions of a LimeSurvey export; ``None`` takes one beside it.

    Returns:
        Answers in the order of the file. Attributes are whole or decimal numbers, yes/no,
        dates (``2024-05-31``, ``31-5-2024``) or text, whichever fits the whole column; of several rows of
        one respondent the first that is filled counts. What was guessed stands in ``guesses``,
        what was left out in ``notices``.

    Raises:
        ReadError: no such file or column, a row that does not fit, a respondent who answers
            one question twice in one wave; the message names the line or row.
    """
    sheet = read_sheet(path, encoding=encoding, which=which, questions=questions)
    given = {"respondent": respondent, "question": question, "score": score, "wave": wave}
    named = {part: sheet.place_of(column) for part, column in given.items() if column is not None}
    if text is None:
        return _found(Survey(sheet, describe(sheet)), named, attributes, name=name, wave_label=wave_label)
    texts = [text] if isinstance(text, str) else text
    places = tuple(dict.fromkeys(map(sheet.place_of, texts)))
    survey = Survey(sheet, describe(sheet, texts=places))
    kept = _kept(survey, attributes, {*places, *named.values()})
    parts = Parts(places, attributes=kept, **named)
    return survey.table(parts, name=name, wave_label=wave_label, guesses=sheet.guesses)


def describe_answers(
    path: PathLike,
    *,
    encoding: str | None = None,
    which: str | int | None = None,
    questions: PathLike | None = None,
) -> Survey:
    """What the columns of a survey export seem to hold, with all that is needed to change that.

    Args:
        path: a file that ``read_answers`` can read.
        encoding: how a text file is encoded; ``None`` finds out.
        which: the sheet of a workbook, by name or by number from 1 on; ``None`` takes the first.
        questions: a .lss file with the questions of a LimeSurvey export; ``None`` takes one beside it.

    Returns:
        The survey: ``columns`` and ``frame()`` tell what each holds, ``with_kinds`` says otherwise,
        and ``answers()`` makes the table, without reading the file again.

    Raises:
        ReadError: no such file, no table, or a row that does not fit; the line is named.
    """
    sheet = read_sheet(path, encoding=encoding, which=which, questions=questions)
    return Survey(sheet, describe(sheet))


def _found(
    survey: Survey,
    named: dict[str, int],
    attributes: Sequence[str] | None,
    *,
    name: str | None,
    wave_label: str | None,
) -> AnswerTable:
    """The answers in the columns that were found, but for the parts that are given."""
    kinds = {survey.columns[at].name: ColumnKind[part.upper()] for part, at in named.items()}
    if wave_label is not None and "wave" not in named:
        kinds |= {each.name: ColumnKind.CHOICE for each in survey.columns if each.kind is ColumnKind.WAVE}
    chosen = survey.with_kinds(kinds)
    parts = chosen.parts()
    if attributes is not None:
        parts = replace(parts, attributes=_kept(survey, attributes, set()))
    return chosen.table(parts, name=name, wave_label=wave_label, guesses=chosen.guesses)


def _kept(survey: Survey, attributes: Sequence[str] | None, others: set[int]) -> tuple[int, ...]:
    """The places of the columns that become attributes."""
    if attributes is not None:
        return tuple(dict.fromkeys(map(survey.sheet.place_of, attributes)))
    columns = enumerate(survey.columns)
    return tuple(at for at, each in columns if at not in others and each.kind not in _LEFT_OUT)
