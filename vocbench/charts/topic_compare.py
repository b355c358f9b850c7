"""Charts of topics beside segments, waves, scores and codes."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pandas as pd

from vocbench.charts.parts import (
    INK,
    QUIET,
    WIDTH,
    column_names,
    decimal,
    finished,
    in_rows,
    joined,
    percent,
    row_names,
    tip,
)
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE
from vocbench.model.language import spoken

_SURE = 0.05
_UNCLEAR = -1


def topic_shares_chart(shares: pd.DataFrame, *, lang: str = "en") -> alt.FacetChart:
    """Points with intervals, a block a topic: its share in each group; filled where it differs from the rest.

    Args:
        shares: one row per topic and group, such as ``project.compare_topics(model, by)`` gives:
            ``topic name group hits n share low high rest_share p_adjusted comparisons``. Topics and
            groups come in the order of the frame.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = _share_rows(shares, lang)
    base = alt.Chart().encode(
        y=row_names("group", dict.fromkeys(frame["group"])),
        tooltip=[
            tip("name", words, "topic"),
            tip("group", words),
            alt.Tooltip("label:N", title=words["share"]),
            alt.Tooltip("rest:N", title=words["rest"]),
            alt.Tooltip("p_adjusted:Q", title=words["p"], format=".3f"),
        ],
        description="words:N",
    )
    top = float(frame["high"].max()) if len(frame) else 1.0
    share = alt.X(
        "low:Q",
        title=f"{words['share']} ({words['interval']})",
        axis=alt.Axis(format=".0%", tickCount=6),
        scale=alt.Scale(domain=[0, min(1, math.ceil(top * 20) / 20)]),
    )
    lines = base.mark_rule(strokeWidth=2, color=PALETTE[0]).encode(x=share, x2="high:Q")
    layers = alt.layer(
        lines, _points(base, "share"), _labels(base), data=frame
    ).properties(width=WIDTH, height=alt.Step(18))  # fmt: skip
    header = alt.Header(
        labelAngle=0, labelAlign="left", labelAnchor="middle", labelPadding=8, labelFontWeight="bold"
    )
    facet = alt.Row("name:N", title=None, sort=list(dict.fromkeys(frame["name"])), header=header)
    note = words["differs"].format(said=_comparisons(shares, lang))
    return finished(layers.facet(row=facet, spacing=10), "topic_shares", frame, lang, note=note)


def _share_rows(shares: pd.DataFrame, lang: str) -> pd.DataFrame:
    words = WORDS[spoken(lang)]
    frame = shares.assign(
        name=_names(shares, lang),
        group=shares["group"].astype("str").fillna(words["unknown_segment"]),
        fill=_fills(shares["p_adjusted"]),
        label=[
            f"{percent(share, lang)} ({hits}/{n})"
            for share, hits, n in shares[["share", "hits", "n"]].itertuples(index=False)
        ],
        rest=[_known_percent(share, lang) for share in shares["rest_share"]],
    )
    frame["words"] = joined(
        frame["name"], ", ", frame["group"], ": ", frame["label"], f", {words['rest']} ", frame["rest"]
    )
    return frame


def topic_drift_chart(drift: pd.DataFrame, *, lang: str = "en") -> alt.FacetChart:
    """Dumbbells, a block a pair of waves: the share of each topic before and after.

    The bar around the point of after is the interval of the change. Where it does not reach the point
    of before, the change is more than chance, as far as this topic alone is concerned; the verdict
    beside it also minds how many topics are compared.

    Args:
        drift: one row per topic and pair of waves, such as ``project.topic_drift(model)`` gives:
            ``topic name before after share_before share_after difference_low difference_high
            hits_before n_before hits_after n_after p_adjusted comparisons verdict``.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    return drift_chart(drift, "topic_drift", lang)


def drift_chart(drift: pd.DataFrame, key: str, lang: str) -> alt.FacetChart:
    """The chart of ``topic_drift_chart`` with the title that *key* has among the words."""
    words = WORDS[spoken(lang)]
    frame = _drift_rows(drift, lang)
    base = alt.Chart().encode(
        y=row_names("name", dict.fromkeys(frame["name"])),
        tooltip=[
            tip("name", words, "topic"),
            alt.Tooltip("pair:N", title=words["wave"]),
            alt.Tooltip("label:N", title=words["share"]),
            alt.Tooltip("counts:N", title=words["answers"]),
            alt.Tooltip("p_adjusted:Q", title=words["p"], format=".3f"),
        ],
        description="words:N",
    )
    axis = alt.Axis(format=".0%", tickCount=6)
    share = alt.X("low:Q", title=words["share"], axis=axis, scale=alt.Scale(zero=False, padding=8))
    interval = base.mark_rule(strokeWidth=6, color=PALETTE[0], opacity=0.3).encode(x=share, x2="high:Q")
    way = base.mark_rule(strokeWidth=1.5, color=INK).encode(x="share_before:Q", x2="share_after:Q")
    before = base.mark_point(filled=True, fill="white", stroke=INK, size=60, opacity=1).encode(
        x="share_before:Q"
    )
    after = base.mark_point(filled=True, color=PALETTE[0], size=70, opacity=1).encode(x="share_after:Q")
    layers = alt.layer(interval, way, before, after, _labels(base), data=frame)
    facet = alt.Row(
        "pair:N",
        title=None,
        sort=list(dict.fromkeys(frame["pair"])),
        header=alt.Header(labelOrient="top", labelAnchor="start", labelFontWeight="bold"),
    )
    blocks = layers.properties(width=WIDTH, height=alt.Step(22)).facet(row=facet, spacing=16)
    note = words["drift_note"].format(said=_comparisons(drift, lang))
    return finished(blocks, key, frame, lang, note=note)


def _drift_rows(drift: pd.DataFrame, lang: str) -> pd.DataFrame:
    frame = drift.assign(
        name=_names(drift, lang),
        pair=joined(drift["before"].astype("str"), " → ", drift["after"].astype("str")),
        low=(drift["share_before"] + drift["difference_low"]).clip(lower=0),
        high=(drift["share_before"] + drift["difference_high"]).clip(upper=1),
        label=[_drift_label(row, lang) for row in drift.itertuples()],
        counts=[
            f"{row.hits_before}/{row.n_before} → {row.hits_after}/{row.n_after}" for row in drift.itertuples()
        ],
    )
    frame["words"] = joined(
        frame["name"], ", ", frame["pair"], ": ", frame["label"], " (", frame["counts"], ")"
    )
    return frame


def topic_scores_chart(scores: pd.DataFrame, *, lang: str = "en") -> alt.LayerChart:
    """Points with intervals: how much higher or lower the mean score is inside each topic than outside it.

    Args:
        scores: one row per topic, such as ``project.topic_scores(model)`` gives: ``topic name n mean
            n_outside mean_outside difference difference_low difference_high p_adjusted comparisons
            verdict``. The lowest difference comes first.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = _score_rows(scores, lang)
    base = alt.Chart(frame).encode(
        y=row_names("name", frame["name"]),
        tooltip=[
            tip("name", words, "topic"),
            alt.Tooltip("inside:N", title=words["in_topic"]),
            alt.Tooltip("outside:N", title=words["outside"]),
            alt.Tooltip("difference:Q", title=words["difference"], format="+.2f"),
            alt.Tooltip("p_adjusted:Q", title=words["p"], format=".3f"),
        ],
        description="words:N",
    )
    title = words["score_difference"]
    x = alt.X("difference_low:Q", title=title, scale=alt.Scale(zero=True, padding=8))
    zero = alt.Chart(frame).mark_rule(color=QUIET, strokeWidth=1).encode(x=alt.datum(0))
    lines = base.mark_rule(strokeWidth=2, color=PALETTE[0]).encode(x=x, x2="difference_high:Q")
    note = words["scores_note"].format(said=_comparisons(scores, lang))
    chart = in_rows(alt.LayerChart(layer=[zero, lines, _points(base, "difference"), _labels(base)]))
    return finished(chart, "topic_scores", frame, lang, note=note)


def _score_rows(scores: pd.DataFrame, lang: str) -> pd.DataFrame:
    ordered = scores.sort_values("difference", kind="stable", ignore_index=True)
    frame = ordered.assign(
        name=_names(ordered, lang),
        fill=_fills(ordered["p_adjusted"]),
        label=[_score_label(row, lang) for row in ordered.itertuples()],
        inside=_mean_labels(ordered, "mean", "n", lang),
        outside=_mean_labels(ordered, "mean_outside", "n_outside", lang),
    )
    frame["words"] = joined(frame["name"], ": ", frame["label"])
    return frame


def crosswalk_chart(
    counts: pd.DataFrame, *, agreement: float | None = None, lang: str = "en"
) -> alt.LayerChart:
    """A heat map with numbers: how many answers with each code are in each topic.

    The colour is the share of the code's answers. Codes come with the best match first, so that
    codes and topics that agree lie along the diagonal.

    Args:
        counts: one row per code and topic, such as ``project.crosswalk(model).counts`` gives: ``code
            topic answers share_of_code``, with ``name`` of the topic where it is to be shown.
        agreement: adjusted mutual information, to be told in words; ``None`` leaves it out.
        lang: ``"en"`` or ``"nl"``, of the words around the map.
    """
    words = WORDS[spoken(lang)]
    frame = _crosswalk_rows(counts, lang)
    topics = list(dict.fromkeys(frame.sort_values("topic", key=_unclear_last)["name"]))
    best = frame.sort_values("share_of_code", ascending=False, kind="stable").drop_duplicates("code")
    codes = list(best.sort_values("topic", key=_unclear_last, kind="stable")["code"])
    base = alt.Chart(frame).encode(
        x=column_names("name", topics),
        y=row_names("code", codes),
        tooltip=[
            tip("code", words),
            tip("name", words, "topic"),
            tip("answers", words),
            alt.Tooltip("share_of_code:Q", title=words["share_of_code"], format=".0%"),
        ],
        description="words:N",
    )
    scale = alt.Scale(domain=[0, 1], range=["#eaf3f9", PALETTE[0]])
    tiles = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(
        color=alt.Color("share_of_code:Q", scale=scale, legend=None)
    )
    numbers = base.mark_text(fontSize=11).encode(
        text="answers:Q",
        color=alt.condition(alt.datum.share_of_code > 0.7, alt.value("white"), alt.value(INK)),  # noqa: PLR2004
    )
    width = 40 if len(topics) <= 20 else 30  # noqa: PLR2004 - so many fit on a page
    chart: alt.LayerChart = (tiles + numbers).properties(width=alt.Step(width), height=alt.Step(24))
    known = agreement is not None and not math.isnan(agreement)
    number = f"{agreement:.2f}".replace(".", "," if spoken(lang) == "nl" else ".") if known else ""
    note = words["agreement"].format(agreement=number) if known else ""
    return finished(chart, "crosswalk", frame, lang, note=note)


def _crosswalk_rows(counts: pd.DataFrame, lang: str) -> pd.DataFrame:
    words = WORDS[spoken(lang)]
    frame = counts.assign(name=_names(counts, lang))
    frame["words"] = [
        f"{code} × {name}: {n} {words['answers']} ({percent(share, lang)})"
        for code, name, n, share in zip(
            frame["code"], frame["name"], frame["answers"], frame["share_of_code"], strict=True
        )
    ]
    return frame


def _points(base: alt.Chart, column: str) -> alt.Chart:
    """Points at *column*, filled as the frame says."""
    mark = base.mark_point(filled=True, size=70, opacity=1, stroke=PALETTE[0], strokeWidth=2)
    points: alt.Chart = mark.encode(x=f"{column}:Q", fill=alt.Fill("fill:N", scale=None, legend=None))
    return points


def _labels(base: alt.Chart) -> alt.Chart:
    """The words of ``label``, to the right of the chart."""
    mark = base.mark_text(align="left", color=QUIET, fontSize=11)
    labels: alt.Chart = mark.encode(x=alt.value(WIDTH + 8), text="label:N")
    return labels


def _fills(p_adjusted: pd.Series[float]) -> list[str]:
    return [PALETTE[0] if each < _SURE else "#ffffff" for each in p_adjusted]


def _names(frame: pd.DataFrame, lang: str) -> list[str]:
    """What each topic is called; its number where the frame has no names."""
    named = frame["name"] if "name" in frame.columns else frame["topic"].astype(str)
    unclear = WORDS[spoken(lang)]["unclear"]
    return [
        unclear if topic == _UNCLEAR else str(name) for topic, name in zip(frame["topic"], named, strict=True)
    ]


def _unclear_last(values: pd.Series[Any]) -> pd.Series[Any]:
    return values.where(values != _UNCLEAR, values.max() + 1)


def _comparisons(compared: pd.DataFrame, lang: str) -> str:
    n = int(compared["comparisons"].iloc[0]) if len(compared) else 0
    return WORDS[spoken(lang)]["comparisons"].format(n=n)


def _known_percent(share: float, lang: str) -> str:
    return WORDS[spoken(lang)]["unknown_segment"] if math.isnan(share) else percent(share, lang)


def _drift_label(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    said = WORDS[spoken(lang)][f"drift_{str(row.verdict).replace(' ', '_')}"]
    return f"{_known_percent(row.share_before, lang)} → {_known_percent(row.share_after, lang)}, {said}"


def _score_label(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    said = WORDS[spoken(lang)][f"scores_{str(row.verdict).replace(' ', '_')}"]
    return f"{_mean_label(row.mean, row.n, lang)}, {said}"


def _mean_labels(scores: pd.DataFrame, mean: str, n: str, lang: str) -> list[str]:
    return [_mean_label(each, size, lang) for each, size in zip(scores[mean], scores[n], strict=True)]


def _mean_label(mean: float, n: int, lang: str) -> str:
    known = WORDS[spoken(lang)]["unknown_segment"] if math.isnan(mean) else decimal(mean, lang)
    return f"{known} (n = {n})"
