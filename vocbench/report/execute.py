"""Run a notebook from top to bottom in its own folder, leaving the file as it is."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import warnings
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

import nbformat
import nbformat.reader
import nbformat.v4
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
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

LOADING = "import vocbench.report.loaded as _v; _v.load(); del _v"
"""What a Python does as it starts, before anybody asks it for anything."""

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
    with Run(path) as run:
        return run.executed(lang=lang, on_cell=on_cell)


class Run:
    """One run of a notebook, in a Python of its own that starts at once.

    It loads what notebooks need by itself, so that whoever makes a run early finds it ready. Used in a
    ``with`` block, after which that Python is gone.

    Args:
        path: an ``.ipynb`` file, which is not changed. The run takes place in its folder.

    Raises:
        ReportError: the file is no notebook.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notebook = read_notebook(path)
        self._kernel = _Kernel(path, self.notebook)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kernel.stop()

    def executed(self, *, lang: str = "en", on_cell: OnCell | None = None) -> ExecutedNotebook:
        """What the notebook shows after its last cell; arguments and errors as for ``execute_notebook``."""
        kernel, told_of = self._kernel, on_cell or (lambda _done, _total: None)
        cells = [cell for cell in self.notebook.cells if cell.cell_type == "code" and cell.source.strip()]
        kernel.wait_until_ready()
        kernel.run_hidden(FIRST_CELL.format(lang=lang), purpose="draw charts without a network")
        for number, cell in enumerate(cells, start=1):
            told_of(number - 1, len(cells))
            kernel.run(cell, number)
        farewell = LAST_CELL.format(keys=keys_in(_shown_html(cells)))
        told = kernel.run_hidden(farewell, purpose="read its project after the last cell")
        kernel.ask_to_stop()
        told_of(len(cells), len(cells))
        knowledge = next(each.data[MIME_TYPE] for each in told if MIME_TYPE in each.get("data", {}))
        return ExecutedNotebook(
            self.notebook,
            tuple(map(ProjectStamp.from_json, knowledge["stamps"])),
            knowledge["quotes"],
            tuple(map(Confidential.from_json, knowledge["confidential"])),
        )


def runs(paths: Sequence[Path]) -> Generator[Run, None, None]:
    """A run of each notebook in order; the Python of the next one starts while one is at work.

    Each is gone before the next is given. Close it, as ``contextlib.closing`` does, where not all are taken.

    Args:
        paths: ``.ipynb`` files, which are not changed.

    Raises:
        ReportError: one of the files is no notebook.
    """
    with ExitStack() as at_work:
        coming = [at_work.enter_context(Run(path)) for path in paths[:1]]
        for place in range(len(paths)):
            run = coming.pop()
            coming += [at_work.enter_context(Run(path)) for path in paths[place + 1 : place + 2]]
            with run:
                yield run


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
            timeout=None,  # topics of a large study take the time they take
            record_timing=False,
            extra_arguments=[
                "--log-level=ERROR",  # a kernel on this machine alone need not warn of eavesdroppers
                f"--IPKernelApp.exec_lines={LOADING}",
            ],
            resources={"metadata": {"path": str(path.parent)}},
        )
        self._client.km = self._manager = _ThisPython()
        self._ready = ExitStack()
        self._waiting: asyncio.Task[None] | None = None
        environment = {**os.environ, "PYTHONHASHSEED": "0", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        self._client.start_new_kernel(env=environment)

    def wait_until_ready(self) -> None:
        """Wait until it has loaded what notebooks need.

        Raises:
            ReportError: it went before it answered.
        """
        try:
            run_sync(self._start_client)()
        except RuntimeError:
            raise ReportError(
                f"{self._path.name}: Python did not start, often because memory ran out. "
                "No report was written."
            ) from None
        self._ready.enter_context(self._client.setup_kernel())

    def _execute(self, cell: NotebookNode, *, store_history: bool = True) -> None:
        run_sync(self._execute_alone)(cell, store_history=store_history)

    async def _execute_alone(self, cell: NotebookNode, *, store_history: bool) -> None:
        """Run a cell, and end what still looks after it where it failed or was interrupted."""
        self._waiting, others = asyncio.current_task(), asyncio.all_tasks()
        try:
            await self._client.async_execute_cell(cell, self._place(cell), store_history=store_history)
        finally:
            for each in asyncio.all_tasks() - others:
                each.cancel()

    async def _start_client(self) -> None:
        self._waiting = asyncio.current_task()
        await self._client.async_start_new_kernel_client()

    def ask_to_stop(self) -> None:
        """Ask it to go, which takes it a second or so, and do not wait for that."""
        run_sync(self._manager.request_shutdown)()

    def stop(self) -> None:
        """See it gone."""
        self._ready.close()
        if self._waiting and not self._waiting.done():  # somebody waited, and was interrupted
            self._waiting.get_loop().call_soon_threadsafe(self._waiting.cancel)
        if self._manager.has_kernel:  # nobody waited for it to the end
            run_sync(self._manager.shutdown_kernel)(now=True)
        if self._client.kc:
            self._client.kc.stop_channels()

    def run(self, cell: NotebookNode, number: int) -> None:
        """Run the code cell that a reader finds as ``In [number]``, and keep what it shows."""
        try:
            self._execute(cell)
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
            self._execute(cell, store_history=False)
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
