"""Charts as pictures: drawn in Python, so that showing one needs no script and no network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from html import escape
from typing import Any

import altair as alt
import vl_convert

Spec = dict[str, Any]
"""A chart in the Vega-Lite language: JSON, so its values are of any kind."""

RENDERER = "vocbench"

FIGURE = "margin:0;overflow-x:auto"
"""The style of what a chart stands in: a wide one scrolls, and the page does not."""


def enable_renderer() -> None:
    """Show every Altair chart from now on as a picture that needs no network.

    Charts may then be made of frames of any length: the picture holds no rows.
    """
    if RENDERER not in alt.renderers.names():
        alt.renderers.register(RENDERER, _render)
    alt.renderers.enable(RENDERER)
    alt.data_transformers.disable_max_rows()


def enable_once() -> None:
    """Switch the renderer on, unless the user chose one."""
    if alt.renderers.active == "default":
        enable_renderer()


def _render(spec: Spec, **_options: object) -> dict[str, str]:
    return {"text/html": chart_html(spec), "text/plain": description(spec)}


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
    return (
        f'<figure class="vocbench-chart" role="img" aria-label="{escape(description(spec))}" '
        f'data-voc-caption="{escape(title(spec))}" style="{FIGURE}">{drawing(spec)}</figure>'
    )


def drawing(spec: Spec) -> str:
    """The chart as SVG, with tips, and with ids that are its own.

    Raises:
        ValueError: the chart cannot be drawn.
    """
    svg = vl_convert.vegalite_to_svg(spec, vl_version=_vega_lite_version(), allowed_base_urls=[])
    return _with_tips(_with_own_ids(svg, spec))


def _vega_lite_version() -> str:
    """Altair's version of the Vega-Lite language, as the drawing library wants it: ``6.1``."""
    return ".".join(alt.SCHEMA_VERSION.lstrip("v").split(".")[:2])


def _with_own_ids(svg: str, spec: Spec) -> str:
    """The drawing with ids that no other chart on the page has, and that are the same each time.

    The drawing library counts on through a session, so each session would use the ids anew, and
    the second drawing of one chart would differ from the first.
    """
    mark = mark_of(spec)
    own = {name: f"c{mark}-{number}" for number, name in enumerate(re.findall(r'\bid="([^"]+)"', svg))}
    return re.sub(
        r'(\bid="|url\(#|href="#)([^")]+)', lambda found: found[1] + own.get(found[2], found[2]), svg
    )


def mark_of(spec: Spec) -> str:
    """A few letters that no other chart on the page has, and that are the same each time."""
    return hashlib.sha256(json.dumps(spec, sort_keys=True, default=str).encode()).hexdigest()[:8]


def _with_tips(svg: str) -> str:
    """The drawing with the words of each mark as its ``<title>``, which a browser shows on hovering."""
    mark = r'(<(\w+) aria-label="([^"]*)" role="graphics-symbol"[^>]*?)'
    svg = re.sub(mark + r"/>", r"\1><title>\3</title></\2>", svg)
    return re.sub(mark + r">(?!<title>)", r"\1><title>\3</title>", svg)


def description(spec: Mapping[str, Any]) -> str:
    """The words for who cannot see the chart: its title and its description."""
    parts = [str(part).strip() for part in (title(spec), spec.get("description", "")) if part]
    return ". ".join(part.rstrip(".") for part in parts) or "Chart"


def title(spec: Mapping[str, Any]) -> str:
    """The title of the chart on one line; "" where it has none."""
    written = spec.get("title", "")
    if isinstance(written, Mapping):
        written = written.get("text", "")
    return " ".join(map(str, written)) if isinstance(written, list) else str(written or "")
