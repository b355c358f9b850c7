"""Topics that are kept in a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project
from vocbench.topics.embed import Encoder, Vectors

QUESTION = "Wat kan beter?"


def table(texts: Sequence[str], name: str = "survey") -> AnswerTable:
    """Each text as the answer of a respondent of its own."""
    people = tuple(Respondent(f"r{number:03}", {"segment": "huur"}) for number in range(len(texts)))
    answers = tuple(
        Answer(person.key, QUESTION, text, score=5) for person, text in zip(people, texts, strict=True)
    )
    return AnswerTable(name, people, answers)


@pytest.fixture
def study(tmp_path: Path, planted: pd.DataFrame) -> Project:
    """A project with 72 answers about four themes, and three that say nothing."""
    project = Project(tmp_path / "study.voc")
    project.add(table([*planted["text"], "geen", "n.v.t.", ""]))
    return project


def test_a_model_is_kept_and_found_again(study: Project, by_words: Encoder) -> None:
    """The second call makes no model, and gives the same frames as the first to the letter."""
    calls: list[int] = []

    def counting(texts: Sequence[str]) -> Vectors:
        calls.append(len(texts))
        return by_words(texts)

    first = study.topics(QUESTION, encode=counting)
    made = len(calls)
    second = study.topics(QUESTION, encode=counting)

    assert made > 0
    assert len(calls) == made
    for part in ("topics", "answers", "no_content"):
        pd.testing.assert_frame_equal(getattr(first, part), getattr(second, part))
    assert first.notice == second.notice
    assert first.settings == second.settings


def test_what_is_kept_adds_up(study: Project, by_words: Encoder) -> None:
    """Each answer is in a topic, unclear or set apart with a reason; sizes and shares are the members'."""
    model = study.topics(QUESTION, encode=by_words)

    assert len(model.answers) == 72
    assert len(model.no_content) == 3
    sizes = model.answers["topic"].value_counts()
    unclear = sizes.pop(-1)
    assert model.topics.set_index("topic")["answers"].to_dict() == sizes.to_dict()
    assert model.topics["share"].sum() == pytest.approx((72 - unclear) / 72)
    assert set(model.answers["segment"]) == {"huur"}


def test_a_topic_is_evidence_with_all_its_answers(study: Project, by_words: Encoder) -> None:
    """A note that rests on a topic counts its answers and their respondents, typical ones first."""
    model = study.topics(QUESTION, encode=by_words)
    study.empathy_map("Marieke", question="Waarom?")

    study.note("Marieke", "pains", "Dit speelt", supports=model.topics.head(1))

    evidence = study.evidence("Marieke")
    assert len(evidence) == model.topics["answers"][0]
    assert evidence["quote"][0] == model.typical(0, 1)["text"][0]
    assert study.note_counts("Marieke")["respondents"].to_list() == [len(evidence)]


def test_making_a_model_can_be_undone(study: Project, by_words: Encoder) -> None:
    """One act made it, and one undo takes it away; redo brings the same one back."""
    model = study.topics(QUESTION, encode=by_words)
    kept = study.provenance()

    assert study.undo() == f"find topics in {QUESTION}"
    assert study.provenance().seed is None
    study.redo()

    assert study.provenance() == kept
    again = study.topics(QUESTION, encode=by_words)
    assert list(again.topics["topic_id"]) == list(model.topics["topic_id"])


@pytest.mark.parametrize(
    "texts",
    [[], ["geen", ""], ["te duur", "te laat", "te ver"], ["te duur"] * 60],
    ids=["no answers", "no content", "three answers", "all identical"],
)
def test_few_answers_give_a_model_that_says_why(tmp_path: Path, texts: list[str], by_words: Encoder) -> None:
    """No answer set crashes; without topics the notice says so, and nothing is lost."""
    with Project(tmp_path / "small.voc") as project:
        project.add(table(texts))

        model = project.topics(encode=by_words)

        assert len(model.answers) + len(model.no_content) == len(texts)
        assert model.topics.empty
        assert "topics" in model.notice
        assert project.check() == []
