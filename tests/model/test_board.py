"""Boards and notes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vocbench.errors import BoardError
from vocbench.model.board import Board, Channel, Details, Evidence, EvidenceKind, Note, Origin
from vocbench.model.template import template


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


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan"), "high"])
def test_confidence_is_a_probability(confidence: Any) -> None:
    """How sure somebody is goes from 0 to 1."""
    assert Note("1", "pains", "x", confidence=0.0).confidence == 0

    with pytest.raises(BoardError, match="Confidence goes from 0"):
        Note("1", "pains", "x", confidence=confidence)


@pytest.mark.parametrize(
    "details",
    [{"valence": 2.5}, {"valence": -3}, {"valence": "bad"}, {"delay_days": -1}, {"delay_days": "3"}],
)
def test_details_stay_on_their_scales(details: dict[str, Any]) -> None:
    """A feeling goes from -2 to 2, and a delay is not negative; unknown is not 0."""
    assert Details().valence is None
    assert Details(valence=-2, delay_days=0).delay_days == 0

    with pytest.raises(BoardError, match=r"valence|delay"):
        Details(**details)


@pytest.mark.parametrize("details", [{"channel": "fax"}, {"is_measured": "yes"}])
def test_details_of_a_touchpoint_are_one_of_what_there_is(details: dict[str, Any]) -> None:
    """No frame could hold another channel, or a measure that is neither true nor false."""
    with pytest.raises(BoardError, match=r"no channel|measured or not"):
        Details(**details)


def test_numbers_from_a_table_are_kept_as_plain_ones() -> None:
    """Those of numpy cannot be written as JSON, as details are."""
    details = Details(valence=np.int64(1), delay_days=np.float32(3), is_measured=np.True_)  # type: ignore[arg-type]

    assert [type(each) for each in (details.valence, details.delay_days, details.is_measured)] == [
        float,
        float,
        bool,
    ]
    assert Details(channel="digital").channel is Channel.DIGITAL  # type: ignore[arg-type]
