"""Running notebooks: in their own folder, to the end or not at all, and what a failure says."""

from __future__ import annotations

import asyncio
import gc
from contextlib import closing
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # comes with the kernel, without types
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_core.utils import ensure_event_loop

from tests.report.conftest import WriteNotebook
from vocbench.errors import ReportError
from vocbench.report.execute import execute_notebook, read_notebook, runs


def test_a_run_takes_place_beside_the_notebook_and_leaves_it_alone(write_notebook: WriteNotebook) -> None:
    """Relative paths work, cells are numbered from 1, and the file keeps its bytes."""
    path = write_notebook("# Titel", "open('words.txt').read()", "  ", "2 + 2")
    path.with_name("words.txt").write_text("een kwartier", encoding="utf-8")
    before = path.read_bytes()
    steps: list[tuple[int, int]] = []

    executed = execute_notebook(path, on_cell=lambda done, total: steps.append((done, total)))

    cells = [cell for cell in executed.notebook.cells if cell.cell_type == "code"]
    assert cells[0].outputs[0].data["text/plain"] == "'een kwartier'"
    assert [cell.execution_count for cell in cells] == [1, None, 2]
    assert steps == [(0, 2), (1, 2), (2, 2)]
    assert path.read_bytes() == before


def test_the_run_tells_of_the_projects_that_the_notebook_used(write_notebook: WriteNotebook) -> None:
    """The stamp of a project that a cell opened comes along, and no cell of ours stays behind."""
    path = write_notebook("import vocbench as vb\nproject = vb.Project('../study.voc')\nproject.close()")

    executed = execute_notebook(path)

    assert [stamp.name for stamp in executed.stamps] == ["study"]
    assert len(executed.notebook.cells) == 1


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("open('nowhere.vtt')", r"lesson\.ipynb, code cell 2: FileNotFoundError: .*nowhere\.vtt"),
        (
            "class Broken:\n    def _repr_html_(self): raise ValueError('cannot be shown')\nBroken()",
            "code cell 2: ValueError: cannot be shown",
        ),
        ("import os; os._exit(1)", "code cell 2: Python stopped"),
        (
            "get_ipython().display_pub.publish({'application/vnd.vegalite.v6.json': {}})",
            "code cell 2: Not shown",
        ),
    ],
    ids=["a failing cell", "a value that cannot be shown", "a dead kernel", "an unknown kind of output"],
)
def test_a_failure_names_notebook_cell_and_error(
    write_notebook: WriteNotebook, source: str, message: str
) -> None:
    """Whatever way a cell fails, the message says where and why."""
    path = write_notebook("# Titel", "1", source, "3")

    with pytest.raises(ReportError, match=message):
        execute_notebook(path)


def test_nothing_looks_after_a_cell_that_failed(write_notebook: WriteNotebook) -> None:
    """What watched its Python would find that gone, and complain to nobody."""
    path = write_notebook("get_ipython().display_pub.publish({'application/vnd.vegalite.v6.json': {}})")

    with pytest.raises(ReportError, match="Not shown"):
        execute_notebook(path)

    left = asyncio.all_tasks(ensure_event_loop())
    assert [each for each in left if "poll" in str(each.get_coro())] == []


def test_the_next_python_starts_early_and_runs_late(write_notebook: WriteNotebook) -> None:
    """While a notebook runs the Python of the next one is there, and its cells see what the first wrote."""
    first = write_notebook("open('words.txt', 'w').write('rust')", name="first")
    second = write_notebook("open('words.txt').read()", name="second")
    before, at_work = _processes(), list[int]()

    with closing(runs([first, second])) as each_run:
        made = [
            run.executed(on_cell=lambda *_: at_work.append(len(_processes() - before))) for run in each_run
        ]

    assert at_work == [2, 2, 1, 1]
    assert made[1].notebook.cells[0].outputs[0].data["text/plain"] == "'rust'"


def test_a_python_whose_turn_does_not_come_goes(write_notebook: WriteNotebook) -> None:
    """After a failure neither the notebook that failed nor the one that waited has a process left."""
    failing, waiting = write_notebook("1 / 0", name="failing"), write_notebook("1", name="waiting")
    before = _processes()

    with pytest.raises(ReportError), closing(runs([failing, waiting])) as each_run:
        next(each_run).executed()

    assert _processes() <= before


def test_no_notebook_is_no_run() -> None:
    """Nobody asked for anything, and nothing fails."""
    assert list(runs([])) == []


def test_a_python_that_goes_while_it_waits_is_told(write_notebook: WriteNotebook) -> None:
    """The message names the notebook whose Python it was, and the report before it is made."""
    first, second = write_notebook("1", name="first"), write_notebook("1", name="second")

    with closing(runs([first, second])) as each_run:
        working = next(each_run)
        before = _processes()
        working.executed()
        waiting = next(each_run)
        for pid in _processes() & before:
            psutil.Process(pid).kill()
        with pytest.raises(ReportError, match=r"second\.ipynb: Python did not start"):
            waiting.executed()


def test_an_interrupt_while_a_python_loads_leaves_nothing(
    write_notebook: WriteNotebook, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """No process is left, and nobody is told of what was waited for."""
    path, before = write_notebook("1"), _processes()
    gc.collect()
    caplog.clear()

    async def interrupted(_self: AsyncKernelClient, **_options: object) -> None:
        asyncio.get_running_loop().call_soon(_interrupt)
        await asyncio.sleep(60)

    monkeypatch.setattr(AsyncKernelClient, "wait_for_ready", interrupted)
    with pytest.raises(KeyboardInterrupt):
        execute_notebook(path)
    gc.collect()

    assert _processes() <= before
    assert caplog.records == []


def _interrupt() -> None:
    raise KeyboardInterrupt


def _processes() -> set[int]:
    """The processes that this one has started and that still run."""
    return {each.pid for each in psutil.Process().children() if each.status() != psutil.STATUS_ZOMBIE}


def test_an_expected_error_is_part_of_the_lesson(write_notebook: WriteNotebook) -> None:
    """A cell with the tag ``raises-exception`` may fail, and the run goes on."""
    path = write_notebook("1 / 0", "'after'")
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('"metadata": {}', '"metadata": {"tags": ["raises-exception"]}', 1), encoding="utf-8"
    )

    executed = execute_notebook(path)

    assert executed.notebook.cells[0].outputs[0].ename == "ZeroDivisionError"
    assert executed.notebook.cells[1].outputs[0].data["text/plain"] == "'after'"


@pytest.mark.parametrize(
    "content",
    [None, b"", b"PK\x03\x04\xff\xfe", b"[1, 2]", b'{"cells": []}', b'{"nbformat": 4}', b'{"nbformat": 99}'],
    ids=["missing", "empty", "binary", "a list", "no version", "no cells", "unknown version"],
)
def test_what_is_no_notebook_is_told_so(tmp_path: Path, content: bytes | None) -> None:
    """The message names the file, whatever is in it."""
    path = tmp_path / "lesson.ipynb"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(ReportError, match=r"lesson\.ipynb"):
        read_notebook(path)
