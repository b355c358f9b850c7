"""What tells a topic from its neighbour, and what its answers call it."""

import numpy as np
import pytest

from vocbench.topics.portrait import CONTRAST_COLUMNS, central_phrase, contrast
from vocbench.topics.settings import TopicSettings
from vocbench.topics.words import word_counter

BOTH = TopicSettings(languages=("nl", "en"))

PHONE = [
    "lang wachten aan de telefoon",
    "wachten aan telefoon",
    "telefoon wachten",
    "lang wachten telefoon",
] * 5
DESK = ["lang wachten aan de balie", "wachten aan balie", "balie wachten", "lang wachten bij de balie"] * 5
TEXTS = [*PHONE, *DESK]
TOPIC = [0] * len(PHONE) + [1] * len(DESK)


def test_contrast_names_what_only_one_topic_has() -> None:
    """The word that both topics have does not tell them apart; the one that one has does, with counts."""
    counter = word_counter(TEXTS, BOTH)

    phone, desk = contrast(counter, TOPIC, 0, 1), contrast(counter, TOPIC, 1, 0)

    assert phone[["word", "n", "share", "n_other", "share_other"]].to_numpy().tolist() == [
        ["telefoon", 20, 1.0, 0, 0.0]
    ]
    assert desk["word"].tolist() == ["balie"]


def test_contrast_follows_the_formula() -> None:
    """The z is that of the log-odds with a Dirichlet prior, worked out by hand."""
    texts = ["rood"] * 8 + ["rood groen"] * 2 + ["groen"] * 9 + ["rood"]
    topic = [0] * 10 + [1] * 10

    frame = contrast(word_counter(texts, BOTH), topic, 0, 1)

    # rood 10 of 12 and 1 of 10 words, 11 of 22 in all; the prior weighs 10 words, so 5 for each word
    odds = np.log(15 / (12 + 10 - 15)) - np.log(6 / (10 + 10 - 6))
    assert frame["z"].tolist() == [pytest.approx(odds / np.sqrt(1 / 15 + 1 / 6), abs=0.005)]


def test_repeating_a_word_in_an_answer_does_not_count() -> None:
    """A word that one answer repeats is a word of one answer."""
    texts = ["koud " * 50 + "water", *["water"] * 9, "water koud", *["water"] * 9]

    assert contrast(word_counter(texts, BOTH), [0] * 10 + [1] * 10, 0, 1).empty


def test_contrast_counts_a_text_as_often_as_it_occurs() -> None:
    """A text with a weight counts like so many answers."""
    distinct = list(dict.fromkeys(TEXTS))
    weighted = word_counter(distinct, BOTH, weights=[TEXTS.count(text) for text in distinct])
    topic = [TOPIC[TEXTS.index(text)] for text in distinct]

    frame = contrast(weighted, topic, 0, 1)

    assert frame.to_dict() == contrast(word_counter(TEXTS, BOTH), TOPIC, 0, 1).to_dict()


@pytest.mark.parametrize("texts", [["koud", "koud water"], ["koud water", "koud water"], [""], []])
@pytest.mark.parametrize(("one", "other"), [(0, 0), (0, 7), (7, 0), (7, 8)])
def test_contrast_of_equal_or_empty_topics_has_no_rows(texts: list[str], one: int, other: int) -> None:
    """A topic does not differ from itself, and a topic without answers is no error."""
    frame = contrast(word_counter(texts, BOTH), [0] * len(texts), one, other)

    assert frame.columns.tolist() == CONTRAST_COLUMNS
    assert frame.empty


def test_contrast_shows_no_more_than_asked() -> None:
    """At most n words come back, the most telling first."""
    counter = word_counter([*["rood groen blauw"] * 20, *["zwart"] * 20], BOTH)
    topic = [0] * 20 + [1] * 20

    assert contrast(counter, topic, 0, 1, n=2)["word"].tolist() == ["blauw", "groen"]


def phrase(*texts: str, words: tuple[str, ...], similarity: list[float] | None = None) -> str:
    """The central phrase of answers that are all equally typical."""
    return central_phrase(texts, similarity or [0.9] * len(texts), words, BOTH)


def test_phrase_is_what_many_answers_say() -> None:
    """The phrase that recurs in the answers is found, without the words around it."""
    texts = (
        "De wachttijd was te lang.",
        "te lange wachttijd",
        "lange wachttijd!",
        "een lange wachttijd aan de lijn",
    )

    assert phrase(*texts, words=("wachttijd", "lange")) == "lange wachttijd"


@pytest.mark.parametrize(
    ("texts", "words", "expected"),
    [
        (("aan de telefoon", "aan de telefoon"), ("telefoon",), ""),
        (("te koud, water", "te koud, water"), ("koud", "water"), ""),
        (("koud water", "warm bad"), ("koud", "water"), ""),
        (("blauwe lucht", "blauwe lucht"), ("water",), ""),
        (("geen warm water", "geen warm water"), ("warm", "water"), "geen warm water"),
        (("met plezier gebruik van de NS app", "NS app"), ("app", "NS"), "NS app"),
        (("warm water niet", "warm water niet"), ("niet", "warm", "water"), "warm water"),
        (("Warm water is fijn", "Fijn. Warm water"), ("warm", "water"), "warm water"),
        (("helpful and kind", "kind and helpful"), ("kind", "helpful"), "helpful and kind"),
        (
            ("helpful and kind", "kind and helpful", "kind and helpful"),
            ("kind", "helpful"),
            "kind and helpful",
        ),
    ],
)
def test_phrase_reads_well_or_is_empty(texts: tuple[str, ...], words: tuple[str, ...], expected: str) -> None:
    """It has no stop word at an end, no comma inside, and a word of the topic; negation and capitals stay."""
    assert phrase(*texts, words=words) == expected


def test_phrase_of_typical_answers_wins() -> None:
    """Of two phrases that occur as often, that of the answers nearest the centre is taken."""
    texts = ["koud water", "koud water", "water koken", "water koken"]

    assert phrase(*texts, words=("water",), similarity=[0.2, 0.2, 0.9, 0.9]) == "water koken"
    assert phrase(*texts, words=("water",), similarity=[0.9, 0.9, 0.2, 0.2]) == "koud water"


def test_row_order_does_not_change_the_phrase() -> None:
    """The answers in another order give the same phrase."""
    words = ("wachten", "telefoon")

    assert phrase(*PHONE, words=words) == phrase(*reversed(PHONE), words=words) != ""
