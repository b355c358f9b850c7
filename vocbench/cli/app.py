"""The command itself, and what all its parts need.

What is slow to import is imported by the command that needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from vocbench import __version__
from vocbench.errors import VocbenchError

if TYPE_CHECKING:
    from rich.progress import Progress

    from vocbench.project import Project

Lang = Annotated[str | None, typer.Option(help="Language of the words around it: en or nl.")]
"""An option of several commands."""


MOST_TOLD = 10
"""How many things of one kind are told of one file."""


def tell_error(message: str) -> None:
    """Say what went wrong, in one line."""
    typer.echo(f"vocbench: {' '.join(message.split())}", err=True)


class _OneLineErrors(TyperGroup):
    """Says what went wrong in one line; a traceback is for mistakes of ours."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401  # typer carries its own click, which has no public name
        try:
            return super().invoke(ctx)
        except VocbenchError as error:
            message = str(error)
        except OSError as error:
            message = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        tell_error(message)
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


def opened(path: Path) -> Project:
    """The project at *path*, which must be there: a project would be made."""
    if not path.is_file():
        raise VocbenchError(f"No project at {path}.")
    from vocbench.project import Project  # noqa: PLC0415  # see the top

    return Project(path)


def progress(of: str, *, is_passing: bool = False) -> Progress:
    """Bars that show how many of what are done, on the error stream.

    Args:
        of: what is counted, such as ``"cells"``.
        is_passing: show them only on a screen, and only as long as the work goes on.
    """
    from rich.console import Console  # noqa: PLC0415  # see the top
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn(of),
        TimeElapsedColumn(),
        console=console,
        transient=is_passing,
        disable=is_passing and not console.is_terminal,
    )


def tell(name: str, notices: Sequence[str]) -> None:
    """Say what there is to know of *name*, up to a number of things."""
    for notice in notices[:MOST_TOLD]:
        typer.echo(f"  {name}: {notice}", err=True)
    if (rest := len(notices) - MOST_TOLD) > 0:
        typer.echo(f"  {name}: and {rest} more of that kind.", err=True)
