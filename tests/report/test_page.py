"""A report in a real browser: it shows everything, asks the network for nothing, and runs nothing."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browsing import give_up
from tests.report.conftest import Elsewhere


def opened(page: Page, report: Path) -> list[str]:
    """Open the report; returns the list of what the page asks for, which goes on growing."""
    asked: list[str] = []

    def note(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    page.route("**/*", note)
    page.goto(report.as_uri(), wait_until="networkidle")
    return asked


def test_an_open_report_asks_for_nothing(page: Page, lively_report: Path, elsewhere: Elsewhere) -> None:
    """Beyond the file itself there is not one request, though its outputs try in seven ways."""
    elsewhere.asked.clear()

    asked = opened(page, lively_report)

    assert asked == [lively_report.as_uri()]
    assert elsewhere.asked == []


def test_without_its_policy_the_report_would_ask(
    page: Page, lively_report: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    """The test above can fail: the same page with the policy taken out fetches a picture."""
    elsewhere.asked.clear()
    bare = tmp_path / "bare.html"
    text = lively_report.read_text(encoding="utf-8")
    bare.write_text(text.replace("Content-Security-Policy", "X-None"), encoding="utf-8")

    opened(page, bare)

    assert "/image" in elsewhere.asked


def test_nothing_in_a_report_runs(page: Page, lively_report: Path) -> None:
    """Scripts, event handlers and ``javascript:`` links in outputs and data do nothing."""
    opened(page, lively_report)

    page.locator("#link").click()

    assert page.evaluate("typeof told") == "undefined"
    assert page.url == lively_report.as_uri()


def test_without_scripts_a_report_shows_charts_tables_and_quotes(
    chromium: Browser, lively_report: Path
) -> None:
    """A browser with JavaScript off shows it all, and code when asked for."""
    page = chromium.new_context(java_script_enabled=False).new_page()
    opened(page, lively_report)

    expect(page.get_by_role("heading", level=1)).to_have_text("Waarom douchen we zo lang?")
    expect(page.locator("blockquote")).to_be_visible()
    expect(page.locator("td", has_text="<script>told = 1</script>")).to_be_visible()
    expect(page.locator("figure.vocbench-chart svg")).to_have_count(2)
    expect(page.locator("nav a").last).to_have_attribute("href", "#about")
    code = page.locator("details.code").first
    expect(code.locator("pre")).to_be_hidden()
    code.locator("summary").click()
    expect(code.locator("pre")).to_be_visible()
    page.context.close()


def test_charts_and_pictures_have_words(page: Page, lively_report: Path) -> None:
    """Who cannot see a chart hears its title and its numbers; each picture has an alternative text."""
    opened(page, lively_report)

    chart = page.get_by_role("img", name="Hoe vaak elke code is gebruikt. Pains/Wachten: 7 coderingen")
    expect(chart).to_be_visible()
    assert page.locator("img:not([alt])").count() == 0
    assert page.locator("html").get_attribute("lang") == "nl"


def test_marks_have_a_tip(page: Page, lively_report: Path) -> None:
    """A bar tells its numbers on hovering, without a script."""
    opened(page, lively_report)

    tips = page.locator("figure path > title").all_text_contents()

    assert "Pains/Wachten: 7 coderingen, 3 bronnen, 3 respondenten" in tips


def test_a_wide_report_fits_a_narrow_screen(page: Page, lively_report: Path) -> None:
    """On a telephone the page itself does not scroll sideways."""
    page.set_viewport_size({"width": 380, "height": 800})
    opened(page, lively_report)

    assert page.evaluate("document.documentElement.scrollWidth") <= 380


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [380, 1440])
def test_axe_finds_nothing_to_improve(
    page: Page, lively_report: Path, root: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    """axe-core reports no violation, of contrast or otherwise, narrow and wide, light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.is_file():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    opened(page, lively_report)

    page.evaluate(script.read_text("utf-8"))
    # The author's own picture and link, which try to do harm, are not ours to improve.
    found = page.evaluate("axe.run({exclude: ['#tries']})")

    assert [each["id"] for each in found["violations"]] == []


def test_the_contents_stand_beside_the_text_where_there_is_room(page: Page, lively_report: Path) -> None:
    """On a wide screen the table of contents stays in view; on a narrow one it is part of the text."""
    places = []
    for width in (1440, 800):
        page.set_viewport_size({"width": width, "height": 600})
        opened(page, lively_report)
        places.append(page.locator("nav").evaluate("each => getComputedStyle(each).position"))

    assert places == ["fixed", "static"]
