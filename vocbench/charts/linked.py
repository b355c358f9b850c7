"""Charts whose marks lead to the quotes behind them, without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from typing import Any, Protocol

import altair as alt

from vocbench.charts.drawing import FIGURE, Spec, chart_html, description, drawing, mark_of, title
from vocbench.charts.parts import INK
from vocbench.charts.words import WORDS
from vocbench.model.language import spoken

Key = tuple[str, ...]
"""What ties a mark to its quotes: a topic or code, and perhaps another code, a source, a segment."""

_TIES = ("name", "code", "other", "source", "segment", "group")
"""``name`` is that of a topic, ``group`` what topics are compared by."""

_LINKED_MARKS = {"bar", "rect", "point"}

_LINK_STYLE = (
    ".vocbench-linked .mark-text{pointer-events:none}"
    ".vocbench-linked svg a:hover,.vocbench-linked svg a:focus-visible{opacity:.75}"
    f".vocbench-linked svg a:focus-visible{{outline:3px solid {INK};outline-offset:1px}}"
)
"""Numbers on tiles let the click through; the mark in focus is seen."""


class Quotations(Protocol):
    """What a chart asks of a list of quotes; ``vocbench.QuoteList`` is one."""

    @property
    def columns(self) -> Sequence[str]:
        """What is known of each quote."""

    @property
    def lang(self) -> str:
        """The language of the list."""

    def sections(self, by: Sequence[str], *, prefix: str, most: int | None) -> tuple[str, Mapping[Key, str]]:
        """The list in sections as HTML, and the anchor of each section."""


class LinkedChart:
    """A chart whose marks lead to their quotes, which are listed below it. Needs no script."""

    def __init__(self, spec: Spec, quotes: Quotations, *, by: Sequence[str], most: int | None) -> None:
        self._spec, self._quotes, self._by, self._most = spec, quotes, by, most

    def __repr__(self) -> str:
        return description(self._spec)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_html(self) -> str:
        """The chart and the list of its quotes as HTML, without scripts and without a network."""
        prefix = f"quotes-{mark_of(self._spec)}"
        listed, anchors = self._quotes.sections(self._by, prefix=prefix, most=self._most)

        def link(row: Mapping[str, Any]) -> str:
            return f"#{anchors[key]}" if (key := _key(row, self._by)) in anchors else ""

        skip = f'<a href="#{prefix}">{escape(WORDS[spoken(self._quotes.lang)]["to_quotes"])}</a>'
        return (
            f'<div class="vocbench-linked" id="{prefix}-chart">{_figure(self._spec, link)}'
            f'<p>{skip}</p><div id="{prefix}" tabindex="-1">{listed}</div></div>'
        )


def with_quotes(chart: alt.TopLevelMixin, quotes: Quotations, *, most: int | None = 20) -> LinkedChart:
    """A chart of codes or topics with its quotes: a click on a mark leads to the quotes behind it.

    A mark and a quote belong together when they have the same topic, code, other code, source,
    segment and group, as far as both name these. Give the chart of ``code_counts()``, ``counts_by_source()``
    or ``code_line()`` the quotes of ``project.quotes()``; that of ``co_occurrence()`` those of
    ``project.quotes_by_overlap()``; that of ``counts_by_segment()`` those of
    ``project.quotes_by_segment()``. Charts of topics take those of ``project.quotes_by_topic()``.

    Args:
        chart: one of the charts above.
        quotes: the quotes behind it, as in ``vb.QuoteList(project.quotes())``.
        most: how many quotes to list for one mark; ``None`` for all.

    Returns:
        What a notebook or a report shows as the chart with the list below it.

    Raises:
        ValueError: the chart shows no codes and no topics.
    """
    spec = chart.to_dict()
    rows = [row for dataset in spec.get("datasets", {}).values() for row in dataset]
    return LinkedChart(spec, quotes, by=_ties(rows, quotes.columns), most=most)


def linked_html(spec: Spec, link: Callable[[Mapping[str, Any]], str]) -> str:
    """The chart as HTML without scripts, with a link on each mark that has one.

    Args:
        spec: as for ``charts.chart_html``.
        link: the link of a row of the chart's data, a ``#`` and a place within the page; "" for none.

    Raises:
        ValueError: the chart cannot be drawn.
    """
    rows = (row for dataset in spec.get("datasets", {}).values() for row in dataset)
    if not any(map(link, rows)):
        return chart_html(spec)
    return f'<div class="vocbench-linked">{_figure(spec, link)}</div>'


def _figure(spec: Spec, link: Callable[[Mapping[str, Any]], str]) -> str:
    # Not one picture to a screen reader: the links in it are to be found.
    picture = _with_own_links(drawing(_with_links(spec, link)))
    return (
        f"<style>{_LINK_STYLE}</style>"
        f'<figure class="vocbench-chart" aria-label="{escape(description(spec))}" '
        f'data-voc-caption="{escape(title(spec))}" style="{FIGURE}">{picture}</figure>'
    )


def _ties(rows: Sequence[Mapping[str, Any]], columns: Sequence[str]) -> list[str]:
    """The columns by which marks and quotes belong together."""
    if not rows or not columns:
        return ["code"]
    if not {"code", "name"} & set(rows[0]):
        raise ValueError("Only a chart of codes or topics leads to quotes; this one shows neither.")
    if "coding" in rows[0]:
        return ["code", "coding"]
    return [name for name in _TIES if name in rows[0] and name in columns]


def _with_links(spec: Spec, link: Callable[[Mapping[str, Any]], str]) -> Spec:
    """The chart with a link on each mark that has quotes."""
    datasets = {
        name: [{**row, "link": link(row)} for row in rows] for name, rows in spec.get("datasets", {}).items()
    }
    linked = json.loads(json.dumps({**spec, "datasets": datasets}))
    for layer in _layers(linked):
        if layer["mark"]["type"] in _LINKED_MARKS:
            layer["encoding"]["href"] = {"field": "link", "type": "nominal"}
    return dict(linked)


def _layers(spec: Spec) -> Iterator[Spec]:
    """The parts of a chart that draw marks."""
    if "mark" in spec:
        yield spec
    for part in [*spec.get("layer", []), *([spec["spec"]] if "spec" in spec else [])]:
        yield from _layers(part)


def _key(row: Mapping[str, Any], by: Sequence[str]) -> Key:
    return tuple("" if row.get(name) is None else str(row[name]) for name in by)


def _with_own_links(svg: str) -> str:
    """The drawing with links within the page; the drawing library makes web addresses of them."""
    link = re.compile(r'<a xlink:href="[^"#]*(#(?:voc-)?quotes[-?][^"]*)">(.*?)</a>', re.DOTALL)

    def own(found: re.Match[str]) -> str:
        words = re.search(r'aria-label="([^"]*)"', found[2])
        return f'<a xlink:href="{found[1]}" aria-label="{words[1] if words else ""}">{found[2]}</a>'

    return link.sub(own, svg)
