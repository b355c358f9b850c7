"""The coding widget in a real JupyterLab: what only that can show."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browsing import drag_over
from tests.lab.jupyterlab import Lab

SETUP = """
import vocbench as vb

with open("{name}.txt", "w", encoding="utf-8") as file:
    file.write("Interviewer: What is hard?\\nAna: Honestly 😀 the export is slow, and I lose my work.\\n")
project = vb.Project("{name}.voc", coder="Ruth")
project.add(vb.read_transcript("{name}.txt"))
project.add_code("Gains")
project.add_code("Pains")
widget = vb.CodingWidget(project, "{name}", height="300px")
"""
CODINGS = "[(coding.code, coding.quote, coding.coder) for coding in project.codings_of({name!r})]"


def show(lab: Lab, name: str) -> None:
    """Open a notebook that shows the widget on a small project."""
    lab.open(f"{name}.ipynb", SETUP.format(name=name), "widget")
    lab.page.locator(".voc-coding").wait_for()


def test_select_and_click_make_a_coding_in_the_project(lab: Lab) -> None:
    """A passage and a click in the notebook make a coding in the project file, and it is painted."""
    show(lab, "click")

    drag_over(lab.page, ".voc-turn", "the export is slow")
    lab.page.get_by_role("button", name="Pains").click()
    expect(lab.page.locator(".voc-status")).to_have_text("Coded: Pains")

    assert lab.kernel(CODINGS.format(name="click")) == [["Pains", "the export is slow", "Ruth"]]
    assert lab.page.locator("mark").all_text_contents() == ["the export is slow"]
    assert lab.page.locator("mark.voc-waiting").count() == 0


def test_keys_code_and_undo_and_python_follows(lab: Lab) -> None:
    """A hot key codes, Ctrl+Z undoes in the project, and Python's own coding appears."""
    show(lab, "keys")

    drag_over(lab.page, ".voc-turn", "slow")
    lab.page.keyboard.press("1")
    expect(lab.page.locator(".voc-status")).to_have_text("Coded: Gains")
    lab.page.keyboard.press("Control+z")
    expect(lab.page.locator(".voc-coding")).to_have_attribute("data-codings", "0")
    after_undo = lab.kernel(CODINGS.format(name="keys"))
    lab.kernel("widget.code('Pains', quote='Honestly').code")

    expect(lab.page.locator("mark")).to_have_text("Honestly")
    assert after_undo == []


def test_jupyterlabs_keys_stay_outside_the_widget(lab: Lab) -> None:
    """Letters that add, cut or change cells in JupyterLab do nothing of the kind here; Ctrl+S still saves."""
    show(lab, "leak")
    cells = lab.page.locator(".jp-Cell")
    before = cells.count()

    for part in (".voc-text", ".voc-code", ".voc-name", ".voc-tool"):
        lab.page.locator(part).first.click()
        for key in "abxcvmydd0":
            lab.page.keyboard.press(key)
    lab.page.locator(".voc-text").click()
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function("() => !jupyterapp.shell.currentWidget.context.model.dirty")

    assert cells.count() == before
    assert lab.page.locator(".jp-MarkdownCell, .jp-RawCell").count() == 0
    assert lab.page.locator(".voc-coding").count() == 1


def test_the_saved_notebook_holds_a_readable_transcript(lab: Lab) -> None:
    """The output in the file shows turns and codes to whoever opens it without a kernel."""
    name = "static"
    coded = f"project.code({name!r}, quote='slow', code='Pains')"
    lab.open(f"{name}.ipynb", SETUP.format(name=name), coded, "widget")

    (output,) = lab.saved(f"{name}.ipynb")["cells"][-1]["outputs"]

    html = "".join(output["data"]["text/html"])
    assert "Honestly 😀 the export is" in html
    assert ">Pains</small>" in html
    assert output["data"]["text/plain"] == ["CodingWidget('static')"]


def test_what_another_process_codes_appears_within_two_seconds(lab: Lab) -> None:
    """A second coder's coding, made in a program of its own, shows by itself, while the kernel is idle."""
    show(lab, "elsewhere")
    other = f"""
import vocbench as vb
with vb.Project({str(lab.server.folder / "elsewhere.voc")!r}, coder="Bo") as project:
    project.code("elsewhere", quote="slow", code="Pains")
"""

    subprocess.run([sys.executable, "-c", other], check=True)

    expect(lab.page.locator("mark")).to_have_text("slow", timeout=2_000)
    expect(lab.page.locator(".voc-by")).to_have_text("Bo")


def test_after_a_restart_of_the_kernel_nothing_is_shown_as_saved_that_is_not(lab: Lab) -> None:
    """What was coded stays in the file; what is coded now is marked, and the reason is said."""
    show(lab, "restart")
    drag_over(lab.page, ".voc-turn", "slow")
    lab.page.keyboard.press("1")
    expect(lab.page.locator(".voc-status")).to_have_text("Coded: Gains")
    lab.restart_kernel()

    lab.page.locator(".voc-text").focus()
    lab.page.keyboard.press("2")

    expect(lab.page.locator(".voc-status")).to_contain_text("Not saved: the kernel was restarted.")
    expect(lab.page.locator("mark")).to_have_class("voc-waiting")
    kept = f"__import__('vocbench').Project({str(lab.server.folder / 'restart.voc')!r}).codings()"
    assert lab.kernel(f"{kept}['code'].tolist()") == ["Gains"]


def test_five_busy_seconds_lose_nothing(lab: Lab) -> None:
    """Codings made while a cell runs are marked at once, and saved when it has ended."""
    show(lab, "busy")
    lab.start("import time; time.sleep(5)")
    drag_over(lab.page, ".voc-turn", "slow")
    lab.page.keyboard.press("1")
    lab.page.keyboard.press("2")

    expect(lab.page.locator(".voc-coding")).to_have_attribute("data-waiting", "2")
    expect(lab.page.locator(".voc-coding")).to_have_attribute("data-waiting", "0", timeout=15_000)
    assert lab.kernel(CODINGS.format(name="busy")) == [["Gains", "slow", "Ruth"], ["Pains", "slow", "Ruth"]]


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_widget_follows_the_theme(lab: Lab, tmp_path: Path, theme: str) -> None:
    """In the light theme the words are dark on light, and the other way round in the dark one."""
    lab.run("apputils:change-theme", theme=theme)
    try:
        show(lab, theme.split()[1].lower())
        drag_over(lab.page, ".voc-turn", "slow")
        lab.page.keyboard.press("1")
        expect(lab.page.locator(".voc-status")).to_have_text("Coded: Gains")
        words, ground = lab.page.locator(".voc-coding").evaluate(
            "(el) => [getComputedStyle(el).color, getComputedStyle(el).backgroundColor]"
        )
        lab.page.screenshot(path=tmp_path / "theme.png")
    finally:
        lab.run("apputils:change-theme", theme="JupyterLab Light")

    assert (_lightness(words) < _lightness(ground)) is (theme == "JupyterLab Light")


def _lightness(color: str) -> float:
    """Mean of the three channels of ``rgb(…)`` or ``rgba(…)``."""
    channels = color[color.index("(") + 1 : -1].split(",")[:3]
    return sum(map(float, channels)) / len(channels)
