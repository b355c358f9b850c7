"""The board widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.talks import study, talk
from vocbench.model.board import Note, Relation
from vocbench.project import Project
from vocbench.widgets.boards.widget import BoardWidget

BOARD = "Ana"
WORDS = "The export is slow and I lose my work. I go home late."
EVIL = "😀 <img src=x onerror=window.pwned=1><script>window.pwned=1<"


@pytest.fixture
def project() -> Project:
    """A map with five notes, one of them proposed, and three quotes."""
    project = study(talk(("Ana", WORDS)), talk(("Bo", WORDS), name="p02"), codes=("Slow", "Late"))
    project.code("p01", quote="The export is slow", code="Slow")
    project.code("p02", quote="The export is slow", code="Slow")
    project.code("p01", quote="I go home late", code="Late")
    project.empathy_map(BOARD, question="What keeps you?")
    project.note(BOARD, "pains", "It is slow", supports=project.quotes("Slow"))
    project.note(BOARD, "pains", "It is late")
    project.note(BOARD, "pains", "It is dull")
    project.note(BOARD, "gains", "Home in time")
    project.propose_notes(BOARD, {"Late": "say_do"})
    return project


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    project: Project
    widget: BoardWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def settle(self) -> None:
        """Let page and kernel hear each other until nothing is under way."""
        for _ in range(8):
            self.page.wait_for_function(_RESTS_OR_ASKS_JS)
            self.host.pump()
            if self.page.locator('[aria-busy="true"]').count() == 0:
                return
        raise AssertionError("The page keeps waiting for its kernel.")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the kernel answer each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.settle()

    def note(self, text: str) -> Note:
        """The note with these words, as the project holds it."""
        return next(each for each in self.project.board(BOARD).notes if each.text == text)

    def choose(self, text: str) -> None:
        """Make the note with these words the current one, with the focus on it."""
        self.widget.select(self.note(text).id)
        self.settle()
        card(self.page, text).focus()
        self.settle()

    def words_in(self, region: str) -> list[str]:
        """The notes of a region, in their order."""
        return [each.text for each in self.project.board(BOARD).in_region(region)]


_RESTS_OR_ASKS_JS = "() => toPython.length > 0 || !document.querySelector('[aria-busy=\"true\"]')"


@pytest.fixture
def desk(host: Host, project: Project) -> Desk:
    """The widget, shown in English."""
    widget = BoardWidget(project, BOARD)
    host.show(widget)
    desk = Desk(host, project, widget)
    desk.settle()
    return desk


def card(page: Page, text: str) -> Locator:
    """The card with these words."""
    words = page.locator(".voc-words").filter(has_text=re.compile(f"^{re.escape(text)}$"))
    return page.locator(".voc-space .voc-note").filter(has=words)


def cell(page: Page, region: str) -> Locator:
    """A region of the wall."""
    return page.locator(f'.voc-region[data-region="{region}"]')


def status(page: Page) -> Locator:
    """The line that says what happened."""
    return page.locator(".voc-head .voc-status")


def drag(page: Page, what: Locator, onto: Locator, *, at: float = 0.5) -> None:
    """Drag something with the mouse, and let it go on something, *at* a share of its width."""
    what.scroll_into_view_if_needed()
    start = what.bounding_box()
    assert start is not None
    page.mouse.move(start["x"] + 30, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 45, start["y"] + 20)
    end = onto.bounding_box()
    assert end is not None
    page.mouse.move(end["x"] + at * end["width"], end["y"] + end["height"] / 2, steps=3)
    page.wait_for_function("() => new Promise((done) => requestAnimationFrame(() => done(true)))")
    page.mouse.up()


# -- what is seen -------------------------------------------------------------------------


def test_the_wall_shows_each_note_in_its_cell_with_what_is_behind_it(desk: Desk) -> None:
    """By how many of the customers, and what nobody said as imagined."""
    pains = cell(desk.page, "pains")

    assert pains.locator(".voc-words").all_text_contents() == ["It is slow", "It is late", "It is dull"]
    expect(card(desk.page, "It is slow")).to_contain_text("2 of 2 customers")
    expect(card(desk.page, "It is late")).to_contain_text("imagined")
    expect(cell(desk.page, "hear")).to_contain_text("Nothing here yet.")


def test_words_of_the_study_are_never_markup(desk: Desk) -> None:
    """Tags in a note show as text, and no script runs."""
    desk.widget.write("hear", EVIL)
    desk.settle()

    expect(cell(desk.page, "hear").locator(".voc-words")).to_have_text(EVIL)
    assert desk.page.evaluate("window.pwned") is None


# -- dragging -----------------------------------------------------------------------------


def test_a_note_is_dragged_to_another_cell(desk: Desk) -> None:
    """It is there at once, as not saved, and stays when the kernel has answered."""
    drag(desk.page, card(desk.page, "It is late"), cell(desk.page, "hear"))
    expect(cell(desk.page, "hear").locator(".voc-note")).to_have_class("voc-note voc-current voc-waiting")

    desk.settle()
    assert desk.words_in("hear") == ["It is late"]
    expect(status(desk.page)).to_have_text("Moved to Hears.")
    expect(cell(desk.page, "hear").locator(".voc-waiting")).to_have_count(0)


def test_a_note_is_dragged_to_its_place_in_a_cell(desk: Desk) -> None:
    """On the near half of a card it goes before it."""
    drag(desk.page, card(desk.page, "It is dull"), card(desk.page, "It is slow"), at=0.2)
    desk.settle()

    assert desk.words_in("pains") == ["It is dull", "It is slow", "It is late"]


def test_chosen_notes_are_dragged_together(desk: Desk) -> None:
    """They come in the order in which they lay."""
    card(desk.page, "It is dull").click(modifiers=["Control"])
    card(desk.page, "It is late").click(modifiers=["Control"])
    drag(desk.page, card(desk.page, "It is late"), cell(desk.page, "see"))
    desk.settle()

    assert desk.words_in("see") == ["It is late", "It is dull"]
    assert desk.words_in("pains") == ["It is slow"]


def test_escape_ends_a_drag(desk: Desk) -> None:
    """Nothing is moved, and nothing is marked any more."""
    start = card(desk.page, "It is late").bounding_box()
    target = cell(desk.page, "hear").bounding_box()
    assert start is not None
    assert target is not None
    desk.page.mouse.move(start["x"] + 20, start["y"] + 10)
    desk.page.mouse.down()
    desk.page.mouse.move(target["x"] + 30, target["y"] + 30, steps=4)
    expect(cell(desk.page, "hear")).to_contain_class("voc-target")

    desk.page.keyboard.press("Escape")
    desk.page.mouse.up()
    desk.settle()

    assert desk.words_in("hear") == []
    expect(desk.page.locator(".voc-target")).to_have_count(0)


def test_a_refused_move_goes_back_and_says_why(desk: Desk) -> None:
    """What the kernel did not do is not shown as done."""
    drag(desk.page, card(desk.page, "It is late"), cell(desk.page, "hear"))
    desk.project.remove_note(desk.note("It is late").id)

    desk.settle()

    expect(status(desk.page)).to_contain_text("Not saved")
    expect(card(desk.page, "It is late")).to_have_count(0)


# -- writing ------------------------------------------------------------------------------


def test_a_note_is_written_with_the_keyboard(desk: Desk) -> None:
    """N asks its words in the current cell; Enter keeps them, and the focus is on the note."""
    desk.choose("Home in time")
    desk.press("n")
    desk.page.keyboard.type("No waiting")
    desk.press("Enter")

    assert desk.words_in("gains") == ["Home in time", "No waiting"]
    expect(card(desk.page, "No waiting")).to_be_focused()


def test_a_note_is_written_with_a_double_click(desk: Desk) -> None:
    """Escape writes nothing."""
    cell(desk.page, "see").dblclick()
    desk.page.keyboard.type("nothing")
    desk.press("Escape")
    assert desk.words_in("see") == []

    cell(desk.page, "see").dblclick()
    desk.page.keyboard.type("A screen")
    desk.press("Enter")
    assert desk.words_in("see") == ["A screen"]


def test_a_note_is_worded_anew(desk: Desk) -> None:
    """Enter on a note asks other words where it lies."""
    desk.choose("It is late")
    desk.press("Enter")
    expect(desk.page.locator(".voc-writing textarea")).to_have_value("It is late")
    desk.page.keyboard.type("It gets late")
    desk.press("Enter")

    assert desk.words_in("pains") == ["It is slow", "It gets late", "It is dull"]


def test_words_that_are_there_already_can_be_mended(desk: Desk) -> None:
    """What was typed is not lost when the kernel refuses it."""
    desk.choose("It is late")
    desk.press("Enter")
    desk.page.keyboard.type("It is slow")
    desk.press("Enter")

    expect(status(desk.page)).to_contain_text("Not saved")
    expect(desk.page.locator(".voc-writing textarea")).to_have_value("It is slow")


# -- while something is under way ----------------------------------------------------------


def write(desk: Desk, region: str, text: str) -> None:
    """Write a note in a cell, and leave the kernel without a chance to answer."""
    cell(desk.page, region).dblclick()
    desk.page.keyboard.type(text)
    desk.page.keyboard.press("Enter")


def test_what_one_types_next_is_kept_while_a_note_is_saved(desk: Desk) -> None:
    """The answer to the first takes neither the focus nor half a note."""
    write(desk, "hear", "first")
    desk.page.keyboard.press("n")
    desk.page.keyboard.type("seco")
    desk.settle()

    assert desk.words_in("hear") == ["first"]
    desk.page.keyboard.type("nd")
    desk.press("Enter")
    assert desk.words_in("hear") == ["first", "second"]


def test_keys_after_writing_mean_the_new_note(desk: Desk) -> None:
    """It is the current one at once, and what cannot be done with it yet is done with no other."""
    desk.choose("It is slow")
    write(desk, "hear", "new")
    expect(card(desk.page, "new")).to_be_focused()
    desk.page.keyboard.press("v")
    desk.settle()

    assert desk.note("It is slow").votes == ()
    desk.press("v")
    assert desk.note("new").votes == (desk.project.coder,)


def test_a_note_that_is_being_saved_is_not_dragged(desk: Desk) -> None:
    """The kernel does not know it yet; it is saved where it was written."""
    write(desk, "hear", "new")
    drag(desk.page, card(desk.page, "new"), cell(desk.page, "see"))
    desk.settle()

    assert desk.words_in("hear") == ["new"]
    expect(status(desk.page)).to_have_text("Written.")


def test_a_note_put_before_one_that_is_being_saved_goes_last(desk: Desk) -> None:
    """Which is in front of it once it is saved: nothing is refused."""
    write(desk, "gains", "new")
    drag(desk.page, card(desk.page, "It is late"), card(desk.page, "new"), at=0.2)
    desk.settle()

    assert sorted(desk.words_in("gains")) == ["Home in time", "It is late", "new"]
    expect(status(desk.page)).to_have_text("Moved to Gains.")


def test_no_key_is_lost_while_the_kernel_is_busy(desk: Desk) -> None:
    """A note moves as many places as one has pressed."""
    desk.choose("It is dull")
    desk.page.keyboard.press("Alt+ArrowUp")
    desk.page.keyboard.press("Alt+ArrowUp")
    desk.settle()

    assert desk.words_in("pains") == ["It is dull", "It is slow", "It is late"]


def test_words_for_a_note_that_somebody_removed_are_not_lost(desk: Desk) -> None:
    """They wait as a new note in the same cell."""
    desk.choose("It is late")
    desk.press("Enter")
    desk.page.keyboard.type("It gets late")
    desk.project.remove_note(desk.note("It is late").id)
    desk.settle()
    desk.press("Enter")

    expect(status(desk.page)).to_contain_text("Not saved")
    expect(cell(desk.page, "pains").locator(".voc-writing textarea")).to_have_value("It gets late")


def test_what_is_written_stays_over_its_note_when_others_move_it(desk: Desk) -> None:
    """Somebody else's long note above does not leave the field behind."""
    desk.choose("Home in time")
    desk.press("Enter")
    desk.project.note(BOARD, "think_feel", "Much to think of. " * 30)
    desk.settle()

    paper, below = (
        desk.page.locator(".voc-writing").bounding_box(),
        card(desk.page, "Home in time").bounding_box(),
    )
    assert paper is not None
    assert below is not None
    assert abs(paper["y"] - below["y"]) < 5


def test_another_language_keeps_what_is_being_written(desk: Desk) -> None:
    """The board is drawn anew, and the words are a note."""
    desk.choose("Home in time")
    desk.press("n")
    desk.page.keyboard.type("in between")
    desk.widget.lang = "nl"
    desk.settle()

    assert desk.words_in("gains") == ["Home in time", "in between"]


def test_a_note_written_behind_a_sieve_is_seen(desk: Desk) -> None:
    """All notes show again."""
    desk.page.get_by_role("button", name="Proposals").click()
    desk.settle()
    write(desk, "hear", "new")
    desk.settle()

    expect(card(desk.page, "new")).to_be_visible()
    expect(card(desk.page, "It is late")).to_be_visible()


@pytest.mark.parametrize("press", ["drop", "bear"])
def test_the_focus_stays_beside_the_wall_after_an_act_there(desk: Desk, press: str) -> None:
    """On what took the place of evidence that was taken away, and on the choice that was made."""
    desk.choose("It is slow")
    made = desk.page.locator(f'[data-name^="{press}-"]').first
    made.focus()
    if press == "drop":
        desk.press("Enter")
    else:
        made.select_option("contradicts")
        desk.settle()

    assert desk.page.evaluate("() => Boolean(document.activeElement.closest('.voc-pane'))")


def test_removing_the_last_note_of_a_cell_by_its_button_leaves_the_focus_on_the_wall(desk: Desk) -> None:
    """The button is gone with the note."""
    desk.choose("Home in time")
    desk.page.locator('[data-name="remove"]').focus()
    desk.press("Enter")

    expect(cell(desk.page, "gains").locator(".voc-notes")).to_be_focused()


def test_long_words_neither_hang_over_nor_push_the_wall_aside(desk: Desk) -> None:
    """A heading breaks, and a question about such a note leaves the widget where it is."""
    desk.widget.group([desk.widget.write("hear", "W" * 400)], "G" * 200)
    desk.settle()
    heading = desk.page.locator(".voc-group-title")
    assert heading.evaluate("each => each.scrollWidth <= each.clientWidth")

    desk.choose("W" * 400)
    desk.press("r")
    assert desk.page.locator(".voc-wall").evaluate("each => each.scrollLeft") == 0
    options = desk.page.locator(".voc-options").bounding_box()
    assert options is not None
    assert options["x"] + options["width"] <= 1100


# -- keys ---------------------------------------------------------------------------------


def test_arrows_walk_over_all_cells(desk: Desk) -> None:
    """Down goes from note to note and on to the next cell; left and right go to empty cells too."""
    desk.choose("It is slow")
    walked = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        desk.press(key)
        walked.append(desk.page.evaluate(_FOCUSED_JS))

    assert walked == ["It is late", "It is dull", "Home in time", "It is slow", "Late", "Sees"]


_FOCUSED_JS = """() => document.activeElement.querySelector(".voc-words")?.textContent
    ?? document.activeElement.getAttribute("aria-label")"""


def test_tab_finds_the_wall_once(desk: Desk) -> None:
    """One stop for all notes."""
    assert desk.page.locator('.voc-space [tabindex="0"]').count() == 1


def test_a_note_moves_with_alt_and_arrows(desk: Desk) -> None:
    """Within its cell, and to the cell beside it."""
    desk.choose("It is slow")
    desk.press("Alt+ArrowDown")
    assert desk.words_in("pains") == ["It is late", "It is slow", "It is dull"]

    desk.press("Alt+ArrowRight")
    assert desk.words_in("gains") == ["Home in time", "It is slow"]
    expect(card(desk.page, "It is slow")).to_be_focused()


def test_a_note_moves_to_a_cell_by_its_name(desk: Desk) -> None:
    """M asks where to."""
    desk.choose("It is slow")
    desk.press("m")
    desk.page.keyboard.type("hea")
    desk.press("Enter")

    assert desk.words_in("hear") == ["It is slow"]


def test_notes_are_cut_and_pasted(desk: Desk) -> None:
    """Ctrl+X on a note, Ctrl+V in another cell."""
    desk.choose("It is slow")
    desk.press("Control+x", "ArrowRight", "Control+v")

    assert desk.words_in("gains") == ["Home in time", "It is slow"]


def test_notes_are_grouped_under_a_heading(desk: Desk) -> None:
    """Space chooses several, G asks the heading; a note is dragged into the group."""
    desk.choose("It is slow")
    desk.press(" ", "ArrowDown", " ", "g")
    desk.page.keyboard.type("Time")
    desk.press("Enter")

    group = desk.page.get_by_role("group", name="Time")
    assert group.locator(".voc-words").all_text_contents() == ["It is slow", "It is late"]

    drag(desk.page, card(desk.page, "It is dull"), group.locator(".voc-group-title"))
    desk.settle()
    assert desk.note("It is dull").group == "Time"


def test_a_vote_is_counted_and_taken_back(desk: Desk) -> None:
    """V does both."""
    desk.choose("It is slow")
    desk.press("v")
    expect(card(desk.page, "It is slow").locator(".voc-votes")).to_contain_text("1")

    desk.press("v")
    expect(card(desk.page, "It is slow").locator(".voc-votes")).to_have_count(0)


def test_two_notes_are_related(desk: Desk) -> None:
    """R asks to which, and how; the other is marked on the wall and named beside it."""
    desk.choose("Home in time")
    desk.press("r")
    desk.page.keyboard.type("late (Pains")
    desk.press("Enter")
    desk.page.get_by_role("button", name="says the opposite").click()
    desk.settle()

    assert card(desk.page, "It is late").get_attribute("data-kin") == "opposite"
    expect(desk.page.locator(".voc-kin")).to_contain_text("It is late")

    desk.page.get_by_role("button", name="Forget that it is related").click()
    desk.settle()
    assert desk.project.board(BOARD).kin == ()


def test_removing_goes_on_with_the_next_note_and_is_undone(desk: Desk) -> None:
    """Del takes the note away; Ctrl+Z brings it back."""
    desk.choose("It is late")
    desk.press("Delete")
    assert desk.words_in("pains") == ["It is slow", "It is dull"]
    expect(card(desk.page, "It is dull")).to_be_focused()

    desk.press("Control+z")
    assert desk.words_in("pains") == ["It is slow", "It is late", "It is dull"]

    desk.press("Control+Shift+z")
    assert desk.words_in("pains") == ["It is slow", "It is dull"]


# -- proposals ----------------------------------------------------------------------------


def test_a_proposal_is_accepted_with_a_key(desk: Desk) -> None:
    """It is an ordinary note then."""
    desk.choose("Late")
    expect(card(desk.page, "Late")).to_contain_text("proposal")
    desk.press("a")

    expect(card(desk.page, "Late")).not_to_contain_text("proposal")
    assert desk.note("Late").standing.value == "accepted"


def test_a_proposal_is_refused_with_the_mouse_and_accepted_after_all(desk: Desk) -> None:
    """It leaves the wall, and waits under Credibility."""
    card(desk.page, "Late").locator('[data-verdict="refuse"]').click()
    desk.settle()
    expect(card(desk.page, "Late")).to_have_count(0)

    desk.page.get_by_role("tab", name="Credibility").click()
    desk.page.get_by_role("button", name="Accept after all: Late").click()
    desk.settle()
    expect(card(desk.page, "Late")).to_have_attribute("data-standing", "accepted")


def test_a_note_of_ones_own_is_no_proposal(desk: Desk) -> None:
    """Refusing it says so, and keeps it."""
    desk.choose("It is late")
    desk.press("x")

    expect(status(desk.page)).to_have_text("This is no proposal.")
    assert "It is late" in desk.words_in("pains")


def test_only_some_notes_are_shown(desk: Desk) -> None:
    """F goes on to the next kind that there is, and in the end to all."""
    desk.choose("It is slow")
    desk.press("f")
    expect(desk.page.locator(".voc-space .voc-note:visible .voc-words")).to_have_text(["Late"])

    desk.press("f")
    expect(desk.page.locator(".voc-space .voc-note:visible")).to_have_count(3)
    expect(status(desk.page)).to_have_text("3 notes are shown.")

    desk.press("f")
    expect(desk.page.locator(".voc-space .voc-note:visible")).to_have_count(5)


# -- quotes -------------------------------------------------------------------------------


def test_the_quotes_behind_a_note_are_read_in_their_transcript(desk: Desk) -> None:
    """O reads the first; Escape goes back to the wall."""
    desk.choose("It is slow")
    expect(desk.page.locator(".voc-evidence li")).to_have_count(2)
    desk.press("o")

    passage = desk.page.locator(".voc-passage")
    expect(passage.locator("mark")).to_have_text("The export is slow")
    expect(passage).to_contain_text("I go home late.")

    desk.press("Escape")
    expect(passage).to_be_hidden()
    expect(card(desk.page, "It is slow")).to_be_focused()


def open_quotes(desk: Desk, words: str) -> Locator:
    """The quotes that hold *words*, in the list beside the wall."""
    desk.page.get_by_role("tab", name="Quotes").click()
    desk.settle()
    desk.page.get_by_role("searchbox").fill(words)
    desk.page.wait_for_function("() => toPython.length > 0")
    desk.settle()
    return desk.page.locator(".voc-quote")


def test_a_quote_is_dropped_onto_a_cell(desk: Desk) -> None:
    """It is a note with that evidence."""
    quotes = open_quotes(desk, "HOME")
    expect(quotes).to_have_count(1)
    drag(desk.page, quotes.first, cell(desk.page, "hear"))
    desk.settle()

    assert desk.words_in("hear") == ["“I go home late”"]
    assert len(desk.note("“I go home late”").evidence) == 1


@pytest.mark.parametrize(
    ("at", "relation"), [(0.1, Relation.SUPPORTS), (0.5, Relation.QUALIFIES), (0.9, Relation.CONTRADICTS)]
)
def test_a_quote_is_dropped_onto_a_note(desk: Desk, at: float, relation: Relation) -> None:
    """Where on the card it is let go says how it bears on the note."""
    quotes = open_quotes(desk, "home")
    drag(desk.page, quotes.first, card(desk.page, "It is slow"), at=at)
    desk.settle()

    assert relation in {each.relation for each in desk.note("It is slow").evidence[2:]}


def test_a_quote_becomes_evidence_by_keys(desk: Desk) -> None:
    """E opens the quotes, E again asks how it bears on the note."""
    desk.choose("It is late")
    desk.press("e")
    desk.page.get_by_role("searchbox").fill("home")
    desk.page.wait_for_function("() => toPython.length > 0")
    desk.settle()
    desk.press("ArrowDown", "e", "Enter")

    assert [each.relation for each in desk.note("It is late").evidence] == [Relation.SUPPORTS]
    expect(desk.page.locator(".voc-quote").first).to_be_focused()


def test_a_quote_becomes_a_note_by_keys(desk: Desk) -> None:
    """Enter asks in which cell."""
    desk.choose("It is late")
    desk.press("q")
    desk.page.keyboard.type("home")
    desk.page.wait_for_function("() => toPython.length > 0")
    desk.settle()
    desk.press("ArrowDown", "Enter")
    desk.page.keyboard.type("hears")
    desk.press("Enter")

    assert desk.words_in("hear") == ["“I go home late”"]


def test_evidence_is_told_to_speak_against_the_note_and_taken_away(desk: Desk) -> None:
    """Both in the list beside the wall."""
    desk.choose("It is slow")
    desk.page.locator(".voc-evidence select").first.select_option("contradicts")
    desk.settle()
    expect(card(desk.page, "It is slow")).to_contain_text("1 against")

    desk.page.locator('.voc-evidence[data-relation="contradicts"] button', has_text="×").click()
    desk.settle()
    assert len(desk.note("It is slow").evidence) == 1


# -- journeys -----------------------------------------------------------------------------


def test_a_journey_is_walked_by_stage_and_lane(host: Host, project: Project) -> None:
    """Right goes to the next stage, down to the next lane."""
    project.journey("Trip", question="How?", stages=["Look", "Buy"])
    project.note("Trip", "steps/look", "Looks around")
    widget = BoardWidget(project, "Trip")
    host.show(widget)
    desk = Desk(host, project, widget)
    desk.settle()
    card(host.page, "Looks around").focus()

    desk.press("ArrowRight")
    assert host.page.evaluate(_FOCUSED_JS) == "Steps · Buy"
    desk.press("ArrowDown")
    assert host.page.evaluate(_FOCUSED_JS) == "Touchpoints · Buy"
    desk.press("Enter")
    host.page.keyboard.type("Shop")
    desk.press("Enter")

    assert [each.text for each in project.board("Trip").in_region("touchpoints/buy")] == ["Shop"]
    host.page.get_by_label("Channel").select_option("analogue")
    desk.settle()
    expect(card(host.page, "Shop")).to_contain_text("analogue")


# -- everybody ----------------------------------------------------------------------------


def axe(page: Page, root: Path) -> list[object]:
    """What axe-core finds to improve."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.is_file():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    page.add_script_tag(path=script)
    found = page.evaluate("axe.run('main')")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("part", ["Note", "Quotes", "Credibility"])
def test_axe_finds_nothing_to_improve(desk: Desk, root: Path, scheme: str, part: str) -> None:
    """axe-core reports no violation, whatever is beside the wall, in light and dark."""
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.choose("It is slow")
    desk.page.get_by_role("tab", name=part).click()
    desk.settle()

    assert axe(desk.page, root) == []


@pytest.mark.parametrize("keys", [["o"], ["m"], ["n"], [" ", "g", "T", "Enter"]])
def test_axe_finds_nothing_to_improve_in_what_opens(desk: Desk, root: Path, keys: list[str]) -> None:
    """Nor in a passage, a question, a note that is being written, or a group."""
    desk.choose("It is slow")
    desk.press(*keys)

    assert axe(desk.page, root) == []


@pytest.mark.parametrize("template", ["journey", "empathy_canvas_2017", "forces"])
def test_axe_finds_nothing_to_improve_on_other_boards(
    host: Host, project: Project, root: Path, template: str
) -> None:
    """Nor in a table of lanes and stages, a numbered canvas or a grid."""
    board = project.make_board("Other", question="How?", template=template)
    project.note("Other", board.template.regions[0].id, "A note", supports=project.quotes("Slow"))
    widget = BoardWidget(project, "Other", lang="nl")
    host.show(widget)
    Desk(host, project, widget).settle()

    assert axe(host.page, root) == []


@pytest.mark.parametrize("width", [560, 800, 1400])
def test_nothing_is_cut_off_at_the_side(desk: Desk, width: int) -> None:
    """On small and large screens alike the page does not scroll sideways."""
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.widget.lang = "nl"
    desk.settle()

    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for tab in desk.page.get_by_role("tab").all():
        assert tab.evaluate("(el) => el.scrollWidth <= el.clientWidth + 1")


def test_the_view_lets_go_of_the_model(desk: Desk) -> None:
    """After it is taken off the page it listens to nothing."""
    desk.page.evaluate("window.cleanUp()")

    assert desk.page.evaluate("window.listenerCount()") == 0
