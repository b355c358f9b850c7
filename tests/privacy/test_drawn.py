"""Small groups in charts."""

from __future__ import annotations

import re

import altair as alt
import pandas as pd
import pytest

from vocbench.charts.drawing import drawing
from vocbench.privacy.drawn import without_small_groups
from vocbench.privacy.smallcells import Groups

SIZES = {("nurse", "north"): 2, ("nurse", "south"): 7, ("doctor", "north"): 6, ("doctor", "south"): 8}
PEOPLE = [{"role": role, "city": city} for (role, city), n in SIZES.items() for _ in range(n)]
GROUPS = Groups(PEOPLE)
COUNTED = pd.DataFrame([{"role": role, "city": city, "n": n} for (role, city), n in SIZES.items()])
COUNTS = alt.Chart(COUNTED).mark_bar().encode(x="role", y="n")
PERSONS = alt.Chart(pd.DataFrame(PEOPLE)).mark_bar().encode(x="role", y="count()")
CHARTS = {
    "counted": COUNTS.encode(color="city"),
    "counted by the chart": PERSONS.encode(color="city"),
    "facets": PERSONS.facet("city"),
    "columns": PERSONS.encode(column="city"),
    "layers": alt.layer(COUNTS.encode(color="city"), COUNTS.mark_text().encode(text="city")),
    "side by side": COUNTS.encode(color="city") | COUNTS.encode(color="city"),
    "on a condition": COUNTS.encode(
        color=alt.when("true").then(alt.Color("city:N")).otherwise(alt.value("red"))
    ),
    "by another name": alt.Chart(COUNTED.rename(columns={"role": "group", "city": "segment"}))
    .mark_bar()
    .encode(x="group", y="n", color="segment"),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_the_rows_of_a_small_group_are_not_drawn(chart: alt.TopLevelMixin) -> None:
    """However a chart tells groups apart, no mark of nurses in the north is left, and others are."""
    left, gone = without_small_groups(chart.to_dict(), [GROUPS])

    marks = re.findall(r'aria-label="([^"]*)" role="graphics-symbol"', drawing(left))
    assert gone == ["north, nurse"]
    assert marks
    assert not any(re.search(r": 2\b", each) for each in marks)


@pytest.mark.parametrize("chart", [COUNTS, PERSONS], ids=["counted", "counted by the chart"])
def test_what_a_chart_does_not_tell_apart_stays(chart: alt.Chart) -> None:
    """The city stands in the rows, but the chart is of roles alone."""
    spec = chart.to_dict()

    assert drawing(without_small_groups(spec, [GROUPS])[0]) == drawing(spec)


def test_a_chart_of_small_groups_alone_is_empty() -> None:
    """There is nothing to draw, and the groups are told."""
    chart = alt.Chart(COUNTED.head(1)).mark_bar().encode(x="role", y="n", color="city")

    assert without_small_groups(chart.to_dict(), [GROUPS]) == ({}, ["north, nurse"])


def test_a_part_with_other_fields_keeps_its_rows() -> None:
    """A layer by role alone counts everybody; the one beside it tells the cities apart."""
    chart = PERSONS + PERSONS.mark_point().encode(color="city")

    drawn = drawing(without_small_groups(chart.to_dict(), [GROUPS])[0])

    assert 'aria-label="role: nurse; Count of Records: 9"' in drawn
    assert "city: north; role: nurse" not in drawn


def test_a_chart_without_projects_is_drawn_as_it_is() -> None:
    """Where nobody is known, nobody is recognised."""
    spec = COUNTS.encode(color="city").to_dict()

    assert without_small_groups(spec, [])[1] == []
