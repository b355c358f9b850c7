"""Small pictures that carry more than their pixels."""

from __future__ import annotations

import struct
import zlib


def png(*extra: tuple[bytes, bytes], tail: bytes = b"") -> bytes:
    """One grey pixel as PNG, with *extra* chunks before it."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), *extra, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks) + tail


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def jpeg(*extra: tuple[int, bytes], tail: bytes = b"") -> bytes:
    """The bones of a JPEG, with *extra* segments (marker and content) before the scan."""
    parts = [(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *extra, (0xDA, b"\0")]
    body = b"".join(bytes((0xFF, marker)) + struct.pack(">H", len(each) + 2) + each for marker, each in parts)
    return b"\xff\xd8" + body + b"\x12\x34" + b"\xff\xd9" + tail
