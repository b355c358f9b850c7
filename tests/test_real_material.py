"""The main job on real recordings and real answers, read from beside the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.main_job import RECORDINGS, main_job
from tests.browsing import launched_chromium
from vocbench.model.source import Role
from vocbench.project import Project


@pytest.fixture(scope="module")
def study(shared_corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project and a report made of real material."""
    assert shared_corpora.is_dir()  # the main job reads it from there
    folder = tmp_path_factory.mktemp("real")
    main_job(folder)
    return folder


def test_everything_came_in(study: Path) -> None:
    """Four recordings and 5,096 answers, with the respondents that the answers name."""
    with Project(study / "real.voc") as project:
        sources = project.sources().set_index("source")
        answers = project.answers()

    assert sources["items"].to_dict() == {
        "meeting": 9,
        "lantana": 59,
        "goodboy": 176,
        "debate": 115,
        "nhs_fft_NEAS_dev": 5096,
    }
    assert answers["respondent"].nunique() == 2959
    assert answers["score"].between(1, 6).sum() > 4000


def test_every_quote_was_coded_where_it_stands(study: Path) -> None:
    """Each recording has one coding, of words of a respondent that stand there; and the file verifies."""
    with Project(study / "real.voc") as project:
        codings = [coding for name in RECORDINGS for coding in project.codings_of(name)]
        transcripts = {name: project.transcript(name) for name in RECORDINGS}
        assert project.check() == []

    assert [coding.source for coding in codings] == list(RECORDINGS)
    for coding in codings:
        transcript = transcripts[coding.source]
        assert coding.span.cut(transcript.text) == coding.quote
        assert transcript.text.count(coding.quote) == 1
        assert len(coding.quote) >= 40
        turn = transcript.turn_at(coding.span.start)
        assert turn is not None
        speaker = transcript.speaker(turn.speaker)
        assert speaker is None or speaker.role is Role.RESPONDENT


def test_answers_without_content_were_set_apart(study: Path) -> None:
    """The 1,189 replies "Did not answer" and the 12 empty ones are in no topic, and counted."""
    with Project(study / "real.voc") as project:
        topics = project.topics()

    assert (topics.no_content["text"] == "Did not answer").sum() == 1189
    assert topics.no_content["text"].str.strip().eq("").sum() == 12
    assert len(topics.answers) + len(topics.no_content) == 5096
    assert len(topics.topics) >= 10
    assert not {"the", "and", "was", "did"} & set(topics.topics["words"].explode())


def test_the_map_rests_on_both_kinds_of_evidence(study: Path) -> None:
    """Quotes from recordings, answers and whole topics stand behind the notes; one is imagined."""
    with Project(study / "real.voc") as project:
        evidence = project.evidence("Passenger")
        counts = project.note_counts("Passenger").set_index("text")

    assert set(evidence["kind"].dropna()) == {"coding", "answer", "topic"}
    assert counts.loc["A call when the car is near", "origin"] == "imagined"
    assert counts["respondents"]["People talk about the crew"] > 50


def test_the_report_can_be_read_without_a_network(study: Path) -> None:
    """The page shows charts, quotes and map, and asks for nothing but itself."""
    with Project(study / "real.voc") as project:
        quotes = project.codings()["quote"].to_list()
    with launched_chromium() as browser:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.route(re.compile("^(?!file:|data:)"), lambda route: route.abort())
        page.goto((study / "reports" / "real.html").as_uri())
        for quote in quotes:
            # In the list of quotes; and in the appendix, behind the numbers that count it.
            assert page.locator("main mark").get_by_text(quote, exact=True).count() >= 1
        assert page.locator(".voc-board .voc-note").count() == 4
        assert page.locator("svg").count() >= 3

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
