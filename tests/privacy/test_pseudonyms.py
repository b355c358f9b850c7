"""Pseudonyms, and groups too small to speak of."""

from __future__ import annotations

import pytest

from vocbench.errors import ReadError
from vocbench.privacy.kinds import Kind
from vocbench.privacy.pseudonyms import Pseudonyms
from vocbench.privacy.smallcells import Groups, small_groups


def test_the_same_name_gets_the_same_label_again() -> None:
    """Whatever its capitals and accents, and whoever came in between."""
    labels = Pseudonyms("nl")

    given = [labels.other(Kind.PLACE, name) for name in ("Den Bosch", "Almere", "DEN BOSCH", "Ålmere")]

    assert given == ["[plaats-1]", "[plaats-2]", "[plaats-1]", "[plaats-2]"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (["p03_yasmina", "p01_marieke"], ["[P03]", "[P01]"]),
        (["p07", "R1"], ["[P07]", "[R1]"]),
        (["marieke", "yasmina"], ["[P01]", "[P02]"]),
        (["p01_a/Sanne", "p01_a/Marieke"], ["[P01]", "[P02]"]),
        (["p02_henk", "anna"], ["[P02]", "[P03]"]),
    ],
)
def test_participants_keep_the_number_of_their_key(keys: list[str], expected: list[str]) -> None:
    """A key with a number gives the label; without one, or where it is taken, the next free one does."""
    labels = Pseudonyms()

    given = [labels.participant(key) for key in keys]

    assert given == expected
    assert [labels.participant(key) for key in keys] == expected


def test_the_key_survives_the_trip_to_a_file() -> None:
    """Read again, everybody has the label of before."""
    labels = Pseudonyms("nl")
    labels.participant("marieke")
    labels.other(Kind.ORGANISATION, "Vitens")

    assert Pseudonyms.from_json(labels.to_json()) == labels


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"language": "nl", "labels": [{}]}'])
def test_what_is_no_key_is_refused(text: str) -> None:
    """Nothing is guessed from half a key."""
    with pytest.raises(ReadError):
        Pseudonyms.from_json(text)


PEOPLE = [{"segment": "huur", "age": "30"}] * 5 + [{"segment": "huur", "age": "54"}, {"segment": "koop"}]


def test_a_group_is_counted_by_all_of_its_attributes() -> None:
    """Names and values in other capitals are the same; what is no attribute does not count."""
    groups = Groups(PEOPLE)

    assert groups.size({"Segment": "Huur"}) == 6
    assert groups.size({"segment": "huur", "age": "54", "n": "1"}) == 1


def test_small_groups_are_listed_with_their_number() -> None:
    """Combinations of fewer than five people, those without a value by what they have."""
    assert small_groups(PEOPLE, ["segment", "age"]) == [
        ({"segment": "huur", "age": "54"}, 1),
        ({"segment": "koop"}, 1),
    ]
