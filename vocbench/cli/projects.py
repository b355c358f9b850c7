"""``vocbench check`` and ``forget``: a project as a whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from vocbench.cli.app import app, opened
from vocbench.errors import ReportError, VocbenchError


@app.command()
def forget(
    path: Annotated[Path, typer.Argument(metavar="PROJECT", help="A .voc file.")],
    respondent: Annotated[str, typer.Argument(help="The participant's key, such as p03.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Take everything that a participant said out of a project, for good: it cannot be undone."""
    with opened(path) as project:
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
    with opened(path) as project:
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
