"""Which words stand for a topic."""

import math
from collections.abc import Sequence

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from vocbench.topics.settings import TopicSettings
from vocbench.topics.words import (
    ClassTfIdf,
    WordCounter,
    topic_names,
    word_counter,
    words_of_topics,
)

BOTH = TopicSettings(languages=("nl", "en"))


def counter(*texts: str, **settings: tuple[str, ...]) -> WordCounter:
    """What counts the words of *texts*."""
    return word_counter(texts, TopicSettings(**settings))  # type: ignore[arg-type]


def counted(*texts: str, **settings: tuple[str, ...]) -> list[str]:
    """The words that count in *texts*."""
    return list(counter(*texts, **settings).words)


def test_stop_words_do_not_count() -> None:
    """Function words of both languages are left out; what is said twice stays."""
    assert counted("de foto's van het water", "the foto's of the water") == ["foto's", "water"]


def test_word_of_one_answer_does_not_count() -> None:
    """A word that only one answer has, such as a typing error, is no word for a topic."""
    assert counted("watr koud", "water koud", "water") == ["koud", "water"]


def test_word_of_a_text_that_many_gave_counts() -> None:
    """A word in one text counts where several answers have that text."""
    assert word_counter(["toptent", "koud"], BOTH, weights=[5, 1]).words.tolist() == ["toptent"]


def test_rare_words_count_where_no_others_are() -> None:
    """Answers without a word in common are still counted by the words they have."""
    assert counted("koud", "duur") == ["duur", "koud"]


def test_stop_words_count_where_no_others_are() -> None:
    """Answers of stop words alone do not leave an empty vocabulary."""
    assert counted("dat is het", "het is dat") == ["dat", "het", "is"]


@pytest.mark.parametrize("texts", [(), ("",), ("12", "?!")])
def test_texts_without_words_have_none(texts: tuple[str, ...]) -> None:
    """Nothing to count is no error."""
    assert counted(*texts) == []
    assert words_of_topics(texts, None, [0] * len(texts), BOTH) == ({0: []} if texts else {})


def test_extra_stop_word_does_not_count() -> None:
    """A word the researcher left out does not count."""
    assert counted("water koud", "water koud", stop_words=("water",)) == ["koud"]


def test_forms_of_a_word_are_one_shown_as_mostly_written() -> None:
    """Plural and singular count together, in the form that most answers have."""
    texts = [
        "lange wachttijden",
        "wachttijden zijn lange",
        "een wachttijd",
        "chauffeurs",
        "lang",
        "chauffeurs",
    ]

    words = counter(*texts)

    assert words.words.tolist() == ["chauffeurs", "lange", "wachttijden"]
    assert words.counts.sum(axis=0).tolist() == [[2, 3, 3]]


def test_plural_that_no_dictionary_has_is_no_word_of_its_own() -> None:
    """A plural such as "ATMs" counts with its singular."""
    texts = ["the ATM broke", "two ATMs broke", "no ATMs", "an ATM", "ATM"]

    assert word_counter(texts, BOTH, languages=["en"] * 5).words.tolist() == ["ATM", "broke"]


def test_word_written_apart_counts_as_one() -> None:
    """What is written apart in one answer and joined in others is one word."""
    assert counted("klanten service", "klantenservice", "Klantenservice!") == ["klantenservice"]


def test_html_and_addresses_give_no_words() -> None:
    """Texts that are HTML are counted by what they say, not by their tags."""
    html = (
        "<div class='answer'><p>Het water is <b>koud</b></p><a href='https://example.org/div'>link</a></div>"
    )

    assert counted(html, html.replace("link", "adres")) == ["koud", "water"]


def test_stop_words_are_those_of_the_language_of_the_answers() -> None:
    """A word that is a stop word in Dutch counts where English answers have it."""
    texts = ["people die here", "two people die", "die mensen"]

    assert "die" in word_counter(texts, BOTH, languages=["en", "en", "nl"]).words
    assert "die" not in word_counter(texts, BOTH, languages=["nl", "", "nl"]).words


def test_where_the_language_is_unknown_all_stop_words_go() -> None:
    """In answers whose language is not told, the stop words of every language are left out."""
    assert counted("water up", "water up") == ["water"]
    assert word_counter(["water up", "water up"], BOTH, languages=["", "xx"]).words.tolist() == ["water"]


def test_function_word_of_the_other_language_does_not_count() -> None:
    """Dutch answers that quote a title do not make "the" a word."""
    texts = ["speel The Wall", "zet The Wall op"]

    assert word_counter(texts, BOTH, languages=["nl", "nl"]).words.tolist() == ["Wall"]
    assert word_counter(texts, TopicSettings(languages=("nl",))).words.tolist() == ["Wall"]


def test_class_tf_idf_follows_the_formula() -> None:
    """The weights are those worked out by hand from Grootendorst's formula."""
    counts = csr_matrix([[3, 1, 0], [0, 1, 2]])

    weights = ClassTfIdf().fit(counts).transform(counts).toarray()

    average = 3  # 7 words in 2 classes, rounded down
    assert weights[0, 0] == pytest.approx(3 / 4 * math.log(1 + average / 3))
    assert weights[0, 1] == pytest.approx(1 / 4 * math.log(1 + average / 2))
    assert weights[1, 2] == pytest.approx(2 / 3 * math.log(1 + average / 2))
    assert weights[0, 2] == 0


def test_word_that_no_class_has_weighs_nothing() -> None:
    """A word of texts that take no part gives no infinite weight."""
    counts = csr_matrix([[2, 0], [1, 0]])

    assert np.isfinite(ClassTfIdf().fit(counts).transform(counts).toarray()).all()


TEXTS = ["de rekening is te hoog", "rekening te duur", "water te koud", "koud water in de douche"]


def test_words_of_a_topic_set_it_apart() -> None:
    """Each topic has its own words, best first; texts below 0 take no part."""
    words = words_of_topics([*TEXTS, "de trein", "de trein"], None, [4, 4, 7, 7, -1, -1], BOTH)

    assert words == {4: ["rekening"], 7: ["koud", "water"]}


def test_text_counts_as_often_as_it_occurs() -> None:
    """A text with a weight of three gives the words of that text three times."""
    texts = ["koud water", "warm bad", "warm water", "bad"]

    weighted = words_of_topics(texts, [3, 1, 1, 1], [0, 0, 1, 1], BOTH)
    repeated = words_of_topics([*texts, "koud water", "koud water"], None, [0, 0, 1, 1, 0, 0], BOTH)

    assert weighted == repeated
    assert weighted[0][0] == "koud"


def test_row_order_does_not_matter() -> None:
    """The same texts in another order give the same words."""
    order = [3, 1, 0, 2]
    topic = [0, 0, 1, 1]

    shuffled = words_of_topics([TEXTS[row] for row in order], None, [topic[row] for row in order], BOTH)

    assert shuffled == words_of_topics(TEXTS, None, topic, BOTH)


def test_words_after_an_edit_equal_those_of_a_new_count() -> None:
    """A counter that was made before an edit gives the words that a new one gives."""
    made_before = word_counter(TEXTS, BOTH)
    moved = [0, 1, 1, 1]

    assert made_before.words_of_topics(moved) == words_of_topics(TEXTS, None, moved, BOTH)


def test_counter_reads_joined_texts_like_the_texts() -> None:
    """BERTopic joins the texts of a topic: the counts are the sums of those of the texts."""
    words = word_counter([*TEXTS, "klanten service", "klantenservice"], BOTH)
    joined = [" . ".join([*TEXTS[:2], "klanten service"]), " . ".join([*TEXTS[2:], "klantenservice"])]

    counts = words.fit(joined).transform(joined).toarray()

    assert counts.tolist() == [
        (words.counts[[0, 1, 4]].sum(axis=0)).tolist()[0],
        (words.counts[[2, 3, 5]].sum(axis=0)).tolist()[0],
    ]
    assert words.fit_transform(joined).toarray().tolist() == counts.tolist()
    assert words.get_feature_names_out().tolist() == sorted(words.vocabulary)


def test_families_do_not_fill_the_words() -> None:
    """Of compounds with the same first part, a topic shows two at most."""
    texts = ["wachttijd wachtrij wachtlijst wachtkamer telefoon"] * 2 + ["water douche"] * 2

    (first, _) = words_of_topics(texts, None, [0, 0, 1, 1], BOTH).values()

    assert len([word for word in first if word.startswith("wacht")]) == 2
    assert "telefoon" in first


def test_equal_scores_stand_by_alphabet() -> None:
    """Words that say as much about a topic come by alphabet."""
    words = words_of_topics(["zon maan aarde", "aarde zon maan", "rood", "rood"], None, [0, 0, 1, 1], BOTH)

    assert words[0] == ["aarde", "maan", "zon"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (["wacht", "wachten", "lang", "telefoon", "uur"], "wacht, lang, telefoon"),
        (["wachttijd", "wachtrij", "lang"], "wachttijd, lang"),
        (["niet", "warm", "water"], "warm, water"),
        (["niet", "geen"], "niet, geen"),
        ([], ""),
    ],
)
def test_name_is_made_of_different_words(words: list[str], name: str) -> None:
    """A name has no two words of a family, and no negation unless there is nothing else."""
    assert topic_names([words]) == [name]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([["a", "b", "c", "d"], ["a", "b", "c", "e"]], ["a, b, c", "a, e, b"]),
        (
            [["staff", "friendly", "nice"], ["friendly", "staff", "nice", "taxi"]],
            ["staff, friendly, nice", "friendly, taxi, staff"],
        ),
        (
            [["declined", "card", "work"], ["card", "declined", "visa"]],
            ["declined, card, work", "card, declined, visa"],
        ),
        ([["a", "b", "c"], ["a", "b", "c"]], ["a, b, c", "a, b, c (2)"]),
        ([[], []], ["", ""]),
    ],
)
def test_nearly_equal_names_are_told_apart(words: Sequence[list[str]], names: list[str]) -> None:
    """A name like an earlier one goes on with words of its own; other names stay."""
    assert topic_names(words) == names


def test_adding_a_topic_leaves_earlier_names_alone() -> None:
    """The name of a topic does not depend on topics that come after it."""
    lists = [["a", "b", "c", "d"], ["x", "y", "z"], ["a", "b", "c", "e"]]

    assert topic_names(lists)[:2] == topic_names(lists[:2])
