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

_NO_ANSWER = """
    geen / geen antwoord / geen commentaar / geen idee / geen mening / geen opmerking
    geen opmerkingen / geen toevoeging / geen toevoegingen / geen aanvulling / geen aanvullingen
    geen verdere opmerkingen / geen bijzonderheden / geen suggestie / geen suggesties
    geen toelichting / geen verbeterpunten / geen tips / nee / nee hoor / nee dank u / nee bedankt
    neen / nope / niet / niets / niets te melden / niets speciaals / niets bijzonders
    niets toe te voegen / niks / niks bijzonders / niks te melden / verder niets / verder niks / nvt
    n v t / niet van toepassing / niet ingevuld / niet beantwoord / weet niet / weet ik niet
    weet ik niet meer / weet het niet / ik weet het niet / ik weet niet / zou het niet weten
    ik zou het niet weten / zou ik niet weten / wil ik niet zeggen / zeg ik liever niet / onbekend
    idem / idem dito / zie boven / zie hierboven / zie vorige / zie eerder
    zie vorig antwoord / zie vorige antwoord / ja / overslaan / test
    none / none at all / none really / no / no thanks / no thank you / no answer / no comment
    no comments / no further comment / no further comments / no other comments
    no additional comments / no opinion / no response / no reply / no idea / no suggestion
    no suggestions / not answered / did not answer / didnt answer / not a thing / not applicable
    not sure / im not sure / unsure / not really / not known / nothing / nothing at all
    nothing at all really / nothing really / nothing else / nothing more / nothing much
    nothing further / nothing to add / nothing further to add / nothing in particular
    nothing to say / nothing comes to mind / nothing springs to mind / nothing that i can think of
    nothing i can think of / cant think of anything / i cant think of anything
    cannot think of anything / i cannot think of anything / cant think of any
    cant think of anything else / cant think of a thing / na / n a / nil / null / nan / nix
    dont know / i dont know / do not know / i do not know / dunno / idk / unknown
    as above / see above / same as above / as before / as previous / ditto / yes / prefer not to say
    rather not say / skip / skipped / pass / tbc / tbd / haha / hahaha / blabla / bla bla / blah
    blah blah / lorem ipsum
"""
_KEYBOARD_ROWS = ("qwertyuiop", "azertyuiop", "asdfghjkl", "qsdfghjklm", "zxcvbnm", "wxcvbn")


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
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(r"[.'’`´/]", "", folded)).split())


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
    if not text.strip():
        return NoContent.EMPTY
    plain = plain_form(text)
    if not any(letter.isalpha() for letter in plain):
        return NoContent.NO_WORDS
    if _no_answer_pattern(tuple(extra_phrases)).fullmatch(plain):
        return NoContent.NO_ANSWER
    if not re.search(r"[^\W\d_]{2}", plain):
        return NoContent.TOO_SHORT
    if all(_is_noise(word) for word in plain.split()):
        return NoContent.KEYBOARD_NOISE
    return None


@lru_cache(maxsize=8)
def _no_answer_pattern(extra_phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Matches one or more phrases in a row ("no, nothing"), in plain form."""
    phrases = {plain_form(phrase) for phrase in (*re.split(r"[/\n]", _NO_ANSWER), *extra_phrases)} - {""}
    alternatives = "|".join(sorted(map(re.escape, phrases), key=lambda each: (-len(each), each)))
    # Atomic and possessive: trying every way to divide "blah blah blah …" would never end.
    return re.compile(rf"(?:(?>(?:{alternatives})(?!\S)) ?)++")


def _is_noise(word: str) -> bool:
    """Whether *word* is a held key, a run along the keyboard, or five letters that cannot be said."""
    if len(set(word)) == 1:
        return True
    unit = _repeated_unit(word)
    on_one_row = any(unit in row or unit in row[::-1] for row in _KEYBOARD_ROWS)
    if on_one_row and (len(unit) >= 4 or (len(unit) == 3 and unit != word)):  # noqa: PLR2004 - "asd" may be a word
        return True
    # A word of five consonants exists in neither language; an abbreviation such as GGZ is shorter.
    return len(word) >= 5 and bool(re.fullmatch(r"[bcdfghjklmnpqrstvwxz]+", word))  # noqa: PLR2004


def _repeated_unit(word: str) -> str:
    """The shortest beginning that, repeated, makes the whole word: "asd" for "asdasd"."""
    return word[: (word + word).index(word, 1)]
