"""How quickly vocbench loads, imports answers, opens a large project and keeps a coding."""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks._material import ANSWERS
from vocbench.exchange.answers import read_answers
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.storage import schema
from vocbench.storage.codebook import ensure_code
from vocbench.storage.history import new_id, now
from vocbench.storage.sources import source_id

CODINGS, SOURCES, CODES = 100_000, 100, 60
ACTS = 300


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``."""
    rows = [_row("import vocbench", _import_seconds(), "s", 0.3)]
    with tempfile.TemporaryDirectory() as folder:
        if ANSWERS.exists():
            rows.append(_row("import 5,096 answers", _answers_seconds(Path(folder)), "s", 2.0))
        path = Path(folder) / "large.voc"
        _make_large(path)
        rows.append(_row("open 100,000 codings", _median(lambda: Project(path).close()), "s", 1.0))
        with Project(path) as project:
            rows.append(_row("codings() of 100,000", _median(project.codings), "s", 1.0))
            rows += _act_rows(project)
            rows.append(_row("check() of 100,000", _median(project.check, times=1), "s"))
            rows.append(_row("co_occurrence() of 100,000", _median(project.co_occurrence, times=1), "s"))
    return rows


def _row(figure: str, value: float, unit: str, limit: float | None = None) -> dict[str, Any]:
    return {"name": "project", "figure": figure, "value": value, "unit": unit, "limit": limit}


def _median(act: Callable[[], object], *, times: int = 5) -> float:
    """The median of how many seconds *act* takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _import_seconds() -> float:
    code = "import time; t = time.perf_counter(); import vocbench; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]
    return statistics.median(
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(5)
    )


def _answers_seconds(folder: Path) -> float:
    def act() -> None:
        with Project(folder / f"{new_id()}.voc") as project:
            project.add(
                read_answers(
                    ANSWERS,
                    text="FFT answer",
                    respondent="Respondent ID",
                    question="FFT question",
                    score="FFT categorical answer",
                )
            )

    return _median(act, times=3)


def _make_large(path: Path) -> None:
    """A project of 100 interviews of 8,000 words with 1,000 codings each, in one act."""
    dice = random.Random(42)  # noqa: S311 - material, not secrets
    with Project(path) as project:
        for number in range(SOURCES):
            project.add(_interview(f"p{number:03}", dice))
        with project._store.act(who="A", label="100,000 codings") as act:  # noqa: SLF001 - 100,000 acts would take minutes
            codes = [ensure_code(act, f"Group {number % 6}/Code {number}") for number in range(CODES)]
            for transcript in project.transcripts():
                place = source_id(act.connection, transcript.name)
                act.insert(
                    schema.coding,
                    [_coding(transcript, place, dice.choice(codes), dice) for _ in range(CODINGS // SOURCES)],
                )


def _interview(name: str, dice: random.Random) -> Transcript:
    words = ("douche", "warm", "klok", "meter", "rust", "kinderen", "euro", "eigenlijk", "ja", "nou")
    turns, lines, start = [], [], 0
    for number in range(200):
        line = " ".join(dice.choices(words, k=40))
        turns.append(Turn(Span(start, start + len(line)), ("I", "R")[number % 2], number * 10.0))
        lines.append(line)
        start += len(line) + 1
    people = (Speaker("I", Role.INTERVIEWER), Speaker("R"))
    return Transcript(name, "\n".join(lines), tuple(turns), people, language="nl")


def _coding(transcript: Transcript, place: str, code: str, dice: random.Random) -> dict[str, Any]:
    start = dice.randrange(len(transcript.text) - 200)
    end = start + dice.randrange(20, 200)
    return {
        "id": new_id(),
        "source_id": place,
        "answer_id": None,
        "start": start,
        "end": end,
        "quote": transcript.text[start:end],
        "code_id": code,
        "coder": "A",
        "memo": "",
        "created": now(),
    }


def _act_rows(project: Project) -> list[dict[str, Any]]:
    """Coding by span on the large project, one act at a time."""
    taken = []
    for number in range(ACTS):
        start = time.perf_counter()
        project.code("p050", span=(number * 7, number * 7 + 31), code="Group 1/Code 1")
        taken.append((time.perf_counter() - start) * 1000)
    return [
        _row("one coding act, median", statistics.median(taken), "ms", 5.0),
        _row("one coding act, 95th percentile", statistics.quantiles(taken, n=20)[-1], "ms"),
    ]
