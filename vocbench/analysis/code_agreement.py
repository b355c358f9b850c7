"""How far coders agree on where each code applies."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Coded(NamedTuple):
    """One coding: in which text it lies, from where to where, with which code, by whom."""

    text: str
    start: int
    end: int
    code: str
    coder: str


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on where a code applies: Krippendorff's alpha, over so many units."""

    code: str
    alpha: float
    coders: int
    units: int


def code_agreement(
    codings: Iterable[Coded], codes: Collection[str], starts: Mapping[str, Sequence[int]]
) -> dict[str, CodeAgreement]:
    """Krippendorff's alpha of each code where two coders or more coded the same texts.

    A unit is a turn of a transcript, or an answer. Whoever coded anything in a text has judged
    all its units: *yes* for a code where one of their codings with it shares a character with
    the unit, else *no*. For yes and no,
    alpha = 1 - (t - 1) * d / (t_yes * t_no), d the sum over units of yes * no / (m - 1), m the judges
    of a unit and t, t_yes, t_no the numbers of judgements.

    Args:
        codings: all codings of the texts concerned.
        codes: those wanted.
        starts: where the units of a text start, in order; a text that is not in it is one unit.

    Returns:
        By code, those with an alpha: a code that nobody used where two coders worked has none, and
        neither has one that all of them used everywhere.

    Source: Krippendorff (2011), as ``analysis.agreement``, which takes one code at a time.
    """
    rows = list(codings)
    judges = _judges(rows)
    shared = [row for row in rows if len(judges[row.text]) > 1]
    if not shared:
        return {}
    units = _Units(starts, {row.text for row in shared})
    n_judges = np.repeat([len(judges[text]) for text in units.texts], units.sizes)
    n_coders = len({row.coder for row in shared})
    # A coder who gave one turn the same code twice said yes once.
    yes: dict[str, set[tuple[int, str]]] = {code: set() for code in codes}
    for row in shared:
        if row.code in yes:
            yes[row.code].update((unit, row.coder) for unit in units.touched(row))
    alphas = {code: _alpha([unit for unit, _ in each], n_judges) for code, each in yes.items()}
    return {
        code: CodeAgreement(code, alpha, n_coders, len(n_judges))
        for code, alpha in alphas.items()
        if not math.isnan(alpha)
    }


def _judges(rows: Iterable[Coded]) -> dict[str, set[str]]:
    """Who coded anything in each text."""
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row.text, set()).add(row.coder)
    return found


class _Units:
    """The units of some texts, numbered through."""

    def __init__(self, starts: Mapping[str, Sequence[int]], texts: Iterable[str]) -> None:
        self.texts = sorted(texts)
        self._starts = {text: starts.get(text, (0,)) for text in self.texts}
        self.sizes = [len(each) for each in self._starts.values()]
        self._first = dict(zip(self.texts, accumulate(self.sizes, initial=0), strict=False))

    def touched(self, row: Coded) -> range:
        """The units that a coding shares a character with."""
        first, starts = self._first[row.text], self._starts[row.text]
        low = max(bisect_right(starts, row.start) - 1, 0)
        return range(first + low, first + max(bisect_left(starts, row.end), low + 1))


def _alpha(yes: Sequence[int], n_judges: NDArray[np.intp]) -> float:
    """Krippendorff's alpha of yes and no, from the unit of each *yes* and the judges of each unit."""
    counts = np.bincount(np.asarray(yes, dtype=np.intp), minlength=len(n_judges))
    total, total_yes = float(n_judges.sum()), float(len(yes))
    expected = total_yes * (total - total_yes)
    if not expected:
        return math.nan
    observed = (counts * (n_judges - counts) / (n_judges - 1)).sum()
    return float(1 - (total - 1) * observed / expected)
