"""Captions in XML, subtitles with names and pages of oTranscribe become turns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.made_transcripts import SSA, TTML
from tests.transcribed import read, said, times
from vocbench.errors import ReadError

TALK = [("Anna", "Ja, hoor."), ("Bert", "Nee.")]
TIMES = [(0.5, 1.0), (1.2, 1.6)]


@pytest.mark.parametrize(("content", "name"), [(TTML, "p01.ttml"), (TTML, "p01.dfxp"), (SSA, "p01.ass")])
def test_captions_that_name_speakers_are_turns(tmp_path: Path, content: str, name: str) -> None:
    """Agents and names say who speaks; each way to write a time is understood."""
    transcript = read(tmp_path, content, name)

    assert said(transcript) == TALK
    assert times(transcript) == TIMES


YOUTUBE = """<timedtext format="3"><body><p t="500" d="500"><s>Ja,</s><s t="9"> hoor,</s></p><p t="900" a="1">
</p><p t="1200" d="400">nee.</p></body></timedtext>"""
TICKS = """<tt xmlns="http://www.w3.org/ns/ttml"
xmlns:p="http://www.w3.org/ns/ttml#parameter" p:tickRate="10">
<body><p begin="5t" end="10t">Ja,<br/>hoor,</p><p begin="1200ms" dur="0.4s">nee.</p></body></tt>"""
NAMELESS = SSA.replace("Anna", "").replace("Bert", "").replace("hoor.", "hoor,").replace("Nee", "nee")


@pytest.mark.parametrize(
    ("content", "name"), [(YOUTUBE, "p01.srv3"), (TICKS, "p01.ttml"), (NAMELESS, "p01.ass")]
)
def test_captions_without_speakers_are_joined(tmp_path: Path, content: str, name: str) -> None:
    """What nobody is named for is one talk, from its first caption to its last."""
    transcript = read(tmp_path, content, name)

    assert said(transcript) == [("", "Ja, hoor, nee.")]
    assert times(transcript) == [(0.5, 1.6)]


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        ("<html/>", "p01.ttml", "no captions"),
        ("<tt><p>", "p01.srv3", "no sound XML"),
        ("[Events]\nComment: 0,1,2\n", "p01.ass", "no line 'Dialogue"),
        ("[]", "p01.otr", "no text of oTranscribe"),
        ("Anna: Ja?", "p01.otr", "no text of oTranscribe"),
    ],
)
def test_files_without_captions_are_refused(tmp_path: Path, content: str, name: str, message: str) -> None:
    """The error says what is missing."""
    with pytest.raises(ReadError, match=message):
        read(tmp_path, content, name)


def test_a_page_of_otranscribe_keeps_its_times(tmp_path: Path) -> None:
    """A time that was set by a key starts a turn, or ends it, and is no word."""
    stamp = '<span class="timestamp" data-timestamp="5.2">{}</span>&nbsp;'.format
    page = f"<p>{stamp('0:05')}Anna: Ja?</p><p>Bert: Nee.<br />En dus. {stamp('0:09')}</p>"

    transcript = read(tmp_path, json.dumps({"text": page, "media": "p01.mp3", "media-time": "9"}), "p01.otr")

    assert said(transcript) == [("Anna", "Ja?"), ("Bert", "Nee.\nEn dus.")]
    assert times(transcript) == [(5, None), (None, 9)]
