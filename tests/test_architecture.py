"""The import table of ARCHITECTURE.md, executable."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "vocbench"

CORE = {"errors", "model"}
MAY_IMPORT = {
    "errors": set(),
    "model": {"errors"},
    "storage": CORE,
    "exchange": CORE,
    "analysis": CORE,
    "topics": CORE,
    "privacy": CORE,
    "charts": {"model"},
    "project": {*CORE, "storage", "exchange", "analysis", "topics", "privacy", "vocbench"},
    "widgets": {*CORE, "charts"},
    "workcopy": CORE,
    "report": {*CORE, "charts", "privacy", "project", "vocbench"},
    "cli": {
        *CORE,
        "storage",
        "exchange",
        "analysis",
        "topics",
        "privacy",
        "charts",
        "project",
        "report",
        "workcopy",
        "vocbench",
    },
    "__main__": {"cli"},
    "__init__": {*CORE, "exchange", "project", "topics", "widgets"},
}
"""Who may import whom within the package."""

THIRD_PARTY = {
    "errors": set(),
    "model": set(),
    "storage": {"sqlalchemy"},
    "widgets": {"anywidget", "ipywidgets", "traitlets"},
    "charts": {"altair", "pandas", "vl_convert"},
    "analysis": {"numpy", "pandas", "scipy", "sklearn"},
}
"""What else these layers may import; the layers not listed may import what they need."""

HEAVY = {
    "bertopic",
    "dask",
    "deduce",
    "distributed",
    "docx",
    "hdbscan",
    "joblib",
    "numba",
    "openpyxl",
    "py3langid",
    "pyarrow",
    "simplemma",
    "umap",
}
"""Slow to load or rarely needed, so imported inside the functions that use them."""


def modules() -> list[Path]:
    """Every module of the package."""
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "_share" not in path.parts]


def layer(path: Path) -> str:
    """The first part of the path below the package, without its ending."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[tuple[str, bool]]:
    """The dotted names that a module imports, and whether at the top of it."""
    top = {id(node) for node in getattr(tree, "body", [])}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in top) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute here"
            yield from ((f"{node.module}.{alias.name}", id(node) in top) for alias in node.names)


def is_module(name: str) -> bool:
    """Whether the package has a folder or module of this name."""
    return (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_follow_the_table(path: Path) -> None:
    """Arrows point inwards, and heavy libraries load where they are used."""
    own = layer(path)
    assert own in MAY_IMPORT, f"{own} is not in the table: add it to ARCHITECTURE.md and here"

    wrong = []
    for name, at_top in imports(ast.parse(path.read_text("utf-8"))):
        first, *rest = name.split(".")
        if first == "vocbench":
            target = rest[0] if rest and is_module(rest[0]) else "vocbench"
            if target not in {own, *MAY_IMPORT[own]}:
                wrong.append(f"{own} imports {name}")
        elif first not in sys.stdlib_module_names:
            if own in THIRD_PARTY and first not in THIRD_PARTY[own]:
                wrong.append(f"{own} imports {first}")
            if at_top and first in HEAVY:
                wrong.append(f"{first} is imported at the top of {path.name}")

    assert wrong == []


def test_the_page_shows_the_same_table(root: Path) -> None:
    """Each layer of the table here stands in the table of ARCHITECTURE.md with the same arrows."""
    page = (root / "ARCHITECTURE.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", page, re.MULTILINE)

    shown = {name: set(re.findall(r"`(\w+)`", cell)) for name, cell in rows}

    assert shown == MAY_IMPORT
