"""Which touchpoints are mentioned by the same customers."""

from __future__ import annotations

import pytest

from tests.pictured import proof
from vocbench.analysis.journey_touch import PAIRS, co_mentions
from vocbench.model.board import Board, Note, Proof, Relation, Standing, Subject, Voice
from vocbench.model.template import template


def journey(*notes: Note) -> Board:
    """A journey with these notes."""
    return Board("b", "Reis", "Waarom?", template("journey"), notes, Subject.SEGMENT)


def touchpoint(name: str, stage: str = "use", standing: Standing = Standing.ACCEPTED) -> Note:
    """A touchpoint of this name."""
    return Note(name, f"touchpoints/{stage}", name, standing=standing)


def mentions(**people: str) -> list[Proof]:
    """Who mentions each touchpoint, a letter each."""
    return [proof(name, who) for name, several in people.items() for who in several]


def test_a_pair_has_its_numbers_and_what_chance_would_give() -> None:
    """Fisher's own tea: of eight, four mention each, three of them both; p is 34/70 (1935)."""
    board = journey(touchpoint("site", "explore"), touchpoint("shop", "choose"))
    (row,) = co_mentions(board, mentions(site="abcd", shop="abce"), heard=8).to_dict("records")

    assert [row[name] for name in ("note", "stage", "other", "other_stage")] == [
        "site", "explore", "shop", "choose",
    ]  # fmt: skip
    assert (row["mentions"], row["other_mentions"], row["heard"]) == (4, 4, 8)
    assert (row["respondents"], row["n"]) == (3, 5)
    assert row["share"] == 0.6
    assert (row["low"], row["high"]) == pytest.approx((0.2307, 0.8824), abs=1e-4)
    assert (row["expected"], row["p"]) == pytest.approx((2, 34 / 70))


def test_a_planted_chain_is_found_and_chance_is_not() -> None:
    """Twelve people mention site and shop together, and call apart from both; Holm counts three pairs."""
    board = journey(*map(touchpoint, ("site", "shop", "call")))
    found = co_mentions(board, mentions(site="abcdefghijkl", shop="abcdefghijkl", call="am"), heard=24)

    assert found[["note", "other"]].head(1).to_numpy().tolist() == [["site", "shop"]]
    assert found["p_adjusted"].iloc[0] < 0.001
    assert found["p_adjusted"].iloc[1:].tolist() == [1, 1]
    assert set(found["comparisons"]) == {3}


def test_nobody_who_mentions_both_is_a_share_of_nothing_with_an_interval() -> None:
    """It is known of those who mention either, and not more."""
    (row,) = co_mentions(
        journey(touchpoint("site"), touchpoint("shop")), mentions(site="a", shop="bc"), heard=4
    ).to_dict("records")

    assert (row["respondents"], row["n"], row["share"], row["low"]) == (0, 3, 0, 0)
    assert row["high"] == pytest.approx(0.5615, abs=1e-4)


@pytest.mark.parametrize(
    "other",
    [
        proof("shop", "W1", voice=Voice.EMPLOYEE),
        proof("shop", "a", relation=Relation.CONTRADICTS),
        proof("shop", None),
    ],
)
def test_only_customers_who_bear_it_out_mention_it(other: Proof) -> None:
    """What nobody of them mentions makes no pair, and the frame keeps its columns."""
    found = co_mentions(journey(touchpoint("site"), touchpoint("shop")), [proof("site", "a"), other], heard=4)

    assert found.empty
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == PAIRS


def test_proposals_and_other_lanes_make_no_pair() -> None:
    """Only touchpoints that somebody accepted count."""
    board = journey(
        touchpoint("site"), touchpoint("shop", standing=Standing.PROPOSED), Note("slow", "pains/use", "slow")
    )

    assert co_mentions(board, mentions(site="a", shop="a", slow="a"), heard=4).empty
