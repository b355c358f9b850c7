"""What an edit by hand does to a topic model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.edits import Answers, centre_of, free_name, joint_centre, likeness, look_of, parts_of
from vocbench.topics.result import UNCLEAR


def unit(*rows: list[float]) -> np.ndarray:
    """Rows of length 1."""
    found = np.array(rows, dtype=np.float32)
    lengths: np.ndarray = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(found / lengths)


def clouds(*sizes: int) -> np.ndarray:
    """So many points round the corners of a space, in turn."""
    dice = np.random.default_rng(5)
    rows = [
        np.eye(len(sizes))[corner] + dice.normal(0, 0.05, len(sizes))
        for corner, n in enumerate(sizes)
        for _ in range(n)
    ]
    return unit(*rows)


def test_parts_are_the_clouds_the_largest_first() -> None:
    """Points round three corners fall into three parts; part 0 has most of them."""
    part = parts_of(clouds(5, 20, 10), 3)

    assert part.tolist() == [2] * 5 + [0] * 20 + [1] * 10


def test_parts_do_not_depend_on_the_order_of_the_rows() -> None:
    """The same points in another order fall into the same parts."""
    points = clouds(6, 9)
    order = np.random.default_rng(1).permutation(len(points))

    assert parts_of(points[order], 2).tolist() == parts_of(points, 2)[order].tolist()


def test_points_at_equal_distances_are_split_all_the_same() -> None:
    """Where no split is better than another there are as many parts as were asked for."""
    assert sorted(set(parts_of(np.eye(6), 4))) == [0, 1, 2, 3]


def test_many_points_are_split_by_a_sample() -> None:
    """Above 2,000 different points the clouds are found all the same."""
    part = parts_of(clouds(3_000, 2_000), 2)

    assert part.tolist() == [0] * 3_000 + [1] * 2_000


def test_too_few_kinds_of_answers_are_not_split() -> None:
    """Answers that are all the same cannot be told apart, and the error says what to do."""
    with pytest.raises(
        TopicsError, match=r"3 answers of 1 kinds cannot be split into 2 parts. Name the answers"
    ):
        parts_of(unit([1, 0], [1, 0], [1, 0]), 2)


def test_centre_is_the_mean_direction() -> None:
    """The centre of two vectors lies between them; a vector that occurs twice counts twice."""
    assert centre_of(unit([1, 0], [0, 1])) == pytest.approx([0.7071, 0.7071], abs=1e-4)
    assert centre_of(unit([1, 0], [1, 0], [0, 1])) == pytest.approx([0.8944, 0.4472], abs=1e-4)


def test_joint_centre_weighs_topics_by_their_answers() -> None:
    """Without vectors the centre of two topics lies nearer to the larger one."""
    assert joint_centre(unit([1, 0], [0, 1]), [2, 1]) == pytest.approx([0.8944, 0.4472], abs=1e-4)


@pytest.fixture
def inside() -> pd.DataFrame:
    """Three answers: in topic 4, moved from 4 to 7, and in none."""
    return pd.DataFrame(
        {"topic": [4, 7, UNCLEAR], "similarity": [0.9, 0.8, 0.3], "nearest": [7, 7, 4], "text": list("abc")}
    )


NUMBERS = np.array([4, 7])
BEFORE = np.array([4, 4, UNCLEAR])
CENTRES = unit([1, 0], [0.6, 0.8])


def test_similarity_follows_the_vectors(inside: pd.DataFrame) -> None:
    """It is the cosine to the centre of the topic an answer is in now, of the nearest where in none."""
    vectors = unit([1, 0], [0.6, 0.8], [-1, 0.1])

    similarity, nearest = likeness(inside, BEFORE, NUMBERS, CENTRES, vectors)

    assert similarity == pytest.approx([1.0, 1.0, -0.5174], abs=1e-3)
    assert nearest.tolist() == [7, 4, 7]


def test_similarity_is_estimated_without_vectors(inside: pd.DataFrame) -> None:
    """What stayed keeps its similarity; what moved has it times the cosine of the two centres."""
    similarity, nearest = likeness(inside, BEFORE, NUMBERS, CENTRES, None)

    assert similarity == pytest.approx([0.9, 0.8 * 0.6, 0.3])
    assert nearest.tolist() == [7, 4, 4]


def test_one_topic_has_no_neighbour(inside: pd.DataFrame) -> None:
    """Where there is one topic, its answers are near to no other."""
    inside["topic"] = [4, 4, UNCLEAR]

    for vectors in (None, unit([1, 0], [0, 1], [1, 1])):
        _, nearest = likeness(inside, BEFORE, NUMBERS[:1], CENTRES[:1], vectors)
        assert nearest.tolist() == [UNCLEAR, UNCLEAR, 4]


def test_a_topic_without_words_is_called_after_its_most_typical_answer() -> None:
    """Where only stop words are left, the answer nearest the centre names the topic."""
    texts = np.array(["and so", "it is what it is", "the other"], dtype=object)
    answers = Answers(texts, np.array([0, 0, 1]), unit([1, 0], [1, 0.1], [0, 1]))

    look = look_of(0, answers, [], [{"name": "price", "words": ["price"]}])

    assert look.name in texts[:2]
    assert look.centre == pytest.approx([0.9988, 0.0499], abs=1e-3)


def test_a_name_that_another_topic_has_gets_a_number() -> None:
    """Two topics with the same words do not have the same name."""
    answers = Answers(np.array(["a", "b"], dtype=object), np.array([0, 1]), None)

    look = look_of(0, answers, ["price"], [{"name": "Price", "words": ["cost"]}])

    assert look.name == "price (2)"
    assert look.centre is None


def test_free_names_are_free() -> None:
    """A name nobody has stays as it is."""
    assert free_name("waiting", ["price"]) == "waiting"


def test_likeness_without_centres_is_what_the_model_said() -> None:
    """Topics made by hand of answers whose vectors came later lie nowhere yet."""
    inside = pd.DataFrame({"topic": [0, 0], "similarity": [0.5, 0.4], "nearest": [UNCLEAR, UNCLEAR]})

    similarity, _ = likeness(
        inside, np.array([0, 0]), np.array([0]), np.zeros((1, 0), np.float32), unit([1, 2], [2, 1])
    )

    assert similarity.tolist() == [0.5, 0.4]
