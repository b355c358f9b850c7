"""Coded answers as HTML that needs no kernel, no script and no style sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from vocbench.widgets.answers.state import AnswerGrid, Cell, ColumnState

MOST_ROWS = 50
"""A notebook stays light: so many rows are written out, and how many more there are."""

_TABLE = "border-collapse:collapse;font-family:system-ui,sans-serif;font-size:13px"
_CELL = "border-bottom:1px solid #8884;padding:3px 8px;text-align:left;vertical-align:top"
_CHIP = "display:inline-block;border:1px solid #8886;border-radius:3px;padding:0 5px;margin:1px 3px"


def answers_html(
    grid: AnswerGrid,
    codes: Mapping[Cell, Sequence[str]],
    colors: Mapping[str, str],
    *,
    texts: Mapping[str, str],
) -> str:
    """The first rows as a table, each answer followed by its codes.

    Args:
        grid: what is shown.
        codes: paths of the codes on each answer.
        colors: the colour of each code, by path.
        texts: the words of the interface, from ``interface_texts``.

    Returns:
        One ``<div>``; all text of the user is escaped.
    """
    n_rows = len(grid.respondents)
    heads = [texts.get(f"column_{column['name']}", column["name"]) for column in grid.columns]
    head = "".join(
        f'<th scope="col" style="{_CELL}">{escape(each)}</th>' for each in [*heads, *grid.questions]
    )
    rows = "".join(_row(grid, row, codes, colors) for row in range(min(n_rows, MOST_ROWS)))
    more = n_rows - MOST_ROWS
    count = f"{more:,}".replace(",", texts["thousands"])
    rest = f"<p>{escape(texts['more_rows'].format(n=count))}</p>" if more > 0 else ""
    table = f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    return f'<div class="vocbench-answers">{table if n_rows else escape(texts["no_answers"])}{rest}</div>'


def _row(grid: AnswerGrid, row: int, codes: Mapping[Cell, Sequence[str]], colors: Mapping[str, str]) -> str:
    values = [shown(column, row) for column in grid.columns]
    cells = [question * len(grid.respondents) + row for question in range(len(grid.questions))]
    answers = [
        escape(grid.text(cell) or "") + "".join(_chip(path, colors) for path in codes.get(cell, ()))
        for cell in cells
    ]
    return (
        "<tr>"
        + "".join(f'<td style="{_CELL}">{each}</td>' for each in [*map(escape, values), *answers])
        + "</tr>"
    )


def _chip(path: str, colors: Mapping[str, str]) -> str:
    border = f"border-left:4px solid {colors.get(path, '#808080')}"
    return f' <span style="{_CHIP};{border}">{escape(path)}</span>'


def shown(column: ColumnState, row: int) -> str:
    """What a column shows in a row; "" for a missing value."""
    value = column["values"][row]
    if value is None:
        return ""
    if column["kind"] == "choice":
        return str(column["choices"][value])
    return f"{value:g}" if column["kind"] == "number" else str(value)
