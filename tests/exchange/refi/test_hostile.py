"""Files that mean harm, or are broken, are refused with a clear message."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from tests.refi_files import CODEBOOK, packed, project_xml, text_source
from vocbench.errors import ReadError
from vocbench.exchange.refi import read_qdc, read_qde, read_qdpx

PROJECT = project_xml(CODEBOOK, text_source())
_DTD = '<!DOCTYPE Project [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
_OUTSIDE = '<!DOCTYPE Project [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def archive(folder: Path, fill: Callable[[zipfile.ZipFile], None]) -> Path:
    """A project archive into which *fill* puts something more."""
    path = packed(folder, PROJECT, {"sources/text.txt": "Het wachten duurt lang."})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed_file:
        fill(packed_file)
    return path


def with_bytes(path: Path, change: Callable[[bytes], bytes]) -> Path:
    """The file at *path* with its bytes changed."""
    path.write_bytes(change(path.read_bytes()))
    return path


@pytest.mark.parametrize(
    "member", ["../outside.txt", "/etc/outside.txt", "C:\\outside.txt", "a/../../outside.txt"]
)
def test_members_that_would_land_outside_are_refused(tmp_path: Path, member: str) -> None:
    """Such names are in no real project; nothing is written anywhere."""
    path = archive(tmp_path, lambda packed_file: packed_file.writestr(member, "x"))

    with pytest.raises(ReadError, match="outside its folder"):
        read_qdpx(path)

    assert [each.name for each in tmp_path.iterdir()] == ["study.qdpx"]


def test_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    """A symbolic link could point anywhere."""
    info = zipfile.ZipInfo("sources/link.txt")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16

    with pytest.raises(ReadError, match="points to another file"):
        read_qdpx(archive(tmp_path, lambda packed_file: packed_file.writestr(info, "/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("member", ["sources/text.txt", "Sources/TEXT.txt"])
def test_a_name_that_is_there_twice_is_refused(tmp_path: Path, member: str) -> None:
    """Which of the two is meant cannot be known."""
    with pytest.raises(ReadError, match="twice"):
        read_qdpx(archive(tmp_path, lambda packed_file: packed_file.writestr(member, "other")))


@pytest.mark.parametrize("member", ["project.qde", "sources/text.txt"])
def test_a_bomb_is_refused(tmp_path: Path, member: str) -> None:
    """A member that unpacks to hundreds of times its size is stopped on the way."""
    path = tmp_path / "study.qdpx"
    blanks = b" " * (1 << 20)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed_file:
        if member != "project.qde":
            packed_file.writestr("project.qde", PROJECT)
        with packed_file.open(member, "w") as stream:
            stream.write(PROJECT[:-11].encode() if member == "project.qde" else b"")
            for _ in range(64):
                stream.write(blanks)

    with pytest.raises(ReadError, match="times its size"):
        read_qdpx(path)


def test_a_claim_of_two_gigabytes_is_refused(tmp_path: Path) -> None:
    """What a text claims to take is compared with the limit before it is read."""
    claim = struct.pack("<I", 0x7FFFFFFF)

    def lie(raw: bytes) -> bytes:
        at = raw.rindex(b"sources/text.txt") - 46
        return raw[: at + 24] + claim + raw[at + 28 :]

    with pytest.raises(ReadError, match="2047 MB"):
        read_qdpx(with_bytes(archive(tmp_path, lambda _: None), lie))


def test_a_claim_of_a_terabyte_is_refused(tmp_path: Path) -> None:
    """Sizes in the long form of the format are compared as well."""

    def claim(packed_file: zipfile.ZipFile) -> None:
        packed_file.getinfo("sources/text.txt").file_size = 1 << 40
        packed_file.writestr("sources/other.txt", "x")

    with pytest.raises(ReadError, match="1048576 MB"):
        read_qdpx(archive(tmp_path, claim))


def test_a_lie_about_the_size_does_no_harm(tmp_path: Path) -> None:
    """A member that is longer than it says is damaged, not read on."""

    def lie(raw: bytes) -> bytes:
        at = raw.rindex(b"sources/text.txt") - 46
        return raw[: at + 24] + struct.pack("<I", 3) + raw[at + 28 :]

    with pytest.raises(ReadError, match="damaged"):
        read_qdpx(with_bytes(archive(tmp_path, lambda _: None), lie))


def test_a_list_of_a_million_files_is_not_loaded(tmp_path: Path) -> None:
    """The list of files is measured before it is read."""

    def lie(raw: bytes) -> bytes:
        at = raw.rindex(b"PK\x05\x06")
        return raw[: at + 12] + struct.pack("<I", 90_000_000) + raw[at + 16 :]

    with pytest.raises(ReadError, match="list of files"):
        read_qdpx(with_bytes(archive(tmp_path, lambda _: None), lie))


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    """The message says that it is locked."""

    def lock(raw: bytes) -> bytes:
        at = raw.rindex(b"PK\x01\x02")
        return raw[: at + 8] + b"\x01\x00" + raw[at + 10 :]

    with pytest.raises(ReadError, match="password"):
        read_qdpx(with_bytes(archive(tmp_path, lambda _: None), lock))


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_archive_is_refused(tmp_path: Path, share: float) -> None:
    """The message says that it is cut short."""
    path = with_bytes(archive(tmp_path, lambda _: None), lambda raw: raw[: int(share * len(raw))])

    with pytest.raises(ReadError, match="cut short"):
        read_qdpx(path)


def test_archives_within_are_left_alone(tmp_path: Path) -> None:
    """A packed file in the project is not unpacked."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed_file:
        packed_file.writestr("bomb.txt", b" " * (1 << 20))

    project = read_qdpx(
        archive(tmp_path, lambda outer: outer.writestr("sources/inner.zip", inner.getvalue()))
    )

    assert project.sources[0].text == "Het wachten duurt lang."


@pytest.mark.parametrize("trick", [_DTD, _OUTSIDE, "<!DOCTYPE Project>"])
def test_document_types_and_entities_are_refused(tmp_path: Path, trick: str) -> None:
    """They can hide harm, and no real project has them."""
    xml = PROJECT.replace("<Project", f"{trick}<Project", 1)

    with pytest.raises(ReadError, match="document type"):
        read_qdpx(packed(tmp_path, xml))


@pytest.mark.parametrize("deep", ["<a>" * 300 + "</a>" * 300, "<Code>" * 100_000])
def test_endless_depth_is_refused(tmp_path: Path, deep: str) -> None:
    """XML nested beyond all that is usual is stopped before it is built."""
    xml = project_xml(f"<CodeBook><Codes>{deep}</Codes></CodeBook>")

    with pytest.raises(ReadError, match="deeper"):
        read_qdpx(packed(tmp_path, xml))


@pytest.mark.parametrize("xml", ["", "<Project", "words", project_xml()[:-5], "<a/><b/>"])
def test_broken_xml_is_refused(tmp_path: Path, xml: str) -> None:
    """The message says that it is no sound XML."""
    with pytest.raises(ReadError, match="no sound XML"):
        read_qdpx(packed(tmp_path, xml))


@pytest.mark.parametrize("suffix", [".qdpx", ".qde", ".qdc"])
def test_other_files_under_our_names_are_refused(tmp_path: Path, suffix: str) -> None:
    """A file that is nothing of ours gives our own error."""
    path = tmp_path / f"study{suffix}"
    path.write_bytes(b"%PDF-1.7 nothing of the sort")

    with pytest.raises(ReadError):
        {".qdpx": read_qdpx, ".qde": read_qde, ".qdc": read_qdc}[suffix](path)


def test_a_large_recording_within_does_no_harm(tmp_path: Path) -> None:
    """A recording may claim gigabytes, as it is never unpacked."""

    def claim(raw: bytes) -> bytes:
        at = raw.rindex(b"sources/film.mp4") - 46
        return raw[: at + 24] + struct.pack("<I", 0xFFFFFFF0) + raw[at + 28 :]

    path = archive(tmp_path, lambda packed_file: packed_file.writestr("sources/film.mp4", b"film"))

    assert read_qdpx(with_bytes(path, claim)).sources[0].text == "Het wachten duurt lang."
