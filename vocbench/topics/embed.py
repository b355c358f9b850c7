"""From texts to vectors, with the embedded multilingual model or any other encoder."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from vocbench.errors import TopicsError
from vocbench.topics.progress import Meter, Progress
from vocbench.topics.universal import UniversalEncoder

Vectors = NDArray[np.float32]
"""One row per text, shape (n, d)."""

Halves = NDArray[np.float16]
"""Vectors in 16 bits a number, as a project keeps them, shape (n, d)."""

Batch = tuple[NDArray[np.intp], Halves]
"""Places in a list of texts, and the vectors of the texts there."""

Encoder = Callable[[Sequence[str]], Vectors]
"""Turns n texts into vectors of shape (n, d); near in meaning is near in angle.

The vector of a text may not depend on the texts beside it.
"""


@runtime_checkable
class SentenceModel(Protocol):
    """A model with a method ``encode``, such as those of sentence-transformers and model2vec."""

    def encode(self, sentences: list[str], /) -> object:
        """The vectors of *sentences*, shape (n, d)."""


AnyEncoder = Encoder | SentenceModel
"""What may be passed in to turn texts into vectors."""

_MAX_CHARACTERS = 2_000
"""A vector of a longer text is diluted, and its memory grows with the length."""

_TEXTS_A_BATCH = 1_024


def embed(texts: Sequence[str], encode: AnyEncoder, *, progress: Progress | None = None) -> Vectors:
    """Vectors of length 1 for *texts*, shape (n, d); equal texts are encoded once.

    They are those of the encoder rounded to 16 bits a number (an error of the angle below 0.03
    degrees), so that vectors kept in a project give the same topics as fresh ones.

    Args:
        texts: n texts, as their writers wrote them.
        encode: what turns prepared texts into vectors.
        progress: told how many different texts are done.

    Returns:
        Unit vectors as float32; a text for which the encoder gives only zeros stays zero. Without
        texts, an array of shape (0, 0).

    Raises:
        TopicsError: the encoder returned another shape, or numbers that are not finite.
    """
    prepared = [prepare(text) for text in texts]
    places = {text: place for place, text in enumerate(dict.fromkeys(prepared))}
    meter = Meter(progress, "embedding", len(places))
    found = None
    for rows, vectors in in_batches(list(places), encode):
        if found is None:
            found = np.empty((len(places), vectors.shape[1]), dtype=np.float32)
        found[rows] = vectors
        meter.add(len(rows))
    return (
        np.empty((0, 0), np.float32) if found is None else _unit(found)[[places[text] for text in prepared]]
    )


def in_batches(texts: Sequence[str], encode: AnyEncoder) -> Iterator[Batch]:
    """The vectors of prepared texts in 16 bits, a batch at a time, each text in one of them.

    Args:
        texts: what to encode, as ``prepare`` gives it.
        encode: where it has a method ``in_batches`` of its own, that one is asked.

    Raises:
        TopicsError: the encoder returned another shape, or numbers that are not finite.
    """
    own = getattr(encode, "in_batches", None)
    width = None
    for rows, vectors in own(texts) if own else _slices(texts, encode):
        halves = _halves(np.asarray(vectors), len(rows), width)
        width = halves.shape[1]
        yield rows, halves


def _slices(texts: Sequence[str], encode: AnyEncoder) -> Iterator[tuple[NDArray[np.intp], object]]:
    # A model of sentence-transformers can be called as well, but with something else than texts.
    call = encode.encode if isinstance(encode, SentenceModel) else encode
    for start in range(0, len(texts), _TEXTS_A_BATCH):
        batch = list(texts[start : start + _TEXTS_A_BATCH])
        yield np.arange(start, start + len(batch)), call(batch)


def _halves(vectors: NDArray[np.floating], n: int, width: int | None) -> Halves:
    """*vectors* with length 1 in 16 bits; what has 16 bits already stays as it is.

    Raises:
        TopicsError: they are not *n* rows of *width* numbers, or the numbers are not finite.
    """
    if vectors.ndim != 2 or len(vectors) != n or vectors.shape[1] != (width or vectors.shape[1]):  # noqa: PLR2004 - rows and columns
        raise TopicsError(
            f"The encoder made an array of shape {vectors.shape} from {n} texts. "
            "It must return one row of numbers for each text, always as long."
        )
    if not np.isfinite(vectors).all():
        raise TopicsError("The encoder returned numbers that are not finite. Check it on a few texts.")
    return vectors if vectors.dtype == np.float16 else _unit(vectors.astype(np.float32)).astype(np.float16)


def _unit(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32, copy=False)
    return unit


class _KnownSigns(dict[int, str | int]):
    """What becomes of each character: a blank for symbols no model knows, itself otherwise."""

    def __missing__(self, code: int) -> str | int:
        unknown = unicodedata.category(chr(code)) in {"So", "Sk", "Cs", "Co", "Cn"}
        self[code] = found = " " if unknown else code
        return found


_KNOWN_SIGNS = _KnownSigns()


def prepare(text: str) -> str:
    """*text* as the model reads it best: no shouting, no symbols it does not know, not endless.

    >>> prepare("DE WACHTTIJD WAS TE LANG 😡")
    'de wachttijd was te lang'
    """
    words = " ".join(text.translate(_KNOWN_SIGNS).split())[:_MAX_CHARACTERS]
    return words.lower() if _is_shouting(words) else words


def _is_shouting(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    # Up to four capitals may be an abbreviation, which has a meaning of its own.
    return len(letters) > 4 and sum(map(str.isupper, letters)) > len(letters) / 2  # noqa: PLR2004


@lru_cache(maxsize=1)
def universal_encoder() -> Encoder:
    """The multilingual sentence encoder that comes with vocbench; it needs no network."""
    return UniversalEncoder()


def encoder_name(encode: AnyEncoder | None) -> str:
    """What to call *encode* in a report; ``None`` is the encoder that comes with vocbench.

    A function is called by its name. An object is called by its ``name``, ``name_or_path``,
    ``model_name`` or ``base_model_name``, else by that of its tokenizer, else by its class.

    >>> encoder_name(prepare)
    'prepare'
    """
    if encode is None:
        return UniversalEncoder.name
    for owner in (encode, getattr(encode, "tokenizer", None)):
        for attribute in ("name", "name_or_path", "model_name", "base_model_name"):
            found = getattr(owner, attribute, None)
            if isinstance(found, str) and found:
                return found
    return str(getattr(encode, "__name__", type(encode).__name__))


def encoder_key(encode: AnyEncoder | None) -> str:
    """What tells *encode* from other encoders: its module and name, of an object also its class.

    Raises:
        TopicsError: it has no name, as a lambda.

    >>> encoder_key(prepare)
    'vocbench.topics.embed.prepare'
    """
    if encode is None:
        return UniversalEncoder.name
    named = encode if hasattr(encode, "__qualname__") else type(encode)
    key = f"{named.__module__}.{named.__qualname__}"
    if "<lambda>" in key:
        raise TopicsError("This encoder has no name to tell its topics by. Write it with def.")
    return key if named is encode else f"{key} {encoder_name(encode)}"
