"""How often codes occur, and where they occur together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

_PASSAGE = ["source", "answer", "start", "end", "code"]


def code_counts(codings: pd.DataFrame, codes: Iterable[str] = ()) -> pd.DataFrame:
    """How often each code was used, in how many sources, for how many respondents.

    Args:
        codings: one row per coding, with the columns ``code source respondent``.
        codes: paths to list as well when nobody used them.

    Returns:
        One row per code, most used first: ``code codings sources respondents``. What an
        interviewer says counts as a coding, and for no respondent.
    """
    used = codings.groupby("code").agg(
        codings=("source", "size"), sources=("source", "nunique"), respondents=("respondent", "nunique")
    )
    unused = [code for code in codes if code not in used.index]
    counts = pd.concat([used, pd.DataFrame(0, index=pd.Index(unused, dtype="str"), columns=used.columns)])
    counts.index.name = "code"
    return (
        counts.astype("int64")
        .reset_index()
        .sort_values(["codings", "code"], ascending=[False, True], ignore_index=True)
    )


def co_occurrence(codings: pd.DataFrame) -> pd.DataFrame:
    """Which codes lie on overlapping passages.

    Passages that share at least one character overlap; those that only touch do not. The
    same code on the same passage by two coders counts once.

    Args:
        codings: one row per coding, with the columns ``source answer start end code``.

    Returns:
        One row per pair of different codes that overlap somewhere, the most frequent pair
        first: ``code`` (first in the alphabet), ``other``, ``codings`` (overlapping pairs of
        passages), ``sources`` (in how many sources).
    """
    rows: list[tuple[str, str, str]] = []
    distinct = codings.drop_duplicates(_PASSAGE)
    for (source, _answer), group in distinct.groupby(["source", "answer"], dropna=False):
        passages = group.sort_values(["start", "end", "code"])[["start", "end", "code"]]
        rows += [
            (*pair, str(source)) for pair in _overlaps(list(passages.itertuples(index=False, name=None)))
        ]
    pairs = pd.DataFrame(rows, columns=["code", "other", "source"], dtype="str")
    counts = pairs.groupby(["code", "other"], as_index=False).agg(
        codings=("source", "size"), sources=("source", "nunique")
    )
    return counts.sort_values(
        ["codings", "code", "other"], ascending=[False, True, True], ignore_index=True
    ).astype({"codings": "int64", "sources": "int64"})


def _overlaps(passages: Sequence[tuple[int, int, str]]) -> list[tuple[str, str]]:
    """The pairs of codes on overlapping passages; *passages* sorted by start."""
    found: list[tuple[str, str]] = []
    still_open: list[tuple[int, str]] = []
    for start, end, code in passages:
        still_open = [(until, other) for until, other in still_open if until > start]
        found += [(min(code, other), max(code, other)) for _, other in still_open if other != code]
        still_open.append((end, code))
    return found
