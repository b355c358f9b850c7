"""Sentences that tell of a small group: "2 of 3 nurses in Lelystad"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from vocbench.privacy.smallcells import LEAST, Groups
from vocbench.privacy.words import WORD, folded

_NEAR = 5
"""Words that may stand between two attributes of one group."""

_LEAST_LETTERS = 3  # of a value that is found in a sentence
_LONGEST = 4  # words of such a value
_ENDINGS = ("", "s", "'s", "es", "n", "en")
_SENTENCE = re.compile(r"(?:[^.!?;\s]|[.!?;](?=\S)|\s(?!\s))+")
"""What ends with its sign, or before two blanks: cells of a printed table are no sentence."""

_FEW = {
    **{word: n for n, word in enumerate(["one", "two", "three", "four"], start=1)},
    **{word: n for n, word in enumerate(["één", "twee", "drie", "vier"], start=1)},
    **dict.fromkeys(["only", "single", "enige"], 1),
}
_COUNT = re.compile(
    rf"(?<![\w.,%-])(?:(?P<digits>\d+)|(?P<word>{'|'.join(_FEW)}))"
    r"(?:\s(?:of|out of|van|uit|the|de|het|our|onze|all|alle|respondents?|respondenten|customers?|"
    r"klant(?:en)?|people|mensen|participants?|deelnemers?|from|in|who|die|are|zijn|is|a|an|een|\d+|"
    rf"{'|'.join(_FEW)}))*\s$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"([^:;\n]+): ([^;\n]*)(?:; |$)")
_FEWEST_PAIRS = 2


@dataclass(frozen=True, slots=True)
class Mention:
    """A group that the characters [start, end) of a text tell of: its attributes, name to value."""

    start: int
    end: int
    attributes: Mapping[str, str]


class Mentions:
    """Finds what a text tells of small groups.

    Args:
        groups: who shares which attributes.
        least: how many people must share what is told.
    """

    def __init__(self, groups: Groups, *, least: int = LEAST) -> None:
        self._groups = groups
        self._least = least
        self._values = {
            folded(value): (min(names), value)
            for value, names in groups.telling_values().items()
            if sum(sign.isalpha() for sign in value) >= _LEAST_LETTERS
        }

    def find(self, text: str) -> list[Mention]:
        """The small groups that *text* tells of, in order.

        One that is said by two or more attributes close to each other ("nurses in Lelystad"), one with a
        number of people before it that is below the least ("the only nurse"), and what drawings write of a
        mark ("role: nurse; n: 2").
        """
        pairs = dict(_PAIR.findall(text))
        if len(pairs) >= _FEWEST_PAIRS and _PAIR.sub("", text) == "":
            shown = self._of_mark(pairs)
            if self._groups.is_small(shown, least=self._least):
                return [Mention(0, len(text), shown)]
        if not self._values:
            return []
        found = (each for match in _SENTENCE.finditer(text) for each in self._chunks(match))
        return [each for each in found if self._is_of_few(text, each)]

    def _of_mark(self, pairs: Mapping[str, str]) -> dict[str, str]:
        """The attributes of a mark: by their names, by their values, or by a measure called as a value."""
        named = self._groups.known(pairs)
        owners = self._groups.telling_values()
        found: dict[str, str] = {}
        for name, value in pairs.items():
            if name not in named:
                said = value if value.casefold() in owners else name
                found |= dict.fromkeys(sorted(owners.get(said.casefold(), ()))[:1], said)
        return {**found, **named}

    def _chunks(self, sentence: re.Match[str]) -> Iterator[Mention]:
        """The attributes of *sentence*, those that stand close to each other as one group."""
        words = list(WORD.finditer(folded(sentence[0])))
        shift, at, last = sentence.start(), 0, 0
        chunk: Mention | None = None
        while at < len(words):
            name, value, length = self._value_at(words, at)
            if not length:
                at += 1
                continue
            start, end = shift + words[at].start(), shift + words[at + length - 1].end()
            if chunk and name not in chunk.attributes and at - last <= _NEAR:
                chunk = Mention(chunk.start, end, {**chunk.attributes, name: value})
            else:
                if chunk:
                    yield chunk
                chunk = Mention(start, end, {name: value})
            at = last = at + length
        if chunk:
            yield chunk

    def _value_at(self, words: list[re.Match[str]], at: int) -> tuple[str, str, int]:
        """The attribute and the value that begins at a word, and how many words it has; 0 for none."""
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            said = " ".join(each[0] for each in words[at : at + length])
            for ending in _ENDINGS:
                if said.endswith(ending) and (found := self._values.get(said[: len(said) - len(ending)])):
                    return (*found, length)
        return "", "", 0

    def _is_of_few(self, text: str, mention: Mention) -> bool:
        size = self._groups.size(mention.attributes)
        if not size or self._groups.is_signed(mention.attributes):
            return False
        n = _count_before(text[: mention.start])
        is_counted = n is not None and 0 < n < self._least
        is_small = size < self._least
        return is_small or is_counted if len(mention.attributes) > 1 else is_small and is_counted


def _count_before(text: str) -> int | None:
    """The number of people that *text* ends with, as "2 of 3" and "the only"; ``None`` where it has none."""
    match = _COUNT.search(text)
    if match is None:
        return None
    return int(match["digits"]) if match["digits"] else _FEW[match["word"].lower()]
