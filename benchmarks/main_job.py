"""The main job on real material: four recordings and 5,096 answers to a map and a report."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import read_transcript
from vocbench.project import Project
from vocbench.report.render import render_report

ROOT = Path(__file__).parents[1]
CORPORA = ROOT / "../shared/corpora"

RECORDINGS = {
    "meeting": ("1_transcripts/en_sps_whisperx/a95KMDHf4vQ.whisperx.json", None),
    "lantana": ("1_transcripts/en_hitsave/otter_lantana_silvers.md", "Jonas Rosland"),
    "goodboy": ("1_transcripts/en_hitsave/goodboy.srt", None),
    "debate": ("1_transcripts/nl_tweedekamer_derived/careyn_debat.docx", "De voorzitter"),
}
ANSWERS = "2_survey_open_answers/nhs_fft/nhs_fft_NEAS_dev.csv"

QUOTES = (
    ("meeting", "I can't shake it. It's been a tragedy", "Feelings/Grief"),
    ("lantana", "we spent about three and a half years developing this one", "Effort/Time"),
    ("goodboy", "Really fun game, first of all", "Feelings/Joy"),
    ("debate", "Ik verwacht niet dat dat heel lang zal duren", "Effort/Time"),
)

CELLS = (
    "# What was heard",
    "import vocbench as vb\nfrom vocbench import charts",
    "project = vb.Project('real.voc')\nproject.sources()",
    "charts.code_counts_chart(project.code_counts())",
    "topics = project.topics()\ncharts.topic_sizes_chart(topics.topics)",
    "vb.QuoteList(project.quotes())",
    "vb.BoardCanvas(project, 'Passenger')",
)


def run() -> list[dict[str, Any]]:
    """How long each step of the main job takes: rows ``name figure value unit limit``."""
    if not CORPORA.is_dir():
        return []
    with tempfile.TemporaryDirectory() as folder:
        seconds = main_job(CORPORA, Path(folder))
    rows = [
        {"name": "main_job", "figure": step, "value": value, "unit": "s"} for step, value in seconds.items()
    ]
    return [*rows, {"name": "main_job", "figure": "all", "value": sum(seconds.values()), "unit": "s"}]


def main_job(corpora: Path, folder: Path) -> dict[str, float]:
    """Build ``real.voc`` and ``reports/real.html`` in *folder* from *corpora*; seconds per step."""
    seconds: dict[str, float] = {}
    with Project(folder / "real.voc") as project:
        with _timed(seconds, "import recordings"):
            for name, (path, interviewer) in RECORDINGS.items():
                project.add(read_transcript(corpora / path, name=name, interviewer=interviewer))
        with _timed(seconds, "import answers"):
            project.add(
                read_answers(
                    corpora / ANSWERS,
                    text="FFT answer",
                    respondent="Respondent ID",
                    question="FFT question",
                    score="FFT categorical answer",
                    attributes=["Service type 1"],
                )
            )
        with _timed(seconds, "code by quote"):
            for source, quote, code in QUOTES:
                project.code(source, quote=quote, code=code)
        with _timed(seconds, "find topics"):
            topics = project.topics()
        with _timed(seconds, "make the map"):
            project.empathy_map("Passenger", question="What is it like to be driven to hospital?")
            project.note("Passenger", "think_feel", "It stays with me", supports=project.quotes("Feelings"))
            project.note("Passenger", "say_do", "People talk about the crew", supports=topics.topics.head(1))
            project.note(
                "Passenger", "pains", "It took years", supports=[project.quotes("Effort"), topics.typical(1)]
            )
            project.note("Passenger", "gains", "A call when the car is near")
    with _timed(seconds, "report"):
        notebook = folder / "real.ipynb"
        notebook.write_text(json.dumps(_notebook()), "utf-8")
        render_report(notebook, folder / "reports")
    return seconds


def _notebook() -> dict[str, Any]:
    """The cells as a notebook; the first is text."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": str(number),
            "source": source,
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        for number, source in enumerate(CELLS[1:], start=1)
    ]
    title = {"cell_type": "markdown", "id": "0", "source": CELLS[0], "metadata": {}}
    return {"cells": [title, *cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start
