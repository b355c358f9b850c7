"""What an exchange with other programs cannot carry as it is, and why."""

from __future__ import annotations

from collections.abc import Mapping

from vocbench.model.qda import Fate
from vocbench.model.told import Told, told

_STAYS = told("It stays in the vocbench project; keep that file.")

NOT_CARRIED: Mapping[str, tuple[Fate, Told, Told]] = {
    "board": (Fate.LOST, told("board"), told("The standard has no boards. {stays}", stays=_STAYS)),
    "note on a board": (
        Fate.LOST,
        told("note on a board"),
        told("The standard has no boards. {stays}", stays=_STAYS),
    ),
    "insight": (Fate.LOST, told("insight"), told("The standard has no insights. {stays}", stays=_STAYS)),
    "opportunity": (
        Fate.LOST,
        told("opportunity"),
        told("The standard has no opportunities. {stays}", stays=_STAYS),
    ),
    "action": (Fate.LOST, told("action"), told("The standard has no actions. {stays}", stays=_STAYS)),
    "board design": (
        Fate.LOST,
        told("board design"),
        told("The standard has no boards. {stays}", stays=_STAYS),
    ),
    "topic model": (
        Fate.LOST,
        told("topic model"),
        told("The standard has no topic models. {stays}", stays=_STAYS),
    ),
    "rule": (
        Fate.LOST,
        told("rule"),
        told("The codings that a rule gave are there, the rule is not. {stays}", stays=_STAYS),
    ),
    "refused proposal": (
        Fate.LOST,
        told("refused proposal"),
        told("The standard has no proposals. {stays}", stays=_STAYS),
    ),
    "consent": (Fate.LOST, told("consent"), told("The standard has no consents. {stays}", stays=_STAYS)),
    "name of the roster": (
        Fate.LOST,
        told("name of the roster"),
        told("Names are not passed on. {stays}", stays=_STAYS),
    ),
    "signed review": (
        Fate.LOST,
        told("signed review"),
        told("The standard has no reviews of names. {stays}", stays=_STAYS),
    ),
    "version of a text": (
        Fate.LOST,
        told("earlier version of a text"),
        told("Texts go out as they are now, without their corrections. {stays}", stays=_STAYS),
    ),
    "hot key": (Fate.LOST, told("hot key"), told("The standard has no hot keys. Hand them out again.")),
    "doubt about a coding": (
        Fate.LOST,
        told("doubt about a coding"),
        told("That a person should look at it is not told. Settle it first: project.doubtful()."),
    ),
    "event": (
        Fate.LOST,
        told("non-verbal event"),
        told("Its words stand in the text; that they are an event, and how long it took, is not told."),
    ),
    "times": (
        Fate.LOST,
        told("times of a transcript"),
        told("The standard keeps times with a recording only. Attach it: project.attach_media(...)."),
    ),
    "silent": (
        Fate.LOST,
        told("speaker without a turn"),
        told("Who says nothing in a transcript has no place in it."),
    ),
    "mixed": (
        Fate.CHANGED,
        told("variable of mixed values"),
        told("The standard knows one kind of values a variable, so these became text."),
    ),
    "bare table": (
        Fate.LOST,
        told("table of answers without an answer"),
        told("It has no text to go out as."),
    ),
    "blank": (Fate.CHANGED, told("answer of blanks"), told("An answer of blanks alone became an empty one.")),
    "dangling": (Fate.LOST, told("link"), told("One of its ends is not in the project any more.")),
}
"""What does not go out as it was: what becomes of it, what it is called, and why; by what it is."""

NOT_TAKEN: Mapping[str, tuple[Fate, Told, Told]] = {
    "code name": (
        Fate.CHANGED,
        told("name of a code"),
        told("A / joins a code to the one above it, and no two codes under one have the same name."),
    ),
    "no colour": (
        Fate.CHANGED,
        told("colour of a code"),
        told("The file gives none, so it got one of the palette."),
    ),
    "code on a case": (
        Fate.LOST,
        told("code on a case"),
        told("Codes go on passages here. Code what the person says."),
    ),
    "memo about nothing": (
        Fate.CHANGED,
        told("thing that a memo is about"),
        told("It is not in the project; the memo is, about the rest or about the project."),
    ),
    "link": (Fate.LOST, told("link"), told("One of its ends is not in the project.")),
    "overlap": (
        Fate.LOST,
        told("passage of a case"),
        told("Only one person speaks at a time here: the shortest of passages that overlap stays."),
    ),
    "value of a source": (
        Fate.LOST,
        told("variable of a source"),
        told("Attributes are those of one respondent here, and the source has none or several."),
    ),
    "whole text": (
        Fate.DOUBTFUL,
        told("text of one respondent"),
        told("Who speaks when is not told, so all words count as the respondent's. See for the interviewer."),
    ),
    "source of a case": (
        Fate.LOST,
        told("source of a case"),
        told("Texts without turns are of one respondent here, and pictures and recordings of nobody."),
    ),
    "name of a coder": (
        Fate.CHANGED,
        told("name of a coder"),
        told("Another coder has it, so this one got a number."),
    ),
    "variable name": (
        Fate.CHANGED,
        told("name of a variable"),
        told("Another variable has it, so this one got a number."),
    ),
    "renamed code": (
        Fate.CHANGED,
        told("code of another name here"),
        told("It has been renamed; the name that it has here stays."),
    ),
    "coding twice": (
        Fate.CHANGED,
        told("coding that is there twice"),
        told("Code, coder and words are the same: it is there once."),
    ),
    "member of a set": (
        Fate.LOST,
        told("member of a set"),
        told("It is not in the project, or not of a kind that a set holds."),
    ),
    "author of a source": (
        Fate.LOST,
        told("author of a source"),
        told("Only who coded and who wrote memos is kept."),
    ),
    "last change of a source": (
        Fate.LOST,
        told("last change of a source"),
        told("Dates are those of when sources were made."),
    ),
    "name of a passage": (
        Fate.LOST,
        told("name of a passage"),
        told("Passages are called by their words here."),
    ),
    "author of a passage": (
        Fate.LOST,
        told("author of a passage"),
        told("Who coded is kept; who only marked a passage is not."),
    ),
    "coder without work": (
        Fate.LOST,
        told("coder without work"),
        told("Nothing here is by this coder, so there is no trace of them."),
    ),
    "name of a source": (
        Fate.CHANGED,
        told("name of a source"),
        told("Another source has it, so it got a number."),
    ),
    "later version": (
        Fate.DOUBTFUL,
        told("text that was corrected here since"),
        told("Its codings were put on the corrected words. See project.doubtful()."),
    ),
    "empty source": (Fate.LOST, told("source without a text"), told("It holds no words and no file.")),
    "second answer": (
        Fate.LOST,
        told("answer"),
        told("Nobody knows whose it is, or the person has one to this question."),
    ),
    "answer that reads otherwise": (
        Fate.CHANGED,
        told("answer that reads otherwise"),
        told("Codings or notes rest on its words, so it stays as it is here."),
    ),
    "who withdrew": (
        Fate.LOST,
        told("passage, coding or answer of somebody who withdrew"),
        told("Nothing of who withdrew comes in again."),
    ),
    "labels": (
        Fate.CHANGED,
        told("text with labels or times in it"),
        told("It is here without them; what is coded in it was put on its words."),
    ),
    "coding elsewhere": (
        Fate.CHANGED,
        told("coding that is otherwise here"),
        told("It was moved, or given another code or coder; as it is here it stays."),
    ),
    "coder of your name": (
        Fate.DOUBTFUL,
        told("new coding under the name that you code under here"),
        told(
            "If it is somebody else's, undo this; one of you takes another name: project.rename_coder(...)."
        ),
    ),
    "coding without a text": (
        Fate.LOST,
        told("coding"),
        told("It is on a picture, page or recording, or on no text at all."),
    ),
    "coder": (Fate.DOUBTFUL, told("coder"), told("The file does not say who coded. Name them with coder=.")),
    "date of a coding": (
        Fate.CHANGED,
        told("date of a coding"),
        told("The file gives none, so it is that of the import."),
    ),
    "coding of a whole text": (
        Fate.CHANGED,
        told("code on a whole source"),
        told("It is a coding of all its words now."),
    ),
    "passage beyond a text": (
        Fate.DOUBTFUL,
        told("passage that ends after its text"),
        told("It was cut off there. Compare it with the program that it comes from."),
    ),
    "empty passage": (
        Fate.DOUBTFUL,
        told("passage without a character"),
        told("It became the character that follows."),
    ),
    "passage without a text": (
        Fate.LOST,
        told("marked passage"),
        told("It is on a picture, page or recording, or on no text."),
    ),
}
"""What does not come in as it was: what becomes of it, what it is called, and why; by what it is."""
