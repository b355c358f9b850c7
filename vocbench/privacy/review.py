"""What no rule can decide: words that may be names, for a person to look at before anything leaves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from vocbench.model.template import template_content, templates
from vocbench.privacy.cues import NO_NAMES
from vocbench.privacy.roster import is_code
from vocbench.privacy.words import WORD, is_known, starts_sentence, words_of

OURS = words_of("""
    vocbench jupyter jupyterlab bertopic umap hdbscan ward python sha utc wilson krippendorff brier
    newcombe xplane osterwalder gray nps csat ces ci bmg com-b html pdf csv faq none true false nan nvt
    empathy empathiekaart boardcanvas quotelist projectmap quote monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october november
    december figuur tabel dutch english nederland nederlands nederlandse engels netherlands
    all records name length dtype nan
""")
"""Words of methods, of our reports and of what draws and prints, and what English writes with a capital."""

_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may be a name: as it stands first, how often it stands there, and an example."""

    word: str
    n: int
    example: str


def find_suspects(text: str, *, reviewed: Collection[str] = frozenset()) -> Iterator[re.Match[str]]:
    """The words in *text* that may be names: with a capital that no dictionary or place explains.

    Args:
        text: any text, from which what is known to be a name was taken.
        reviewed: words in small letters that a person looked at and found to be no names.
    """
    for credit in _credits():
        text = text.replace(credit, "x" * len(credit))
    return (
        match
        for match in _unexplained(text)
        if (plain := plain_word(match[0])) not in reviewed and plain not in _nobodys()
    )


def _unexplained(text: str) -> Iterator[re.Match[str]]:
    for match in WORD.finditer(text):
        word = match[0]
        is_capital = word[0].isupper() and not is_code(word)
        if is_capital and (not all(map(is_known, _parts(word))) or _is_out_of_place(text, match)):
            yield match


@cache
def _nobodys() -> frozenset[str]:
    """Words that are nobody's name: ours, those that our templates write with a capital, and short ones."""
    # Not those of the credits: a participant may be called Dave as well.
    contents = [{**template_content(each), "credit": ""} for each in templates()]
    said = _texts_in(contents)
    return OURS | NO_NAMES | {plain_word(match[0]) for text in said for match in _unexplained(text)}


@cache
def _credits() -> tuple[str, ...]:
    """What boards say below themselves: it names the makers of their templates."""
    return tuple(each.credit for each in templates() if each.credit)


def _texts_in(content: object) -> Iterator[str]:
    """All texts in what JSON holds."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list | tuple):
        for each in content.values() if isinstance(content, dict) else content:
            yield from _texts_in(each)


def plain_word(word: str) -> str:
    """*word* as it is reviewed: in small letters, without the s of a genitive."""
    return re.sub(r"['’]s$", "", word).lower()


def _parts(word: str) -> Iterable[str]:
    return [part for part in re.split(r"['’.-]", plain_word(word)) if len(part) > 1]


def _is_out_of_place(text: str, match: re.Match[str]) -> bool:
    """Whether a word has a capital that its place does not ask for."""
    word = match[0]
    return len(word) > 1 and not word.isupper() and not starts_sentence(text, match.start())


def review_list(texts: Iterable[str], *, reviewed: Collection[str] = frozenset()) -> list[Suspect]:
    """The words of *texts* that a person should look at, the most frequent first."""
    counts: Counter[str] = Counter()
    examples: dict[str, tuple[str, str]] = {}
    for text in texts:
        for match in find_suspects(text, reviewed=reviewed):
            word = plain_word(match[0])
            counts[word] += 1
            around = text[max(0, match.start() - _CONTEXT) : match.end() + _CONTEXT]
            examples.setdefault(word, (match[0], " ".join(around.split())))
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return [Suspect(examples[word][0], counts[word], examples[word][1]) for word in ordered]
