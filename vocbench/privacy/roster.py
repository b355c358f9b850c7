"""Names that a study knows, found whatever their capitals and accents, and with a slip of one letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vocbench.privacy.kinds import Hit, Kind
from vocbench.privacy.words import INVISIBLE, WORD, folded, is_known, starts_sentence, words_of

_LEAST_LETTERS = 3  # of a part of a name that stands for the whole
_LEAST_FUZZY = 5  # of a name in which one letter may be wrong: "Ank" and "Anna" would be one
_PARTICLES = words_of("""
    van de der den het 't ten ter te von di da du la le el al bin ben ibn st mc o d s
""")
_AFTER_A_VERB = words_of("""
    je jij u ik hij zij ze we wij jullie het dat dit de een er men niet nog ook you i he she it we they
    the a not that this
""")
_CODE = re.compile(r"\s*(?:[a-z]{0,2}|resp(?:ondent)?|speaker|spreker|deelnemer|klant|participant|user)"
                   r"[\s_.-]*\d*\s*", re.IGNORECASE)  # fmt: skip
_HEXADECIMAL = re.compile(r"^[a-f]+$|^\d|\d$")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name that a study knows, and what stands in its place."""

    name: str
    kind: Kind
    label: str = ""


def is_code(name: str) -> bool:
    """Whether *name* is a number or role rather than a name: ``p03``, ``R1``, ``SPEAKER_01``.

    >>> is_code("p03"), is_code("SPEAKER_01"), is_code("Wil"), is_code("p03_marieke")
    (True, True, False, False)
    """
    has_digit = any(sign.isdigit() for sign in name)
    is_role = name.strip().casefold() in {"i", "r", "interviewer", "respondent", "moderator", "a", "b"}
    return is_role or (has_digit and _CODE.fullmatch(name) is not None)


class Roster:
    """Finds the names of *entries* in texts.

    A person is found by the whole name, by the first name and by the family name. Two people of one name
    get no label of their own there, as nobody knows who is meant.

    A name that is a word as well (Wil, Roos, Mark) is found with a capital only: lower-case letters say the
    word. At the start of a sentence it is taken for the name unless what follows makes it a verb ("Wil je
    koffie?").
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._forms: dict[str, Entry] = {}
        for entry in entries:
            for form in _forms(entry):
                known = self._forms.setdefault(form, entry)
                if known.label != entry.label:
                    self._forms[form] = Entry(known.name, known.kind)
        self._words = frozenset(form for form in self._forms if _is_word(form))
        self._fuzzy = {
            variant: form
            for form in self._forms
            if form.isalpha() and len(form) >= _LEAST_FUZZY and form not in self._words
            for variant in _variants(form)
        }
        self._nearest: dict[str, str | None] = {}
        self._pattern = _pattern(self._forms)

    def find(self, text: str) -> list[Hit]:
        """The names in *text*, in order of place; exact ones and those with a slip."""
        plain = folded(text)
        exact = list(self._exact(text, plain))
        taken = {at for hit in exact for at in range(hit.start, hit.end)}
        slips = (hit for hit in self._slips(text, plain) if hit.start not in taken)
        return sorted([*exact, *slips], key=lambda hit: hit.start)

    def _exact(self, text: str, plain: str) -> Iterator[Hit]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(plain):
            form = _plain_form(match[0])
            if form not in self._words or _is_meant(text, match):
                yield self._hit(match.start(), match.end(), form)

    def _slips(self, text: str, plain: str) -> Iterator[Hit]:
        if not self._fuzzy:
            return
        for match in WORD.finditer(plain):
            word = match[0].removesuffix("'s")
            if word not in self._nearest:
                self._nearest[word] = self._name_near(word)
            form = self._nearest[word]
            if form is not None and not is_known(text[match.start() : match.start() + len(word)]):
                yield self._hit(match.start(), match.start() + len(word), form)

    def _name_near(self, word: str) -> str | None:
        """The name that *word* is with one letter more, less, other or moved; ``None`` where it is none."""
        if len(word) < _LEAST_FUZZY - 1 or not word.isalpha():
            return None
        return next((self._fuzzy[each] for each in _variants(word) if each in self._fuzzy), None)

    def _hit(self, start: int, end: int, form: str) -> Hit:
        entry = self._forms[form]
        return Hit(start, end, entry.kind, entry.label)


def _forms(entry: Entry) -> Iterator[str]:
    """What *entry* is called: the whole, and of a person the first and the family name."""
    whole = _plain_form(folded(entry.name))
    if not whole:
        return
    yield whole
    if entry.kind is not Kind.PERSON or is_code(entry.name):
        return
    parts = [part for part in whole.split(" ") if not any(sign.isdigit() for sign in part)]
    if len(whole.split(" ")) > 1:
        family = parts[1:]
        for form in (*parts[:1], " ".join(family), *family[-1:]):
            if len(form) >= _LEAST_LETTERS and form not in _PARTICLES:
                yield form


def _plain_form(name: str) -> str:
    """A folded name with one blank between its parts."""
    seen = re.sub(rf"%20|[{INVISIBLE}]", lambda sign: " " if sign[0] == "%20" else "", name)
    return " ".join(re.split(r"[\W_]+", seen)).strip()


def _is_word(form: str) -> bool:
    return " " not in form and (len(form) < _LEAST_LETTERS or is_known(form))


def _variants(word: str) -> set[str]:
    """The word, and the word without each of its letters: two words that share one differ by a slip."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    ordered = sorted(forms, key=lambda form: (-len(form), form))
    if not ordered:
        return None
    between, within = r"(?:[\s_.\-'’+]|%20)+", f"[{INVISIBLE}]*"
    names = (
        _bounded(form, between.join(within.join(map(re.escape, part)) for part in form.split(" ")))
        for form in ordered
    )
    return re.compile("|".join(names))


def _bounded(form: str, name: str) -> str:
    """A pattern for *name* as a word: "Mariekes" and "Marieke's" hold it, and the s stays.

    "marieke2" holds it too; but an id of ours is made of digits and the letters of "Bea" and "Ada".
    """
    border = r"[^\W_]" if _HEXADECIMAL.search(form) else r"[^\W\d_]"
    return rf"(?<!{border}){name}(?=(?:['’]?s)?(?!{border}))"


def _is_meant(text: str, match: re.Match[str]) -> bool:
    """Whether a word that is a name as well is meant as a name here."""
    if not text[match.start()].isupper():
        return False
    if not starts_sentence(text, match.start()):
        return True
    following = WORD.match(text, match.end() + 1)
    return following is None or following[0].lower() not in _AFTER_A_VERB
