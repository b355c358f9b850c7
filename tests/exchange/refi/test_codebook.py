"""Codebooks come in, also those that are not quite as the standard wants."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.refi_files import CODE, CODEBOOK, STANDARD, project_xml
from vocbench.errors import ReadError
from vocbench.exchange.refi import read_qdc
from vocbench.model.qda import QdaProject

SET = "88888888-0000-4000-8000-000000000001"


def read(folder: Path, xml: str) -> QdaProject:
    """The codebook in *xml*."""
    path = folder / "codes.qdc"
    path.write_text(xml, "utf-8")
    return read_qdc(path)


def test_the_example_of_the_standard_opens_with_its_fault_named() -> None:
    """Annex A.1 has an empty container, which its own schema refuses."""
    project = read_qdc(STANDARD / "annex_A1.qdc")

    assert [code.name for code in project.codes] == [
        "Topics",
        "Economy",
        "Health care",
        "Values",
        "Conservatives",
        "Liberals",
    ]
    assert project.codes[1].color == "#ffff00"
    assert not project.codes[0].is_codable
    assert project.codes[2].guid == "0dcef2f5-e55c-49da-8c33-9b0803c7aeb4"
    assert project.notices == (
        "The file has Sets with nothing in it, which the standard does not allow. It was left out.",
    )


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0"])
def test_other_namespaces_are_read_and_named(tmp_path: Path, namespace: str) -> None:
    """Real programs call the format otherwise; the codes are the same."""
    project = read(tmp_path, CODEBOOK.replace("<CodeBook", f'<CodeBook xmlns="{namespace}"'))

    assert [code.guid for code in project.codes] == [CODE]
    assert any(namespace in notice for notice in project.notices)


@pytest.mark.parametrize("attribute", ["guid", "targetGUID"])
def test_sets_are_read(tmp_path: Path, attribute: str) -> None:
    """Members are named by @guid in codebooks, and by @targetGUID in files that mix it up."""
    sets = f'<Sets><Set guid="{SET}" name="G"><MemberCode {attribute}="{CODE}"/></Set></Sets></CodeBook>'

    project = read(tmp_path, CODEBOOK.replace("</CodeBook>", sets))

    assert [(each.name, each.codes) for each in project.sets] == [("G", (CODE,))]


def test_a_project_is_no_codebook(tmp_path: Path) -> None:
    """The message names the right function."""
    with pytest.raises(ReadError, match="read_qdpx"):
        read(tmp_path, project_xml())
