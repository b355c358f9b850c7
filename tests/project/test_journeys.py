"""Journeys of a project: what is asked of them, and the orders that respondents told."""

from __future__ import annotations

from math import isnan

import pytest

from tests.studies import QUESTION
from vocbench.errors import BoardError, NotFoundError
from vocbench.model.board import Channel, Details, Voice
from vocbench.project import Project


@pytest.fixture
def travelled(project: Project) -> Project:
    """A journey with feelings of three respondents, a pain point and a touchpoint."""
    project.code("p01", quote="een kwartier", code="Doet")
    project.journey("Reis", question="Hoe ging het?")
    bad, good = Details(valence=-2), Details(valence=1)
    project.note("Reis", "emotion/use", "Ergernis", supports=project.answers(QUESTION).head(1), details=bad)
    project.note("Reis", "emotion/use", "Rust", supports=project.quotes("Doet"), details=good)
    project.note(
        "Reis",
        "pains/use",
        "Wachten",
        supports=project.answers(QUESTION).tail(1),
        details=Details(delay_days=3),
    )
    project.note(
        "Reis",
        "touchpoints/use",
        "De douche",
        supports=project.quotes("Doet"),
        details=Details(channel=Channel.ANALOGUE),
    )
    return project


def test_the_emotion_line_follows_the_notes(travelled: Project) -> None:
    """One stage is felt by two respondents; the others are gaps."""
    line = travelled.emotion_line("Reis").set_index("stage")

    assert list(line.loc["use", ["valence", "n"]]) == [-0.5, 2]
    assert line["valence"].isna().sum() == 5


def test_an_employee_leaves_the_customers_line(travelled: Project) -> None:
    """Who turns out to speak for the company is counted on the other side."""
    key = travelled.transcript("p01").respondent_key("Marieke")
    travelled.set_voice(str(key), Voice.EMPLOYEE)

    stages = travelled.two_views("Reis").stages.set_index("stage")

    assert travelled.emotion_line("Reis").set_index("stage").loc["use", "n"] == 1
    assert list(stages.loc["use", ["customers", "company"]]) == [-2.0, 1.0]


def test_touchpoints_are_mentioned_by_the_same_customers(travelled: Project) -> None:
    """Of two who mention the shower or the app, one mentions both; who was heard is as in credibility()."""
    answers = travelled.answers(QUESTION).head(1)
    for supports in (travelled.quotes("Doet"), answers):
        travelled.note("Reis", "touchpoints/choose", "De app", supports=supports)
    (pair,) = travelled.co_mentions("Reis").to_dict("records")

    assert (pair["text"], pair["other_text"]) == ("De douche", "De app")
    assert (pair["mentions"], pair["other_mentions"], pair["respondents"], pair["n"]) == (1, 2, 1, 2)
    assert pair["heard"] == travelled.credibility("Reis").board["n"].item()


def test_pain_points_carry_k_of_n(travelled: Project) -> None:
    """The shares are those of the board's credibility."""
    (row,) = travelled.pain_points("Reis").itertuples()
    notes = travelled.credibility("Reis").notes.set_index("text")

    assert (row.text, row.person_days) == ("Wachten", 3.0)
    assert (row.respondents, row.n, row.low) == tuple(notes.loc["Wachten", ["respondents", "n", "low"]])


def test_a_touchpoint_felt_like_what_was_said_of_it(travelled: Project) -> None:
    """The feeling that rests on the same words."""
    (row,) = travelled.weakest_touchpoint("Reis").to_dict("records")

    assert (row["text"], row["channel"], row["valence"], row["n"]) == ("De douche", "analogue", 1.0, 1)
    assert isnan(row["low"])


def test_warnings_name_the_missing_channel(travelled: Project) -> None:
    """The only touchpoint is analogue."""
    assert "no_digital" in set(travelled.journey_warnings("Reis")["warning"])
    assert travelled.channel_mix("Reis")["analogue"].sum() == 1


def test_a_told_order_is_kept_by_ids(travelled: Project) -> None:
    """Stages may be called by their name in either language; the last that was told counts."""
    travelled.set_told_order("Reis", "1", ["use"])
    travelled.set_told_order("Reis", "1", ["Exploring", "Kiezen", "explore"])

    assert travelled.told_orders("Reis") == {"1": ("explore", "choose", "explore")}


def test_a_told_order_can_be_taken_back(travelled: Project) -> None:
    """Undo gives back the order before, and redo the one after."""
    travelled.set_told_order("Reis", "1", ["use"])
    travelled.set_told_order("Reis", "1", ["use", "stay"])

    travelled.undo()
    assert travelled.told_orders("Reis") == {"1": ("use",)}
    travelled.redo()
    assert travelled.told_orders("Reis") == {"1": ("use", "stay")}


def test_without_stages_an_order_is_forgotten(travelled: Project) -> None:
    """As if nobody had told it."""
    travelled.set_told_order("Reis", "1", ["use"])
    travelled.set_told_order("Reis", "1", [])

    assert travelled.told_orders("Reis") == {}


def test_deviations_and_transitions_follow_the_told_orders(travelled: Project) -> None:
    """One respondent of one skips four stages."""
    travelled.set_told_order("Reis", "1", ["trigger", "stay"])

    assert travelled.order_deviation("Reis").respondents["distance"].tolist() == [4]
    assert travelled.transitions("Reis")["to"].tolist() == ["stay"]


def test_what_employees_tell_is_no_customers_order(travelled: Project) -> None:
    """It is kept, and changes no number of customers."""
    travelled.set_told_order("Reis", "1", ["trigger", "stay"])
    travelled.set_told_order("Reis", "2", ["trigger", "use"])
    travelled.set_voice("2", "employee")

    assert set(travelled.told_orders("Reis")) == {"1", "2"}
    assert travelled.order_deviation("Reis").respondents["respondent"].tolist() == ["1"]
    assert travelled.transitions("Reis")["n"].tolist() == [1]


@pytest.mark.parametrize(
    ("told", "error", "message"),
    [
        (("Reis", "nobody", "use"), NotFoundError, "no respondent 'nobody'"),
        (("Reis", "1", "sleep"), BoardError, "no stage 'sleep'. Its stages are: 'trigger'"),
        (("Nergens", "1", "use"), NotFoundError, "no board 'Nergens'"),
        (("Marieke", "1", "use"), BoardError, "'Marieke' has no stages"),
    ],
)
def test_what_cannot_be_told_is_refused(
    travelled: Project, told: tuple[str, str, str], error: type[Exception], message: str
) -> None:
    """The message says what is wrong, and nothing is written."""
    travelled.empathy_map("Marieke", question="Waarom?")
    board, respondent, stage = told

    with pytest.raises(error, match=message):
        travelled.set_told_order(board, respondent, ["explore", stage])

    assert travelled.told_orders("Reis") == {}


VERBS = (
    "emotion_line",
    "pain_points",
    "weakest_touchpoint",
    "channel_mix",
    "co_mentions",
    "journey_warnings",
    "two_views",
    "order_deviation",
    "transitions",
)


@pytest.mark.parametrize("verb", VERBS)
def test_a_map_is_no_journey(project: Project, verb: str) -> None:
    """Each question says so, and how to make one."""
    project.empathy_map("Marieke", question="Waarom?")

    with pytest.raises(BoardError, match="no stages"):
        getattr(project, verb)("Marieke")


def test_told_orders_count_in_the_projects_hash(travelled: Project) -> None:
    """They are part of what the project says."""
    before = travelled.provenance().hash

    travelled.set_told_order("Reis", "1", ["use"])

    assert travelled.provenance().hash != before


def test_a_journey_goes_with_its_told_orders(travelled: Project) -> None:
    """Nothing is left behind, and undo brings both back."""
    travelled.set_told_order("Reis", "1", ["use"])

    travelled.remove_board("Reis")
    assert travelled.check() == []
    travelled.undo()
    assert travelled.told_orders("Reis") == {"1": ("use",)}
