"""A chart of how many customers bear out each note of a board."""

from __future__ import annotations

from collections import Counter
from textwrap import shorten
from typing import Any

import altair as alt
import pandas as pd

from vocbench.charts.parts import QUIET, WIDTH, finished, in_rows, joined, percent, row_names
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken
from vocbench.model.marker import Marker

_LONGEST = 44
"""Characters of a note that stand before its row."""


def credibility_chart(notes: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """Points with intervals: which share of the customers bears out each note, in the order of the frame.

    Beside each stand k of N and its markers. A note that no customer bears out has no point: nothing is
    known of it, which is not 0.

    Args:
        notes: one row per note: ``text region respondents n share low high markers``, such as
            ``project.credibility(board).notes``.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = notes[["share", "low", "high"]].assign(
        note=_names(notes),
        text=notes["text"],
        k_of_n=[_k_of_n(row, lang) for row in notes.itertuples()],
        markers=[_labels(each, lang) for each in notes["markers"]],
    )
    frame["interval"] = [_interval(row, lang) for row in frame.itertuples()]
    beside = frame["markers"].map(lambda each: each and f" · {each}")
    frame["label"] = joined(frame["k_of_n"], beside)
    frame["words"] = joined(frame["text"], ": ", frame["label"])
    base = alt.Chart(frame).encode(
        y=row_names("note", frame["note"]),
        tooltip=[
            alt.Tooltip("text:N", title=words["note"]),
            alt.Tooltip("k_of_n:N", title=words["customers"]),
            alt.Tooltip("interval:N", title=words["interval"]),
            alt.Tooltip("markers:N", title=words["markers"]),
        ],
        description="words:N",
    )
    share = alt.X(
        "low:Q",
        title=f"{words['share_of_customers']} ({words['interval']})",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format=".0%", tickCount=5, domain=False),
    )
    lines = base.mark_rule(color=PALETTE[0], strokeWidth=2).encode(x=share, x2="high:Q")
    points = base.mark_point(color=PALETTE[0], filled=True, size=80, opacity=1).encode(x="share:Q")
    labels = base.mark_text(align="left", color=QUIET, fontSize=11).encode(
        x=alt.value(WIDTH + 8), text="label:N"
    )
    chart = in_rows(lines + points + labels)
    return finished(chart, "credibility", frame, lang, note=words["credibility_note"])


def _names(notes: pd.DataFrame) -> list[str]:
    """The words of each note, cut off where they are long; where two begin alike, with a number."""
    short = [shorten(text, _LONGEST, placeholder="…") for text in notes["text"]]
    seen: Counter[str] = Counter()
    names = []
    for name in short:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def _k_of_n(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    words = WORDS[spoken(lang)]
    if not row.respondents:
        return words["no_customer"]
    return words["k_of_n"].format(k=row.respondents, n=row.n)


def _interval(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    return "" if pd.isna(row.low) else f"{percent(row.low, lang)}–{percent(row.high, lang)}"


def _labels(markers: str | float, lang: str) -> str:
    """The markers of a note as the language calls them; "" where there are none."""
    if not isinstance(markers, str):
        return ""
    return ", ".join(Marker(each).label(lang) for each in markers.split(", "))
