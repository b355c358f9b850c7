"""The files of a project: where its XML is, and the texts that it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol
from unicodedata import normalize
from urllib.parse import unquote

from vocbench.errors import ReadError
from vocbench.exchange.archives import Archive, Limits, open_archive

_MIB = 1 << 20
_LIMITS = Limits(
    members=200_000,
    member_bytes=512 * _MIB,
    # Recordings are not read, so that it does no harm if they are large.
    total_bytes=1 << 50,
    read_bytes=2048 * _MIB,
)
_LARGEST_TEXT = 128 * _MIB
_FOLDER = "sources"


class Files(Protocol):
    """Where the texts of a project are found."""

    def find(self, path: str) -> bytes | None:
        """The file that a project names as *path*; ``None`` where it is not there."""


class NoFiles:
    """The files of a project whose XML came alone: none."""

    def find(self, path: str) -> bytes | None:  # noqa: ARG002 - whatever is asked for
        """Always ``None``."""
        return None


class ProjectFiles:
    """The files in a project archive, named as other programs name them.

    ``internal://x.txt`` is meant to lie in ``sources``; real files have it in ``Sources``, with
    an upper-case suffix, or leave the scheme out.

    Raises:
        ReadError: the archive holds no project, or several.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._project = _project_member(archive.name, archive.members)
        self._by_name: dict[str, str] = {}
        for member in archive.members:
            *folders, name = _parts(member)
            if folders == [_FOLDER]:
                self._by_name[name] = member
            else:
                self._by_name.setdefault(name, member)

    def find(self, path: str) -> bytes | None:
        """The file that a project names as *path*; ``None`` where it is not there.

        Raises:
            ReadError: it is damaged or far too large.
        """
        member = self._by_name.get(_parts(path)[-1]) if path else None
        if member is None:
            return None
        if self._archive.size(member) > _LARGEST_TEXT:
            raise ReadError(
                f"{self._archive.name} was not opened: the text {member!r} in it would take "
                f"{self._archive.size(member) // _MIB} MB. Leave that source out and export again."
            )
        return self._archive.read(member)

    def project(self) -> Iterator[bytes]:
        """The XML of the project, piece by piece.

        Raises:
            ReadError: it is damaged or far too large.
        """
        return self._archive.chunks(self._project)

    @property
    def mark(self) -> str:
        """What tells the XML of the project from that of others."""
        return f"{self._archive.checksum(self._project):08x}"

    @property
    def project_bytes(self) -> int:
        """How long the XML of the project is, by what the archive says."""
        return self._archive.size(self._project)


@contextmanager
def opened(path: Path) -> Iterator[ProjectFiles]:
    """The files in the project archive at *path*, as long as the block lasts.

    Raises:
        ReadError: it is no sound archive; see ``open_archive``.
    """
    with open_archive(path, name=path.name, limits=_LIMITS) as archive:
        yield ProjectFiles(archive)


def _parts(path: str) -> list[str]:
    """The names in *path*, alike however a system writes an accent and a program a blank."""
    return unquote(normalize("NFC", path.replace("\\", "/"))).casefold().split("/")


def _project_member(name: str, members: Sequence[str]) -> str:
    found = [each for each in members if PurePosixPath(each).suffix.casefold() == ".qde"]
    at_root = [each for each in found if len(_parts(each)) == 1] or found
    usual = [each for each in at_root if _parts(each) == ["project.qde"]] or at_root
    if len(usual) == 1:
        return usual[0]
    if not usual:
        raise ReadError(f"{name} is no REFI-QDA project: it holds no .qde file. Export it again as .qdpx.")
    raise ReadError(f"{name} holds several projects: {', '.join(usual[:5])}. Export one at a time.")
