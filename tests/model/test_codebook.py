"""The forest of codes."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.colors import EYES, ciede2000, contrast, seen
from vocbench.errors import CodebookError
from vocbench.model.codebook import KEYS, PALETTE, Code, Codebook, merge_steps

BOOK = Codebook([Code("1", "Pains"), Code("2", "Waiting", "1"), Code("3", "Gains"), Code("4", "Phone", "2")])


def test_paths_stand_below_their_parents() -> None:
    """Codes are listed by path, each after the code above it."""
    assert BOOK.paths() == ["Gains", "Pains", "Pains/Waiting", "Pains/Waiting/Phone"]


def test_a_change_leaves_the_original() -> None:
    """Renaming returns a new codebook, in which what hangs under the code has moved along."""
    changed = BOOK.renamed("Pains/Waiting", "Delay")

    assert "Pains/Delay/Phone" in changed
    assert "Pains/Waiting/Phone" in BOOK


def test_moving_takes_the_branch_along() -> None:
    """A code moved to the top keeps its children."""
    assert "Waiting/Phone" in BOOK.moved("Pains/Waiting", None)
    assert "Gains/Waiting/Phone" in BOOK.moved("Pains/Waiting", "Gains")


def test_a_code_cannot_hang_under_itself() -> None:
    """Moving a code into its own branch is refused."""
    with pytest.raises(CodebookError, match="under itself"):
        BOOK.moved("Pains", "Pains/Waiting/Phone")


def test_two_codes_of_one_name_under_one_parent_are_refused() -> None:
    """Names must differ under one parent, and only there."""
    with pytest.raises(CodebookError, match="two codes 'Pains'"):
        BOOK.renamed("Gains", "Pains")
    assert "Gains/Waiting" in BOOK.added(Code("5", "Waiting", "3"))


def test_a_misspelt_path_names_the_nearest() -> None:
    """An unknown path is refused with a suggestion."""
    with pytest.raises(CodebookError, match="Did you mean 'Pains/Waiting'"):
        BOOK["Pains/Wating"]


@pytest.mark.parametrize("name", ["", " ", " x", "a/b"])
def test_impossible_names_are_refused(name: str) -> None:
    """A name needs words, no blanks around them and no slash."""
    with pytest.raises(CodebookError):
        Code("1", name)


def test_below_lists_the_branch_only() -> None:
    """A branch holds the code and what hangs under it, not its namesakes."""
    book = BOOK.added(Code("5", "Painstaking"))

    assert [code.name for code in book.below("Pains")] == ["Pains", "Waiting", "Phone"]


@pytest.mark.parametrize(
    ("one", "other", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_of_colours_are_those_published(
    one: tuple[float, ...], other: tuple[float, ...], difference: float
) -> None:
    """The measure used below gives the differences of Sharma, Wu & Dalal (2005), table 1."""
    assert ciede2000(one, other) == pytest.approx(difference, abs=5e-5)


@pytest.mark.parametrize("background", ["#FFFFFF", "#111111"])
def test_code_colors_show_on_light_and_dark(background: str) -> None:
    """Every colour of the palette reaches a contrast of 2 with the page, so that a line of it shows."""
    for color in PALETTE:
        assert contrast(color, background) >= 2, color


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize(("first", "least"), [(8, 12.0), (len(PALETTE), 10.0)])
def test_code_colors_are_told_apart_by_all_eyes(eyes: str, first: int, least: float) -> None:
    """Any two of the first colours differ clearly, also for eyes that miss one kind of cone."""
    looks = {color: seen(color, eyes) for color in PALETTE[:first]}

    for one, other in itertools.combinations(looks, 2):
        assert ciede2000(looks[one], looks[other]) >= least, (one, other)


def test_a_new_code_takes_the_colour_used_least() -> None:
    """The next colour is the first of the palette that the fewest codes have, in whatever case."""
    book = Codebook([Code("1", "A", color=PALETTE[0].lower()), Code("2", "B", color=PALETTE[2])])

    assert Codebook().free_color() == PALETTE[0]
    assert book.free_color() == PALETTE[1]


def test_a_new_code_takes_the_first_free_key() -> None:
    """The next hot key is the lowest digit that no code has, and none when all are taken."""
    book = Codebook([Code("1", "A", key="1"), Code("2", "B", key="3")])
    full = Codebook([Code(key, key, key=key) for key in KEYS])

    assert book.free_key() == "2"
    assert full.free_key() == ""


def test_a_key_is_taken_from_the_code_that_had_it() -> None:
    """One digit belongs to one code: the last that asked."""
    book = BOOK.changed("Pains", key="1").changed("Gains", key="1")

    assert (book["Pains"].key, book["Gains"].key) == ("", "1")


def test_taking_a_key_away_leaves_the_others() -> None:
    """An empty key robs no code, though many have none."""
    book = BOOK.changed("Pains", key="1").changed("Gains", key="2").changed("Gains", key="")

    assert (book["Pains"].key, book["Gains"].key) == ("1", "")


def test_two_codes_with_one_key_are_refused() -> None:
    """A codebook in which a key means two codes cannot be made."""
    with pytest.raises(CodebookError, match="hot key 1 belongs to two codes: A and B"):
        Codebook([Code("1", "A", key="1"), Code("2", "B", key="1")])


@pytest.mark.parametrize("key", ["0", "10", "a", " "])
def test_a_key_is_a_digit_from_one_to_nine(key: str) -> None:
    """Anything else is refused as a hot key."""
    with pytest.raises(CodebookError, match="1 to 9"):
        Code("1", "A", key=key)


def test_what_is_not_given_stays() -> None:
    """A change of one text leaves the others, the colour and the key."""
    book = BOOK.changed("Gains", description="d", when_to_use="w", when_not_to_use="n", key="4")

    assert book.changed("Gains", color="#123456")["Gains"] == Code(
        "3", "Gains", None, "#123456", "d", "w", "n", "4"
    )


def _played(book: Codebook, path: str, into: str) -> tuple[Codebook, dict[str, str]]:
    """The codebook after each step of a merger was done on it, and which code each lost one went to."""
    went = {}
    for step in merge_steps(book, path, into):
        if step.is_given:
            book, went[step.code] = book.without(step.code), step.target
        else:
            book = book.moved(book.path(step.code), book.path(step.target))
    return book, went


def test_merging_a_code_into_its_parent_keeps_a_namesake_below() -> None:
    """A code on its way out takes nothing over, and no code under it is left hanging."""
    names = [("1", "A", None), ("2", "B", "1"), ("3", "B", "2"), ("4", "C", "3"), ("5", "B", "3")]
    book, went = _played(Codebook(Code(*each) for each in names), "A/B", "A")

    assert book.paths() == ["A", "A/C"]
    assert went == {"2": "1", "3": "1", "5": "1"}


@given(st.data())
def test_every_merger_ends_in_a_codebook(data: st.DataObject) -> None:
    """Whatever forest: each step leaves a codebook, and nothing is given to a code that is gone."""
    codes = [Code("0", "A")]
    for number in range(1, data.draw(st.integers(1, 12))):
        parent = data.draw(st.sampled_from([None, *(each.id for each in codes)]))
        code = Code(str(number), data.draw(st.sampled_from("AB")), parent)
        if not any((each.name, each.parent) == (code.name, parent) for each in codes):
            codes.append(code)
    book = Codebook(codes)
    path = data.draw(st.sampled_from(book.paths()))
    branch = {each.id for each in book.below(path)}
    targets = [each for each in book.paths() if book[each].id not in branch]
    assume(targets)

    merged, went = _played(book, path, data.draw(st.sampled_from(targets)))

    assert {each.id for each in merged} == {each.id for each in book} - went.keys()
    for place, (_, target) in enumerate(went.items()):
        assert target not in list(went)[: place + 1]
