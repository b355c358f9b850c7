"""Dutch for what readers and writers of studies of other programs tell."""

from __future__ import annotations

WORDS = {
    "picture coding": "codering van beeld",
    "coding of sound or film": "codering van geluid of film",
    "highlight": "markering",
    "Only passages of text can be coded here.": "Alleen passages van tekst kunnen hier gecodeerd zijn.",
    "The words that {program} kept are not those at its position. Look at these passages.": (
        "De woorden die {program} bewaarde staan niet op die plaats. Kijk deze passages na."
    ),
    "Its code or its text is not in the project any more.": (
        "De code of de tekst is niet meer in het project."
    ),
    "QualCoder writes no time zone: its times are read as UTC.": (
        "QualCoder schrijft geen tijdzone: de tijden gelden als UTC."
    ),
    "variable": "variabele",
    "The file gives it a type that the standard does not know; it is text now.": (
        "Het bestand geeft een soort op die de standaard niet kent; het is nu tekst."
    ),
    "A codebook holds codes and sets of codes; a .qdpx file holds the rest too.": (
        "Een codeboek bevat codes en verzamelingen van codes; in een .qdpx-bestand past ook de rest."
    ),
    "The file calls its format {found!r}; the standard says {standard!r}. It was read alike.": (
        "Het bestand noemt zijn opmaak {found!r}; de standaard zegt {standard!r}. Het is toch zo gelezen."
    ),
    "The file has no Codes, which the standard wants.": (
        "Het bestand heeft geen Codes, terwijl de standaard die vraagt."
    ),
    "The file has {part} with nothing in it, which the standard does not allow. It was left out.": (
        "In het bestand is {part} leeg, wat van de standaard niet mag. Het is weggelaten."
    ),
    "The file does not say whether it codes or only groups; it codes now.": (
        "Het bestand zegt niet of deze code codeert of alleen groepeert; ze codeert nu."
    ),
    "The file writes it in a way that the standard does not know.": (
        "Het bestand schrijft dit op een manier die de standaard niet kent."
    ),
    "It is not written as #RRGGBB.": "Het is niet geschreven als #RRGGBB.",
    "It is no date and time as the standard writes them.": (
        "Het is geen datum en tijd zoals de standaard die schrijft."
    ),
    "The standard has no way to write it.": "De standaard kan dit niet opschrijven.",
    "Its type is not that of its variable; other programs may leave it out.": (
        "De soort is niet die van de variabele; andere programma's laten het misschien weg."
    ),
    "date": "datum",
    "colour": "kleur",
    "attribute value": "waarde van een kenmerk",
    "It had the GUID of another one in the file, and was given its own.": (
        "Er was er nog een met dezelfde GUID in het bestand; deze kreeg een eigen GUID."
    ),
    "last change": "laatste wijziging",
    "Who changed a source, passage or memo last is not taken over.": (
        "Wie een bron, passage of memo het laatst wijzigde, gaat niet mee."
    ),
    "Half of a character was in the text; a replacement sign (�) stands for it.": (
        "In de tekst stond een half teken; daar staat nu een vervangteken (�)."
    ),
    "recording, picture or PDF": "opname, beeld of pdf",
    "The file itself is not in the archive: hand it over beside it.": (
        "Het bestand zelf zit niet in het archief: geef het er apart bij."
    ),
    "place of a recording": "plaats van een opname",
    "Only its file name is written, not the folder on this machine.": (
        "Alleen de bestandsnaam gaat mee, niet de map op deze computer."
    ),
    "time": "tijd",
    "Times can follow a text or the transcript of a recording only.": (
        "Tijden kunnen alleen bij een tekst of bij het transcript van een opname horen."
    ),
    "Times are written in whole milliseconds.": "Tijden worden in hele milliseconden geschreven.",
    "It lies behind an emoji or the like, which counts as two here, as NVivo counts.": (
        "De passage staat na een emoji of iets dergelijks, dat hier voor twee telt, zoals NVivo telt."
    ),
    (
        "It lies behind an emoji or the like, which counts as one here, as the standard says. NVivo "
        "counts two: for NVivo, write with the profile 'nvivo'."
    ): (
        "De passage staat na een emoji of iets dergelijks, dat hier voor één telt, zoals de standaard "
        "zegt. NVivo telt twee: schrijf voor NVivo met het profiel 'nvivo'."
    ),
    "Memos are not coded with us; the memo itself is taken over.": (
        "Memo's zijn hier niet gecodeerd; de memo zelf is overgenomen."
    ),
    "A memo's description now stands below its text.": (
        "De beschrijving van een memo staat nu onder de tekst ervan."
    ),
    "Its place in the text is not certain: compare it with the original before you rely on it.": (
        "De plaats in de tekst is niet zeker: vergelijk met het origineel voordat u erop bouwt."
    ),
    (
        "Positions in {n} sources were read as {reading}: {n_good} of {n_passages} passages begin and end"
        " at the edge of a word."
    ): (
        "Posities zijn gelezen als {reading} (bronnen: {n}): {n_good} van {n_passages} passages beginnen "
        "en eindigen aan de rand van een woord."
    ),
    "{units}, CR LF as {pairs}, byte-order mark {mark}, end {end}": (
        "{units}, CR LF als {pairs}, byte-order mark {mark}, het eind {end}"
    ),
    "code points": "codepunten",
    "UTF-16 units": "UTF-16-eenheden",
    "UTF-8 bytes": "UTF-8-bytes",
    "one": "één",
    "two": "twee",
    "counted": "meegeteld",
    "not counted": "niet meegeteld",
    "included": "inbegrepen",
    "excluded": "niet inbegrepen",
    "part of the file": "deel van het bestand",
    "The standard does not know such a part of a project.": (
        "De standaard kent zo'n deel van een project niet."
    ),
    "drawing": "tekening",
    "Drawings of codes and their relations are not taken over; the links are.": (
        "Tekeningen van codes en hun verbanden zijn niet overgenomen; de verbanden zelf wel."
    ),
    "author and dates of the project": "maker en datums van het project",
    "Who made the project and when is not taken over; who coded and wrote memos is.": (
        "Wie het project maakte en wanneer, is niet overgenomen; wie codeerde en memo's schreef wel."
    ),
    "folder of recordings": "map met opnamen",
    (
        "The file names a folder on its author's machine where recordings lie. Look for them where it "
        "comes from."
    ): ("Het bestand noemt een map met opnamen op de computer van de maker. Vraag ze daar op."),
    "It refers to something that the file does not hold.": (
        "Het verwijst naar iets wat niet in het bestand staat."
    ),
    "The file names a coder whom it does not list; call them by their name.": (
        "Het bestand noemt een codeur die niet in zijn lijst staat; geef die een naam."
    ),
    "The file does not say who coded; whoever made the passage counts as the coder.": (
        "Het bestand zegt niet wie codeerde; wie de passage maakte geldt als codeur."
    ),
    "passage or source of a case": "passage of bron van een case",
    "member": "lid",
    "place of a memo": "plaats van een memo",
    (
        "{n} cases are codes as well, as NVivo writes them. What is coded with them was added to what "
        "these cases said; remove the codes if you do not need them."
    ): (
        "{n} cases zijn ook codes, zoals NVivo ze schrijft. Wat ermee gecodeerd is, hoort nu ook bij wat "
        "deze cases zeiden; verwijder de codes als u ze niet nodig hebt."
    ),
    (
        "Only passages of text are taken over. Memos and links that were attached to it are now on its "
        "source."
    ): (
        "Alleen passages van tekst zijn overgenomen. Memo's en verbanden die eraan vastzaten, horen nu "
        "bij de bron."
    ),
    "The file does not say where it begins or ends.": "Het bestand zegt niet waar het begint of eindigt.",
    "The file itself stays where it is; its place is noted at the source.": (
        "Het bestand zelf blijft waar het is; de plaats staat bij de bron."
    ),
    "passage on a PDF page": "passage op een pagina van een pdf",
    "part of a picture": "deel van een beeld",
    "stretch of a recording": "stuk van een opname",
    "It codes a {area}.": "Gecodeerd is een {area}.",
    "It is not in UTF-8 as the standard wants; look whether its accents are right.": (
        "De tekst is niet in UTF-8, zoals de standaard vraagt; kijk of de accenten kloppen."
    ),
    "It is not in the file. Export again with the sources included.": (
        "De tekst zit niet in het bestand. Exporteer opnieuw, met de bronnen erbij."
    ),
    "formatted text": "opgemaakte tekst",
    "Only its words are taken over, without formatting.": (
        "Alleen de woorden zijn overgenomen, zonder opmaak."
    ),
    (
        "It comes without plain text. Its words were taken from the Word document, where other programs "
        "may count otherwise: look at its passages."
    ): (
        "Er is geen platte tekst bij. De woorden komen uit het Word-document, waarin andere programma's "
        "misschien anders tellen: kijk de passages na."
    ),
    "The file has words where the variable's type says otherwise; they were kept as text.": (
        "Het bestand heeft woorden waar de variabele iets anders verwacht; ze zijn tekst gebleven."
    ),
    "Its line ends are LF now.": "De regeleinden zijn nu LF.",
    "XML cannot hold control characters; a replacement sign (�) stands for each.": (
        "In XML passen geen stuurtekens; voor elk staat nu een vervangteken (�)."
    ),
    "There is no place for it here. Keep the project of {program}.": (
        "Daar is hier geen plaats voor. Bewaar het project van {program}."
    ),
    "coding marked as important": "codering die als belangrijk gemarkeerd is",
    "link from a recording to its transcript": "verband tussen een opname en het transcript ervan",
    "reference to literature": "verwijzing naar literatuur",
    "stored search": "bewaarde zoekopdracht",
}
