"""Positions in other units become code points into the clean text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.exchange.units import Ruler, Unit
from vocbench.model.source import clean_text

_ENCODING = {Unit.UTF_16: ("utf-16-le", 2), Unit.UTF_8: ("utf-8", 1), Unit.CODE_POINT: ("utf-32-le", 4)}
_TEXTS = st.text(st.sampled_from("aé€😀\r\n \ufeff"), max_size=30)


@given(_TEXTS, st.sampled_from(Unit))
def test_position_of_each_character_is_found(written: str, unit: Unit) -> None:
    """The position of a character, counted by encoding what stands before it, leads to that character."""
    encoding, size = _ENCODING[unit]
    ruler = Ruler(written, unit)

    for at, sign in enumerate(written):
        position = len(written[:at].encode(encoding)) // size
        is_dropped = (sign == "\r" and written[at + 1 : at + 2] == "\n") or (sign == "\ufeff" and at == 0)
        if not is_dropped:
            assert ruler.text[ruler.place(position)] == clean_text(f".{sign}")[1:]


@pytest.mark.parametrize(
    ("pairs_as_one", "counts_mark", "position"), [(False, True, 5), (True, True, 4), (False, False, 4)]
)
def test_line_ends_and_marks_count_as_the_program_counts_them(
    pairs_as_one: bool,  # noqa: FBT001 - pytest passes it by name
    counts_mark: bool,  # noqa: FBT001 - see above
    position: int,
) -> None:
    """The same letter is found whether CR LF counts as two or one, and the mark as one or none."""
    ruler = Ruler("\ufeffab\r\nc", pairs_as_one=pairs_as_one, counts_mark=counts_mark)

    assert ruler.text[ruler.place(position)] == "c"


def test_end_and_beyond_are_the_end() -> None:
    """The position after the last character, and any after that, is the length of the clean text."""
    ruler = Ruler("a😀\r\n", Unit.UTF_16)

    assert ruler.length == 5
    assert ruler.places(np.array([5, 99])).tolist() == [3, 3]


def test_empty_text_has_one_place() -> None:
    """Every position in an empty text is its start."""
    assert Ruler("").place(7) == 0
    assert Ruler("").length == 0


def test_a_position_inside_a_character_is_known() -> None:
    """Only positions between two characters, within the text, are between."""
    ruler = Ruler("a😀b", Unit.UTF_16)

    assert ruler.are_between(np.array([-1, 0, 1, 2, 3, 4, 5])).tolist() == [
        *(False, True, True, False, True, True, False)
    ]
