"""Starter codebooks: codes with a definition, for a study to begin with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from vocbench.errors import CodebookError
from vocbench.model.codebook import SEPARATOR
from vocbench.model.language import spoken


@dataclass(frozen=True, slots=True)
class StarterCode:
    """A code to begin with: its path, what it means, when to use it and when not."""

    path: str
    description: str
    when_to_use: str
    when_not_to_use: str


@dataclass(frozen=True, slots=True)
class StarterCodebook:
    """Codes that belong together, in one language. ``credit`` names whose idea they rest on."""

    id: str
    name: str
    description: str
    credit: str
    codes: tuple[StarterCode, ...]

    def lowest(self) -> list[StarterCode]:
        """The codes that no other hangs under, in order."""
        above = {each.path.rpartition(SEPARATOR)[0] for each in self.codes}
        return [each for each in self.codes if each.path not in above]


def starter_codebooks(lang: str = "en") -> list[StarterCodebook]:
    """The starter codebooks in *lang*, in order of their names.

    Raises:
        VocbenchError: there is no such language.
    """
    language = spoken(lang)
    return sorted((_starter(each, language) for each in _contents()), key=lambda each: each.name)


def starter_codebook(starter_id: str, *, lang: str = "en") -> StarterCodebook:
    """The starter codebook with this id, in *lang*.

    Raises:
        CodebookError: there is none; the message lists those there are.
        VocbenchError: there is no such language.
    """
    language = spoken(lang)
    if starter_id not in _contents():
        known = ", ".join(map(repr, sorted(_contents())))
        raise CodebookError(f"No starter codebook {starter_id!r}. There are {known}.")
    return _starter(starter_id, language)


@cache
def _contents() -> Mapping[str, Any]:
    """What the files hold, by id. ``Any``: JSON."""
    folder = files("vocbench.model") / "templates" / "codebooks"
    return {
        each.name.removesuffix(".json"): json.loads(each.read_text(encoding="utf-8"))
        for each in folder.iterdir()
        if each.name.endswith(".json")
    }


def _starter(starter_id: str, language: str) -> StarterCodebook:
    content = _contents()[starter_id]
    return StarterCodebook(
        id=starter_id,
        name=content["names"][language],
        description=content["descriptions"][language],
        credit=content["credit"][language],
        codes=tuple(_codes(content["codes"], language, above=())),
    )


def _codes(entries: list[Any], language: str, *, above: tuple[str, ...]) -> list[StarterCode]:
    """The codes of a branch, each before those under it."""
    codes: list[StarterCode] = []
    for entry in entries:
        words = entry[language]
        names = (*above, words["name"])
        path = SEPARATOR.join(names)
        codes.append(StarterCode(path, words["description"], words["when_to_use"], words["when_not_to_use"]))
        codes += _codes(entry.get("codes", []), language, above=names)
    return codes
