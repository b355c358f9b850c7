"""The chart of how many customers bear out each note."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import pytest

from vocbench import charts

NOTES = pd.DataFrame(
    {
        "text": ["<b>It is slow</b>", "It is dear", "It is dear"],
        "region": ["pains", "pains", "hear"],
        "respondents": [3, 0, 1],
        "n": [12, 12, 4],
        "share": [0.25, None, 0.25],
        "low": [0.089, None, 0.046],
        "high": [0.532, None, 0.699],
        "markers": pd.Series(["contradicted, old", "imagined", None], dtype="str"),
    }
)


def rows_of(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    """The rows that a chart draws."""
    (rows,) = chart.to_dict()["datasets"].values()
    return list(rows)


def test_each_note_has_k_of_n_and_its_markers_in_words() -> None:
    """The ids of markers are not what a reader sees."""
    english, dutch = (rows_of(charts.credibility_chart(NOTES, lang=lang)) for lang in ("en", "nl"))

    assert [row["label"] for row in english] == [
        "3 of 12 · contradicted, old",
        "no customer · imagined",
        "1 of 4",
    ]
    assert dutch[0]["label"] == "3 van 12 · tegengesproken, oud"
    assert english[0]["interval"] == "9%–53%"


def test_a_note_without_customers_has_no_point() -> None:
    """Its share is missing, not 0."""
    row = rows_of(charts.credibility_chart(NOTES))[1]

    assert (row["share"], row["low"], row["high"], row["interval"]) == (None, None, None, "")


def test_notes_with_the_same_words_keep_a_row_each() -> None:
    """Two regions may hold the same words, and long ones may begin alike."""
    long = "This is a very long note that will be cut off somewhere behind "
    many = pd.concat([NOTES, NOTES.head(2).assign(text=[f"{long}a", f"{long}b"])])

    names = [row["note"] for row in rows_of(charts.credibility_chart(many))]

    assert len(set(names)) == 5
    assert names[1:3] == ["It is dear", "It is dear (2)"]
    assert all(len(name) < 50 for name in names)


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_the_picture_says_what_it_shows(lang: str) -> None:
    """It has a title, words for each note, and the note as text, not as markup."""
    markup = charts.chart_html(charts.credibility_chart(NOTES, lang=lang).to_dict())

    assert f'aria-label="{charts.WORDS[lang]["credibility"]}. ' in markup
    assert "&lt;b&gt;It is slow&lt;/b&gt;: 3 " in markup
    assert "<b>" not in markup


def test_without_notes_there_is_a_chart_that_says_so() -> None:
    """A board that was just made has a chart all the same."""
    markup = charts.chart_html(charts.credibility_chart(NOTES.iloc[:0]).to_dict())

    assert "Nothing to show yet." in markup
