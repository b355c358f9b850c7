"""The main job on real material: four recordings and 5,096 answers to a map and a report."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from benchmarks._material import ANSWERS, CORPORA
from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Role, Transcript
from vocbench.project import Project
from vocbench.report.render import render_report


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording to read, and how to code one passage of it.

    ``is_interview`` says that the first to speak asks the questions. ``turn`` counts the
    turns of respondents, from 0. Which passage it is makes no difference to the figures,
    so the codes are arbitrary.
    """

    path: str
    code: str
    turn: int
    is_interview: bool = False


RECORDINGS = {
    "meeting": Recording("1_transcripts/en_sps_whisperx/a95KMDHf4vQ.whisperx.json", "Feelings/Heavy", 2),
    "lantana": Recording("1_transcripts/en_hitsave/otter_lantana_silvers.md", "Effort/Time", 8, True),
    "goodboy": Recording("1_transcripts/en_hitsave/goodboy.srt", "Feelings/Light", 20),
    "debate": Recording("1_transcripts/nl_tweedekamer_derived/careyn_debat.docx", "Effort/Time", 10, True),
}

CELLS = (
    "import vocbench as vb\nfrom vocbench import charts",
    "project = vb.Project('real.voc')\nproject.sources()",
    "charts.code_counts_chart(project.code_counts())",
    "topics = project.topics()\ncharts.topic_sizes_chart(topics.topics)",
    "vb.QuoteList(project.quotes())",
    "vb.BoardCanvas(project, 'Passenger')",
)

_SENTENCE = re.compile(r"[^\s.!?][^.!?\n]{38,}[.!?]")


def run() -> list[dict[str, Any]]:
    """How long each step of the main job takes: rows ``name figure value unit``; empty without material."""
    if not CORPORA.is_dir():
        return []
    with tempfile.TemporaryDirectory() as folder:
        seconds = main_job(Path(folder))
    return [_row(step, value) for step, value in [*seconds.items(), ("all", sum(seconds.values()))]]


def _row(figure: str, value: float) -> dict[str, Any]:
    return {"name": "main_job", "figure": figure, "value": value, "unit": "s"}


def main_job(folder: Path) -> dict[str, float]:
    """Build ``real.voc`` and ``reports/real.html`` in *folder*; seconds per step."""
    seconds: dict[str, float] = {}
    with Project(folder / "real.voc") as project:
        with _timed(seconds, "import recordings"):
            for name, recording in RECORDINGS.items():
                project.add(_transcript(name, recording))
        with _timed(seconds, "import answers"):
            _add_answers(project)
        with _timed(seconds, "code by quote"):
            for name, recording in RECORDINGS.items():
                quote = passage(project.transcript(name), turn=recording.turn)
                project.code(name, quote=quote, code=recording.code)
        with _timed(seconds, "find topics"):
            project.topics()
        with _timed(seconds, "make the map"):
            _make_map(project)
    with _timed(seconds, "report"):
        nbformat.write(_notebook(), folder / "real.ipynb")  # type: ignore[no-untyped-call]
        render_report(folder / "real.ipynb", folder / "reports")
    return seconds


def passage(transcript: Transcript, *, turn: int) -> str:
    """The first sentence of 40 characters or more that stands once in *transcript*, from *turn* on.

    Args:
        transcript: where to look.
        turn: the turn of a respondent to begin with, counted from 0.

    Raises:
        LookupError: no respondent says such a sentence there.
    """
    asking = {each.name for each in transcript.speakers if each.role is not Role.RESPONDENT}
    told = [each.span.cut(transcript.text) for each in transcript.turns if each.speaker not in asking]
    for words in told[turn:]:
        for sentence in _SENTENCE.findall(words):
            if transcript.text.count(sentence) == 1:
                return str(sentence)
    raise LookupError(f"{transcript.name} has no sentence of 40 characters from turn {turn} on.")


def _transcript(name: str, recording: Recording) -> Transcript:
    """The recording, with the first to speak as interviewer where it is an interview."""
    path = CORPORA / recording.path
    transcript = read_transcript(path, name=name)
    if not recording.is_interview:
        return transcript
    return read_transcript(path, name=name, interviewer=transcript.turns[0].speaker)


def _add_answers(project: Project) -> None:
    project.add(
        read_answers(
            ANSWERS,
            text="FFT answer",
            respondent="Respondent ID",
            question="FFT question",
            score="FFT categorical answer",
            attributes=["Service type 1"],
        )
    )


def _make_map(project: Project) -> None:
    """An empathy map with three notes that rest on evidence, and one that is imagined."""
    topics = project.topics()
    project.empathy_map("Passenger", question="What is it like to be driven to hospital?")
    project.note("Passenger", "think_feel", "It stays with me", supports=project.quotes("Feelings"))
    project.note("Passenger", "say_do", "People talk about the crew", supports=topics.topics.head(1))
    project.note(
        "Passenger", "pains", "It took years", supports=[project.quotes("Effort"), topics.typical(1)]
    )
    project.note("Passenger", "gains", "A call when the car is near")


def _notebook() -> NotebookNode:
    """The cells under a heading, with the same ids each time."""
    cells = [
        new_markdown_cell("# What was heard", id="heading"),  # type: ignore[no-untyped-call]
        *(new_code_cell(source, id=f"cell-{number}") for number, source in enumerate(CELLS)),  # type: ignore[no-untyped-call]
    ]
    made: NotebookNode = new_notebook(cells=cells)  # type: ignore[no-untyped-call]
    return made


@contextmanager
def _timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    seconds[step] = time.perf_counter() - start
