"""Agreement between judges, against published numbers."""

from __future__ import annotations

import math

import pytest

from vocbench.analysis.agreement import cohen_kappa, krippendorff_alpha, percent_agreement

# Krippendorff (2011), section C: four observers, twelve units, with missing values.
_FOUR_OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
# Krippendorff (1980), page 139: three observers, nine units.
_THREE_OBSERVERS = ((1, 1, 2, 4, 1, 2, 1, 3, 2), (1, 2, 2, 4, 4, 2, 2, 3, 2), (1, 2, 2, 4, 4, 2, 3, 3, 2))
# Cohen (1960), page 45: the rows are the first judge's, the columns the second's.
_COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_alpha_gives_krippendorffs_own_numbers(level: str, alpha: float) -> None:
    """Four observers and twelve units, of which one has a single value that must not count."""
    found = krippendorff_alpha(zip(*_FOUR_OBSERVERS, strict=True), level=level)

    assert found == pytest.approx(alpha, abs=5e-4)


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.642), ("interval", 0.547), ("ratio", 0.483)])
def test_alpha_without_missing_values(level: str, alpha: float) -> None:
    """Three observers and nine units, all judged."""
    found = krippendorff_alpha(zip(*_THREE_OBSERVERS, strict=True), level=level)

    assert found == pytest.approx(alpha, abs=5e-4)


def test_alpha_of_words() -> None:
    """Krippendorff (2011), section B: two observers, five categories that are letters."""
    assert krippendorff_alpha(zip("aabbdcccedda", "babbbccceddd", strict=True)) == pytest.approx(
        0.692, abs=5e-4
    )


@pytest.mark.parametrize("units", [[], [("a", None)], [("a", "a"), ("a", "a")], [("a",), (math.nan, "b")]])
def test_alpha_is_unknown_where_nothing_can_be_told(units: list[tuple[object, ...]]) -> None:
    """Without pairs, or with one value throughout, alpha is neither 0 nor 1."""
    assert math.isnan(krippendorff_alpha(units))


def test_alpha_does_not_depend_on_the_order_of_judges_or_units() -> None:
    """Judges have no names here: each unit may list them in another order."""
    units = list(zip(*_FOUR_OBSERVERS, strict=True))
    shuffled = [tuple(reversed(unit)) if number % 2 else unit for number, unit in enumerate(units)][::-1]

    assert krippendorff_alpha(shuffled, level="ordinal") == pytest.approx(
        krippendorff_alpha(units, level="ordinal"), abs=1e-12
    )


def test_ratios_refuse_numbers_below_zero() -> None:
    """Minus one has no ratio to plus one; the message names the level that fits."""
    with pytest.raises(ValueError, match="interval"):
        krippendorff_alpha([(-1, 1), (2, 2)], level="ratio")


def test_zero_agrees_with_zero_on_a_ratio_scale() -> None:
    """0 / 0 is no distance: judges who agree on nothing but zeros and ones agree."""
    assert krippendorff_alpha([(0, 0), (1, 1)], level="ratio") == 1


def test_percent_counts_pairs() -> None:
    """Of the 27 pairs of Krippendorff (1980) 20 are equal; of no pairs nothing is known."""
    assert percent_agreement(zip(*_THREE_OBSERVERS, strict=True)) == pytest.approx(20 / 27)
    assert math.isnan(percent_agreement([("a", None)]))


def test_kappa_gives_cohens_own_number() -> None:
    """Kappa is .492 in the table of Cohen (1960); a unit that one of them skipped does not count."""
    pairs = [
        (row, column)
        for row, counts in enumerate(_COHEN)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]
    first, second = zip(*pairs, (0, None), strict=True)

    assert cohen_kappa(first, second) == pytest.approx(0.492, abs=5e-4)


@pytest.mark.parametrize(("first", "second"), [([], []), (["a"], [None]), (["a", "a"], ["a", "a"])])
def test_kappa_is_unknown_where_nothing_can_be_told(first: list[str], second: list[str]) -> None:
    """One value throughout leaves nothing to correct for chance."""
    assert math.isnan(cohen_kappa(first, second))


def test_kappa_needs_the_same_units() -> None:
    """Judges of different numbers of units cannot be compared."""
    with pytest.raises(ValueError, match="shorter"):
        cohen_kappa(["a", "b"], ["a"])
