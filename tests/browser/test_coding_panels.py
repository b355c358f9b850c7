"""The panels of the coding widget in a real browser: search, autocode, corrections, the recording."""

from __future__ import annotations

import os
import wave
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import drag_over, give_up
from tests.studies import survey
from tests.talks import study, talk
from vocbench.project import Project
from vocbench.widgets.coding.widget import CodingWidget

ASK = "Hoe lang wacht je?"
TELL = "Nou 😀 ik wacht lang. Dat wachten is een kwartir."
MORE = "De boiler is oud. Ik wacht op water."


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

    def press(self, *keys: str) -> None:
        """Press keys, and let page and kernel hear each other."""
        for key in keys:
            self.page.keyboard.press(key)
        self.host.pump()

    def start(self) -> None:
        """Put the caret at the start of the text."""
        self.page.locator(".voc-text").focus()
        self.page.keyboard.press("Control+Home")

    def search(self, words: str) -> None:
        """Open the search panel and look for words."""
        self.start()
        self.page.keyboard.press("/")
        self.page.keyboard.type(words)
        self.asked("search")
        self.host.pump()

    def asked(self, op: str) -> None:
        """Wait until the page has asked for something, which it may do after a while."""
        self.page.wait_for_function("(op) => toPython.some(({ content }) => content.op === op)", arg=op)

    def propose(self, words: str) -> None:
        """Open the autocode panel and have a rule of words propose the code Wachten."""
        self.start()
        self.page.keyboard.press("a")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type("wach")
        self.press("Enter", "Enter")

    def kept(self) -> list[tuple[str, str]]:
        """What the project holds, as (code, quote)."""
        return [(coding.code, coding.quote) for coding in self.project.codings_of("p01")]

    def selected(self) -> str:
        """The words of the passage that the next code is for."""
        span = self.widget.selection
        return span.cut(self.project.transcript("p01").text) if span else ""

    def painted(self, name: str) -> list[str]:
        """The words over which a highlight lies."""
        found: list[str] = self.page.evaluate(
            "(name) => [...CSS.highlights.get(name) ?? []].map(String)", name
        )
        return sorted(found)

    def status(self) -> Locator:
        """The line that says what happened."""
        return self.page.locator(".voc-status")

    def button(self, name: str) -> Locator:
        """A button by the beginning of its name."""
        return self.page.get_by_role("button", name=name).first


@pytest.fixture
def desk(host: Host) -> Desk:
    """The widget on an interview of three turns, beside a second one and a survey."""
    other = talk(("Int", "En jij?"), ("Bo", "Ik wacht nooit."), name="p02", language="nl")
    first = talk(("Interviewer", ASK), ("Ana", TELL), ("Ana", MORE), language="nl")
    project = study(first, other, codes=("Wachten", "Winst"))
    project.add(survey())
    widget = CodingWidget(project, "p01")
    host.show(widget)
    host.page.wait_for_function(
        "() => document.querySelector('.voc-turn')?.checkVisibility({ contentVisibilityAuto: true })"
    )
    return Desk(host, project, widget)


# -- search -------------------------------------------------------------------------------


def test_hits_are_marked_and_counted(desk: Desk) -> None:
    """All hits in sight are painted over the text, which itself stays as it was."""
    desk.search("WACHT")

    assert desk.painted("voc-found") == ["wacht"] * 4
    expect(desk.page.locator(".voc-search .voc-count")).to_have_text("4 hits")
    assert desk.page.locator(".voc-text mark").count() == 0


def test_enter_goes_from_hit_to_hit_and_the_arrow_into_the_text(desk: Desk) -> None:
    """The field keeps the focus until one wants to code what was found."""
    desk.search("wacht")

    desk.press("Enter", "Enter")
    expect(desk.page.get_by_role("searchbox", name="Search")).to_be_focused()
    expect(desk.page.locator(".voc-search .voc-count")).to_have_text("2 of 4")
    desk.press("ArrowDown", "1")

    assert desk.kept() == [("Wachten", "wacht")]
    assert desk.project.codings_of("p01")[0].span.start == len(ASK) + 1 + TELL.index("wacht")


def test_f3_steps_on_from_within_the_text(desk: Desk) -> None:
    """Search, code, next: without leaving the text."""
    desk.search("wacht")
    desk.press("Enter", "ArrowDown", "1", "F3", "F3", "2")

    assert desk.kept() == [("Wachten", "wacht"), ("Winst", "wacht")]
    assert desk.project.codings_of("p01")[1].span.start == len(ASK) + 1 + TELL.index("wachten")


def test_marks_follow_what_is_drawn_anew(desk: Desk) -> None:
    """A coding redraws its turn; the hits in it are marked again."""
    desk.search("wacht")

    desk.project.code("p01", quote="lang. Dat wachten", code="Winst")
    desk.host.pump()

    desk.page.wait_for_function(
        "() => [...CSS.highlights.get('voc-found')].every((range) => String(range) === 'wacht')"
    )
    assert len(desk.painted("voc-found")) == 4


def test_a_hit_in_another_transcript_is_a_click_away(desk: Desk) -> None:
    """Hits elsewhere are listed; a click shows the transcript with the passage selected."""
    desk.search("wacht nooit")
    desk.button("All sources").click()
    desk.host.pump()
    desk.page.locator("button.voc-hit").click()
    desk.host.pump()

    assert desk.widget.source == "p02"
    assert desk.widget.selection is not None
    assert desk.widget.selection.cut(desk.project.transcript("p02").text) == "wacht nooit"


def test_hits_in_answers_are_read_but_not_jumped_to(desk: Desk) -> None:
    """An answer is not shown in this widget."""
    desk.search("wachttijd")
    desk.button("All sources").click()
    desk.host.pump()

    expect(desk.page.locator("li.voc-hit")).to_contain_text("Lange wachttijd aan de telefoon")
    assert desk.page.locator("button.voc-hit").count() == 0


def test_a_bad_pattern_is_said_and_marks_nothing(desk: Desk) -> None:
    """The reason stands in the status line."""
    desk.search("(")
    desk.button("Pattern").click()
    desk.host.pump()

    expect(desk.status()).to_have_attribute("data-level", "error")
    assert desk.painted("voc-found") == []


def test_escape_closes_the_search_and_clears_its_marks(desk: Desk) -> None:
    """The text has the focus again."""
    desk.search("wacht")

    desk.press("Escape")

    assert desk.painted("voc-found") == []
    expect(desk.page.locator(".voc-search")).to_have_count(0)
    expect(desk.page.get_by_role("textbox", name="Transcript p01")).to_be_focused()


def test_an_answer_that_comes_late_is_not_taken_for_the_present_one(desk: Desk) -> None:
    """Two searches are answered the wrong way round: the hits of the last one stay."""
    desk.start()
    desk.page.keyboard.press("/")
    desk.page.keyboard.type("wacht")
    desk.asked("search")
    desk.page.keyboard.type("en")
    desk.page.wait_for_function(
        "() => toPython.filter(({ content }) => content.op === 'search').length === 2"
    )

    desk.host.answer_backwards()

    expect(desk.page.locator(".voc-search .voc-count")).to_have_text("1 hit")


# -- autocode -----------------------------------------------------------------------------


def test_each_proposal_is_accepted_or_refused_with_one_key(desk: Desk) -> None:
    """Y makes a coding, X none; what is open comes up by itself."""
    desk.propose("wacht*")
    expect(desk.page.locator(".voc-card")).to_be_focused()
    desk.press("y", "x", "y")

    assert desk.kept() == [("Wachten", "Nou 😀 ik wacht lang."), ("Wachten", "Ik wacht op water.")]
    expect(desk.page.locator(".voc-rules")).to_contain_text("0 open, 2 accepted, 1 refused")
    assert list(desk.project.rules()[["accepted", "refused"]].iloc[0]) == [2, 1]


def test_the_proposal_is_selected_in_the_text_and_the_others_are_marked(desk: Desk) -> None:
    """One sees where each would go, the present one most of all."""
    desk.propose("wacht*")

    assert desk.painted("voc-kept") == ["Nou 😀 ik wacht lang."]
    assert desk.painted("voc-proposed") == ["Dat wachten is een kwartir.", "Ik wacht op water."]


def test_an_accepted_proposal_shows_before_the_kernel_answers(desk: Desk) -> None:
    """It is painted at once, marked as not saved."""
    desk.propose("wacht*")

    desk.page.keyboard.press("y")

    expect(desk.page.locator(".voc-text mark.voc-waiting")).to_have_text("Nou 😀 ik wacht lang.")
    assert desk.kept() == []
    desk.host.pump()
    expect(desk.page.locator(".voc-text mark.voc-waiting")).to_have_count(0)
    assert len(desk.kept()) == 1


def test_enter_accepts_all_that_are_open(desk: Desk) -> None:
    """One act for many: one undo takes them back."""
    desk.propose("wacht*")
    desk.press("x", "Enter")
    assert len(desk.kept()) == 2

    desk.press("Control+z")

    assert desk.kept() == []


def test_what_the_kernel_refuses_is_open_again(desk: Desk) -> None:
    """A text that was corrected meanwhile is not coded; the proposal waits with its reason in the status."""
    desk.propose("wacht*")
    desk.page.keyboard.press("y")
    desk.project.correct("p01", quote="Nou", words="Nou ja")
    desk.host.pump()

    expect(desk.status()).to_contain_text("corrected since")
    expect(desk.page.locator(".voc-rules")).to_contain_text("3 open, 0 accepted, 0 refused")
    assert desk.kept() == []


def test_a_review_can_be_left_and_taken_up_again(desk: Desk) -> None:
    """Escape goes to the text, A back to the proposal that was open, with its keys."""
    desk.propose("wacht*")
    desk.press("x", "Escape")
    expect(desk.page.get_by_role("textbox", name="Transcript p01")).to_be_focused()

    desk.press("a")
    expect(desk.page.locator(".voc-card")).to_be_focused()
    desk.press("y")

    assert desk.kept() == [("Wachten", "Dat wachten is een kwartir.")]


def test_an_undone_verdict_is_open_again(desk: Desk) -> None:
    """After Ctrl+Z the proposal can be accepted anew, and after redo it is accepted again."""
    desk.propose("wacht")
    desk.press("y")
    one = desk.page.locator(".voc-review").inner_text()
    desk.press("Control+z")
    desk.host.pump()
    undone = desk.page.locator(".voc-review").inner_text()
    desk.press("Control+y")
    desk.host.pump()

    assert "1 accepted" in one
    assert "0 accepted" in undone
    expect(desk.page.locator(".voc-review")).to_contain_text("1 accepted")


def test_a_rule_needs_words_and_a_code(desk: Desk) -> None:
    """What is missing is said, and asked for."""
    desk.start()
    desk.press("a", "Enter")
    expect(desk.status()).to_have_text("Write what to look for.")

    desk.page.keyboard.type("wacht")
    desk.press("Enter")

    expect(desk.status()).to_have_text("Choose the code that the rule gives.")
    expect(desk.page.get_by_role("combobox", name="Code to give")).to_be_focused()


def test_a_rule_that_finds_nothing_says_so(desk: Desk) -> None:
    """No card, no keys that decide about nothing."""
    desk.propose("walvis")

    expect(desk.page.locator(".voc-review")).to_contain_text("finds nothing")
    desk.press("y")
    assert desk.kept() == []


def test_all_turns_of_a_speaker_can_be_proposed(desk: Desk) -> None:
    """The speakers of this transcript are there to choose from."""
    desk.start()
    desk.page.keyboard.press("a")
    desk.page.get_by_role("combobox", name="Kind of rule").select_option("speaker")
    desk.page.get_by_role("combobox", name="Speaker").select_option("Ana")
    desk.page.get_by_role("combobox", name="Code to give").fill("winst")
    desk.press("Enter", "Enter")
    desk.press("Enter")

    assert desk.kept() == [("Winst", TELL), ("Winst", MORE)]


def test_a_rule_used_before_fills_the_form_again(desk: Desk) -> None:
    """Its words, code and unit are as they were; Enter finds what is left."""
    desk.propose("wacht*")
    desk.press("y", "Escape", "a", "Escape", "a")
    used = desk.page.get_by_role("combobox", name="Rules used before")
    used.select_option(label="Words: wacht* → Wachten (1 accepted, 0 refused)")
    desk.press("Enter")

    expect(desk.page.locator(".voc-card")).to_contain_text("Proposal 1 of 2")


# -- corrections --------------------------------------------------------------------------


def test_selected_words_are_corrected_in_a_field(desk: Desk) -> None:
    """C, the right words, Enter: after an emoji too. The new words are selected."""
    drag_over(desk.page, ".voc-turn", "kwartir")
    desk.page.keyboard.press("c")
    expect(desk.page.get_by_role("textbox", name="Correct the words")).to_have_value("kwartir")
    desk.page.keyboard.type("kwartier")
    desk.press("Enter")

    assert desk.project.transcript("p01").text.split("\n")[1] == TELL.replace("kwartir", "kwartier")
    expect(desk.page.locator(".voc-turn").nth(1)).to_have_text(TELL.replace("kwartir", "kwartier"))
    expect(desk.status()).to_have_text("Corrected.")
    assert desk.page.evaluate("document.getSelection().toString()") == "kwartier"


def test_a_coding_in_doubt_is_listed_and_settled(desk: Desk) -> None:
    """The status says how many to review; the list shows why, and K settles."""
    desk.project.code("p01", quote="wachten", code="Wachten")
    desk.host.pump()
    drag_over(desk.page, ".voc-turn", "wachten")
    desk.page.keyboard.press("c")
    desk.page.keyboard.type("douchen")
    desk.press("Enter")
    expect(desk.status()).to_contain_text("Codings to review: 1")
    expect(desk.page.locator(".voc-doubt")).to_contain_text("its words were changed")

    desk.press("k")

    assert len(desk.project.doubtful()) == 0
    expect(desk.page.locator(".voc-doubt")).to_have_count(0)


def test_words_that_moved_meanwhile_are_not_corrected(desk: Desk) -> None:
    """Somebody else corrects the text while the new words are typed: nothing is put in a wrong place."""
    drag_over(desk.page, ".voc-turn", "kwartir")
    desk.press("c")
    desk.project.correct("p01", quote="lang", occurrence=1, words="heel erg lang")
    desk.host.pump()
    desk.page.keyboard.type("kwartier")
    desk.press("Enter")

    assert desk.project.transcript("p01").text.count("kwartir") == 1
    expect(desk.status()).to_contain_text("Select the passage again")


def test_the_words_of_another_transcript_are_not_corrected(desk: Desk) -> None:
    """The field belongs to the transcript in which it was opened."""
    before = desk.project.transcript("p02").text
    drag_over(desk.page, ".voc-turn", "kwartir")
    desk.press("c")
    desk.widget.show("p02")
    desk.host.pump()
    desk.page.keyboard.type("kwartier")
    desk.press("Enter")

    assert desk.project.transcript("p02").text == before


def test_a_selection_over_two_turns_is_not_corrected(desk: Desk) -> None:
    """What to do is said, and no field opens."""
    desk.page.locator(".voc-text").focus()
    desk.press("Control+Home", "Control+Shift+End", "c")

    expect(desk.status()).to_contain_text("one turn")
    expect(desk.page.locator(".voc-correct")).to_have_count(0)


def test_escape_leaves_the_words_as_they_were(desk: Desk) -> None:
    """Nothing is asked of the kernel."""
    drag_over(desk.page, ".voc-turn", "kwartir")
    desk.page.keyboard.press("c")
    desk.page.keyboard.type("iets anders")
    desk.press("Escape")

    assert desk.project.transcript("p01").text.split("\n")[1] == TELL
    assert desk.page.evaluate("document.getSelection().toString()") == "kwartir"


# -- the recording ------------------------------------------------------------------------


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """Forty seconds of silence, more than one part long."""
    path = tmp_path / "p01.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22_050)
        file.writeframes(bytes(2 * 22_050 * 40))
    return path


def listen(desk: Desk) -> None:
    """Open the recording, and wait until it plays."""
    desk.start()
    desk.press("p")
    desk.page.wait_for_selector("audio")
    desk.page.wait_for_function("() => !document.querySelector('audio').paused")


def test_the_recording_plays_and_its_turn_is_marked(desk: Desk, sound: Path) -> None:
    """All parts came: it is as long as the file. P pauses."""
    desk.project.attach_media("p01", sound)
    listen(desk)
    desk.page.wait_for_selector(".voc-playing")

    assert round(desk.page.evaluate("document.querySelector('audio').duration")) == 40
    assert desk.page.locator(".voc-playing").get_attribute("data-index") == "0"
    desk.press("p")
    assert desk.page.evaluate("document.querySelector('audio').paused")


def test_a_click_on_a_turns_time_plays_it(desk: Desk, sound: Path) -> None:
    """The margin of a turn is what one clicks; its words are for selecting."""
    desk.project.attach_media("p01", sound)
    listen(desk)
    box = desk.page.locator(".voc-turn").nth(2).bounding_box()
    assert box is not None

    desk.page.mouse.click(box["x"] + 120, box["y"] + 12)

    desk.page.wait_for_function("() => document.querySelector('audio').currentTime >= 24")
    expect(desk.page.locator(".voc-playing")).to_have_attribute("data-index", "2")


def test_a_recording_can_be_attached_on_the_page(desk: Desk, sound: Path) -> None:
    """Without one, the panel asks for its path; a wrong one is refused with the reason."""
    desk.start()
    desk.press("p")
    field = desk.page.get_by_role("textbox", name="Path of the audio or video file")
    expect(field).to_be_focused()
    field.fill("/nowhere.mp3")
    desk.press("Enter")
    expect(desk.status()).to_contain_text("There is no recording")

    field.fill(str(sound))
    desk.press("Enter")

    desk.page.wait_for_selector("audio")
    assert desk.project.media("p01") == sound


def test_what_cannot_be_played_is_said(desk: Desk, tmp_path: Path) -> None:
    """A file that only claims to be sound does not fail silently."""
    path = tmp_path / "p01.mp3"
    path.write_bytes(b"no sound")
    desk.project.attach_media("p01", path)
    desk.start()
    desk.press("p")

    expect(desk.status()).to_have_text("The browser cannot play p01.mp3.")


# -- together -----------------------------------------------------------------------------


def opened(desk: Desk) -> Iterable[str]:
    """Open each panel in turn, with something in it."""
    desk.search("wacht")
    desk.button("All sources").click()
    desk.host.pump()
    yield "search"
    desk.press("Escape")
    desk.propose("wacht*")
    yield "autocode"
    desk.press("Escape")
    drag_over(desk.page, ".voc-turn", "boiler")
    desk.press("c")
    yield "correct"
    desk.press("Escape", "p")
    yield "player"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_improve(desk: Desk, root: Path, scheme: str) -> None:
    """axe-core reports no violation with any of the panels open."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.is_file():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    desk.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of its two words
    desk.page.add_script_tag(path=script)
    desk.page.evaluate(
        "document.documentElement.style.cssText = 'color-scheme: light dark; background: Canvas'"
    )

    found = {name: desk.page.evaluate("axe.run('main')")["violations"] for name in opened(desk)}

    assert [(name, each["id"]) for name, wrong in found.items() for each in wrong] == []


def test_the_panels_speak_dutch(desk: Desk) -> None:
    """The language changes while a panel is open; what was typed stays."""
    desk.search("wacht")

    desk.widget.lang = "nl"
    desk.host.pump()

    expect(desk.button("Zoeken")).to_be_visible()
    desk.start()
    desk.press("/")
    expect(desk.page.get_by_role("searchbox", name="Zoeken")).to_have_value("wacht")
