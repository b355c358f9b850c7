"""Charts of topics and scores, with their intervals."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from vocbench.charts.parts import (
    INK,
    QUIET,
    WIDTH,
    counts_axis,
    decimal,
    finished,
    in_rows,
    joined,
    number_labels,
    percent,
    row_names,
    tip,
)
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_FIRMNESS = ((0.75, "●●", "firm"), (0.5, "●○", "shaky"), (-math.inf, "○○", "fragile"))
"""From which stability on a topic is called what."""


def topic_sizes_chart(topics: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """Bars: how many answers each topic holds, with its share, in the order of the frame.

    Where stability was measured it stands beside the bars, as a number and as two discs: full from
    0.75 on, one of them from 0.5 on, else empty.

    Args:
        topics: one row per topic: ``topic name words answers share`` (``words`` a list, best first;
            ``share`` between 0 and 1), and where known ``stability`` (0 to 1).
        lang: ``"en"`` or ``"nl"``, of the words around the bars.
    """
    words = WORDS[spoken(lang)]
    frame = topics.assign(
        typical=[", ".join(map(str, each)) for each in topics["words"]],
        label=[
            f"{answers} ({percent(share, lang)})"
            for answers, share in zip(topics["answers"], topics["share"], strict=True)
        ],
    )
    frame["firmness"] = _firmness(topics, lang)
    is_measured = any(frame["firmness"])
    stability = [each[2:] and f", {words['stability']}{each[2:]}" for each in frame["firmness"]]
    frame["words"] = joined(frame["name"], ": ", frame["label"], f" {words['answers']}", stability)
    base = alt.Chart(frame).encode(
        y=row_names("name", frame["name"]),
        x=alt.X("answers:Q", title=words["answers"], axis=counts_axis()),
        tooltip=[
            tip("name", words, "topic"),
            tip("answers", words),
            alt.Tooltip("share:Q", title=words["share"], format=".1%"),
            alt.Tooltip("typical:N", title=words["typical"]),
            *([alt.Tooltip("firmness:N", title=words["stability"])] if is_measured else []),
        ],
        description="words:N",
    )
    beside = base.mark_text(align="left", color=INK, fontSize=12).encode(
        x=alt.value(WIDTH + 80), text="firmness:N"
    )
    chart = base.mark_bar(color=PALETTE[2], cornerRadiusEnd=2) + number_labels(base, "label") + beside
    note = words["stability_note"] if is_measured else ""
    return finished(in_rows(chart), "topic_sizes", frame, lang, note=note)


def score_by_topic_chart(
    scores: pd.DataFrame, *, domain: tuple[float, float] | None = None, lang: str = "en"
) -> alt.LayerChart:
    """Points with intervals: the mean score per topic, in the order of the frame.

    Args:
        scores: one row per topic: ``name n mean low high``, such as
            ``analysis.survey.mean_scores(by="name")`` gives. Without ``low`` and ``high`` the point
            stands alone.
        domain: the lowest and highest score that could be given, such as ``(0, 10)``; ``None``
            takes the range of the intervals.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    return _score_chart(scores.rename(columns={"name": "topic"}), "topic", domain=domain, lang=lang)


def score_by_segment_chart(
    scores: pd.DataFrame, *, domain: tuple[float, float] | None = None, lang: str = "en"
) -> alt.LayerChart:
    """Points with intervals: the mean score per segment, in the order of the frame.

    Args:
        scores: one row per segment: ``segment n mean low high``, such as
            ``analysis.survey.mean_scores(by="segment")`` gives.
        domain: as for :func:`score_by_topic_chart`.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    return _score_chart(scores, "segment", domain=domain, lang=lang)


def _score_chart(
    scores: pd.DataFrame, by: str, *, domain: tuple[float, float] | None, lang: str
) -> alt.LayerChart:
    words = WORDS[spoken(lang)]
    frame = scores.assign(**{by: scores[by].astype(str)})
    frame["label"] = [
        f"{decimal(mean, lang)} (n = {n})" for mean, n in zip(frame["mean"], frame["n"], strict=True)
    ]
    frame["interval"] = [
        _interval(low, high, lang) for low, high in zip(frame["low"], frame["high"], strict=True)
    ]
    interval = f", {words['interval']} "
    frame["words"] = joined(frame[by], ": ", frame["label"], interval, frame["interval"])
    scale = alt.Scale(domain=list(domain)) if domain else alt.Scale(zero=False, padding=12)
    base = alt.Chart(frame).encode(
        y=row_names(by, frame[by]),
        tooltip=[
            alt.Tooltip(f"{by}:N", title=words[by]),
            alt.Tooltip("mean:Q", title=words["mean"], format=".2f"),
            alt.Tooltip("interval:N", title=words["interval"]),
            alt.Tooltip("n:Q"),
        ],
        description="words:N",
    )
    lines = base.mark_rule(color=PALETTE[0], strokeWidth=2).encode(
        x=alt.X("low:Q", title=f"{words['mean']} ({words['interval']})", scale=scale), x2="high:Q"
    )
    points = base.mark_point(color=PALETTE[0], filled=True, size=80, opacity=1).encode(
        x=alt.X("mean:Q", scale=scale)
    )
    labels = base.mark_text(align="left", color=QUIET, fontSize=11).encode(
        x=alt.value(WIDTH + 8), text="label:N"
    )
    chart = in_rows(lines + points + labels)
    return finished(chart, f"score_by_{by}", frame, lang)


def share_by_wave_chart(shares: pd.DataFrame, *, lang: str = "en") -> alt.FacetChart:
    """Points with intervals, one small chart a topic: its share in each wave.

    Args:
        shares: one row per topic and wave: ``name wave n share low high`` (shares between 0 and 1,
            ``n`` the answers of that wave). Topics and waves come in the order of the frame.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = shares.assign(
        wave=shares["wave"].astype(str),
        label=[percent(share, lang) for share in shares["share"]],
    )
    frame["words"] = joined(frame["name"], ", ", frame["wave"], ": ", frame["label"])
    base = alt.Chart().encode(
        x=alt.X("wave:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
        tooltip=[
            tip("name", words, "topic"),
            tip("wave", words),
            alt.Tooltip("share:Q", title=words["share"], format=".1%"),
            alt.Tooltip("low:Q", title=f"{words['interval']} ↓", format=".1%"),
            alt.Tooltip("high:Q", title=f"{words['interval']} ↑", format=".1%"),
            alt.Tooltip("n:Q"),
        ],
        description="words:N",
    )
    share = alt.Y("share:Q", title=words["share"], axis=alt.Axis(format=".0%", tickCount=4, grid=True))
    lines = base.mark_rule(color=PALETTE[0], strokeWidth=2).encode(y=alt.Y("low:Q"), y2="high:Q")
    points = base.mark_point(color=PALETTE[0], filled=True, size=60, opacity=1).encode(y=share)
    labels = base.mark_text(align="left", dx=8, color=QUIET, fontSize=11).encode(y=share, text="label:N")
    layers = alt.layer(lines, points, labels, data=frame).properties(width=150, height=110)
    facets = layers.facet(
        facet=alt.Facet("name:N", title=None, sort=list(dict.fromkeys(frame["name"]))), columns=3
    )
    return finished(facets, "share_by_wave", frame, lang)


def _firmness(topics: pd.DataFrame, lang: str) -> list[str]:
    """How stable each topic is, as discs, a number and a word; "" where nobody measured it."""
    if "stability" not in topics.columns:
        return [""] * len(topics)
    return [_firmness_of(each, lang) for each in topics["stability"]]


def _firmness_of(stability: float, lang: str) -> str:
    if pd.isna(stability):
        return ""
    discs, word = next((discs, word) for least, discs, word in _FIRMNESS if stability >= least)
    number = f"{stability:.2f}".replace(".", "," if spoken(lang) == "nl" else ".")
    return f"{discs} {number} {WORDS[spoken(lang)][word]}"


def _interval(low: float, high: float, lang: str) -> str:
    if pd.isna(low):
        return WORDS[spoken(lang)]["unknown"]
    return f"{decimal(low, lang)}–{decimal(high, lang)}"
