"""Small tables about topics, as the analysis makes them, for charts."""

from __future__ import annotations

import pandas as pd

SHARES = pd.DataFrame(
    {
        "topic": [0, 0, -1],
        "name": pd.Series(["price <b>", "price <b>", None], dtype="str"),
        "group": pd.Series(["rent", None, "rent"], dtype="str"),
        "hits": [9, 1, 1],
        "n": [10, 4, 10],
        "share": [0.9, 0.25, 0.1],
        "low": [0.596, 0.046, 0.018],
        "high": [0.982, 0.699, 0.404],
        "rest_share": [0.3, None, 0.1],
        "p_adjusted": [0.04, None, 1.0],
        "comparisons": 2,
    }
)
DRIFT = pd.DataFrame(
    {
        "topic": [0, 1],
        "name": ["price", "pressure"],
        "before": "2025",
        "after": "2026",
        "hits_before": [10, 3],
        "n_before": [200, 200],
        "share_before": [0.05, 0.015],
        "hits_after": [60, 4],
        "n_after": [200, 200],
        "share_after": [0.3, 0.02],
        "difference_low": [0.18, -0.03],
        "difference_high": [0.32, 0.04],
        "p_adjusted": [0.001, 1.0],
        "comparisons": 2,
        "verdict": ["stronger", "no clear change"],
    }
)
SCORES = pd.DataFrame(
    {
        "topic": [0, 1, 2],
        "name": ["price", "pressure", "staff"],
        "n": [40, 1, 30],
        "mean": [7.0, 9.0, 5.5],
        "n_outside": [60, 99, 70],
        "mean_outside": [6.5, 6.0, 7.2],
        "difference": [0.5, 3.0, -1.7],
        "difference_low": [-0.2, None, -2.4],
        "difference_high": [1.2, None, -1.0],
        "p_adjusted": [0.3, None, 0.001],
        "comparisons": 2,
        "verdict": ["no clear difference", "unknown", "goes with low scores"],
    }
)
CROSSWALK = pd.DataFrame(
    {
        "code": ["Waiting", "Waiting", "Bill"],
        "topic": [1, -1, 0],
        "name": pd.Series(["pressure", None, "price"], dtype="str"),
        "answers": [6, 2, 5],
        "share_of_code": [0.75, 0.25, 1.0],
        "share_of_topic": [0.5, 1.0, 1.0],
    }
)
TOPICS = pd.DataFrame({"topic": [0, 3, 1], "name": ["price", "staff", "pressure"], "answers": [30, 20, 10]})
PLACES = pd.DataFrame(
    {
        "answer": ["a", "b", "c", "d", "e"],
        "topic": [0, 0, 3, -1, 1],
        "text": ["too dear", "dear <b>", "kind " * 40, "hm hm", "nowhere"],
        "x": [0.0, 1.0, 5.0, 3.0, None],
        "y": [0.0, 2.0, 5.0, 3.0, None],
    }
)
TREE = pd.DataFrame({"left": [0, 1], "right": [2, 3], "similarity": [0.7, 0.3], "answers": [40, 60]})
