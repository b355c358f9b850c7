"""The import widget in a real browser, with real mouse and keys, without Jupyter."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.host import Host
from tests.browsing import give_up
from tests.intake_desk import TALK, Desk, folder_of
from tests.parted_files import taguette
from tests.project.foreign import study
from vocbench.exchange.refi import write_qdpx
from vocbench.widgets.intake.widget import ImportWidget

EVIL = "<img src=x onerror=window.pwned=1>"


@dataclass
class Table:
    """The widget on a page, and what the test needs to work it."""

    host: Host
    project: Desk
    widget: ImportWidget

    @property
    def page(self) -> Page:
        """The page."""
        return self.host.page

    @property
    def status(self) -> Locator:
        """The line that says what happened."""
        return self.page.locator(".voc-status")

    def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the kernel answer each."""
        for key in keys:
            self.page.keyboard.press(key)
            self.host.pump()

    def click(self, name: str) -> None:
        """Click the button with that name."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.host.pump()

    def fill(self, label: str, value: str) -> None:
        """Type something in a field and leave it."""
        field = self.page.get_by_label(label, exact=True)
        field.fill(value)
        field.press("Enter")
        self.host.pump()

    def choose(self, label: str, value: str) -> None:
        """Choose something in a field."""
        field = self.page.get_by_label(label, exact=True)
        field.focus()
        field.select_option(value)
        self.host.pump()

    def receive(self) -> None:
        """Let the kernel take what is sent from this computer, until nothing is under way."""
        self.page.wait_for_function("() => toPython.length > 0")
        while self.page.locator(".voc-sending").is_visible():
            self.page.wait_for_function(_ASKS_OR_RESTS_JS)
            self.host.pump()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files of every kind."""
    return folder_of(tmp_path)


@pytest.fixture
def table(host: Host, folder: Path) -> Table:
    """The widget on that folder, shown in English."""
    return shown(host, folder)


def shown(host: Host, folder: Path, path: str | None = None, lang: str = "en") -> Table:
    """The widget, shown with a file or with the list of files."""
    desk = Desk(":memory:", coder="A")
    widget = ImportWidget(desk, path, folder=folder, lang=lang)
    host.show(widget)
    host.pump()
    return Table(host, desk, widget)


def listed(page: Page) -> list[str]:
    """The files in the list."""
    return page.locator(".voc-file").all_inner_texts()


def turns(page: Page) -> list[str]:
    """The turns as they show, each with its speaker."""
    return [item.replace("\n", " ") for item in page.locator(".voc-turns li").all_inner_texts()]


# -- choosing -----------------------------------------------------------------------------


def test_a_file_is_found_by_typing_and_opened(table: Table) -> None:
    """A few letters and Enter are enough; the focus goes to what was opened."""
    table.page.get_by_label("Find a file").focus()
    table.page.keyboard.type("sec")
    names = listed(table.page)
    table.press("Enter")

    assert names[0] == "more/second.txt"
    expect(table.page.get_by_role("heading", name="second.txt")).to_be_focused()
    expect(table.page.locator(".voc-choose")).to_be_hidden()
    expect(table.status).to_contain_text("second.txt: 2 turns")


def test_several_files_are_picked_by_keys(table: Table) -> None:
    """Arrows walk, Space picks, Enter opens what was picked; they wait in a row."""
    table.page.get_by_role("listbox").focus()
    table.press("Space", "ArrowDown", "ArrowDown", "Space")
    picked = table.page.locator('[role="option"][aria-selected="true"] .voc-file').all_inner_texts()
    table.press("Enter")

    assert picked == ["answers.csv", "talk.txt"]
    assert table.page.locator(".voc-queue button").all_inner_texts() == [
        "answers.csv\nnot stored",
        "talk.txt\nwaits",
    ]


def test_a_screen_reader_hears_where_one_is_in_the_list(table: Table) -> None:
    """The list points at its current file, which knows its place."""
    table.page.get_by_role("listbox").focus()
    table.press("End")
    active = table.page.get_by_role("listbox").get_attribute("aria-activedescendant")
    here = table.page.locator(f'[id="{active}"]')

    expect(here).to_contain_text("third.vtt")
    expect(here).to_have_attribute("aria-posinset", "5")
    expect(here).to_have_attribute("aria-setsize", "5")


def test_a_click_opens_and_a_click_on_the_box_picks(table: Table) -> None:
    """The mouse can do both."""
    table.page.locator(".voc-box").first.click()
    n_picked = table.page.locator('[aria-selected="true"]').count()
    table.page.locator(".voc-box").first.click()
    table.page.get_by_text("talk.txt").click()
    table.host.pump()

    assert n_picked == 1
    expect(table.page.get_by_role("heading", name="talk.txt")).to_be_visible()


def test_a_path_that_is_wrong_says_why_beside_it(table: Table) -> None:
    """The focus goes to the message, and the list is one key away."""
    table.fill("Path of a file", "nowhere.txt")

    expect(table.page.get_by_role("alert")).to_contain_text("There is no file")
    expect(table.page.get_by_role("alert")).to_be_focused()
    table.press("Escape")
    expect(table.page.get_by_label("Find a file")).to_be_focused()


# -- transcripts --------------------------------------------------------------------------


def test_a_name_shows_in_every_turn(host: Host, folder: Path) -> None:
    """The focus stays in the field, and nothing is stored."""
    table = shown(host, folder, "talk.txt")
    table.fill("Name of SPEAKER_00", "Anna")

    assert turns(table.page)[0] == "Anna How is the export?"
    expect(table.page.get_by_label("Name of SPEAKER_00")).to_be_focused()
    expect(table.status).to_have_text("Changed; nothing is stored yet.")
    assert len(table.project.sources()) == 0


def test_two_labels_become_one_person(host: Host, folder: Path) -> None:
    """It is said beside both, and announced."""
    table = shown(host, folder, "talk.txt")
    table.fill("Name of SPEAKER_02", "SPEAKER_01")

    assert table.page.locator(".voc-merged").all_inner_texts() == [
        "one person with SPEAKER_02",
        "one person with SPEAKER_01",
    ]
    expect(table.status).to_have_text("SPEAKER_01: one person with SPEAKER_01")


def test_a_role_is_chosen(host: Host, folder: Path) -> None:
    """The turns of who asks look like questions."""
    table = shown(host, folder, "talk.txt")
    table.choose("Role of SPEAKER_00", "interviewer")

    assert table.page.locator(".voc-turns .voc-interviewer").count() == 2


def test_what_was_guessed_says_how_sure(host: Host, folder: Path) -> None:
    """As a word and per cent, with the field that says otherwise beside it."""
    table = shown(host, folder, "talk.txt")
    row = table.page.get_by_role("row").filter(has=table.page.get_by_label("Language", exact=True))
    guessed = row.inner_text()
    table.fill("Language", "nl")

    assert "guessed: " in guessed
    assert "\N{NO-BREAK SPACE}%" in guessed
    expect(row).to_contain_text("chosen by you")
    assert table.widget.preview is not None
    assert table.widget.preview.choices.language == "nl"


def test_events_and_nameless_turns_stand_out(host: Host, folder: Path) -> None:
    """What is no word is marked; who speaks without a label can be named."""
    table = shown(host, folder, "talk.txt")
    marked = table.page.locator(".voc-event").all_inner_texts()
    table.page.get_by_role("heading", name="talk.txt").focus()
    table.press("/")
    table.page.keyboard.type("third")
    table.press("Enter")

    assert marked == ["(laughs)"]
    assert turns(table.page) == ["no speaker 0:01 Hello there."]
    table.fill("Name of (no label)", "Bo")
    assert turns(table.page) == ["Bo 0:01 Hello there."]


def test_more_turns_come_when_asked_for_and_stay(host: Host, folder: Path) -> None:
    """The first fifty show; after a change those that were asked for are there still."""
    (folder / "long.txt").write_text("".join(f"R: Words {n}.\nI: So?\n" for n in range(60)), "utf-8")
    table = shown(host, folder, "long.txt")
    first = len(turns(table.page))
    table.click("Show 70 more of 70")
    table.fill("Name of R", "Rob")

    assert first == 50
    assert len(turns(table.page)) == 120
    assert turns(table.page)[118] == "Rob Words 59."


def test_what_is_typed_survives_what_happens_elsewhere(host: Host, folder: Path) -> None:
    """An act of somebody else draws the page anew; the field keeps focus, words and cursor."""
    table = shown(host, folder, "talk.txt")
    field = table.page.get_by_label("Name of SPEAKER_01")
    field.fill("Half a na")
    table.project.add_code("Pains")
    host.pump()
    table.page.keyboard.type("me")

    expect(field).to_have_value("Half a name")


# -- open answers and studies -------------------------------------------------------------


def test_a_column_gets_another_kind(host: Host, folder: Path) -> None:
    """What would be stored follows, and one line says what the kind means."""
    table = shown(host, folder, "answers.csv")
    table.choose("What segment holds", "other")
    row = table.page.get_by_role("row").filter(has=table.page.get_by_label("What segment holds"))

    expect(row).to_contain_text("Left out because you say so.")
    expect(table.page.locator(".voc-first-answers")).not_to_contain_text("segment")
    expect(table.page.get_by_label("What segment holds")).to_be_focused()


def test_personal_columns_are_struck_out(host: Host, folder: Path) -> None:
    """They say why they are left out."""
    table = shown(host, folder, "answers.csv")
    left_out = table.page.locator(".voc-left-out")

    expect(left_out).to_have_count(1)
    expect(left_out).to_contain_text("Left out: it says who somebody is.")


def test_an_impossible_choice_is_refused_beside_the_file(host: Host, folder: Path) -> None:
    """The focus goes to the reason, and the field shows what holds."""
    table = shown(host, folder, "answers.csv")
    table.choose("What segment holds", "score")

    expect(table.page.get_by_role("alert")).to_contain_text("holds no numbers")
    expect(table.page.get_by_role("alert")).to_be_focused()
    expect(table.page.get_by_label("What segment holds")).to_have_value("choice")


def test_a_study_lists_what_is_lost(host: Host, folder: Path) -> None:
    """What, how many, what becomes of it, and why."""
    table = shown(host, folder, "study.qdpx")
    cells = table.page.locator(".voc-losses tbody tr").locator("th, td").all_inner_texts()

    assert cells == ["picture selection\nmap.png", "3", "lost", "Pictures are not coded here."]
    expect(table.page.locator(".voc-numbers")).to_contain_text("2 coders")
    expect(table.page.locator(".voc-notices")).to_contain_text("UTF-16 units")


def test_a_project_of_a_database_is_chosen_where_the_trouble_is(host: Host, folder: Path) -> None:
    """The message names the field, the field the projects, and who coded is asked then."""
    taguette(folder / "study.sqlite3", "Kassa", "Retour")
    table = shown(host, folder, "study.sqlite3")
    expect(table.page.get_by_role("alert")).to_contain_text("Say which with “Project”")
    table.choose("Project", "Kassa")
    table.fill("Coder", "Femke")

    expect(table.page.get_by_role("alert")).to_be_hidden()
    assert table.widget.preview is not None
    assert (table.widget.preview.name, table.widget.preview.choices.coder) == ("Kassa", "Femke")


def test_a_box_that_is_ticked_keeps_the_focus(host: Host, folder: Path) -> None:
    """By keys alone; what was unfolded stays so while the rest is drawn anew."""
    write_qdpx(study(), folder / "foreign.qdpx")
    table = shown(host, folder, "foreign.qdpx")
    table.page.get_by_text("Sources with open answers: 0 of 1").focus()
    table.press("Enter", "Tab", "Space")
    ticked = table.widget.shown["asAnswers"]
    expect(table.page.get_by_label("p01", exact=True)).to_be_focused()
    table.press("Space")

    assert (ticked, table.widget.shown["asAnswers"]) == (["p01"], [])
    expect(table.page.get_by_text("Sources with open answers: 0 of 1")).to_be_visible()


# -- storing ------------------------------------------------------------------------------


def test_a_file_is_stored_and_taken_back(host: Host, folder: Path) -> None:
    """The card says what came in and how to go on; undo brings the preview back as it was."""
    table = shown(host, folder, "talk.txt")
    table.fill("Name of SPEAKER_00", "Anna")
    table.click("Store in the project")
    card = table.page.locator(".voc-done")
    said = card.inner_text()
    line = table.page.get_by_label("Go on with").input_value()
    focused = table.page.evaluate("document.activeElement.textContent")
    card.get_by_role("button", name="Undo").click()
    host.pump()

    assert "Added: 1 transcript, 5 turns" in said
    assert line == "vb.CodingWidget(project, 'talk')"
    assert focused.startswith("Stored: talk.txt")
    assert len(table.project.sources()) == 0
    expect(table.page.get_by_label("Name of SPEAKER_00")).to_have_value("Anna")
    expect(table.status).to_contain_text("Taken back: talk.txt waits again")


def test_ctrl_enter_stores_what_is_still_typed_and_goes_on(host: Host, folder: Path) -> None:
    """A name in a field that one has not left counts."""
    table = shown(host, folder)
    table.widget.look_at("talk.txt", "answers.csv")
    host.pump()
    table.page.get_by_label("Name", exact=True).fill("p01")
    table.press("Control+Enter")

    assert [each.name for each in table.project.transcripts()] == ["p01"]
    expect(table.page.get_by_role("heading", name="answers.csv")).to_be_focused()


def test_nothing_is_stored_after_a_refusal(host: Host, folder: Path) -> None:
    """What is typed and refused does not lead to storing something else."""
    table = shown(host, folder, "answers.csv")
    table.page.get_by_label("What segment holds").focus()
    table.page.get_by_label("What segment holds").select_option("score")
    table.press("Control+Enter")

    expect(table.page.get_by_role("alert")).to_contain_text("holds no numbers")
    assert len(table.project.sources()) == 0


def test_a_refused_store_can_be_mended(host: Host, folder: Path) -> None:
    """The project's reason stands beside the file; with another name it goes in."""
    table = shown(host, folder, "talk.txt")
    table.fill("Name", "taken")
    table.click("Store in the project")
    reason = table.page.get_by_role("alert").inner_text()
    table.fill("Name", "free")
    table.click("Store in the project")

    assert "Give this one another name." in reason
    assert [each.name for each in table.project.transcripts()] == ["free"]
    expect(table.page.locator(".voc-trouble")).to_be_hidden()


# -- files from this computer -------------------------------------------------------------


def test_files_are_chosen_on_this_computer(host: Host, folder: Path, tmp_path: Path) -> None:
    """They are sent in pieces, keep their names, and those that cannot be read are not sent."""
    table = shown(host, folder)
    large = tmp_path / "large.txt"
    large.write_text("".join(f"R: Words and words and words {n}.\nI: So?\n" for n in range(60_000)), "utf-8")
    table.page.locator('input[type="file"]').set_input_files([large, folder / "recording.mp3"])
    table.receive()

    expect(table.status).to_contain_text("recording.mp3 is of a kind that cannot be read")
    assert large.stat().st_size > 2_000_000
    assert [(row["file"], row["standing"]) for row in table.widget.entries] == [("large.txt", "seen")]
    assert table.widget.shown["nTurns"] == 120_000


def test_a_file_is_dropped(host: Host, folder: Path) -> None:
    """Wherever it falls on the widget."""
    table = shown(host, folder)
    table.page.evaluate(_DROP_JS, [TALK, "dropped.txt"])
    table.receive()

    expect(table.page.get_by_role("heading", name="dropped.txt")).to_be_visible()
    expect(table.status).to_have_text("Received: dropped.txt")


_ASKS_OR_RESTS_JS = "() => toPython.length > 0 || document.querySelector('.voc-sending[hidden]')"
_DROP_JS = """([words, name]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([words], name, { type: "text/plain" }));
    const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true, cancelable: true });
    document.querySelector(".voc-intake .voc-head").dispatchEvent(drop);
}"""


# -- the rest -----------------------------------------------------------------------------


def test_the_interface_speaks_dutch(host: Host, folder: Path) -> None:
    """The language changes while a file is looked at; what was chosen stays."""
    table = shown(host, folder, "talk.txt")
    table.fill("Name of SPEAKER_00", "Anna")
    table.widget.lang = "nl"
    host.pump()

    expect(table.page.get_by_role("button", name="Bewaar in het project")).to_be_visible()
    expect(table.page.get_by_label("Naam van SPEAKER_00")).to_have_value("Anna")


def test_hostile_words_are_only_text(host: Host, folder: Path) -> None:
    """A file, a label, words, a column and a cell that look like markup are shown as they are."""
    evil = EVIL.replace("/", "")
    (folder / f"{evil}.txt").write_text(f"{EVIL}: {EVIL}\nR: Yes.\n{EVIL}: So.\nR: No.\n", "utf-8")
    (folder / f"{evil}.csv").write_text(f'id,"{EVIL}"\n1,"{EVIL} is what I think of it"\n', "utf-8")
    table = shown(host, folder, f"{evil}.txt")
    table.widget.store()
    table.widget.look_at(f"{evil}.csv")
    host.pump()

    assert table.page.get_by_text(EVIL).count() >= 2
    assert table.page.locator("main :is(img, script)").count() == 0
    assert table.page.evaluate("window.pwned") is None


def test_letters_do_not_reach_the_notebook(host: Host, folder: Path) -> None:
    """JupyterLab would delete cells on d d, and run one on Ctrl+Enter."""
    table = shown(host, folder, "talk.txt")
    table.page.evaluate(
        "() => { window.heard = []; document.addEventListener('keydown', (event) => heard.push(event.key)); }"
    )
    table.page.get_by_role("heading", name="talk.txt").focus()
    table.press("d", "d", "Control+Enter")

    assert table.page.evaluate("heard.filter((key) => key !== 'Control')") == []
    assert len(table.project.transcripts()) == 1


@pytest.mark.parametrize("path", [None, "talk.txt", "answers.csv", "study.qdpx"])
def test_on_a_narrow_page_nothing_sticks_out(host: Host, folder: Path, path: str | None) -> None:
    """Wide tables scroll within themselves."""
    table = shown(host, folder, path)
    table.page.set_viewport_size({"width": 420, "height": 800})

    assert table.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_widget_that_goes_listens_no_longer(table: Table) -> None:
    """Nothing is left behind on the model."""
    table.page.evaluate("cleanUp()")

    assert table.page.evaluate("listenerCount()") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_to_improve(host: Host, folder: Path, root: Path, scheme: str) -> None:
    """axe-core reports no violation, whatever is looked at, in light and dark."""
    script = Path(os.environ.get("VOCBENCH_AXE", root / "node_modules" / "axe-core" / "axe.min.js"))
    if not script.exists():
        give_up("Needs axe-core: run 'npm install', or name axe.min.js in VOCBENCH_AXE.")
    host.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    table = shown(host, folder)
    table.page.add_script_tag(path=script)

    found = {}
    for path in ("", "talk.txt", "answers.csv", "study.qdpx", "recording.mp3", "stored"):
        if path == "stored":
            table.widget.show(table.widget.entries[0]["id"])
            table.widget.store()
        elif path:
            table.widget.look_at(path)
        host.pump()
        violations = table.page.evaluate("axe.run('main')")["violations"]
        found[path] = [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]

    assert found == {path: [] for path in found}
