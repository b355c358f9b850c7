"""Where notes go when their board gets another template."""

from __future__ import annotations

import pytest

from vocbench.errors import BoardError
from vocbench.model.board import Board, Note
from vocbench.model.conversion import places
from vocbench.model.template import Region, template


def moved(here: str, there: str, **regions: str) -> dict[str, str]:
    """Where a note in each region of the one template goes on the other: an id, or a reason."""
    notes = tuple(Note(each.id, each.id, each.id) for each in template(here).regions)
    found = places(Board("1", "M", "Q", template(here), notes), template(there), regions)
    return {note.region: place.id if isinstance(place, Region) else place for note, place in found.items()}


def test_a_note_goes_to_the_region_of_the_same_id() -> None:
    """What both templates call the same stays where it is."""
    assert moved("empathy_map", "empathy_canvas_2017")["hear"] == "hear"


def test_a_note_goes_to_the_region_that_holds_its_own() -> None:
    """What is said and what is done go together where there is one region for both."""
    found = moved("says_thinks_does_feels", "empathy_map")

    assert found == {"says": "say_do", "thinks": "think_feel", "does": "say_do", "feels": "think_feel"}


def test_the_forces_and_the_four_fields_of_sue_are_one_another() -> None:
    """Nothing is lost between these two grids, there and back."""
    there = moved("forces", "pains_gains_comforts_anxieties")
    back = moved("pains_gains_comforts_anxieties", "forces")

    assert there == {"push": "pains", "pull": "gains", "anxiety": "anxieties", "habit": "comforts"}
    assert {back[place]: place for place in there.values()} == there


def test_what_would_have_to_be_split_has_no_place() -> None:
    """Nobody can tell whether a note of 'says & does' was said or done; the parts are named."""
    found = moved("empathy_map", "says_thinks_does_feels")

    assert found["say_do"] == "belongs partly in: says, does"
    assert found["see"] == "no region holds this"


def test_what_fits_several_regions_has_no_place() -> None:
    """A pain has a cell in every stage of a journey."""
    found = moved("empathy_map", "journey")["pains"]

    assert found.startswith("fits several regions: pains/trigger, pains/explore")


def test_a_person_can_say_where_a_region_goes() -> None:
    """What is told goes before the rule; a region that is not there is refused."""
    assert moved("empathy_map", "says_thinks_does_feels", say_do="does")["say_do"] == "does"

    with pytest.raises(BoardError, match="No region 'nope'"):
        moved("empathy_map", "says_thinks_does_feels", say_do="nope")
