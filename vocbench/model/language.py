"""Which language an interface speaks."""

from __future__ import annotations

from vocbench.errors import VocbenchError

LANGUAGES = ("en", "nl")
"""The languages of widgets, charts and reports."""


def spoken(language: str) -> str:
    """The interface language for *language*, such as ``"nl"`` for ``"nl-BE"``.

    Raises:
        VocbenchError: there is no such language; the message lists those there are.
    """
    primary = language.partition("-")[0].lower()
    if primary not in LANGUAGES:
        known = " and ".join(map(repr, LANGUAGES))
        raise VocbenchError(f"The interface speaks {known}, not {language!r}.")
    return primary
