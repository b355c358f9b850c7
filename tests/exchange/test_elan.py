"""ELAN annotations become turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_transcripts import EAF
from tests.transcribed import read, said, times
from vocbench.errors import ReadError

NUMBERED = """<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID="1" TIME_VALUE="1000"/>
<TIME_SLOT TIME_SLOT_ID="2" TIME_VALUE="2000"/></TIME_ORDER>
<TIER TIER_ID="ref@A" PARTICIPANT="Anna" LINGUISTIC_TYPE_REF="ref"><ANNOTATION><ALIGNABLE_ANNOTATION
 ANNOTATION_ID="r1" TIME_SLOT_REF1="1" TIME_SLOT_REF2="2"><ANNOTATION_VALUE>001</ANNOTATION_VALUE>
</ALIGNABLE_ANNOTATION></ANNOTATION></TIER>
<TIER TIER_ID="words@A" PARTICIPANT="Anna" PARENT_REF="ref@A" LINGUISTIC_TYPE_REF="w">
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="w1" ANNOTATION_REF="r1"><ANNOTATION_VALUE>Te</ANNOTATION_VALUE>
</REF_ANNOTATION></ANNOTATION>
<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="w2" ANNOTATION_REF="r1" PREVIOUS_ANNOTATION="w1">
<ANNOTATION_VALUE>koud.</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER></ANNOTATION_DOCUMENT>"""


def test_turns_stand_in_order_of_their_start(tmp_path: Path) -> None:
    """Tiers are woven together, and a time that the file leaves open stays unknown."""
    transcript = read(tmp_path, EAF, "p01.eaf")

    assert said(transcript) == [("Anna", "Hoe was het water?"), ("Bert", "Koud (lacht)."), ("Anna", "Echt?")]
    assert times(transcript) == [(0, 4), (3.5, 9), (9.5, None)]
    assert [event.text for event in transcript.events] == ["(lacht)"]


def test_overlap_language_and_recording_are_told(tmp_path: Path) -> None:
    """What the file says besides the words is not lost."""
    transcript = read(tmp_path, EAF, "p01.eaf")

    assert transcript.language == "nl"
    assert any("overlap 1 times" in notice for notice in transcript.notices)
    alone = read(tmp_path, EAF.replace('"Bert"', '"Anna"'), "p01.eaf")
    assert not any("overlap" in notice for notice in alone.notices)
    assert any("'zwembad.wav'" in notice for notice in transcript.notices)


def test_tiers_about_speech_are_listed(tmp_path: Path) -> None:
    """Translations and gestures are named with how much is on them."""
    notices = read(tmp_path, EAF, "p01.eaf").notices

    assert "Tiers that are no speech were left out: B-en (1), gebaren (1)." in notices


def test_words_below_numbers_are_read(tmp_path: Path) -> None:
    """Where the upper tier only numbers, the words of the tier below it stand at its times."""
    transcript = read(tmp_path, NUMBERED, "p01.eaf")

    assert said(transcript) == [("Anna", "Te koud.")]
    assert times(transcript) == [(1, 2)]


def test_a_tier_without_participant_is_called_by_its_name(tmp_path: Path) -> None:
    """The name of a tier is who speaks, unless it only says that it holds text."""
    alone = EAF.replace(' PARTICIPANT="Anna"', "").replace('TIER_ID="A"', 'TIER_ID="K-Spch"')

    assert said(read(tmp_path, alone, "p01.eaf"))[0][0] == "K-Spch"
    assert said(read(tmp_path, alone.replace("K-Spch", "default"), "p01.eaf"))[0][0] == ""


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<html/>", "no ELAN annotations"),
        ("<ANNOTATION_DOCUMENT/>", "no tier of speech"),
        (EAF[:900], "no sound XML"),
        (EAF.replace('"UTF-8"?>', '"UTF-8"?><!DOCTYPE a [<!ENTITY b "c">]>'), "document type or entities"),
    ],
)
def test_what_holds_no_speech_is_refused(tmp_path: Path, content: str, why: str) -> None:
    """The error says what is wrong."""
    with pytest.raises(ReadError, match=why):
        read(tmp_path, content, "p01.eaf")
