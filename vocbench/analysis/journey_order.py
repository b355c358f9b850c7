"""The order in which customers went through a journey, beside the order in which it was designed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from vocbench.analysis.journey import frame
from vocbench.analysis.survey import wilson

Told = Mapping[str, Sequence[str]]
"""The stages that each respondent went through, in the order in which they told it."""

_ORDERS = {"respondent": "str", "told": "str", "distance": "int64", "skipped": "str", "repeated": "str"}
_SHARE = {"share": "float64", "low": "float64", "high": "float64"}
_PATHS = {
    "from": "str", "to": "str", "kind": "str", "skipped": "str", "respondents": "int64", "n": "int64",
    **_SHARE,
}  # fmt: skip
_TRANSITIONS = {"from": "str", "to": "str", "times": "int64", "n": "int64", "respondents": "int64", **_SHARE}


@dataclass(frozen=True, slots=True)
class OrderDeviation:
    """How far told orders are from the designed one.

    Args:
        respondents: one row per respondent who told an order: ``respondent told distance skipped
            repeated``; ``distance`` counts stages left out, added or replaced.
        paths: the steps that leave the designed order, taken by most first: ``from to kind skipped
            respondents n share low high``. ``kind`` is ``shortcut``, over the stages in ``skipped``,
            or ``return``. ``n`` is how many told an order; the interval is Wilson's, 95%.
    """

    respondents: pd.DataFrame
    paths: pd.DataFrame


def edit_distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many stages to insert, delete or replace so that one order becomes the other.

    Source: Wagner & Fischer (1974), doi:10.1145/321796.321811.

    >>> edit_distance(["see", "buy", "use"], ["see", "use", "use", "leave"])
    2
    """
    before = list(range(len(other) + 1))
    for row, here in enumerate(one, start=1):
        line = [row]
        for column, there in enumerate(other, start=1):
            line.append(min(before[column] + 1, line[-1] + 1, before[column - 1] + (here != there)))
        before = line
    return before[-1]


def order_deviation(designed: Sequence[str], told: Told) -> OrderDeviation:
    """How far each told order is from the designed one, and which ways off it are common.

    Args:
        designed: the ids of the stages, in order.
        told: by respondent; an order holds stages of *designed*, some perhaps twice.
    """
    rows = [_deviation(designed, respondent, list(order)) for respondent, order in told.items()]
    takers: dict[tuple[str, str], set[str]] = {}
    for respondent, order in told.items():
        for step in pairwise(order):
            takers.setdefault(step, set()).add(respondent)
    place = {stage: number for number, stage in enumerate(designed)}
    paths = [
        _path(designed, place[here], place[there], len(people), len(told))
        for (here, there), people in takers.items()
        if not 0 <= place[there] - place[here] <= 1
    ]
    paths.sort(key=lambda path: (-path["respondents"], place[path["from"]], place[path["to"]]))
    return OrderDeviation(frame(_ORDERS, rows), frame(_PATHS, paths))


def _deviation(designed: Sequence[str], respondent: str, order: list[str]) -> dict[str, object]:
    times = Counter(order)
    return {
        "respondent": respondent,
        "told": " > ".join(order),
        "distance": edit_distance(designed, order),
        "skipped": ", ".join(stage for stage in designed if not times[stage]),
        "repeated": ", ".join(stage for stage in designed if times[stage] > 1),
    }


def _path(designed: Sequence[str], here: int, there: int, k: int, n: int) -> dict[str, Any]:
    low, high = wilson(k, n)
    is_shortcut = there > here
    return {
        "from": designed[here],
        "to": designed[there],
        "kind": "shortcut" if is_shortcut else "return",
        "skipped": ", ".join(designed[here + 1 : there]) if is_shortcut else "",
        "respondents": k,
        "n": n,
        "share": k / n,
        "low": low,
        "high": high,
    }


def transitions(designed: Sequence[str], told: Told) -> pd.DataFrame:
    """Where people went next from each stage. The shares of what leaves one stage add up to 1.

    A person who leaves a stage twice counts twice, so that the interval is somewhat narrow where
    many do.

    Args:
        designed: the ids of the stages, in order.
        told: by respondent, stages of *designed*.

    Returns:
        One row per step that was taken, in the order of the stages: ``from to times n respondents share
        low high``. ``n`` is how often the stage ``from`` was left; the interval is Wilson's, 95%.
    """
    times = Counter(step for order in told.values() for step in pairwise(order))
    people = Counter(step for order in told.values() for step in set(pairwise(order)))
    left = Counter(here for order in told.values() for here in order[:-1])
    place = {stage: number for number, stage in enumerate(designed)}
    rows = []
    for here, there in sorted(times, key=lambda step: (place[step[0]], place[step[1]])):
        k, n = times[here, there], left[here]
        low, high = wilson(k, n)
        rows.append(
            {
                "from": here, "to": there, "times": k, "n": n, "respondents": people[here, there],
                "share": k / n, "low": low, "high": high,
            }
        )  # fmt: skip
    return frame(_TRANSITIONS, rows)
