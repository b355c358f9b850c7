"""Small groups in tables: rows, crosstabs, and what ``print`` writes."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from vocbench.privacy.confidential import Audience, Confidential
from vocbench.privacy.gate import Gate, Reason
from vocbench.privacy.page import CleanedPage, clean_page
from vocbench.privacy.smallcells import hidden_cells

GROUPS = {("nurse", "north"): 2, ("nurse", "south"): 7, ("doctor", "north"): 6, ("doctor", "south"): 8}
PEOPLE = [{"role": role, "city": city} for (role, city), n in GROUPS.items() for _ in range(n)]
FRAME = pd.DataFrame(PEOPLE)
CROSSTAB = pd.crosstab(FRAME["role"], FRAME["city"], margins=True)


def through(page: str, **options: object) -> CleanedPage:
    """The page as the public may read it."""
    study = Confidential(people=tuple(PEOPLE), reviewed=frozenset({"all", "length", "name"}), **options)  # type: ignore[arg-type]
    return clean_page(Gate(Audience.PUBLIC, [study]), page, where="report.html")


def cells(page: str) -> list[str]:
    """What stands in the cells of a table."""
    return re.findall(r"<td>(.*?)</td>", page)


def printed(frame: pd.DataFrame | pd.Series[int]) -> str:
    """The frame as ``print`` shows it."""
    return f"<pre>{frame}</pre>"


def test_a_small_cell_of_a_crosstab_is_hidden_with_those_that_would_give_it_away() -> None:
    """Two nurses in the north: of their row, column and the rest no number leads back to them."""
    cleaned = through(CROSSTAB.to_html())

    assert cells(cleaned.page) == ["…", "…", "14", "…", "…", "9", "8", "15", "23"]
    assert [each.reason for each in cleaned.replaced] == [Reason.SMALL_CELL]


def test_a_crosstab_of_large_groups_stays_to_the_byte() -> None:
    """Nothing is hidden where everybody is one of many."""
    page = CROSSTAB.loc[["doctor"], ["north", "south"]].to_html()

    assert through(page).page == page


def test_columns_that_are_groups_are_known_by_their_values() -> None:
    """Also where nothing says which attribute they are of."""
    bare = CROSSTAB.rename_axis(index=None, columns=None)

    assert cells(through(bare.to_html()).page)[:2] == ["…", "…"]


@pytest.mark.parametrize("normalize", ["index", "columns", "all"])
def test_shares_of_a_crosstab_are_hidden_like_counts(normalize: str) -> None:
    """What adds up to 1 gives a missing share away."""
    shares = pd.crosstab(FRAME["role"], FRAME["city"], normalize=normalize).round(3)  # type: ignore[call-overload]

    assert cells(through(shares.to_html()).page) == ["…"] * 4


def test_shares_beside_their_totals_are_hidden_like_counts() -> None:
    """The totals, of a row or of all, are no share of their own."""
    shares = pd.crosstab(FRAME["role"], FRAME["city"], normalize="all", margins=True).round(3)
    one_row = FRAME.value_counts(normalize=True).to_frame("share")
    with_total = pd.concat([one_row, pd.DataFrame({"share": [1.0]}, index=[("All", "")])]).rename_axis(
        ["role", "city"]
    )

    assert cells(through(shares.to_html()).page)[:6:3] == ["…", "…"]
    assert cells(through(shares.to_html()).page)[1:6:3] == ["…", "…"]
    assert cells(through(with_total.to_html()).page) == ["…"] * 4 + ["1.000000"]


@pytest.mark.parametrize("is_printed", [False, True], ids=["drawn", "printed"])
def test_counts_beside_means_are_hidden_as_if_they_stood_alone(*, is_printed: bool) -> None:
    """No count follows from the totals, and of the means only that of the small group goes."""
    scored = FRAME.assign(score=range(len(FRAME)))
    both = scored.pivot_table(
        index="role", columns="city", values="score", aggfunc=["count", "mean"], margins=True
    )

    cleaned = through(printed(both) if is_printed else both.to_html()).page

    found = [line.split()[1:] for line in cleaned.splitlines()[3:]] if is_printed else _rows(cleaned)
    assert [re.sub("<.*", "", each) for row in found[:2] for each in row] == [
        *["…", "…", "14", "11.50", "18.5", "15.5"],
        *["…", "…", "9", "…", "5.0", "4.0"],
    ]


def test_what_is_counted_beside_a_share_or_a_whole_is_a_count() -> None:
    """As in "2 (22%)" and in "2 of 9"."""
    head = "<tr><th>role</th><th>north</th><th>south</th></tr>"
    for nurses, doctors in ((("2 (22%)", "7 (78%)"), ("6 (43%)", "8 (57%)")), (("2 of 9", "7 of 9"),) * 2):
        rows = (
            f"<tr><th>{role}</th>{''.join(f'<td>{each}</td>' for each in row)}</tr>"
            for role, row in (("nurse", nurses), ("doctor", doctors))
        )

        assert cells(through(f"<table>{head}{''.join(rows)}</table>").page)[:2] == ["…", "…"]


def test_the_count_of_a_small_column_does_not_follow_from_a_total() -> None:
    """Codes by role: where the column of few is hidden, the smallest other number of each row goes too."""
    people = [{"role": role} for role, n in (("nurse", 9), ("doctor", 8), ("pilot", 2)) for _ in range(n)]
    page = (
        "<table><tr><th>code</th><th>nurse</th><th>doctor</th><th>pilot</th><th>All</th></tr>"
        "<tr><th>waiting</th><td>6</td><td>5</td><td>1</td><td>12</td></tr></table>"
    )
    gate = Gate(Audience.PUBLIC, [Confidential(people=tuple(people))])

    assert cells(clean_page(gate, page, where="x").page) == ["6", "…", "…", "12"]


def test_numbers_side_by_side_in_a_printed_table_are_no_telephone() -> None:
    """Two blanks end a cell; the table of large groups stays to the byte."""
    page = "<pre>        n  mean   std  min\ndoctor  14  11.5  1.87  9.0\nnurse    9  18.5  2.44  15.0</pre>"

    assert through(page).page == page


def test_the_mean_of_a_small_group_is_hidden_alone() -> None:
    """Means do not add up: no other cell gives it away."""
    means = CROSSTAB.loc[["doctor", "nurse"], ["north", "south"]] + 0.5

    assert cells(through(means.to_html()).page) == ["6.5", "8.5", "…", "7.5"]


def test_columns_by_two_attributes_hide_those_of_a_small_group() -> None:
    """A code by role and city: the column of nurses in the north goes, whatever it counts."""
    codes = pd.Series(["waiting", "price"] * 11 + ["price"], name="code")
    frame = pd.crosstab(codes, [FRAME["role"], FRAME["city"]])

    assert [row[2] for row in _rows(through(frame.to_html()).page)] == ["…", "…"]


def _rows(page: str) -> list[list[str]]:
    return [cells(row) for row in page.split("<tr>") if "<td>" in row]


def test_a_group_by_two_attributes_is_hidden_in_its_own_row_of_an_index() -> None:
    """The label that an index shares with the next row stays; no number leads back to the row."""
    page = FRAME.groupby(["role", "city"]).size().to_frame("n").to_html()

    cleaned = through(page).page

    assert re.findall(r"<th[^>]*>(…|nurse|north|south|doctor)</th>", cleaned) == [
        "doctor", "north", "south", "nurse", "…", "south",
    ]  # fmt: skip
    assert cells(cleaned) == ["…"] * 4


def test_the_mean_of_an_attribute_under_its_own_name_hides_no_group() -> None:
    """A column that is called as an attribute and holds what nobody has says nothing of who it is."""
    people = tuple({"role": "nurse", "age": age} for age in ("30", "40", "50"))
    page = "<table><tr><th>role</th><th>age</th></tr><tr><td>nurse</td><td>41.5</td></tr></table>"
    gate = Gate(Audience.PUBLIC, [Confidential(people=people)])

    assert cells(clean_page(gate, page, where="x").page)[0] == "…"


def test_a_printed_crosstab_is_hidden_like_one_of_html() -> None:
    """And keeps its columns."""
    cleaned = through(printed(CROSSTAB)).page

    assert cleaned.splitlines()[2:] == [
        "doctor      …      …   14",
        "nurse       …      …    9",
        "All         8     15   23</pre>",
    ]


@pytest.mark.parametrize(
    "shown",
    [
        FRAME.groupby(["role", "city"]).size(),
        FRAME.groupby(["role", "city"]).size().to_frame("n"),
        FRAME.groupby(["role", "city"]).size().reset_index(name="n"),
    ],
    ids=["series", "frame", "flat"],
)
def test_a_printed_row_of_a_small_group_loses_its_attributes(shown: pd.DataFrame) -> None:
    """In a series, a frame and a flat frame; larger groups keep theirs, and no number leads back."""
    cleaned = through(printed(shown))

    assert not re.search(r" [2678]\b", cleaned.page)
    assert "south" in cleaned.page
    assert cleaned.stopped == ()


def test_what_a_person_signed_for_is_told() -> None:
    """A small group that may be told of stays, in whatever order its attributes stand."""
    study = Confidential(people=tuple(PEOPLE), reviewed=frozenset({"all", "north, nurse"}))
    page = FRAME.groupby(["city", "role"]).size().reset_index(name="n").to_html(index=False)

    assert clean_page(Gate(Audience.PUBLIC, [study]), page, where="x").page == page


def test_the_team_reads_every_cell() -> None:
    """Nothing is hidden from those who do the study."""
    gate = Gate(Audience.TEAM, [Confidential(people=tuple(PEOPLE))])

    assert clean_page(gate, CROSSTAB.to_html(), where="x").page == CROSSTAB.to_html()


def test_no_line_keeps_one_hidden_cell() -> None:
    """The smallest others are hidden until none can be computed, and zeros never: they hide nothing."""
    table = [[1, 9, 0, 10], [8, 7, 6, 21], [9, 16, 6, 31]]
    numbers = {(r, c): float(n) for r, row in enumerate(table) for c, n in enumerate(row)}
    lines = [
        [place for place in numbers if place[axis] == at] for axis in (0, 1) for at in range(4 - (axis == 0))
    ]

    assert hidden_cells(numbers, lines, {(0, 0)}) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert hidden_cells(numbers, lines, set()) == set()
    assert hidden_cells({(0, 0): 2, (0, 1): 0, (0, 2): 2}, [[(0, 0), (0, 1), (0, 2)]], {(0, 0)}) == {
        (0, 0),
        (0, 2),
    }
    assert hidden_cells({(0, 0): 2, (0, 1): 0}, [[(0, 0), (0, 1)]], {(0, 0)}) == {(0, 0)}
