"""Run the benchmarks and print a table: ``uv run python -m benchmarks [NAME...] [--json FILE]``."""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
COLUMNS = ("name", "figure", "value", "unit", "limit", "peer")


def names() -> list[str]:
    """The benchmarks there are: every module here with a ``run``."""
    return sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def table(rows: Iterable[dict[str, Any]]) -> Table:
    """The figures for the eye; one that misses its limit is red."""
    shown = Table(
        title=f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}"
    )
    for column in COLUMNS:
        shown.add_column(column, justify="right" if column in {"value", "limit", "peer"} else "left")
    for row in rows:
        missed = row.get("limit") is not None and row["value"] > row["limit"]
        cells = [_cell(row.get(column)) for column in COLUMNS]
        shown.add_row(*cells, style="red" if missed else None)
    return shown


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)


def main() -> None:
    """Run what was asked for, print it, and write it down if wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*names(), []], help="which ones; all if none is named")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    asked = parser.parse_args()
    rows: list[dict[str, Any]] = []
    for name in asked.names or names():
        rows += import_module(f"benchmarks.{name}").run()
    Console().print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1, default=float), "utf-8")


if __name__ == "__main__":
    main()
