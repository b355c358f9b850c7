"""A real JupyterLab: a server to start, and a page that opens notebooks in it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

_START_SECONDS = 90
_STOP_SECONDS = 15
_NO_NEWS = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}


@dataclass(frozen=True)
class Server:
    """Where JupyterLab answers, and the folder of its notebooks."""

    url: str
    folder: Path


@contextmanager
def running_server(home: Path) -> Iterator[Server]:
    """JupyterLab for the length of the block, with settings of its own in *home*."""
    folder, config = home / "notebooks", home / "config"
    folder.mkdir()
    (config / "labconfig").mkdir(parents=True)
    # The news would lie over the page as a pop-up.
    (config / "labconfig" / "page_config.json").write_text(json.dumps(_NO_NEWS), "utf-8")
    port = _free_port()
    with (home / "server.log").open("w+", encoding="utf-8") as log:
        process = _start(port, folder, home, log.fileno())
        try:
            _wait_until_ready(port, process, home / "server.log")
            yield Server(f"http://127.0.0.1:{port}", folder)
            _end_kernels(port)
        finally:
            process.terminate()
            process.wait(_STOP_SECONDS)


def _start(port: int, folder: Path, home: Path, log: int) -> subprocess.Popen[bytes]:
    places = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1"),
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.password=",
        "--ServerApp.disable_check_xsrf=True",
        f"--ServerApp.root_dir={folder}",
        "--LabApp.expose_app_in_browser=True",
    ]
    environment = {
        **os.environ,
        **{name: str(home / place) for name, place in places.items()},
        "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    }
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            _ask(port, "GET", "/api/status")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"JupyterLab did not start. It says:\n{log.read_text('utf-8')}")


def _end_kernels(port: int) -> None:
    for kernel in json.loads(_ask(port, "GET", "/api/kernels")):
        _ask(port, "DELETE", f"/api/kernels/{kernel['id']}")


def _ask(port: int, method: str, path: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request(method, path)
        return connection.getresponse().read()


class Lab:
    """JupyterLab in a page. Booting takes seconds, a further notebook one: so one page for many tests."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        page.goto(f"{server.url}/doc")
        # A promise counts as true in wait_for_function: wait for the app here, and for the rest in evaluate.
        page.wait_for_function("() => Boolean(window.jupyterapp)")
        page.evaluate("async () => { await jupyterapp.serviceManager.ready; await jupyterapp.restored; }")

    def open(self, name: str, *cells: str) -> None:
        """Make a notebook of these cells, open it, and run it."""
        notebook = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "cells": [_code_cell(number, source) for number, source in enumerate(cells)],
        }
        (self.server.folder / name).write_text(json.dumps(notebook), "utf-8")
        self.page.evaluate(_OPEN_JS, name)
        self.run("notebook:run-all-cells")

    def run(self, command: str, **arguments: Any) -> None:
        """Run one of JupyterLab's commands to its end."""
        self.page.evaluate(
            "async ([command, options]) => { await jupyterapp.commands.execute(command, options); }",
            [command, arguments],
        )

    def kernel(self, expression: str) -> Any:
        """The value of *expression* in the notebook's kernel; it must fit in JSON."""
        return json.loads(
            self.page.evaluate(_KERNEL_JS, f"import json as _json; print(_json.dumps({expression}))")
        )

    def start(self, code: str) -> None:
        """Have the notebook's kernel run *code*, without waiting for it."""
        self.page.evaluate(_START_JS, code)

    def restart_kernel(self) -> None:
        """Restart the notebook's kernel; what it knew is gone."""
        self.page.evaluate(_RESTART_JS)

    def saved(self, name: str) -> Any:
        """The notebook as it is in its file, after saving."""
        self.run("docmanager:save")
        return json.loads((self.server.folder / name).read_text("utf-8"))

    def close(self) -> None:
        """Close the notebook and end its kernel."""
        self.page.evaluate(_CLOSE_JS)


def _code_cell(number: int, source: str) -> dict[str, Any]:
    return {
        "id": f"cell-{number}",
        "cell_type": "code",
        "source": source,
        "metadata": {},
        "outputs": [],
        "execution_count": None,
    }


_OPEN_JS = """async (path) => {
    const widget = await jupyterapp.commands.execute("docmanager:open", { path });
    await widget.context.ready;
    await widget.sessionContext.ready;
    const ready = () => widget.sessionContext.session?.kernel?.status === "idle";
    while (!ready()) await new Promise((go) => setTimeout(go, 20));
    jupyterapp.shell.activateById(widget.id);
}"""

_KERNEL_JS = """async (code) => {
    const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
    const asked = kernel.requestExecute({ code, store_history: false, allow_stdin: false });
    let text = "", failure = null;
    asked.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") text += content.text;
        if (header.msg_type === "error") failure = `${content.ename}: ${content.evalue}`;
    };
    await asked.done;
    if (failure) throw new Error(failure);
    return text;
}"""

_START_JS = """(code) => {
    const { kernel } = jupyterapp.shell.currentWidget.sessionContext.session;
    kernel.requestExecute({ code, store_history: false });
}"""

_RESTART_JS = """async () => {
    const { session } = jupyterapp.shell.currentWidget.sessionContext;
    await session.kernel.restart();
    while (session.kernel.status !== "idle") await new Promise((go) => setTimeout(go, 20));
}"""

_CLOSE_JS = """async () => {
    const widget = jupyterapp.shell.currentWidget;
    if (!widget?.sessionContext) return;
    await widget.context.save();
    await widget.sessionContext.shutdown();
    widget.close();
}"""
