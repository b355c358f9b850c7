"""``vocbench report``, ``index`` and ``agenda``: pages to share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any

import typer

from vocbench.cli.app import Lang, app, opened, progress, tell
from vocbench.errors import ReportError

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
    lang: Lang = None,
    audience: _Audience = "team",
) -> None:
    """Run notebooks and write each as one file that needs no network. They are not changed."""
    _refuse_same_names(notebooks)
    render_all(notebooks, out, lang=lang, audience=audience, to=to)


@app.command()
def index(
    folder: Annotated[Path, typer.Argument(help="A folder with reports.")] = Path("reports"),
    *,
    lang: Lang = None,
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
    lang: Lang = None,
    audience: _Audience = "team",
) -> None:
    """Write one insight as one page for a meeting: evidence, objections, what to do, what to decide."""
    with opened(path) as project:
        if not insight:
            for row in project.insights().itertuples():
                typer.echo(f"{row.insight}  {row.text}")
            return
        from vocbench.report.agenda import write_agenda  # noqa: PLC0415  # see the top

        written = write_agenda(project, insight, out, lang=lang or "en", audience=audience)
    typer.echo(f"The agenda is in {written}")


def _refuse_same_names(notebooks: Iterable[Path]) -> None:
    times = Counter(path.stem for path in notebooks)
    for name in [name for name, number in times.items() if number > 1]:
        raise ReportError(f"Two notebooks are called {name}: their reports would be the same file.")


def render_all(notebooks: Sequence[Path], out: Path, **options: Any) -> None:  # noqa: ANN401  # of render_report
    """Write the report of each notebook, list them where there are several, and show how far the work is."""
    from vocbench.report.index import write_index  # noqa: PLC0415  # see the top
    from vocbench.report.render import render_reports  # noqa: PLC0415

    def on_cell(done: int, total: int) -> None:
        bars.update(task, completed=done, total=total)

    with (
        progress("cells") as bars,
        closing(render_reports(notebooks, out, on_cell=on_cell, **options)) as reports,
    ):
        for notebook in notebooks:
            task = bars.add_task(notebook.name, total=None)
            made = next(reports)
            typer.echo(f"{notebook.name} → {made.path}")
            tell(notebook.name, made.notices)
    if len(notebooks) > 1 and made.path.suffix == ".html":
        typer.echo(f"All of them are listed in {write_index(out, lang=options.get('lang'))}")
