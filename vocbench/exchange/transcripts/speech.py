"""Speech recognition as JSON, of some twenty programs.

Whisper, faster-whisper, whisperX and whisper.cpp; Amberscript, Trint, AssemblyAI, Deepgram, ElevenLabs,
Fireflies, Gladia, Rev, Sonix, Speechmatics, tl;dv; Amazon, Google and Azure, Video Indexer; captions of
YouTube (.json3) and podcasts. They differ in where the list of what was said stands and in what its parts
are called, so a new one is mostly a line in ``_PLACES``.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import in_seconds, join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.pieces import PieceReader
from vocbench.exchange.transcripts.timelines import language_code

_EXPECTED = (
    "Expected an object with 'segments', each with 'text' and if known 'start', 'end' and 'speaker', "
    "as Whisper and whisperX write it."
)


class _Place(NamedTuple):
    """Where a program keeps the list of what was said, and how it counts time."""

    keys: tuple[str | int, ...]
    per_second: int = 1
    is_words: bool = False
    """Whether the list is one of single words and marks."""


_PLACES = (
    _Place(("results", "utterances")),  # Deepgram
    _Place(("results", "channels", 0, "alternatives", 0, "words"), is_words=True),  # Deepgram, not by speaker
    _Place(("results", "audio_segments")),  # Amazon Transcribe
    _Place(("results", "items"), is_words=True),  # Amazon Transcribe, before it had segments
    _Place(("results",), is_words=True),  # Speechmatics, one word each; Google, a stretch of speech each
    _Place(("recognizedPhrases",)),  # Azure, many files at once
    _Place(("phrases",)),  # Azure, one file
    _Place(("videos", 0, "insights", "transcript")),  # Video Indexer
    _Place(("insights", "transcript")),
    _Place(("result", "transcription", "utterances")),  # Gladia
    _Place(("transcription", "utterances")),
    _Place(("data", "transcript", "sentences")),  # Fireflies
    _Place(("sentences",)),
    _Place(("events",)),  # YouTube
    _Place(("monologues",)),  # Rev
    _Place(("utterances",), per_second=1000),  # AssemblyAI
    _Place(("segments",)),  # Whisper, faster-whisper, whisperX, Amberscript, podcasts
    _Place(("transcription",)),  # whisper.cpp
    _Place(("transcript",)),  # Sonix
    _Place(("chunks",)),  # Whisper as transformers writes it
    _Place(("word_segments",), is_words=True),  # whisperX, words alone
    _Place(("words",), is_words=True),  # ElevenLabs; AssemblyAI, not by speaker
    _Place(("data",)),  # tl;dv
    _Place(()),  # a list and nothing around it
)
"""Where to look, the more telling place first: who has utterances may have words as well."""

_APART = (
    (("transcript", "words"), ("transcript", "paragraphs")),  # Trint
    (("words",), ("paragraphs",)),  # editors like it
    (("results", "items"), ("results", "speaker_labels", "segments")),  # Amazon Transcribe, before 2022
)
"""Where words stand, and apart from them the stretches by one speaker in which they were said."""

_LANGUAGES = (
    ("language",),
    ("language_code",),
    ("result", "language"),
    ("result", "transcription", "languages", 0),
    ("metadata", "transcription_config", "language"),
)
_SPEAKERS = (("speakers",), ("videos", 0, "insights", "speakers"), ("transcript", "speakers"))
_SPEAKER_MARKS = ("id", "spkid", "speaker_id")


def read_json(file: SourceFile) -> Draft:
    """What a ``.json`` file of a speech recogniser holds.

    Speakers and times are kept where a segment has them; a segment without times takes
    them from its words, as far as those have any.

    Raises:
        ReadError: no JSON (the line is named), or JSON of another shape.
    """
    text, guesses = file.decode()
    name = file.path.name
    content = _parse(text, name)
    cues, told = in_seconds(list(_paragraphs(content) or _channels(content) or _cues(content, name)))
    named = next((found for keys in _LANGUAGES if isinstance(found := _at(content, keys), str)), "")
    return Draft(join_cues(cues), (), language_code(named.replace("_", "-")), (*guesses, *told))


def _parse(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(
            f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}. Export it again."
        ) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name} cannot be read as JSON ({error}). {_EXPECTED}") from None


def _at(content: object, keys: Sequence[str | int]) -> object:
    """What stands at the end of *keys*; ``None`` where there is no such place."""
    for key in keys:
        if isinstance(content, Mapping) and isinstance(key, str):
            content = content.get(key)
        elif isinstance(content, list) and isinstance(key, int) and key < len(content):
            content = content[key]
        else:
            return None
    return content


def _cues(content: object, name: str) -> Iterator[Utterance]:
    """What is said in the first place that holds a list."""
    for place in _PLACES:
        found = _at(content, place.keys)
        if isinstance(found, list) and found:
            return _said(found, place, _names(content), name)
    if isinstance(content, Mapping) and isinstance(content.get("text"), str):
        return _said([content], _PLACES[-1], {}, name)  # Whisper's plainest answer: one text, no segments
    raise ReadError(f"{name} holds no transcript that is known. {_EXPECTED}")


def _said(found: Sequence[object], place: _Place, names: Mapping[str, str], name: str) -> Iterator[Utterance]:
    reader = PieceReader(place.per_second, names)
    if place.is_words and _at(found, (0, "alternatives", 0, "words")) is not None:  # Google
        place, found = _Place(()), _said_last(found, reader)
    for number, piece in enumerate(found, start=1):
        if not isinstance(piece, Mapping):
            raise ReadError(f"Segment {number} of {name} is no object. {_EXPECTED}")
        try:
            if not place.is_words:
                yield from reader.utterances(piece)
        except TypeError:
            raise ReadError(f"The text of segment {number} of {name} is no text. {_EXPECTED}") from None
    if place.is_words:
        try:
            yield from reader.glued(piece for piece in found if isinstance(piece, Mapping))
        except TypeError:
            raise ReadError(f"A word in {name} is no text. {_EXPECTED}") from None


def _said_last(found: Sequence[object], reader: PieceReader) -> Sequence[object]:
    """The last of *found* where it alone names speakers: it says everything again then."""
    named = [n for n, piece in enumerate(found) if isinstance(piece, Mapping) and reader.names_anybody(piece)]
    return found[-1:] if named == [len(found) - 1] else found


def _names(content: object) -> Mapping[str, str]:
    """The names that the file gives to its speakers, by the mark that stands for them."""
    listed = [
        each for keys in _SPEAKERS for each in _as_list(_at(content, keys)) if isinstance(each, Mapping)
    ]
    return {
        str(each[key]): name
        for each in listed
        for key in _SPEAKER_MARKS
        if key in each and isinstance(name := each.get("name"), str) and name.strip()
    }


def _paragraphs(content: object) -> list[Utterance]:
    """Words by the paragraph in which they begin, where a file keeps the two apart; else none."""
    for places in _APART:
        words, paragraphs = (_as_list(_at(content, keys)) for keys in places)
        if words and paragraphs:
            return list(_by_paragraph(words, paragraphs, _names(content)))
    return []


def _by_paragraph(
    words: Sequence[object], paragraphs: Sequence[object], names: Mapping[str, str]
) -> Iterator[Utterance]:
    reader = PieceReader(names=names)
    heads = [
        next(reader.utterances({**each, "text": ""})) for each in paragraphs if isinstance(each, Mapping)
    ]
    by_start = sorted((each.start_seconds or 0.0, each.speaker) for each in heads)
    starts = [start for start, _ in by_start]
    for word in reader.glued(each for each in words if isinstance(each, Mapping)):
        at = bisect_right(starts, word.start_seconds or 0.0) - 1
        yield replace(word, speaker=by_start[at][1] if at >= 0 else "")


def _channels(content: object) -> list[Utterance]:
    """What is said in each channel of a recording that has several, in order of time; else none."""
    channels = _as_list(_at(content, ("results", "channels")))
    if len(channels) == 1 or _at(content, ("results", "utterances")):
        return []
    said = []
    for number, channel in enumerate(channels, start=1):
        words = _as_list(_at(channel, ("alternatives", 0, "words")))
        voiced = ({"speaker": f"Channel {number}", **word} for word in words if isinstance(word, Mapping))
        said.extend(join_cues(PieceReader().glued(voiced)))
    return sorted(said, key=lambda each: each.start_seconds or 0.0)


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
