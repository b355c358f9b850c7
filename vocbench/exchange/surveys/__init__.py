"""Survey programs: which of them wrote a table, and what its head says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from vocbench.errors import ReadError
from vocbench.exchange.grids.grid import Grid, Head
from vocbench.exchange.surveys import (
    google_forms,
    limesurvey,
    microsoft_forms,
    qualtrics,
    surveygizmo,
    surveymonkey,
    typeform,
)
from vocbench.exchange.surveys.layout import TOP_ROWS, Layout, Top, one_line, plain
from vocbench.exchange.surveys.lss import Questionnaire, read_questionnaire
from vocbench.exchange.surveys.words import known_kind
from vocbench.exchange.text import PathLike
from vocbench.model.guess import Guess
from vocbench.model.told import Told, told


class Platform(NamedTuple):
    """A survey program: how its exports are recognised, and how their heads are read."""

    name: str
    find: Callable[[Top], float]
    """From the first rows of a table, how sure it is that this program wrote it; 0 to 1."""
    layout: Callable[[Top], Layout]


PLATFORMS = (
    Platform(qualtrics.NAME, qualtrics.find, qualtrics.layout),
    Platform(limesurvey.NAME, limesurvey.find, lambda top: limesurvey.layout(top, {})),
    Platform(surveymonkey.NAME, surveymonkey.find, surveymonkey.layout),
    Platform(surveygizmo.NAME, surveygizmo.find, surveygizmo.layout),
    Platform(google_forms.NAME, google_forms.find, plain),
    Platform(microsoft_forms.NAME, microsoft_forms.find, microsoft_forms.layout),
    Platform(typeform.NAME, typeform.find, typeform.layout),
)
"""The programs that are known; the surest wins, and of two as sure the first."""

_LEAST, _LEAST_QUESTIONS, _LEAST_WIDTH = 0.5, 0.5, 3


def read_layout(grid: Grid, *, questions: PathLike | None = None) -> tuple[Layout, tuple[Guess, ...]]:
    """What the head of a table says, and which program seems to have written it.

    Args:
        grid: a table that has at least one row, or heads of its own.
        questions: a .lss file with the questions; ``None`` takes one that lies beside the table
            and knows at least half of its columns.

    Raises:
        ReadError: *questions* is no questionnaire.
    """
    if grid.heads:
        return Layout(0, _named(grid.heads)), ()
    top = grid.top(TOP_ROWS)
    titles = _titles(top)
    layout, guesses = _read_top(grid, top[len(titles) :], questions)
    if not titles:
        return layout, guesses
    passed = told("Left out above the heads of the columns: {titles}.", titles=", ".join(map(repr, titles)))
    return Layout(layout.n_rows + len(titles), layout.heads, (passed, *layout.notices)), guesses


def _titles(top: Top) -> list[str]:
    """What stands alone in the rows above the heads of a table, such as the name of the study."""
    filled = [[cell for cell in map(one_line, row) if cell] for row in top]
    if max(map(len, filled)) < _LEAST_WIDTH:
        return []
    return [cell for (cell,) in takewhile(lambda cells: len(cells) == 1, filled)]


def _read_top(grid: Grid, top: Top, questions: PathLike | None) -> tuple[Layout, tuple[Guess, ...]]:
    asked, asked_guesses = _questionnaire(grid, top, questions)
    if asked:
        return limesurvey.layout(top, asked), asked_guesses
    sure, platform = max(((each.find(top), each) for each in PLATFORMS), key=lambda pair: pair[0])
    if sure < _LEAST:
        return plain(top), ()
    return platform.layout(top), (Guess(told("which program wrote the file"), Told(platform.name), sure),)


def _named(heads: tuple[Head, ...]) -> tuple[Head, ...]:
    """Heads with what their names or wordings are known for, where they say nothing themselves."""
    return tuple(replace(each, kind=each.kind or known_kind(each.name, each.wording)) for each in heads)


def _questionnaire(
    grid: Grid, top: Top, questions: PathLike | None
) -> tuple[Questionnaire, tuple[Guess, ...]]:
    """The questions of a .lss file that was given or lies beside the table."""
    if questions is not None:
        return read_questionnaire(Path(questions).expanduser()), ()
    for path in sorted(grid.path.parent.glob("*.lss")):
        try:
            asked = read_questionnaire(path)
        except ReadError:
            continue  # nobody asked for this one
        n_known, n_all = limesurvey.n_known(top, asked), sum(bool(cell.strip()) for cell in top[0])
        if n_all and n_known >= _LEAST_QUESTIONS * n_all:
            guess = Guess(told("where the questions are"), Told(path.name), n_known / n_all, "questions")
            return asked, (guess,)
    return {}, ()
