"""How another program counts positions: found by what its passages would then say.

The standard counts code points and does not say whether the end is included; NVivo counts UTF-16
units and CR LF as two. So every way of counting is tried, and the one is taken in which passages
lie within their texts, say what their names quote, and begin and end at the edges of words.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from vocbench.exchange.refi.profiles import Profile, read_origin
from vocbench.exchange.units import Ruler, Unit
from vocbench.model.source import clean_text
from vocbench.model.told import Told, told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

_WIDE = re.compile("[\U00010000-\U0010ffff]")
_MARK = "\ufeff"
_UNITS = {
    Unit.CODE_POINT: told("code points"),
    Unit.UTF_16: told("UTF-16 units"),
    Unit.UTF_8: told("UTF-8 bytes"),
}
_WITHIN, _QUOTED = 2, 6
"""Points for a passage within its text, and for one whose name quotes it; each good edge gives one."""
_KNOWN_PROGRAM = 2.0
_CLEARLY_BETTER, _A_PASSAGE = 4.0, 0.25
_UNUSUAL = 2.0
_TIE = 1.0
_LAST_POINT = 0x110000


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of counting positions."""

    unit: Unit = Unit.CODE_POINT
    pairs_as_one: bool = False
    counts_mark: bool = False
    end_included: bool = False

    @property
    def handicap(self) -> float:
        """What speaks against it beforehand: hardly any program counts the mark or includes the end."""
        return _UNUSUAL * (self.counts_mark + self.end_included)

    def places(self, written: str, positions: Numbers) -> Numbers:
        """Where *positions* in *written* are in the clean text."""
        return self.ruler(written).places(self.after_mark(positions))

    def after_mark(self, positions: Numbers) -> Numbers:
        """*positions* counted from after the byte-order mark; one before it counts as one after."""
        return positions - (positions > 0) * int(self.counts_mark)

    def ruler(self, written: str) -> Ruler:
        """What measures *written* in this way, positions from after the byte-order mark."""
        return Ruler(written, self.unit, pairs_as_one=self.pairs_as_one, counts_mark=False)

    def told(self) -> Told:
        """The way of counting in words."""
        return told(
            "{units}, CR LF as {pairs}, byte-order mark {mark}, end {end}",
            units=_UNITS[self.unit],
            pairs=told("one") if self.pairs_as_one else told("two"),
            mark=told("counted") if self.counts_mark else told("not counted"),
            end=told("included") if self.end_included else told("excluded"),
        )


READINGS = tuple(
    Reading(unit, pairs_as_one, counts_mark, end_included)
    for end_included, counts_mark, unit, pairs_as_one in itertools.product(
        (False, True), (False, True), (Unit.CODE_POINT, Unit.UTF_16), (False, True)
    )
)
_OWN = {Profile.STANDARD: Reading(), Profile.NVIVO: Reading(Unit.UTF_16)}
_PROGRAMS = {
    "nvivo": Reading(Unit.UTF_16),
    "atlas": Reading(pairs_as_one=True),
    "maxqda": Reading(pairs_as_one=True),
    "qualcoder": Reading(Unit.UTF_16, pairs_as_one=True),
}


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one text as a file states them: positions as they are counted there."""

    written: str
    starts: Numbers
    ends: Numbers
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Places:
    """Where passages are in the clean text, and which of them should be looked at."""

    starts: Numbers
    ends: Numbers
    doubtful: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choice:
    """How the positions of one text are read; ``others`` fit as well."""

    reading: Reading
    others: tuple[Reading, ...] = ()


def choose(texts: Sequence[Passages], origin: str) -> list[Choice]:
    """How the positions of each of *texts* are read.

    A program counts in one way, so all texts are judged together; one of them is read in another
    way only where that fits it clearly better.

    Args:
        texts: the passages of one file.
        origin: the program that wrote it, as the file says.
    """
    _, profile = read_origin(origin)
    if profile is not None:
        return [Choice(_OWN[profile])] * len(texts)
    scores = [_scores(text) for text in texts]
    known = _known(origin)
    total = {each: sum(score[each] for score in scores) - each.handicap for each in READINGS}
    if known is not None:
        total[known] += _KNOWN_PROGRAM
    order = ([known] if known else []) + [each for each in READINGS if each != known]
    common = max(order, key=total.__getitem__)
    rivals = tuple(each for each in order if each != common and total[common] - total[each] < _TIE)
    return [
        _own_choice(score, Choice(common, rivals), len(text.starts))
        for score, text in zip(scores, texts, strict=True)
    ]


def places(passages: Passages, choice: Choice) -> Places:
    """Where *passages* are, in code points into the clean text, the end excluded.

    Doubtful are those that do not lie within the text or split a character, and those that are
    elsewhere in a reading that fits as well.
    """
    desk = _Desk(passages)
    starts, ends, is_exact = desk.measured(choice.reading)
    doubtful = ~is_exact
    for other in _distinct(passages.written, choice.others):
        other_starts, other_ends, _ = desk.measured(other)
        doubtful |= (other_starts != starts) | (other_ends != ends)
    return Places(starts, ends, doubtful)


def n_at_edges(passages: Passages, reading: Reading) -> int:
    """How many passages begin and end at the edge of a word."""
    desk = _Desk(passages)
    starts, ends, _ = desk.measured(reading)
    return int(((desk.start_edges(starts) > 0) & (desk.end_edges(ends) > 0)).sum())


def _known(origin: str) -> Reading | None:
    folded = origin.casefold()
    return next((reading for program, reading in _PROGRAMS.items() if program in folded), None)


def _own_choice(score: Mapping[Reading, float], common: Choice, n_passages: int) -> Choice:
    """*common*, unless one text clearly counts in another way."""
    best = max(READINGS, key=lambda each: (score[each], each == common.reading))
    gain = score[best] - score[common.reading]
    return Choice(best) if gain > max(_CLEARLY_BETTER, _A_PASSAGE * n_passages) else common


def _distinct(written: str, readings: Iterable[Reading]) -> dict[Reading, list[Reading]]:
    """*readings* by the first that gives the same positions in *written*."""
    has_pairs, has_mark = "\r\n" in written, written.startswith(_MARK)
    has_wide = bool(_WIDE.search(written))
    alike: dict[Reading, list[Reading]] = defaultdict(list)
    for each in readings:
        first = replace(
            each,
            unit=each.unit if has_wide else Unit.CODE_POINT,
            pairs_as_one=each.pairs_as_one and has_pairs,
            counts_mark=each.counts_mark and has_mark,
        )
        alike[first].append(each)
    return alike


def _scores(passages: Passages) -> dict[Reading, float]:
    """How well each reading fits one text."""
    if not len(passages.starts):
        return dict.fromkeys(READINGS, 0.0)
    desk = _Desk(passages)
    scores: dict[Reading, float] = {}
    for first, alike in _distinct(passages.written, READINGS).items():
        scores |= dict.fromkeys(alike, desk.score(first))
    return scores


class _Desk:
    """Measures the passages of one text in one reading after the other."""

    def __init__(self, passages: Passages) -> None:
        import numpy as np  # noqa: PLC0415 - only projects with texts need it

        self._passages = passages
        self._rulers: dict[Reading, Ruler] = {}
        self._text = clean_text(passages.written)
        padded = f" {self._text} ".encode("utf-32-le", "surrogatepass")
        self._points = np.frombuffer(padded, dtype=np.uint32)

    def measured(self, reading: Reading) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
        """Starts and ends in the clean text, and whether both are within it and between characters."""
        ruler = self._ruler(reading)
        starts = reading.after_mark(self._passages.starts)
        ends = reading.after_mark(self._passages.ends + reading.end_included)
        return ruler.places(starts), ruler.places(ends), ruler.are_between(starts) & ruler.are_between(ends)

    def score(self, reading: Reading) -> float:
        """How well *reading* fits."""
        starts, ends, is_exact = self.measured(reading)
        edges = self.start_edges(starts) + self.end_edges(ends)
        named = zip(self._passages.names, starts.tolist(), ends.tolist(), strict=True)
        n_quoted = sum(_quotes(name, self._text[start:end]) for name, start, end in named if name)
        return float((is_exact * (_WITHIN + edges)).sum()) + _QUOTED * n_quoted

    def start_edges(self, places: Numbers) -> NDArray[np.float64]:
        """How well a passage could start: 1 at a word or sign, 0.5 at a blank, 0 inside a word."""
        return self._edges(places, places + 1)

    def end_edges(self, places: Numbers) -> NDArray[np.float64]:
        """How well a passage could end: 1 after a word or sign, 0.5 after a blank, 0 inside a word."""
        return self._edges(places, places)

    def _edges(self, places: Numbers, own: Numbers) -> NDArray[np.float64]:
        """As above; *own* are the characters of the passage itself, counted with the blank in front."""
        import numpy as np  # noqa: PLC0415 - see above

        words, blanks = _tables()
        before, after = self._points[places], self._points[places + 1]
        is_inside = words[before] & words[after]
        return np.where(is_inside, 0.0, np.where(blanks[self._points[own]], 0.5, 1.0))

    def _ruler(self, reading: Reading) -> Ruler:
        """A ruler for *reading*; whether the mark counts and where passages end is a mere shift."""
        plain = Reading(reading.unit, reading.pairs_as_one)
        if plain not in self._rulers:
            self._rulers[plain] = plain.ruler(self._passages.written)
        return self._rulers[plain]


def _quotes(name: str, text: str) -> bool:
    """Whether *name* is *text*, or its beginning."""
    if name == text:
        return True
    said, name = " ".join(text.split()), " ".join(name.split())
    shortened = name.removesuffix("…").removesuffix("...")
    return said == name or (shortened not in (name, "") and said.startswith(shortened.rstrip()))


@cache
def _tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """For each code point whether it is part of a word, and whether it is blank."""
    import numpy as np  # noqa: PLC0415 - see above

    words = np.fromiter((chr(point).isalnum() for point in range(_LAST_POINT)), bool, _LAST_POINT)
    blanks = np.fromiter((chr(point).isspace() for point in range(_LAST_POINT)), bool, _LAST_POINT)
    return words, blanks
