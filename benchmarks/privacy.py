"""How fast ten interviews of 8,000 words are pseudonymised, and a page of a report passes the gate.

The interviews are generated: ordinary Dutch words, with names, numbers and addresses planted in them; what
is left of these is counted. Figures are without the extra ``deid``.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.privacy.confidential import Audience
from vocbench.privacy.gate import Gate
from vocbench.privacy.page import clean_page
from vocbench.project import Project

INTERVIEWS, WORDS_EACH, WORDS_A_TURN = 10, 8_000, 40
LIMIT_SECONDS = 10.0
EVERY = 5
"""One turn in so many has something planted in it."""

PEOPLE = ("Marieke", "Henk", "Yasmina", "Pieter", "Wil", "Daan", "Sanne", "Femke", "Joris", "Roos")
_LISTED = """
    de het een ik je wij zij en maar want dus nou ja eigenlijk gewoon altijd nooit soms warm koud douche
    rekening meter klok minuten kinderen energie voorschot maand huis verwarming kiezen betalen wachten
    vragen begrijpen duidelijk lastig water kraan bad thuis lang kort morgen avond buurt brief bedrag
"""
WORDS = _LISTED.split()
PLANTS: tuple[Callable[[str], tuple[str, str]], ...] = (
    lambda name: (f"toen zei {name} dat", name),
    lambda name: (f"met {name.lower()}tje en {name.upper()} erbij", name.upper()),
    lambda name: (f"mevrouw {name} de Vries", "Vries"),
    lambda name: (f"mail {name.lower()}@voorbeeld.nl maar", f"{name.lower()}@voorbeeld.nl"),
    lambda _: ("bel 06-12345678 even", "12345678"),
    lambda _: ("op NL91ABNA0417164300 gestort", "NL91ABNA0417164300"),
    lambda _: ("mijn nummer is 111222333 hoor", "111222333"),
    lambda _: ("aan de Kerkstraat 12 in 1234 AB", "Kerkstraat 12"),
    lambda _: ("geboren op 3 mei 1971 dus", "3 mei 1971"),
)


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit peer``."""
    with tempfile.TemporaryDirectory() as folder, Project(Path(folder) / "study.voc") as study:
        planted = _fill(study)
        study.sign_review()
        started = time.perf_counter()
        place = study.pseudonymised_copy(Path(folder) / "copy.voc")
        seconds = time.perf_counter() - started
        with Project(place) as copy:
            text = "\n".join(talk.text for talk in copy.transcripts())
        missed = sum(each in text for each in planted)
        page = _page_seconds(study)
    return [
        _row("a pseudonymised copy of 10 interviews of 8,000 words", seconds, "s", LIMIT_SECONDS),
        _row(f"planted identifiers left, of {len(planted)} different ones", missed, "", 0),
        _row("a page of 1 MB through the gate for the public", page, "s", None),
    ]


def _row(figure: str, value: float, unit: str, limit: float | None) -> dict[str, Any]:
    return {"name": "privacy", "figure": figure, "value": value, "unit": unit, "limit": limit}


def _fill(study: Project) -> set[str]:
    """Ten interviews with identifiers in them; which these are."""
    draw = random.Random(7)  # noqa: S311 - a seed, no secret
    planted: set[str] = set()
    for number, name in enumerate(PEOPLE, start=1):
        turns = [_turn(draw, planted) for _ in range(WORDS_EACH // WORDS_A_TURN)]
        study.add(_talk(f"p{number:02d}_{name.lower()}", name, turns))
    return planted


def _turn(draw: random.Random, planted: set[str]) -> str:
    words = draw.choices(WORDS, k=WORDS_A_TURN - 6)
    if draw.randrange(EVERY) == 0:
        phrase, telling = draw.choice(PLANTS)(draw.choice(PEOPLE[:-3]))
        planted.add(telling)
        words.insert(draw.randrange(1, len(words)), phrase)
    return " ".join(words)


def _talk(source: str, name: str, words: list[str]) -> Transcript:
    turns, at = [], 0
    for number, each in enumerate(words):
        turns.append(Turn(Span(at, at + len(each)), ("Interviewer", name)[number % 2]))
        at += len(each) + 1
    speakers = (Speaker("Interviewer", Role.INTERVIEWER), Speaker(name))
    return Transcript(source, "\n".join(words), tuple(turns), speakers, language="nl")


def _page_seconds(study: Project) -> float:
    """How long a page of a million characters takes, made of what was said."""
    gate = Gate(Audience.PUBLIC, [study.confidential()])
    turns = [turn.span.cut(talk.text) for talk in study.transcripts() for turn in talk.turns]
    paragraphs = (
        f'<p class="quote" title="{number}">{escape(each)}</p>' for number, each in enumerate(turns)
    )
    page = "\n".join(paragraphs)
    page = (page * (1_000_000 // len(page) + 1))[:1_000_000]
    started = time.perf_counter()
    clean_page(gate, page, where="report.html")
    return time.perf_counter() - started
