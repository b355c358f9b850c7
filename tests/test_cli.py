"""The command line: what each command does, and what it says when it cannot."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner, Result

from tests.report.conftest import notebook_of
from tests.studies import talk
from vocbench import __version__, cli, workcopy
from vocbench.cli import lessons
from vocbench.project import Project

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("check", path)``: the command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("UV", raising=False)
    return lambda *words: CliRunner().invoke(cli.app, [str(word) for word in words])


@pytest.fixture
def share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small lessons in the place of our own: the second reads what the first wrote."""
    lessons = {
        "01_write": "import vocbench as vb\nproject = vb.Project('../study.voc')\n"
        "project.add_code('Pains/' + open('../corpora/word.txt').read())",
        "02_read": "import vocbench as vb\nproject = vb.Project('../study.voc')\nproject.codes()",
    }
    share = tmp_path / "share"
    for folder in workcopy.FOLDERS:
        (share / folder).mkdir(parents=True)
    (share / "corpora" / "word.txt").write_text("Wachten", encoding="utf-8")
    for name, source in lessons.items():
        notebook = notebook_of(f"# {name}", source)
        nbformat.write(notebook, share / "notebooks" / f"{name}.ipynb")  # type: ignore[no-untyped-call]
    monkeypatch.setattr(workcopy, "share_folder", lambda: share)
    return share


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What would have been started as JupyterLab."""
    commands: list[list[str]] = []

    def start(command: Iterable[str], _folder: Path) -> int:
        commands.append(list(command))
        return 0

    monkeypatch.setattr(lessons, "_run_in_foreground", start)
    return commands


# --- the command itself -----------------------------------------------------------------------------


def test_the_version_is_told(run: Run) -> None:
    """``vocbench --version`` names the version of the package."""
    assert run("--version").stdout == f"vocbench {__version__}\n"


def test_the_command_line_starts_without_the_heavy_parts() -> None:
    """Help and errors come at once: nothing that is slow to import is imported for them."""
    heavy = ["altair", "bertopic", "nbclient", "nbconvert", "numpy", "pandas", "sqlalchemy", "vl_convert"]
    code = f"import sys, vocbench.cli; print([name for name in {heavy} if name in sys.modules])"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert loaded.stdout.strip() == "[]"


def test_an_error_is_one_line_and_an_exit_code(tmp_path: Path) -> None:
    """A wrong path gives no traceback."""
    command = [sys.executable, "-m", "vocbench", "report", "absent.ipynb"]

    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)

    errors = [line for line in done.stderr.splitlines() if line.startswith("vocbench: ")]
    assert done.returncode == 1
    assert errors == [f"vocbench: No notebook at {tmp_path / 'absent.ipynb'}."]
    assert "Traceback" not in done.stderr


# --- report -----------------------------------------------------------------------------------------


def test_report_writes_a_page_that_verifies(run: Run, share: Path) -> None:
    """The page is where the command says, in the language asked for, and fits its digest."""
    notebook = share / "notebooks" / "01_write.ipynb"

    done = run("report", notebook, "--out", "pages", "--lang", "nl")

    assert (done.exit_code, done.stdout) == (0, "01_write.ipynb → pages/01_write.html\n")
    assert '<html lang="nl">' in Path("pages/01_write.html").read_text(encoding="utf-8")
    assert run("check", "pages/01_write.html").stdout == "pages/01_write.html is as vocbench made it.\n"


def test_two_reports_of_one_state_are_the_same(run: Run, tmp_path: Path) -> None:
    """Table, chart and board of the same project give the same bytes, in a Python of their own each time."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())
        project.code("p01", span=(0, 12), code="Pains")
        project.empathy_map("Wil", question="Waarom?")
        project.note("Wil", "pains", "Koud", supports=project.quotes())
    cells = (
        "import vocbench as vb\nproject = vb.Project('study.voc')\nproject.code_counts()",
        "from vocbench import charts\ncharts.code_counts_chart(project.code_counts())",
        "vb.BoardCanvas(project, 'Wil')",
    )
    nbformat.write(notebook_of("# Titel", *cells), tmp_path / "lesson.ipynb")  # type: ignore[no-untyped-call]

    for out in ("one", "two"):
        assert run("report", "lesson.ipynb", "--out", out).exit_code == 0

    page = Path("one/lesson.html").read_bytes()
    assert page == Path("two/lesson.html").read_bytes()
    assert page.count(b'href="#quotes-behind-') > 2


def test_a_failing_cell_ends_the_command(run: Run, tmp_path: Path) -> None:
    """The error names the cell, the exit code is 1, and no page is written."""
    nbformat.write(notebook_of("1", "1 / 0"), tmp_path / "lesson.ipynb")  # type: ignore[no-untyped-call]

    done = run("report", "lesson.ipynb", "--out", "pages")

    assert done.exit_code == 1
    assert "lesson.ipynb, code cell 2: ZeroDivisionError: division by zero" in done.stderr
    assert not Path("pages").exists()


def test_two_notebooks_of_one_name_are_refused(run: Run) -> None:
    """One report would silently replace the other."""
    done = run("report", "a/lesson.ipynb", "b/lesson.ipynb")

    assert done.exit_code == 1
    assert "Two notebooks are called lesson" in done.stderr


def test_several_reports_are_listed(run: Run, share: Path) -> None:
    """A page that leads to each report is made along with them, and again by ``vocbench index``."""
    notebooks = sorted((share / "notebooks").iterdir())

    done = run("report", *notebooks, "--out", "pages")
    again = run("index", "pages", "--lang", "nl")

    assert done.stdout.splitlines()[-1] == "All of them are listed in pages/index.html"
    assert again.stdout == "The reports are listed in pages/index.html\n"
    assert '<html lang="nl">' in Path("pages/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [(["--audience", "friends"], "client or public"), (["--to", "docx"], "html or pdf")],
)
def test_an_unknown_choice_is_one_line(run: Run, words: list[str], told: str) -> None:
    """What there is to choose from stands in the error."""
    done = run("report", "lesson.ipynb", *words)

    (error,) = [line for line in done.stderr.splitlines() if line.startswith("vocbench: ")]
    assert done.exit_code == 1
    assert told in error


# --- agenda and forget ------------------------------------------------------------------------------


def test_forget_takes_a_participant_out_for_good(run: Run, tmp_path: Path) -> None:
    """Nothing that they said is left in the file."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())

    done = run("forget", "study.voc", "p01", "--yes")

    assert (done.exit_code, done.stdout) == (0, "study.voc holds nothing of p01 any more.\n")
    assert b"kwartier" not in (tmp_path / "study.voc").read_bytes()


def test_forget_asks_first(run: Run, tmp_path: Path) -> None:
    """Without a yes nothing changes."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())
        before = project.provenance().hash

    done = run("forget", "study.voc", "p01")

    assert done.exit_code == 1
    with Project(tmp_path / "study.voc") as project:
        assert project.provenance().hash == before


def test_agenda_without_an_insight_lists_them(run: Run, tmp_path: Path) -> None:
    """A project without insights gives an empty list, and no file."""
    Project(tmp_path / "study.voc").close()

    done = run("agenda", "study.voc")

    assert (done.exit_code, done.stdout) == (0, "")
    assert not Path("agenda.html").exists()


@pytest.mark.parametrize("command", ["agenda", "forget"])
def test_a_project_that_is_not_there_is_not_made(run: Run, tmp_path: Path, command: str) -> None:
    """A mistyped name is an error, and no new file."""
    done = run(command, "studdy.voc", "p01")

    assert (done.exit_code, done.stderr) == (1, "vocbench: No project at studdy.voc.\n")
    assert list(tmp_path.iterdir()) == []


# --- check ------------------------------------------------------------------------------------------


def test_check_counts_what_a_sound_project_holds(run: Run, tmp_path: Path) -> None:
    """A project without problems gives its counts and exit code 0."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())

    done = run("check", "study.voc")

    assert done.exit_code == 0
    assert done.stdout.startswith("study.voc: 1 sources, 0 codings, 0 boards\n")


def test_check_lists_the_problems_of_a_project(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each problem is a line, and the exit code is 1."""
    Project(tmp_path / "study.voc").close()
    monkeypatch.setattr(Project, "check", lambda _self: ["A quote in p01 is not in its text."])

    done = run("check", "study.voc")

    assert done.exit_code == 1
    assert "- A quote in p01 is not in its text.\n" in done.stdout
    assert done.stderr == "vocbench: study.voc has 1 problem.\n"


def test_check_makes_no_project_where_there_is_none(run: Run, tmp_path: Path) -> None:
    """A mistyped name is an error, and no new file."""
    done = run("check", "studdy.voc")

    assert (done.exit_code, done.stderr) == (1, "vocbench: No project at studdy.voc.\n")
    assert list(tmp_path.iterdir()) == []


def test_check_leaves_a_foreign_file_alone(run: Run, tmp_path: Path) -> None:
    """What is no project is told so, and keeps its bytes."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    done = run("check", "notes.txt")

    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_check_notices_a_report_that_was_changed(run: Run, tmp_path: Path) -> None:
    """A page that no longer fits its digest gives exit code 1."""
    page = f'<p>Elf</p><code id="vocbench-digest">{"0" * 64}</code>'
    (tmp_path / "page.html").write_text(page, encoding="utf-8")

    done = run("check", "page.html")

    assert (done.exit_code, done.stderr) == (1, "vocbench: page.html was changed after vocbench made it.\n")


# --- demo -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("share")
def test_demo_runs_the_lessons_in_order_and_can_be_run_again(run: Run) -> None:
    """Each lesson has its report, the second shows what the first wrote, and changes are kept."""
    first = run("demo", "--out", "mine")
    Path("mine/corpora/word.txt").write_text("Rekening", encoding="utf-8")
    second = run("demo", "--out", "mine")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "vocbench lab mine" in first.stdout
    made = ["01_write.html", "02_read.html", "index.html"]
    assert sorted(path.name for path in Path("mine/reports").iterdir()) == made
    page = Path("mine/reports/02_read.html").read_text(encoding="utf-8")
    assert "Pains/Wachten" in page
    assert "Pains/Rekening" in page
    assert "project study hash" in page


@pytest.mark.usefixtures("share")
def test_demo_refuses_a_folder_with_other_files(run: Run, tmp_path: Path) -> None:
    """Nothing is written into somebody's own folder."""
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").touch()

    done = run("demo", "--out", "thesis")

    assert done.exit_code == 1
    assert "Choose another folder" in done.stderr
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.txt"]


# --- lab --------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("share")
@pytest.mark.parametrize(
    ("words", "folder", "passed_on"),
    [
        ([], "vocbench-lab", []),
        (["mine"], "mine", []),
        (["--no-browser", "--port", "9999"], "vocbench-lab", ["--no-browser", "--port", "9999"]),
        (["mine", "--port=9999"], "mine", ["--port=9999"]),
    ],
)
def test_lab_opens_a_working_copy(
    run: Run, started: list[list[str]], words: list[str], folder: str, passed_on: list[str]
) -> None:
    """The first word is a folder unless it is an option; what follows goes to JupyterLab."""
    done = run("lab", *words)

    (command,) = started
    assert done.exit_code == 0
    assert (Path(folder) / "notebooks" / "01_write.ipynb").is_file()
    assert f"--ServerApp.root_dir={Path(folder).resolve()}" in command
    assert command[len(command) - len(passed_on) :] == passed_on


@pytest.mark.usefixtures("share")
def test_lab_opens_somebodys_own_folder_as_it_is(run: Run, started: list[list[str]], tmp_path: Path) -> None:
    """A study of the user's own gets no lessons in it."""
    (tmp_path / "study").mkdir()
    (tmp_path / "study" / "mine.ipynb").touch()

    done = run("lab", "study")

    assert done.exit_code == 0
    assert len(started) == 1
    assert [path.name for path in (tmp_path / "study").iterdir()] == ["mine.ipynb"]


def test_jupyterlab_neither_fetches_news_nor_asks_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page of the JupyterLab that we start has news off, its question off, and no shop."""
    for place in ("CONFIG", "DATA", "RUNTIME"):
        monkeypatch.setenv(f"JUPYTER_{place}_DIR", str(tmp_path / place))

    config = page_config(tmp_path)

    assert config["news"] == {"disabled": True}
    assert "@jupyterlab/apputils-extension:announcements" in config["disabledExtensions"]
    assert config["extensionManager"]["can_install"] is False
    assert config["serverRoot"] == str(tmp_path)


def page_config(folder: Path) -> dict[str, Any]:
    """What JupyterLab, started as ``vocbench lab`` starts it, tells its page; values of any kind."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={port}", "--IdentityProvider.token="]
    command = lessons.lab_command(folder, options)
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=lessons.lab_environment(), stdout=log, stderr=log)
    try:
        page = fetched(f"http://127.0.0.1:{port}/lab", patience_seconds=60)
    finally:
        server.terminate()
        server.wait()
    written = re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert written
    config: dict[str, Any] = json.loads(written[1])
    return config


def fetched(url: str, *, patience_seconds: float) -> str:
    """The page at *url*, as soon as somebody answers."""
    deadline = time.monotonic() + patience_seconds
    while True:
        try:
            with urllib.request.urlopen(url) as answer:  # noqa: S310  # our own address
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
