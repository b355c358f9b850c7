"""Coding by rules, with a person who accepts or refuses."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.studies import QUESTION, survey, talk
from vocbench.errors import ConflictError, NotFoundError, QuoteError
from vocbench.exchange import frames
from vocbench.model.rule import Rule, RuleKind, Unit
from vocbench.project import Project

TIME = Rule.words("Tijd", ["minuten", "kwartier", "wachttijd"])


def study(path: str | Path = ":memory:") -> Project:
    """A project with the interview and the survey."""
    project = Project(path)
    project.add(talk())
    project.add(survey())
    return project


def letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """Texts as counts of their letters: enough to compare them."""
    rows = [[text.lower().count(chr(97 + number)) for number in range(26)] for text in texts]
    return np.array(rows, dtype=np.float32)


def test_a_rule_proposes_and_changes_nothing() -> None:
    """Proposals come from turns and answers, with their words; the project stays as it is."""
    with study() as project:
        found = project.propose(TIME)

        assert [each.quote for each in found] == ["minuten", "kwartier", "minuten", "wachttijd"]
        assert [each.source for each in found] == ["p01", "p01", "p01", "survey"]
        assert {each.code for each in found} == {"Tijd"}
        assert project.codings().empty
        assert project.rules().empty


def test_a_rule_can_keep_to_a_source() -> None:
    """A rule looks in one source alone where asked."""
    with study() as project:
        assert [each.quote for each in project.propose(TIME, source="survey")] == ["wachttijd"]
        with pytest.raises(NotFoundError, match="no source"):
            project.propose(TIME, source="p99")


def test_accepted_proposals_are_codings_of_the_rule() -> None:
    """Accepting makes codings in one act that say which rule proposed them; undo takes all back."""
    with study() as project:
        proposals = project.propose(TIME)

        made = project.accept(TIME, proposals)

        assert [each.quote for each in made] == [each.quote for each in proposals]
        (rule,) = project.rules()["rule"]
        assert {each.rule for each in made} == {rule}
        assert project.codings()["rule"].unique().tolist() == [rule]
        assert project.rule(rule) == TIME
        assert project.check() == []
        project.undo()
        assert project.codings().empty
        assert project.rules().empty


def test_what_is_coded_is_not_proposed() -> None:
    """Where this coder put the code already, on part of the passage, it is not proposed; for others it is."""
    with study() as project:
        project.code("p01", quote="Nou ja 😀 vijf minuten", code="Tijd")
        project.code("p01", quote="een kwartier", code="Anders")

        assert [each.quote for each in project.propose(TIME, source="p01")] == ["kwartier", "minuten"]
        assert len(project.propose(TIME, source="p01", coder="B")) == 3


def test_what_was_refused_is_not_proposed_again() -> None:
    """A refusal is remembered for this rule alone, and can be undone."""
    with study() as project:
        first, *others = project.propose(TIME)

        project.refuse(TIME, [first, first])

        assert project.propose(TIME) == others
        assert first in project.propose(Rule.words("Tijd", "minuten"))
        project.undo()
        assert project.propose(TIME) == [first, *others]


def test_refusals_move_along_with_a_correction() -> None:
    """What was refused stays refused after the text before it was corrected."""
    with study() as project:
        project.refuse(TIME, project.propose(TIME, source="p01"))

        project.correct("p01", quote="Hoe lang", words="Hoelang nou")

        assert project.propose(TIME, source="p01") == []


def test_rules_are_kept_with_what_became_of_them() -> None:
    """The frame of rules says what each goes by, and how much was accepted and refused."""
    with study() as project:
        first, second, third, fourth = project.propose(TIME)
        kept, *_ = project.accept(TIME, [first, second])
        project.refuse(TIME, [third])
        project.uncode(kept.id)

        rows = project.rules()
        assert {str(name): str(dtype) for name, dtype in rows.dtypes.items()} == frames.RULES
        (row,) = rows.to_dict("records")
        assert (row["kind"], row["code"], row["says"]) == ("words", "Tijd", "minuten, kwartier, wachttijd")
        assert (row["proposed"], row["accepted"], row["refused"]) == (3, 1, 1)
        assert fourth in project.propose(TIME)


def test_accepting_twice_makes_one_coding() -> None:
    """A passage that has the code keeps its coding, which is given back."""
    with study() as project:
        proposals = project.propose(TIME)

        first = project.accept(TIME, proposals)
        again = project.accept(TIME, proposals)

        assert again == first
        assert len(project.codings()) == len(first)


def test_nothing_accepted_is_no_act() -> None:
    """Accepting or refusing nothing leaves no line in the log."""
    with study() as project:
        n_acts = len(project.history())

        assert project.accept(TIME, []) == []
        project.refuse(TIME, [])

        assert len(project.history()) == n_acts


def test_proposals_from_before_a_correction_are_refused() -> None:
    """A proposal on words that moved since makes no coding."""
    with study() as project:
        proposals = project.propose(TIME)
        project.correct("p01", quote="Hoe lang", words="Hoelang nou")

        with pytest.raises(ConflictError, match="corrected since"):
            project.accept(TIME, proposals)

        assert project.codings().empty


def test_proposals_of_another_code_are_refused() -> None:
    """A rule does not accept what was proposed for another code."""
    with study() as project, pytest.raises(ConflictError, match="'Tijd'"):
        project.accept(Rule.words("Duur", "minuten"), project.propose(TIME))


def test_alike_passages_are_proposed_best_first() -> None:
    """A rule of similarity compares with what has the code, and leaves out what has it."""
    rule = Rule.similarity("Duur", threshold=0.5, top=1)
    with study() as project:
        coding = project.code("p01", quote="Gisteren was het een kwartier.", code="Duur")

        (best,) = project.propose(rule, encode=letters)

        assert best.quote != coding.quote
        assert best.similarity is not None
        assert best.similarity > 0.5


def test_a_blind_coder_is_not_led_by_the_examples_of_others() -> None:
    """Where the project is blind, a rule of similarity goes by what its own coder coded."""
    rule = Rule.similarity("Duur", threshold=-1)
    with study() as project:
        project.code("p01", quote="Gisteren was het een kwartier.", code="Duur", coder="B")
        assert project.propose(rule, encode=letters)

        project.set_blind(True)

        with pytest.raises(NotFoundError, match="Code a few"):
            project.propose(rule, encode=letters)
        assert project.propose(rule, coder="B", encode=letters)


def test_a_blind_coder_is_not_led_by_the_refusals_of_others(tmp_path: Path) -> None:
    """Where the project is blind, what another coder refused is proposed all the same."""
    with study(tmp_path / "x.voc") as project, Project(tmp_path / "x.voc", coder="B") as other:
        proposals = project.propose(TIME)
        other.refuse(TIME, proposals)
        assert project.propose(TIME) == []

        project.set_blind(True)

        assert project.propose(TIME) == proposals
        project.refuse(TIME, proposals)
        assert project.propose(TIME) == []


def test_similarity_needs_an_example() -> None:
    """A rule of similarity without coded passages says what to do first."""
    with study() as project, pytest.raises(NotFoundError, match="Code a few"):
        project.propose(Rule.similarity("Duur"), encode=letters)


@pytest.mark.parametrize(
    ("rule", "why"), [(Rule.speaker("X", "Piet"), "'Marieke'"), (Rule.question("X", "Wie?"), QUESTION)]
)
def test_unknown_names_are_answered_with_the_known(rule: Rule, why: str) -> None:
    """A rule for a speaker or question that is not there lists those there are."""
    with study() as project, pytest.raises(NotFoundError, match=why.replace("?", r"\?")):
        project.propose(rule)


def test_a_broken_expression_is_explained() -> None:
    """A rule with an expression that is none is refused when it is used."""
    with study() as project, pytest.raises(QuoteError, match="not a regular expression"):
        project.propose(Rule.regex("X", "("))


@pytest.mark.parametrize(
    "rule",
    [
        TIME,
        Rule.lexicon("Tijd", ["uur", "dag*"], name="tijd", unit=Unit.TURN, with_interviewers=True),
        Rule.regex("Tijd", r"\bkwart\w+", unit="sentence"),
        Rule.speaker("Tijd", "Marieke"),
        Rule.question("Tijd", QUESTION),
    ],
)
def test_a_rule_comes_back_as_it_was(rule: Rule, tmp_path: Path) -> None:
    """A rule is read from the file as the very rule that was used."""
    with study(tmp_path / "x.voc") as project:
        project.refuse(rule, project.propose(TIME)[:1])
    with Project(tmp_path / "x.voc") as project:
        (key,) = project.rules()["rule"]

        assert project.rule(key) == rule
        assert project.rule(key).kind is RuleKind(rule.kind)


def test_an_unknown_rule_is_not_found() -> None:
    """Asking for a rule that is not there says where they are listed."""
    with study() as project, pytest.raises(NotFoundError, match=r"rules\(\)"):
        project.rule("x")
