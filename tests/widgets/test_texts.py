"""The words of the interface."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

from vocbench.errors import VocbenchError
from vocbench.widgets import texts
from vocbench.widgets.texts import Words, common, interface_texts

MODULES = [module.name for module in iter_modules(texts.__path__)]


@pytest.mark.parametrize("module", MODULES)
def test_both_languages_say_the_same_things(module: str) -> None:
    """English and Dutch have the same keys, with the same blanks to fill.

    But for what was undone: the log names acts in English, so Dutch does not repeat it.
    """
    words: Words = import_module(f"vocbench.widgets.texts.{module}").WORDS
    english, dutch = dict(words["en"]), words["nl"]
    for key in {"undone", "redone"} & english.keys():
        english[key] = english[key].replace("{act}", "")

    assert english.keys() == dutch.keys()
    assert {key: set(re.findall(r"\{\w+\}", text)) for key, text in english.items()} == {
        key: set(re.findall(r"\{\w+\}", text)) for key, text in dutch.items()
    }


@pytest.mark.parametrize("module", [name for name in MODULES if name != "common"])
def test_no_widget_says_again_what_all_say(module: str) -> None:
    """A word stands once: in its widget's module, or among the common ones."""
    words: Words = import_module(f"vocbench.widgets.texts.{module}").WORDS

    repeated = {key for key, text in words["en"].items() if common.WORDS["en"].get(key) == text}

    assert repeated == set()


def test_a_region_is_allowed() -> None:
    """Belgian Dutch is Dutch here."""
    assert interface_texts("nl-BE", common.WORDS) == interface_texts("nl", common.WORDS)


def test_another_language_is_refused_with_those_there_are() -> None:
    """The message says what can be chosen."""
    with pytest.raises(VocbenchError, match="'en' and 'nl', not 'fr'"):
        interface_texts("fr", common.WORDS)
