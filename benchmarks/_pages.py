"""Pages in which widgets are measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import comm
import pytest
from anywidget import AnyWidget
from comm.base_comm import CommManager
from playwright.sync_api import Browser, Page

from tests.browser.host import Host, WaitingComm
from tests.browsing import watched


@contextmanager
def measured_page(browser: Browser, clocks: str, *, width: int = 1200) -> Iterator[Page]:
    """A page with clocks, and a kernel's line that waits; a script that fails fails the benchmark.

    Args:
        browser: where to open it.
        clocks: a script that runs before the widget's; it sets ``window.onScreenMs``.
        width: of the page, in pixels.
    """
    manager = CommManager()
    context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    context.add_init_script(clocks)
    page = context.new_page()
    page.set_default_timeout(60_000)
    with pytest.MonkeyPatch.context() as patch, watched(page):
        patch.setattr(comm, "create_comm", WaitingComm)
        patch.setattr(comm, "get_comm_manager", lambda: manager)
        yield page
    context.close()


def on_screen_ms(host: Host, widget: AnyWidget) -> float:
    """From showing *widget* to the frame that paints it."""
    host.show(widget)
    host.page.wait_for_function("window.onScreenMs")
    return float(host.page.evaluate("window.onScreenMs"))
