"""How words are found as a person means them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.errors import QuoteError
from vocbench.model.finding import Finder, folded


def hits(text: str, *words: str, whole: bool = True) -> list[str]:
    """What is found of *words* in *text*, as it stands there."""
    return [text[start:end] for start, end in Finder(words, whole=whole).places(text)]


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("Een ÉÉN een", "een", ["Een", "ÉÉN", "een"]),
        ("een\u00a0 kwartier, een\nkwartier", "een kwartier", ["een\u00a0 kwartier", "een\nkwartier"]),
        ("cafe\u0301, 😀 café", "CAFÉ", ["cafe\u0301", "café"]),
        ("zo’n dag", "zo'n", ["zo’n"]),
        ("douche douchen gedoucht", "douche", ["douche"]),
        ("douche douchen gedoucht", "douche*", ["douche", "douchen"]),
        ("wachttijd, tijd, tijdig", "*tijd", ["wachttijd", "tijd"]),
        ("gedoucht, geduld", "*douch*", ["gedoucht"]),
        ("C++ en C", "C++", ["C++"]),
        ("niets", "iets", []),
    ],
)
def test_whole_words_are_found(text: str, words: str, found: list[str]) -> None:
    """Whole words are found whatever their capitals, accents and blanks; a star stands for letters."""
    assert hits(text, words) == found


def test_parts_of_words_are_found_in_a_search() -> None:
    """A search looks inside words, and takes a star for what it is."""
    assert hits("Niets * iets", "iets", whole=False) == ["iets", "iets"]
    assert hits("Niets * iets", "*", whole=False) == ["*"]


def test_phrases_and_words_come_in_the_order_of_the_text() -> None:
    """Hits of several words and phrases stand in reading order."""
    assert hits("b, a b, c", "c", "a b", "b") == ["b", "a b", "b", "c"]


@given(text=st.text(), at=st.integers(0, 30))
def test_a_hit_is_where_the_word_stands(text: str, at: int) -> None:
    """Marks, accents and emoji before a word do not move its place."""
    before = unicodedata.normalize("NFD", text)[:at]
    whole = f"{before} zoekwoord {text}"

    assert (len(before) + 1, len(before) + 10) in Finder(["zoekwoord"], whole=True).places(whole)


def test_folding_keeps_places_where_it_can() -> None:
    """Text with ready-made accents needs no map of places."""
    assert folded("Één café") == ("een cafe", None)


def test_nothing_to_look_for_is_refused() -> None:
    """A search for nothing, or for a star alone, says so."""
    with pytest.raises(QuoteError, match="no words"):
        Finder([" ", "*"], whole=True)
