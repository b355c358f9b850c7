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


WORDS = [
    {"word": "Ja,", "start": 0.5, "end": 0.9, "speaker": "SPEAKER_00"},
    {"word": "8", "speaker": "SPEAKER_00"},
    {"word": "Nee.", "start": 1.2, "end": 1.6, "speaker": "SPEAKER_01"},
]

DIALOGUE = [("Speaker 0", "Ja, hoor.", 0.5, 1.0), ("Speaker 1", "Nee.", 1.2, 1.6)]


def test_a_segment_is_divided_where_only_its_words_say_who_speaks(tmp_path: Path) -> None:
    """Without a speaker of its own a segment is as many turns as its words have speakers."""
    assert said(read(tmp_path, {"segments": [{"text": "Ja, 8 Nee.", "words": WORDS}]})) == [
        ("SPEAKER_00", "Ja, 8", 0.5, None),
        ("SPEAKER_01", "Nee.", 1.2, 1.6),
    ]


def test_words_alone_make_turns(tmp_path: Path) -> None:
    """Recognisers such as whisperX keep the words once more, by themselves."""
    assert [turn[:2] for turn in said(read(tmp_path, {"word_segments": WORDS}))] == [
        ("SPEAKER_00", "Ja, 8"),
        ("SPEAKER_01", "Nee."),
    ]


AMBERSCRIPT = {
    "speakers": [{"spkid": "spk1", "name": "Sanne"}, {"spkid": "spk2", "name": "Henk"}],
    "segments": [
        {
            "speaker": "spk1",
            "words": [{"text": "Belde", "start": 0.5, "end": 0.9}, {"text": "u?", "end": 1.1}],
        },
        {"speaker": "spk2", "words": [{"text": "Ja.", "start": 1.4, "end": 1.7}]},
    ],
}
TRINT = {
    "transcript": {
        "words": [
            {"text": "Belde", "start": 0.5, "end": 0.9},
            {"text": "u?", "time": 0.9, "duration": 0.2},
            {"text": "Ja.", "start": 1.4, "end": 1.7},
        ],
        "paragraphs": [
            {"speaker": "Sanne", "start": 0.5, "end": 1.1},
            {"speaker": "Henk", "start": 1.4, "end": 1.7},
        ],
    }
}


@pytest.mark.parametrize("content", [AMBERSCRIPT, TRINT, TRINT["transcript"]])
def test_speakers_beside_the_words_are_found(tmp_path: Path, content: object) -> None:
    """Made after Amberscript, which lists who speaks, and Trint, which keeps paragraphs apart from words."""
    assert said(read(tmp_path, content)) == [("Sanne", "Belde u?", 0.5, 1.1), ("Henk", "Ja.", 1.4, 1.7)]


ASSEMBLYAI = {
    "text": "Ja, hoor. Nee.",
    "utterances": [
        {"speaker": 0, "text": "Ja, hoor.", "start": 500, "end": 1000},
        {"speaker": 1, "text": "Nee.", "start": 1200, "end": 1600},
    ],
}
DEEPGRAM = {
    "results": {
        "channels": [{"alternatives": [{"transcript": "Ja, hoor. Nee.", "words": []}]}],
        "utterances": [
            {"speaker": 0, "transcript": "Ja, hoor.", "start": 0.5, "end": 1.0},
            {"speaker": 1, "transcript": "Nee.", "start": 1.2, "end": 1.6},
        ],
    }
}
DEEPGRAM_WORDS = {
    "results": {
        "channels": [
            {
                "alternatives": [
                    {
                        "words": [
                            {"speaker": 0, "word": "ja", "punctuated_word": "Ja,", "start": 0.5, "end": 0.7},
                            {
                                "speaker": 0,
                                "word": "hoor",
                                "punctuated_word": "hoor.",
                                "start": 0.7,
                                "end": 1.0,
                            },
                            {
                                "speaker": 1,
                                "word": "nee",
                                "punctuated_word": "Nee.",
                                "start": 1.2,
                                "end": 1.6,
                            },
                        ]
                    }
                ]
            }
        ]
    }
}
REV = {
    "monologues": [
        {
            "speaker": 0,
            "elements": [
                {"type": "text", "value": "Ja", "ts": 0.5, "end_ts": 0.7},
                {"type": "punct", "value": ", "},
                {"type": "text", "value": "hoor", "ts": 0.7, "end_ts": 1.0},
                {"type": "punct", "value": "."},
            ],
        },
        {
            "speaker": 1,
            "elements": [
                {"type": "text", "value": "Nee", "ts": 1.2, "end_ts": 1.6},
                {"type": "punct", "value": "."},
            ],
        },
    ]
}


def _item(
    sort: str, content: str, start: object = None, end: object = None, who: int = 0
) -> dict[str, object]:
    """A word or mark as Amazon and Speechmatics write it."""
    return {
        "type": sort,
        "start_time": start,
        "end_time": end,
        "alternatives": [{"content": content, "speaker": who}],
    }


AMAZON = {
    "results": {
        "items": [
            _item("pronunciation", "Ja", "0.5", "0.7"),
            _item("punctuation", ","),
            _item("pronunciation", "hoor", "0.7", "1.0"),
            _item("punctuation", "."),
            _item("pronunciation", "Nee", "1.2", "1.6", 1),
            _item("punctuation", ".", who=1),
        ]
    }
}
SPEECHMATICS = {
    "results": [
        _item("word", "Ja", 0.5, 0.7),
        _item("punctuation", ",", 0.7, 0.7),
        _item("word", "hoor", 0.7, 1.0),
        _item("punctuation", ".", 1.0, 1.0),
        _item("word", "Nee", 1.2, 1.6, 1),
        _item("punctuation", ".", 1.6, 1.6, 1),
    ]
}
SONIX = {
    "transcript": [
        {"speaker": "Speaker 0", "text": "Ja, hoor.", "start_time": 0.5, "end_time": 1.0},
        {"speaker": "Speaker 1", "text": "Nee.", "start_time": 1.2, "end_time": 1.6},
    ]
}

AZURE = {
    "combinedRecognizedPhrases": [{"display": "Ja, hoor. Nee."}],
    "recognizedPhrases": [
        {
            "speaker": 0,
            "offsetInTicks": 5_000_000,
            "durationInTicks": 5_000_000.0,
            "nBest": [{"lexical": "ja hoor", "display": "Ja, hoor.", "words": [{"word": "ja"}]}],
        },
        {
            "speaker": 1,
            "offsetInTicks": 12_000_000,
            "durationInTicks": 4_000_000,
            "nBest": [{"display": "Nee."}],
        },
    ],
}
AZURE_FAST = {
    "combinedPhrases": [{"text": "Ja, hoor. Nee."}],
    "phrases": [
        {"speaker": 0, "offsetMilliseconds": 500, "durationMilliseconds": 500, "text": "Ja, hoor."},
        {"speaker": 1, "offsetMilliseconds": 1200, "durationMilliseconds": 400, "text": "Nee."},
    ],
}
VIDEO_INDEXER = {
    "videos": [
        {
            "insights": {
                "speakers": [{"id": 7, "name": "Speaker 0"}],
                "transcript": [
                    {
                        "speakerId": 7,
                        "text": "Ja, hoor.",
                        "instances": [{"start": "0:00:00.5", "end": "0:00:01.0000000"}],
                    },
                    {
                        "speakerId": 1,
                        "text": "Nee.",
                        "instances": [{"start": "0:00:01.2", "end": "0:00:01.6"}],
                    },
                ],
            }
        }
    ]
}
GOOGLE = {
    "results": [
        {
            "alternatives": [
                {
                    "transcript": "Ja, hoor. Nee.",
                    "words": [{"word": "Ja,", "startTime": "0.5s", "endTime": "0.7s"}],
                }
            ]
        },
        {
            "alternatives": [
                {
                    "words": [
                        {"word": "Ja,", "startTime": "0.5s", "endTime": "0.7s", "speakerTag": 0},
                        {
                            "word": "hoor.",
                            "startTime": {"nanos": 700_000_000},
                            "endTime": {"seconds": "1"},
                            "speakerTag": 0,
                        },
                        {"word": "Nee.", "startTime": "1.200s", "endTime": "1.600s", "speakerTag": 1},
                    ]
                }
            ]
        },
    ]
}
_SENTENCES = [
    {"speaker_name": "Speaker 0", "speaker_id": 0, "text": "Ja, hoor.", "start_time": 0.5, "end_time": 1.0},
    {"speaker_name": "Speaker 1", "speaker_id": 1, "text": "Nee.", "start_time": 1.2, "end_time": 1.6},
]
FIREFLIES = {"data": {"transcript": {"speakers": [{"id": 0, "name": "Speaker 0"}], "sentences": _SENTENCES}}}
GLADIA = {
    "result": {
        "transcription": {
            "languages": ["nl"],
            "utterances": [
                {"speaker": 0, "text": "Ja, hoor.", "start": 0.5, "end": 1.0},
                {"speaker": 1, "text": "Nee.", "start": 1.2, "end": 1.6},
            ],
        }
    }
}
ELEVENLABS = {
    "language_code": "nld",
    "text": "Ja, hoor. Nee.",
    "words": [
        {"text": "Ja,", "start": 0.5, "end": 0.7, "type": "word", "speaker_id": "Speaker 0"},
        {"text": " ", "start": 0.7, "end": 0.7, "type": "spacing", "speaker_id": "Speaker 0"},
        {"text": "hoor.", "start": 0.7, "end": 1.0, "type": "word", "speaker_id": "Speaker 0"},
        {"text": "Nee.", "start": 1.2, "end": 1.6, "type": "word", "speaker_id": "Speaker 1"},
    ],
}
TLDV = {
    "data": [
        {"speaker": "Speaker 0", "text": "Ja, hoor.", "startTime": 0.5, "endTime": 1.0},
        {"speaker": {"name": "Speaker 1"}, "text": "Nee.", "startTime": 1.2, "endTime": 1.6},
    ]
}
PODCAST = {
    "segments": [
        {"speaker": "Speaker 0", "startTime": 0.5, "endTime": 1.0, "body": "Ja, hoor."},
        {"speaker": "Speaker 1", "startTime": 1.2, "endTime": 1.6, "body": "Nee."},
    ]
}
SERVICES = {
    "assemblyai": ASSEMBLYAI,
    "deepgram": DEEPGRAM,
    "deepgram-words": DEEPGRAM_WORDS,
    "rev": REV,
    "amazon": AMAZON,
    "speechmatics": SPEECHMATICS,
    "sonix": SONIX,
    "azure": AZURE,
    "azure-fast": AZURE_FAST,
    "video-indexer": VIDEO_INDEXER,
    "google": GOOGLE,
    "fireflies": FIREFLIES,
    "gladia": GLADIA,
    "elevenlabs": ELEVENLABS,
    "tldv": TLDV,
    "podcast": PODCAST,
}


@pytest.mark.parametrize("content", SERVICES.values(), ids=SERVICES)
def test_other_recognisers_say_the_same(tmp_path: Path, content: object) -> None:
    """Made after what each service describes: other names, the same speakers, words and times."""
    assert said(read(tmp_path, content)) == DIALOGUE


def test_whisper_of_transformers_has_pairs_of_times(tmp_path: Path) -> None:
    """A chunk has both its times in one list."""
    assert said(read(tmp_path, {"chunks": [{"timestamp": [0.5, 1.5], "text": " Ja."}]})) == [
        ("", "Ja.", 0.5, 1.5)
    ]


@pytest.mark.parametrize(
    "content",
    [
        {"language": "nl"},
        {"language_code": "nl_nl"},
        {"language_code": "nld"},
        {"result": {"language": "nl"}},
        {"metadata": {"transcription_config": {"language": "nl"}}},
    ],
)
def test_the_language_that_a_recogniser_heard_is_kept(tmp_path: Path, content: dict[str, object]) -> None:
    """Programs name it in different places; it is no guess of ours."""
    transcript = read(
        tmp_path, {**content, "segments": [{"text": "I think it is much too expensive for me, really."}]}
    )

    assert transcript.language == "nl"
    assert not [guess for guess in transcript.guesses if guess.what == "language"]


def test_a_letter_for_a_speaker_is_no_label_of_who_answers(tmp_path: Path) -> None:
    """A service that calls its voices A and B does not mean "answer"."""
    transcript = read(
        tmp_path, {"utterances": [{"speaker": "A", "text": "Ja?"}, {"speaker": "B", "text": "Nee."}]}
    )

    assert [each.name for each in transcript.speakers] == ["Speaker A", "Speaker B"]


def test_amazon_keeps_speakers_apart_from_words(tmp_path: Path) -> None:
    """In older files the words name nobody: who speaks stands in segments beside them. Made."""
    spoken = [("Hallo?", "0.0", "1.0", "spk_0"), ("Ja.", "2.0", "3.0", "spk_1")]
    items = [
        {
            "type": "pronunciation",
            "alternatives": [{"content": words}],
            "start_time": start,
            "end_time": end,
        }
        for words, start, end, _ in spoken
    ]
    segments = [
        {"start_time": start, "end_time": end, "speaker_label": who, "items": []}
        for _, start, end, who in spoken
    ]
    content = {"results": {"items": items, "speaker_labels": {"segments": segments}}}

    assert said(read(tmp_path, content)) == [("spk_0", "Hallo?", 0, 1), ("spk_1", "Ja.", 2, 3)]


def test_a_name_for_a_language_is_no_code(tmp_path: Path) -> None:
    """Whisper's service writes "dutch": the language is guessed then."""
    transcript = read(
        tmp_path, {"language": "dutch", "segments": [{"text": "Dat is mij echt veel te duur." * 3}]}
    )

    assert transcript.language == "nl"
    assert [guess for guess in transcript.guesses if guess.what == "language"]


def test_captions_of_youtube_are_joined(tmp_path: Path) -> None:
    """Each caption is in pieces, and an event without any is none."""
    events = [
        {"tStartMs": 0, "dDurationMs": 9000},
        {
            "tStartMs": 500,
            "dDurationMs": 500,
            "segs": [{"utf8": "Ja,"}, {"utf8": " hoor,", "tOffsetMs": 200}],
        },
        {"tStartMs": 900, "aAppend": 1, "segs": [{"utf8": "\n"}]},
        {"tStartMs": 1200, "dDurationMs": 400, "segs": [{"utf8": "nee."}]},
    ]

    assert said(read(tmp_path, {"events": events})) == [("", "Ja, hoor, nee.", 0.5, 1.6)]


def test_every_channel_of_a_recording_is_read(tmp_path: Path) -> None:
    """Who speaks on a line of their own is heard too. Made after Deepgram, where each has its channel."""
    words = [("Nee.", 1.2), ("Ja?", 0.5)]
    channels = [
        {"alternatives": [{"words": [{"word": word, "start": start, "end": start + 0.2}]}]}
        for word, start in words
    ]

    assert [turn[:2] for turn in said(read(tmp_path, {"results": {"channels": channels}}))] == [
        ("Channel 2", "Ja?"),
        ("Channel 1", "Nee."),
    ]
