"""Finding a quote in a text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.errors import AmbiguousQuoteError, QuoteError
from vocbench.model.quote import find_quote, same_words

TEXT = "Ik zei: 'het is te duur.'\nEn toen? Vijf minuten, vijf minuten… café – ja."


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), data=st.data())
def test_every_passage_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    """A passage cut from a text is found at its place, unless it stands there more often."""
    start = data.draw(st.integers(0, len(text) - 1))
    quote = text[start : data.draw(st.integers(start + 1, len(text)))]
    if not quote.strip() or text.count(quote) != 1:
        return

    found = [find_quote(text, quote, occurrence=1)]

    assert any(span.cut(text) == quote for span in found)


@pytest.mark.parametrize(
    ("quote", "passage"),
    [
        ("\u2018het is te duur.\u2019", "'het is te duur.'"),
        ("te\u00a0duur.", "te duur."),
        ("te duur.' En toen", "te duur.'\nEn toen"),
        (unicodedata.normalize("NFD", "café"), "café"),
        ("café - ja", "café – ja"),
    ],
)
def test_copying_does_not_make_another_quote(quote: str, passage: str) -> None:
    """Curly quotes, no-break spaces, line ends, accents' encoding and dashes are forgiven."""
    assert find_quote(TEXT, quote).cut(TEXT) == passage


def test_a_missing_quote_shows_the_nearest() -> None:
    """A quote with a slip of the pen is refused with the passage it resembles."""
    with pytest.raises(QuoteError, match=r"The nearest passage is .zei: 'het is te duur"):
        find_quote(TEXT, "het is veel te duur")


def test_a_quote_that_resembles_nothing_is_refused() -> None:
    """Where nothing comes near, no passage is suggested."""
    with pytest.raises(QuoteError, match="Nothing in it comes near"):
        find_quote(TEXT, "zwembad")


def test_a_quote_that_stands_twice_asks_which() -> None:
    """The message counts the places and shows what stands around each."""
    text = "eerst vijf minuten, later vijf minuten"

    with pytest.raises(AmbiguousQuoteError, match=r"2 times.*1: .*2: "):
        find_quote(text, "vijf minuten")

    assert find_quote(text, "vijf minuten", occurrence=2).start == 26


@pytest.mark.parametrize("occurrence", [3, 0, -1])
def test_an_occurrence_that_is_not_there_is_refused(occurrence: int) -> None:
    """Asking for the third of one, or for none, says how many there are."""
    with pytest.raises(QuoteError, match=r"1 time\(s\)"):
        find_quote(TEXT, "En toen", occurrence=occurrence)


@pytest.mark.parametrize("quote", ["", " ", "\n"])
def test_an_empty_quote_is_refused(quote: str) -> None:
    """Blanks are no quote."""
    with pytest.raises(QuoteError, match="empty"):
        find_quote(TEXT, quote)


def test_same_words_sees_a_real_difference() -> None:
    """Typography makes no difference; a letter does."""
    assert same_words("zo\u00a0\u201cduur\u201d", 'zo "duur"')
    assert not same_words("duur", "duurt")
    assert not same_words("", "duur")
