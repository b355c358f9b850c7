"""A large study out to another program and back: time and peak memory at a tenth, a third and the whole.

The whole is 1,000 transcripts of 8,000 words with 100,000 codings. Each size and each way runs in a process
of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks._material import ROOT
from vocbench.exchange.refi import read_qdpx, write_qdpx
from vocbench.model.qda import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaUser
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project

TALKS, WORDS, CODINGS = 1_000, 8_000, 100_000
SHARES = (0.1, 0.3, 1.0)
N_CODES, N_TURNS = 150, 160
SECONDS, MEGABYTES = 60.0, 1_500.0
OUR_SECONDS, OUR_MEGABYTES = 30.0, 1_000.0

_WORDS = [
    "the",
    "queue",
    "was",
    "long",
    "and",
    "nobody",
    "said",
    "how",
    "long",
    "😀",
    "it’s",
    "fine",
    "but",
    "café",
    "staff",
    "were",
    "kind",
    "we",
    "waited",
    "near",
    "the",
    "door",
    "until",
    "somebody",
    "came",
]


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``."""
    rows: list[dict[str, Any]] = []
    for share in SHARES:
        with tempfile.TemporaryDirectory() as folder:
            _in_a_process("make", share, folder)
            for way in ("out", "in"):
                rows += _rows_of(share, way, _in_a_process(way, share, folder))
    return rows


def _rows_of(share: float, way: str, found: dict[str, float]) -> list[dict[str, Any]]:
    name, is_whole = f"{share:.0%} {way}", share == SHARES[-1]
    project = "give_out" if way == "out" else "take_in"
    return [
        _row(f"{name}: {project}", found["project"], "s", OUR_SECONDS if is_whole else None),
        _row(f"{name}: peak memory of the project", found["project_mb"], "MB", None),
        _row(f"{name}: file", found["file"], "s"),
        _row(f"{name}: all in", found["all"], "s", SECONDS if is_whole else None),
        _row(f"{name}: peak memory", found["peak_mb"], "MB", MEGABYTES if is_whole else None),
    ]


def _row(figure: str, value: float, unit: str, limit: float | None = None) -> dict[str, Any]:
    return {"name": "exchange", "figure": figure, "value": round(value, 2), "unit": unit, "limit": limit}


def _in_a_process(way: str, share: float, folder: str) -> dict[str, float]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.exchange", way, str(share), folder]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _made(share: float, folder: Path) -> dict[str, float]:
    """A project with a share of the study."""
    chance = random.Random(7)  # noqa: S311 - no secret
    n_talks = round(TALKS * share)
    with Project(folder / "study.voc", coder="Anna") as project:
        for number in range(n_talks):
            project.add(_talk(f"p{number:04}", chance))
        project.take_in(_coded(project, round(CODINGS * share), chance))
    return {}


def _talk(name: str, chance: random.Random) -> Transcript:
    """An interview of 8,000 words, one turn a line."""
    people = ("Interviewer", name)
    turns, lines, at = [], [], 0
    for number in range(N_TURNS):
        line = " ".join(chance.choices(_WORDS, k=WORDS // N_TURNS))
        turns.append(Turn(Span(at, at + len(line)), people[number % 2]))
        lines.append(line)
        at += len(line) + 1
    speakers = (Speaker(people[0], Role.INTERVIEWER), Speaker(people[1]))
    return Transcript(name, "\n".join(lines), tuple(turns), speakers, language="en")


def _coded(project: Project, n_codings: int, chance: random.Random) -> QdaProject:
    """The codings of the study, as another program gives them."""
    bare = project.give_out()
    codes = tuple(QdaCode(f"{n:08x}-0000-4000-8000-000000000001", f"Code {n}") for n in range(N_CODES))
    users = tuple(QdaUser(f"{n:08x}-0000-4000-8000-000000000002", name) for n, name in enumerate("AB"))
    selections, codings = [], []
    for number in range(n_codings):
        source = bare.sources[number % len(bare.sources)]
        start = chance.randrange(len(source.text) - 200)
        place = f"{number:08x}-0000-4000-8000-000000000003"
        selections.append(QdaSelection(place, source.guid, start, start + chance.randrange(20, 200)))
        coding = f"{number:08x}-0000-4000-8000-000000000004"
        code, user = chance.choice(codes), chance.choice(users)
        codings.append(QdaCoding(coding, place, code.guid, user.guid, "2026-01-01T10:00:00+00:00"))
    return QdaProject(
        "study",
        users=users,
        codes=codes,
        sources=bare.sources,
        selections=tuple(selections),
        codings=tuple(codings),
    )


def _out(folder: Path) -> dict[str, float]:
    """From the project to a file."""
    start = time.perf_counter()
    with Project(folder / "study.voc") as project:
        study = project.give_out()
    given, project_mb = time.perf_counter(), _peak_mb()
    write_qdpx(study, folder / "study.qdpx")
    return _figures(given - start, project_mb, time.perf_counter() - given)


def _in(folder: Path) -> dict[str, float]:
    """From that file to a project."""
    start = time.perf_counter()
    study = read_qdpx(folder / "study.qdpx")
    read = time.perf_counter()
    with Project(folder / "again.voc") as project:
        project.take_in(study)
    return _figures(time.perf_counter() - read, _peak_mb(), read - start)


def _figures(project: float, project_mb: float, file: float) -> dict[str, float]:
    return {
        "project": project,
        "project_mb": project_mb,
        "file": file,
        "all": project + file,
        "peak_mb": _peak_mb(),
    }


if __name__ == "__main__":
    what, size, place = sys.argv[1:]
    made = _made(float(size), Path(place)) if what == "make" else {"out": _out, "in": _in}[what](Path(place))
    print(json.dumps(made))
