"""CHAT transcripts become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_transcripts import CHAT
from tests.transcribed import read, said, times
from vocbench.errors import ReadError
from vocbench.model.source import EventKind, Role


def test_main_lines_are_turns_with_names_and_times(tmp_path: Path) -> None:
    """Lines of one person make one turn, from the first time to the last."""
    transcript = read(tmp_path, CHAT, "p01.cha")

    assert said(transcript) == [
        ("Ann", "how was the was the water?"),
        ("Bob Jones", "cold (laughs). and (xxx) because it was early (.)…"),
        ("Ann", "ok."),
    ]
    assert times(transcript)[:2] == [(0, 2.5), (2.6, 7.1)]
    assert transcript.language == "en"


def test_who_investigates_asks(tmp_path: Path) -> None:
    """The role that the file gives somebody says who asks."""
    people = read(tmp_path, CHAT, "p01.cha").speakers

    assert [(each.name, each.role) for each in people] == [
        ("Ann", Role.INTERVIEWER),
        ("Bob Jones", Role.RESPONDENT),
    ]


def test_codes_for_what_happened_are_events(tmp_path: Path) -> None:
    """Laughter, unclear words and pauses are events as in any transcript."""
    kinds = [event.kind for event in read(tmp_path, CHAT, "p01.cha").events]

    assert kinds == [EventKind.NONVERBAL, EventKind.UNINTELLIGIBLE, EventKind.SILENCE]


def test_what_is_left_out_is_listed(tmp_path: Path) -> None:
    """Dependent lines, headers and codes about the words are counted."""
    notices = read(tmp_path, CHAT, "p01.cha").notices

    assert "Dependent lines were left out: %mor (1), %com (1)." in notices
    assert "Headers were left out (1): '@Comment: a made conversation'" in notices
    assert "Codes about the words were left out: [//] (1), [*] (1)." in notices
    assert "The recording is 'pool01', by what the file says." in notices


@pytest.mark.parametrize(
    ("coded", "plain"),
    [
        ("I want [/] want it .", "I want want it."),
        ("gonna [: going to] go ?", "gonna go?"),
        ("nice [=! laughing] day", "nice (laughing) day"),
        ("a (..) b (...) c", "a (pause) b (long pause) c"),
        ("&-uh well &+th there", "uh well th- there"),
        ("New_York black+board", "New York blackboard"),
        ("0is going", "going"),
        ("yes &*ANN:mhm indeed", "yes (ANN: mhm) indeed"),
        ("+< I said [>] so +/.", "I said so…"),
        ("a (1.5) b", "a (1.5) b"),
    ],
)
def test_codes_become_plain_words(tmp_path: Path, coded: str, plain: str) -> None:
    """What was said stays, what was said about it goes."""
    assert said(read(tmp_path, f"@Begin\n*ANN:\t{coded}\n@End\n", "p01.cha")) == [("ANN", plain)]


def test_a_file_cut_short_is_told(tmp_path: Path) -> None:
    """Without @End something may be missing."""
    notices = read(tmp_path, CHAT.replace("@End\n", ""), "p01.cha").notices

    assert any("cut short" in notice for notice in notices)


def test_what_is_no_chat_is_refused(tmp_path: Path) -> None:
    """The error says what a line should look like."""
    with pytest.raises(ReadError, match=r"no line starts with '\*'"):
        read(tmp_path, "I: Ja?\nR: Nee.", "p01.cha")
