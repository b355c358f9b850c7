"""How quickly a large board is judged: 200 notes with 2,000 pieces of evidence, over 20,000 codings.

Four of the twenty interviews were coded by two people, as one does to see whether they agree. How far they
do is kept until somebody codes again, and so are the passages, so there are two figures: as after a change of
the board, and as after a new coding.
"""

from __future__ import annotations

import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from vocbench.model.board import Relation
from vocbench.model.source import Role, Speaker, Transcript, Turn
from vocbench.model.span import Span
from vocbench.project import Project
from vocbench.storage import schema
from vocbench.storage.codebook import ensure_code
from vocbench.storage.history import Act, new_id, now
from vocbench.storage.sources import source_id

INTERVIEWS, CODED_TWICE, CODES, CODINGS = 20, 4, 60, 20_000
NOTES, PIECES = 200, 2_000
LIMIT_MS = 100.0
BOARD = "Large"

_TIMES = 9

_TURNS, _TURN = 200, 240
"""How many turns an interview has, and the characters of each."""


def run() -> list[dict[str, Any]]:
    """The figures as rows ``name figure value unit limit``."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.voc"
        make_large_board(path)
        with Project(path) as project:
            return [
                _row("board and its evidence", _median(lambda: project.proofs(BOARD))),
                _row("credibility", _median(lambda: project.credibility(BOARD), _voter(project)), LIMIT_MS),
                _row(
                    "credibility after a coding", _median(lambda: project.credibility(BOARD), _coder(project))
                ),
            ]


def _voter(project: Project) -> Callable[[], object]:
    """Something that votes for another note each time."""
    notes = iter(project.board(BOARD).notes)
    return lambda: project.vote(next(notes).id)


def _coder(project: Project) -> Callable[[], object]:
    """Something that adds one coding to the project each time."""
    places = itertools.count(_TURN)
    return lambda: project.code("p01", span=(next(places), 2 * _TURN), code="New", coder="B")


def _row(figure: str, value: float, limit: float | None = None) -> dict[str, Any]:
    size = f"{NOTES} notes, {PIECES:,} pieces of {CODINGS:,} codings"
    return {"name": "boards", "figure": f"{size}: {figure}", "value": value, "unit": "ms", "limit": limit}


def _median(act: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    """The median of how many milliseconds *act* takes, after *before* each time."""
    taken = []
    for _ in range(_TIMES):
        before()
        start = time.perf_counter()
        act()
        taken.append(1_000 * (time.perf_counter() - start))
    return statistics.median(taken)


def make_large_board(path: Path) -> None:
    """A project at *path* with the interviews, their codings, and the board ``BOARD``."""
    dice = random.Random(42)  # noqa: S311 - material, not secrets
    with Project(path) as project:
        for number in range(INTERVIEWS):
            project.add(_interview(f"p{number:02}"))
        board = project.make_board(BOARD, question="What is it like?")
        regions = [region.id for region in board.template.regions]
        with project._store.act(who="A", label="a large board") as act:  # noqa: SLF001 - one act in place of 22,000
            codings = _add_codings(act, project.transcripts(), dice)
        for number in range(NOTES):
            project.note(BOARD, regions[number % len(regions)], f"Note {number}")
        notes = [note.id for note in project.board(BOARD).notes]
        with project._store.act(who="A", label="its evidence") as act:  # noqa: SLF001 - as above
            _add_evidence(act, notes, dice.sample(codings, PIECES))
            act.update_many(schema.note, notes, origin="said")


def _interview(name: str) -> Transcript:
    """As many turns as all have, asked and answered in turn."""
    line = "x" * (_TURN - 1)
    turns = (
        Turn(Span(number * _TURN, number * _TURN + _TURN - 1), ("I", "R")[number % 2])
        for number in range(_TURNS)
    )
    people = (Speaker("I", Role.INTERVIEWER), Speaker("R"))
    return Transcript(name, "\n".join([line] * _TURNS), tuple(turns), people, language="en")


def _add_codings(act: Act, talks: list[Transcript], dice: random.Random) -> list[str]:
    """Equally many codings in each interview; those of the first ones by two coders. Their ids."""
    codes = [ensure_code(act, f"Group {number % 6}/Code {number}") for number in range(CODES)]
    rows = []
    for number, talk in enumerate(talks):
        place = source_id(act.connection, talk.name)
        coders = "AB" if number < CODED_TWICE else "A"
        rows += [
            _coding(talk, place, dice.choice(codes), dice.choice(coders), dice)
            for _ in range(CODINGS // INTERVIEWS)
        ]
    act.insert(schema.coding, rows)
    return [row["id"] for row in rows]


def _coding(talk: Transcript, place: str, code: str, coder: str, dice: random.Random) -> dict[str, Any]:
    """A passage of somebody who answers."""
    start = dice.randrange(1, _TURNS, 2) * _TURN + dice.randrange(_TURN - 100)
    end = start + dice.randrange(20, 90)
    return {
        "id": new_id(),
        "source_id": place,
        "answer_id": None,
        "start": start,
        "end": end,
        "quote": talk.text[start:end],
        "code_id": code,
        "coder": coder,
        "memo": "",
        "created": now(),
    }


def _add_evidence(act: Act, notes: list[str], codings: list[str]) -> None:
    """The codings as evidence for the notes in turn; one in seven speaks against its note."""
    relations = [Relation.CONTRADICTS, *[Relation.SUPPORTS] * 6]
    act.insert(
        schema.evidence,
        [
            {
                "id": new_id(),
                "note_id": notes[number % len(notes)],
                "position": number,
                "relation": relations[number % len(relations)].value,
                "coding_id": coding,
                "answer_id": None,
                "topic_id": None,
            }
            for number, coding in enumerate(codings)
        ],
    )
