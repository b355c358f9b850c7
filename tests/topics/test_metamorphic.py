"""What should not change topics changes them by no more than stated here."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from vocbench.topics import Encoder, TopicModel, TopicSettings, fit_topics
from vocbench.topics.embed import Vectors, universal_encoder

_OPENINGS = {
    "nl": ["", "Eerlijk gezegd: ", "Vorige week: ", "Helaas. ", "Zoals altijd: ", "Voor ons geldt: "],
    "en": ["", "To be honest: ", "Last week: ", "Sadly. ", "As always: ", "For us: "],
}


@pytest.fixture(scope="module")
def many(planted: pd.DataFrame) -> pd.DataFrame:
    """432 different answers on the four planted themes."""
    rows = [
        {"text": f"{opening}{row.text}", "theme": row.theme}
        for row in planted.itertuples()
        for opening in _OPENINGS[str(row.language)]
    ]
    return pd.DataFrame(rows).assign(answer=[f"a{number:03}" for number in range(len(rows))])


@pytest.fixture(scope="module")
def encode(many: pd.DataFrame) -> Encoder:
    """The embedded model, asked once."""
    texts = many["text"].tolist()
    known = dict(zip(texts, universal_encoder()(texts), strict=True))

    def encode_known(asked: Sequence[str]) -> Vectors:
        return np.stack([known[text] for text in asked])

    return encode_known


@pytest.fixture(scope="module")
def model(many: pd.DataFrame, encode: Encoder) -> TopicModel:
    """Their model."""
    return fit_topics(many, encode=encode)


def agreement(one: TopicModel, other: TopicModel) -> float:
    """The adjusted Rand index of the answers that are in both, unclear ones in their nearest topic."""
    from sklearn.metrics import adjusted_rand_score  # noqa: PLC0415 - slow to load

    both = one.answers.merge(other.answers, on="answer", suffixes=("", "_other"))
    topic = both["topic"].where(both["topic"] >= 0, both["nearest"])
    there = both["topic_other"].where(both["topic_other"] >= 0, both["nearest_other"])
    return float(adjusted_rand_score(topic, there))


def test_planted_themes_are_found(model: TopicModel) -> None:
    """Each topic is about one theme."""
    clear = model.answers[model.answers["topic"] >= 0]
    shares = clear.groupby("topic")["theme"].value_counts(normalize=True).groupby("topic").max()

    assert shares.min() > 0.9
    assert 4 <= len(model.topics) <= 20


def test_order_changes_nothing(model: TopicModel, many: pd.DataFrame, encode: Encoder) -> None:
    """Rows in another order: the same model, to the last digit."""
    shuffled = fit_topics(many.sample(frac=1, random_state=1), encode=encode)

    pd.testing.assert_frame_equal(shuffled.answers, model.answers, check_exact=True)
    pd.testing.assert_frame_equal(shuffled.topics, model.topics, check_exact=True)


def test_noise_changes_next_to_nothing(model: TopicModel, many: pd.DataFrame, encode: Encoder) -> None:
    """Noise of a millionth, as another computer makes it: an index of at least 0.95."""

    def encode_with_noise(texts: Sequence[str]) -> Vectors:
        vectors = encode(texts)
        noise = np.random.default_rng(2).normal(scale=1e-6, size=vectors.shape)
        return np.asarray(vectors + noise, dtype=np.float32)

    assert agreement(model, fit_topics(many, encode=encode_with_noise)) >= 0.95


def test_a_few_answers_less_change_little(model: TopicModel, many: pd.DataFrame, encode: Encoder) -> None:
    """One answer in twenty dropped: an index of at least 0.75."""
    fewer = fit_topics(many.sample(frac=0.95, random_state=3), encode=encode)

    assert agreement(model, fewer) >= 0.75


def test_answers_given_twice_make_the_same_topics(
    model: TopicModel, many: pd.DataFrame, encode: Encoder
) -> None:
    """The whole set doubled: the same topics, twice as large."""
    doubled = pd.concat([many, many.assign(answer=many["answer"] + "b")], ignore_index=True)

    twice = fit_topics(doubled, encode=encode)

    assert agreement(model, twice) == 1
    assert twice.topics["answers"].tolist() == (2 * model.topics["answers"]).tolist()
    assert twice.topics["words"].tolist() == model.topics["words"].tolist()


def test_replies_without_content_change_nothing(
    model: TopicModel, many: pd.DataFrame, encode: Encoder
) -> None:
    """One reply in five that says nothing: the others are where they were."""
    junk = pd.DataFrame({"text": ["n.v.t.", "geen", "-", "", "No comment", "?"] * 18})
    junk["answer"] = [f"j{number:03}" for number in range(len(junk))]

    with_junk = fit_topics(pd.concat([many, junk], ignore_index=True), encode=encode)

    assert len(with_junk.no_content) == len(junk)
    assert agreement(model, with_junk) == 1


@pytest.mark.parametrize("n", [0, 1, 3, 10, 20, 30, 50, 100])
def test_any_number_of_answers_gives_a_result_and_a_reason(
    n: int, many: pd.DataFrame, encode: Encoder
) -> None:
    """From nothing to a hundred: every answer comes back, and the notice says what was made of them."""
    some = many.sample(n, random_state=4)

    found = fit_topics(some, encode=encode)

    assert sorted(found.answers["answer"]) == sorted(some["answer"])
    assert len(found.topics) >= 2 if n >= 30 else "at least 30" in found.notice


def test_the_review_queue_is_small(model: TopicModel) -> None:
    """At most one answer in seven is unclear, and each knows the topic it comes nearest to."""
    queue = model.unclear()

    assert 0 < len(queue) <= len(model.answers) / 7
    assert queue["nearest"].isin(model.topics["topic"]).all()


def test_a_share_of_none_leaves_only_the_torn_unclear(many: pd.DataFrame, encode: Encoder) -> None:
    """Asked to leave nobody out, only those more like another topic than their own are unclear."""
    found = fit_topics(many, settings=TopicSettings(unclear=0), encode=encode)

    assert len(found.unclear()) <= len(many) / 20
