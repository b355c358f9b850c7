"""Long XML is read element by element."""

from __future__ import annotations

from vocbench.exchange.markup import records

XML = b'<x:P xmlns:x="u" k="1"><S><T>q<U/></T><T/></S><D>w</D></x:P>'


def test_elements_come_one_by_one_and_the_root_last() -> None:
    """Elements at the depth come whole, those around them without what was given before."""
    found = [
        (record.around, record.element.tag, len(record.element))
        for record in records([XML[:30], XML[30:]], "x", depth=2)
    ]

    assert found == [
        (("P", "S"), "T", 1),
        (("P", "S"), "T", 0),
        (("P",), "S", 0),
        (("P",), "D", 0),
        ((), "P", 0),
    ]


def test_names_are_local_and_attributes_are_kept() -> None:
    """Namespaces are left out of tags; the root still has its attributes."""
    *_, last = records([XML], "x", depth=2)

    assert (last.element.tag, last.element.attrib) == ("P", {"k": "1"})
