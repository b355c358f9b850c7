"""The same board over two waves, and what was done in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from tests.boards import board, note, proofs
from vocbench.analysis.board_waves import Plans, board_waves, you_said_we_did
from vocbench.analysis.weights import INTERVIEWS, Heard
from vocbench.model.board import Proof, Relation, Standing, Voice
from vocbench.model.insight import Action, Insight, Opportunity, Status

PEOPLE = {
    "2025": Heard({"survey": frozenset("abcdefghij")}),
    "2026": Heard({"survey 2": frozenset("jklmnopqrstuvwxyz")}),
}


def waves(*pieces: list[Proof], people: dict[str, Heard] | None = None) -> pd.Series[Any]:
    """What became of the one note ``a``."""
    frame = board_waves(
        board("B", note("a")),
        [each for piece in pieces for each in piece],
        before="2025",
        after="2026",
        heard=PEOPLE if people is None else people,
    )
    return frame.iloc[0]


def test_each_wave_has_its_share_of_its_own_people() -> None:
    """Two of ten before, one of seventeen after; a person counts once."""
    row = waves(proofs("a", "aab", wave="2025"), proofs("a", "k", wave="2026"))

    counts = row[["hits_before", "n_before", "hits_after", "n_after", "both"]].to_list()
    assert counts == [2, 10, 1, 17, 1]
    assert [row["low_before"], row["high_before"]] == pytest.approx([0.0567, 0.5098], abs=1e-4)
    assert row["difference"] == pytest.approx(1 / 17 - 0.2)


def test_the_interval_of_a_change_is_newcombes() -> None:
    """48 of 80 before and 56 of 70 after: his own example, 0.0524 to 0.3339."""
    people = {
        "2025": Heard({"survey": [f"p{n}" for n in range(80)]}),
        "2026": Heard({"survey": [f"q{n}" for n in range(70)]}),
    }
    before = [proof for n in range(48) for proof in _by(f"p{n}", "2025")]
    after = [proof for n in range(56) for proof in _by(f"q{n}", "2026")]

    row = waves(before, after, people=people)

    assert [row["difference_low"], row["difference_high"]] == pytest.approx([0.0524, 0.3339], abs=5e-5)
    assert (row["told"], row["verdict"]) == ("both", "stronger")


def _by(who: str, wave: str) -> list[Proof]:
    (found,) = proofs("a", "x", wave=wave)
    return [replace(found, respondent=who)]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [("", "k", "new"), ("a", "", "gone"), ("a", "k", "both"), ("", "", "neither")],
)
def test_what_was_counted_is_told_apart_from_what_is_more_than_chance(
    before: str, after: str, told: str
) -> None:
    """One customer more or less is new or gone, and too few to tell."""
    row = waves(proofs("a", before, wave="2025"), proofs("a", after, wave="2026"))

    assert (row["told"], row["verdict"]) == (told, "too few to tell")


def test_a_clear_newcomer_is_new() -> None:
    """None of ten and then fifteen of seventeen is more than chance."""
    row = waves(proofs("a", "klmnopqrstuvwxy", wave="2026"))

    assert (row["told"], row["verdict"]) == ("new", "new")


@pytest.mark.parametrize(
    "pieces",
    [
        proofs("a", "k"),
        proofs("a", "k", wave="2024"),
        proofs("a", "A", wave="2026"),
        proofs("a", "k", Relation.CONTRADICTS, wave="2026"),
        proofs("a", "k", wave="2026", voice=Voice.EMPLOYEE),
    ],
)
def test_only_customers_heard_in_the_wave_who_support_it_count(pieces: list[Proof]) -> None:
    """No wave, another wave, another person, another relation, another voice: none of these."""
    assert waves(pieces)["hits_after"] == 0


def test_of_a_wave_in_which_nobody_was_heard_nothing_is_known() -> None:
    """A share of nobody is unknown, and so is the change."""
    row = waves(proofs("a", "a", wave="2025"), people={"2025": Heard({"survey": "ab"})})

    assert row[["share_after", "low_after", "difference", "p"]].isna().all()
    assert (row["told"], row["verdict"]) == ("unknown", "too few to tell")


def test_what_nobody_supports_has_no_share() -> None:
    """Zero of ten and zero of seventeen are no evidence of anything: unknown, not 0%."""
    row = waves()

    assert row[["hits_before", "n_before", "hits_after", "n_after"]].to_list() == [0, 10, 0, 17]
    assert row[["share_before", "high_before", "share_after", "difference", "p"]].isna().all()


def test_a_note_from_a_survey_is_of_those_who_answered() -> None:
    """Who was interviewed in the same wave could not tick a box; their number stays out of it."""
    people = {
        "2025": Heard({"survey": "abc", INTERVIEWS: "xyz"}),
        "2026": Heard({"survey": "de", INTERVIEWS: "uvw"}),
    }

    row = waves(proofs("a", "a", wave="2025"), people=people)

    assert row[["n_before", "n_after"]].to_list() == [3, 2]


def test_proposals_are_not_followed() -> None:
    """A board of proposals has no rows."""
    proposed = board("B", note("a", standing=Standing.PROPOSED))

    assert board_waves(proposed, [], before="2025", after="2026", heard=PEOPLE).empty


PLANS = Plans(
    insights=[Insight("i", "They fear the bill", notes=("a", "c")), Insight("j", "Else", notes=("b",))],
    opportunities=[Opportunity("o", "A forecast", insights=("i",))],
    actions=[
        Action(
            "1",
            "Send a forecast",
            owner="Ann",
            status=Status.DONE,
            due=date(2026, 3, 1),
            opportunities=("o",),
        ),
        Action("2", "Call them", opportunities=("o",)),
        Action("3", "Nothing to do with it"),
    ],
)


def test_what_was_done_stands_beside_what_was_said() -> None:
    """A row for each action that rests on the note, with the change; and one where nothing was done."""
    frame = board_waves(
        board("B", note("a"), note("b")),
        proofs("a", "a", wave="2025"),
        before="2025",
        after="2026",
        heard=PEOPLE,
    )

    loop = you_said_we_did(frame, PLANS)

    assert loop[["note", "action", "status"]].fillna("-").to_numpy().tolist() == [
        ["a", "Send a forecast", "done"],
        ["a", "Call them", "idea"],
        ["b", "-", "-"],
    ]
    assert loop[["owner", "due", "hits_before", "hits_after"]].iloc[0].to_list() == [
        "Ann",
        "2026-03-01",
        1,
        0,
    ]
    assert loop.iloc[1][["owner", "due", "measure"]].isna().all()


def test_without_plans_people_said_and_nothing_was_done() -> None:
    """The table stands without a single action."""
    frame = board_waves(board("B", note("a")), [], before="2025", after="2026", heard=PEOPLE)

    assert you_said_we_did(frame, Plans())["action"].isna().all()
