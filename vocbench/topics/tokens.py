"""Texts as words: which text has which word, and how each word is mostly written."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from vocbench.topics.forms import WORD_PATTERN, is_known, tokens_of

_BEFORE_SENTENCE = set('.!?…:;\n"“(•*-–')
"""After these a capital is no sign of a name."""

_LEAST_PART = 3
"""Letters that each part of a word written apart has at least."""


@dataclass(frozen=True, eq=False)
class Tokens:
    """All words of some texts, in reading order.

    Args:
        words: the different words, in lower case.
        shown: each of them with the capitals it mostly has inside a sentence.
        text: for each token the number of its text.
        word: for each token the place of its word in ``words``.
        follows: for each token whether nothing but space parts it from the token before.
    """

    words: list[str]
    shown: list[str]
    text: NDArray[np.intp]
    word: NDArray[np.intp]
    follows: NDArray[np.bool_]

    def joined(self, apart: Collection[str]) -> Tokens:
        """The same with words written apart as one, where other texts write them as one.

        "Klanten service" becomes "klantenservice" if that word occurs twice, or once and a dictionary
        has it: a single slip of the space bar makes no word.

        Args:
            apart: words that stay apart: with stop words, "met een" would become "meteen".
        """
        n = np.bincount(self.word, minlength=len(self.words))
        number = {word: place for place, word in enumerate(self.words) if n[place] > 1 or is_known(word)}
        joins = np.array([len(word) >= _LEAST_PART and word not in apart for word in self.words], dtype=bool)
        before, after = self.word[:-1], self.word[1:]
        (places,) = np.nonzero(self.follows[1:] & joins[before] & joins[after])
        word, kept = self.word.copy(), np.ones(len(self.word), dtype=bool)
        for place, first, second in zip(places, before[places], after[places], strict=True):
            whole = number.get(self.words[first] + self.words[second])
            if whole is not None and kept[place]:
                word[place], kept[place + 1] = whole, False
        return replace(self, text=self.text[kept], word=word[kept], follows=self.follows[kept])


def read_tokens(texts: Sequence[str], times: NDArray[np.float64]) -> Tokens:
    """The words of *texts*.

    Args:
        texts: the texts, as their writers wrote them.
        times: how often each text occurs.
    """
    forms, form, text = _numbered(texts)
    is_word = np.array([bool(re.fullmatch(WORD_PATTERN, each)) for each in forms], dtype=bool)
    opens = np.array([each in _BEFORE_SENTENCE for each in forms], dtype=bool)
    first = np.diff(text, prepend=-1) > 0
    before = np.roll(form, 1)
    shouted = np.array([each.isupper() for each in texts], dtype=bool)
    counted = np.where(shouted[text], 0, times[text]) * is_word[form]
    begins = first | opens[before]
    n_inside = np.bincount(form, weights=counted * ~begins, minlength=len(forms))
    n_begins = np.bincount(form, weights=counted * begins, minlength=len(forms))
    shown = _shown([each for each in zip(forms, n_inside, n_begins, is_word, strict=True) if each[-1]])
    number = {word: place for place, word in enumerate(shown)}
    word = np.array([number.get(each.lower(), -1) for each in forms], dtype=np.intp)
    kept = is_word[form]
    follows = ~first & is_word[before]
    return Tokens(list(shown), list(shown.values()), text[kept], word[form[kept]], follows[kept])


def uncapitalised(tokens: Sequence[str]) -> list[str]:
    """*tokens* of one text without the capitals with which sentences begin.

    >>> uncapitalised(["Wachten", "op", "de", "NS", ".", "GGZ"])
    ['wachten', 'op', 'de', 'NS', '.', 'GGZ']
    """
    return [
        token.lower() if before in _BEFORE_SENTENCE and token[1:] == token[1:].lower() else token
        for before, token in zip(("\n", *tokens), tokens, strict=False)
    ]


def _numbered(texts: Sequence[str]) -> tuple[list[str], NDArray[np.intp], NDArray[np.intp]]:
    """The different tokens, and for each token its place among them and the number of its text."""
    place: defaultdict[str, int] = defaultdict()
    place.default_factory = place.__len__
    lists = [[place[token] for token in tokens_of(text)] for text in texts]
    text = np.repeat(np.arange(len(lists)), [len(each) for each in lists])
    form = np.fromiter(chain.from_iterable(lists), dtype=np.intp, count=len(text))
    return list(place), form, text


def _shown(forms: Sequence[tuple[str, float, float, bool]]) -> dict[str, str]:
    """Each word in lower case, with the form it mostly has inside sentences."""
    best: dict[str, tuple[float, str]] = {}
    for form, n_inside, n_begins, _ in forms:
        # A capital that begins a sentence says nothing; further ones do: "GGZ", "JupyterLab".
        n_sure = n_inside + (n_begins if form[1:] != form[1:].lower() else 0)
        word = form.lower()
        # Once may be an accident.
        best[word] = max(best.get(word, (1.0, word)), (n_sure, form))
    return {word: form for word, (_, form) in best.items()}
