"""The topic explorer in a real JupyterLab: what only that can show."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.lab.jupyterlab import Lab

SETUP = """
import sys

sys.path.insert(0, {root!r})
import vocbench as vb
from tests.topic_models import Studio, topic_model

studio = Studio(topic_model())
widget = vb.TopicExplorer(studio, "model", height="420px")
"""


def show(lab: Lab, name: str, root: Path) -> None:
    """Open a notebook that shows the widget on a small model."""
    lab.open(f"{name}.ipynb", SETUP.format(root=str(root)), "widget")
    lab.page.locator(".voc-topic").first.wait_for()


def middle(part: Locator) -> tuple[float, float]:
    """The middle of an element."""
    box = part.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_keys_edit_topics_and_not_the_notebook(lab: Lab, root: Path) -> None:
    """Keys that mean other things to JupyterLab move, merge and undo; the map came as bytes."""
    show(lab, "keys", root)
    before = lab.page.locator(".jp-Cell").count()
    lab.page.locator('.voc-topic[data-topic="0"]').click()
    expect(lab.page.locator(".voc-answer-row").first).to_contain_text("(0.0)")

    lab.page.locator(".voc-answer-row").first.click()
    for key in ("b", "Escape", "x", "a"):
        lab.page.keyboard.press(key)
    expect(lab.page.locator(".voc-status")).to_have_text("Set aside: 1.")
    lab.page.locator('.voc-topic[data-topic="3"]').click()
    lab.page.keyboard.press("m")
    lab.page.keyboard.type("price")
    lab.page.keyboard.press("Enter")
    expect(lab.page.locator(".voc-status")).to_have_text("Merged.")
    assert lab.kernel("sorted(map(int, studio.model.topics['topic']))") == [0, 1, 3]
    lab.page.keyboard.press("Control+z")
    expect(lab.page.locator(".voc-status")).to_contain_text("Undone: merge topics")

    assert lab.kernel("len(studio.model.topics)") == 4
    assert lab.page.locator(".jp-Cell").count() == before
    colors = "(each) => new Set(each.getContext('2d').getImageData(0, 0, each.width, each.height).data).size"
    assert lab.page.locator(".voc-points").evaluate(colors) > 20


def test_the_mouse_merges_topics_and_python_is_followed(lab: Lab, root: Path) -> None:
    """JupyterLab's own dragging of cells does not get in the way; acts of the kernel show."""
    show(lab, "drag", root)
    start, end = (middle(lab.page.locator(f'.voc-topic[data-topic="{topic}"]')) for topic in (2, 1))

    lab.page.mouse.move(*start)
    lab.page.mouse.down()
    lab.page.mouse.move(start[0], start[1] - 12)
    lab.page.mouse.move(*end)
    lab.page.mouse.up()
    expect(lab.page.locator(".voc-status")).to_have_text("Merged.")
    assert lab.kernel("sorted(map(int, studio.model.topics['topic']))") == [0, 1, 3]
    lab.kernel("studio.rename_topic('model', 1, 'Money').id")

    expect(lab.page.locator('.voc-topic[data-topic="1"]')).to_contain_text("Money")
    assert lab.kernel("list(widget.chosen)") == [1]
