"""Events in what was said: ``(lacht)``, ``[stilte]``, ``(3.2)``, ``((knikt))``, ``.hh``.

What a bracket means cannot be decided from the text alone: ``[ja]`` is overlapping talk in
Jefferson's notation, and a remark in everyday notation. A profile says which notation is used.
Only what is in common use there is taken for an event; any other bracket stays plain text and
is counted.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum

from vocbench.exchange.transcripts.times import TIME
from vocbench.model.source import Event, EventKind
from vocbench.model.span import Span


class Profile(StrEnum):
    """A notation in which transcribers write down what is not a word."""

    JEFFERSON = "jefferson"
    """Conversation analysis (Jefferson 2004, doi:10.1075/pbns.125.02jef): ``(.)`` and ``(0.8)`` are
    pauses, ``((…))`` a description, ``(woord)`` a doubtful hearing, ``[`` overlap, ``.hh`` breath."""
    NL_PLAIN = "nl-plain"
    """Everyday Dutch: ``(lacht)``, ``[stilte]``, ``(3,2)``."""
    EN_PLAIN = "en-plain"
    """Everyday English: ``(laughs)``, ``[pause]``, ``[inaudible 00:12:03]``."""


_BRACKETS = re.compile(
    r"\(\((?P<described>[^()\n]{1,80})\)\)"
    r"|\((?P<round>[^()\n]{1,80})\)"
    r"|\[(?P<square>[^\[\]\n]{1,80})\]"
    r"|\{(?P<curly>[^{}\n]{1,80})\}"
    r"|<(?P<angled>[^<>\n]{1,80})>"
)
BREATH = r"(?<![\w.·])(?:[.·]h+|hh+)(?!\w)"
"""Pattern of a breath: ``.hh`` in, ``hhh`` out."""
_JEFFERSON = re.compile(
    rf"\(\((?P<described>[^()\n]{{1,80}})\)\)|\((?P<round>[^()\n]{{1,80}})\)|(?P<breath>{BREATH})"
)
_UNIT = r"(?:secs?|second(?:s|en|e)?|s)\b\.?"
_LENGTH = re.compile(rf"(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*(?P<unit>{_UNIT}|min)?")
_BARE_LENGTH = re.compile(rf"\d{{1,2}}[.,]\d|\d{{1,3}}(?:[.,]\d{{1,2}})?\s*{_UNIT}")
_TIMED_PAUSE = re.compile(rf"\d{{1,3}}(?:[.,]\d{{1,2}})?\s*(?:{_UNIT})?")
_OMISSION = re.compile(r"\.{3}|…")
_MOST_WORDS = 4

# Beginnings of words; an event is a word or a few, never a sentence.
_ANYWHERE = {  # what speech recognisers write, whatever language is spoken
    EventKind.SILENCE: "silen blank_audio",
    EventKind.UNINTELLIGIBLE: "inaud unintell indistinct crosstalk xx unv\\b",
    EventKind.NONVERBAL: "laugh applau music muziek noise",
}
_DUTCH = {
    EventKind.SILENCE: "stilte stil\\b pauze zwijg",
    EventKind.UNINTELLIGIBLE: "onverst onhoorb onduidelijk onv\\b niet\\s+te\\s+verstaan",
    EventKind.NONVERBAL: (
        "lach gelach glimlach grijns grinnik gniffel giechel zucht huil snik snuif knik schud hoest kuch "
        "schraapt gaap fluister klapt klappen neuriet haalt\\s+(?:de\\s+)?schouders "
        "haalt\\s+(?:diep\\s+)?adem ademt denkt\\s+na wijst gebaart rolt\\s+met bel\\s+gaat deur\\s+gaat "
        "telefoon\\s+gaat deurbel geluid geroezemoes instemmend typt stottert slikt roept schreeuwt "
        "slaat\\s+op tikt blaft drinkt"
    ),
}
_ENGLISH = {
    EventKind.SILENCE: "pause",
    EventKind.UNINTELLIGIBLE: "unclear",
    EventKind.NONVERBAL: (
        "smil grin giggl chuckl sigh cry\\b cries sobs sobbing sniff nods nodding shakes cough clears yawn "
        "whisper claps clapping gasp shrug inhales exhales breath gestures rolls\\s+eyes phone\\s+r doorbell "
        "typing shouts barks drinks sips"
    ),
}


def _words(*stems: dict[EventKind, str]) -> dict[EventKind, re.Pattern[str]]:
    joined = {kind: " ".join(each[kind] for each in stems).split() for kind in _ANYWHERE}
    return {kind: re.compile(rf"(?<!\w)(?:{'|'.join(each)})", re.IGNORECASE) for kind, each in joined.items()}


_ALL_WORDS = _words(_ANYWHERE, _DUTCH, _ENGLISH)
_WORDS = {
    Profile.JEFFERSON: _ALL_WORDS,
    Profile.NL_PLAIN: _words(_ANYWHERE, _DUTCH),
    Profile.EN_PLAIN: _words(_ANYWHERE, _ENGLISH),
}


def find_events(text: str, profile: Profile) -> tuple[tuple[Event, ...], Counter[str]]:
    """The events in *text* in order, and how often each other bracket occurs.

    Args:
        text: the whole text of a transcript.
        profile: the notation. In Jefferson's, square brackets are overlapping talk: they are
            neither events nor counted.

    Returns:
        Events whose spans cover the brackets too, and the brackets that stay plain text.
    """
    events: list[Event] = []
    unknown: Counter[str] = Counter()
    is_jefferson = profile is Profile.JEFFERSON
    for found in (_JEFFERSON if is_jefferson else _BRACKETS).finditer(text):
        kind = _jefferson_kind(found) if is_jefferson else _plain_kind(found, profile)
        if kind is None:
            unknown[found[0]] += 1
        else:
            events.append(Event(Span(*found.span()), kind, found[0], _seconds(found[0], kind)))
    return tuple(events), unknown


def kind_of(inside: str, profile: Profile | None = None) -> EventKind | None:
    """What the words between brackets stand for; ``None`` when they are ordinary text.

    Args:
        inside: what stands between the brackets.
        profile: the notation; ``None`` for anything that is common in some notation.
    """
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
    usual = _WORDS[profile] if profile else _ALL_WORDS
    return next((kind for kind, stems in usual.items() if stems.search(words)), None)


def _plain_kind(found: re.Match[str], profile: Profile) -> EventKind | None:
    inside = found[str(found.lastgroup)]
    return kind_of(inside, profile) or (EventKind.NONVERBAL if found["described"] else None)


def _jefferson_kind(found: re.Match[str]) -> EventKind:
    """Breath and descriptions are no words; round brackets are a pause or a doubtful hearing."""
    if found["breath"]:
        return EventKind.NONVERBAL
    if found["described"]:
        return kind_of(found["described"], Profile.JEFFERSON) or EventKind.NONVERBAL
    inside = found["round"].strip()
    if inside == "." or _TIMED_PAUSE.fullmatch(inside):
        return EventKind.SILENCE
    if re.fullmatch(BREATH, inside):
        return EventKind.NONVERBAL
    return EventKind.UNKNOWN if _OMISSION.fullmatch(inside) else EventKind.UNINTELLIGIBLE


def _seconds(inside: str, kind: EventKind) -> float | None:
    if kind is not EventKind.SILENCE:
        return None
    found = _LENGTH.search(inside)
    if found is None:
        return None
    return float(found["number"].replace(",", ".")) * (60 if found["unit"] == "min" else 1)
