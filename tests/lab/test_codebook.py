"""The codebook widget in a real JupyterLab: what only that can show."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.lab.jupyterlab import Lab

SETUP = """
import vocbench as vb

with open("{name}.txt", "w", encoding="utf-8") as file:
    file.write("Interviewer: What is hard?\\nAna: Honestly 😀 the export is slow, and I lose my work.\\n")
project = vb.Project("{name}.voc", coder="Ruth")
project.add(vb.read_transcript("{name}.txt"))
for path in ("Gains", "Pains/Waiting", "Values"):
    project.add_code(path)
widget = vb.CodebookWidget(project, height="300px")
"""


def show(lab: Lab, name: str) -> None:
    """Open a notebook that shows the widget on a small project."""
    lab.open(f"{name}.ipynb", SETUP.format(name=name), "widget")
    lab.page.get_by_role("treeitem").first.wait_for()


def test_keys_work_the_codebook_and_not_the_notebook(lab: Lab) -> None:
    """Codes are made, cut, pasted and removed by keys that mean other things to JupyterLab."""
    show(lab, "keys")
    before = lab.page.locator(".jp-Cell").count()
    lab.page.locator(".voc-line", has_text="Gains").click()

    lab.page.keyboard.press("n")
    lab.page.keyboard.type("dd abx")
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(".voc-status")).to_have_text("Made: Gains/dd abx")
    lab.page.keyboard.press("Control+x")
    lab.page.keyboard.press("End")
    lab.page.keyboard.press("Control+v")
    expect(lab.page.locator(".voc-status")).to_have_text("Moved.")
    lab.page.keyboard.press("d")
    lab.page.keyboard.type("A day in bed")
    lab.page.keyboard.press("Control+Enter")
    expect(lab.page.locator(".voc-status")).to_have_text("Saved: Values/dd abx")

    assert lab.kernel("[(each.name, each.description) for each in project.codebook.below('Values')]") == [
        ["Values", ""],
        ["dd abx", "A day in bed"],
    ]
    assert lab.page.locator(".jp-Cell").count() == before
    assert lab.page.locator(".jp-MarkdownCell, .jp-RawCell").count() == 0


def test_the_mouse_drags_a_code_and_python_follows(lab: Lab) -> None:
    """JupyterLab's own dragging of cells does not get in the way."""
    show(lab, "drag")
    start, end = (
        lab.page.locator(".voc-line", has_text=name).bounding_box() for name in ("Waiting", "Gains")
    )
    assert start is not None
    assert end is not None

    lab.page.mouse.move(start["x"] + 80, start["y"] + 12)
    lab.page.mouse.down()
    lab.page.mouse.move(start["x"] + 90, start["y"] + 4)
    lab.page.mouse.move(end["x"] + 80, end["y"] + 12)
    lab.page.mouse.up()
    expect(lab.page.locator(".voc-status")).to_have_text("Moved.")

    assert lab.kernel("project.codebook.paths()") == ["Gains", "Gains/Waiting", "Pains", "Values"]
    assert lab.kernel("widget.selected") == "Gains/Waiting"


def test_what_is_coded_beside_it_counts_at_once(lab: Lab) -> None:
    """A coding made in the kernel shows in the tree and by source."""
    show(lab, "counts")
    lab.page.locator(".voc-line", has_text="Gains").click()

    lab.kernel("project.code('counts', quote='slow', code='Gains').code")

    expect(lab.page.locator(".voc-line", has_text="Gains").locator(".voc-number").first).to_have_text("1")
    expect(lab.page.locator(".voc-bars li")).to_have_text("counts1")
