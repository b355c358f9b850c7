"""The part of a project that keeps the vectors of texts, so that none is made twice."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from vocbench.errors import ProjectError, TopicsError
from vocbench.project.core import Core
from vocbench.storage import vectors as vector_store
from vocbench.storage.store import Store

if TYPE_CHECKING:
    from vocbench.topics.embed import AnyEncoder, Batch, Halves

Hashes = NDArray[np.bytes_]

_VECTORS_A_BLOCK = 1_024
_VECTORS_AT_ONCE = 16 * _VECTORS_A_BLOCK
_HALF = np.dtype("<f2")
_PROBE = "De klant wacht 12 minuten; the customer waits for twelve minutes."


class Vectors(Core):
    """Vectors of texts, kept beside what the project says."""

    def forget_vectors(self) -> int:
        """Make the file small again; how many vectors were removed.

        Nothing is lost but time: they are made again where they are needed.

        Raises:
            ConflictError: another program reads or writes just now.
        """
        with self._store.aside() as connection:
            n_vectors = vector_store.forget(connection)
        self._store.shrink()
        return n_vectors

    def _cached(self, encode: AnyEncoder | None) -> KeptVectors:
        """*encode* with a memory: what the project knows already is not asked again.

        Args:
            encode: texts to vectors; the embedded multilingual model if ``None``.
        """
        from vocbench.topics.embed import universal_encoder  # noqa: PLC0415 - slow to load

        return KeptVectors(self._store, encode or universal_encoder())


class KeptVectors:
    """An encoder that looks in the project first, and keeps there what it had to make.

    Vectors are kept in 16 bits a number, in blocks, each in a transaction of its own and none in
    an act: work that was cancelled goes on where it stopped. Where they cannot be kept, the work
    goes on without, and a warning says so.

    Args:
        store: the open project.
        encode: makes the vectors that are not there; as ``bare`` it can be had back.
    """

    def __init__(self, store: Store, encode: AnyEncoder) -> None:
        from vocbench.topics.embed import encoder_name  # noqa: PLC0415 - slow to load

        self.name = encoder_name(encode)
        self._store = store
        self.bare = encode

    def __call__(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of *texts*, shape (n, d)."""
        parts = list(self.in_batches(texts))
        if not parts:
            return np.empty((0, 0), np.float32)
        order = np.argsort(np.concatenate([rows for rows, _ in parts]))
        return np.concatenate([vectors for _, vectors in parts])[order].astype(np.float32)

    def in_batches(self, texts: Sequence[str]) -> Iterator[Batch]:
        """Places in *texts* and their vectors: first those that are known, then those just made."""
        from vocbench.topics.embed import in_batches  # noqa: PLC0415 - slow to load

        hashes = _hashes(texts)
        is_fresh = np.ones(len(texts), bool)
        for known, vectors in self._known(hashes):
            is_fresh[known] = False
            yield known, vectors
        fresh = np.flatnonzero(is_fresh)
        keeper = _Keeper(self._store, self._label)
        try:
            for rows, made in in_batches([texts[place] for place in fresh.tolist()], self.bare):
                self._see_width(made)
                keeper.add(hashes[fresh[rows]], made)
                yield fresh[rows], made
        finally:
            keeper.flush()

    @property
    def label(self) -> str:
        """Under what its vectors are kept."""
        return self._label

    @cached_property
    def _label(self) -> str:
        """Its name, and what it makes of one sentence.

        Two encoders may have one name: a function in a notebook that was written anew, or that
        uses another model than before.
        """
        if self._tried is None:
            return self.name
        # Rounded, and without negative zeros, so that another processor gives the same.
        rounded = np.round(self._tried.astype(np.float32), 2) + np.float32(0)
        return f"{self.name} {blake2b(rounded.tobytes(), digest_size=8).hexdigest()}"

    @cached_property
    def _tried(self) -> Halves | None:
        """What it makes of one sentence; ``None`` for the encoder that comes with vocbench."""
        from vocbench.topics.embed import in_batches  # noqa: PLC0415 - slow to load
        from vocbench.topics.universal import UniversalEncoder  # noqa: PLC0415

        if isinstance(self.bare, UniversalEncoder):
            return None
        ((_, vector),) = in_batches([_PROBE], self.bare)
        return vector

    def _see_width(self, made: Halves) -> None:
        """See that vectors have as many numbers as the first one, before they are kept for good.

        Raises:
            TopicsError: they have not.
        """
        if self._tried is not None and made.shape[1] != self._tried.shape[1]:
            raise TopicsError(
                f"The encoder made vectors of {self._tried.shape[1]} numbers, and now of {made.shape[1]}. "
                "They must always be as long."
            )

    def _known(self, hashes: Hashes) -> Iterator[Batch]:
        """Places in *hashes* that the project has, and their vectors, block by block."""
        with self._store.reading() as connection:
            block, row = _places(hashes, vector_store.load_hashes(connection, self._label))
            known = np.flatnonzero(row >= 0)
            known = known[np.argsort(block[known], kind="stable")]
            for start in range(0, len(known), _VECTORS_AT_ONCE):
                some = known[start : start + _VECTORS_AT_ONCE]
                yield some, _read(connection, block[some], row[some])


class _Keeper:
    """Gathers vectors and writes them a block at a time, as long as that works."""

    def __init__(self, store: Store, label: str) -> None:
        self._store = store
        self._label = label
        self._hashes: list[Hashes] = []
        self._vectors: list[Halves] = []
        self._n = 0
        self._works = True

    def add(self, hashes: Hashes, vectors: Halves) -> None:
        """Keep *vectors* soon."""
        self._hashes.append(hashes)
        self._vectors.append(vectors)
        self._n += len(hashes)
        if self._n >= _VECTORS_A_BLOCK:
            self.flush()

    def flush(self) -> None:
        """Keep what was gathered now."""
        if self._works and self._n:
            hashes, vectors = np.concatenate(self._hashes), np.concatenate(self._vectors).astype(_HALF)
            try:
                with self._store.aside() as connection:
                    vector_store.save_block(connection, self._label, hashes.tobytes(), vectors.tobytes())
            except ProjectError as error:
                self._works = False
                warnings.warn(f"The vectors are not kept, so they take time again: {error}", stacklevel=2)
        self._hashes, self._vectors, self._n = [], [], 0


def _read(connection: Connection, block: NDArray[np.intp], row: NDArray[np.intp]) -> Halves:
    """The vectors in these rows of these blocks; each block is read once."""
    found: Halves | None = None
    order = np.argsort(block, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(block[order])) + 1):
        if len(places):
            n_texts, packed = vector_store.load_block(connection, int(block[places[0]]))
            vectors = np.frombuffer(packed, _HALF).reshape(n_texts, -1)
            if found is None:
                found = np.empty((len(block), vectors.shape[1]), np.float16)
            found[places] = vectors[row[places]]
    return np.empty((0, 0), np.float16) if found is None else found


def _hashes(texts: Sequence[str]) -> Hashes:
    """A hash of each text: bytes of equal length, which compare as a whole."""
    size = vector_store.HASH_BYTES
    hashes = b"".join(blake2b(text.encode(), digest_size=size).digest() for text in texts)
    return np.frombuffer(hashes, dtype=f"S{size}")


def _places(hashes: Hashes, stored: Mapping[int, bytes]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The block and the row within it of each of *hashes*; row -1 where it is in none."""
    sizes = [len(each) // vector_store.HASH_BYTES for each in stored.values()]
    block = np.repeat(np.fromiter(stored, np.intp), sizes)
    row = np.concatenate([np.empty(0, np.intp), *map(np.arange, sizes)])
    there = np.frombuffer(b"".join(stored.values()), hashes.dtype)
    if not len(there):
        return np.zeros(len(hashes), np.intp), np.full(len(hashes), -1)
    order = np.argsort(there, kind="stable")
    nearest = order[np.minimum(np.searchsorted(there, hashes, sorter=order), len(there) - 1)]
    return block[nearest], np.where(there[nearest] == hashes, row[nearest], -1)
