"""What the coding widget shows, as plain values that travel to the browser."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from vocbench.model.codebook import Codebook
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript, Turn
from vocbench.widgets.offsets import Utf16Offsets

NO_COLOR = "#808080"
"""Stands in for a colour that is missing or is not one."""

_SECONDS_A_MINUTE = 60


class EventState(TypedDict):
    """A non-verbal event; offsets in UTF-16 units into the whole text."""

    start: int
    end: int
    kind: str


class TurnState(TypedDict):
    """One turn; ``start`` in UTF-16 units into the whole text."""

    start: int
    text: str
    speaker: str
    role: str
    time: str
    seconds: float | None
    events: list[EventState]


class CodeState(TypedDict):
    """One code; ``key`` is its hot key, empty where it has none."""

    path: str
    name: str
    color: str
    key: str


class CodingState(TypedDict):
    """One coding; offsets in UTF-16 units into the whole text. ``doubt``: why to look at it again."""

    id: str
    start: int
    end: int
    code: str
    coder: str
    memo: str
    doubt: str


def clock(seconds: float | None) -> str:
    """Time in a recording as ``m:ss`` or ``h:mm:ss``; empty when unknown."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), _SECONDS_A_MINUTE)
    hours, minutes = divmod(minutes, _SECONDS_A_MINUTE)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def turn_states(transcript: Transcript, offsets: Utf16Offsets) -> list[TurnState]:
    """The turns as the browser draws them."""
    events = [
        EventState(
            start=offsets.to_utf16(event.span.start),
            end=offsets.to_utf16(event.span.end),
            kind=event.kind.value,
        )
        for event in transcript.events
    ]
    return [_turn_state(transcript, turn, events, offsets) for turn in transcript.passages()]


def _turn_state(
    transcript: Transcript, turn: Turn, events: Iterable[EventState], offsets: Utf16Offsets
) -> TurnState:
    start, end = offsets.to_utf16(turn.span.start), offsets.to_utf16(turn.span.end)
    speaker = transcript.speaker(turn.speaker)
    return TurnState(
        start=start,
        text=turn.span.cut(transcript.text),
        speaker=turn.speaker,
        role=speaker.role.value if speaker else "",
        time=clock(turn.start_seconds),
        seconds=turn.start_seconds,
        events=[event for event in events if start < event["end"] and event["start"] < end],
    )


def code_states(codebook: Codebook) -> list[CodeState]:
    """The codes in the order of the codebook."""
    return [
        CodeState(path=codebook.path(code.id), name=code.name, color=code.color, key=code.key)
        for code in codebook
    ]


def coding_states(codings: Iterable[Coding], offsets: Utf16Offsets) -> list[CodingState]:
    """The codings in reading order."""
    return [
        CodingState(
            id=coding.id,
            start=offsets.to_utf16(coding.span.start),
            end=offsets.to_utf16(coding.span.end),
            code=coding.code,
            coder=coding.coder,
            memo=coding.memo,
            doubt=coding.doubt,
        )
        for coding in in_reading_order(codings)
    ]


def in_reading_order(codings: Iterable[Coding]) -> list[Coding]:
    """By place, the longer first, and then by code, coder and id, so that the order is total."""
    return sorted(
        codings,
        key=lambda coding: (coding.span.start, -coding.span.end, coding.code, coding.coder, coding.id),
    )
