"""Boards of several authors on one: the notes, and how far the authors agree on where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pandas as pd

from vocbench.analysis.agreement import krippendorff_alpha, percent_agreement
from vocbench.analysis.claims import Claim, claims, words_key
from vocbench.model.board import Board, Details, Kin, Note, Origin, Standing

AUTHORS = ", "
"""What stands between the authors of a note that several wrote."""


@dataclass(frozen=True, slots=True)
class Placement:
    """How far boards agree on where what they share belongs.

    Args:
        alpha: Krippendorff's alpha (nominal); NaN where nothing is shared, or all lies in one region.
        percent: the share of pairs of boards that put a shared claim in the same region; NaN for none.
        n: how many claims are on two boards or more.
        frame: one row per such claim and board: ``claim text board region``. A board that has it in
            several regions names them all, and agrees only with a board that names the same.
    """

    alpha: float
    percent: float
    n: int
    frame: pd.DataFrame


def placement(boards: Sequence[Board]) -> Placement:
    """How far *boards* agree on the region of what they share."""
    shared = [each for each in claims(boards) if len(each.boards) > 1]
    units = [[_regions(each, board) for board in each.boards] for each in shared]
    rows = [
        (number, each.text, board, region)
        for number, (each, regions) in enumerate(zip(shared, units, strict=True), start=1)
        for board, region in zip(each.boards, regions, strict=True)
    ]
    return Placement(
        krippendorff_alpha(units),
        percent_agreement(units),
        len(shared),
        pd.DataFrame(rows, columns=["claim", "text", "board", "region"]),
    )


def _regions(claim: Claim, board: str) -> str:
    return ", ".join(sorted({note.region for note in claim.on(board)}))


@dataclass(frozen=True, slots=True)
class Merged:
    """The notes of several boards on one, in order, and how these are related.

    ``notes`` have the id of one of those they were made of; ``kin`` relates these ids.
    """

    notes: tuple[Note, ...]
    kin: tuple[Kin, ...]


def merge_boards(boards: Sequence[Board]) -> Merged:
    """The notes of *boards* on one: whatever the order of the boards, and once for each that is given twice.

    Notes with the same words in the same region become one, with the evidence, votes and authors of all.
    Where they differ in how sure their authors were, or in a detail, the lowest counts; of their
    origins the one nearest to what people said. Notes that were only related stay apart, and stay related.
    What was proposed or refused stays behind.

    Args:
        boards: all of one template.
    """
    groups: dict[tuple[int, str], dict[str, Note]] = {}
    place = {region.id: number for number, region in enumerate(boards[0].template.regions)}
    for note in (note for board in boards for note in board.notes if note.standing is Standing.ACCEPTED):
        groups.setdefault((place[note.region], words_key(note.text)), {})[note.id] = note
    merged = {key: _one_of(list(groups[key].values())) for key in sorted(groups)}
    became = {each: merged[key].id for key, notes in groups.items() for each in notes}
    kin = {
        _kin(became, each) for board in boards for each in board.kin if {each.one, each.other} <= set(became)
    }
    apart = (each for each in kin if each.one != each.other)
    return Merged(
        tuple(merged.values()), tuple(sorted(apart, key=lambda each: (each.one, each.other, each.kinship)))
    )


def _kin(became: dict[str, str], each: Kin) -> Kin:
    one, other = sorted((became[each.one], became[each.other]))
    return Kin(one, other, each.kinship)


def _one_of(notes: Sequence[Note]) -> Note:
    """One note in place of several with the same words."""
    first = min(notes, key=lambda each: (each.text, each.author, each.id))
    evidence = {piece for each in notes for piece in each.evidence}
    return replace(
        first,
        evidence=tuple(sorted(evidence, key=lambda each: (each.kind, each.target, each.relation))),
        origin=min((each.origin for each in notes), key=list(Origin).index),
        author=AUTHORS.join(sorted({name for each in notes for name in each.author.split(AUTHORS)} - {""})),
        confidence=_lowest(each.confidence for each in notes),
        group=min((each.group for each in notes if each.group), default=""),
        votes=tuple(sorted({who for each in notes for who in each.votes})),
        details=_lowest_details([each.details for each in notes]),
        stale=min((each.stale for each in notes if each.stale), default=""),
    )


def _lowest_details(found: Sequence[Details]) -> Details:
    values = {field.name: _lowest(getattr(each, field.name) for each in found) for field in fields(Details)}
    return Details(**{name: value for name, value in values.items() if value is not None})


def _lowest(values: Iterable[Any]) -> Any:  # noqa: ANN401 - whatever a detail is
    """The lowest of those that are known; ``None`` where none is."""
    return min((value for value in values if value not in (None, "")), default=None)
