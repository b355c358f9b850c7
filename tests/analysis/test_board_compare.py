"""Assumptions beside evidence, and boards beside each other."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from tests.boards import board, note, opposite, proofs, same
from vocbench.analysis.board_compare import BeforeAfter, before_and_after, compare_boards
from vocbench.model.board import Note, Proof, Relation, Standing, Voice


def judged(*pieces: Proof, notes: tuple[Note, ...] = (), confidence: float | None = None) -> BeforeAfter:
    """One assumption, ``a``, judged by what is found in *notes* and *pieces*."""
    return before_and_after(
        board("before", note("a", "Waits long", confidence=confidence)), board("after", *notes), pieces
    )


def verdicts(result: BeforeAfter) -> dict[str, str]:
    """The verdict on each note that has a row."""
    return dict(zip(result.notes["note"], result.notes["verdict"], strict=True))


def first(result: BeforeAfter, *columns: str) -> list[object]:
    """These cells of the first row."""
    return [result.notes[column].iloc[0] for column in columns]


def test_equal_words_confirm_whatever_the_capitals_and_the_region() -> None:
    """Who wrote "Waits long" meant what the evidence board calls "waits  long."."""
    found = note("b", "waits  long.", region="think_feel")

    result = judged(*proofs("b", "xy"), notes=(found,))

    assert verdicts(result) == {"a": "confirmed"}
    assert first(result, "customers_for", "relation", "matched") == [2, "same", "b"]


def test_notes_that_were_related_as_the_same_confirm() -> None:
    """Other words for it count where somebody said that they are."""
    after = board("after", note("b", "Stands in line"), kin=[same("a", "b")])

    result = before_and_after(board("before", note("a", "Waits long")), after, proofs("b", "x"))

    assert verdicts(result) == {"a": "confirmed"}


def test_what_supports_the_opposite_contradicts() -> None:
    """The opposite note has no row of its own: it is the match of the assumption."""
    after = board("after", note("b", "Is helped at once"), kin=[opposite("a", "b")])

    result = before_and_after(board("before", note("a", "Waits long")), after, proofs("b", "xy"))

    assert verdicts(result) == {"a": "contradicted"}
    assert first(result, "customers_against", "relation", "matched_text") == [
        2,
        "opposite",
        "Is helped at once",
    ]


@pytest.mark.parametrize(
    ("n_for", "n_against", "verdict"), [("xy", "z", "confirmed"), ("x", "z", "contradicted")]
)
def test_as_many_against_as_for_is_no_confirmation(n_for: str, n_against: str, verdict: str) -> None:
    """More must bear an assumption out than speak against it."""
    result = judged(*proofs("a", n_for), *proofs("a", n_against, Relation.CONTRADICTS))

    assert verdicts(result) == {"a": verdict}


def test_one_person_who_says_it_five_times_is_one_person() -> None:
    """People are counted, not quotes."""
    result = judged(*proofs("a", "xxxxx"), *proofs("a", "yz", Relation.CONTRADICTS))

    assert first(result, "customers_for", "customers_against") == [1, 2]


@pytest.mark.parametrize("voice", [Voice.EMPLOYEE, Voice.SELF])
def test_only_customers_test_an_assumption(voice: Voice) -> None:
    """What an employee says, or a researcher as customer, leaves it untested."""
    assert verdicts(judged(*proofs("a", "xy", voice=voice))) == {"a": "untested"}


def test_whom_a_board_is_not_about_neither_confirms_nor_contradicts() -> None:
    """A map of one customer is not overruled by what others say."""
    after = replace(board("after", note("b", "Waits long")), about=("x",))
    pieces = [*proofs("b", "x"), *proofs("b", "yz", Relation.CONTRADICTS)]

    result = before_and_after(board("before", note("a", "Waits long")), after, pieces)

    assert verdicts(result) == {"a": "confirmed"}
    assert first(result, "customers_for", "customers_against") == [1, 0]


def test_places_count_whom_the_board_is_about() -> None:
    """As its credibility does."""
    one = replace(board("one", note("a")), about=("x",))

    places = compare_boards([one, board("two", note("b"))], [*proofs("a", "xyz"), *proofs("b", "yz")]).places

    assert places["customers"].tolist() == [1, 2]


def test_qualifications_decide_nothing() -> None:
    """A quote that bounds an assumption neither bears it out nor denies it."""
    assert verdicts(judged(*proofs("a", "xy", Relation.QUALIFIES))) == {"a": "untested"}


def test_a_note_without_evidence_confirms_nothing_and_surprises_nobody() -> None:
    """Imagined twice is still imagined, and what is only imagined on the evidence board is untested."""
    result = judged(notes=(note("b", "Waits long"), note("c", "Likes cats")))

    assert verdicts(result) == {"a": "untested", "c": "untested"}


def test_what_nobody_assumed_is_a_surprise() -> None:
    """It stands below the assumptions, under the name of its board."""
    result = judged(*proofs("c", "x"), notes=(note("c", "Likes cats"),))

    assert result.notes[["board", "note", "verdict"]].to_numpy().tolist() == [
        ["before", "a", "untested"],
        ["after", "c", "surprise"],
    ]


def test_proposed_and_refused_notes_take_no_part() -> None:
    """A proposal is nobody's finding yet."""
    proposed = note("b", "Waits long", standing=Standing.PROPOSED)
    refused = note("c", "Likes cats", standing=Standing.REFUSED)

    assert verdicts(judged(*proofs("b", "x"), *proofs("c", "x"), notes=(proposed, refused))) == {
        "a": "untested"
    }


def test_brier_is_the_mean_squared_miss_of_the_tested() -> None:
    """(0.8 - 1)² and (0.7 - 0)² have mean 0.265; an untested one and one without confidence do not count."""
    before = board(
        "before",
        note("a", confidence=0.8),
        note("b", confidence=0.7),
        note("c", confidence=0.1),
        note("d"),
    )
    pieces = [*proofs("a", "x"), *proofs("b", "x", Relation.CONTRADICTS), *proofs("d", "x")]

    result = before_and_after(before, board("after"), pieces)

    assert result.brier == pytest.approx(0.265)
    assert result.n == 2


def test_without_tested_confidences_the_score_is_unknown() -> None:
    """No score is not a perfect score."""
    result = judged(confidence=0.9)

    assert math.isnan(result.brier)
    assert result.n == 0


def test_verdicts_are_shares_of_the_assumptions() -> None:
    """A surprise is no assumption; each share has its n and interval."""
    result = judged(*proofs("a", "x"), *proofs("c", "x"), notes=(note("c", "Likes cats"),))

    confirmed = result.shares.iloc[0]
    assert confirmed[["verdict", "hits", "n"]].to_list() == ["confirmed", 1, 1]
    assert (confirmed["low"], confirmed["high"]) == (pytest.approx(0.2065, abs=1e-4), 1)


def test_boards_without_notes_compare_to_nothing() -> None:
    """Of no assumptions nothing is known."""
    result = before_and_after(board("before"), board("after"), [])

    assert result.notes.empty
    assert result.shares["share"].isna().all()


THREE = (
    board("A", note("a1", "Fears the bill"), note("a2", "Likes the app")),
    board("B", note("b1", "fears the bill"), note("b2", "Hates the app"), kin=[opposite("a2", "b2")]),
    board("C", note("c1", "Fears the bill."), note("c2", "Likes the app"), note("c3", "Moves house")),
)


def test_spread_equals_the_algebra_of_sets() -> None:
    """Shared is the intersection of all, unique what one board has alone, some the rest."""
    claims = compare_boards(THREE, []).claims

    assert dict(zip(claims["text"], claims["spread"], strict=True)) == {
        "Fears the bill": "shared",
        "Likes the app": "some",
        "Hates the app": "unique",
        "Moves house": "unique",
    }
    assert claims["boards"].to_list() == ["A, B, C", "A, C", "B", "C"]


def test_opposites_on_other_boards_are_named_on_both_sides() -> None:
    """What contradicts each other stands beside each other."""
    claims = compare_boards(THREE, []).claims.set_index("text")["opposite"].dropna()

    assert claims.to_dict() == {"Likes the app": "Hates the app", "Hates the app": "Likes the app"}


def test_an_opposite_on_the_same_board_is_no_difference_between_boards() -> None:
    """Somebody may contradict themselves without contradicting anybody else."""
    one = board("A", note("a1", "Likes it"), note("a2", "Hates it"), kin=[opposite("a1", "a2")])

    assert compare_boards([one, board("B", note("b1", "Waits"))], []).claims["opposite"].isna().all()


def test_pairs_count_claims() -> None:
    """Each two boards: shared, only on the one, only on the other, opposite."""
    pairs = compare_boards(THREE, []).pairs

    assert pairs.to_numpy().tolist() == [
        ["A", "B", 1, 1, 1, 1],
        ["A", "C", 2, 0, 1, 0],
        ["B", "C", 1, 1, 2, 1],
    ]


def test_places_say_where_each_board_has_it_and_who_is_behind_it() -> None:
    """The customers are those of that note, not of the claim."""
    places = compare_boards(THREE, [*proofs("a1", "xy"), *proofs("b1", "x")]).places

    assert places.loc[places["claim"] == 1, ["board", "region", "customers"]].to_numpy().tolist() == [
        ["A", "pains", 2],
        ["B", "pains", 1],
        ["C", "pains", 0],
    ]


def test_related_through_a_note_elsewhere_is_related() -> None:
    """Two notes that are each the same as a third, on a board not compared, say the same."""
    one = board("A", note("a", "Waits"), kin=[same("a", "elsewhere")])
    other = board("B", note("b", "Queues"), kin=[same("elsewhere", "b")])

    assert compare_boards([one, other], []).claims["spread"].to_list() == ["shared"]


def test_who_is_related_as_same_and_opposite_is_not_their_own_opposite() -> None:
    """A contradiction in the relations makes no contradiction of the customers."""
    found = board("after", note("b", "Waits long"), kin=[opposite("a", "b")])

    result = before_and_after(board("before", note("a", "Waits long")), found, proofs("b", "x"))

    assert verdicts(result) == {"a": "confirmed"}


def test_the_order_of_random_ids_changes_nothing() -> None:
    """Rows follow the boards, not the ids."""
    turned = [
        replace(each, notes=tuple(replace(n, id=f"z{n.id}") for n in each.notes), kin=()) for each in THREE
    ]

    assert (
        compare_boards(turned, []).claims["text"].to_list()
        == compare_boards(THREE, []).claims["text"].to_list()
    )
