"""Chromium for tests: where it is, how it starts, and what it must not do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM_VARIABLE = "VOCBENCH_CHROMIUM"
"""Environment variable that names the Chromium to test with."""

FLAGS = (
    "--no-sandbox",  # continuous integration runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",  # the same pictures on every machine
)


def find_chromium() -> Path | None:
    """The Chromium on this machine, ``None`` when there is none."""
    if named := os.environ.get(CHROMIUM_VARIABLE):
        return Path(named)
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((Path(path) for path in found if path), None)


def require_chromium() -> Path:
    """The Chromium on this machine; without one the test is skipped, or fails where CI is true."""
    path = find_chromium()
    if path is None:
        give_up(f"Needs Chromium: install it, or name it in the environment variable {CHROMIUM_VARIABLE}.")
    return path


def give_up(reason: str) -> NoReturn:
    """Skip the test for want of a tool; fail it where CI is true, which has them all."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def launched_chromium() -> Iterator[Browser]:
    """A headless Chromium for the length of the block.

    Playwright's synchronous interface keeps an event loop running in this thread, in which
    ``asyncio.run`` fails; so use it for one module of tests and not for the whole session.
    """
    path = require_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def watched(page: Page) -> Iterator[list[str]]:
    """Fail the test if a script on *page* fails during the block."""
    errors: list[str] = []

    def note(error: object) -> None:
        errors.append(str(error))

    page.on("pageerror", note)
    yield errors
    page.remove_listener("pageerror", note)
    assert not errors, errors


def drag_over(page: Page, selector: str, words: str) -> None:
    """Select *words* with the mouse, in the first element at *selector* that holds them."""
    start, end = page.evaluate(_ENDS_JS, [selector, words])
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    page.mouse.move(*end)
    page.mouse.up()


_ENDS_JS = """async ([selector, words]) => {
    const row = [...document.querySelectorAll(selector)].find((each) => each.textContent.includes(words));
    row.scrollIntoView({ block: "nearest" });
    // Under content-visibility a row takes some frames to be there; a drag before that selects nothing.
    do await new Promise(requestAnimationFrame);
    while (!row.checkVisibility({ contentVisibilityAuto: true }));
    await new Promise(requestAnimationFrame);
    const from = row.textContent.indexOf(words), to = from + words.length;
    const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT), range = document.createRange();
    const box = (index) => {
        let rest = index;
        walker.currentNode = row;
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (rest < node.length) {
                range.setStart(node, rest);
                range.setEnd(node, rest + 1);
                return range.getBoundingClientRect();
            }
            rest -= node.length;
        }
    };
    const first = box(from), last = box(to - 1);
    return [[first.left + 0.5, first.top + first.height / 2], [last.right - 0.5, last.top + last.height / 2]];
}"""
