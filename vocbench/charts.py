"""A documented frame in, an Altair chart out; and a way to show charts that needs no network.

Altair's own ways to show a chart in a notebook fetch scripts from the internet. The renderer
``vocbench`` draws the chart in Python instead and hands over a picture: the same in JupyterLab, in
a saved notebook and in a report, and readable to a screen reader. It is switched on by the first
chart made here, unless another renderer was chosen, and by :func:`enable_renderer`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any, TypeVar

import altair as alt
import pandas as pd
import vl_convert

from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

Spec = dict[str, Any]
"""A chart in the Vega-Lite language: JSON, so its values are of any kind."""

Composed = TypeVar("Composed", alt.LayerChart, alt.FacetChart)
"""A chart of several parts."""

RENDERER = "vocbench"

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"
INK, QUIET, LINE = "#1d2530", "#5a6472", "#e3e7ec"

WIDTH = 500
"""Width in pixels of a chart with rows, without its names."""

ROW = 26
"""Height in pixels of one code, topic or group."""

LABEL_LIMIT = 280
"""Pixels that a name may take before it is cut off with dots."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "answers": "answers",
        "code": "code",
        "code_counts": "How often each code was used",
        "codings": "codings",
        "co_occurrence": "Codes on overlapping passages",
        "empty": "Nothing to show yet.",
        "interval": "95% interval",
        "mean": "mean score",
        "other": "other code",
        "overlaps": "overlapping passages",
        "respondents": "respondents",
        "score_by_topic": "Mean score per topic",
        "score_by_segment": "Mean score per segment",
        "segment": "segment",
        "share": "share",
        "share_by_wave": "Share of each topic per wave",
        "sources": "sources",
        "topic": "topic",
        "topic_sizes": "How many answers each topic holds",
        "typical": "words",
        "unknown": "unknown with one score",
        "wave": "wave",
    },
    "nl": {
        "answers": "antwoorden",
        "code": "code",
        "code_counts": "Hoe vaak elke code is gebruikt",
        "codings": "coderingen",
        "co_occurrence": "Codes op overlappende passages",
        "empty": "Nog niets te tonen.",
        "interval": "95%-interval",
        "mean": "gemiddelde score",
        "other": "andere code",
        "overlaps": "overlappende passages",
        "respondents": "respondenten",
        "score_by_topic": "Gemiddelde score per thema",
        "score_by_segment": "Gemiddelde score per segment",
        "segment": "segment",
        "share": "aandeel",
        "share_by_wave": "Aandeel van elk thema per meting",
        "sources": "bronnen",
        "topic": "thema",
        "topic_sizes": "Hoeveel antwoorden elk thema telt",
        "typical": "woorden",
        "unknown": "onbekend bij één score",
        "wave": "meting",
    },
}


# --- showing charts -------------------------------------------------------------------------------


def enable_renderer() -> None:
    """Show every Altair chart from now on as a picture that needs no network.

    Charts may then be made of frames of any length: the picture holds no rows.
    """
    if RENDERER not in alt.renderers.names():
        alt.renderers.register(RENDERER, _render)
    alt.renderers.enable(RENDERER)
    alt.data_transformers.disable_max_rows()


def _enable_once() -> None:
    """Switch the renderer on, unless the user chose one."""
    if alt.renderers.active == "default":
        enable_renderer()


def _render(spec: Spec, **_options: object) -> dict[str, str]:
    return {"text/html": chart_html(spec), "text/plain": _description(spec)}


def chart_html(spec: Spec) -> str:
    """The chart as HTML: a drawing with its words for screen readers, and a tip on each mark.

    Args:
        spec: a chart in the Vega-Lite language, such as ``chart.to_dict()`` gives. Its values stand
            in it: a chart of values at a web address is refused.

    Returns:
        A ``<figure>`` without scripts; the same for the same *spec*.

    Raises:
        ValueError: the chart cannot be drawn.
    """
    drawing = vl_convert.vegalite_to_svg(spec, vl_version=_vega_lite_version(), allowed_base_urls=[])
    label = escape(_description(spec))
    return (
        f'<figure class="vocbench-chart" role="img" aria-label="{label}" style="margin:0;overflow-x:auto">'
        f"{_with_tips(_with_own_ids(drawing, spec))}</figure>"
    )


def _vega_lite_version() -> str:
    """Altair's version of the Vega-Lite language, as the drawing library wants it: ``6.1``."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def _with_own_ids(svg: str, spec: Spec) -> str:
    """The drawing with ids that no other chart on the page has, and that are the same each time.

    The drawing library counts on through a session, so each session would use the ids anew, and
    the second drawing of one chart would differ from the first.
    """
    mark = hashlib.sha256(json.dumps(spec, sort_keys=True, default=str).encode()).hexdigest()[:8]
    own = {name: f"c{mark}-{number}" for number, name in enumerate(re.findall(r'\bid="([^"]+)"', svg))}
    return re.sub(
        r'(\bid="|url\(#|href="#)([^")]+)', lambda found: found[1] + own.get(found[2], found[2]), svg
    )


def _with_tips(svg: str) -> str:
    """The drawing with the words of each mark as its ``<title>``, which a browser shows on hovering."""
    mark = r'(<(\w+) aria-label="([^"]*)" role="graphics-symbol"[^>]*?)'
    svg = re.sub(mark + r"/>", r"\1><title>\3</title></\2>", svg)
    return re.sub(mark + r">(?!<title>)", r"\1><title>\3</title>", svg)


def _description(spec: Mapping[str, Any]) -> str:
    """The words for who cannot see the chart: its title and its description."""
    title = spec.get("title", "")
    if isinstance(title, Mapping):
        title = title.get("text", "")
    if isinstance(title, list):  # of lines
        title = " ".join(map(str, title))
    parts = [str(part).strip() for part in (title, spec.get("description", "")) if part]
    return ". ".join(part.rstrip(".") for part in parts) or "Chart"


# --- charts ---------------------------------------------------------------------------------------


def code_counts_chart(code_counts: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """Bars: how often each code was used, in the order of the frame.

    Args:
        code_counts: one row per code: ``code codings sources respondents``.
        lang: ``"en"`` or ``"nl"``, of the words around the bars.
    """
    words = WORDS[spoken(lang)]
    frame = code_counts.assign(
        words=[
            f"{row.code}: {row.codings} {words['codings']}, {row.sources} {words['sources']}, "
            f"{row.respondents} {words['respondents']}"
            for row in code_counts.itertuples()
        ]
    )
    numbers = [_tip("codings", words), _tip("sources", words), _tip("respondents", words)]
    base = alt.Chart(frame).encode(
        y=_row_names("code", frame["code"]),
        x=alt.X("codings:Q", title=words["codings"], axis=_counts_axis()),
        tooltip=[_tip("code", words), *numbers],
        description="words:N",
    )
    chart = base.mark_bar(color=PALETTE[0], cornerRadiusEnd=2) + _number_labels(base, "codings")
    return _finished(_in_rows(chart), "code_counts", frame, lang)


def co_occurrence_chart(co_occurrence: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """A heat map with numbers: which codes lie on overlapping passages.

    Args:
        co_occurrence: one row per pair of codes: ``code other codings sources``, where ``codings``
            counts overlapping pairs of passages. Each pair is drawn on both sides of the diagonal.
        lang: ``"en"`` or ``"nl"``, of the words around the map.
    """
    words = WORDS[spoken(lang)]
    frame = _both_ways(co_occurrence)
    frame["words"] = [
        f"{row.code} × {row.other}: {row.codings} {words['overlaps']}, {row.sources} {words['sources']}"
        for row in frame.itertuples()
    ]
    codes = sorted(frame["code"].unique())
    most = int(frame["codings"].max()) if len(frame) else 1
    base = alt.Chart(frame).encode(
        x=_column_names("other", codes),
        y=_row_names("code", codes),
        tooltip=[
            _tip("code", words),
            _tip("other", words),
            _tip("codings", words, "overlaps"),
            _tip("sources", words),
        ],
        description="words:N",
    )
    scale = alt.Scale(domain=[0, most], range=["#eaf3f9", PALETTE[0]])
    tiles = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(
        color=alt.Color("codings:Q", scale=scale, title=words["overlaps"], legend=None)
    )
    numbers = base.mark_text(fontSize=12).encode(
        text="codings:Q",
        color=alt.condition(alt.datum.codings > 0.8 * most, alt.value("white"), alt.value(INK)),
    )
    chart: alt.LayerChart = (tiles + numbers).properties(width=alt.Step(44), height=alt.Step(34))
    return _finished(chart, "co_occurrence", frame, lang)


def topic_sizes_chart(topics: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """Bars: how many answers each topic holds, with its share, in the order of the frame.

    Args:
        topics: one row per topic: ``topic name words answers share`` (``words`` a list, best first;
            ``share`` between 0 and 1).
        lang: ``"en"`` or ``"nl"``, of the words around the bars.
    """
    words = WORDS[spoken(lang)]
    frame = topics.assign(
        typical=[", ".join(map(str, each)) for each in topics["words"]],
        label=[
            f"{answers} ({_percent(share, lang)})"
            for answers, share in zip(topics["answers"], topics["share"], strict=True)
        ],
    )
    frame["words"] = frame["name"] + ": " + frame["label"] + " " + words["answers"]
    base = alt.Chart(frame).encode(
        y=_row_names("name", frame["name"]),
        x=alt.X("answers:Q", title=words["answers"], axis=_counts_axis()),
        tooltip=[
            _tip("name", words, "topic"),
            _tip("answers", words),
            alt.Tooltip("share:Q", title=words["share"], format=".1%"),
            alt.Tooltip("typical:N", title=words["typical"]),
        ],
        description="words:N",
    )
    chart = base.mark_bar(color=PALETTE[2], cornerRadiusEnd=2) + _number_labels(base, "label")
    return _finished(_in_rows(chart), "topic_sizes", frame, lang)


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
        f"{_decimal(mean, lang)} (n = {n})" for mean, n in zip(frame["mean"], frame["n"], strict=True)
    ]
    frame["interval"] = [
        _interval(low, high, lang) for low, high in zip(frame["low"], frame["high"], strict=True)
    ]
    frame["words"] = frame[by] + ": " + frame["label"] + ", " + words["interval"] + " " + frame["interval"]
    scale = alt.Scale(domain=list(domain)) if domain else alt.Scale(zero=False, padding=12)
    base = alt.Chart(frame).encode(
        y=_row_names(by, frame[by]),
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
    chart = _in_rows(lines + points + labels)
    return _finished(chart, f"score_by_{by}", frame, lang)


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
        label=[_percent(share, lang) for share in shares["share"]],
    )
    frame["words"] = frame["name"] + ", " + frame["wave"] + ": " + frame["label"]
    base = alt.Chart().encode(
        x=alt.X("wave:N", title=None, sort=None, axis=alt.Axis(labelAngle=0)),
        tooltip=[
            _tip("name", words, "topic"),
            _tip("wave", words),
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
    return _finished(facets, "share_by_wave", frame, lang)


# --- the parts of charts --------------------------------------------------------------------------


def _finished(chart: Composed, key: str, frame: pd.DataFrame, lang: str) -> Composed:
    """The chart in our manner, with the words for its *key* and those of the first rows of *frame*."""
    _enable_once()
    subtitle = WORDS[spoken(lang)]["empty"] if frame.empty else ""
    finished: Composed = (
        chart.properties(
            title=alt.TitleParams(WORDS[spoken(lang)][key], subtitle=subtitle),
            description="; ".join(frame["words"].head(5)) or subtitle,
        )
        .configure(font=FONT, background="white", padding=8)
        .configure_title(fontSize=15, anchor="start", color=INK, offset=12)
        .configure_axis(
            labelColor=INK, labelFontSize=12, titleColor=QUIET, titleFontSize=12, titleFontWeight="normal",
            labelPadding=6, gridColor=LINE, domainColor=LINE, tickColor=LINE, labelLimit=LABEL_LIMIT,
        )
        .configure_header(labelFontSize=12, labelColor=INK, labelLimit=180)
        .configure_view(stroke=None)
    )  # fmt: skip
    return finished


def _in_rows(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart with a row of the same height for each name, however many there are."""
    rows: alt.LayerChart = chart.properties(width=WIDTH, height=alt.Step(ROW))
    return rows


def _row_names(column: str, order: Iterable[str]) -> alt.Y:
    axis = alt.Axis(ticks=False, domain=False)
    return alt.Y(f"{column}:N", sort=list(order), title=None, axis=axis)


def _column_names(column: str, order: Iterable[str]) -> alt.X:
    axis = alt.Axis(labelAngle=-40, ticks=False, domain=False)
    return alt.X(f"{column}:N", sort=list(order), title=None, axis=axis)


def _counts_axis() -> alt.Axis:
    return alt.Axis(tickMinStep=1, tickCount=6, format="d", domain=False)


def _tip(column: str, words: Mapping[str, str], word: str | None = None) -> alt.Tooltip:
    return alt.Tooltip(column, title=words[word or column])


def _number_labels(base: alt.Chart, column: str) -> alt.Chart:
    labels: alt.Chart = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(text=f"{column}:N")
    return labels


def _both_ways(pairs: pd.DataFrame) -> pd.DataFrame:
    turned = pairs.rename(columns={"code": "other", "other": "code"})
    return pd.concat([pairs, turned], ignore_index=True).drop_duplicates(["code", "other"], ignore_index=True)


def _decimal(number: float, lang: str) -> str:
    return f"{number:.1f}".replace(".", "," if spoken(lang) == "nl" else ".")


def _percent(share: float, lang: str) -> str:
    return f"{share * 100:.0f}{'' if spoken(lang) == 'en' else ' '}%".replace(" ", "\N{NO-BREAK SPACE}")


def _interval(low: float, high: float, lang: str) -> str:
    if pd.isna(low):
        return WORDS[spoken(lang)]["unknown"]
    return f"{_decimal(low, lang)}–{_decimal(high, lang)}"
