"""Codes that guide topics: which answers mean what a code means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from vocbench.errors import TopicsError
from vocbench.topics.embed import Vectors
from vocbench.topics.guide import Prototype, assign_to_codes, prototype_vectors, reached

AXES = {"price": [1, 0, 0], "cost": [1, 0, 0], "slow": [0, 1, 0], "dear": [0, 0, 1]}


def axes(texts: Sequence[str]) -> Vectors:
    """A vector along an axis for each of four words."""
    return np.array([AXES[text] for text in texts], dtype=np.float32)


def test_a_code_means_the_mean_of_its_texts() -> None:
    """Name and quotes count alike, and empty texts do not count."""
    vectors = prototype_vectors(
        [Prototype("Price", ("price", "", "dear")), Prototype("Speed", ("slow",))], axes
    )

    assert vectors == pytest.approx(np.array([[0.5**0.5, 0, 0.5**0.5], [0, 1, 0]]), abs=1e-3)


def test_an_answer_goes_to_the_nearest_code_that_is_near_enough() -> None:
    """At the threshold it belongs, below it to nobody, and between two codes the nearer one has it."""
    codes = np.eye(2, dtype=np.float32)
    answers = np.array([[1, 0], [0.6, 0.8], [0.3, 0.2], [-1, 0]], dtype=np.float32)

    assert assign_to_codes(answers, codes, threshold=0.8).tolist() == [0, 1, -1, -1]


def test_without_codes_nobody_is_assigned() -> None:
    """All answers are left for clustering."""
    assert assign_to_codes(np.eye(2, dtype=np.float32), np.zeros((0, 2), np.float32)).tolist() == [-1, -1]


def test_of_equally_near_codes_the_first_counts() -> None:
    """The result does not hang on anything but the order of the codes."""
    codes = np.array([[1, 0], [1, 0]], dtype=np.float32)

    assert assign_to_codes(np.array([[1, 0]], dtype=np.float32), codes).tolist() == [0]


def test_what_each_code_reached_is_said() -> None:
    """A code that reached nobody is named as well; topics that no code guided are not."""
    codes = [Prototype("Pains/Price", ("price",)), Prototype("Speed", ("slow",))]
    topics = pd.DataFrame({"code": ["", "Pains/Price"], "answers": [9, 1_200]})

    assert reached(codes, topics) == "Answers that codes reached: Pains/Price 1,200, Speed 0."
    assert reached([], topics) == ""


@pytest.mark.parametrize(("code", "texts"), [("Price", ()), ("Price", (" ",)), ("", ("price",))])
def test_a_code_without_words_cannot_guide(code: str, texts: tuple[str, ...]) -> None:
    """There is nothing to compare answers with."""
    with pytest.raises(TopicsError, match="needs a path and a text"):
        Prototype(code, texts)
