"""Which passages stand behind a proposed note."""

from __future__ import annotations

import pytest

from vocbench.model.board import Evidence, EvidenceKind, Origin, Voice
from vocbench.model.proposal import Candidate, Scope, origin_of


def said(by: str | None, asked: str = "") -> Candidate:
    """A coded passage."""
    return Candidate(Evidence(EvidenceKind.CODING, f"{by}{asked}"), by, asked)


def test_an_open_scope_takes_everything() -> None:
    """Without respondents and questions a board is about all that anybody said."""
    found = [said("a"), said(None), Candidate(None, "b")]

    assert Scope().within(found) == found


def test_a_board_about_somebody_takes_what_they_say() -> None:
    """What others say, or nobody knows who, is left out."""
    found = [said("a"), said("b"), said(None)]

    assert Scope(about=frozenset({"a"})).within(found) == found[:1]


def test_a_question_is_found_in_what_was_asked() -> None:
    """Small and large letters are alike, and words around the question do not matter."""
    found = [said("a", "En hoe lang DOUCHE je?"), said("a", "Wat kost het?")]

    assert Scope(questions=("hoe lang douche je",)).within(found) == found[:1]


def test_what_one_cannot_point_at_is_out_of_any_scope() -> None:
    """A passage without an id of its own cannot be chosen by itself."""
    assert Scope(questions=("",)).within([Candidate(None, "a", "")]) == []


@pytest.mark.parametrize(("least", "speakers"), [(1, {"boss"}), (2, {"a", "b"}), (2, {"a", "b", "boss"})])
def test_enough_people_say_it(least: int, speakers: set[str | None]) -> None:
    """With 1 anybody will do; beyond that customers are counted."""
    assert Scope(min_respondents=least).is_enough(speakers, {"boss": Voice.EMPLOYEE})


@pytest.mark.parametrize(("least", "speakers"), [(1, set()), (2, {"a", "boss"}), (2, {"a", None})])
def test_only_customers_count_as_customers(least: int, speakers: set[str | None]) -> None:
    """An employee is a voice, but not a second customer; who is not named is none either."""
    assert not Scope(min_respondents=least).is_enough(speakers, {"boss": Voice.EMPLOYEE})


def test_what_employees_alone_tell_is_hearsay() -> None:
    """One customer among them makes it said."""
    voices = {"boss": Voice.EMPLOYEE, "me": Voice.SELF}

    assert origin_of({"boss"}, voices) is Origin.SECOND_HAND
    assert origin_of({"boss", "a"}, voices) is Origin.SAID
    assert origin_of({None}, voices) is Origin.SAID
