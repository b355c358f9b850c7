"""The starter codebooks."""

from __future__ import annotations

import re

import pytest

from vocbench.errors import CodebookError, VocbenchError
from vocbench.model.codebook import SEPARATOR
from vocbench.model.language import LANGUAGES
from vocbench.model.starters import starter_codebook, starter_codebooks

IDS = {
    "decision_stage",
    "emotions",
    "empathy_map",
    "needs_emotions_motives",
    "persuasion",
    "resistance",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_starters_are_listed_by_name(lang: str) -> None:
    """Every language has the same starters, in the order of its own names."""
    books = starter_codebooks(lang)

    assert {each.id for each in books} == IDS
    assert [each.name for each in books] == sorted(each.name for each in books)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("starter", sorted(IDS))
def test_every_code_says_when_to_use_it_and_when_not(starter: str, lang: str) -> None:
    """No code of a starter is without a definition and both of its borders."""
    book = starter_codebook(starter, lang=lang)

    assert all((book.name, book.description, book.credit))
    for code in book.codes:
        assert all((code.description, code.when_to_use, code.when_not_to_use)), code.path


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("starter", sorted(IDS))
def test_each_code_stands_below_the_one_above_it(starter: str, lang: str) -> None:
    """Paths are different, and what is above a code was listed before it."""
    seen: set[str] = set()
    for code in starter_codebook(starter, lang=lang).codes:
        above = code.path.rpartition(SEPARATOR)[0]
        assert code.path not in seen
        assert not above or above in seen
        seen.add(code.path)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("starter", sorted(IDS))
def test_a_code_refers_to_codes_of_its_own_book(starter: str, lang: str) -> None:
    """Where a text says to use another code, that code is in the same codebook."""
    codes = starter_codebook(starter, lang=lang).codes
    names = {code.path.rpartition(SEPARATOR)[2] for code in codes}
    named = {
        name for code in codes for name in re.findall(r"\b(?:[Uu]se|gebruik) '([^']+)'", code.when_not_to_use)
    }

    assert named <= names


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_seven_principles_of_influence(lang: str) -> None:
    """Cialdini's principles are seven, unity among them."""
    codes = starter_codebook("persuasion", lang=lang).codes

    assert len(codes) == 7
    assert codes[-1].path == {"en": "Unity", "nl": "Eenheid"}[lang]


def test_the_languages_have_the_same_codes() -> None:
    """A starter has as many codes, in the same shape, in each language."""
    for starter in IDS:
        shapes = [
            [code.path.count(SEPARATOR) for code in starter_codebook(starter, lang=lang).codes]
            for lang in LANGUAGES
        ]
        assert shapes[0] == shapes[1], starter


def test_the_stages_stand_in_their_order() -> None:
    """Sorted by name, as a codebook is, the stages of a decision keep their order."""
    paths = [code.path for code in starter_codebook("decision_stage").codes]

    assert paths == sorted(paths)


def test_the_lowest_codes_are_those_without_codes_under_them() -> None:
    """A heading is not among the lowest codes; a code beside the headings is."""
    lowest = [code.path for code in starter_codebook("emotions").lowest()]

    assert "Pleasant" not in lowest
    assert {"Pleasant/Joy", "Surprise"} <= set(lowest)


def test_an_unknown_starter_names_those_there_are() -> None:
    """A misspelt id is refused with the list of ids."""
    with pytest.raises(CodebookError, match="'persuasion'"):
        starter_codebook("cialdini")


def test_an_unknown_language_is_refused() -> None:
    """Starters speak the languages of the interface."""
    with pytest.raises(VocbenchError, match="not 'fr'"):
        starter_codebooks("fr")
