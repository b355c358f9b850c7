"""The topic explorer in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.topic_models import QUESTION, Handmade, Studio, topic_model
from vocbench.errors import TopicsError
from vocbench.topics.settings import TopicSettings
from vocbench.widgets.topics.widget import TopicExplorer

EVIL = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>"


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    studio: Studio
    widget: TopicExplorer

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    @property
    def status(self) -> Locator:
        """The line that says what happened."""
        return self.page.locator(".voc-status")

    def pump(self) -> None:
        """Let page and kernel hear each other."""
        self.host.pump()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, and let the kernel answer each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pump()

    def write(self, words: str) -> None:
        """Type words and confirm them."""
        self.page.keyboard.type(words)
        self.press("Enter")

    def line(self, topic: int) -> Locator:
        """The line of a topic in the list; -1 is the review queue, -2 set aside, -3 no content."""
        return self.page.locator(f'.voc-topic[data-topic="{topic}"]')

    def choose(self, topic: int) -> None:
        """Click a topic in the list."""
        self.line(topic).click()
        self.pump()

    def answer(self, place: int) -> Locator:
        """The answer at a place of the list."""
        return self.page.locator(f'.voc-answer-row[data-at="{place}"]')

    def listed(self) -> list[str]:
        """The names in the list, from top to bottom."""
        return self.page.locator(".voc-topic .voc-topic-name").all_inner_texts()

    def names(self) -> dict[int, str]:
        """The topics that the project holds."""
        topics = self.studio.model.topics
        return dict(zip(topics["topic"].tolist(), topics["name"].tolist(), strict=True))

    def topic_of(self, answer: str) -> int:
        """Where the project holds an answer."""
        answers = self.studio.model.answers
        return int(answers.loc[answers["answer"] == answer, "topic"].iloc[0])

    def lowest(self, topic: int) -> str:
        """The answer of a topic that is farthest down on the map, where no name is written."""
        answers = self.studio.model.answers
        return str(answers[answers["topic"] == topic].sort_values("y")["answer"].iloc[0])

    def spot(self, answer: str) -> tuple[float, float]:
        """Where an answer is on the page, as the map draws it."""
        model = self.studio._origin.answers
        place = model.index[model["answer"] == answer][0]
        box = self.page.locator(".voc-stage").bounding_box()
        assert box is not None
        x, y = model["x"].to_numpy(), model["y"].to_numpy()
        middle, span = (x.min() + x.max()) / 2, max(np.ptp(x), np.ptp(y))
        room = min((box["width"] - 68) / (np.ptp(x) / span), (box["height"] - 68) / (np.ptp(y) / span))
        across = (x[place] - middle) / span * room + box["width"] / 2
        down = ((y.min() + y.max()) / 2 - y[place]) / span * room + box["height"] / 2
        return box["x"] + float(across), box["y"] + float(down)


def desk_on(host: Host, model: Handmade, **options: Any) -> Desk:
    """The widget on a model, shown."""
    studio = Studio(model)
    widget = TopicExplorer(studio, model.id, **options)
    host.show(widget)
    desk = Desk(host, studio, widget)
    desk.pump()
    return desk


@pytest.fixture
def desk(host: Host) -> Desk:
    """Four topics of six answers, two unclear answers, and two without content."""
    return desk_on(host, topic_model())


def drag(page: Page, start: tuple[float, float], *ways: tuple[float, float]) -> None:
    """Drag the mouse from a place along others."""
    page.mouse.move(*start)
    page.mouse.down()
    for x, y in ways:
        page.mouse.move(x, y, steps=4)
    page.mouse.up()


def middle(part: Locator) -> tuple[float, float]:
    """The middle of an element."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def round_(spots: Sequence[tuple[float, float]], by: float = 9) -> list[tuple[float, float]]:
    """The corners of a box round places."""
    xs, ys = zip(*spots, strict=True)
    left, right, top, bottom = min(xs) - by, max(xs) + by, min(ys) - by, max(ys) + by
    return [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]


# -- reading --------------------------------------------------------------------------------


def test_the_list_shows_topics_with_their_numbers(desk: Desk) -> None:
    """Name, words, n, share, stability with a word for fragile, score; below it what is in no topic."""
    assert desk.listed() == [
        *("waiting / phone", "bill / unclear", "price", "app / slow"),
        *("Unclear: to review", "No content"),
    ]
    assert " ".join(str(desk.line(0).text_content()).split()) == (
        "0waiting / phonewaiting, phone ◂ Pains/Waiting6 answers 23% Stability 0.90 Score 3.8"
    )
    expect(desk.line(3)).to_contain_text("0.30 fragile")
    expect(desk.line(-1).locator(".voc-n")).to_have_text("2 answers")
    expect(desk.line(-3).locator(".voc-n")).to_have_text("2 answers")


def test_a_topic_that_was_not_measured_says_so(host: Host) -> None:
    """No bar of nothing; a button measures, and the list shows it."""
    desk = desk_on(host, topic_model(themes=5))
    expect(desk.line(4)).to_contain_text("not measured")

    desk.page.get_by_role("button", name="Measure stability").click()
    desk.pump()

    expect(desk.line(4)).to_contain_text("0.80")
    expect(desk.status).to_have_text("Stability is measured.")
    expect(desk.page.get_by_role("button", name="Measure stability")).to_be_hidden()


def test_a_chosen_topic_shows_its_answers_from_typical_to_edge(desk: Desk) -> None:
    """With similarity, score and segment; the words that tell it from its neighbour stand above."""
    desk.choose(1)
    desk.page.wait_for_timeout(200)
    desk.pump()

    rows = desk.page.locator(".voc-answer-row")
    expect(rows).to_have_count(6)
    expect(rows.first).to_contain_text("the bill is unclear (1.0)")
    expect(rows.first).to_contain_text("0.90")
    expect(rows.first).to_contain_text("score 1 · 2026 · own")
    expect(rows.last).to_contain_text("0.85")
    expect(desk.page.locator(".voc-word-lists")).to_contain_text("Unlike price")


def test_topics_are_sorted_by_any_column(desk: Desk) -> None:
    """A second click turns the order round; Python knows of it."""
    desk.page.locator(".voc-sort-name").click()
    desk.pump()
    assert desk.listed()[:4] == ["app / slow", "bill / unclear", "price", "waiting / phone"]
    desk.page.locator(".voc-sort-name").click()
    desk.pump()

    assert desk.listed()[0] == "waiting / phone"
    assert desk.widget.order == "-name"


def test_search_finds_topics_by_name_and_words(desk: Desk) -> None:
    """A few letters are enough; Enter goes to the first that is found."""
    desk.page.locator(".voc-lines").focus()
    desk.press("/")
    desk.page.keyboard.type("unc")
    assert desk.listed()[0] == "bill / unclear"
    desk.press("Enter")

    expect(desk.page.locator(".voc-lines")).to_be_focused()
    expect(desk.line(1)).to_have_attribute("aria-selected", "true")


def test_chips_filter_map_list_and_counts(desk: Desk) -> None:
    """By wave: the counts are of what is shown, the map has fewer points, and Python knows the filter."""
    before = colored(desk.page)
    desk.page.get_by_role("button", name="Wave: all").click()
    desk.page.get_by_label("2025").check()
    desk.pump()

    expect(desk.line(0).locator(".voc-n")).to_contain_text("3")
    expect(desk.page.locator(".voc-counts")).to_contain_text("13 of 28 answers")
    desk.page.wait_for_timeout(60)
    assert colored(desk.page) < 0.7 * before
    assert desk.widget.filters == {"wave": ["2025"]}
    desk.page.get_by_role("button", name="Show all").click()
    desk.pump()
    expect(desk.page.locator(".voc-counts")).to_contain_text("28 answers")


def test_the_values_of_a_filter_stay_within_the_widget(host: Host) -> None:
    """Also of the last chip of a narrow page, with long names."""
    model = topic_model()
    regions = [f"the country round the large town {number % 9}" for number in range(len(model.answers))]
    desk = desk_on(host, replace(model, answers=model.answers.assign(region=regions)))
    desk.page.set_viewport_size({"width": 560, "height": 900})
    desk.page.get_by_role("button", name="region: all").click()
    chip, values, bar = (
        desk.page.locator(part).bounding_box()
        for part in (".voc-filter[aria-expanded=true]", ".voc-choices", ".voc-filters")
    )
    assert chip is not None
    assert values is not None
    assert bar is not None
    assert chip["x"] + values["width"] > bar["x"] + bar["width"]

    assert values["x"] + values["width"] <= bar["x"] + bar["width"]


def test_scores_are_filtered_in_bands(desk: Desk) -> None:
    """Scores from 0 to 10 come in the usual three."""
    desk.page.get_by_role("button", name="Score: all").click()

    assert [each.split("\n")[0] for each in desk.page.locator(".voc-choices label").all_inner_texts()] == [
        "0–6",
        "7–8",
        "9–10",
        "(none)",
    ]


def test_python_filters_and_chooses_in_the_page(desk: Desk) -> None:
    """What is set in Python shows."""
    desk.widget.filters = {"segment": ["own"]}
    desk.widget.chosen = [2]
    desk.pump()

    expect(desk.page.locator(".voc-detail h3")).to_contain_text("price")
    expect(desk.page.locator(".voc-answer-row")).to_have_count(2)


# -- the tree -------------------------------------------------------------------------------


def test_a_join_of_the_tree_chooses_what_it_joins(desk: Desk) -> None:
    """Clicked, its topics are chosen, and can be merged at once."""
    desk.press("Tab")
    desk.page.get_by_role("button", name="Tree").click()
    desk.pump()
    desk.page.locator(".voc-join circle:not(.voc-grip)").first.click()
    desk.pump()
    chosen = [
        int(each)
        for each in str(desk.page.locator(".voc-join.voc-chosen").get_attribute("data-topics")).split()
    ]
    assert len(chosen) == 2
    desk.page.get_by_role("button", name="Merge these 2").click()
    desk.pump()

    assert len(desk.names()) == 3
    expect(desk.status).to_have_text("Merged.")


def test_arrow_keys_widen_and_narrow_the_choice_along_the_tree(desk: Desk) -> None:
    """Left takes in what joins first, right leaves it again; M merges what is chosen."""
    desk.choose(0)
    desk.press("ArrowLeft")
    expect(desk.page.locator('.voc-topic[aria-selected="true"]')).to_have_count(2)
    expect(desk.status).to_contain_text("2 topics that are alike")
    desk.press("ArrowRight")
    expect(desk.page.locator('.voc-topic[aria-selected="true"]')).to_have_count(1)
    desk.press("ArrowLeft", "m")

    assert len(desk.names()) == 3
    assert desk.names()[0] == "waiting / phone"


# -- editing topics -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["F2", "Enter"])
def test_a_topic_is_renamed_by_key(desk: Desk, key: str) -> None:
    """The old name is there to be changed; the focus goes back to the list."""
    desk.choose(2)
    desk.press(key)
    desk.page.keyboard.press("Control+a")
    desk.write("Cost of living")

    assert desk.names()[2] == "Cost of living"
    expect(desk.line(2)).to_contain_text("Cost of living")
    expect(desk.page.locator(".voc-lines")).to_be_focused()


def test_a_double_click_renames(desk: Desk) -> None:
    """By mouse as well."""
    desk.line(2).dblclick()
    desk.write("Dear")

    assert desk.names()[2] == "Dear"


def test_an_edit_shows_before_the_kernel_answers(desk: Desk) -> None:
    """As not saved yet; after the answer that is gone."""
    desk.choose(2)
    desk.page.keyboard.press("F2")
    desk.page.keyboard.press("Control+a")
    desk.page.keyboard.type("Dear")
    desk.page.keyboard.press("Enter")

    expect(desk.line(2)).to_contain_text("Dear")
    expect(desk.line(2)).to_contain_text("not saved yet")
    expect(desk.status).to_have_text("Saving …")
    desk.pump()
    expect(desk.line(2)).not_to_contain_text("not saved yet")


def test_a_topic_is_merged_by_key_and_a_few_letters(desk: Desk) -> None:
    """M asks with which; the chosen one keeps its number."""
    desk.choose(0)
    desk.press("m")
    desk.page.keyboard.type("app")
    desk.press("Enter")

    assert set(desk.names()) == {0, 1, 2}
    assert desk.topic_of("a3.0") == 0
    expect(desk.line(0).locator(".voc-n")).to_contain_text("12")


def test_a_topic_dragged_on_another_is_merged_with_it(desk: Desk) -> None:
    """The one it is dropped on stays."""
    desk.page.mouse.move(0, 0)
    drag(desk.page, middle(desk.line(3)), middle(desk.line(1)))
    desk.pump()

    assert set(desk.names()) == {0, 1, 2}
    assert desk.topic_of("a3.0") == 1
    expect(desk.page.locator(".voc-detail h3")).to_contain_text("bill / unclear")


def test_undo_and_redo_by_key(desk: Desk) -> None:
    """What was merged is apart again, and together again."""
    desk.choose(0)
    desk.press("m")
    desk.write("app")
    desk.press("Control+z")
    assert set(desk.names()) == {0, 1, 2, 3}
    expect(desk.line(3)).to_be_visible()
    expect(desk.status).to_contain_text("Undone: merge topics")
    desk.press("Control+Shift+z")

    assert set(desk.names()) == {0, 1, 2}
    expect(desk.line(3)).to_have_count(0)


def test_a_topic_is_split_into_as_many_as_asked(desk: Desk) -> None:
    """S asks into how many."""
    desk.choose(0)
    desk.press("s")
    desk.page.get_by_role("button", name="3", exact=True).click()
    desk.pump()

    assert len(desk.names()) == 6
    expect(desk.status).to_have_text("Split.")


# -- editing answers ------------------------------------------------------------------------


def test_an_answer_is_moved_by_key(desk: Desk) -> None:
    """V asks where to, the topic that it is most like first; it shows as moved by hand."""
    desk.choose(-1)
    desk.answer(1).click()
    desk.press("v", "Enter")

    assert desk.topic_of("u1") == 1
    desk.choose(1)
    expect(desk.page.locator(".voc-answer-row", has_text="Hard to say 1")).to_contain_text("moved")


def test_several_answers_are_moved_at_once(desk: Desk) -> None:
    """Selected by Shift and Space; one act."""
    desk.choose(0)
    desk.answer(0).click()
    desk.press("Shift+ArrowDown", "v")
    desk.write("price")

    assert [desk.topic_of(f"a0.{number}") for number in range(3)] == [2, 2, 0]
    expect(desk.status).to_have_text("Moved 2 answers.")
    expect(desk.page.locator(".voc-counts")).not_to_contain_text("selected")
    desk.press("Control+z")
    assert desk.topic_of("a0.1") == 0


def test_an_answer_is_dragged_on_a_topic(desk: Desk) -> None:
    """From the list of answers to the list of topics."""
    desk.choose(0)
    drag(desk.page, middle(desk.answer(1)), middle(desk.line(3)))
    desk.pump()

    assert desk.topic_of("a0.1") == 3


def test_answers_become_a_topic_of_their_own(desk: Desk) -> None:
    """N asks its name; at once it is in the list, as not saved yet."""
    desk.choose(0)
    desk.answer(0).click()
    desk.press("Space", "ArrowDown", "Space", "n")
    desk.page.keyboard.type("On hold")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".voc-topic", has_text="On hold")).to_contain_text("not saved yet")
    desk.pump()

    assert desk.names()[4] == "On hold"
    expect(desk.page.locator(".voc-topic", has_text="On hold")).to_have_count(1)


def test_an_answer_is_set_aside_and_taken_back(desk: Desk) -> None:
    """It goes to an entry of its own, from which R brings it back."""
    desk.choose(0)
    desk.answer(0).click()
    desk.press("x")
    expect(desk.line(-2).locator(".voc-n")).to_have_text("1 answers")
    desk.choose(-2)
    desk.answer(0).click()
    desk.press("r")

    assert desk.topic_of("a0.0") == 0
    expect(desk.line(-2)).to_have_count(0)


def test_an_answer_is_pinned(desk: Desk) -> None:
    """It stays in its topic, and says that it was pinned."""
    desk.choose(0)
    desk.answer(2).click()
    desk.press("p")

    expect(desk.answer(2)).to_contain_text("pinned")
    assert "pinned" in set(desk.studio.model.answers["placed"])


def test_the_review_queue_is_worked_off_by_keys(desk: Desk) -> None:
    """The nearest topic is offered with its similarity: Y accepts, U skips; at the end it says so."""
    desk.choose(-1)
    desk.answer(0).click()
    expect(desk.answer(0)).to_contain_text("→ waiting / phone")
    expect(desk.page.get_by_role("button", name="Accept: waiting / phone")).to_be_enabled()
    desk.press("u", "y")
    assert (desk.topic_of("u0"), desk.topic_of("u1")) == (-1, 1)
    desk.press("y")

    assert desk.topic_of("u0") == 0
    expect(desk.page.get_by_text("The review queue is empty.")).to_be_visible()


def test_what_says_nothing_is_listed_with_the_reason(desk: Desk) -> None:
    """Why each is apart stands beside it."""
    desk.choose(-3)

    expect(desk.page.locator(".voc-answer-row")).to_have_count(2)
    expect(desk.answer(1)).to_contain_text("no answer")


def test_a_refusal_of_the_project_is_shown_and_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason stands in the page, and the topic is as it was."""

    def refuse(*_: object) -> None:
        raise TopicsError("Another topic is called so.")

    monkeypatch.setattr(desk.studio, "rename_topic", refuse)
    desk.choose(2)
    desk.press("F2")
    desk.page.keyboard.press("Control+a")
    desk.write("bill / unclear")

    expect(desk.status).to_have_text("Not saved: Another topic is called so.")
    expect(desk.line(2)).to_contain_text("price")


def test_a_silent_kernel_is_told_of(host: Host, page: Page) -> None:
    """After some seconds without an answer the page says that nothing is saved yet."""
    page.clock.install()
    desk = desk_on(host, topic_model())
    desk.choose(0)
    desk.answer(0).click()
    desk.pump()
    page.keyboard.press("x")
    desk.line(3).click()
    page.clock.run_for(5_000)

    expect(desk.status).to_contain_text("Not saved yet: the kernel does not answer")
    expect(desk.page.locator(".voc-answer-row").first).to_contain_text("…")
    expect(desk.line(-2).locator(".voc-n")).to_have_text("1 answers")


def test_edits_from_python_show(desk: Desk) -> None:
    """Whoever acts on the project, the page follows."""
    desk.studio.move_answers("model", ["a0.0", "a0.1"], 3)
    desk.pump()

    expect(desk.line(3).locator(".voc-n")).to_contain_text("8")
    expect(desk.line(0).locator(".voc-n")).to_contain_text("4")


# -- the focus, and what Python knows -------------------------------------------------------


def rested(desk: Desk) -> None:
    """Wait until the page has told the kernel what it tells only after a while."""
    desk.pump()
    desk.page.wait_for_timeout(220)
    desk.pump()


def test_the_focus_goes_on_in_the_list_where_a_queue_ends(desk: Desk) -> None:
    """The list of answers is gone with its last answer; keys are not the notebook's for that."""
    desk.choose(-1)
    desk.answer(0).click()
    desk.press("y", "y")

    expect(desk.page.locator(".voc-lines")).to_be_focused()


@pytest.mark.parametrize("name", ["Show all", "Measure stability", "Accept: waiting / phone"])
def test_the_focus_stays_when_its_button_has_done_its_work(host: Host, name: str) -> None:
    """A button that goes, or has nothing left to do, leaves it to the list that was worked in."""
    desk = desk_on(host, topic_model(themes=5))
    desk.widget.filters = {"wave": ["2026"]}
    desk.choose(-1)
    desk.page.get_by_role("button", name=name).focus()
    desk.press("Enter")

    expect(desk.page.locator(".voc-lines")).to_be_focused()


def test_a_question_gives_the_focus_back_to_the_answers(desk: Desk) -> None:
    """Also to who clicked both the answer and the button."""
    desk.choose(0)
    desk.answer(1).click()
    desk.page.get_by_role("button", name="Move").click()
    desk.press("Escape")

    expect(desk.page.locator(".voc-said")).to_be_focused()


def test_what_is_merged_by_dragging_stays_chosen(desk: Desk) -> None:
    """The kernel, which knew the topic that is gone, does not take the choice away."""
    desk.choose(3)
    rested(desk)
    desk.page.mouse.move(0, 0)
    drag(desk.page, middle(desk.line(3)), middle(desk.line(1)))
    rested(desk)

    expect(desk.page.locator(".voc-detail h3")).to_contain_text("bill / unclear")
    assert desk.widget.chosen == [1]


def test_python_is_followed_while_the_page_tells_of_something_else(desk: Desk) -> None:
    """A filter set as the page was sorted shows."""
    desk.page.locator(".voc-sort-name").click()
    desk.widget.filters = {"wave": ["2025"]}
    desk.pump()

    expect(desk.page.locator(".voc-counts")).to_contain_text("13 of 28 answers")
    assert desk.widget.order == "name"


def test_choices_of_python_in_quick_succession_end_in_the_last(desk: Desk) -> None:
    """The page does not bring an earlier one back."""
    desk.widget.chosen = [1]
    desk.pump()
    desk.widget.chosen = [2]
    rested(desk)

    assert desk.widget.chosen == [2]
    expect(desk.page.locator(".voc-detail h3")).to_contain_text("price")


def test_what_a_filter_hides_is_selected_no_more(desk: Desk) -> None:
    """Neither in the page, nor in Python, whose next edit is for what one sees."""
    desk.widget.select(["a1.0", "a1.1", "a2.0"])
    rested(desk)
    desk.widget.filters = {"wave": ["2025"]}
    rested(desk)

    expect(desk.page.locator(".voc-detail h3")).to_have_text("1 selected")
    assert desk.widget.selection == ("a1.1",)
    desk.widget.filters = {}
    rested(desk)
    expect(desk.page.locator(".voc-detail h3")).to_have_text("1 selected")
    assert desk.widget.selection == ("a1.1",)


def test_python_selects_no_more_what_was_edited(desk: Desk) -> None:
    """After an edit of a selection the current answer alone is what an edit is for."""
    desk.widget.select(["a1.0", "a1.1", "a2.0"])
    rested(desk)
    desk.page.locator(".voc-said").focus()
    desk.press("x")
    rested(desk)

    assert not {"a1.0", "a1.1", "a2.0"} & set(desk.widget.selection)


def test_a_topic_of_one_answer_is_not_split(host: Host) -> None:
    """The page says so, instead of asking into how many."""
    desk = desk_on(host, topic_model(each=1))
    desk.choose(0)
    desk.press("s")

    expect(desk.status).to_have_text("It takes two answers to split a topic.")
    expect(desk.page.locator(".voc-task")).to_be_hidden()


@pytest.mark.parametrize("width", [560, 1200])
def test_a_very_long_name_leaves_the_answers_their_place(host: Host, width: int) -> None:
    """Nor does it push away the question what to merge it with, or all names of a hundred chosen topics."""
    model = topic_model()
    desk = desk_on(host, replace(model, topics=model.topics.assign(name="a name without end " * 60)))
    desk.page.set_viewport_size({"width": width, "height": 900})
    for keys in ([], ["Control+a"]):
        desk.choose(0)
        desk.press(*keys)
        pane, answers = (desk.page.locator(part).bounding_box() for part in (".voc-detail", ".voc-said"))
        assert pane is not None
        assert answers is not None
        assert answers["y"] + answers["height"] <= pane["y"] + pane["height"] + 1
    desk.choose(0)
    desk.press("m")
    box = desk.page.locator(".voc-task").bounding_box()

    assert box is not None
    assert box["height"] < 120
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


# -- the map --------------------------------------------------------------------------------


def colored(page: Page) -> int:
    """How many pixels of the map are not background."""
    return int(
        page.evaluate(
            """() => {
                const canvas = document.querySelector(".voc-points");
                const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
                const at = (place) => data[place] + 256 * data[place + 1] + 65536 * data[place + 2];
                let n = 0;
                for (let place = 0; place < data.length; place += 4) n += at(place) !== at(0);
                return n;
            }"""
        )
    )


def test_pointing_at_an_answer_shows_what_it_says(desk: Desk) -> None:
    """Its words are fetched from the kernel, with its topic and similarity."""
    answer = desk.lowest(3)
    desk.page.mouse.move(*desk.spot(answer))
    desk.pump()

    tip = desk.page.locator(".voc-tip")
    expect(tip).to_contain_text(f"({answer[1:]})")
    expect(tip).to_contain_text("app / slow · similarity 0.")


def test_a_click_on_a_point_goes_to_its_answer(desk: Desk) -> None:
    """Its topic is chosen, and the answer is the current one."""
    answer = desk.lowest(3)
    desk.page.mouse.click(*desk.spot(answer))
    desk.pump()

    expect(desk.line(3)).to_have_attribute("aria-selected", "true")
    expect(desk.page.locator(".voc-answer-row.voc-current")).to_contain_text(f"({answer[1:]})")


@pytest.mark.parametrize("tool", ["l", "b"])
def test_answers_are_caught_with_lasso_and_box(desk: Desk, tool: str) -> None:
    """Those inside are selected, in Python too, and listed."""
    spots = [desk.spot(f"a3.{number}") for number in range(6)]
    corners = round_(spots)
    desk.page.locator(".voc-stage").focus()
    desk.press(tool)
    drag(desk.page, corners[0], *(corners[1:] if tool == "l" else [corners[2]]))
    desk.page.wait_for_timeout(250)
    desk.pump()

    caught = set(desk.widget.selection)
    assert caught >= {f"a3.{number}" for number in range(6)}
    expect(desk.page.locator(".voc-detail h3")).to_have_text(f"{len(caught)} selected")
    expect(desk.page.locator(".voc-answer-row")).to_have_count(len(caught))


def test_what_a_lasso_caught_is_dragged_on_a_topic(desk: Desk) -> None:
    """From the map to the list."""
    corners = round_([desk.spot(f"a3.{number}") for number in range(6)])
    desk.page.locator(".voc-stage").focus()
    desk.press("l")
    drag(desk.page, corners[0], *corners[1:])
    desk.page.mouse.move(0, 0)
    drag(desk.page, desk.spot(desk.lowest(3)), middle(desk.line(2)))
    desk.pump()

    assert desk.topic_of("a3.0") == 2
    assert desk.topic_of("a3.5") == 2


def test_python_selects_in_the_page(desk: Desk) -> None:
    """The answers are listed and marked."""
    desk.widget.select(["a1.0", "a2.0"])
    desk.pump()

    expect(desk.page.locator(".voc-detail h3")).to_have_text("2 selected")


def test_the_map_is_walked_by_keys(desk: Desk) -> None:
    """Arrows go from typical to edge and say each answer; Space selects it."""
    desk.choose(1)
    desk.page.locator(".voc-stage").focus()
    desk.press("ArrowRight", "ArrowRight", "Space")

    expect(desk.page.locator(".voc-answer-row.voc-current")).to_have_attribute("data-at", "2")
    expect(desk.page.locator(".voc-live")).to_contain_text("what am I paying for? (1.2)")
    expect(desk.page.locator(".voc-counts")).to_contain_text("1 selected")


def test_the_map_zooms_by_wheel_keys_and_double_click(desk: Desk) -> None:
    """The wheel zooms once the map has the focus: who scrolls the notebook only passes by."""
    page = desk.page
    before = colored(page)
    page.mouse.move(*middle(page.locator(".voc-stage")))
    page.mouse.wheel(0, -300)
    settled(page)
    assert colored(page) == before
    page.locator(".voc-stage").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    page.keyboard.press("+")
    settled(page)
    zoomed = colored(page)
    assert zoomed != before
    page.keyboard.press("0")
    settled(page)
    assert colored(page) == before
    page.mouse.wheel(0, -300)
    settled(page)
    assert colored(page) != before
    page.mouse.dblclick(*middle(page.locator(".voc-stage")))
    settled(page)
    assert colored(page) == before


def settled(page: Page) -> None:
    """Wait for two frames."""
    page.evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")


def test_the_mouse_drags_the_map(desk: Desk) -> None:
    """Points go with it."""
    before = desk.page.locator(".voc-points").evaluate("(each) => each.toDataURL()")
    x, y = middle(desk.page.locator(".voc-stage"))
    drag(desk.page, (x - 40, y + 30), (x + 60, y + 60))
    settled(desk.page)

    assert desk.page.locator(".voc-points").evaluate("(each) => each.toDataURL()") != before


def test_answers_without_places_have_no_map(host: Host) -> None:
    """The page says so, and lists them all the same."""
    model = topic_model()
    desk = desk_on(host, replace(model, answers=model.answers.assign(x=np.nan, y=np.nan)))

    expect(desk.page.get_by_text("These answers have no places on a map.")).to_be_visible()
    desk.choose(0)
    expect(desk.page.locator(".voc-answer-row")).to_have_count(6)


# -- without topics, hostile words, other pages ---------------------------------------------


def plain_model(texts: Sequence[str], similarity: Sequence[float]) -> Handmade:
    """Too few answers for topics."""
    base = topic_model()
    answers = base.answers.head(len(texts)).assign(text=list(texts), similarity=list(similarity))
    return replace(
        base,
        answers=answers.assign(topic=-1, nearest=-1, x=np.nan, y=np.nan),
        topics=base.topics.head(0),
        no_content=base.no_content.head(0),
        centres=base.centres[:0],
        floors=base.floors[:0],
        notice="3 answers are too few for topics.",
        settings=TopicSettings(),
    )


def test_without_topics_answers_stand_beside_their_like(host: Host) -> None:
    """In order of likeness, near duplicates together, with the reason."""
    desk = desk_on(host, plain_model(["Too dear", "too dear!", "Slow app"], [np.nan, 0.95, 0.2]))

    expect(desk.page.get_by_text("3 answers are too few for topics.")).to_be_visible()
    rows = desk.page.locator(".voc-answer-row")
    assert [each.split("\n")[-1] for each in rows.locator(".voc-words").all_inner_texts()] == [
        *("Too dear", "too dear!", "Slow app"),
    ]
    expect(rows.first).to_contain_text("2 nearly the same")
    expect(desk.page.locator(".voc-side")).to_be_hidden()


def test_escape_is_the_notebook_s_where_there_are_no_topics(host: Host) -> None:
    """There is no list of topics to step back to."""
    desk = desk_on(host, plain_model(["Too dear", "too dear!", "Slow app"], [np.nan, 0.95, 0.2]))
    desk.page.evaluate("() => { document.onkeydown = ({ key }) => { window.heard = key; }; }")
    desk.answer(0).click()
    desk.press("Escape")

    assert desk.page.evaluate("window.heard") == "Escape"


def test_words_are_never_markup(host: Host) -> None:
    """Names, words, answers and reasons that look like scripts stay text."""
    model = topic_model()
    topics = model.topics.assign(name=EVIL, words=pd.Series([[EVIL]] * 4), code=EVIL)
    answers = model.answers.assign(text=EVIL, segment=EVIL, wave=[EVIL, "x"] * 13)
    lost = pd.DataFrame({"edit": [EVIL], "topic": [EVIL], "reason": [EVIL]})
    nothing = model.no_content.assign(text=EVIL, reason=EVIL)
    evil = replace(model, topics=topics, answers=answers, no_content=nothing, notice=EVIL, not_carried=lost)
    desk = desk_on(host, evil)
    desk.page.mouse.move(*desk.spot(desk.lowest(3)))
    desk.pump()
    for topic in (0, -1, -3):
        desk.choose(topic)
    desk.press("m", "Escape", "t")
    desk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert desk.page.evaluate("window.pwned") is None
    assert desk.page.locator(".voc-topics img[src=x], .voc-topics script").count() == 0


def test_the_page_changes_its_language(desk: Desk) -> None:
    """Dutch words and numbers, without a new page."""
    desk.widget.lang = "nl"
    desk.pump()
    desk.page.get_by_role("button", name="Boom").click()

    expect(desk.page.get_by_placeholder("Zoek thema's")).to_be_visible()
    expect(desk.line(3)).to_contain_text("0,30 wankel")


def test_a_narrow_page_holds_all(desk: Desk) -> None:
    """At 560 pixels nothing is wider than the page."""
    desk.page.set_viewport_size({"width": 560, "height": 900})
    desk.choose(0)

    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(desk.answer(0)).to_be_visible()
    expect(desk.page.locator(".voc-stage")).to_be_visible()


def test_trouble_with_the_model_is_said(desk: Desk) -> None:
    """Where the fit itself was undone, the page says so."""
    desk.studio.model = replace(desk.studio.model, id="another")
    desk.studio._become(desk.studio.model)
    desk.pump()

    expect(desk.page.get_by_role("alert")).to_contain_text("There is no topic model 'model'.")


def test_escape_steps_back(desk: Desk) -> None:
    """First the lasso, then the selection, then the answers; after that the key is the notebook's."""
    desk.choose(0)
    desk.answer(0).click()
    desk.press("l", "Space")
    desk.press("Escape")
    expect(desk.page.locator(".voc-counts")).to_contain_text("1 selected")
    desk.press("Escape")
    expect(desk.page.locator(".voc-counts")).not_to_contain_text("selected")
    desk.press("Escape")

    expect(desk.page.locator(".voc-lines")).to_be_focused()


def test_a_closed_view_stops_listening(desk: Desk) -> None:
    """All that the view hears ends with it."""
    desk.page.evaluate("cleanUp()")

    assert desk.page.evaluate("listenerCount()") == 0


def test_print_shows_the_topics_with_the_map(desk: Desk) -> None:
    """On paper there is a picture and a table, and no tools."""
    desk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desk.page.emulate_media(media="print")

    expect(desk.page.locator(".voc-printed tbody tr")).to_have_count(4)
    expect(desk.page.locator(".voc-printed img")).to_be_visible()
    expect(desk.page.locator(".voc-body")).to_be_hidden()


def test_the_printed_map_has_the_names_of_topics(desk: Desk) -> None:
    """Without them nobody could find a topic of the table on the map."""
    desk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    bare = desk.page.locator(".voc-points").evaluate("(each) => each.toDataURL()")
    names = desk.page.locator(".voc-over").evaluate("(each) => each.toDataURL()")
    printed = desk.page.locator(".voc-printed img").evaluate(_LAID_OVER_JS, [bare, names])

    assert printed == "the same"


_LAID_OVER_JS = """async (image, layers) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    for (const src of layers) {
        const layer = Object.assign(new Image(), { src });
        await layer.decode();
        context.drawImage(layer, 0, 0);
    }
    return canvas.toDataURL() === image.src ? "the same" : "another";
}"""


def _first(desk: Desk) -> None:
    del desk


def _chosen(desk: Desk) -> None:
    desk.choose(0)
    desk.answer(1).click()
    desk.press("x", "t", "ArrowDown")
    desk.page.get_by_role("button", name="Wave: all").click()


def _queue(desk: Desk) -> None:
    desk.choose(-1)
    desk.answer(0).click()
    desk.press("v")


def test_axe_finds_nothing_where_there_are_no_topics(host: Host, root: Path) -> None:
    """Nor in the list of answers beside their like, in a narrow page."""
    desk = desk_on(host, plain_model(["Too dear", "too dear!", "Slow app"], [np.nan, 0.95, 0.2]))
    desk.page.set_viewport_size({"width": 560, "height": 900})

    assert violations(desk.page, root) == []


def test_axe_finds_nothing_in_what_scrolls(host: Host, root: Path) -> None:
    """Who has no mouse reads a long answer, and a long list of what could not be carried over, to the end."""
    model = topic_model()
    answers = model.answers.assign(text="a long story " * 400)
    lost = pd.DataFrame({"edit": ["merge"] * 40, "topic": "x", "reason": "It is gone."})
    desk = desk_on(host, replace(model, answers=answers, not_carried=lost))
    assert violations(desk.page, root) == []
    desk.choose(0)
    desk.answer(0).click()
    desk.pump()
    desk.press("s")

    expect(desk.page.locator(".voc-whole")).to_be_visible()
    assert violations(desk.page, root) == []


def violations(page: Page, root: Path) -> list[tuple[str, list[str]]]:
    """What axe-core finds to improve."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    page.add_script_tag(path=script)
    found = page.evaluate("axe.run('main')")
    return [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("work", [_first, _chosen, _queue], ids=["first", "chosen", "queue"])
def test_axe_finds_nothing_to_improve(
    desk: Desk, root: Path, scheme: str, work: Callable[[Desk], None]
) -> None:
    """axe-core reports no violation: at first, with a topic chosen, and in the review queue."""
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    work(desk)

    assert violations(desk.page, root) == []


def test_the_question_and_the_notice_stand_there_until_a_topic_is_chosen(desk: Desk) -> None:
    """Who opens the widget reads first how the topics were made."""
    expect(desk.page.locator(".voc-about-model")).to_contain_text(QUESTION)
    expect(desk.page.locator(".voc-about-model")).to_contain_text("Small sample")
    desk.choose(0)

    expect(desk.page.locator(".voc-about-model")).to_be_hidden()
