"""What the board widget's page is told: a board, its notes, and what is behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import isnan
from typing import Any, TypedDict

from vocbench.model.board import (
    Board,
    Note,
    Proof,
    Relation,
    Voice,
    tally,
)
from vocbench.model.template import Region, Template
from vocbench.widgets.boards.protocol import Rows, ShownCredibility
from vocbench.widgets.boards.static import is_table
from vocbench.widgets.coding.state import NO_COLOR

_OF_TOPIC = 5  # answers of a topic that are shown; the rest is counted
Heard = dict[str, Any]
"""How many customers stand behind a note: ``k`` of ``n``, the share between ``low`` and ``high``."""


class RegionRow(TypedDict):
    """A cell: where it lies on the grid, counted from 1, and what it is called."""

    id: str
    name: str
    prompt: str
    row: int
    column: int
    rows: int
    columns: int
    number: int | None
    lane: str
    stage: str
    isBase: bool


class NoteRow(TypedDict):
    """A note as the browser shows it."""

    id: str
    region: str
    text: str
    origin: str
    standing: str
    author: str
    group: str
    votes: list[str]
    confidence: float | None
    stale: str
    quotes: int
    people: int
    against: int
    qualified: int
    employees: int
    selves: int
    heard: Heard | None
    marks: list[str]
    details: dict[str, Any]


class ProofRow(TypedDict):
    """A passage behind a note; ``text``, ``start`` and ``end`` say where it stands."""

    quote: str
    source: str
    respondent: str
    voice: str
    coder: str
    date: str
    wave: str
    text: str
    start: int
    end: int


class EvidenceRow(TypedDict):
    """A piece of evidence, with the first passages of it, and how many there are."""

    kind: str
    target: str
    relation: str
    n: int
    proofs: list[ProofRow]


def board_state(board: Board, lang: str) -> dict[str, Any]:
    """The board without its notes, for the page: what it asks, and what it is drawn as."""
    template = board.template
    regions = region_rows(board, lang)
    table = is_table(template)
    return {
        "name": board.name,
        "question": board.question,
        "template": template.name(lang),
        "credit": template.credit,
        "isTable": table,
        "isOpen": _is_open(template),
        "columns": max(row["column"] + row["columns"] - 1 for row in regions),
        "lanes": [{"id": each.id, "name": each.name(lang)} for each in template.lanes],
        "stages": [{"id": each.id, "name": each.name(lang)} for each in template.stages],
        "portrait": _portrait(board),
        "subject": board.subject.value,
        "about": list(board.about),
        "isAssumption": board.is_assumption,
        "regions": regions,
    }


def _is_open(template: Template) -> bool:
    """Whether a template is one drawing around a person, not a board of cells."""
    return template.portrait is not None and all(each.number is None for each in template.regions)


def _portrait(board: Board) -> dict[str, int] | None:
    place = board.template.portrait
    if place is None:
        return None
    return {"row": place.row, "column": place.column, "rows": place.row_span, "columns": place.column_span}


def region_rows(board: Board, lang: str) -> list[RegionRow]:
    """The regions of a board; those of a table lie by their lane and stage, below and beside the headings."""
    template = board.template
    lanes = {each.id: number for number, each in enumerate(template.lanes, start=2)}
    stages = {each.id: number for number, each in enumerate(template.stages, start=2)}
    table = is_table(template)
    return [
        _region_row(board, region, lang, (lanes[region.lane], stages[region.stage]) if table else None)
        for region in template.regions
    ]


def _region_row(board: Board, region: Region, lang: str, cell: tuple[int, int] | None) -> RegionRow:
    place, portrait = region.place, board.template.portrait
    row, column = cell or (place.row, place.column)
    return RegionRow(
        id=region.id,
        name=region.name(lang),
        prompt=region.prompt(lang),
        row=row,
        column=column,
        rows=1 if cell else place.row_span,
        columns=1 if cell else place.column_span,
        number=region.number,
        lane=region.lane,
        stage=region.stage,
        # What lies below the portrait is the base of the drawing.
        isBase=_is_open(board.template) and portrait is not None and place.row > portrait.row + 1,
    )


def proofs_by_note(proofs: Iterable[Proof]) -> dict[str, list[Proof]]:
    """The proofs of each note, by its id."""
    found: dict[str, list[Proof]] = {}
    for proof in proofs:
        found.setdefault(proof.note, []).append(proof)
    return found


def note_rows(
    notes: Iterable[Note], proofs: Mapping[str, Sequence[Proof]], believed: ShownCredibility
) -> list[NoteRow]:
    """The notes with what is behind each.

    Args:
        notes: the notes of a board.
        proofs: by note, as ``proofs_by_note`` gives them.
        believed: how far the board can be believed.
    """
    heard, marks = heard_by(believed.notes, "note"), marks_by_id(believed, "note")
    return [
        _note_row(note, proofs.get(note.id, ()), heard.get(note.id), marks.get(note.id, [])) for note in notes
    ]


def _note_row(note: Note, proofs: Sequence[Proof], heard: Heard | None, marks: list[str]) -> NoteRow:
    found = tally(proofs)
    return NoteRow(
        id=note.id,
        region=note.region,
        text=note.text,
        origin=note.origin.name.lower(),
        standing=note.standing.value,
        author=note.author,
        group=note.group,
        votes=list(note.votes),
        confidence=note.confidence,
        stale=note.stale,
        quotes=found.quotes,
        people=found.respondents,
        against=found.contradictions,
        qualified=found.qualifications,
        employees=_people(proofs, Voice.EMPLOYEE),
        selves=_people(proofs, Voice.SELF),
        heard=heard,
        marks=marks,
        details=_details(note),
    )


def _people(proofs: Sequence[Proof], voice: Voice) -> int:
    """How many people with this voice bear a note out."""
    return len(
        {
            each.respondent
            for each in proofs
            if each.voice is voice and each.relation is Relation.SUPPORTS and each.respondent
        }
    )


def _details(note: Note) -> dict[str, Any]:
    known = note.details
    return {
        "valence": known.valence,
        "delay_days": known.delay_days,
        "channel": known.channel.value if known.channel else None,
        "is_measured": known.is_measured,
        "owner": known.owner,
    }


def heard_by(rows: Rows, key: str) -> dict[str, Heard]:
    """By how many of the customers each note or region is borne out, where that is known.

    Args:
        rows: with the columns ``respondents``, ``n``, ``low`` and ``high``.
        key: the column that names the note or region.
    """
    return {
        getattr(row, key): {
            "k": int(row.respondents),
            "n": int(row.n),
            "low": float(row.low),
            "high": float(row.high),
        }
        for row in rows.itertuples(index=False)
        if row.n and not isnan(row.low)
    }


def marks_by_id(believed: ShownCredibility, level: str) -> dict[str, list[str]]:
    """The markers of each note, region or board, by its id."""
    found: dict[str, list[str]] = {}
    for row in believed.markers.itertuples(index=False):
        if row.level == level:
            found.setdefault(str(row.id), []).append(str(row.marker))
    return found


def mark_rows(believed: ShownCredibility) -> list[dict[str, Any]]:
    """Every marker of a board, with what it is about."""
    return [
        {
            "level": str(row.level),
            "id": str(row.id),
            "marker": str(row.marker),
            "n": _number(row.n),
            "detail": row.detail if isinstance(row.detail, str) else "",
        }
        for row in believed.markers.itertuples(index=False)
    ]


def _number(value: float | None) -> int | None:
    """A count; ``None`` where it is missing."""
    written = str(value)
    return None if written in {"nan", "<NA>", "None"} else int(value or 0)


def _known(value: float) -> float | None:
    """A value; ``None`` where it is missing."""
    return None if isnan(value) else value


def felt_rows(rows: Rows) -> list[dict[str, Any]]:
    """How each stage of a journey felt; ``None`` where it is not known."""
    return [
        {
            "stage": row.stage,
            "n": int(row.n),
            **{
                name: None if isnan(value := getattr(row, name)) else value
                for name in ("valence", "low", "high")
            },
        }
        for row in rows.itertuples(index=False)
    ]


# -- evidence -----------------------------------------------------------------------------


def evidence_rows(note: Note, proofs: Sequence[Proof]) -> list[EvidenceRow]:
    """What is behind a note, what bears it out first; a topic with the answers that are most typical."""
    order = list(Relation)
    return [
        EvidenceRow(
            kind=each.kind.value,
            target=each.target,
            relation=each.relation.value,
            n=len(passages),
            proofs=[proof_row(proof) for proof in passages[:_OF_TOPIC]],
        )
        for each in sorted(note.evidence, key=lambda each: order.index(each.relation))
        if (
            passages := [
                proof
                for proof in proofs
                if (proof.kind, proof.target, proof.relation) == (each.kind, each.target, each.relation)
            ]
        )
    ]


def proof_row(proof: Proof) -> ProofRow:
    """A passage behind a note."""
    return ProofRow(
        quote=proof.quote,
        source=proof.source,
        respondent=proof.respondent or "",
        voice=proof.voice.name.lower(),
        coder=proof.coder,
        date=proof.date,
        wave=proof.wave,
        text=proof.text,
        start=proof.span.start,
        end=proof.span.end,
    )


def quote_row(row: Any, colors: Mapping[str, str]) -> dict[str, Any]:  # noqa: ANN401 - a row of a frame
    """A quote of the side list."""
    return {
        "coding": row.coding,
        "quote": row.quote,
        "code": row.code,
        "color": colors.get(row.code, NO_COLOR),
        "who": " · ".join(dict.fromkeys(part for part in (_text(row.speaker), row.source) if part)),
        "text": _text(row.answer) or row.source,
        "start": int(row.start),
        "end": int(row.end),
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
