"""Topics of 5,096 patient answers: time and memory, beside BERTopic left to its defaults.

Each part runs in a process of its own, so that its peak of memory is its own.
"""

from __future__ import annotations

import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._material import ANSWERS, ROOT

_STEPS = ("embedding", "languages", "neighbours", "reducing", "clustering", "words", "map")


def run() -> list[dict[str, Any]]:
    """The figures of the topic model: ``name figure unit value limit peer``; empty without the answers."""
    if not ANSWERS.exists():
        return []
    with tempfile.TemporaryDirectory() as folder:
        ours = _in_a_process("ours", folder)
        peer = _in_a_process("peer", folder)
    return [*_own_rows(ours), *_compared_rows(ours, peer)]


def _own_rows(ours: dict[str, Any]) -> list[dict[str, Any]]:
    steps = ours["first"]
    working = sum(seconds for step, seconds in steps.items() if step != "loading")
    rows = [
        _row("first model, all in", "s", sum(steps.values())),
        _row("loading libraries", "s", steps["loading"]),
    ]
    for step in _STEPS:
        rows += [
            _row(step, "s", steps[step]),
            _row(f"{step}, share of the work", "%", 100 * steps[step] / working),
        ]
    return [*rows, _row("different answers", "answers", ours["distinct"])]


def _compared_rows(ours: dict[str, Any], peer: dict[str, Any]) -> list[dict[str, Any]]:
    """Figures from equal vectors, with everything compiled, and BERTopic's own default as the peer."""
    warm = sum(ours["warm"][step] for step in _STEPS if step != "embedding")
    return [
        _row("all but embedding, everything loaded", "s", warm, peer["seconds"]),
        _row("default BERTopic takes", "times as long", peer["seconds"] / warm),
        _row("peak memory", "MB", ours["peak_mb"], peer["peak_mb"]),
        _row("topics", "topics", ours["topics"], peer["topics"]),
        _row("answers in no topic", "%", ours["outliers"], peer["outliers"]),
    ]


def _row(figure: str, unit: str, value: float, peer: float | None = None) -> dict[str, Any]:
    rounded = None if peer is None else round(peer, 2)
    return {
        "name": "topics",
        "figure": figure,
        "unit": unit,
        "value": round(value, 2),
        "limit": None,
        "peer": rounded,
    }


def _in_a_process(part: str, folder: str) -> dict[str, Any]:
    command = [sys.executable, "-W", "ignore", "-m", "benchmarks.topics", part, folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _ours(folder: Path) -> dict[str, Any]:
    """The model made once cold, and once more with the vectors at hand."""
    import pandas as pd  # noqa: PLC0415 - only the child process needs it

    from vocbench.topics import fit_topics  # noqa: PLC0415
    from vocbench.topics.embed import Vectors, universal_encoder  # noqa: PLC0415

    known: dict[str, Any] = {}

    def encode(texts: Sequence[str]) -> Vectors:
        vectors = universal_encoder()(texts)
        known.update(zip(texts, vectors, strict=True))
        return vectors

    with ANSWERS.open(encoding="utf-8", newline="") as file:
        texts = [row["FFT answer"] for row in csv.DictReader(file)]
    answers = pd.DataFrame({"answer": [str(number) for number in range(len(texts))], "text": texts})
    first = fit_topics(answers, encode=encode)
    peak = _peak_mb()
    np.save(folder / "vectors.npy", np.stack(list(known.values())))
    (folder / "texts.json").write_text(json.dumps(list(known)), encoding="utf-8")
    warm = fit_topics(answers, encode=lambda asked: np.stack([known[text] for text in asked]))
    return {
        "first": dict(first.timings),
        "warm": dict(warm.timings),
        "peak_mb": peak,
        "distinct": len(known),
        "topics": len(first.topics),
        "outliers": 100 * float((first.answers["topic"] == -1).mean()),
    }


def _peer(folder: Path) -> dict[str, Any]:
    """BERTopic as it comes but for a seed, on the same texts and vectors, with everything compiled."""
    from bertopic import BERTopic  # noqa: PLC0415 - only the child process needs it
    from umap import UMAP  # noqa: PLC0415

    def model() -> BERTopic:
        return BERTopic(
            umap_model=UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=42)
        )

    vectors = np.load(folder / "vectors.npy")
    texts = json.loads((folder / "texts.json").read_text(encoding="utf-8"))
    model().fit(texts[:300], embeddings=vectors[:300])
    since = time.perf_counter()
    topics, _ = model().fit_transform(texts, embeddings=vectors)
    return {
        "seconds": time.perf_counter() - since,
        "peak_mb": _peak_mb(),
        "topics": len(set(topics) - {-1}),
        "outliers": 100 * topics.count(-1) / len(topics),
    }


def _peak_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)  # bytes there, kilobytes here


if __name__ == "__main__":
    print(json.dumps({"ours": _ours, "peer": _peer}[sys.argv[1]](Path(sys.argv[2]))))
