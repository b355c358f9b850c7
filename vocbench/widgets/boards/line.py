"""The line of how each stage of a journey felt, as a drawing with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from vocbench.widgets.boards.cards import signed

_LOW, _HIGH = -2.0, 2.0
_MARGIN = 12.0  # per cent kept free above and below, for the numbers


@dataclass(frozen=True, slots=True)
class Felt:
    """How a stage felt, from -2 to 2, by how many customers; ``None`` where it is not known."""

    stage: str
    valence: float | None
    low: float | None
    high: float | None
    n: int


def emotion_line(points: Sequence[Felt], words: Mapping[str, str]) -> str:
    """The line through the stages, broken where nothing is known, with the same in words.

    It is as wide as what it stands in, each stage an equal part of that.
    """
    said = "; ".join(_said(each, words) for each in points)
    spots = "".join(_spot(number, each, len(points), words) for number, each in enumerate(points))
    return (
        f'<div class="voc-line" role="img" aria-label="{escape(words["emotion_line"])}. {escape(said)}.">'
        f'<svg viewBox="0 0 {len(points)} 100" preserveAspectRatio="none" aria-hidden="true">'
        f'<line class="voc-neutral" x1="0" x2="{len(points)}" y1="50" y2="50"/>'
        f'{_whiskers(points)}<path d="{_path(points)}"/></svg>{spots}'
        f'<span class="voc-line-top">{words["very_good"]}</span>'
        f'<span class="voc-line-bottom">{words["very_bad"]}</span></div>'
    )


def _said(each: Felt, words: Mapping[str, str]) -> str:
    if each.valence is None:
        return words["emotion_unknown"].format(stage=each.stage)
    known = {"stage": each.stage, "valence": signed(each.valence, words), "n": each.n}
    if each.low is None or each.high is None:
        return words["emotion_single"].format(**known)
    bounds = {"low": signed(each.low, words), "high": signed(each.high, words)}
    return words["emotion_point"].format(**known, **bounds)


def _spot(number: int, each: Felt, n_stages: int, words: Mapping[str, str]) -> str:
    """The point of one stage with its number, or the word that it is unknown."""
    left = f"left:{(number + 0.5) / n_stages:.2%}"
    if each.valence is None:
        width = f"{1 / n_stages:.2%}"
        return f'<span class="voc-gap" style="{left};width:{width}">{words["unknown"]}</span>'
    return (
        f'<span class="voc-dot" style="{left};top:{_y(each.valence):.1f}%">'
        f"<b>{signed(each.valence, words)}</b> <small>n = {each.n}</small></span>"
    )


def _whiskers(points: Sequence[Felt]) -> str:
    return "".join(
        f'<line class="voc-whisker" x1="{x + 0.5}" x2="{x + 0.5}" y1="{_y(high):.1f}" y2="{_y(low):.1f}"/>'
        for x, low, high in ((number, each.low, each.high) for number, each in enumerate(points))
        if low is not None and high is not None
    )


def _path(points: Sequence[Felt]) -> str:
    """From each stage to the next one, where both are known: a gap is no feeling in between."""
    steps, before = [], None
    for number, each in enumerate(points):
        if each.valence is not None:
            steps.append(f"{'M' if before is None else 'L'}{number + 0.5} {_y(each.valence):.1f}")
        before = each.valence
    return "".join(steps)


def _y(valence: float) -> float:
    """The height of a feeling, in per cent from the top."""
    return _MARGIN + (_HIGH - valence) / (_HIGH - _LOW) * (100 - 2 * _MARGIN)
