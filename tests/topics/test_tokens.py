"""Which words the answers have, and how they are written."""

import numpy as np
import pytest

from vocbench.topics.tokens import Tokens, read_tokens, uncapitalised


def read(*texts: str) -> Tokens:
    """The words of texts that occur once each."""
    return read_tokens(texts, np.ones(len(texts)))


def said(tokens: Tokens) -> list[str]:
    """All words in reading order."""
    return [tokens.words[place] for place in tokens.word]


def test_words_come_in_reading_order() -> None:
    """Each word is kept with the number of its text, in lower case; numbers and signs are no words."""
    tokens = read("De foto's, 3 stuks!", "", "Te laat")

    assert said(tokens) == ["de", "foto's", "stuks", "te", "laat"]
    assert tokens.text.tolist() == [0, 0, 0, 2, 2]


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (("De trein van de NS was laat", "bij NS", "ns"), "NS"),
        (("NS is laat", "NS is duur"), "NS"),
        (("in Jupyter", "with Jupyter", "Jupyter"), "Jupyter"),
        (("Wachten duurt lang", "Wachten.", "Wachten"), "wachten"),
        (("HET DUURT LANG", "HET DUURT TE LANG"), "duurt"),
        (("Snel. Wachten", "snel: Wachten"), "wachten"),
        (("de Tijd",), "tijd"),
    ],
)
def test_capitals_are_those_inside_sentences(texts: tuple[str, ...], shown: str) -> None:
    """A word keeps capitals it mostly has inside sentences, not those of a beginning or of shouting."""
    tokens = read(*texts)

    assert tokens.shown[tokens.words.index(shown.lower())] == shown


def test_text_that_occurs_often_decides_about_capitals() -> None:
    """The form in a text given by many people outweighs that in a text given by one."""
    tokens = read_tokens(["met de App is het fijn", "met de app gaat het"], np.array([3.0, 1.0]))

    assert "App" in tokens.shown


def test_word_written_apart_is_joined() -> None:
    """What is written as one word elsewhere is one word, also where it is written as two."""
    tokens = read("de klanten service", "klantenservice", "klantenservice is traag").joined(apart={"de"})

    assert said(tokens) == ["de", "klantenservice", "klantenservice", "klantenservice", "is", "traag"]
    assert tokens.text.tolist() == [0, 0, 1, 2, 2, 2]


@pytest.mark.parametrize("text", ["wacht. tijd", "wacht, tijd", "wacht 2 tijd", "wacht\ntijd"])
def test_words_with_something_between_stay_apart(text: str) -> None:
    """Words parted by more than space are two, though together they make a word."""
    assert said(read(text, "wachttijd").joined(apart=()))[:2] == ["wacht", "tijd"]


def test_stop_words_are_never_joined() -> None:
    """Two stop words stay two, though together they look like a word ("met een", "meteen")."""
    assert said(read("met een", "meteen", "meteen").joined(apart={"een"}))[:2] == ["met", "een"]


def test_slip_of_the_space_bar_makes_no_word() -> None:
    """A joined form that occurs once and that no dictionary has does not join others."""
    assert said(read("lange formulieren", "langeformulieren").joined(apart=()))[:2] == [
        "lange",
        "formulieren",
    ]


def test_word_is_joined_once() -> None:
    """Of three words in a row, the first two are joined and the third stays."""
    tokens = read("klanten service lijn", "klantenservice", "servicelijn", "klantenservice", "servicelijn")

    assert said(tokens.joined(apart=()))[:2] == ["klantenservice", "lijn"]


@pytest.mark.parametrize("texts", [(), ("",), ("!?", "12"), ("één",)])
def test_no_words_are_no_error(texts: tuple[str, ...]) -> None:
    """No text, empty texts and texts without words are read as such."""
    tokens = read(*texts).joined(apart=())

    assert len(tokens.text) == len(tokens.word) == len(tokens.follows) == len(said(tokens))


def test_only_capitals_of_sentences_go() -> None:
    """The capital of a first word goes; that of a name or an abbreviation stays."""
    assert uncapitalised(["De", "NS", ".", "Te", "duur", "GGZ"]) == ["de", "NS", ".", "te", "duur", "GGZ"]
