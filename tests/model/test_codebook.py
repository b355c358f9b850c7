"""The forest of codes."""

from __future__ import annotations

import pytest

from vocbench.errors import CodebookError
from vocbench.model.codebook import PALETTE, Code, Codebook

BOOK = Codebook([Code("1", "Pains"), Code("2", "Waiting", "1"), Code("3", "Gains"), Code("4", "Phone", "2")])


def test_paths_stand_below_their_parents() -> None:
    """Codes are listed by path, each after the code above it."""
    assert BOOK.paths() == ["Gains", "Pains", "Pains/Waiting", "Pains/Waiting/Phone"]


def test_a_change_leaves_the_original() -> None:
    """Renaming returns a new codebook, in which what hangs under the code has moved along."""
    changed = BOOK.renamed("Pains/Waiting", "Delay")

    assert "Pains/Delay/Phone" in changed
    assert "Pains/Waiting/Phone" in BOOK


def test_moving_takes_the_branch_along() -> None:
    """A code moved to the top keeps its children."""
    assert "Waiting/Phone" in BOOK.moved("Pains/Waiting", None)
    assert "Gains/Waiting/Phone" in BOOK.moved("Pains/Waiting", "Gains")


def test_a_code_cannot_hang_under_itself() -> None:
    """Moving a code into its own branch is refused."""
    with pytest.raises(CodebookError, match="under itself"):
        BOOK.moved("Pains", "Pains/Waiting/Phone")


def test_two_codes_of_one_name_under_one_parent_are_refused() -> None:
    """Names must differ under one parent, and only there."""
    with pytest.raises(CodebookError, match="two codes 'Pains'"):
        BOOK.renamed("Gains", "Pains")
    assert "Gains/Waiting" in BOOK.added(Code("5", "Waiting", "3"))


def test_a_misspelt_path_names_the_nearest() -> None:
    """An unknown path is refused with a suggestion."""
    with pytest.raises(CodebookError, match="Did you mean 'Pains/Waiting'"):
        BOOK["Pains/Wating"]


@pytest.mark.parametrize("name", ["", " ", " x", "a/b"])
def test_impossible_names_are_refused(name: str) -> None:
    """A name needs words, no blanks around them and no slash."""
    with pytest.raises(CodebookError):
        Code("1", name)


def test_below_lists_the_branch_only() -> None:
    """A branch holds the code and what hangs under it, not its namesakes."""
    book = BOOK.added(Code("5", "Painstaking"))

    assert [code.name for code in book.below("Pains")] == ["Pains", "Waiting", "Phone"]


def test_code_colors_can_be_told_apart_from_white() -> None:
    """Every colour of the palette reaches a contrast of 2 with white, so that a line of it shows."""
    for color in PALETTE:
        red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
        light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
        luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]
        assert 1.05 / (luminance + 0.05) >= 2, color
