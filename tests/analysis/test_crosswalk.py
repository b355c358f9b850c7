"""Codes beside topics on the answers that were coded."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from vocbench.analysis.crosswalk import Crosswalk, crosswalk

ANSWERS = pd.DataFrame({"answer": list("abcdefg"), "topic": [0, 0, 0, 1, 1, -1, 2]})


def walked(*codes: str) -> Crosswalk:
    """The crosswalk of the answers above with codes written as ``a:Price``."""
    pairs = [each.split(":") for each in codes]
    return crosswalk(ANSWERS, pd.DataFrame(pairs, columns=["answer", "code"], dtype="str"))


def rows(frame: pd.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """These columns as plain rows."""
    return list(frame[list(columns)].itertuples(index=False, name=None))


def test_each_code_has_its_best_topic() -> None:
    """Of the two answers with Slow one is in topic 1, beside one with Price: half right, half found."""
    found = walked("a:Price", "b:Price", "c:Price", "d:Price", "e:Slow", "c:Slow")

    assert rows(found.codes, "code", "topic", "answers", "together") == [
        ("Price", 0, 4, 3),
        ("Slow", 1, 2, 1),
    ]
    price, slow = rows(found.codes, "precision", "recall", "f1")
    assert price == pytest.approx((1, 3 / 4, 6 / 7))
    assert slow == pytest.approx((1 / 2, 1 / 2, 1 / 2))


def test_each_topic_has_its_best_code() -> None:
    """A topic counts only its coded answers, and a topic without any is not listed."""
    found = walked("a:Price", "b:Price", "d:Slow")

    assert rows(found.topics, "topic", "code", "answers", "together") == [
        (0, "Price", 2, 2),
        (1, "Slow", 1, 1),
    ]


def test_an_answer_with_two_codes_counts_for_each() -> None:
    """In the table it stands twice, and in the number of coded answers once."""
    found = walked("a:Price", "a:Slow")

    assert rows(found.counts, "code", "topic", "answers") == [("Price", 0, 1), ("Slow", 0, 1)]
    assert (found.n_answers, found.n_single) == (1, 0)
    assert math.isnan(found.agreement)


def test_the_same_code_by_two_coders_counts_once() -> None:
    """Two coders who agree are no two answers."""
    assert rows(walked("a:Price", "a:Price").counts, "answers") == [(1,)]


def test_only_coded_answers_that_say_something_count() -> None:
    """What nobody coded takes no part, nor what was coded and says nothing."""
    found = walked("a:Price", "x:Price")

    assert found.n_answers == 1
    assert rows(found.codes, "answers") == [(1,)]


def test_agreement_is_one_where_codes_and_topics_divide_alike() -> None:
    """Names do not matter, only who is with whom."""
    assert walked("a:P", "b:P", "c:P", "d:Q", "e:Q", "g:R").agreement == pytest.approx(1)


def test_one_code_alone_agrees_with_nothing() -> None:
    """All answers have the same code: that they are in one topic says nothing."""
    assert math.isnan(walked("a:P", "b:P").agreement)


def test_agreement_by_chance_is_about_nought() -> None:
    """Codes that say nothing about the topic agree no more than chance."""
    answers = pd.DataFrame({"answer": [f"a{n}" for n in range(400)], "topic": [n % 4 for n in range(400)]})
    codes = pd.DataFrame({"answer": answers["answer"], "code": [f"c{n // 4 % 5}" for n in range(400)]})

    assert crosswalk(answers, codes).agreement == pytest.approx(0, abs=0.02)


def test_unclear_answers_lower_the_recall_and_are_nobodys_partner() -> None:
    """A code whose answers are all unclear has no topic; one with half of them loses half its recall."""
    found = walked("f:Odd", "f:Price", "a:Price")

    assert found.n_unclear == 1
    assert rows(found.codes, "code", "topic", "together") == [("Odd", -1, 0), ("Price", 0, 1)]
    assert found.codes["recall"].tolist() == pytest.approx([math.nan, 0.5], nan_ok=True)
    assert found.topics["topic"].tolist() == [0]


def test_nothing_coded_is_unknown_and_says_so() -> None:
    """Empty tables, no agreement, and a notice that does not invent one."""
    found = walked()

    assert (len(found.counts), len(found.codes), len(found.topics)) == (0, 0, 0)
    assert "information unknown" in found.notice


def test_the_notice_tells_on_what_the_numbers_rest() -> None:
    """How many answers, how many of them unclear, and how many the agreement is measured on."""
    notice = walked("a:P", "b:P", "d:Q", "d:P", "f:P").notice

    assert notice.startswith("4 coded answers, 1 of them in no topic.")
    assert "on the 3 with exactly one code" in notice


def test_a_code_is_text_in_the_table() -> None:
    """A code that looks like markup is shown as it is written."""
    assert "&lt;b&gt;" in walked("a:<b>")._repr_html_()
