"""What all tests share: where the material is, and a small invented study."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser

from tests.browsing import launched_chromium
from tests.studies import survey, talk
from vocbench.project import Project

# How long an example takes says more about the machine than about the code.
settings.register_profile("vocbench", deadline=None)
settings.load_profile("vocbench")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared_corpora() -> Path:
    """Real transcripts and surveys that lie beside the repository and are not part of it."""
    folder = ROOT.parent / "shared" / "corpora"
    if not folder.is_dir():
        pytest.skip("the real material (../shared/corpora) is not on this machine")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one module."""
    with launched_chromium() as browser:
        yield browser


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project with one interview and a small survey."""
    with Project(tmp_path / "study.voc", coder="A") as made:
        made.add(talk())
        made.add(survey())
        yield made
