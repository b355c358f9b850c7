"""Fixtures for widgets in a real JupyterLab."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import watched
from tests.lab.jupyterlab import Lab, Server, running_server


@pytest.fixture(scope="module")
def lab_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A JupyterLab server for the tests of one module."""
    with running_server(tmp_path_factory.mktemp("lab")) as server:
        yield server


@pytest.fixture(scope="module")
def booted_lab(chromium: Browser, lab_server: Server) -> Iterator[Lab]:
    """JupyterLab in a page."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield Lab(page, lab_server)
    context.close()


@pytest.fixture
def lab(booted_lab: Lab) -> Iterator[Lab]:
    """JupyterLab without a notebook open; a script that fails on the page fails the test."""
    with watched(booted_lab.page):
        yield booted_lab
        booted_lab.close()
