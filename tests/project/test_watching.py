"""Other processes that write to the file of an open project."""

from __future__ import annotations

import asyncio
import gc
import sys
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studies import talk
from vocbench.errors import ProjectError
from vocbench.project import Project, core

_OTHER = """
import sys
from vocbench import Project
with Project(sys.argv[1], coder="B") as project:
    project.code("p01", quote="een kwartier", code="Tijd")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project file with the interview."""
    with Project(tmp_path / "x.voc") as project:
        project.add(talk())
    return tmp_path / "x.voc"


async def until(is_true: Callable[[], bool]) -> bool:
    """Whether something comes true within a generous time."""
    for _ in range(500):
        if is_true():
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks follow each other at once, so that tests need not wait."""
    monkeypatch.setattr(core, "_LOOK_SECONDS", 0.01)


def test_a_look_sees_what_another_wrote(path: Path) -> None:
    """A look says whether another project object wrote since, once for each time, and tells who follows."""
    told: list[str] = []
    with Project(path) as project, Project(path, coder="B") as other:
        project.subscribe(lambda: told.append("news"))
        assert not project.look()

        other.add_code("Tijd")

        assert project.look()
        assert not project.look()
        assert told == ["news"]


def test_own_writes_are_no_news(path: Path) -> None:
    """An act of one's own is told once, by the act, and not again by a look; nor is undo."""
    told: list[str] = []
    with Project(path) as project:
        project.subscribe(lambda: told.append("news"))

        project.add_code("Tijd")
        project.undo()

        assert not project.look()
        assert told == ["news", "news"]


def test_a_closed_project_does_not_look(path: Path) -> None:
    """Looking at a closed project is refused."""
    project = Project(path)
    project.close()

    with pytest.raises(ProjectError, match="was closed"):
        project.look()


def test_a_second_process_is_noticed_by_itself(path: Path) -> None:
    """While a loop runs, who follows a project is told that another process coded, and sees it."""

    async def follow() -> list[str]:
        told: list[str] = []
        with Project(path) as project:
            project.transcript("p01")
            project.subscribe(lambda: told.extend(each.quote for each in project.codings_of("p01")))
            process = await asyncio.create_subprocess_exec(sys.executable, "-c", _OTHER, str(path))
            assert await process.wait() == 0
            await until(lambda: bool(told))
        return told

    assert asyncio.run(follow()) == ["een kwartier"]


def test_a_correction_by_another_is_seen(path: Path) -> None:
    """A text that another project object corrected is read anew."""
    with Project(path) as project, Project(path, coder="B") as other:
        project.transcript("p01")

        other.correct("p01", quote="een kwartier", words="een uurtje")

        assert "een uurtje" in project.transcript("p01").text


def test_nobody_looks_when_nobody_follows(path: Path) -> None:
    """The looks stop when the last follower stops, and start with the next one."""

    async def follow() -> tuple[bool, bool]:
        with Project(path) as project:
            stop = project.subscribe(lambda: None)
            stop()
            has_stopped = await until(lambda: project._watch._loop is None)
            project.subscribe(lambda: None)
            return has_stopped, project._watch._loop is not None

    assert asyncio.run(follow()) == (True, True)


def test_closing_ends_the_looks(path: Path) -> None:
    """A closed project is looked at no more, and the loop hears no error."""

    async def follow() -> list[dict[str, object]]:
        errors: list[dict[str, object]] = []
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: errors.append(context))
        project = Project(path)
        project.subscribe(lambda: None)
        project.close()
        assert await until(lambda: project._watch._loop is None)
        return errors

    assert asyncio.run(follow()) == []


def test_a_follower_that_fails_does_not_end_the_looks(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An error of a follower goes to the log, the others are told, and the looks go on."""

    async def follow() -> list[int]:
        told: list[int] = []
        with Project(path) as project, Project(path, coder="B") as other:
            project.subscribe(lambda: 1 / 0)  # type: ignore[arg-type]
            project.subscribe(lambda: told.append(len(project.codes())))
            for number in (1, 2):
                other.add_code(f"Code {number}")
                assert await until(lambda number=number: len(told) == number)  # type: ignore[misc]
        return told

    assert asyncio.run(follow()) == [1, 2]
    assert caplog.text.count("ZeroDivisionError: division by zero") == 2


def test_an_act_is_kept_though_a_follower_fails(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What was written is written: who cannot show it does not make the act fail."""
    with Project(path) as project:
        project.subscribe(lambda: 1 / 0)  # type: ignore[arg-type]

        project.add_code("Pains")

        assert project.codebook.paths() == ["Pains"]
    assert "could not show its change" in caplog.text


def test_a_watch_keeps_no_project_alive(path: Path) -> None:
    """A project that nobody holds goes, although a loop runs and somebody had followed it."""

    async def follow() -> bool:
        project = Project(path)
        project.subscribe(lambda: None)
        known = weakref.ref(project)
        del project
        gc.collect()
        return known() is None

    assert asyncio.run(follow())


def test_a_script_without_a_loop_is_left_alone(path: Path) -> None:
    """Following a project outside a loop starts nothing."""
    with Project(path) as project:
        project.subscribe(lambda: None)

        assert project._watch._loop is None
