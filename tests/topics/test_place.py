"""Answers find their topic, one table at a time."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from tests.many_answers import RARE, THEMES, by_words, many, words_of
from vocbench.errors import TopicsError
from vocbench.topics import place as module
from vocbench.topics.embed import embed
from vocbench.topics.place import Destinations, place, place_texts


@pytest.fixture(scope="module")
def themes() -> Destinations:
    """The themes as topics, with numbers that skip one."""
    return Destinations(
        np.array([0, 1, 3, 4, 5, 6]),
        embed([" ".join(words_of(theme)) for theme in THEMES], by_words),
        np.full(6, 0.4, np.float32),
    )


NUMBERS = dict(zip(THEMES, (0, 1, 3, 4, 5, 6), strict=True))


def test_answers_find_their_topic(themes: Destinations) -> None:
    """Each theme goes to its own number, and something else to none, with what it is most like."""
    answers = many(300)
    odd = " ".join([*words_of(RARE)[:6], *words_of(THEMES[0])[:2]])
    answers.loc[len(answers)] = ["z", odd, RARE, "1"]

    found = place(answers, themes, encode=by_words)

    assert found["topic"].to_list() == [*answers["theme"][:-1].map(NUMBERS), -1]
    assert found["nearest"].iloc[-1] == 0
    assert (found["similarity"].iloc[:-1] >= 0.4).all()
    assert found["similarity"].iloc[-1] < 0.4


def test_what_says_nothing_says_why(themes: Destinations) -> None:
    """It is in no topic and like none; the rows keep their places and names."""
    answers = pd.DataFrame(
        {"reply": ["rekeningaan te duur", "geen", None, "rekeningaan te duur"]}, index=[7, 3, 9, 1]
    )

    found = place(answers, themes, text="reply", encode=by_words)

    assert list(found.index) == [7, 3, 9, 1]
    assert found["reason"].to_list() == ["", "no answer", "empty", ""]
    assert found["topic"].to_list()[1:3] == [-1, -1]
    assert found["similarity"].isna().to_list() == [False, True, True, False]
    pd.testing.assert_series_equal(found.iloc[0], found.iloc[3], check_names=False)


def test_slices_change_nothing(themes: Destinations, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts have the same topic however many are done at a time."""
    texts = many(500)["text"].to_list()
    whole = place_texts(texts, themes, encode=by_words)

    monkeypatch.setattr(module, "TEXTS_A_SLICE", 64)

    pd.testing.assert_frame_equal(place_texts(texts, themes, encode=by_words), whole)


def test_it_can_be_sent_about(themes: Destinations) -> None:
    """Topics survive the way to another process."""
    answers = many(50)

    sent = pickle.loads(pickle.dumps(themes))  # noqa: S301 - our own

    pd.testing.assert_frame_equal(
        place(answers, sent, encode=by_words), place(answers, themes, encode=by_words)
    )


def test_an_empty_table_gives_an_empty_table(themes: Destinations) -> None:
    """With the same columns and kinds."""
    answers = many(20)

    found = place(answers.iloc[:0], themes, encode=by_words)

    assert len(found) == 0
    assert found.dtypes.to_dict() == place(answers, themes, encode=by_words).dtypes.to_dict()


def test_without_topics_all_is_unclear() -> None:
    """A model without topics places nothing."""
    none = Destinations(np.zeros(0, np.int64), np.zeros((0, 1024), np.float32), np.zeros(0, np.float32))

    assert (place(many(5), none, encode=by_words)["topic"] == -1).all()


def test_a_missing_column_is_named(themes: Destinations) -> None:
    """The message says what there is."""
    with pytest.raises(TopicsError, match="'reply'"):
        place(many(3), themes, text="reply", encode=by_words)
