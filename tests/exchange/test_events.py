"""Bracketed events are told from ordinary brackets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import read
from vocbench.exchange.transcripts.events import Profile, find_events
from vocbench.model.source import EventKind


@pytest.mark.parametrize(
    ("notation", "kind", "seconds"),
    [
        ("(lacht)", EventKind.NONVERBAL, None),
        ("(grinnikt)", EventKind.NONVERBAL, None),
        ("[laughs]", EventKind.NONVERBAL, None),
        ("(lachend)", EventKind.NONVERBAL, None),
        ("[deur gaat open]", EventKind.NONVERBAL, None),
        ("((knikt))", EventKind.NONVERBAL, None),
        ("((kijkt naar buiten))", EventKind.NONVERBAL, None),
        ("(haalt diep adem)", EventKind.NONVERBAL, None),
        ("[stilte]", EventKind.SILENCE, None),
        ("[BLANK_AUDIO]", EventKind.SILENCE, None),
        ("(.)", EventKind.SILENCE, None),
        ("(3.2)", EventKind.SILENCE, 3.2),
        ("(3,2)", EventKind.SILENCE, 3.2),
        ("((3.2))", EventKind.SILENCE, 3.2),
        ("(3 sec)", EventKind.SILENCE, 3.0),
        ("(stilte van 5 seconden)", EventKind.SILENCE, 5.0),
        ("(2 min stilte)", EventKind.SILENCE, 120.0),
        ("[onverstaanbaar]", EventKind.UNINTELLIGIBLE, None),
        ("[inaudible 00:12:03]", EventKind.UNINTELLIGIBLE, None),
        ("( )", EventKind.UNINTELLIGIBLE, None),
        ("(…)", EventKind.UNKNOWN, None),
    ],
)
def test_a_usual_dutch_notation_is_an_event(notation: str, kind: EventKind, seconds: float | None) -> None:
    """What transcribers write in brackets is kept with its place, kind and length."""
    text = f"Nou {notation} ja."

    (event,), unknown = find_events(text, Profile.NL_PLAIN)

    assert (event.span.cut(text), event.text, event.kind, event.seconds) == (
        notation,
        notation,
        kind,
        seconds,
    )
    assert not unknown


@pytest.mark.parametrize(
    ("notation", "kind"),
    [
        ("(laughs)", EventKind.NONVERBAL),
        ("[sighs]", EventKind.NONVERBAL),
        ("((nods))", EventKind.NONVERBAL),
        ("[pause]", EventKind.SILENCE),
        ("(2.5)", EventKind.SILENCE),
        ("[inaudible 00:12:03]", EventKind.UNINTELLIGIBLE),
        ("[unclear]", EventKind.UNINTELLIGIBLE),
    ],
)
def test_a_usual_english_notation_is_an_event(notation: str, kind: EventKind) -> None:
    """English has words of its own for what is not a word."""
    (event,), _ = find_events(f"Well {notation} yes.", Profile.EN_PLAIN)

    assert (event.text, event.kind) == (notation, kind)


@pytest.mark.parametrize(("profile", "foreign"), [("nl-plain", "(sighs)"), ("en-plain", "(zucht)")])
def test_a_word_of_another_language_is_no_event(profile: str, foreign: str) -> None:
    """A profile knows its own notation, and counts the rest."""
    events, unknown = find_events(f"Nou {foreign} ja.", Profile(profile))

    assert events == ()
    assert unknown == {foreign: 1}


@pytest.mark.parametrize(
    ("notation", "kind", "seconds"),
    [
        ("(.)", EventKind.SILENCE, None),
        ("(0.8)", EventKind.SILENCE, 0.8),
        ("(2)", EventKind.SILENCE, 2.0),
        ("((knikt))", EventKind.NONVERBAL, None),
        ("((kijkt heel lang uit het raam naar de overkant))", EventKind.NONVERBAL, None),
        ("((stilte))", EventKind.SILENCE, None),
        (".hh", EventKind.NONVERBAL, None),
        ("hhh", EventKind.NONVERBAL, None),
        ("(.hh)", EventKind.NONVERBAL, None),
        ("( )", EventKind.UNINTELLIGIBLE, None),
        ("(woord)", EventKind.UNINTELLIGIBLE, None),
        ("(lacht)", EventKind.UNINTELLIGIBLE, None),
    ],
)
def test_jefferson_has_its_own_brackets(notation: str, kind: EventKind, seconds: float | None) -> None:
    """Single brackets are pauses and doubtful hearings; only double ones describe."""
    (event,), _ = find_events(f"Nou {notation} ja.", Profile.JEFFERSON)

    assert (event.text, event.kind, event.seconds) == (notation, kind, seconds)


@pytest.mark.parametrize("sign", ["[ja]", "[lacht]", "=ja", "na::h", "°zacht°", "ahh", "NEE", "tja-"])
def test_jefferson_signs_on_words_stay_text(sign: str) -> None:
    """Overlap, latching, lengthening and loudness are of words: neither events nor brackets to tell."""
    events, unknown = find_events(f"Nou {sign} ja.", Profile.JEFFERSON)

    assert events == ()
    assert not unknown


@pytest.mark.parametrize(
    "aside",
    ["(PvdA)", "(1)", "( 34104 )", "(2024)", "(12:30)", "(nodig)", "(crypto)", "(still)", "[sic]", "f()"],
)
def test_an_ordinary_bracket_is_no_event(aside: str) -> None:
    """Parties, numbers, clock times and words that only begin alike stay text."""
    events, _ = find_events(f"Nou {aside} ja.", Profile.NL_PLAIN)

    assert events == ()


def test_a_sentence_in_brackets_is_no_event() -> None:
    """An event is a word or a few, even where a sentence holds such a word."""
    events, unknown = find_events("(we hebben daar toen erg om gelachen)", Profile.NL_PLAIN)

    assert events == ()
    assert unknown.total() == 1


def test_other_brackets_are_counted() -> None:
    """What stays text can be told to the researcher, with how often."""
    _, unknown = find_events("(pgb) en (pgb) en (Wlz)", Profile.NL_PLAIN)

    assert unknown == {"(pgb)": 2, "(Wlz)": 1}


def test_every_kind_of_bracket_counts(tmp_path: Path) -> None:
    """Events stand in any brackets, and an unknown one is listed whatever its shape."""
    transcript = read(tmp_path, "I: Ja <lacht> en {stilte} toen <Jansen> {zo}.\nR: Nee.\n")

    assert [event.text for event in transcript.events] == ["<lacht>", "{stilte}"]
    assert "<Jansen> ×1, {zo} ×1" in " ".join(transcript.notices)
