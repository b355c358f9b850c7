"""The codebook widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.talks import study, talk
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.widgets.codebook.widget import CodebookWidget

WORDS = "The export is slow and I lose my work. I go home late."
EVIL = "😀 <img src=x onerror=window.pwned=1><script>window.pwned=1<"


@pytest.fixture
def project() -> Project:
    """Six codes, three of them under others, and three codings of ``Pains``."""
    codes = ("Gains", "Pains/Phone", "Pains/Waiting/Long", "Pains", "Values")
    project = study(talk(("Ana", WORDS)), talk(("Bo", WORDS), name="p02"), codes=codes)
    for start, end in ((0, 10), (14, 18), (23, 37)):
        project.code("p01", span=Span(start, end), code="Pains")
    return project


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    project: Project
    widget: CodebookWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def settle(self) -> None:
        """Let page and kernel hear each other until nothing is under way."""
        for _ in range(5):
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

    def choose(self, path: str) -> None:
        """Make the code at *path* the current one, with the focus in the tree."""
        self.widget.select(path)
        self.settle()
        self.page.locator(".voc-tree").focus()

    def paths(self) -> list[str]:
        """What the project holds."""
        return self.project.codebook.paths()


_RESTS_OR_ASKS_JS = "() => toPython.length > 0 || !document.querySelector('[aria-busy=\"true\"]')"


@pytest.fixture
def desk(host: Host, project: Project) -> Desk:
    """The widget, shown in English."""
    widget = CodebookWidget(project)
    host.show(widget)
    desk = Desk(host, project, widget)
    desk.settle()
    return desk


def lines(page: Page) -> list[str]:
    """The names in the tree, as they show."""
    return page.locator(".voc-line-name").all_text_contents()


def line(page: Page, name: str) -> Locator:
    """The line of the tree with this name."""
    return page.get_by_role("treeitem").filter(has=page.locator(".voc-line-name", has_text=name)).first


def current(page: Page) -> str:
    """The name on the current line."""
    return page.locator('.voc-line[aria-selected="true"] .voc-line-name').inner_text()


def status(page: Page) -> Locator:
    """The line that says what happened."""
    return page.locator(".voc-status")


def drag(page: Page, name: str, onto: Locator) -> None:
    """Drag the line with this name with the mouse, and let it go on something."""
    start = line(page, name).bounding_box()
    assert start is not None
    page.mouse.move(start["x"] + 60, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 70, start["y"] + 18)
    end = onto.bounding_box()
    assert end is not None
    page.mouse.move(end["x"] + 60, end["y"] + end["height"] / 2)
    page.mouse.up()


# -- walking ------------------------------------------------------------------------------


def test_arrows_walk_and_fold_the_tree(desk: Desk) -> None:
    """Left folds a code or goes up, Right unfolds it or goes down; the tree keeps the focus."""
    desk.choose("Pains")
    desk.press("ArrowLeft")
    folded = lines(desk.page)
    desk.press("ArrowRight", "ArrowRight")

    assert folded == ["Gains", "Pains", "Values"]
    assert lines(desk.page) == ["Gains", "Pains", "Phone", "Waiting", "Long", "Values"]
    assert current(desk.page) == "Phone"
    expect(desk.page.get_by_role("tree", name="Codes")).to_be_focused()
    expect(line(desk.page, "Pains")).to_have_attribute("aria-expanded", "true")
    assert desk.widget.selected == "Pains/Phone"


def test_the_tree_points_at_its_current_line(desk: Desk) -> None:
    """A screen reader hears level, place, count and key of the line."""
    desk.choose("Pains/Waiting/Long")
    active = desk.page.locator(".voc-tree").get_attribute("aria-activedescendant")
    here = desk.page.locator(f'[id="{active}"]')

    expect(here).to_have_attribute("aria-level", "3")
    expect(here).to_have_attribute("aria-setsize", "1")
    expect(here).to_have_attribute("aria-description", "Codings: 0; with the codes below: 0, key 3")


def test_a_code_chosen_before_the_widget_is_shown_is_current(host: Host, project: Project) -> None:
    """What Python chose first is not taken for no choice; its definition and quotes are there."""
    desk = Desk(host, project, CodebookWidget(project))
    desk.widget.select("Pains")
    host.show(desk.widget)
    desk.settle()

    assert current(desk.page) == "Pains"
    assert desk.page.locator(".voc-quotes q").count() == 3


def test_a_click_on_the_arrow_folds(desk: Desk) -> None:
    """The branch goes, and nothing is chosen by it."""
    line(desk.page, "Pains").locator(".voc-twist").click()
    desk.settle()

    assert lines(desk.page) == ["Gains", "Pains", "Values"]
    assert desk.widget.selected != "Pains"


# -- making and naming --------------------------------------------------------------------


def test_a_code_is_made_below_by_keys_alone(desk: Desk) -> None:
    """N asks a name under the current code, Enter makes it and goes there."""
    desk.choose("Gains")
    desk.press("n")
    desk.page.keyboard.type("Time & <b>rest</b>".replace("/", "|"))
    desk.press("Enter")

    assert "Gains/Time & <b>rest<|b>" in desk.paths()
    assert current(desk.page) == "Time & <b>rest<|b>"
    expect(desk.page.locator(".voc-tree")).to_be_focused()


def test_a_code_is_made_at_the_top(desk: Desk) -> None:
    """Shift+N asks a name at the top, wherever one is."""
    desk.choose("Pains/Waiting/Long")
    desk.press("Shift+N")
    desk.page.keyboard.type("Needs")
    desk.press("Enter")

    assert "Needs" in desk.paths()


def test_escape_makes_no_code(desk: Desk) -> None:
    """The line for the new name goes, and the focus is back in the tree."""
    desk.choose("Gains")
    desk.press("n")
    desk.page.keyboard.type("Never")
    desk.press("Escape")

    assert lines(desk.page) == ["Gains", "Pains", "Phone", "Waiting", "Long", "Values"]
    assert len(desk.paths()) == 6
    expect(desk.page.locator(".voc-tree")).to_be_focused()


@pytest.mark.parametrize("key", ["F2", "Enter"])
def test_a_code_is_renamed_in_its_place(desk: Desk, key: str) -> None:
    """The new name shows at once, marked as not saved until the kernel has answered."""
    desk.choose("Pains/Waiting")
    desk.press(key)
    desk.page.keyboard.type("Delay")
    desk.page.keyboard.press("Enter")
    waiting = desk.page.locator(".voc-line.voc-waiting .voc-line-name").all_text_contents()
    desk.settle()

    assert waiting == ["Delay"]
    assert "Pains/Delay/Long" in desk.paths()
    assert desk.page.locator(".voc-waiting").count() == 0
    assert desk.widget.selected == "Pains/Delay"


def test_a_name_that_is_taken_is_refused_and_can_be_mended(desk: Desk) -> None:
    """The status line says why, the name is there to be changed, and Escape brings the old one back."""
    desk.choose("Values")
    desk.press("F2")
    desk.page.keyboard.type("Gains")
    desk.press("Enter")
    refused = status(desk.page).inner_text()
    again = desk.page.get_by_role("textbox", name="New name of the code").input_value()
    desk.press("Escape")

    assert refused.startswith("Not saved: There are two codes 'Gains'")
    assert again == "Gains"
    assert lines(desk.page)[-1] == "Values"


def test_a_new_code_that_is_refused_can_be_mended(desk: Desk) -> None:
    """Its name is there to be changed, in the place where it was asked."""
    desk.choose("Pains")
    desk.press("n")
    desk.page.keyboard.type("Phone")
    desk.press("Enter")
    desk.press("End")
    desk.page.keyboard.type("s")
    desk.press("Enter")

    assert "Pains/Phones" in desk.paths()


def test_a_name_being_typed_survives_what_others_do(desk: Desk) -> None:
    """A coding that comes in meanwhile changes the counts, not the field."""
    desk.choose("Pains")
    desk.press("F2")
    desk.page.keyboard.type("Wor")
    desk.project.code("p02", span=Span(0, 3), code="Pains")
    desk.settle()
    desk.page.keyboard.type("ries")
    desk.press("Enter")

    assert "Worries/Phone" in desk.paths()


# -- moving -------------------------------------------------------------------------------


def test_a_drag_hangs_a_code_under_another(desk: Desk) -> None:
    """The mouse takes a code along with all that is under it."""
    drag(desk.page, "Waiting", line(desk.page, "Gains"))
    desk.settle()

    assert "Gains/Waiting/Long" in desk.paths()
    assert current(desk.page) == "Waiting"


def test_a_drag_to_the_top_zone_takes_a_code_out(desk: Desk) -> None:
    """While one drags, a zone above the tree stands for the top level."""
    drag(desk.page, "Phone", desk.page.locator(".voc-top-zone"))
    desk.settle()

    assert "Phone" in desk.paths()
    expect(desk.page.locator(".voc-top-zone")).to_be_hidden()


def test_a_drag_into_its_own_branch_does_nothing(desk: Desk) -> None:
    """A place where the code cannot hang is no target."""
    before = desk.paths()
    drag(desk.page, "Pains", line(desk.page, "Long"))
    desk.settle()

    assert desk.paths() == before


def test_escape_ends_a_drag(desk: Desk) -> None:
    """Letting the button go after it moves nothing."""
    before = desk.paths()
    start, end = (line(desk.page, name).bounding_box() for name in ("Phone", "Gains"))
    assert start is not None
    assert end is not None
    desk.page.mouse.move(start["x"] + 60, start["y"] + 12)
    desk.page.mouse.down()
    desk.page.mouse.move(end["x"] + 60, end["y"] + 12)
    desk.page.mouse.move(end["x"] + 62, end["y"] + 12)
    shown = desk.page.locator(".voc-ghost").is_visible()
    desk.page.keyboard.press("Escape")
    desk.page.mouse.up()
    desk.settle()

    assert shown
    assert desk.paths() == before


def test_a_code_is_cut_and_pasted_by_keys(desk: Desk) -> None:
    """Ctrl+X and Ctrl+V hang it under the current code; with Shift at the top."""
    desk.choose("Pains/Phone")
    desk.press("Control+x")
    desk.choose("Gains")
    desk.press("Control+v")
    below = desk.paths()
    desk.press("Control+x", "Control+Shift+V")

    assert "Gains/Phone" in below
    assert "Phone" in desk.paths()


def test_a_code_is_moved_by_name(desk: Desk) -> None:
    """V asks where to; the places it cannot go are not offered."""
    desk.choose("Pains/Waiting")
    desk.press("v")
    offered = desk.page.locator(".voc-task [role=option]").all_text_contents()
    desk.page.keyboard.type("val")
    desk.press("Enter")

    assert offered == ["/ top level", "Gains", "Pains/Phone", "Values"]
    assert "Values/Waiting/Long" in desk.paths()


# -- merging, removing, splitting ---------------------------------------------------------


def test_codes_are_merged_by_name(desk: Desk) -> None:
    """M asks into which code, which is the current one afterwards."""
    desk.choose("Pains/Waiting")
    desk.press("m")
    desk.page.keyboard.type("gains")
    desk.press("Enter")

    assert desk.paths() == ["Gains", "Gains/Long", "Pains", "Pains/Phone", "Values"]
    assert current(desk.page) == "Gains"


def test_a_code_that_nobody_used_is_removed_at_once(desk: Desk) -> None:
    """The next line is the current one, so that Delete can be pressed again."""
    desk.choose("Gains")
    desk.press("Delete")

    assert "Gains" not in desk.paths()
    assert current(desk.page) == "Pains"


def test_a_second_press_on_delete_waits_for_the_first(desk: Desk) -> None:
    """Before the kernel has answered, the same code is not removed twice."""
    desk.choose("Gains")
    desk.page.keyboard.press("Delete")
    desk.page.keyboard.press("Delete")
    desk.settle()

    assert desk.paths() == ["Pains", "Pains/Phone", "Pains/Waiting", "Pains/Waiting/Long", "Values"]
    expect(status(desk.page)).to_have_text("Removed: Gains")


def test_who_works_blind_is_told_what_else_goes(desk: Desk) -> None:
    """The codings of others do not count on the page, but they would go with the code."""
    desk.project.set_blind(True)
    desk.choose("Pains")
    desk.press("Delete")

    expect(desk.page.locator(".voc-question")).to_contain_text("What others coded with it goes too.")


def test_a_code_in_use_is_removed_only_on_a_second_word(desk: Desk) -> None:
    """The bar says how much would go, and offers to merge instead; Escape keeps everything."""
    desk.choose("Pains")
    desk.press("Delete")
    asked = desk.page.locator(".voc-question").inner_text()
    desk.press("Escape")
    kept = desk.paths()
    desk.press("Delete")
    desk.page.get_by_role("button", name="Remove all of it").click()
    desk.settle()
    desk.press("Control+z")

    assert asked == "Pains is in use. Codings: 3; codes below it: 3."
    assert "Pains" in kept
    assert desk.paths() == kept
    assert len(desk.project.codings_of("p01")) == 3


def test_a_code_is_split_with_one_key_a_coding(desk: Desk) -> None:
    """Each digit gives the coding to a code, 0 leaves it; a new code is made by its name."""
    desk.choose("Pains")
    desk.press("s")
    desk.press("n")
    desk.page.keyboard.type("Speed")
    desk.press("Enter")
    seen = [desk.page.locator(".voc-passage mark").inner_text()]
    desk.press("1")
    seen.append(desk.page.locator(".voc-passage mark").inner_text())
    desk.press("3")
    seen.append(desk.page.locator(".voc-passage mark").inner_text())
    desk.press("0")

    assert seen == ["The export", "slow", "I lose my work"]
    assert [coding.code for coding in desk.project.codings_of("p01")] == [
        "Pains/Phone",
        "Pains/Speed",
        "Pains",
    ]
    expect(desk.page.locator(".voc-place")).to_have_text("All decided; 1 left as they are.")


def test_a_step_of_a_split_can_be_undone_and_taken_back(desk: Desk) -> None:
    """Undo brings the coding back to decide about; Back brings one that was left."""
    desk.choose("Pains")
    desk.press("s", "1", "0", "Control+z")
    undone = desk.page.locator(".voc-passage mark").inner_text()
    desk.press("1", "ArrowLeft")

    assert undone == "The export"
    assert desk.page.locator(".voc-passage mark").inner_text() == "slow"


def test_keys_pressed_quickly_split_each_coding_once(desk: Desk) -> None:
    """Before the kernel has answered, the next coding is there to decide about."""
    desk.choose("Pains")
    desk.press("s")
    for key in ("1", "2", "1"):
        desk.page.keyboard.press(key)
    desk.settle()

    assert [coding.code for coding in desk.project.codings_of("p01")] == [
        "Pains/Phone",
        "Pains/Waiting",
        "Pains/Phone",
    ]


def test_escape_ends_the_split(desk: Desk) -> None:
    """The tree has the focus again, and a digit is a hot key again."""
    desk.choose("Pains")
    desk.press("s", "Escape")

    expect(desk.page.locator(".voc-split")).to_be_hidden()
    expect(desk.page.locator(".voc-tree")).to_be_focused()


# -- what there is to say of a code -------------------------------------------------------


def test_a_definition_is_kept_when_one_leaves_the_field(desk: Desk) -> None:
    """D goes there; Ctrl+Enter keeps the text and goes back to the tree."""
    desk.choose("Gains")
    desk.press("d")
    desk.page.keyboard.type("What it brings </textarea>")
    desk.press("Control+Enter")

    assert desk.project.codebook["Gains"].description == "What it brings </textarea>"
    expect(desk.page.locator(".voc-tree")).to_be_focused()


def test_a_definition_goes_to_the_code_it_was_typed_for(desk: Desk) -> None:
    """A click on another code keeps the text with the first."""
    desk.choose("Gains")
    desk.press("d")
    desk.page.keyboard.type("What it brings")
    line(desk.page, "Values").click()
    desk.settle()

    assert desk.project.codebook["Gains"].description == "What it brings"
    assert desk.project.codebook["Values"].description == ""
    assert desk.page.get_by_label("Definition").input_value() == ""


def test_escape_leaves_a_definition_as_it_was(desk: Desk) -> None:
    """What was typed goes; nothing is written."""
    desk.choose("Gains")
    desk.press("d")
    desk.page.keyboard.type("Never mind")
    desk.press("Escape")

    assert desk.project.codebook["Gains"].description == ""
    assert desk.page.get_by_label("Definition").input_value() == ""


def test_a_definition_that_is_not_saved_says_so_and_stays(desk: Desk) -> None:
    """While the kernel is silent the text is marked; it is still there after another code was looked at."""
    desk.choose("Gains")
    desk.press("d")
    desk.page.keyboard.type("What it brings")
    desk.page.keyboard.press("Control+Enter")
    marked = desk.page.locator("textarea.voc-unsaved").count()
    desk.page.keyboard.press("End")
    desk.page.keyboard.press("Home")
    there = desk.page.get_by_label("Definition").input_value()
    desk.settle()

    assert (marked, there) == (1, "What it brings")
    assert desk.page.locator("textarea.voc-unsaved").count() == 0


def test_a_definition_that_was_saved_follows_what_others_write(desk: Desk) -> None:
    """Once the kernel has it, what was typed no longer stands in the way of what comes after."""
    desk.choose("Gains")
    desk.press("d")
    desk.page.keyboard.type("Mine")
    desk.press("Control+Enter")
    desk.project.change_code("Gains", description="Theirs")
    desk.settle()

    assert desk.page.get_by_label("Definition").input_value() == "Theirs"


def test_a_colour_is_chosen_by_keys(desk: Desk) -> None:
    """C goes to the colours, arrows walk them, Enter takes one."""
    desk.choose("Gains")
    desk.press("c", "ArrowRight", "ArrowRight", "Enter")
    palette = desk.widget.palette
    before = palette.index(desk.project.codebook["Gains"].color)

    assert before == 2
    expect(desk.page.locator('.voc-swatch[aria-checked="true"]')).to_be_focused()


def test_another_colour_is_free_to_choose(desk: Desk) -> None:
    """The browser's own colour field sets any colour."""
    desk.choose("Gains")
    desk.page.get_by_label("Another colour").fill("#123456")
    desk.settle()

    assert desk.project.codebook["Gains"].color == "#123456"


def test_digits_give_hot_keys(desk: Desk) -> None:
    """A digit gives the key to the current code, 0 takes it away."""
    desk.choose("Values")
    desk.press("9")
    given = desk.project.codebook["Values"].key
    desk.press("0")

    assert (given, desk.project.codebook["Values"].key) == ("9", "")


def test_codes_gather_in_sets_that_sift_the_tree(desk: Desk) -> None:
    """G puts the current code in a set by name; a press on the set shows only its codes."""
    desk.choose("Pains/Waiting")
    desk.press("g")
    desk.page.keyboard.type("Time")
    desk.press("Enter")
    desk.page.get_by_role("button", name="Time · 1").click()
    sifted = lines(desk.page)
    desk.page.get_by_role("button", name="Take out of the set Time").click()
    desk.settle()

    assert sifted == ["Pains", "Waiting"]
    assert desk.project.code_sets() == {"Time": []}


def test_a_set_is_renamed_and_removed(desk: Desk) -> None:
    """Its codes stay in the codebook."""
    desk.widget.add_to_set("Time", "Gains")
    desk.settle()
    desk.page.get_by_role("button", name="Time · 1").click()
    desk.page.get_by_role("button", name="Rename set").click()
    desk.page.keyboard.type("Moment")
    desk.press("Enter")
    named = desk.project.code_sets()
    desk.page.get_by_role("button", name="Moment · 1").click()
    desk.page.get_by_role("button", name="Remove set").click()
    desk.settle()

    assert named == {"Moment": ["Gains"]}
    assert desk.project.code_sets() == {}
    assert len(lines(desk.page)) == 6


def test_quotes_and_counts_follow_live(desk: Desk) -> None:
    """A coding made elsewhere shows in the tree, by source and among the quotes."""
    desk.choose("Pains")
    desk.project.code("p02", span=Span(39, 48), code="Pains")
    desk.settle()

    expect(line(desk.page, "Pains").locator(".voc-number").first).to_have_text("4")
    assert desk.page.locator(".voc-bars li").all_inner_texts() == ["p01\n3", "p02\n1"]
    assert desk.page.locator(".voc-quotes q").last.inner_text().strip('"“”') == "I go home"


def test_a_quote_is_marked_as_example(desk: Desk) -> None:
    """The star marks it, and it comes first."""
    desk.choose("Pains")
    desk.page.get_by_role("button", name="Example of this code: I lose my work").click()
    desk.settle()

    assert desk.page.locator(".voc-quotes li").first.inner_text().startswith("★")
    assert [coding.quote for coding in desk.project.codings_with("Pains") if coding.is_example] == [
        "I lose my work"
    ]


# -- finding ------------------------------------------------------------------------------


def test_found_codes_show_with_their_letters_marked(desk: Desk) -> None:
    """The slash goes to the field; the first hit is current, Enter goes to the next, Escape shows all."""
    desk.choose("Gains")
    desk.press("/")
    desk.page.keyboard.type("on")
    desk.settle()
    shown, marked = lines(desk.page), desk.page.locator(".voc-line-name b").all_text_contents()
    first = current(desk.page)
    desk.press("Enter")
    second = current(desk.page)
    desk.press("Escape")

    assert (shown, marked) == (["Pains", "Phone", "Waiting", "Long"], ["on", "on"])
    assert (first, second) == ("Phone", "Long")
    assert len(lines(desk.page)) == 6
    expect(desk.page.locator(".voc-tree")).to_be_focused()


def test_nothing_found_is_said(desk: Desk) -> None:
    """The tree is empty, and says so."""
    desk.press("/")
    desk.page.locator(".voc-find").fill("zzz")

    expect(desk.page.get_by_text("No code has this.")).to_be_visible()


# -- the rest -----------------------------------------------------------------------------


def test_a_starter_codebook_fills_an_empty_one(host: Host) -> None:
    """From an empty codebook one gets to seven principles in a few keys."""
    project = study()
    desk = Desk(host, project, CodebookWidget(project))
    host.show(desk.widget)
    desk.settle()
    hint = desk.page.locator(".voc-forest .voc-empty").inner_text()
    desk.page.get_by_role("button", name="Starter codebooks").click()
    desk.page.keyboard.type("influence")
    desk.press("Enter")

    assert hint.startswith("No codes yet.")
    assert len([code for code in project.codebook if code.description]) == 7
    assert "Reciprocity" in lines(desk.page)


def test_undo_and_redo_by_keys_and_buttons(desk: Desk) -> None:
    """Each says what it did."""
    desk.choose("Gains")
    desk.press("Delete", "Control+z")
    undone = desk.paths()
    desk.page.get_by_role("button", name="Redo").click()
    desk.settle()

    assert "Gains" in undone
    assert "Gains" not in desk.paths()
    expect(status(desk.page)).to_have_text("Done again: remove code Gains")


def test_hostile_names_are_only_text(desk: Desk) -> None:
    """A name, a definition and a set that look like markup are shown as they are."""
    desk.project.rename_code("Gains", EVIL)
    desk.project.change_code(EVIL, description=EVIL)
    desk.project.add_to_set(EVIL, [EVIL])
    desk.choose(EVIL)

    assert EVIL in lines(desk.page)
    assert desk.page.locator("main :is(img, script)").count() == 0
    assert desk.page.evaluate("window.pwned") is None


def test_forty_levels_leave_room_for_the_name(desk: Desk) -> None:
    """The deepest name is readable within the tree."""
    deepest = "/".join(f"level {n}" for n in range(40))
    desk.project.add_code(deepest)
    desk.choose(deepest)
    name, tree = (
        desk.page.locator(place).bounding_box()
        for place in ('[aria-selected="true"] .voc-line-name', ".voc-tree")
    )

    assert name is not None
    assert tree is not None
    assert name["width"] > 40
    assert name["x"] + name["width"] < tree["x"] + tree["width"]


def test_five_hundred_codes_are_all_lines(desk: Desk) -> None:
    """The last of them is reached with one key."""
    desk.project.merge_codes("Pains", "Gains")
    with desk.project._act("many") as act:
        from vocbench.storage.codebook import ensure_code  # noqa: PLC0415 - one act for five hundred codes

        for n in range(500):
            ensure_code(act, f"Group {n % 20:02}/Code {n:03}")
    desk.settle()
    desk.choose("Gains")
    desk.press("End")

    assert desk.page.get_by_role("treeitem").count() > 500
    assert current(desk.page) == "Values"


def test_letters_do_not_reach_the_notebook(desk: Desk) -> None:
    """JupyterLab would delete cells on d d."""
    desk.page.evaluate(
        "() => { window.heard = []; document.addEventListener('keydown', (event) => heard.push(event.key)); }"
    )
    desk.choose("Gains")
    desk.press("x", "y", "Control+s")

    assert desk.page.evaluate("heard") == ["Control", "s"]


def test_the_interface_speaks_dutch(desk: Desk) -> None:
    """The language changes while the widget is open; the current code stays."""
    desk.choose("Pains")
    desk.widget.lang = "nl"
    desk.settle()

    expect(desk.page.get_by_label("Definitie")).to_be_visible()
    assert current(desk.page) == "Pains"


def test_a_widget_that_goes_listens_no_longer(desk: Desk) -> None:
    """Nothing is left behind on the model."""
    desk.page.evaluate("cleanUp()")

    assert desk.page.evaluate("listenerCount()") == 0


def test_on_paper_every_code_says_what_it_means(desk: Desk) -> None:
    """The definitions are printed with the tree; the pane of one code is not."""
    desk.project.change_code("Gains", description="What it brings", when_not_to_use="Money")
    desk.choose("Pains")
    desk.page.emulate_media(media="print")
    printed = line(desk.page, "Gains").evaluate("(line) => getComputedStyle(line, '::after').content")

    assert "What it brings" in printed
    assert "When not to use: Money" in printed
    expect(desk.page.locator(".voc-detail")).to_be_hidden()


def test_on_a_narrow_page_nothing_sticks_out(desk: Desk) -> None:
    """The parts stand below each other."""
    desk.page.set_viewport_size({"width": 360, "height": 800})
    desk.choose("Pains")

    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("part", ["code", "split", "bar", "empty"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_improve(desk: Desk, root: Path, scheme: str, part: str) -> None:
    """axe-core reports no violation, whatever is open, in light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    desk.widget.add_to_set("Time", "Pains")
    desk.choose("Pains")
    desk.press(*{"code": [], "split": ["s"], "bar": ["m"], "empty": ["/", "x", "x"]}[part])
    desk.page.add_script_tag(path=script)

    found = desk.page.evaluate("axe.run('main')")

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
