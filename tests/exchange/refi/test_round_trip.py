"""What the standard can hold comes back as it was, and what is written is as the schema wants it."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from tests.qda_projects import qda_projects
from tests.refi_files import assert_valid
from vocbench.exchange.refi import Profile, read_qdc, read_qdpx, write_qdc, write_qdpx
from vocbench.model.qda import QdaProject

UNHURRIED = settings(deadline=None, max_examples=60)


def in_order(project: QdaProject) -> QdaProject:
    """*project* without the order in which a file happens to list codings and what memos are about."""
    notes = tuple(replace(each, about=tuple(sorted(each.about))) for each in project.notes)
    return replace(project, notes=notes, codings=tuple(sorted(project.codings, key=lambda each: each.guid)))


@pytest.mark.parametrize("profile", Profile)
@UNHURRIED
@given(project=qda_projects())
def test_a_project_comes_back_as_it_was(profile: Profile, project: QdaProject) -> None:
    """Reading what was written gives the same project, in either profile, and nothing is doubtful."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdpx"

        write_qdpx(project, path, profile=profile)

        assert in_order(read_qdpx(path)) == in_order(project)


@UNHURRIED
@given(project=qda_projects())
def test_what_is_written_is_valid(project: QdaProject) -> None:
    """The XML of any project passes the schema of the standard."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdpx"

        write_qdpx(project, path)

        with zipfile.ZipFile(path) as archive:
            assert_valid(archive.read("project.qde"), "Project.xsd")


@UNHURRIED
@given(project=qda_projects())
def test_a_codebook_comes_back_as_it_was(project: QdaProject) -> None:
    """Codes and sets of codes survive a .qdc file, which passes the schema of the standard."""
    if not project.codes:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "study.qdc"

        write_qdc(project, path)

        found = read_qdc(path)
        assert found.codes == project.codes
        assert found.sets == tuple(replace(each, sources=(), notes=()) for each in project.sets)
        assert found.notices == ()
        assert_valid(path.read_bytes(), "Codebook.xsd")
