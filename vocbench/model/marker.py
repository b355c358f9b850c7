"""What a reader should know before believing a note, a region or a board: its markers."""

from __future__ import annotations

from enum import StrEnum

from vocbench.model.language import spoken


class Marker(StrEnum):
    """A reason for care. The rules by which each is given stand in ``analysis.credibility``."""

    IMAGINED = "imagined"
    SINGLE_VOICE = "single_voice"
    CONTRADICTED = "contradicted"
    SAY_DO_GAP = "say_do_gap"
    CONCENTRATED = "concentrated"
    FRAGILE = "fragile"
    DISAGREEMENT = "disagreement"
    SECOND_HAND_ONLY = "second_hand_only"
    OLD = "old"
    STALE = "stale"
    EMPTY_REGION = "empty_region"
    GROUP_NOT_HEARD = "group_not_heard"

    def label(self, language: str) -> str:
        """Two or three words to show, in *language*."""
        return _WORDS[spoken(language)][self][0]

    def meaning(self, language: str) -> str:
        """What it says of what it stands at, in one sentence in *language*."""
        return _WORDS[spoken(language)][self][1]


_WORDS = {
    "en": {
        Marker.IMAGINED: ("imagined", "Nothing that was heard or seen bears this out."),
        Marker.SINGLE_VOICE: ("one voice", "Only one customer bears this out."),
        Marker.CONTRADICTED: ("contradicted", "Customers also say the opposite."),
        Marker.SAY_DO_GAP: ("word and deed differ", "The same customer says one thing and does another."),
        Marker.CONCENTRATED: ("one loud voice", "More than half of the quotes come from one customer."),
        Marker.FRAGILE: ("fragile", "Without one of the customers too little is left to bear this out."),
        Marker.DISAGREEMENT: ("coders differ", "Coders do not agree on where a code behind this applies."),
        Marker.SECOND_HAND_ONLY: (
            "second-hand only",
            "No customer bears this out, only others, such as an employee or the interviewer.",
        ),
        Marker.OLD: ("old", "The newest evidence is more than a year old."),
        Marker.STALE: ("lost evidence", "Something that this rested on was taken away."),
        Marker.EMPTY_REGION: ("empty", "Nothing is known here yet."),
        Marker.GROUP_NOT_HEARD: ("group not heard", "No words of anybody in this group are on the board."),
    },
    "nl": {
        Marker.IMAGINED: ("bedacht", "Niets van wat is gehoord of gezien ondersteunt dit."),
        Marker.SINGLE_VOICE: ("één stem", "Slechts één klant ondersteunt dit."),
        Marker.CONTRADICTED: ("tegengesproken", "Klanten zeggen ook het tegendeel."),
        Marker.SAY_DO_GAP: ("woord en daad verschillen", "Dezelfde klant zegt het een en doet het ander."),
        Marker.CONCENTRATED: ("één luide stem", "Meer dan de helft van de citaten komt van één klant."),
        Marker.FRAGILE: ("broos", "Zonder een van de klanten blijft er te weinig over om dit te dragen."),
        Marker.DISAGREEMENT: (
            "codeurs verschillen",
            "Codeurs zijn het niet eens over waar een code hierachter geldt.",
        ),
        Marker.SECOND_HAND_ONLY: (
            "alleen via anderen",
            "Geen klant ondersteunt dit, alleen anderen, zoals een medewerker of de interviewer.",
        ),
        Marker.OLD: ("oud", "Het nieuwste bewijs is meer dan een jaar oud."),
        Marker.STALE: ("bewijs kwijt", "Iets waarop dit rustte, is weggehaald."),
        Marker.EMPTY_REGION: ("leeg", "Hier is nog niets bekend."),
        Marker.GROUP_NOT_HEARD: (
            "groep niet gehoord",
            "Van niemand uit deze groep staan woorden op het bord.",
        ),
    },
}
