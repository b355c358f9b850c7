"""A sentence knows how it is said in another language."""

from __future__ import annotations

import copy
import pickle

import pytest

from vocbench.errors import VocbenchError
from vocbench.model.guess import Guess
from vocbench.model.qda import Fate, Loss
from vocbench.model.told import Told, listed, told

LINE = told("Line {line} has a quotation mark within a quoted cell; check that row.", line=1234)
LOSS = Loss(told("attribute value"), Fate.LOST, 3, told("The standard has no way to write it."), "age")


def test_it_is_the_english_sentence() -> None:
    """Whoever knows of no other language sees a text."""
    assert LINE == "Line 1234 has a quotation mark within a quoted cell; check that row."
    assert hash(LINE) == hash(str(LINE))


def test_numbers_are_grouped_as_the_language_does() -> None:
    """Those that are grouped; the number of a line stays as it is, and so does a name."""
    left_out = told("{what} were left out ({n:,}): {shown}", what=told("Headings"), n=1200, shown="'3,5.1'")

    assert left_out == "Headings were left out (1,200): '3,5.1'"
    assert left_out.in_language("nl-BE") == "Kopjes weggelaten (1.200): '3,5.1'"
    assert "Regel 1234 heeft" in LINE.in_language("nl")


def test_the_language_can_be_changed_back() -> None:
    """Nothing of the English is lost on the way."""
    assert LINE.in_language("nl").in_language("en") == LINE


def test_words_of_the_file_are_the_same_in_each_language() -> None:
    """Braces in them too."""
    assert Told("{n} of {m}").in_language("nl") == "{n} of {m}"


@pytest.mark.parametrize("twin", [copy.deepcopy, lambda text: pickle.loads(pickle.dumps(text))])  # noqa: S301 - our own
def test_it_goes_to_another_process(twin: object) -> None:
    """What comes out there can be told in both languages."""
    assert twin(LINE).in_language("nl") == LINE.in_language("nl")  # type: ignore[operator]


def test_of_many_names_the_first_are_listed() -> None:
    """And how many more there are, where there are more."""
    assert listed(["a", "b", "c"], 2).in_language("nl") == "a, b en nog 1"
    assert listed(["a", "b"], 2) == "a, b"


def test_guesses_and_losses_are_told_in_dutch() -> None:
    """Their words are; names, numbers and what became of it stay."""
    guess = Guess(told("role of {label!r}", label="Anna"), told("other"), 0.5, "interviewer")

    assert guess.in_language("nl") == Guess(Told("rol van 'Anna'"), Told("anders"), 0.5, "interviewer")
    assert LOSS.in_language("nl") == Loss(
        Told("waarde van een kenmerk"), Fate.LOST, 3, Told("De standaard kan dit niet opschrijven."), "age"
    )


def test_a_language_that_nobody_speaks_is_refused() -> None:
    """Also where the words are the same in each."""
    with pytest.raises(VocbenchError, match="speaks 'en' and 'nl'"):
        Told("utf-8").in_language("fr")
