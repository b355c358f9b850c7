"""The words of the interface, in English and Dutch."""

from __future__ import annotations

from vocbench.model.language import spoken

_ENGLISH = {
    "transcript": "Transcript",
    "coded_by": "coding as",
    "codes": "Codes",
    "no_codes": "No codes yet: select a passage and type a name for one.",
    "new_code": "Code by name",
    "new_code_hint": "Code or Group/Code",
    "undo": "Undo",
    "redo": "Redo",
    "codings": "Codings",
    "codings_here": "Codings here",
    "all_codings": "Show all",
    "no_codings": "Nothing is coded yet.",
    "no_codings_here": "Nothing is coded at this place.",
    "go_to": "Go to this passage",
    "remove": "Remove {code} from: {quote}",
    "removing": "being removed, not saved yet",
    "adding": "not saved yet",
    "memo": "Memo: {memo}",
    "count": "{n} codings",
    "count_one": "1 coding",
    "saving": "Saving …",
    "silent": "Not saved yet: the kernel does not answer. Is it running, or busy with another cell?",
    "refused": "Not saved: {reason}",
    "select_first": "Select a passage first, then choose a code.",
    "coded": "Coded: {code}",
    "removed": "Removed: {code}",
    "undone": "Undone: {act}",
    "redone": "Done again: {act}",
    "nothing_to_undo": "There is nothing to undo.",
    "nothing_to_redo": "There is nothing to do again.",
    "keys": "Keys",
    "key_code": "code the selection",
    "key_name": "code by name",
    "key_units": "select word, sentence, turn",
    "key_here": "codings here",
    "key_list": "to the list",
    "key_remove": "remove from the list",
    "key_back": "back to the text",
    "key_undo": "undo",
    "key_redo": "redo",
    "enter": "Enter",
    "escape": "Esc",
    "shift": "Shift",
    "control": "Ctrl",
    "empty": "This transcript has no words to show.",
}

# What was undone is not named in Dutch: the log names acts in English.
_DUTCH = {
    "transcript": "Transcript",
    "coded_by": "codeert als",
    "codes": "Codes",
    "no_codes": "Nog geen codes: selecteer een passage en typ er een naam voor.",
    "new_code": "Codeer op naam",
    "new_code_hint": "Code of Groep/Code",
    "undo": "Ongedaan maken",
    "redo": "Opnieuw",
    "codings": "Coderingen",
    "codings_here": "Coderingen hier",
    "all_codings": "Toon alle",
    "no_codings": "Er is nog niets gecodeerd.",
    "no_codings_here": "Op deze plek is niets gecodeerd.",
    "go_to": "Ga naar deze passage",
    "remove": "Verwijder {code} van: {quote}",
    "removing": "wordt verwijderd, nog niet bewaard",
    "adding": "nog niet bewaard",
    "memo": "Memo: {memo}",
    "count": "{n} coderingen",
    "count_one": "1 codering",
    "saving": "Bewaren …",
    "silent": "Nog niet bewaard: de kernel antwoordt niet. Draait hij, of is hij bezig met een andere cel?",
    "refused": "Niet bewaard: {reason}",
    "select_first": "Selecteer eerst een passage en kies dan een code.",
    "coded": "Gecodeerd: {code}",
    "removed": "Verwijderd: {code}",
    "undone": "Ongedaan gemaakt.",
    "redone": "Opnieuw gedaan.",
    "nothing_to_undo": "Er is niets om ongedaan te maken.",
    "nothing_to_redo": "Er is niets om opnieuw te doen.",
    "keys": "Toetsen",
    "key_code": "codeer de selectie",
    "key_name": "codeer op naam",
    "key_units": "selecteer woord, zin, beurt",
    "key_here": "coderingen hier",
    "key_list": "naar de lijst",
    "key_remove": "verwijder uit de lijst",
    "key_back": "terug naar de tekst",
    "key_undo": "ongedaan maken",
    "key_redo": "opnieuw",
    "enter": "Enter",
    "escape": "Esc",
    "shift": "Shift",
    "control": "Ctrl",
    "empty": "Dit transcript heeft geen woorden om te tonen.",
}

_LANGUAGES = {"en": _ENGLISH, "nl": _DUTCH}


def interface_texts(language: str) -> dict[str, str]:
    """The words of the interface in *language*, by the name of each.

    Args:
        language: ``"en"`` or ``"nl"``; a region may follow, as in ``"nl-BE"``.

    Raises:
        VocbenchError: there is no such language; the message lists those there are.
    """
    return dict(_LANGUAGES[spoken(language)])
