"""Boards as tidy DataFrames, with the columns that ``exchange.frames`` documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from vocbench.exchange import frames
from vocbench.model.board import Board, Note, Proof, Voice, tally
from vocbench.model.template import Template
from vocbench.model.template import templates as ready_templates


def evidence_frame(board: Board, proofs: Iterable[Proof]) -> pd.DataFrame:
    """One row per piece of evidence, with the columns of ``frames.EVIDENCE``.

    A note without evidence keeps one row, whose evidence is missing: an assumption stays
    in sight.
    """
    found = _by_note(proofs)
    nothing = (None,) * (len(frames.EVIDENCE) - len(_head(board.notes[0]))) if board.notes else ()
    rows = [
        (*_head(note), *cells)
        for note in board.notes
        for cells in list(map(_cells, found.get(note.id, []))) or [nothing]
    ]
    return frames.make(frames.EVIDENCE, rows)


def _head(note: Note) -> tuple[str, ...]:
    return (note.id, note.region, note.text, note.origin.value)


def _cells(proof: Proof) -> tuple[str | None, ...]:
    what = (proof.relation.value, proof.kind.value, proof.quote, proof.source, proof.respondent)
    return (*what, proof.voice.value, proof.coder, proof.date, proof.wave, proof.target)


def notes_frame(board: Board, proofs: Iterable[Proof]) -> pd.DataFrame:
    """One row per note with what stands behind it, with the columns of ``frames.NOTES``."""
    found = _by_note(proofs)
    return frames.make(
        frames.NOTES, ((*_head(note), *_counts(found.get(note.id, [])), *_look(note)) for note in board.notes)
    )


def _counts(proofs: Iterable[Proof]) -> tuple[int, ...]:
    found = tally(proofs)
    return (found.quotes, found.respondents, found.contradictions, found.qualifications)


def _look(note: Note) -> tuple[object, ...]:
    return (note.standing.value, note.author, note.confidence, note.group, len(note.votes), note.stale)


def _by_note(proofs: Iterable[Proof]) -> dict[str, list[Proof]]:
    found: dict[str, list[Proof]] = {}
    for proof in proofs:
        found.setdefault(proof.note, []).append(proof)
    return found


def templates_frame(listed: Iterable[Template], language: str) -> pd.DataFrame:
    """One row per template in *language*, with the columns of ``frames.TEMPLATES``."""
    ready = {each.id for each in ready_templates()}
    return frames.make(
        frames.TEMPLATES,
        (
            (
                each.id,
                each.name(language),
                each.shape.value,
                ", ".join(region.id for region in each.regions),
                each.credit,
                each.id not in ready,
            )
            for each in listed
        ),
    )


def voices_frame(voices: Mapping[str, Voice]) -> pd.DataFrame:
    """One row per respondent, with the columns of ``frames.VOICES``."""
    return frames.make(frames.VOICES, ((key, voice.value) for key, voice in voices.items()))


def unplaced_frame(notes: Iterable[tuple[Note, str]]) -> pd.DataFrame:
    """One row per note without a place, and why, with the columns of ``frames.UNPLACED``."""
    return frames.make(frames.UNPLACED, ((each.id, each.region, each.text, reason) for each, reason in notes))
