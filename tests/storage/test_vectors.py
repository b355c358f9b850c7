"""Vectors lie in the file as bytes, apart from what the project says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from vocbench.errors import ConflictError
from vocbench.storage import vectors
from vocbench.storage.store import Store

FIRST, SECOND = bytes(range(32)), bytes(range(32, 48))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A file with three vectors of two bytes each, in two blocks, and one of another encoder."""
    made = Store(tmp_path / "study.voc")
    with made.aside() as connection:
        vectors.save_block(connection, "words", FIRST, b"aabb")
        vectors.save_block(connection, "words", SECOND, b"cc")
        vectors.save_block(connection, "letters", FIRST[:16], b"dddd")
    yield made
    made.close()


def test_hashes_are_those_of_one_encoder(store: Store) -> None:
    """The block of another encoder is not among them."""
    with store.reading() as connection:
        assert list(vectors.load_hashes(connection, "words").values()) == [FIRST, SECOND]
        assert vectors.load_hashes(connection, "nobody") == {}


def test_a_block_is_read_as_it_was_written(store: Store) -> None:
    """It says how many vectors it holds."""
    with store.reading() as connection:
        numbers = list(vectors.load_hashes(connection, "words"))

        assert [vectors.load_block(connection, number) for number in numbers] == [(2, b"aabb"), (1, b"cc")]


def test_forgetting_counts_vectors(store: Store) -> None:
    """Those of all encoders go."""
    with store.aside() as connection:
        assert vectors.forget(connection) == 4
    with store.reading() as connection:
        assert vectors.load_hashes(connection, "words") == {}


def test_a_file_shrinks(tmp_path: Path) -> None:
    """What was forgotten takes no room on the disk any more."""
    path = tmp_path / "large.voc"
    store = Store(path)
    with store.aside() as connection:
        vectors.save_block(connection, "words", FIRST, bytes(1_000_000))
    store.shrink()
    before = path.stat().st_size

    with store.aside() as connection:
        vectors.forget(connection)
    store.shrink()

    assert before - path.stat().st_size > 900_000
    store.close()


def test_what_fails_aside_leaves_nothing(store: Store) -> None:
    """A block is there whole or not at all."""

    def fail() -> None:
        with store.aside() as connection:
            vectors.save_block(connection, "words", FIRST, b"xxxx")
            raise ConflictError("No.")

    with pytest.raises(ConflictError):
        fail()

    with store.reading() as connection:
        assert list(vectors.load_hashes(connection, "words").values()) == [FIRST, SECOND]
