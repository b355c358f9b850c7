"""Codes beside topics, on the answers that were coded."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape

import numpy as np
import pandas as pd

from vocbench.analysis.topic_compare import UNCLEAR

COUNT_COLUMNS = ["code", "topic", "answers", "share_of_code", "share_of_topic"]
MATCH_COLUMNS = ["answers", "together", "precision", "recall", "f1"]


@dataclass(frozen=True, slots=True, eq=False)
class Crosswalk:
    """How codes and topics go together on the answers that have both; nothing else counts."""

    counts: pd.DataFrame
    """One row per code and topic that share an answer: ``code topic answers share_of_code
    share_of_topic``. An answer with several codes counts for each of them."""
    codes: pd.DataFrame
    """One row per code with the topic that fits it best (by F1): ``code topic answers together
    precision recall f1``. ``answers`` have the code, ``together`` of them are in the topic;
    ``precision`` is the share of the topic's coded answers that have the code, ``recall`` the share
    of the code's answers that are in the topic. -1 and NaN where all its answers are unclear."""
    topics: pd.DataFrame
    """One row per topic with the code that fits it best, in the same columns; ``answers`` are those
    of the topic that are coded, and precision and recall are again those of the topic for the code."""
    agreement: float
    """Adjusted mutual information: 1 where codes and topics divide the answers alike, about 0
    where they have no more in common than chance. NaN without two codes to tell apart."""
    n_answers: int
    """Answers that are coded and say something."""
    n_single: int
    """Those of them with exactly one code: what ``agreement`` is measured on."""
    n_unclear: int
    """Those of them that belong to no topic."""

    @property
    def notice(self) -> str:
        """On what the numbers rest, in a few sentences."""
        agreement = "unknown" if math.isnan(self.agreement) else f"{self.agreement:.2f}"
        return (
            f"{self.n_answers:,} coded answers, {self.n_unclear:,} of them in no topic. Adjusted mutual "
            f"information {agreement}, on the {self.n_single:,} with exactly one code. In the "
            "tables, an answer with several codes counts for each."
        )

    def _repr_html_(self) -> str:
        return f"<div>{self.codes.to_html(index=False)}<p>{escape(self.notice)}</p></div>"


def crosswalk(answers: pd.DataFrame, codes: pd.DataFrame) -> Crosswalk:
    """How codes and topics go together, on the answers that were coded.

    Agreement is adjusted mutual information over the answers with exactly one code, since it
    compares two ways to divide the same answers. The unclear ones (topic -1) are a group of their
    own there, which costs agreement, and lower the recall of their codes.

    Args:
        answers: one row per answer that says something: ``answer topic``.
        codes: one row per answer and code: ``answer code``; the same twice counts once, and answers
            that are not among *answers* do not count.

    Returns:
        Tables in the order of the codes by name and of the topics by number. Empty ones, and NaN
        for the agreement, where nothing is coded.

    Source: Vinh, Epps & Bailey (2010), https://jmlr.org/papers/v11/vinh10a.html
    """
    pairs = codes[["answer", "code"]].drop_duplicates().merge(answers[["answer", "topic"]], on="answer")
    coded = pairs.drop_duplicates("answer")
    cells = _cells(pairs, coded)
    single = pairs[~pairs["answer"].duplicated(keep=False)]
    return Crosswalk(
        counts=_counts(cells),
        codes=_best(cells, "code", pairs["code"]),
        topics=_best(cells, "topic", coded["topic"]),
        agreement=_agreement(single),
        n_answers=len(coded),
        n_single=len(single),
        n_unclear=int((coded["topic"] == UNCLEAR).sum()),
    )


def _cells(pairs: pd.DataFrame, coded: pd.DataFrame) -> pd.DataFrame:
    """One row per code and topic with answers in common, with what they have each and their F1."""
    cells = pairs.groupby(["code", "topic"], as_index=False).agg(together=("answer", "size"))
    with_code = cells.groupby("code")["together"].transform("sum")
    in_topic = cells["topic"].map(coded["topic"].value_counts()).astype(np.int64)
    return cells.assign(
        with_code=with_code,
        in_topic=in_topic,
        precision=cells["together"] / in_topic,
        recall=cells["together"] / with_code,
        f1=2 * cells["together"] / (in_topic + with_code),
    )


def _counts(cells: pd.DataFrame) -> pd.DataFrame:
    names = {"together": "answers", "recall": "share_of_code", "precision": "share_of_topic"}
    return cells.rename(columns=names)[COUNT_COLUMNS]


def _best(cells: pd.DataFrame, of: str, having: pd.Series[str] | pd.Series[int]) -> pd.DataFrame:
    """The best partner of each code or topic; the unclear answers are nobody's partner."""
    other = "topic" if of == "code" else "code"
    sizes = having.value_counts().sort_index()
    sizes = sizes[sizes.index != UNCLEAR]
    clear = cells[cells["topic"] != UNCLEAR].sort_values(
        ["f1", "together", other], ascending=[False, False, True]
    )
    found = clear.drop_duplicates(of).set_index(of).reindex(sizes.index)
    missing = {"together": 0, **({"topic": UNCLEAR} if of == "code" else {})}
    frame = found.fillna(missing).assign(answers=sizes).rename_axis(of).reset_index()
    return frame[[of, other, *MATCH_COLUMNS]].astype(
        dict.fromkeys(("topic", "answers", "together"), np.int64)
    )


def _agreement(single: pd.DataFrame) -> float:
    from sklearn.metrics import adjusted_mutual_info_score  # noqa: PLC0415 - slow to load

    if single["code"].nunique() < 2:  # noqa: PLR2004 - with one code there is nothing to tell apart
        return math.nan
    return float(adjusted_mutual_info_score(single["code"], single["topic"]))
