"""The words of a text as names are looked for: folded, and known to a dictionary or not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def words_of(listed: str) -> frozenset[str]:
    """The words that are listed with blanks between them."""
    return frozenset(listed.split())


LANGUAGES = ("nl", "en")
WORD = re.compile(r"[^\W_]+(?:['’.-]?[^\W\d_]+)*")
"""A word with what holds it together: ``Jan-Willem``, ``d'Hondt``."""

INVISIBLE = "\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Signs that may stand in a word unseen: accents, soft hyphens, blanks of no width, marks of direction."""

_SENTENCE_END = frozenset('.!?…:\n"“”„«»‘()[]•*|>—·/→=;')
_LOOK_BACK = 12
_OTHER_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ß": "s",
    "æ": "a",
    "œ": "o",
    "þ": "t",
    "’": "'",
    "`": "'",
}


class _Folding(dict[int, str]):
    """One character for each, so that places stay: without capitals and accents."""

    def __missing__(self, code: int) -> str:
        sign = chr(code).lower()[0]
        plain = unicodedata.normalize("NFKD", sign)[0]
        self[code] = _OTHER_LETTERS.get(sign, plain if plain.isalnum() else sign)
        return self[code]


_FOLDING = _Folding()


def folded(text: str) -> str:
    """*text* in small letters without accents, as long as it was.

    >>> folded("Yıldız Çelik")
    'yildiz celik'
    """
    return text.translate(_FOLDING)


@lru_cache(maxsize=200_000)
def is_known(word: str) -> bool:
    """Whether a dictionary of Dutch or English has *word*, in whatever capitals.

    The dictionaries are those of simplemma, which come with the package.
    """
    from simplemma import is_known as is_in_dictionary  # noqa: PLC0415 - loads dictionaries when used

    return bool(is_in_dictionary(word.lower(), lang=LANGUAGES))


def starts_sentence(text: str, at: int) -> bool:
    """Whether the word at *at* is the first of a sentence, where everything has a capital."""
    if at and text[at - 1] in "'’" and not text[max(0, at - 2) : at - 1].strip():
        return True  # a quotation begins here
    before = text[max(0, at - _LOOK_BACK) : at].rstrip(" \t\u00a0'’-–")
    before = re.sub(r"(?:^|\s)['’]s$", "", before).rstrip()  # "'s Ochtends": the capital comes one word late
    return not before or before[-1] in _SENTENCE_END
