"""What a company believes of a customer journey, beside what customers say of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import pandas as pd

from vocbench.analysis.journey import (
    People,
    accepted,
    bearing_out,
    emotion_line,
    felt_by_stage,
    frame,
    named,
    stage_of,
)
from vocbench.model.board import Board, Kinship, Proof, Relation, Voice

VIEWS = {
    "stage": "str", "stage_name": "str", "customers": "float64", "low": "float64", "high": "float64",
    "n_customers": "int64", "company": "float64", "n_company": "int64", "difference": "float64",
    "verdict": "str",
}  # fmt: skip
HELD = {
    "note": "str", "stage": "str", "text": "str", "lane": "str", "customers": "int64",
    "against": "int64", "company": "int64", "verdict": "str",
}  # fmt: skip

_ROUNDING = 1e-9  # the mean of three times 0.1 is not quite 0.1


@dataclass(frozen=True, slots=True)
class TwoViews:
    """What the company believes of a journey beside what customers say.

    Args:
        stages: one row per stage: ``stage stage_name customers low high n_customers company n_company
            difference verdict``. ``customers`` is the customers' mean feeling with its interval,
            ``company`` that which employees tell and authors imagine. ``verdict`` is ``rosier`` or
            ``gloomier`` where the company's lies above or below the customers' interval, ``agrees``
            within it, else ``unknown``.
        notes: one row per note: ``note stage text lane customers against company verdict``: how many
            customers bear it out and speak against it, and how many of the company hold it. ``verdict`` is
            ``conflict`` where the company holds what more customers deny than say, or the opposite of what
            they say; else ``shared``, ``company only``, ``customers only`` or ``nobody``.
    """

    stages: pd.DataFrame
    notes: pd.DataFrame


def two_views(board: Board, proofs: Sequence[Proof], *, lang: str = "en") -> TwoViews:
    """What the company believes of a journey beside what customers say.

    The company's view is what employees tell, and what its authors wrote without any evidence. Of
    the team who speak as customers themselves, nothing counts on either side.

    Raises:
        BoardError: the board is no journey.
    """
    line = emotion_line(board, proofs, lang=lang)
    company = felt_by_stage(board, proofs, {Voice.EMPLOYEE})
    for note in accepted(board):
        if not note.evidence and note.details.valence is not None and (stage := stage_of(board, note)):
            company[stage].setdefault(f"author {note.author}", []).append(note.details.valence)
    stages = [_view(row, company[row["stage"]]) for row in line.to_dict("records")]
    return TwoViews(frame(VIEWS, stages), frame(HELD, _held(board, proofs)))


def _view(row: Mapping[Any, Any], company: People) -> dict[str, object]:
    """A row of ``VIEWS`` from one of the emotion line. ``Any``: as pandas has it."""
    believed = fmean(map(fmean, company.values())) if company else math.nan
    return {
        "stage": row["stage"],
        "stage_name": row["stage_name"],
        "customers": row["valence"],
        "low": row["low"],
        "high": row["high"],
        "n_customers": row["n"],
        "company": believed,
        "n_company": len(company),
        "difference": believed - row["valence"],
        "verdict": _verdict(believed, row["low"], row["high"]),
    }


def _verdict(believed: float, low: float, high: float) -> str:
    if math.isnan(believed) or math.isnan(low):
        return "unknown"
    if low - _ROUNDING <= believed <= high + _ROUNDING:
        return "agrees"
    return "rosier" if believed > high else "gloomier"


def _held(board: Board, proofs: Sequence[Proof]) -> list[dict[str, object]]:
    """Who holds each note: customers, the company, both or neither."""
    customers = bearing_out(board, proofs, {Voice.CUSTOMER})
    employees = bearing_out(board, proofs, {Voice.EMPLOYEE})
    against = bearing_out(board, proofs, {Voice.CUSTOMER}, relation=Relation.CONTRADICTS)
    opposed = {
        here
        for kin in board.kin
        if kin.kinship is Kinship.OPPOSITE
        for here, there in ((kin.one, kin.other), (kin.other, kin.one))
        if customers.get(there)
    }
    rows = []
    for note in accepted(board):
        region = board.template.region(note.region)
        people = len({each.respondent for each in customers[note.id]})
        inside = len({each.respondent for each in employees[note.id]}) + (not note.evidence)
        contrary = len({each.respondent for each in against[note.id]})
        is_conflict = bool(inside) and (contrary > people or note.id in opposed)
        rows.append(
            {
                **named(board, note),
                "lane": region.lane,
                "customers": people,
                "against": contrary,
                "company": inside,
                "verdict": "conflict" if is_conflict else _HOLDERS[bool(people), bool(inside)],
            }
        )
    return rows


_HOLDERS = {
    (True, True): "shared",
    (False, True): "company only",
    (True, False): "customers only",
    (False, False): "nobody",
}
"""Who holds a note, by whether customers do and whether the company does."""
