"""The words of the interface, in English and Dutch: those of all widgets, and a module for each."""

from __future__ import annotations

from collections.abc import Mapping

from vocbench.model.language import spoken
from vocbench.widgets.texts import common

Words = Mapping[str, Mapping[str, str]]
"""The words of one widget: by language, ``"en"`` and ``"nl"``, and then by name."""


def together(*parts: Words) -> Words:
    """The words of one widget from those of its parts."""
    return {
        tongue: {key: text for part in parts for key, text in part[tongue].items()} for tongue in parts[0]
    }


def interface_texts(language: str, words: Words) -> dict[str, str]:
    """The words of an interface in *language*, by the name of each: the common ones, and *words*.

    Args:
        language: ``"en"`` or ``"nl"``; a region may follow, as in ``"nl-BE"``.
        words: what one widget says beyond what all say.

    Raises:
        VocbenchError: there is no such language; the message lists those there are.
    """
    tongue = spoken(language)
    return {**common.WORDS[tongue], **words[tongue]}
