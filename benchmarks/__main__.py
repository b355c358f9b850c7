"""Run the benchmarks and print a table: ``uv run python -m benchmarks [NAME...] [--json FILE]``.

The exit code is 1 when a figure misses its limit.
"""

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
        cells = [_cell(row.get(column)) for column in COLUMNS]
        shown.add_row(*cells, style="red" if is_missed(row) else None)
    return shown


def is_missed(row: dict[str, Any]) -> bool:
    """Whether a figure is above its limit; one without a limit never is."""
    return row.get("limit") is not None and row["value"] > row["limit"]


def _cell(value: object) -> str:
    return "" if value is None else f"{value:,.4g}" if isinstance(value, float) else str(value)


def _asked() -> argparse.Namespace:
    """What the command line asks for; every name is that of a benchmark."""
    known = names()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(known)}; all if none is named")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    asked = parser.parse_args()
    for name in asked.names:
        if name not in known:
            parser.error(f"there is no benchmark {name!r}; choose from {', '.join(known)}")
    asked.names = asked.names or known
    return asked


def main() -> None:
    """Run what was asked for, print it, and write it down if wanted."""
    asked = _asked()
    rows = [row for name in asked.names for row in import_module(f"benchmarks.{name}").run()]
    Console().print(table(rows))
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1, default=float), "utf-8")
    if missed := [row for row in rows if is_missed(row)]:
        raise SystemExit("\n".join(map(_told, missed)))


def _told(row: dict[str, Any]) -> str:
    value, limit, unit = _cell(row["value"]), _cell(row["limit"]), row["unit"]
    return f"Missed: {row['name']}, {row['figure']} takes {value} {unit}; the limit is {limit} {unit}."


if __name__ == "__main__":
    main()
