"""Topics as HTML that needs no kernel, no script and no style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from math import isnan
from typing import Any

from vocbench.widgets.topics.state import SET_ASIDE, UNCLEAR, ShownModel

MOST_DRAWN = 1_500
"""A notebook stays light: of more answers than this a sample is drawn."""

_TYPICAL = 2
_BOX = "font-family:system-ui,sans-serif;font-size:13px"
_TABLE = "border-collapse:collapse"
_CELL = "border-bottom:1px solid #8884;padding:3px 8px;text-align:left;vertical-align:top"


def topics_html(model: ShownModel, *, texts: Mapping[str, str], lang: str) -> str:
    """A picture of the map, and a table of the topics with typical answers.

    Args:
        model: what is shown.
        texts: the words of the interface, from ``interface_texts``.
        lang: language of the picture.

    Returns:
        One ``<div>``; all text of the user is escaped.
    """
    counted = texts["static_counts"].format(
        topics=len(model.topics),
        answers=_number(len(model.answers), texts),
        unclear=_number(int((model.answers["topic"] == UNCLEAR).sum()) if len(model.topics) else 0, texts),
        apart=_number(len(model.no_content), texts),
    )
    notice = f"<p>{escape(model.notice)}</p>"
    body = _picture(model, lang) + _topics(model, texts) if len(model.topics) else _likeness(model, texts)
    head = f"<p><strong>{escape(counted)}</strong></p>"
    return f'<div class="vocbench-topics" style="{_BOX}">{head}{body}{notice}</div>'


def _picture(model: ShownModel, lang: str) -> str:
    """The map of answers; nothing where answers have no places."""
    placed = model.answers[model.answers["x"].notna()]
    if not len(placed):
        return ""
    from vocbench.charts import chart_html, topic_map_chart  # noqa: PLC0415 - loads the drawing library

    return chart_html(topic_map_chart(placed, model.topics, most=MOST_DRAWN, lang=lang).to_dict())


def _topics(model: ShownModel, texts: Mapping[str, str]) -> str:
    heads = ("topic", "name", "words", "answers", "share", "stability", "typical")
    head = "".join(
        f'<th scope="col" style="{_CELL}">{escape(texts[f"column_{name}"])}</th>' for name in heads
    )
    ranked = model.answers.sort_values(["topic", "similarity"], ascending=[True, False], kind="stable")
    best = ranked.drop_duplicates(["topic", "text"]).groupby("topic").head(_TYPICAL)
    typical: dict[int, list[str]] = {}
    for topic, text in zip(best["topic"].tolist(), best["text"].tolist(), strict=True):
        typical.setdefault(topic, []).append(text)
    rows = "".join(_row(row, typical.get(row["topic"], []), texts) for row in model.topics.to_dict("records"))
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def _row(row: Mapping[str, Any], typical: list[str], texts: Mapping[str, str]) -> str:
    stability = texts["not_measured"] if isnan(row["stability"]) else f"{row['stability']:.2f}"
    cells = [
        str(row["topic"]),
        row["name"],
        ", ".join(map(str, row["words"])),
        _number(row["answers"], texts),
        f"{row['share']:.0%}",
        stability,
    ]
    quotes = "".join(f"<li>{escape(text)}</li>" for text in typical)
    listed = f'<ul style="margin:0;padding-left:16px">{quotes}</ul>'
    written = "".join(f'<td style="{_CELL}">{escape(cell)}</td>' for cell in cells)
    return f'<tr>{written}<td style="{_CELL}">{listed}</td></tr>'


def _likeness(model: ShownModel, texts: Mapping[str, str]) -> str:
    """Without topics: the answers, each beside its like."""
    items = "".join(f"<li>{escape(text)}</li>" for text in model.answers["text"])
    apart = model.no_content[model.no_content["reason"] != SET_ASIDE]["text"]
    said = "".join(f"<li>{escape(text)}</li>" for text in apart)
    nothing = f"<p>{escape(texts['no_content'])}</p><ul>{said}</ul>" if said else ""
    return f"<p>{escape(texts['no_topics'])}</p><ol>{items}</ol>{nothing}"


def _number(n: int, texts: Mapping[str, str]) -> str:
    return f"{n:,}".replace(",", texts["thousands"])
