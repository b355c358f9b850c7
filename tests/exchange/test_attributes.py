"""Columns of cells become typed values."""

from __future__ import annotations

from datetime import date

import pytest

from vocbench.exchange.attributes import to_number, typed


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1", " 20 ", "-3"], [1, 20, -3]),
        (["1,5", "2"], [1.5, 2.0]),
        (["1.5", "2.25"], [1.5, 2.25]),
        (["1.234,50", "2,5"], [1234.5, 2.5]),
        (["1,234.50", "2.5"], [1234.5, 2.5]),
        (["ja", "Nee"], [True, False]),
        (["yes", "no", "TRUE"], [True, False, True]),
        (["2024-05-31", "2024-02-29"], [date(2024, 5, 31), date(2024, 2, 29)]),
        (["2024-05-31", "2024-02-30"], ["2024-05-31", "2024-02-30"]),
        (["31-05-2024", "1.6.2024"], [date(2024, 5, 31), date(2024, 6, 1)]),
        (["1/6/2024", "31/05/2024"], [date(2024, 6, 1), date(2024, 5, 31)]),
        (["6/1/2024", "05/31/2024"], [date(2024, 6, 1), date(2024, 5, 31)]),
        (["05/06/2024"], ["05/06/2024"]),
        (["05-06-2024"], [date(2024, 6, 5)]),
        (["31-05-2024", "2024-05-31"], ["31-05-2024", "2024-05-31"]),
        (["0123", "4567"], ["0123", "4567"]),
        (["1234567890123456"], ["1234567890123456"]),
        (["1", "n.v.t."], ["1", "n.v.t."]),
        (["NA", "None"], ["NA", "None"]),
    ],
)
def test_a_column_has_the_narrowest_type_that_fits(cells: list[str], values: list[object]) -> None:
    """Numbers, yes/no and dates are typed; ids, leading zeros and mixed columns stay text."""
    found = typed(cells).values

    assert found == values
    assert list(map(type, found)) == list(map(type, values))


def test_an_empty_cell_is_a_missing_value() -> None:
    """A blank is nothing, whatever the type of the column."""
    assert typed(["1", "  ", ""]).values == [1, None, None]


def test_a_column_of_blanks_has_no_values() -> None:
    """Without any cell filled there is nothing to type."""
    assert typed(["", " "]) == ([None, None], False)


def test_thousands_are_not_taken_for_fractions() -> None:
    """Where every number could be read both ways, the column stays text and says so."""
    assert typed(["1.234", "12.500"]) == (["1.234", "12.500"], True)


def test_one_clear_fraction_settles_the_column() -> None:
    """A zero before the mark, or another number of digits, shows that it is a fraction."""
    assert typed(["1.234", "0.5"]) == ([1.234, 0.5], False)
    assert typed(["0.125"]) == ([0.125], False)


@pytest.mark.parametrize("cell", ["", "7 of 8", "nan", "inf", "1e5", "07", "€ 5"])
def test_what_is_no_number_gives_none(cell: str) -> None:
    """Only plain digits count as a score."""
    assert to_number(cell) is None
