"""Opportunities and actions, and the chain from them back to what was said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
import pytest

from tests.talks import study, talk
from vocbench.errors import ConflictError, InsightError, NotFoundError
from vocbench.exchange import frames
from vocbench.model.coding import Coding
from vocbench.model.insight import Action, Insight, Opportunity, Status
from vocbench.project import Project


@dataclass(frozen=True)
class Study:
    """A project with one chain from two quotes to two actions."""

    project: Project
    codings: tuple[Coding, Coding]
    note: str
    insight: Insight
    opportunity: Opportunity
    actions: tuple[Action, Action]


@pytest.fixture
def made() -> Iterator[Study]:
    """Ann says it twice: once for a note, once against it."""
    with study(talk(("Ann", "It comes late. I pay at once."), name="ann")) as project:
        codings = (
            project.code("ann", quote="It comes late.", code="Waiting"),
            project.code("ann", quote="I pay at once.", code="Fast"),
        )
        project.empathy_map("Caller", question="Why do people call?")
        board = project.note("Caller", "pains", "Late", supports=codings[0], contradicts=codings[1])
        insight = project.insight("Late bills feel careless", notes=board.notes, motive="certainty")
        chance = project.opportunity("Say when", insights=insight, pain="not knowing")
        actions = tuple(project.action(name, opportunities=chance) for name in ("Letter", "Call"))
        yield Study(project, codings, board.notes[0].id, insight, chance, actions)  # type: ignore[arg-type] # two


def test_an_opportunity_is_kept_with_its_chain(made: Study) -> None:
    """What moves people comes from its insights; what nobody wrote is listed."""
    made.project.edit_opportunity(made.opportunity.id, relief="a date", stakeholder="billing")
    (row,) = made.project.opportunities().to_dict("records")

    assert (row["motive"], row["pain"], row["relief"]) == ("certainty", "not knowing", "a date")
    assert (row["empty"], row["stakeholder"]) == ("job", "billing")
    assert (row["insights"], row["actions"]) == (1, 2)


def test_a_day_may_come_with_a_time(made: Study) -> None:
    """The day is kept."""
    action = made.project.edit_action(made.actions[0].id, due=datetime(2026, 12, 31, 14, 30))  # noqa: DTZ001 - a day

    assert action.due == date(2026, 12, 31)
    assert made.project.actions()["due"].iloc[0] == "2026-12-31"


@pytest.mark.parametrize("due", [3, "soon", ["2026-12-31"]])
def test_what_is_no_day_is_refused(made: Study, due: Any) -> None:
    """The message shows how to write one."""
    with pytest.raises(InsightError, match=r"is no day\. Write it as a date, or as '2026-12-31'"):
        made.project.edit_action(made.actions[0].id, due=due)


def test_what_names_nothing_is_refused(made: Study) -> None:
    """A number is no opportunity."""
    with pytest.raises(InsightError, match="3 names no opportunity"):
        made.project.action("Write", opportunities=3)  # type: ignore[arg-type] # as a mistake


def test_an_action_begins_as_an_idea_without_an_owner(made: Study) -> None:
    """What nobody decided yet is not decided."""
    action = made.actions[0]

    assert (action.status, action.owner, action.due) == (Status.IDEA, "", None)


def test_an_action_is_followed_up(made: Study) -> None:
    """Owner, status, day, measure and wave; what is not given stays."""
    made.project.edit_action(made.actions[0].id, owner="Jan", due="2026-12-31", measure="calls a week")
    changed = made.project.edit_action(made.actions[0].id, status="doing", wave="2027")

    assert (changed.owner, changed.due, changed.measure) == ("Jan", date(2026, 12, 31), "calls a week")
    assert (changed.status, changed.wave) == (Status.DOING, "2027")


def test_writing_an_action_again_leaves_how_far_it_is(made: Study) -> None:
    """A notebook that runs anew does not send it back to an idea, nor make a second one."""
    made.project.edit_action(made.actions[0].id, status="done", owner="Jan")
    again = made.project.action("Letter", opportunities=made.opportunity)

    assert (again.id, again.status, again.owner) == (made.actions[0].id, Status.DONE, "Jan")


def test_a_day_can_be_taken_away(made: Study) -> None:
    """The only field that is not words; everything else stays."""
    made.project.edit_action(made.actions[0].id, due=date(2026, 12, 31), owner="Jan")
    changed = made.project.edit_action(made.actions[0].id, due="")

    assert (changed.due, changed.owner) == (None, "Jan")
    assert made.project.actions()["due"].isna().all()


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("status", "", r"'' is no status\."),
        ("status", "busy", r"'busy' is no status\. Choose one of 'idea', 'planned'"),
        ("due", "next week", r"'next week' is no day\. Write it as a date, or as '2026-12-31'"),
        ("text", "  ", "An action needs words"),
        ("opportunities", [], "rests on nothing. Say which opportunities"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    made: Study, field: str, value: object, message: str
) -> None:
    """Of an unknown status, a day that is none, no words, or nothing to rest on."""
    before = made.project.actions()

    with pytest.raises(InsightError, match=message):
        made.project.edit_action(made.actions[0].id, **{field: value})  # type: ignore[arg-type] # on purpose
    pd.testing.assert_frame_equal(made.project.actions(), before)


def test_unknown_ids_are_named(made: Study) -> None:
    """For what is changed, and for what it would rest on."""
    with pytest.raises(NotFoundError, match="no action 'gone'"):
        made.project.edit_action("gone", owner="Jan")
    with pytest.raises(NotFoundError, match="no opportunity 'gone'"):
        made.project.action("New", opportunities="gone")
    assert len(made.project.actions()) == 2


def test_two_of_a_kind_do_not_get_the_same_words(made: Study) -> None:
    """The message quotes them; an opportunity may be called like an action."""
    with pytest.raises(ConflictError, match="another action with the words 'Call'"):
        made.project.edit_action(made.actions[0].id, text="Call")
    assert made.project.edit_opportunity(made.opportunity.id, text="Call").text == "Call"


def test_two_coders_change_different_fields(made: Study) -> None:
    """The undo of one leaves what the other wrote in between."""
    with Project(made.project._store.path, coder="B") as other:
        made.project.edit_action(made.actions[0].id, owner="Jan")
        other.edit_action(made.actions[0].id, status="doing")
        made.project.undo()
        (row, _) = other.actions().to_dict("records")

    assert pd.isna(row["owner"])
    assert row["status"] == "doing"


def test_an_opportunity_and_an_action_can_go(made: Study) -> None:
    """Actions lose the opportunity and say so; an action takes nothing along."""
    made.project.remove_action(made.actions[1].id)
    made.project.remove_opportunity(made.opportunity.id)
    (row,) = made.project.actions().to_dict("records")

    assert (row["text"], row["opportunities"], row["stale"]) == ("Letter", 0, "Say when")
    assert made.project.opportunities().empty
    assert made.project.check() == []


def test_one_walks_from_an_action_to_the_quotes(made: Study) -> None:
    """Every level is named on the way, and what contradicts is on it too."""
    found = made.project.chain(made.actions[0].id)

    assert found["quote"].tolist() == ["It comes late.", "I pay at once."]
    assert found["relation"].tolist() == ["supports", "contradicts"]
    assert set(found["action_text"]) == {"Letter"}
    texts = found[["opportunity_text", "insight_text", "board", "note_text"]].drop_duplicates()
    assert texts.to_numpy().tolist() == [["Say when", "Late bills feel careless", "Caller", "Late"]]


def test_one_walks_from_a_quote_to_the_actions(made: Study) -> None:
    """Only that quote, and all that follows from it."""
    found = made.project.chain(made.codings[0].id)

    assert set(found["quote"]) == {"It comes late."}
    assert found["action_text"].tolist() == ["Letter", "Call"]


@pytest.mark.parametrize("level", ["opportunity", "insight", "note"])
def test_from_the_middle_one_walks_both_ways(made: Study, level: str) -> None:
    """Two actions times two quotes."""
    item = {"opportunity": made.opportunity.id, "insight": made.insight.id, "note": made.note}[level]

    assert len(made.project.chain(item)) == 4


def test_a_chain_that_is_not_complete_has_gaps(made: Study) -> None:
    """A note that nothing follows from, and that nothing supports, is one row of its own."""
    board = made.project.note("Caller", "gains", "Imagined")
    (row,) = made.project.chain(board.in_region("gains")[0].id).to_dict("records")

    assert {name for name, value in row.items() if not pd.isna(value)} == {"board", "note", "note_text"}


def test_a_chain_of_nothing_is_refused(made: Study) -> None:
    """An id that is none of these, or a coding that no note rests on."""
    idle = made.project.code("ann", quote="late", code="Idle")

    for item in ("gone", idle.id):
        with pytest.raises(NotFoundError, match="no note rests on it"):
            made.project.chain(item)


def test_the_frames_keep_their_contracts(made: Study) -> None:
    """Columns, dtypes and order."""
    pairs = [
        (made.project.opportunities(), frames.OPPORTUNITIES),
        (made.project.actions(), frames.ACTIONS),
        (made.project.chain(made.insight.id), frames.CHAIN),
    ]

    for frame, contract in pairs:
        assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == contract
