"""What no rule can decide: words that may be names, for a person to look at before anything leaves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from vocbench.privacy.words import WORD, is_known, starts_sentence

OURS = frozenset(
    "vocbench jupyter jupyterlab sha wilson krippendorff brier newcombe xplane osterwalder nps csat ces ci bmg com-b html "
    "pdf csv faq app apps ai p01".split()
)
"""Words of methods and of our own reports, in small letters: no names of people who took part."""

_CONTEXT = 30


@dataclass(frozen=True, slots=True)
class Suspect:
    """A word that may be a name: as it stands first, how often it stands there, and an example."""

    word: str
    n: int
    example: str


def find_suspects(text: str, *, reviewed: Collection[str] = frozenset()) -> Iterator[re.Match[str]]:
    """The words in *text* that may be names: with a capital and in no dictionary, or with one inside a sentence.

    Args:
        text: any text, from which what is known to be a name was taken.
        reviewed: words in small letters that a person looked at and found to be no names.
    """
    for match in WORD.finditer(text):
        word = match[0]
        if word[0].isupper() and plain_word(word) not in reviewed and plain_word(word) not in OURS:
            if not all(map(is_known, _parts(word))) or _is_out_of_place(text, match):
                yield match


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
