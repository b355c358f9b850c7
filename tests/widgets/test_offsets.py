"""Many offsets into one text, from code points to UTF-16 and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vocbench.widgets.offsets import Utf16Offsets


def to_utf16(text: str, offset: int) -> int:
    """The browser's offset, by encoding what comes before it."""
    return len(text[:offset].encode("utf-16-le")) // 2


def from_utf16(text: str, offset: int) -> int:
    """The code-point offset, by decoding what comes before it."""
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le", "ignore"))


TEXTS = st.text(alphabet=st.sampled_from("ab é\n😀👩‍🚀漢"))


@given(text=TEXTS, choice=st.data())
def test_offsets_to_the_browser_are_those_of_the_encoding(text: str, choice: st.DataObject) -> None:
    """Looking up gives the offset that encoding gives."""
    offset = choice.draw(st.integers(0, len(text)))

    assert Utf16Offsets(text).to_utf16(offset) == to_utf16(text, offset)


@given(text=TEXTS, choice=st.data())
def test_offsets_from_the_browser_are_those_of_the_encoding(text: str, choice: st.DataObject) -> None:
    """Looking up gives the offset that decoding gives, inside an emoji too."""
    offset = choice.draw(st.integers(0, len(text.encode("utf-16-le")) // 2))

    assert Utf16Offsets(text).from_utf16(offset) == from_utf16(text, offset)
