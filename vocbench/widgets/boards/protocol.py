"""What the board widget asks of the project that it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from vocbench.model.board import (
    Board,
    Details,
    Evidence,
    EvidenceKind,
    Kinship,
    Note,
    Origin,
    Proof,
    Relation,
)
from vocbench.model.codebook import Codebook
from vocbench.model.source import Transcript
from vocbench.widgets.base import Followed


class Rows(Protocol):
    """A pandas frame, which this layer does not import."""

    def itertuples(self, *, index: bool) -> Iterator[Any]:
        """Its rows, by the names of the columns."""
        ...


class ShownCredibility(Protocol):
    """How far a board can be believed, as ``Project.credibility`` gives it."""

    @property
    def notes(self) -> Rows:
        """One row per note: what stands behind it, by how many of the customers."""
        ...

    @property
    def regions(self) -> Rows:
        """One row per region: what stands behind its notes, by how many of the customers."""
        ...

    @property
    def markers(self) -> Rows:
        """One row per marker: ``level``, ``id``, ``marker``, ``n`` and ``detail``."""
        ...

    @property
    def judged(self) -> Board:
        """The board that was judged, with its notes."""
        ...

    @property
    def proofs(self) -> Sequence[Proof]:
        """The passages that it was counted from."""
        ...

    def emotion_line(self) -> Rows:
        """How each stage of a journey felt: ``stage``, ``valence``, ``low``, ``high`` and ``n``."""
        ...


class BoardWorkspace(Followed, Protocol):
    """The part of a project that the board widget needs; ``Project`` satisfies it.

    Each method that changes something is one act: it is saved when the method returns, or
    nothing has changed and a ``VocbenchError`` says why.
    """

    @property
    def is_blind(self) -> bool:
        """Whether coders see only their own codings."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def board(self, name: str, /) -> Board:
        """The board with its notes."""

    def credibility(self, board: str, /) -> ShownCredibility:
        """How far the board can be believed, with the board itself: both are of the same moment."""

    def refused_notes(self, board: str, /) -> Sequence[Note]:
        """The proposals that a person refused."""

    def quotes(self, code: str | None = None, *, coder: str | None = None) -> Any:  # noqa: ANN401  # a pandas frame
        """The passages that are coded, with what stands around them."""

    def transcript_names(self) -> list[str]:
        """The names of the transcripts, in their order."""

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*."""

    def answers(self) -> Any:  # noqa: ANN401  # a pandas frame
        """The open answers, with what is known of who gave them."""

    def note(
        self,
        board: str,
        region: str,
        text: str,
        *,
        supports: Iterable[Evidence] = (),
        contradicts: Iterable[Evidence] = (),
        qualifies: Iterable[Evidence] = (),
    ) -> Board:
        """Write a note on a board."""

    def edit_note(
        self,
        note_id: str,
        *,
        text: str | None = None,
        origin: Origin | None = None,
        confidence: float | None = None,
        details: Details | None = None,
    ) -> Board:
        """Change what is given on a note."""

    def move_note(self, note_id: str, region: str, *, before: str | None = None) -> Board:
        """Put a note in a region, in front of another, or last."""

    def move_notes(self, ids: Sequence[str], region: str) -> Board:
        """Put notes in a region."""

    def remove_note(self, note_id: str) -> object:
        """Take a note off its board."""

    def group_notes(self, ids: Sequence[str], title: str) -> Board:
        """Put notes of one region under one heading."""

    def ungroup_notes(self, ids: Sequence[str]) -> Board:
        """Take notes out of their groups."""

    def vote(self, note_id: str) -> Board:
        """Vote for a note, as the coder."""

    def unvote(self, note_id: str) -> Board:
        """Take the coder's vote back."""

    def accept_note(self, note_id: str, *, text: str | None = None, region: str | None = None) -> Board:
        """Agree with a proposal, in these words and in this region."""

    def refuse_note(self, note_id: str) -> Board:
        """Refuse a proposal."""

    def clear_stale(self, note_id: str) -> Board:
        """Say that a note stands without the evidence that it lost."""

    def add_evidence(
        self,
        note_id: str,
        *,
        supports: Iterable[Evidence] = (),
        contradicts: Iterable[Evidence] = (),
        qualifies: Iterable[Evidence] = (),
    ) -> Board:
        """Put evidence behind a note."""

    def remove_evidence(self, note_id: str, kind: EvidenceKind, target: str) -> Board:
        """Take a piece of evidence away from a note."""

    def relate_evidence(self, note_id: str, kind: EvidenceKind, target: str, relation: Relation) -> Board:
        """Say how a piece of evidence bears on a note."""

    def relate_notes(self, one: str, other: str, kinship: Kinship) -> object:
        """Say that two notes say the same or the opposite."""

    def unrelate_notes(self, one: str, other: str) -> object:
        """Forget what two notes have to do with each other."""
