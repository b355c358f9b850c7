"""The chart of a joint display."""

from __future__ import annotations

import pandas as pd
import pytest

from vocbench import charts
from vocbench.analysis.joint_display import Tone, joint_display
from vocbench.analysis.weights import Heard

SCORES = {"a": 2.0, "b": 3, "c": 2, "d": 3, "e": 8, "f": 9, "g": 8, "h": 9}


@pytest.fixture
def display() -> pd.DataFrame:
    """Four of eight speak of the bill and score low; nobody speaks of rest."""
    said = pd.DataFrame(
        [("Bill <b>", who, "survey", f"{who} says", who) for who in "abcd"],
        columns=["theme", "respondent", "material", "quote", "evidence"],
        dtype="str",
    )
    return joint_display(
        said,
        themes={"Bill <b>": Tone.LOW, "Rest": None},
        heard=Heard({"survey": "abcdefgh"}),
        scores=SCORES,
    )


def test_each_theme_has_its_share_and_its_score(display: pd.DataFrame) -> None:
    """With n, and with how they go together beside the name; what nobody spoke of is unknown."""
    (rows,) = charts.joint_display_chart(display, lang="nl").to_dict()["datasets"].values()

    assert [row["words"] for row in rows] == [
        "Bill <b> · bevestigt, aandeel (%): 50\xa0% (4/8)",
        "Bill <b> · bevestigt, gemiddelde score: 2,5 (n = 4)",
        "Rest · stilte, aandeel (%): onbekend",
        "Rest · stilte, gemiddelde score: onbekend",
    ]
    assert (rows[0]["said"], rows[2]["said"]) == ("a says", "")


def test_it_is_a_picture_in_both_languages(display: pd.DataFrame) -> None:
    """The title follows the language."""
    for lang in ("en", "nl"):
        picture = charts.chart_html(charts.joint_display_chart(display, lang=lang).to_dict())

        assert charts.WORDS[lang]["joint_display"] in picture


def test_without_themes_there_is_nothing_to_show(display: pd.DataFrame) -> None:
    """An empty display is a chart that says so."""
    chart = charts.joint_display_chart(display.iloc[:0])

    assert chart.to_dict()["title"]["subtitle"] == charts.WORDS["en"]["empty"]


def test_the_table_has_every_number_with_its_interval(display: pd.DataFrame) -> None:
    """Share and mean with n and interval, the quote with who says it; what is unknown is said to be."""
    table = charts.joint_display_table(display)

    assert list(table.columns) == ["theme", "share", "mean score", "voice and score", "quote"]
    assert table.to_numpy().tolist() == [
        ["Bill <b>", "50% (4/8; 22% – 78%)", "2.5 (n = 4; 2.0 – 6.4)", "confirms", "“a says” (a)"],
        ["Rest", "unknown", "unknown", "silence", ""],
    ]


def test_a_single_score_has_no_interval(display: pd.DataFrame) -> None:
    """Of one score the spread is unknown, and left out."""
    one = display.assign(mean_low=float("nan"), mean_high=float("nan"), n_scores=1)

    assert charts.joint_display_table(one, lang="nl")["gemiddelde score"].iloc[0] == "2,5 (n = 1)"
