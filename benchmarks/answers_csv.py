"""A survey of 100,000 rows and 60 columns from .csv, beside pandas: time and memory at 10 %, 30 % and all.

The survey is invented: who answers, a wave, a score, two open questions, two dates, 25 closed questions
with a label in each cell, 15 options ticked or not, and 13 numbers. Each size is read in a process of its
own, so that its peak of memory is its own; in it the two take turns, and the best of three counts.
"""

from __future__ import annotations

import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks._material import ROOT
from vocbench.exchange.answers import read_answers

ROWS, SHARES = 100_000, (0.1, 0.3, 1.0)
TIMES_PANDAS, TURNS = 3.0, 3
OPEN = ("Wat kan beter?", "Waarom geeft u dit cijfer?")

_WORDS = (
    *("de", "het", "een", "wachttijd", "rekening", "monteur", "app", "prijs", "is", "was", "duurt", "kost"),
    *("te", "lang", "hoog", "traag", "goed", "niet", "wel", "altijd", "nooit", "vaak,", '"echt"', "café"),
    *("geïnd", "en;", "maar", "omdat", "voor", "bij", "aan", "mijn", "ik", "wij"),
)
_LABELS = ("Zeer tevreden", "Tevreden", "Niet tevreden, niet ontevreden", "Ontevreden", "Zeer ontevreden", "")
_OPTIONS = ("Website", "App", "Telefoon", "Brief", "Winkel")


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        rows = []
        for share in SHARES:
            n_rows = int(ROWS * share)
            write_survey(path, n_rows)
            rows += _rows_of(
                n_rows, {who: _in_a_process(who, path) for who in ("pandas", "vocbench", "both")}
            )
    return rows


def write_survey(path: Path, n_rows: int) -> None:
    """Write the invented survey; the same for the same size."""
    dice = random.Random(42)  # noqa: S311 - material, not secrets
    head = ["respondent", "golf", "nps", *OPEN, "begonnen", "klaar"]
    head += [f"Hoe tevreden bent u over punt {n}?" for n in range(25)]
    head += [f"Kanaal {n}: {_OPTIONS[n % 5]}" for n in range(15)]
    head += [f"aantal {n}" for n in range(13)]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(head)
        table.writerows(_row_of(number, dice) for number in range(n_rows))


def _row_of(number: int, dice: random.Random) -> list[object]:
    day = f"2024-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return [
        *(f"R{number:06}", str(2023 + number % 2), dice.randint(0, 10)),
        " ".join(dice.choices(_WORDS, k=dice.randint(0, 30))),
        " ".join(dice.choices(_WORDS, k=dice.randint(0, 12))) if dice.random() < 0.6 else "",
        *(f"{day} 10:{dice.randint(0, 59):02}", day),
        *dice.choices(_LABELS, k=25),
        *(_OPTIONS[n % 5] if dice.random() < 0.3 else "" for n in range(15)),
        *(dice.randint(1, 7) for _ in range(10)),
        *(f"{dice.random() * 100:.1f}" for _ in range(3)),
    ]


def _rows_of(n_rows: int, found: dict[str, dict[str, float]]) -> list[dict[str, Any]]:
    """What one size took; the ratio has a limit at every size."""
    name, both = f"{n_rows:,} rows", found["both"]
    ratio = both["vocbench"] / both["pandas"]
    return [
        _row(f"{name}: pandas.read_csv", both["pandas"], "s"),
        _row(f"{name}: read_answers", both["vocbench"], "s"),
        _row(f"{name}: read_answers, as many times pandas", ratio, "x", TIMES_PANDAS),
        _row(f"{name}: the same in processor time", both["vocbench work"] / both["pandas work"], "x"),
        _row(f"{name}: pandas.read_csv, peak memory", found["pandas"]["megabytes"], "MB"),
        _row(f"{name}: read_answers, peak memory", found["vocbench"]["megabytes"], "MB"),
    ]


def _row(figure: str, value: float, unit: str, limit: float | None = None) -> dict[str, Any]:
    return {"name": "answers_csv", "figure": figure, "value": value, "unit": unit, "limit": limit}


def _in_a_process(who: str, path: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.answers_csv", who, str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _by_pandas(path: str) -> object:
    return pd.read_csv(path)


def _by_vocbench(path: str) -> object:
    return read_answers(path, text=OPEN[0], respondent="respondent", score="nps", wave="golf")


_READERS: dict[str, Callable[[str], object]] = {"pandas": _by_pandas, "vocbench": _by_vocbench}


def _seconds(read: Callable[[str], object], path: str) -> tuple[float, float]:
    """What reading took by the clock, and the work of all processors together."""
    start, work = time.perf_counter(), time.process_time()
    read(path)
    return time.perf_counter() - start, time.process_time() - work


def main(who: str, path: str) -> None:
    """Print what reading took and how much memory it needed at its peak."""
    readers = {name: read for name, read in _READERS.items() if who in {name, "both"}}
    turns = [{name: _seconds(read, path) for name, read in readers.items()} for _ in range(TURNS)]
    found = {name: min(turn[name][0] for turn in turns) for name in readers}
    found |= {f"{name} work": min(turn[name][1] for turn in turns) for name in readers}
    found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
