"""A sound topic recurs, a fragile one does not, and the same seed says the same."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from vocbench.errors import TopicsError
from vocbench.topics import Encoder, TopicModel, TopicSettings, fit_topics
from vocbench.topics.embed import Vectors, embed
from vocbench.topics.progress import Step
from vocbench.topics.stability import stability


@pytest.fixture(scope="module")
def model(planted: pd.DataFrame, by_words: Encoder) -> TopicModel:
    """A model of the planted answers, each given twice."""
    twice = planted.assign(answer=planted["answer"] + "b")
    answers = pd.concat([planted, twice], ignore_index=True)
    return fit_topics(answers, settings=TopicSettings(n_topics=4), encode=by_words)


@pytest.fixture(scope="module")
def vectors(model: TopicModel, by_words: Encoder) -> Vectors:
    """The vectors of its answers."""
    return embed(model.answers["text"].tolist(), by_words)


@pytest.fixture(scope="module")
def measured(model: TopicModel, vectors: Vectors) -> pd.DataFrame:
    """Its stability over ten resamples."""
    return stability(model, vectors, n_resamples=10)


def test_each_topic_has_a_share(measured: pd.DataFrame, model: TopicModel) -> None:
    """From 0 to 1, in the order of the topics."""
    assert measured["topic"].tolist() == model.topics["topic"].tolist()
    assert measured["stability"].between(0, 1).all()


def test_a_topic_drawn_at_random_is_fragile(
    measured: pd.DataFrame, model: TopicModel, vectors: Vectors
) -> None:
    """Answers thrown together at random recur less than the topics that were found."""
    thrown = np.random.default_rng(1).permutation(model.answers["topic"].to_numpy())
    random = replace(model, answers=model.answers.assign(topic=thrown))

    assert stability(random, vectors, n_resamples=10)["stability"].max() < measured["stability"].mean()


def test_the_seed_decides(measured: pd.DataFrame, model: TopicModel, vectors: Vectors) -> None:
    """The same seed gives the same figures, another one others."""
    again = stability(model, vectors, n_resamples=10, seed=model.settings.seed)

    pd.testing.assert_frame_equal(again, measured)
    assert not stability(model, vectors, n_resamples=10, seed=1).equals(measured)


def test_row_order_does_not_matter(measured: pd.DataFrame, model: TopicModel, vectors: Vectors) -> None:
    """The rows of a model in another order give the same figures."""
    order = np.random.default_rng(2).permutation(len(vectors))
    shuffled = replace(model, answers=model.answers.iloc[order].reset_index(drop=True))

    found = stability(shuffled, vectors[order], n_resamples=10)

    assert found["stability"].tolist() == pytest.approx(measured["stability"].tolist())


def test_progress_counts_resamples(model: TopicModel, vectors: Vectors) -> None:
    """Each resample that is done is told."""
    told: list[Step] = []

    stability(model, vectors, n_resamples=3, progress=told.append)

    assert [(step.done, step.total) for step in told] == [(0, 3), (1, 3), (2, 3), (3, 3)]


def test_wrong_number_of_vectors_is_refused(model: TopicModel, vectors: Vectors) -> None:
    """One vector too few is an error that says how many are needed."""
    with pytest.raises(TopicsError, match="each of the 144 answers, got 143"):
        stability(model, vectors[:-1])


def test_a_topic_without_answers_takes_no_group(model: TopicModel, vectors: Vectors) -> None:
    """A topic that was emptied by hand changes nothing for the others."""
    empty = model.topics.iloc[[0]].assign(topic=99, answers=0, share=0.0)
    with_empty = replace(
        model,
        topics=pd.concat([model.topics, empty], ignore_index=True),
        centres=np.vstack([model.centres, model.centres[:1]]),
        floors=np.r_[model.floors, model.floors[:1]],
    )

    found = stability(with_empty, vectors, n_resamples=3)

    assert found["stability"].tolist()[:-1] == stability(model, vectors, n_resamples=3)["stability"].tolist()
    assert np.isnan(found["stability"].iloc[-1])


def test_answers_that_are_all_the_same_are_found_again(model: TopicModel, vectors: Vectors) -> None:
    """One kind of answer is one group, however it is drawn."""
    one = replace(model, answers=model.answers.assign(text="the same"))

    assert stability(one, vectors, n_resamples=2)["stability"].max() == 1


def test_no_resamples_say_nothing(model: TopicModel, vectors: Vectors) -> None:
    """They would wipe out the figures there are."""
    with pytest.raises(TopicsError, match="at least one"):
        stability(model, vectors, n_resamples=0)
