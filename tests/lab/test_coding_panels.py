"""The panels of the coding widget in a real JupyterLab: what only that can show."""

from __future__ import annotations

import subprocess
import sys
import wave

from playwright.sync_api import expect

from tests.lab.jupyterlab import Lab

SETUP = """
import vocbench as vb

with open("{name}.txt", "w", encoding="utf-8") as file:
    file.write("[0:00:00] Interviewer: Hoe lang wacht je?\\n")
    file.write("[0:00:10] Ana: Nou 😀 ik wacht een kwartir. Altijd.\\n")
project = vb.Project("{name}.voc", coder="Ruth")
project.add(vb.read_transcript("{name}.txt"))
project.add_code("Wachten")
widget = vb.CodingWidget(project, "{name}", height="300px")
"""
SECONDS, RATE = 90, 44_100
THEIRS = """
import sys
from vocbench.project import Project

with Project(sys.argv[1], coder="Lou") as project:
    project.code(sys.argv[2], quote="Altijd", code="Wachten")
"""


def show(lab: Lab, name: str, *, attach: str = "") -> None:
    """Open a notebook that shows the widget on a small project."""
    lab.open(f"{name}.ipynb", SETUP.format(name=name) + attach, "widget")
    lab.page.locator(".voc-coding").wait_for()


def test_a_recording_of_several_parts_plays(lab: Lab) -> None:
    """Eight million bytes come from the kernel whole and in order; a click on a turn's time goes there."""
    with wave.open(str(lab.server.folder / "sound.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * RATE * SECONDS))
    show(lab, "sound", attach="project.attach_media('sound', 'sound.wav')")
    lab.page.locator(".voc-text").focus()
    lab.page.keyboard.press("p")
    lab.page.wait_for_selector("audio")

    lab.page.wait_for_function("() => document.querySelector('audio').duration > 0")
    assert round(lab.page.evaluate("document.querySelector('audio').duration")) == SECONDS
    box = lab.page.locator(".voc-turn").nth(1).bounding_box()
    assert box is not None
    lab.page.mouse.click(box["x"] + 120, box["y"] + 12)

    lab.page.wait_for_function("() => document.querySelector('audio').currentTime >= 10")
    expect(lab.page.locator(".voc-playing")).to_have_attribute("data-index", "1")
    lab.page.keyboard.press("p")


def test_search_correction_and_autocode_reach_the_project(lab: Lab) -> None:
    """Each by its keys, which JupyterLab does not take for its own."""
    show(lab, "panels")
    keyboard = lab.page.keyboard
    lab.page.locator(".voc-text").focus()

    keyboard.press("Control+f")
    keyboard.type("kwartir")
    expect(lab.page.locator(".voc-search .voc-count")).to_have_text("1 hit")
    keyboard.press("Enter")
    keyboard.press("ArrowDown")
    keyboard.press("c")
    keyboard.type("kwartier")
    keyboard.press("Enter")
    expect(lab.page.locator(".voc-status")).to_have_text("Corrected.")
    keyboard.press("a")
    keyboard.type("wacht*")
    keyboard.press("Tab")
    keyboard.type("wach")
    keyboard.press("Enter")
    keyboard.press("Enter")
    expect(lab.page.locator(".voc-card")).to_be_focused()
    keyboard.press("y")
    expect(lab.page.locator(".voc-status")).to_have_text("Accepted: 1")

    quotes = lab.kernel("[each.quote for each in project.codings_of('panels')]")
    assert quotes == ["Nou 😀 ik wacht een kwartier."]


def test_another_processs_coding_appears(lab: Lab) -> None:
    """Somebody else codes in the same file; the page shows it without being asked."""
    show(lab, "both")
    path = lab.server.folder / "both.voc"

    subprocess.run([sys.executable, "-c", THEIRS, str(path), "both"], check=True)

    expect(lab.page.locator(".voc-text mark")).to_have_text("Altijd")
