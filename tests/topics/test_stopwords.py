"""Which words may name a topic."""

import pytest

from vocbench.topics.stopwords import is_known_language, stop_words, word_set


@pytest.mark.parametrize("word", ["de", "het", "een", "ik", "echt", "gedaan", "the", "and", "would", "want"])
def test_function_words_are_left_out(word: str) -> None:
    """Articles, pronouns and fillers of both languages are stop words."""
    assert word in stop_words(("nl", "en"))


@pytest.mark.parametrize(
    "word", ["niet", "geen", "weinig", "veel", "erg", "no", "not", "never", "too", "few"]
)
def test_negation_and_quantity_are_kept(word: str) -> None:
    """A word that turns the meaning round is no stop word, though general lists say so."""
    assert word not in stop_words(("nl", "en"))


@pytest.mark.parametrize(
    "word", ["kind", "room", "website", "problem", "bill", "vol", "samen", "help", "gp", "answer"]
)
def test_what_customers_talk_about_is_kept(word: str) -> None:
    """A word with content in either language is no stop word in a mixed corpus."""
    assert word not in stop_words(("nl", "en"))


def test_one_language_leaves_the_other_alone() -> None:
    """Only the languages that were asked for lose their stop words."""
    words = stop_words(("nl",))

    assert "zijn" in words
    assert "would" not in words


def test_extra_word_is_left_out_even_if_it_negates() -> None:
    """The researcher's own list has the last word."""
    assert {"niet", "ambulance"} <= stop_words(("nl",), extra=["Niet", "ambulance"])


@pytest.mark.parametrize(("code", "known"), [("nl", True), ("de", True), ("xx", False), ("dutch", False)])
def test_languages_are_known_by_code(code: str, known: bool) -> None:  # noqa: FBT001 - the expected value
    """A language is known by its two-letter code, if there is a list."""
    assert is_known_language(code) is known


def test_word_set_splits_at_spaces_and_lines() -> None:
    """A list of words written as a text is a set of words."""
    assert word_set(" a b\n  c a ") == {"a", "b", "c"}
