"""Reports as PDF: printed the same each time, or a clear word where nothing can print."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.browsing import require_chromium
from tests.report.conftest import notebook_of, page_of
from vocbench.errors import ReportError
from vocbench.report.pdf import VARIABLE, audience_in, find_chromium, marked, pdf_of
from vocbench.report.render import render_report


def test_a_pdf_is_the_same_each_time_and_says_nothing_of_the_machine() -> None:
    """Two prints of one page agree to the byte, with tags and an outline, without a time or a browser."""
    chromium = require_chromium()
    page = page_of(notebook_of("# Tien minuten\n\nZegt ze.", "## Deel"))

    pdf, again = (pdf_of(page, chromium) for _ in range(2))

    assert pdf == again
    assert pdf.startswith(b"%PDF")
    assert b"/StructTreeRoot" in pdf
    assert b"/Outlines" in pdf
    assert not any(trace in pdf for trace in (b"CreationDate", b"ModDate", b"Mozilla", b"Skia"))


def test_without_a_browser_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The browser that a person named is absent: no other one is taken, and no notebook is run."""
    monkeypatch.setenv(VARIABLE, str(tmp_path / "absent"))

    with pytest.raises(ReportError, match=VARIABLE):
        render_report(tmp_path / "absent.ipynb", tmp_path, to="pdf")


def test_the_browser_that_a_person_named_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment variable goes before what is installed."""
    named = tmp_path / "browser"
    named.touch()
    monkeypatch.setenv(VARIABLE, str(named))

    assert find_chromium() == named


@pytest.mark.parametrize(("script", "told"), [("exit 3", "could not print"), ("exit 0", "wrote no PDF")])
def test_a_browser_that_fails_is_told(tmp_path: Path, script: str, told: str) -> None:
    """A browser that ends with an error, or without a file, gives one line."""
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    browser.chmod(browser.stat().st_mode | stat.S_IXUSR)

    with pytest.raises(ReportError, match=told):
        pdf_of("<p>Hi</p>", browser)


def test_a_pdf_says_whom_it_was_made_for() -> None:
    """In a last line that readers of PDF pass over; one of somebody else's says nothing."""
    assert audience_in(marked(b"%PDF-1.4\n%%EOF\n", "public")) == "public"
    assert audience_in(b"%PDF-1.4\n%%EOF\n") == ""
