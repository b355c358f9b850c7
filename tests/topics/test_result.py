"""A topic model made of plain frames."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.result import NOT_CARRIED_COLUMNS, TopicModel
from vocbench.topics.settings import TopicSettings


@pytest.fixture
def model() -> TopicModel:
    """Three topics, one with a text that is given twice and one with markup, and two unclear answers."""
    topics = pd.DataFrame(
        {
            "topic": [0, 1, 4],
            "name": ["wachten, lang", "<b>prijs</b>", "rekening"],
            "words": [["wachten", "lang"], ["prijs"], ["rekening"]],
            "answers": [3, 1, 1],
            "share": [3 / 7, 1 / 7, 1 / 7],
            "stability": [0.9, np.nan, 0.5],
            "code": ["", "", ""],
        }
    )
    answers = pd.DataFrame(
        {
            "answer": list("abcdefg"),
            "topic": [0, 0, 0, 1, 4, -1, -1],
            "similarity": [0.8, 0.9, 0.9, 0.7, 0.8, 0.1, 0.3],
            "nearest": [1, 1, 1, 4, 1, 0, 4],
            "text": [
                "lang gewacht",
                "te lang",
                "te lang",
                "<script>alert(1)</script> duur",
                "hoge rekening",
                "tja",
                "hm",
            ],
            "language": "nl",
            "x": 0.0,
            "y": 0.0,
            "placed": "model",
        }
    )
    silent = pd.DataFrame({"answer": ["z"], "text": ["nvt"], "reason": ["no answer"]})
    return TopicModel(
        topics,
        answers,
        silent,
        TopicSettings(),
        {"words": 1.0},
        "3 topics & more.",
        centres=np.array([[1, 0], [0.6, 0.8], [0.28, 0.96]], dtype=np.float32),
        floors=np.zeros(3, dtype=np.float32),
    )


def without_topics(model: TopicModel, texts: list[str], similarity: list[float]) -> TopicModel:
    """A list of answers, each with the cosine to the one above."""
    rows = pd.DataFrame({"answer": list("abcdefgh")[: len(texts)], "text": texts, "similarity": similarity})
    answers = rows.assign(topic=-1, nearest=-1, language="nl", x=np.nan, y=np.nan, placed="model")
    return replace(
        model,
        topics=model.topics.iloc[:0],
        answers=answers,
        centres=model.centres[:0],
        floors=model.floors[:0],
    )


def test_typical_answers_are_the_nearest_and_differ(model: TopicModel) -> None:
    """The nearest answers come first, each text once."""
    assert model.typical(0, n=2)["answer"].tolist() == ["b", "a"]


def test_edge_answers_are_the_farthest_and_differ(model: TopicModel) -> None:
    """The farthest answers come first, each text once."""
    assert model.edge(0)["answer"].tolist() == ["a", "b"]


def test_the_review_queue_begins_with_what_nearly_belongs(model: TopicModel) -> None:
    """Unclear answers come by falling similarity, with the topic each is nearest to."""
    assert model.unclear()["nearest"].tolist() == [4, 0]
    assert model.unclear(1)["answer"].tolist() == ["g"]


def test_unknown_topic_is_named(model: TopicModel) -> None:
    """A topic that does not exist is an error that says which do."""
    for ask in (model.typical, model.edge, model.contrast, model.phrase):
        with pytest.raises(TopicsError, match=r"no topic 7. There are: 0, 1, 4."):
            ask(7)


def test_summary_is_one_plain_row_per_topic(model: TopicModel) -> None:
    """The summary shows words as text and the most typical answer."""
    summary = model.summary()

    assert summary.columns.tolist() == ["topic", "name", "answers", "share", "stability", "words", "typical"]
    assert summary["words"].tolist() == ["wachten, lang", "prijs", "rekening"]
    assert summary["typical"].tolist() == ["te lang", "<script>alert(1)</script> duur", "hoge rekening"]


def test_the_tree_joins_the_most_alike_first(model: TopicModel) -> None:
    """Rows 1 and 2 are the most alike; row 0 joins them at the mean of its cosines, with all answers."""
    tree = model.tree()

    assert tree[["left", "right", "answers"]].to_numpy().tolist() == [[1, 2, 2], [0, 3, 5]]
    assert tree["similarity"].tolist() == pytest.approx([0.6 * 0.28 + 0.8 * 0.96, (0.6 + 0.28) / 2], abs=1e-6)


def test_one_topic_has_no_tree(model: TopicModel) -> None:
    """Nothing is joined where there are not two topics."""
    assert without_topics(model, ["x"], [np.nan]).tree().empty


def test_the_same_words_are_near_duplicates(model: TopicModel) -> None:
    """With topics, answers of the same words but for case and signs are one group."""
    shouting = model.answers.assign(text=model.answers["text"].replace("lang gewacht", "TE LANG!"))

    found = replace(model, answers=shouting).near_duplicates()

    assert found[["group", "answer"]].to_numpy().tolist() == [[0, "a"], [0, "b"], [0, "c"]]


def test_without_topics_answers_like_the_one_above_are_near_duplicates(model: TopicModel) -> None:
    """In a list by likeness, rows at 0.8 and more hang together; the largest group comes first."""
    listed = without_topics(model, ["a", "b", "c", "d", "e", "f"], [np.nan, 0.8, 0.2, 0.3, 0.9, 0.85])

    found = listed.near_duplicates()

    assert found[["group", "answer"]].to_numpy().tolist() == [
        [0, "d"],
        [0, "e"],
        [0, "f"],
        [1, "a"],
        [1, "b"],
    ]


def test_a_topic_is_told_from_its_neighbour(model: TopicModel) -> None:
    """Without another topic named, the one with the nearest centre is meant; itself is refused."""
    pd.testing.assert_frame_equal(model.contrast(4), model.contrast(4, 1))
    with pytest.raises(TopicsError, match="cannot be told from itself"):
        model.contrast(4, 4)


def test_a_phrase_is_in_the_words_of_the_answers(model: TopicModel) -> None:
    """The phrase stands in an answer of the topic, or there is none."""
    phrase = model.phrase(0)

    assert phrase == "" or any(phrase in text for text in model.answers["text"])


def test_html_shows_markup_as_text(model: TopicModel) -> None:
    """Markup in an answer, a name, a lost edit or the notice is escaped."""
    lost = pd.DataFrame([["rename", "<i>x</i>", "gone & lost"]], columns=NOT_CARRIED_COLUMNS)

    html = replace(model, not_carried=lost)._repr_html_()

    assert not any(tag in html for tag in ("<script>", "<b>", "<i>"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; duur" in html
    assert "3 topics &amp; more." in html
    assert "gone &amp; lost" in html


def test_html_shows_how_far_to_trust_it(model: TopicModel) -> None:
    """Size, share, stability and the review queue are in sight; what was not measured is no number."""
    html = model._repr_html_()

    assert "<td>3</td><td>43%</td><td>0.90</td>" in html
    assert "<td>1</td><td>14%</td><td>–</td>" in html
    assert "7 answers say something, 1 do not. 2 unclear, to be reviewed" in html
    assert "not carried" not in html


def test_frame_without_a_column_is_refused(model: TopicModel) -> None:
    """A model cannot be born of a frame that lacks a column."""
    with pytest.raises(TopicsError, match="similarity"):
        replace(model, answers=model.answers.drop(columns="similarity"))


def test_topics_without_centres_are_refused(model: TopicModel) -> None:
    """There is a centre and a floor for each topic."""
    with pytest.raises(TopicsError, match="3 topics needs as many centres and floors, got 2 and 3"):
        replace(model, centres=model.centres[:2])


def test_near_duplicates_keep_what_came_along(model: TopicModel) -> None:
    """An attribute called as one of our helpers keeps its values."""
    sized = replace(model, answers=model.answers.assign(size=range(7)))

    assert sized.near_duplicates()["size"].tolist() == [1, 2]
