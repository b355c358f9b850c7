"""The working copy of the lessons: nothing of the user's is ever lost in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocbench.errors import VocbenchError
from vocbench.workcopy import MARKER, is_free, is_working_copy, make_working_copy, share_folder


@pytest.fixture
def share(tmp_path: Path) -> Path:
    """Lessons as they come with vocbench."""
    folder = tmp_path / "share"
    for name, text in {
        "notebooks/01_import.ipynb": "{}",
        "notebooks/.ipynb_checkpoints/01_import.ipynb": "{}",
        "corpora/waterbedrijf/p01.vtt": "WEBVTT",
        "corpora/waterbedrijf/old.voc-wal": "",
        "vocbench/__init__.py": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files_in(folder: Path) -> set[str]:
    """The paths of all files, relative to the folder."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_working_copy_holds_the_lessons_and_nothing_else(share: Path, tmp_path: Path) -> None:
    """Notebooks and studies are copied; checkpoints, project files and the package are not."""
    folder = make_working_copy(tmp_path / "work", share=share)

    assert files_in(folder) == {MARKER, "notebooks/01_import.ipynb", "corpora/waterbedrijf/p01.vtt"}
    assert is_working_copy(folder)


def test_what_the_user_changed_is_kept_and_what_is_missing_comes_back(share: Path, tmp_path: Path) -> None:
    """A second copy into the same folder adds, and never replaces."""
    folder = make_working_copy(tmp_path / "work", share=share)
    (folder / "notebooks/01_import.ipynb").write_text("mine", encoding="utf-8")
    (folder / "corpora/waterbedrijf/p01.vtt").unlink()

    make_working_copy(folder, share=share)

    assert (folder / "notebooks/01_import.ipynb").read_text(encoding="utf-8") == "mine"
    assert (folder / "corpora/waterbedrijf/p01.vtt").read_text(encoding="utf-8") == "WEBVTT"


def test_a_folder_with_other_files_is_refused_untouched(share: Path, tmp_path: Path) -> None:
    """Somebody's own folder does not become a working copy by accident."""
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(VocbenchError, match="Choose another folder"):
        make_working_copy(folder, share=share)

    assert files_in(folder) == {"chapter.txt"}


def test_a_file_is_no_folder_to_work_in(share: Path, tmp_path: Path) -> None:
    """A file of that name is refused in words."""
    path = tmp_path / "work"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(VocbenchError, match="holds something else"):
        make_working_copy(path, share=share)


def test_an_empty_folder_is_free(tmp_path: Path) -> None:
    """Absent and empty folders can be used; a file cannot."""
    (tmp_path / "file").touch()
    (tmp_path / "empty").mkdir()

    assert [is_free(tmp_path / name) for name in ("absent", "empty", "file")] == [True, True, False]


def test_the_lessons_of_this_installation_are_found() -> None:
    """The place holds both folders, in the repository and in a wheel alike."""
    assert (share_folder() / "notebooks").is_dir()
    assert (share_folder() / "corpora").is_dir()
