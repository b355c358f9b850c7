"""Charts of boards beside each other: what each says of its frame."""

from __future__ import annotations

import math
from typing import Any

import altair as alt
import pytest

from tests.boards import board, note, opposite, proofs
from vocbench import charts
from vocbench.analysis.board_compare import before_and_after, compare_boards
from vocbench.analysis.board_waves import board_waves
from vocbench.analysis.weights import Heard
from vocbench.model.board import Relation

BEFORE = board("before", note("a", "Waits <b>", confidence=0.8), note("b", "Pays"), note("c", "Reads"))
AFTER = board("after", note("d", "Fears"), note("e", "Pays little"), kin=[opposite("b", "e")])
PROOFS = [*proofs("a", "xyz"), *proofs("b", "x", Relation.CONTRADICTS), *proofs("d", "x")]


def rows_of(chart: alt.TopLevelMixin) -> list[dict[str, Any]]:
    """The rows that a chart draws."""
    (rows,) = chart.to_dict()["datasets"].values()
    return list(rows)


def test_assumptions_come_with_verdict_confidence_and_people() -> None:
    """The confirmed come first and the surprises last; who speaks against it counts to the left."""
    rows = rows_of(charts.before_after_chart(before_and_after(BEFORE, AFTER, PROOFS).notes))

    assert [row["words"] for row in rows] == [
        "Waits <b>: confirmed, 80% sure (3 for, 0 against)",
        "Pays: contradicted (0 for, 1 against)",
        "Reads: untested (0 for, 0 against)",
        "Fears: surprise (1 for, 0 against)",
    ]
    assert [row["minus"] for row in rows] == [0, -1, 0, 0]


@pytest.mark.parametrize(
    ("brier", "note_ends"), [(0.2, "(0 is het best, 0,25 is gokken)"), (math.nan, "tegenspreekt.")]
)
def test_the_score_is_told_where_there_is_one(brier: float, note_ends: str) -> None:
    """In Dutch with a comma; nothing is said of a score that is unknown."""
    result = before_and_after(BEFORE, AFTER, PROOFS)

    chart = charts.before_after_chart(result.notes, brier=brier, n=1, lang="nl")

    assert chart.to_dict()["title"]["subtitle"].endswith(note_ends)


def test_tiles_name_region_customers_and_opposites() -> None:
    """The region has the name it is given; nobody is said in words, not as zero."""
    found = compare_boards([BEFORE, AFTER], PROOFS)

    rows = rows_of(charts.boards_compared_chart(found.claims, found.places, regions={"pains": "Pains"}))

    assert rows[0]["words"] == "Waits <b>, before: Pains (3), unique"
    assert rows[1]["words"] == "Pays, before: Pains (nobody), unique, opposite: Pays little"


def test_one_tile_names_all_regions_of_a_board() -> None:
    """What a board says in two regions is one tile; the spread stands beside a row once."""
    twice = board("twice", note("f", "Waits <b>"), note("g", "Waits <b>", region="gains"))
    found = compare_boards([BEFORE, twice], PROOFS)

    rows = rows_of(charts.boards_compared_chart(found.claims, found.places))

    assert [(row["label"], row["beside"]) for row in rows[:2]] == [
        ("pains (3)", "shared"),
        ("pains (nobody) + gains (nobody)", ""),
    ]


def test_waves_are_told_apart_and_equal_words_too() -> None:
    """Two notes with the same words are two rows, by their regions; what is unknown is said to be."""
    twice = board("twice", note("a", "Waits"), note("b", "Waits", region="gains"))
    heard = {"1": Heard({"survey": "xyz"}), "2": Heard({"survey": "uvw"})}
    waves = board_waves(twice, proofs("a", "x", wave="1"), before="1", after="2", heard=heard)

    rows = rows_of(charts.board_waves_chart(waves))

    assert [row["words"] for row in rows] == [
        "Waits (pains), 1 → 2: 33% → 0%, too few to tell (1/3 → 0/3)",
        "Waits (gains), 1 → 2: unknown → unknown, too few to tell (0/3 → 0/3)",
    ]


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_empty_tables_make_charts_that_say_so(lang: str) -> None:
    """Nothing to show yet is a chart too."""
    nothing = board("A")
    found, result = compare_boards([nothing, board("B")], []), before_and_after(nothing, board("B"), [])
    waves = board_waves(nothing, [], before="1", after="2", heard={})

    made: list[alt.TopLevelMixin] = [
        charts.before_after_chart(result.notes, lang=lang),
        charts.boards_compared_chart(found.claims, found.places, lang=lang),
        charts.board_waves_chart(waves, lang=lang),
    ]

    assert {chart.to_dict()["title"]["subtitle"] for chart in made} == {charts.WORDS[lang]["empty"]}


def test_a_chart_becomes_a_picture_without_a_network() -> None:
    """It is drawn in Python, and what people wrote is no markup in it."""
    chart = charts.before_after_chart(before_and_after(BEFORE, AFTER, PROOFS).notes)

    picture = charts.chart_html(chart.to_dict())

    assert "<svg" in picture
    assert "Waits <b>" not in picture
