"""ZIP archives from outside: opened only when they can do no harm, and read member by member.

Word and OpenDocument files, workbooks and REFI-QDA projects are such archives. Nothing is
ever unpacked to disk, and no member is read whole before its true size is known to be small
enough: what an archive says about itself may be a lie.
"""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NoReturn

from vocbench.errors import ReadError

_MIB = 1 << 20
_CHUNK = 1 << 16
_ENCRYPTED = 0x1
# A damaged directory sends the unpacker to places that do not exist.
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_END_SIZE, _END_64_SIZE, _LONGEST_COMMENT = 22, 56, 0xFFFF
_NAME_AND_DETAILS = 400
"""Bytes of the directory per member, at most, with room for long names."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much an archive may hold before it is refused."""

    members: int = 10_000
    member_bytes: int = 64 * _MIB
    """Of one member, unpacked, where it is read."""
    total_bytes: int = 2048 * _MIB
    """Of all members together, unpacked, by what the archive says of itself."""
    read_bytes: int = 2048 * _MIB
    """Of all that is really read, unpacked."""
    ratio: int = 200
    """Bytes that one packed byte may stand for, in members of 16 MB or more."""


class Archive:
    """The members of a ZIP archive that was found safe; made by ``open_archive``."""

    def __init__(self, packed: zipfile.ZipFile, name: str, limits: Limits) -> None:
        self._packed = packed
        self._limits = limits
        self._n_read = 0
        self.name = name
        self.members = tuple(info.filename for info in packed.infolist() if not info.is_dir())
        """Names of the members in the order of the archive, folders left out."""

    def __contains__(self, member: object) -> bool:
        """Whether there is a member of exactly that name."""
        return member in self.members

    def size(self, member: str) -> int:
        """How many bytes *member* holds, by what the archive says of itself."""
        return self._packed.getinfo(member).file_size

    def checksum(self, member: str) -> int:
        """The CRC-32 of what *member* holds, by what the archive says of itself."""
        return self._packed.getinfo(member).CRC

    def read(self, member: str) -> bytes:
        """The content of *member*.

        Raises:
            ReadError: it is damaged, or larger than the limit for one member.
        """
        return b"".join(self.chunks(member))

    def chunks(self, member: str) -> Iterator[bytes]:
        """The content of *member* in pieces that fit in memory.

        Raises:
            ReadError: as ``read``; pieces before the damage have been given by then.
        """
        most, size = self._limits.member_bytes, self.size(member)
        if size > most:
            _refuse(self.name, f"{member!r} in it would take {size // _MIB} MB, over {most // _MIB}")
        try:
            with self._packed.open(member) as stream:
                n_before = self._n_read
                while chunk := stream.read(_CHUNK):
                    self._n_read += len(chunk)
                    self._check_read(member, self._n_read - n_before)
                    yield chunk
        except _DAMAGE as error:
            raise ReadError(
                f"{self.name} is damaged: {member!r} in it cannot be unpacked ({error}). Copy it again."
            ) from None

    def _check_read(self, member: str, n_unpacked: int) -> None:
        """Stop when too much has come out, whatever was promised."""
        packed = self._packed.getinfo(member).compress_size
        if n_unpacked > max(16 * _MIB, self._limits.ratio * packed):
            _refuse(self.name, f"{member!r} in it unpacks to more than {self._limits.ratio} times its size")
        if self._n_read > self._limits.read_bytes:
            _refuse(self.name, f"it unpacks to more than {self._limits.read_bytes // _MIB} MB")


@contextmanager
def open_archive(content: bytes | Path, *, name: str, limits: Limits | None = None) -> Iterator[Archive]:
    """The ZIP archive in *content*, open as long as the block lasts.

    Args:
        content: the bytes of the file, or where it is.
        name: what to call it in messages.
        limits: how much it may hold; ``None`` takes the usual ones.

    Raises:
        ReadError: no sound ZIP archive, one with a password, with a member twice or with one
            that would land outside a folder, or more in it than the limits allow.
    """
    limits = limits or Limits()
    try:
        stream = BytesIO(content) if isinstance(content, bytes) else content.open("rb")
    except OSError as error:
        raise ReadError(f"{name} cannot be opened: {error.strerror}.") from None
    with stream:
        _check_directory(stream, name, limits)
        with _unpacker(stream, name) as packed:
            _check(packed.infolist(), name, limits)
            yield Archive(packed, name, limits)


def _check_directory(stream: BinaryIO, name: str, limits: Limits) -> None:
    """Refuse a directory too long to be loaded: a million empty members take a gigabyte."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _LONGEST_COMMENT - 2 * _END_64_SIZE))
    tail = stream.read()
    at, at_64 = tail.rfind(_END), tail.rfind(_END_64)
    n_bytes = struct.unpack_from("<I", tail, at + 12)[0] if 0 <= at <= len(tail) - _END_SIZE else 0
    if 0 <= at_64 <= len(tail) - _END_64_SIZE:
        n_bytes = struct.unpack_from("<Q", tail, at_64 + 40)[0]
    if n_bytes > limits.members * _NAME_AND_DETAILS:
        _refuse(name, f"its list of files is {n_bytes} bytes long, more than any real archive's")


def _unpacker(stream: BinaryIO, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(stream)
    except Exception as error:  # noqa: BLE001 - a damaged directory makes it raise almost anything
        raise ReadError(
            f"{name} is a damaged archive, or cut short ({error}). Export or copy it again."
        ) from None


def _check(members: list[zipfile.ZipInfo], name: str, limits: Limits) -> None:
    if len(members) > limits.members:
        _refuse(name, f"it holds {len(members)} files, over {limits.members}")
    total = sum(info.file_size for info in members)
    if total > limits.total_bytes:
        _refuse(name, f"unpacked it would take {total // _MIB} MB, over {limits.total_bytes // _MIB}")
    seen: set[str] = set()
    for info in members:
        _check_member(info, name, seen)
        seen.add(info.filename.casefold())


def _check_member(info: zipfile.ZipInfo, name: str, seen: set[str]) -> None:
    if info.filename.casefold() in seen:
        _refuse(name, f"it holds {info.filename!r} twice")
    if info.flag_bits & _ENCRYPTED:
        raise ReadError(f"{name} is locked with a password. Save it without one.")
    parts = PurePosixPath(info.filename.replace("\\", "/"))
    if parts.is_absolute() or ".." in parts.parts or ":" in info.filename:
        _refuse(name, f"{info.filename!r} in it would land outside its folder")
    if stat.S_ISLNK(info.external_attr >> 16):
        _refuse(name, f"{info.filename!r} in it points to another file")
    if info.compress_type not in _METHODS:
        _refuse(name, f"{info.filename!r} in it is packed in an unusual way (method {info.compress_type})")


def _refuse(name: str, why: str) -> NoReturn:
    raise ReadError(f"{name} was not opened: {why}. Save it again in the program that made it.")
