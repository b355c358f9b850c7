"""Who was given which code: the table that statistics start from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from vocbench.model.codebook import SEPARATOR


def code_matrix(codings: pd.DataFrame, rows: Sequence[str], codes: Sequence[str], *, by: str) -> pd.DataFrame:
    """One row per unit of analysis and one column per code: 1 where it has the code, else 0.

    A code stands for the codes under it as well, and counts once however often it was given. A unit
    without codings has 0 everywhere: it was there to be coded, and was not.

    Args:
        codings: with the columns of ``frames.CODINGS``; rows whose *by* is missing are passed over.
        rows: the units, such as keys of respondents, in the order of the result.
        codes: paths of codes, in the order of the result.
        by: the column of *codings* that says which unit a coding belongs to.

    Returns:
        ``len(rows)`` × ``len(codes)`` whole numbers, *rows* as index.
    """
    place, column = {key: n for n, key in enumerate(rows)}, {path: n for n, path in enumerate(codes)}
    matrix = np.zeros((len(rows), len(codes)), dtype=np.int8)
    pairs = codings[[by, "code"]].dropna().drop_duplicates()
    for unit, path in zip(pairs[by], pairs["code"], strict=True):
        if unit in place:
            for above in _with_above(path):
                if above in column:
                    matrix[place[unit], column[above]] = 1
    return pd.DataFrame(matrix, index=pd.Index(list(rows), dtype="str"), columns=list(codes))


def _with_above(path: str) -> list[str]:
    """*path* and the paths of the codes above it."""
    names = path.split(SEPARATOR)
    return [SEPARATOR.join(names[:n]) for n in range(1, len(names) + 1)]
