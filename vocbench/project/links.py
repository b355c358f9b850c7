"""The part of a project that says what notes rest on, and what they have to do with each other."""

from __future__ import annotations

from dataclasses import replace

from vocbench.model.board import Board, EvidenceKind, Kinship, Origin, Relation, choice
from vocbench.project.notes import Notes
from vocbench.project.support import Supports, as_evidence
from vocbench.storage import evidence as evidence_store
from vocbench.storage import notes as note_store
from vocbench.storage.history import Act


class Links(Notes):
    """What notes rest on, and what they have to do with each other."""

    def add_evidence(
        self, note_id: str, *, supports: Supports = (), contradicts: Supports = (), qualifies: Supports = ()
    ) -> Board:
        """Let a note rest on more. An imagined note that something supports now was said.

        Args:
            note_id: the note.
            supports: what bears it out.
            contradicts: what speaks against it.
            qualifies: what holds it within bounds.

        Raises:
            NotFoundError: no such note, coding, answer or topic.
            BoardError: something that cannot be evidence.
        """
        evidence = as_evidence(supports, contradicts, qualifies)

        def add(act: Act, *_: object) -> None:
            evidence_store.check_targets(act.connection, evidence)
            evidence_store.add_evidence(act, note_id, evidence)
            _see_said(act, note_id)

        return self._with_notes("add evidence", [note_id], add)

    def remove_evidence(self, note_id: str, kind: EvidenceKind | str, target: str) -> Board:
        """Take a piece of evidence from a note. A note that nothing is left of is imagined.

        Args:
            note_id: the note.
            kind: whether *target* is the id of a coding, an answer or a topic.
            target: what the note shall not point at any more.

        Raises:
            NotFoundError: no such note, or it does not point at that.
        """

        def remove(act: Act, *_: object) -> None:
            rows = evidence_store.rows_of(act.connection, note_id, choice(EvidenceKind, kind), target)
            evidence_store.drop_evidence(act, list(rows.values()))

        return self._with_notes("remove evidence", [note_id], remove)

    def relate_evidence(
        self, note_id: str, kind: EvidenceKind | str, target: str, relation: Relation | str
    ) -> Board:
        """Say otherwise how a piece of evidence bears on a note.

        Args:
            note_id: the note.
            kind: whether *target* is the id of a coding, an answer or a topic.
            target: what the note points at.
            relation: how it bears on the note.

        Raises:
            NotFoundError: no such note, or it does not point at that.
        """

        def relate(act: Act, *_: object) -> None:
            rows = evidence_store.rows_of(act.connection, note_id, choice(EvidenceKind, kind), target)
            evidence_store.relate_evidence(act, rows, choice(Relation, relation))
            _see_said(act, note_id)

        return self._with_notes("relate evidence", [note_id], relate)

    def relate_notes(self, one: str, other: str, kinship: Kinship | str) -> Board:
        """Say that two notes say the same or the opposite, on one board or on two.

        Returns:
            The board of the first note.

        Raises:
            NotFoundError: there is no such note.
            BoardError: it is one and the same note.
        """
        kind = choice(Kinship, kinship)
        return self._with_notes(
            "relate notes", [one], lambda act, *_: note_store.relate(act, one, other, kind)
        )

    def unrelate_notes(self, one: str, other: str) -> Board:
        """Say no more what two notes have to do with each other.

        Returns:
            The board of the first note.

        Raises:
            NotFoundError: there is no such note.
            BoardError: it is one and the same note.
        """
        return self._with_notes(
            "unrelate notes", [one], lambda act, *_: note_store.relate(act, one, other, None)
        )


def _see_said(act: Act, note_id: str) -> None:
    """Let an imagined note that something supports now be said."""
    note = note_store.load_note(act.connection, note_id)
    is_borne_out = any(each.relation is Relation.SUPPORTS for each in note.evidence)
    if note.origin is Origin.IMAGINED and is_borne_out:
        note_store.change_note(act, note, replace(note, origin=Origin.SAID))
