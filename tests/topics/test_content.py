"""Which answers are set apart, and which are not."""

import pytest

from vocbench.topics.content import NoContent, find_no_content, plain_form


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NoContent.EMPTY),
        (" \t\n\u00a0", NoContent.EMPTY),
        ("-", NoContent.NO_WORDS),
        ("?", NoContent.NO_WORDS),
        (".", NoContent.NO_WORDS),
        ("👍", NoContent.NO_WORDS),
        ("10", NoContent.NO_WORDS),
        ("x", NoContent.TOO_SHORT),
        ("w.", NoContent.TOO_SHORT),
        ("geen", NoContent.NO_ANSWER),
        ("Nee.", NoContent.NO_ANSWER),
        ("n.v.t.", NoContent.NO_ANSWER),
        ("NVT", NoContent.NO_ANSWER),
        ("N. v. t.", NoContent.NO_ANSWER),
        ("Weet niet", NoContent.NO_ANSWER),
        ("geen idee!!", NoContent.NO_ANSWER),
        ("Geen opmerkingen", NoContent.NO_ANSWER),
        ("Nee, geen opmerkingen.", NoContent.NO_ANSWER),
        ("Did not answer", NoContent.NO_ANSWER),
        ("None", NoContent.NO_ANSWER),
        ("n/a", NoContent.NO_ANSWER),
        ("Nothing.!!", NoContent.NO_ANSWER),
        ("No comment", NoContent.NO_ANSWER),
        ("Can’t think of anything.", NoContent.NO_ANSWER),
        ("Nothing, same as above.", NoContent.NO_ANSWER),
        ("Nothing. Thank you so much.", NoContent.NO_ANSWER),
        ("I honestly don’t know", NoContent.NO_ANSWER),
        ("Nothing as far as I'm concerned.", NoContent.NO_ANSWER),
        ("No further comments or suggestions", NoContent.NO_ANSWER),
        ("None that I can think of", NoContent.NO_ANSWER),
        ("Not sure.", NoContent.NO_ANSWER),
        ("See my answers to 6 and 7", NoContent.NO_ANSWER),
        ("[unreadable]", NoContent.NO_ANSWER),
        ("Zou ik eigenlijk niet weten", NoContent.NO_ANSWER),
        ("Nee, ik heb geen verdere vragen of opmerkingen", NoContent.NO_ANSWER),
        ("Geen verdere op- of aanmerkingen", NoContent.NO_ANSWER),
        ("Helaas niet, hoor", NoContent.NO_ANSWER),
        ("weet ik niet zo goed", NoContent.NO_ANSWER),
        ("Kan zo niks bedenken", NoContent.NO_ANSWER),
        ("zie vraag 3", NoContent.NO_ANSWER),
        ("skip", NoContent.NO_ANSWER),
        ("Ja.", NoContent.NO_ANSWER),
        ("<p>&nbsp;</p>", NoContent.EMPTY),
        ("<div class='answer'><p>Geen opmerkingen</p><br/></div>", NoContent.NO_ANSWER),
        ("asdf", NoContent.KEYBOARD_NOISE),
        ("ASDASD", NoContent.KEYBOARD_NOISE),
        ("xxx", NoContent.KEYBOARD_NOISE),
        ("qwerty", NoContent.KEYBOARD_NOISE),
        ("sdfgh hjkl;", NoContent.KEYBOARD_NOISE),
        ("dfgkjh", NoContent.KEYBOARD_NOISE),
        ("aaaaaa", NoContent.KEYBOARD_NOISE),
    ],
)
def test_reply_without_content_is_set_apart(text: str, reason: NoContent) -> None:
    """A reply that says nothing is recognised, however it is spelled."""
    assert find_no_content(text) is reason


@pytest.mark.parametrize(
    "text",
    [
        "geen warm water",
        "Geen klachten",
        "geen test",
        "No test",
        "Thank you",
        "Niets, alles prima",
        "Nothing could be better",
        "Not helpful",
        "I don't know why it was late",
        "See charts",
        "<p>koud</p>",
        "C++",
        "R&D",
        "D3",
        "mzML/XML",
        "XMLHTTP",
        "No everything is OK.",
        "Nothing. Everything perfect.",
        "niet duidelijk",
        "goed",
        "GGZ",
        "TomTom",
        "Jana",
        "ASD",
        "NHS 111",
        "asd is anders dan adhd",
        "7 dagen wachten",
        "水が冷たい",
    ],
)
def test_reply_with_content_stays(text: str) -> None:
    """A reply that says something stays, though it holds words such as "geen" or "nothing"."""
    assert find_no_content(text) is None


def test_extra_phrase_means_no_answer() -> None:
    """A phrase the researcher adds counts like the built-in ones, whatever its case."""
    assert find_no_content("Zie mijn MAIL.", extra_phrases=["zie mijn mail"]) is NoContent.NO_ANSWER


def test_endless_repetition_is_judged_at_once() -> None:
    """A reply of thousands of phrases with a last word that is none does not hang the search."""
    assert find_no_content("blah " * 5_000 + "water") is None


@pytest.mark.parametrize("other", ["te  LANG", "te lang!", " Te-lang ", "te\u00a0lang"])
def test_plain_form_ignores_case_and_punctuation(other: str) -> None:
    """Two spellings of the same words have the same plain form."""
    assert plain_form(other) == plain_form("Te lang.")
