"""The part of a project that holds insights: what notes tell, how deep, and who confirmed it."""

from __future__ import annotations

import pandas as pd

from vocbench.analysis.depth import lacking
from vocbench.analysis.survey import wilson
from vocbench.analysis.weights import Weight
from vocbench.exchange import frames
from vocbench.model.board import Relation, distinct
from vocbench.model.insight import Depth, Insight, MemberCheck, Verdict
from vocbench.project.actions import Actions
from vocbench.project.backers import Backers
from vocbench.project.chains import Ground
from vocbench.project.depths import Depths, refuse_shallow
from vocbench.project.things import Check, Those, changed, choice, ids, kept
from vocbench.storage import insights as store
from vocbench.storage.history import Act, new_id


class Insights(Actions):
    """Insights, opportunities and actions, each with what it rests on."""

    def insight(
        self,
        text: str,
        *,
        notes: Those,
        depth: Depth | str | None = None,
        feeling: str | None = None,
        goal: str | None = None,
        motive: str | None = None,
    ) -> Insight:
        """Write what notes tell together. The same words again gather notes.

        An insight claims a depth. What was *said* needs a passage that supports it. What was *felt* needs
        a sign of feeling as well: a code for an emotion or a non-verbal event at a passage, or a note of a
        feeling. What is *systemic* needs two codes or topics, and two customers or two settings (texts or
        waves).

        Args:
            text: the insight.
            notes: what it rests on: notes, their ids, or rows of ``note_counts()`` or ``evidence()``.
            depth: ``"said"``, ``"felt"`` or ``"systemic"``; ``None`` for what was written before, or *said*.
            feeling: what people feel about it; ``None`` leaves what was written before, or nothing.
            goal: what the organisation wants to reach with it.
            motive: what moves people.

        Returns:
            The insight as it is kept.

        Raises:
            InsightError: no words, no notes, no such depth, or one that the evidence does not carry; the
                message says what is lacking.
            NotFoundError: no such note.
        """
        given = {
            "feeling": feeling,
            "goal": goal,
            "motive": motive,
            "depth": None if depth is None else choice(Depth, depth),
        }
        rests_on = ids(notes, "note")
        with self._act("write an insight") as act:
            fresh = Insight(new_id(), text.strip(), notes=rests_on, author=self.coder)
            return kept(act, fresh, given, self._carries(act))

    def edit_insight(
        self,
        insight_id: str,
        *,
        text: str | None = None,
        notes: Those | None = None,
        depth: Depth | str | None = None,
        feeling: str | None = None,
        goal: str | None = None,
        motive: str | None = None,
    ) -> Insight:
        """Change an insight; the insight as it is now.

        Arguments as for ``insight``; ``None`` leaves as it is, and *notes* are all that it rests on from now.

        Raises:
            NotFoundError: no such insight or note.
            InsightError: as for ``insight``.
            ConflictError: another insight has these words.
        """
        given = {"text": text, "feeling": feeling, "goal": goal, "motive": motive}
        claim = {
            "depth": None if depth is None else choice(Depth, depth),
            "notes": None if notes is None else ids(notes, "note"),
        }
        with self._act("edit an insight") as act:
            held = store.load_one(act.connection, Insight, insight_id)
            return changed(act, held, {**given, **claim}, self._carries(act))

    def remove_insight(self, insight_id: str) -> None:
        """Take an insight away, with what participants said of it.

        Opportunities that rest on it lose it and are marked as stale, and what follows from them.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove an insight") as act:
            store.remove(act, Insight, insight_id)

    def member_check(
        self, insight_id: str, respondent: str, verdict: Verdict | str, words: str = ""
    ) -> Insight:
        """Write down what a participant says of an insight; their last verdict counts.

        Args:
            insight_id: which insight.
            respondent: the participant, by key.
            verdict: ``"confirmed"`` or ``"rejected"``.
            words: what they said to it.

        Returns:
            The insight with its checks.

        Raises:
            NotFoundError: no such insight or respondent.
            InsightError: no such verdict.
        """
        said = choice(Verdict, verdict)
        with self._act("check with a participant") as act:
            store.check_with(act, insight_id, MemberCheck(respondent, said, words.strip(), self.coder))
            return store.load_one(act.connection, Insight, insight_id)

    def member_checks(self) -> pd.DataFrame:
        """What participants said of insights, with the columns of ``frames.MEMBER_CHECKS``."""
        with self._store.reading() as connection:
            found = store.load_insights(connection)
        return frames.make(
            frames.MEMBER_CHECKS,
            (
                (each.id, each.text, check.respondent, check.verdict.value, check.words, check.who)
                for each in found
                for check in each.checks
            ),
        )

    def insights(self) -> pd.DataFrame:
        """The insights as they were written and as they stand now, with the columns of ``frames.INSIGHTS``.

        A depth that is no longer borne out, as evidence went, is not changed: ``lacks`` says what it lacks.
        """
        with self._store.reading() as connection:
            found = store.load_insights(connection)
            known = self._grounds(connection, [note for each in found for note in each.notes])
            wanted = {note for each in found for note in each.notes}
            depths = Depths(connection, self.transcript, [known[each] for each in sorted(wanted)])
            backers = Backers(connection, self.transcripts(), known.values())
        return frames.make(
            frames.INSIGHTS,
            (_row(each, [known[note] for note in each.notes], depths, backers) for each in found),
        )

    def negative_cases(self, insight_id: str) -> pd.DataFrame:
        """The passages that speak against an insight, note by note, each once.

        Returns:
            The columns of ``frames.CHAIN`` from ``board`` on.

        Raises:
            NotFoundError: no such insight.
        """
        with self._store.reading() as connection:
            store.load_one(connection, Insight, insight_id)
        chain = self.chain(insight_id)
        against = chain[chain["relation"] == Relation.CONTRADICTS.value].loc[:, "board":]
        return against.drop_duplicates(["note", "quote", "source", "respondent"], ignore_index=True)

    def _carries(self, act: Act) -> Check[Insight]:
        """What refuses an insight that claims more than its notes carry, where that claim is new."""

        def check(value: Insight, held: Insight | None) -> None:
            if held is not None and (held.depth, held.notes) == (value.depth, value.notes):
                return
            store.refuse_unknown_notes(act.connection, value.notes)
            known = self._grounds(act.connection, value.notes)
            listed = [known[each] for each in value.notes]
            refuse_shallow(value, listed, Depths(act.connection, self.transcript, listed))

        return check


def _row(each: Insight, listed: list[Ground], depths: Depths, backers: Backers) -> tuple[object, ...]:
    """A row of ``frames.INSIGHTS``."""
    proofs = distinct(proof for ground in listed for proof in ground.proofs)
    support = [proof for proof in proofs if proof.relation is Relation.SUPPORTS]
    waves = {proof.wave for proof in support} - {""}
    card = {"feeling": each.feeling, "goal": each.goal, "motive": each.motive}
    return (
        each.id,
        each.text,
        each.depth.value,
        "; ".join(lacking(each.depth, depths.backing(listed))),
        *card.values(),
        ", ".join(name for name, words in card.items() if not words),
        len(each.notes),
        len(support),
        *_customers(backers.weight(listed)),
        len(waves),
        max((proof.date for proof in support), default=""),
        len(proofs) - len(support) - sum(proof.relation is Relation.QUALIFIES for proof in proofs),
        *_confirmation(each),
        each.validation(n_waves=len(waves)).value,
        each.author,
        each.stale,
    )


def _confirmation(each: Insight) -> tuple[object, ...]:
    """Checks, confirmed, share, low and high."""
    n, hits = len(each.checks), each.confirmed
    return (n, hits, *_share(hits, n))


def _customers(weight: Weight) -> tuple[object, ...]:
    """Respondents, n, share, low and high; a share of nobody is unknown, not 0."""
    k = len(weight.supports)
    return (k, weight.n, *_share(k, weight.n if k else 0))


def _share(hits: int, n: int) -> tuple[object, ...]:
    return (hits / n, *wilson(hits, n)) if n else (None, None, None)
