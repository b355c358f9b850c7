"""One column of a foreign table: its cells as text, packed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pyarrow as pa


class Cells:
    """The cells of one column, in the order of the rows; an empty text where nothing stands.

    What is asked of a column is asked of its *distinct* cells: a survey has a hundred thousand
    rows, and a closed question five answers.
    """

    def __init__(self, chunks: pa.ChunkedArray) -> None:
        self.chunks = chunks
        self._counted: tuple[pa.Array, NDArray[np.int32]] | None = None

    @classmethod
    def of(cls, cells: Iterable[str]) -> Cells:
        """The column with these cells; half a surrogate pair, which no file can hold, is replaced."""
        import pyarrow as pa  # noqa: PLC0415 - takes a third of a second

        listed = list(cells)
        try:
            return cls(pa.chunked_array([pa.array(listed, type=pa.string())]))
        except UnicodeEncodeError:
            whole = [cell.encode("utf-8", "replace").decode() for cell in listed]
            return cls(pa.chunked_array([pa.array(whole, type=pa.string())]))

    def __len__(self) -> int:
        return len(self.chunks)

    def texts(self) -> list[str]:
        """Every cell."""
        found: list[str] = self.chunks.to_pylist()
        return found

    def slice(self, start: int, n: int | None = None) -> Cells:
        """The *n* cells from row *start* on; all that follow without *n*."""
        return Cells(self.chunks.slice(start, n))

    def kept(self, is_kept: NDArray[np.bool_]) -> Cells:
        """The cells of the rows where *is_kept* holds."""
        import pyarrow as pa  # noqa: PLC0415

        return Cells(self.chunks.filter(pa.array(is_kept)))

    def count(self) -> None:
        """Find the distinct cells; what asks for them afterwards need not wait.

        Columns can be counted side by side, which ``cached_property`` does not allow before Python 3.12.
        """
        _ = self._coded

    @property
    def _coded(self) -> tuple[pa.Array, NDArray[np.int32]]:
        if self._counted is None:
            coded = self.chunks.dictionary_encode().combine_chunks()
            self._counted = coded.dictionary, coded.indices.to_numpy(zero_copy_only=False)
        return self._counted

    @property
    def codes(self) -> NDArray[np.int32]:
        """Of each row, which of ``distinct`` stands there."""
        return self._coded[1]

    @cached_property
    def distinct(self) -> list[str]:
        """The different cells, in order of appearance."""
        found: list[str] = self._coded[0].to_pylist()
        return found

    @cached_property
    def is_distinct_filled(self) -> NDArray[np.bool_]:
        """Of each distinct cell, whether it holds more than blanks."""
        import pyarrow.compute as pc  # noqa: PLC0415

        found: NDArray[np.bool_] = pc.not_equal(pc.utf8_trim_whitespace(self._coded[0]), "").to_numpy(
            zero_copy_only=False
        )
        return found

    @cached_property
    def filled(self) -> NDArray[np.bool_]:
        """Of each row, whether its cell holds more than blanks."""
        if self.is_distinct_filled.all():
            return np.ones(len(self), dtype=np.bool_)
        found: NDArray[np.bool_] = self.is_distinct_filled.take(self.codes)
        return found

    def some(self, n: int | None = None) -> list[str]:
        """The first *n* of the distinct cells that hold more than blanks, or all of them."""
        import pyarrow as pa  # noqa: PLC0415

        places = np.flatnonzero(self.is_distinct_filled)[:n]
        found: list[str] = self._coded[0].take(pa.array(places)).to_pylist()
        return found

    def where(self, holds: Callable[[str], bool]) -> NDArray[np.bool_]:
        """Of each row, whether *holds* is true of its cell."""
        asked = np.fromiter(map(holds, self.distinct), dtype=bool, count=len(self.distinct))
        found: NDArray[np.bool_] = asked.take(self.codes)
        return found

    def mapped(self, into: Callable[[str], str]) -> Cells:
        """The column with each cell turned into another text."""
        turned = np.array([*map(into, self.distinct), ""], dtype=object)
        return Cells.of(turned[self.codes])
