"""Identifiers that have a form."""

from __future__ import annotations

import pytest

from vocbench.privacy.kinds import Kind
from vocbench.privacy.structured import find_structured, is_bsn, is_iban


def found(text: str) -> list[tuple[str, Kind]]:
    """What is found in *text*, and as what."""
    return [(text[hit.start : hit.end], hit.kind) for hit in find_structured(text)]


@pytest.mark.parametrize("number", ["NL91ABNA0417164300", "GB29NWBK60161331926819", "BE68 5390 0754 7034"])
def test_an_account_number_passes_its_check_digits(number: str) -> None:
    """Valid account numbers of three countries are recognised, with blanks or without."""
    assert is_iban(number)


@pytest.mark.parametrize("number", ["NL91ABNA0417164301", "NL91ABNA041716430", "NL", ""])
def test_a_wrong_account_number_fails(number: str) -> None:
    """A wrong digit or length is noticed."""
    assert not is_iban(number)


@pytest.mark.parametrize("number", ["111222333", "123456782", "1112.22.333"])
def test_a_citizen_number_passes_the_test_by_eleven(number: str) -> None:
    """Numbers that the 11-test accepts are citizen numbers."""
    assert is_bsn(number)


@pytest.mark.parametrize("number", ["123456789", "000000000", "11122233"])
def test_a_wrong_citizen_number_fails(number: str) -> None:
    """A wrong number fails, and so do nine zeros, which pass by arithmetic alone."""
    assert not is_bsn(number)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("het is NL91ABNA0417164300 geloof ik", "NL91ABNA0417164300", Kind.IBAN),
        ("nl91 abna 0417 1643 00", "nl91 abna 0417 1643 00", Kind.IBAN),
        ("rekening NL91ABNA0417164301", "NL91ABNA0417164301", Kind.NUMBER),
        ("mijn bsn is 111222333.", "111222333", Kind.BSN),
        ("klant 123456789", "123456789", Kind.NUMBER),
        ("bel 06-12345678 even", "06-12345678", Kind.PHONE),
        ("bel +31 6 1234 5678", "+31 6 1234 5678", Kind.PHONE),
        ("bel 020 123 45 67", "020 123 45 67", Kind.PHONE),
        ("bel 06 - 12 34 56 78", "06 - 12 34 56 78", Kind.PHONE),
        ("bel 06\u00a01234\u00a05678", "06\u00a01234\u00a05678", Kind.PHONE),
        ("bel 06–12345678", "06–12345678", Kind.PHONE),
        ("bsn 111\u202f222\u202f333", "111\u202f222\u202f333", Kind.BSN),
        (
            "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000",
            "NL91\u00a0ABNA\u00a00417\u00a01643\u00a000",
            Kind.IBAN,
        ),
        ("mobiel 612345678.0", "612345678", Kind.NUMBER),
        ("mail jan @ voorbeeld.nl", "jan @ voorbeeld.nl", Kind.EMAIL),
        ("mail jan.jansen@voorbeeld.nl!", "jan.jansen@voorbeeld.nl", Kind.EMAIL),
        ("zie www.voorbeeld.nl/over.", "www.voorbeeld.nl/over", Kind.URL),
        ("zie voorbeeld.nl.", "voorbeeld.nl", Kind.URL),
        ("woont op 1234 AB", "1234 AB", Kind.POSTCODE),
        ("woont op 1234ab", "1234ab", Kind.POSTCODE),
        ("at SW1A 1AA", "SW1A 1AA", Kind.POSTCODE),
        ("aan de Kerkstraat 12a", "Kerkstraat 12a", Kind.ADDRESS),
        ("geboren op 3 mei 1971", "3 mei 1971", Kind.BIRTH),
        ("geb. 1-2-85", "1-2-85", Kind.BIRTH),
        ("born on May 3, 1971", "May 3, 1971", Kind.BIRTH),
        ("File /home/marieke/study.voc", "/home/marieke", Kind.FOLDER),
    ],
)
def test_each_form_is_found_where_it_stands(text: str, words: str, kind: Kind) -> None:
    """Each form is found, whole and nothing more."""
    assert found(text) == [(words, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 en 1500 op de meter",
        "12.500.000 euro in 2023 - 2024",
        "op 12-03-2024 kwam de brief",
        "2026-11-22 10:15:30",
        "0.123456789 en 98,6 procent",
        "van 8 tot 17 uur, 250 liter",
    ],
)
def test_amounts_years_and_times_are_no_identifiers(text: str) -> None:
    """Numbers that say how much or when stay."""
    assert found(text) == []
