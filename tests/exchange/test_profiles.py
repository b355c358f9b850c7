"""The notation of events is guessed, or given."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcribed import guessed, guesses, read, said
from vocbench.errors import ReadError
from vocbench.model.source import EventKind

NUMBERED = """01 A: hoe gaat het met (.) de: eh
02    (0.8)
03 B: =nou::: [best wel
04 A:         [ja
05 B: .hh goed (hoor) ((knikt))
06    (1.2)
07 A: mooi zo=
"""
"""Made: Jefferson's notation with numbered lines."""


def test_jefferson_is_recognised(tmp_path: Path) -> None:
    """Numbers of lines are no words; pauses, breath and descriptions are events; overlap is not."""
    transcript = read(tmp_path, NUMBERED)

    assert guessed(transcript, "profile").value == "jefferson"
    assert [event.text for event in transcript.events] == [
        "(.)",
        "(0.8)",
        ".hh",
        "(hoor)",
        "((knikt))",
        "(1.2)",
    ]
    assert [event.seconds for event in transcript.events if event.kind is EventKind.SILENCE] == [
        None,
        0.8,
        1.2,
    ]
    assert said(transcript)[1] == ("B", "=nou::: [best wel")
    assert "Numbers of lines were left out: 7." in transcript.notices


@pytest.mark.parametrize(
    ("said_of", "profile"), [("(lacht) [stilte]", "nl-plain"), ("(laughs) [pause]", "en-plain")]
)
def test_the_notation_is_guessed_from_the_brackets(tmp_path: Path, said_of: str, profile: str) -> None:
    """The everyday notation that knows most brackets is taken, with how many it knows."""
    guess = guessed(read(tmp_path, f"I: Ja?\nR: Nee {said_of} (PvdA).\n"), "profile")

    assert (guess.value, guess.confidence, guess.override) == (profile, 0.5, "profile")


def test_a_profile_that_is_given_is_no_guess(tmp_path: Path) -> None:
    """What the researcher says overrules what the brackets look like."""
    transcript = read(tmp_path, "I: Ja? (lacht)\nR: Nee [lacht].\n", profile="jefferson")

    assert [(event.text, event.kind) for event in transcript.events] == [
        ("(lacht)", EventKind.UNINTELLIGIBLE)
    ]
    assert not guesses(transcript, "profile")


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    """The message lists the profiles there are."""
    with pytest.raises(ReadError, match=r"no profile 'jeferson'. Did you mean 'jefferson'\?.*'nl-plain'"):
        read(tmp_path, "I: Ja?\n", profile="jeferson")


def test_a_few_signs_among_everyday_events_are_no_jefferson(tmp_path: Path) -> None:
    """Somebody who writes (lacht) and [stilte] does not write conversation analysis."""
    transcript = read(tmp_path, "I: Ja? (.) (lacht)\nR: Nee:: (0.5) [stilte] (zucht).\nI: Zo (lacht)\n")

    assert guessed(transcript, "profile").value == "nl-plain"


def test_nothing_is_guessed_where_no_event_rests_on_it(tmp_path: Path) -> None:
    """A party in brackets says nothing about the notation."""
    assert guesses(read(tmp_path, "I: Ja? (PvdA)\nR: Nee.\n"), "profile") == []


def test_timed_pauses_alone_are_no_jefferson(tmp_path: Path) -> None:
    """Everyday transcripts time their pauses as well; one sort of sign proves nothing."""
    transcript = read(tmp_path, "I: Ja? (0.5)\nR: Nee (1.2) hoor (2.0) nee.\nI: Zo (0.8)\n")

    assert guessed(transcript, "profile").value != "jefferson"
