"""A working copy of the lessons: the notebooks and the studies they read, in a folder of the user's.

The lessons stand at the top of the repository, or inside the package where it was installed from a
wheel. They are copied before use, so that whoever tries them out can change anything.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from vocbench.errors import VocbenchError

FOLDERS = ("notebooks", "corpora")

MARKER = ".vocbench-working-copy"
"""The file that tells a working copy from a folder of the user's own."""

MARKER_TEXT = "vocbench made this folder. What you change in it is kept.\n"

LEFT_OUT = frozenset({".ipynb_checkpoints", "__pycache__"})


def share_folder() -> Path:
    """The folder that holds ``notebooks`` and ``corpora`` as they came with vocbench.

    Raises:
        VocbenchError: this installation has none.
    """
    package = Path(__file__).parent
    for place in (package / "_share", package.parent):
        if all((place / folder).is_dir() for folder in FOLDERS):
            return place
    raise VocbenchError("The notebooks did not come with this installation: install vocbench again.")


def is_working_copy(folder: Path) -> bool:
    """Whether vocbench made this folder."""
    return (folder / MARKER).is_file()


def is_free(folder: Path) -> bool:
    """Whether the folder is not there yet, or is empty."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def make_working_copy(folder: Path, *, share: Path | None = None) -> Path:
    """The folder with the lessons in it; of a folder that has them, what is missing is added.

    A file that is there is left as it is.

    Args:
        folder: free, or an earlier working copy.
        share: where the lessons come from; ``None`` for those that came with vocbench.

    Raises:
        VocbenchError: the folder holds something else; nothing was written.
    """
    share = share or share_folder()
    if not is_free(folder) and not is_working_copy(folder):
        raise VocbenchError(
            f"{folder} holds something else. Choose another folder; it need not be there yet."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARKER).write_text(MARKER_TEXT, encoding="utf-8")  # first: a copy cut short is then taken up
    for source in _lessons(share):
        _copy_if_absent(source, folder / source.relative_to(share))
    return folder


def _lessons(share: Path) -> Iterator[Path]:
    for name in FOLDERS:
        for path in sorted((share / name).rglob("*")):
            if path.is_file() and not LEFT_OUT & set(path.parts) and ".voc" not in path.suffix:
                yield path


def _copy_if_absent(source: Path, target: Path) -> None:
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    shutil.copyfile(source, part)  # without the mode: the original may be read-only
    part.replace(target)
