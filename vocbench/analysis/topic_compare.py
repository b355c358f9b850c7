"""Topics beside segments, waves and scores: shares, differences, and how sure these are.

Everywhere here an answer that belongs to no topic counts as one of the unclear (topic -1), with a
row of its own; answers without content take no part. A respondent with several answers counts
once in each topic that they have an answer in, unless answers are counted. An answer of which the
respondent is not known counts as that of one person more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.analysis.survey import wilson
from vocbench.errors import TopicsError

UNCLEAR = -1
"""The topic number of an answer that belongs to no topic."""

MOST_GROUPS = 50
"""More groups than this are no segments: cut numbers into bands."""

SURE = 0.05
"""Adjusted p values below this count as a difference."""

SAME = 0.1
"""Shares that differ by less are much the same, where the interval says that it is less."""

_Z = 1.959963984540054  # the 97.5% point of the normal distribution
_T = 0.975
_ROUNDING = 1e-9  # means of equal scores differ in their last digits

Floats = NDArray[np.floating[Any]]
"""An array of real numbers."""

SHARE_COLUMNS = [
    "topic", "group", "hits", "n", "share", "low", "high",
    "rest_n", "rest_share", "difference", "difference_low", "difference_high", "p", "p_adjusted",
    "comparisons",
]  # fmt: skip
DRIFT_COLUMNS = [
    "topic", "before", "after", "hits_before", "n_before", "share_before", "hits_after", "n_after",
    "share_after", "both", "difference", "difference_low", "difference_high", "p", "p_adjusted",
    "comparisons", "verdict",
]  # fmt: skip
SCORE_COLUMNS = [
    "topic", "n", "mean", "low", "high", "n_outside", "mean_outside",
    "difference", "difference_low", "difference_high", "p", "p_adjusted", "comparisons", "verdict",
]  # fmt: skip


class Per(StrEnum):
    """What is counted."""

    RESPONDENT = "respondent"
    ANSWER = "answer"


class Drift(StrEnum):
    """What became of a topic from one wave to the next."""

    NEW = "new"
    GONE = "gone"
    STRONGER = "stronger"
    WEAKER = "weaker"
    NO_CLEAR_CHANGE = "no clear change"
    TOO_FEW = "too few to tell"


class WithScore(StrEnum):
    """Which scores a topic goes with."""

    LOW = "goes with low scores"
    HIGH = "goes with high scores"
    NEITHER = "no clear difference"
    UNKNOWN = "unknown"


def newcombe(hits: int, n: int, other_hits: int, other_n: int) -> tuple[float, float]:
    """The 95% interval of the difference of two shares, hits / n - other_hits / other_n.

    Newcombe's hybrid score interval: with Wilson's intervals (l, u) of the shares p and q,
    from p - q - √((p - l)² + (u' - q)²) to p - q + √((u - p)² + (q - l')²).

    Args:
        hits: how many in the one group.
        n: out of how many.
        other_hits: how many in the other group, of other people.
        other_n: out of how many.

    Returns:
        Lower and upper bound, from -1 to 1; NaN and NaN where a group is empty.

    Raises:
        ValueError: there are more hits than there could be.

    Source: Newcombe (1998), method 10,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I

    >>> [round(bound, 4) for bound in newcombe(56, 70, 48, 80)]
    [0.0524, 0.3339]
    """
    (low, high), (other_low, other_high) = wilson(hits, n), wilson(other_hits, other_n)
    if not n or not other_n:
        return math.nan, math.nan
    one, two = hits / n, other_hits / other_n
    return (
        one - two - math.hypot(one - low, other_high - two),
        one - two + math.hypot(high - one, two - other_low),
    )


def holm(p: Sequence[float] | Floats) -> Floats:
    """The p values adjusted for how many there are, in their order; NaN stays NaN and does not count.

    The i-th smallest of m becomes the largest of (m - j + 1) p_j over j <= i, at most 1. Calling a
    difference real where this is below 5% calls one too many in at most 5% of all such tables.

    Args:
        p: p values of one family of comparisons.

    Source: Holm (1979), https://www.jstor.org/stable/4615733

    >>> holm([0.01, 0.04, 0.03]).round(3).tolist()
    [0.03, 0.06, 0.06]
    """
    values = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(values))
    order = known[np.argsort(values[known], kind="stable")]
    adjusted = values.copy()
    factors = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(values[order] * factors), 1)
    return adjusted


def score_bands(scores: pd.Series[Any], edges: Sequence[float]) -> pd.Series[Any]:
    """The band that each score falls in, as an ordered category.

    Args:
        scores: numbers, NaN where unknown.
        edges: where each band starts, and last of all where the last one ends, which is part of
            it: ``[0, 7, 9, 10]`` makes the bands 0-6, 7-8 and 9-10.

    Returns:
        On the index of *scores*, missing where the score is. Bands of whole scores are called as
        above, others as in ``0 to <2.5``.

    Raises:
        TopicsError: the edges do not rise, or a score lies outside them.
    """
    if len(edges) < 2 or any(one >= two for one, two in pairwise(edges)):  # noqa: PLR2004 - two ends
        raise TopicsError(f"Edges of bands rise, as in [0, 7, 9, 10]; these do not: {list(edges)}.")
    outside = scores[(scores < edges[0]) | (scores > edges[-1])]
    if len(outside):
        raise TopicsError(
            f"The score {outside.iloc[0]:g} lies outside the bands from {edges[0]:g} to {edges[-1]:g}."
        )
    known = np.array([*scores.dropna(), *edges], dtype=float)
    names = _band_names(edges, is_whole=bool((known == known.round()).all()))
    bands = np.searchsorted(np.asarray(edges[1:-1], dtype=float), scores.to_numpy(dtype=float), side="right")
    found = [
        None if is_unknown else names[band] for band, is_unknown in zip(bands, scores.isna(), strict=True)
    ]
    return pd.Series(pd.Categorical(found, categories=names, ordered=True), index=scores.index)


def _band_names(edges: Sequence[float], *, is_whole: bool) -> list[str]:
    pairs = list(pairwise(edges))
    if not is_whole:
        last = f"{pairs[-1][0]:g} to {pairs[-1][1]:g}"
        return [*(f"{low:g} to <{high:g}" for low, high in pairs[:-1]), last]
    ends = [*(high - 1 for _, high in pairs[:-1]), pairs[-1][1]]
    return [
        f"{low:g}" if low == end else f"{low:g}-{end:g}" for (low, _), end in zip(pairs, ends, strict=True)
    ]


def topic_shares(answers: pd.DataFrame, by: str, *, per: Per | str = Per.RESPONDENT) -> pd.DataFrame:
    """How large a share of each group has which topic, and how it differs from all other groups.

    The share has Wilson's interval, its difference from the rest Newcombe's, and p is that of
    Fisher's exact test of the group against the rest. ``p_adjusted`` takes into account how many
    comparisons the table makes, after Holm. Of two groups each is the rest of the other, so that
    there is one comparison a topic. Answers without a group are a group that is missing, which is
    shown and not compared.

    Args:
        answers: one row per answer that says something: ``answer topic respondent`` and *by*.
        by: the column that makes the groups, such as a segment, ``"wave"`` or a band of scores.
        per: whether *n* counts respondents, each once per group and topic, or answers. Answers of
            one person are alike; counted by answer, intervals are too narrow.

    Returns:
        One row per topic and group, groups in their order (of a category, else of size or of the
        alphabet), the missing one last: ``topic group hits n share low high`` and, against the
        rest, ``rest_n rest_share difference difference_low difference_high p p_adjusted
        comparisons``. NaN where the rest or the group is empty.

    Raises:
        TopicsError: there is no such column, or it has too many values to be groups.
    """
    order = group_order(answers, by)
    units = _units(answers, by, Per(per))
    hits = units.drop_duplicates(["who", "group", "topic"]).groupby(["topic", "group"]).size()
    sizes = units.drop_duplicates(["who", "group"]).groupby("group").size()
    topics = _topic_order(answers["topic"])
    known = [group for group in order if group is not None]
    rows = [
        _share_row(topic, group, known, hits, sizes)
        for topic in topics
        for group in order
        if sizes.get(_key(group), 0)
    ]
    frame = pd.DataFrame(rows, columns=SHARE_COLUMNS[:-2])
    frame["group"] = frame["group"].astype("str")
    is_pair = len(known) == 2  # noqa: PLR2004 - two groups
    return (_adjusted_of_two(frame, known[0]) if is_pair else _adjusted(frame))[SHARE_COLUMNS]


def group_order(answers: pd.DataFrame, by: str) -> list[str | None]:
    """The groups that a column makes, in their order, as text; ``None`` for the missing one, last.

    Raises:
        TopicsError: there is no such column, or it has too many values to be groups.
    """
    if by not in answers.columns:
        raise TopicsError(
            f"The answers have no {by!r} to compare by. They have: {', '.join(answers.columns)}."
        )
    values = answers[by]
    found = list(values.dropna().unique())
    if len(found) > MOST_GROUPS:
        raise TopicsError(
            f"{by!r} has {len(found)} values; at most {MOST_GROUPS} can be compared. Cut numbers into bands "
            "with edges=[…]."
        )
    if isinstance(values.dtype, pd.CategoricalDtype):
        found = [each for each in values.cat.categories if each in set(found)]
    else:
        found = sorted(found, key=lambda each: (isinstance(each, str), _by_numbers(each), str(each)))
    return [*map(str, found), *([None] if values.isna().any() else [])]


def _by_numbers(group: Any) -> Any:  # noqa: ANN401 - whatever attributes hold
    """What puts "wave 9" before "wave 10"; what is no text stays as it is."""
    if not isinstance(group, str):
        return group
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in re.split(r"(\d+)", group)]


def _key(group: str | None) -> str:
    """A group as it stands in a table of counts: text, and blank where it is missing."""
    return "" if group is None else f"={group}"


def _units(answers: pd.DataFrame, by: str, per: Per) -> pd.DataFrame:
    """Who is in which group with which topic: ``who group topic``."""
    groups = [_key(None if pd.isna(each) else str(each)) for each in answers[by]]
    return pd.DataFrame({"who": _people(answers, per), "group": groups, "topic": answers["topic"].to_numpy()})


def _people(answers: pd.DataFrame, per: Per) -> NDArray[np.object_]:
    """Whose each answer is: one person each where answers count, or where nobody knows."""
    own: NDArray[np.object_] = ("answer " + answers["answer"].astype(str)).to_numpy(dtype=object)
    if per is Per.ANSWER or "respondent" not in answers.columns:
        return own
    theirs = answers["respondent"]
    return np.where(theirs.isna(), own, "respondent " + theirs.astype(str))


def _topic_order(topics: pd.Series[Any]) -> list[int]:
    """The topics by number, the unclear last."""
    found = sorted({int(each) for each in topics})
    return [*(each for each in found if each != UNCLEAR), *(each for each in found if each == UNCLEAR)]


def _share_row(
    topic: int, group: str | None, known: Sequence[str], hits: pd.Series[Any], sizes: pd.Series[Any]
) -> tuple[Any, ...]:
    """A row of ``topic_shares`` up to p."""
    had, n = int(hits.get((topic, _key(group)), 0)), int(sizes[_key(group)])
    rest = [_key(each) for each in known if each != group] if group is not None else []
    rest_had, rest_n = (
        sum(int(hits.get((topic, each), 0)) for each in rest),
        sum(int(sizes.get(each, 0)) for each in rest),
    )
    rest_share = rest_had / rest_n if rest_n else math.nan
    compared = (had / n - rest_share, *newcombe(had, n, rest_had, rest_n), _fisher(had, n, rest_had, rest_n))
    return (topic, group, had, n, had / n, *wilson(had, n), rest_n, rest_share, *compared)


def _fisher(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """The p of Fisher's exact test, two-sided; NaN where a group is empty."""
    from scipy.stats import fisher_exact  # noqa: PLC0415 - slow to load

    if not n or not other_n:
        return math.nan
    table = [[hits, n - hits], [other_hits, other_n - other_hits]]
    return float(fisher_exact(table).pvalue)


def _adjusted(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``p_adjusted`` and ``comparisons``."""
    p = frame["p"].to_numpy(dtype=float)
    return frame.assign(p_adjusted=holm(p), comparisons=np.int64((~np.isnan(p)).sum()))


def _adjusted_of_two(frame: pd.DataFrame, first: str) -> pd.DataFrame:
    """The same for two groups: what the second says of a topic is what the *first* says, turned round."""
    own = _adjusted(frame.assign(p=frame["p"].where(frame["group"] == first)))
    adjusted = own.groupby("topic")["p_adjusted"].transform("max").where(frame["p"].notna())
    return own.assign(p=frame["p"], p_adjusted=adjusted)


def drift(
    answers: pd.DataFrame,
    by: str = "wave",
    *,
    order: Sequence[Hashable] | None = None,
    per: Per | str = Per.RESPONDENT,
) -> pd.DataFrame:
    """How the share of each topic changed from each wave to the next, and whether that is more than chance.

    Intervals and p take the waves for samples of different people. Where the same people answered
    twice (``both`` counts them), the interval is as a rule wider than need be.

    Args:
        answers: one row per answer that says something: ``answer topic respondent`` and *by*.
        by: the column of the waves; answers without one are left out.
        order: the waves in the order of time; the order of the alphabet (with numbers by size), of
            size or of the category if ``None``.
        per: whether respondents or answers are counted, as for ``topic_shares``.

    Returns:
        One row per topic and pair of waves that follow each other: ``topic before after``,
        ``hits_before n_before share_before hits_after n_after share_after``, ``both`` (people in
        both waves), ``difference`` (after - before) with Newcombe's interval, Fisher's ``p``,
        ``p_adjusted`` after Holm, ``comparisons``, and the ``verdict``, one of ``Drift``. It is
        "no clear change" where the interval lies within 10 points of zero, else "too few to tell".

    Raises:
        TopicsError: there is no such column, it has too many values, or *order* is not its values.
    """
    waves = _waves(answers, by, order)
    units = _units(answers, by, Per(per))
    people = {wave: set(units["who"][units["group"] == _key(wave)]) for wave in waves}
    hits = units.drop_duplicates().groupby(["topic", "group"]).size()
    rows = [
        _drift_row(topic, pair, hits, people)
        for topic in _topic_order(answers["topic"])
        for pair in pairwise(waves)
    ]
    return with_drift_verdicts(pd.DataFrame(rows, columns=DRIFT_COLUMNS[:-3]))[DRIFT_COLUMNS]


def with_drift_verdicts(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with ``p_adjusted`` after Holm, ``comparisons``, and the ``verdict``, one of ``Drift``.

    Args:
        frame: one row per change of a share: ``hits_before hits_after difference difference_low
            difference_high p``.
    """
    judged = _adjusted(frame)
    judged["verdict"] = pd.Series([_drift_verdict(row).value for row in judged.itertuples()], dtype="str")
    return judged


def change(hits_before: int, n_before: int, hits_after: int, n_after: int) -> tuple[float, ...]:
    """By how much a share changed: after - before, Newcombe's interval, and Fisher's p; NaN where n is 0."""
    if not n_before or not n_after:
        return (math.nan,) * 4
    difference = hits_after / n_after - hits_before / n_before
    interval = newcombe(hits_after, n_after, hits_before, n_before)
    return (difference, *interval, _fisher(hits_after, n_after, hits_before, n_before))


def _waves(answers: pd.DataFrame, by: str, order: Sequence[Hashable] | None) -> list[str]:
    found = [each for each in group_order(answers, by) if each is not None]
    if order is None:
        return found
    asked = [str(each) for each in order]
    if sorted(asked) != sorted(found):
        raise TopicsError(f"The order {asked} does not name each wave once. The waves are {found}.")
    return asked


def _drift_row(
    topic: int, pair: tuple[str, str], hits: pd.Series[Any], people: dict[str, set[str]]
) -> tuple[Any, ...]:
    """A row of ``drift`` up to p."""
    before, after = pair
    n_before, n_after = len(people[before]), len(people[after])
    was, now = (int(hits.get((topic, _key(wave)), 0)) for wave in pair)
    both = len(people[before] & people[after])
    counted = (was, n_before, was / n_before, now, n_after, now / n_after, both)
    return (topic, before, after, *counted, *change(was, n_before, now, n_after))


def _drift_verdict(row: Any) -> Drift:  # noqa: ANN401 - a row of a frame
    if row.p_adjusted < SURE:
        if row.difference > 0:
            return Drift.NEW if row.hits_before == 0 else Drift.STRONGER
        return Drift.GONE if row.hits_after == 0 else Drift.WEAKER
    is_close = max(-row.difference_low, row.difference_high) <= SAME
    return Drift.NO_CLEAR_CHANGE if is_close else Drift.TOO_FEW


def topic_scores(answers: pd.DataFrame, *, per: Per | str = Per.RESPONDENT) -> pd.DataFrame:
    """The mean score inside each topic and outside it, and whether the two differ.

    Inside are the respondents with an answer in the topic, outside all others; each counts once,
    with the mean of their scores. The difference has Welch's interval, which does not take the two
    spreads for equal, and the p of that test. The interval of a mean is that of ``mean_scores``.

    Args:
        answers: one row per answer that says something: ``answer topic respondent score``. Answers
            without a score are left out.
        per: whether respondents or answers are counted, as for ``topic_shares``.

    Returns:
        One row per topic, the unclear last: ``topic n mean low high`` inside, ``n_outside
        mean_outside``, ``difference`` (inside - outside) ``difference_low difference_high p
        p_adjusted comparisons``, and the ``verdict``, one of ``WithScore``: "goes with low
        scores" only where p adjusted after Holm is below 5%, so that the interval excludes 0; the
        topic need not be the reason. NaN and "unknown" where a side has fewer than two scores, or
        all have the same.

    Raises:
        TopicsError: the answers have no scores.

    Source: Welch (1947), doi:10.1093/biomet/34.1-2.28
    """
    if "score" not in answers.columns or answers["score"].isna().all():
        raise TopicsError("The answers have no scores to compare by. Read them with score=, and fit anew.")
    known = answers.dropna(subset=["score"])
    who, _ = pd.factorize(_people(known, Per(per)))
    score = np.bincount(who, weights=known["score"]) / np.bincount(who)
    rows = []
    for topic in _topic_order(answers["topic"]):
        is_inside = np.zeros(len(score), dtype=bool)
        is_inside[who[(known["topic"] == topic).to_numpy()]] = True
        rows.append((topic, *score_cells(score[is_inside], score[~is_inside])))
    frame = _adjusted(pd.DataFrame(rows, columns=SCORE_COLUMNS[:-3]))
    frame["verdict"] = pd.Series([_score_verdict(row).value for row in frame.itertuples()], dtype="str")
    return frame[SCORE_COLUMNS]


def score_cells(inside: Floats, outside: Floats) -> tuple[float, ...]:
    """A row of ``topic_scores`` from n to p, of the scores inside a group and outside it."""
    from scipy.stats import t  # noqa: PLC0415 - slow to load

    n, other_n = len(inside), len(outside)
    mean, other = (float(each.mean()) if len(each) else math.nan for each in (inside, outside))
    spread, other_spread = (
        float(each.var(ddof=1)) / len(each) if len(each) > 1 else math.nan for each in (inside, outside)
    )
    half = t.ppf(_T, n - 1) * math.sqrt(spread) if n > 1 else math.nan
    cells = (n, mean, mean - half, mean + half, other_n, other, mean - other)
    error = math.sqrt(spread + other_spread)
    if not error > _ROUNDING * max(abs(mean), abs(other)):  # unknown, or no spread but that of rounding
        return (*cells, math.nan, math.nan, math.nan)
    freedom = error**4 / (spread**2 / (n - 1) + other_spread**2 / (other_n - 1))
    wide = t.ppf(_T, freedom) * error
    p = 2 * t.sf(abs(mean - other) / error, freedom)
    return (*cells, mean - other - wide, mean - other + wide, float(p))


def _score_verdict(row: Any) -> WithScore:  # noqa: ANN401 - a row of a frame
    if math.isnan(row.p):
        return WithScore.UNKNOWN
    if row.p_adjusted >= SURE:
        return WithScore.NEITHER
    return WithScore.LOW if row.difference < 0 else WithScore.HIGH
