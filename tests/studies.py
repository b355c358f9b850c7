"""A small invented study for tests: one interview and five open answers."""

from __future__ import annotations

from vocbench.model.source import (
    Answer,
    AnswerTable,
    Event,
    EventKind,
    Respondent,
    Role,
    Speaker,
    Transcript,
    Turn,
)
from vocbench.model.span import Span

WORDS = (
    ("I", "Hoe lang douche je?"),
    ("Marieke", "Nou ja 😀 vijf minuten (lacht) langer niet."),
    ("I", "En gisteren?"),
    ("Marieke", "Gisteren was het een kwartier. Maar vijf minuten is normaal."),
)

QUESTION = "Wat kan beter?"


def talk(name: str = "p01") -> Transcript:
    """An interview of four turns, with an emoji, a laugh and one phrase said twice."""
    turns, start = [], 0
    for number, (speaker, words) in enumerate(WORDS):
        span = Span(start, start + len(words))
        turns.append(Turn(span, speaker, number * 5.0, number * 5.0 + 4.0))
        start += len(words) + 1
    text = "\n".join(words for _, words in WORDS)
    laugh = text.index("(lacht)")
    return Transcript(
        name=name,
        text=text,
        turns=tuple(turns),
        speakers=(Speaker("I", Role.INTERVIEWER), Speaker("Marieke")),
        events=(Event(Span(laugh, laugh + 7), EventKind.NONVERBAL, "(lacht)"),),
        language="nl",
    )


def survey(name: str = "survey") -> AnswerTable:
    """Five answers by four respondents to one question in two waves."""
    return AnswerTable(
        name=name,
        respondents=(
            Respondent("1", {"segment": "huur", "household": 3}),
            Respondent("2", {"segment": "koop"}),
            Respondent("3", {"segment": "huur", "garden": True}),
            Respondent("4"),
        ),
        answers=(
            Answer("1", QUESTION, "De rekening is onduidelijk", 3, "2025"),
            Answer("1", QUESTION, "De app is traag", 6, "2026"),
            Answer("2", QUESTION, "geen", 9, "2025"),
            Answer("3", QUESTION, "", None, "2025"),
            Answer("4", QUESTION, "Lange wachttijd aan de telefoon", 2, "2026"),
        ),
    )
