"""Which files can be brought in, and files that come from the browser piece by piece."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypedDict

from vocbench.errors import VocbenchError
from vocbench.model.preview import MaterialKind

MOST_BYTES = 200_000_000
"""The largest file that the browser may send; a larger one is opened by its path."""

MOST_FILES = 2_000
"""How many files are listed at most."""

_LEVELS = 2  # folders below the one that is listed
_LONGEST_NAME = 255

Kinds = Mapping[str, Sequence[MaterialKind]]
"""What files can hold, by suffix."""


class FileRow(TypedDict):
    """A file that can be brought in; ``path`` is relative to the folder, ``kinds`` what it can hold."""

    path: str
    kinds: list[str]
    size: int


def file_rows(folder: Path, kinds: Kinds) -> list[FileRow]:
    """The files in *folder* and two levels below that can be brought in, those nearest first.

    Hidden files and folders are passed over, and links to folders not followed. A folder with a
    suffix of its own, as QualCoder's, counts as one file. At most ``MOST_FILES`` are listed.
    """
    rows = []
    for path in _readable(folder, kinds, _LEVELS):
        rows.append(_row(path, folder, kinds))
        if len(rows) == MOST_FILES:
            break
    return rows


def _row(path: Path, folder: Path, kinds: Kinds) -> FileRow:
    size = 0 if path.is_dir() else path.stat().st_size
    held = [kind.value for kind in kinds[path.suffix.lower()]]
    return FileRow(path=path.relative_to(folder).as_posix(), kinds=held, size=size)


def _readable(folder: Path, kinds: Kinds, levels: int) -> Iterator[Path]:
    below = []
    for path in _inside(folder):
        if path.suffix.lower() in kinds and path.exists():
            yield path
        elif levels and path.is_dir() and not path.is_symlink():
            below.append(path)
    for path in below:
        yield from _readable(path, kinds, levels - 1)


def _inside(folder: Path) -> list[Path]:
    """What *folder* holds by name, hidden things aside; nothing where it cannot be opened."""
    try:
        with os.scandir(folder) as inside:
            found = [Path(each.path) for each in inside if _is_shown(each.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: (path.name.casefold(), path.name))


def _is_shown(name: str) -> bool:
    """Whether a name can be shown: one whose bytes are no text in this system cannot travel to the page."""
    return not name.startswith(".") and not any("\ud800" <= sign <= "\udfff" for sign in name)


class Uploads:
    """Files from the browser, in a temporary folder that goes when nobody holds this any more."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="vocbench-"))
        self._sizes: dict[str, int] = {}
        self.remove = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)

    def take(self, upload: str, name: str, piece: bytes, *, at: int, size: int) -> Path | None:
        """The file, once its last piece is in; ``None`` before.

        Args:
            upload: what the browser calls this upload.
            name: the file's name, which it keeps.
            piece: what follows what is there.
            at: where the piece begins, in bytes; a file begins anew at 0.
            size: how many bytes the whole file has.

        Raises:
            VocbenchError: the file is too large, a piece is missing, or the name is none.
        """
        if size > MOST_BYTES:
            raise VocbenchError(
                f"{name} has {size:,} bytes, of {MOST_BYTES:,} that can be sent at most. "
                "Copy it to the notebook's folder."
            )
        path = self._place(upload, name)
        if at == 0:
            self._sizes[upload] = 0
        if self._sizes.get(upload) != at or at + len(piece) > size:
            raise VocbenchError(f"A piece of {name} did not arrive. Send the file again.")
        with path.open("ab" if at else "wb") as file:
            file.write(piece)
        self._sizes[upload] = at + len(piece)
        return path if at + len(piece) == size else None

    def _place(self, upload: str, name: str) -> Path:
        """A folder for each upload, so that two files of one name do not meet."""
        plain = name.replace("\\", "/").rpartition("/")[2]
        if plain in {"", ".", ".."} or "\0" in plain or len(os.fsencode(plain)) > _LONGEST_NAME:
            raise VocbenchError(f"{name[:80]!r} is no name of a file. Rename it.")
        if not upload.replace("-", "").isalnum():
            raise VocbenchError(f"The page calls its upload {upload[:40]!r}. Reload it.")
        folder = self._folder / upload
        folder.mkdir(exist_ok=True)
        return folder / plain
