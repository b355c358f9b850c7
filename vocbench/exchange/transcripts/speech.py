"""Speech recognition as JSON: Whisper, faster-whisper, whisperX and whisper.cpp."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from vocbench.errors import ReadError
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.cues import join_cues
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.model.source import clean_text

_NEVER = 10**9
_EXPECTED = (
    "Expected an object with 'segments', each with 'text' and if known 'start', 'end' and 'speaker', "
    "as Whisper and whisperX write it."
)


def read_json(file: SourceFile) -> Draft:
    """What a ``.json`` file of a speech recogniser holds.

    Speakers and times are kept where a segment has them; a segment without times takes
    them from its words, as far as those have any.

    Raises:
        ReadError: no JSON (the line is named), or JSON of another shape.
    """
    text, notices = file.decode()
    name = file.path.name
    content = _parse(text, name)
    segments = _segments(content, name)
    language = content.get("language") if isinstance(content, Mapping) else None
    cues = [_cue(segment, number, name) for number, segment in enumerate(segments, start=1)]
    return Draft(join_cues(cues), notices, language if isinstance(language, str) and language else None)


def _parse(text: str, name: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(
            f"{name} is not JSON: line {error.lineno}, column {error.colno}: {error.msg}. Export it again."
        ) from None
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{name} cannot be read as JSON ({error}). {_EXPECTED}") from None


def _segments(content: object, name: str) -> Sequence[object]:
    """The list of segments, wherever the program puts it."""
    found: object = content
    if isinstance(content, Mapping):
        found = content.get("segments", content.get("transcription"))
        if found is None and isinstance(content.get("text"), str):
            found = [content]  # Whisper's plainest answer: one text, no segments
    if not isinstance(found, list) or not found:
        raise ReadError(f"{name} holds no transcript that is known. {_EXPECTED}")
    return found


def _cue(segment: object, number: int, name: str) -> Utterance:
    if not isinstance(segment, Mapping):
        raise ReadError(f"Segment {number} of {name} is no object. {_EXPECTED}")
    words = [word for word in _list(segment.get("words")) if isinstance(word, Mapping)]
    text = segment.get("text")
    if text is None:
        text = " ".join(str(word.get("word", "")).strip() for word in words)
    if not isinstance(text, str):
        raise ReadError(f"The text of segment {number} of {name} is no text. {_EXPECTED}")
    speaker = segment.get("speaker")
    start, end = _times(segment, words)
    return Utterance(speaker if isinstance(speaker, str) else "", clean_text(text), start, end)


def _times(
    segment: Mapping[str, object], words: Sequence[Mapping[str, object]]
) -> tuple[float | None, float | None]:
    offsets = segment.get("offsets")
    if isinstance(offsets, Mapping):
        return _seconds(offsets.get("from"), per_second=1000), _seconds(offsets.get("to"), per_second=1000)
    starts = (_seconds(each.get("start")) for each in (segment, *words))
    ends = (_seconds(each.get("end")) for each in (segment, *reversed(words)))
    return next((s for s in starts if s is not None), None), next((e for e in ends if e is not None), None)


def _seconds(value: object, *, per_second: int = 1) -> float | None:
    """*value* as a time, ``None`` when it is none: absent, NaN or out of all bounds.

    Args:
        value: whatever the file holds.
        per_second: in what the program counts; whisper.cpp has milliseconds.
    """
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _NEVER:
        return None
    return round(value / per_second, 3)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
