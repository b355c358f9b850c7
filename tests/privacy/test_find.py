"""All tiers as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.model.anchors import Edit
from vocbench.model.template import template
from vocbench.privacy.find import Finder, moved, replaced
from vocbench.privacy.kinds import Hit, Kind
from vocbench.privacy.review import find_suspects, review_list
from vocbench.privacy.roster import Entry

FINDER = Finder([Entry("Sanne", Kind.PERSON, "[P01]")])


def cleaned(text: str, finder: Finder = FINDER) -> str:
    """*text* with what stands in the place of identifiers."""
    return replaced(text, finder.find(text), "nl")[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik sprak mevrouw De Vries.", "Ik sprak mevrouw [persoon]."),
        ("mijn man Bas ook", "mijn man [persoon] ook"),
        ("ik heet willemijn en ik ben hier", "ik heet [persoon] en ik ben hier"),
        ("My name is Tom and I live in Leeds", "My name is [persoon] and I live in [plaats]"),
        ("ze werkt bij Vitens hoor", "ze werkt bij [organisatie] hoor"),
        ("mijn man zei dat ook", "mijn man zei dat ook"),
        ("ik woon in een huis", "ik woon in een huis"),
        ("ik heet dat niet goed", "ik heet dat niet goed"),
    ],
)
def test_the_words_around_a_name_give_it_away(text: str, expected: str) -> None:
    """Titles, kin, and where people live and work announce a name; ordinary words after them stay."""
    assert cleaned(text) == expected


def test_what_the_roster_knows_in_part_is_covered_whole() -> None:
    """Where a cue sees more of a name than the roster knows, all of it goes, under the known label."""
    assert cleaned("Mevrouw Sanne de Boer belde") == "Mevrouw [P01] belde"


def test_an_address_that_holds_a_name_goes_whole() -> None:
    """A name in an e-mail address does not leave the rest of the address behind."""
    assert cleaned("mail sanne@voorbeeld.nl") == "mail [e-mail]"


def test_another_tier_is_asked_as_well() -> None:
    """What only the extra tier finds is replaced too."""
    finder = Finder([], extra=lambda text: [Hit(0, 4, Kind.PERSON)] if text.startswith("Roos") else [])

    assert cleaned("Roos vond het goed", finder) == "[persoon] vond het goed"


@pytest.mark.parametrize(
    ("place", "expected"),
    [((0, 20), (0, 18)), ((4, 11), (4, 9)), ((6, 9), (4, 9)), ((12, 15), (10, 13)), ((0, 4), (0, 4))],
)
def test_places_are_followed_through_labels(place: tuple[int, int], expected: tuple[int, int]) -> None:
    """A passage around, on, within, behind and before a name of seven letters that became five."""
    assert moved([Edit(4, 11, "[P01]")], *place) == expected


@given(st.text(alphabet="ab S.", max_size=40), st.data())
def test_a_passage_without_names_keeps_its_words(start: str, data: st.DataObject) -> None:
    """Whatever is replaced around it, a passage between names says the same afterwards."""
    text = f"{start} Sanne de middelste woorden Sanne {start}"
    first = text.index("de middelste") + data.draw(st.integers(0, 5))
    last = text.index("woorden") + data.draw(st.integers(1, 7))

    after, edits = replaced(text, FINDER.find(text), "nl")
    new_first, new_last = moved(edits, first, last)

    assert after[new_first:new_last] == text[first:last]


def suspects(text: str) -> list[str]:
    """The words of *text* that a person has to look at."""
    return [match[0] for match in find_suspects(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Toen kwam Femke.", ["Femke"]),
        ("Femke kwam.", ["Femke"]),
        ("Het was Roos die belde.", ["Roos"]),
        ("De douche is koud. Het water ook.", []),
        ("'s Ochtends (lacht) Dat is zo.", []),
        ("Op maandag zei R187 dat.", []),
        ("We zagen Jan-Willem.", ["Jan-Willem"]),
        ("Daar zei Ik van Nee", []),
        ("Terug naar Figuur 1", []),
        (template("empathy_canvas_2017").credit, []),
        ("Toen kwam Pigneur", ["Pigneur"]),
        ("De rijen Klantreis en Contactmomenten", []),
    ],
)
def test_words_that_may_be_names_wait_for_a_person(text: str, expected: list[str]) -> None:
    """A capital that neither the dictionary nor the start of a sentence explains is a suspect."""
    assert suspects(text) == expected


def test_the_review_list_counts_and_leaves_out_what_was_reviewed() -> None:
    """Words come once, the most frequent first; what a person judged does not come back."""
    texts = ["Femke en Toon.", "Ook Femke en Spanje."]

    found = review_list(texts, reviewed={"spanje"})

    assert [(each.word, each.n) for each in found] == [("Femke", 2), ("Toon", 1)]
