"""Whatever a file holds: a transcript or table that is sound, or an error of our own."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocbench.errors import ReadError, VocbenchError
from vocbench.exchange.answers import read_answers
from vocbench.exchange.transcripts import READERS, read_transcript
from vocbench.model.source import Transcript

# Writing a file may take long on a busy machine; that is no fault of the reader.
UNTIMED = settings(deadline=None)

SPEAKERS = st.sampled_from(["I", "R1", "Anna", "De heer Krol (50PLUS)", "SPEAKER_00"])
# Pieces from which transcripts are made, so that random text comes near to real ones.
LABELS = [
    "I: ",
    "R1: ",
    "Anna",
    ":",
    "**",
    "[00:01:02]",
    "(0:05)",
    "#00:00:01-1#",
    "<v Anna>",
    "</v>",
    "# kop",
]
FRAMES = ["\n", "\n\n", "\r\n", " ", "\t", "00:01.000 --> 00:02.000", "WEBVTT\n\n", "1\n", "NOTE x", "sep=;"]
SIGNS = [
    "(lacht)",
    "[",
    "]",
    "(",
    "()",
    "((",
    "\ufeff",
    "\x85",
    "\u2028",
    "\x0b",
    "\xa0",
    "😀",
    "e\u0301",
    "\0",
]
PIECES = st.sampled_from([*LABELS, *FRAMES, *SIGNS, "ja", "Nee.", '"', ";", ",", "=1+1"])
MIXED = st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=40).map("".join)


def read(suffix: str, content: bytes) -> Transcript | None:
    """The transcript in *content*, or ``None`` when it is refused by an error of our own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"p01{suffix}"
        path.write_bytes(content)
        try:
            return read_transcript(path)
        except ReadError:
            return None


def check(transcript: Transcript | None) -> None:
    """The text is the words of the turns, and events stand where they say."""
    if transcript is None:
        return
    words = [turn.span.cut(transcript.text) for turn in transcript.turns]
    assert "\n".join(words) == transcript.text
    assert all(word == word.strip() for word in words)
    assert all(event.span.cut(transcript.text) == event.text for event in transcript.events)
    transcript.text.encode("utf-8")


@pytest.mark.parametrize("suffix", READERS)
@UNTIMED
@given(content=st.one_of(st.binary(max_size=200), MIXED.map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_make_a_sound_transcript_or_a_read_error(suffix: str, content: bytes) -> None:
    """No reader crashes, and no transcript has words outside its turns."""
    check(read(suffix, content))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "segments",
                    "text",
                    "start",
                    "end",
                    "speaker",
                    "words",
                    "word",
                    "language",
                    "offsets",
                    "from",
                ]
            ),
            inner,
            max_size=4,
        ),
    ),
)


@UNTIMED
@given(content=JSON)
def test_any_json_makes_a_sound_transcript_or_a_read_error(content: object) -> None:
    """JSON of any shape is read or refused."""
    check(read(".json", json.dumps(content).encode()))


WORDS = st.text(st.characters(categories=["L", "N", "S"]), min_size=1, max_size=12).map(
    lambda word: f"w{word}w"
)


@UNTIMED
@given(
    spoken=st.lists(
        st.tuples(SPEAKERS, st.lists(WORDS, min_size=1, max_size=6).map(" ".join)), min_size=1, max_size=12
    )
)
def test_what_is_written_down_is_read_back(spoken: list[tuple[str, str]]) -> None:
    """Labelled turns come back word for word, with their speakers."""
    content = "\n\n".join(f"{speaker}: {words}" for speaker, words in spoken)

    transcript = read(".txt", content.encode())

    assert transcript is not None
    assert [(turn.speaker, turn.span.cut(transcript.text)) for turn in transcript.turns] == spoken


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
@UNTIMED
@given(
    content=st.one_of(
        st.binary(max_size=200), MIXED.map(lambda text: ("a,b\n" + text).encode("utf-8", "replace"))
    )
)
def test_any_bytes_make_answers_or_an_error_of_our_own(suffix: str, content: bytes) -> None:
    """No table crashes the reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"survey{suffix}"
        path.write_bytes(content)
        try:
            table = read_answers(path, text="a", respondent="b")
        except VocbenchError:
            return
    assert len({answer.respondent for answer in table.answers}) == len(table.respondents)


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20)


@UNTIMED
@given(answers=st.lists(CELLS, max_size=10))
def test_answers_written_as_csv_are_read_back(answers: list[str]) -> None:
    """A cell is the answer, character for character, whatever it holds."""
    rows = ['"nr","antwoord"'] + [
        f'"{n}","{text.replace(chr(34), chr(34) * 2)}"' for n, text in enumerate(answers)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.csv"
        path.write_bytes("\n".join(rows).encode())

        table = read_answers(path, text="antwoord", respondent="nr")

    assert [answer.text for answer in table.answers] == answers
