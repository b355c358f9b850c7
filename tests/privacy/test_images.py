"""What pictures carry beside the picture."""

from __future__ import annotations

import pytest

from tests.privacy.pictures import jpeg, png
from vocbench.privacy.images import without_metadata

TELLING = [
    png((b"tEXt", b"Author\0Marieke")),
    png((b"iTXt", b"Comment\0\0\0\0\0Marieke")),
    png((b"eXIf", b"MM\0*Marieke")),
    png(tail=b"Marieke"),
    jpeg((0xE1, b"Exif\0\0Marieke")),
    jpeg((0xFE, b"Marieke")),
    jpeg((0xED, b"Photoshop Marieke")),
    jpeg(tail=b"Marieke"),
]


@pytest.mark.parametrize("picture", TELLING)
def test_nothing_but_the_picture_is_left(picture: bytes) -> None:
    """Texts, camera data, comments and what hangs behind the end go, and are named."""
    clean, removed = without_metadata(picture)

    assert b"Marieke" not in clean
    assert removed


@pytest.mark.parametrize(("picture", "plain"), [(TELLING[0], png()), (TELLING[4], jpeg())])
def test_the_picture_itself_stays_to_the_byte(picture: bytes, plain: bytes) -> None:
    """Without its metadata a picture is the same as one that never had any."""
    assert without_metadata(picture)[0] == plain


@pytest.mark.parametrize("picture", [png(), jpeg()])
def test_a_plain_picture_is_left_alone(picture: bytes) -> None:
    """Where there is nothing to take out, nothing changes."""
    assert without_metadata(picture) == (picture, [])


@pytest.mark.parametrize("picture", [b"GIF89a", b"", png()[:30], jpeg()[:8], b"\xff\xd8"])
def test_what_cannot_be_read_is_refused(picture: bytes) -> None:
    """Another format, or half a file, may hide anything."""
    with pytest.raises(ValueError, match=r"neither|breaks off"):
        without_metadata(picture)
