"""A hostile project in a real JupyterLab: whatever a study says, it is shown as words."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.lab.jupyterlab import Lab

SCRIPT = "<script>window.pwned = 1</script>"
IMAGE = "<img src=x onerror='window.pwned = 2'>"
LINK = "<a href='javascript:window.pwned = 3'>link</a> [link](javascript:window.pwned=4)"
CODE = f"{IMAGE} {LINK.replace('/', '|')}"  # a slash would part a code from its parent

ROOT = str(Path(__file__).parents[2])

PROJECT = f"""
import sys
from dataclasses import replace

import vocbench as vb
from vocbench import charts

sys.path.insert(0, {ROOT!r})
from tests.topic_models import Studio, topic_model

script, image, link, code = {SCRIPT!r}, {IMAGE!r}, {LINK!r}, {CODE!r}
with open("talk.txt", "w", encoding="utf-8") as file:
    file.write(f"I: {{script}} how are you?\\nR: Fine {{image}} really {{link}} so.\\n")
with open("answers.csv", "w", encoding="utf-8") as file:
    file.write(f'id,text,"{{script}}"\\n"{{script}}","{{image}} too dear {{link}}","{{image}}"\\n')
project = vb.Project("hostile.voc", coder=script)
talk = vb.read_transcript("talk.txt", name=f"{{script}} {{image}}")
project.add(talk.renamed({{"R": f"{{image}} {{link}}"}}))
project.add(vb.read_answers("answers.csv", text="text", respondent="id"))
kept = project.code(talk.name, quote=f"Fine {{image}} really", code=code, memo=f"{{script}} {{link}}")
project.code(talk.name, quote=f"really {{link}} so", code="Plain")
board = f"{{script}} {{link}}"
project.empathy_map(board, question=image)
made = project.note(board, "pains", f"{{image}} {{link}}", supports=[project.quotes(), project.answers()])
words = f"{{script}} {{image}} {{link}}"
model = topic_model()
topics = model.topics.assign(name=words, code=words)
answers = model.answers.assign(text=words, segment=words)
studio = Studio(replace(model, topics=topics, answers=answers, notice=words))
"""
SHOWN = (
    "vb.CodingWidget(project, talk.name)",
    "vb.CodebookWidget(project)",
    "vb.AnswersWidget(project)",
    "vb.QuotesWidget(project)",
    "vb.TopicExplorer(studio, 'model')",
    "vb.QuoteList(project.quotes())",
    "vb.BoardCanvas(project, board)",
    "project.codings()",
    "charts.code_counts_chart(project.code_counts())",
    "project.answers()",
    "kept",
)


@pytest.fixture
def hostile(lab: Lab) -> Lab:
    """A notebook that shows a hostile project in every way, each cell in its own output."""
    lab.open("hostile.ipynb", PROJECT, *SHOWN)
    lab.page.locator(".voc-coding").wait_for()
    # The last cell has run, so everything before it is shown as well.
    expect(lab.page.locator(".jp-Cell").last.locator(".jp-OutputArea-output")).to_be_visible()
    return lab


def test_hostile_words_are_words_in_jupyterlab(hostile: Lab) -> None:
    """No script runs, nothing is fetched and no link is made; the words can be read in each output."""
    page = hostile.page
    cells = page.locator(".jp-Cell")
    outputs = [cells.nth(number).locator(".jp-OutputArea") for number in range(1, len(SHOWN) + 1)]
    widget, _codebook, _grid, _finder, explorer, quotes, board, codings, chart, answers, coding = outputs
    page.locator(".voc-board details").evaluate_all("(each) => each.forEach((one) => { one.open = true; })")

    for output in outputs:
        expect(output).to_contain_text("onerror")
    for words in (SCRIPT, IMAGE, LINK):
        expect(widget).to_contain_text(words)
        expect(explorer).to_contain_text(words)
        expect(quotes).to_contain_text(words)
        expect(board).to_contain_text(words)
    expect(widget.get_by_role("button", name=CODE).first).to_be_visible()
    for frame in (codings, answers):  # pandas cuts long cells
        expect(frame).to_contain_text(SCRIPT)
    expect(coding).to_contain_text("Fine <img src=x")
    expect(chart.locator("svg, img")).not_to_have_count(0)
    assert page.evaluate("window.pwned === undefined")
    assert page.locator("img[src='x']").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
