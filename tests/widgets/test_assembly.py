"""One script and one style sheet for each widget, put together from parts."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browsing import give_up
from vocbench.widgets import assembly

WIDGETS = sorted(path.parent.name for path in Path(assembly.__file__).parent.glob("*/widget.py"))


@pytest.mark.parametrize("name", WIDGETS)
def test_a_script_stands_alone(name: str) -> None:
    """Nothing is imported, and only what anywidget asks for goes out."""
    lines = assembly.script(name).splitlines()

    assert [line for line in lines if line.startswith(("import ", "export "))] == [
        line for line in lines if line.startswith("export default ")
    ]
    assert sum(line.startswith("export default ") for line in lines) == 1


@pytest.mark.parametrize("name", WIDGETS)
def test_a_script_is_sound_when_put_together(name: str, tmp_path: Path) -> None:
    """No two parts use one name for different things: Node reads the whole as a module."""
    node = shutil.which("node")
    if node is None:
        give_up("Needs Node 20 or newer to check the widgets' scripts; users need none.")
    whole = tmp_path / f"{name}.mjs"
    whole.write_text(assembly.script(name), "utf-8")

    done = subprocess.run([node, "--check", whole], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", WIDGETS)
def test_every_part_stands_in_a_script_once(name: str) -> None:
    """What two parts import is not written twice."""
    assert assembly.script(name).count("function element(") == 1


def test_a_part_under_another_name_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import with ``as`` cannot be put together, and the message names it."""
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "view.mjs").write_text('import { a as b } from "./part.mjs";\n', "utf-8")
    monkeypatch.setattr(assembly, "files", lambda _package: tmp_path)

    with pytest.raises(ValueError, match=r"odd/view\.mjs imports from odd/part\.mjs under another name"):
        assembly.script("odd")


def test_an_import_from_elsewhere_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script must not fetch anything when it is shown."""
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "view.mjs").write_text('import d3 from "https://example.org/d3.js";\n', "utf-8")
    monkeypatch.setattr(assembly, "files", lambda _package: tmp_path)

    with pytest.raises(ValueError, match="cannot be put together"):
        assembly.script("odd")
