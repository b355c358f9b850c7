"""What docs/exchange.md shows is true."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from glob import glob
from pathlib import Path

import pytest
from typer.testing import CliRunner

from vocbench import cli
from vocbench.exchange.opening import material_kinds
from vocbench.project.outputs import FORMATS


@pytest.fixture
def page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The page, and an empty folder beside the invented studies."""
    (tmp_path / "corpora").symlink_to(root / "corpora")
    monkeypatch.chdir(tmp_path)
    return (root / "docs" / "exchange.md").read_text("utf-8")


def block(page: str, language: str) -> str:
    """What stands between the fences of that language."""
    found = re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def expanded(word: str) -> list[str]:
    """A word as a shell hands it on."""
    return sorted(glob(word)) if "*" in word else [word]  # noqa: PTH207 - as a shell does


def test_the_commands_work(page: str) -> None:
    """Each runs, and the last project holds what the first did."""
    for line in block(page, "sh").splitlines():
        _, *words = (each for word in shlex.split(line) for each in expanded(word))

        done = CliRunner().invoke(cli.app, words)

        assert done.exit_code == 0, f"{line}: {done.output}"
    for name in ("showers.qdpx", "for-nvivo.qdpx", "henk.docx", "answers.sav", "report.json", "again.voc"):
        assert Path(name).is_file()


def test_the_python_works(page: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells guesses and what came in."""
    blocks = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    exec(compile("\n".join(blocks), "exchange.md", "exec"), {})  # noqa: S102 - our own page

    told = capsys.readouterr().out
    assert "Guessed " in told
    assert "Added: 1 transcript" in told
    assert "Added: 1 table of answers" in told
    assert re.search(r"Price +1\.0 +2 +50", told)


def suffixes(page: str, heading: str) -> Iterator[tuple[str, set[str]]]:
    """The first cell of each row of the table under *heading*, with the suffixes in the second."""
    section = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    for what, files in re.findall(r"^\| ([^|]+) \| ([^|]+) \|", section, re.MULTILINE):
        if found := set(re.findall(r"`(\.\w+)`", files)):
            yield what, {each.lower() for each in found}


def test_everything_that_comes_in_is_listed(page: str) -> None:
    """Each suffix that is read stands in the table, and no other but that of the questionnaire."""
    listed = {suffix for _, found in suffixes(page, "What comes in") for suffix in found}

    assert listed | {".qda"} == set(material_kinds())


def test_everything_that_goes_out_is_listed(page: str) -> None:
    """Each thing that is exported has a row with its formats."""
    assert dict(suffixes(page, "What goes out")) == {what: set(known) for what, known in FORMATS.items()}


def test_links_lead_somewhere(page: str, root: Path) -> None:
    """Every local page that it names exists."""
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page):
        assert (root / "docs" / target).exists()
