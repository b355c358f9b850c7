"""Answers to the topics of a model that is there: a table in, a table out, on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.assign import NONE, assign
from vocbench.topics.content import find_no_content
from vocbench.topics.embed import AnyEncoder, Vectors, embed, universal_encoder
from vocbench.topics.language import LANGUAGES, languages_of
from vocbench.topics.layout import TopicMap, map_of
from vocbench.topics.progress import Progress, Step
from vocbench.topics.result import TopicModel

TEXTS_A_SLICE = 16_384
"""This many texts are in memory as vectors at a time: 64 MB."""

_KINDS = {
    "topic": np.int64,
    "similarity": np.float32,
    "nearest": np.int64,
    "language": str,
    "x": np.float32,
    "y": np.float32,
}
_DECIMALS = 4


@dataclass(frozen=True, eq=False)
class Destinations:
    """All of a topic model that finding the topic of an answer takes; small enough to be sent about.

    Args:
        topics: the numbers of the topics, shape (k,).
        centres: unit vectors, shape (k, d).
        floors: the least similarity at which an answer belongs, shape (k,).
        ground: the map of the topics; ``None`` where there are none.
        languages: which are told apart.
        no_content: further replies that say nothing.
    """

    topics: NDArray[np.int64]
    centres: Vectors
    floors: NDArray[np.float32]
    ground: TopicMap | None = None
    languages: tuple[str, ...] = LANGUAGES
    no_content: tuple[str, ...] = ()

    @classmethod
    def of(cls, model: TopicModel) -> Destinations:
        """Those of *model*."""
        return cls(
            model.topics["topic"].to_numpy(np.int64),
            model.centres,
            model.floors,
            map_of(model) if len(model.topics) else None,
            model.settings.languages or LANGUAGES,
            model.settings.no_content,
        )


def place(
    answers: pd.DataFrame,
    destinations: Destinations,
    *,
    text: str = "text",
    encode: AnyEncoder | None = None,
) -> pd.DataFrame:
    """The topic of each answer, whatever else the table holds.

    It needs nothing but its arguments, so Dask, Spark and the like can call it on each part of a table.

    Args:
        answers: one row per answer.
        destinations: the topics.
        text: the column that holds the answers.
        encode: texts to vectors, the same as the model was made with.

    Returns:
        On the index of *answers*: ``topic`` (-1: unclear, or says nothing), ``similarity``,
        ``nearest``, ``language``, ``x``, ``y`` as in ``TopicModel.answers``, and ``reason``: why an
        answer says nothing, else "".

    Raises:
        TopicsError: there is no such column, or the encoder returns nonsense.
    """
    if text not in answers.columns:
        raise TopicsError(f"The answers lack the column {text!r}; there is {list(answers.columns)}.")
    texts = pd.Series(["" if pd.isna(each) else str(each) for each in answers[text]], dtype=object)
    row, unique = pd.factorize(texts)
    different: list[str] = list(unique)
    why = [find_no_content(each, extra_phrases=destinations.no_content) for each in different]
    reason = np.array([each.value if each else "" for each in why], dtype=object)
    said = np.flatnonzero(reason == "")
    found = place_texts([different[each] for each in said.tolist()], destinations, encode=encode)
    # A row more, at the end: what says nothing is in no topic.
    where = np.full(len(different), len(found))
    where[said] = np.arange(len(said))
    everything = pd.concat([found, nowhere(1)], ignore_index=True)
    return everything.iloc[where[row]].assign(reason=reason[row].astype(str)).set_axis(answers.index)


def place_texts(
    texts: Sequence[str],
    destinations: Destinations,
    *,
    encode: AnyEncoder | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """The topic of each text that says something: ``topic similarity nearest language x y``.

    Args:
        texts: the texts; at most ``TEXTS_A_SLICE`` of them are in memory as vectors at a time.
        destinations: the topics.
        encode: texts to vectors; the embedded multilingual model if ``None``.
        progress: told how many texts are embedded.
    """
    encode = encode or universal_encoder()
    parts = [nowhere(0)]
    for start in range(0, len(texts), TEXTS_A_SLICE):
        some = texts[start : start + TEXTS_A_SLICE]
        vectors = embed(some, encode, progress=_further(progress, start, len(texts)))
        parts.append(_placed(some, vectors, destinations))
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _further(progress: Progress | None, start: int, total: int) -> Progress | None:
    """Tells *progress* of the whole when it is told of a part."""
    if progress is None:
        return None
    return lambda step: progress(Step(step.name, start + step.done, total))


def _placed(texts: Sequence[str], vectors: Vectors, to: Destinations) -> pd.DataFrame:
    found = assign(vectors, to.centres, to.floors)
    numbers = np.r_[to.topics, NONE]  # the last one for -1
    places = to.ground.places(vectors, found) if to.ground else np.full((len(texts), 2), np.nan)
    columns = (
        numbers[found.topic],
        np.round(found.similarity, _DECIMALS),
        numbers[found.nearest],
        languages_of(texts, to.languages),
        np.round(places[:, 0], _DECIMALS),
        np.round(places[:, 1], _DECIMALS),
    )
    return pd.DataFrame(dict(zip(_KINDS, columns, strict=True))).astype(_KINDS)


def nowhere(n: int) -> pd.DataFrame:
    """*n* rows of what ``place_texts`` gives, for answers in no topic."""
    columns = ([NONE] * n, [np.nan] * n, [NONE] * n, [""] * n, [np.nan] * n, [np.nan] * n)
    return pd.DataFrame(dict(zip(_KINDS, columns, strict=True))).astype(_KINDS)
