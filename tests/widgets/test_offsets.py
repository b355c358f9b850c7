"""Many offsets into one text, from code points to UTF-16 and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vocbench.model.span import from_utf16, to_utf16
from vocbench.widgets.offsets import Utf16Offsets

TEXTS = st.text(alphabet=st.sampled_from("ab é\n😀👩‍🚀漢"))


@given(text=TEXTS, choice=st.data())
def test_offsets_to_the_browser_are_those_of_the_model(text: str, choice: st.DataObject) -> None:
    """The quick translation and the model's give the same UTF-16 offset."""
    offset = choice.draw(st.integers(0, len(text)))

    assert Utf16Offsets(text).to_utf16(offset) == to_utf16(text, offset)


@given(text=TEXTS, choice=st.data())
def test_offsets_from_the_browser_are_those_of_the_model(text: str, choice: st.DataObject) -> None:
    """The quick translation and the model's agree, inside an emoji too."""
    offset = choice.draw(st.integers(0, len(text.encode("utf-16-le")) // 2))

    assert Utf16Offsets(text).from_utf16(offset) == from_utf16(text, offset)
