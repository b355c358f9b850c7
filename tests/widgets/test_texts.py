"""The words of the interface."""

from __future__ import annotations

import re

import pytest

from vocbench.errors import VocbenchError
from vocbench.widgets.texts import interface_texts


def test_both_languages_say_the_same_things() -> None:
    """English and Dutch have the same keys, with the same blanks to fill.

    But for what was undone: the log names acts in English, so Dutch does not repeat it.
    """
    english, dutch = interface_texts("en"), interface_texts("nl")
    for key in ("undone", "redone"):
        english[key] = english[key].replace("{act}", "")

    assert english.keys() == dutch.keys()
    assert {key: set(re.findall(r"\{\w+\}", text)) for key, text in english.items()} == {
        key: set(re.findall(r"\{\w+\}", text)) for key, text in dutch.items()
    }


def test_a_region_is_allowed() -> None:
    """Belgian Dutch is Dutch here."""
    assert interface_texts("nl-BE") == interface_texts("nl")


def test_another_language_is_refused_with_those_there_are() -> None:
    """The message says what can be chosen."""
    with pytest.raises(VocbenchError, match="'en' and 'nl', not 'fr'"):
        interface_texts("fr")
