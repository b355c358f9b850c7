"""XML from outside is read, or refused before it does harm."""

from __future__ import annotations

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.markup import local_name, parse_xml

LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))


def test_a_document_is_read_in_the_encoding_it_states() -> None:
    """Bytes in, a tree out."""
    root = parse_xml('<?xml version="1.0" encoding="cp1252"?><a b="é">één</a>'.encode("cp1252"), "x")

    assert (root.tag, root.get("b"), root.text) == ("a", "é", "één")


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><a>&l9;</a>'.encode(), "document type or entities"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type or entities"),
        (b"<a>" * 100_000, "nested deeper"),
        (b"<a>" + b"<b/>" * 50 + b"</a>", "longer"),
        (b"<a><b></a>", "line 1"),
        (b"", "no sound XML"),
        (b'<?xml version="1.0" encoding="nowhere"?><a/>', "no sound XML"),
    ],
)
def test_what_could_do_harm_is_refused(raw: bytes, why: str) -> None:
    """The error says what was found; nothing is expanded."""
    with pytest.raises(ReadError, match=why):
        parse_xml(raw, "p01.xml", most_elements=50 if b"<b/>" in raw else 1000)


def test_a_name_without_its_namespace() -> None:
    """Tags are compared by what they are called."""
    assert [local_name(tag) for tag in ("{urn:x}p", "p")] == ["p", "p"]
