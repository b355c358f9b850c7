"""REFI-QDA files as other programs write them, made by hand; and a check against the schemas."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

STANDARD = Path(__file__).parent / "exchange" / "refi" / "standard"
"""The schemas and examples of the standard."""

SOURCE = "11111111-0000-4000-8000-000000000001"
CODE = "22222222-0000-4000-8000-000000000001"
USER = "33333333-0000-4000-8000-000000000001"
NOTE = "44444444-0000-4000-8000-000000000001"
PASSAGE = "55555555-0000-4000-8000-00000000000"
CODEBOOK = f'<CodeBook><Codes><Code guid="{CODE}" name="Waiting" isCodable="true"/></Codes></CodeBook>'


def passage(number: int, start: int, end: int, *, name: str = "", inside: str | None = None) -> str:
    """A passage with one coding, or with *inside* in it."""
    guid = f"{PASSAGE}{number}"
    coding = (
        f'<Coding guid="66666666-0000-4000-8000-00000000000{number}"><CodeRef targetGUID="{CODE}"/></Coding>'
    )
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" endPosition="{end}">'
        f"{coding if inside is None else inside}</PlainTextSelection>"
    )


def text_source(inside: str = "", *, path: str = "internal://text.txt", attributes: str = "") -> str:
    """A container with one text source."""
    return (
        f'<Sources><TextSource guid="{SOURCE}" name="p01" plainTextPath="{path}" {attributes}>{inside}'
        "</TextSource></Sources>"
    )


def project_xml(*parts: str, attributes: str = 'origin="Another program"') -> str:
    """The XML of a project with *parts*."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="Study" {attributes}>{"".join(parts)}</Project>'
    )


def packed(
    folder: Path,
    xml: str,
    files: Mapping[str, str | bytes] | None = None,
    *,
    member: str = "project.qde",
) -> Path:
    """An archive with *xml* and *files* in it."""
    path = folder / "study.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(member, xml)
        for name, content in (files or {}).items():
            archive.writestr(name, content)
    return path


def assert_valid(xml: bytes, schema: str) -> None:
    """Fail where *xml* is not as the schema of the standard wants it."""
    etree = pytest.importorskip("lxml.etree")
    _schema(schema).assertValid(etree.fromstring(xml))


@cache
def _schema(name: str) -> Any:
    etree = pytest.importorskip("lxml.etree")
    return etree.XMLSchema(etree.parse(str(STANDARD / name)))
