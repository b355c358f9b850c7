"""Pictures without what cameras and programs write into them beside the picture."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB sBIT bKGD hIST pHYs acTL fcTL fdAT".split())
_JPEG = b"\xff\xd8"
_SCAN, _COMMENT, _JFIF, _ADOBE = 0xDA, 0xFE, 0xE0, 0xEE
_APPLICATION = range(0xE0, 0xF0)

Chunk = tuple[str, bytes, bool]
"""A part of a picture: its name, its bytes, whether the picture needs it."""


def without_metadata(picture: bytes) -> tuple[bytes, list[str]]:
    """The picture without texts, camera data, thumbnails and places, and the names of what was taken out.

    No pixel changes. The words that are painted in a picture are not read.

    Raises:
        ValueError: it is no PNG or JPEG, or a damaged one.
    """
    chunks = list(_chunks(picture))
    kept = b"".join(part for _, part, is_needed in chunks if is_needed)
    return kept, [name for name, _, is_needed in chunks if not is_needed]


def _chunks(picture: bytes) -> Iterator[Chunk]:
    if picture.startswith(_PNG):
        return _png(picture)
    if picture.startswith(_JPEG):
        return _jpeg(picture)
    raise ValueError("neither PNG nor JPEG")


def _png(picture: bytes) -> Iterator[Chunk]:
    yield "signature", _PNG, True
    at = len(_PNG)
    name = b""
    while name != b"IEND":
        if at + 12 > len(picture):
            raise ValueError("a PNG that breaks off")
        length, name = struct.unpack(">I4s", picture[at : at + 8])
        end = at + 12 + length
        yield name.decode("latin-1"), picture[at:end], name in _PNG_KEPT
        at = end
    if picture[at:]:
        yield "bytes after the end", picture[at:], False


def _jpeg(picture: bytes) -> Iterator[Chunk]:
    yield "signature", _JPEG, True
    at = len(_JPEG)
    while True:
        if at + 4 > len(picture) or picture[at] != 0xFF:  # noqa: PLR2004 - every segment starts so
            raise ValueError("a JPEG that breaks off")
        marker = picture[at + 1]
        end = at + 2 + int.from_bytes(picture[at + 2 : at + 4], "big")
        if marker == _SCAN:
            last = picture.rfind(b"\xff\xd9")
            stop = last + 2 if last > end else len(picture)
            yield "picture", picture[at:stop], True
            if picture[stop:]:
                yield "bytes after the end", picture[stop:], False
            return
        is_extra = marker == _COMMENT or (marker in _APPLICATION and marker not in {_JFIF, _ADOBE})
        name = "comment" if marker == _COMMENT else f"APP{marker - _JFIF}"
        yield name, picture[at:end], not is_extra
        at = end
