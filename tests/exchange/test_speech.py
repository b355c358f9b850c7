"""Speech recognition becomes turns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vocbench.errors import ReadError
from vocbench.exchange.transcripts import read_transcript
from vocbench.model.source import Transcript


def read(folder: Path, content: object) -> Transcript:
    """The transcript in a JSON file with *content*."""
    (folder / "p01.json").write_text(
        content if isinstance(content, str) else json.dumps(content), encoding="utf-8"
    )
    return read_transcript(folder / "p01.json")


def said(transcript: Transcript) -> list[tuple[str, str, float | None, float | None]]:
    """Who says what and when, turn by turn."""
    return [
        (turn.speaker, turn.span.cut(transcript.text), turn.start_seconds, turn.end_seconds)
        for turn in transcript.turns
    ]


def test_segments_become_turns_of_their_speaker(tmp_path: Path) -> None:
    """Consecutive segments of one speaker are one turn."""
    segments = [
        {"start": 0.5, "end": 2.0, "text": " Hoe gaat het?", "speaker": "SPEAKER_00"},
        {"start": 2.1, "end": 3.0, "text": " Nou,", "speaker": "SPEAKER_01"},
        {"start": 3.0, "end": 4.0, "text": " goed.", "speaker": "SPEAKER_01"},
    ]

    transcript = read(tmp_path, {"segments": segments, "language": "nl"})

    assert said(transcript) == [
        ("SPEAKER_00", "Hoe gaat het?", 0.5, 2.0),
        ("SPEAKER_01", "Nou, goed.", 2.1, 4.0),
    ]
    assert transcript.language == "nl"


def test_words_without_times_are_tolerated(tmp_path: Path) -> None:
    """A segment takes its times from those of its words that have any."""
    words = [
        {"word": "Om"},
        {"word": "8", "start": 1.0, "end": 1.5},
        {"word": "uur", "end": 2.0},
        {"word": "!"},
    ]

    assert said(read(tmp_path, {"segments": [{"text": "Om 8 uur!", "words": words}]})) == [
        ("", "Om 8 uur!", 1.0, 2.0)
    ]


def test_a_segment_may_hold_words_only(tmp_path: Path) -> None:
    """Without a text the words make it."""
    assert read(tmp_path, [{"words": [{"word": " Ja"}, {"word": " hoor"}]}]).text == "Ja hoor"


def test_a_text_without_segments_is_one_turn(tmp_path: Path) -> None:
    """The plainest answer of a recogniser has no times."""
    assert said(read(tmp_path, {"text": " Ja hoor."})) == [("", "Ja hoor.", None, None)]


def test_milliseconds_of_whisper_cpp_are_seconds(tmp_path: Path) -> None:
    """whisper.cpp has another name for segments and counts in thousandths."""
    content = {"transcription": [{"offsets": {"from": 500, "to": 1500}, "text": " Ja."}]}

    assert said(read(tmp_path, content)) == [("", "Ja.", 0.5, 1.5)]


@pytest.mark.parametrize("time", ["NaN", "-1", "1e400", "true", '"0"', "null", "9" * 400])
def test_a_time_that_is_none_is_unknown(tmp_path: Path, time: str) -> None:
    """A time that cannot be is left out, not guessed."""
    assert read(tmp_path, f'[{{"text": "Ja.", "start": {time}}}]').turns[0].start_seconds is None


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    """What no file or database can hold does not enter the text."""
    assert read(tmp_path, '[{"text": "a\\ud800b\\u0000c\\r\\nd"}]').text == "a\ufffdb\ufffdc d"


def test_broken_json_names_line_and_column(tmp_path: Path) -> None:
    """A slip in the file is found by its place."""
    with pytest.raises(ReadError, match=r"p01\.json is not JSON: line 2, column 11"):
        read(tmp_path, '{"segments":\n [{"text" "Ja"}]}')


@pytest.mark.parametrize(
    "content",
    ["{}", "[]", "7", '{"segments": 7}', '{"segments": []}', '{"sentences": [[0, 1]]}', "[" * 100_000],
)
def test_json_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    """What is no transcript says what was expected."""
    with pytest.raises(ReadError, match=r"p01\.json"):
        read(tmp_path, content)


@pytest.mark.parametrize("segment", [7, {"text": 7}, None])
def test_a_wrong_segment_is_named(tmp_path: Path, segment: object) -> None:
    """The number of the segment says where to look."""
    with pytest.raises(ReadError, match="egment 2"):
        read(tmp_path, [{"text": "Ja."}, segment])
