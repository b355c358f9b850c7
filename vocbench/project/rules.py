"""The part of a project that codes by rules, with a person who accepts or refuses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from vocbench.analysis.autocode import Found, Listed, Stretch, find_alike, find_listed, find_passages
from vocbench.errors import ConflictError, NotFoundError
from vocbench.exchange import frames
from vocbench.model.coding import Coding
from vocbench.model.rule import Proposal, Rule, RuleKind
from vocbench.model.span import Span
from vocbench.project.answers import Answers
from vocbench.project.texts import Texts
from vocbench.storage import codebook as codebook_store
from vocbench.storage import codings as coding_store
from vocbench.storage import quotes as quote_store
from vocbench.storage import rules as rule_store
from vocbench.storage import sources as source_store

if TYPE_CHECKING:
    from vocbench.topics.embed import Encoder

_Text = tuple[str, str | None]
"""A text that passages count in: source, and id of the answer in a table of answers."""

_SHOWN = 10  # names shown in a message


class Rules(Texts, Answers):
    """Rules that propose codings, what became of their proposals, and what they are."""

    def propose(
        self,
        rule: Rule,
        *,
        source: str | None = None,
        coder: str | None = None,
        encode: Encoder | None = None,
    ) -> list[Proposal]:
        """The passages that *rule* would code, for a person to accept or refuse; nothing is changed.

        Where this coder put the code already, on the passage or a part of it, nothing is
        proposed; nor what was refused of this very rule. In a project that is blind, what other
        coders coded and refused leads to nothing here.

        Args:
            rule: what to look for, and the code.
            source: only in this transcript or answer table; ``None`` for the whole project.
            coder: for whom; the project's coder if ``None``.
            encode: for rules of similarity, texts to vectors; the embedded multilingual model
                if ``None``. The vectors are kept for the next time, as long as the project is open.

        Returns:
            In the order of the texts; of rules of similarity the most alike first, of a topic
            the most typical first.

        Raises:
            NotFoundError: there is no such source, speaker, question or topic, or nothing has the
                code of a rule of similarity yet.
            QuoteError: the regular expression is not one, or takes too long.
        """
        stretches = self._stretches(source)
        _check_sought(rule, stretches)
        coder = coder or self.coder
        seen = coder if self.is_blind else None
        has_it = self._has_code(rule.code, coder)
        found = self._found(rule, stretches, encode, seen)
        with self._store.reading() as connection:
            rule_id = rule_store.find_rule(connection, rule)
            refused = rule_store.load_refusals(connection, rule_id, who=seen) if rule_id else set()
        proposals = [_proposal(rule, each) for each in found]
        fresh = [
            each for each in proposals if not _is_coded(each, has_it) and rule_store.spot(each) not in refused
        ]
        return fresh[: rule.top]

    def _found(
        self, rule: Rule, stretches: Sequence[Stretch], encode: Encoder | None, coder: str | None
    ) -> list[Found]:
        """What the rule finds; one of similarity goes by what this coder coded, or everybody."""
        if rule.kind is RuleKind.TOPIC:
            return find_listed(stretches, self._in_topic(rule))
        if rule.kind is not RuleKind.SIMILARITY:
            return find_passages(rule, stretches)
        from vocbench.topics.embed import universal_encoder  # noqa: PLC0415 - loads the model when used

        examples = list(dict.fromkeys(each.quote for each in self._codings_of_code(rule.code, coder)))
        if not examples:
            raise NotFoundError(f"Nothing is coded with {rule.code!r} yet. Code a few passages first.")
        chosen = encode or universal_encoder()
        return find_alike(
            replace(rule, top=None), stretches, examples, embed=lambda texts: self._embedded(texts, chosen)
        )

    def _in_topic(self, rule: Rule) -> list[Listed]:
        """What is in the topic of a rule now, the most typical first."""
        with self._store.reading() as connection:
            members = rule_store.load_in_topic(connection, rule)
        return [Listed(each.source, each.answer_id, each.start, each.quote) for each in members]

    def _has_code(self, code: str, coder: str) -> dict[_Text, list[Span]]:
        """Where this coder put the code, by text."""
        found: dict[_Text, list[Span]] = defaultdict(list)
        for each in self._codings_of_code(code, coder):
            found[each.source, each.answer].append(each.span)
        return found

    def _codings_of_code(self, code: str, coder: str | None = None) -> list[Coding]:
        with self._store.reading() as connection:
            known = codebook_store.load_codebook(connection).find(code)
            if known is None:
                return []
            wanted = quote_store.coding_ids(codes=[known.id], coder=coder)
            return coding_store.load_codings(connection, self.transcript, only=wanted)

    def accept(self, rule: Rule, proposals: Iterable[Proposal], *, coder: str | None = None) -> list[Coding]:
        """Make codings of proposals, all in one act; they remember the rule.

        Args:
            rule: the rule that proposed them.
            proposals: those that a person accepts.
            coder: who codes; the project's coder if ``None``.

        Returns:
            The codings in the order of the proposals. A passage that this coder gave the code
            already keeps its coding.

        Raises:
            ConflictError: a text was corrected since it was proposed, or a proposal is of another
                code than the rule; nothing was changed.
        """
        chosen = list(proposals)
        if not chosen:
            return []
        with self._act(f"accept {len(chosen)} proposed for {rule.code}") as act:
            sources = self._checked(rule, chosen)
            code_id = codebook_store.ensure_code(act, rule.code)
            made = rule_store.accept(
                act,
                rule_store.ensure_rule(act, rule),
                chosen,
                sources=sources,
                code_id=code_id,
                coder=coder or self.coder,
            )
            theirs = quote_store.coding_ids(codes=[code_id], coder=coder or self.coder)
            found = coding_store.load_codings(act.connection, self.transcript, only=theirs)
        by_id = {each.id: each for each in found}
        return [by_id[each] for each in made]

    def refuse(self, rule: Rule, proposals: Iterable[Proposal]) -> None:
        """Remember that these proposals are wrong, all in one act: the rule makes them no more.

        Raises:
            ConflictError: a text was corrected since it was proposed, or a proposal is of another
                code than the rule; nothing was changed.
        """
        chosen = list(proposals)
        if not chosen:
            return
        with self._act(f"refuse {len(chosen)} proposed for {rule.code}") as act:
            sources = self._checked(rule, chosen)
            rule_store.refuse(act, rule_store.ensure_rule(act, rule), chosen, sources)

    def _checked(self, rule: Rule, proposals: Sequence[Proposal]) -> dict[str, str]:
        """The ids of the sources of *proposals* by name, once all stand on their words."""
        with self._store.reading() as connection:
            sources = {
                name: source_store.source_id(connection, name)
                for name in dict.fromkeys(each.source for each in proposals)
            }
            answers = source_store.texts_of_answers(
                connection, {each.answer for each in proposals if each.answer is not None}
            )
        for each in proposals:
            text = self.transcript(each.source).text if each.answer is None else answers.get(each.answer, "")
            if each.code != rule.code:
                raise ConflictError(f"A proposal is for {each.code!r}, and the rule for {rule.code!r}.")
            if text[each.span.start : each.span.end] != each.quote:
                raise ConflictError(
                    f"The text of {each.source!r} was corrected since this was proposed. Propose anew."
                )
        return sources

    def rules(self) -> pd.DataFrame:
        """One row per rule that something was accepted or refused of; the columns are ``frames.RULES``."""
        with self._store.reading() as connection:
            found = rule_store.load_rules(connection)
        return frames.make(
            frames.RULES,
            (
                (key, rule.kind.value, rule.code, rule.says, who, created, *counts)
                for key, rule, who, created, *counts in found
            ),
        )

    def rule(self, rule_id: str) -> Rule:
        """The rule with this id, as in the column ``rule`` of ``rules()`` and ``codings()``.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            found = rule_store.load_rule(connection, rule_id)
        if found is None:
            raise NotFoundError(
                f"The project has no rule {rule_id!r}. The column 'rule' of rules() has them."
            )
        return found


def _check_sought(rule: Rule, stretches: Sequence[Stretch]) -> None:
    """See that somebody speaks under the name, or was asked the question, that a rule goes by."""
    if rule.kind is RuleKind.SPEAKER:
        known = {each.speaker for each in stretches} - {""}
    elif rule.kind is RuleKind.QUESTION:
        known = {each.question for each in stretches if each.question is not None}
    else:
        return
    (sought,) = rule.sought
    if sought not in known:
        near = ", ".join(map(repr, sorted(known)[:_SHOWN])) or "none yet"
        what = "Nobody is called" if rule.kind is RuleKind.SPEAKER else "Nobody was asked"
        raise NotFoundError(f"{what} {sought!r} there. There are: {near}.")


def _proposal(rule: Rule, found: Found) -> Proposal:
    first, last = found.place
    stretch = found.stretch
    span = Span(stretch.start + first, stretch.start + last)
    return Proposal(stretch.source, stretch.answer, span, found.words, rule.code, found.similarity)


def _is_coded(proposal: Proposal, places: Mapping[_Text, Sequence[Span]]) -> bool:
    there = places.get((proposal.source, proposal.answer), ())
    return any(proposal.span.overlap(span) for span in there)
