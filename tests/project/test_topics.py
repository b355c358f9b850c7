"""Topics found, kept and found again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.planted_topics import QUESTION, by_words, survey_of
from vocbench.errors import Cancelled, NotFoundError, TopicsError
from vocbench.project import Project
from vocbench.topics.embed import Vectors
from vocbench.topics.progress import Step
from vocbench.topics.settings import TopicSettings


def test_a_model_knows_its_project(planted_study: Project) -> None:
    """It has an id, its question, and an id for each topic."""
    model = planted_study.topics(QUESTION, encode=by_words)

    assert model.question == QUESTION
    assert list(planted_study.topic_models()["model"]) == [model.id]
    assert model.topics["topic_id"].nunique() == len(model.topics)


def test_a_loaded_model_is_the_same_to_the_letter(planted_study: Project) -> None:
    """Another project object on the same file gives the same frames, centres and floors."""
    model = planted_study.topics(QUESTION, encode=by_words)

    with Project(planted_study._store.path) as other:
        loaded = other.load_topics(model.id)

    for part in ("topics", "answers", "no_content", "not_carried"):
        pd.testing.assert_frame_equal(getattr(model, part), getattr(loaded, part))
    assert np.array_equal(model.centres, loaded.centres)
    assert np.array_equal(model.floors, loaded.floors)
    assert (loaded.settings, loaded.notice, loaded.versions) == (model.settings, model.notice, model.versions)


def test_the_model_that_is_kept_says_what_the_fit_said(planted_study: Project) -> None:
    """Topics, similarities and places on the map survive the trip through the file."""
    model = planted_study.topics(QUESTION, encode=by_words)

    assert model.topics["name"].tolist() == ["bill", "driver", "phone", "shower"]
    assert model.topics["answers"].tolist() == [9, 9, 9, 9]
    assert model.topics["share"].sum() == pytest.approx(36 / 37)
    assert model.unclear()["text"].tolist() == ["strange thing"]
    assert model.no_content["reason"].tolist() == ["no answer", "empty"]
    assert set(model.answers["placed"]) == {"model"}
    assert model.answers["x"].notna().all()


@pytest.mark.parametrize(
    "other",
    [
        {"settings": TopicSettings(seed=7)},
        {"lang": "nl"},
        {"reduce": object()},
        {"cluster": object()},
        {"guided_by": ["Price"]},
    ],
    ids=["settings", "languages", "reducer", "clusterer", "guide"],
)
def test_another_choice_is_another_model(planted_study: Project, other: dict[str, Any]) -> None:
    """Whatever was chosen otherwise, the model that is there is not it."""
    planted_study.add_code("Price", description="what it costs")
    model = planted_study.topics(QUESTION, encode=by_words)

    assert planted_study.topics(QUESTION, encode=by_words, **other).id != model.id


def test_the_settings_of_a_clusterer_count(planted_study: Project) -> None:
    """Two clusterers of one class with other settings make two models; with the same, one."""

    class Clusterer:
        def __init__(self, size: int) -> None:
            self.size = size

    first = planted_study.topics(QUESTION, encode=by_words, cluster=Clusterer(5))

    assert planted_study.topics(QUESTION, encode=by_words, cluster=Clusterer(5)).id == first.id
    assert planted_study.topics(QUESTION, encode=by_words, cluster=Clusterer(6)).id != first.id


def test_an_edited_model_is_found_with_its_edits(planted_study: Project) -> None:
    """The same answers with the same choices give the model as people left it."""
    model = planted_study.topics(QUESTION, encode=by_words)
    planted_study.rename_topic(model, 0, "Money")

    assert planted_study.topics(QUESTION, encode=by_words).topics["name"].iloc[0] == "Money"


def test_a_cancelled_fit_leaves_the_project_as_it_was(
    planted_study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing but vectors is written, and the log has no line of it."""

    def cancel(*_args: object, **_kwargs: object) -> None:
        raise Cancelled("stop")

    monkeypatch.setattr("vocbench.topics.fit.fit_topics", cancel)
    lines, kept = len(planted_study.history()), planted_study.provenance()

    with pytest.raises(Cancelled):
        planted_study.topics(QUESTION, encode=by_words)

    assert len(planted_study.history()) == lines
    assert planted_study.provenance() == kept
    assert planted_study.topic_models().empty


def test_vectors_are_made_once_for_all_models(planted_study: Project) -> None:
    """A model with other settings asks the encoder for nothing."""
    texts: list[str] = []

    def listening(some: Sequence[str]) -> Vectors:
        texts.extend(some)
        return by_words(some)

    planted_study.topics(QUESTION, encode=listening)
    texts.clear()
    planted_study.topics(QUESTION, encode=listening, settings=TopicSettings(seed=7))

    assert not [text for text in texts if "bill" in text]


def test_a_model_of_no_project_cannot_be_edited(planted_study: Project) -> None:
    """A model that was made outside has no id, and the error says how to have one."""
    with pytest.raises(TopicsError, match=r"in no project yet. project.topics\(...\) makes one"):
        planted_study.load_topics("")


def test_an_unknown_model_is_named(planted_study: Project) -> None:
    """The error tells where the models are listed."""
    with pytest.raises(NotFoundError, match=r"no topic model 'nonsense'.*topic_models\(\)"):
        planted_study.load_topics("nonsense")


def test_answers_of_later_do_not_enter_a_model(planted_study: Project) -> None:
    """A model that is there keeps its answers when others come."""
    model = planted_study.topics(QUESTION, encode=by_words)
    planted_study.add(survey_of(["the bill again"], name="later"))

    assert len(planted_study.load_topics(model).answers) == len(model.answers)


def test_attributes_of_later_come_along(planted_study: Project) -> None:
    """What is learned about respondents later stands beside their answers."""
    model = planted_study.topics(QUESTION, encode=by_words)
    planted_study.add(survey_of(["the bill again"], name="later", segment="koop"))

    again = planted_study.load_topics(model).answers.set_index("respondent")

    assert again.loc["r000", "segment"] == "koop"


def test_the_stamp_changes_with_each_edit_and_comes_back(planted_study: Project) -> None:
    """It differs after an edit, is the old one after undo, and stays when something else changed."""
    model = planted_study.topics(QUESTION, encode=by_words)
    before = planted_study.topics_stamp(model)
    planted_study.add_code("Price")
    assert planted_study.topics_stamp(model.id) == before

    planted_study.merge_topics(model, 0, 1)
    after = planted_study.topics_stamp(model)
    planted_study.undo()

    assert after != before
    assert planted_study.topics_stamp(model) == before


def test_who_took_consent_back_is_not_shown(planted_study: Project) -> None:
    """Their words are empty in the model, also after an edit, whose numbers stay; undo brings them back."""
    model = planted_study.topics(QUESTION, encode=by_words)
    stamp = planted_study.topics_stamp(model)
    first = model.answers["respondent"].iloc[0]
    planted_study.withdraw(first)

    for shown in (planted_study.load_topics(model), planted_study.rename_topic(model, 0, "Money")):
        texts = shown.answers.set_index("respondent")["text"]
        assert texts[first] == ""
        assert (texts.drop(first) != "").all()
        assert shown.topics["answers"].tolist() == model.topics["answers"].tolist()
    planted_study.undo()
    assert planted_study.topics_stamp(model) != stamp
    planted_study.undo()
    assert planted_study.topics_stamp(model) == stamp
    pd.testing.assert_frame_equal(planted_study.load_topics(model).answers, model.answers)


def test_progress_reaches_the_fit(planted_study: Project) -> None:
    """Who follows the work is told of its steps."""
    steps: list[str] = []

    def follow(step: Step) -> None:
        steps.append(step.name)

    planted_study.topics(QUESTION, encode=by_words, progress=follow)

    assert steps == ["words"]
