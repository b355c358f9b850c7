"""Parts of a project that have no place with us: each is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.refi_files import CODE, CODEBOOK, NOTE, PASSAGE, SOURCE, packed, passage, project_xml, text_source
from vocbench.exchange.refi import read_qdc, read_qdpx
from vocbench.model.qda import QdaProject

TEXT = {"sources/text.txt": "I waited an hour."}
CASE = "77777777-0000-4000-8000-000000000001"
MEMO = f'<Notes><Note guid="{NOTE}" name="m"><PlainTextContent>Hm</PlainTextContent></Note></Notes>'


def lost(project: QdaProject) -> dict[tuple[str, str], int]:
    """How many of what, and which, were not carried as they were."""
    return {(each.what, each.name): each.n for each in project.losses}


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("<Extension><Item/><Item/></Extension>", "Extension"),
        ("<Extension/>", "Extension"),
        ('<Sources><SocialSource guid="x"/></Sources>', "SocialSource"),
        ("<CodeBook><Sets/></CodeBook>", "Sets"),
        ('<Sources><PDFSource guid="x"><Extension/></PDFSource></Sources>', "Extension"),
    ],
)
def test_a_part_that_the_standard_does_not_know_is_told(tmp_path: Path, part: str, name: str) -> None:
    """By its name, once."""
    project = read_qdpx(packed(tmp_path, project_xml(part)))

    assert lost(project) == {("part of the file", name): 1}


def test_what_is_coded_where_it_does_not_belong_is_counted(tmp_path: Path) -> None:
    """Passages of text stand in the text of a PDF, not in the PDF itself."""
    pdf = f'<Sources><PDFSource guid="x">{passage(1, 0, 4)}{passage(2, 5, 9)}</PDFSource></Sources>'

    project = read_qdpx(packed(tmp_path, project_xml(CODEBOOK, pdf)))

    assert lost(project) == {("part of the file", "PlainTextSelection"): 2, ("coding", ""): 2}


def test_who_made_the_project_and_where_it_lay_is_told(tmp_path: Path) -> None:
    """The folder itself is not repeated, as it may hold a name."""
    attributes = 'creationDateTime="2024-01-01T00:00:00Z" basePath="/home/anna"'

    project = read_qdpx(packed(tmp_path, project_xml(attributes=attributes)))

    assert {what for what, _ in lost(project)} == {"author and dates of the project", "folder of recordings"}
    assert "anna" not in repr(project)


def test_what_describes_the_text_of_a_picture_is_kept(tmp_path: Path) -> None:
    """It stands below what describes the picture."""
    part = "<TextDescription><Description>By Ann</Description><PlainTextContent>A door</PlainTextContent>"
    xml = f"<Sources><PictureSource guid='{SOURCE}' name='p'><Description>Front</Description>{part}"

    project = read_qdpx(packed(tmp_path, project_xml(f"{xml}</TextDescription></PictureSource></Sources>")))

    assert project.sources[0].description == "Front\n\nBy Ann"


def test_a_memo_that_a_case_names_is_about_it(tmp_path: Path) -> None:
    """The standard has no such place, and some files use it."""
    case = f'<Cases><Case guid="{CASE}" name="Ann"><NoteRef targetGUID="{NOTE}"/></Case></Cases>'

    project = read_qdpx(packed(tmp_path, project_xml(case, MEMO)))

    assert project.notes[0].about == (CASE,)


def test_files_without_guids_share_none(tmp_path: Path) -> None:
    """A code of the one is never taken for a code of the other."""
    code = '<Codes><Code {}name="{}" isCodable="true"/></Codes>'
    xml = f'<CodeBook xmlns="urn:QDA-XML:codebook:0:4">{code}</CodeBook>'
    guids = []
    for number, (guid, name) in enumerate(
        [("", "Waiting"), ("", "Price"), ('guid="1" ', "A"), ('guid="1" ', "B")]
    ):
        path = tmp_path / f"{number}.qdc"
        path.write_text(xml.format(guid, name), encoding="utf-8")
        guids += [each.guid for each in read_qdc(path).codes]

    assert len(set(guids)) == 4


def test_a_project_without_guids_keeps_its_references(tmp_path: Path) -> None:
    """Names that are no GUIDs lead to the same things, and reading it again gives the same."""
    xml = project_xml(CODEBOOK, text_source(passage(1, 2, 8))).replace(CODE, "code one")
    path = packed(tmp_path, xml, TEXT)

    project = read_qdpx(path)

    assert project.codings[0].code == project.codes[0].guid
    assert read_qdpx(path) == project


def test_a_comment_on_a_pdf_area_is_on_its_passage(tmp_path: Path) -> None:
    """Where the area and the passage are one thing, with one GUID."""
    area = f'<PDFSelection guid="{PASSAGE}1" page="0"><Description>Odd</Description></PDFSelection>'
    text = f'<Representation guid="{NOTE}" plainTextPath="internal://text.txt">{passage(1, 2, 8)}'
    pdf = f'<PDFSource guid="{SOURCE}" name="p">{area}{text}</Representation></PDFSource>'

    project = read_qdpx(packed(tmp_path, project_xml(CODEBOOK, f"<Sources>{pdf}</Sources>"), TEXT))

    assert [each.description for each in project.selections] == ["Odd"]
