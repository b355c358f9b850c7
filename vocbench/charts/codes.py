"""Charts of codes: how often, where, together, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt
import pandas as pd

from vocbench.charts.parts import (
    INK,
    QUIET,
    WIDTH,
    as_written,
    clock,
    color_of,
    column_names,
    counts_axis,
    finished,
    in_rows,
    ink_on,
    joined,
    mixed,
    number_labels,
    percent,
    row_names,
    tip,
)
from vocbench.charts.words import WORDS
from vocbench.model.codebook import PALETTE, Codebook
from vocbench.model.language import spoken

_TILES = {12: 44, 30: 32, 10**9: 24}
"""How wide a tile of a map is, for at most so many columns."""

_LONGEST = 80
"""Characters of a quote that are read out with its mark."""

_THINNEST = 0.004
"""The least width of a bar along an interview, as a share of the whole."""

_CLOCK_LABEL = "floor(datum.value / 60) + ':' + format(datum.value % 60, '02d')"


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
    numbers = [tip("codings", words), tip("sources", words), tip("respondents", words)]
    base = alt.Chart(frame).encode(
        y=row_names("code", frame["code"]),
        x=alt.X("codings:Q", title=words["codings"], axis=counts_axis()),
        tooltip=[tip("code", words), *numbers],
        description="words:N",
    )
    chart = base.mark_bar(color=PALETTE[0], cornerRadiusEnd=2) + number_labels(base, "codings")
    return finished(in_rows(chart), "code_counts", frame, lang)


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
        x=column_names("other", codes),
        y=row_names("code", codes),
        tooltip=[
            tip("code", words),
            tip("other", words),
            tip("codings", words, "overlaps"),
            tip("sources", words),
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
    return finished(chart, "co_occurrence", frame, lang)


def counts_by_source_chart(
    counts_by_source: pd.DataFrame,
    *,
    codes: Sequence[str] | None = None,
    sources: Sequence[str] | None = None,
    codebook: Codebook | None = None,
    lang: str = "en",
) -> alt.LayerChart:
    """A heat map with numbers: how often each code was used in each source.

    Args:
        counts_by_source: one row per code and source: ``code source codings respondents``, such as
            ``project.counts_by_source()`` gives.
        codes: the rows of the map, used or not; ``None`` takes those in the frame, in its order.
        sources: its columns, coded or not; ``None`` takes those in the frame, by name.
        codebook: gives each code its colour; without it, all have the same.
        lang: ``"en"`` or ``"nl"``, of the words around the map.
    """
    words = WORDS[spoken(lang)]
    rows = list(dict.fromkeys(counts_by_source["code"])) if codes is None else list(codes)
    columns = sorted(set(counts_by_source["source"])) if sources is None else list(sources)
    frame = counts_by_source.assign(fill=_tints(counts_by_source, "codings", codebook))
    frame["ink"] = [ink_on(fill) for fill in frame["fill"]]
    frame["words"] = [
        f"{row.code} {words['at']} {row.source}: {row.codings} {words['codings']}, "
        f"{row.respondents} {words['respondents']}"
        for row in frame.itertuples()
    ]
    base = alt.Chart(frame).encode(
        x=column_names("source", columns).scale(domain=columns),
        y=row_names("code", rows).scale(domain=rows),
        tooltip=[
            tip("code", words), tip("source", words), tip("codings", words), tip("respondents", words)
        ],
        description="words:N",
    )  # fmt: skip
    tiles = base.mark_rect(stroke="white", strokeWidth=2, cornerRadius=3).encode(color=as_written("fill"))
    numbers = base.mark_text(fontSize=11).encode(text="codings:Q", color=as_written("ink"))
    width = next(step for most, step in _TILES.items() if len(columns) <= most)
    chart: alt.LayerChart = (tiles + numbers).properties(width=alt.Step(width), height=alt.Step(24))
    return finished(chart, "counts_by_source", frame, lang)


def code_line_chart(
    code_line: pd.DataFrame, *, codebook: Codebook | None = None, lang: str = "en"
) -> alt.LayerChart:
    """Bars along an interview, a row a code: where in its course each coding lies.

    Args:
        code_line: one row per coding, such as ``project.code_line(source)`` gives. Where every
            coding has a time, the bars run over the recording, else over the text.
        codebook: gives the codes their order and colours; without it, they come in the order of
            the interview, in one colour.
        lang: ``"en"`` or ``"nl"``, of the words around the bars.
    """
    words = WORDS[spoken(lang)]
    is_timed = bool(len(code_line)) and bool(code_line["end_seconds"].notna().all())
    unit = "seconds" if is_timed else "share"
    rows = _in_book_order(code_line["code"], codebook)
    start, end = code_line[f"start_{unit}"], code_line[f"end_{unit}"]
    length = float((code_line["end_seconds"] / code_line["end_time"]).max()) if is_timed else 1.0
    frame = code_line[["source", "code", "speaker", "quote", "coding"]].assign(
        start=start,
        # One word in an hour would be too thin to see or to click.
        end=end.where(end - start > length * _THINNEST, start + length * _THINNEST),
        fill=[color_of(code, codebook) for code in code_line["code"]],
        place=[clock(each) if is_timed else percent(each, lang) for each in start],
    )
    frame["words"] = joined(frame["code"], ", ", frame["place"], ": ", map(_cut_off, frame["quote"]))
    axis = alt.Axis(labelExpr=_CLOCK_LABEL) if is_timed else alt.Axis(format=".0%", tickCount=5)
    scale = alt.Scale(domain=[0, length], nice=False, clamp=True)
    base = alt.Chart(frame)
    bars = base.mark_bar(height=16, cornerRadius=2, opacity=0.85).encode(
        x=alt.X("start:Q", title=words["time" if is_timed else "course"], axis=axis, scale=scale),
        x2="end:Q",
        y=row_names("code", rows),
        color=as_written("fill"),
        tooltip=[tip("code", words), tip("speaker", words), alt.Tooltip("quote:N", title=" ")],
        description="words:N",
    )  # fmt: skip
    return finished(in_rows(alt.LayerChart(layer=[bars])), "code_line", frame, lang)


def counts_by_segment_chart(
    counts_by_segment: pd.DataFrame, *, codebook: Codebook | None = None, lang: str = "en"
) -> alt.FacetChart:
    """Points with intervals: the share of each segment's respondents who have each code.

    Args:
        counts_by_segment: one row per code and segment: ``code segment hits n share low high``,
            such as ``project.counts_by_segment(attribute)`` gives. Codes and segments come in the
            order of the frame; a segment of which nobody spoke has no point.
        codebook: gives each code its colour; without it, all have the same.
        lang: ``"en"`` or ``"nl"``, of the words around the points.
    """
    words = WORDS[spoken(lang)]
    frame = counts_by_segment.assign(
        segment=counts_by_segment["segment"].map(str, na_action="ignore").astype("str"),
        fill=[color_of(code, codebook) for code in counts_by_segment["code"]],
        label=[_share_label(row, lang) for row in counts_by_segment.itertuples()],
    )
    frame["group"] = frame["segment"].fillna(words["unknown_segment"])
    frame["words"] = joined(frame["code"], ", ", frame["group"], ": ", frame["label"])
    base = alt.Chart().encode(
        y=row_names("group", dict.fromkeys(frame["group"])),
        tooltip=[
            tip("code", words),
            tip("group", words, "segment"),
            alt.Tooltip("label:N", title=words["share"]),
            alt.Tooltip("low:Q", title=f"{words['interval']} ↓", format=".1%"),
            alt.Tooltip("high:Q", title=f"{words['interval']} ↑", format=".1%"),
        ],
        description="words:N",
    )
    title = f"{words['share']} ({words['interval']})"
    share = alt.X("low:Q", title=title, axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
    lines = base.mark_rule(strokeWidth=2).encode(x=share, x2="high:Q", color=as_written("fill"))
    points = base.mark_point(filled=True, size=70, opacity=1).encode(x="share:Q", color=as_written("fill"))
    labels = base.mark_text(align="left", color=QUIET, fontSize=11).encode(
        x=alt.value(WIDTH + 8), text="label:N"
    )
    rows = alt.layer(lines, points, labels, data=frame).properties(width=WIDTH, height=alt.Step(18))
    header = alt.Header(labelAngle=0, labelAlign="left", labelAnchor="middle", labelPadding=8)
    facet = alt.Row("code:N", title=None, sort=list(dict.fromkeys(frame["code"])), header=header)
    return finished(rows.facet(row=facet, spacing=8), "counts_by_segment", frame, lang)


def _both_ways(pairs: pd.DataFrame) -> pd.DataFrame:
    turned = pairs.rename(columns={"code": "other", "other": "code"})
    return pd.concat([pairs, turned], ignore_index=True).drop_duplicates(["code", "other"], ignore_index=True)


def _tints(frame: pd.DataFrame, column: str, codebook: Codebook | None) -> list[str]:
    """The colour of each row's code, the paler the smaller its number is."""
    most = max(int(frame[column].max()), 1) if len(frame) else 1
    return [
        mixed(color_of(code, codebook), 0.15 + 0.85 * number / most)
        for code, number in zip(frame["code"], frame[column], strict=True)
    ]


def _in_book_order(codes: Iterable[str], codebook: Codebook | None) -> list[str]:
    used = list(dict.fromkeys(codes))
    if codebook is None:
        return used
    known = [path for path in codebook.paths() if path in used]
    return [*known, *(code for code in used if code not in known)]


def _cut_off(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"


def _share_label(row: Any, lang: str) -> str:  # noqa: ANN401 - a row of a frame
    return f"{percent(row.share, lang)} ({row.hits}/{row.n})" if row.n else WORDS[spoken(lang)]["unheard"]
