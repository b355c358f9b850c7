"""The chart of an emotion line."""

from __future__ import annotations

from math import nan

import pandas as pd

from tests.charts.test_topic_compare import rows_of
from vocbench import charts

LINE = pd.DataFrame(
    {
        "stage_name": ["See <b>", "Buy", "Use"],
        "valence": [-0.66, nan, 1.0],
        "low": [-1.5, nan, nan],
        "high": [0.5, nan, nan],
        "n": [4, 0, 1],
    }
)


def test_a_gap_is_said_to_be_unknown() -> None:
    """The other stages have their value and n."""
    labels = [row["label"] for row in rows_of(charts.emotion_line_chart(LINE))]

    assert labels == ["−0.7 (n = 4)", "unknown", "+1.0 (n = 1)"]


def test_the_line_is_broken_at_a_gap() -> None:
    """Between two stages with an unknown one in between, nothing is drawn."""
    markup = charts.chart_html(charts.emotion_line_chart(LINE).to_dict())
    line = markup.split("mark-line", 1)[1].split("</g>")[0]

    assert "L" not in line.split(' d="', 1)[1].split('"')[0].replace("Z", "")


def test_the_chart_speaks_dutch() -> None:
    """Numbers and words are those of the language."""
    chart = charts.emotion_line_chart(LINE, lang="nl")

    assert [row["label"] for row in rows_of(chart)] == ["−0,7 (n = 4)", "onbekend", "+1,0 (n = 1)"]
    assert chart.to_dict()["title"]["text"] == "Hoe elke fase van de reis voelde"


def test_names_of_stages_are_no_markup() -> None:
    """They show as they are."""
    markup = charts.chart_html(charts.emotion_line_chart(LINE).to_dict())

    assert "<b>" not in markup
    assert "See &lt;b&gt;" in markup


def test_a_journey_without_stages_gives_an_empty_chart() -> None:
    """It says that there is nothing to show."""
    assert charts.emotion_line_chart(LINE.head(0)).to_dict()["title"]["subtitle"] == "Nothing to show yet."
