"""The answers widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.surveys import OTHER, QUESTION, answer_of, coded, survey
from vocbench.errors import ConflictError
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project
from vocbench.widgets.answers.widget import AnswersWidget

EVIL = "<img src=x onerror=window.pwned=1><script>window.pwned=1</script>javascript:window.pwned=1"
SAYINGS = {"Late": "delayed very long", "Price": "expensive ticket fare", "Clean": "spotless fresh seats"}


@dataclass
class Desk:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    project: Project
    widget: AnswersWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    def pump(self) -> None:
        """Let page and kernel hear each other."""
        self.host.pump()

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, and let the kernel answer each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.pump()

    def row(self, respondent: str) -> Locator:
        """The row of a respondent."""
        return self.page.locator(".voc-row", has=self.page.get_by_text(respondent, exact=True))

    def go(self, respondent: str) -> None:
        """Click the answer of a respondent."""
        self.row(respondent).locator(".voc-answer").first.click()

    def shown(self) -> list[str]:
        """The respondents of the rows on the page, from top to bottom."""
        rows = self.page.locator(".voc-row:visible").all()
        placed = sorted(rows, key=lambda row: int(row.get_attribute("data-at") or 0))
        return [row.locator(".voc-cell").first.inner_text() for row in placed]

    def chips(self, respondent: str) -> list[str]:
        """The codes and suggestions in a row."""
        return [each.strip() for each in self.row(respondent).locator(".voc-chip").all_inner_texts()]


@pytest.fixture
def project() -> Iterator[Project]:
    """Five answers: ann, ben, cat (a copy of ben's), dan, and eve, who left it empty."""
    with survey() as made:
        yield made


@pytest.fixture
def desk(host: Host, project: Project) -> Desk:
    """The widget on one question, shown in English."""
    widget = AnswersWidget(project, QUESTION)
    host.show(widget)
    return Desk(host, project, widget)


def status(page: Page) -> Locator:
    """The line that says what happened."""
    return page.locator(".voc-status")


# -- coding -------------------------------------------------------------------------------


def test_a_key_codes_the_answer_and_leaves_the_focus(desk: Desk) -> None:
    """One answer takes several codes in a row; chips show them."""
    desk.go("dan")
    desk.press("1")
    desk.press("2")

    assert coded(desk.project) == {("dan", "Gains"), ("dan", "Pains")}
    assert sorted(desk.chips("dan")) == ["Gains", "Pains"]
    expect(desk.row("dan").locator(".voc-answer")).to_be_focused()
    expect(status(desk.page)).to_have_text("Coded: Pains")


def test_the_answers_stay_in_sight_beside_many_attributes(host: Host, page: Page) -> None:
    """Attributes pass under the answer and its codes, which are what one works on."""
    attributes = {f"attribute {number}": "value" for number in range(20)}
    with Project(":memory:") as project:
        answers = (Answer("ann", QUESTION, "Too dear by far"),)
        project.add(AnswerTable("wide", (Respondent("ann", attributes),), answers))
        host.show(AnswersWidget(project, QUESTION))

        answer, grid = page.locator(".voc-row .voc-answer"), page.locator("[role=grid]")
        places = [each.bounding_box() for each in (answer, grid)]

    assert places[0] is not None
    assert places[1] is not None
    assert places[0]["x"] >= places[1]["x"]
    assert places[0]["x"] + places[0]["width"] <= places[1]["x"] + places[1]["width"] + 1


def test_the_same_key_takes_the_code_off(desk: Desk) -> None:
    """Where all selected answers have the code, the key removes it."""
    desk.go("dan")
    desk.press("1")
    desk.press("1")

    assert coded(desk.project) == set()
    expect(status(desk.page)).to_have_text("Taken off: Gains")


def test_a_click_on_a_code_codes_what_is_selected(desk: Desk) -> None:
    """By mouse: Ctrl+click picks rows, the code's button codes them in one act."""
    desk.go("ann")
    desk.row("dan").locator(".voc-answer").click(modifiers=["Control"])
    desk.page.get_by_role("toolbar", name="Codes").get_by_role("button", name="Pains").click()
    desk.pump()

    assert coded(desk.project) == {("ann", "Pains"), ("dan", "Pains")}
    expect(status(desk.page)).to_have_text("Coded 2 answers: Pains")
    desk.press("Control+z")
    assert coded(desk.project) == set()


def test_rows_are_selected_by_keys(desk: Desk) -> None:
    """Shift+arrow grows the selection, Space adds one, Ctrl+A takes all that is shown, Esc none."""
    desk.go("ann")
    desk.press("Shift+ArrowDown")
    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(2)
    desk.press("Control+ArrowDown", "Control+ArrowDown", "Space")
    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(3)
    desk.press("1")
    assert coded(desk.project) == {("ann", "Gains"), ("ben", "Gains"), ("dan", "Gains")}

    desk.press("Control+a")
    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(5)
    desk.press("Escape")
    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(0)


def test_the_selection_is_known_in_python(desk: Desk) -> None:
    """Once it rests, the trait holds the ids of the answers; a single row counts as selected."""
    desk.go("ann")
    desk.press("Shift+ArrowDown")
    desk.page.wait_for_function("() => toPython.some(({ content }) => content.op === 'select')")
    desk.pump()

    assert desk.widget.selection == (answer_of(desk.project, "ann"), answer_of(desk.project, "ben"))


def test_python_selects_in_the_page(desk: Desk) -> None:
    """The rows are marked, and the first is where the keys are for."""
    desk.widget.select([answer_of(desk.project, "dan"), answer_of(desk.project, "ben")])
    desk.pump()

    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(2)


def test_copies_are_folded_and_coded_at_once(desk: Desk) -> None:
    """The same answer in other case and marks is one row with a number."""
    desk.go("ben")
    desk.press("x")
    assert desk.shown() == ["ann", "ben", "dan", "eve"]
    expect(desk.row("ben").locator(".voc-copies")).to_have_text("2×")
    desk.press("1")

    assert coded(desk.project) == {("ben", "Gains"), ("cat", "Gains")}
    assert desk.widget.fold


def test_a_code_on_some_of_the_copies_says_on_how_many(desk: Desk) -> None:
    """A folded row does not claim what holds for one of two; its key completes it."""
    desk.project.code_answers([answer_of(desk.project, "cat")], "Gains")
    desk.pump()
    desk.go("ben")
    desk.press("x")
    assert desk.chips("ben") == ["Gains1/2"]
    desk.press("1")

    assert desk.chips("ben") == ["Gains"]


def test_typing_a_name_makes_a_code(desk: Desk) -> None:
    """N opens the field; a name that is not there becomes a code, and the focus goes back."""
    desk.go("dan")
    desk.press("n")
    desk.page.keyboard.type("Speed/App")
    desk.press("Enter")

    assert coded(desk.project) == {("dan", "Speed/App")}
    assert "Speed/App" in desk.project.codebook
    expect(desk.row("dan").locator(".voc-answer")).to_be_focused()


def test_an_empty_answer_cannot_be_coded(desk: Desk) -> None:
    """The page says so, and asks nothing."""
    desk.go("eve")
    desk.press("1")

    assert coded(desk.project) == set()
    expect(status(desk.page)).to_contain_text("nothing to code")


def test_under_several_questions_the_focused_one_is_coded(host: Host, project: Project) -> None:
    """Arrow keys choose the column; copies are coded at once without hiding rows."""
    host.show(widget := AnswersWidget(project))
    desk = Desk(host, project, widget)
    desk.row("ann").locator(".voc-answer").nth(1).click()
    desk.press("1")
    assert {answer for answer, _, _ in project.answer_codes()} == {answer_of(project, "ann", OTHER)}

    desk.go("ben")
    desk.press("x")
    assert len(desk.shown()) == 5
    desk.press("2")
    assert coded(project) == {("ann", "Gains"), ("ben", "Pains"), ("cat", "Pains")}


def test_what_nobody_was_asked_cannot_be_coded(host: Host, project: Project) -> None:
    """An empty place in the grid takes no code."""
    host.show(widget := AnswersWidget(project))
    desk = Desk(host, project, widget)
    desk.row("ben").locator(".voc-answer").nth(1).click()
    desk.press("1")

    assert coded(project) == set()
    expect(status(desk.page)).to_contain_text("Nobody was asked")


# -- what is saved and what is not --------------------------------------------------------


def test_a_code_shows_at_once_as_not_saved(desk: Desk) -> None:
    """Before the kernel answers the chip is there and marked; afterwards it is like the others."""
    desk.go("dan")
    desk.page.keyboard.press("1")

    chip = desk.row("dan").locator(".voc-chip")
    expect(chip).to_have_attribute("data-wait", "adding")
    expect(status(desk.page)).to_have_text("Saving …")
    desk.pump()
    expect(chip).to_have_attribute("data-wait", "")


def test_what_is_refused_goes_again_with_the_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project refuses: the code stays, and the page says why."""

    def refuse(*_: object, **__: object) -> int:
        raise ConflictError("Somebody else holds it.")

    desk.go("dan")
    desk.press("1")
    monkeypatch.setattr(desk.project, "uncode_answers", refuse)
    desk.page.keyboard.press("1")
    expect(desk.row("dan").locator(".voc-chip")).to_have_attribute("data-wait", "removing")
    desk.pump()

    assert desk.chips("dan") == ["Gains"]
    expect(status(desk.page)).to_contain_text("Not saved: Somebody else holds it.")
    expect(desk.row("dan").locator(".voc-chip")).to_have_attribute("data-wait", "")


def test_answers_in_another_order_are_matched_to_their_acts(desk: Desk) -> None:
    """Each act is confirmed by its own answer, whichever comes first, and both are kept."""
    desk.go("dan")
    desk.page.keyboard.press("1")
    desk.page.keyboard.press("2")
    desk.host.answer_backwards()

    assert coded(desk.project) == {("dan", "Gains"), ("dan", "Pains")}
    assert desk.page.locator('.voc-chip[data-wait="adding"]').count() == 0


def test_what_was_asked_of_a_busy_kernel_is_kept_and_confirmed_later(host: Host, project: Project) -> None:
    """Five seconds without an answer: the page says so, marks the code, and saves it in the end."""
    host.page.clock.install()
    host.show(widget := AnswersWidget(project, QUESTION))
    desk = Desk(host, project, widget)
    desk.go("dan")
    host.page.keyboard.press("1")
    host.page.clock.run_for(5_000)

    expect(status(host.page)).to_contain_text("Not saved yet")
    expect(desk.row("dan").locator(".voc-chip")).to_have_attribute("data-wait", "adding")
    asked = host.page.evaluate("() => toPython.splice(0)")
    for message in asked:
        widget.comm.handle_msg({"content": {"data": message}, "buffers": []})
    host._deliver_to_page()
    expect(desk.row("dan").locator(".voc-chip")).to_have_attribute("data-wait", "")
    assert coded(project) == {("dan", "Gains")}


def test_anothers_codings_appear(desk: Desk) -> None:
    """Whoever codes elsewhere shows here, by name; the code's count follows."""
    desk.project.code_answers([answer_of(desk.project, "dan")], "Pains", coder="Bo")
    desk.pump()

    assert desk.chips("dan") == ["PainsBo"]
    expect(desk.page.locator(".voc-code", has_text="Pains").locator(".voc-count")).to_have_text("1")


def test_undo_and_redo_by_key(desk: Desk) -> None:
    """Ctrl+Z and Ctrl+Shift+Z go through the project, and the page says what was undone."""
    desk.go("dan")
    desk.press("1")
    desk.press("Control+z")
    assert desk.chips("dan") == []
    expect(status(desk.page)).to_have_text("Undone: code answers with Gains")
    desk.press("Control+Shift+z")

    assert desk.chips("dan") == ["Gains"]


# -- finding ------------------------------------------------------------------------------


def test_search_shows_the_rows_and_marks_the_hits(desk: Desk) -> None:
    """The slash opens it; Enter goes back to the rows."""
    desk.go("ann")
    desk.press("/")
    desk.page.keyboard.type("SLOW")
    expect(desk.page.locator(".voc-counts")).to_contain_text("2 of 5 rows")
    desk.press("Enter")

    assert desk.shown() == ["ann", "dan"]
    assert desk.page.locator("mark").all_inner_texts() == ["slow", "Slow", "slow"]
    assert desk.widget.find == "SLOW"
    expect(desk.row("ann").locator(".voc-answer")).to_be_focused()


def test_what_is_typed_is_not_taken_back_by_a_slow_kernel(desk: Desk) -> None:
    """While a later search is under way, the answer to the one before changes nothing."""
    search = desk.page.locator(".voc-search")
    for words in ("nothing", "slow app"):
        search.fill(words)
        desk.page.wait_for_function(
            "(words) => toPython.some(({ content }) => content.value === words)", arg=words
        )
    first, second = desk.page.evaluate(
        "() => toPython.splice(0).filter(({ content }) => content.op === 'look')"
    )

    for message in (first, second):
        desk.widget.comm.handle_msg({"content": {"data": message}, "buffers": []})
        desk.host._deliver_to_page()
        assert search.input_value() == "slow app"
        assert desk.shown() == ["dan"]


def test_columns_filter_together(desk: Desk) -> None:
    """A range of scores and a choice of segments; "Show all" ends both."""
    desk.page.get_by_label("Filter Score").fill("0-6")
    expect(desk.page.locator(".voc-counts")).to_contain_text("3 of 5 rows")
    desk.page.get_by_role("button", name="Filter segment").click()
    desk.page.get_by_label("rent").check()
    desk.page.keyboard.press("Escape")
    desk.pump()

    assert desk.shown() == ["ann"]
    assert desk.widget.filters == {"score": {"range": [0, 6]}, "segment": {"values": ["rent"]}}
    desk.page.get_by_role("button", name="Show all").click()
    desk.pump()
    assert len(desk.shown()) == 5
    assert desk.widget.filters == {}


def test_a_range_that_is_none_is_told(desk: Desk) -> None:
    """The field says so, and the rows stay."""
    field = desk.page.get_by_label("Filter Score")
    field.fill("many")
    field.press("Enter")

    expect(status(desk.page)).to_contain_text("many is not a range")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert len(desk.shown()) == 5


def test_a_click_on_a_head_sorts(desk: Desk) -> None:
    """Up, down, and as collected again; the head says which."""
    head = desk.page.get_by_role("columnheader", name="Score")
    head.get_by_role("button", name="Score").click()
    assert desk.shown() == ["eve", "ann", "dan", "ben", "cat"]
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button", name="Score").click()
    assert desk.shown() == ["ben", "dan", "ann", "eve", "cat"]
    head.get_by_role("button", name="Score").click()
    desk.pump()

    assert desk.shown() == ["ann", "ben", "cat", "dan", "eve"]
    assert desk.widget.order == ""


def test_rows_stay_under_the_hands_while_coding(desk: Desk) -> None:
    """With only uncoded answers shown, a coded one stays until the filter is applied again."""
    desk.page.get_by_label("Codes", exact=True).locator("visible=true").last.select_option("uncoded")
    assert desk.shown() == ["ann", "ben", "cat", "dan"]
    desk.go("ben")
    desk.press("1")
    assert desk.shown() == ["ann", "ben", "cat", "dan"]
    desk.press("r")

    assert desk.shown() == ["ann", "cat", "dan"]


def test_ctrl_click_on_a_code_shows_only_its_answers(desk: Desk) -> None:
    """The filter is the code."""
    desk.project.code_answers([answer_of(desk.project, "cat")], "Pains")
    desk.pump()
    desk.page.locator(".voc-code", has_text="Pains").click(modifiers=["Control"])

    assert desk.shown() == ["cat"]


def test_python_filters_the_page(desk: Desk) -> None:
    """Setting the traits does what the fields do, and shows in them."""
    desk.widget.filters = {"score": {"range": [None, 3]}}
    desk.widget.order = "-score"
    desk.pump()

    assert desk.shown() == ["ann", "eve"]
    expect(desk.page.get_by_label("Filter Score")).to_have_value("<=3")


def test_u_goes_to_the_next_answer_without_a_code(desk: Desk) -> None:
    """Coded and empty answers are passed over; at the end the page says so."""
    desk.project.code_answers([answer_of(desk.project, "ben")], "Pains")
    desk.pump()
    desk.go("ann")
    desk.press("u")
    expect(desk.row("cat").locator(".voc-answer")).to_be_focused()
    desk.press("u", "u")

    expect(status(desk.page)).to_have_text("All answers below are coded.")


# -- moving -------------------------------------------------------------------------------


def test_a_large_survey_holds_few_rows_on_the_page(host: Host, page: Page) -> None:
    """5,000 rows: some dozens are there; keys reach the last and come back, with the focus."""
    people = tuple(Respondent(f"r{number}") for number in range(5_000))
    with Project(":memory:") as project:
        project.add(
            AnswerTable("big", people, tuple(Answer(each.key, "Q", f"text {each.key}") for each in people))
        )
        host.show(widget := AnswersWidget(project))
        desk = Desk(host, project, widget)
        desk.go("r0")
        desk.press("Control+End")

        last = desk.row("r4999")
        expect(last.locator(".voc-answer")).to_be_focused()
        expect(last).to_have_attribute("aria-rowindex", "5001")
        assert page.locator(".voc-row").count() < 60
        desk.press("PageUp", "Control+Home")
        expect(desk.row("r0").locator(".voc-answer")).to_be_focused()
        expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", "5001")


def test_the_focused_row_survives_scrolling_away(host: Host, page: Page) -> None:
    """The wheel moves the rows and not the focus: a key still codes the same answer."""
    people = tuple(Respondent(f"r{number}") for number in range(500))
    with Project(":memory:") as project:
        project.add(
            AnswerTable("big", people, tuple(Answer(each.key, "Q", f"text {each.key}") for each in people))
        )
        project.add_code("Pains")
        host.show(widget := AnswersWidget(project))
        desk = Desk(host, project, widget)
        desk.go("r3")
        page.mouse.wheel(0, 9_000)
        expect(desk.row("r180")).to_be_visible()
        expect(desk.row("r3").locator(".voc-answer")).to_be_focused()
        desk.press("1")

        assert coded(project) == {("r3", "Pains")}


def test_going_to_an_end_drops_the_selection(desk: Desk) -> None:
    """Nothing out of sight is coded by accident; with Shift the selection grows to there."""
    desk.go("ann")
    desk.press("Control+a", "Control+Home")
    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(0)
    desk.press("Control+Shift+End")

    expect(desk.page.locator('.voc-row[aria-selected="true"]')).to_have_count(5)


def test_enter_opens_the_whole_answer(desk: Desk) -> None:
    """Words, who said it, and the codes with a button to take each off; Enter closes it."""
    desk.go("dan")
    desk.press("1", "Enter")
    strip = desk.page.get_by_role("region", name="Whole answer")
    expect(strip).to_contain_text("Slow export, slow app")
    expect(strip).to_contain_text("Score")
    strip.get_by_role("button", name="Take Gains off").click()
    desk.pump()

    assert coded(desk.project) == set()
    expect(desk.row("dan").locator(".voc-answer")).to_be_focused()
    desk.press("ArrowUp")
    expect(strip).to_contain_text("Nothing!")
    desk.press("Enter")
    expect(strip).to_be_hidden()


# -- suggestions --------------------------------------------------------------------------


def by_words(texts: Sequence[str]) -> np.ndarray:
    """An encoder without a model: which of the three sayings a text holds."""
    return np.array([[saying in text for saying in SAYINGS.values()] for text in texts], dtype=np.float32)


@pytest.fixture
def learned(host: Host, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Ninety answers about three themes, sixty of them coded; suggestions are off."""
    monkeypatch.setattr("vocbench.topics.embed.universal_encoder", lambda: by_words)
    monkeypatch.setattr("vocbench.widgets.answers.widget._LEAST_CHANCE", 0.0)
    themes = [list(SAYINGS)[number % 3] for number in range(90)]
    people = tuple(Respondent(f"r{number}") for number in range(90))
    answers = tuple(
        Answer(each.key, "Q", f"{SAYINGS[theme]} line {number}")
        for number, (each, theme) in enumerate(zip(people, themes, strict=True))
    )
    with Project(":memory:") as project:
        project.add(AnswerTable("big", people, answers))
        project.code_each(
            (row[0], theme) for row, theme in zip(project.answer_rows()[:60], themes, strict=False)
        )
        host.show(widget := AnswersWidget(project, "Q"))
        yield Desk(host, project, widget)


def test_suggestions_are_off_until_asked_for(learned: Desk) -> None:
    """S shows them, dashed and with a probability, with the card of how good they are."""
    assert learned.page.locator(".voc-suggested").count() == 0
    learned.go("r0")
    learned.press("Control+End", "s")

    expect(learned.page.locator(".voc-row .voc-suggested").first).to_contain_text("%")
    expect(learned.page.locator(".voc-card")).to_contain_text("the first suggestion is right for")
    expect(learned.page.locator(".voc-card")).to_contain_text(
        "60 coded answers, 60 of them different, 3 codes"
    )
    assert learned.widget.suggest


def test_y_accepts_the_first_suggestion(learned: Desk) -> None:
    """The code is the one that was shown; Shift and a digit take another."""
    learned.go("r0")
    learned.press("Control+End", "s")
    learned.press("y")
    assert ("r89", "Clean") in coded(learned.project)
    expect(status(learned.page)).to_have_text("Accepted: Clean")

    learned.press("ArrowUp", "Enter")
    second = learned.page.locator(".voc-strip .voc-suggested").nth(1).inner_text().split()[0]
    assert second != "Price"
    learned.press("Shift+Digit2")
    assert ("r88", second) in coded(learned.project)


def test_suggestions_for_many_rows_are_accepted_at_once(learned: Desk) -> None:
    """Each selected answer gets its own first suggestion, in one act."""
    learned.go("r0")
    learned.press("Control+End", "s", "Shift+ArrowUp", "Shift+ArrowUp", "y")
    assert {("r87", "Late"), ("r88", "Price"), ("r89", "Clean")} <= coded(learned.project)

    learned.press("Control+z")
    assert not {who for who, _ in coded(learned.project)} & {"r87", "r88", "r89"}


def test_most_informative_answers_come_first(learned: Desk) -> None:
    """I puts answers without a code at the top."""
    learned.go("r0")
    learned.press("i")

    assert all(int(name[1:]) >= 60 for name in learned.shown()[:5])
    assert learned.widget.order == "informative"


def test_under_fifty_coded_answers_the_card_prints_no_figure(learned: Desk) -> None:
    """It says how many are needed."""
    learned.project.uncode_answers([row[0] for row in learned.project.answer_rows()[:20]], "Late")
    learned.project.uncode_answers([row[0] for row in learned.project.answer_rows()[:20]], "Price")
    learned.pump()
    learned.go("r0")
    learned.press("s")

    card = learned.page.locator(".voc-card")
    expect(card).to_contain_text("is measured from 50 coded answers on; there are 46")
    expect(card).not_to_contain_text("%")


# -- text is never markup -----------------------------------------------------------------


def test_what_users_write_is_shown_as_text(host: Host, page: Page) -> None:
    """Tags and handlers in questions, answers, attributes, codes and coders are text everywhere."""
    name = EVIL.replace("/", "|")
    with Project(":memory:", coder=EVIL) as project:
        people = (Respondent(EVIL, {EVIL: EVIL}),)
        project.add(AnswerTable(EVIL, people, (Answer(EVIL, EVIL, EVIL),)))
        project.code_answers([project.answer_rows()[0][0]], name, coder="B" + EVIL)
        host.show(widget := AnswersWidget(project))
        page.locator(".voc-answer").click()
        page.keyboard.press("Enter")
        page.locator(".voc-search").fill("img")
        page.wait_for_timeout(100)  # an image that fails to load tells a moment later

        assert page.locator(".voc-whole").inner_text() == EVIL
        assert page.locator("main :is(img, script, a)").count() == 0
        assert page.evaluate("window.pwned") is None
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
        assert page.locator("main :is(img, script, a)").count() == 0
        page.set_content(widget.to_html())
        assert page.locator("img, script").count() == 0


# -- language, paper, access --------------------------------------------------------------


def test_the_interface_speaks_dutch(host: Host, page: Page, project: Project) -> None:
    """Buttons, heads, messages and keys are Dutch."""
    host.show(widget := AnswersWidget(project, QUESTION, lang="nl"))
    desk = Desk(host, project, widget)
    desk.go("dan")
    desk.press("1")

    expect(page.get_by_role("button", name="Ongedaan maken")).to_be_visible()
    expect(status(page)).to_have_text("Gecodeerd: Gains")
    expect(page.get_by_label("Filter Score")).to_be_visible()
    expect(page.locator(".voc-keys")).to_contain_text("voeg gelijke samen")


def test_the_language_changes_while_the_widget_is_shown(desk: Desk) -> None:
    """Setting the trait translates the page and keeps its listeners and rows."""
    desk.widget.lang = "nl"
    desk.pump()
    desk.go("dan")
    desk.press("1")

    assert len(desk.page.get_by_role("button", name="Ongedaan maken").all()) == 1
    assert coded(desk.project) == {("dan", "Gains")}
    expect(desk.page.locator(".voc-counts")).to_contain_text("5 rijen")


def test_closing_the_view_leaves_no_listener(desk: Desk) -> None:
    """What the view hears ends with it."""
    desk.page.evaluate("cleanUp()")

    assert desk.page.evaluate("listenerCount()") == 0


def test_print_shows_the_rows_with_their_codes(desk: Desk) -> None:
    """On paper there is a table, and no grid, tools or keys."""
    desk.go("dan")
    desk.press("1")
    desk.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desk.page.emulate_media(media="print")

    table = desk.page.locator(".voc-printed table")
    expect(table.locator("tbody tr")).to_have_count(5)
    expect(table).to_contain_text("Slow export, slow app Gains")
    expect(desk.page.get_by_role("grid")).to_be_hidden()
    expect(desk.page.locator(".voc-keys")).to_be_hidden()


def test_a_survey_without_answers_says_so(host: Host, page: Page) -> None:
    """No grid of nothing."""
    with Project(":memory:") as empty:
        host.show(AnswersWidget(empty))

        expect(page.get_by_text("There are no answers to show.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_improve(learned: Desk, root: Path, scheme: str) -> None:
    """axe-core reports no violation, with codes, suggestions, card and the whole answer, light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    learned.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    learned.go("r0")
    learned.press("Control+End", "s", "Enter", "ArrowUp", "Shift+ArrowUp")
    learned.page.add_script_tag(path=script)

    found = learned.page.evaluate("axe.run('main')")

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
