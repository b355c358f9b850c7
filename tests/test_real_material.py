"""The main job on real recordings and real answers, read from beside the repository."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.main_job import QUOTES, main_job
from tests.browsing import launched_chromium
from vocbench.project import Project


@pytest.fixture(scope="module")
def study(shared_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and a report made of real material."""
    folder = tmp_path_factory.mktemp("real")
    main_job(shared_corpora, folder)
    return folder


def test_everything_came_in(study: Path) -> None:
    """Four recordings and 5,096 answers, with the respondents that the answers name."""
    with Project(study / "real.voc") as project:
        sources = project.sources().set_index("source")
        answers = project.answers()

    assert sources["items"].to_dict() == {
        "meeting": 9,
        "lantana": 59,
        "goodboy": sources["items"]["goodboy"],
        "debate": 115,
        "nhs_fft_NEAS_dev": 5096,
    }
    assert answers["respondent"].nunique() == 2959
    assert answers["score"].between(1, 6).sum() > 4000


def test_every_quote_was_coded_where_it_stands(study: Path) -> None:
    """Each coding covers the words that were asked for, and the file verifies."""
    with Project(study / "real.voc") as project:
        codings = project.codings()
        assert project.check() == []

    assert sorted(codings["quote"]) == sorted(quote for _, quote, _ in QUOTES)


def test_answers_without_content_were_set_apart(study: Path) -> None:
    """The 1,189 replies "Did not answer" and the 12 empty ones are in no topic, and counted."""
    with Project(study / "real.voc") as project:
        topics = project.topics()

    assert (topics.no_content["text"] == "Did not answer").sum() == 1189
    assert topics.no_content["text"].str.strip().eq("").sum() == 12
    assert len(topics.answers) + len(topics.no_content) == 5096
    assert len(topics.topics) >= 10
    assert not {"the", "and", "was", "did", "answer"} & set(topics.topics["words"].explode())


def test_the_map_rests_on_both_kinds_of_evidence(study: Path) -> None:
    """Quotes from recordings, answers and whole topics stand behind the notes; one is imagined."""
    with Project(study / "real.voc") as project:
        evidence = project.evidence("Passenger")
        counts = project.note_counts("Passenger").set_index("text")

    assert set(evidence["kind"].dropna()) == {"coding", "answer", "topic"}
    assert counts.loc["A call when the car is near", "origin"] == "imagined"
    assert counts["respondents"]["People talk about the crew"] > 50


def test_the_report_can_be_read_without_a_network(study: Path) -> None:
    """The page shows chart, quotes and map, and asks for nothing but itself."""
    with launched_chromium() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((study / "reports" / "real.html").as_uri())
        assert page.get_by_text("It's been a tragedy").count() >= 1
        assert page.locator(".voc-board .voc-note").count() == 4
        assert page.locator("svg").count() >= 3

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
