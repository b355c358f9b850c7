"""Run a notebook from top to bottom in its own folder, leaving the file as it is."""

from __future__ import annotations

import json
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import nbformat.reader
import nbformat.v4
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from nbformat import NotebookNode

from vocbench.errors import ReportError
from vocbench.privacy.confidential import Confidential
from vocbench.report.behind import Behind
from vocbench.report.inside import MIME_TYPE, keys_in
from vocbench.report.keys import Key
from vocbench.report.provenance import ProjectStamp

OnCell = Callable[[int, int], None]
"""Told, before each code cell and once at the end, how many cells have run, and of how many."""

FIRST_CELL = "import vocbench.report.inside as _v; _v.enable({lang!r}); del _v"
LAST_CELL = "import vocbench.report.inside as _v; _v.publish(globals(), {keys!r})"


@dataclass(frozen=True, slots=True)
class ExecutedNotebook:
    """A notebook with the outputs of its run, and what its projects told when it had ended.

    Args:
        notebook: with its outputs.
        stamps: the projects, in order of their names.
        behind: the quotes behind the numbers in its outputs, by key.
        confidential: what of each project must not leave.
    """

    notebook: NotebookNode
    stamps: tuple[ProjectStamp, ...] = ()
    behind: Mapping[Key, Behind] = field(default_factory=dict)
    confidential: tuple[Confidential, ...] = ()


class _ThisPython(AsyncKernelManager):
    """Starts the Python that runs vocbench, whichever kernels are installed beside it."""

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=[sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"])


def execute_notebook(path: Path, *, lang: str = "en", on_cell: OnCell | None = None) -> ExecutedNotebook:
    """What the notebook at *path* shows after a run from its first cell to its last.

    Charts made with Altair come out as pictures that need no network, and frames as plain tables.

    Args:
        path: an ``.ipynb`` file, which is not changed. The run takes place in its folder.
        lang: of the few words that tables need.
        on_cell: told how far the run is.

    Raises:
        ReportError: the file is no notebook, or a cell failed; the message names the cell.
    """
    notebook = read_notebook(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    kernel = _Kernel(path, notebook)
    with kernel.started():
        kernel.run_hidden(FIRST_CELL.format(lang=lang), purpose="draw charts without a network")
        for number, cell in enumerate(cells, start=1):
            if on_cell:
                on_cell(number - 1, len(cells))
            kernel.run(cell, number)
        farewell = LAST_CELL.format(keys=keys_in(_shown_html(cells)))
        told = kernel.run_hidden(farewell, purpose="read its project after the last cell")
    if on_cell:
        on_cell(len(cells), len(cells))
    knowledge = next(each.data[MIME_TYPE] for each in told if MIME_TYPE in each.get("data", {}))
    return ExecutedNotebook(
        notebook,
        tuple(map(ProjectStamp.from_json, knowledge["stamps"])),
        knowledge["quotes"],
        tuple(map(Confidential.from_json, knowledge["confidential"])),
    )


def _shown_html(cells: Iterable[NotebookNode]) -> list[str]:
    """What cells show as HTML."""
    shown = (output.get("data", {}).get("text/html") for cell in cells for output in cell.outputs)
    return [markup for markup in shown if isinstance(markup, str)]


def read_notebook(path: Path) -> NotebookNode:
    """The notebook in a file.

    Raises:
        ReportError: there is no such file, or it holds something else.
    """
    if not path.is_file():
        raise ReportError(f"No notebook at {path}.")
    try:
        return _parsed(path.read_text(encoding="utf-8"))
    except (ValueError, nbformat.ValidationError):
        raise ReportError(
            f"{path} is not a notebook. Give a file that JupyterLab saved, with a name ending in .ipynb."
        ) from None


def _parsed(text: str) -> NotebookNode:
    written = json.loads(text)
    if not isinstance(written, dict) or "nbformat" not in written:
        raise ValueError("JSON, but no notebook")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about cells without an id, which a report does not use
        notebook: NotebookNode = nbformat.convert(nbformat.reader.reads(text), 4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
    return notebook


class _Kernel:
    """A Python of its own for one notebook."""

    def __init__(self, path: Path, notebook: NotebookNode) -> None:
        self._path = path
        self._notebook = notebook
        self._client = NotebookClient(
            notebook,
            kernel_manager_class=_ThisPython,
            kernel_name="python3",
            timeout=None,  # topics of a large study take the time they take
            record_timing=False,
            extra_arguments=[
                "--log-level=ERROR"
            ],  # a kernel on this machine alone need not warn of eavesdroppers
            resources={"metadata": {"path": str(path.parent)}},
        )

    def started(self) -> AbstractContextManager[None]:
        """The kernel runs inside the block, and is gone after it."""
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        block: AbstractContextManager[None] = self._client.setup_kernel(env=environment)
        return block

    def run(self, cell: NotebookNode, number: int) -> None:
        """Run the code cell that a reader finds as ``In [number]``, and keep what it shows."""
        try:
            self._client.execute_cell(cell, self._place(cell))
        except CellExecutionError as error:
            # Of a value that fails while it is being shown, only the output knows the error.
            shown = next((each for each in cell.outputs if each.output_type == "error"), error)
            raise self._failed(number, shown.ename, shown.evalue) from None
        except DeadKernelError:
            raise self._failed(number, "Python stopped", "often because memory ran out") from None
        except nbformat.ValidationError:
            raise self._failed(
                number, "Not shown", "an output of a kind that notebooks cannot hold; use another renderer"
            ) from None
        # Older kernels take such a cell for a success.
        for output in cell.outputs:
            if output.output_type == "error" and "raises-exception" not in cell.metadata.get("tags", []):
                raise self._failed(number, output.ename, output.evalue)

    def run_hidden(self, source: str, *, purpose: str) -> list[NotebookNode]:
        """The outputs of code of our own, which no reader sees and no ``In [n]`` counts."""
        cell = nbformat.v4.new_code_cell(source)  # type: ignore[no-untyped-call]
        self._notebook.cells.append(cell)
        try:
            self._client.execute_cell(cell, self._place(cell), store_history=False)
        except CellExecutionError as error:
            raise ReportError(
                f"{self._path.name}: vocbench could not {purpose}: {error.ename}: {_last_line(error.evalue)} "
                "No report was written."
            ) from None
        finally:
            self._notebook.cells.pop()
        outputs: list[NotebookNode] = cell.outputs
        return outputs

    def _place(self, cell: NotebookNode) -> int:
        return next(place for place, each in enumerate(self._notebook.cells) if each is cell)

    def _failed(self, number: int, name: str, value: str) -> ReportError:
        return ReportError(
            f"{self._path.name}, code cell {number}: {name}: {_last_line(value)} "
            "No report was written. Open the notebook and run it to that cell to see more."
        )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""
