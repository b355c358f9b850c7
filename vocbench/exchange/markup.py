"""XML from outside as a tree: no document type, no entities, no endless depth or length."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from vocbench.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MOST_ELEMENTS = 1_000_000
DEEPEST = 200
"""Real documents nest some thirty deep; Python's own functions stop at a thousand."""
_IMPOSSIBLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def storable(text: str) -> str:
    """*text* with a replacement sign for each character that XML cannot hold."""
    return _IMPOSSIBLE.sub("\ufffd", text)


def parse_xml(raw: bytes, name: str, *, most_elements: int = MOST_ELEMENTS) -> Element:
    """The root element of the XML in *raw*.

    Args:
        raw: the bytes of a document, in the encoding that it states.
        name: what to call it in messages.
        most_elements: with how many elements it is refused.

    Raises:
        ReadError: not well-formed (the line is named), a document type or entities of its
            own, or nested or long beyond all that is usual.
    """
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - only XML needs it

    parser = DefusedXMLParser(target=_Guarded(name, most_elements), forbid_dtd=True)
    with _sound(name):
        parser.feed(raw)
        root = parser.close()
    if not isinstance(root, Element):
        raise ReadError(f"{name} is no sound XML: it holds no element. Export or copy it again.")
    return root


class Record(NamedTuple):
    """An element near the root, and the local names of those around it, the root's first."""

    around: tuple[str, ...]
    element: Element


def records(
    chunks: Iterable[bytes], name: str, *, depth: int, most_elements: int = 2 * MOST_ELEMENTS
) -> Iterator[Record]:
    """The elements of long XML one by one, so that it never is in memory whole.

    Args:
        chunks: the bytes of a document, piece by piece.
        name: what to call it in messages.
        depth: elements with that many around them are given with all that is in them; those
            with fewer follow when they end, without what was given before. The root is last.
        most_elements: with how many elements it is refused.

    Returns:
        Records whose elements have local names as tags: namespaces are left out.

    Raises:
        ReadError: as ``parse_xml``; records before the fault have been given by then.
    """
    from defusedxml.ElementTree import DefusedXMLParser  # noqa: PLC0415 - only XML needs it

    target = _Recorder(name, most_elements, depth)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    for chunk in chunks:
        with _sound(name):
            parser.feed(chunk)
        yield from target.taken()
    with _sound(name):
        parser.close()
    yield from target.taken()


@contextmanager
def _sound(name: str) -> Iterator[None]:
    """Says in our own words what is wrong with the XML that the block parses."""
    from defusedxml import DefusedXmlException  # noqa: PLC0415 - only XML needs it

    try:
        yield
    except DefusedXmlException:
        raise ReadError(
            f"{name} was not opened: it declares a document type or entities, which can hide harm. "
            "Save it again in the program that made it."
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise ReadError(f"{name} is no sound XML ({error}). Export or copy it again.") from None


def local_name(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


class _Guarded(TreeBuilder):
    """Builds the tree until it gets too deep or too long."""

    def __init__(self, name: str, most_elements: int) -> None:
        super().__init__()
        self._name, self._left, self._depth = name, most_elements, 0

    def start(self, tag: str, attrs: Mapping[str, str], /) -> Element:
        self._left -= 1
        self._depth += 1
        if self._left < 0 or self._depth > DEEPEST:
            raise ReadError(
                f"{self._name} was not opened: its XML is longer or nested deeper than any real document. "
                "Save it again in the program that made it."
            )
        return super().start(tag, dict(attrs))

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


class _Recorder(_Guarded):
    """Hands elements near the root over when they end, and forgets them."""

    def __init__(self, name: str, most_elements: int, depth: int) -> None:
        super().__init__(name, most_elements)
        self._record_depth = depth
        self._around: list[Element] = []
        self._ready: list[Record] = []

    def taken(self) -> list[Record]:
        """What ended since this was last asked."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attrs: Mapping[str, str], /) -> Element:
        element = super().start(local_name(tag), attrs)
        if self._depth <= self._record_depth + 1:
            self._around.append(element)
        return element

    def end(self, tag: str, /) -> Element:
        element = super().end(local_name(tag))
        if self._depth <= self._record_depth:
            self._around.pop()
            self._ready.append(Record(tuple(each.tag for each in self._around), element))
            if self._around:
                self._around[-1].remove(element)
        return element
