"""The coding widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import drag_over, give_up
from tests.talks import study, talk
from vocbench.model.source import Transcript
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget

ASK = "What is hard about the export?"
TELL = "Honestly 😀 the export is slow, and I lose my work when it fails. I go home."
EVIL = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>javascript:window.pwned=1"


@pytest.fixture
def workspace() -> Project:
    """Two turns, an emoji in the second, and two codes: Gains (1) and Pains (2)."""
    return study(talk(("Interviewer", ASK), ("Ana", TELL)), codes=("Gains", "Pains"))


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    workspace: Project
    widget: CodingWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def pump(self) -> None:
        """Let page and kernel hear each other."""
        self.host.pump()

    def quotes(self) -> list[tuple[str, str]]:
        """What the project holds, as (code, quote)."""
        return [(coding.code, coding.quote) for coding in self.workspace.codings_of("p01")]


@pytest.fixture
def desk(host: Host, workspace: Project) -> Desk:
    """The widget, shown in English."""
    widget = CodingWidget(workspace, "p01")
    host.show(widget)
    return Desk(host, workspace, widget)


def marks(page: Page) -> list[str]:
    """The highlighted pieces of text on the page."""
    return page.locator(".voc-text mark").all_text_contents()


def status(page: Page) -> Locator:
    """The line that says what happened."""
    return page.locator(".voc-status")


def selected(page: Page) -> str:
    """What the browser has selected."""
    return str(page.evaluate("document.getSelection().toString()"))


def put_caret(page: Page) -> None:
    """Put the caret at the start of the transcript with the keyboard."""
    page.locator(".voc-text").focus()
    page.keyboard.press("Control+Home")


# -- mouse --------------------------------------------------------------------------------


def test_drag_and_click_make_a_coding(desk: Desk) -> None:
    """A passage dragged over and a click on a code make a coding of those words, after an emoji too."""
    drag_over(desk.page, ".voc-turn", "the export is slow")
    desk.page.locator(".voc-code", has_text="Pains").click()
    desk.page.wait_for_function("() => toPython.some(({ content }) => content.op === 'select')")
    desk.pump()

    assert desk.quotes() == [("Pains", "the export is slow")]
    assert marks(desk.page) == ["the export is slow"]
    assert selected(desk.page) == "the export is slow"
    expect(desk.page.get_by_role("textbox", name="Transcript p01")).to_be_focused()
    expect(desk.page.locator("mark")).to_have_attribute("title", "Pains (A)")
    expect(desk.page.locator("mark")).to_have_attribute("aria-description", "Pains (A)")
    assert desk.widget.selection == Span(len(ASK) + 12, len(ASK) + 30)


def test_a_drag_across_turns_makes_one_coding(desk: Desk) -> None:
    """A selection over two turns is one coding that shows in both."""
    start = desk.page.locator(".voc-turn").first.bounding_box()
    drag_over(desk.page, ".voc-turn", "Honestly")
    end = desk.page.locator(".voc-turn").last.bounding_box()
    assert start is not None
    assert end is not None

    desk.page.mouse.move(start["x"] + 151, start["y"] + 12)
    desk.page.mouse.down()
    desk.page.mouse.move(end["x"] + 165, end["y"] + 12)
    desk.page.mouse.move(end["x"] + 150 + 60, end["y"] + 12)
    desk.page.mouse.up()
    desk.page.keyboard.press("1")
    desk.pump()

    ((code, quote),) = desk.quotes()
    assert code == "Gains"
    assert quote.startswith(f"{ASK}\nHo")
    assert len(marks(desk.page)) == len(["ask", "tell"])


def test_one_passage_takes_several_codes_in_a_row(desk: Desk) -> None:
    """The selection survives coding, also when the kernel has confirmed."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("1")
    desk.pump()
    desk.page.keyboard.press("2")
    desk.pump()

    assert desk.quotes() == [("Gains", "slow"), ("Pains", "slow")]
    assert selected(desk.page) == "slow"
    expect(desk.page.locator("mark")).to_have_attribute("title", "Gains (A), Pains (A)")


def test_a_new_selection_may_begin_inside_the_old_one(desk: Desk) -> None:
    """The browser does not drag the selected words away instead."""
    drag_over(desk.page, ".voc-turn", "the export is slow")
    drag_over(desk.page, ".voc-turn", "slow, and I")
    desk.page.keyboard.press("2")
    desk.pump()

    assert desk.quotes() == [("Pains", "slow, and I")]


def test_a_click_on_a_highlight_lists_its_codings(desk: Desk) -> None:
    """The list shows the codings of that place, and all of them again on request."""
    desk.workspace.code("p01", quote="the export is slow", code="Pains")
    desk.workspace.code("p01", quote="slow, and I lose", code="Gains")
    desk.workspace.code("p01", quote="What", code="Gains")
    desk.pump()

    desk.page.locator("mark").get_by_text("slow", exact=True).click()

    expect(desk.page.locator(".voc-heading")).to_have_text("Codings here · 2")
    assert desk.page.locator(".voc-list > li:not([hidden]) .voc-item-code").all_text_contents() == [
        "Pains",
        "Gains",
    ]
    desk.page.get_by_role("button", name="Show all").click()
    expect(desk.page.locator(".voc-heading")).to_have_text("Codings · 3")


def test_the_list_is_in_reading_order(desk: Desk) -> None:
    """Codings are listed as they stand in the text, with code, coder and quote."""
    desk.workspace.code("p01", quote="slow", code="Pains", coder="B")
    desk.workspace.code("p01", quote="What is", code="Gains")
    desk.pump()

    items = [
        desk.page.locator(f".voc-list {part}").all_text_contents()
        for part in (".voc-item-code", ".voc-by", "q")
    ]

    assert items == [["Gains", "Pains"], ["A", "B"], ["What is", "slow"]]


def test_the_remove_button_removes_the_coding(desk: Desk) -> None:
    """A click on × takes that coding out of project and page, and the focus stays in the list."""
    desk.workspace.code("p01", quote="What", code="Gains")
    desk.workspace.code("p01", quote="slow", code="Pains")
    desk.pump()

    desk.page.get_by_role("button", name="Remove Gains").focus()
    desk.page.keyboard.press("Enter")
    desk.pump()

    assert desk.quotes() == [("Pains", "slow")]
    assert marks(desk.page) == ["slow"]
    expect(status(desk.page)).to_have_text("Removed: Gains")
    assert desk.page.evaluate("document.activeElement.closest('.voc-list') !== null")


def test_a_click_in_the_list_goes_to_the_passage(desk: Desk) -> None:
    """The passage is selected in the text, ready for another code."""
    desk.workspace.code("p01", quote="slow", code="Pains")
    desk.pump()

    desk.page.locator(".voc-go").click()

    assert selected(desk.page) == "slow"


def test_every_line_of_three_overlapping_codings_shows(desk: Desk) -> None:
    """Each overlapping coding has an underline of its own, and no two are in one place."""
    desk.workspace.add_code("Needs")
    for code in ("Pains", "Gains", "Needs"):
        desk.workspace.code("p01", quote="slow", code=code)
    desk.pump()

    places = desk.page.locator("mark").evaluate(
        "(mark) => getComputedStyle(mark).backgroundPositionY.split(', ')"
    )

    assert sorted(places) == ["calc(100% - 0px)", "calc(100% - 4px)", "calc(100% - 8px)"] or sorted(
        places
    ) == ["100%", "calc(100% - 4px)", "calc(100% - 8px)"]


# -- keyboard -----------------------------------------------------------------------------


def test_everything_by_keyboard(desk: Desk) -> None:
    """Tab reaches the text, keys select words and code them."""
    desk.page.keyboard.press("Tab")
    for _ in range(10):
        if desk.page.evaluate("document.activeElement.getAttribute('role')") == "textbox":
            break
        desk.page.keyboard.press("Tab")
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.press("Control+Shift+ArrowRight")
    desk.page.keyboard.press("Control+Shift+ArrowRight")
    desk.page.keyboard.press("1")
    desk.pump()

    assert desk.quotes() == [("Gains", "What is")]


def test_the_codes_are_one_stop_for_tab_and_arrows_move_among_them(desk: Desk) -> None:
    """Tab passes over the toolbar in one step; the arrow keys walk through it."""
    desk.page.get_by_role("button", name="Gains").focus()
    desk.page.keyboard.press("ArrowRight")
    on_second = desk.page.evaluate("document.activeElement.innerText")
    desk.page.keyboard.press("Tab")

    assert "Pains" in on_second
    assert desk.page.evaluate("document.activeElement.className") == "voc-name"


@pytest.mark.parametrize(
    ("keys", "quote"),
    [("w", "What"), ("ww", "What is"), ("s", ASK), ("t", ASK), ("tt", f"{ASK}\n{TELL}")],
)
def test_keys_select_word_sentence_and_turn(desk: Desk, keys: str, quote: str) -> None:
    """W, S and T grow the selection to whole words, sentences and turns, one more each time."""
    put_caret(desk.page)
    for key in keys:
        desk.page.keyboard.press(key)
    desk.page.keyboard.press("1")
    desk.pump()

    assert desk.quotes() == [("Gains", quote)]


def test_undo_and_redo_by_key(desk: Desk) -> None:
    """Ctrl+Z takes a coding back, Ctrl+Shift+Z and Ctrl+Y bring it again."""
    put_caret(desk.page)
    desk.page.keyboard.press("w")
    desk.page.keyboard.press("1")
    desk.pump()
    seen = [desk.quotes()]
    for keys in ("Control+z", "Control+Shift+z", "Control+z", "Control+y"):
        desk.page.keyboard.press(keys)
        desk.pump()
        seen.append(desk.quotes())

    done = [("Gains", "What")]
    assert seen == [done, [], done, [], done]
    expect(status(desk.page)).to_have_text("Done again: code p01 with Gains")


def test_undo_with_nothing_left_says_so(desk: Desk) -> None:
    """The status line tells that there was nothing to undo."""
    desk.workspace.coder = "newcomer"
    desk.page.get_by_role("button", name="Undo").click()
    desk.pump()

    expect(status(desk.page)).to_have_text("There is nothing to undo.")


def test_a_typed_name_makes_a_code_and_codes_the_selection(desk: Desk) -> None:
    """N goes to the field, Enter codes the passage, and the focus is back in the text."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("n")
    desk.page.keyboard.type("Pains/Waiting 1")
    desk.page.keyboard.press("Enter")
    desk.pump()

    assert desk.quotes() == [("Pains/Waiting 1", "slow")]
    assert selected(desk.page) == "slow"
    expect(desk.page.get_by_role("button", name="Pains/Waiting 1", exact=False).first).to_be_visible()


def test_a_known_name_in_another_case_is_the_known_code(desk: Desk) -> None:
    """Typing 'pains' does not make a second code beside 'Pains'."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("n")
    desk.page.keyboard.type("pains")
    desk.page.keyboard.press("Enter")
    desk.pump()

    assert desk.quotes() == [("Pains", "slow")]


def test_the_selection_shows_while_a_name_is_typed(desk: Desk) -> None:
    """The passage stays painted when the focus is in the field, and no longer after."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("n")
    desk.page.wait_for_function("() => CSS.highlights.get('voc-kept')?.size === 1")
    desk.page.keyboard.press("Escape")

    desk.page.wait_for_function("() => CSS.highlights.get('voc-kept')?.size === 0")
    assert selected(desk.page) == "slow"


def test_enter_opens_the_codings_at_the_caret_and_delete_removes(desk: Desk) -> None:
    """By keyboard alone a coding is found, removed, and the focus comes back to the text."""
    desk.workspace.code("p01", quote="What is", code="Pains")
    desk.pump()
    put_caret(desk.page)
    desk.page.keyboard.press("ArrowRight")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".voc-heading")).to_have_text("Codings here · 1")
    desk.page.keyboard.press("Delete")
    desk.pump()

    assert desk.quotes() == []
    assert desk.page.evaluate("document.activeElement.getAttribute('role')") == "textbox"


def test_typing_cutting_and_pasting_change_nothing(desk: Desk) -> None:
    """The text is read-only, though it has a caret."""
    put_caret(desk.page)
    desk.page.keyboard.press("Control+a")
    for keys in ("Control+x", "Control+v", "Backspace", "Delete", "Enter", "q", "Shift+Q"):
        desk.page.keyboard.press(keys)

    assert desk.page.locator(".voc-turn").all_text_contents() == [ASK, TELL]


def test_what_an_input_method_writes_is_put_back(desk: Desk) -> None:
    """A change of the text that could not be prevented is undone, with the highlights."""
    desk.workspace.code("p01", quote="slow", code="Pains")
    desk.pump()

    desk.page.evaluate("document.querySelector('.voc-turn').firstChild.data = 'broken'")
    desk.page.evaluate("document.querySelector('mark').remove()")

    expect(desk.page.locator(".voc-turn").first).to_have_text(ASK)
    assert marks(desk.page) == ["slow"]


def test_plain_keys_do_not_leave_the_widget(desk: Desk) -> None:
    """Letters, digits and Enter stay inside; Ctrl+S is the notebook's."""
    desk.page.evaluate(
        "window.leaked = []; document.addEventListener('keydown', (event) => leaked.push(event.key))"
    )
    desk.page.route("**/*", lambda route: route.abort())
    for part in (".voc-text", ".voc-code", ".voc-name"):
        desk.page.locator(part).first.focus()
        for keys in ("a", "b", "d", "1", "Enter", "Shift+M"):
            desk.page.keyboard.press(keys)
    desk.page.locator(".voc-text").focus()
    desk.page.keyboard.press("Control+s")

    assert [key for key in desk.page.evaluate("leaked") if key != "Control"] == ["s"]


def test_a_code_without_a_selection_says_what_to_do(desk: Desk) -> None:
    """Nothing is sent when nothing is selected."""
    desk.page.locator(".voc-code", has_text="Pains").click()

    expect(status(desk.page)).to_have_text("Select a passage first, then choose a code.")


# -- the kernel ---------------------------------------------------------------------------


def test_a_coding_is_painted_before_the_kernel_answers(desk: Desk) -> None:
    """It is there at once, marked as not saved, and loses the mark when it is."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("1")

    assert desk.quotes() == []
    expect(desk.page.locator("mark.voc-waiting")).to_have_text("slow")
    expect(desk.page.locator("mark")).to_have_attribute("title", "Gains (A, not saved yet)")
    desk.pump()
    assert desk.page.locator("mark.voc-waiting").count() == 0
    expect(status(desk.page)).to_have_text("Coded: Gains")


def test_a_refused_coding_disappears_with_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the project refuses is not left standing."""
    monkeypatch.setattr(desk.widget._workspace, "transcript", lambda _: talk(("", "short")))
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("1")
    desk.pump()

    assert marks(desk.page) == []
    expect(status(desk.page)).to_contain_text("Not saved: The text of")
    expect(status(desk.page)).to_have_attribute("data-level", "error")


def test_a_silent_kernel_is_said_after_four_seconds(host: Host, page: Page, workspace: Project) -> None:
    """The coding stays marked as not saved, and the status line says so."""
    page.clock.install()
    host.show(CodingWidget(workspace, "p01"))
    drag_over(page, ".voc-turn", "slow")
    page.keyboard.press("1")
    page.clock.run_for(2_000)
    before = status(page).inner_text()
    page.clock.run_for(3_000)

    assert before == "Saving …"
    expect(status(page)).to_contain_text("Not saved yet: the kernel does not answer.")
    expect(page.locator("mark.voc-waiting")).to_have_text("slow")


def test_what_is_being_removed_is_marked_until_the_kernel_confirms(desk: Desk) -> None:
    """A coding that is to go is still there, and says that this is not saved yet."""
    desk.workspace.code("p01", quote="slow", code="Pains")
    desk.pump()

    desk.page.get_by_role("button", name="Remove Pains").click()

    expect(desk.page.locator("mark.voc-waiting")).to_have_text("slow")
    expect(desk.page.locator(".voc-list > li")).to_contain_text("being removed, not saved yet")


def test_an_act_in_python_shows_on_the_page(desk: Desk) -> None:
    """What another coder does appears, and the reader's selection is not disturbed."""
    drag_over(desk.page, ".voc-turn", "the export is slow")
    desk.workspace.code("p01", quote="slow, and", code="Pains", coder="B")
    desk.pump()

    assert marks(desk.page) == ["slow, and"]
    assert selected(desk.page) == "the export is slow"


def test_python_selects_a_passage_for_the_reader(desk: Desk) -> None:
    """``select`` shows the passage, and the next code goes on it."""
    start = f"{ASK}\n{TELL}".index("slow")
    desk.widget.select(Span(start, start + 4))
    desk.pump()

    desk.page.locator(".voc-code", has_text="Pains").click()
    desk.pump()

    assert marks(desk.page) == ["slow"]


def test_only_turns_that_changed_are_drawn_again(desk: Desk) -> None:
    """Coding in one turn leaves the nodes of the others alone."""
    desk.page.evaluate("document.querySelector('.voc-turn').firstChild.untouched = true")
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("1")
    desk.pump()

    assert desk.page.evaluate("document.querySelector('.voc-turn').firstChild.untouched") is True


def test_a_view_that_is_removed_stops_listening(desk: Desk) -> None:
    """Clean-up takes every listener off the model."""
    before = desk.page.evaluate("listenerCount()")
    desk.page.evaluate("cleanUp()")

    assert (before > 0, desk.page.evaluate("listenerCount()")) == (True, 0)


# -- text is never markup -----------------------------------------------------------------


def test_what_users_write_is_shown_as_text(host: Host, page: Page) -> None:
    """Tags and handlers in source, speaker, words, code, coder and memo are text in every part."""
    name = EVIL.replace("/", "|")
    interview = talk((EVIL, EVIL), name=EVIL, language='"><script>window.pwned=1</script>')
    workspace = study(interview, codes=(name,), coder=EVIL)
    workspace.code(EVIL, quote=EVIL, code=name, memo=EVIL)
    host.show(CodingWidget(workspace, EVIL))
    page.locator("mark").click()
    page.locator(".voc-go").hover()

    assert marks(page) == [EVIL]
    assert page.locator("main :is(img, script, a)").count() == 0
    assert page.locator(".voc-head strong").inner_text() == EVIL
    assert page.locator(".voc-item-code").text_content() == name
    page.wait_for_timeout(100)  # an image that fails to load tells a moment later
    assert page.evaluate("window.pwned") is None


def test_static_html_runs_nothing(host: Host) -> None:
    """The transcript without a kernel shows the same text, and no part of it acts."""
    name = EVIL.replace("/", "|")
    interview = talk((EVIL, EVIL), name=EVIL)
    workspace = study(interview, codes=(name,))
    workspace.code(EVIL, quote=EVIL, code=name)
    page = host.page
    page.set_content(CodingWidget(workspace, EVIL).to_html())

    assert EVIL in page.locator("mark").inner_text()
    assert page.locator("img, script").count() == 0
    page.wait_for_timeout(100)
    assert page.evaluate("window.pwned") is None


# -- language, size, access ---------------------------------------------------------------


def test_the_interface_speaks_dutch(host: Host, page: Page, workspace: Project) -> None:
    """Buttons, labels, messages and keys are Dutch."""
    widget = CodingWidget(workspace, "p01", lang="nl")
    host.show(widget)
    drag_over(page, ".voc-turn", "slow")
    page.keyboard.press("1")
    host.pump()

    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    expect(page.locator(".voc-heading")).to_have_text("Coderingen · 1")
    expect(status(page)).to_have_text("Gecodeerd: Gains")
    expect(page.locator(".voc-keys")).to_contain_text("codeer de selectie")


def test_the_language_changes_while_the_widget_is_shown(desk: Desk) -> None:
    """Setting the trait translates the page and keeps its listeners."""
    desk.widget.lang = "nl"
    desk.pump()
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.locator(".voc-code", has_text="Pains").click()
    desk.pump()

    expect(desk.page.locator(".voc-heading")).to_have_text("Coderingen · 1")
    assert len(desk.page.get_by_role("button", name="Ongedaan maken").all()) == 1


def test_a_long_turn_with_many_codings_is_drawn_whole(host: Host, page: Page) -> None:
    """20,000 words in one turn with forty codings on one passage lose nothing."""
    words = " ".join(f"woord{number}" for number in range(20_000))
    workspace = study(talk(("Ana", words)), codes=("Pains",))
    for number in range(40):
        workspace.code("p01", span=Span(0, 20 + number), code="Pains")
    host.show(CodingWidget(workspace, "p01"))

    assert page.evaluate("document.querySelector('.voc-turn').textContent.length") == len(words)
    assert page.locator(".voc-list > li").count() == len(workspace.codings_of("p01"))


def test_a_transcript_without_turns_can_be_coded(host: Host, page: Page) -> None:
    """Each line of a plain text is a turn without a speaker."""
    workspace = study(Transcript("p01", "One line.\nשלום עולם.\n"), codes=("Pains",))
    host.show(CodingWidget(workspace, "p01"))
    page.locator(".voc-text").focus()
    page.keyboard.press("Control+a")
    page.keyboard.press("1")
    host.pump()

    assert [coding.quote for coding in workspace.codings_of("p01")] == ["One line.\nשלום עולם."]


def test_a_tap_on_a_code_codes_the_selection(host: Host, page: Page, workspace: Project) -> None:
    """By touch, the selection survives the tap on the button."""
    host.show(CodingWidget(workspace, "p01"))
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    drag_over(page, ".voc-turn", "slow")
    place = page.get_by_role("button", name="Pains").bounding_box()
    assert place is not None
    point = {"x": place["x"] + 20, "y": place["y"] + 10}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("mark")).to_have_text("slow")
    host.pump()

    assert [coding.quote for coding in workspace.codings_of("p01")] == ["slow"]


def test_print_shows_the_whole_text(host: Host, page: Page, workspace: Project) -> None:
    """On paper nothing is cut off by the height on the screen, and the tools are gone."""
    host.show(CodingWidget(workspace, "p01", height="40px"))
    page.emulate_media(media="print")

    cut = page.locator(".voc-text").evaluate("(box) => box.scrollHeight > box.clientHeight + 1")

    assert cut is False
    expect(page.locator(".voc-turn").first).to_have_css("content-visibility", "visible")
    expect(page.locator(".voc-keys")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_improve(desk: Desk, root: Path, scheme: str) -> None:
    """axe-core reports no violation, with codings on the page, in light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.workspace.code("p01", quote="slow, and I lose", code="Pains")
    desk.workspace.code("p01", quote="lose my work", code="Gains")
    desk.pump()
    desk.page.add_script_tag(path=script)

    found = desk.page.evaluate("axe.run('main')")

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
