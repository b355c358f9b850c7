"""Damaged, hostile and random files: a sound transcript, or an error of our own; never more."""

from __future__ import annotations

import io
import json
import tempfile
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.made_transcripts import CHAT, EAF, RTF, SSA, TEXTGRID_LONG, TEXTGRID_SHORT, TTML, odt, packed, pdf
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import READERS, read_transcript
from vocbench.model.source import Transcript

FEW = settings(deadline=None, max_examples=60)
_MIB = 1 << 20
LINES = ["I: Hoe ging het? (lacht)", "R: Goed, [0:12] denk ik.", "I: Mooi.", "", "R1: Ja."] * 3
CUES = [(n, f"Anna: regel {n}") for n in range(6)]


def word() -> bytes:
    """A Word document with paragraphs and a table."""
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("0:05", "Anna", "Wat?"), strict=True):
        cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def sheet() -> bytes:
    """A workbook with a row a turn."""
    from openpyxl import Workbook  # noqa: PLC0415 - one maker needs it

    book = Workbook()
    rows = [("speaker", "text"), ("Anna", "Wat?"), ("Bert", "Dat."), ("Anna", "O.")]
    page = book.create_sheet("gesprek", 0)
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


TEXT = "\n".join(LINES).encode()
SRT = "\n\n".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{words}" for n, words in CUES)
TABLE = "speaker,text\nAnna,Wat?\nBert,Dat.\nAnna,O.\n"
MADE: dict[str, list[bytes]] = {
    ".txt": [TEXT],
    ".md": [TEXT.replace(b"I:", b"**I:**")],
    ".srt": [SRT.encode()],
    ".vtt": [("WEBVTT\n\n" + SRT.replace(",", ".").replace("Anna:", "<v Anna>")).encode()],
    ".sbv": ["\n\n".join(f"0:00:0{n}.000,0:00:0{n}.900\n{words}" for n, words in CUES).encode()],
    ".lrc": ["\n".join(f"[00:0{n}.00]{words}" for n, words in CUES).encode()],
    ".json": [json.dumps({"segments": [{"start": n, "end": n + 0.9, "text": w} for n, w in CUES]}).encode()],
    ".csv": [TABLE.encode()],
    ".tsv": [TABLE.replace(",", "\t").encode(), b"start\tend\ttext\n0\t900\tJa.\n1000\t1900\tNee.\n"],
    ".xlsx": [sheet()],
    ".ods": [odt()],
    ".docx": [word()],
    ".odt": [odt()],
    ".rtf": [RTF.encode("cp1252")],
    ".pdf": [pdf([LINES, LINES]), pdf([LINES], packs=True)],
    ".html": [
        ("<table><tr><th>Wie<th>Tekst<tr><td>I<td>Ja?</table><p><b>R:</b> Nee&nbsp;<br>" + EAF).encode()
    ],
    ".htm": [("<p>" + "<br>".join(LINES)).encode()],
    ".eaf": [EAF.encode()],
    ".textgrid": [TEXTGRID_LONG.encode(), TEXTGRID_SHORT.encode("utf-16")],
    ".cha": [CHAT.encode()],
    ".ttml": [TTML.encode()],
    ".dfxp": [TTML.encode()],
    ".srv3": [TTML.encode()],
    ".ass": [SSA.encode()],
    ".json3": [json.dumps({"events": [{"tStartMs": 0, "segs": [{"utf8": "Ja."}]}]}).encode()],
    ".otr": [json.dumps({"text": "<p>I: Ja?</p><p>R: Nee.</p>"}).encode()],
}


def read(suffix: str, content: bytes) -> Transcript | None:
    """The transcript in *content*, or ``None`` when it is refused by an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p01{suffix}"
        path.write_bytes(content)
        try:
            return read_transcript(path)
        except ReadError as error:
            assert str(error)  # noqa: PT017 - the message is what is tested
            return None


def check(transcript: Transcript | None) -> None:
    """The text is the words of the turns, and every span, time and confidence can be."""
    if transcript is None:
        return
    words = [turn.span.cut(transcript.text) for turn in transcript.turns]
    assert "\n".join(words) == transcript.text
    assert all(event.span.cut(transcript.text) == event.text for event in transcript.events)
    times = [time for turn in transcript.turns for time in (turn.start_seconds, turn.end_seconds)]
    assert all(time is None or 0 <= time < float("inf") for time in times)
    transcript.text.encode("utf-8")


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """*whole* with a few bytes changed, pieces cut out or doubled, or its end lost."""
    content = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(content) - 1, 0)))
        end = min(len(content), start + draw(st.integers(1, 60)))
        piece = draw(
            st.sampled_from(
                [bytes(content[start:end]) * 2, b"", b"\0", b'"', b"<", b"{", b"\xff", b"99999999999"]
            )
        )
        content[start:end] = piece
    return bytes(content[: draw(st.integers(0, len(content)))] if draw(st.booleans()) else content)


def test_every_reader_is_tried() -> None:
    """A new format cannot be forgotten here."""
    assert set(MADE) == set(READERS)


@pytest.mark.parametrize("suffix", MADE)
def test_the_made_files_themselves_are_read(suffix: str) -> None:
    """Damage is tried on files that are sound."""
    if suffix == ".ods":
        pytest.skip("a made text stands in for a workbook: damage is tried on its archive only")
    assert all(read(suffix, whole) is not None for whole in MADE[suffix])


@pytest.mark.parametrize("suffix", MADE)
@FEW
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    """Whatever happens to a file on its way, the reader does not crash."""
    whole = data.draw(st.sampled_from(MADE[suffix]))

    check(read(suffix, data.draw(damaged(whole))))


INSIDE = {".docx": "word/document.xml", ".odt": "content.xml", ".xlsx": "xl/worksheets/sheet1.xml"}


def with_member(whole: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    """The archive *whole* with one member changed and packed anew."""
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        members: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(archive_bytes(members[member]))
    return packed(members)


def archive_bytes(content: str | bytes) -> bytes:
    """A member as bytes."""
    return content.encode() if isinstance(content, str) else content


@pytest.mark.parametrize("suffix", INSIDE)
@FEW
@given(data=st.data())
def test_damage_inside_an_archive_is_met_too(suffix: str, data: st.DataObject) -> None:
    """The text part may be damaged while the archive is sound."""
    whole = MADE[suffix][0]

    check(read(suffix, with_member(whole, INSIDE[suffix], lambda xml: data.draw(damaged(xml)))))


WEB = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "I: ",
]
WEB += [
    "&lt;",
    "&#0;",
    "&#xD800;",
    '<p style="',
    '"',
    ">",
    "hidden",
    "<pre>",
    "x",
    "<svg>",
    "<h1>",
    "]]>",
    "<?x",
]
RICH = [
    "{",
    "}",
    "\\par ",
    "\\b ",
    "\\b0 ",
    "\\'e9",
    "\\u-10179?",
    "\\uc2 ",
    "\\cell ",
    "\\row ",
    "\\*",
    "\\v ",
    "I: ",
]
RICH += [
    "\\trowd",
    "\\intbl ",
    "\\footnote ",
    "\\fonttbl",
    "\\f1 ",
    "\\fcharset204 ",
    "\\ansicpg932 ",
    "\\",
    "\\bin99 ",
]
GRID = [
    '"IntervalTier"',
    '"TextTier"',
    '"a"',
    '""',
    " 0 ",
    " 1 ",
    " 1e308 ",
    " -5 ",
    " 99999 ",
    "[1]",
    "\n",
    '"',
    "x",
]
TALK = [
    "*A:\t",
    "%mor:\t",
    "@End",
    "\n",
    "\t",
    "\x15",
    "1_2",
    "[//]",
    "[: x]",
    "<",
    ">",
    "&=x",
    "xxx",
    "+...",
    "0",
    "(",
]
PIECES = {
    ".html": ("", WEB, ""),
    ".rtf": ("{\\rtf1 ", RICH, "}"),
    ".textgrid": ("TextGrid ", GRID, ""),
    ".cha": ("*A:\tja\n", TALK, ""),
}


@pytest.mark.parametrize("suffix", PIECES)
@FEW
@given(data=st.data())
def test_pieces_in_any_order_are_read_or_refused(suffix: str, data: st.DataObject) -> None:
    """What belongs to a format may stand where it does not belong."""
    before, pieces, after = PIECES[suffix]
    middle = "".join(data.draw(st.lists(st.sampled_from(pieces), max_size=40)))

    check(read(suffix, (before + middle + after).encode("utf-8")))


@pytest.mark.parametrize(
    ("suffix", "opened", "closed"),
    [(".docx", "w:sdt", "word/document.xml"), (".odt", "text:span", "content.xml"), (".eaf", "TIER", "")],
)
def test_endless_nesting_is_refused(suffix: str, opened: str, closed: str) -> None:
    """A tree too deep for any function is never built."""
    xml = f"<{opened.rsplit(':', maxsplit=1)[-1]}>".encode() * 200_000
    content = with_member(MADE[suffix][0], closed, lambda _: xml) if closed else xml

    assert read(suffix, content) is None


LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize("suffix", [".docx", ".odt", ".eaf"])
def test_entities_are_not_expanded(suffix: str) -> None:
    """A billion laughs are refused before the first."""
    xml = f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'.encode()
    content = with_member(MADE[suffix][0], INSIDE[suffix], lambda _: xml) if suffix in INSIDE else xml

    assert read(suffix, content) is None


def lying(suffix: str) -> bytes:
    """An archive whose text part says it is small and is not."""
    content = bytearray(with_member(MADE[suffix][0], INSIDE[suffix], lambda xml: xml + b" " * 200 * _MIB))
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo(INSIDE[suffix]).file_size
    return bytes(content).replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))


@pytest.mark.parametrize("suffix", [".docx", ".odt"])
@pytest.mark.parametrize("says_so", [True, False])
def test_a_zip_bomb_takes_no_memory(suffix: str, says_so: bool) -> None:  # noqa: FBT001 - a parameter of a test
    """200 MB of blanks, declared or hidden, are refused before they are unpacked."""
    bomb = (
        with_member(MADE[suffix][0], INSIDE[suffix], lambda xml: xml + b" " * 200 * _MIB)
        if says_so
        else lying(suffix)
    )
    tracemalloc.start()
    try:
        transcript = read(suffix, bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert transcript is None
    assert peak < 80 * _MIB


def test_a_packed_page_that_is_a_bomb_takes_no_memory() -> None:
    """A PDF may pack its text as an archive does."""
    bomb = pdf([["I: Ja?", "x" * 200 * _MIB]], packs=True)
    tracemalloc.start()
    try:
        read(".pdf", bomb)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 400 * _MIB


@pytest.mark.parametrize(
    "page",
    [
        "<b>" * 50_000,
        "<!--" * 50_000,
        "<a " * 50_000,
        "<table><tr><td>" * 5_000,
        "&" * 50_000,
        "</p>" * 50_000,
    ],
)
def test_a_long_hostile_page_ends(page: str) -> None:
    """What makes other parsers look at the rest again and again is read in one go."""
    check(read(".html", (page + "<p>I: Ja?").encode()))
