"""``vocbench demo`` and ``vocbench lab``: the lessons, run or opened."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from vocbench.cli.app import app
from vocbench.cli.reports import render_all
from vocbench.errors import VocbenchError

DEMO_FOLDER = Path("vocbench-demo")
LAB_FOLDER = Path("vocbench-lab")


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder to make, or an earlier demo.")] = DEMO_FOLDER,
) -> None:
    """Make a project from the sample study, run every notebook, write the reports."""
    from vocbench.workcopy import make_working_copy  # noqa: PLC0415  # see the top

    folder = make_working_copy(out)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    render_all(notebooks, folder / "reports")
    typer.echo(f"\nThe reports are in {folder / 'reports'}: open them in a browser.")
    typer.echo(f"To work on the study yourself: {_command('lab', str(out))}")


@app.command(context_settings={"ignore_unknown_options": True})
def lab(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DIR] [JUPYTER OPTIONS]",
            help=f"A working copy, made if absent ({LAB_FOLDER}); what follows goes to JupyterLab.",
        ),
    ] = None,
) -> None:
    """Open JupyterLab on a working copy of the notebooks. What you changed there is kept."""
    words = arguments or []
    named = bool(words) and not words[0].startswith("-")
    folder = _workbench(Path(words[0]) if named else LAB_FOLDER)
    raise typer.Exit(_run_in_foreground(lab_command(folder, words[1:] if named else words), folder))


def _workbench(folder: Path) -> Path:
    """The folder to open: a working copy, or one of the user's own as it is."""
    from vocbench.workcopy import is_free, is_working_copy, make_working_copy  # noqa: PLC0415  # see the top

    if is_free(folder) or is_working_copy(folder):
        return make_working_copy(folder)
    if not folder.is_dir():
        raise VocbenchError(f"{folder} is not a folder.")
    typer.echo(f"{folder} has files of its own: the sample notebooks were not added.", err=True)
    return folder


def lab_command(folder: Path, options: Iterable[str] = ()) -> list[str]:
    """The command that starts JupyterLab on *folder*, without news, updates or an extension shop."""
    home = "/lab/tree/notebooks" if (folder / "notebooks").is_dir() else "/lab"
    return [
        sys.executable,
        "-m",
        "jupyterlab",
        f"--ServerApp.root_dir={folder.resolve()}",
        f"--LabApp.default_url={home}",
        "--LabApp.news_url=None",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.extension_manager=readonly",
        *options,
    ]


def lab_environment() -> dict[str, str]:
    """The environment of JupyterLab, with the ``labconfig`` of this package.

    It takes out the question to each user whether JupyterLab may fetch news, and the look for
    Node.js, which nobody needs here.
    """
    places = [str(Path(__file__).parents[1]), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, places))}


def _run_in_foreground(command: list[str], folder: Path) -> int:
    """Run a command that answers to Ctrl-C itself; returns its exit code."""
    notebooks = folder / "notebooks"
    process = subprocess.Popen(  # noqa: S603  # our own words
        command, cwd=notebooks if notebooks.is_dir() else folder, env=lab_environment()
    )
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return process.wait()
    finally:
        signal.signal(signal.SIGINT, before)


def _command(*words: str) -> str:
    """How to call vocbench again in the way it was called now."""
    start = ["uv", "run", "vocbench"] if "UV" in os.environ else ["vocbench"]
    return shlex.join([*start, *words])
