"""The forms of words, their families, and what is no word."""

import pytest

from vocbench.topics.forms import are_kin, is_known, lemmatizer, straight, tokens_of, without_markup


def test_apostrophes_are_made_equal() -> None:
    """A curly apostrophe becomes a straight one."""
    assert straight("foto’s") == "foto's"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Te <b>traag</b></p><br/>en duur", ["Te", "traag", "en", "duur"]),
        ("<script>var x = 'rood';</script>blauw<style>p {color: red}</style>", ["blauw"]),
        ("koud&nbsp;water &amp; zeep &lt;div&gt;warm&lt;/div&gt;", ["koud", "water", "&", "zeep", "warm"]),
        ("zie https://example.org/klacht?a=b en www.example.nl/x", ["zie", "en"]),
        ("mail anna.jansen@example.com even", ["mail", "even"]),
        ("besteld bij bol.com", ["besteld", "bij", "bol"]),
        ("prijs < 10 en > 5", ["prijs", "<", "10", "en", ">", "5"]),
        ("I <3 it", ["I", "<", "3", "it"]),
    ],
)
def test_markup_and_addresses_are_no_words(text: str, words: list[str]) -> None:
    """Tags, entities, scripts and addresses go; a sign for "less than" does not swallow words."""
    assert [token for token in tokens_of(text) if token.strip()] == words


def test_plain_text_stays_as_it_is() -> None:
    """Text without markup is not touched."""
    assert without_markup("Goed, snel. Fijn!") == "Goed, snel. Fijn!"


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("nl", ["wachttijd", "wachttijden"]),
        ("nl", ["wachten", "wachtte", "gewacht", "wacht"]),
        ("nl", ["bellen", "gebeld", "belde"]),
        ("nl", ["app", "apps"]),
        ("nl", ["vriendelijk", "vriendelijke"]),
        ("nl", ["foto", "foto's"]),
        ("en", ["driver", "drivers"]),
        ("en", ["wait", "waiting", "waited", "waits"]),
        ("en", ["woman", "women"]),
        ("nl", ["sneller", "snellere"]),
        ("nl", ["herinner", "herinneren"]),
        ("nl", ["probeer", "proberen"]),
        ("nl", ["kamer", "kamers"]),
    ],
)
def test_forms_of_a_word_have_one_lemma(language: str, forms: list[str]) -> None:
    """Singular and plural, and the forms of a verb, are one word."""
    lemma = lemmatizer([language])

    assert len({lemma(form) for form in forms}) == 1


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "better", "good"),
        ("nl", "beter", "goed"),
        ("en", "quicker", "quick"),
        ("nl", "sneller", "snel"),
        ("nl", "beste", "goed"),
        ("en", "more", "much"),
        ("nl", "service", "servet"),
    ],
)
def test_other_words_stay_apart(language: str, one: str, other: str) -> None:
    """What asks for better says something else than praise; words that only look alike are not one either."""
    lemma = lemmatizer([language])

    assert lemma(one) != lemma(other)


def test_language_without_dictionary_leaves_words_alone() -> None:
    """Where there is no dictionary each form is a word of its own."""
    assert lemmatizer(["xx"])("wachttijden") == "wachttijden"


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("wachttijd", "wachtrij"),
        ("wachten", "wachttijd"),
        ("telefoonrekening", "energierekening"),
        ("rekening", "telefoonrekening"),
        ("editor", "editing"),
        ("real-time", "realtime"),
        ("quick", "quickly"),
        ("top-up", "top"),
    ],
)
def test_near_repeats_are_kin(word: str, other: str) -> None:
    """Forms of one stem, and Dutch compounds with a part in common, repeat each other."""
    assert are_kin(word, other)
    assert are_kin(other, word)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("clean", "clear"),
        ("appointment", "treatment"),
        ("onderzoek", "onderwerp"),
        ("mogelijk", "duidelijk"),
        ("gebruikers", "inwoners"),
        ("snappen", "stappen"),
        ("import", "export"),
        ("selection", "version"),
        ("infection", "attention"),
        ("water", "douche"),
    ],
)
def test_words_that_share_only_an_ending_are_not_kin(word: str, other: str) -> None:
    """A prefix or an ending is no part of a compound."""
    assert not are_kin(word, other)


@pytest.mark.parametrize(
    ("word", "language", "known"),
    [("wachttijd", "nl", True), ("the", "nl", False), ("the", "en", True), ("wachttijd", "xx", False)],
)
def test_dictionary_says_whether_a_word_is_known(word: str, language: str, known: bool) -> None:  # noqa: FBT001
    """A word is known in a language whose dictionary has it."""
    assert is_known(word, language) is known
