"""How deep an insight may claim to go, given what stands behind it.

Three levels, each with a condition of its own: what was *said* needs a passage; what was *felt* a
sign of feeling as well; what is *systemic* a pattern across themes, and across people or settings. The
conditions are necessary and not sufficient: a person claims a level, the rule only refuses.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from vocbench.model.board import EvidenceKind, Proof, Relation, Voice
from vocbench.model.codebook import SEPARATOR
from vocbench.model.insight import Depth
from vocbench.model.language import LANGUAGES
from vocbench.model.span import Span
from vocbench.model.starters import starter_codebook

_A_PATTERN = 2


@dataclass(frozen=True, slots=True)
class Backing:
    """What bears an insight out, in numbers.

    Args:
        quotes: different passages.
        people: different customers who say them.
        settings: different texts and waves in which customers say them.
        themes: different codes and topics on them.
        feelings: signs of feeling: emotion codes and non-verbal events at the passages, and notes of
            a feeling.
    """

    quotes: int = 0
    people: int = 0
    settings: int = 0
    themes: int = 0
    feelings: int = 0


Signs = Mapping[str, Collection[Span]]
"""Where feelings show: ``text`` of a proof → the spans of it with a sign of feeling."""


def backing(
    proofs: Iterable[Proof], *, codes: Mapping[str, str], signs: Signs, feeling_notes: Collection[str] = ()
) -> Backing:
    """What bears an insight out.

    Args:
        proofs: all that stands behind its notes; only what supports them counts.
        codes: id of a coding → path of its code.
        signs: where feelings show.
        feeling_notes: ids of the notes that are about a feeling.
    """
    support = [each for each in proofs if each.relation is Relation.SUPPORTS]
    theirs = [each for each in support if each.voice is Voice.CUSTOMER and each.respondent is not None]
    shown = {
        (each.text, span) for each in support for span in signs.get(each.text, ()) if span.overlap(each.span)
    }
    return Backing(
        quotes=len({(each.text, each.span) for each in support}),
        people=len({each.respondent for each in theirs}),
        settings=len({(each.source, each.wave) for each in theirs}),
        themes=len({theme for each in support if (theme := _theme(each, codes))}),
        feelings=len(shown) + len({each.note for each in support} & set(feeling_notes)),
    )


def _theme(proof: Proof, codes: Mapping[str, str]) -> str:
    """The code or topic that a proof is an instance of, "" for a bare answer."""
    if proof.kind is EvidenceKind.CODING:
        return codes.get(proof.target, "")
    return proof.target if proof.kind is EvidenceKind.TOPIC else ""


def lacking(depth: Depth, backing: Backing) -> tuple[str, ...]:
    """What *backing* lacks to carry an insight of this *depth*, a clause each; empty where it carries it."""
    found = [] if backing.quotes else ["a passage that supports it"]
    if depth is Depth.FELT and not backing.feelings:
        found.append("a sign of feeling (an emotion code, a non-verbal event, or a note of a feeling)")
    if depth is Depth.SYSTEMIC:
        if backing.themes < _A_PATTERN:
            found.append(f"two codes or topics (it has {backing.themes})")
        if max(backing.people, backing.settings) < _A_PATTERN:
            found.append(f"two customers or two settings (it has {backing.people} and {backing.settings})")
    return tuple(found)


def emotion_codes(paths: Iterable[str], named: Iterable[str] = ()) -> set[str]:
    """Those of these codes that stand for a feeling.

    A code does when it, or a code above it, is called like the starter codebook of emotions or one of
    its codes, in any of our languages.

    Args:
        paths: of the codes of a project.
        named: paths of codes that somebody says are emotions, such as those of a set called "Emotions".
    """
    known = _emotion_names()
    said = set(named)
    return {
        path
        for path in paths
        if path in said or any(name.casefold() in known for name in path.split(SEPARATOR))
    }


def is_about_emotions(name: str) -> bool:
    """Whether a set of codes with this name holds emotions."""
    return name.casefold() in _titles()


@cache
def _titles() -> frozenset[str]:
    return frozenset(starter_codebook("emotions", lang=lang).name.casefold() for lang in LANGUAGES)


@cache
def _emotion_names() -> frozenset[str]:
    codes = (code for lang in LANGUAGES for code in starter_codebook("emotions", lang=lang).codes)
    return _titles() | {code.path.split(SEPARATOR)[-1].casefold() for code in codes}
