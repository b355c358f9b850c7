"""Names that a study knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.privacy.kinds import Kind
from vocbench.privacy.roster import Entry, Roster, is_code
from vocbench.privacy.words import folded

ROSTER = Roster(
    [
        Entry("Marieke van den Berg", Kind.PERSON, "[P01]"),
        Entry("Wil", Kind.PERSON, "[P02]"),
        Entry("Sanne El Idrissi", Kind.PERSON, "[P03]"),
        Entry("Yıldız", Kind.PERSON, "[P04]"),
        Entry("p01_marieke", Kind.PERSON, "[P01]"),
        Entry("Den Bosch", Kind.PLACE, "[plaats-1]"),
    ]
)


def found(text: str, roster: Roster = ROSTER) -> list[tuple[str, str]]:
    """What the roster finds in *text*, and what would stand there."""
    return [(text[hit.start : hit.end], hit.label) for hit in roster.find(text)]


@pytest.mark.parametrize(
    ("text", "words", "label"),
    [
        ("en marieke zei", "marieke", "[P01]"),
        ("MARIEKE zei", "MARIEKE", "[P01]"),
        ("Mariekes hond", "Marieke", "[P01]"),
        ("mevrouw Van den Berg", "Van den Berg", "[P01]"),
        ("sanne el idrissi belde", "sanne el idrissi", "[P03]"),
        ("de idrissi's", "idrissi", "[P03]"),
        ("bij Yildiz thuis", "Yildiz", "[P04]"),
        ("in den bosch", "den bosch", "[plaats-1]"),
        ("report_marieke.html", "marieke", "[P01]"),
        ("marieke-van_den_berg", "marieke-van_den_berg", "[P01]"),
        ("p01_marieke.vtt", "p01_marieke", "[P01]"),
        ("Mar\u00adieke", "Mar\u00adieke", "[P01]"),
        ("Mar\u200eieke", "Mar\u200eieke", "[P01]"),
        ("Mar\ufe0fieke", "Mar\ufe0fieke", "[P01]"),
        ("gesprek marieke2", "marieke", "[P01]"),
        ("2024marieke.html", "marieke", "[P01]"),
        ("Marie\u0301ke", "Marie\u0301ke", "[P01]"),
    ],
)
def test_a_name_is_found_however_it_is_written(text: str, words: str, label: str) -> None:
    """Capitals, accents, joints, genitives and invisible signs hide no name."""
    assert found(text) == [(words, label)]


@pytest.mark.parametrize("slip", ["Marijke", "Mariekke", "Mareike", "Marike"])
def test_a_slip_of_one_letter_is_forgiven(slip: str) -> None:
    """One letter other, more, moved or less is the same name."""
    assert found(f"en {slip} zei") == [(slip, "[P01]")]


@pytest.mark.parametrize("text", ["Ik wil dat.", "Wil je koffie?", "Dat klopt. Wil ik dat weten?", "gewild"])
def test_a_word_that_is_a_name_as_well_stays_a_word(text: str) -> None:
    """Small letters and what follows tell the verb from the name."""
    assert found(text) == []


@pytest.mark.parametrize("text", ["Dank je wel, Wil.", "Wil vond van wel.", "Dat zegt Wil ook."])
def test_a_word_that_is_a_name_as_well_is_found_as_a_name(text: str) -> None:
    """A capital inside a sentence, or at its start before a verb, makes it the name."""
    assert found(text) == [("Wil", "[P02]")]


def test_two_people_of_one_name_are_not_told_apart() -> None:
    """Where nobody knows who is meant, neither label stands."""
    roster = Roster([Entry("Anna Smit", Kind.PERSON, "[P01]"), Entry("Anna Bos", Kind.PERSON, "[P02]")])

    assert found("Anna en Anna Smit", roster) == [("Anna", ""), ("Anna Smit", "[P01]")]


def test_an_ordinary_word_is_no_slip_of_a_name() -> None:
    """A word of the dictionary that is one letter away from a name stays."""
    roster = Roster([Entry("Water", Kind.PERSON, "[P01]"), Entry("Sterre", Kind.PERSON, "[P02]")])

    assert found("de sterren en het later", roster) == []


def test_digits_around_a_name_of_hexadecimal_letters_are_a_hash() -> None:
    """An id of ours may hold the letters of a short name by chance."""
    roster = Roster([Entry("Bea", Kind.PERSON, "[P01]"), Entry("Ada", Kind.PERSON, "[P02]")])

    assert found("4bea7c01ada9 en Bea", roster) == [("Bea", "[P01]")]


@pytest.mark.parametrize("key", ["p03", "R1", "SPEAKER_01", "I", "1001", "klant-12"])
def test_numbers_and_roles_are_no_names(key: str) -> None:
    """What tells only which or what is no name."""
    assert is_code(key)


@pytest.mark.parametrize("key", ["p03_marieke", "Wil", "Jan 2"])
def test_names_are_no_numbers(key: str) -> None:
    """What holds a name is no number."""
    assert not is_code(key)


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    """A folded text is as long as it was, whatever it holds."""
    assert len(folded(text)) == len(text)


@given(st.text(), st.text())
def test_a_name_between_blanks_is_always_found(before: str, after: str) -> None:
    """Whatever stands around it, a name that is no word is found."""
    hits = found(f"{before} Marieke {after}")

    assert any(label == "[P01]" for _, label in hits)
