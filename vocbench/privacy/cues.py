"""Names that give themselves away by the words around them: ``mevrouw Jansen``, ``I live in Leeds``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vocbench.privacy.kinds import Hit, Kind
from vocbench.privacy.words import is_known, words_of

_PARTICLE = r"(?:(?i:van|de|der|den|ten|ter|te|'t|het|von|di|da|du|la|el|al|bin|ben))"
_NAME = rf"(?:{_PARTICLE} ){{0,3}}[A-ZÀ-ÖØ-Þ][\w'’-]+(?: (?:{_PARTICLE} ){{0,3}}[A-ZÀ-ÖØ-Þ][\w'’-]+){{0,2}}"
_KIN = (
    "man|vrouw|zoon|dochter|zus|zusje|broer|broertje|vriend|vriendin|moeder|vader|partner|collega|baas|chef|buurman|"
    "buurvrouw|neef|nicht|schoonzus|schoonmoeder|oma|opa|husband|wife|son|daughter|sister|brother|friend|boyfriend|"
    "girlfriend|mother|father|boss|colleague|manager|neighbour|neighbor"
)
_BEFORE_PEOPLE = (
    r"(?:dhr\.?|mevr\.?|mw\.?|meneer|mijnheer|mevrouw|juffrouw|dokter|dr\.|drs\.|prof\.|tante|oom|mr\.?|mrs\.?|"
    rf"ms\.?|miss|aunt|uncle|(?:mijn|onze|m'n|my|our) (?:{_KIN})|collega|buurman|buurvrouw|colleague)"
)
_BEFORE_PLACES = (
    r"(?:(?:woont?|wonen|woonde|gewoond|verhuisd|opgegroeid|geboren) (?:in|naar|te)"
    r"|(?:live|lives|lived|moved|born|grew up) (?:in|to))"
)
_BEFORE_EMPLOYERS = r"(?:(?:werk|werkt|werken|werkte|gewerkt) (?:bij|voor)|(?:work|works|worked) (?:at|for))"
_CUES = {
    Kind.PERSON: _BEFORE_PEOPLE,
    Kind.PLACE: _BEFORE_PLACES,
    Kind.ORGANISATION: _BEFORE_EMPLOYERS,
}
_PATTERNS = [(kind, re.compile(rf"(?<!\w)(?i:{cue}) (?P<name>{_NAME})")) for kind, cue in _CUES.items()]

# After these comes a name in whatever letters: speech recognition writes it without a capital.
_SAID = re.compile(
    r"(?<!\w)(?:ik heet|mijn naam is|m'n naam is|genaamd|my name is|i am called|i'm called) "
    rf"(?P<name>(?:(?i:{_PARTICLE}) )?[^\W\d_][\w'’-]+(?: (?:(?i:{_PARTICLE}) ){{0,3}}[^\W\d_][\w'’-]+)?)",
    re.IGNORECASE,
)
NO_NAMES = words_of("""
    ik hij zij ze je jij u we wij het de een dat die dit en maar want nou ja nee i he she it we they the
    a and but so yes no well
""")
"""Words that are nobody's name, whatever their capitals."""


def find_cued(text: str) -> list[Hit]:
    """The names in *text* that stand where only a name can stand; some of them overlap."""
    return [*_said(text), *_cued(text)]


def _cued(text: str) -> Iterator[Hit]:
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if match["name"].lower() not in NO_NAMES:
                yield Hit(*match.span("name"), kind)


def _said(text: str) -> Iterator[Hit]:
    for match in _SAID.finditer(text):
        length = _name_length(match["name"])
        if length:
            yield Hit(match.start("name"), match.start("name") + length, Kind.PERSON)


def _name_length(found: str) -> int:
    """How much of what follows "my name is" is a name: capitals, and words that no dictionary has."""
    length = 0
    for part in re.finditer(r"\S+", found):
        word = part[0]
        is_particle = re.fullmatch(_PARTICLE, word) is not None
        if not (is_particle or (word[0].isupper() and word.lower() not in NO_NAMES) or not is_known(word)):
            break
        length = length if is_particle else part.end()
    return length
