"""Topics guided by codes: which answers mean what a code means, before the rest is grouped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.embed import AnyEncoder, Vectors, embed

MOST_QUOTES = 20
"""More quotes than this hardly change what a code is taken to mean."""

THRESHOLD = 0.4
"""The least cosine of an answer with a code that it is given to.

Measured with the embedded model on 6,800 coded answers (a patient survey with 25 common codes, six
questions to programmers with 6 to 13): from here on, about two in three answers had been given that
very code by a person. With three quotes a code, a quarter of the coded answers are reached, with
twenty half of them, and with names alone one in sixteen (``benchmarks/guided_topics.py``).
"""


@dataclass(frozen=True, slots=True)
class Prototype:
    """What a code means, in texts: its name, its definition, and quotes that have it.

    Raises:
        TopicsError: there is no code, or no text.
    """

    code: str
    texts: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.code.strip() or not any(text.strip() for text in self.texts):
            raise TopicsError(f"A code that guides topics needs a path and a text; {self.code!r} lacks one.")


def prototype_vectors(prototypes: Sequence[Prototype], encode: AnyEncoder) -> Vectors:
    """One unit vector per prototype, shape (n, d): the mean of those of its texts, each counted alike.

    Args:
        prototypes: at least one; empty texts are left out.
        encode: texts to vectors, the same as for the answers.
    """
    texts = [[text for text in each.texts if text.strip()] for each in prototypes]
    vectors = embed([text for own in texts for text in own], encode)
    parts = np.split(vectors, np.cumsum([len(own) for own in texts])[:-1])
    means = np.stack([part.mean(axis=0) for part in parts])
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def assign_to_codes(
    vectors: Vectors, prototypes: Vectors, *, threshold: float = THRESHOLD
) -> NDArray[np.intp]:
    """The code each answer is nearest to in meaning, by its row in *prototypes*; -1 for none.

    Args:
        vectors: unit vectors of the answers, shape (n, d).
        prototypes: unit vectors of the codes, shape (k, d), as from ``prototype_vectors``.
        threshold: the least cosine with the nearest code, from -1 to 1.

    Returns:
        Shape (n,). All are -1 where there are no codes. Of equally near codes the first counts.
    """
    if not len(prototypes):
        return np.full(len(vectors), -1, dtype=np.intp)
    likeness = vectors @ prototypes.T
    nearest = likeness.argmax(axis=1)
    is_near = likeness[np.arange(len(vectors)), nearest] >= threshold
    return np.where(is_near, nearest, -1).astype(np.intp)


def reached(prototypes: Sequence[Prototype], topics: pd.DataFrame) -> str:
    """How many answers each code reached, in a sentence; those that reached nobody are named as well.

    Args:
        prototypes: the codes that guided.
        topics: one row per topic: ``code answers``.

    Returns:
        "" where no codes guided.
    """
    if not prototypes:
        return ""
    found = dict(zip(topics["code"], topics["answers"], strict=True))
    named = ", ".join(f"{each.code} {found.get(each.code, 0):,}" for each in prototypes)
    return f"Answers that codes reached: {named}."
