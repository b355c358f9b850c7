"""Notebooks to make reports of, and a browser to open the reports in."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from playwright.sync_api import Browser, Page

from vocbench.report.execute import ExecutedNotebook
from vocbench.report.render import render_page, render_report

WriteNotebook = Callable[..., Path]
"""Writes cells to ``NAME.ipynb``: ``write_notebook(*sources, name="lesson", **metadata)``."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page."""
    with chromium.new_context(viewport={"width": 1100, "height": 800}) as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page


@pytest.fixture
def write_notebook(tmp_path: Path) -> WriteNotebook:
    """Write a notebook of these cells; a source that begins with ``#`` and a blank is Markdown."""

    def write(*sources: str, name: str = "lesson", **metadata: str) -> Path:
        path = tmp_path / "notebooks" / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        nbformat.write(notebook_of(*sources, **metadata), path)  # type: ignore[no-untyped-call]
        return path

    return write


def notebook_of(*sources: str, **metadata: str) -> NotebookNode:
    """A notebook of these cells, with the same ids each time."""
    cells = []
    for number, source in enumerate(sources):
        make = new_markdown_cell if source.startswith(("# ", "## ")) else new_code_cell
        cells.append(make(source, id=f"cell-{number}"))  # type: ignore[no-untyped-call]
    made: NotebookNode = new_notebook(cells=cells, metadata=metadata)  # type: ignore[no-untyped-call]
    return made


def showing(**kinds: object) -> NotebookNode:
    """A notebook with one cell that showed something: ``showing(text_html="<b>Hi</b>")``."""
    notebook = notebook_of("shown")
    shown = {kind.replace("_", "/", 1): value for kind, value in kinds.items()}
    notebook.cells[0].outputs = [new_output("display_data", shown)]  # type: ignore[no-untyped-call]
    return notebook


SOURCE = Path("/studies/waterbedrijf/notebooks/lesson.ipynb")
"""Where a notebook of a test would stand."""


PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
"""A picture of one dot: PNG, in base64."""


def page_of(notebook: NotebookNode, **options: Any) -> str:
    """The page for a notebook with outputs; options as for ``render_page``."""
    made, _ = render_page(ExecutedNotebook(notebook), **{"source": SOURCE, **options})
    return made


class Elsewhere(ThreadingHTTPServer):
    """A web server that stands for the internet: it remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.asked: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_address[1]}"


class _Answer(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the library's
        """Say nothing."""


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """A server that a report must never ask anything."""
    with Elsewhere() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def lively_report(tmp_path_factory: pytest.TempPathFactory, elsewhere: Elsewhere) -> Path:
    """The report of a notebook that shows one of everything, and tries to fetch and to run."""
    folder = tmp_path_factory.mktemp("lively")
    pixel = f"data:image/png;base64,{PIXEL}"
    away = elsewhere.url
    notebook = notebook_of(
        f"# Waarom douchen we zo lang?\n\nEen verslag. ![een stip]({pixel})\n\n"
        "> En dan is het een kwartier later.",
        "import altair as alt, pandas as pd\n"
        "import vocbench.charts as charts\n"
        "frame = pd.DataFrame({'code': ['Pains/Wachten', '<script>told = 1</script>'], 'codings': [7, 3],"
        " 'sources': [3, 2], 'respondents': [3, 2]})\n"
        "frame",
        "## Wat we vonden",
        "charts.code_counts_chart(frame, lang='nl')",
        "alt.Chart(frame, title='Een eigen grafiek').mark_bar(clip=True).encode(x='codings', y='code')",
        "from IPython.display import HTML\n"
        f"HTML('''<p id=tries>Geprobeerd<img alt=weg src={away}/image><script>told = 2</script>"
        f"<script src={away}/script></script><img alt=fout src=data:, onerror='told = 3'>"
        f"<a id=link href='javascript:told=4'>klik</a><iframe src={away}/frame></iframe>"
        f"<link rel=stylesheet href={away}/style><meta http-equiv=refresh content='0;url={away}/page'>"
        f"<style>p {{background: url({away}/background)}}</style></p>''')",
        "import ipywidgets\nipywidgets.IntSlider(description='schuif')",
        language="nl",
    )
    path = folder / "lively.ipynb"
    nbformat.write(notebook, path)  # type: ignore[no-untyped-call]
    return render_report(path, folder / "reports").path
