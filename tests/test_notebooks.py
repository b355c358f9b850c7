"""The main job: the demonstration runs all notebooks into reports that lead back to quotes."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browsing import launched_chromium
from vocbench.project import Project

NAMES = ["01_import", "02_code", "03_topics", "04_empathy_map", "05_journey_and_actions", "06_report"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `vocbench demo` makes, as a researcher would run it."""
    out = tmp_path_factory.mktemp("demo") / "out"
    command = [sys.executable, "-m", "vocbench", "demo", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "vocbench lab" in done.stdout + done.stderr
    return out


def test_every_notebook_becomes_a_report(demo: Path) -> None:
    """Six reports and their index, each with the version that made it, none over three megabytes."""
    reports = sorted((demo / "reports").glob("*.html"))

    assert [path.stem for path in reports] == [*NAMES, "index"]
    for path in reports:
        page = path.read_text("utf-8")
        assert "vocbench 0.1.0" in page
        assert path.stat().st_size < 3_000_000


def test_the_last_report_is_signed_by_the_project_as_it_is(demo: Path) -> None:
    """The hash in the report is the hash of the project file."""
    with Project(demo / "waterbedrijf.voc") as project:
        provenance = project.provenance()
        assert project.check() == []

    page = (demo / "reports" / "06_report.html").read_text("utf-8")
    assert provenance.hash[:12] in page
    assert f"Wat kan beter? {provenance.seed}" in page


def test_what_was_imported_is_what_lies_in_the_folder(demo: Path) -> None:
    """Six interviews of at least 1,200 words and at least 300 answers in two waves are in the project."""
    with Project(demo / "waterbedrijf.voc") as project:
        sources = project.sources().set_index("source")
        answers = project.answers("Wat kan beter?")

    interviews = sources[sources["kind"] == "transcript"]
    assert len(interviews) == 6
    assert (interviews["words"] >= 1200).all()
    assert len(answers) >= 300
    assert set(answers["wave"]) == {"2025", "2026"}


def test_every_note_leads_back_to_the_text(demo: Path) -> None:
    """Each quote on the map stands, to the letter, in an interview or an answer."""
    with Project(demo / "waterbedrijf.voc") as project:
        evidence = project.evidence("Marieke")
        counts = project.note_counts("Marieke")
        texts = {each.name: each.text for each in project.transcripts()}
        answers = set(project.answers()["text"])

    quoted = evidence.dropna(subset=["quote"])
    assert len(quoted) > 100
    for source, quote in zip(quoted["source"], quoted["quote"], strict=True):
        assert quote in texts.get(source, "") or quote in answers
    imagined = counts[counts["quotes"] == 0]
    assert set(imagined["origin"]) == {"imagined"}
    assert len(imagined) == 2
    assert set(evidence["kind"].dropna()) == {"coding", "answer", "topic"}


def test_a_second_run_changes_nothing(demo: Path) -> None:
    """The notebooks run again on the same project add nothing to it."""
    with Project(demo / "waterbedrijf.voc") as project:
        before = (project.provenance(), len(project.history()))

    command = [sys.executable, "-m", "vocbench", "report", "--out", str(demo / "again")]
    notebooks = [str(demo / "notebooks" / f"{name}.ipynb") for name in NAMES]
    subprocess.run([*command, *notebooks], check=True, capture_output=True)

    with Project(demo / "waterbedrijf.voc") as project:
        assert (project.provenance(), len(project.history())) == before


def test_reports_ask_nothing_of_the_network(demo: Path) -> None:
    """With scripts off and requests counted: quotes, charts and the map are there, and nothing is asked."""
    with launched_chromium() as browser:
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route(re.compile("^(?!file:)"), lambda route: route.abort())
        for name in NAMES:
            page.goto((demo / "reports" / f"{name}.html").as_uri())
            assert page.locator("h1").count() == 1
        assert page.locator(".voc-board .voc-note").count() == 27  # the map and the journey
        assert page.locator("svg[aria-label], [role=img]").count() >= 4
        assert page.get_by_text("alsof je op school zit bij een toets").count() >= 1
        context.close()

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_notebooks_are_committed_without_outputs(root: Path) -> None:
    """The repository holds lessons, not results."""
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]
