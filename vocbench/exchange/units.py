"""Positions that other programs count in their own units, as code points into a clean text."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from vocbench.model.source import clean_text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CR, _LF, _MARK = 0x0D, 0x0A, 0xFEFF


class Unit(StrEnum):
    """What a position counts."""

    CODE_POINT = "code point"
    UTF_16 = "UTF-16 unit"
    UTF_8 = "UTF-8 byte"


class Ruler:
    """Turns positions in a text as a program wrote it into positions in the clean text.

    The clean text has LF line ends and no byte-order mark. A position inside a character, or
    between CR and LF, counts as the place before it; one after the end as the end.

    Args:
        written: the text as the program has it.
        unit: what its positions count.
        pairs_as_one: whether it counts CR LF as one.
        counts_mark: whether it counts the byte-order mark.
    """

    def __init__(
        self,
        written: str,
        unit: Unit = Unit.CODE_POINT,
        *,
        pairs_as_one: bool = False,
        counts_mark: bool = True,
    ) -> None:
        import numpy as np  # noqa: PLC0415 - most texts are read without it

        points = np.frombuffer(written.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        paired = np.zeros(len(points), dtype=bool)
        paired[:-1] = (points[:-1] == _CR) & (points[1:] == _LF)
        mark = np.zeros(len(points), dtype=bool)
        mark[:1] = points[:1] == _MARK
        widths = _widths(points, unit)
        if pairs_as_one:
            widths[paired] = 0
        if not counts_mark:
            widths[mark] = 0
        self.text = clean_text(written)
        self._ends = np.cumsum(widths)
        self._places = np.concatenate(([0], np.cumsum(~(paired | mark))))

    def places(self, positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where *positions* are in the clean text, in code points."""
        import numpy as np  # noqa: PLC0415 - see above

        return self._places[np.searchsorted(self._ends, positions, side="right")]

    def place(self, position: int) -> int:
        """Where one position is in the clean text."""
        return int(self._places[self._ends.searchsorted(position, side="right")])

    def are_between(self, positions: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of *positions* lie between two characters, not inside one."""
        import numpy as np  # noqa: PLC0415 - see above

        before = np.searchsorted(self._ends, positions, side="right")
        is_between: NDArray[np.bool_] = np.concatenate(([0], self._ends))[before] == positions
        return is_between

    @property
    def length(self) -> int:
        """How long the text is in the program's units."""
        return int(self._ends[-1]) if len(self._ends) else 0


def _widths(points: NDArray[np.uint32], unit: Unit) -> NDArray[np.int64]:
    """How many units each character takes."""
    import numpy as np  # noqa: PLC0415 - see above

    widths = np.ones(len(points), dtype=np.int64)
    limits = {Unit.CODE_POINT: (), Unit.UTF_16: (0xFFFF,), Unit.UTF_8: (0x7F, 0x7FF, 0xFFFF)}[unit]
    for limit in limits:
        widths += points > limit
    return widths
