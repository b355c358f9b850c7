"""How far a board can be believed: what stands behind its notes, regions and whole, and what is lacking.

The customers who count are those who are heard: they have a voice in the interviews, or in a table of
answers, and the board is about them. "k of N" is k customers who bear something out, of the N who
have a voice in the material that it draws on: of all interviewed for a note from interviews, of all
who answered for one from a survey. Employees, and those of the team who speak as customers, are
counted apart and change neither. Without a customer behind it, a share is unknown, not 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from vocbench.analysis import credibility_tables as tables
from vocbench.analysis import journey
from vocbench.analysis.markers import Level, Subject, marks
from vocbench.analysis.weights import Heard, Passage, Weight, as_passage, say_do_gaps, weigh
from vocbench.model.board import Board, Note, Proof, Standing
from vocbench.model.board import Subject as About
from vocbench.model.marker import Marker

if TYPE_CHECKING:
    import pandas as pd

    from vocbench.analysis.code_agreement import CodeAgreement


@dataclass(frozen=True, slots=True)
class BoardCredibility:
    """How far a board can be believed, as frames.

    Args:
        notes: one row per note, proposed ones too, with the columns of ``tables.NOTES``.
        regions: one row per region, in the order of the template, with the columns of ``tables.REGIONS``.
        board: one row, with the columns of ``tables.BOARD``.
        markers: one row per marker, with the columns of ``tables.MARKERS``.
        groups: one row per group of customers, with the columns of ``tables.GROUPS``; none without groups.
        without_one: one row per note and customer who bears it out: what is left without that
            customer, with the columns of ``tables.WITHOUT_ONE``.
        judged: the board as it was when it was judged, with its notes.
        proofs: the passages that all this was counted from, note by note.
    """

    notes: pd.DataFrame
    regions: pd.DataFrame
    board: pd.DataFrame
    markers: pd.DataFrame
    groups: pd.DataFrame
    without_one: pd.DataFrame
    judged: Board = field(repr=False)
    proofs: tuple[Proof, ...] = field(repr=False)

    def emotion_line(self, *, lang: str = "en") -> pd.DataFrame:
        """How each stage of the board felt, where it is a journey: see ``journey.emotion_line``.

        Raises:
            BoardError: it is no journey.
        """
        return journey.emotion_line(self.judged, self.proofs, lang=lang)


def board_credibility(
    board: Board,
    proofs: Iterable[Proof],
    heard: Heard,
    *,
    agreement: Mapping[str, CodeAgreement] | None = None,
    groups: Mapping[str, str | None] | None = None,
    today: date | None = None,
) -> BoardCredibility:
    """How far a board can be believed.

    Args:
        board: with its notes. Those that are only proposed count for no region.
        proofs: the passages behind its notes.
        heard: the customers who can bear out a note of it.
        agreement: the least agreed code behind a note, by the note's id.
        groups: the group of each customer whom the board could be about, in the order to show;
            ``None`` for a group that nobody knows.
        today: from when ages count; ``None`` for the day of the newest evidence on the board, so that
            the same board always gives the same result.
    """
    passages = tuple(proofs)
    evidence = _Evidence(board, passages, heard, agreement or {}, today)
    notes = [evidence.of_note(note) for note in board.notes]
    regions = [evidence.of_notes(each.id, board.in_region(each.id)) for each in board.template.regions]
    whole = replace(evidence.of_notes(board.id, board.notes), is_imagined=board.subject is About.IMAGINED)
    group_rows = list(tables.group_rows(groups or {}, whole.weight, heard))
    found = list(_marker_rows({Level.NOTE: notes, Level.REGION: regions, Level.BOARD: [whole]}))
    found += _unheard(board.id, group_rows)
    return BoardCredibility(
        notes=tables.notes_frame(notes, found),
        regions=tables.regions_frame(regions, notes, found),
        board=tables.board_frame(whole, regions, notes, found),
        markers=tables.frame(tables.MARKERS, found),
        groups=tables.frame(tables.GROUPS, group_rows),
        without_one=tables.without_one_frame(notes),
        judged=board,
        proofs=passages,
    )


class _Evidence:
    """What stands behind the notes of a board, as subjects of markers."""

    def __init__(
        self,
        board: Board,
        proofs: Iterable[Proof],
        heard: Heard,
        agreement: Mapping[str, CodeAgreement],
        today: date | None,
    ) -> None:
        self._heard, self._agreement = heard, agreement
        self._passages: dict[str, list[Passage]] = {note.id: [] for note in board.notes}
        for proof in proofs:
            if proof.note in self._passages:
                self._passages[proof.note].append(as_passage(proof, heard))
        self._weights = {note: weigh(passages, heard) for note, passages in self._passages.items()}
        self._gaps = say_do_gaps(board, self._weights)
        newest = max((each.last for each in self._weights.values()), default="")
        self._today = today or (date.fromisoformat(newest) if newest else None)

    def of_note(self, note: Note) -> Subject:
        """One note."""
        weight = self._weights[note.id]
        age = self._age_days(weight)
        return Subject(note.id, (note,), weight, self._gaps[note.id], age, self._agreement.get(note.id))

    def of_notes(self, subject_id: str, notes: Iterable[Note]) -> Subject:
        """A region or board, from those of its notes that somebody accepted."""
        accepted = tuple(note for note in notes if note.standing is Standing.ACCEPTED)
        passages = chain.from_iterable(self._passages[note.id] for note in accepted)
        weight = weigh(passages, self._heard)
        gaps = frozenset[str]().union(*(self._gaps[note.id] for note in accepted))
        return Subject(subject_id, accepted, weight, gaps, self._age_days(weight))

    def _age_days(self, weight: Weight) -> int | None:
        """How old the newest evidence is; ``None`` where no day is known."""
        if not weight.last or self._today is None:
            return None
        return (self._today - date.fromisoformat(weight.last)).days


def _marker_rows(subjects: Mapping[Level, Iterable[Subject]]) -> Iterator[tables.Row]:
    for level, several in subjects.items():
        for subject in several:
            for marker, n, detail in marks(level, subject):
                yield (level.value, subject.id, marker.value, n, detail)


def _unheard(board_id: str, group_rows: Iterable[tables.Row]) -> Iterator[tables.Row]:
    """A marker for each known group of which nobody's words are on the board."""
    for group, members, respondents, *_ in group_rows:
        if group is not None and not respondents:
            yield (Level.BOARD.value, board_id, Marker.GROUP_NOT_HEARD.value, members, group)
