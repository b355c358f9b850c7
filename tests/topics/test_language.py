"""In which language an answer is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vocbench.topics.language import languages_of, main_languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("De wachttijd aan de telefoon is te lang", "nl"),
        ("The waiting time on the phone is too long", "en"),
        ("te duur", "nl"),
        ("very good", "en"),
        ("Vriendelijk personeel", "nl"),
        ("friendly staff", "en"),
        ("vriendelijk", "nl"),
        ("DE KLANTENSERVICE WAS NIET BEREIKBAAR", "nl"),
        ("Speel The Sound of Silence van Simon and Garfunkel", "nl"),
        ("goed, maar 10 euro is te veel", "nl"),
    ],
)
def test_language_is_told_from_a_few_words(text: str, language: str) -> None:
    """Short answers are told apart, shouted or not, and names do not lead astray."""
    assert languages_of([text]) == [language]


@pytest.mark.parametrize("text", ["", "10", "?!", "👍", "Jan", "NHS", "OK", "1-2-2026", "水が冷たい"])
def test_language_is_not_guessed(text: str) -> None:
    """Numbers, names, words that both languages have and other scripts are in no language."""
    assert languages_of([text]) == [""]


@pytest.mark.parametrize(
    "text",
    [
        "Das Personal war sehr freundlich und hilfsbereit",
        "Le service était très bien, merci beaucoup",
        "El servicio fue muy bueno y rápido",
        "Персонал был очень вежливым",
    ],
)
def test_other_languages_are_not_forced_into_a_candidate(text: str) -> None:
    """An answer in quite another language is in none of the candidates."""
    assert languages_of([text]) == [""]


def test_candidates_are_the_callers() -> None:
    """Any languages may be told apart; one that the classifier does not know is never found."""
    german = "Das Personal war sehr freundlich und hilfsbereit"

    assert languages_of([german, "the staff was friendly"], ["de", "en", "xx"]) == ["de", "en"]
    assert languages_of(["de chauffeur was te laat", german], ["nl"]) == ["nl", ""]
    assert languages_of(["te laat"], ["xx"]) == [""]
    assert languages_of(["te laat"], []) == [""]


def test_each_text_has_its_place() -> None:
    """Languages come in the order of the texts, equal texts with the same one."""
    assert languages_of(["te duur hoor", "too expensive", "te duur hoor"]) == ["nl", "en", "nl"]
    assert languages_of([]) == []


def test_lone_surrogate_is_no_error() -> None:
    """Half a character, as broken exports have, does not stop the rest."""
    assert languages_of(["te duur en te langzaam \ud83d"]) == ["nl"]


@pytest.mark.parametrize(
    ("languages", "main"),
    [
        (["en", "nl", "nl", ""], ("nl", "en")),
        (["nl"] * 99 + ["en"], ("nl",)),
        (["en", "nl"], ("en", "nl")),
        (["", ""], ()),
        ([], ()),
    ],
)
def test_main_languages_are_those_of_many_answers(languages: list[str], main: tuple[str, ...]) -> None:
    """A language of one answer in a hundred is a stray; the most used comes first, then by alphabet."""
    assert main_languages(languages) == main


def _sentences(folder: Path, language: str) -> list[str]:
    """Parallel sentences of a language: of an encyclopedia, and said to an assistant, without the labels."""
    code = {"nl": "nld_Latn", "en": "eng_Latn"}[language]
    parts = ("train", "dev", "test")
    tables = [(folder / "sib200" / f"{code}.{part}.tsv").read_text(encoding="utf-8") for part in parts]
    said = (folder / "xsid04" / f"{language}.test.conll").read_text(encoding="utf-8")
    sib = [line.split("\t")[2] for table in tables for line in table.splitlines()[1:]]
    return sib + re.findall(r"# text\s*[:=]\s*(.+)", said)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_sentences_are_recognised(shared_corpora: Path, language: str) -> None:
    """Of real sentences of five words or more at least 97 in 100 are told right."""
    texts = [text for text in _sentences(shared_corpora / "3_labelled", language) if len(text.split()) > 4]

    found = languages_of(texts)

    assert found.count(language) > 0.97 * len(texts) > 1_000


@pytest.mark.parametrize("language", ["nl", "en"])
def test_fragments_are_seldom_wrong(shared_corpora: Path, language: str) -> None:
    """Of the first five words of real sentences at least 97 in 100 are told right."""
    texts = [" ".join(text.split()[:5]) for text in _sentences(shared_corpora / "3_labelled", language)]

    found = languages_of(texts)

    assert found.count(language) > 0.97 * len(texts) > 1_000
