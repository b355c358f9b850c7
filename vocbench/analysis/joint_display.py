"""Joint displays: what people say of a theme beside how many say it and what the scores tell.

The form is that of Guetterman, Fetters & Creswell (2015), doi:10.1370/afm.1865.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.analysis.survey import mean_interval, wilson
from vocbench.analysis.topic_compare import SURE, holm, score_cells
from vocbench.analysis.weights import Heard
from vocbench.errors import BoardError

DISPLAY_COLUMNS = [
    "theme", "tone", "quotes", "respondents", "n", "share", "low", "high",
    "n_scores", "mean", "mean_low", "mean_high", "n_other", "mean_other",
    "difference", "difference_low", "difference_high", "p", "p_adjusted", "comparisons",
    "label", "quote", "quote_of", "evidence",
]  # fmt: skip


class Tone(StrEnum):
    """With which scores a theme should go, if what people say of it is so."""

    LOW = "low"
    HIGH = "high"


class Convergence(StrEnum):
    """How what people say of a theme and what the scores tell go together."""

    CONFIRM = "confirm"
    EXPAND = "expand"
    DISAGREE = "disagree"
    SILENCE = "silence"


class VoiceLint(StrEnum):
    """What a display lacks."""

    NO_VOICE = "metric without a voice"
    NO_COUNT = "voice without a count"


def joint_display(
    said: pd.DataFrame,
    *,
    themes: Mapping[str, Tone | None],
    heard: Heard,
    scores: Mapping[str, float],
    scale: tuple[float, float] | None = None,
) -> pd.DataFrame:
    """Each theme with its number, its score, one quote, and how these go together.

    The label follows one rule. *Silence*: no customer is quoted on the theme, or the scores cannot be
    compared (fewer than two inside the theme or outside it, or all the same). *Confirm*: the mean score
    of who speaks of it differs from that of the others (p adjusted after Holm below 5%) in the way that
    its tone says; *disagree*: in the other way. *Expand*: otherwise, when the voices tell what the scores
    do not show, or no tone was stated that scores could confirm.

    Args:
        said: one row per passage, the best to quote first: ``theme respondent material quote
            evidence``. ``evidence`` is an id.
        themes: what is shown, in this order, with its tone; ``None`` where it has none.
        heard: the customers who were heard. Who is none of them counts nowhere, and is quoted only
            where no customer can be.
        scores: the score of each respondent that has one.
        scale: the lowest and the highest score that one can give, such as ``(0, 10)``; ``None`` for those
            that somebody gave. Name it where nobody went so far: the interval of a mean is too narrow else.

    Returns:
        One row per theme: ``theme tone``, ``quotes`` (passages by customers), ``respondents`` of ``n``
        (customers with a voice in the material that the theme was found in) with ``share low high``;
        ``n_scores mean mean_low mean_high`` of who speaks of it, with the interval of
        ``survey.mean_interval``, and ``n_other mean_other`` of the
        others, with Welch's interval of the ``difference`` and its ``p p_adjusted comparisons``; the
        ``label``, one of ``Convergence``; and ``quote``, ``quote_of`` (who says it) and ``evidence``.
        A share is unknown (NaN) where no customer speaks of it, and a mean where nobody has a score.

    Raises:
        BoardError: somebody gave a score that is not on the scale.
    """
    ends = _ends(scores, scale)
    rows = [
        _theme_row((theme, tone), said[said["theme"] == theme], heard, scores, ends)
        for theme, tone in themes.items()
    ]
    frame = pd.DataFrame(rows, columns=[name for name in DISPLAY_COLUMNS if name not in _LATER])
    p = frame["p"].to_numpy(dtype=float)
    frame = frame.assign(p_adjusted=holm(p), comparisons=np.int64((~np.isnan(p)).sum()))
    frame["label"] = [_label(row).value for row in frame.itertuples()]
    texts = dict.fromkeys(("theme", "tone", "label", "quote", "quote_of", "evidence"), "str")
    return frame[DISPLAY_COLUMNS].astype(texts)


_LATER = ("p_adjusted", "comparisons", "label")


def _ends(scores: Mapping[str, float], scale: tuple[float, float] | None) -> tuple[float, float]:
    """The lowest and the highest score of the scale, as given or as far as anybody went.

    Raises:
        BoardError: a score lies outside of it, or it has no two ends.
    """
    given = [score for score in scores.values() if not math.isnan(score)]
    found = (min(given), max(given)) if given else (0.0, 0.0)
    if scale is None:
        return found
    lowest, highest = scale
    if not lowest < highest or (given and not lowest <= found[0] <= found[1] <= highest):
        raise BoardError(
            f"The scale goes from {lowest:g} to {highest:g}, the scores from {found[0]:g} to {found[1]:g}. "
            "Give the lowest and the highest score that one can give, such as scale=(0, 10)."
        )
    return lowest, highest


def _theme_row(
    theme: tuple[str, Tone | None],
    said: pd.DataFrame,
    heard: Heard,
    scores: Mapping[str, float],
    ends: tuple[float, float],
) -> tuple[object, ...]:
    materials = [heard.by_material.get(each, ()) for each in set(said["material"])]
    people = frozenset().union(*materials) if materials else heard.everybody
    own = said[said["respondent"].isin(people)]
    speakers = set(own["respondent"])
    hits, n = len(speakers), len(people)
    # That no customer speaks of it is not known to be nobody: perhaps nobody was asked.
    share = (hits / n, *wilson(hits, n)) if hits else (math.nan,) * 3
    inside = _scores(scores, speakers)
    n_scores, mean, _, _, *others = score_cells(inside, _scores(scores, people - speakers))
    compared = (n_scores, mean, *mean_interval(inside, lowest=ends[0], highest=ends[1]), *others)
    shown = own if len(own) else said
    quote = shown[["quote", "respondent", "evidence"]].iloc[0] if len(shown) else (None, None, None)
    return (*theme, len(own), hits, n, *share, *compared, *quote)


def _scores(scores: Mapping[str, float], people: Iterable[str]) -> NDArray[np.float64]:
    """The scores of those of *people* who have one."""
    known = [scores[who] for who in sorted(people) if who in scores]
    return np.array([score for score in known if not math.isnan(score)])


def _label(row: Any) -> Convergence:  # noqa: ANN401 - a row of a frame
    if not row.quotes or math.isnan(row.p):
        return Convergence.SILENCE
    if row.p_adjusted >= SURE or not isinstance(row.tone, str):
        return Convergence.EXPAND
    is_as_said = (row.difference < 0) is (row.tone == Tone.LOW)
    return Convergence.CONFIRM if is_as_said else Convergence.DISAGREE


def lint_voices(
    display: pd.DataFrame, *, of: str = "theme", count: str = "respondents", quote: str = "quote"
) -> pd.DataFrame:
    """Where a table has a metric without a voice, or a voice without a count.

    Args:
        display: a joint display, or any table that is to go into a report.
        of: the column that says what a row is about.
        count: the column with how many say so. Missing is no count, and neither is 0.
        quote: the column with a quote.

    Returns:
        One row per finding, in the order of the table: *of* and ``lint``, one of ``VoiceLint``.
    """
    has_quote = display[quote].notna() & (display[quote].astype("str").str.strip() != "")
    has_count = display[count].fillna(0) > 0
    lints = np.where(~has_quote, VoiceLint.NO_VOICE.value, np.where(~has_count, VoiceLint.NO_COUNT.value, ""))
    found = pd.DataFrame({of: display[of], "lint": pd.Series(lints, index=display.index, dtype="str")})
    return found[found["lint"] != ""].reset_index(drop=True)
