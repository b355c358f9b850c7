"""The part of a project that proposes notes for boards from codes and topics."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vocbench.errors import BoardError
from vocbench.model.board import Board, Note, Standing
from vocbench.model.proposal import Scope, origin_of
from vocbench.project.links import Links
from vocbench.project.support import listed
from vocbench.storage import boards as board_store
from vocbench.storage import evidence as evidence_store
from vocbench.storage import history as log
from vocbench.storage import notes as note_store
from vocbench.storage import proposals as proposal_store
from vocbench.storage.history import Act
from vocbench.storage.proposals import Finding
from vocbench.storage.voices import load_voices


class Proposals(Links):
    """Notes that codes and topics propose, and that a person accepts or refuses."""

    def propose_notes(
        self,
        board: str,
        mapping: Mapping[str, str],
        *,
        questions: str | Iterable[str] | None = None,
        min_respondents: int = 1,
    ) -> Board:
        """Propose a note for each of these codes and topics, resting on what they hold.

        A note that was proposed before gathers new evidence until somebody accepts it. What was
        accepted or refused stays as it is, and words that are in the region already are not
        proposed. Where the board is about some respondents, only what they say counts. What
        employees alone tell is *heard second-hand*.

        Args:
            board: name of the board.
            mapping: path of a code, or id of a topic → id of the region. A code stands for the codes
                under it as well.
            questions: only what answers this question or one of these, or was said after an interviewer
                asked it (or something that holds it); ``None`` for all.
            min_respondents: how many customers must say it; with 1, anybody will do.

        Returns:
            The board with what is proposed.

        Raises:
            NotFoundError: no such board, or neither a code nor a topic.
            BoardError: no such region.
        """
        with self._act(f"propose notes for {board}") as act:
            value = board_store.load_board(act.connection, board)
            scope = Scope(
                about=frozenset(value.about),
                questions=None if questions is None else listed(questions),
                min_respondents=min_respondents,
            )
            transcripts = self._transcripts_in(act.connection)
            for key, region in mapping.items():
                value.template.region(region)
                finding = proposal_store.find(act.connection, transcripts, key)
                fresh = self._proposal(act, region, finding, scope)
                if fresh is not None:
                    _put_forward(act, value, fresh, finding.id)
            return board_store.load_board(act.connection, board)

    def _proposal(self, act: Act, region: str, finding: Finding, scope: Scope) -> Note | None:
        """The note that a code or topic proposes; ``None`` where not enough people say it."""
        found = scope.within(finding.candidates)
        speakers = {each.respondent for each in found}
        voices = load_voices(act.connection)
        if not scope.is_enough(speakers, voices):
            return None
        is_whole = finding.whole is not None and scope.is_open
        pieces = [finding.whole] if is_whole else [each.evidence for each in found]
        return Note(
            id=log.new_id(),
            region=region,
            text=finding.name,
            evidence=tuple(each for each in dict.fromkeys(pieces) if each is not None),
            origin=origin_of(speakers, voices),
            author=self.coder,
            standing=Standing.PROPOSED,
        )

    def accept_note(self, note_id: str, *, text: str | None = None, region: str | None = None) -> Board:
        """Agree with a note that was proposed, or refused before. It is yours from then on.

        Args:
            note_id: the note.
            text: in other words; ``None`` for those that were proposed.
            region: in another region; ``None`` where it was proposed.

        Raises:
            NotFoundError: there is no such note.
            BoardError: no words, or no such region.
            ConflictError: the region holds the same words on another note.
        """

        def accept(act: Act, board: Board, notes: list[Note]) -> None:
            (before,) = notes
            after = replace(
                before.moved(before.region if region is None else region),
                text=before.text if text is None else text,
                standing=Standing.ACCEPTED,
                author=before.author if before.standing is Standing.ACCEPTED else self.coder,
            )
            board.template.region(after.region)
            note_store.change_note(act, before, after)

        return self._with_notes("accept a note", [note_id], accept)

    def refuse_note(self, note_id: str) -> Board:
        """Take a proposed note off the board; it is not proposed again.

        Raises:
            NotFoundError: there is no such note.
            BoardError: a person wrote or accepted it.
        """

        def refused(each: Note) -> Note:
            if each.standing is Standing.ACCEPTED:
                raise BoardError(f"The note {each.text!r} was not proposed. Take it off with remove_note().")
            return replace(each, standing=Standing.REFUSED)

        return self._change_notes("refuse a note", [note_id], refused)

    def refused_notes(self, board: str) -> list[Note]:
        """The notes that were proposed for a board and refused; ``accept_note`` brings one back.

        Raises:
            NotFoundError: there is no such board.
        """
        with self._store.reading() as connection:
            return note_store.load_refused(connection, board_store.find_board(connection, board).id)


def _put_forward(act: Act, value: Board, fresh: Note, source: str) -> None:
    """Lay a proposed note on a board, unless it was there before."""
    known = note_store.load_sources(act.connection, value.id)
    if source not in known:
        if note_store.find_twin(act.connection, value.id, fresh) is None:
            note_store.add_note(act, value, fresh, proposed_from=source)
    elif note_store.load_note(act.connection, known[source]).standing is Standing.PROPOSED:
        evidence_store.add_evidence(act, known[source], fresh.evidence)
