"""Boards for tests of how they are drawn: a project that holds one and answers what a picture asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from vocbench.model.board import Board, Proof, Relation, Voice
from vocbench.model.board import EvidenceKind as Kind
from vocbench.model.span import Span
from vocbench.model.template import templates


@dataclass(frozen=True)
class Rows:
    """A frame as far as a picture reads it."""

    rows: Sequence[dict[str, Any]] = ()

    def itertuples(self, *, index: bool) -> Iterator[Any]:
        """The rows, by the names of their columns."""
        assert not index
        yield from (SimpleNamespace(**row) for row in self.rows)


NOTHING = Board("b", "Nobody", "Why?", templates()[0])
"""A board without notes."""


@dataclass(frozen=True)
class Believed:
    """How far a board can be believed, as rows."""

    notes: Rows = Rows()
    regions: Rows = Rows()
    board: Rows = Rows()
    markers: Rows = Rows()
    judged: Board = NOTHING
    proofs: Sequence[Proof] = ()
    felt: Rows = Rows()

    def emotion_line(self) -> Rows:
        """How its stages felt."""
        return self.felt


@dataclass
class PicturedProject:
    """A project with one board."""

    shown: Board
    evidence: Sequence[Proof] = ()
    believed: Believed = Believed()
    felt: Rows = Rows()

    def credibility(self, _board: str, /) -> Believed:
        """How far it can be believed."""
        return replace(self.believed, judged=self.shown, proofs=self.evidence, felt=self.felt)


def proof(
    note: str,
    respondent: str | None,
    start: int = 0,
    *,
    relation: Relation = Relation.SUPPORTS,
    voice: Voice = Voice.CUSTOMER,
    quote: str = "",
    wave: str = "",
) -> Proof:
    """A passage of six characters that somebody said in an interview of their own."""
    source = f"talk-{respondent}"
    words = quote or f"{respondent} at {start}"
    return Proof(
        note, relation, Kind.CODING, words, source, respondent, source, Span(start, start + 6),
        target=f"{note}-{respondent}-{start}", voice=voice, wave=wave,
    )  # fmt: skip
