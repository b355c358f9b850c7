"""What a label looks like: the words before a colon that name who speaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from vocbench.exchange.transcripts.roles import is_usual_label

_LONGEST_LABEL, _MOST_LABEL_WORDS = 60, 6
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_SENTENCE_MARK = re.compile(r"[?!;,…\"“”]|\w{6,}\.|\.\.|^\W*$")
_WORD = re.compile(r"[^\W\d_]+")
_RARE = 1 / 3
_SMALL = (
    "van de den der het 't 'd of von zu del della di da dos la le du ten ter te op in en and the y bin ibn "
    "al el heer mevrouw meneer mr mrs ms dr drs prof dhr mw"
)
_PARTICLES = frozenset(_SMALL.split())
_SURNAME_FIRST = re.compile(r"([^\W\d_][\w' -]*), (?=[^\W\d_])")
_UNKNOWN = re.compile(r"\?{1,3}|\+\d[\d ()-]{6,20}")
"""What transcribers write where they do not know who speaks."""


def tidied(label: str) -> str:
    """A label without marks of bold type, bullets and the like around it."""
    return " ".join(label.replace("**", "").split()).strip("*:-–•> \u200e\u200f\u202a\u202c")


def is_label(label: str) -> bool:
    """Whether *label* is short, has a letter and no mark of a sentence, or is ``?`` or a phone number."""
    if len(label) > _LONGEST_LABEL:
        return False
    if _UNKNOWN.fullmatch(label):
        return True
    bare = _given_name_first(_ASIDE.sub("", label))
    return (
        len(bare.split()) <= _MOST_LABEL_WORDS
        and any(map(str.isalpha, bare))
        and not _SENTENCE_MARK.search(bare.removesuffix("."))
        and not bare.endswith((".", ")", "]"))
    )


def _given_name_first(label: str) -> str:
    """*label* without the comma in ``Smith, John``."""
    bare = _SURNAME_FIRST.sub(r"\1 ", label, count=1)
    return bare if is_name(bare) else label


def is_usual_or_name(label: str) -> bool:
    """Whether *label* is a usual one, or one such as ``Anna van Dijk``."""
    return is_usual_label(label) or is_name(label)


def is_name(label: str) -> bool:
    """Whether each word of *label* starts like a word of a name, and the last one is no particle."""
    words = [word for word in _ASIDE.sub("", label).split() if any(map(str.isalnum, word))]
    return not (len(words) > 1 and words[-1] in _PARTICLES) and all(
        word[0].isupper() or word.lstrip("+")[0].isdigit() or word.casefold() in _PARTICLES for word in words
    )


def names_among(counts: Mapping[str, int], marked: Collection[str]) -> Iterator[str]:
    """Those of the labels of a talk that name somebody.

    "Conclusion:" once in running text does not; in bold, beside a time, or where every paragraph has
    a label, it does. "Step 2:" once numbers a thing, and "Proposal Anna:" is about Anna, who speaks herself.

    Args:
        counts: how often each label occurs.
        marked: the labels that are set apart from the words by more than a colon.
    """
    recurring = {label for label, n in counts.items() if n > 1}
    for label, n in counts.items():
        if n > 1:
            is_one = label in marked or not label[0].islower()
        else:
            is_set_apart = label in marked or (" " in label and "," not in label)
            is_one = is_set_apart and is_name(label) and not _is_about(label, recurring)
        if is_one or is_usual_label(label) or _UNKNOWN.fullmatch(label):
            yield label


def _is_about(label: str, recurring: Collection[str]) -> bool:
    """Whether a label that occurs once numbers something, or holds the name of somebody who speaks.

    ``Anna & Bert`` are two who do.
    """
    if all(word in recurring for word in label.split() if any(map(str.isalnum, word))):
        return False
    first, *others = _ASIDE.sub("", label).split()
    if [first, *others][-1].isdigit():
        return True
    is_own = first in recurring or first.casefold().rstrip(".") in _PARTICLES
    return not is_own and any(word in recurring for word in others)


def doubtful(counts: Mapping[str, int], texts: Iterable[str]) -> Mapping[str, int]:
    """The labels that may be no names, and how often *texts* have their words in small letters.

    A name is never written so, a word such as "note" is. So is "chair": who speaks as often as
    others do is not doubted.
    """
    rare = max(1, sum(counts.values()) / max(len(counts), 1) * _RARE)
    words = {
        label: _bare_words(label) for label, n in counts.items() if n <= rare and not is_usual_label(label)
    }
    sought = {word for each in words.values() for word in each}
    seen = Counter(word for text in texts for word in _WORD.findall(text) if word in sought)
    small = {label: min((seen[word] for word in each), default=0) for label, each in words.items()}
    return {label: n for label, n in small.items() if n}


def _bare_words(label: str) -> list[str]:
    """The words of a label in small letters, without numbers and particles."""
    return [word for word in _WORD.findall(_ASIDE.sub("", label).casefold()) if word not in _PARTICLES]
