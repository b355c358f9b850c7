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

_STAYS = "It stays in the vocbench project; keep that file."
_BLIJFT = "Het blijft in het vocbench-project; bewaar dat bestand."

NOT_CARRIED: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "board": ("board", f"The standard has no boards. {_STAYS}"),
        "note on a board": ("note on a board", f"The standard has no boards. {_STAYS}"),
        "insight": ("insight", f"The standard has no insights. {_STAYS}"),
        "opportunity": ("opportunity", f"The standard has no opportunities. {_STAYS}"),
        "action": ("action", f"The standard has no actions. {_STAYS}"),
        "board design": ("board design", f"The standard has no boards. {_STAYS}"),
        "topic model": ("topic model", f"The standard has no topic models. {_STAYS}"),
        "rule": ("rule", f"The codings that a rule gave are there, the rule is not. {_STAYS}"),
        "refused proposal": ("refused proposal", f"The standard has no proposals. {_STAYS}"),
        "consent": ("consent", f"The standard has no consents. {_STAYS}"),
        "name of the roster": ("name of the roster", f"Names are not passed on. {_STAYS}"),
        "signed review": ("signed review", f"The standard has no reviews of names. {_STAYS}"),
        "version of a text": (
            "earlier version of a text",
            f"Texts go out as they are now, without their corrections. {_STAYS}",
        ),
        "hot key": ("hot key", "The standard has no hot keys. Hand them out again."),
        "doubt about a coding": (
            "doubt about a coding",
            "That a person should look at it is not told. Settle it first: project.doubtful().",
        ),
        "event": (
            "non-verbal event",
            "Its words stand in the text; that they are an event, and how long it took, is not told.",
        ),
        "times": (
            "times of a transcript",
            "The standard keeps times with a recording only. Attach it: project.attach_media(...).",
        ),
        "silent": ("speaker without a turn", "Who says nothing in a transcript has no place in it."),
        "mixed": (
            "variable of mixed values",
            "The standard knows one kind of values a variable, so these became text.",
        ),
        "bare table": ("table of answers without an answer", "It has no text to go out as."),
        "blank": ("answer of blanks", "An answer of blanks alone became an empty one."),
        "dangling": ("link", "One of its ends is not in the project any more."),
    },
    "nl": {
        "board": ("bord", f"De standaard kent geen borden. {_BLIJFT}"),
        "note on a board": ("notitie op een bord", f"De standaard kent geen borden. {_BLIJFT}"),
        "insight": ("inzicht", f"De standaard kent geen inzichten. {_BLIJFT}"),
        "opportunity": ("kans", f"De standaard kent geen kansen. {_BLIJFT}"),
        "action": ("actie", f"De standaard kent geen acties. {_BLIJFT}"),
        "board design": ("ontwerp van een bord", f"De standaard kent geen borden. {_BLIJFT}"),
        "topic model": ("onderwerpmodel", f"De standaard kent geen onderwerpmodellen. {_BLIJFT}"),
        "rule": ("regel", f"Wat een regel codeerde gaat mee, de regel niet. {_BLIJFT}"),
        "refused proposal": ("geweigerd voorstel", f"De standaard kent geen voorstellen. {_BLIJFT}"),
        "consent": ("toestemming", f"De standaard kent geen toestemmingen. {_BLIJFT}"),
        "name of the roster": ("naam uit de namenlijst", f"Namen gaan niet mee. {_BLIJFT}"),
        "signed review": (
            "ondertekende controle",
            f"De standaard kent geen controle van namen. {_BLIJFT}",
        ),
        "version of a text": (
            "eerdere versie van een tekst",
            f"Teksten gaan mee zoals ze nu zijn, zonder hun verbeteringen. {_BLIJFT}",
        ),
        "hot key": ("sneltoets", "De standaard kent geen sneltoetsen. Deel ze opnieuw uit."),
        "doubt about a coding": (
            "twijfel over een codering",
            "Dat iemand ernaar moet kijken gaat niet mee. Beslis eerst: project.doubtful().",
        ),
        "event": (
            "non-verbale gebeurtenis",
            "De woorden staan in de tekst; dat het een gebeurtenis is, en hoe lang, gaat niet mee.",
        ),
        "times": (
            "tijden van een transcript",
            "De standaard bewaart tijden alleen bij een opname. Koppel die: project.attach_media(...).",
        ),
        "silent": ("spreker zonder beurt", "Wie niets zegt in een transcript heeft er geen plaats in."),
        "mixed": (
            "variabele met gemengde waarden",
            "De standaard kent een soort waarden per variabele, dus deze werden tekst.",
        ),
        "bare table": ("tabel zonder een antwoord", "Er is geen tekst om mee te geven."),
        "blank": ("antwoord van spaties", "Een antwoord van alleen spaties werd een leeg antwoord."),
        "dangling": ("verband", "Een van de uiteinden is niet meer in het project."),
    },
}
"""What does not go out: what it is called, and why; by what it is."""

FATES: Mapping[str, str] = {
    "code name": "changed",
    "no colour": "changed",
    "code on a case": "lost",
    "memo about nothing": "changed",
    "link": "lost",
    "overlap": "lost",
    "value of a source": "lost",
    "whole text": "doubtful",
    "name of a source": "changed",
    "later version": "doubtful",
    "empty source": "lost",
    "second answer": "lost",
    "coding without a text": "lost",
    "coder": "doubtful",
    "date of a coding": "changed",
    "coding of a whole text": "changed",
    "passage beyond a text": "doubtful",
    "empty passage": "doubtful",
    "passage without a text": "lost",
}
"""What becomes of what cannot be taken in as it was."""

NOT_TAKEN: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "en": {
        "code name": (
            "name of a code",
            "A / joins a code to the one above it, and no two codes under one have the same name.",
        ),
        "no colour": ("colour of a code", "The file gives none, so it got one of the palette."),
        "code on a case": ("code on a case", "Codes go on passages here. Code what the person says."),
        "memo about nothing": (
            "thing that a memo is about",
            "It is not in the project; the memo is, about the rest or about the project.",
        ),
        "link": ("link", "One of its ends is not in the project."),
        "overlap": (
            "passage of a case",
            "Only one person speaks at a time here: the shortest of passages that overlap stays.",
        ),
        "value of a source": (
            "variable of a source",
            "Attributes are those of one respondent here, and the source has none or several.",
        ),
        "whole text": (
            "text of one respondent",
            "Who speaks when is not told, so all words count as the respondent's. See for the interviewer.",
        ),
        "name of a source": ("name of a source", "Another source has it, so it got a number."),
        "later version": (
            "text that was corrected here since",
            "Its codings were put on the corrected words. See project.doubtful().",
        ),
        "empty source": ("source without a text", "It holds no words and no file."),
        "second answer": ("answer", "Nobody knows whose it is, or the person has one to this question."),
        "coding without a text": ("coding", "It is on a picture, page or recording, or on no text at all."),
        "coder": ("coder", "The file does not say who coded. Name them with coder=."),
        "date of a coding": ("date of a coding", "The file gives none, so it is that of the import."),
        "coding of a whole text": ("code on a whole source", "It is a coding of all its words now."),
        "passage beyond a text": (
            "passage that ends after its text",
            "It was cut off there. Compare it with the program that it comes from.",
        ),
        "empty passage": ("passage without a character", "It became the character that follows."),
        "passage without a text": ("marked passage", "It is on a picture, page or recording, or on no text."),
    },
    "nl": {
        "code name": (
            "naam van een code",
            "Een / verbindt een code met die erboven, en twee codes onder een heten nooit hetzelfde.",
        ),
        "no colour": ("kleur van een code", "Het bestand geeft er geen, dus kwam er een uit het palet."),
        "code on a case": ("code op een case", "Codes horen hier bij passages. Codeer wat de persoon zegt."),
        "memo about nothing": (
            "onderwerp van een memo",
            "Het is niet in het project; de memo wel, over de rest of over het project.",
        ),
        "link": ("verband", "Een van de uiteinden is niet in het project."),
        "overlap": (
            "passage van een case",
            "Er spreekt hier een persoon tegelijk: van passages die overlappen blijft de kortste.",
        ),
        "value of a source": (
            "variabele van een bron",
            "Kenmerken zijn hier van een respondent, en de bron heeft er geen of meer.",
        ),
        "whole text": (
            "tekst van een respondent",
            "Wie wanneer spreekt staat er niet; alles geldt als van de respondent. Let op de interviewer.",
        ),
        "name of a source": ("naam van een bron", "Een andere bron heet zo, dus kreeg deze een nummer."),
        "later version": (
            "tekst die hier sindsdien is verbeterd",
            "De coderingen zijn op de verbeterde woorden gezet. Zie project.doubtful().",
        ),
        "empty source": ("bron zonder tekst", "Er zijn geen woorden en er is geen bestand."),
        "second answer": ("antwoord", "Het is van niemand, of de persoon heeft er al een op deze vraag."),
        "coding without a text": (
            "codering",
            "Die is op beeld, bladzijde of opname, of op geen enkele tekst.",
        ),
        "coder": ("codeur", "Het bestand zegt niet wie codeerde. Noem die met coder=."),
        "date of a coding": (
            "datum van een codering",
            "Het bestand geeft er geen; het is die van de invoer.",
        ),
        "coding of a whole text": ("code op een hele bron", "Het is nu een codering van alle woorden."),
        "passage beyond a text": (
            "passage die na haar tekst eindigt",
            "Ze is daar afgebroken. Vergelijk haar met het programma waar ze vandaan komt.",
        ),
        "empty passage": ("passage zonder teken", "Het werd het teken dat volgt."),
        "passage without a text": (
            "gemarkeerde passage",
            "Die is op beeld, bladzijde, opname of geen tekst.",
        ),
    },
}
"""What does not come in as it was: what it is called, and why; by what it is."""


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
