"""The project file: opened with care, never half-written."""

from __future__ import annotations

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.studies import survey, talk
from vocbench.errors import ConflictError, NewerProjectError, NotAProjectError, NotFoundError, ProjectError
from vocbench.project import Project
from vocbench.storage import schema
from vocbench.storage.store import Store


def digest(path: Path) -> str:
    """What the file holds, as a hash."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_project_is_found_again_as_it_was_left(tmp_path: Path) -> None:
    """What one session writes, the next one reads."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk())
        project.code("p01", quote="een kwartier", code="Tijd")
        before = project.provenance()

    with Project(path) as project:
        assert project.provenance() == before
        assert project.transcript("p01") == talk()


def test_the_file_is_set_up_for_two_programs(tmp_path: Path) -> None:
    """Write-ahead log, foreign keys on."""
    path = tmp_path / "study.voc"
    store = Store(path)

    with store.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"", "is empty"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nHallo", "is not a vocbench project"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "damaged or not a vocbench project"),
    ],
)
def test_a_foreign_file_is_refused_untouched(tmp_path: Path, content: bytes, complaint: str) -> None:
    """Neither an empty file, nor another format, nor a broken database is opened or written."""
    path = tmp_path / "study.voc"
    path.write_bytes(content)

    with pytest.raises(NotAProjectError, match=complaint):
        Project(path)

    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["study.voc"]


def test_the_database_of_another_program_is_refused_untouched(tmp_path: Path) -> None:
    """A sound database without our tables is not furnished with them."""
    path = tmp_path / "bank.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE account (id INTEGER)")
    other.close()
    before = digest(path)

    with pytest.raises(NotAProjectError, match=r"bank\.db.*not a vocbench project"):
        Project(path)

    assert digest(path) == before


def test_a_truncated_project_is_refused_untouched(tmp_path: Path) -> None:
    """Half a file is called damaged, and left for whoever can restore it."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk())
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    before = digest(path)

    with pytest.raises(NotAProjectError, match=r"damaged.*Restore it"):
        Project(path)

    assert digest(path) == before


def test_a_newer_project_is_refused_kindly(tmp_path: Path) -> None:
    """A file of a later schema is not opened by an older vocbench, nor changed."""
    path = tmp_path / "study.voc"
    Project(path).close()
    later = len(schema.MIGRATIONS) + 1
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(later),))
    raw.close()
    before = digest(path)

    with pytest.raises(NewerProjectError, match=rf"schema {later}, this one knows {later - 1}.*Update"):
        Project(path)

    assert digest(path) == before


def test_a_migration_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step that breaks half-way leaves the file at the version before it."""
    path = tmp_path / "study.voc"
    Project(path).close()

    def broken(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise RuntimeError("half-way")

    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, broken))
    with pytest.raises(RuntimeError, match="half-way"):
        Project(path)

    monkeypatch.undo()
    with sqlite3.connect(path) as raw:
        assert raw.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone() == ("1",)
        assert raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None
    raw.close()


def test_a_folder_or_a_missing_folder_is_named(tmp_path: Path) -> None:
    """A path that cannot be a project says what to do instead."""
    with pytest.raises(NotAProjectError, match="is a folder"):
        Project(tmp_path)
    with pytest.raises(NotFoundError, match="There is no folder"):
        Project(tmp_path / "nowhere" / "study.voc")


def test_an_act_that_fails_half_way_leaves_nothing(project: Project) -> None:
    """A bad answer table at its last row keeps none of its rows."""
    before = (project.provenance(), len(project.history()))

    def fail_half_way() -> None:
        with project._store.act(who="A", label="half") as act:
            act.insert(schema.respondent, [{"id": "x", "key": "new", "attributes": {}}])
            raise ConflictError("half-way")

    with pytest.raises(ConflictError, match="half-way"):
        fail_half_way()

    assert (project.provenance(), len(project.history())) == before


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """When the disk is full in the middle of an act, nothing of the act is kept."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk())
        before = project.provenance()
        with project._store.reading() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        big = survey()
        many = tuple(type(big.answers[0])("1", f"vraag {number}", "x" * 900) for number in range(200))
        with pytest.raises(ProjectError, match=r"disk.*full.*Nothing was changed"):
            project.add(type(big)("big", big.respondents, many))

        assert project.provenance() == before
        assert project.check() == []


KILLED = """
    import os, signal, sys
    from vocbench.project import Project
    from vocbench.storage import schema

    project = Project(sys.argv[1])
    with project._store.act(who="A", label="long") as act:
        for number in range(2000):
            act.insert(schema.respondent, [{"id": f"r{number}", "key": f"k{number}", "attributes": {}}])
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill a process so")
def test_a_killed_program_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """A process that dies in the middle of an act leaves nothing of that act."""
    path = tmp_path / "study.voc"
    with Project(path) as project:
        project.add(talk())
        before = project.provenance()

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), str(path)], check=False, env=dict(os.environ)
    )

    assert done.returncode == -signal.SIGKILL
    with Project(path) as project:
        assert project.provenance() == before
        assert project.check() == []


def test_a_second_program_sees_the_first_ones_work(tmp_path: Path) -> None:
    """Two open projects on one file read each other's acts."""
    path = tmp_path / "study.voc"
    with Project(path, coder="A") as first, Project(path, coder="B") as second:
        first.add(talk())
        second.code("p01", quote="een kwartier", code="Tijd")

        assert list(first.codings()["coder"]) == ["B"]


def test_a_project_that_is_not_kept_leaves_no_file() -> None:
    """The project called :memory: is gone when it is let go."""
    project = Project(":memory:")
    project.add(talk())
    place = project._store.path
    assert place.exists()

    del project

    assert not place.parent.exists()


@pytest.mark.parametrize("name", ["wat?.voc", "50%20.voc", "a#b&c=d.voc", 'o\'neil "x".voc', "één 😀.voc"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    """Signs that mean something in an address are letters in a file's name."""
    with Project(tmp_path / name) as project:
        project.add(talk())
    with Project(tmp_path / name) as project:
        assert len(project.turns()) == 4

    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_project_opens_while_somebody_writes(tmp_path: Path) -> None:
    """Opening and reading wait for nobody's act."""
    path = tmp_path / "study.voc"
    with Project(path) as project, project._store.act(who="A", label="long"), Project(path) as other:
        assert other.check() == []


RACE = """
    import sys, time
    from tests.studies import talk
    from vocbench.project import Project

    name, path, start = sys.argv[1], sys.argv[2], float(sys.argv[3])
    time.sleep(max(0, start - time.time()))
    with Project(path, coder=name) as project:
        project.add(talk(name))
        project.code(name, quote="een kwartier", code="Tijd")
"""


def test_two_programs_that_make_a_project_at_once_lose_nothing(tmp_path: Path, root: Path) -> None:
    """One makes the file, the others open it, and everybody's work is in it."""
    path, start = tmp_path / "study.voc", str(time.time() + 2)
    names = ["A", "B", "C"]

    programs = [
        subprocess.Popen([sys.executable, "-c", textwrap.dedent(RACE), name, str(path), start], cwd=root)
        for name in names
    ]
    codes = [program.wait() for program in programs]

    assert codes == [0, 0, 0]
    with Project(path) as project:
        assert sorted(project.codings()["source"]) == names
        assert project.check() == []


def test_what_a_lost_project_left_is_not_mixed_into_a_new_one(tmp_path: Path) -> None:
    """The log that a crash left beside a file that is gone is named, and kept."""
    path, log = tmp_path / "study.voc", tmp_path / "study.voc-wal"
    log.write_bytes(b"last words")

    with pytest.raises(NotAProjectError, match=r"still in study\.voc-wal"):
        Project(path)

    assert log.read_bytes() == b"last words"
    assert not path.exists()


def test_many_threads_can_code_at_once(tmp_path: Path) -> None:
    """More threads than the database has connections wait for each other, and all is kept."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())

        def code(number: int) -> None:
            project.code("p01", span=(number, number + 3), code=f"Code {number % 3}")

        with ThreadPoolExecutor(24) as threads:
            list(threads.map(code, range(60)))

        assert len(project.codings()) == 60


def test_a_closed_project_says_so(tmp_path: Path) -> None:
    """After the end of the block nothing is read or written, but for where a report comes from."""
    with Project(tmp_path / "study.voc") as project:
        before = project.provenance()

    with pytest.raises(ProjectError, match="was closed"):
        project.add(talk())
    with pytest.raises(ProjectError, match="was closed"):
        project.codings()
    assert project.provenance() == before


def test_half_a_character_is_refused(project: Project) -> None:
    """A lone surrogate cannot be kept; nothing is changed."""
    before = project.provenance()

    with pytest.raises(ProjectError, match="half a character"):
        project.add_code("Duur \ud83d")

    assert project.provenance() == before
