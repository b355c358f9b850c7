"""The map of the answers and the tree of the topics."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from tests.topic_tables import PLACES, TOPICS, TREE
from vocbench import charts


def data_of(chart: alt.TopLevelMixin) -> list[list[dict[str, Any]]]:
    """The frames that a chart draws."""
    return list(chart.to_dict()["datasets"].values())


def points_of(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    """The answers on a map."""
    return next(rows for rows in data_of(chart) if rows and "answer" in rows[0])


def test_each_answer_with_a_place_is_a_point_with_its_words() -> None:
    """An answer without a place is not drawn at the origin; a long one is cut off in its tip."""
    points = points_of(charts.topic_map_chart(PLACES, TOPICS))

    assert [point["answer"] for point in points] == ["a", "b", "c", "d"]
    assert points[0]["words"] == "0 · price: too dear"
    assert points[2]["text"].endswith("…")
    assert points[3]["name"] == "unclear"


def test_colour_is_not_all_that_tells_topics_apart() -> None:
    """Shapes do too, and more topics than colours share no colour and shape."""
    many = pd.DataFrame({"topic": range(30), "name": [f"t{n}" for n in range(30)], "answers": 1})

    encoding = charts.topic_map_chart(PLACES, many).to_dict()["layer"][0]["encoding"]

    looks = list(zip(encoding["color"]["scale"]["range"], encoding["shape"]["scale"]["range"], strict=True))
    assert len(set(looks)) == len(looks) == 31


def test_the_number_of_a_topic_stands_in_the_middle_of_its_answers() -> None:
    """At the median of their places; the unclear and topics without a place have none."""
    labels = next(rows for rows in data_of(charts.topic_map_chart(PLACES, TOPICS)) if "answer" not in rows[0])

    assert labels == [{"topic": 0, "x": 0.5, "y": 1.0}, {"topic": 3, "x": 5.0, "y": 5.0}]


def test_a_thinned_map_says_how_many_it_shows() -> None:
    """Of four answers two are drawn, the same ones each time, and the number is told."""
    one, two = (charts.topic_map_chart(PLACES, TOPICS, most=2, lang="nl") for _ in range(2))

    assert len(points_of(one)) == 2
    assert one.to_dict() == two.to_dict()
    assert "2 van 4 antwoorden" in one.to_dict()["title"]["subtitle"]


def test_topics_stand_so_that_no_branches_cross() -> None:
    """Who joins first stands side by side, whatever the order of the topics."""
    leaves = next(rows for rows in data_of(charts.topic_tree_chart(TREE, TOPICS)) if "at" in rows[0])

    assert [leaf["words"] for leaf in leaves] == ["staff (20)", "price (30)", "pressure (10)"]


def test_branches_join_at_their_likeness() -> None:
    """Each join draws two lines to it and one across, the second from the middle of the first."""
    lines = next(rows for rows in data_of(charts.topic_tree_chart(TREE, TOPICS)) if "from" in rows[0])

    assert [(line["start"], line["end"]) for line in lines] == [
        (1.0, 0.7),
        (1.0, 0.7),
        (0.7, 0.7),
        (1.0, 0.3),
        (0.7, 0.3),
        (0.3, 0.3),
    ]
    assert lines[4]["from"] == pytest.approx(1.5)


def test_one_topic_makes_a_tree_without_branches() -> None:
    """It is drawn, as a name alone."""
    chart = charts.topic_tree_chart(TREE.iloc[:0], TOPICS.iloc[:1])

    assert "price (30)" in charts.chart_html(chart.to_dict())
