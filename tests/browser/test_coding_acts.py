"""What one does with codings in the coding widget, with real mouse and keys, without Jupyter."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import drag_over
from tests.talks import study, talk
from vocbench.model.coding import Coding
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget

ASK = "What is hard there?"
TELL = "Honestly 😀 the export is slow, and I lose my work when it fails. I go home."
MORE = "My phone crawls at home as well, so I wait."


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    project: Project
    widget: CodingWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def code(self, quote: str, code: str, *, coder: str | None = None, memo: str = "") -> Coding:
        """Code a passage from Python, and show it."""
        made = self.project.code("p01", quote=quote, code=code, coder=coder, memo=memo)
        self.host.pump()
        return made

    def kept(self) -> list[tuple[str, str]]:
        """What the project holds, as (code, quote)."""
        return [(coding.code, coding.quote) for coding in self.project.codings_of("p01")]

    def press(self, *keys: str) -> None:
        """Press keys, and let page and kernel hear each other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.host.pump()

    def caret_in(self, words: str) -> None:
        """Put the caret in these words with a click."""
        drag_over(self.page, ".voc-turn", words)
        self.page.keyboard.press("ArrowLeft")
        self.page.keyboard.press("ArrowRight")

    def status(self) -> Locator:
        """The line that says what happened."""
        return self.page.locator(".voc-status")


@pytest.fixture
def desk(host: Host) -> Desk:
    """The widget on an interview of three turns, with Gains on key 1 and Pains on key 2."""
    interview = talk(("Interviewer", ASK), ("Ana", TELL), ("Ana", MORE))
    project = study(interview, codes=("Gains", "Pains"))
    widget = CodingWidget(project, "p01")
    host.show(widget)
    return Desk(host, project, widget)


# -- finding and making codes ---------------------------------------------------------------


def test_a_few_letters_find_a_code(desk: Desk) -> None:
    """The palette offers the codes that have the letters in their order, and Enter takes the first."""
    desk.project.add_code("Feelings/Shame")
    desk.host.pump()
    drag_over(desk.page, ".voc-turn", "slow")
    desk.press("n", "f", "s", "h", "Enter")

    assert desk.kept() == [("Feelings/Shame", "slow")]
    expect(desk.page.get_by_role("textbox", name="Transcript p01")).to_be_focused()


def test_the_palette_makes_a_code_in_passing(desk: Desk) -> None:
    """A name that no code has is offered as a new code, after those that resemble it."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.press("n")
    desk.page.keyboard.type("Gain")
    offered = desk.page.get_by_role("option").all_text_contents()
    desk.press("ArrowDown", "Enter")

    assert offered == ["Gains1", "New code: Gain"]
    assert desk.kept() == [("Gain", "slow")]


def test_a_click_in_the_palette_codes(desk: Desk) -> None:
    """By mouse, the selection survives the way through the palette."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.locator(".voc-coding-tools .voc-name").click()
    desk.page.get_by_role("option", name="Pains").click()
    desk.host.pump()

    assert desk.kept() == [("Pains", "slow")]


def test_escape_leaves_the_palette_without_coding(desk: Desk) -> None:
    """The text has the focus again, and the passage is still selected."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.press("n", "P", "Escape")

    assert desk.kept() == []
    assert desk.page.evaluate("document.getSelection().toString()") == "slow"


def test_own_words_become_a_code(desk: Desk) -> None:
    """In vivo: the selected words, without what stands around them, name the code."""
    drag_over(desk.page, ".voc-turn", "I lose my work")
    desk.press("i")

    assert desk.kept() == [("I lose my work", "I lose my work")]


# -- memo, other code, other bounds, joining --------------------------------------------------


def test_a_memo_is_written_by_key(desk: Desk) -> None:
    """M on a coding opens its memo, Enter keeps it, and the list shows it."""
    desk.code("slow, and", "Pains")
    desk.caret_in("and")
    desk.press("m")
    desk.page.keyboard.type("he laughs")
    desk.press("Enter")

    (coding,) = desk.project.codings_of("p01")
    assert coding.memo == "he laughs"
    expect(desk.page.locator(".voc-list")).to_contain_text("Memo: he laughs")


def test_escape_leaves_a_memo_as_it_was(desk: Desk) -> None:
    """What was typed is not kept, and the focus goes to the coding in the list."""
    desk.code("slow", "Pains", memo="first")
    desk.caret_in("slow")
    desk.press("m")
    desk.page.keyboard.type("never mind")
    desk.press("Escape")

    (coding,) = desk.project.codings_of("p01")
    assert coding.memo == "first"
    assert desk.page.evaluate("document.activeElement.className") == "voc-go"


def test_a_coding_gets_another_code(desk: Desk) -> None:
    """R and a few letters change the code, and nothing else."""
    before = desk.code("slow", "Pains")
    desk.caret_in("slow")
    desk.press("r", "g", "a", "Enter")

    (after,) = desk.project.codings_of("p01")
    assert (after.id, after.code, after.quote) == (before.id, "Gains", "slow")


def test_a_coding_gets_the_selected_bounds(desk: Desk) -> None:
    """E puts the coding at this place on what is selected now."""
    desk.code("slow", "Pains")
    drag_over(desk.page, ".voc-turn", "the export is slow")
    desk.press("e")

    assert desk.kept() == [("Pains", "the export is slow")]


def test_the_end_of_a_coding_can_be_dragged(desk: Desk) -> None:
    """The grip at the end follows the mouse; letting go keeps the new bounds."""
    desk.code("the export", "Pains")
    desk.page.locator("mark").click()
    grip = desk.page.locator('.voc-grip[data-end="end"]').bounding_box()
    assert grip is not None
    target = desk.page.evaluate(
        """() => {
            const text = document.querySelector('mark').nextSibling;
            const range = document.createRange();
            range.setStart(text, ' is slow'.length - 1);
            range.setEnd(text, ' is slow'.length);
            const { right, y, height } = range.getBoundingClientRect();
            return [right, y + height / 2];
        }"""
    )

    desk.page.mouse.move(grip["x"] + grip["width"] / 2, grip["y"] + grip["height"] / 2)
    desk.page.mouse.down()
    desk.page.mouse.move(target[0] - 20, target[1])
    desk.page.mouse.move(*target)
    desk.page.mouse.up()
    desk.host.pump()

    assert desk.kept() == [("Pains", "the export is slow")]


def test_overlapping_codings_of_one_code_are_joined(desk: Desk) -> None:
    """J makes one coding of those that overlap or touch; one of another code stays out of it."""
    desk.code("the export is", "Pains")
    desk.code("is slow, and", "Pains")
    desk.code("slow", "Gains")
    desk.caret_in("export")
    desk.press("j")

    assert desk.kept() == [("Pains", "the export is slow, and"), ("Gains", "slow")]
    desk.press("Control+z")
    assert len(desk.kept()) == 3


def test_joining_a_lone_coding_says_that_there_is_nothing_to_join(desk: Desk) -> None:
    """Nothing is asked of the project."""
    desk.code("slow", "Pains")
    desk.caret_in("slow")
    desk.press("j")

    expect(desk.status()).to_have_text("No coding of the same code overlaps this one or is next to it.")


def test_a_memo_being_typed_survives_what_others_do(desk: Desk) -> None:
    """Another coder renames the code while it is typed: the focus and every letter stay."""
    desk.code("slow", "Pains")
    desk.caret_in("slow")
    desk.press("m")
    desk.page.keyboard.type("Important: here")
    desk.project.rename_code("Pains", "Hurts")
    desk.host.pump()
    desk.page.keyboard.type(" remember me")
    desk.press("Enter")

    (coding,) = desk.project.codings_of("p01")
    assert (coding.code, coding.memo) == ("Hurts", "Important: here remember me")


def test_a_memo_can_be_begun_before_the_coding_is_confirmed(desk: Desk) -> None:
    """The kernel's answer comes in the middle of a word, and nothing of it becomes a command."""
    drag_over(desk.page, ".voc-turn", "slow")
    for key in ("1", "m"):
        desk.page.keyboard.press(key)
    desk.page.keyboard.type("mem")
    desk.host.pump()
    desk.page.keyboard.type("orandum")
    desk.press("Enter")

    (coding,) = desk.project.codings_of("p01")
    assert (coding.code, coding.memo) == ("Gains", "memorandum")


def test_a_memo_that_somebody_else_changed_is_not_replaced_unseen(desk: Desk) -> None:
    """The other words are shown first; Enter again means it."""
    made = desk.code("slow", "Pains", memo="one")
    desk.caret_in("slow")
    desk.press("m")
    desk.page.keyboard.type("mine ")
    desk.project.memo(made.id, "theirs")
    desk.host.pump()
    desk.press("Enter")
    before = desk.project.codings_of("p01")[0].memo

    expect(desk.status()).to_contain_text("theirs")
    desk.press("Enter")
    assert (before, "mine" in desk.project.codings_of("p01")[0].memo) == ("theirs", True)


def test_the_language_may_change_while_a_memo_is_typed(desk: Desk) -> None:
    """The draft and the focus stay."""
    desk.code("slow", "Pains")
    desk.caret_in("slow")
    desk.press("m")
    desk.page.keyboard.type("half")
    desk.widget.lang = "nl"
    desk.host.pump()
    desk.page.keyboard.type(" way")
    desk.press("Enter")

    assert desk.project.codings_of("p01")[0].memo == "half way"


def test_what_is_changed_shows_at_once_as_not_saved(desk: Desk) -> None:
    """A coding that gets another code is painted anew before the kernel answers."""
    desk.code("slow", "Pains")
    desk.caret_in("slow")
    for key in ("r", "g", "a", "Enter"):
        desk.page.keyboard.press(key)

    expect(desk.page.locator("mark.voc-waiting")).to_have_attribute("title", "Gains (A, not saved yet)")
    assert desk.kept() == [("Pains", "slow")]


# -- finding the way --------------------------------------------------------------------------


def test_full_stop_and_comma_go_from_coding_to_coding_of_one_code(desk: Desk) -> None:
    """Other codes are passed over, and B goes back to where the reader was."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains")
    desk.code("crawls", "Pains")
    desk.caret_in("slow, and")
    seen = []
    for key in (".", ",", "b"):
        desk.press(key)
        seen.append(desk.page.evaluate("document.getSelection().toString()"))

    assert seen == ["crawls", "slow, and", "crawls"]


def test_the_filter_shows_one_code(desk: Desk) -> None:
    """F and a few letters leave one code in text and list; the heading says that some are left out."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains")
    desk.page.locator(".voc-text").focus()
    desk.press("f", "p", "a", "Enter")

    assert desk.page.locator("mark").all_text_contents() == ["slow, and"]
    expect(desk.page.locator(".voc-heading")).to_have_text("Codings, filtered · 1")
    desk.page.get_by_role("button", name="Show all codings").click()
    expect(desk.page.locator("mark")).to_have_count(2)


def test_control_click_on_a_code_shows_it_alone(desk: Desk) -> None:
    """The same again shows all."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains")
    button = desk.page.locator(".voc-code", has_text="Gains")

    button.click(modifiers=["Control"])
    expect(desk.page.locator("mark")).to_have_text(["export"])
    button.click(modifiers=["Control"])
    expect(desk.page.locator("mark")).to_have_count(2)


def test_the_filter_leaves_a_coder_out(desk: Desk) -> None:
    """With two coders, each can be switched off."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains", coder="B")
    desk.page.locator(".voc-text").focus()
    desk.press("f")
    desk.page.get_by_role("button", name="B", exact=True).click()

    assert desk.page.locator("mark").all_text_contents() == ["export"]


def test_python_filters_too(desk: Desk) -> None:
    """What a click filters, the traits do as well, and what a click did stands in them."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains", coder="B")
    desk.widget.only = ["Gains"]
    desk.host.pump()
    one = desk.page.locator("mark").all_text_contents()
    desk.widget.only, desk.widget.without = [], ["A"]
    desk.host.pump()
    other = desk.page.locator("mark").all_text_contents()
    desk.page.get_by_role("button", name="Show all codings").click()

    assert (one, other) == (["export"], ["slow, and"])
    expect(desk.page.locator("mark")).to_have_count(2)
    assert desk.page.evaluate("[window.state.only, window.state.without]") == [[], []]


def test_another_transcript_can_be_chosen(host: Host, page: Page) -> None:
    """With several transcripts the head is a choice, and the codings are those of the one shown."""
    project = study(talk(("Ana", ASK)), talk(("Bo", MORE), name="p02"), codes=("Pains",))
    project.code("p02", quote="crawls", code="Pains")
    host.show(CodingWidget(project, "p01"))
    page.get_by_label("Transcript", exact=True).select_option("p02")
    host.pump()

    expect(page.locator(".voc-turn")).to_have_text([MORE])
    assert page.locator("mark").all_text_contents() == ["crawls"]


# -- overlaps and coders ------------------------------------------------------------------------


def test_each_coding_has_a_stripe_with_its_name(desk: Desk) -> None:
    """Overlapping codings have bars side by side, as high as their lines, and each is named."""
    desk.code("the export is slow", "Pains")
    desk.code("slow, and I lose", "Gains")
    expect(desk.page.locator(".voc-bar")).to_have_count(2)

    bars = desk.page.locator(".voc-bar").evaluate_all("(bars) => bars.map((bar) => bar.offsetLeft)")
    names = desk.page.locator(".voc-stripe-name").evaluate_all("(names) => names.map((n) => n.dataset.name)")

    assert len(set(bars)) == 2
    assert sorted(names) == ["Gains", "Pains"]


def test_a_click_on_a_stripe_makes_its_coding_the_active_one(desk: Desk) -> None:
    """Its passage is outlined, and its item offers what can be done with it."""
    desk.code("slow, and", "Pains")
    desk.page.locator(".voc-stripe-name").click()

    expect(desk.page.locator("mark.voc-on")).to_have_text("slow, and")
    expect(desk.page.locator(".voc-active .voc-actions button")).to_have_count(6)


def test_forty_codings_on_one_passage_are_all_accounted_for(desk: Desk) -> None:
    """Eight bars fit; how many names do not fit is said; the list has them all."""
    for number in range(40):
        desk.project.code("p01", quote="slow, and", code=f"Code {number:02}")
    desk.host.pump()

    expect(desk.page.locator(".voc-bar")).to_have_count(8)
    named = desk.page.locator(".voc-stripe-name").evaluate_all("(names) => names.map((n) => n.dataset.name)")
    assert len(named) - 1 + int(named[-1].removeprefix("+")) == 40
    assert desk.page.locator(".voc-list > li").count() == 40


def test_another_coders_codings_look_different(desk: Desk) -> None:
    """A dotted line and stripe, and the coder's name in the margin."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains", coder="B")

    expect(desk.page.locator(".voc-bar.voc-foreign")).to_have_count(1)
    names = desk.page.locator(".voc-stripe-name").evaluate_all("(names) => names.map((n) => n.dataset.name)")
    lines = desk.page.locator("mark").evaluate_all(
        "(marks) => marks.map((mark) => getComputedStyle(mark).backgroundImage)"
    )
    assert sorted(names) == ["Gains", "Pains · B"]
    assert ["repeating" in line for line in lines] == [False, True]


def test_a_blind_coder_sees_own_codings_only(desk: Desk) -> None:
    """When the project says blind, others' codings are in neither text nor list, and the head says so."""
    desk.code("export", "Gains")
    desk.code("slow, and", "Pains", coder="B")
    desk.project.set_blind(True)
    desk.host.pump()

    assert desk.page.locator("mark").all_text_contents() == ["export"]
    assert desk.widget.to_html().count("<mark") == 1
    expect(desk.page.locator(".voc-coder")).to_contain_text("only your own codings")


# -- the kernel -------------------------------------------------------------------------------


def test_answers_in_another_order_are_matched_to_their_acts(desk: Desk) -> None:
    """Each act is confirmed by its own answer, whichever comes first."""
    drag_over(desk.page, ".voc-turn", "slow")
    desk.page.keyboard.press("1")
    desk.page.keyboard.press("2")
    desk.host.answer_backwards()

    assert desk.page.locator("mark.voc-waiting").count() == 0
    assert desk.page.locator(".voc-coding").get_attribute("data-waiting") == "0"
    assert sorted(desk.kept()) == [("Gains", "slow"), ("Pains", "slow")]


def test_what_was_asked_of_a_busy_kernel_is_kept_and_confirmed_later(host: Host, page: Page) -> None:
    """Five seconds without an answer lose nothing: the acts are marked, and saved when the kernel is free."""
    project = study(talk(("Ana", TELL)), codes=("Gains", "Pains"))
    page.clock.install()
    host.show(CodingWidget(project, "p01"))
    drag_over(page, ".voc-turn", "slow")
    page.keyboard.press("1")
    page.clock.run_for(5_000)
    said = page.locator(".voc-status").inner_text()
    page.keyboard.press("2")
    page.evaluate("() => { window.asked = toPython.splice(0); }")

    assert "Not saved yet" in said
    assert page.locator(".voc-coding").get_attribute("data-waiting") == "2"
    page.evaluate("() => { toPython.push(...asked); }")
    page.clock.resume()
    host.pump()
    assert [coding.code for coding in project.codings_of("p01")] == ["Gains", "Pains"]
    assert page.locator(".voc-coding").get_attribute("data-waiting") == "0"


def test_two_widgets_on_one_source_stay_in_step(desk: Desk) -> None:
    """What is coded in one shows in the other."""
    other = CodingWidget(desk.project, "p01")
    drag_over(desk.page, ".voc-turn", "slow")
    desk.press("1")

    assert [coding["code"] for coding in other.codings] == ["Gains"]


# -- size and scripts ---------------------------------------------------------------------------


def test_the_end_of_a_very_long_transcript_can_be_coded(host: Host, page: Page) -> None:
    """In 300,000 characters of 2,500 turns, the last words are reached by key and coded to the letter."""
    words = (
        "Ja 😀 en dan sta je daar weer een kwartier onder de douche, elke dag van de week en van het jaar."
    )
    project = study(talk(*[("Ana", f"{number} {words} Klaar.") for number in range(2_800)]), codes=("Time",))
    host.show(CodingWidget(project, "p01"))
    page.locator(".voc-text").focus()
    page.keyboard.press("Control+End")
    expect(page.locator(".voc-turn").last).to_be_in_viewport()
    for key in ("Shift+ArrowLeft", "Shift+Control+ArrowLeft", "1"):
        page.keyboard.press(key)
    host.pump()

    (coding,) = project.codings_of("p01")
    assert len(project.transcript("p01").text) > 300_000
    assert coding.quote == "Klaar."
    assert coding.span.end == len(project.transcript("p01").text)
    expect(page.locator("mark")).to_be_in_viewport()


def test_two_thousand_codings_are_listed_and_only_some_are_on_the_page(host: Host, page: Page) -> None:
    """The heading counts them all; End goes to the last, Home to the first, and each knows its place."""
    project = study(talk(*[("Ana", f"woord{number} en nog wat") for number in range(2_000)]), codes=("Time",))
    text = project.transcript("p01").text
    for turn in project.transcript("p01").turns:
        project.code("p01", span=(turn.span.start, turn.span.start + 5), code="Time")
    host.show(CodingWidget(project, "p01"))
    page.locator(".voc-text").focus()
    page.keyboard.press("l")
    page.keyboard.press("End")
    last = page.locator(".voc-list > li:focus-within").get_attribute("aria-posinset")
    page.keyboard.press("Home")
    first = page.locator(".voc-list > li:focus-within").get_attribute("aria-posinset")

    assert text.count("\n") == 1_999
    assert (first, last) == ("1", "2000")
    expect(page.locator(".voc-heading")).to_have_text("Codings · 2000")
    assert page.locator(".voc-list > li").count() < 100


def test_the_list_follows_the_scroll_bar(host: Host, page: Page) -> None:
    """Scrolled to its middle, the list shows the codings of the middle."""
    project = study(talk(*[("Ana", f"woord{number} en nog wat") for number in range(400)]), codes=("Time",))
    for turn in project.transcript("p01").turns:
        project.code("p01", span=(turn.span.start, turn.span.start + 5), code="Time")
    host.show(CodingWidget(project, "p01"))

    page.locator(".voc-list").evaluate("(list) => { list.scrollTop = list.scrollHeight / 2; }")

    expect(page.locator('.voc-list > li[aria-posinset="200"]')).to_be_attached()


def test_letters_of_two_signs_are_coded_whole(host: Host, page: Page) -> None:
    """Combining marks, a flag and a family of emoji stay with the words that were selected."""
    words = "Cafe\u0301 was fijn 🇳🇱 met 👨‍👩‍👧 erbij"
    project = study(talk(("Ana", words)), codes=("Fun",))
    host.show(CodingWidget(project, "p01"))
    drag_over(page, ".voc-turn", "fijn 🇳🇱 met 👨‍👩‍👧")
    page.keyboard.press("1")
    host.pump()

    assert [coding.quote for coding in project.codings_of("p01")] == ["fijn 🇳🇱 met 👨‍👩‍👧"]
