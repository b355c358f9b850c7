"""Projects of other programs come in, however they are written."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.refi_files import (
    CODE,
    CODEBOOK,
    NOTE,
    PASSAGE,
    SOURCE,
    STANDARD,
    USER,
    packed,
    passage,
    project_xml,
    text_source,
)
from vocbench.errors import ReadError
from vocbench.exchange.refi import read_qde, read_qdpx
from vocbench.model.qda import Direction, Fate, QdaProject, SourceKind

TEXT = "Het wachten duurt lang. Ook bellen kost tijd."
SECOND = "11111111-0000-4000-8000-000000000002"
VARIABLE = "77777777-0000-4000-8000-000000000001"
CASE = "88888888-0000-4000-8000-000000000001"
LINK = "99999999-0000-4000-8000-000000000001"
WAITING = passage(1, 4, 11)


def read(folder: Path, *parts: str, text: str | bytes = TEXT, **files: str | bytes) -> QdaProject:
    """The project of *parts* with one text."""
    return read_qdpx(packed(folder, project_xml(*parts), {"sources/text.txt": text, **files}))


def quotes(project: QdaProject) -> list[str]:
    """What the passages say."""
    texts = {each.guid: each.text for each in project.sources}
    return [texts[each.source][each.start : each.end] for each in project.selections]


def lost(project: QdaProject) -> dict[str, int]:
    """How many of what are on the list of losses."""
    return {loss.what: loss.n for loss in project.losses}


@pytest.mark.parametrize(
    ("path", "member"),
    [
        ("internal://text.txt", "sources/text.txt"),
        ("internal://text.txt", "Sources/text.txt"),
        ("internal://TEXT.TXT", "Sources/text.txt"),
        ("internal://text.txt", "sources/TEXT.TXT"),
        ("internal:/text.txt", "sources/text.txt"),
        ("text.txt", "sources/text.txt"),
        ("sources/text.txt", "sources/text.txt"),
        ("internal://text.txt", "text.txt"),
        ("internal://text.txt", "sources\\text.txt"),
        ("internal://caf%C3%A9%20text.txt", "sources/cafe\u0301 text.txt"),
    ],
)
def test_texts_are_found_however_they_are_named(tmp_path: Path, path: str, member: str) -> None:
    """Folders, capitals, the way of writing accents and blanks, and a missing scheme make no difference."""
    xml = project_xml(CODEBOOK, text_source(WAITING, path=path))

    for each in (xml, xml.replace("plainTextPath", "richTextPath")):
        project = read_qdpx(packed(tmp_path, each, {member: TEXT, "sources/.root": ""}))

        assert quotes(project) == ["wachten"]
        assert project.losses == ()


@pytest.mark.parametrize(
    "member", ["project.qde", "Project.QDE", "Mijn studie.qde", "Mijn studie/project.qde"]
)
def test_the_project_may_have_any_name(tmp_path: Path, member: str) -> None:
    """One .qde file is enough, whatever it is called."""
    assert read_qdpx(packed(tmp_path, project_xml(CODEBOOK), member=member)).codes[0].name == "Waiting"


@pytest.mark.parametrize("files", [{"other.qde": project_xml()}, {}])
def test_none_or_several_projects_are_refused(tmp_path: Path, files: dict[str, str]) -> None:
    """The message says how many there are."""
    path = packed(tmp_path, project_xml(), files, member="one.qde" if files else "one.xml")

    with pytest.raises(ReadError, match=r"several projects: one\.qde, other\.qde|no \.qde file"):
        read_qdpx(path)


@pytest.mark.parametrize(
    "namespace", ["urn:QDA-XML:project:1.0", "urn:QDA-XML:project:0:10", "urn:QDA-XML:project:2.0"]
)
def test_any_namespace_is_read(tmp_path: Path, namespace: str) -> None:
    """Elements are known by their local names, prefixed or not."""
    users = f'<q:Users><q:User guid="{USER}" name="A"/></q:Users>'
    xml = f'<q:Project xmlns:q="{namespace}" name="S">{users}</q:Project>'

    assert read_qdpx(packed(tmp_path, xml)).users[0].name == "A"


def test_no_namespace_is_read(tmp_path: Path) -> None:
    """A program may leave the namespace out."""
    assert read_qdpx(packed(tmp_path, f"<Project name='S'>{CODEBOOK}</Project>")).codes[0].guid == CODE


def test_marks_and_line_ends_of_texts(tmp_path: Path) -> None:
    """Texts come out with LF and no byte-order mark."""
    project = read(tmp_path, text_source(), text="\ufeffa\r\n😀\n wachten\r\n")

    assert project.sources[0].text == "a\n😀\n wachten\n"


def test_a_mark_before_the_mark_counts_once(tmp_path: Path) -> None:
    """One program writes the byte-order mark twice, and counts the second as a character."""
    places = [(4, 11), (12, 17), (28, 34), (35, 39)]
    passages = "".join(passage(n, start + 1, end + 1) for n, (start, end) in enumerate(places))

    project = read(tmp_path, text_source(passages), text=f"\ufeff\ufeff{TEXT}")

    assert project.sources[0].text == TEXT
    assert quotes(project) == ["wachten", "duurt", "bellen", "kost"]


def test_a_text_that_is_not_utf_8_is_doubtful(tmp_path: Path) -> None:
    """It is read as Western text, and the list says so."""
    project = read(tmp_path, text_source(), text="caf\xe9".encode("cp1252"))

    assert project.sources[0].text == "café"
    assert [(loss.what, loss.fate, loss.name) for loss in project.losses] == [("text", Fate.DOUBTFUL, "p01")]


def test_guids_are_compared_without_braces_and_case(tmp_path: Path) -> None:
    """A reference in braces and capitals leads to the same thing."""
    xml = project_xml(CODEBOOK, text_source(WAITING)).replace(CODE, CODE.upper(), 1)

    project = read_qdpx(
        packed(tmp_path, xml.replace(f'"{SOURCE}"', f'"{{{SOURCE.upper()}}}"'), {"text.txt": TEXT})
    )

    assert (project.codes[0].guid, project.codings[0].code) == (CODE, CODE)
    assert project.sources[0].guid == SOURCE


def test_a_guid_that_repeats_is_given_once(tmp_path: Path) -> None:
    """The second thing gets a GUID of its own, the same each time, and the list says so."""
    parts = (CODEBOOK, text_source(WAITING + passage(1, 12, 17)))

    first, second = read(tmp_path, *parts), read(tmp_path, *parts)

    assert len({each.guid for each in first.selections}) == 2
    assert [each.guid for each in first.selections] == [each.guid for each in second.selections]
    assert lost(first) == {"passage": 1, "coding": 1}
    assert {each.selection for each in first.codings} == {each.guid for each in first.selections}


def test_missing_attributes_are_survived(tmp_path: Path) -> None:
    """No GUID, no name, no isCodable, an empty date and a colour of another sort stop nothing."""
    colors = "".join(f'<Code color="{each}"/>' for each in ("rgb(1,2,3)", "#f80", "#FF0088ff"))
    codebook = f"<CodeBook><Codes>{colors}</Codes></CodeBook>"

    project = read(
        tmp_path, codebook, text_source(attributes='creationDateTime=""'), "<Users><User/></Users>"
    )

    assert [code.color for code in project.codes] == ["", "#ff8800", "#0088ff"]
    assert all(code.is_codable for code in project.codes)
    assert len({code.guid for code in project.codes}) == 3
    assert project.sources[0].created == ""
    assert lost(project) == {"code": 3, "colour": 1}


def test_elements_may_stand_in_any_order(tmp_path: Path) -> None:
    """What refers to something may come before it."""
    case = f'<Cases><Case guid="{CASE}"><SelectionRef targetGUID="{PASSAGE}1"/></Case></Cases>'

    project = read(tmp_path, case, text_source(WAITING), CODEBOOK)

    assert project.cases[0].selections == (f"{PASSAGE}1",)
    assert len(project.codings) == 1


def test_codes_nest_and_names_may_repeat(tmp_path: Path) -> None:
    """Each code names the one above it; two of the same name stay two."""
    inner = f'<Code guid="{SECOND}" name="Waiting" isCodable="false"><Description>kort</Description></Code>'
    codebook = CODEBOOK.replace("/></Codes>", f">{inner}</Code></Codes>")

    codes = read(tmp_path, codebook).codes

    assert [(code.name, code.parent, code.is_codable) for code in codes] == [
        ("Waiting", "", True),
        ("Waiting", CODE, False),
    ]
    assert codes[1].description == "kort"


@pytest.mark.parametrize("several", [True, False])
def test_one_passage_may_have_several_codings(tmp_path: Path, several: bool) -> None:  # noqa: FBT001 - a case
    """Several codings on one passage, or one on each of several, are as many codings."""
    second = f'<Coding guid="{NOTE}" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    both = WAITING.replace("</PlainTextSelection>", f"{second}</PlainTextSelection>")
    each = WAITING + passage(2, 4, 11, inside=second)

    project = read(tmp_path, CODEBOOK, text_source(both if several else each))

    assert len(project.codings) == 2
    assert set(quotes(project)) == {"wachten"}


def test_who_coded_stands_at_the_coding(tmp_path: Path) -> None:
    """The coder is the coding's, not who made the passage."""
    users = f'<Users><User guid="{USER}" name="A"/><User guid="{SECOND}" name="B"/></Users>'
    coding = f'<Coding guid="{NOTE}" creatingUser="{USER}"><CodeRef targetGUID="{CODE}"/></Coding>'
    made = passage(1, 4, 11, inside=coding).replace("name=", f'creatingUser="{SECOND}" name=')

    project = read(tmp_path, users, CODEBOOK, text_source(made))

    assert (project.codings[0].coder, project.selections[0].author) == (USER, SECOND)


def test_where_no_coding_names_a_coder_the_passage_does(tmp_path: Path) -> None:
    """Some programs name the coder at the passage only; the list says that it was taken from there."""
    project = read(tmp_path, CODEBOOK, text_source(WAITING.replace("name=", f'creatingUser="{USER}" name=')))

    assert project.codings[0].coder == USER
    assert [user.guid for user in project.users] == [USER]
    assert lost(project) == {"coding": 1, "coder": 1}


def test_uncoded_and_empty_passages_keep_their_comments(tmp_path: Path) -> None:
    """A comment on a passage without code, or at a mere point, is not lost."""
    comment = "<Description>let op</Description>"

    project = read(
        tmp_path, text_source(passage(1, 4, 11, inside=comment) + passage(2, 5, 5, inside=comment))
    )

    assert [each.description for each in project.selections] == ["let op", "let op"]
    assert project.selections[1].start == project.selections[1].end


def test_memos_hang_where_they_are_named(tmp_path: Path) -> None:
    """Memos are attached by reference and by plain links; those of the project hang nowhere else."""
    at_passage = passage(1, 4, 11, inside=f'<NoteRef targetGUID="{NOTE}"/>')
    notes = (
        f'<Notes><Note guid="{NOTE}" creatingUser="{USER}"><PlainTextContent>eerste</PlainTextContent></Note>'
        f'<Note guid="{SECOND}" plainTextPath="internal://memo.txt"/></Notes>'
    )
    links = (
        f'<Links><Link guid="{LINK}" direction="OneWay" originGUID="{NOTE}" targetGUID="{SOURCE}"/></Links>'
    )

    project = read(
        tmp_path,
        text_source(at_passage),
        notes,
        links,
        f'<NoteRef targetGUID="{SECOND}"/>',
        **{"sources/memo.txt": "tweede"},
    )

    assert [(note.text, note.about) for note in project.notes] == [
        ("eerste", (f"{PASSAGE}1", SOURCE)),
        ("tweede", ()),
    ]
    assert project.links == ()


def test_a_link_with_a_name_stays_a_link(tmp_path: Path) -> None:
    """The name of a relation between a memo and a code is kept."""
    notes = f'<Notes><Note guid="{NOTE}"><PlainTextContent>x</PlainTextContent></Note></Notes>'
    links = f'<Links><Link guid="{LINK}" name="verklaart" originGUID="{NOTE}" targetGUID="{CODE}"/></Links>'

    project = read(tmp_path, CODEBOOK, notes, links)

    assert [(link.name, link.direction) for link in project.links] == [("verklaart", Direction.ASSOCIATIVE)]
    assert project.notes[0].about == (CODE,)


def test_variables_on_sources_and_cases(tmp_path: Path) -> None:
    """Values get the types of their elements; one that is absent or of another type stops nothing."""
    kinds = ["Text", "Boolean", "Integer", "Float", "Date", "DateTime", "Date", "Float", "Colour"]
    said = ["a", "1", "-3", "2.50", "2025-02-01Z", "2025-02-01T10:00:00", "", "veel", "rood"]
    variables = "".join(
        f'<Variable guid="{VARIABLE[:-1]}{n}" name="v{n}" typeOfVariable="{kind}"/>'
        for n, kind in enumerate(kinds)
    )
    values = "".join(
        f'<VariableValue><VariableRef targetGUID="{VARIABLE[:-1]}{n}"/>'
        f"<{kind}Value>{value}</{kind}Value></VariableValue>"
        for n, (kind, value) in enumerate(zip(kinds, said, strict=True))
    )
    cases = f'<Cases><Case guid="{CASE}">{values}<SourceRef targetGUID="{SOURCE}"/></Case></Cases>'

    project = read(tmp_path, f"<Variables>{variables}</Variables>", cases, text_source(values))

    expected = ["a", True, -3, 2.5, date(2025, 2, 1), datetime(2025, 2, 1, 10), "veel"]  # noqa: DTZ001 - as written
    assert list(project.sources[0].values.values()) == expected
    assert project.cases[0].values == project.sources[0].values
    assert project.cases[0].sources == (SOURCE,)
    assert lost(project) == {"variable": 1, "attribute value": 2}


def test_sets_name_their_members_in_either_way(tmp_path: Path) -> None:
    """@targetGUID and @guid are both read; members that are not there are counted."""
    sets = (
        f'<Sets><Set guid="{CASE}" name="G"><MemberCode guid="{CODE}"/><MemberSource targetGUID="{SOURCE}"/>'
        f'<MemberSource targetGUID="{SECOND}"/></Set></Sets>'
    )

    project = read(tmp_path, CODEBOOK, text_source(), sets)

    assert (project.sets[0].codes, project.sets[0].sources) == ((CODE,), (SOURCE,))
    assert lost(project) == {"member": 1}


def test_references_to_nothing_are_counted(tmp_path: Path) -> None:
    """A coding with a code that is not there is left out and counted."""
    project = read(tmp_path, text_source(WAITING))

    assert project.codings == ()
    assert quotes(project) == ["wachten"]
    assert lost(project) == {"coding": 1}


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    """The source stays, its passages are doubtful, and the list names it."""
    project = read_qdpx(packed(tmp_path, project_xml(CODEBOOK, text_source(WAITING))))

    assert (project.sources[0].text, len(project.codings)) == ("", 1)
    assert [(loss.what, loss.fate, loss.name) for loss in project.losses] == [
        ("text", Fate.LOST, "p01"),
        ("passage", Fate.DOUBTFUL, "p01"),
    ]


def test_words_come_from_the_word_document_where_there_is_no_plain_text(tmp_path: Path) -> None:
    """A source with formatted text only is read, and said to be doubtful."""
    document, stream = docx.Document(), BytesIO()
    document.add_paragraph("I: Hoe gaat het?")
    document.add_paragraph("R: Goed.")
    document.save(stream)
    xml = project_xml(
        text_source().replace('plainTextPath="internal://text.txt"', 'richTextPath="internal://a.docx"')
    )

    project = read_qdpx(packed(tmp_path, xml, {"sources/a.docx": stream.getvalue()}))

    assert project.sources[0].text == "I: Hoe gaat het?\nR: Goed."
    assert [(loss.what, loss.fate) for loss in project.losses] == [("text", Fate.DOUBTFUL)]


def test_media_stay_as_references(tmp_path: Path) -> None:
    """A recording keeps its place, its transcript and the times of that; what is coded in it is counted."""
    coding = '<Coding guid="{}"><CodeRef targetGUID="{}"/></Coding>'
    selection = (
        f'<TranscriptSelection guid="{PASSAGE}1" fromSyncPoint="{CASE}" toSyncPoint="{LINK}">'
        f"{coding.format(NOTE, CODE)}</TranscriptSelection>"
    )
    transcript = (
        f'<Transcript guid="{SECOND}" plainTextPath="internal://text.txt">'
        f'<SyncPoint guid="{CASE}" timeStamp="1500" position="4"/>'
        f'<SyncPoint guid="{LINK}" timeStamp="2500" position="11"/>{selection}</Transcript>'
    )
    coded = coding.format(VARIABLE, CODE)
    stretch = f'<VideoSelection guid="{PASSAGE}2" begin="1" end="2">{coded}</VideoSelection>'
    video = (
        f'<Sources><VideoSource guid="{SOURCE}" name="film" path="relative:///film.mp4">'
        f"{transcript}{stretch}</VideoSource></Sources>"
    )

    project = read(tmp_path, CODEBOOK, video)

    assert (project.sources[0].kind, project.sources[0].media) == (SourceKind.VIDEO, "relative:///film.mp4")
    assert project.sources[0].sync == ((1.5, 4), (2.5, 11))
    assert quotes(project) == ["wachten"]
    assert len(project.codings) == 1
    assert lost(project) == {"stretch of a recording": 1, "coding": 1}


def test_a_text_that_is_also_a_transcript_is_there_once(tmp_path: Path) -> None:
    """The text takes the times of the recording, which stays as a reference."""
    recording = (
        f'<Sources><AudioSource guid="{SECOND}" path="relative:///p01.m4a"><Transcript guid="{CASE}" '
        f'plainTextPath="internal://text.txt"><SyncPoint guid="{LINK}" timeStamp="500" position="4"/>'
        "</Transcript></AudioSource></Sources>"
    )

    project = read(tmp_path, text_source(), recording)

    assert [(each.text, each.media, each.sync) for each in project.sources] == [
        (TEXT, "relative:///p01.m4a", ((0.5, 4),)),
        ("", "relative:///p01.m4a", ()),
    ]


def test_two_sources_with_one_file_stay_two(tmp_path: Path) -> None:
    """Only transcripts are joined with texts."""
    project = read(tmp_path, text_source(), text_source().replace(SOURCE, SECOND))

    assert [each.text for each in project.sources] == [TEXT, TEXT]


def test_a_pdf_is_its_text(tmp_path: Path) -> None:
    """Passages of the text of a PDF are kept; a rectangle with the same GUID is that passage."""
    area = '<PDFSelection guid="{}" page="0" firstX="1" firstY="1" secondX="2" secondY="2">{}</PDFSelection>'
    coding = f'<Coding guid="{NOTE}"><CodeRef targetGUID="{CODE}"/></Coding>'
    pdf = (
        f'<Sources><PDFSource guid="{SOURCE}" path="internal://a.pdf"><Representation guid="{SECOND}" '
        f'plainTextPath="internal://text.txt">{WAITING}</Representation>'
        f"{area.format(PASSAGE + '1', coding)}{area.format(PASSAGE + '2', coding)}</PDFSource></Sources>"
    )

    project = read(tmp_path, CODEBOOK, pdf)

    assert (project.sources[0].kind, project.sources[0].text) == (SourceKind.PDF, TEXT)
    assert len(project.codings) == 1
    assert lost(project) == {"recording, picture or PDF": 1, "passage on a PDF page": 1, "coding": 1}


def test_cases_that_are_codes_too_get_what_they_said(tmp_path: Path) -> None:
    """NVivo lists a case also as a code; what is coded with it belongs to the case."""
    cases = f'<Cases><Case guid="{CODE}" name="Anna"/></Cases>'

    project = read(tmp_path, CODEBOOK, cases, text_source(WAITING))

    assert project.cases[0].selections == (f"{PASSAGE}1",)
    assert any("1 cases are codes as well" in notice for notice in project.notices)


def test_drawings_and_coded_memos_are_counted(tmp_path: Path) -> None:
    """What has no place with us is on the list, by name where it has one."""
    graphs = f'<Graphs><Graph guid="{CASE}" name="Netwerk"/></Graphs>'
    notes = (
        f'<Notes><Note guid="{NOTE}"><Description>d</Description><PlainTextContent>x</PlainTextContent>'
        f"{WAITING}</Note></Notes>"
    )

    project = read(tmp_path, CODEBOOK, notes, graphs)

    assert project.notes[0].text == "x\n\nd"
    assert lost(project) == {"coding": 1, "passage": 1, "memo": 1, "drawing": 1}


def test_the_example_of_the_standard_opens() -> None:
    """Annex A.2, a project of ATLAS.ti without its texts: everything is there, or on the list."""
    project = read_qde(STANDARD / "annex_A2.qde")

    assert project.origin.startswith("ATLAS.ti 8.4.0")
    assert (len(project.users), len(project.codes), len(project.sources), len(project.sets)) == (
        3,
        14,
        12,
        16,
    )
    assert (len(project.selections), len(project.codings), len(project.notes)) == (8, 9, 2)
    assert lost(project)["drawing"] == 1
    assert "sebpe" not in repr(project)


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    """The last word is that all is read."""
    told: list[tuple[int, int]] = []

    read_qdpx(packed(tmp_path, project_xml(CODEBOOK)), progress=lambda *step: told.append(step))

    size = len(project_xml(CODEBOOK).encode())
    assert told == [(size, size)]


def test_a_codebook_is_no_project(tmp_path: Path) -> None:
    """The message names the right function."""
    with pytest.raises(ReadError, match="read_qdc"):
        read_qdpx(packed(tmp_path, CODEBOOK))
