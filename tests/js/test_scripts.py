"""The widgets' scripts: their pure functions under Node, and their types."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browsing import give_up


@pytest.fixture
def node() -> str:
    """Where Node is."""
    found = shutil.which("node")
    if found is None:
        give_up("Needs Node 20 or newer to test the widgets' scripts; users need none.")
    return found


def test_the_pure_functions_pass_their_own_tests(node: str, root: Path) -> None:
    """Every test in tests/js passes under ``node --test``."""
    scripts = sorted(map(str, (root / "tests" / "js").glob("*.test.mjs")))

    done = subprocess.run([node, "--test", *scripts], cwd=root, capture_output=True, text=True, check=False)

    assert scripts
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_scripts_have_sound_types(root: Path) -> None:
    """TypeScript finds no error in the scripts, read strictly with their JSDoc types."""
    checker = root / "node_modules" / ".bin" / "tsc"
    if not checker.exists():
        give_up("Needs TypeScript: run 'npm install' at the top of the repository.")

    done = subprocess.run(
        [checker, "-p", "tsconfig.json"], cwd=root, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
