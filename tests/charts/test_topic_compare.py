"""Charts of topics beside segments, waves, scores and codes: what each says of its frame."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from tests.topic_tables import CROSSWALK, DRIFT, SCORES, SHARES
from vocbench import charts
from vocbench.widgets.quotes.quote_list import QuoteList


def rows_of(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    """The rows that a chart draws."""
    (rows,) = chart.to_dict()["datasets"].values()
    return list(rows)


def subtitle_of(chart: alt.TopLevelMixin) -> str:
    """What stands below its title."""
    return str(chart.to_dict()["title"]["subtitle"])


def test_shares_stand_beside_the_rest_with_their_numbers() -> None:
    """A share has its hits and n in its label, and the share of the others in its words."""
    rows = rows_of(charts.topic_shares_chart(SHARES))

    assert [row["label"] for row in rows] == ["90% (9/10)", "25% (1/4)", "10% (1/10)"]
    assert rows[0]["words"] == "price <b>, rent: 90% (9/10), the rest 30%"
    assert rows[1]["words"].endswith("the rest unknown")


def test_what_differs_is_filled_and_the_comparisons_are_told() -> None:
    """Only an adjusted p below 5% fills a point; one that was not compared stays open."""
    chart = charts.topic_shares_chart(SHARES)

    assert [row["fill"] for row in rows_of(chart)] == ["#0072B2", "#ffffff", "#ffffff"]
    assert "2 comparisons" in subtitle_of(chart)


def test_the_unclear_and_the_unknown_are_called_so_in_both_languages() -> None:
    """An answer in no topic and a respondent without a group have words, not blanks."""
    rows = rows_of(charts.topic_shares_chart(SHARES, lang="nl"))

    assert (rows[2]["name"], rows[1]["group"]) == ("onduidelijk", "onbekend")


def test_a_change_runs_from_before_to_after_with_its_interval() -> None:
    """The bar is the interval of the change, laid at the share of before, and stays between 0 and 1."""
    chart = charts.topic_drift_chart(DRIFT, lang="nl")

    price, pressure = rows_of(chart)
    assert (price["share_before"], price["share_after"]) == (0.05, 0.3)
    assert (round(price["low"], 2), round(price["high"], 2)) == (0.23, 0.37)
    assert pressure["low"] == 0
    assert price["label"] == "5\xa0% → 30\xa0%, sterker"
    assert price["words"] == "price, 2025 → 2026: 5\xa0% → 30\xa0%, sterker (10/200 → 60/200)"
    assert "2 vergelijkingen" in subtitle_of(chart)


def test_scores_begin_with_the_topic_of_the_lowest() -> None:
    """Who looks for what goes wrong reads from above; what is unknown is said to be."""
    rows = rows_of(charts.topic_scores_chart(SCORES))

    assert [row["label"] for row in rows] == [
        "5.5 (n = 30), goes with low scores",
        "7.0 (n = 40), no clear difference",
        "9.0 (n = 1), unknown",
    ]
    assert [row["fill"] for row in rows] == ["#0072B2", "#ffffff", "#ffffff"]


def test_codes_and_topics_that_agree_lie_along_the_diagonal() -> None:
    """Codes come in the order of their best topics, and the unclear are the last column."""
    spec = charts.crosswalk_chart(CROSSWALK, agreement=0.42, lang="nl").to_dict()

    tile = spec["layer"][0]["encoding"]
    assert tile["x"]["sort"] == ["price", "pressure", "onduidelijk"]
    assert tile["y"]["sort"] == ["Bill", "Waiting"]
    assert "0,42" in spec["title"]["subtitle"]


def test_an_unknown_agreement_is_not_written() -> None:
    """Nothing stands where nothing is known."""
    assert subtitle_of(charts.crosswalk_chart(CROSSWALK, agreement=float("nan"))) == ""


def test_names_are_numbers_where_there_are_none() -> None:
    """A table straight from the analysis, without names, can be drawn."""
    rows = rows_of(charts.crosswalk_chart(CROSSWALK.drop(columns="name")))

    assert [row["name"] for row in rows] == ["1", "unclear", "0"]


def test_a_point_leads_to_the_answers_of_its_topic_and_group() -> None:
    """The share of renters in a topic leads to what renters say in it, and to nothing else."""
    quotes = pd.DataFrame(
        {
            "name": "price <b>",
            "group": ["rent", "own"],
            "quote": ["too dear", "dear to me"],
            "code": "price <b>",
        }
    ).assign(speaker="R", respondent="r1", source="s", before="", after="", memo=None, coding=["a", "b"])

    markup = charts.with_quotes(charts.topic_shares_chart(SHARES), QuoteList(quotes)).to_html()

    assert markup.count("<a xlink:href") == 1
    assert "too dear" in markup
    assert "price &lt;b&gt;" in markup
