"""How long a newcomer waits for ``vocbench demo``, and how large its reports are."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks._material import ROOT

LIMIT_SECONDS = 60
_MB = 1_000_000


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``."""
    with tempfile.TemporaryDirectory() as home:
        out = Path(home) / "demo"
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "vocbench", "demo", "--out", str(out)],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        seconds = time.perf_counter() - start
        largest = max(report.stat().st_size for report in (out / "reports").glob("*.html"))
    return [
        {
            "name": "demo",
            "figure": "vocbench demo",
            "value": seconds,
            "unit": "s",
            "limit": float(LIMIT_SECONDS),
        },
        {"name": "demo", "figure": "largest report", "value": largest / _MB, "unit": "MB", "limit": None},
    ]
