"""The tables of a topic model, from what was found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import shorten

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.topics.assign import NONE, Assigned
from vocbench.topics.embed import Vectors
from vocbench.topics.graph import reading_order
from vocbench.topics.result import ANSWER_COLUMNS, TOPIC_COLUMNS
from vocbench.topics.sort import Sorted
from vocbench.topics.words import topic_names

_DECIMALS = 4
_NAME_CHARACTERS = 40


def answer_frame(
    found: Sorted, placed: Assigned, places: NDArray[np.floating], languages: Sequence[str]
) -> pd.DataFrame:
    """One row per answer of *found*, in its order, from what is known of its texts.

    Args:
        found: the answers.
        placed: the topic of each text, as the row of its centre.
        places: on the map, shape (texts, 2).
        languages: of each text.
    """
    at = found.place
    frame = found.said.assign(
        topic=placed.topic[at].astype(np.int64),
        similarity=np.round(placed.similarity[at].astype(np.float64), _DECIMALS),
        nearest=placed.nearest[at].astype(np.int64),
        language=np.array(languages, dtype=object)[at].astype(str) if len(at) else "",
        x=np.round(places[at, 0].astype(np.float64), _DECIMALS),
        y=np.round(places[at, 1].astype(np.float64), _DECIMALS),
        placed="model",
    )
    others = [column for column in found.said.columns if column not in ANSWER_COLUMNS]
    return frame[[*ANSWER_COLUMNS, *others]]


def listed(rows: pd.DataFrame, numbers: Iterable[int]) -> pd.DataFrame:
    """*rows* by topic in the order of *numbers*, most typical first, the unclear ones last."""
    rank = {number: place for place, number in enumerate(numbers)}
    ordered = rows.assign(_rank=[rank.get(topic, len(rank)) for topic in rows["topic"]])
    ordered = ordered.sort_values(
        ["_rank", "similarity", "text", "answer"], ascending=[True, False, True, True], ignore_index=True
    )
    return ordered.drop(columns="_rank")


def topic_frame(rows: pd.DataFrame, codes: Sequence[str], words: Sequence[list[str]]) -> pd.DataFrame:
    """One row per topic.

    Args:
        rows: as ``answer_frame`` makes them; topics are numbered from 0.
        codes: of each topic; "" for none.
        words: of each topic; one of stop words alone is called after its most typical answer.
    """
    n_topics = len(words)
    sizes = np.bincount(rows["topic"][rows["topic"] != NONE], minlength=n_topics)
    best = listed(rows, range(n_topics)).drop_duplicates("topic").set_index("topic")["text"]
    typical = [shorten(best.get(each, ""), _NAME_CHARACTERS, placeholder="…") for each in range(n_topics)]
    found = zip(codes, topic_names(words), typical, strict=True)
    columns = [
        np.arange(n_topics),
        [code or name or text for code, name, text in found],
        list(words),
        sizes.astype(np.int64),
        sizes / len(rows),
        np.full(n_topics, np.nan),
        list(codes),
    ]
    return pd.DataFrame(dict(zip(TOPIC_COLUMNS, columns, strict=True)))


def no_topics() -> pd.DataFrame:
    """The frame of no topics."""
    kinds = {
        "topic": np.int64,
        "words": object,
        "answers": np.int64,
        "share": np.float64,
        "stability": np.float64,
    }
    return pd.DataFrame({column: pd.Series(dtype=kinds.get(column, str)) for column in TOPIC_COLUMNS})


def side_by_side(found: Sorted, vectors: Vectors, languages: Sequence[str]) -> pd.DataFrame:
    """The answers in no topic, next to their like, with the cosine to the row above."""
    order = reading_order(vectors)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    rows = np.argsort(rank[found.place], kind="stable")
    unit = vectors[found.place[rows]]
    above = np.r_[[np.nan] * min(1, len(unit)), np.einsum("ij,ij->i", unit[1:], unit[:-1])]
    n = len(found.texts)
    nowhere = Assigned(np.full(n, NONE), np.full(n, np.nan, dtype=np.float32), np.full(n, NONE))
    frame = answer_frame(found, nowhere, np.full((n, 2), np.nan), languages)
    frame = frame.iloc[rows].reset_index(drop=True)
    return frame.assign(similarity=np.round(above.astype(np.float64), _DECIMALS))
