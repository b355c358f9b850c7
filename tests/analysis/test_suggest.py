"""Codes suggested for open answers, learned from those coded so far."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vocbench.analysis import suggest as module
from vocbench.analysis.suggest import (
    Material,
    Suggestions,
    expected_calibration_error,
    make_material,
    suggest,
)

SUBJECTS = ("the bus", "a taxi", "my train", "the tram", "our ferry", "that flight", "her car", "the lift")
THEMES = {
    "Late": ("came an hour late", "was delayed again", "did not come in time", "kept us waiting long"),
    "Clean": ("was spotless inside", "smelled fresh", "had clean seats", "looked tidy and washed"),
    "Price": ("costs far too much", "is expensive now", "has a steep fare", "is not worth the money"),
}


@pytest.fixture(scope="module")
def answers() -> pd.Series[str]:
    """96 answers about three themes, by id, in a shuffled order."""
    texts = [
        f"{subject} {saying}" for sayings in THEMES.values() for subject, saying in product(SUBJECTS, sayings)
    ]
    order = np.random.default_rng(1).permutation(len(texts))
    return pd.Series(
        [texts[place] for place in order], index=[f"a{place:02}" for place in order], dtype="str"
    )


@pytest.fixture(scope="module")
def truth(answers: pd.Series[str]) -> pd.DataFrame:
    """Which theme each answer has."""
    columns = {
        theme: [any(saying in text for saying in sayings) for text in answers]
        for theme, sayings in THEMES.items()
    }
    return pd.DataFrame(columns, index=answers.index)


def vectors_of(answers: pd.Series[str]) -> module.Floats:
    """Vectors that tell nothing apart, so that only the writing counts."""
    return np.tile(np.array([1, 0], dtype=np.float32), (len(answers), 1))


@pytest.fixture(scope="module")
def material(answers: pd.Series[str]) -> Material:
    """The answers, ready."""
    return make_material(answers, vectors_of(answers))


def first(found: Suggestions) -> pd.Series[str]:
    """The first suggestion of each answer."""
    return found.frame[found.frame["rank"] == 1].set_index("answer")["code"]


def test_what_is_written_alike_gets_the_same_code(material: Material, truth: pd.DataFrame) -> None:
    """After half of the answers, nearly every other one gets its own code first."""
    suggested = first(suggest(material, truth.iloc[:48]))

    right = [bool(truth.loc[str(answer), code]) for answer, code in suggested.items()]
    assert len(right) == 48
    assert np.mean(right) > 0.9


def test_what_means_the_same_gets_the_same_code() -> None:
    """The vectors alone suffice where no characters are shared."""
    answers = pd.Series([chr(0x4E00 + n) for n in range(40)], index=[str(n) for n in range(40)], dtype="str")
    vectors = np.eye(2, dtype=np.float32)[np.arange(40) % 2]
    labels = pd.DataFrame(
        {"even": np.arange(30) % 2 == 0, "odd": np.arange(30) % 2 == 1}, index=answers.index[:30]
    )

    suggested = first(suggest(make_material(answers, vectors), labels))

    assert list(suggested) == ["even", "odd"] * 5


def test_the_frame_keeps_its_contract(material: Material, truth: pd.DataFrame) -> None:
    """Columns, order, ranks from 1 by falling probability; only answers without codes."""
    frame = suggest(material, truth.iloc[:60]).frame

    assert list(frame.columns) == ["answer", "code", "probability", "rank"]
    assert [str(dtype) for dtype in frame.dtypes] == ["str", "str", "float64", "int64"]
    assert list(frame["rank"][:3]) == [1, 2, 3]
    assert frame.groupby("answer")["probability"].is_monotonic_decreasing.all()
    assert set(frame["answer"]) == set(truth.index[60:])
    assert frame["probability"].between(0, 1).all()


def test_left_out_scores_are_those_of_a_model_without_the_text(
    material: Material, truth: pd.DataFrame
) -> None:
    """The closed form gives what learning anew without each text gives."""
    texts = material.text_of[:30]
    model = module._Model(material, texts, truth.to_numpy()[:30])

    for left in range(5):
        others = np.arange(30) != left
        again = module._Model(material, texts[others], truth.to_numpy()[:30][others])
        assert model.left_out[left] == pytest.approx(again.scores()[texts[left]])


def test_a_copy_of_a_text_does_not_flatter_the_card(answers: pd.Series[str], truth: pd.DataFrame) -> None:
    """Every answer given twice leaves the measured accuracy as it was: a text counts once."""
    twice = pd.concat([answers, answers.str.upper().add_prefix("copy ")])
    labels = pd.concat([truth.iloc[:60], truth.iloc[:60].set_index("copy " + truth.index[:60])])
    once = suggest(make_material(answers, vectors_of(answers)), truth.iloc[:60]).card

    doubled = suggest(make_material(twice, vectors_of(twice)), labels).card

    assert once is not None
    assert doubled is not None
    assert (doubled.n_answers, doubled.n_texts) == (120, 60)
    assert (once.n_answers, once.n_texts) == (60, 60)
    assert doubled.precision == pytest.approx(once.precision)


def test_the_card_says_what_was_measured(material: Material, truth: pd.DataFrame) -> None:
    """Estimates lie within their intervals, and what follows a pattern is found."""
    card = suggest(material, truth.iloc[:60]).card

    assert card is not None
    assert (card.n_answers, card.n_texts, card.n_codes) == (60, 60, 3)
    assert card.f1_low <= card.f1 <= card.f1_high
    assert card.precision_low < card.precision <= card.precision_high
    assert card.precision > 0.8
    assert 0 <= card.calibration_error < 0.3


def test_codes_given_at_random_are_seen_through(material: Material, truth: pd.DataFrame) -> None:
    """Where codes have nothing to do with the words, the card does not claim more than chance."""
    shuffled = truth.iloc[np.random.default_rng(0).permutation(len(truth))].set_index(truth.index)

    card = suggest(material, shuffled.iloc[:80]).card

    assert card is not None
    assert card.precision_low < 0.4


@pytest.mark.parametrize(("n_coded", "has_card"), [(49, False), (50, True)])
def test_under_fifty_coded_answers_there_is_no_card(
    material: Material,
    truth: pd.DataFrame,
    n_coded: int,
    has_card: bool,  # noqa: FBT001
) -> None:
    """The notice says why; the suggestions are there."""
    found = suggest(material, truth.iloc[:n_coded])

    assert (found.card is not None) == has_card
    assert (f"50 coded answers on; there are {n_coded}" in found.notice) != has_card
    assert len(found.frame)


def test_under_ten_different_texts_nothing_is_suggested(material: Material, truth: pd.DataFrame) -> None:
    """The notice says how many are needed; the order is there to begin with."""
    found = suggest(material, truth.iloc[:9])

    assert found.frame.empty
    assert "start at 10 different coded answers; there are 9" in found.notice
    assert len(found.informative) == len(truth) - 9


def test_nothing_coded_is_no_error(material: Material) -> None:
    """Without a coding there are no suggestions, only an order."""
    found = suggest(material, pd.DataFrame())

    assert found.frame.empty
    assert found.n_coded == 0
    assert sorted(found.informative) == sorted(material.ids)


def test_all_coded_leaves_nothing_to_suggest(material: Material, truth: pd.DataFrame) -> None:
    """The card remains."""
    found = suggest(material, truth)

    assert found.frame.empty
    assert found.informative == ()
    assert found.card is not None


def test_a_code_on_every_answer_is_suggested_everywhere(material: Material, truth: pd.DataFrame) -> None:
    """One code and no counterexample: it is likely, and nothing fails."""
    labels = pd.DataFrame({"All": True}, index=truth.index[:50])

    frame = suggest(material, labels).frame

    assert set(frame["code"]) == {"All"}
    assert (frame["probability"] > 0.9).all()


def test_coded_answers_that_are_not_there_are_left_out(material: Material, truth: pd.DataFrame) -> None:
    """Labels of other questions change nothing."""
    more = pd.concat([truth.iloc[:40], truth.iloc[:1].set_index(pd.Index(["elsewhere"]))])

    found = suggest(material, more)

    pd.testing.assert_frame_equal(found.frame, suggest(material, truth.iloc[:40]).frame)
    assert found.n_coded == 40


def test_copies_disagreeing_follow_the_majority() -> None:
    """A text has a code when at least half of its copies have it."""
    texts, truth = module._by_text(np.array([4, 4, 4, 7, 7]), np.array([[1], [0], [0], [1], [0]], dtype=bool))

    assert texts.tolist() == [4, 7]
    assert truth.ravel().tolist() == [False, True]


def test_what_is_uncertain_comes_first(material: Material, truth: pd.DataFrame) -> None:
    """With two of three themes taught, the answers of the third teach most."""
    seen = truth[truth["Late"] | truth["Clean"]].iloc[:40]

    order = suggest(material, seen).informative

    assert truth.loc[list(order[:5]), "Price"].mean() >= 0.8
    assert len(order) == len(set(order)) == len(truth) - 40


def test_copies_come_last_in_the_order(answers: pd.Series[str]) -> None:
    """Each different text is asked once before any of them is asked again."""
    twice = pd.concat([answers, answers.add_prefix("copy ")])

    order = suggest(make_material(twice, vectors_of(twice)), pd.DataFrame()).informative

    assert len({answers[each.removeprefix("copy ")] for each in order[:96]}) == 96


def test_only_so_many_texts_are_learned_from(
    material: Material, truth: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Above the limit a fixed sample is taken; the card says on how many it rests."""
    monkeypatch.setattr(module, "MOST_TAUGHT", 55)

    card = suggest(material, truth.iloc[:80]).card

    assert card is not None
    assert (card.n_answers, card.n_texts) == (80, 55)


def test_the_same_answers_give_the_same_suggestions(material: Material, truth: pd.DataFrame) -> None:
    """No chance is left in it."""
    one, two = (suggest(material, truth.iloc[:60]) for _ in range(2))

    pd.testing.assert_frame_equal(one.frame, two.frame)
    assert one.card == two.card
    assert one.informative == two.informative


@given(st.lists(st.lists(st.booleans(), min_size=2, max_size=2), min_size=10, max_size=60))
def test_any_codes_can_be_learned(given_codes: list[list[bool]]) -> None:
    """Whatever was coded, probabilities are probabilities and nothing warns."""
    answers = pd.Series(
        [f"word{n % 37} thing{n % 11} {n}" for n in range(70)], index=[str(n) for n in range(70)]
    )
    labels = pd.DataFrame(given_codes, index=answers.index[: len(given_codes)], columns=["A", "B"])

    frame = suggest(make_material(answers, vectors_of(answers)), labels).frame

    assert frame["probability"].between(0, 1).all()


@pytest.mark.parametrize("texts", [[], ["", " "], ["!", "?"]])
def test_texts_without_words_are_no_error(texts: list[str]) -> None:
    """There is nothing to learn from, and nothing fails."""
    answers = pd.Series(texts, index=[str(n) for n in range(len(texts))], dtype="str")

    assert suggest(make_material(answers, vectors_of(answers)), pd.DataFrame()).frame.empty


def test_as_many_vectors_as_answers(answers: pd.Series[str]) -> None:
    """Too few are refused."""
    with pytest.raises(ValueError, match="96 answers, 2 vectors"):
        make_material(answers, np.eye(2))


def test_calibration_error_by_hand() -> None:
    """0.95 that is right half the time and 0.15 that never is: (2·0.45 + 1·0.15) / 3."""
    error = expected_calibration_error(np.array([0.95, 0.95, 0.15]), np.array([True, False, False]))

    assert error == pytest.approx((2 * 0.45 + 0.15) / 3)


def test_calibration_error_of_nothing_is_unknown() -> None:
    """No probabilities: not a number, and not 0."""
    assert np.isnan(expected_calibration_error(np.zeros(0), np.zeros(0, dtype=bool)))
