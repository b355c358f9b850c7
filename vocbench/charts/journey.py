"""A chart of how the stages of a journey felt."""

from __future__ import annotations

from math import isnan
from typing import Any

import altair as alt
import pandas as pd

from vocbench.charts.parts import INK, QUIET, decimal, finished, joined, tip
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_STEP, _HEIGHT = 110, 220
_BOUND = 2  # feelings run from -2 to 2


def emotion_line_chart(line: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """A line through the mean feeling of each stage, with intervals, broken where nothing is known.

    Args:
        line: one row per stage, in order: ``stage_name valence low high n``, such as
            ``project.emotion_line(board)`` gives.
        lang: ``"en"`` or ``"nl"``, of the words around the line.
    """
    words = WORDS[spoken(lang)]
    frame = line[["stage_name", "valence", "low", "high", "n"]].assign(
        label=[_label(row, lang) for row in line.itertuples()], bottom=-_BOUND
    )
    frame["words"] = joined(frame["stage_name"], ": ", frame["label"])
    stages = alt.X(
        "stage_name:N",
        sort=list(frame["stage_name"]),
        title=None,
        axis=alt.Axis(labelAngle=0, ticks=False, domain=False, labelLimit=_STEP - 8),
    )
    feeling = alt.Y(
        "valence:Q",
        title=words["feeling"],
        scale=alt.Scale(domain=[-_BOUND, _BOUND]),
        axis=alt.Axis(values=list(range(-_BOUND, _BOUND + 1)), format="+d", domain=False),
    )
    base = alt.Chart(frame).encode(x=stages, tooltip=[tip("stage_name", words, "stage"), "label:N"])
    described = base.encode(description="words:N")
    known = described.transform_filter("isValid(datum.valence)")
    lines = base.mark_line(color=PALETTE[0], strokeWidth=2.5).encode(y=feeling)
    intervals = known.mark_rule(color=PALETTE[0], strokeWidth=7, opacity=0.3).encode(y="low:Q", y2="high:Q")
    points = known.mark_point(color=PALETTE[0], filled=True, size=90, opacity=1).encode(y=feeling)
    labels = known.mark_text(align="left", dx=9, dy=-9, color=INK, fontSize=12).encode(
        y=feeling, text="label:N"
    )
    gaps = described.transform_filter("!isValid(datum.valence)").mark_text(
        color=QUIET, fontStyle="italic", dy=-10
    )
    gaps = gaps.encode(y="bottom:Q", text="label:N")
    chart = alt.LayerChart(layer=[lines, intervals, points, labels, gaps])
    chart = chart.properties(width=alt.Step(_STEP), height=_HEIGHT)
    return finished(chart, "emotion_line", frame, lang, note=words["emotion_note"])


def _label(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    if isnan(row.valence):
        return WORDS[spoken(lang)]["unheard_stage"]
    sign = "\N{MINUS SIGN}" if row.valence < 0 else "+"
    return f"{sign}{decimal(abs(row.valence), lang)} (n = {row.n})"
