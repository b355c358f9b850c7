"""One segment, monologue or word of a speech recogniser, whatever its program calls the parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from vocbench.exchange.transcripts.draft import Utterance
from vocbench.model.source import clean_text

Piece = Mapping[str, object]
"""An object of the JSON, as it stands."""

_TEXT = ("text", "transcript", "punctuated_word", "word", "value", "content")
_START, _END = ("start", "start_time", "ts", "time"), ("end", "end_time", "end_ts")
_SPEAKER = ("speaker", "speaker_label", "speaker_id", "speakerName", "speaker_name", "spkid")
_PARTS = ("words", "elements")
_MARKS = {"punct", "punctuation"}
_NEVER = 10**9
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")


@dataclass(frozen=True, slots=True)
class PieceReader:
    """Reads the pieces of one file."""

    per_second: int = 1
    """In what the program counts time: 1000 for thousandths of a second."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the file calls a speaker, by the mark that its pieces use."""

    def utterances(self, piece: Piece) -> Iterator[Utterance]:
        """What *piece* says: one utterance, or one a word where only its words say who speaks.

        Raises:
            TypeError: its text is no text.
        """
        words = [word for key in _PARTS for word in _list(piece.get(key)) if isinstance(word, Mapping)]
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
        places = (
            piece,
            *(each for each in _list(piece.get("alternatives"))[:1] if isinstance(each, Mapping)),
        )
        for found in (place.get(key) for place in places for key in _SPEAKER):
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
        start = self._first((piece, *words), _START)
        end = self._first((piece, *reversed(words)), _END)
        duration = self._first((piece,), ("duration",))
        if end is None and start is not None and duration is not None:
            end = round(start + duration, 3)
        return start, end

    def _first(self, places: Iterable[Piece], keys: Sequence[str]) -> float | None:
        found = (_seconds(_number(place.get(key), key), self.per_second) for place in places for key in keys)
        return next((each for each in found if each is not None), None)


def _text(piece: Piece) -> str | None:
    """What is said, by the first name for it that the piece has; ``None`` when it has none.

    Raises:
        TypeError: it is no text.
    """
    found = next((piece[key] for key in _TEXT if piece.get(key) is not None), None)
    alternatives = _list(piece.get("alternatives"))
    if found is None and alternatives and isinstance(alternatives[0], Mapping):
        return _text(alternatives[0])
    if found is not None and not isinstance(found, str):
        raise TypeError
    return found


def _number(value: object, key: str) -> object:
    """Amazon writes its numbers as text; nobody else is taken at that word."""
    return (
        float(value)
        if key.endswith("_time") and isinstance(value, str) and _NUMBER.fullmatch(value)
        else value
    )


def _seconds(value: object, per_second: int) -> float | None:
    """*value* as a time, ``None`` when it is none: absent, NaN or out of all bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < _NEVER:
        return None
    return round(value / per_second, 3)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
