"""Dutch for what readers of transcripts tell and guess."""

from __future__ import annotations

WORDS = {
    "encoding": "codering van de tekst",
    "language": "taal",
    "profile": "notatie",
    "turns": "beurten",
    "nobody is named": "niemand wordt genoemd",
    "times": "tijden",
    "counted in thousandths of a second": "geteld in duizendsten van een seconde",
    "{n:,} at the start of a line": "{n:,} aan het begin van een regel",
    "broken lines": "afgebroken regels",
    "{n:,} joined that were broken at {width} signs": (
        "{n:,} samengevoegd die na {width} tekens waren afgebroken"
    ),
    "speaker labels": "labels van sprekers",
    "label {label!r}": "label {label!r}",
    "somebody who speaks": "iemand die spreekt",
    "role of {label!r}": "rol van {label!r}",
    "interviewer": "interviewer",
    "other": "anders",
    "{what} were left out ({n:,}): {shown}": "{what} weggelaten ({n:,}): {shown}",
    "{what} were left out: {shown}.": "{what} weggelaten: {shown}.",
    "Comments": "Opmerkingen",
    "Footnotes and endnotes": "Voet- en eindnoten",
    "Headers and footers": "Kop- en voetteksten",
    "Hidden texts": "Verborgen teksten",
    "Text boxes": "Tekstvakken",
    "Page numbers and running heads": "Paginanummers en kopregels",
    "Headings": "Kopjes",
    "Headers": "Kopregels van het bestand",
    "Lines before the first speaker": "Regels vóór de eerste spreker",
    "Lines by the program": "Regels van het programma zelf",
    "Lines of front matter": "Regels met gegevens boven de tekst",
    "Labels without words": "Labels zonder woorden",
    "Columns that are neither time, speaker nor words": "Kolommen zonder tijd, spreker of woorden",
    "Columns left out: {names}.": "Weggelaten kolommen: {names}.",
    "Tiers that are no speech": "Lagen zonder gesproken woorden",
    "Codes about the words": "Codes over de woorden",
    "Dependent lines": "Regels met annotaties",
    "Numbers of lines were left out: {n:,}.": "Regelnummers weggelaten: {n:,}.",
    "Numbers or bullets of lists were left out: {n:,}.": (
        "Nummers en opsommingstekens van lijsten weggelaten: {n:,}."
    ),
    "Time codes within turns were left out: {n:,}.": "Tijdcodes binnen beurten weggelaten: {n:,}.",
    "Rows that rolling captions repeat were left out: {n:,}.": (
        "Regels die in doorlopende ondertiteling herhaald worden, weggelaten: {n:,}."
    ),
    "Text boxes were put after the paragraph on which they hang: {n:,}.": (
        "Tekstvakken gezet na de alinea waar ze bij horen: {n:,}."
    ),
    "Words broken at the end of a line were joined: {n:,}.": (
        "Aan het eind van een regel afgebroken woorden weer heel gemaakt: {n:,}."
    ),
    "It was read from a PDF: columns of tables are not known.": (
        "Dit is uit een pdf gelezen: kolommen van tabellen zijn daarin niet te zien."
    ),
    "Line {line}: the cue ends before it starts; its end was left out.": (
        "Regel {line}: de ondertitel eindigt voordat hij begint; het eind is weggelaten."
    ),
    "Brackets left as text, being no event that is known: {shown}.": (
        "Haakjes die tekst bleven, omdat er geen bekende gebeurtenis in staat: {shown}."
    ),
    "Speakers overlap {n:,} times; turns stand in the order in which they start.": (
        "Sprekers praten {n:,} keer door elkaar; de beurten staan op volgorde van hun begin."
    ),
    "The recording is {names}, by what the file says.": "De opname is volgens het bestand {names}.",
    "The file does not end with @End: it may be cut short.": (
        "Het bestand eindigt niet met @End: misschien is het afgekapt."
    ),
    "bold type": "vet",
    "{asks!r} asks; plain type: {answers!r} answers": "{asks!r} vraagt; niet vet: {answers!r} antwoordt",
    "Dates and times of messages were left out: {n:,}.": "Datums en tijden van berichten weggelaten: {n:,}.",
}
