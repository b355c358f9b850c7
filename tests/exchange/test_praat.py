"""Praat annotations become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_transcripts import TEXTGRID_LONG, TEXTGRID_SHORT
from tests.transcribed import read, said, times
from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript


@pytest.mark.parametrize("content", [TEXTGRID_LONG, TEXTGRID_SHORT])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_both_ways_of_writing_read_alike(tmp_path: Path, content: str, encoding: str) -> None:
    """Long or short, in any encoding: the same words at the same times."""
    (tmp_path / "p01.TextGrid").write_bytes(content.encode(encoding))

    transcript = read_transcript(tmp_path / "p01.TextGrid")

    assert said(transcript) == [("Anna", 'Hoe was "het" water?'), ("Bert", "Koud 3 graden")]
    assert times(transcript) == [(0, 4), (3.5, 9.5)]


def test_tiers_of_sounds_and_points_are_listed(tmp_path: Path) -> None:
    """What is no speech is named with how much is on it."""
    notices = read(tmp_path, TEXTGRID_LONG, "p01.TextGrid").notices

    assert "Tiers that are no speech were left out: Bert - phones (1), lach (1)." in notices
    assert any("overlap 1 times" in notice for notice in notices)


def test_the_same_words_twice_are_read_once(tmp_path: Path) -> None:
    """Of a tier of utterances and one of their words the utterances are taken."""
    again = '"IntervalTier"\n"Bert"\n0\n9.5\n1\n3.5\n9.5\n"koud 3 graden"\n'
    content = TEXTGRID_SHORT.replace("<exists>\n4", "<exists>\n5") + again

    transcript = read(tmp_path, content, "p01.TextGrid")

    assert [who for who, _ in said(transcript)] == ["Anna", "Bert"]
    assert any("Bert - words (2)" in notice for notice in transcript.notices)


def test_one_tier_of_words_names_nobody(tmp_path: Path) -> None:
    """A name that says only that there are words is no speaker."""
    content = TEXTGRID_SHORT.split('"IntervalTier"')
    alone = content[0] + '"IntervalTier"' + content[1].replace('"Anna"', '"utterances"')

    assert said(read(tmp_path, alone, "p01.TextGrid")) == [("", 'Hoe was "het" water?')]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("ooBinaryFile\x08", "no TextGrid in text form"),
        (TEXTGRID_SHORT[:150], "cut short"),
        (TEXTGRID_LONG.replace("IntervalTier", "Other"), "no tier of speech"),
        (TEXTGRID_SHORT.replace("\n2\n0\n4\n", "\n99999999999\n0\n4\n"), "cut short"),
    ],
)
def test_what_holds_no_speech_is_refused(tmp_path: Path, content: str, why: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ReadError, match=why):
        read(tmp_path, content, "p01.TextGrid")
