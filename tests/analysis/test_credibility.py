"""Credibility of a board: each planted reason for care is found where it is, and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests import planted_board as planted
from vocbench.analysis.credibility import BoardCredibility, board_credibility
from vocbench.analysis.credibility_tables import BOARD, GROUPS, MARKERS, NOTES, REGIONS, WITHOUT_ONE
from vocbench.analysis.weights import INTERVIEWS, Heard
from vocbench.model.board import Board, Note, Proof, Relation, Standing, Subject
from vocbench.model.marker import Marker


def markers_of(found: BoardCredibility) -> set[tuple[object, ...]]:
    """The markers as a set of rows; a missing detail is ""."""
    return set(found.markers.fillna({"detail": ""}).itertuples(index=False, name=None))


def note_of(found: BoardCredibility) -> Mapping[str, Any]:
    """The row of the one note; its cells are of many kinds."""
    (row,) = found.notes.to_dict("records")
    return {str(name): cell for name, cell in row.items()}


@pytest.fixture(scope="module")
def found() -> BoardCredibility:
    """The credibility of the planted board."""
    return board_credibility(
        planted.board(),
        planted.proofs(),
        planted.heard(),
        agreement=planted.AGREEMENT,
        groups=planted.GROUPS,
    )


def small(
    *proofs: Proof, heard: Heard | None = None, subject: Subject = Subject.SEGMENT, today: date | None = None
) -> BoardCredibility:
    """The credibility of a board with one note, on which *proofs* bear."""
    board = replace(planted.board(), notes=(Note("n", "pains", "slow"),), kin=(), subject=subject)
    proofs = tuple(replace(each, note="n") for each in proofs)
    return board_credibility(board, proofs, heard or planted.heard(), today=today)


def says(person: str, words: str = "slow", relation: Relation = Relation.SUPPORTS) -> Proof:
    """A passage that bears on the one note."""
    return planted.proof("n", relation, person, words)


# --- markers ----------------------------------------------------------------------------------------


def test_each_planted_marker_is_found_and_no_other(found: BoardCredibility) -> None:
    """Each marker with its number and its detail; a sound note, and one backed by employees too, has none."""
    assert markers_of(found) == planted.MARKERS
    assert len(found.markers) == len(planted.MARKERS)


def test_every_kind_of_marker_is_planted() -> None:
    """A marker that is new and not planted would be tested by nothing."""
    assert {marker for _, _, marker, _, _ in planted.MARKERS} == set(Marker)


@pytest.mark.parametrize("note", [each.id for each in planted.NOTES])
def test_what_is_planted_at_one_note_marks_no_other(note: str) -> None:
    """Without one note, the markers at the other notes stay, but for a gap that needs both."""
    board = planted.board()
    left = replace(board, notes=tuple(each for each in board.notes if each.id != note))

    found = board_credibility(left, planted.proofs(), planted.heard(), agreement=planted.AGREEMENT)

    gap = set(planted.OPPOSITES) if note in planted.OPPOSITES else {note}
    at_notes = {each for each in markers_of(found) if each[0] == "note"}
    assert at_notes == {each for each in planted.MARKERS if each[0] == "note" and each[1] not in gap}


def test_the_order_of_the_evidence_changes_nothing(found: BoardCredibility) -> None:
    """The same passages in another order give the same frames."""
    again = board_credibility(
        planted.board(),
        planted.proofs()[::-1],
        planted.heard(),
        agreement=planted.AGREEMENT,
        groups=planted.GROUPS,
    )

    for name in ("notes", "regions", "board", "markers", "groups", "without_one"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(found, name))


def test_a_proposal_makes_no_gap_with_what_somebody_accepted() -> None:
    """Nobody agreed yet that customers do otherwise than they say."""
    board = planted.board()
    proposed = [
        replace(each, standing=Standing.PROPOSED) if each.id == "does" else each for each in board.notes
    ]

    found = board_credibility(replace(board, notes=tuple(proposed)), planted.proofs(), planted.heard())

    gaps = found.markers.loc[found.markers["marker"] == Marker.SAY_DO_GAP, "id"]
    assert gaps.tolist() == ["both_ways"]


def test_a_board_about_somebody_imagined_says_so() -> None:
    """The board is marked, and its notes are judged as ever."""
    found = small(says("anna"), subject=Subject.IMAGINED)

    assert markers_of(found) >= {
        ("board", "planted", "imagined", 0, ""),
        ("note", "n", "single_voice", 1, "anna"),
    }


def test_a_board_about_one_person_is_not_blamed_for_its_one_voice() -> None:
    """Nobody else could have been heard: one of one is neither a single voice nor fragile nor loud."""
    found = small(says("anna"), says("anna", "very slow"), heard=Heard({INTERVIEWS: ("anna",)}))

    assert {each for each in markers_of(found) if each[2] != "empty_region"} == set()
    assert pd.isna(note_of(found)["survives"])


def test_half_of_the_quotes_is_not_more_than_half() -> None:
    """Two of four quotes are fine; three of five are one loud voice."""
    proofs = [says("anna"), says("anna", "very slow"), says("bram"), says("carla")]

    assert "concentrated" not in set(small(*proofs).markers["marker"])
    louder = markers_of(small(*proofs, says("anna", "so slow")))
    assert ("note", "n", "concentrated", 3, "anna") in louder


def test_evidence_is_old_after_a_year() -> None:
    """365 days are no reason, 366 days are: at the note and at the board."""
    proofs = [says("anna"), says("bram"), says("carla")]

    fresh, old = (small(*proofs, today=day) for day in (date(2027, 4, 2), date(2027, 4, 3)))

    assert "old" not in set(fresh.markers["marker"])
    assert {("note", "n", "old", 366, planted.SPRING), ("board", "planted", "old", 366, planted.SPRING)} <= (
        markers_of(old)
    )


def test_evidence_without_a_day_has_no_age() -> None:
    """It is not called fresh, and not old either."""
    found = small(replace(says("anna"), date=""), today=date(2030, 1, 1))

    assert pd.isna(note_of(found)["age_days"])
    assert "old" not in set(found.markers["marker"])


def test_a_group_that_was_never_interviewed_is_not_heard_either() -> None:
    """It has members and no voice; its share is unknown, not 0."""
    found = board_credibility(
        planted.board(), planted.proofs(), planted.heard(), groups={**planted.GROUPS, "zoe": "student"}
    )

    assert ("board", "planted", "group_not_heard", 1, "student") in markers_of(found)
    student = found.groups.set_index("group").loc["student"]
    assert (student["members"], student["n"]) == (1, 0)
    assert pd.isna(student["share"])


def test_whoever_has_no_group_is_no_group_to_hear() -> None:
    """Nobody could go and interview the unknown group."""
    found = board_credibility(
        planted.board(), planted.proofs(), planted.heard(), groups={"hugo": None, "anna": "rent"}
    )

    assert "group_not_heard" not in set(found.markers["marker"])


def test_a_group_that_only_contradicts_is_heard() -> None:
    """Words against a note are words on the board."""
    board, proofs = planted.board(), [*planted.proofs(), says("hugo", "no", Relation.CONTRADICTS)]
    proofs[-1] = replace(proofs[-1], note="sound")

    found = board_credibility(board, proofs, planted.heard(), groups=planted.GROUPS)

    assert "group_not_heard" not in set(found.markers["marker"])


# --- frames -----------------------------------------------------------------------------------------


def test_frames_keep_their_contracts(found: BoardCredibility) -> None:
    """Columns and their order, with rows and without."""
    empty = board_credibility(Board("b", "B", "Why?", planted.board().template), [], Heard({}))

    for each in (found, empty):
        assert list(each.notes) == list(NOTES)
        assert list(each.regions) == list(REGIONS)
        assert list(each.board) == list(BOARD)
        assert list(each.markers) == list(MARKERS)
        assert list(each.groups) == list(GROUPS)
        assert list(each.without_one) == list(WITHOUT_ONE)
    for name in ("notes", "markers", "groups", "without_one"):
        pd.testing.assert_series_equal(getattr(found, name).dtypes, getattr(empty, name).dtypes)


def test_k_of_n_comes_with_its_interval() -> None:
    """3 of 12 is 25%, from 8.9 to 53.2."""
    heard = Heard({INTERVIEWS: (*planted.CUSTOMERS, "x", "y", "z")})

    row = note_of(small(says("anna"), says("bram"), says("carla"), heard=heard))

    assert (row["respondents"], row["n"], row["share"]) == (3, 12, 0.25)
    assert (row["low"], row["high"]) == pytest.approx((0.0889, 0.5323), abs=5e-5)


def test_without_a_customer_the_share_is_unknown(found: BoardCredibility) -> None:
    """Neither the imagined note nor the one of employees has a share of 0."""
    rows = found.notes.set_index("note").loc[["imagined", "second_hand_only"]]

    assert rows[["share", "low", "high", "top_share", "last_evidence"]].isna().to_numpy().all()
    assert list(rows["employees"]) == [0, 1]
    assert list(rows["selves"]) == [0, 1]


def test_a_region_counts_what_somebody_accepted(found: BoardCredibility) -> None:
    """The region of the proposal is empty; six different customers speak in the first one."""
    regions = found.regions.set_index("region")

    assert tuple(regions.loc["gains", ["notes", "quotes"]]) == (0, 0)
    assert tuple(regions.loc["think_feel", ["notes", "imagined", "surviving", "respondents"]]) == (3, 1, 2, 6)


def test_the_board_counts_each_person_once(found: BoardCredibility) -> None:
    """Eight of nine customers; hugo was heard and is not on it."""
    (row,) = found.board.to_dict("records")

    assert (row["respondents"], row["n"], row["empty_regions"]) == (8, 9, 2)
    assert (row["notes"], row["imagined"], row["employees"], row["selves"]) == (16, 1, 1, 1)


def test_leaving_one_out_takes_all_that_person_said(found: BoardCredibility) -> None:
    """Without finn two of seven quotes are left, of two of eight people, and the note still stands."""
    rows = found.without_one.set_index(["note", "respondent"])

    left = rows.loc[[("concentrated", "finn")]][["quotes", "respondents", "n", "contradictions", "survives"]]
    assert left.to_numpy().tolist() == [[2, 2, 8, 0, True]]
    # Without daan, who speaks for it and against it, nothing contradicts any more.
    assert rows.loc[("both_ways", "daan"), "contradictions"] == 0
    assert not rows.loc[("single_voice", "gina"), "survives"]


def test_a_groups_share_is_of_those_who_were_heard(found: BoardCredibility) -> None:
    """The groups come in the order given, and whoever has none comes last."""
    rows = found.groups

    assert list(rows["group"].fillna("?")) == ["rent", "own", "business", "?"]
    assert list(rows["respondents"]) == [4, 3, 0, 1]
    assert list(rows["n"]) == [4, 3, 1, 1]
