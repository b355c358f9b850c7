"""Whatever is in a file: a project that hangs together, or an error of our own."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.refi_files import CODE, CODEBOOK, NOTE, SOURCE, STANDARD, USER, passage, project_xml, text_source
from vocbench.errors import ReadError, VocbenchError
from vocbench.exchange.refi import read_qdc, read_qde, read_qdpx, write_qdpx
from vocbench.model.qda import QdaProject

UNHURRIED = settings(deadline=None, max_examples=150)
READERS: dict[str, Callable[[Path], QdaProject]] = {".qdpx": read_qdpx, ".qde": read_qde, ".qdc": read_qdc}
_WHOLE = project_xml(
    f'<Users><User guid="{USER}" name="A"/></Users>',
    CODEBOOK,
    text_source(passage(1, 4, 11) + passage(2, 12, 17, inside=f'<NoteRef targetGUID="{NOTE}"/>')),
    f'<Notes><Note guid="{NOTE}"><PlainTextContent>x</PlainTextContent></Note></Notes>',
    f'<Sets><Set guid="{USER}" name="s"><MemberCode targetGUID="{CODE}"/></Set></Sets>',
)
_PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            "/",
            '"',
            "=",
            "&",
            "&amp;",
            "<Code ",
            "</Code>",
            "<Coding>",
            "<NoteRef/>",
            "<Case>",
            "<Set/>",
        ),
        *(
            'guid="',
            'targetGUID="',
            'startPosition="',
            "-1",
            "99999999999999999999",
            "1e9",
            "NaN",
            "\0",
            "\ufeff",
        ),
        *(
            SOURCE,
            CODE,
            NOTE,
            "{" + USER + "}",
            "<Sources>",
            "<PDFSource/>",
            "<Transcript/>",
            "<VariableValue/>",
        ),
        *(
            "<PlainTextSelection ",
            "<SyncPoint ",
            "internal://",
            "../",
            "😀",
            "<!DOCTYPE a>",
            "<![CDATA[",
            "<?x?>",
        ),
    ]
)


@cache
def seeds(suffix: str) -> list[bytes]:
    """Sound files from which mutants are made."""
    if suffix == ".qdc":
        return [(STANDARD / "annex_A1.qdc").read_bytes(), CODEBOOK.encode()]
    if suffix == ".qde":
        return [_WHOLE.encode(), (STANDARD / "annex_A2.qde").read_bytes()]
    return [in_archive(_WHOLE.encode())]


def in_archive(xml: bytes) -> bytes:
    """A project archive around *xml*."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("project.qde", xml)
        archive.writestr("sources/text.txt", "\ufeffHet wachten\r\n😀 duurt lang.")
    return stream.getvalue()


@st.composite
def mutants(draw: st.DrawFn, suffix: str) -> bytes:
    """A sound file with pieces cut out, put in, repeated or changed."""
    content = draw(st.sampled_from(seeds(suffix)))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(content)))
        end = min(len(content), start + draw(st.integers(0, 60)))
        put = draw(
            st.one_of(
                st.just(b""),
                _PIECES.map(str.encode),
                st.binary(max_size=8),
                st.just(2 * content[start:end]),
            )
        )
        content = content[:start] + put + content[end:]
    return content


def read(suffix: str, content: bytes) -> QdaProject | None:
    """The project in *content*, or ``None`` when it is refused by an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"study{suffix}"
        path.write_bytes(content)
        try:
            return READERS[suffix](path)
        except ReadError:
            return None


def check(project: QdaProject | None) -> None:
    """What came in can be written, which wants every reference to lead somewhere."""
    if project is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        write_qdpx(project, Path(folder) / "again.qdpx")


@pytest.mark.parametrize("suffix", READERS)
@UNHURRIED
@given(data=st.data())
def test_mutants_are_read_or_refused(suffix: str, data: st.DataObject) -> None:
    """A damaged file gives a sound project or a ReadError, nothing else."""
    check(read(suffix, data.draw(mutants(suffix))))


@UNHURRIED
@given(data=st.data())
def test_archives_around_mutants_are_read_or_refused(data: st.DataObject) -> None:
    """A sound archive with a damaged project and a text in it gives a sound project or a ReadError."""
    check(read(".qdpx", in_archive(data.draw(mutants(".qde")))))


@pytest.mark.parametrize("suffix", READERS)
@UNHURRIED
@given(content=st.binary(max_size=300))
def test_any_bytes_are_refused(suffix: str, content: bytes) -> None:
    """Bytes that are no file of ours are refused with an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"study{suffix}"
        path.write_bytes(content)

        with pytest.raises(VocbenchError):
            READERS[suffix](path)
