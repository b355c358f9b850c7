"""Which answers say something, and why the others do not.

A reply such as "n.v.t." or "Nothing." belongs in no topic. Spelled in many ways and given by
many people, such replies can even swallow a whole model, so they are set apart and counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from vocbench.topics.forms import without_markup

_NOUNS = """
    antwoord commentaar idee mening opmerking opmerkingen aanmerking aanmerkingen toevoeging toevoegingen
    aanvulling aanvullingen bijzonderheden suggestie suggesties reactie reden toelichting verbeterpunten
    verbeteringen tip tips vragen speciaals
    answer answers comment comments coment opinion opinions response reply idea ideas suggestion suggestions
    remarks feedback
"""
"""What people say they have not, when they have nothing to say."""

_TO_SAY = (
    "(te melden|te vermelden|op te merken|aan te merken|toe te voegen|aan toe te voegen|dat ik weet"
    "|to add|to say|comes to mind|springs to mind|that i can think of|i can think of)"
)

_NO_ANSWER = r"""
    (ik |heb )*(geen|niets|niks)( (andere|enkele|flauw|specifieke|bijzonders|op of))*( LIST)?( TO_SAY)?
    nee|neen|niet( (bekend|beantwoord|ingevuld|van toepassing|dat ik weet))?
    (ik |dat |het )*weet( ik| dat| het)* niet( (meer|precies|zeker|goed))*|(ik |dat |het |zou )*niet weten
    (ik )?kan( ik)? (niets|niks) bedenken|kan ik niet zeggen|wil ik niet zeggen|zeg ik liever niet|liever niet
    nvt|n v t|onbekend|onleesbaar|idem( dito)?|al genoemd|al gezegd|overslaan
    (i |have |ive )*(no|none)( (other|additional|more))*( LIST)?( needed| that i can think of)?
    (i |have |theres |there is )*nothing( (else|more|much|special|obvious|in particular|TO_SAY))*
    (i )?(dont|do not|didnt|did not|cant|cannot|can not) (know|remember|answer|comment|say|think so)
    (i )?(dont|do not) have any( LIST)?|(i )?(cant|cannot|can not) think of (any|anything|a thing)( else)?
    (i am |im )?(unsure|not sure)|not( (known|applicable|relevant|answered|a thing|that i can think of))?
    (prefer|rather) not( to)? (say|answer)|already mentioned|too long ago to remember|non that i can think of
    i dont|dont|isnt (any|nowt)|nowt|nope|na|n a|nil|null|nan|nix|dunno|idk|unknown|ditto|unreadable|illegible
    skipped|tbc|tbd|haha|hahaha|hehe|hehehe|lol|bla|blabla|blah|blahblah|lorem ipsum
    (see|as|same|look|already|zie|als|idem|hetzelfde)( (ANOTHER|[0-9]+))+
"""
"""Replies that say nothing, in plain form, one pattern a line; also several in a row. The last line is
for what only points to another answer: "see my answers to 6 and 7", "zie vorige vraag"."""

_ANOTHER = """
    my the in to from at as answer answers response entry question questions number previous before earlier
    above said answered and mijn de het bij op als vraag vragen antwoord antwoorden vorig vorige eerder
    eerdere hierboven boven en
"""
_NO_ANSWER_ALONE = "ja|yes|test|pass|skip"
"""Replies that say nothing only by themselves: "no test" is about testing."""

_POLITENESS = """
    absolutely / absoluut / as far as im concerned / at all / at the moment / at this time / bedankt
    dank je wel / dank u wel / dank je / dank u / echt / eerlijk gezegd / eigenlijk / even / for me / for now
    further / gewoon / helaas / helemaal / honestly / hoor / in my case / in our case / momenteel
    on this occasion / op dit moment / please / really / so far / sorry / thank you so much
    thank you very much / thank you / thanks / to be honest / tot nu toe / verder / verdere / voor mij / zo
"""
"""What may stand anywhere in such a reply without making it say something."""

_LONGEST_NO_ANSWER = 80
"""Characters; whoever writes more says something."""

_A_LETTER = re.compile(r"[^\W\d_]")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_A_CODE = re.compile(r"[^\W\d_][+#&\d]|\d[^\W\d_]")
"""A word where a letter is none: "C++", "R&D", "D3", "4G"."""

_INSIDE_WORDS = re.compile(r"[.'’`´/]")
_LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")
_POLITE_WORDS = re.compile(r"\b(?:" + re.sub(r"\s*[/\n]\s*", "|", _POLITENESS.strip()) + r")\b")
_KEYBOARD_ROWS = ("qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn")
"""Characters; whoever writes more says something."""


class NoContent(StrEnum):
    """Why an answer cannot belong to a topic."""

    EMPTY = "empty"
    NO_WORDS = "no words"
    TOO_SHORT = "too short"
    NO_ANSWER = "no answer"
    KEYBOARD_NOISE = "keyboard noise"


def plain_form(text: str) -> str:
    """The words of *text* without case and punctuation; equal for answers that say the same.

    >>> plain_form("N.V.T. ") == plain_form("nvt")
    True
    """
    folded = (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(_LETTERS_AND_DIGITS.findall(_INSIDE_WORDS.sub("", folded)))


def find_no_content(text: str, *, extra_phrases: Iterable[str] = ()) -> NoContent | None:
    """Why *text* says nothing; ``None`` when it says something.

    A phrase counts only when the answer holds nothing else: "geen" says nothing, "geen warm
    water" does.

    Args:
        text: one answer.
        extra_phrases: further replies that mean "no answer", compared without case and
            punctuation.

    Returns:
        The reason, or ``None``.
    """
    text = without_markup(text)
    if len(text) > _LONGEST_NO_ANSWER and _A_WORD.search(text):
        return None
    if not _A_LETTER.search(text):
        return NoContent.NO_WORDS if text.strip() else NoContent.EMPTY
    plain = plain_form(text)
    if _says_nothing(plain, tuple(extra_phrases)):
        return NoContent.NO_ANSWER
    if not _A_WORD.search(plain):
        return None if _A_CODE.search(text) else NoContent.TOO_SHORT
    noise = all(_is_noise(word.group()) for word in _LETTERS_AND_DIGITS.finditer(text))
    return NoContent.KEYBOARD_NOISE if noise else None


def _says_nothing(plain: str, extra_phrases: tuple[str, ...]) -> bool:
    pattern, words = _no_answer(extra_phrases)
    # One look at the first word decides for most answers.
    return plain.partition(" ")[0] in words and bool(pattern.fullmatch(_without_politeness(plain)))


def _without_politeness(plain: str) -> str:
    return " ".join(_POLITE_WORDS.sub("", plain).split())


@lru_cache(maxsize=8)
def _no_answer(extra_phrases: tuple[str, ...]) -> tuple[re.Pattern[str], frozenset[str]]:
    """What matches replies in plain form without politeness, one or more in a row; and all its words."""
    extra = {_without_politeness(plain_form(phrase)) for phrase in extra_phrases} - {""}
    noun = f"({'|'.join(_NOUNS.split())})"
    parts = {
        "LIST": f"{noun}( (of|en|or|and) {noun})*",
        "TO_SAY": _TO_SAY,
        "ANOTHER": "|".join(_ANOTHER.split()),
    }
    replies = re.sub("LIST|TO_SAY|ANOTHER", lambda part: parts[part.group()], _NO_ANSWER)
    # What matches first is kept: "uh huh" has to come before "uh".
    further = sorted(map(re.escape, extra), key=lambda phrase: (-len(phrase), phrase))
    lines = [*further, *map(str.strip, replies.strip().splitlines())]
    # Atomic and possessive: trying every way to divide "blah blah blah …" would never end.
    each = "|".join(f"(?>({line})(?!\\S))" for line in lines)
    words = re.findall(r"[^\W_]+", " ".join([replies, _NO_ANSWER_ALONE, _POLITENESS, *extra]))
    pattern = rf"{_NO_ANSWER_ALONE}|((?>{each}) ?)++"
    # Python 3.11 may fail on groups that it has to remember within such ones.
    return re.compile(re.sub(r"\((?!\?)", "(?:", pattern)), frozenset(words)


@lru_cache(maxsize=50_000)
def _is_noise(word: str) -> bool:
    """Whether *word* is a held key, a run along the keyboard, or six letters that cannot be said."""
    low = word.lower()
    if len(set(low)) == 1:
        return True
    unit = _repeated_unit(low)
    on_one_row = any(unit in row or unit in row[::-1] for row in _KEYBOARD_ROWS)
    if on_one_row and (len(unit) >= 4 or (len(unit) == 3 and unit != low)):  # noqa: PLR2004 - "asd" may be a word
        return True
    # Capitals inside are those of an abbreviation or a format, such as "MSSQL" and "mzXML".
    return word[1:].islower() and bool(re.fullmatch(r"[bcdfghjklmnpqrstvwxz]{6,}", low))


def _repeated_unit(word: str) -> str:
    """The shortest beginning that, repeated, makes the whole word: "asd" for "asdasd"."""
    return word[: (word + word).index(word, 1)]
