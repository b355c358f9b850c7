"""How often codes occur, by whom and where, and where they occur together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from vocbench.analysis.passages import PLACE, overlapping_pairs, turn_rows
from vocbench.analysis.survey import wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from vocbench.analysis.passages import Positions

_PASSAGE = [*PLACE, "code"]


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


def counts_by_source(
    codings: pd.DataFrame, *, codes: Iterable[str] = (), sources: Iterable[str] = ()
) -> pd.DataFrame:
    """How often each code was used in each source, and for how many respondents.

    Args:
        codings: one row per coding, with the columns ``code source respondent``.
        codes: the order of the codes; those not in it come after, by name.
        sources: the order of the sources, likewise.

    Returns:
        One row per code and source where it was used: ``code source codings respondents``.
    """
    counts = codings.groupby(["code", "source"], as_index=False).agg(
        codings=("respondent", "size"), respondents=("respondent", "nunique")
    )
    ranks = {"code": _ranks(codes), "source": _ranks(sources)}
    counts = counts.sort_values(
        ["code", "source"],
        key=lambda names: names.map(lambda name: (ranks[str(names.name)].get(name, len(names)), name)),
        ignore_index=True,
    )
    return counts.astype({"codings": "int64", "respondents": "int64"})


def _ranks(names: Iterable[str]) -> dict[str, int]:
    return {name: rank for rank, name in enumerate(names)}


def counts_by_segment(
    codings: pd.DataFrame, voices: pd.DataFrame, *, codes: Iterable[str] = ()
) -> pd.DataFrame:
    """How large a share of each segment's respondents has each code, with its 95% Wilson interval.

    Args:
        codings: one row per coding, with the columns ``code respondent``.
        voices: one row per respondent: ``respondent``, ``segment`` (missing where it is not
            known), ``has_voice`` (whether they spoke or answered at all).
        codes: the codes to count, in their order, used or not.

    Returns:
        One row per code and segment, the unknown segment last: ``code segment hits n share low
        high``. ``n`` counts the respondents of the segment who have a voice. Where it is 0, the
        share and its interval are missing.
    """
    heard = voices.loc[voices["has_voice"], ["respondent", "segment"]]
    having = codings[["code", "respondent"]].drop_duplicates().merge(heard, on="respondent")
    segments = voices[["segment"]].drop_duplicates().sort_values("segment")
    counts = pd.DataFrame({"code": pd.Series(list(codes), dtype="str")}).merge(segments, how="cross")
    # A merge takes two unknown segments for the same one, as it should here.
    for name, rows in (("hits", having), ("n", heard)):
        keys = [key for key in ("code", "segment") if key in rows.columns]
        sizes = rows.groupby(keys, dropna=False).size().rename(name).reset_index()
        counts = counts.merge(sizes, on=keys, how="left")
    counts = counts.fillna({"hits": 0, "n": 0}).astype({"hits": "int64", "n": "int64"})
    bounds = [wilson(hits, n) for hits, n in zip(counts["hits"], counts["n"], strict=True)]
    return counts.assign(
        share=counts["hits"] / counts["n"].where(counts["n"] > 0),
        low=np.array([low for low, _ in bounds], dtype=float),
        high=np.array([high for _, high in bounds], dtype=float),
    )


def code_line(codings: pd.DataFrame, turns: pd.DataFrame, *, n_characters: int) -> pd.DataFrame:
    """Where each coding lies in the course of one interview.

    Args:
        codings: one row per coding of the interview: ``source code speaker start end quote coding``.
        turns: its turns in their order: ``turn start end start_seconds end_seconds``.
        n_characters: the length of its text.

    Returns:
        One row per coding in the order of *codings*: ``source code speaker turn``, ``start_share
        end_share`` (of the text, 0 to 1), ``start_seconds end_seconds``, ``start_time end_time``
        (shares of the recording), ``quote coding``. Times are worked out as if everybody spoke at
        an even pace; they are missing where the turn has no start. ``turn`` is missing where the
        passage starts outside all turns.
    """
    start, end = (codings[name].to_numpy(dtype=np.int64) for name in ("start", "end"))
    timed = _with_ends(turns)
    from_seconds, to_seconds = _seconds(start, timed), _seconds(end - 1, timed, part=1)
    duration = timed["end_seconds"].max()
    line = codings[["source", "code", "speaker"]].reset_index(drop=True)
    return line.assign(
        turn=_turn_numbers(start, turns),
        start_share=start / n_characters,
        end_share=end / n_characters,
        start_seconds=from_seconds,
        end_seconds=to_seconds,
        start_time=from_seconds / duration,
        end_time=to_seconds / duration,
        quote=codings["quote"].to_numpy(),
        coding=codings["coding"].to_numpy(),
    )


def _turn_numbers(offsets: Positions, turns: pd.DataFrame) -> pd.arrays.IntegerArray:
    at, is_inside = turn_rows(offsets, turns)
    numbers = np.zeros(len(offsets), dtype=np.int64)
    numbers[is_inside] = turns["turn"].to_numpy()[at[is_inside]]
    return pd.arrays.IntegerArray(numbers, mask=~is_inside)


def _with_ends(turns: pd.DataFrame) -> pd.DataFrame:
    """The turns with an end each: as written, else where the next starts, else at the pace of the others."""
    end = turns["end_seconds"].fillna(turns["start_seconds"].shift(-1))
    length = turns["end"] - turns["start"]
    took = end - turns["start_seconds"]
    pace = took.sum() / length[took.notna()].sum() if took.notna().any() else np.nan
    return turns.assign(end_seconds=end.fillna(turns["start_seconds"] + pace * length))


def _seconds(offsets: Positions, turns: pd.DataFrame, *, part: int = 0) -> NDArray[np.float64]:
    """When the character at each offset starts, or ends for a *part* of 1, in the recording."""
    at, is_inside = turn_rows(offsets, turns)
    turn = turns.iloc[at[is_inside]]
    progress = (offsets[is_inside] + part - turn["start"]) / (turn["end"] - turn["start"])
    seconds = np.full(len(offsets), np.nan)
    seconds[is_inside] = turn["start_seconds"] + progress * (turn["end_seconds"] - turn["start_seconds"])
    return seconds


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
    distinct = codings.drop_duplicates(_PASSAGE)
    one, two = overlapping_pairs(distinct)
    codes = distinct["code"].to_numpy(dtype=object)
    pairs = pd.DataFrame(
        {
            "code": np.minimum(codes[one], codes[two]),
            "other": np.maximum(codes[one], codes[two]),
            "source": distinct["source"].to_numpy(dtype=object)[one],
        },
        dtype="str",
    )
    counts = (
        pairs[pairs["code"] != pairs["other"]]
        .groupby(["code", "other"], as_index=False)
        .agg(codings=("source", "size"), sources=("source", "nunique"))
    )
    return counts.sort_values(
        ["codings", "code", "other"], ascending=[False, True, True], ignore_index=True
    ).astype({"codings": "int64", "sources": "int64"})


def overlaps(codings: pd.DataFrame) -> pd.DataFrame:
    """Which other codes lie over each coding.

    Args:
        codings: one row per coding, with the columns ``source answer start end code coding``.

    Returns:
        One row per coding and other code that overlaps it: ``coding other``.
    """
    one, two = overlapping_pairs(codings)
    codes, ids = (codings[name].to_numpy(dtype=object) for name in ("code", "coding"))
    both = pd.DataFrame(
        {
            "coding": np.concatenate([ids[one], ids[two]]),
            "code": np.concatenate([codes[one], codes[two]]),
            "other": np.concatenate([codes[two], codes[one]]),
        },
        dtype="str",
    )
    different = both[both["code"] != both["other"]]
    return different[["coding", "other"]].drop_duplicates(ignore_index=True)
