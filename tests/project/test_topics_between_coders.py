"""Topic models where somebody worked on them in between, or where what was taken back was done otherwise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from tests.planted_topics import QUESTION, by_words, fit_by_key_word, survey_of
from vocbench.errors import ConflictError
from vocbench.project import Project
from vocbench.topics.progress import Progress, Step
from vocbench.topics.result import TopicModel

BILL, DRIVER, PHONE, SHOWER = range(4)

WAVE = ["my bill is odd again", "the phone once more", "odd shower it was", "geen"]


def found(project: Project) -> TopicModel:
    """The model of all answers that there are."""
    return project.topics(QUESTION, encode=by_words)


def assert_same_for_others(project: Project, model: TopicModel) -> None:
    """Who opens the file anew finds each answer where it is here."""
    with Project(project._store.path) as other:
        pd.testing.assert_frame_equal(other.load_topics(model.id).answers, model.answers)


def once(action: Callable[[], object]) -> Progress:
    """Does something at the first step of long work."""
    done: list[Step] = []

    def tell(step: Step) -> None:
        if not done:
            done.append(step)
            action()

    return tell


def test_an_older_model_grows_beside_a_newer_one_of_the_same_answers(planted_study: Project) -> None:
    """A new wave can be taken into a model after all answers were fitted anew."""
    model = found(planted_study)
    planted_study.add(survey_of(WAVE, name="wave"))
    found(planted_study)

    grown = planted_study.extend_topics(model, encode=by_words)

    assert len(grown.answers) + len(grown.no_content) == len(planted_study.answers())


def test_a_wave_taken_in_again_after_an_edit_is_read_anew(planted_study: Project) -> None:
    """Taken in, taken back, and taken in otherwise: no answer is shown in the place of another."""
    model = found(planted_study)
    planted_study.add(survey_of(WAVE, name="wave"))
    planted_study.extend_topics(model, encode=by_words)
    planted_study.undo()
    planted_study.merge_topics(model, SHOWER, BILL, DRIVER)

    grown = planted_study.extend_topics(model, encode=by_words)

    assert_same_for_others(planted_study, grown)


def test_a_fit_made_again_with_another_result_is_read_anew(
    planted_study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clusterer that throws dice: after undo and a new fit, answers are those of the new fit."""
    found(planted_study)
    planted_study.undo()

    def otherwise(answers: pd.DataFrame, **choices: Any) -> TopicModel:
        made = fit_by_key_word(answers, **choices)
        return replace(made, answers=made.answers.iloc[::-1].reset_index(drop=True))

    monkeypatch.setattr("vocbench.topics.fit.fit_topics", otherwise)

    assert_same_for_others(planted_study, found(planted_study))


def test_answers_that_come_while_a_model_grows_are_not_forgotten(planted_study: Project) -> None:
    """They are in no model yet, so asking for topics again makes one that has them."""
    model = found(planted_study)
    planted_study.add(survey_of(WAVE, name="wave"))

    with Project(planted_study._store.path, coder="B") as other:
        more = once(lambda: other.add(survey_of(["the driver was odd"], name="later")))
        planted_study.extend_topics(model, encode=by_words, progress=more)

    again = found(planted_study)
    assert len(again.answers) + len(again.no_content) == len(planted_study.answers())


@pytest.mark.parametrize("verb", ["extend_topics", "measure_stability"])
def test_long_work_on_topics_that_somebody_edited_meanwhile_is_refused(
    planted_study: Project, verb: str
) -> None:
    """A figure or a topic of what was is not written on what is."""
    model = found(planted_study)
    planted_study.add(survey_of(WAVE, name="wave"))
    lines = len(planted_study.history())

    with Project(planted_study._store.path, coder="B") as other:
        edit = once(lambda: other.split_topic(model.id, BILL))
        with pytest.raises(ConflictError, match="meanwhile"):
            getattr(planted_study, verb)(model, encode=by_words, progress=edit)

    assert len(planted_study.history()) == lines + 1


@pytest.mark.parametrize("edit", ["rename", "merge"])
def test_undo_gives_no_topic_a_name_that_another_has_by_now(planted_study: Project, edit: str) -> None:
    """Somebody took the name that a topic would get back."""
    model = found(planted_study)
    with Project(planted_study._store.path, coder="B") as other:
        if edit == "rename":
            planted_study.rename_topic(model, BILL, "Money")
            other.rename_topic(model.id, PHONE, "Bill")
        else:
            planted_study.merge_topics(model, PHONE, BILL, name="Money")
            other.rename_topic(model.id, SHOWER, "Bill")

        with pytest.raises(ConflictError, match="by now"):
            planted_study.undo()

    assert planted_study.load_topics(model).topics["name"].str.casefold().is_unique


def test_the_stability_of_a_topic_without_answers_is_undone(planted_study: Project) -> None:
    """It is not known, which is no change that stands in the way."""
    model = found(planted_study)
    bills = model.answers.loc[model.answers["topic"] == BILL, "answer"]
    planted_study.move_answers(model, bills, PHONE)
    planted_study.measure_stability(model, 2, encode=by_words)

    assert planted_study.undo() == "measure the stability of topics"
