"""Projects leave as other programs want them."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.refi_files import CODE, NOTE, SOURCE, USER, assert_valid
from vocbench.errors import Cancelled, WriteError
from vocbench.exchange.refi import read_qdpx, write_qdc, write_qdpx
from vocbench.model.qda import (
    Fate,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
    QdaVariable,
    SourceKind,
    VariableKind,
)
from vocbench.model.source import AttributeValue

PASSAGE = "55555555-0000-4000-8000-000000000001"
CODING = "66666666-0000-4000-8000-000000000001"
VARIABLE = "77777777-0000-4000-8000-000000000001"


def study(text: str = "Het wachten 😀 duurt lang.", start: int = 14, end: int = 19) -> QdaProject:
    """One interview with one coding."""
    return QdaProject(
        name="Study",
        users=(QdaUser(USER, "Anna"),),
        codes=(QdaCode(CODE, "Waiting", color="#ff0000"),),
        sources=(QdaSource(SOURCE, "p01", text=text),),
        selections=(QdaSelection(PASSAGE, SOURCE, start, end, author=USER),),
        codings=(QdaCoding(CODING, PASSAGE, CODE, USER),),
    )


def xml_of(path: Path) -> str:
    """The XML in the archive at *path*."""
    with zipfile.ZipFile(path) as archive:
        return archive.read("project.qde").decode("utf-8")


def test_the_archive_has_the_usual_layout(tmp_path: Path) -> None:
    """The project is at the root, texts are in lower-case sources, in UTF-8 without a mark."""
    write_qdpx(study("Één 😀\nTwee", 0, 3), tmp_path / "a.qdpx")

    with zipfile.ZipFile(tmp_path / "a.qdpx") as archive:
        assert archive.namelist() == ["project.qde", f"sources/{SOURCE}.txt"]
        assert archive.read(f"sources/{SOURCE}.txt") == "Één 😀\nTwee".encode()
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {(info.date_time[0], info.create_system) for info in archive.infolist()} == {(1980, 3)}


def test_the_same_project_gives_the_same_bytes(tmp_path: Path) -> None:
    """No clock, machine or chance is in the file."""
    write_qdpx(study(), tmp_path / "a.qdpx")
    os.utime(tmp_path / "a.qdpx", (1, 1))
    write_qdpx(study(), tmp_path / "b.qdpx")

    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


@pytest.mark.parametrize(
    ("profile", "start", "fate"), [("standard", 14, Fate.DOUBTFUL), ("nvivo", 15, Fate.CHANGED)]
)
def test_profiles_count_emoji_in_their_way(tmp_path: Path, profile: str, start: int, fate: Fate) -> None:
    """An emoji in front counts once in the standard and twice for NVivo, and both say so."""
    losses = write_qdpx(study(), tmp_path / "a.qdpx", profile=profile)

    assert f'startPosition="{start}"' in xml_of(tmp_path / "a.qdpx")
    assert [(loss.what, loss.fate, loss.n) for loss in losses] == [("passage", fate, 1)]


def test_a_project_without_emoji_loses_nothing(tmp_path: Path) -> None:
    """What goes along whole is not in the list of losses."""
    assert write_qdpx(study("Het wachten duurt lang."), tmp_path / "a.qdpx") == ()


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    """The message names the profiles there are."""
    with pytest.raises(WriteError, match="standard, nvivo"):
        write_qdpx(study(), tmp_path / "a.qdpx", profile="atlas")


def test_characters_that_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    """A control character in a memo's name becomes a replacement sign, which is listed."""
    project = replace(study("abcdefghijklmnopqrstuvwxyz"), notes=(QdaNote(NOTE, "a\x00b", "x\x0by"),))

    losses = write_qdpx(project, tmp_path / "a.qdpx")

    found = read_qdpx(tmp_path / "a.qdpx")
    assert found.notes[0].name == "a\ufffdb"
    assert found.notes[0].text == "x\x0by"
    assert [(loss.what, loss.fate, loss.n) for loss in losses] == [("text", Fate.CHANGED, 1)]


def test_line_ends_in_a_description_survive(tmp_path: Path) -> None:
    """XML would turn a carriage return into a line feed; it is written so that it stays."""
    write_qdpx(replace(study(), description="a\r\nb\rc"), tmp_path / "a.qdpx")

    assert read_qdpx(tmp_path / "a.qdpx").description == "a\r\nb\rc"


def test_half_a_character_in_a_text_is_replaced(tmp_path: Path) -> None:
    """A lone surrogate does not stop the export, and positions behind it hold."""
    write_qdpx(study("\ud83d wachten duurt", 2, 9), tmp_path / "a.qdpx")

    found = read_qdpx(tmp_path / "a.qdpx")
    assert found.sources[0].text == "\ufffd wachten duurt"
    assert (found.selections[0].start, found.selections[0].end) == (2, 9)


@pytest.mark.parametrize(
    "media",
    ["/home/anna/gesprekken/p01.m4a", r"C:\Users\anna\p01.m4a", "absolute:///home/anna/p01.m4a", "~/p01.m4a"],
)
def test_no_folder_of_this_machine_is_written(tmp_path: Path, media: str) -> None:
    """Of a recording only the name of its file goes along."""
    recording = QdaSource(SOURCE, "p01", SourceKind.AUDIO, media=media)

    losses = write_qdpx(QdaProject("Study", sources=(recording,)), tmp_path / "a.qdpx")

    assert "anna" not in xml_of(tmp_path / "a.qdpx")
    assert read_qdpx(tmp_path / "a.qdpx").sources[0].media == "relative:///p01.m4a"
    assert [loss.what for loss in losses] == ["place of a recording"]


def test_values_that_the_standard_lacks_are_listed(tmp_path: Path) -> None:
    """A number that is none is left out; a text for a number is kept and doubtful."""
    variable = QdaVariable(VARIABLE, "NPS", VariableKind.FLOAT)
    given: list[AttributeValue] = [float("nan"), "veel", 1e-7]
    sources = tuple(
        QdaSource(f"11111111-0000-4000-8000-00000000000{n}", f"p{n}", values={VARIABLE: value})
        for n, value in enumerate(given)
    )

    losses = write_qdpx(QdaProject("S", variables=(variable,), sources=sources), tmp_path / "a.qdpx")

    found = read_qdpx(tmp_path / "a.qdpx").sources
    assert [each.values.get(VARIABLE) for each in found] == [None, "veel", 1e-7]
    assert [(loss.fate, loss.name) for loss in losses] == [(Fate.LOST, "NPS"), (Fate.DOUBTFUL, "NPS")]


def test_a_date_alone_becomes_a_moment(tmp_path: Path) -> None:
    """The schema wants a time too; what is no date is left out and listed."""
    sources = (
        replace(study().sources[0], created="2025-02-21"),
        QdaSource("11111111-0000-4000-8000-000000000002", "p02", created="gisteren"),
    )

    losses = write_qdpx(QdaProject("S", sources=sources), tmp_path / "a.qdpx")

    assert [each.created for each in read_qdpx(tmp_path / "a.qdpx").sources] == ["2025-02-21T00:00:00", ""]
    assert [(loss.what, loss.n) for loss in losses] == [("date", 1)]
    assert_valid(xml_of(tmp_path / "a.qdpx").encode(), "Project.xsd")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(study(), codings=(QdaCoding(CODING, PASSAGE, NOTE),)), "refers to"),
        (replace(study(), codes=(QdaCode(CODE, "A", parent=CODE),)), "below itself"),
        (replace(study(), codes=(QdaCode("1", "A"),)), "no GUID"),
        (replace(study(), users=2 * study().users), "Two of one kind"),
        (study(start=2, end=400), "outside of its text"),
        (study("a\r\nb", 0, 1), "CR line ends"),
        (study("\ufeffab", 0, 1), "byte-order mark"),
    ],
)
def test_a_project_that_contradicts_itself_is_not_written(
    tmp_path: Path, wrong: QdaProject, said: str
) -> None:
    """The message says what is wrong, and there is no file."""
    with pytest.raises(WriteError, match=said):
        write_qdpx(wrong, tmp_path / "a.qdpx")

    assert list(tmp_path.iterdir()) == []


def test_stopping_leaves_the_older_file(tmp_path: Path) -> None:
    """Who is told of the progress may stop it; nothing is half-written."""
    (tmp_path / "a.qdpx").write_bytes(b"older")

    def stop(done: int, total: int) -> None:
        assert (done, total) == (1, 1)
        raise Cancelled

    with pytest.raises(Cancelled):
        write_qdpx(study(), tmp_path / "a.qdpx", progress=stop)

    assert [each.name for each in tmp_path.iterdir()] == ["a.qdpx"]
    assert (tmp_path / "a.qdpx").read_bytes() == b"older"


@pytest.mark.parametrize("name", ["a.zip", "absent/a.qdpx"])
def test_another_name_or_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    """The message names the suffix or the folder."""
    with pytest.raises(WriteError, match=r"\.qdpx|absent"):
        write_qdpx(study(), tmp_path / name)


def test_a_codebook_lists_what_it_cannot_hold(tmp_path: Path) -> None:
    """Sources and codings are counted as losses."""
    losses = write_qdc(study(), tmp_path / "a.qdc")

    assert {loss.what: loss.n for loss in losses} == {"source": 1, "coding": 1}


def test_a_codebook_without_codes_is_refused(tmp_path: Path) -> None:
    """The schema wants at least one code."""
    with pytest.raises(WriteError, match="no codes"):
        write_qdc(QdaProject("Study"), tmp_path / "a.qdc")


def test_times_follow_a_text_through_a_recording(tmp_path: Path) -> None:
    """A text with times is written as a text and as the transcript of its recording, and read back once."""
    text = replace(study().sources[0], media="relative:///p01.mp4", sync=((0.0, 0), (1.25, 4)))

    write_qdpx(replace(study(), sources=(text,)), tmp_path / "a.qdpx")

    assert "<VideoSource" in xml_of(tmp_path / "a.qdpx")
    assert read_qdpx(tmp_path / "a.qdpx").sources == (text,)
