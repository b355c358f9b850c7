"""Recognising words that may not be quoted, wherever they stand, without carrying the words themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from vocbench.privacy.words import INVISIBLE, WORD, folded

_RUN = 6  # words in a row that are somebody's own; fewer are everybody's
_LEAST = 3  # words of an answer that is recognised as a whole

_UNSEEN = re.compile(f"[{INVISIBLE}]")

_Word = tuple[str, int, int]
"""A folded word, and where it starts and ends."""


@dataclass(frozen=True)
class Withheld:
    """What may not be quoted: hashes of its runs of six words, and of its short texts as a whole."""

    runs: frozenset[int] = frozenset()
    wholes: frozenset[int] = frozenset()

    @classmethod
    def of(cls, barred: Iterable[str], allowed: Iterable[str] = ()) -> Withheld:
        """What stands in a text of *barred* and in none of *allowed*."""
        own_runs, own_wholes = _hashes(barred)
        if own_runs or own_wholes:
            free_runs, free_wholes = _hashes(allowed)
            return cls(frozenset(own_runs - free_runs), frozenset(own_wholes - free_wholes))
        return cls()

    def find(self, text: str) -> list[tuple[int, int]]:
        """The passages [start, end) of *text* that may not be quoted, in order."""
        words = _words(text)
        if len(words) < _RUN:
            is_whole = len(words) >= _LEAST and _hash(words) in self.wholes
            return [(words[0][1], words[-1][2])] if is_whole else []
        found: list[tuple[int, int]] = []
        for run in _runs(words) if self.runs else ():
            if _hash(run) in self.runs:
                start, end = run[0][1], run[-1][2]
                if found and start <= found[-1][1]:
                    start = found.pop()[0]
                found.append((start, end))
        return found


def _words(text: str) -> list[_Word]:
    plain = folded(text)
    if not _UNSEEN.search(plain):
        return [(match[0], *match.span()) for match in WORD.finditer(plain)]
    places = [at for at, sign in enumerate(plain) if not _UNSEEN.match(sign)]
    found = WORD.finditer("".join(plain[at] for at in places))
    return [(match[0], places[match.start()], places[match.end() - 1] + 1) for match in found]


def _runs(words: list[_Word]) -> Iterator[list[_Word]]:
    return (words[at : at + _RUN] for at in range(len(words) - _RUN + 1))


def _hash(words: Collection[_Word]) -> int:
    plain = " ".join(word for word, _, _ in words)
    return int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def _hashes(texts: Iterable[str]) -> tuple[set[int], set[int]]:
    runs: set[int] = set()
    wholes: set[int] = set()
    for text in texts:
        words = _words(text)
        if len(words) >= _RUN:
            runs.update(map(_hash, _runs(words)))
        elif len(words) >= _LEAST:
            wholes.add(_hash(words))
    return runs, wholes
