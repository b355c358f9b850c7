"""What can give somebody away, and what stands in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What sort of identifier something is."""

    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    EMAIL = "e-mail"
    URL = "url"
    IBAN = "iban"
    BSN = "bsn"
    PHONE = "phone"
    POSTCODE = "postcode"
    ADDRESS = "address"
    BIRTH = "date of birth"
    NUMBER = "number"
    FOLDER = "folder"


WORDS = {
    "en": {kind: kind.value for kind in Kind} | {Kind.IBAN: "account", Kind.BSN: "citizen number"},
    "nl": {
        Kind.PERSON: "persoon",
        Kind.PLACE: "plaats",
        Kind.ORGANISATION: "organisatie",
        Kind.EMAIL: "e-mail",
        Kind.URL: "url",
        Kind.IBAN: "rekening",
        Kind.BSN: "burgerservicenummer",
        Kind.PHONE: "telefoon",
        Kind.POSTCODE: "postcode",
        Kind.ADDRESS: "adres",
        Kind.BIRTH: "geboortedatum",
        Kind.NUMBER: "nummer",
        Kind.FOLDER: "map",
    },
}
"""How each kind is called in a text from which it was taken."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An identifier at the characters [start, end) of a text.

    ``label`` stands in its place where the study knows whose it is, "" where it does not.
    """

    start: int
    end: int
    kind: Kind
    label: str = ""

    def placeholder(self, language: str) -> str:
        """What stands in its place: its own label, or its kind in *language*, such as ``[persoon]``."""
        return self.label or f"[{WORDS[language][self.kind]}]"


def without_overlaps(*tiers: list[Hit]) -> list[Hit]:
    """The hits of all tiers, joined where they overlap, in order of place.

    What an earlier tier says it is counts, and within a tier what the longest one says; but what any of
    them covers is covered: of "Sanne de Boer" the roster may know "Sanne" only.
    """
    ranked = [
        hit for tier in tiers for hit in sorted(tier, key=lambda each: (each.start - each.end, each.start))
    ]
    joined: list[tuple[int, Hit]] = []
    for rank, hit in sorted(enumerate(ranked), key=lambda pair: pair[1].start):
        if joined and hit.start < joined[-1][1].end:
            before_rank, before = joined.pop()
            first = before if before_rank < rank else hit
            whole = replace(first, start=before.start, end=max(before.end, hit.end))
            joined.append((min(rank, before_rank), whole))
        else:
            joined.append((rank, hit))
    return [hit for _, hit in joined]
