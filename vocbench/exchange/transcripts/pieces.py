"""One segment, monologue or word of a speech recogniser, whatever its program calls the parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vocbench.exchange.transcripts.draft import Utterance
from vocbench.exchange.transcripts.times import TIME, to_seconds
from vocbench.model.source import clean_text

Piece = Mapping[str, object]
"""An object of the JSON, as it stands."""

_TEXT = (
    "text",
    "transcript",
    "punctuated_word",
    "word",
    "value",
    "content",
    "body",
    "display",
    "sentence",
    "utf8",
)
_TICKS = 10_000_000
_START = {
    **dict.fromkeys(("start", "start_time", "startTime", "ts", "time", "data_start"), 0),
    "offsetMilliseconds": 1000,
    "tStartMs": 1000,
    "offsetInTicks": _TICKS,
}
_END = dict.fromkeys(("end", "end_time", "endTime", "end_ts", "data_end"), 0)
_DURATION = {"duration": 0, "durationMilliseconds": 1000, "dDurationMs": 1000, "durationInTicks": _TICKS}
"""What times are called, and how many of them make a second; 0 where that is as elsewhere in the file."""
_SPEAKER = (
    *("speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel"),
    *("speaker_id", "speakerId", "speakerTag", "spkid"),
)
_PARTS = ("words", "elements", "segs")
_BEST = ("alternatives", "nBest")
"""Where a program lists what may have been said, the likeliest first."""
_MARKS = {"punct", "punctuation"}
_NEVER = 10**9
_NUMBER = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?)(?P<unit>s)?")
_CODE = re.compile(rf"{TIME}\d*")


@dataclass(frozen=True, slots=True)
class PieceReader:
    """Reads the pieces of one file."""

    per_second: int = 1
    """In what the program counts time: 1000 for thousandths of a second."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the file calls a speaker, by the mark that its pieces use."""

    def names_anybody(self, piece: Piece) -> bool:
        """Whether *piece* or a word in it says who speaks."""
        return any(map(self._speaker, (piece, *_words(piece))))

    def utterances(self, piece: Piece) -> Iterator[Utterance]:
        """What *piece* says: one utterance, or one a word where only its words say who speaks.

        Raises:
            TypeError: its text is no text.
        """
        words = _words(piece)
        speaker = self._speaker(piece)
        if not speaker and any(map(self._speaker, words)):
            yield from self.glued(words)
            return
        text = _text(piece)
        if text is None:
            text = " ".join(each.words.strip() for each in self.glued(words))
        start, end = self._times(piece, words)
        yield Utterance(speaker, clean_text(text), start, end)

    def glued(self, words: Iterable[Piece]) -> Iterator[Utterance]:
        """One utterance a word; a comma that stands by itself is set to the word before it."""
        last: Utterance | None = None
        for word in words:
            text = _text(word) or ""
            if last is not None and (word.get("type") in _MARKS or not text.strip()):
                last = replace(last, words=last.words + text)
                continue
            if last is not None:
                yield last
            start, end = self._times(word, ())
            last = Utterance(self._speaker(word), clean_text(text), start, end)
        if last is not None:
            yield last

    def _speaker(self, piece: Piece) -> str:
        """Who speaks: a name, or the number or letter that a program counts with; "" for nobody."""
        for found in (place.get(key) for place in (piece, *_best(piece)) for key in _SPEAKER):
            if isinstance(found, Mapping):
                return str(found.get("name") or found.get("id") or "")
            if isinstance(found, str) and found.strip():
                return self.names.get(found, f"Speaker {found}" if len(found) == 1 else found)
            if isinstance(found, int) and not isinstance(found, bool):
                return self.names.get(str(found), f"Speaker {found}")
        return ""

    def _times(self, piece: Piece, words: Sequence[Piece]) -> tuple[float | None, float | None]:
        offsets = piece.get("offsets")
        if isinstance(offsets, Mapping):  # whisper.cpp
            return _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
        pair = _list(piece.get("timestamp"))
        if len(pair) == 2:  # noqa: PLR2004 - from and to
            return _seconds(pair[0], self.per_second), _seconds(pair[1], self.per_second)
        shown = _pieces(piece.get("instances"))[:1]  # Video Indexer
        start = self._first((piece, *words, *shown), _START)
        end = self._first((piece, *reversed(words), *shown), _END)
        duration = self._first((piece,), _DURATION)
        if end is None and start is not None and duration is not None:
            end = round(start + duration, 3)
        return start, end

    def _first(self, places: Iterable[Piece], keys: Mapping[str, int]) -> float | None:
        found = (
            _seconds(value, per or self.per_second)
            if isinstance(value, int | float)
            else _in_words(value, key)
            for place in places
            for key, per in keys.items()
            if (value := place.get(key)) is not None
        )
        return next((each for each in found if each is not None), None)


def _text(piece: Piece) -> str | None:
    """What is said, by the first name for it that the piece has; ``None`` when it has none.

    Raises:
        TypeError: it is no text.
    """
    found = next((piece[key] for key in _TEXT if piece.get(key) is not None), None)
    if found is None and (best := _best(piece)):
        return _text(best[0])
    if found is not None and not isinstance(found, str):
        raise TypeError
    return found


def _words(piece: Piece) -> list[Piece]:
    return [word for place in (piece, *_best(piece)) for key in _PARTS for word in _pieces(place.get(key))]


def _best(piece: Piece) -> list[Piece]:
    """The likeliest thing that was said, where a program lists several."""
    return [each for key in _BEST for each in _pieces(piece.get(key))[:1]]


def _in_words(value: object, key: str) -> float | None:
    """The seconds that a text says: a time code, ``0.6s`` or, where its name has "time", a number.

    Google may write seconds and their parts apart.
    """
    if isinstance(value, Mapping):
        parts = (value.get("seconds") or 0, value.get("nanos") or 0)
        seconds, nanos = (_NUMBER.fullmatch(str(part)) for part in parts)
        return float(seconds["number"]) + float(nanos["number"]) / 10**9 if seconds and nanos else None
    if not isinstance(value, str):
        return None
    if _CODE.fullmatch(value):
        return to_seconds(value)
    found = _NUMBER.fullmatch(value)
    return float(found["number"]) if found and (found["unit"] or key.lower().endswith("_time")) else None


def _seconds(value: object, per_second: int) -> float | None:
    """*value* as a time, ``None`` when it is none: absent, NaN or out of all bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _NEVER:
        return None
    return round(value / per_second, 3)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _pieces(value: object) -> list[Piece]:
    return [each for each in _list(value) if isinstance(each, Mapping)]
