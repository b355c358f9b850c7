"""A topic model made of plain frames."""

import pandas as pd
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.result import TopicModel
from vocbench.topics.settings import TopicSettings


@pytest.fixture
def model() -> TopicModel:
    """Two topics, one with a text that is given twice and one with markup."""
    topics = pd.DataFrame(
        {
            "topic": [0, 1],
            "name": ["wachten, lang", "<b>prijs</b>"],
            "words": [["wachten", "lang"], ["prijs"]],
            "answers": [3, 1],
            "share": [0.75, 0.25],
        }
    )
    answers = pd.DataFrame(
        {
            "answer": ["a", "b", "c", "d"],
            "topic": [0, 0, 0, 1],
            "similarity": [0.8, 0.9, 0.9, 0.7],
            "text": ["lang gewacht", "te lang", "te lang", "<script>alert(1)</script> duur"],
        }
    )
    silent = pd.DataFrame({"answer": ["e"], "text": ["nvt"], "reason": ["no answer"]})
    return TopicModel(topics, answers, silent, TopicSettings(), {"umap": 1.0}, "2 topics & more.")


def test_typical_answers_are_the_nearest_and_differ(model: TopicModel) -> None:
    """The nearest answers come first, each text once."""
    assert model.typical(0, n=2)["answer"].tolist() == ["b", "a"]


def test_unknown_topic_is_named(model: TopicModel) -> None:
    """A topic that does not exist is an error that says which do."""
    with pytest.raises(TopicsError, match=r"no topic 7. Topics run from 0 to 1"):
        model.typical(7)


def test_unclear_answers_may_be_none(model: TopicModel) -> None:
    """Asking for unclear answers where there are none gives an empty frame."""
    assert model.typical(-1).empty


def test_summary_is_one_plain_row_per_topic(model: TopicModel) -> None:
    """The summary shows words as text and the most typical answer."""
    summary = model.summary()

    assert summary.columns.tolist() == ["topic", "name", "answers", "share", "words", "typical"]
    assert summary["words"].tolist() == ["wachten, lang", "prijs"]
    assert summary["typical"].tolist() == ["te lang", "<script>alert(1)</script> duur"]


def test_html_shows_markup_as_text(model: TopicModel) -> None:
    """Markup in an answer, a name or the notice is escaped."""
    html = model._repr_html_()

    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; duur" in html
    assert "2 topics &amp; more." in html


def test_frame_without_a_column_is_refused(model: TopicModel) -> None:
    """A model cannot be born of a frame that lacks a column."""
    with pytest.raises(TopicsError, match="similarity"):
        TopicModel(
            model.topics, model.answers.drop(columns="similarity"), model.no_content, TopicSettings(), {}, ""
        )
