"""The words in what people wrote: their forms, their spelling, their families."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import takewhile

from vocbench.topics.stopwords import DEGREES, MODIFIERS, word_set

WORD_PATTERN = r"(?<!\w)[^\W\d_]{2,}(?:['-][^\W\d_]+)*(?!\w)"
"""Two or more letters, with an apostrophe or hyphen inside: "foto's", "follow-up"."""

_TOKEN = re.compile(rf"{WORD_PATTERN}|\w+|[^\w\s]|\n")
_MARKUP = re.compile(r"(?is)<(script|style)\b.*?</\1>|<!--.*?-->|</?[a-z][^<>]*>")
_ADDRESS = re.compile(
    r"(?i)\b(?:https?://|www\.)\S+|\S+@\S+\.\S+|\.(?:com|org|net|nl|be|eu|io|co\.uk)\b(?:/\S*)?"
)
_CURLY = str.maketrans("’‘`´", "''''")
_DICTIONARIES = ("nl", "en")
_LEAST_FIRST = 4
_LEAST_LAST = 3
_PREFIXES = word_set("""
    aller achter binnen boven buiten door mede onder over samen tegen terug tussen voor weer
""")
_SUFFIXES = word_set("""
    aal aar aars achtig alen baar bare delijk den eer eers elijk elijke end ende enis ent enten eren erij ers
    gen heid heden ing ingen isch ische isme iteit len lijk lijke ling lingen loos matig men nen pen ren schap
    sel sen ster sters ten tie ties ven zaam zen
""")
"""What a word begins or ends with though it is no compound."""


def straight(text: str) -> str:
    """*text* with straight apostrophes, so that a word is one word however it was typed."""
    return text.translate(_CURLY)


def without_markup(text: str) -> str:
    """*text* without HTML: tags are lines, entities are the signs they stand for.

    >>> without_markup("<p>Te&nbsp;traag</p>").split()
    ['Te', 'traag']
    """
    unescaped = html.unescape(text) if "&" in text else text
    return _MARKUP.sub("\n", unescaped) if "<" in unescaped else unescaped


def tokens_of(text: str) -> list[str]:
    """The words of *text* as written, and between them the signs and numbers that part them.

    Tags, web and mail addresses are no words of the writer.
    """
    plain = straight(without_markup(text))
    return _TOKEN.findall(_ADDRESS.sub(" ", plain) if "." in plain else plain)


def lemmatizer(languages: Sequence[str]) -> Callable[[str], str]:
    """What gives one spelling for all forms of a word: "wachttijden" and "wachttijd".

    The dictionaries of simplemma come with the package. One of its steps is not enough ("wachtte"
    gives "wachten", and that the noun "wacht"), so steps are taken until they repeat.

    Args:
        languages: ISO 639-1 codes, the likeliest first; without a dictionary for any of them,
            each form is a word of its own.

    Returns:
        A function of a word in lower case. What it returns is a key, not always a word to show.
    """
    step = _dictionary_step(tuple(languages))

    def lemma(word: str) -> str:
        # "More" and "better" say something else than "much" and "good".
        if word in MODIFIERS or word in DEGREES:
            return word
        seen: list[str] = []
        while word not in seen:
            seen.append(word)
            word = step(word)
        root = min(seen[seen.index(word) :])
        return _comparative(seen[0], root) or root

    return lemma


def _comparative(word: str, root: str) -> str:
    """What *word* is if it compares, such as "quicker" or "snellere"; "" if it does not.

    It asks for more of what its root praises. A word in -er whose root is no word in -er compares,
    except the stem of a verb ("herinner", "probeer").
    """
    bare = word.removesuffix("e")
    compares = bare.endswith("er") and not bare.endswith("eer")
    return bare if compares and not root.endswith("er") and not root.startswith(bare) else ""


def are_kin(word: str, other: str) -> bool:
    """Whether two different words repeat each other in a list: forms, or compounds with a part in common.

    "Wachttijd", "wachtrij" and "wachten" are kin by their first part, "telefoonrekening" and
    "energierekening" by their last. Only Dutch writes such words as one, so English words are
    compared by their beginnings alone.
    """
    if _begin_alike(_stem(word), _stem(other)):
        return True
    (first, last), (other_first, other_last) = _parts(word.lower()), _parts(other.lower())
    return first == other_first or last == other_last


def _begin_alike(stem: str, other: str) -> bool:
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(stem, other, strict=False)))
    shorter = min(len(stem), len(other))
    # "Care" and "careful", "reassuring" and "reassurance"; not "clean" and "clear".
    return shared == shorter >= 4 or shared >= max(5, shorter - 2)  # noqa: PLR2004


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    """*word* in lower case, without hyphens and without an ending such as that of "editor" and "editing"."""
    return re.sub(r"(?<=\w{4})(?:ing|ion|ive|ed|er|or)$", "", word.lower().replace("-", ""))


@lru_cache(maxsize=50_000)
def _parts(word: str) -> tuple[str, str]:
    """The first and the last part of a Dutch compound, as keys; of another word twice itself."""
    lemma = lemmatizer(_DICTIONARIES)
    if "-" in word:
        return lemma(word.partition("-")[0]), lemma(word.rpartition("-")[2])
    ends = range(len(word) - _LEAST_LAST, _LEAST_FIRST - 1, -1)
    for end in () if is_known(word, "en") else ends:
        # The "s" of "verzekeringskaart" belongs to neither part.
        firsts = {word[:end], word[:end].removesuffix("s")} - _PREFIXES
        first = next((part for part in sorted(firsts) if is_known(part, "nl")), "")
        if first and word[end:] not in _SUFFIXES and is_known(word[end:], "nl"):
            return lemma(first), lemma(word[end:])
    return lemma(word), lemma(word)


def is_known(word: str, language: str | None = None) -> bool:
    """Whether *word* is in the dictionary of *language*; ``None`` means of Dutch or English."""
    codes = _supported((language,) if language else _DICTIONARIES)
    if not codes:
        return False
    from simplemma import is_known as is_in_dictionary  # noqa: PLC0415 - loads dictionaries when used

    return is_in_dictionary(word, codes)


def _supported(languages: tuple[str, ...]) -> tuple[str, ...]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES  # noqa: PLC0415

    return tuple(code for code in languages if code in SUPPORTED_LANGUAGES)


@lru_cache(maxsize=8)
def _dictionary_step(languages: tuple[str, ...]) -> Callable[[str], str]:
    from simplemma import Lemmatizer  # noqa: PLC0415 - loads dictionaries when used

    supported = _supported(languages)
    lemmatize = Lemmatizer().lemmatize
    return (lambda word: lemmatize(word, supported).lower()) if supported else (lambda word: word)
