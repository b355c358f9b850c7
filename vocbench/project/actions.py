"""The part of a project that holds opportunities and actions, with the chain back to what was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd
from sqlalchemy import Connection

from vocbench.analysis.chain import inverse
from vocbench.errors import InsightError
from vocbench.exchange import frames
from vocbench.model.insight import Action, Opportunity, Status
from vocbench.project.boards import Boards
from vocbench.project.chains import Ground, Ladder, grounds
from vocbench.project.support import day_of
from vocbench.project.things import Given, Those, changed, choice, ids, kept
from vocbench.storage import insights as store
from vocbench.storage.boards import load_board
from vocbench.storage.history import new_id
from vocbench.storage.notes import load_refused
from vocbench.storage.proofs import load_proofs
from vocbench.storage.staleness import clear_stale


class Actions(Boards):
    """Opportunities and actions, each with what it rests on."""

    def opportunity(
        self,
        text: str,
        *,
        insights: Those,
        job: str | None = None,
        pain: str | None = None,
        relief: str | None = None,
        stakeholder: str | None = None,
    ) -> Opportunity:
        """Write what could be done for people. The same words again gather insights.

        Args:
            text: the opportunity.
            insights: what it rests on: ids, values, or rows of ``insights()``.
            job: what people want to get done; ``None`` leaves what was written before, or nothing.
            pain: what stands in their way.
            relief: what would take that away.
            stakeholder: whose interest it touches beside the customer's.

        Returns:
            The opportunity as it is kept.

        Raises:
            InsightError: no words, or it rests on nothing.
            NotFoundError: no such insight.
        """
        given = {"job": job, "pain": pain, "relief": relief, "stakeholder": stakeholder}
        rests_on = ids(insights, "insight")
        with self._act("write an opportunity") as act:
            fresh = Opportunity(new_id(), text.strip(), insights=rests_on, author=self.coder)
            return kept(act, fresh, given, _anything)

    def edit_opportunity(
        self,
        opportunity_id: str,
        *,
        text: str | None = None,
        insights: Those | None = None,
        job: str | None = None,
        pain: str | None = None,
        relief: str | None = None,
        stakeholder: str | None = None,
    ) -> Opportunity:
        """Change an opportunity; the opportunity as it is now.

        Arguments as for ``opportunity``; ``None`` leaves as it is, and *insights* are all that it rests on
        from now.

        Raises:
            NotFoundError: no such opportunity or insight.
            InsightError: no words, or it would rest on nothing.
            ConflictError: another opportunity has these words.
        """
        given = {"text": text, "job": job, "pain": pain, "relief": relief, "stakeholder": stakeholder}
        rests_on = None if insights is None else ids(insights, "insight")
        with self._act("edit an opportunity") as act:
            held = store.load_one(act.connection, Opportunity, opportunity_id)
            return changed(act, held, {**given, "insights": rests_on}, _anything)

    def remove_opportunity(self, opportunity_id: str) -> None:
        """Take an opportunity away; actions that rest on it are marked as stale.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove an opportunity") as act:
            store.remove(act, Opportunity, opportunity_id)

    def action(
        self,
        text: str,
        *,
        opportunities: Those,
        owner: str | None = None,
        status: Status | str | None = None,
        due: date | str | None = None,
        measure: str | None = None,
        wave: str | None = None,
    ) -> Action:
        """Write what somebody does about opportunities. The same words again gather opportunities.

        Args:
            text: the action.
            opportunities: what it rests on: ids, values, or rows of ``opportunities()``.
            owner: who does it; ``None`` leaves what was written before, or nothing.
            status: ``"idea"``, ``"planned"``, ``"doing"``, ``"done"`` or ``"dropped"``.
            due: the day on which it is to be done, such as ``"2026-12-31"``.
            measure: what shows whether it helped.
            wave: the wave in which that is measured again.

        Returns:
            The action as it is kept.

        Raises:
            InsightError: no words, no such status or day, or it rests on nothing.
            NotFoundError: no such opportunity.
        """
        given = _plan(owner=owner, status=status, due=due, measure=measure, wave=wave)
        rests_on = ids(opportunities, "opportunity")
        with self._act("write an action") as act:
            fresh = Action(new_id(), text.strip(), opportunities=rests_on, author=self.coder)
            return kept(act, fresh, given, _anything)

    def edit_action(
        self,
        action_id: str,
        *,
        text: str | None = None,
        opportunities: Those | None = None,
        owner: str | None = None,
        status: Status | str | None = None,
        due: date | str | None = None,
        measure: str | None = None,
        wave: str | None = None,
    ) -> Action:
        """Change an action; the action as it is now.

        Arguments as for ``action``; ``None`` leaves as it is, ``due=""`` takes the day away, and
        *opportunities* are all that it rests on from now.

        Raises:
            NotFoundError: no such action or opportunity.
            InsightError: no words, no such status or day, or it would rest on nothing.
            ConflictError: another action has these words.
        """
        given = _plan(owner=owner, status=status, due=due or None, measure=measure, wave=wave)
        rests_on = None if opportunities is None else ids(opportunities, "opportunity")
        with self._act("edit an action") as act:
            held = store.load_one(act.connection, Action, action_id)
            dated = replace(held, due=None) if due == "" else held
            return changed(act, dated, {**given, "text": text, "opportunities": rests_on}, _anything)

    def remove_action(self, action_id: str) -> None:
        """Take an action away.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove an action") as act:
            store.remove(act, Action, action_id)

    def opportunities(self) -> pd.DataFrame:
        """The opportunities as they were written, with the columns of ``frames.OPPORTUNITIES``."""
        with self._store.reading() as connection:
            found = store.load_opportunities(connection)
            motives = {each.id: each.motive for each in store.load_insights(connection)}
            actions = inverse({each.id: each.opportunities for each in store.load_actions(connection)})
        return frames.make(frames.OPPORTUNITIES, (_opportunity_row(each, motives, actions) for each in found))

    def actions(self) -> pd.DataFrame:
        """The actions as they were written, with the columns of ``frames.ACTIONS``."""
        with self._store.reading() as connection:
            found = store.load_actions(connection)
        return frames.make(frames.ACTIONS, map(_action_row, found))

    def chain(self, item_id: str) -> pd.DataFrame:
        """All that leads to something and all that follows from it, from actions down to quotes.

        Args:
            item_id: id of an action, opportunity, insight or note; or of a coding, answer or topic that
                a note rests on.

        Returns:
            One row per way from an action to a quote that passes there, with the columns of
            ``frames.CHAIN``. Cells are missing where a chain does not reach so far up or down.

        Raises:
            NotFoundError: nothing of that kind has this id.
        """
        with self._store.reading() as connection:
            ladder = Ladder(connection)
            ways = ladder.ways(item_id)
            known = self._grounds(connection, [each for *_, each in ways if each is not None])
            return frames.make(frames.CHAIN, ladder.rows(item_id, ways, known))

    def review(self, item_id: str) -> None:
        """Take the mark of what was lost off an insight, opportunity, action or note: it holds all the same.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("look at it again") as act:
            clear_stale(act, item_id)

    def _grounds(self, connection: Connection, note_ids: Iterable[str]) -> dict[str, Ground]:
        """All notes of the boards on which these notes are, by id, each with what was said."""
        found: dict[str, Ground] = {}
        for name in sorted(set(store.boards_of(connection, note_ids).values())):
            board = load_board(connection, name)
            proofs = load_proofs(connection, board, self.transcript)
            found |= grounds(board, load_refused(connection, board.id), proofs)
        return found


def _plan(*, status: Status | str | None, due: date | str | None, **words: str | None) -> Given:
    """What was said of an action, with its status and day read."""
    return {
        **words,
        "status": None if status is None else choice(Status, status),
        "due": None if due is None else day_of(due, InsightError),
    }


def _anything(value: object, held: object) -> None:
    """Opportunities and actions may claim what they like."""


def _opportunity_row(
    each: Opportunity, motives: Mapping[str, str], actions: Mapping[str, Sequence[str]]
) -> tuple[object, ...]:
    motive = "; ".join(dict.fromkeys(filter(None, (motives[insight] for insight in each.insights))))
    chain = {"job": each.job, "motive": motive, "pain": each.pain, "relief": each.relief}
    empty = ", ".join(name for name, words in chain.items() if not words)
    numbers = (len(each.insights), len(actions.get(each.id, ())))
    return (each.id, each.text, *chain.values(), empty, each.stakeholder, *numbers, each.author, each.stale)


def _action_row(each: Action) -> tuple[object, ...]:
    plan = (
        each.owner,
        each.status.value,
        each.due.isoformat() if each.due else None,
        each.measure,
        each.wave,
    )
    return (each.id, each.text, *plan, len(each.opportunities), each.author, each.stale)
