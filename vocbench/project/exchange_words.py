"""What an exchange with other programs is told in, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from vocbench.model.qda import Loss

OWN = "vocbench"
"""How the project says that it wrote something; other programs give their own names."""

ROLE, VOICE, LANGUAGE = f"{OWN}: role", f"{OWN}: voice", f"{OWN}: language"
WAVE, SAID_ON = f"{OWN}: wave", f"{OWN}: said on"
TABLE, QUESTION, TABLE_WAVE = f"{OWN}: table", f"{OWN}: question", f"{OWN}: wave of the table"
SCORE = f"{OWN}: score of "
"""Names of variables in which an own project travels; the score of an answer goes with the source's name."""

OWN_VARIABLES = frozenset({ROLE, VOICE, LANGUAGE, WAVE, SAID_ON, TABLE, QUESTION, TABLE_WAVE})

UNKNOWN = "unknown"
"""The role of a turn without a speaker, and the coder of a coding that names none."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "thousands": ",",
        "nobody": "Speaker not named",
        "when_to_use": "When to use",
        "when_not_to_use": "When not to use",
        "examples": "Examples",
        "examples_text": "These passages show what their codes mean.",
        "added": "Added: {what}.",
        "known": "There already: {what}.",
        "changed": "Changed: {what}.",
        "kept": "Kept as it was here, as codings or notes rest on it: {what}.",
        "gone": "No longer in the file, and kept here: {what}.",
        "withdrawn": "Left out, having withdrawn: {what}.",
        "nothing": "Nothing was added.",
        "whole": "Nothing was lost.",
        "losses": "Not carried as it was:",
        "fate_changed": "changed",
        "fate_lost": "lost",
        "fate_doubtful": "to look at",
    },
    "nl": {
        "thousands": ".",
        "nobody": "Spreker niet genoemd",
        "when_to_use": "Wanneer wel",
        "when_not_to_use": "Wanneer niet",
        "examples": "Voorbeelden",
        "examples_text": "Deze passages laten zien wat hun codes betekenen.",
        "added": "Toegevoegd: {what}.",
        "known": "Er al: {what}.",
        "changed": "Gewijzigd: {what}.",
        "kept": "Gebleven zoals het hier was, want er rusten coderingen of notities op: {what}.",
        "gone": "Niet meer in het bestand, en hier gebleven: {what}.",
        "withdrawn": "Weggelaten, want teruggetrokken: {what}.",
        "nothing": "Er is niets toegevoegd.",
        "whole": "Er ging niets verloren.",
        "losses": "Niet overgenomen zoals het was:",
        "fate_changed": "gewijzigd",
        "fate_lost": "verloren",
        "fate_doubtful": "na te kijken",
    },
}

THINGS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "answer": ("answer", "answers"),
        "answer table": ("table of answers", "tables of answers"),
        "attribute": ("attribute of a respondent", "attributes of respondents"),
        "code": ("code", "codes"),
        "coding": ("coding", "codings"),
        "link": ("link", "links"),
        "memo": ("memo", "memos"),
        "passage": ("marked passage", "marked passages"),
        "reference": ("reference", "references"),
        "respondent": ("respondent", "respondents"),
        "set": ("set", "sets"),
        "transcript": ("transcript", "transcripts"),
        "turn": ("turn", "turns"),
        "variable": ("variable", "variables"),
    },
    "nl": {
        "answer": ("antwoord", "antwoorden"),
        "answer table": ("tabel met antwoorden", "tabellen met antwoorden"),
        "attribute": ("kenmerk van een respondent", "kenmerken van respondenten"),
        "code": ("code", "codes"),
        "coding": ("codering", "coderingen"),
        "link": ("verband", "verbanden"),
        "memo": ("memo", "memo's"),
        "passage": ("gemarkeerde passage", "gemarkeerde passages"),
        "reference": ("verwijzing", "verwijzingen"),
        "respondent": ("respondent", "respondenten"),
        "set": ("verzameling", "verzamelingen"),
        "transcript": ("transcript", "transcripten"),
        "turn": ("beurt", "beurten"),
        "variable": ("variabele", "variabelen"),
    },
}
"""What comes in: one of it, and many."""


def counted(what: str, counts: Mapping[str, int], lang: str) -> str:
    """A sentence on how many of what were added, known or changed; *what* is a key of ``WORDS``.

    >>> counted("added", {"transcript": 1, "turn": 1200}, "en")
    'Added: 1 transcript, 1,200 turns.'
    """
    things = THINGS[lang]
    listed = ", ".join(f"{_grouped(n, lang)} {things[kind][n != 1]}" for kind, n in counts.items())
    return WORDS[lang][what].format(what=listed)


def told_loss(loss: Loss, lang: str) -> str:
    """A loss as a sentence."""
    name = f" ({loss.name})" if loss.name else ""
    return f"{_grouped(loss.n, lang)} × {loss.what}{name}, {WORDS[lang][f'fate_{loss.fate}']}: {loss.why}"


def _grouped(n: int, lang: str) -> str:
    return f"{n:,}".replace(",", WORDS[lang]["thousands"])
