"""The board widget in a real JupyterLab: what only that can show."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.lab.jupyterlab import Lab

SETUP = """
import vocbench as vb
from vocbench.widgets.boards.widget import BoardWidget

with open("{name}.txt", "w", encoding="utf-8") as file:
    file.write("Interviewer: What is hard?\\nAna: Honestly 😀 the export is slow, and I lose my work.\\n")
project = vb.Project("{name}.voc", coder="Ruth")
project.add(vb.read_transcript("{name}.txt"))
project.code("{name}", quote="the export is slow", code="Slow")
project.empathy_map("Ana", question="What keeps you?")
project.note("Ana", "pains", "It is slow")
widget = BoardWidget(project, "Ana", height="560px")
"""


def show(lab: Lab, name: str) -> None:
    """Open a notebook that shows the widget on a small board."""
    lab.open(f"{name}.ipynb", SETUP.format(name=name), "widget")
    lab.page.locator(".voc-space .voc-note").first.wait_for()


def drag(lab: Lab, what: Locator, onto: Locator) -> None:
    """Drag something with the mouse onto something else."""
    onto.scroll_into_view_if_needed()
    start, end = what.bounding_box(), onto.bounding_box()
    assert start is not None
    assert end is not None
    lab.page.mouse.move(start["x"] + 30, start["y"] + 10)
    lab.page.mouse.down()
    lab.page.mouse.move(start["x"] + 45, start["y"] + 20)
    lab.page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=3)
    lab.page.wait_for_function("() => document.querySelector('.voc-target')")
    lab.page.mouse.up()


def test_keys_work_on_the_board_and_not_on_the_notebook(lab: Lab) -> None:
    """Notes are written, judged and removed by keys that mean other things to JupyterLab."""
    show(lab, "boardkeys")
    before = lab.page.locator(".jp-Cell").count()
    status = lab.page.locator(".voc-head .voc-status")
    lab.page.locator(".voc-space .voc-note").first.click()

    lab.page.keyboard.press("n")
    lab.page.keyboard.type("dd abx")
    lab.page.keyboard.press("Enter")
    expect(status).to_have_text("Written.")
    for key in ("b", "a", "x"):
        lab.page.keyboard.press(key)
    lab.page.keyboard.press("Escape")
    lab.page.keyboard.press("v")
    expect(status).to_have_text("Your vote is counted.")
    lab.page.keyboard.press("Delete")
    expect(status).to_have_text("Removed. Undo brings it back.")
    lab.page.keyboard.press("Control+z")
    expect(status).to_contain_text("Undone")

    assert lab.kernel("[each.text for each in project.board('Ana').notes]") == ["It is slow", "dd abx"]
    assert lab.page.locator(".jp-Cell").count() == before
    assert lab.page.locator(".jp-MarkdownCell, .jp-RawCell").count() == 0


def test_the_mouse_drags_quotes_and_notes(lab: Lab) -> None:
    """JupyterLab's own dragging of cells does not get in the way; what the kernel writes shows."""
    show(lab, "boarddrag")
    lab.page.get_by_role("tab", name="Quotes").click()
    drag(lab, lab.page.locator(".voc-quote").first, lab.page.locator('.voc-region[data-region="hear"]'))
    heard = lab.page.locator('.voc-region[data-region="hear"] .voc-note')
    expect(heard.filter(has_text="1 of 1 customers")).to_have_count(1)
    expect(heard).to_have_count(1)  # for a moment, what waits stands beside what was saved

    lab.kernel("project.note('Ana', 'gains', 'Speed').name")
    expect(lab.page.locator('.voc-region[data-region="gains"] .voc-note')).to_contain_text("Speed")

    assert lab.kernel("[each.text for each in project.board('Ana').in_region('hear')]") == [
        "“the export is slow”"
    ]
