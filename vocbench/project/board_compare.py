"""The part of a project that compares boards: with what was assumed, each other, and another wave."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from vocbench.analysis import board_compare, board_merge
from vocbench.analysis.board_compare import BeforeAfter, BoardsCompared
from vocbench.analysis.board_merge import Merged, Placement
from vocbench.analysis.board_waves import Plans, board_waves, you_said_we_did
from vocbench.analysis.claims import words_key
from vocbench.errors import BoardError, NotFoundError
from vocbench.model.board import Board, Note, Standing
from vocbench.project.displays import Displays
from vocbench.storage import boards as board_store
from vocbench.storage import evidence as evidence_store
from vocbench.storage import history as log
from vocbench.storage import insights as insight_store
from vocbench.storage import notes as note_store
from vocbench.storage.boards import BoardPlan
from vocbench.storage.history import Act


@dataclass(frozen=True, slots=True)
class BoardMerge:
    """A board that others were merged into, and how far these agree on where notes belong."""

    board: Board
    placement: Placement


class BoardComparison(Displays):
    """Boards beside what was assumed, beside each other, and beside another wave."""

    def before_and_after(self, assumptions: str, evidence_board: str) -> BeforeAfter:
        """What became of assumptions: see ``analysis.board_compare.before_and_after``.

        Args:
            assumptions: the board that was made first.
            evidence_board: the board with the evidence.

        Raises:
            NotFoundError: there is no such board.
            BoardError: it is one and the same board.
        """
        before, after = self._boards((assumptions, evidence_board))
        proofs = [*self.proofs(assumptions), *self.proofs(evidence_board)]
        return board_compare.before_and_after(before, after, proofs)

    def compare_boards(self, *names: str) -> BoardsCompared:
        """What boards share, what is on one alone, and what they say the opposite of.

        Args:
            *names: two boards or more.

        Returns:
            As from ``analysis.board_compare.compare_boards``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: fewer than two boards.
        """
        boards = self._boards(names)
        return board_compare.compare_boards(boards, [proof for name in names for proof in self.proofs(name)])

    def _boards(self, names: Sequence[str]) -> list[Board]:
        if len(set(names)) < max(2, len(names)):
            raise BoardError("Name two different boards or more to compare. board_names() lists them.")
        return [self.board(name) for name in names]

    def board_waves(self, board: str, before: str, after: str) -> pd.DataFrame:
        """What became of each note from one wave to a later one: see ``analysis.board_waves.board_waves``.

        Args:
            board: name of the board.
            before: the earlier wave, as answers have it or ``set_occasion()`` says it.
            after: the later one.

        Raises:
            NotFoundError: no such board, or nobody was heard in such a wave.
            BoardError: it is one and the same wave.
        """
        if before == after:
            raise BoardError(f"{before!r} is one wave. Name an earlier one and a later one.")
        found = self.board(board)
        heard = self._heard_by_wave(found)
        if missing := [wave for wave in (before, after) if wave not in heard]:
            known = ", ".join(map(repr, sorted(heard))) or "none yet; say so with set_occasion(...)"
            raise NotFoundError(f"No customer was heard in the wave {missing[0]!r}. The waves are: {known}.")
        return board_waves(found, self.proofs(board), before=before, after=after, heard=heard)

    def you_said_we_did(self, board: str, before: str, after: str) -> pd.DataFrame:
        """What people said, what was done about it, and what they say since.

        Arguments and errors as for ``board_waves``.

        Returns:
            As from ``analysis.board_waves.you_said_we_did``.
        """
        waves = self.board_waves(board, before, after)
        with self._store.reading() as connection:
            plans = Plans(
                insight_store.load_insights(connection),
                insight_store.load_opportunities(connection),
                insight_store.load_actions(connection),
            )
        return you_said_we_did(waves, plans)

    def merge_boards(self, names: Iterable[str], into: str, *, question: str | None = None) -> BoardMerge:
        """The notes of boards on one, with their authors; in whatever order, and once however often.

        Args:
            names: two boards or more of one template. They stay as they are.
            into: the board that they are merged into; made where it is not there.
            question: what it asks; ``None`` where the boards all ask the same.

        Returns:
            The board, and how far *names* agree on the regions. How notes become one:
            ``analysis.board_merge.merge_boards``.

        Raises:
            NotFoundError: there is no such board.
            BoardError: fewer than two boards, several templates, or several questions and none given.
            ConflictError: *into* is there with another question or template.
        """
        boards = self._boards(tuple(names))
        plan = _plan(boards, into, question)
        with self._act(f"merge boards into {into}") as act:
            board_store.ensure_board(act, plan)
            target = board_store.load_board(act.connection, into)
            _write_merged(act, target, board_merge.merge_boards([*boards, target]))
            return BoardMerge(board_store.load_board(act.connection, into), board_merge.placement(boards))


def _plan(boards: list[Board], into: str, question: str | None) -> BoardPlan:
    """What the board is to be that *boards* are merged into."""
    first = boards[0]
    if any(each.template != first.template for each in boards):
        used = ", ".join(f"{each.name!r} is a {each.template.id}" for each in boards)
        raise BoardError(
            f"Boards of one template can be merged: {used}. convert_board() changes the template."
        )
    questions = dict.fromkeys(each.question for each in boards)
    if question is None and len(questions) > 1:
        raise BoardError(
            f"These boards ask {', '.join(map(repr, questions))}. Say with question= what {into!r} asks."
        )
    is_alike = len({(each.subject, each.about) for each in boards}) == 1
    return BoardPlan(
        name=into,
        question=question or first.question,
        template=first.template,
        is_assumption=all(each.is_assumption for each in boards),
        subject=first.subject if is_alike else None,
        about=first.about if is_alike else (),
    )


def _write_merged(act: Act, target: Board, merged: Merged) -> None:
    """Let *target* hold the merged notes, and what they have to do with each other."""
    became = {each.id: _write_note(act, target, _place(target, each), each) for each in merged.notes}
    for pair in merged.kin:
        note_store.relate(act, became[pair.one], became[pair.other], pair.kinship)


def _place(target: Board, merged: Note) -> Note | None:
    """The note of the board that a merged one is written over: of several the one with just these words."""
    alike = [
        each
        for each in target.notes
        if _key(each) == _key(merged) and (each.text == merged.text or each.standing is Standing.ACCEPTED)
    ]
    return min(alike, key=lambda each: each.text != merged.text, default=None)


def _key(note: Note) -> tuple[str, str]:
    return note.region, words_key(note.text)


def _write_note(act: Act, target: Board, held: Note | None, merged: Note) -> str:
    """Write a merged note on the board, over the one that it *held* in its place; its id."""
    if held is None:
        note_id = note_store.add_note(act, target, replace(merged, id=log.new_id()))
    else:
        note_id = held.id
        evidence_store.add_evidence(act, note_id, merged.evidence)
        note_store.change_note(act, held, replace(merged, id=note_id))
    for who in merged.votes:
        note_store.vote_for(act, note_id, who)
    return note_id
