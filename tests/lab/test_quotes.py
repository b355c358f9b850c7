"""Quotes in a real JupyterLab: what only that can show."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.lab.jupyterlab import Lab

SETUP = """
import vocbench as vb
from vocbench import charts

with open("{name}.txt", "w", encoding="utf-8") as file:
    file.write("Interviewer: What is hard?\\nAna: Honestly 😀 the export is slow, and I lose my work.\\n")
project = vb.Project("{name}.voc", coder="Ruth")
project.add(vb.read_transcript("{name}.txt"))
project.code("{name}", quote="What is hard", code="Question")
project.code("{name}", quote="the export is slow", code="Pains")
"""
SIDE_BY_SIDE = 'reader = vb.CodingWidget(project, "{name}", height="200px")\nreader'


def test_a_quote_is_shown_in_the_transcript_beside_it(lab: Lab) -> None:
    """Enter on a quote selects its passage in the coding widget of another cell."""
    lab.open(
        "beside.ipynb",
        SETUP.format(name="beside"),
        SIDE_BY_SIDE.format(name="beside"),
        "vb.QuotesWidget(project)",
    )
    quote = lab.page.locator(".voc-quote", has=lab.page.locator("mark", has_text="the export is slow"))
    quote.wait_for()

    quote.click()
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(".voc-quotes-widget .voc-status")).to_have_text("Shown in the text: beside")

    assert lab.kernel("reader.selection.cut(project.transcript('beside').text)") == "the export is slow"


def test_what_is_coded_in_one_cell_appears_in_the_other(lab: Lab) -> None:
    """The list and, when it is open, the map follow the coding widget; letters do nothing to the notebook."""
    lab.open("follow.ipynb", SETUP.format(name="follow"), "vb.QuotesWidget(project)")
    lab.page.locator(".voc-quote").first.click()

    lab.kernel("project.code('follow', quote='lose my work', code='Pains').code")
    expect(lab.page.locator(".voc-quote")).to_have_count(3)
    lab.page.keyboard.press("o")
    expect(lab.page.locator('td[data-code="Pains"]')).to_have_text("2")
    lab.page.keyboard.press("d")
    lab.page.keyboard.press("d")
    lab.kernel("project.code('follow', quote='Honestly', code='Pains').code")

    expect(lab.page.locator('td[data-code="Pains"]')).to_have_text("3")


def test_a_mark_of_a_chart_leads_to_its_quotes(lab: Lab) -> None:
    """A tile is a link within the notebook: a click unfolds the quotes behind it."""
    show = "charts.with_quotes(charts.counts_by_source_chart(counts), vb.QuoteList(project.quotes()))"
    lab.open("chart.ipynb", SETUP.format(name="chart"), f"counts = project.counts_by_source()\n{show}")
    tile = lab.page.locator('svg a[aria-label^="Pains"]')
    tile.wait_for()
    words = lab.page.locator(".voc-section mark", has_text="the export is slow")
    expect(words).to_be_hidden()

    tile.click()

    expect(words).to_be_visible()
    expect(lab.page.locator(".voc-section mark", has_text="What is hard")).to_be_hidden()
