"""Boards, notes and templates."""

from __future__ import annotations

import pytest

from vocbench.errors import BoardError
from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Origin, template


def test_the_empathy_map_has_its_six_regions_in_order() -> None:
    """The template of the source text, in reading order and in both languages."""
    found = template("empathy_map")

    assert [region.id for region in found.regions] == [
        "think_feel",
        "hear",
        "see",
        "say_do",
        "pains",
        "gains",
    ]
    assert [region.name("nl") for region in found.regions][-2:] == ["Pijnpunten", "Winst"]
    assert all(region.prompt("nl") != region.prompt("en") for region in found.regions)


def test_regions_do_not_lie_on_each_other() -> None:
    """No cell of the grid belongs to two regions, or to a region and the portrait."""
    found = template("empathy_map")
    assert found.portrait is not None
    places = [region.place for region in found.regions] + [found.portrait]

    cells = [
        (row, column)
        for place in places
        for row in range(place.row, place.row + place.row_span)
        for column in range(place.column, place.column + place.column_span)
    ]

    assert len(cells) == len(set(cells)) == 24


def test_an_unknown_template_lists_those_there_are() -> None:
    """A misspelt template is refused with the choice."""
    with pytest.raises(BoardError, match="empathy_map"):
        template("emapthy")


def test_a_note_without_evidence_is_imagined() -> None:
    """Nothing is said or observed without something to point at."""
    assert Note("1", "pains", "Te duur").origin is Origin.IMAGINED
    with pytest.raises(BoardError, match="has no evidence"):
        Note("1", "pains", "Te duur", origin=Origin.SAID)


def test_a_board_needs_a_name_and_one_question() -> None:
    """A map cannot be built without a person and a question."""
    with pytest.raises(BoardError, match="a name and one question"):
        Board("1", "Marieke", " ", template("empathy_map"))


def test_a_note_in_no_region_is_refused() -> None:
    """The message lists the regions."""
    with pytest.raises(BoardError, match=r"No region 'pain'.*pains, gains"):
        Board("1", "M", "Q", template("empathy_map"), (Note("1", "pain", "x"),))


def test_the_same_evidence_twice_is_refused() -> None:
    """A quote counts once for a note."""
    proof = Evidence(EvidenceKind.CODING, "c1")

    with pytest.raises(BoardError, match="the same evidence twice"):
        Note("1", "pains", "x", (proof, proof), Origin.SAID)
