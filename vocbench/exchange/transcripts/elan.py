"""ELAN annotations (.eaf): tiers of speech, and tiers about them.

Parsed by ourselves: the library for it takes XML unguarded, and its model of tiers is no
help in telling speech from what is said about it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from vocbench.errors import ReadError
from vocbench.exchange.markup import parse_xml
from vocbench.exchange.text import SourceFile
from vocbench.exchange.transcripts.draft import Draft, Utterance
from vocbench.exchange.transcripts.timelines import (
    Tier,
    draft_of_tiers,
    language_code,
    passed_over,
    recording,
)
from vocbench.model.told import Told, told

_NAMES = (
    "tx txt text tekst utterance utterances orthography ort transcription transcript transcriptie "
    "words word wd mot woorden speech default"
)
_SPOKEN = frozenset(_NAMES.split())
"""What a tier of somebody's words is usually called."""


@dataclass(frozen=True, slots=True)
class _Annotation:
    """One annotation: its words, its times, and the annotation that it is about."""

    words: str
    start: float | None
    end: float | None
    about: str


def read_elan(file: SourceFile) -> Draft:
    """What an ``.eaf`` file holds: the words on each tier that is nobody's annotation.

    Tiers that depend on another one (translations, glosses), or that take their words from a
    list (gestures), are left out. Where a tier holds no words itself, but numbers or nothing,
    the tier below it that does is read: the words of one utterance may be cut up there.

    Raises:
        ReadError: it is no ELAN file, or damaged, or no tier in it holds speech.
    """
    name = file.path.name
    root = parse_xml(file.raw, name)
    if root.tag != "ANNOTATION_DOCUMENT":
        raise ReadError(f"{name} is XML, but no ELAN annotations: its root is {root.tag!r}. Export it again.")
    tiers = {tier.get("TIER_ID", ""): tier for tier in root.iter("TIER")}
    slots = {each.get("TIME_SLOT_ID", ""): _seconds(each) for each in root.iter("TIME_SLOT")}
    annotations = {tier: dict(_annotations(element, slots)) for tier, element in tiers.items()}
    chosen = _chosen(root, tiers, annotations)
    speech = [_tier(root_tier, words, tiers, annotations) for root_tier, words in chosen.items()]
    if not any(piece.words.strip() for tier in speech for piece in tier.pieces):
        raise ReadError(
            f"{name} holds no tier of speech with words. Its tiers: {', '.join(tiers) or 'none'}."
        )
    left = {tier: len(each) for tier, each in annotations.items() if tier not in chosen.values() and each}
    spoken_in = {tiers[tier].get("LANG_REF", "") for tier in chosen}
    language = language_code(spoken_in.pop()) if len(spoken_in) == 1 else None
    return draft_of_tiers(
        speech,
        notices=(*passed_over(told("Tiers that are no speech"), left), *_media(root)),
        language=language,
    )


def _seconds(slot: Element) -> float | None:
    value = slot.get("TIME_VALUE", "")
    return int(value) / 1000 if value.isdecimal() and len(value) < 12 else None  # noqa: PLR2004 - thirty years


def _annotations(tier: Element, slots: Mapping[str, float | None]) -> Iterator[tuple[str, _Annotation]]:
    for each in tier.iterfind("ANNOTATION/*"):
        words = each.findtext("ANNOTATION_VALUE") or ""
        start, end = (slots.get(each.get(f"TIME_SLOT_REF{n}", "")) for n in (1, 2))
        yield each.get("ANNOTATION_ID", ""), _Annotation(words, start, end, each.get("ANNOTATION_REF", ""))


def _chosen(
    root: Element, tiers: Mapping[str, Element], annotations: Mapping[str, Mapping[str, _Annotation]]
) -> dict[str, str]:
    """Of each tier of speech that depends on no other, the tier that holds its words."""
    types = {each.get("LINGUISTIC_TYPE_ID"): each for each in root.iter("LINGUISTIC_TYPE")}
    chosen: dict[str, str] = {}
    for name, tier in tiers.items():
        kind = types.get(tier.get("LINGUISTIC_TYPE_REF"))
        is_coded = kind is not None and kind.get("CONTROLLED_VOCABULARY_REF") is not None
        if tier.get("PARENT_REF") or is_coded or not annotations[name]:
            continue
        below = [each for each, element in tiers.items() if element.get("PARENT_REF") == name]
        spoken = [each for each in below if _called(tiers[each], each) in _SPOKEN and annotations[each]]
        chosen[name] = name if _has_words(annotations[name]) or not spoken else spoken[0]
    return chosen


def _called(tier: Element, name: str) -> str:
    """The name of a tier without the speaker that many put behind an at sign."""
    return name.removesuffix(f"@{tier.get('PARTICIPANT', '')}").split("@")[0].strip().casefold()


def _has_words(annotations: Mapping[str, _Annotation]) -> bool:
    """Whether most of the annotations are words and not numbers or references."""
    n = sum(
        bool(each.words.strip()) and not any(map(str.isdecimal, each.words.split()[0]))
        for each in annotations.values()
    )
    return n * 2 > len(annotations)


def _tier(
    name: str, words: str, tiers: Mapping[str, Element], annotations: Mapping[str, Mapping[str, _Annotation]]
) -> Tier:
    speaker = tiers[name].get("PARTICIPANT", "").strip() or tiers[words].get("PARTICIPANT", "").strip()
    if not speaker and _called(tiers[name], name) not in _SPOKEN:
        speaker = name
    if words == name:
        found = annotations[name].values()
        return Tier(speaker, [Utterance(speaker, each.words, each.start, each.end) for each in found])
    return Tier(speaker, list(_pieces(speaker, annotations[name], annotations[words])))


def _pieces(
    speaker: str, above: Mapping[str, _Annotation], below: Mapping[str, _Annotation]
) -> Iterator[Utterance]:
    """The words below each annotation, at the time of that one or at their own."""
    spans = sorted((each.start, key) for key, each in above.items() if each.start is not None)
    parts: dict[str, list[str]] = {key: [] for key in above}
    for each in below.values():
        at = each.about or _around(spans, each.start)
        if at in parts:
            parts[at].append(each.words.strip())
    for key, each in above.items():
        yield Utterance(speaker, " ".join(parts[key]), each.start, each.end)


def _around(spans: Sequence[tuple[float, str]], time: float | None) -> str:
    """The key of the last of *spans* that starts at or before *time*; empty where none does."""
    at = 0 if time is None else bisect_right(spans, time, key=lambda span: span[0])
    return spans[at - 1][1] if at else ""


def _media(root: Element) -> tuple[Told, ...]:
    urls = [each.get("MEDIA_URL", "") for each in root.iter("MEDIA_DESCRIPTOR")]
    return recording([url.rpartition("/")[2] for url in urls if url])
