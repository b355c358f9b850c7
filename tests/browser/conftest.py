"""Fixtures for widgets in a browser without Jupyter."""

from __future__ import annotations

from collections.abc import Iterator

import comm
import pytest
from comm.base_comm import CommManager
from playwright.sync_api import Browser, Page

from tests.browser.host import Host, WaitingComm
from tests.browsing import watched


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page; a script that fails on it fails the test."""
    context = chromium.new_context(viewport={"width": 1100, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(5_000)
    with watched(page):
        yield page
    context.close()


@pytest.fixture
def host(page: Page, monkeypatch: pytest.MonkeyPatch) -> Host:
    """A host that shows a widget on the page; make the widget after asking for this fixture."""
    manager = CommManager()
    monkeypatch.setattr(comm, "create_comm", WaitingComm)
    monkeypatch.setattr(comm, "get_comm_manager", lambda: manager)
    return Host(page)
