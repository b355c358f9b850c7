"""Text is never markup: words that hold scripts show as words, wherever they appear."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest

from tests.browsing import launched_chromium
from tests.report.conftest import notebook_of
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
    "vb.CodebookWidget(project)",
    "vb.AnswersWidget(project)",
    "vb.QuotesWidget(project)",
    "charts.with_quotes(charts.code_counts_chart(project.code_counts()), vb.QuoteList(project.quotes()))",
    "project.codings()",
    "vb.QuoteList(project.quotes())",
    "charts.code_counts_chart(project.code_counts())",
    "charts.co_occurrence_chart(project.co_occurrence())",
    "topics = project.topics()\ntopics",
    "charts.topic_sizes_chart(topics.topics)",
    "topics.topics",
    "topics.typical(0)",
    "vb.TopicExplorer(project, topics)",
    "project.answers().head()",
    "vb.BoardCanvas(project, project.board_names()[0])",
    "project.evidence(project.board_names()[0])",
]

COMPLAINTS = ("rekening", "factuur"), ("telefoon", "wachttijd")
"""What the answers of each group are about; so topics are made, and named after these words."""


def hostile_answers() -> list[str]:
    """Forty different answers in two groups, each with markup before, in and behind its words."""
    endings = ("te hoog", "niet goed", "onduidelijk", "veel te lang", "elke maand mis")
    return [
        f"{mark}De {first}{IMAGE} en de {second} waren {ending}: keer {number}{LINK}"
        for first, second in COMPLAINTS
        for number, mark in enumerate((SCRIPT, IMAGE, f"<b>{LINK}", f"</td></table>{SCRIPT}"))
        for ending in endings
    ]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a project in which every name and every text holds markup."""
    folder = tmp_path_factory.mktemp("hostile")
    talk = folder / f"{IMAGE.replace('/', '')}.txt"
    talk.write_text(f"I: {SCRIPT} hoe gaat het?\nR: Goed {IMAGE} hoor, {LINK} echt.\n", "utf-8")
    table = folder / "answers.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = [(f"{SCRIPT}{number}", text, SCRIPT) for number, text in enumerate(hostile_answers())]
        csv.writer(file).writerows([("id", "text", IMAGE), *rows])
    with Project(folder / "hostile.voc", coder=SCRIPT) as project:
        project.add(read_transcript(talk).renamed({"R": IMAGE}))
        project.add(read_answers(table, text="text", respondent="id"))
        name = project.sources()["source"][0]
        project.code(name, quote=f"Goed {IMAGE} hoor", code=IMAGE.replace("/", ""), memo=SCRIPT)
        project.code(name, quote=IMAGE, code=LINK.replace("/", ""))
        project.empathy_map(SCRIPT, question=IMAGE)
        project.note(SCRIPT, "pains", LINK, supports=[project.quotes(), project.answers().head(2)])
        project.note(SCRIPT, "gains", IMAGE, supports=project.topics().topics)
    notebook = folder / "hostile.ipynb"
    nbformat.write(notebook_of(*CELLS), notebook)  # type: ignore[no-untyped-call]
    return render_report(notebook, folder / "out").path


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


def test_topics_of_hostile_answers_have_plain_names(report: Path) -> None:
    """The report shows topics, named after the words of their answers and not after markup."""
    with Project(report.parents[1] / "hostile.voc") as project:
        topics = project.topics().topics
    with launched_chromium() as browser:
        page = browser.new_page()
        page.goto(report.as_uri())
        shown = [page.get_by_role("cell", name=name, exact=True).count() for name in topics["name"]]

    assert len(topics) >= 2
    assert min(shown) >= 1
    assert {"rekening", "telefoon"} <= set(topics["words"].explode())
    assert not [word for word in topics["words"].explode() if set(word) & set('<>=&"/')]


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
