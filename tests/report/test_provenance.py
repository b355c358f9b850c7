"""The last line of a report: which project, in which state, and the digest of the page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vocbench.errors import ReportError
from vocbench.privacy.confidential import Audience
from vocbench.report.inside import knowledge
from vocbench.report.provenance import ProjectStamp, about, is_unchanged, signature, signed, stamp_of

if TYPE_CHECKING:
    from vocbench.project import Project

STAMP = ProjectStamp(
    "waterbedrijf",
    "abcdef0123456789",
    "0.1.0",
    coders=("Anna", "Bram"),
    waves=("2025", "2026"),
    added=("2026-11-01", "2026-11-22"),
    seeds=(("Wat kan beter?", 42),),
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A signed page in a file."""
    path = tmp_path / "report.html"
    path.write_text(signed(f"<p>Tien minuten, zegt ze.</p>{signature([STAMP], lang='nl')}"), encoding="utf-8")
    return path


def test_the_signature_names_project_and_hash() -> None:
    """A reader finds the project's name and twelve characters of its hash."""
    line = re.sub("<[^>]+>", "", signature([STAMP], lang="en"))

    assert line == "vocbench 0.1.0 · project waterbedrijf hash abcdef012345 · report digest "


def test_the_team_reads_who_coded_when_and_with_which_seeds() -> None:
    """Coders, days, waves and seeds stand with the whole hash."""
    told = dict(about([STAMP], Audience.TEAM, lang="en"))

    assert told["hash"] == "abcdef0123456789"
    assert told["coders"] == "Anna, Bram"
    assert told["material added"] == "2026-11-01 – 2026-11-22"
    assert told["waves"] == "2025, 2026"
    assert told["seeds of topic models"] == "Wat kan beter? 42"


def test_the_public_reads_how_many_coded() -> None:
    """A coder's name is a name."""
    told = dict(about([STAMP], Audience.PUBLIC, lang="nl"))

    assert told["codeurs"] == "2"
    assert "Anna" not in str(told)


def test_what_is_not_known_of_a_project_is_left_out() -> None:
    """A project without topics has no seed, and one without material no invented day."""
    told = dict(about([ProjectStamp("leeg", "abc", "0.1.0")], Audience.TEAM, lang="en"))

    assert "seeds of topic models" not in told
    assert told["material added"] == "unknown"


def test_a_notebook_without_a_project_says_so() -> None:
    """The line never leaves open whether a project was forgotten."""
    assert "geen project" in signature([], lang="nl")


def test_a_project_name_is_text_in_the_signature() -> None:
    """A name that looks like markup shows as it is written."""
    stamp = ProjectStamp("<b>x</b>", "abc", "0.1.0")

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

    (stamp,) = knowledge(namespace, [])["stamps"]

    assert (stamp["name"], stamp["hash"]) == ("study", project.provenance().hash)


def test_a_stamp_survives_the_way_from_the_kernel(project: Project) -> None:
    """What was JSON on the way is the same stamp again."""
    stamp = stamp_of(project)

    assert ProjectStamp.from_json(json.loads(json.dumps(asdict(stamp)))) == stamp
