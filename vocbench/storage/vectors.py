"""Vectors of texts in the project file, as blocks of bytes: what they mean is known elsewhere."""

from __future__ import annotations

from sqlalchemy import Connection, delete, func, insert, select

from vocbench.storage.schema import vector_block

HASH_BYTES = 16


def save_block(connection: Connection, encoder: str, hashes: bytes, vectors: bytes) -> None:
    """Keep the vectors of some texts.

    Args:
        connection: writes, but in no act.
        encoder: what made them.
        hashes: ``HASH_BYTES`` for each text.
        vectors: for each text equally many bytes.
    """
    connection.execute(insert(vector_block).values(encoder=encoder, hashes=hashes, vectors=vectors))


def load_hashes(connection: Connection, encoder: str) -> dict[int, bytes]:
    """The hashes in each block of this encoder, by the number of the block, oldest first."""
    query = select(vector_block.c.number, vector_block.c.hashes).where(vector_block.c.encoder == encoder)
    return {row.number: row.hashes for row in connection.execute(query.order_by(vector_block.c.number))}


def load_block(connection: Connection, number: int) -> tuple[int, bytes]:
    """How many vectors one block holds, and these."""
    hashes = func.length(vector_block.c.hashes)
    query = select(hashes, vector_block.c.vectors).where(vector_block.c.number == number)
    n_bytes, vectors = connection.execute(query).one()
    return n_bytes // HASH_BYTES, vectors


def forget(connection: Connection) -> int:
    """Remove all vectors, of every encoder; how many there were."""
    n_bytes = connection.scalar(select(func.sum(func.length(vector_block.c.hashes)))) or 0
    connection.execute(delete(vector_block))
    return int(n_bytes) // HASH_BYTES
