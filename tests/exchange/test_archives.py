"""Archives from outside are opened only when they can do no harm."""

from __future__ import annotations

import warnings
import zipfile
from io import BytesIO

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.archives import Limits, open_archive


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of *members*: name and content."""
    stream = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w", method) as archive:
        warnings.simplefilter("ignore")  # a name that occurs twice is what some tests are about
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def test_a_member_is_read() -> None:
    """What was packed comes back, whole and in pieces, with its size."""
    content = b"words" * 50_000

    with open_archive(packed(("a/b.xml", content)), name="x.zip") as archive:
        assert archive.members == ("a/b.xml",)
        assert archive.read("a/b.xml") == content
        assert b"".join(archive.chunks("a/b.xml")) == content
        assert archive.size("a/b.xml") == len(content)
        assert "a/b.xml" in archive
        assert "b.xml" not in archive


@pytest.mark.parametrize(
    "name", ["../up.txt", "/etc/passwd", "a/../../up.txt", "C:\\up.txt", "a\\..\\up.txt"]
)
def test_a_member_outside_is_refused(name: str) -> None:
    """A name that would leave the archive's own folder opens nothing."""
    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(packed((name, b"a")), name="x.zip"):
        pass


@pytest.mark.parametrize("names", [("a.txt", "a.txt"), ("a.txt", "A.TXT")])
def test_two_members_of_one_name_are_refused(names: tuple[str, str]) -> None:
    """It would not be known which of them a program reads; capitals make no difference on some disks."""
    raw = packed(*((name, b"a") for name in names))

    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(raw, name="x.zip"):
        pass


@pytest.mark.parametrize(
    "limits", [Limits(members=1), Limits(total_bytes=100), Limits(read_bytes=100), Limits(member_bytes=100)]
)
def test_more_than_the_limit_is_refused(limits: Limits) -> None:
    """Too many members, or too many bytes in one or in all of them."""
    raw = packed(("a.txt", b"a" * 90), ("b.txt", b"b" * 120))

    with (
        pytest.raises(ReadError, match=r"x\.zip"),
        open_archive(raw, name="x.zip", limits=limits) as archive,
    ):
        [archive.read(member) for member in archive.members]


def test_a_bomb_is_refused() -> None:
    """A member that unpacks to hundreds of times its size is not read."""
    raw = packed(("a.xml", b"\0" * (32 << 20)))

    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(raw, name="x.zip") as archive:
        archive.read("a.xml")


def test_an_encrypted_member_is_refused() -> None:
    """The flag of a password is enough: nothing is tried."""
    raw = bytearray(packed(("a.txt", b"words")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1

    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(bytes(raw), name="x.zip"):
        pass


def test_an_unusual_way_to_pack_is_refused() -> None:
    """Only what office programs use is unpacked."""
    raw = packed(("a.txt", b"words"), method=zipfile.ZIP_BZIP2)

    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(raw, name="x.zip"):
        pass


@pytest.mark.parametrize("part", [0.0, 0.3, 0.7, 0.99])
def test_a_part_of_an_archive_is_refused(part: float) -> None:
    """A file that was cut short is called damaged, in our own words."""
    raw = packed(("a.txt", b"words" * 100), method=zipfile.ZIP_STORED)

    with pytest.raises(ReadError, match=r"x\.zip"), open_archive(raw[: int(len(raw) * part)], name="x.zip"):
        pass
