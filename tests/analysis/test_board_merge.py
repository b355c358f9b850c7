"""Boards of several authors on one."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import permutations

import pytest

from tests.boards import board, note, opposite, same
from vocbench.analysis.board_merge import Merged, merge_boards, placement
from vocbench.model.board import Board, Details, Evidence, EvidenceKind, Note, Origin, Standing

QUOTE, OTHER = Evidence(EvidenceKind.CODING, "1"), Evidence(EvidenceKind.ANSWER, "2")
ANNA = board(
    "Anna",
    note("a1", "Waits long", author="Anna", evidence=(QUOTE,), origin=Origin.SAID, confidence=0.8),
    note("a2", "Hopes for rest", region="gains", author="Anna"),
)
BEN = board(
    "Ben",
    note("b1", "waits long", author="Ben", evidence=(OTHER,), origin=Origin.INFERRED, confidence=0.6),
    note("b2", "Hopes for rest", region="pains", author="Ben"),
    kin=[opposite("b1", "a2"), same("b2", "a2")],
)
CARLA = board("Carla", note("c1", "Waits long", author="Carla", votes=("Carla",), group="Time"))


def content(merged: Merged) -> list[Note]:
    """The notes without their ids, which are random."""
    return [replace(each, id="") for each in merged.notes]


def as_board(merged: Merged) -> Board:
    """What was merged, as a board again."""
    return replace(board("all", *merged.notes), kin=merged.kin)


def test_the_same_words_in_a_region_become_one_note_of_all_authors() -> None:
    """It gathers evidence, votes and authors; the lowest confidence and the nearest origin count."""
    waits = next(each for each in merge_boards([ANNA, BEN, CARLA]).notes if each.text == "Waits long")

    assert (waits.author, waits.votes, waits.group) == ("Anna, Ben, Carla", ("Carla",), "Time")
    assert set(waits.evidence) == {QUOTE, OTHER}
    assert (waits.origin, waits.confidence) == (Origin.SAID, 0.6)


def test_the_same_words_in_other_regions_stay_apart() -> None:
    """Where a note belongs is what authors may disagree about."""
    merged = merge_boards([ANNA, BEN])

    assert [(each.region, each.author) for each in merged.notes if each.text == "Hopes for rest"] == [
        ("pains", "Ben"),
        ("gains", "Anna"),
    ]


def test_merging_is_commutative() -> None:
    """The order of the boards changes nothing."""
    orders = [content(merge_boards(order)) for order in permutations([ANNA, BEN, CARLA])]

    assert all(each == orders[0] for each in orders)


def test_merging_is_idempotent() -> None:
    """A board that is merged again, or twice, adds nothing."""
    once = merge_boards([ANNA, BEN])

    assert content(merge_boards([as_board(once), BEN, BEN])) == content(once)


def test_merging_is_associative() -> None:
    """First two and then the third is all three at once."""
    two = as_board(merge_boards([ANNA, BEN]))

    assert content(merge_boards([two, CARLA])) == content(merge_boards([ANNA, BEN, CARLA]))


def test_relations_follow_the_notes() -> None:
    """What was related is related still, between the notes that it became."""
    merged = merge_boards([ANNA, BEN])
    texts = {each.id: each.text for each in merged.notes}

    assert sorted(
        (*sorted((texts[each.one], texts[each.other])), each.kinship.value) for each in merged.kin
    ) == [
        ("Hopes for rest", "Hopes for rest", "same"),
        ("Hopes for rest", "Waits long", "opposite"),
    ]


def test_proposals_stay_behind() -> None:
    """Nobody agreed with them yet."""
    proposed = board("Dirk", note("d", "Pays late", standing=Standing.PROPOSED))

    assert merge_boards([proposed]).notes == ()


def test_details_that_one_author_knows_are_kept_and_the_lowest_counts() -> None:
    """Unknown does not weigh against known; of two feelings the worse one is kept."""
    one = board("A", note("a", "Calls", details=Details(valence=1, delay_days=3)))
    other = board("B", note("b", "Calls", details=Details(valence=-1, owner="service")))

    (merged,) = merge_boards([one, other]).notes

    assert merged.details == Details(valence=-1, delay_days=3, owner="service")


def test_a_feeling_of_zero_is_known() -> None:
    """Neutral is not unknown."""
    one, other = board("A", note("a", "Calls", details=Details(valence=0))), board("B", note("b", "Calls"))

    assert merge_boards([one, other]).notes[0].details.valence == 0


def test_placement_is_krippendorffs_alpha_over_what_is_shared() -> None:
    """Four of five claims lie alike: pairs agree 80%, and by hand alpha is 1 - 9 · 2 / 42 = 4/7."""
    regions = ("pains", "pains", "pains", "gains", "gains")
    one = board("A", *(note(f"a{n}", f"note {n}", region=region) for n, region in enumerate(regions)))
    other = board(
        "B", *(note(f"b{n}", f"note {n}", region=region) for n, region in enumerate((*regions[:4], "pains")))
    )
    alone = board("C", note("c", "on no other board"))

    found = placement([one, other, alone])

    assert [found.alpha, found.percent] == pytest.approx([4 / 7, 0.8])
    assert (found.n, len(found.frame)) == (5, 10)


def test_placement_of_nothing_shared_is_unknown() -> None:
    """No shared note, no agreement and no disagreement."""
    found = placement([ANNA, board("E", note("e", "Something else"))])

    assert math.isnan(found.alpha)
    assert (math.isnan(found.percent), found.n) == (True, 0)
