"""What a researcher can hand over, such as evidence, and what it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

import pandas as pd

from vocbench.errors import BoardError, VocbenchError
from vocbench.model.board import Evidence, EvidenceKind, Relation
from vocbench.model.coding import Coding

Support = pd.DataFrame | pd.Series | Coding | Evidence
"""What can stand behind a note: rows of ``codings()``, ``quotes()``, ``answers()`` or of a topic
model's ``topics``, ``answers`` and ``typical()``; one coding; or a ready piece of evidence."""

Supports = Support | Iterable[Support]
"""One of these, or several."""

_COLUMNS = {
    "coding": EvidenceKind.CODING,
    "topic_id": EvidenceKind.TOPIC,
    "answer": EvidenceKind.ANSWER,
}


def listed(names: str | Iterable[str]) -> tuple[str, ...]:
    """The names that were given, each once; a single text is one name, and not its letters."""
    return (names,) if isinstance(names, str) else tuple(dict.fromkeys(names))


def day_of(given: date | str, refusal: type[VocbenchError]) -> date:
    """The day that was given, of a time its day.

    Raises:
        VocbenchError: it is no day; the error is a *refusal*.
    """
    try:
        return given.date() if isinstance(given, datetime) else date.fromisoformat(str(given))
    except ValueError:
        raise refusal(f"{given!r} is no day. Write it as a date, or as '2026-12-31'.") from None


def as_evidence(supports: Supports, contradicts: Supports, qualifies: Supports) -> tuple[Evidence, ...]:
    """The pieces of evidence in what was given for each relation, each once.

    Raises:
        BoardError: something in it cannot be evidence.
    """
    given = {
        Relation.SUPPORTS: supports,
        Relation.CONTRADICTS: contradicts,
        Relation.QUALIFIES: qualifies,
    }
    pieces = (replace(each, relation=relation) for relation, some in given.items() for each in _pieces(some))
    return tuple(dict.fromkeys(pieces))


def _pieces(supports: Supports) -> Iterator[Evidence]:
    if isinstance(supports, Evidence):
        yield supports
    elif isinstance(supports, Coding):
        yield Evidence(EvidenceKind.CODING, supports.id)
    elif isinstance(supports, pd.DataFrame):
        yield from _rows(supports)
    elif isinstance(supports, pd.Series):
        yield from _rows(supports.to_frame().T)
    elif isinstance(supports, str) or not isinstance(supports, Iterable):
        raise BoardError(
            f"{supports!r} cannot be evidence. Pass rows of quotes(), answers() or of a topic model."
        )
    else:
        for each in supports:
            yield from _pieces(each)


def _rows(rows: pd.DataFrame) -> Iterator[Evidence]:
    column = next((name for name in _COLUMNS if name in rows.columns), None)
    if column is None:
        raise BoardError(
            "This table cannot be evidence: it has none of the columns "
            f"{', '.join(_COLUMNS)}. Pass rows of quotes(), answers() or of a topic model."
        )
    yield from (Evidence(_COLUMNS[column], str(target)) for target in rows[column])
