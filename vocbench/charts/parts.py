"""What charts have in common: fonts, colours, axes, labels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from itertools import repeat
from typing import TypeVar

import altair as alt
import pandas as pd

from vocbench.charts.drawing import enable_once
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE, Codebook
from vocbench.model.language import spoken

Composed = TypeVar("Composed", alt.LayerChart, alt.FacetChart)
"""A chart of several parts."""

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
INK, QUIET, LINE = "#1d2530", "#5a6472", "#e3e7ec"

WIDTH = 500
"""Width in pixels of a chart with rows, without its names."""

ROW = 26
"""Height in pixels of one code, topic or group."""

LABEL_LIMIT = 280
"""Pixels that a name may take before it is cut off with dots."""


def finished(chart: Composed, key: str, frame: pd.DataFrame, lang: str, *, note: str = "") -> Composed:
    """The chart in our manner, with the words for its *key* and those of the first rows of *frame*.

    A *note*, on how to read it, stands below the title.
    """
    enable_once()
    subtitle = WORDS[spoken(lang)]["empty"] if frame.empty else note
    finished: Composed = (
        chart.properties(
            title=alt.TitleParams(WORDS[spoken(lang)][key], subtitle=subtitle),
            description=". ".join(filter(None, [note, "; ".join(frame["words"].head(5))])) or subtitle,
        )
        .configure(font=FONT, background="white", padding=8)
        .configure_title(
            fontSize=15, anchor="start", color=INK, offset=12, subtitleColor=QUIET, subtitleFontSize=12,
        )
        .configure_axis(
            labelColor=INK, labelFontSize=12, titleColor=QUIET, titleFontSize=12, titleFontWeight="normal",
            labelPadding=6, gridColor=LINE, domainColor=LINE, tickColor=LINE, labelLimit=LABEL_LIMIT,
        )
        .configure_header(labelFontSize=12, labelColor=INK, labelLimit=180)
        .configure_view(stroke=None)
    )  # fmt: skip
    return finished


def in_rows(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart with a row of the same height for each name, however many there are."""
    rows: alt.LayerChart = chart.properties(width=WIDTH, height=alt.Step(ROW))
    return rows


def row_names(column: str, order: Iterable[str]) -> alt.Y:
    """Names of rows in this order, to the left of a chart."""
    axis = alt.Axis(ticks=False, domain=False)
    return alt.Y(f"{column}:N", sort=list(order), title=None, axis=axis)


def column_names(column: str, order: Iterable[str]) -> alt.X:
    """Names of columns in this order, slanted below a chart."""
    axis = alt.Axis(labelAngle=-40, ticks=False, domain=False)
    return alt.X(f"{column}:N", sort=list(order), title=None, axis=axis)


def counts_axis() -> alt.Axis:
    """An axis of whole numbers."""
    return alt.Axis(tickMinStep=1, tickCount=6, format="d", domain=False)


def tip(column: str, words: Mapping[str, str], word: str | None = None) -> alt.Tooltip:
    """A line of the tip on a mark: what *column* holds, called after it or after *word*."""
    return alt.Tooltip(column, title=words[word or column])


def joined(*parts: str | Iterable[str]) -> list[str]:
    """The words of each row, put together from columns and from words that are the same in every row.

    Columns are not added up: one without rows need not be known to be text.
    """
    columns = (repeat(part) if isinstance(part, str) else part for part in parts)
    return ["".join(row) for row in zip(*columns, strict=False)]


def number_labels(base: alt.Chart, column: str) -> alt.Chart:
    """What *column* holds, written beside each mark."""
    labels: alt.Chart = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(text=f"{column}:N")
    return labels


def as_written(column: str) -> alt.Color:
    """The colour that stands in *column*, without a legend."""
    return alt.Color(f"{column}:N", scale=None, legend=None)


def color_of(code: str, codebook: Codebook | None) -> str:
    """The colour of a code; the first of the palette where no codebook tells it."""
    found = codebook.find(code) if codebook is not None else None
    return PALETTE[0] if found is None else found.color


def mixed(color: str, strength: float) -> str:
    """*color* on white paper."""
    parts = (round(255 - (255 - part) * strength) for part in bytes.fromhex(color[1:]))
    return "#" + "".join(f"{part:02x}" for part in parts)


def ink_on(color: str) -> str:
    """Dark or white ink, whichever is easier to read on *color*."""
    dark, white = (_contrast(ink, color) for ink in (INK, "#ffffff"))
    return INK if dark >= white else "#ffffff"


def _contrast(one: str, two: str) -> float:
    """The contrast of two colours, from 1 to 21, as the W3C's accessibility guidelines define it."""
    darker, lighter = sorted((_luminance(one), _luminance(two)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (math.pow(part / 255, 2.2) for part in bytes.fromhex(color[1:]))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def clock(seconds: float) -> str:
    """Time in a recording as ``m:ss``."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02}"


def decimal(number: float, lang: str) -> str:
    """A number with one decimal, as the language writes it."""
    return f"{number:.1f}".replace(".", "," if spoken(lang) == "nl" else ".")


def percent(share: float, lang: str) -> str:
    """A share as a percentage, as the language writes it."""
    return f"{share * 100:.0f}{'' if spoken(lang) == 'en' else ' '}%".replace(" ", "\N{NO-BREAK SPACE}")
