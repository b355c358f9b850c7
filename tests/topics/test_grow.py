"""A new wave goes to the old topics, and what fits none makes new ones."""

import numpy as np
import pandas as pd
import pytest

from vocbench.topics import Encoder, TopicModel, fit_topics
from vocbench.topics.grow import LEAST_ANSWERS, grow


def about(planted: pd.DataFrame, *themes: str) -> pd.DataFrame:
    """The planted answers on these themes."""
    return planted[planted["theme"].isin(themes)]


@pytest.fixture(scope="module")
def first(planted: pd.DataFrame, by_words: Encoder) -> TopicModel:
    """A model of two thirds of the answers on three of the four themes."""
    wave = about(planted, "phone", "driver", "bill")
    return fit_topics(wave[wave.index % 3 != 0], encode=by_words)


@pytest.fixture(scope="module")
def grown(first: TopicModel, planted: pd.DataFrame, by_words: Encoder) -> TopicModel:
    """The same with all others, and two replies without content."""
    silent = pd.DataFrame({"answer": ["x1", "x2"], "text": ["n.v.t.", ""]})
    return grow(first, pd.concat([planted, silent], ignore_index=True), encode=by_words)


def test_all_answers_are_there_once(grown: TopicModel, planted: pd.DataFrame) -> None:
    """Old and new answers, each once; replies without content are listed with the others."""
    assert sorted(grown.answers["answer"]) == sorted(planted["answer"])
    assert sorted(grown.no_content["answer"]) == ["x1", "x2"]


def test_old_assignments_stay(first: TopicModel, grown: TopicModel) -> None:
    """No answer of the first wave moves, on paper or on the map."""
    columns = ["topic", "similarity", "nearest", "x", "y"]
    before = first.answers.set_index("answer")[columns]
    after = grown.answers.set_index("answer").loc[before.index, columns]

    pd.testing.assert_frame_equal(after, before)


def test_old_topics_stay(first: TopicModel, grown: TopicModel) -> None:
    """Numbers, names, words, centres and floors of the old topics are as they were."""
    row = {topic: place for place, topic in enumerate(grown.topics["topic"])}
    places = [row[topic] for topic in first.topics["topic"]]

    assert grown.topics["name"].iloc[places].tolist() == first.topics["name"].tolist()
    assert (grown.centres[places] == first.centres).all()
    assert (grown.floors[places] == first.floors).all()


def test_what_fits_none_makes_a_new_topic(first: TopicModel, grown: TopicModel) -> None:
    """The theme nobody spoke of before has a topic of its own, with words and the next free number."""
    fresh = grown.topics[~grown.topics["topic"].isin(first.topics["topic"])]
    shower = grown.answers[grown.answers["theme"] == "shower"]

    assert len(fresh) >= 1
    assert fresh["topic"].min() == first.topics["topic"].max() + 1
    assert shower["topic"].isin(fresh["topic"]).mean() >= 0.5
    assert {"shower", "douche", "water", "cold", "koud", "warm"} & set(fresh["words"].explode())


def test_topics_are_counted_anew(grown: TopicModel) -> None:
    """Counts are those of all answers, the largest first, and each answer of a topic is listed under it."""
    sizes = grown.answers["topic"].value_counts()

    assert grown.topics["answers"].tolist() == [sizes[topic] for topic in grown.topics["topic"]]
    assert grown.topics["answers"].is_monotonic_decreasing
    listed = [topic for topic in dict.fromkeys(grown.answers["topic"]) if topic >= 0]
    assert listed == grown.topics["topic"].tolist()


def test_few_that_fit_none_are_unclear(first: TopicModel, planted: pd.DataFrame, by_words: Encoder) -> None:
    """Fewer strangers than a topic takes make none."""
    strangers = about(planted, "shower").head(LEAST_ANSWERS - 1)

    model = grow(first, strangers, encode=by_words)

    assert len(model.topics) == len(first.topics)


def test_nothing_new_changes_nothing(first: TopicModel, by_words: Encoder) -> None:
    """Answers that the model has give the model itself."""
    assert grow(first, first.answers[["answer", "text"]], encode=by_words) is first


def test_new_answers_have_a_place(grown: TopicModel) -> None:
    """Each answer of the new wave lies on the map."""
    assert np.isfinite(grown.answers[["x", "y"]].to_numpy()).all()
