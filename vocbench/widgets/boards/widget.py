"""The widget in which a researcher works on a board, as on a wall."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import traitlets

from vocbench.errors import BoardError, NotFoundError
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
from vocbench.model.span import Span
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import ProjectWidget, Reply
from vocbench.widgets.boards.messages import replies
from vocbench.widgets.boards.passages import passage_of_answer, passage_of_talk
from vocbench.widgets.boards.protocol import BoardWorkspace
from vocbench.widgets.boards.state import (
    NoteRow,
    board_state,
    evidence_rows,
    felt_rows,
    heard_by,
    mark_rows,
    note_rows,
    proofs_by_note,
    quote_row,
)
from vocbench.widgets.boards.static import BoardCanvas, is_table
from vocbench.widgets.jumps import jump
from vocbench.widgets.texts.boards import WORDS

_AROUND = 2  # turns before and after a passage
_LONGEST = 160  # characters that a note takes over from a quote


class BoardWidget(ProjectWidget):
    """Show a board as on a wall, and work on it with mouse or keys.

    The project holds the truth: each act goes there first, and what the widget shows
    follows, whoever acted. Everything a click does can be done from Python as well.

        widget = vb.BoardWidget(project, "Marieke")
        widget.write("pains", "The bill comes too late")
        widget.selected

    Args:
        workspace: the project, or anything with the same few methods.
        board: name of the board.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of the wall, as in CSS.

    Raises:
        NotFoundError: there is no such board in the project.
        VocbenchError: the interface does not speak *lang*.
    """

    _esm = script("boards")
    _css = style("boards", "cards")
    _words = WORDS

    board: traitlets.Dict[str, Any] = traitlets.Dict(read_only=True).tag(sync=True)
    """The board without its notes: see ``state.board_state``."""

    notes: traitlets.List[NoteRow] = traitlets.List(read_only=True).tag(sync=True)
    """The notes: ``state.NoteRow`` values, in their order; without those that were refused."""

    kin: traitlets.List[dict[str, str]] = traitlets.List(read_only=True).tag(sync=True)
    """Notes on this board that say the same or the opposite: ``one``, ``other`` and ``kinship``."""

    marks: traitlets.List[dict[str, Any]] = traitlets.List(read_only=True).tag(sync=True)
    """What to know before one believes the board: ``level``, ``id``, ``marker``, ``n``, ``detail``."""

    reached: traitlets.Dict[str, Any] = traitlets.Dict(read_only=True).tag(sync=True)
    """By how many of the customers each region is borne out: see ``state.heard_by``."""

    felt: traitlets.List[dict[str, Any]] = traitlets.List(read_only=True).tag(sync=True)
    """How each stage of a journey felt: see ``state.felt_rows``; empty for other boards."""

    refused: traitlets.List[dict[str, str]] = traitlets.List(read_only=True).tag(sync=True)
    """The proposals that were refused: ``id`` and ``text``."""

    codes: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """The paths of the codes, to narrow the list of quotes down by."""

    trouble = traitlets.Unicode("", read_only=True).tag(sync=True)
    """Why the board cannot be shown as it is now; "" while it can."""

    version = traitlets.Int(0, read_only=True).tag(sync=True)
    """Grows by one with each act on the project."""

    selected = traitlets.Unicode("", read_only=True)
    """Id of the note that is current in the browser, "" for none. Not synced: use ``select``."""

    def __init__(
        self, workspace: BoardWorkspace, board: Board | str, *, lang: str = "en", height: str = "640px"
    ) -> None:
        self._workspace = workspace
        self._name = board if isinstance(board, str) else board.name
        self._board = workspace.board(self._name)
        self._proofs: Mapping[str, Sequence[Proof]] = {}
        self._quotes: Any = None
        self._is_acting = False
        super().__init__(workspace, lang=lang, height=height)
        self._follow()

    def __repr__(self) -> str:
        return f"BoardWidget({self._name!r}, {len(self.notes)} notes)"

    # -- what a click does, from Python --------------------------------------------------

    def select(self, note_id: str) -> None:
        """Make the note with this id the current one, and show it; "" for none.

        Raises:
            NotFoundError: there is no such note on the board.
        """
        if note_id:
            self._note(note_id)
        self.set_trait("selected", note_id)
        self.send({"event": "select", "id": note_id})

    def write(self, region: str, text: str) -> str:
        """Write a note in a region; its id."""
        return self._newest(lambda: self._workspace.note(self._name, region, text))

    def write_quotes(self, region: str, codings: Sequence[str]) -> str:
        """Make a note of quotes: the first one's words, with all of them as its evidence; the note's id.

        Raises:
            NotFoundError: a quote is not in the project any more.
            BoardError: no quote is given.
        """
        evidence = _evidence(codings)
        words = _shortened(str(self._quote(codings[0]).quote))
        return self._newest(lambda: self._workspace.note(self._name, region, words, supports=evidence))

    def edit(
        self,
        note_id: str,
        *,
        text: str | None = None,
        origin: Origin | None = None,
        confidence: float | None = None,
        details: Details | None = None,
    ) -> None:
        """Change what is given on a note."""
        self._own(
            lambda: self._workspace.edit_note(
                note_id, text=text, origin=origin, confidence=confidence, details=details
            )
        )

    def move(self, notes: Sequence[str], region: str, *, before: str | None = None) -> None:
        """Put notes, by id, in a region: one in front of another note, or all of them last."""
        workspace = self._workspace
        if len(notes) == 1:
            self._own(lambda: workspace.move_note(notes[0], region, before=before))
        else:
            self._own(lambda: workspace.move_notes(notes, region))

    def remove(self, note_id: str) -> None:
        """Take a note off the board."""
        self._own(lambda: self._workspace.remove_note(note_id))

    def group(self, notes: Sequence[str], title: str) -> None:
        """Put notes, by id, under one heading; "" takes them out of their groups."""
        workspace = self._workspace
        self._own(lambda: workspace.group_notes(notes, title) if title else workspace.ungroup_notes(notes))

    def vote(self, note_id: str) -> None:
        """Vote for a note; who has voted takes the vote back."""
        has_voted = self._workspace.coder in self._note(note_id).votes
        self._own(lambda: self._workspace.unvote(note_id) if has_voted else self._workspace.vote(note_id))

    def accept(self, note_id: str) -> None:
        """Agree with a proposal, also with one that was refused before."""
        self._own(lambda: self._workspace.accept_note(note_id))

    def refuse(self, note_id: str) -> None:
        """Refuse a proposal."""
        self._own(lambda: self._workspace.refuse_note(note_id))

    def clear_stale(self, note_id: str) -> None:
        """Say that a note stands without what it lost."""
        self._own(lambda: self._workspace.clear_stale(note_id))

    def support(
        self, note_id: str, codings: Sequence[str], relation: Relation | str = Relation.SUPPORTS
    ) -> None:
        """Put quotes, by the ids of their codings, behind a note."""
        evidence = {Relation(relation).value: _evidence(codings)}
        self._own(lambda: self._workspace.add_evidence(note_id, **evidence))

    def bear(self, note_id: str, kind: EvidenceKind | str, target: str, relation: Relation | str) -> None:
        """Say how a piece of evidence bears on a note."""
        self._own(
            lambda: self._workspace.relate_evidence(note_id, EvidenceKind(kind), target, Relation(relation))
        )

    def drop(self, note_id: str, kind: EvidenceKind | str, target: str) -> None:
        """Take a piece of evidence away from a note."""
        self._own(lambda: self._workspace.remove_evidence(note_id, EvidenceKind(kind), target))

    def relate(self, one: str, other: str, kinship: Kinship | str | None) -> None:
        """Say that two notes say the same or the opposite; ``None`` forgets it."""
        workspace = self._workspace
        if kinship is None:
            self._own(lambda: workspace.unrelate_notes(one, other))
        else:
            self._own(lambda: workspace.relate_notes(one, other, Kinship(kinship)))

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        self.set_trait("coder", self._workspace.coder)
        if not self._is_acting:
            self._quotes = None  # somebody may have coded
        try:
            self._show()
        except NotFoundError as error:  # the board was removed, or its making undone
            self.set_trait("trouble", str(error))

    def _show(self) -> None:
        workspace = self._workspace
        believed = workspace.credibility(self._name)
        self._board = board = believed.judged
        self._proofs = proofs_by_note(believed.proofs)
        with self.hold_sync():
            self.set_trait("trouble", "")
            self.set_trait("board", board_state(board, self.lang))
            self.set_trait("notes", note_rows(board.notes, self._proofs, believed))
            self.set_trait("kin", self._kin_rows(board))
            self.set_trait("marks", mark_rows(believed))
            self.set_trait("reached", heard_by(believed.regions, "region"))
            felt = felt_rows(believed.emotion_line()) if is_table(board.template) else []
            self.set_trait("felt", felt)
            self.set_trait("refused", _brief(workspace.refused_notes(self._name)))
            self.set_trait("codes", workspace.codebook.paths())
            self.set_trait("version", self.version + 1)

    def _kin_rows(self, board: Board) -> list[dict[str, str]]:
        here = {note.id for note in board.notes}
        return [
            {"one": each.one, "other": each.other, "kinship": each.kinship.value}
            for each in board.kin
            if {each.one, each.other} <= here
        ]

    @traitlets.observe("lang")
    def _rename(self, change: Mapping[str, str]) -> None:
        self.set_trait("board", board_state(self._board, change["new"]))

    # -- acts ----------------------------------------------------------------------------

    def _own(self, act: Callable[[], object]) -> None:
        """Do *act*, which codes nothing."""
        self._is_acting = True
        try:
            act()
        finally:
            self._is_acting = False

    def _newest(self, act: Callable[[], Board]) -> str:
        """Do *act*; the id of the note that it made or gave evidence."""
        before = {note.id: note for note in self._board.notes}
        after: list[Note] = []
        self._own(lambda: after.extend(act().notes))
        return next((note.id for note in after if before.get(note.id) != note), "")

    def _note(self, note_id: str) -> Note:
        for note in self._board.notes:
            if note.id == note_id:
                return note
        raise NotFoundError("That note is gone: somebody removed it, or its making was undone.")

    # -- looking up ----------------------------------------------------------------------

    def _found_quotes(self) -> Any:  # noqa: ANN401  # a pandas frame
        if self._quotes is None:
            workspace = self._workspace
            self._quotes = workspace.quotes(coder=workspace.coder if workspace.is_blind else None)
        return self._quotes

    def _quote(self, coding: str) -> Any:  # noqa: ANN401  # a row of a frame
        quotes = self._found_quotes()
        for row in quotes[quotes["coding"] == coding].itertuples(index=False):
            return row
        raise NotFoundError("That quote is gone: somebody took its code away. Choose another.")

    def behind(self, note_id: str) -> list[dict[str, Any]]:
        """The evidence behind a note, for the page: see ``state.EvidenceRow``."""
        return [dict(row) for row in evidence_rows(self._note(note_id), self._proofs.get(note_id, ()))]

    def search(self, words: str, code: str, *, start: int, size: int) -> dict[str, Any]:
        """Some of the quotes that hold *words*, with *code* or a code under it; and how many there are.

        Args:
            words: any letters of the quote or of who said it; "" for all.
            code: path of a code; "" for any.
            start: number of the first quote to return.
            size: how many to return.
        """
        found = self._found_quotes()
        if code:
            found = found[(found["code"] == code) | found["code"].str.startswith(f"{code}/")]
        if words:
            told = found["quote"].str.cat([found["speaker"].fillna(""), found["source"]], sep="\n")
            found = found[told.str.casefold().str.contains(words.casefold(), regex=False)]
        book = self._workspace.codebook
        colors = {book.path(each.id): each.color for each in book}
        rows = found.iloc[start : start + size].itertuples(index=False)
        return {"n": len(found), "start": start, "quotes": [quote_row(row, colors) for row in rows]}

    def passage(self, text: str, span: Span, *, around: int = _AROUND) -> dict[str, Any]:
        """A passage where it was said; a transcript that is open beside the board goes there, too.

        Args:
            text: name of a transcript, or id of an answer.
            span: the passage in it.
            around: how many turns to show before and after.

        Raises:
            NotFoundError: there is no such text.
        """
        workspace = self._workspace
        if text in workspace.transcript_names():
            jump(workspace, text, span)
            return passage_of_talk(workspace.transcript(text), span, around)
        answers = workspace.answers()
        for row in answers[answers["answer"] == text].itertuples(index=False):
            who = row.respondent if isinstance(row.respondent, str) else ""
            return passage_of_answer(row.source, who, row.question, row.text, span)
        raise NotFoundError("What this quote is from is not in the project any more.")

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return replies(self)

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The board as it is now, as HTML that needs no kernel."""
        return BoardCanvas(self._workspace, self._name, lang=self.lang).to_html()


def _evidence(codings: Iterable[str]) -> list[Evidence]:
    found = [Evidence(EvidenceKind.CODING, each) for each in codings]
    if not found:
        raise BoardError("No quote is chosen. Choose one in the list of quotes.")
    return found


def _shortened(quote: str) -> str:
    """The words of a quote on one line, cut at a blank where there are many."""
    words = " ".join(quote.split())
    if len(words) <= _LONGEST:
        return f"“{words}”"
    return f"“{words[:_LONGEST].rpartition(' ')[0] or words[:_LONGEST]} …”"


def _brief(notes: Iterable[Note]) -> list[dict[str, str]]:
    return [{"id": note.id, "text": note.text, "region": note.region} for note in notes]
