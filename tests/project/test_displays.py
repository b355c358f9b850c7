"""Numbers beside voices, from what is in a project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.planted_topics import QUESTION as ASKED
from tests.studies import QUESTION, survey, talk
from vocbench.errors import BoardError, CodebookError, NotFoundError
from vocbench.model.board import Voice
from vocbench.model.source import Answer, AnswerTable, Respondent
from vocbench.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Eight respondents: four write of the bill and give 2 or 3, four of rest and give 8 or 9."""
    scores = (2, 3, 2, 3, 8, 9, 8, 9)
    people = tuple(Respondent(f"r{n}", {"nps": 10 - score}) for n, score in enumerate(scores))
    texts = ["my bill"] * 4 + ["all quiet"] * 4
    answers = [
        Answer(each.key, "Why?", f"{text} {each.key}", score)
        for each, text, score in zip(people, texts, scores, strict=True)
    ]
    with Project(tmp_path / "study.voc") as opened:
        opened.add(AnswerTable("survey", people, tuple(answers)))
        rows = opened.answers()
        opened.code_answers(rows["answer"].head(4), "Pains/Bill")
        opened.code_answers(rows["answer"].tail(4), "Gains")
        yield opened


def test_a_code_stands_for_those_under_it_and_is_held_to_the_scores(project: Project) -> None:
    """Who speaks of pains scores low, as was said; of gains high."""
    frame = project.joint_display({"Pains": "low", "Gains": "low"})

    assert frame[["theme", "respondents", "n", "mean", "label"]].to_numpy().tolist() == [
        ["Pains", 4, 8, 2.5, "confirm"],
        ["Gains", 4, 8, 8.5, "disagree"],
    ]


def test_an_example_is_quoted_first(project: Project) -> None:
    """Somebody chose it for that; without one the first passage is quoted."""
    first = project.joint_display("Pains").iloc[0]
    project.mark_example(project.quotes("Pains")["coding"].iloc[2])

    row = project.joint_display("Pains").iloc[0]

    assert (first["quote"], row["quote"], row["quote_of"]) == ("my bill r0", "my bill r2", "r2")


def test_two_coders_on_one_passage_are_one_quote(project: Project) -> None:
    """What is counted is what was said, not how often it was coded."""
    project.coder = "B"
    project.code_answers(project.answers()["answer"].head(4), "Pains/Bill")

    assert project.joint_display("Pains")["quotes"].to_list() == [4]


def test_an_attribute_can_be_the_score(project: Project) -> None:
    """Its name is taken in place of the answers' scores; one without numbers is refused."""
    assert project.joint_display("Pains", score="nps")["mean"].to_list() == [7.5]
    with pytest.raises(NotFoundError, match="colour"):
        project.joint_display("Pains", score="colour")


def test_an_employee_is_in_no_number(project: Project) -> None:
    """Neither in how many say it, nor of how many, nor in the mean."""
    project.set_voice("r0", Voice.EMPLOYEE)

    row = project.joint_display("Pains").iloc[0]

    assert row[["respondents", "n", "n_scores"]].to_list() == [3, 7, 3]


def test_a_theme_that_only_an_employee_speaks_of_is_found_by_the_lint(project: Project) -> None:
    """There is a quote, and nobody to count."""
    project.set_voice(["r4", "r5", "r6", "r7"], Voice.EMPLOYEE)
    project.add_code("Nothing")

    display = project.joint_display(["Pains", "Gains", "Nothing"])

    assert project.lint_voices(display).to_numpy().tolist() == [
        ["Gains", "voice without a count"],
        ["Nothing", "metric without a voice"],
    ]


def test_a_question_keeps_what_was_said_elsewhere_out(tmp_path: Path) -> None:
    """Neither an interview nor an answer to something else counts."""
    with Project(tmp_path / "study.voc") as project:
        project.add(talk())
        project.add(survey())
        project.code("p01", code="Long", quote="Gisteren was het een kwartier.")
        answers = project.answers()
        project.code_answers(answers.loc[answers["respondent"] == "4", "answer"], "Long")

        everything = project.joint_display("Long").iloc[0]
        asked = project.joint_display("Long", question=QUESTION).iloc[0]

    assert everything[["respondents", "n"]].to_list() == [2, 4]
    assert asked[["respondents", "n"]].to_list() == [1, 3]


def test_topics_are_themes_too(planted_study: Project) -> None:
    """Nine answers of the thirty-eight that say something speak of the bill; the most typical is quoted."""
    model = planted_study.topics(ASKED)

    row = planted_study.joint_display("bill", topics=model).iloc[0]

    assert row[["respondents", "quotes"]].to_list() == [9, 9]
    assert "bill" in row["quote"]


def test_a_theme_that_is_nothing_is_named(planted_study: Project) -> None:
    """The message lists the topics, or says which codes are near."""
    model = planted_study.topics(ASKED)

    with pytest.raises(CodebookError, match="'bill'"):
        planted_study.joint_display("bil", topics=model)
    with pytest.raises(CodebookError, match="bil"):
        planted_study.joint_display("bil")


def test_scores_are_low_or_high(project: Project) -> None:
    """The message lists the choices."""
    with pytest.raises(BoardError, match="'low', 'high'"):
        project.joint_display({"Pains": "bad"})


def test_a_display_needs_a_theme(project: Project) -> None:
    """Of nothing there is no table."""
    with pytest.raises(CodebookError, match="at least one theme"):
        project.joint_display([])
