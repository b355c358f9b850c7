"""What a report says around what its author wrote, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "about": "About this report",
        "about_words": "Everything in this report was computed from one or more projects. The hash "
        "stands for all that a project held at that moment: texts, codes, topics and boards. The same hash "
        "gives the same report.",
        "all_reports": "Reports",
        "audience": "made for",
        "audience_public": "anybody: names and code are left out, and quotes without consent",
        "audience_client": "the client: names and code are left out, and quotes of who did not agree to that",
        "audience_team": "the people who do the study: not to be passed on",
        "back": "Back to {place}",
        "behind": "Quotes behind the numbers",
        "behind_words": "Each number in a table, chart or note that is a link leads here.",
        "coders": "coders",
        "contents": "Contents",
        "contradicts": "speaks against it",
        "digest": "report digest",
        "figure": "Figure",
        "figures": "{n} figures",
        "hash": "hash",
        "image": "Picture without a description",
        "index_words": "Each report is one file that needs no network. Open it, print it, pass it on "
        "as it is.",
        "material": "material added",
        "more_quotes": "… and {n} more in the project.",
        "more_rows": "… and {n} more rows.",
        "none": "no project",
        "for_client": "for the client",
        "for_public": "for anybody",
        "for_team": "for the team",
        "mixed": "These reports were made for different readers: do not pass this folder on as a whole.",
        "one_figure": "1 figure",
        "one_quote": "1 quote",
        "other_states": "These reports were made from different states of the project {name}: their "
        "numbers may not agree. Make them anew, together.",
        "project": "project",
        "qualifies": "sets a condition",
        "quotes": "{n} quotes",
        "quotes_of": "Quotes:",
        "seeds": "seeds of topic models",
        "show_code": "Show code",
        "skip": "To the text",
        "small_groups": "Left out: what this would tell of groups of fewer than {least} people ({n}).",
        "table": "Table",
        "tampered": "This report was changed after it was made.",
        "unknown": "unknown",
        "version": "made with",
        "waves": "waves",
    },
    "nl": {
        "about": "Over dit verslag",
        "about_words": "Alles in dit verslag is berekend uit een of meer projecten. Het controlegetal "
        "staat voor alles wat een project op dat moment bevatte: teksten, codes, thema's en kaarten. "
        "Hetzelfde getal geeft hetzelfde verslag.",
        "all_reports": "Verslagen",
        "audience": "gemaakt voor",
        "audience_public": "iedereen: namen en code zijn weggelaten, en citaten zonder toestemming",
        "audience_client": "de opdrachtgever: namen en code zijn weggelaten, en citaten van wie daar niet "
        "mee instemde",
        "audience_team": "wie het onderzoek doen: niet om door te geven",
        "back": "Terug naar {place}",
        "behind": "Citaten achter de getallen",
        "behind_words": "Elk getal in een tabel, grafiek of briefje dat een link is, leidt hierheen.",
        "coders": "codeurs",
        "contents": "Inhoud",
        "contradicts": "spreekt dit tegen",
        "digest": "controlegetal van dit verslag",
        "figure": "Figuur",
        "figures": "{n} figuren",
        "hash": "controlegetal",
        "image": "Afbeelding zonder beschrijving",
        "index_words": "Elk verslag is één bestand dat geen netwerk nodig heeft. Open het, druk het af, "
        "geef het door zoals het is.",
        "material": "materiaal toegevoegd",
        "more_quotes": "… en nog {n} in het project.",
        "more_rows": "… en nog {n} rijen.",
        "none": "geen project",
        "for_client": "voor de opdrachtgever",
        "for_public": "voor iedereen",
        "for_team": "voor het team",
        "mixed": "Deze verslagen zijn voor verschillende lezers gemaakt: geef deze map niet in haar geheel "
        "door.",
        "one_figure": "1 figuur",
        "one_quote": "1 citaat",
        "other_states": "Deze verslagen zijn gemaakt van verschillende toestanden van het project {name}: "
        "hun getallen kunnen verschillen. Maak ze opnieuw, samen.",
        "project": "project",
        "qualifies": "maakt een voorbehoud",
        "quotes": "{n} citaten",
        "quotes_of": "Citaten:",
        "seeds": "seeds van themamodellen",
        "show_code": "Toon code",
        "skip": "Naar de tekst",
        "small_groups": "Weggelaten: wat dit zou zeggen van groepen van minder dan {least} mensen ({n}).",
        "table": "Tabel",
        "tampered": "Dit verslag is veranderd nadat het was gemaakt.",
        "unknown": "onbekend",
        "version": "gemaakt met",
        "waves": "golven",
    },
}
"""A word to its form in each language."""
