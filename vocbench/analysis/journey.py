"""What a customer journey tells: how stages felt, what delays, which touchpoint is weakest."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from statistics import fmean

import pandas as pd

from vocbench.analysis.survey import mean_interval
from vocbench.errors import BoardError
from vocbench.model.board import BEST, WORST, Board, Channel, Note, Proof, Relation, Standing, Voice

EMOTION, PAINS, TOUCHPOINTS = "emotion", "pains", "touchpoints"
"""Ids of the lanes of a journey that have a meaning here."""

_FEELING = {"valence": "float64", "low": "float64", "high": "float64", "n": "int64"}
_STAGE = {"stage": "str", "stage_name": "str"}
_NOTE = {"note": "str", "stage": "str", "text": "str"}
LINE = {**_STAGE, **_FEELING}
POINTS = {**_NOTE, "channel": "str", "is_measured": "boolean", "owner": "str", **_FEELING}
PAIN = {
    **_NOTE, "delay_days": "float64", "respondents": "int64", "n": "int64", "share": "float64",
    "low": "float64", "high": "float64", "person_days": "float64",
}  # fmt: skip
MIX = {**_STAGE, "touchpoints": "int64", "digital": "int64", "analogue": "int64", "unknown": "int64"}
WARNINGS = {"warning": "str", "stage": "str", "note": "str", "text": "str"}

People = Mapping[str, Sequence[float]]
"""How it felt to each person, from -2 to 2, once for each passage or note."""


def emotion_line(board: Board, proofs: Iterable[Proof], *, lang: str = "en") -> pd.DataFrame:
    """How each stage of a journey felt to customers, with how many tell so.

    What a note says of a feeling holds for every customer who bears it out. A person is one value,
    their mean, however much they say. A stage that nobody tells of is missing and not neutral.

    Args:
        board: a journey; only notes with a valence that somebody accepted count.
        proofs: those of the board.
        lang: language of the stages' names.

    Returns:
        One row per stage, in order, with the columns of ``LINE``: ``low`` and ``high`` bound the mean at 95%
        as in ``survey.mean_interval`` and are NaN for fewer than two customers; ``valence`` is NaN for none.

    Raises:
        BoardError: the board is no journey.
    """
    felt = felt_by_stage(board, proofs, {Voice.CUSTOMER})
    rows = [{**stage, **_feeling(felt[stage["stage"]])} for stage in stages_of(board, lang)]
    return frame(LINE, rows)


def stages_of(board: Board, lang: str) -> list[dict[str, str]]:
    """The stages of a journey, in order: ``stage`` is the id, ``stage_name`` how it is called.

    Raises:
        BoardError: the board is no journey.
    """
    if not board.template.stages:
        raise BoardError(f"The board {board.name!r} has no stages. Make a journey with project.journey(...).")
    return [{"stage": each.id, "stage_name": each.name(lang)} for each in board.template.stages]


def _feeling(people: People) -> dict[str, float]:
    means = [fmean(values) for values in people.values()]
    low, high = mean_interval(means, lowest=WORST, highest=BEST)
    return {"valence": fmean(means) if means else math.nan, "low": low, "high": high, "n": len(people)}


def accepted(board: Board) -> list[Note]:
    """The notes that a person agreed with."""
    return [note for note in board.notes if note.standing is Standing.ACCEPTED]


def stage_of(board: Board, note: Note) -> str:
    """The stage that a note lies in, "" where it lies in none."""
    return board.template.region(note.region).stage


def in_lane(board: Board, lane: str) -> list[Note]:
    """The notes of a lane that a person agreed with, in the order of the board."""
    return [each for each in accepted(board) if board.template.region(each.region).lane == lane]


def bearing_out(
    board: Board,
    proofs: Iterable[Proof],
    voices: Collection[Voice],
    *,
    relation: Relation = Relation.SUPPORTS,
) -> dict[str, list[Proof]]:
    """The proofs that bear on each note in this *relation*, by people with one of *voices*.

    Of a board about certain people, only these are its customers.
    """
    found: dict[str, list[Proof]] = {note.id: [] for note in board.notes}
    for proof in proofs:
        is_counted = proof.voice is not Voice.CUSTOMER or not board.about or proof.respondent in board.about
        if proof.relation is relation and proof.respondent and proof.voice in voices and is_counted:
            found[proof.note].append(proof)
    return found


def felt_by_stage(
    board: Board, proofs: Iterable[Proof], voices: Collection[Voice]
) -> dict[str, dict[str, list[float]]]:
    """How each stage felt to each person with one of *voices*."""
    behind = bearing_out(board, proofs, voices)
    felt: dict[str, dict[str, list[float]]] = {each.id: {} for each in board.template.stages}
    for note in accepted(board):
        if note.details.valence is not None and (stage := stage_of(board, note)):
            for person in {proof.respondent for proof in behind[note.id] if proof.respondent}:
                felt[stage].setdefault(person, []).append(note.details.valence)
    return felt


# -- pain points and touchpoints -----------------------------------------------------------


def pain_points(board: Board, shares: pd.DataFrame) -> pd.DataFrame:
    """What delays customers, ranked by the days times the customers who tell so.

    Args:
        board: a journey.
        shares: how many customers bear out each note: ``note respondents n share low high``.

    Returns:
        One row per accepted note of the lane ``pains``, most person-days first, with the columns of
        ``PAIN``. Person-days are missing where nobody knows the delay or no customer bears it out; such
        notes come last, those of most customers first.
    """
    borne = {row["note"]: row for row in shares.to_dict("records")}
    rows = []
    for note in in_lane(board, PAINS):
        share, days = borne[note.id], note.details.delay_days
        is_known = days is not None and share["respondents"] > 0  # nobody tells: not known to delay nobody
        rows.append(
            {
                **named(board, note),
                "delay_days": days,
                **{name: share[name] for name in ("respondents", "n", "share", "low", "high")},
                "person_days": days * share["respondents"] if is_known else None,
            }
        )
    found = frame(PAIN, rows)
    return found.sort_values(
        ["person_days", "respondents"], ascending=False, na_position="last", kind="stable", ignore_index=True
    )


def named(board: Board, note: Note) -> dict[str, str]:
    """What tells a reader which note it is."""
    return {"note": note.id, "stage": stage_of(board, note), "text": note.text}


def weakest_touchpoint(board: Board, proofs: Iterable[Proof]) -> pd.DataFrame:
    """The touchpoints of a journey, the weakest first: the one that felt worst to customers.

    A touchpoint felt like the notes of its stage that rest on the same passages, itself among them.

    Returns:
        One row per accepted note of the lane ``touchpoints``, with the columns of ``POINTS``; those of which
        nobody tells how it felt come last.
    """
    behind = bearing_out(board, proofs, {Voice.CUSTOMER})
    telling = [each for each in accepted(board) if each.details.valence is not None]
    rows = []
    for note in in_lane(board, TOUCHPOINTS):
        felt: dict[str, list[float]] = {}
        for other in telling:
            if stage_of(board, other) == stage_of(board, note):
                for person in _shared(behind[note.id], behind[other.id]):
                    felt.setdefault(person, []).append(other.details.valence or 0.0)
        known = note.details
        rows.append(
            {
                **named(board, note),
                "channel": known.channel,
                "is_measured": known.is_measured,
                "owner": known.owner or None,
                **_feeling(felt),
            }
        )
    found = frame(POINTS, rows)
    return found.sort_values("valence", na_position="last", kind="stable", ignore_index=True)


def _shared(some: Iterable[Proof], others: Sequence[Proof]) -> set[str]:
    """Who says words that bear out both of two notes."""
    return {
        each.respondent
        for each in some
        if each.respondent
        and any(other.text == each.text and each.span.overlap(other.span) for other in others)
    }


def channel_mix(board: Board, *, lang: str = "en") -> pd.DataFrame:
    """How many touchpoints of each stage are digital, analogue, or of a kind that nobody wrote down.

    Returns:
        One row per stage, in order, with the columns of ``MIX``.

    Raises:
        BoardError: the board is no journey.
    """
    rows: list[dict[str, object]] = []
    for stage in stages_of(board, lang):
        points = [each for each in in_lane(board, TOUCHPOINTS) if stage_of(board, each) == stage["stage"]]
        kinds = [each.details.channel for each in points]
        counts = {channel.value: kinds.count(channel) for channel in Channel}
        numbers = {"touchpoints": len(points), **counts, "unknown": kinds.count(None)}
        rows.append({**stage, **numbers})
    return frame(MIX, rows)


def journey_warnings(board: Board, proofs: Iterable[Proof]) -> pd.DataFrame:
    """What a journey lacks.

    Returns:
        One row per warning, with the columns of ``WARNINGS``: ``no_digital`` or ``no_analogue`` of a
        board that has touchpoints and none of this kind; ``nothing_felt`` of a stage; ``channel_unknown`` and
        ``not_measured`` of a touchpoint. No rows where nothing is lacking.
    """
    rows: list[dict[str, str | None]] = []
    points = in_lane(board, TOUCHPOINTS)
    kinds = {each.details.channel for each in points}
    rows += [{"warning": f"no_{each.value}"} for each in Channel if points and each not in kinds]
    line = emotion_line(board, proofs)
    rows += [{"warning": "nothing_felt", "stage": stage} for stage in line["stage"][line["n"] == 0]]
    for note in points:
        if note.details.channel is None:
            rows.append({"warning": "channel_unknown", **named(board, note)})
        if note.details.is_measured is False:
            rows.append({"warning": "not_measured", **named(board, note)})
    return frame(WARNINGS, rows)


def frame(contract: Mapping[str, str], rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """*rows* with the columns and dtypes of *contract*, also where there are none."""
    return pd.DataFrame(rows, columns=list(contract), dtype=object).astype(dict(contract))
