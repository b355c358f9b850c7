"""Which touchpoints of a journey are mentioned by the same customers."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from vocbench.analysis.journey import TOUCHPOINTS, bearing_out, frame, in_lane, named
from vocbench.analysis.survey import wilson
from vocbench.analysis.topic_compare import holm
from vocbench.model.board import Board, Note, Proof, Voice

PAIRS = {
    "note": "str", "stage": "str", "text": "str", "other": "str", "other_stage": "str", "other_text": "str",
    "mentions": "int64", "other_mentions": "int64", "respondents": "int64", "n": "int64", "share": "float64",
    "low": "float64", "high": "float64", "heard": "int64", "expected": "float64", "p": "float64",
    "p_adjusted": "float64", "comparisons": "int64",
}  # fmt: skip


def co_mentions(board: Board, proofs: Iterable[Proof], *, heard: int) -> pd.DataFrame:
    """Which touchpoints are mentioned by the same customers, and whether that is more than chance.

    A customer mentions a touchpoint who bears out its note, however often. That two are mentioned by the
    same people does not say that the one leads to the other: ``transitions()`` has the order.

    Args:
        board: a journey.
        proofs: those of the board.
        heard: how many customers could mention one: the board is about them, and they have a voice.

    Returns:
        One row per pair of touchpoints that somebody mentions, the pair of most customers first:
        ``note stage text`` of the one that comes first on the board and ``other other_stage other_text``;
        how many customers mention each (``mentions other_mentions``) and both (``respondents``); the
        ``share`` of both among the ``n`` who mention either, which is Jaccard's measure, with its 95% Wilson
        interval ``low high``. Of all ``heard``, ``expected`` mention both where the one has nothing to do
        with the other; ``p`` is Fisher's, two-sided, and ``p_adjusted`` Holm's over all ``comparisons``.

    Source: Jaccard (1912), doi:10.1111/j.1469-8137.1912.tb05611.x; Fisher (1922), doi:10.2307/2340521.
    """
    behind = bearing_out(board, proofs, {Voice.CUSTOMER})
    people = {note: {each.respondent for each in behind[note.id]} for note in in_lane(board, TOUCHPOINTS)}
    mentioned = [note for note in people if people[note]]
    rows = [
        {**_names(board, one, other), **_numbers(people[one], people[other], heard)}
        for one, other in combinations(mentioned, 2)
    ]
    rows.sort(key=lambda row: (-int(row["respondents"]), -float(row["share"])))
    adjusted = holm([float(row["p"]) for row in rows])
    for row, p in zip(rows, adjusted, strict=True):
        row |= {"p_adjusted": float(p), "comparisons": len(rows)}
    return frame(PAIRS, rows)


def _names(board: Board, one: Note, other: Note) -> dict[str, str | float]:
    second = named(board, other)
    return {
        **named(board, one),
        "other": second["note"],
        "other_stage": second["stage"],
        "other_text": second["text"],
    }


def _numbers(one: set[str | None], other: set[str | None], heard: int) -> dict[str, float]:
    """How many mention each, both and either of two touchpoints, and how many would by chance."""
    from scipy.stats import fisher_exact  # noqa: PLC0415 - slow to import

    both, either = len(one & other), len(one | other)
    low, high = wilson(both, either)
    table = [[both, len(one) - both], [len(other) - both, heard - either]]
    return {
        "mentions": len(one),
        "other_mentions": len(other),
        "respondents": both,
        "n": either,
        "share": both / either,
        "low": low,
        "high": high,
        "heard": heard,
        "expected": len(one) * len(other) / heard,
        "p": float(fisher_exact(table).pvalue),
    }
