"""What a rule may be."""

from __future__ import annotations

import pytest

from vocbench.errors import CodebookError
from vocbench.model.rule import Rule, RuleKind, Unit


def test_words_are_kept_once_without_blanks() -> None:
    """Words from a column of a table lose their blanks, doubles and missing cells."""
    column: list[object] = ["tijd ", "tijd", "", float("nan"), "duur"]

    assert Rule.lexicon("Tijd", column, name="tijdwoorden").sought == ("tijd", "duur")  # type: ignore[arg-type]


def test_a_single_word_needs_no_list() -> None:
    """One word may be given as it is."""
    assert Rule.words("Tijd", "kwartier").sought == ("kwartier",)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (Rule.words("Tijd", ["uur", "dag*"]), "uur, dag*"),
        (Rule.lexicon("Tijd", ["uur", "dag"], name="tijdwoorden"), "tijdwoorden (2 words)"),
        (Rule.similarity("Tijd", threshold=0.6, top=20), "like what has the code, from 0.6, at most 20"),
    ],
)
def test_a_rule_says_what_it_goes_by(rule: Rule, says: str) -> None:
    """A rule tells in one line what it looks for."""
    assert rule.says == says


def test_passages_are_compared_no_smaller_than_sentences() -> None:
    """A rule of similarity has no hit to code, so it codes the sentence."""
    assert Rule.similarity("Tijd", unit="hit").unit is Unit.SENTENCE


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": " ", "sought": ("uur",)},
        {"sought": ()},
        {"sought": (" ",)},
        {"sought": ("uur",), "top": 0},
        {"sought": ("uur",), "threshold": 1.5},
    ],
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    """A rule without code or words, or with an impossible number, cannot be made."""
    fields: dict[str, object] = {"kind": RuleKind.WORDS, "code": "Tijd", **wrong}

    with pytest.raises(CodebookError):
        Rule(**fields)  # type: ignore[arg-type]


def test_a_rule_of_a_topic_says_its_name_and_remembers_its_model() -> None:
    """It goes by ids, codes what the topic holds whole, and asks for both ids."""
    rule = Rule.topic("Money", "t1", model="m1", name="price, bill")

    assert (rule.says, rule.sought, rule.unit) == ("price, bill", ("t1", "m1"), Unit.TURN)
    with pytest.raises(CodebookError, match="something to look for"):
        Rule.topic("Money", "", model="", name="price")
