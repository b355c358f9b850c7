"""Sentences for whoever works with a file, which can be said in each language of the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import Formatter
from typing import Any

from vocbench.model.language import LANGUAGES, spoken

_SWAPPED = str.maketrans(",.", ".,")


class Told(str):
    """Words for whoever works with a file: a text that knows how it is said in another language.

    It is the text, and can be used as any other. ``told()`` makes those that can be said otherwise.
    Made directly of a text, such as a name from the file, it is the same in each language.

    >>> told("Rows left out: {n:,}.", n=1200)
    'Rows left out: 1,200.'
    """

    __slots__ = ("_template", "_values")
    _template: str
    _values: Mapping[str, object]

    def __new__(cls, text: str, template: str = "", values: Mapping[str, object] | None = None) -> Told:  # noqa: PYI034 - not made for heirs
        """The words *text*, made of *template* and *values* where it can be said otherwise."""
        made = super().__new__(cls, text)
        made._template, made._values = template, values or {}
        return made

    def in_language(self, language: str) -> Told:
        """The same in *language*, from which it can be had back in the one it was made in.

        Numbers are written as the language writes them, and values that are told are told in it too.

        Args:
            language: ``"en"`` or ``"nl"``; a region may follow.

        Raises:
            VocbenchError: there is no such language.
        """
        tongue = spoken(language)
        if not self._template:
            return self
        text = _Saying(tongue).vformat(_template(self._template, tongue), (), self._values)
        return Told(text, self._template, self._values)


def told(template: str, **values: object) -> Told:
    """The English *template* with its values filled in; ``in_language`` says it otherwise.

    Args:
        template: a sentence or a part of one, written out where this is called, with fields as
            ``str.format`` has them. ``vocbench.model.dutch`` has each in Dutch.
        **values: what to fill in: numbers, names as they are, or what is told itself.
    """
    return Told(template.format(**values), template, values)


def listed(names: Sequence[str], most: int) -> Told:
    """The first *most* of *names* with commas between them, and how many more there are."""
    shown, n = ", ".join(names[:most]), len(names) - most
    return told("{shown} and {n:,} more", shown=shown, n=n) if n > 0 else Told(shown)


class _Saying(Formatter):
    """Fills in values as a language writes them."""

    def __init__(self, tongue: str) -> None:
        self._tongue = tongue

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:  # noqa: ANN401 - any value
        """The value of a field, in the language."""
        value = super().get_value(key, args, kwargs)
        return value.in_language(self._tongue) if isinstance(value, Told) else value

    def format_field(self, value: Any, format_spec: str) -> str:  # noqa: ANN401 - any value
        """The value as text: 1.200,5 in Dutch."""
        text: str = super().format_field(value, format_spec)
        is_swapped = self._tongue != LANGUAGES[0] and isinstance(value, int | float)
        return text.translate(_SWAPPED) if is_swapped else text


def _template(template: str, tongue: str) -> str:
    if tongue == LANGUAGES[0]:
        return template
    from vocbench.model.dutch import WORDS  # noqa: PLC0415 - only who reads Dutch needs them

    return WORDS.get(template, template)
