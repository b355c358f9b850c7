"""What the tests of a project's parts share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planted_topics import KEY_WORDS, fit_by_key_word, survey_of
from vocbench.project import Project


@pytest.fixture
def planted_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Project]:
    """Nine answers with each of four key words, one with none and two that say nothing; the fit is a fake."""
    monkeypatch.setattr("vocbench.topics.fit.fit_topics", fit_by_key_word)
    texts = [
        f"{start} {word} {end}"
        for word in KEY_WORDS
        for start in ("the", "my", "our")
        for end in ("is bad", "was late", "costs much")
    ]
    with Project(tmp_path / "study.voc") as project:
        project.add(survey_of([*texts, "strange thing", "geen", ""]))
        yield project
