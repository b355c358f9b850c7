"""Which words stand for a topic."""

import pytest

from vocbench.topics.settings import TopicSettings
from vocbench.topics.words import ranked_words, straight, topic_names, word_counter


def counted(*texts: str, **settings: tuple[str, ...]) -> list[str]:
    """The words that count in *texts*."""
    return sorted(word_counter(texts, TopicSettings(**settings)).vocabulary)  # type: ignore[arg-type]


def test_stop_words_do_not_count() -> None:
    """Function words of both languages are left out; what is said twice stays."""
    assert counted("de foto's van het water", "the foto's of the water") == ["foto's", "water"]


def test_word_of_one_answer_does_not_count() -> None:
    """A word that only one answer has, such as a typing error, is no word for a topic."""
    assert counted("watr koud", "water koud", "water") == ["koud", "water"]


def test_rare_words_count_where_no_others_are() -> None:
    """Answers without a word in common are still counted by the words they have."""
    assert counted("koud", "duur") == ["duur", "koud"]


def test_stop_words_count_where_no_others_are() -> None:
    """Answers of stop words alone do not leave an empty vocabulary."""
    assert counted("dat is het", "het is dat") == ["dat", "het", "is"]


def test_extra_stop_word_does_not_count() -> None:
    """A word the researcher left out does not count."""
    assert counted("water koud", "water koud", stop_words=("water",)) == ["koud"]


def test_apostrophes_are_made_equal() -> None:
    """A curly apostrophe becomes a straight one."""
    assert straight("foto’s") == "foto's"


def test_equal_scores_stand_by_alphabet() -> None:
    """Words come by score, ties by alphabet, and empty places go."""
    assert ranked_words([("b", 0.5), ("a", 0.5), ("", 0.1), ("c", 0.9)]) == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["wacht", "wachten", "lang", "telefoon", "uur"], "wacht, lang, telefoon"),
        (["niet", "warm", "water"], "warm, water"),
        (["niet", "geen"], "niet, geen"),
        ([], ""),
    ],
)
def test_name_is_made_of_different_words(words: list[str], name: str) -> None:
    """A name has no two forms of one word, and no negation unless there is nothing else."""
    assert topic_names([words]) == [name]


def test_names_differ() -> None:
    """Two topics with the same best words get different names."""
    first, second = topic_names([["a", "b", "c", "d"], ["a", "b", "c", "e"]])

    assert (first, second) == ("a, b, c", "a, b, c, e")
