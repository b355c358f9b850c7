"""The quotes widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.studies import survey
from tests.talks import study, talk
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget
from vocbench.widgets.quotes.widget import QuotesWidget

ASK = "What is hard about the export?"
TELL = "Honestly 😀 the export is slow, and I lose my work when it fails. I go home."
EVIL = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"


@pytest.fixture
def workspace() -> Project:
    """Two interviews and a survey, with five codings."""
    project = study(talk(("Interviewer", ASK), ("Ana", TELL)), talk(("Bo", "It is slow."), name="p02"))
    project.add(survey())
    project.code("p01", quote="hard", code="Question")
    project.code("p01", quote="export is slow", code="Pains/Speed", memo="often")
    project.code("p01", quote="lose my work", code="Pains/Loss")
    project.code("p02", quote="slow", code="Pains/Speed")
    project.code("survey", answer=project.answers()["answer"][0], code="Pains/Bill")
    return project


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    workspace: Project
    widget: QuotesWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def settle(self) -> None:
        """Let page and kernel hear each other until nothing is asked any more."""
        self.host.pump()
        while self.page.locator(".voc-quotes-widget[data-stale=true]").count():
            self.host.pump()

    def press(self, *keys: str) -> None:
        """Press keys, and let what they ask for come."""
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def shown(self) -> list[str]:
        """The quotes on the page."""
        return self.page.locator(".voc-quote mark").all_text_contents()


@pytest.fixture
def desk(host: Host, workspace: Project) -> Desk:
    """The widget, shown in English with every quote."""
    made = QuotesWidget(workspace)
    host.show(made)
    desk = Desk(host, workspace, made)
    desk.settle()
    return desk


def status(page: Page) -> Locator:
    """The line that says what happened."""
    return page.locator(".voc-status")


def option(page: Page, words: str) -> Locator:
    """The quote with these words."""
    return page.locator(".voc-quote").filter(has=page.locator("mark", has_text=words))


def cell(page: Page, code: str, source: str) -> Locator:
    """A cell of the map."""
    return page.locator(f'td[data-code="{code}"][data-source="{source}"]')


# -- reading ------------------------------------------------------------------------------


def test_quotes_show_with_what_stands_around_and_where_they_are_from(desk: Desk) -> None:
    """Context, code, speaker, source, turn, time and memo."""
    quote = option(desk.page, "export is slow")

    expect(quote.locator(".voc-words")).to_have_text(f"…{ASK} {TELL}…")
    expect(quote.locator(".voc-from")).to_have_text("Pains/Speed Ana, p01, turn 2, 0:12 · A")
    expect(quote.locator(".voc-memo")).to_have_text("Memo: often")
    expect(desk.page.locator(".voc-count-of")).to_have_text("5 quotes")


def test_a_code_is_found_by_a_few_letters(desk: Desk) -> None:
    """C, some letters, Enter: the quotes of that code and those under it; the field keeps the focus."""
    desk.press("Tab")
    desk.page.locator(".voc-quote").first.focus()
    desk.press("c")
    desk.page.keyboard.type("spe")
    desk.press("Enter")

    assert desk.shown() == ["export is slow", "slow"]
    assert desk.widget.query["code"] == "Pains/Speed"
    expect(desk.page.get_by_role("combobox", name="Code", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("key", "typed", "found"),
    [
        ("a", "loss", ["lose my work"]),
        ("x", "pains", ["hard"]),
        ("p", "interv", ["hard"]),
        ("s", "p02", ["slow"]),
        ("t", "huur", ["De rekening is onduidelijk"]),
    ],
)
def test_each_kind_of_filter_has_its_key(desk: Desk, key: str, typed: str, found: list[str]) -> None:
    """Together with, without, speaker, source and attribute."""
    option(desk.page, "hard").click()
    desk.press(key)
    desk.page.keyboard.type(typed)
    desk.press("Enter")

    assert desk.shown() == found


def test_a_chip_takes_its_filter_away(desk: Desk) -> None:
    """A click on it widens the query; the others stay."""
    desk.widget.find("Pains", sources=["p01"])
    desk.settle()
    assert desk.shown() == ["export is slow", "lose my work"]

    desk.page.get_by_role("button", name="Take away: Source: p01").click()
    desk.settle()

    assert len(desk.shown()) == 4
    assert desk.widget.query["code"] == "Pains"


def test_context_grows_and_shrinks(desk: Desk) -> None:
    """Minus twice: nothing stands around a quote any more."""
    option(desk.page, "hard").click()
    desk.press("-")
    desk.press("-")

    assert desk.widget.query["context"] == 0
    expect(option(desk.page, "hard").locator(".voc-words")).to_have_text("hard")


def test_what_somebody_codes_appears(desk: Desk) -> None:
    """The list follows; the focus stays on the quote that had it."""
    option(desk.page, "lose my work").click()

    desk.workspace.code("p01", quote="Honestly", code="Tone")
    desk.settle()

    assert desk.shown()[1] == "Honestly"
    expect(option(desk.page, "lose my work")).to_be_focused()


def test_when_the_quote_in_focus_goes_its_neighbour_has_the_focus(desk: Desk) -> None:
    """The keyboard is not thrown back to the top of the page."""
    option(desk.page, "export is slow").click()

    desk.workspace.uncode(desk.widget.quotes["coding"][1])
    desk.settle()

    expect(option(desk.page, "lose my work")).to_be_focused()


def test_words_are_never_markup(host: Host) -> None:
    """Names and texts that look like markup show as they are written."""
    project = study(talk((EVIL, EVIL), name=EVIL))
    project.code(EVIL, quote=EVIL, code=EVIL.replace("/", ""), memo=EVIL)
    desk = Desk(host, project, QuotesWidget(project))
    host.show(desk.widget)
    desk.settle()
    assert desk.shown() == [EVIL]
    option(desk.page, EVIL).click()
    desk.press("o")

    assert desk.page.evaluate("window.pwned === undefined")
    assert desk.page.locator("img").count() == 0


# -- selecting, copying, dragging -----------------------------------------------------------


def test_quotes_are_selected_by_key_and_by_mouse(desk: Desk) -> None:
    """Space, Shift with an arrow, the box before a quote; Python has them as a frame."""
    option(desk.page, "hard").click()
    desk.press("Space", "Shift+ArrowDown")
    assert list(desk.widget.selected["quote"]) == ["hard", "export is slow"]

    option(desk.page, "hard").locator(".voc-tick").click()
    desk.settle()

    assert list(desk.widget.selected["quote"]) == ["export is slow"]
    expect(option(desk.page, "hard")).to_have_attribute("aria-selected", "false")
    expect(desk.page.locator(".voc-picked")).to_have_text("1 selected")


def test_control_a_selects_all(desk: Desk) -> None:
    """All that were found, and the page shows it."""
    option(desk.page, "hard").click()
    desk.press("Control+a")

    assert len(desk.widget.selected) == 5
    assert desk.page.locator('.voc-quote[aria-selected="true"]').count() == 5


def copied(page: Page) -> dict[str, str]:
    """What the last copy put on the clipboard, by type."""
    text = page.evaluate("window.copied")
    assert isinstance(text, dict)
    return text


LISTEN = """() => {
    window.all = (data) => Object.fromEntries([...data.types].map((type) => [type, data.getData(type)]));
    window.addEventListener("copy", ({ clipboardData }) => { window.copied = all(clipboardData); });
}"""


def test_a_quote_is_copied_with_its_reference(desk: Desk) -> None:
    """By key: as text and as HTML, and the status says so."""
    desk.page.evaluate(LISTEN)
    option(desk.page, "export is slow").click()
    desk.page.keyboard.press("Control+c")

    text = copied(desk.page)
    assert text["text/plain"] == "“export is slow” — Ana, p01, turn 2, 0:12"
    assert text["text/html"].startswith("<blockquote>“export is slow” — <cite>Ana, p01")
    expect(status(desk.page)).to_have_text("Copied: 1 quote with its reference.")


def test_the_button_copies_the_selection(desk: Desk) -> None:
    """Two selected quotes make two lines, the same as Python gives."""
    desk.page.evaluate(LISTEN)
    option(desk.page, "hard").click()
    desk.press("Space", "Shift+ArrowDown")
    desk.page.get_by_role("button", name="Copy").click()

    assert copied(desk.page)["text/plain"] == desk.widget.cited()
    assert len(desk.widget.cited().splitlines()) == 2


def test_a_dragged_quote_carries_its_coding(desk: Desk) -> None:
    """What it is dropped on gets plain text, and the id of the coding to make evidence of."""
    desk.page.evaluate(LISTEN)
    desk.page.evaluate(
        """() => {
            const target = document.body.appendChild(document.createElement("textarea"));
            target.id = "board";
            target.addEventListener("dragover", (event) => event.preventDefault());
            target.addEventListener("drop", (event) => {
                event.preventDefault();
                window.dropped = all(event.dataTransfer);
            });
        }"""
    )
    option(desk.page, "export is slow").drag_to(desk.page.locator("#board"))

    dropped = desk.page.evaluate("window.dropped")
    coding = desk.widget.quotes["coding"][1]
    assert dropped["text/plain"] == "“export is slow” — Ana, p01, turn 2, 0:12"
    assert json.loads(dropped["application/x-vocbench-quote"]) == {"coding": coding, "codings": [coding]}


# -- jumping --------------------------------------------------------------------------------


def test_enter_shows_the_quote_in_an_open_transcript(desk: Desk) -> None:
    """A coding widget on the same project turns to the source and selects the passage."""
    reader = CodingWidget(desk.workspace, "p01")
    option(desk.page, "slow").last.click()
    desk.press("Enter")

    assert (reader.source, reader.selection) == ("p02", Span(6, 10))
    expect(status(desk.page)).to_have_text("Shown in the text: p02")
    reader.close()


def test_without_an_open_transcript_the_status_says_what_to_do(desk: Desk) -> None:
    """It names the widget to open, and the trait says where the quote stands all the same."""
    option(desk.page, "lose my work").dblclick()
    desk.settle()

    expect(status(desk.page)).to_contain_text('vb.CodingWidget(project, "p01")')
    assert desk.widget.jump is not None
    assert desk.widget.jump.source == "p01"


# -- the overview ---------------------------------------------------------------------------


def test_a_cell_of_the_map_leads_to_its_quotes(desk: Desk) -> None:
    """By mouse: as many quotes as the number says, of that code and source, with the focus on the first."""
    desk.page.get_by_role("tab", name="Overview").click()
    desk.settle()
    expect(cell(desk.page, "Pains", "p01")).to_have_text("2")
    cell(desk.page, "Pains", "p01").click()
    desk.settle()

    assert desk.shown() == ["export is slow", "lose my work"]
    expect(option(desk.page, "export is slow")).to_be_focused()
    assert (desk.widget.query["code"], desk.widget.query["sources"]) == ("Pains", ["p01"])


def test_the_map_is_worked_by_keys(desk: Desk) -> None:
    """O opens it, arrows move in it, Enter shows the quotes."""
    option(desk.page, "hard").click()
    desk.press("o")
    expect(cell(desk.page, "Pains", "p01")).to_be_focused()
    desk.press("ArrowDown", "ArrowRight", "ArrowRight")
    expect(cell(desk.page, "Pains/Bill", "survey")).to_be_focused()
    desk.press("Enter")

    assert desk.shown() == ["De rekening is onduidelijk"]


def test_the_map_follows_what_is_coded(desk: Desk) -> None:
    """A number grows while the map is open, and the focus stays in its cell."""
    option(desk.page, "hard").click()
    desk.press("o")
    desk.press("ArrowRight")
    expect(cell(desk.page, "Pains", "p02")).to_be_focused()

    desk.workspace.code("p02", quote="It is", code="Pains/Loss")
    desk.settle()

    expect(cell(desk.page, "Pains", "p02")).to_have_text("2")
    expect(cell(desk.page, "Pains", "p02")).to_be_focused()


def test_a_bar_of_the_line_leads_to_its_quote(desk: Desk) -> None:
    """The bar says code, time and words; a click on it puts the focus on that quote."""
    option(desk.page, "hard").click()
    desk.press("o")
    desk.page.get_by_role("button", name="Pains/Loss, 0:26: lose my work").click()
    desk.settle()

    expect(option(desk.page, "lose my work")).to_be_focused()


def test_another_interview_can_be_chosen(desk: Desk) -> None:
    """Its bars come in place of the first one's."""
    option(desk.page, "hard").click()
    desk.press("o")
    desk.page.get_by_role("combobox", name="Interview").select_option("p02")
    desk.settle()

    assert desk.page.locator(".voc-bar").count() == 1


def test_an_empty_project_says_so(host: Host) -> None:
    """Quotes and map are empty, and the words say what to do."""
    project = study(talk(("Ana", TELL)))
    desk = Desk(host, project, QuotesWidget(project))
    host.show(desk.widget)
    desk.settle()
    expect(desk.page.get_by_text("No quotes. Code something")).to_be_visible()

    desk.page.get_by_role("tab", name="Overview").click()
    desk.settle()

    expect(desk.page.get_by_text("Nothing is coded yet.")).to_be_visible()


# -- long lists, languages, paper -------------------------------------------------------------


def test_a_long_list_comes_in_pages(host: Host) -> None:
    """The first hundred quotes are there at once; the rest come when the end is near."""
    text = " ".join(f"word{number}" for number in range(300))
    project = study(talk(("Ana", text)))
    for number in range(250):
        start = text.index(f"word{number}")
        project.code("p01", span=(start, start + 4), code="Pains")
    desk = Desk(host, project, QuotesWidget(project))
    host.show(desk.widget)
    desk.settle()
    assert len(desk.shown()) == 100
    expect(desk.page.locator(".voc-quote").first).to_have_attribute("aria-setsize", "250")

    desk.page.locator(".voc-box").evaluate("(box) => box.scrollTo(0, box.scrollHeight)")
    desk.page.wait_for_selector(".voc-quotes-widget[data-stale=true]")
    desk.settle()
    assert len(desk.shown()) == 200
    desk.page.locator(".voc-quote").first.focus()
    desk.press("End")

    assert len(desk.shown()) == 250
    expect(desk.page.locator(".voc-quote").last).to_be_focused()


def test_the_interface_speaks_dutch_at_once(desk: Desk) -> None:
    """Tabs, counts and references change with the trait."""
    desk.widget.lang = "nl"
    desk.settle()

    expect(desk.page.get_by_role("tab", name="Overzicht")).to_be_visible()
    expect(desk.page.locator(".voc-count-of")).to_have_text("5 citaten")
    expect(option(desk.page, "lose my work").locator(".voc-from")).to_contain_text("beurt 2")


def test_jupyter_does_not_see_the_keys(desk: Desk) -> None:
    """Letters that mean something here stay here; Ctrl+S passes."""
    desk.page.evaluate(
        "window.seen = []; document.addEventListener('keydown', ({ key }) => window.seen.push(key))"
    )
    option(desk.page, "hard").click()
    for key in ("d", "d", "j", "ArrowDown", "Control+s"):
        desk.page.keyboard.press(key)

    assert desk.page.evaluate("window.seen") == ["Control", "s"]


def test_tab_stops_once_in_the_list_and_once_in_the_map(desk: Desk) -> None:
    """However many quotes or cells there are."""
    assert desk.page.locator('.voc-quote[tabindex="0"]').count() == 1
    desk.page.get_by_role("tab", name="Overview").click()
    desk.settle()

    assert desk.page.locator('td[tabindex="0"]').count() == 1
    assert desk.page.locator('.voc-bar[tabindex="0"]').count() == 1


def test_print_shows_all_that_is_loaded(host: Host, workspace: Project) -> None:
    """On paper nothing is cut off by the height on the screen, and the tools are gone."""
    desk = Desk(host, workspace, QuotesWidget(workspace, height="60px"))
    host.show(desk.widget)
    desk.settle()
    desk.page.emulate_media(media="print")

    cut = desk.page.locator(".voc-box").evaluate("(box) => box.scrollHeight > box.clientHeight + 1")

    assert cut is False
    expect(desk.page.locator(".voc-query")).to_be_hidden()
    expect(desk.page.locator(".voc-keys")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["quotes", "overview"])
def test_axe_finds_nothing_to_improve(desk: Desk, root: Path, scheme: str, part: str) -> None:
    """axe-core reports no violation, in both parts, in light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.widget.find("Pains", speakers=["respondent"])
    desk.settle()
    option(desk.page, "export is slow").click()
    desk.press("Space")
    if part == "overview":
        desk.press("o")
    desk.page.add_script_tag(path=script)

    found = desk.page.evaluate("axe.run('main')")

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
