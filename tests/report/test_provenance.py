"""The last line of a report: which project, in which state, and the digest of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vocbench.errors import ReportError
from vocbench.report.provenance import ProjectStamp, find_stamps, is_unchanged, signature, signed

if TYPE_CHECKING:
    from vocbench.project import Project

STAMP = ProjectStamp("waterbedrijf", "abcdef0123456789", "0.1.0", 42)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A signed page in a file."""
    path = tmp_path / "report.html"
    path.write_text(signed(f"<p>Tien minuten, zegt ze.</p>{signature([STAMP], lang='nl')}"), encoding="utf-8")
    return path


def test_the_signature_names_project_hash_and_seed() -> None:
    """A reader finds the project's name, twelve characters of its hash, and the seed."""
    line = re.sub("<[^>]+>", "", signature([STAMP], lang="en"))

    assert line == "vocbench 0.1.0 · project waterbedrijf hash abcdef012345 · seed 42 · report digest "


def test_a_project_without_topics_has_no_seed_in_the_signature() -> None:
    """No seed is better than an invented one."""
    stamp = ProjectStamp("waterbedrijf", "abcdef0123456789", "0.1.0", None)

    assert "seed" not in signature([stamp], lang="en")


def test_a_notebook_without_a_project_says_so() -> None:
    """The line never leaves open whether a project was forgotten."""
    assert "geen project" in signature([], lang="nl")


def test_a_project_name_is_text_in_the_signature() -> None:
    """A name that looks like markup shows as it is written."""
    stamp = ProjectStamp("<b>x</b>", "abc", "0.1.0", None)

    assert "&lt;b&gt;x&lt;/b&gt;" in signature([stamp], lang="en")


def test_a_report_as_it_was_made_is_unchanged(report: Path) -> None:
    """The digest in the page is the digest of the page."""
    assert is_unchanged(report)


def test_one_other_letter_is_noticed(report: Path) -> None:
    """A quote that somebody made stronger no longer fits the digest."""
    report.write_text(report.read_text(encoding="utf-8").replace("Tien", "Elf"), encoding="utf-8")

    assert not is_unchanged(report)


def test_another_digest_is_noticed(report: Path) -> None:
    """A digest that was replaced does not fit the page."""
    report.write_text(re.sub("[0-9a-f]{64}", "0" * 64, report.read_text(encoding="utf-8")), encoding="utf-8")

    assert not is_unchanged(report)


def test_an_output_that_looks_like_a_signature_does_not_mislead() -> None:
    """The digest goes to the last place that asks for one, which is the signature's."""
    forged = '<code id="vocbench-digest">1234</code>'

    page = signed(forged + signature([], lang="en"))

    assert page.startswith(forged)
    assert re.search(r"[0-9a-f]{64}</code>$", page)


@pytest.mark.parametrize("content", [None, "<p>Somebody else's page.</p>"])
def test_what_is_no_report_is_told_so(tmp_path: Path, content: str | None) -> None:
    """A missing file and a page without a digest give an error that names the file."""
    path = tmp_path / "page.html"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    with pytest.raises(ReportError, match=r"page\.html"):
        is_unchanged(path)


def test_each_project_of_a_namespace_is_found_once(project: Project) -> None:
    """Two names for one project make one stamp; other values make none."""
    namespace: Mapping[str, object] = {"project": project, "same": project, "number": 3}

    stamps = find_stamps(namespace)

    assert [stamp.name for stamp in stamps] == ["study"]
    assert stamps[0].hash == project.provenance().hash
