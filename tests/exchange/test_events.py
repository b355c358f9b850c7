"""Bracketed events are told from ordinary brackets."""

from __future__ import annotations

import pytest

from vocbench.exchange.transcripts.events import find_events
from vocbench.model.source import EventKind


@pytest.mark.parametrize(
    ("notation", "kind", "seconds"),
    [
        ("(lacht)", EventKind.NONVERBAL, None),
        ("[laughs]", EventKind.NONVERBAL, None),
        ("(lachend)", EventKind.NONVERBAL, None),
        ("[deur gaat open]", EventKind.NONVERBAL, None),
        ("((knikt))", EventKind.NONVERBAL, None),
        ("((kijkt naar buiten))", EventKind.NONVERBAL, None),
        ("(haalt diep adem)", EventKind.NONVERBAL, None),
        ("[stilte]", EventKind.SILENCE, None),
        ("[pause]", EventKind.SILENCE, None),
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
def test_a_usual_notation_is_an_event(notation: str, kind: EventKind, seconds: float | None) -> None:
    """What transcribers write in brackets is kept with its place, kind and length."""
    text = f"Nou {notation} ja."

    (event,), unknown = find_events(text)

    assert (event.span.cut(text), event.text, event.kind, event.seconds) == (
        notation,
        notation,
        kind,
        seconds,
    )
    assert not unknown


@pytest.mark.parametrize(
    "aside",
    ["(PvdA)", "(1)", "( 34104 )", "(2024)", "(12:30)", "(nodig)", "(crypto)", "(still)", "[sic]", "f()"],
)
def test_an_ordinary_bracket_is_no_event(aside: str) -> None:
    """Parties, numbers, clock times and words that only begin alike stay text."""
    events, _ = find_events(f"Nou {aside} ja.")

    assert events == ()


def test_a_sentence_in_brackets_is_no_event() -> None:
    """An event is a word or a few, even where a sentence holds such a word."""
    events, unknown = find_events("(we hebben daar toen erg om gelachen)")

    assert events == ()
    assert unknown.total() == 1


def test_other_brackets_are_counted() -> None:
    """What stays text can be told to the researcher, with how often."""
    _, unknown = find_events("(pgb) en (pgb) en (Wlz)")

    assert unknown == {"(pgb)": 2, "(Wlz)": 1}
