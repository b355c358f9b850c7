"""Weights: whose passages bear a note out, and who counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planted_board import proof
from vocbench.analysis.weights import INTERVIEWS, Heard, Weight, as_passage, weigh
from vocbench.model.board import Proof, Relation, Voice

HEARD = Heard({INTERVIEWS: ("anna", "bram", "carla"), "survey": ("carla", "daan", "eva")})


def weighed(proofs: Iterable[Proof], heard: Heard = HEARD) -> Weight:
    """What these proofs come to."""
    return weigh([as_passage(each, heard) for each in proofs], heard)


def said(person: str, words: str = "it is slow", relation: Relation = Relation.SUPPORTS) -> Proof:
    """A passage of an interview."""
    return proof("n", relation, person, words)


def answered(person: str) -> Proof:
    """An answer to the survey."""
    return replace(said(person), source="survey", text=f"answer of {person}")


def test_the_same_words_count_once() -> None:
    """A passage with two codes is said once."""
    weight = weighed([said("anna"), replace(said("anna"), target="other"), said("anna", "very slow")])

    assert weight.supports == {"anna": 2}
    assert (weight.quotes, weight.passages) == (2, 2)


def test_n_is_of_the_material_that_bears_it_out() -> None:
    """Who was interviewed for an interview, who answered for an answer, both without repeats for both."""
    assert weighed([said("anna")]).n == 3
    assert weighed([answered("daan")]).n == 3
    assert weighed([said("anna"), answered("daan")]).n == 5


def test_what_speaks_against_it_does_not_widen_n() -> None:
    """One of three interviewed stays one of three when somebody contradicts in a survey."""
    against = replace(answered("eva"), relation=Relation.CONTRADICTS)

    assert weighed([said("anna"), against]).n == 3


def test_without_evidence_n_is_everybody() -> None:
    """Nothing says which material would be asked."""
    assert weighed([]).n == 5


def test_an_interviewer_bears_nothing_out() -> None:
    """Words without a respondent are passages, and nobody's."""
    weight = weighed([replace(said("anna"), respondent=None)])

    assert (weight.quotes, weight.passages, weight.customers) == (0, 1, frozenset())


def test_a_customer_whom_the_board_is_not_about_is_counted_apart() -> None:
    """Their passages are no quotes, and they are named."""
    weight = weighed([said("anna")], Heard({INTERVIEWS: ("bram",)}))

    assert (weight.quotes, set(weight.outside), weight.n) == (0, {"anna"}, 1)


def test_the_newest_day_is_that_of_a_customer() -> None:
    """Neither an employee nor a missing day makes evidence new."""
    days = [
        replace(said("anna"), date="2026-04-02T10:00:00+00:00"),
        replace(said("bram"), date=""),
        replace(said("joke"), voice=Voice.EMPLOYEE, date="2026-08-01"),
    ]

    assert weighed(days).last == "2026-04-02"


def test_of_equally_loud_customers_the_first_by_key_is_named() -> None:
    """The order of the evidence changes nothing."""
    proofs = [said("carla"), said("bram")]

    assert weighed(proofs).loudest() == weighed(proofs[::-1]).loudest() == ("bram", 1)


@given(
    customers=st.lists(st.tuples(st.sampled_from(["anna", "bram", "daan"]), st.text("ab", min_size=1))),
    others=st.lists(
        st.tuples(st.sampled_from(["joke", "anna", "carla"]), st.sampled_from([Voice.EMPLOYEE, Voice.SELF]))
    ),
)
def test_employees_and_the_team_change_no_number_of_customers(
    customers: list[tuple[str, str]], others: list[tuple[str, Voice]]
) -> None:
    """Whatever they say, and however much: quotes, people and n of customers stay."""
    proofs = [said(person, words) for person, words in customers]
    apart = [
        replace(said(person, f"other words {number}"), voice=voice, source="survey", text=str(number))
        for number, (person, voice) in enumerate(others)
    ]

    assert _of_customers(weighed([*proofs, *apart])) == _of_customers(weighed(proofs))


def _of_customers(weight: Weight) -> tuple[object, ...]:
    return weight.supports, weight.contradicts, weight.qualifies, weight.n, weight.last, weight.outside


def test_nobody_is_loudest_without_quotes() -> None:
    """There is no such customer, and none is made up."""
    with pytest.raises(ValueError, match="empty"):
        weighed([]).loudest()
