"""Bracketed events in what was said: ``(lacht)``, ``[stilte]``, ``(3.2)``, ``((knikt))``.

What a bracket means cannot be decided from the text alone, so only notation that is in
common use is taken for an event; any other bracket stays plain text and is counted.
"""

from __future__ import annotations

import re
from collections import Counter

from vocbench.exchange.transcripts.times import TIME
from vocbench.model.source import Event, EventKind
from vocbench.model.span import Span

_BRACKETS = re.compile(
    r"\(\((?P<described>[^()\n]{1,80})\)\)"
    r"|\((?P<round>[^()\n]{1,80})\)"
    r"|\[(?P<square>[^\[\]\n]{1,80})\]"
)
_UNIT = r"(?:secs?|second(?:s|en|e)?|s)\b\.?"
_LENGTH = re.compile(rf"(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*(?P<unit>{_UNIT}|min)?")
_BARE_LENGTH = re.compile(rf"\d{{1,2}}[.,]\d|\d{{1,3}}(?:[.,]\d{{1,2}})?\s*{_UNIT}")
_OMISSION = re.compile(r"\.{3}|…")
_MOST_WORDS = 4

# Beginnings of words, Dutch and English; an event is a word or a few, never a sentence.
_STEMS = {
    EventKind.SILENCE: "stilte stil\\b silen pauze pause zwijg blank_audio",
    EventKind.UNINTELLIGIBLE: (
        "onverst onhoorb onduidelijk onv\\b niet\\s+te\\s+verstaan "
        "inaud unintell unclear indistinct crosstalk xx"
    ),
    EventKind.NONVERBAL: (
        "lach gelach laugh glimlach smil grinn grijns gniffel giechel giggl chuckl zucht sigh "
        "huil cry\\b crying cries snik sobs sobbing snuif sniff knik nods nodding schud shak "
        "hoest cough kuch schraapt clears gaap yawn fluister whisper applau klapt klappen claps "
        "clapping neuriet gasp shrug haalt\\s+(?:de\\s+)?schouders haalt\\s+(?:diep\\s+)?adem "
        "ademt inhales exhales breath denkt\\s+na wijst gebaart gestures rolt\\s+met rolls\\s+eyes "
        "muziek music "
        "bel\\s+gaat deur\\s+gaat telefoon\\s+gaat phone\\s+r deurbel doorbell geluid geroezemoes instemmend "
        "typt typing stottert slikt roept schreeuwt shouts slaat\\s+op tikt blaft barks drinkt sips"
    ),
}
_WORDS = {
    kind: re.compile(rf"(?<!\w)(?:{'|'.join(stems.split())})", re.IGNORECASE)
    for kind, stems in _STEMS.items()
}


def find_events(text: str) -> tuple[tuple[Event, ...], Counter[str]]:
    """The events in *text* in order, and how often each other bracket occurs.

    Args:
        text: the whole text of a transcript.

    Returns:
        Events whose spans cover the brackets too, and the brackets that stay plain text.
    """
    events: list[Event] = []
    unknown: Counter[str] = Counter()
    for found in _BRACKETS.finditer(text):
        inside = next(each for each in found.groups() if each is not None)
        kind = kind_of(inside) or (EventKind.NONVERBAL if found["described"] else None)
        if kind is None:
            unknown[found[0]] += 1
            continue
        events.append(Event(Span(*found.span()), kind, found[0], _seconds(inside, kind)))
    return tuple(events), unknown


def kind_of(inside: str) -> EventKind | None:
    """What the words between brackets stand for; ``None`` when they are ordinary text."""
    words = re.sub(TIME, "", inside).strip()
    if not words and inside.strip():
        return None  # a time alone: "(12:30)"
    if words == "." or _BARE_LENGTH.fullmatch(words):
        return EventKind.SILENCE
    if not words or not words.strip("?"):
        return EventKind.UNINTELLIGIBLE
    if _OMISSION.fullmatch(words):
        return EventKind.UNKNOWN
    if len(words.split()) > _MOST_WORDS:
        return None
    return next((kind for kind, stems in _WORDS.items() if stems.search(words)), None)


def _seconds(inside: str, kind: EventKind) -> float | None:
    if kind is not EventKind.SILENCE:
        return None
    found = _LENGTH.search(inside)
    if found is None:
        return None
    return float(found["number"].replace(",", ".")) * (60 if found["unit"] == "min" else 1)
