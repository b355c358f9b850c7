"""A fair sample of very many answers: the same one however they are ordered and divided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from hashlib import blake2b

import numpy as np
import pandas as pd

from vocbench.errors import TopicsError
from vocbench.topics.content import find_no_content, plain_form

COLUMNS = ("question", "wave", "segment")
"""What makes groups where nobody says which, if a table has these columns."""

_LENGTHS = (20, 80, 300)
"""Characters that part short answers from long ones."""

_MOST_GROUPS = 100
_EQUAL_SHARE = 1 / 4
"""This part of a sample is divided equally among the groups, so that rare ones are seen."""

_OTHERS = "\0others"
_OWN = ["hash", "group", "text", "times", "size"]


def columns_of(answers: pd.DataFrame, by: Sequence[str] | None) -> list[str]:
    """The columns that make groups: *by*, or where nobody says which those of ``COLUMNS`` there are."""
    return [name for name in COLUMNS if name in answers.columns] if by is None else list(by)


def groups_of(answers: pd.DataFrame, by: Sequence[str] | None = None, *, text: str = "text") -> pd.Series:
    """The group of each answer: its values of *by*; where there are none, how long it is.

    Args:
        answers: one row per answer.
        by: columns; ``None`` takes those of ``COLUMNS`` that there are.
        text: the column that holds the answers.

    Raises:
        TopicsError: there is no such column.
    """
    columns = columns_of(answers, by)
    for name in (*columns, text):
        if name not in answers.columns:
            raise TopicsError(f"The answers lack the column {name!r}; there is {list(answers.columns)}.")
    if not columns:
        lengths = answers[text].fillna("").astype(str).str.len()
        return pd.Series(np.digitize(lengths, _LENGTHS), index=answers.index).astype(str)
    values = [answers[name].astype(object).where(answers[name].notna(), "").astype(str) for name in columns]
    return reduce(lambda left, right: left + "\0" + right, values)


def sketch(
    answers: pd.DataFrame,
    *,
    n: int,
    by: Sequence[str] | None = None,
    text: str = "text",
    seed: int = 0,
    no_content: Sequence[str] = (),
) -> pd.DataFrame:
    """What a sample of at most *n* different texts a group can be taken from.

    The texts with the lowest hashes are kept: sketches of the parts of a table, joined, are the sketch
    of the table.

    Args:
        answers: one row per answer.
        n: how many texts of each group.
        by: columns that make the groups; see ``groups_of``.
        text: the column that holds the answers.
        seed: another one gives another sample.
        no_content: further replies that say nothing; such answers are left out.

    Returns:
        One row per text and group: ``hash``, ``group``, ``text`` (its first spelling), ``times`` (how
        often it occurs), ``size`` (how many answers the group has in all), then the columns *by*.
    """
    group = groups_of(answers, by, text=text)
    texts = pd.Series(["" if pd.isna(each) else str(each) for each in answers[text]], dtype=object)
    row, different = pd.factorize(texts)
    says = np.array([find_no_content(each, extra_phrases=no_content) is None for each in different], bool)
    hashes = np.array(
        [hash_of(each, seed) if said else 0 for each, said in zip(different, says, strict=True)]
    )
    rows = answers[columns_of(answers, by)].assign(hash=hashes[row], group=group, text=texts.to_numpy())
    return lowest(rows[says[row]], n)


def lowest(rows: pd.DataFrame, n: int) -> pd.DataFrame:
    """A sketch of *rows*, one for each answer that says something: ``hash group text``, further columns."""
    rows = rows.assign(times=1)
    rows["size"] = rows.groupby("group")["times"].transform("sum")
    others = [column for column in rows.columns if column not in _OWN]
    return joined([rows[[*_OWN, *others]]], n=n, add_sizes=False)


def joined(sketches: Iterable[pd.DataFrame], *, n: int, add_sizes: bool = True) -> pd.DataFrame:
    """One sketch of several, of at most *n* different texts a group.

    Args:
        sketches: of parts of a table.
        n: how many texts of each group.
        add_sizes: whether each counted its own part of the groups.
    """
    parts = [each for each in sketches if len(each)]
    if not parts:
        return pd.DataFrame(columns=_OWN)
    rows = pd.concat(parts, ignore_index=True)
    if add_sizes:
        each = pd.concat([part.drop_duplicates("group")[["group", "size"]] for part in parts])
        rows["size"] = rows["group"].map(each.groupby("group")["size"].sum())
    rows = rows.sort_values(["hash", "group", "text"], kind="stable")
    rows["times"] = rows.groupby(["hash", "group"])["times"].transform("sum")
    return rows.drop_duplicates(["hash", "group"]).groupby("group").head(n).reset_index(drop=True)


def chosen(found: pd.DataFrame, n: int) -> pd.DataFrame:
    """At most *n* different texts of a sketch, each group with its share and a bit of the rest.

    A quarter of the sample is divided equally, three quarters by the size of the groups. What a
    group cannot fill goes to the lowest hashes of all.

    Args:
        found: a sketch.
        n: how many.

    Returns:
        Rows of *found*, by hash, one for each text: ``times`` counts it in all groups.
    """
    sizes = found.drop_duplicates("group").set_index("group")["size"]
    large = sizes.sort_values(ascending=False, kind="stable").index[:_MOST_GROUPS]
    group = found["group"].where(found["group"].isin(large), _OTHERS)
    sizes = sizes.groupby(sizes.index.where(sizes.index.isin(large), _OTHERS)).sum()
    quota = np.floor(n * (_EQUAL_SHARE / max(len(sizes), 1) + (1 - _EQUAL_SHARE) * sizes / sizes.sum()))
    rank = found.groupby(group).cumcount()
    first = found[rank < group.map(quota)]
    rest = found[~found["hash"].isin(first["hash"])].drop_duplicates("hash")
    hashes = [*first["hash"].drop_duplicates(), *rest["hash"]][:n]
    kept = found[found["hash"].isin(set(hashes))]
    times = kept.groupby("hash")["times"].transform("sum")
    return kept.assign(times=times).drop_duplicates("hash").reset_index(drop=True)


def hash_of(text: str, seed: int) -> int:
    """A number from 0 to 2**63 - 1, the same for texts that differ in case and punctuation alone."""
    # Half a character, which no encoding has, is no reason to stop.
    plain = f"{seed}\0{plain_form(text)}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(plain, digest_size=8).digest(), "big") >> 1
