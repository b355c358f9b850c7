"""What an exchange with other programs cannot carry as it is, and why, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

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
    "source of a case": "lost",
    "name of a coder": "changed",
    "variable name": "changed",
    "renamed code": "changed",
    "coding twice": "changed",
    "member of a set": "lost",
    "author of a source": "lost",
    "last change of a source": "lost",
    "name of a passage": "lost",
    "author of a passage": "lost",
    "coder without work": "lost",
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
        "source of a case": (
            "source of a case",
            "Texts without turns are of one respondent here, and pictures and recordings of nobody.",
        ),
        "name of a coder": ("name of a coder", "Another coder has it, so this one got a number."),
        "variable name": ("name of a variable", "Another variable has it, so this one got a number."),
        "renamed code": (
            "code of another name here",
            "It has been renamed; the name that it has here stays.",
        ),
        "coding twice": (
            "coding that is there twice",
            "Code, coder and words are the same: it is there once.",
        ),
        "member of a set": (
            "member of a set",
            "It is not in the project, or not of a kind that a set holds.",
        ),
        "author of a source": ("author of a source", "Only who coded and who wrote memos is kept."),
        "last change of a source": ("last change of a source", "Dates are those of when sources were made."),
        "name of a passage": ("name of a passage", "Passages are called by their words here."),
        "author of a passage": (
            "author of a passage",
            "Who coded is kept; who only marked a passage is not.",
        ),
        "coder without work": (
            "coder without work",
            "Nothing here is by this coder, so there is no trace of them.",
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
        "source of a case": (
            "bron van een case",
            "Teksten zonder beurten zijn hier van een respondent, beeld en opnamen van niemand.",
        ),
        "name of a coder": ("naam van een codeur", "Een andere codeur heet zo, dus kreeg deze een nummer."),
        "variable name": ("naam van een variabele", "Een andere heet zo, dus kreeg deze een nummer."),
        "renamed code": ("code die hier anders heet", "Die kreeg een andere naam; de naam van hier blijft."),
        "coding twice": (
            "codering die er twee keer is",
            "Code, codeur en woorden zijn gelijk: ze is er eenmaal.",
        ),
        "member of a set": (
            "lid van een verzameling",
            "Het is niet in het project, of hoort niet in een verzameling.",
        ),
        "author of a source": (
            "maker van een bron",
            "Alleen wie codeerde en wie memo's schreef blijft bewaard.",
        ),
        "last change of a source": (
            "laatste wijziging van een bron",
            "Alleen de datum van het maken blijft.",
        ),
        "name of a passage": ("naam van een passage", "Passages heten hier naar hun woorden."),
        "author of a passage": ("maker van een passage", "Wie codeerde blijft; wie alleen markeerde niet."),
        "coder without work": (
            "codeur zonder werk",
            "Niets hier is van deze codeur, dus er blijft geen spoor.",
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
