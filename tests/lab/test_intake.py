"""The import widget in a real JupyterLab: what only that can show."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.lab.jupyterlab import Lab

SETUP = """
import pathlib
import vocbench as vb

talk = "SPEAKER_00: What is hard?\\nSPEAKER_01: The export 😀 is slow.\\n"
pathlib.Path("{name}.txt").write_text(talk, "utf-8")
project = vb.Project("{name}.voc", coder="Ruth")
widget = vb.ImportWidget(project, height="300px")
"""


def show(lab: Lab, name: str) -> None:
    """Open a notebook that shows the widget on an empty project."""
    lab.open(f"{name}.ipynb", SETUP.format(name=name), "widget")
    lab.page.locator(".voc-files li").first.wait_for()


def test_keys_bring_a_file_in_and_leave_the_notebook_alone(lab: Lab) -> None:
    """A file is found, opened, mended and stored by keys that mean other things to JupyterLab."""
    show(lab, "dd_keys")
    page, before = lab.page, lab.page.locator(".jp-Cell").count()
    page.locator(".voc-intake .voc-find").click()
    page.keyboard.type("dd_keys.txt")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="dd_keys.txt")).to_be_focused()
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.get_by_label("Name of SPEAKER_00").fill("Anna")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".voc-done")).to_contain_text("Added: 1 transcript, 2 turns")

    assert lab.kernel("[each.name for each in project.transcripts()[0].speakers]") == ["Anna", "SPEAKER_01"]
    assert page.locator(".jp-Cell").count() == before


def test_a_large_file_comes_from_this_computer(lab: Lab, tmp_path: Path) -> None:
    """Through Jupyter's own connection, in pieces, whole and unchanged."""
    show(lab, "upload")
    large = tmp_path / "large.txt"
    large.write_text("".join(f"R: Words and words 😀 {n}.\nI: So?\n" for n in range(100_000)), "utf-8")
    lab.page.locator('.voc-intake input[type="file"]').set_input_files(large)

    expect(lab.page.get_by_role("heading", name="large.txt")).to_be_visible(timeout=60_000)
    assert lab.kernel("widget.shown['nTurns']") == 200_000
    sent = lab.kernel("str(pathlib.Path(widget.shown['folder']) / 'large.txt')")
    assert Path(sent).read_bytes() == large.read_bytes()
    lab.kernel("widget.close()")
    assert not Path(sent).exists()


def test_a_saved_notebook_says_what_was_brought_in(lab: Lab) -> None:
    """Without a kernel the output is text: the file, what was chosen, and what became of it."""
    show(lab, "saved")
    lab.kernel("widget.look_at('saved.txt')")
    lab.kernel("widget.cast('SPEAKER_00', name='Anna', role='interviewer')")
    lab.kernel("widget.store()")
    expect(lab.page.locator(".voc-done")).to_be_visible()
    html = lab.kernel("widget.to_html()")

    assert "saved.txt</strong>: stored" in html
    assert "SPEAKER_00 → Anna (interviewer)" in html
