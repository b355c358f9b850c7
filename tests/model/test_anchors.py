"""How codings find their words again in a corrected text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.studies import talk
from vocbench.errors import SourceError
from vocbench.model.anchors import Anchors, Doubt, Edit, corrected, differences, edited
from vocbench.model.source import Event, EventKind, Role, Transcript
from vocbench.model.span import Span

_WORDS = st.lists(st.sampled_from(["een", "kwartier", "te", "laat", "😀", ",", "é", "\n"]), max_size=40)


def place(old: str, new: str, quote: str) -> tuple[str, Doubt | None]:
    """The words that a coding of *quote* covers after the correction, and its doubt."""
    anchors = Anchors(old, differences(old, new))
    at = old.index(quote)
    span, doubt = anchors.place(Span(at, at + len(quote)))
    return span.cut(new), doubt


@given(old=_WORDS, new=_WORDS)
def test_differences_make_the_new_text_of_the_old(old: list[str], new: list[str]) -> None:
    """Carrying out the differences between two texts gives the second one, whatever they are."""
    first, second = " ".join(old), " ".join(new)

    assert edited(first, differences(first, second)) == second


@given(old=_WORDS.filter(lambda words: any(word.isalpha() for word in words)), new=_WORDS, data=st.data())
def test_a_passage_always_keeps_a_place(old: list[str], new: list[str], data: st.DataObject) -> None:
    """Whatever becomes of a text that keeps a word, a passage of it covers characters of the new text."""
    first, second = " ".join(old), " ".join([*new, "woord"])
    start = data.draw(st.integers(0, len(first) - 1))
    end = data.draw(st.integers(start + 1, len(first)))

    span, _ = Anchors(first, differences(first, second)).place(Span(start, end))

    assert span.cut(second)


def test_only_the_words_that_differ_are_edits() -> None:
    """What two texts share is no part of an edit."""
    found = differences("Het was een kwartir te laat.", "Het was een kwartier te laat.")

    assert found == [Edit(12, 19, "kwartier")]


def test_repeated_words_are_told_apart_by_what_stands_around_them() -> None:
    """A word taken out of a text full of that word leaves the others in their places."""
    old = "ja ja ja ja en toen nee nee"

    assert differences(old, "ja ja ja ja en toen wel nee nee") == [Edit(20, 20, "wel ")]


@pytest.mark.parametrize(
    ("old", "new", "quote", "words", "doubt"),
    [
        ("een kwartir te laat", "een kwartier te laat", "te laat", "te laat", None),
        ("een kwartir te laat", "een kwartier te laat", "een kwartir", "een kwartier", None),
        ("hij is er", "hij was er", "hij is er", "hij was er", Doubt.CHANGED),
        ("dat wil ik", "dat wil ik niet", "dat wil ik", "dat wil ik", None),
        ("dat wil ik wel", "dat wil ik niet wel", "ik wel", "ik niet wel", Doubt.CHANGED),
        ("dat wil ik, wel", "dat wil ik wel.", "ik, wel", "ik wel", None),
        ("douchebeurt", "toiletbezoek", "douche", "toiletbezoek", Doubt.CUT),
        ("een heel lange dag", "een dag", "heel lange", "dag", Doubt.GONE),
        ("een heel lange dag", "een lange dag", "een heel", "een", Doubt.CHANGED),
        (
            "een kwartier dus",
            "een kwartiertje ofzo dus",
            "een kwartier",
            "een kwartiertje ofzo",
            Doubt.CHANGED,
        ),
        ("inde ochtend", "in de ochtend", "inde ochtend", "in de ochtend", None),
    ],
)
def test_a_passage_moves_along(old: str, new: str, quote: str, words: str, doubt: Doubt | None) -> None:
    """A passage covers its words after a correction; more than a spelling mended puts it in doubt."""
    assert place(old, new, quote) == (words, doubt)


def test_a_lost_passage_stays_on_its_line() -> None:
    """A passage whose words are gone goes to the nearest word of its own turn."""
    old, new = "Wat?\nNou ja zeg, vijf\nEn toen", "Wat?\nvijf\nEn toen"

    assert place(old, new, "Nou ja zeg") == ("vijf", Doubt.GONE)


def test_turns_and_events_move_along() -> None:
    """A corrected transcript keeps its turns with their words, and its events."""
    before = talk()
    at = before.text.index("Nou ja")

    after = corrected(before, [Edit(at, at + 6, "Nou, nou ja")])

    spoken = [turn.span.cut(after.text) for turn in after.turns]
    assert spoken[0] == "Hoe lang douche je?"
    assert spoken[1].startswith("Nou, nou ja 😀")
    assert spoken[3].endswith("is normaal.")
    assert [event.span.cut(after.text) for event in after.events] == ["(lacht)"]
    assert after.speakers[0].role is Role.INTERVIEWER


def test_words_put_at_the_end_of_a_turn_belong_to_it() -> None:
    """An insertion where a turn ends makes that turn longer, and not the next one."""
    before = talk()
    end = before.turns[0].span.end

    after = corrected(before, [Edit(end, end, " Nou?")])

    assert after.turns[0].span.cut(after.text) == "Hoe lang douche je? Nou?"
    assert after.turns[1].span.cut(after.text).startswith("Nou ja")


def test_an_event_without_its_brackets_is_a_word() -> None:
    """Brackets taken off make an event of old words again."""
    before = talk()
    at = before.text.index("(lacht)")

    after = corrected(before, [Edit(at, at + 7, "lachwekkend")])

    assert after.events == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ik zei (lacht) ja", "ik zei (lacht), ja"),
        ("ik zei (lacht) ja", "ik zei nou (lacht) ja"),
        ("(lacht) ja nou", "Nou (lacht) ja nou"),
        ("ja nou (lacht)", "ja nou (lacht) hoor"),
        ("ik zei (lacht) ja", "ik riep (lacht) nee"),
    ],
)
def test_an_event_outlives_a_correction_beside_it(old: str, new: str) -> None:
    """What is put just before or after a laugh is no part of it, and does not take it away."""
    at = old.index("(lacht)")
    laugh = Event(Span(at, at + 7), EventKind.NONVERBAL, "(lacht)")

    after = corrected(Transcript("t", old, events=(laugh,)), differences(old, new))

    assert [(event.text, event.span.cut(after.text)) for event in after.events] == [("(lacht)", "(lacht)")]


def test_a_blank_far_from_a_correction_stays() -> None:
    """A coding on a blank is moved by corrections of that blank alone."""
    assert Anchors("een twee drie", [Edit(9, 13, "vier")]).place(Span(3, 4)) == (Span(3, 4), None)
    assert Anchors("een twee drie", [Edit(3, 4, "")]).place(Span(3, 4)) == (Span(0, 7), Doubt.GONE)


def test_a_passage_keeps_a_place_in_a_text_without_words() -> None:
    """Where no word is left anywhere, a passage goes to the nearest signs."""
    assert place("aa ! ?", "! ?", "aa") == ("!", Doubt.GONE)


def test_words_that_go_bit_by_bit_are_missed() -> None:
    """Edits that each leave a word, but together none, are refused."""
    with pytest.raises(SourceError, match="without words"):
        corrected(talk(), [Edit(0, 15, ""), Edit(16, 18, "")])


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit(10, 25, "x"), "into another"),
        (Edit(3, 4, "\n"), "in two"),
        (Edit(0, 19, ""), "without words"),
        (Edit(0, 19, "…"), "without words"),
    ],
)
def test_the_structure_of_turns_survives(edit: Edit, why: str) -> None:
    """A correction that would join, break or empty turns is refused with the reason."""
    with pytest.raises(SourceError, match=why):
        corrected(talk(), [edit])
