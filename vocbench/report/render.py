"""Turn an executed notebook into one HTML page that asks no network for anything.

Two locks, because a report travels: what could fetch or run is taken out of the page, and a content
security policy forbids the browser to do it all the same.
"""

from __future__ import annotations

import html
import re
import sys
import tempfile
from collections.abc import Iterable
from copy import deepcopy
from pathlib import Path

from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import InvalidNotebook
from nbformat import NotebookNode
from traitlets.config import Config

from vocbench.errors import ReportError
from vocbench.model.language import LANGUAGES
from vocbench.report.execute import OnCell, execute_notebook
from vocbench.report.provenance import ProjectStamp, signature, signed

WORDS = {
    "en": {"show_code": "Show code", "image": "Picture without a description"},
    "nl": {"show_code": "Toon code", "image": "Afbeelding zonder beschrijving"},
}

POLICY = (
    "default-src 'none'; "  # no script, no frame, no connection, no media
    "style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'"
)
"""What a browser may load while it shows a report: nothing from outside the file."""

SHOWN = ["text/html", "image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain"]
"""Kinds of output that a report shows, the preferred first. Widgets and scripts would need a kernel."""

_SCRIPT = re.compile(r"<script\b.*?</script\s*>", re.DOTALL | re.IGNORECASE)
# What a content security policy leaves alone, or what has no use without scripts or a network.
_ACTIVE = re.compile(r"<(?=/?(?:script|meta|link|base|iframe|frame|object|embed)\b)", re.IGNORECASE)
_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_KERNEL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")


def render_report(
    notebook: Path | str, out_dir: Path | str, *, lang: str | None = None, on_cell: OnCell | None = None
) -> Path:
    """The path of the report on a notebook, ``out_dir/NAME.html``, made by running the notebook.

    The report is one file that shows charts, tables and quotes without a kernel, without scripts
    and without a network. An earlier report of that name is replaced, and only by a whole one.

    Args:
        notebook: an ``.ipynb`` file; it is read, run in its own folder, and left as it is.
        out_dir: made if absent.
        lang: ``"en"`` or ``"nl"``; ``None`` takes ``metadata.language`` of the notebook, else English.
        on_cell: told, before each code cell and at the end, how many have run, and of how many.

    Returns:
        Where the report is.

    Raises:
        ReportError: the notebook cannot be read or run, or *lang* is another language.
    """
    source, folder = Path(notebook).absolute(), Path(out_dir)
    _check_language(lang)
    executed = execute_notebook(source, on_cell=on_cell)
    page = render_page(executed.notebook, executed.stamps, source=source, lang=lang)
    report = folder / f"{source.stem}.html"
    _write_whole(report, page)
    return report


def render_page(
    notebook: NotebookNode, stamps: Iterable[ProjectStamp] = (), *, source: Path, lang: str | None = None
) -> str:
    """The signed page for an executed notebook; the same notebook gives the same page, to the byte.

    Args:
        notebook: with its outputs; it is not changed.
        stamps: the projects that it used, for the last line.
        source: where the notebook stands: pictures beside it are taken in, and its path is left out.
        lang: as for :func:`render_report`.

    Raises:
        ReportError: a picture that was attached to a cell is missing, or *lang* is another language.
    """
    _check_language(lang)
    spoken = lang or _language_of(notebook)
    notebook = _for_readers(notebook, source.parent)
    exporter = _exporter()
    try:
        report = {
            "lang": spoken,
            "policy": POLICY,
            "title": _title(notebook, exporter) or source.stem,
            "signature": signature(stamps, lang=spoken),
            "words": WORDS[spoken],
        }
        place = {"name": source.stem, "path": str(source.parent)}
        page, _ = exporter.from_notebook_node(notebook, {"metadata": place, "report": report})
    except InvalidNotebook as error:
        raise ReportError(f"{source.name}: {error}. Paste the picture into its cell again.") from None
    return signed(page)


def _check_language(lang: str | None) -> None:
    if lang is not None and lang not in LANGUAGES:
        raise ReportError(f"Reports are made in {' and '.join(LANGUAGES)}, not in {lang!r}.")


def _language_of(notebook: NotebookNode) -> str:
    written = notebook.metadata.get("language")
    return written if written in LANGUAGES else "en"


def _exporter() -> HTMLExporter:
    exporter = HTMLExporter(  # type: ignore[no-untyped-call]  # nbconvert has no types
        config=Config(NbConvertBase={"display_data_priority": SHOWN}),
        extra_template_basedirs=[str(Path(__file__).parent / "template")],
        template_name="vocbench_report",
        embed_images=True,
        exclude_anchor_links=True,
    )
    exporter.register_filter("inert", inert)  # type: ignore[no-untyped-call]
    return exporter


def inert(markup: str) -> str:
    """The markup without scripts, and with whatever else could fetch or run shown as text.

    >>> inert('<b>Hi</b><script>alert(1)</script><link rel="preconnect" href="//x">')
    '<b>Hi</b>&lt;link rel="preconnect" href="//x">'
    """
    return _ACTIVE.sub("&lt;", _SCRIPT.sub("", markup))


def _for_readers(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """A copy without what only a kernel can show, and without the paths of this machine."""
    notebook = deepcopy(notebook)
    notebook.metadata.pop("widgets", None)
    notebook.metadata["language_info"] = {"name": "ipython", "pygments_lexer": "ipython3"}
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [_shown(output, folder) for output in cell.outputs if _is_shown(output)]
    return notebook


def _is_shown(output: NotebookNode) -> bool:
    return "data" not in output or any(kind in output.data for kind in SHOWN)


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


def _title(notebook: NotebookNode, exporter: HTMLExporter) -> str:
    """The words of the first heading, or nothing."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (
            found := _HEADING.search(exporter.markdown2html({"cell": cell}, cell.source))
        ):
            return html.unescape(_TAG.sub("", found[2])).strip()
    return ""


def _write_whole(path: Path, page: str) -> None:
    """Write the file entirely or not at all."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("wb", dir=path.parent, suffix=".part", delete=False) as part:
            part.write(page.encode())
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise ReportError(f"Cannot write {path}: {error.strerror}.") from None
