"""How many customers bear out what rests on notes of one board or several."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import Connection

from vocbench.analysis.weights import Weight, as_passage, heard_together, weigh
from vocbench.model.source import Transcript
from vocbench.project.chains import Ground
from vocbench.project.credibility import customers_of, heard_in


class Backers:
    """The customers behind notes, counted as ``credibility()`` counts those of one board.

    Args:
        connection: an open project.
        talks: all its transcripts.
        grounds: all notes of the boards.
    """

    def __init__(
        self, connection: Connection, talks: Collection[Transcript], grounds: Iterable[Ground]
    ) -> None:
        behind: dict[str, list[Ground]] = {}
        for each in grounds:
            behind.setdefault(each.board.id, []).append(each)
        self._heard = {
            board_id: heard_in(
                connection,
                customers_of(connection, several[0].board),
                [proof for each in several for proof in each.proofs],
                talks,
            )
            for board_id, several in behind.items()
        }

    def weight(self, grounds: Iterable[Ground]) -> Weight:
        """What stands behind some of the notes together.

        A customer counts who counts on a board of one of these notes. ``n`` are all who could: whom one of
        these boards is about, with a voice in the material that the supporting passages come from.
        """
        listed = list(grounds)
        passages = [as_passage(proof, self._heard[each.board.id]) for each in listed for proof in each.proofs]
        # Words may stand on a board that is not about who says them, too: what counts goes last, and stays.
        passages.sort(key=lambda each: each.counts)
        return weigh(passages, heard_together(self._heard[each.board.id] for each in listed))
