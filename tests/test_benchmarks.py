"""The benchmarks' own command: it runs what it is asked for, and a missed limit is a failure."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as command
from benchmarks import project


def run(monkeypatch: pytest.MonkeyPatch, value: float, *arguments: str) -> None:
    """The command with one figure, whose limit is 2."""
    row = {"name": "project", "figure": "a figure", "value": value, "unit": "s", "limit": 2.0}
    monkeypatch.setattr(project, "run", lambda: [row])
    monkeypatch.setattr(sys, "argv", ["benchmarks", "project", *arguments])
    command.main()


def test_a_figure_within_its_limit_is_written_down(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """All is well, and the file holds the figure."""
    run(monkeypatch, 1.5, "--json", str(tmp_path / "figures.json"))

    assert json.loads((tmp_path / "figures.json").read_text("utf-8"))[0]["value"] == 1.5


def test_a_missed_limit_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command ends with an error that names the figure."""
    with pytest.raises(SystemExit, match=r"a figure takes 2\.5 s; the limit is 2 s"):
        run(monkeypatch, 2.5)


def test_an_unknown_benchmark_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message lists those there are."""
    monkeypatch.setattr(sys, "argv", ["benchmarks", "projct"])

    with pytest.raises(SystemExit):
        command.main()

    told = " ".join(capsys.readouterr().err.split())
    assert f"'projct'; choose from {', '.join(command.names())}" in told
    assert {"coding_widget", "main_job", "project"} <= set(command.names())
