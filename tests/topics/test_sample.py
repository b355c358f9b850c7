"""A sample is fair, and the same however answers are ordered and divided."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.many_answers import many
from vocbench.errors import TopicsError
from vocbench.topics.sample import chosen, groups_of, hash_of, joined, sketch


def texts(sample: pd.DataFrame) -> list[str]:
    """The texts of a sample, in order."""
    return sorted(sample["text"])


def test_a_sample_has_the_size_that_was_asked() -> None:
    """So many different texts, none of them twice."""
    sample = chosen(sketch(many(3_000), n=500), 500)

    assert len(sample) == 500
    assert sample["text"].is_unique


def test_order_and_seed() -> None:
    """The order of the answers does not matter; another seed gives another sample."""
    answers = many(2_000)
    shuffled = answers.sample(frac=1, random_state=3)

    first = chosen(sketch(answers, n=300), 300)

    assert texts(chosen(sketch(shuffled, n=300), 300)) == texts(first)
    assert texts(chosen(sketch(answers, n=300, seed=5), 300)) != texts(first)


def test_parts_give_the_sample_of_the_whole() -> None:
    """A table read in seven parts, joined in any way, gives the same texts as often as they occur."""
    answers = pd.concat([many(1_500), many(300, seed=2), many(1_500)], ignore_index=True)
    whole = sketch(answers, n=200)

    parts = [sketch(answers.iloc[start::7], n=200) for start in range(7)]
    tree = joined([joined(parts[:3], n=200), joined(parts[3:], n=200)], n=200)

    pd.testing.assert_frame_equal(tree, whole)
    assert chosen(whole, 200)["times"].max() >= 2


def test_a_rare_group_has_its_part() -> None:
    """Of 3,000 answers 20 are in another wave: all of them are seen, in place of about two."""
    answers = many(3_000, n_rare=20)

    sample = chosen(sketch(answers, n=300, by=["wave"]), 300)

    assert sample["wave"].value_counts().to_dict() == {"1": 280, "9": 20}


def test_without_columns_groups_are_lengths() -> None:
    """Short and long answers both have their part."""
    answers = pd.DataFrame({"text": ["kort", "een wat langer antwoord", "x" * 100, "y " * 400]})

    assert groups_of(answers).nunique() == 4


def test_a_group_of_several_columns() -> None:
    """Missing values are a group of their own."""
    answers = pd.DataFrame({"text": ["a", "b", "c"], "wave": ["1", "1", None], "segment": [1, 2, 2]})

    assert groups_of(answers).nunique() == 3
    assert groups_of(answers, ["wave"]).nunique() == 2


def test_more_groups_than_a_sample_can_hold() -> None:
    """A column that is different for everybody does no harm."""
    answers = many(2_000)

    sample = chosen(sketch(answers, n=100, by=["answer"]), 100)

    assert len(sample) == 100


def test_what_says_nothing_is_in_no_sample() -> None:
    """Nor are replies that were named to say nothing."""
    answers = pd.DataFrame({"text": ["geen", "", None, "Geen mening hoor", "te duur", "Te duur!"]})

    sample = chosen(sketch(answers, n=10, no_content=["geen mening hoor"]), 10)

    assert texts(sample) == ["Te duur!"]
    assert sample["times"].to_list() == [2]


def test_nothing_at_all() -> None:
    """No answers give an empty sample."""
    assert len(chosen(sketch(many(10).iloc[:0], n=5), 5)) == 0
    assert len(chosen(sketch(pd.DataFrame({"text": ["geen"]}), n=5), 5)) == 0


def test_an_unknown_column_is_named() -> None:
    """The message lists those there are."""
    with pytest.raises(TopicsError, match="'segment'"):
        sketch(many(10), n=5, by=["segment"])


def test_a_hash_is_that_of_the_words() -> None:
    """Case and punctuation do not count, half an emoji does no harm, and it fits in 63 bits."""
    assert hash_of("Te duur!", 1) == hash_of("te duur", 1)
    assert 0 <= hash_of("half \ud83d", 1) < 2**63
