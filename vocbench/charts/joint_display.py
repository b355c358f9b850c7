"""The chart of a joint display: shares and scores side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from vocbench.charts.parts import INK, as_written, decimal, finished, percent, row_names
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_COLORS = {"confirm": PALETTE[2], "expand": PALETTE[0], "disagree": PALETTE[1], "silence": PALETTE[7]}


def joint_display_chart(display: pd.DataFrame, *, lang: str = "en") -> alt.FacetChart:
    """Points with intervals in two columns: who speaks of each theme, and how these score.

    How the two go together stands below the name of the theme. What is unknown has no point.

    Args:
        display: one row per theme, such as ``project.joint_display(…)`` gives: ``theme respondents n
            share low high n_scores mean mean_low mean_high label quote``.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = _rows(display, lang)
    base = alt.Chart().encode(
        y=row_names("name", dict.fromkeys(frame["name"])),
        color=as_written("color"),
        tooltip=[
            alt.Tooltip("theme:N", title=words["theme"]),
            alt.Tooltip("figure:N", title=" "),
            alt.Tooltip("said:N", title=" "),
        ],
        description="words:N",
    )
    x = alt.X("low:Q", title=None, scale=alt.Scale(zero=False, padding=12), axis=alt.Axis(tickCount=5))
    lines = base.mark_rule(strokeWidth=2).encode(x=x, x2="high:Q")
    points = base.mark_point(filled=True, size=80, opacity=1).encode(x="value:Q")
    numbers = base.mark_text(dy=-11, color=INK, fontSize=11).encode(
        x="value:Q", text="figure:N", color=alt.value(INK)
    )
    layers = alt.layer(lines, points, numbers, data=frame).properties(width=260, height=alt.Step(40))
    column = alt.Column(
        "panel:N",
        title=None,
        sort=[_in_percent(words), words["mean"]],
        header=alt.Header(labelFontWeight="bold", labelAnchor="start"),
    )
    chart: alt.FacetChart = layers.facet(column=column, spacing=24).resolve_scale(x="independent")
    return finished(chart, "joint_display", frame, lang, note=words["joint_note"])


def joint_display_table(display: pd.DataFrame, *, lang: str = "en") -> pd.DataFrame:
    """The joint display as a table to read: one row per theme, every number with its n and interval.

    Args:
        display: as for ``joint_display_chart``.
        lang: ``"en"`` or ``"nl"``, of the names of the columns and the words in them.

    Returns:
        The theme, its share, its mean score, how these go together, and the quote with who says it, in
        columns called so in the language. An empty quote is "".
    """
    words = WORDS[spoken(lang)]
    names = [words[key] for key in ("theme", "share", "mean", "convergence", "quote")]
    rows = [_table_row(row, lang) for row in display.itertuples()]
    return pd.DataFrame(rows, columns=names, dtype="str")


def _table_row(row: Any, lang: str) -> tuple[str, ...]:  # noqa: ANN401 - a row of a frame
    words = WORDS[spoken(lang)]
    between = f"{percent(row.low, lang)} – {percent(row.high, lang)}"
    share = _or_unknown(row.share, f"{percent(row.share, lang)} ({row.respondents}/{row.n}; {between})", lang)
    spread = f"; {decimal(row.mean_low, lang)} – {decimal(row.mean_high, lang)}"
    has_spread = not math.isnan(row.mean_low)
    mean = f"{decimal(row.mean, lang)} (n = {row.n_scores}{spread if has_spread else ''})"
    said_by = f" ({row.quote_of})" if isinstance(row.quote_of, str) else ""
    quote = f"“{row.quote}”{said_by}" if isinstance(row.quote, str) else ""
    return row.theme, share, _or_unknown(row.mean, mean, lang), words[f"convergence_{row.label}"], quote


def _rows(display: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Two rows per theme: its share, and its mean score."""
    rows = [row for each in display.itertuples() for row in _theme_rows(each, lang)]
    columns = ["theme", "name", "panel", "value", "low", "high", "figure", "said", "color", "words"]
    return pd.DataFrame(rows, columns=columns)


def _theme_rows(row: Any, lang: str) -> list[tuple[object, ...]]:  # noqa: ANN401 - a row of a frame
    words = WORDS[spoken(lang)]
    name = f"{row.theme} · {words[f'convergence_{row.label}']}"
    said = row.quote if isinstance(row.quote, str) else ""
    share = _or_unknown(row.share, f"{percent(row.share, lang)} ({row.respondents}/{row.n})", lang)
    mean = _or_unknown(row.mean, f"{decimal(row.mean, lang)} (n = {row.n_scores})", lang)
    panels = (
        # Both columns have one kind of axis, so that shares are written as numbers up to 100.
        (_in_percent(words), row.share * 100, row.low * 100, row.high * 100, share),
        (words["mean"], row.mean, row.mean_low, row.mean_high, mean),
    )
    return [
        (
            row.theme,
            name,
            panel,
            value,
            low,
            high,
            figure,
            said,
            _COLORS[row.label],
            f"{name}, {panel}: {figure}",
        )
        for panel, value, low, high, figure in panels
    ]


def _in_percent(words: Mapping[str, str]) -> str:
    return f"{words['share']} (%)"


def _or_unknown(number: float, words: str, lang: str) -> str:
    return WORDS[spoken(lang)]["unknown_segment"] if math.isnan(number) else words
