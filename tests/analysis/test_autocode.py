"""What rules find."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from vocbench.analysis.autocode import Listed, Stretch, find_alike, find_listed, find_passages, sentences
from vocbench.model.rule import Rule

TALK = [
    Stretch("p01", "Hoe lang douche je?", "I", is_interviewer=True),
    Stretch("p01", "Vijf minuten. Nou ja, een kwartier! Tijd zat.", "Marieke", start=20),
    Stretch("survey", "Te veel tijd", "r1", answer="a1", question="Wat kan beter?"),
    Stretch("survey", "", "r2", answer="a2", question="Wat kan beter?"),
]


def found(rule: Rule) -> list[str]:
    """The words of what a rule finds in the talk and answers above."""
    return [each.words for each in find_passages(rule, TALK)]


def letters(texts: Sequence[str]) -> NDArray[np.float64]:
    """Texts as unit vectors of their letters: enough to compare them."""
    counts = np.array([[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts], dtype=float)
    unit: NDArray[np.float64] = counts / np.linalg.norm(counts, axis=1, keepdims=True)
    return unit


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule.words("T", ["tijd", "kwartier"]), ["kwartier", "Tijd", "tijd"]),
        (Rule.words("T", "kwartier", unit="sentence"), ["Nou ja, een kwartier!"]),
        (Rule.words("T", ["tijd", "kwartier"], unit="turn"), [TALK[1].words, TALK[2].words]),
        (Rule.words("T", "douche*"), []),
        (Rule.words("T", "douche*", with_interviewers=True), ["douche"]),
        (Rule.regex("T", r"\bv\w+"), ["Vijf", "veel"]),
        (Rule.lexicon("T", ["minuten", "veel tijd"], name="x"), ["minuten", "veel tijd"]),
        (Rule.speaker("T", "Marieke"), [TALK[1].words]),
        (Rule.speaker("T", "I"), [TALK[0].words]),
        (Rule.question("T", "Wat kan beter?"), [TALK[2].words]),
    ],
)
def test_a_rule_finds_its_passages(rule: Rule, words: list[str]) -> None:
    """Each kind of rule finds what it says, in the size it says, interviewers left out by default."""
    assert found(rule) == words


def test_two_hits_in_a_sentence_are_one_passage() -> None:
    """A passage is found once, however many hits it holds."""
    assert found(Rule.words("T", ["nou", "kwartier"], unit="sentence")) == ["Nou ja, een kwartier!"]


def test_alike_passages_come_best_first() -> None:
    """Passages near to an example come in the order of their likeness, those below the threshold not."""
    rule = Rule.similarity("T", threshold=0.5, top=2)

    best = find_alike(rule, TALK, ["tijd zat"], embed=letters)

    assert [each.words for each in best] == ["Tijd zat.", "Te veel tijd"]
    assert best[0].similarity == pytest.approx(1)


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Ja. Nee?! Om 8.30 uur", ["Ja.", "Nee?!", "Om 8.30 uur"]),
        ("  Zij zei: “nee!” Toen\nweg ", ["Zij zei: “nee!”", "Toen", "weg"]),
        ("…", ["…"]),
        (" ", []),
    ],
)
def test_sentences(words: str, parts: list[str]) -> None:
    """Sentences end at their marks, with the quotation marks after them; numbers stay whole."""
    assert [words[start:end] for start, end in sentences(words)] == parts


def test_listed_passages_come_in_the_order_of_the_list() -> None:
    """Answers come whole by their id, and words of a talk where they stand; what is gone is left out."""
    listed = [
        Listed("survey", "a1"),
        Listed("p01", None, 20, "Vijf minuten."),
        Listed("p01", None, 0, "gone"),
        Listed("survey", "a9"),
    ]

    found = find_listed(TALK, listed)

    assert [each.words for each in found] == ["Te veel tijd", "Vijf minuten."]
    assert found[1].stretch.start + found[1].place[0] == 20


def test_a_listed_passage_that_was_said_twice_is_the_one_nearest_to_where_it_was() -> None:
    """A correction before it moves it a little; the same words far off are another passage."""
    turns = [Stretch("p01", "Ja, dat is zo.", "R", start=start) for start in (0, 100, 200)]

    (found,) = find_listed(turns, [Listed("p01", None, 104, "dat is zo.")])

    assert found.stretch.start == 100
