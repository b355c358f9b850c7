"""What a customer journey tells: feelings, pain points, touchpoints, channels."""

from __future__ import annotations

from dataclasses import replace
from math import isnan, nan
from typing import Any

import pandas as pd
import pytest

from tests.pictured import proof
from vocbench.analysis import journey as reading
from vocbench.errors import BoardError
from vocbench.model.board import Board, Channel, Details, Note, Proof, Relation, Standing, Subject, Voice
from vocbench.model.template import template


def note(name: str, region: str, *, standing: Standing = Standing.ACCEPTED, **details: Any) -> Note:
    """A note with these words as its id; it claims no origin. ``Any``: the fields of details."""
    return Note(name, region, name, details=Details(**details), standing=standing)


def journey(*notes: Note, about: tuple[str, ...] = ()) -> Board:
    """A journey with these notes."""
    return Board("b", "Reis", "Waarom?", template("journey"), notes, Subject.SEGMENT, about)


def line(board: Board, proofs: list[Proof]) -> pd.DataFrame:
    """Its emotion line, by stage."""
    return reading.emotion_line(board, proofs).set_index("stage")


def test_a_stage_without_evidence_is_a_gap() -> None:
    """Nobody tells of a stage: it is missing, and not neutral."""
    found = line(journey(note("bad", "emotion/choose", valence=-1)), [])

    assert list(found.index) == ["trigger", "explore", "choose", "arrange", "use", "stay"]
    assert found["valence"].isna().all()
    assert (found["n"] == 0).all()


def test_a_person_is_one_value_however_much_they_say() -> None:
    """Two bad notes of one and a good note of another come to the middle."""
    board = journey(
        note("slow", "emotion/choose", valence=-2),
        note("dear", "emotion/choose", valence=-2),
        note("good", "emotion/choose", valence=2),
    )
    proofs = [proof("slow", "P1"), proof("slow", "P1", 10), proof("dear", "P1"), proof("good", "P2")]

    found = line(board, proofs).loc["choose"]

    assert (found["valence"], found["n"]) == (0.0, 2)
    assert found["low"] == -found["high"]


def test_one_person_has_a_value_and_no_interval() -> None:
    """With n = 1 nothing is known of how people differ."""
    found = line(journey(note("bad", "emotion/use", valence=-1)), [proof("bad", "P1")]).loc["use"]

    assert (found["valence"], found["n"]) == (-1.0, 1)
    assert all(found[["low", "high"]].isna())


@pytest.mark.parametrize(
    "other",
    [
        proof("bad", "W1", voice=Voice.EMPLOYEE),
        proof("bad", "S1", voice=Voice.SELF),
        proof("bad", "P2", relation=Relation.CONTRADICTS),
        proof("bad", "P2", relation=Relation.QUALIFIES),
        proof("bad", None),
        proof("bad", "stranger"),
    ],
)
def test_only_customers_who_bear_a_note_out_count(other: Proof) -> None:
    """Employees, the team, whoever contradicts, an interviewer and strangers to the board change nothing."""
    board = journey(note("bad", "emotion/use", valence=-1), about=("P1", "P2"))

    pd.testing.assert_frame_equal(line(board, [proof("bad", "P1"), other]), line(board, [proof("bad", "P1")]))


def test_a_proposal_is_not_yet_felt() -> None:
    """What nobody accepted is not on the line."""
    board = journey(note("bad", "emotion/use", valence=-1, standing=Standing.PROPOSED))

    assert set(line(board, [proof("bad", "P1")])["n"]) == {0}


def test_the_line_names_stages_in_the_language_asked_for() -> None:
    """Ids stay as they are."""
    found = reading.emotion_line(journey(), [], lang="nl")

    assert list(found.loc[0, ["stage", "stage_name"]]) == ["trigger", "Aanleiding"]


def test_people_who_feel_the_same_leave_doubt() -> None:
    """Three times the same is not sure: the interval has a width, and ends where feelings end."""
    board = journey(note("good", "emotion/use", valence=2))

    found = line(board, [proof("good", who) for who in ("P1", "P2", "P3")]).loc["use"]

    assert (found["valence"], found["high"]) == (2.0, 2.0)
    assert found["low"] < 1


def test_a_board_without_stages_is_no_journey() -> None:
    """The message says how to make one."""
    board = Board("b", "Marieke", "Waarom?", template("empathy_map"))

    with pytest.raises(BoardError, match=r"'Marieke' has no stages.*journey"):
        reading.emotion_line(board, [])


def shares(**respondents: int) -> pd.DataFrame:
    """How many of ten customers bear out each note."""
    rows = [{"note": name, "respondents": k, "n": 10, "share": k / 10, "low": 0.0, "high": 1.0}
            for name, k in respondents.items()]  # fmt: skip
    return pd.DataFrame(rows)


def test_pain_points_rank_by_days_times_people() -> None:
    """Two days of five people weigh more than seven days of one; what nobody dated comes last."""
    board = journey(
        note("vague", "pains/use"),
        note("rare", "pains/choose", delay_days=7),
        note("common", "pains/arrange", delay_days=2),
        note("no touch of pain", "steps/use", delay_days=90),
    )

    found = reading.pain_points(board, shares(vague=9, rare=1, common=5))

    assert found["text"].tolist() == ["common", "rare", "vague"]
    assert found["person_days"].tolist()[:2] == [10.0, 7.0]
    assert isnan(found["delay_days"].iloc[2])
    assert isnan(found["person_days"].iloc[2])


def test_a_delay_of_nought_days_is_known() -> None:
    """It stands before what nobody knows the delay of."""
    board = journey(note("vague", "pains/use"), note("none", "pains/use", delay_days=0))

    assert reading.pain_points(board, shares(vague=9, none=1))["text"].tolist() == ["none", "vague"]


def test_a_delay_that_no_customer_tells_of_is_no_known_loss() -> None:
    """Fifty days that somebody thought up are unknown, not nought, and come after what was told."""
    board = journey(note("thought up", "pains/use", delay_days=50), note("told", "pains/use", delay_days=0))

    found = reading.pain_points(board, shares(**{"thought up": 0, "told": 1}))

    assert found["text"].tolist() == ["told", "thought up"]
    assert isnan(found["person_days"].iloc[1])


def test_the_weakest_touchpoint_felt_worst_on_its_own_passages() -> None:
    """A touchpoint takes the feeling of notes in its stage that rest on the same words."""
    board = journey(
        note("site", "touchpoints/choose", channel=Channel.DIGITAL),
        note("desk", "touchpoints/choose", channel=Channel.ANALOGUE),
        note("letter", "touchpoints/choose"),
        note("angry", "emotion/choose", valence=-2),
        note("glad", "emotion/choose", valence=1),
        note("elsewhere", "emotion/use", valence=2),
    )
    proofs = [
        proof("desk", "P1", 0), proof("angry", "P1", 3), proof("elsewhere", "P1", 0),
        proof("site", "P1", 50), proof("glad", "P1", 50), proof("letter", "P2", 0),
    ]  # fmt: skip

    found = reading.weakest_touchpoint(board, proofs)

    assert found["text"].tolist() == ["desk", "site", "letter"]
    assert found["valence"].tolist()[:2] == [-2.0, 1.0]
    assert isnan(found["valence"].iloc[2])


def test_channels_are_counted_stage_by_stage() -> None:
    """A kind that nobody wrote down is unknown, and no third kind."""
    board = journey(
        note("site", "touchpoints/choose", channel=Channel.DIGITAL),
        note("app", "touchpoints/choose", channel=Channel.DIGITAL),
        note("letter", "touchpoints/choose"),
    )

    found = reading.channel_mix(board).set_index("stage").loc["choose"]

    assert list(found[["touchpoints", "digital", "analogue", "unknown"]]) == [3, 2, 0, 1]


def warned(board: Board) -> list[tuple[str, Any]]:
    """Which warnings a journey of which every stage is felt gets, with the words of the note."""
    felt = [note(stage, f"emotion/{stage}", valence=0) for stage in line(board, []).index]
    whole = replace(board, notes=(*board.notes, *felt))
    found = reading.journey_warnings(whole, [proof(each.id, "P1") for each in felt])
    return list(zip(found["warning"], found["text"].fillna(""), strict=True))


def test_a_journey_with_one_kind_of_channel_is_warned_of() -> None:
    """All touchpoints are digital, so the analogue ones may have been forgotten."""
    assert warned(journey(note("site", "touchpoints/use", channel=Channel.DIGITAL))) == [("no_analogue", "")]


def test_a_journey_with_both_kinds_of_channel_is_not_warned_of() -> None:
    """Nor is one without touchpoints."""
    both = journey(
        note("site", "touchpoints/use", channel=Channel.DIGITAL),
        note("desk", "touchpoints/stay", channel=Channel.ANALOGUE),
    )

    assert warned(both) == []
    assert warned(journey()) == []


def test_a_touchpoint_that_nobody_measures_is_warned_of() -> None:
    """Known to be unmeasured, which is not the same as unknown."""
    board = journey(
        note("site", "touchpoints/use", channel=Channel.DIGITAL, is_measured=False),
        note("desk", "touchpoints/stay", channel=Channel.ANALOGUE),
        note("app", "touchpoints/stay", channel=Channel.DIGITAL, is_measured=True),
    )

    assert warned(board) == [("not_measured", "site")]


def test_stages_that_nobody_felt_are_warned_of() -> None:
    """One warning a stage."""
    board = journey(note("bad", "emotion/use", valence=-1))

    found = reading.journey_warnings(board, [proof("bad", "P1")])

    assert found["warning"].unique().tolist() == ["nothing_felt"]
    assert "use" not in set(found["stage"])
    assert len(found) == 5


def test_frames_have_their_columns_without_rows() -> None:
    """A journey without notes gives empty frames of the same form."""
    found = reading.pain_points(journey(), shares())

    assert list(found.columns) == list(reading.PAIN)
    assert found["person_days"].dtype == pd.Series([nan]).dtype
