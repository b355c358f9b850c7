"""The command line: ``vocbench demo``, ``lab``, ``report``, ``index``, ``agenda``, ``check`` and ``forget``.

What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from vocbench import __version__
from vocbench.errors import ReportError, VocbenchError

if TYPE_CHECKING:
    from rich.progress import Progress

    from vocbench.project import Project

DEMO_FOLDER = Path("vocbench-demo")
LAB_FOLDER = Path("vocbench-lab")

_MOST_NOTICES = 10


class _OneLineErrors(TyperGroup):
    """Says what went wrong in one line; a traceback is for mistakes of ours."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer carries its own click, which has no public name
        try:
            return super().invoke(ctx)
        except VocbenchError as error:
            message = str(error)
        except OSError as error:
            message = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        typer.echo(f"vocbench: {' '.join(message.split())}", err=True)
        raise typer.Exit(1)


app = typer.Typer(
    cls=_OneLineErrors, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


def _print_version(wanted: bool) -> None:  # noqa: FBT001  # typer calls it so
    if wanted:
        typer.echo(f"vocbench {__version__}")
        raise typer.Exit


@app.callback()
def _vocbench(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Voice-of-customer research in JupyterLab, from interviews and open answers to insights."""


@app.command()
def demo(
    out: Annotated[Path, typer.Option(help="The folder to make, or an earlier demo.")] = DEMO_FOLDER,
) -> None:
    """Make a project from the sample study, run every notebook, write the reports."""
    from vocbench.workcopy import make_working_copy  # noqa: PLC0415  # see the top

    folder = make_working_copy(out)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    _render_all(notebooks, folder / "reports")
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


_Language = Annotated[str | None, typer.Option(help="Language of the words around it: en or nl.")]

_Audience = Annotated[
    str,
    typer.Option(
        help="team: code one click away. client: no code, and nothing that names people. public: nor a quote "
        "of who agreed to the client only."
    ),
]


@app.command()
def report(
    notebooks: Annotated[list[Path], typer.Argument(metavar="NOTEBOOK...", help="Notebooks to run.")],
    *,
    out: Annotated[Path, typer.Option(help="The folder for the reports.")] = Path("reports"),
    to: Annotated[str, typer.Option(help="html, or pdf (printed by Chromium).")] = "html",
    lang: _Language = None,
    audience: _Audience = "team",
) -> None:
    """Run notebooks and write each as one file that needs no network. They are not changed."""
    _refuse_same_names(notebooks)
    _render_all(notebooks, out, lang=lang, audience=audience, to=to)


@app.command()
def index(
    folder: Annotated[Path, typer.Argument(help="A folder with reports.")] = Path("reports"),
    *,
    lang: _Language = None,
) -> None:
    """Write index.html, which lists the reports of a folder."""
    from vocbench.report.index import write_index  # noqa: PLC0415  # see the top

    typer.echo(f"The reports are listed in {write_index(folder, lang=lang)}")


@app.command()
def agenda(
    path: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .voc file.")],
    insight: Annotated[str, typer.Argument(help="Its id; none lists the insights of the project.")] = "",
    *,
    out: Annotated[Path, typer.Option(help="The file to write.")] = Path("agenda.html"),
    lang: _Language = None,
    audience: _Audience = "team",
) -> None:
    """Write one insight as one page for a meeting: evidence, objections, what to do, what to decide."""
    with _opened(path) as project:
        if not insight:
            for row in project.insights().itertuples():
                typer.echo(f"{row.insight}  {row.text}")
            return
        from vocbench.report.agenda import write_agenda  # noqa: PLC0415  # see the top

        written = write_agenda(project, insight, out, lang=lang or "en", audience=audience)
    typer.echo(f"The agenda is in {written}")


@app.command()
def forget(
    path: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .voc file.")],
    respondent: Annotated[str, typer.Argument(help="The participant's key, such as p03.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take everything that a participant said out of a project, for good: it cannot be undone."""
    with _opened(path) as project:
        if not yes:
            typer.confirm(f"Everything of {respondent} goes out of {path}, for good. Go on?", abort=True)
        project.forget(respondent)
    typer.echo(f"{path} holds nothing of {respondent} any more.")


@app.command()
def check(
    path: Annotated[Path, typer.Argument(metavar="PROJECT_OR_REPORT", help="A .voc or .html file.")],
) -> None:
    """Verify the texts and quotes of a project, or that a report is as it was made."""
    if path.suffix.lower() in {".html", ".htm"}:
        _check_report(path)
    else:
        _check_project(path)


def _check_report(path: Path) -> None:
    from vocbench.report.provenance import is_unchanged  # noqa: PLC0415  # see the top

    if not is_unchanged(path):
        raise ReportError(f"{path} was changed after vocbench made it.")
    typer.echo(f"{path} is as vocbench made it.")


def _check_project(path: Path) -> None:
    with _opened(path) as project:
        problems = project.check()
        for problem in problems:
            typer.echo(f"- {problem}")
        if problems:
            raise VocbenchError(f"{path} has {len(problems)} problem{'s' if len(problems) > 1 else ''}.")
        counts = {
            "sources": len(project.sources()),
            "codings": len(project.codings()),
            "boards": len(project.board_names()),
        }
    typer.echo(f"{path}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
    typer.echo("Every text has its hash, and every quote stands in its text.")


def _opened(path: Path) -> Project:
    """The project at *path*, which must be there: a project would be made."""
    if not path.is_file():
        raise VocbenchError(f"No project at {path}.")
    from vocbench.project import Project  # noqa: PLC0415  # see the top

    return Project(path)


def _refuse_same_names(notebooks: Iterable[Path]) -> None:
    times = Counter(path.stem for path in notebooks)
    for name in [name for name, number in times.items() if number > 1]:
        raise ReportError(f"Two notebooks are called {name}: their reports would be the same file.")


def _render_all(notebooks: Sequence[Path], out: Path, **options: Any) -> None:  # noqa: ANN401  # of render_report
    """Write the report of each notebook, list them where there are several, and show how far the work is."""
    from vocbench.report.index import write_index  # noqa: PLC0415  # see the top
    from vocbench.report.render import render_reports  # noqa: PLC0415

    def on_cell(done: int, total: int) -> None:
        progress.update(task, completed=done, total=total)

    with (
        _progress() as progress,
        closing(render_reports(notebooks, out, on_cell=on_cell, **options)) as reports,
    ):
        for notebook in notebooks:
            task = progress.add_task(notebook.name, total=None)
            made = next(reports)
            typer.echo(f"{notebook.name} → {made.path}")
            _tell(notebook.name, made.notices)
    if len(notebooks) > 1 and made.path.suffix == ".html":
        typer.echo(f"All of them are listed in {write_index(out, lang=options.get('lang'))}")


def _progress() -> Progress:
    """Bars that show how many cells of each notebook have run."""
    from rich.console import Console  # noqa: PLC0415  # see the top
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cells"),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )


def _tell(name: str, notices: Sequence[str]) -> None:
    for notice in notices[:_MOST_NOTICES]:
        typer.echo(f"  {name}: {notice}", err=True)
    if (rest := len(notices) - _MOST_NOTICES) > 0:
        typer.echo(f"  {name}: and {rest} more of that kind.", err=True)


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
    """The environment of JupyterLab, with the ``labconfig`` beside this file.

    It takes out the question to each user whether JupyterLab may fetch news, and the look for
    Node.js, which nobody needs here.
    """
    places = [str(Path(__file__).parent), os.environ.get("JUPYTER_CONFIG_PATH", "")]
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
