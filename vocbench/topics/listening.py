"""What people in a talk say to show that they listen: in interviews it makes no topic."""

from __future__ import annotations

_WORDS = """
    ja jaja jawel jazeker nou oké oke ok okay okee hm hmm hmmm mm mmm mhm hmhm uh uhm euh eh ehm um ah aha oh
    och tja precies klopt inderdaad tuurlijk yes yeah yep yup right sure exactly definitely totally uhhuh
    mmhmm well gonna wanna
"""
_PHRASES = """
    o / so / dat klopt / zeker / exact / juist / natuurlijk / prima / goed / snap ik / ik snap het
    graag gedaan / geen probleem / correct / of course / i see / got it / uh huh / mm hmm / cool / great
    nice / wow / good / you are welcome / youre welcome / no problem
    lacht / lachen / lacht hard / laughs / laughter / laughing / stilte / silence / pause / pauze
"""

SOUNDS = tuple(sorted(_WORDS.split()))
"""Words that name no topic of talk."""

LISTENING = tuple(
    sorted({*SOUNDS, *(phrase.strip() for line in _PHRASES.split("\n") for phrase in line.split("/"))} - {""})
)
"""Turns that hold nothing but these, one or several in a row, say nothing of their own; what says
nothing in a survey either, such as "nee", is known without them."""
