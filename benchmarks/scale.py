"""Topics of 10,000 answers, of 100,000, and of a million: time, share of each step, memory.

A million is done where ``VOCBENCH_FULL`` is set: it takes a quarter of an hour or more. Each size runs in
a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks._many import is_there, many_answers
from benchmarks._material import ROOT

SIZES = (10_000, 100_000)
FULL = 1_000_000
QUESTION = "What could be better?"


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``; empty without the real material."""
    if not is_there():
        return []
    sizes = (*SIZES, FULL) if os.environ.get("VOCBENCH_FULL") else SIZES
    with tempfile.TemporaryDirectory() as folder:
        figures = {n: _in_a_process(n, folder) for n in sizes}
    rows = [row for n in sizes for row in _rows_of(n, figures[n])]
    for small, large in pairwise(sizes):
        growth = math.log(figures[large]["fit"] / figures[small]["fit"]) / math.log(large / small)
        rows.append(_row(f"growth from {small:,} to {large:,} answers", growth, "power of n", 1.15))
    return rows


def _rows_of(n: int, found: dict[str, Any]) -> list[dict[str, Any]]:
    """What one size took; the limits are those of the sizes that have one."""
    name = f"{n:,} answers"
    whole = sum(found["steps"].values())
    steps = sorted(found["steps"].items(), key=lambda each: -each[1])
    return [
        _row(f"{name}: added to the project", found["added"], "s"),
        _row(f"{name}: read from the project", found["read"], "s"),
        _row(f"{name}: topics, all in", found["fit"], "s", 900.0 if n == FULL else None),
        *(_row(f"{name}: {step}", seconds, "s") for step, seconds in steps),
        *(_row(f"{name}: {step}, share", 100 * seconds / whole, "%") for step, seconds in steps),
        _row(f"{name}: kept in the project", max(found["fit"] - whole, 0.0), "s"),
        _row(
            f"{name}: again with other settings, vectors kept",
            found["again"],
            "s",
            5.0 if n == SIZES[0] else None,
        ),
        _row(f"{name}: the same model opened again", found["opened"], "s"),
        _row(f"{name}: peak memory", found["peak_mb"], "MB", 8_000.0 if n == FULL else None),
        _row(f"{name}: project file", found["file_mb"] * 1e6 / n, "bytes an answer"),
        _row(f"{name}: topics", found["topics"], "topics"),
    ]


def _row(figure: str, value: float, unit: str, limit: float | None = None) -> dict[str, Any]:
    return {"name": "scale", "figure": figure, "value": round(value, 3), "unit": unit, "limit": limit}


def _in_a_process(n: int, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.scale", str(n), folder]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _measured(n: int, folder: Path) -> dict[str, Any]:
    """A project with *n* answers, its topics, and its topics once more."""
    from vocbench.project import Project  # noqa: PLC0415 - only the child process needs it
    from vocbench.topics.settings import TopicSettings  # noqa: PLC0415

    path = folder / f"{n}.voc"
    with Project(path) as project:
        added = _seconds(lambda: project.add(_table(n)))
        read = _seconds(lambda: project.answers(QUESTION))
        since = time.perf_counter()
        model = project.topics(QUESTION)
        fit = time.perf_counter() - since
        # With other choices it is another model, of vectors that are there.
        again = _seconds(lambda: project.topics(QUESTION, settings=TopicSettings(unclear=0.04)))
        opened = _seconds(lambda: project.topics(QUESTION))
    return {
        "added": added,
        "read": read,
        "fit": fit,
        "steps": dict(model.timings),
        "again": again,
        "opened": opened,
        "topics": len(model.topics),
        "file_mb": path.stat().st_size / 1e6,
        "peak_mb": _peak_mb(),
    }


def _table(n: int) -> Any:  # noqa: ANN401 - loaded by the child process
    from vocbench.model.source import Answer, AnswerTable, Respondent  # noqa: PLC0415

    rows = many_answers(n)
    people = tuple(Respondent(answer) for answer in rows["answer"])
    answers = tuple(
        Answer(answer, QUESTION, text, wave=wave) for answer, text, wave in rows.itertuples(index=False)
    )
    return AnswerTable("survey", people, answers)


def _seconds(act: Any) -> float:  # noqa: ANN401 - whatever it returns
    since = time.perf_counter()
    act()
    return time.perf_counter() - since


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)  # bytes there, kilobytes here


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]), Path(sys.argv[2]))))
