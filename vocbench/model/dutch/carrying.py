"""Dutch for what does not go along with a study that comes in or goes out."""

from __future__ import annotations

WORDS = {
    "It stays in the vocbench project; keep that file.": (
        "Het blijft in het vocbench-project; bewaar dat bestand."
    ),
    "board": "bord",
    "The standard has no boards. {stays}": "De standaard kent geen borden. {stays}",
    "note on a board": "notitie op een bord",
    "insight": "inzicht",
    "The standard has no insights. {stays}": "De standaard kent geen inzichten. {stays}",
    "opportunity": "kans",
    "The standard has no opportunities. {stays}": "De standaard kent geen kansen. {stays}",
    "action": "actie",
    "The standard has no actions. {stays}": "De standaard kent geen acties. {stays}",
    "board design": "ontwerp van een bord",
    "topic model": "onderwerpmodel",
    "The standard has no topic models. {stays}": "De standaard kent geen onderwerpmodellen. {stays}",
    "rule": "regel",
    "The codings that a rule gave are there, the rule is not. {stays}": (
        "Wat een regel codeerde gaat mee, de regel niet. {stays}"
    ),
    "refused proposal": "geweigerd voorstel",
    "The standard has no proposals. {stays}": "De standaard kent geen voorstellen. {stays}",
    "consent": "toestemming",
    "The standard has no consents. {stays}": "De standaard kent geen toestemmingen. {stays}",
    "name of the roster": "naam uit de namenlijst",
    "Names are not passed on. {stays}": "Namen gaan niet mee. {stays}",
    "signed review": "ondertekende controle",
    "The standard has no reviews of names. {stays}": "De standaard kent geen controle van namen. {stays}",
    "earlier version of a text": "eerdere versie van een tekst",
    "Texts go out as they are now, without their corrections. {stays}": (
        "Teksten gaan mee zoals ze nu zijn, zonder hun verbeteringen. {stays}"
    ),
    "hot key": "sneltoets",
    "The standard has no hot keys. Hand them out again.": (
        "De standaard kent geen sneltoetsen. Deel ze opnieuw uit."
    ),
    "doubt about a coding": "twijfel over een codering",
    "That a person should look at it is not told. Settle it first: project.doubtful().": (
        "Dat iemand ernaar moet kijken gaat niet mee. Beslis eerst: project.doubtful()."
    ),
    "non-verbal event": "non-verbale gebeurtenis",
    "Its words stand in the text; that they are an event, and how long it took, is not told.": (
        "De woorden staan in de tekst; dat het een gebeurtenis is, en hoe lang, gaat niet mee."
    ),
    "times of a transcript": "tijden van een transcript",
    "The standard keeps times with a recording only. Attach it: project.attach_media(...).": (
        "De standaard bewaart tijden alleen bij een opname. Koppel die: project.attach_media(...)."
    ),
    "speaker without a turn": "spreker zonder beurt",
    "Who says nothing in a transcript has no place in it.": (
        "Wie niets zegt in een transcript heeft er geen plaats in."
    ),
    "variable of mixed values": "variabele met gemengde waarden",
    "The standard knows one kind of values a variable, so these became text.": (
        "De standaard kent één soort waarden per variabele, dus deze werden tekst."
    ),
    "table of answers without an answer": "tabel zonder antwoorden",
    "It has no text to go out as.": "Er is geen tekst om mee te geven.",
    "answer of blanks": "antwoord van spaties",
    "An answer of blanks alone became an empty one.": (
        "Een antwoord van alleen spaties werd een leeg antwoord."
    ),
    "link": "verband",
    "One of its ends is not in the project any more.": "Een van de uiteinden is niet meer in het project.",
    "name of a code": "naam van een code",
    "A / joins a code to the one above it, and no two codes under one have the same name.": (
        "Een / verbindt een code met die erboven, en twee codes onder dezelfde code heten nooit hetzelfde."
    ),
    "colour of a code": "kleur van een code",
    "The file gives none, so it got one of the palette.": (
        "Het bestand geeft er geen, dus kwam er een uit het palet."
    ),
    "code on a case": "code op een case",
    "Codes go on passages here. Code what the person says.": (
        "Codes horen hier bij passages. Codeer wat de persoon zegt."
    ),
    "thing that a memo is about": "onderwerp van een memo",
    "It is not in the project; the memo is, about the rest or about the project.": (
        "Het is niet in het project; de memo wel, over de rest of over het project."
    ),
    "One of its ends is not in the project.": "Een van de uiteinden is niet in het project.",
    "passage of a case": "passage van een case",
    "Only one person speaks at a time here: the shortest of passages that overlap stays.": (
        "Er spreekt hier één persoon tegelijk: van passages die overlappen blijft de kortste."
    ),
    "variable of a source": "variabele van een bron",
    "Attributes are those of one respondent here, and the source has none or several.": (
        "Kenmerken zijn hier van één respondent, en de bron heeft er geen of meer dan één."
    ),
    "text of one respondent": "tekst van één respondent",
    "Who speaks when is not told, so all words count as the respondent's. See for the interviewer.": (
        "Wie wanneer spreekt staat er niet bij, dus alle woorden gelden als die van de respondent. Let op"
        " de interviewer."
    ),
    "source of a case": "bron van een case",
    "Texts without turns are of one respondent here, and pictures and recordings of nobody.": (
        "Teksten zonder beurten zijn hier van één respondent, beeld en opnamen van niemand."
    ),
    "name of a coder": "naam van een codeur",
    "Another coder has it, so this one got a number.": (
        "Een andere codeur heet zo, dus kreeg deze een nummer."
    ),
    "name of a variable": "naam van een variabele",
    "Another variable has it, so this one got a number.": "Een andere heet zo, dus kreeg deze een nummer.",
    "code of another name here": "code die hier anders heet",
    "It has been renamed; the name that it has here stays.": (
        "Die kreeg een andere naam; de naam van hier blijft."
    ),
    "coding that is there twice": "codering die er twee keer is",
    "Code, coder and words are the same: it is there once.": (
        "Code, codeur en woorden zijn gelijk: ze is er eenmaal."
    ),
    "member of a set": "lid van een verzameling",
    "It is not in the project, or not of a kind that a set holds.": (
        "Het is niet in het project, of hoort niet in een verzameling."
    ),
    "author of a source": "maker van een bron",
    "Only who coded and who wrote memos is kept.": (
        "Alleen wie codeerde en wie memo's schreef blijft bewaard."
    ),
    "last change of a source": "laatste wijziging van een bron",
    "Dates are those of when sources were made.": "Alleen de datum van het maken blijft.",
    "name of a passage": "naam van een passage",
    "Passages are called by their words here.": "Passages heten hier naar hun woorden.",
    "author of a passage": "maker van een passage",
    "Who coded is kept; who only marked a passage is not.": "Wie codeerde blijft; wie alleen markeerde niet.",
    "coder without work": "codeur zonder werk",
    "Nothing here is by this coder, so there is no trace of them.": (
        "Niets hier is van deze codeur, dus er blijft geen spoor."
    ),
    "name of a source": "naam van een bron",
    "Another source has it, so it got a number.": "Een andere bron heet zo, dus kreeg deze een nummer.",
    "text that was corrected here since": "tekst die hier sindsdien is verbeterd",
    "Its codings were put on the corrected words. See project.doubtful().": (
        "De coderingen zijn op de verbeterde woorden gezet. Zie project.doubtful()."
    ),
    "source without a text": "bron zonder tekst",
    "It holds no words and no file.": "Er zijn geen woorden en er is geen bestand.",
    "answer": "antwoord",
    "Nobody knows whose it is, or the person has one to this question.": (
        "Niemand weet van wie het is, of die persoon heeft er al een op deze vraag."
    ),
    "coding": "codering",
    "It is on a picture, page or recording, or on no text at all.": (
        "Die is op beeld, een pagina of een opname, of op geen enkele tekst."
    ),
    "coder": "codeur",
    "The file does not say who coded. Name them with coder=.": (
        "Het bestand zegt niet wie codeerde. Noem die met coder=."
    ),
    "date of a coding": "datum van een codering",
    "The file gives none, so it is that of the import.": (
        "Het bestand geeft er geen, dus het is die van het importeren."
    ),
    "code on a whole source": "code op een hele bron",
    "It is a coding of all its words now.": "Het is nu een codering van alle woorden.",
    "passage that ends after its text": "passage die na haar tekst eindigt",
    "It was cut off there. Compare it with the program that it comes from.": (
        "Ze is daar afgebroken. Vergelijk haar met het programma waar ze vandaan komt."
    ),
    "passage without a character": "passage zonder teken",
    "It became the character that follows.": "De passage werd het teken dat volgt.",
    "marked passage": "gemarkeerde passage",
    "It is on a picture, page or recording, or on no text.": (
        "Die is op beeld, een pagina, een opname of geen tekst."
    ),
    "answer that reads otherwise": "antwoord dat anders luidt",
    "Codings or notes rest on its words, so it stays as it is here.": (
        "Er rusten coderingen of notities op de woorden, dus blijft het zoals het hier is."
    ),
    "passage, coding or answer of somebody who withdrew": (
        "passage, codering of antwoord van iemand die zich terugtrok"
    ),
    "Nothing of who withdrew comes in again.": "Van wie zich terugtrok, komt niets opnieuw binnen.",
    "text with labels or times in it": "tekst met labels of tijden erin",
    "It is here without them; what is coded in it was put on its words.": (
        "Hier staat de tekst zonder; wat erin gecodeerd is, staat nu op de woorden."
    ),
    "coding that is otherwise here": "codering die hier anders is",
    "It was moved, or given another code or coder; as it is here it stays.": (
        "Ze is verplaatst, of kreeg een andere code of codeur; ze blijft zoals ze hier is."
    ),
    "new coding under the name that you code under here": (
        "nieuwe codering onder de naam waaronder u hier codeert"
    ),
    "If it is somebody else's, undo this; one of you takes another name: project.rename_coder(...).": (
        "Is ze van een ander, maak dit dan ongedaan; een van u kiest een andere naam: "
        "project.rename_coder(...)."
    ),
    "participant whose words may not be kept": "deelnemer wiens woorden niet bewaard mogen blijven",
    "What they said is still in the text. Take it out for good: project.forget(...).": (
        "Wat die zei, staat nog in de tekst. Haal het er voorgoed uit: project.forget(...)."
    ),
}
