"""Text is never markup: words that hold scripts show as words, wherever they appear."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from tests.browsing import launched_chromium
from vocbench import write_table
from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import read_transcript
from vocbench.project import Project
from vocbench.report.render import render_report

SCRIPT = "<script>window.pwned = 1</script>"
IMAGE = "<img src=x onerror='window.pwned = 2'>"
LINK = "[click](javascript:window.pwned=3) <a href='javascript:window.pwned=4'>x</a>"

CELLS = [
    "import vocbench as vb\nfrom vocbench import charts\nproject = vb.Project('hostile.voc')",
    "vb.CodingWidget(project, project.sources()['source'][0])",
    "project.codings()",
    "vb.QuoteList(project.quotes())",
    "charts.code_counts_chart(project.code_counts())",
    "charts.co_occurrence_chart(project.co_occurrence())",
    "project.topics()",
    "project.answers()",
    "vb.BoardCanvas(project, project.board_names()[0])",
    "project.evidence(project.board_names()[0])",
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a project in which every name and every text holds markup."""
    folder = tmp_path_factory.mktemp("hostile")
    talk = folder / f"{IMAGE.replace('/', '')}.txt"
    talk.write_text(f"I: {SCRIPT} hoe gaat het?\nR: Goed {IMAGE} hoor, {LINK} echt.\n", "utf-8")
    table = folder / "answers.csv"
    table.write_text(f'id,text,"{IMAGE}"\n"{SCRIPT}","{IMAGE} te duur","{SCRIPT}"\n', "utf-8")
    with Project(folder / "hostile.voc", coder=SCRIPT) as project:
        project.add(read_transcript(talk).renamed({"R": IMAGE}))
        project.add(read_answers(table, text="text", respondent="id"))
        name = project.sources()["source"][0]
        project.code(name, quote=f"Goed {IMAGE} hoor", code=IMAGE.replace("/", ""), memo=SCRIPT)
        project.code(name, quote=IMAGE, code=LINK.replace("/", ""))
        project.empathy_map(SCRIPT, question=IMAGE)
        project.note(SCRIPT, "pains", LINK, supports=[project.quotes(), project.answers()])
    cells: list[dict[str, object]] = [
        {
            "cell_type": "code",
            "id": str(n),
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for n, source in enumerate(CELLS)
    ]
    notebook = folder / "hostile.ipynb"
    notebook.write_text(
        json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8"
    )
    return render_report(notebook, folder / "out")


def test_hostile_words_show_as_words(report: Path, tmp_path: Path) -> None:
    """Even without the content policy that would stop a script, none runs, and the words can be read."""
    page_source = report.read_text("utf-8")
    assert "Content-Security-Policy" in page_source
    bare = tmp_path / "bare.html"
    bare.write_text(re.sub(r"<meta[^>]*Content-Security-Policy[^>]*>", "", page_source), "utf-8")

    with launched_chromium() as browser:
        page = browser.new_page()
        page.goto(bare.as_uri())
        assert page.evaluate("window.pwned === undefined")
        assert page.locator("img[src='x']").count() == 0
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator(".voc-board").get_by_text(SCRIPT).count() >= 1
        assert page.locator("blockquote").get_by_text("onerror").count() >= 2


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_inert_in_exported_tables(tmp_path: Path, sign: str) -> None:
    """A cell that a spreadsheet would take for a formula is text in both formats."""
    frame = pd.DataFrame({"text": [sign], "score": [-3]})

    write_table(frame, tmp_path / "t.csv")
    write_table(frame, tmp_path / "t.xlsx")

    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [["text", "score"], [f"'{sign}", "-3"]]
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").active
    assert sheet is not None
    assert sheet["A2"].data_type == "s"
    assert sheet["B2"].value == -3
