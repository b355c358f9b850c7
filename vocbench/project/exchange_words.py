"""What an exchange with other programs is told in, in both languages."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from vocbench.model.qda import Fate, Loss
from vocbench.model.told import told

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
        "called": "It is here already, under the name {name}.",
        "whole": "Nothing was lost.",
        "losses": "Not carried as it was:",
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
        "called": "Het is hier al, onder de naam {name}.",
        "whole": "Er ging niets verloren.",
        "losses": "Niet overgenomen zoals het was:",
    },
}

THINGS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "answer": ("answer", "answers"),
        "answer table": ("table of answers", "tables of answers"),
        "attribute": ("attribute of a respondent", "attributes of respondents"),
        "case": ("case", "cases"),
        "code": ("code", "codes"),
        "coding": ("coding", "codings"),
        "link": ("link", "links"),
        "memo": ("memo", "memos"),
        "passage": ("marked passage", "marked passages"),
        "quote": ("quote", "quotes"),
        "reference": ("reference", "references"),
        "respondent": ("respondent", "respondents"),
        "set": ("set", "sets"),
        "source": ("source", "sources"),
        "transcript": ("transcript", "transcripts"),
        "turn": ("turn", "turns"),
        "variable": ("variable", "variables"),
    },
    "nl": {
        "answer": ("antwoord", "antwoorden"),
        "answer table": ("tabel met antwoorden", "tabellen met antwoorden"),
        "attribute": ("kenmerk van een respondent", "kenmerken van respondenten"),
        "case": ("case", "cases"),
        "code": ("code", "codes"),
        "coding": ("codering", "coderingen"),
        "link": ("verband", "verbanden"),
        "memo": ("memo", "memo's"),
        "passage": ("gemarkeerde passage", "gemarkeerde passages"),
        "quote": ("citaat", "citaten"),
        "reference": ("verwijzing", "verwijzingen"),
        "respondent": ("respondent", "respondenten"),
        "set": ("verzameling", "verzamelingen"),
        "source": ("bron", "bronnen"),
        "transcript": ("transcript", "transcripten"),
        "turn": ("beurt", "beurten"),
        "variable": ("variabele", "variabelen"),
    },
}
"""What comes in or goes out: one of it, and many."""

_FATES = {Fate.CHANGED: told("changed"), Fate.LOST: told("lost"), Fate.DOUBTFUL: told("to look at")}


def counted(what: str, counts: Mapping[str, int], lang: str) -> str:
    """A sentence on how many of what were added, known or changed; *what* is a key of ``WORDS``.

    >>> counted("added", {"transcript": 1, "turn": 1200}, "en")
    'Added: 1 transcript, 1,200 turns.'
    """
    return WORDS[lang][what].format(what=things(counts, lang))


def things(counts: Mapping[str, int], lang: str) -> str:
    """How many of what there are, by a key of ``THINGS`` for one of them or for many.

    >>> things({"sources": 3, "codes": 1}, "nl")
    '3 bronnen, 1 code'
    """
    words = THINGS[lang]
    return ", ".join(
        f"{_grouped(n, lang)} {words[kind.removesuffix('s')][n != 1]}" for kind, n in counts.items()
    )


def told_loss(loss: Loss, lang: str) -> str:
    """A loss as a sentence."""
    sentence = told(
        "{n:,} × {what}{name}, {fate}: {why}",
        n=loss.n,
        what=loss.what,
        name=f" ({loss.name})" if loss.name else "",
        fate=_FATES[loss.fate],
        why=loss.why,
    )
    return sentence.in_language(lang)


def summed(losses: Collection[Loss], lang: str) -> str:
    """How much was not carried as it was, by what became of it; empty where all was."""
    counts = {fate: sum(each.n for each in losses if each.fate is fate) for fate in Fate}
    parts = [f"{_grouped(n, lang)} {_FATES[fate].in_language(lang)}" for fate, n in counts.items() if n]
    return f"{WORDS[lang]['losses']} {', '.join(parts)}." if parts else ""


def _grouped(n: int, lang: str) -> str:
    return f"{n:,}".replace(",", WORDS[lang]["thousands"])
