"""Finding words in texts as a person means them: capitals, accents and kinds of blanks do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from vocbench.errors import QuoteError

Place = tuple[int, int]
"""Start and end of a hit, in characters of the text as it was written."""

_WORD = re.compile(r"\w+")
_SINGLE = re.compile(r"\*?\w+\*?")
_FEW = 8  # up to so many words are first looked for one by one


class _Plain(dict[int, str]):
    """Each character without its accent and capital, worked out once."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        base = unicodedata.normalize("NFD", sign)[0].lower()
        # As many characters as before, so that every place stays what it was.
        self[code] = found = _ALIKE.get(sign) or (base if len(base) == 1 else sign)
        return found


_ALIKE = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014", "-"),
    **dict.fromkeys("\u00a0\u202f\u2007\u2009", " "),
}
_PLAIN = _Plain()


def folded(text: str) -> tuple[str, Sequence[int] | None]:
    """*text* in small letters, without accents and with plain quotation marks, blanks and dashes.

    Returns:
        The plain text, and where each of its characters and its end stand in *text*; ``None``
        where every character stayed in its place.

    >>> folded("Café “Één”")[0]
    'cafe "een"'
    """
    if text.isascii():
        return text.lower(), None
    plain = text.translate(_PLAIN)
    if unicodedata.is_normalized("NFC", text) or not any(map(unicodedata.combining, plain)):
        return plain, None
    kept = [at for at, sign in enumerate(plain) if not unicodedata.combining(sign)]
    return "".join(plain[at] for at in kept), [*kept, len(text)]


class _Wanted(dict[str, bool]):
    """Whether a word is one that is looked for, worked out once: people use few different words."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        forms = (re.escape(word).replace(r"\*", r"\w*") for word in words)
        self._pattern = re.compile("|".join(forms))

    def __missing__(self, word: str) -> bool:
        self[word] = found = self._pattern.fullmatch(word) is not None
        return found


class Finder:
    """Finds words in texts.

    Args:
        words: single words or phrases.
        whole: whether a hit starts and ends where words do. A ``*`` at the start or end of a word
            then stands for any letters: ``douche*`` finds "douchebeurt".

    Raises:
        QuoteError: there are no words to look for.
    """

    def __init__(self, words: Iterable[str], *, whole: bool) -> None:
        plain = dict.fromkeys(folded(each.strip())[0] for each in words)
        wanted = [each for each in plain if (_bare(each) if whole else each)]
        if not wanted:
            raise QuoteError("There are no words to look for. Write at least one.")
        single = [each for each in wanted if whole and _SINGLE.fullmatch(each)]
        phrases = sorted(set(wanted) - set(single), key=lambda each: (-len(each), each))
        self._wanted = _Wanted(single) if single else None
        # The longest first: a pattern takes the first that fits.
        form = _whole if whole else _part
        self._pattern = re.compile("|".join(map(form, phrases))) if phrases else None
        # Asking for a word is much faster than any pattern, and most texts hold none of a few.
        stems = [(_bare(each) if whole else each).split()[0] for each in wanted]
        self._stems = stems if len(wanted) <= _FEW else []

    def places(self, text: str) -> list[Place]:
        """Where the words stand in *text*, in order."""
        plain, origins = folded(text)
        if self._stems and not any(stem in plain for stem in self._stems):
            return []
        found = [*self._words(plain), *self._phrases(plain)]
        if self._wanted and self._pattern:
            found.sort()
        return [(origins[start], origins[end]) for start, end in found] if origins else found

    def _words(self, plain: str) -> Iterator[Place]:
        wanted = self._wanted
        if wanted is None or not any(wanted[word] for word in _WORD.findall(plain)):
            return iter(())
        return (hit.span() for hit in _WORD.finditer(plain) if wanted[hit.group()])

    def _phrases(self, plain: str) -> Iterator[Place]:
        return (hit.span() for hit in self._pattern.finditer(plain)) if self._pattern else iter(())


def _bare(word: str) -> str:
    return word.replace("*", "").strip()


def _part(words: str) -> str:
    """The pattern of *words* anywhere, whatever blanks lie between them."""
    return r"\s+".join(map(re.escape, words.split()))


def _whole(words: str) -> str:
    """The pattern of *words* that start and end where words do, with ``*`` for any letters."""
    before, after = words.startswith("*"), words.endswith("*")
    form = _part(words.strip("*"))
    # A boundary only beside a letter: "C++" ends without one.
    first = r"\w*" if before else r"(?<!\w)" if re.match(r"\w", words) else ""
    last = r"\w*" if after else r"(?!\w)" if re.search(r"\w$", words) else ""
    return f"{first}{form}{last}"
