"""Turn a notebook into a report: run it, put it in order, pass it through the gate, sign it."""

from __future__ import annotations

import re
import sys
from collections.abc import Generator, Iterable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import InvalidNotebook
from nbformat import NotebookNode
from traitlets.config import Config

from vocbench.errors import ReportError
from vocbench.model.language import LANGUAGES
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Gate
from vocbench.privacy.smallcells import LEAST
from vocbench.report.arrange import arranged, without_marks
from vocbench.report.execute import ExecutedNotebook, OnCell, runs
from vocbench.report.inside import OUTSIDE
from vocbench.report.leaving import audience_of, through_gate
from vocbench.report.page import TEMPLATES, inert, page, write_whole
from vocbench.report.pdf import find_chromium, marked, pdf_of
from vocbench.report.provenance import about, signed
from vocbench.report.words import WORDS

FORMATS = ("html", "pdf")
"""What a report can be written as."""

SHOWN = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain"]
"""Kinds of output that a report shows, the preferred first. Widgets and scripts would need a kernel."""

_KERNEL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
_OPTION = re.compile(r"^#\|\s*(caption|alt)\s*:\s*(.+?)\s*$", re.MULTILINE)
_LONGEST_OPENING = 300


@dataclass(frozen=True, slots=True)
class Report:
    """A report that was written.

    Args:
        path: where it is.
        notices: what its author should look at, one sentence each: headings that were skipped, pictures
            without a description, words that the gate replaced.
    """

    path: Path
    notices: tuple[str, ...] = ()


def render_report(
    notebook: Path | str,
    out_dir: Path | str,
    *,
    lang: str | None = None,
    audience: Audience | str = Audience.TEAM,
    to: str = "html",
    on_cell: OnCell | None = None,
) -> Report:
    """The report on a notebook, ``out_dir/NAME.html`` or ``.pdf``, made by running the notebook.

    The report is one file that shows charts, tables and quotes without a kernel, without scripts
    and without a network. An earlier report of that name is replaced, and only by a whole one.
    Nothing is written that the gate of ``vocbench.privacy`` stops.

    Args:
        notebook: an ``.ipynb`` file; it is read, run in its own folder, and left as it is.
        out_dir: made if absent.
        lang: ``"en"`` or ``"nl"``; ``None`` takes ``metadata.language`` of the notebook, else English.
        audience: who will read it: for the ``"team"`` code is one click away; for the ``"client"`` and
            the ``"public"`` there is none, nor are there warnings.
        to: ``"html"``, or ``"pdf"``, for which a Chromium must be on this machine.
        on_cell: told, before each code cell and at the end, how many have run, and of how many.

    Raises:
        ReportError: the notebook cannot be read or run, an argument is none of the above, there is
            no Chromium for a PDF, or the gate stopped the report; the message says what and why.
    """
    (made,) = render_reports([notebook], out_dir, lang=lang, audience=audience, to=to, on_cell=on_cell)
    return made


def render_reports(
    notebooks: Iterable[Path | str],
    out_dir: Path | str,
    *,
    lang: str | None = None,
    audience: Audience | str = Audience.TEAM,
    to: str = "html",
    on_cell: OnCell | None = None,
) -> Generator[Report, None, None]:
    """The reports on notebooks that are run one after the other, each as soon as it is written.

    A notebook finds what the one before it wrote, and its Python starts while that one runs. None is run
    after one that failed.

    Args:
        notebooks: as for :func:`render_report`, with names of their own.
        out_dir: likewise, as are the other arguments and the errors.
        lang: of all; ``None`` takes that of each notebook.
        audience: who will read them.
        to: ``"html"`` or ``"pdf"``.
        on_cell: told of the notebook whose report comes next.
    """
    reader = audience_of(audience)
    _check_language(lang)
    if to not in FORMATS:
        raise ReportError(f"Reports are written as {' or '.join(FORMATS)}, not as {to!r}.")
    chromium = find_chromium() if to == "pdf" else None  # before minutes of work
    with closing(runs([Path(each).absolute() for each in notebooks])) as each_run:
        for run in each_run:
            spoken = lang or _language_of(run.notebook)
            executed = run.executed(lang=spoken, on_cell=on_cell)
            made, notices = render_page(executed, source=run.path, lang=spoken, audience=reader)
            path = Path(out_dir) / f"{run.path.stem}.{to}"
            write_whole(path, marked(pdf_of(made, chromium), reader) if chromium else made)
            yield Report(path, tuple(notices))


def render_page(
    executed: ExecutedNotebook, *, source: Path, lang: str | None = None, audience: Audience = Audience.TEAM
) -> tuple[str, list[str]]:
    """The signed page for an executed notebook, and what its author should look at.

    The same notebook gives the same page, to the byte.

    Args:
        executed: with its outputs; it is not changed.
        source: where the notebook stands: pictures beside it are taken in, and its path is left out.
        lang: as for :func:`render_report`.
        audience: likewise.

    Raises:
        ReportError: a picture that was attached to a cell is missing, *lang* is another language, or
            the gate stopped something.
    """
    _check_language(lang)
    spoken = lang or _language_of(executed.notebook)
    body = _body(executed.notebook, source, lang=spoken, audience=audience)
    order = arranged(body, executed.behind, lang=spoken)
    made = page(
        order.body,
        title=order.title or source.stem,
        lang=spoken,
        stamps=executed.stamps,
        about=about(executed.stamps, audience, lang=spoken),
        description=shorten(order.opening, _LONGEST_OPENING, placeholder=" …"),
        audience=audience,
    )
    clean, told = through_gate(made, Gate(audience, executed.confidential), source.name)
    left_out = [] if audience is Audience.TEAM else _left_out(executed.notebook)
    return signed(without_marks(clean)), [*order.notices, *told, *left_out]


def _check_language(lang: str | None) -> None:
    if lang is not None and lang not in LANGUAGES:
        raise ReportError(f"Reports are made in {' and '.join(LANGUAGES)}, not in {lang!r}.")


def _language_of(notebook: NotebookNode) -> str:
    written = notebook.metadata.get("language")
    return written if written in LANGUAGES else "en"


# -- the body ------------------------------------------------------------------------------


def _body(notebook: NotebookNode, source: Path, *, lang: str, audience: Audience) -> str:
    """The cells as HTML.

    Raises:
        ReportError: a picture that was attached to a cell is missing.
    """
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]  # nbconvert has no types
        config=Config(NbConvertBase={"display_data_priority": SHOWN}),
        extra_template_basedirs=[str(TEMPLATES)],
        template_name="vocbench_report",
        embed_images=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("inert", inert)  # type: ignore[no-untyped-call]
    place = {"name": source.stem, "path": str(source.parent)}
    report = {"has_code": audience is Audience.TEAM, "words": WORDS[lang]}
    shown = _for_readers(notebook, source.parent, audience)
    try:
        body, _ = exporter.from_notebook_node(shown, {"metadata": place, "report": report})
    except InvalidNotebook as error:
        raise ReportError(f"{source.name}: {error}. Paste the picture into its cell again.") from None
    return str(body)


def _for_readers(notebook: NotebookNode, folder: Path, audience: Audience) -> NotebookNode:
    """A copy without what only a kernel can show, and without the paths of this machine."""
    notebook = deepcopy(notebook)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "ipython", "pygments_lexer": "ipython3"}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for cell in code:
        kept = (output for output in cell.outputs if _is_shown(output, audience))
        cell.outputs = [_shown(_meant_for(output, audience), folder) for output in kept]
    for number, cell in enumerate((each for each in code if each.source.strip()), start=1):
        cell.metadata["vocbench_report"] = {"number": number, **dict(_OPTION.findall(cell.source))}
    return notebook


def _is_shown(output: NotebookNode, audience: Audience) -> bool:
    if audience is not Audience.TEAM and output.get("name") == "stderr":
        return False
    return "data" not in output or any(kind in output.data for kind in SHOWN)


def _meant_for(output: NotebookNode, audience: Audience) -> NotebookNode:
    """The output with what it has for others than the team in its place, where they read it."""
    if audience is not Audience.TEAM and OUTSIDE in output.get("data", {}):
        output.data = {"text/html": output.data[OUTSIDE]}
    return output


def _left_out(notebook: NotebookNode) -> list[str]:
    """A sentence for the author where charts tell others than the team less."""
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    n = sum(OUTSIDE in output.get("data", {}) for output in shown)
    what = "1 chart tells" if n == 1 else f"{n} charts tell"
    return [f"small group: {what} of groups of fewer than {LEAST} people; these were left out."] if n else []


def _shown(output: NotebookNode, folder: Path) -> NotebookNode:
    if output.output_type == "stream":
        output.text = _without_paths(output.text, folder)
    elif output.output_type == "error":
        output.traceback = [_without_paths(f"{output.ename}: {output.evalue}", folder)]
    else:
        texts = {kind: _without_paths(output.data[kind], folder) for kind in output.data if _is_text(kind)}
        output.data = {**{kind: output.data[kind] for kind in SHOWN if kind in output.data}, **texts}
    return output


def _is_text(kind: str) -> bool:
    return kind in SHOWN and kind.startswith("text/")


def _without_paths(text: str, folder: Path) -> str:
    places = {str(folder): ".", str(folder.parent): "..", sys.prefix: "python", str(Path.home()): "~"}
    for place in sorted(places, key=len, reverse=True):
        if len(Path(place).parts) > 1:  # "/" is no secret, and is everywhere
            text = re.sub(rf"(?<![\w/.~-]){re.escape(place)}(?![\w.-])", places[place], text)
    return _KERNEL_FILE.sub("cell", text)
