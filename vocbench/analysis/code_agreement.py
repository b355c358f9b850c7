"""How far coders agree on where each code applies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on where a code applies: Krippendorff's alpha, over so many units."""

    code: str
    alpha: float
    coders: int
    units: int


def code_agreement(codings: pd.DataFrame, starts: Mapping[str, Sequence[int]]) -> dict[str, CodeAgreement]:
    """Krippendorff's alpha of each code, where two coders or more coded the same texts.

    A unit is a turn of a transcript, or an answer. Whoever coded anything in a text has judged
    all its units: *yes* for a code where one of their codings with it shares a character with
    the unit, else *no*. For yes and no,
    alpha = 1 - (t - 1) * d / (t_yes * t_no), d the sum over units of yes * no / (m - 1), m the judges
    of a unit and t, t_yes, t_no the numbers of judgements.

    Args:
        codings: all codings of the texts concerned: ``text start end code coder``.
        starts: where the units of a text start, in order; a text that is not in it is one unit.

    Returns:
        By code, those with an alpha: a code that nobody used where two coders worked has none, and
        neither has one that all of them used everywhere there.

    Source: Krippendorff (2011), as ``analysis.agreement``, which takes one code at a time.
    """
    rows = _shared(codings)
    if rows.empty:
        return {}
    units = _Units(rows, starts)
    code, codes = pd.factorize(rows["code"])
    alphas = _alphas(*_yes(rows["coder"].to_numpy(), code, units), units.judges)
    n_coders = rows["coder"].nunique()
    return {
        name: CodeAgreement(name, float(alpha), n_coders, len(units.judges))
        for name, alpha in zip(codes, alphas, strict=True)
        if not np.isnan(alpha)
    }


def _shared(codings: pd.DataFrame) -> pd.DataFrame:
    """The codings of texts that several coders worked in, with ``judges``; coders as numbers."""
    text, texts = pd.factorize(codings["text"])
    coder, coders = pd.factorize(codings["coder"])
    worked = np.zeros((len(texts), len(coders)), dtype=np.int64)
    worked[text, coder] = 1
    rows = codings.assign(coder=coder, judges=worked.sum(axis=1)[text])
    return rows[rows["judges"] > 1]


class _Units:
    """The units of the texts of some codings, one behind the other on one line.

    ``judges`` holds how many coders judged each. ``first`` and ``last`` are the units in which
    each coding starts and ends.
    """

    def __init__(self, rows: pd.DataFrame, starts: Mapping[str, Sequence[int]]) -> None:
        text, texts = pd.factorize(rows["text"])
        units = [np.asarray(starts.get(each, (0,)), dtype=np.int64) for each in texts]
        stride = max(int(rows["end"].max()), *(int(each[-1]) for each in units)) + 1
        line = np.concatenate([each + number * stride for number, each in enumerate(units)])
        sizes = np.array([len(each) for each in units])
        begin = text * stride
        before = (np.cumsum(sizes) - sizes)[text]
        # What stands before the first unit of its text belongs to that unit.
        self.first = np.maximum(np.searchsorted(line, begin + rows["start"], side="right") - 1, before)
        self.last = np.maximum(np.searchsorted(line, begin + rows["end"]) - 1, self.first)
        self.judges = np.repeat(rows["judges"].to_numpy()[np.unique(text, return_index=True)[1]], sizes)


def _yes(coder: Whole, code: Whole, units: _Units) -> tuple[Whole, Whole, Whole]:
    """In which units somebody said *yes* to which code, and how many did: codes, units, numbers."""
    lengths = units.last - units.first + 1
    before = np.repeat(np.cumsum(lengths) - lengths, lengths)
    unit = np.repeat(units.first, lengths) + np.arange(len(before)) - before
    n_units, n_coders = len(units.judges), int(coder.max()) + 1
    place = np.repeat(code, lengths) * n_units + unit
    # A coder who gave one turn the same code twice said yes once.
    said = np.unique(place * n_coders + np.repeat(coder, lengths))
    places, numbers = np.unique(said // n_coders, return_counts=True)
    return places // n_units, places % n_units, numbers


def _alphas(code: Whole, unit: Whole, yes: Whole, judges: Whole) -> NDArray[np.float64]:
    """Krippendorff's alpha of each code, from how many of the *judges* of which units said *yes*."""
    total, total_yes = judges.sum(), np.bincount(code, weights=yes)
    asked = judges[unit]
    observed = np.bincount(code, weights=yes * (asked - yes) / (asked - 1))
    expected = total_yes * (total - total_yes)
    expected[expected == 0] = np.nan
    return np.asarray(1 - (total - 1) * observed / expected)
