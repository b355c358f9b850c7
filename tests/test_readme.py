"""What the README shows is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest


def test_the_tour_works(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ten lines of the tour run, and the map they make rests on quotes and answers."""
    tour = re.search(r"```python\n(.*?)```", (root / "README.md").read_text("utf-8"), re.DOTALL)
    assert tour is not None
    (tmp_path / "corpora").symlink_to(root / "corpora")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}

    exec(compile(tour[1], "README.md", "exec"), names)  # noqa: S102 - our own README

    project = names["project"]
    assert project.note_counts("Henk")["quotes"].to_list() == [6]  # type: ignore[attr-defined]
    assert len([line for line in tour[1].splitlines() if line]) == 10
    project.close()  # type: ignore[attr-defined]


def test_pictures_and_links_are_there(root: Path) -> None:
    """Every local file that README, ARCHITECTURE and CONTRIBUTING point at exists."""
    for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"):
        page = (root / name).read_text("utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page):
            assert (root / target).exists(), f"{name} points at {target}"
