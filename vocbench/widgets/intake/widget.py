"""The widget in which a researcher looks at a file, puts it right, and brings it into the project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import traitlets

from vocbench.errors import VocbenchError
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.source import Role, Transcript
from vocbench.model.survey import ColumnKind
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Message, ProjectWidget, Reply, text_in, texts_in
from vocbench.widgets.intake.entries import Entry, Reading, Standing
from vocbench.widgets.intake.files import MOST_BYTES, MOST_FILES, FileRow, Uploads, file_rows
from vocbench.widgets.intake.protocol import IntakeDesk
from vocbench.widgets.intake.state import (
    NOBODY,
    SETTINGS,
    EntryRow,
    TurnRow,
    column_kind,
    entry_row,
    material_state,
    turn_rows,
)
from vocbench.widgets.intake.static import intake_html
from vocbench.widgets.texts.intake import WORDS

_MOST_TURNS = 500  # that are asked for at once
_AMember = TypeVar("_AMember", bound=StrEnum)


class ImportWidget(ProjectWidget):
    """Look at a file before anything of it is kept, put it right, and bring it into the project.

    Nothing is stored before somebody says so, and what was stored can be undone. Everything a click
    does can be done from Python as well.

        widget = vb.ImportWidget(project, "interviews/p01.vtt")
        widget.cast("SPEAKER_00", name="Anna", role=vb.Role.INTERVIEWER)
        widget.store()

    Args:
        desk: the project, or anything with the same few methods.
        path: a file to begin with, relative to *folder*; ``None`` begins with the list of files.
        folder: whose files are listed, with those two levels below.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of what is shown of a file, as in CSS.

    Raises:
        VocbenchError: the interface does not speak *lang*. A file that cannot be read is no error
            here: the widget shows why.
    """

    _esm = script("intake")
    _css = style("intake")
    _words = WORDS

    files: traitlets.List[FileRow] = traitlets.List(read_only=True).tag(sync=True)
    """The files in the folder that can be brought in: ``files.FileRow`` values."""

    suffixes: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    """The suffixes of files that can be brought in."""

    entries: traitlets.List[EntryRow] = traitlets.List(read_only=True).tag(sync=True)
    """The files that were taken up, in their order: ``state.EntryRow`` values."""

    shown: traitlets.Dict[str, Any] = traitlets.Dict(read_only=True).tag(sync=True)
    """The file that is looked at, as ``state.material_state`` makes it; empty when there is none."""

    undoable = traitlets.Unicode("", read_only=True).tag(sync=True)
    """The id of the file whose storing was the last act, so that undo takes back just that; "" for none."""

    limits = traitlets.Dict(
        {"bytes": MOST_BYTES, "files": MOST_FILES, "turns": _MOST_TURNS}, read_only=True
    ).tag(sync=True)
    """How large a file the page may send, how many files are listed, how many turns it may ask for."""

    def __init__(
        self,
        desk: IntakeDesk,
        path: str | Path | None = None,
        *,
        folder: str | Path = ".",
        lang: str = "en",
        height: str = "480px",
    ) -> None:
        self._desk = desk
        self._folder = Path(folder).expanduser()
        self._entries: dict[str, Entry] = {}
        self._current: Entry | None = None
        self._done: list[Entry] = []
        self._undone: list[tuple[Entry, tuple[str, ...]]] = []
        self._is_acting = False
        self._uploads: Uploads | None = None
        self._questionnaires: list[str] = []
        self._piece = b""
        super().__init__(desk, lang=lang, height=height)
        self.list_files()
        self._follow()
        if path is not None:
            self.look_at(path)

    def __repr__(self) -> str:
        stored = sum(each.standing is Standing.STORED for each in self._entries.values())
        return f"ImportWidget({len(self._entries)} files, {stored} stored)"

    # -- what a click does, from Python --------------------------------------------------

    def list_files(self) -> None:
        """List the files in the folder anew."""
        kinds = self._desk.material_kinds()
        with self.hold_sync():
            self.set_trait("suffixes", sorted(kinds))
            self.set_trait("files", file_rows(self._folder, kinds))
        self._questionnaires = [each["path"] for each in file_rows(self._folder, {".lss": ()})]

    def look_at(self, *paths: str | Path) -> None:
        """Take up files and look at the first; the others wait. Paths are relative to the folder.

        A file that could not be read is read anew; one that was stored can be brought in once more.
        """
        entries = [self._entry_of(self._folder / Path(path).expanduser()) for path in paths]
        for entry in entries[:1]:
            entry.trouble = ""
            self._show(entry)

    def show(self, entry_id: str) -> None:
        """Look at a file that was taken up.

        Raises:
            VocbenchError: it was left out meanwhile.
        """
        self._show(self._entry(entry_id))

    def leave_out(self, entry_id: str) -> None:
        """Let go of a file and look at the next; what was stored of it stays."""
        entry = self._entry(entry_id)
        after = self._next(entry)
        del self._entries[entry.id]
        self._done = [each for each in self._done if each is not entry]
        self._undone = [each for each in self._undone if each[0] is not entry]
        if entry is self._current or self._current is None:
            self._current = None
            if after:
                self._show(after)
                return
        self._draw()

    @property
    def preview(self) -> Preview | None:
        """What would be kept of the file that is looked at; ``None`` when there is none."""
        return self._current.preview if self._current else None

    def read_as(
        self,
        *,
        encoding: str | None = None,
        kind: MaterialKind | str | None = None,
        which: str | None = None,
        questions: str | Path | None = None,
    ) -> None:
        """Read the file that is looked at anew; what is ``None`` is left to the reader.

        Args:
            encoding: how the text is encoded.
            kind: what kind of material it is.
            which: the sheet of a workbook or the project in a database, by name.
            questions: a .lss file with the questions of a LimeSurvey export, relative to the folder.
        """
        entry = self._shown_entry()
        asked = str((self._folder / Path(questions).expanduser()).absolute()) if questions else None
        entry.read(self._desk, Reading(encoding, _member(MaterialKind, kind), which, asked))
        self._draw()

    def choose(self, **settings: Any) -> None:  # noqa: ANN401  # each field of Choices has its own type
        """Choose something for the file that is looked at; ``None`` leaves a text to the reader.

        Args:
            **settings: fields of ``Choices``: of transcripts ``name``, ``language``, ``profile`` and
                ``keep_lines``, of answers ``name`` and ``wave``, of studies ``coder`` and ``as_answers``.

        Raises:
            VocbenchError: what is chosen cannot be; what was chosen before stays.
        """
        entry = self._shown_entry()
        self._choose(entry, replace(entry.choices, **settings))

    def cast(self, label: str, *, name: str | None = None, role: Role | str | None = None) -> None:
        """Say who speaks under *label* of the file: two labels with one name are one person.

        The role ``"nobody"`` says that the label names nobody: it goes back into the words.

        Raises:
            VocbenchError: nobody speaks under that label.
        """
        entry = self._shown_entry()
        if role == NOBODY:
            self._choose(entry, entry.not_a_speaker(label))
        else:
            self._choose(entry, entry.cast(label, name=name, role=_member(Role, role)))

    def sort(self, column: str, kind: ColumnKind | str | None) -> None:
        """Say what a column of a survey holds; ``None`` leaves it to the reader.

        Raises:
            VocbenchError: no such column, or what is chosen cannot be.
        """
        entry = self._shown_entry()
        self._choose(entry, entry.sort(column, _member(ColumnKind, kind)))

    def store(self, *, and_next: bool = False) -> tuple[str, ...]:
        """Store what is shown in the project, as one act; what came of it, in sentences.

        Args:
            and_next: look at the next file that waits.

        Raises:
            VocbenchError: the project refuses; nothing was stored, and what was chosen stays.
        """
        entry = self._shown_entry()
        if entry.preview is None:
            raise VocbenchError(f"{entry.path.name} was not read, so there is nothing to store.")
        with self._own_act():
            entry.words = self._desk.bring_in(entry.preview, lang=self.lang).words or (entry.preview.name,)
        self._done.append(entry)
        self._undone.clear()
        after = self._next(entry)
        if and_next and after:
            self._show(after)
        else:
            self._draw()
        return entry.words

    def undo(self) -> str | None:
        """Take the project's last act back; a file that it stored waits again, with what was chosen.

        Returns:
            The label of the act, ``None`` when there is none.
        """
        with self._own_act():
            label = super().undo()
        if label and self._done:
            entry = self._done.pop()
            self._undone.append((entry, entry.words))
            entry.words = ()
            self._current = entry
        self._draw()
        return label

    def redo(self) -> str | None:
        """Do the act that was undone last again; return its label, ``None`` when there is none."""
        with self._own_act():
            label = super().redo()
        if label and self._undone:
            entry, words = self._undone.pop()
            entry.words = words
            self._done.append(entry)
        self._draw()
        return label

    def close(self) -> None:
        """Remove the widget from the page, with the files that came from the browser."""
        if self._uploads:
            self._uploads.remove()
        super().close()

    # -- following the project and the files ---------------------------------------------

    def refresh(self) -> None:
        """Show who works; once somebody else acted, undo takes back something else than what was stored."""
        if not self._is_acting:
            self._done.clear()
            self._undone.clear()
        with self.hold_sync():
            self.set_trait("coder", self._desk.coder)
            self.set_trait("undoable", self._done[-1].id if self._done else "")

    @contextmanager
    def _own_act(self) -> Iterator[None]:
        """Whatever the project tells within the block is this widget's doing."""
        self._is_acting = True
        try:
            yield
        finally:
            self._is_acting = False

    @traitlets.observe("lang")
    def _tell_otherwise(self, _change: object) -> None:
        """Tell of the file that is looked at in the language that the interface has now."""
        self._draw()

    def _draw(self) -> None:
        entries = self._entries.values()
        with self.hold_sync():
            self.set_trait("entries", [entry_row(each) for each in entries])
            self.set_trait("shown", self._state())
            self.set_trait("undoable", self._done[-1].id if self._done else "")

    def _state(self) -> dict[str, Any]:
        """The file that is looked at, for the page."""
        if self._current is None:
            return {}
        possible = self._desk.material_kinds().get(self._current.path.suffix.lower(), ())
        offered = {"kinds": [kind.value for kind in possible], "questionnaires": self._questionnaires}
        return {**material_state(self._current, self.lang), **offered}

    def _show(self, entry: Entry) -> None:
        if entry.standing is Standing.WAITING:
            entry.read(self._desk, entry.reading)
        self._current = entry
        self._draw()

    def _choose(self, entry: Entry, choices: Choices) -> None:
        entry.choose(choices)
        self._draw()

    def _entry_of(self, path: Path) -> Entry:
        """The entry of a file that is not stored yet; a new one where there is none."""
        waiting = (
            each
            for each in self._entries.values()
            if each.path == path and each.standing is not Standing.STORED
        )
        entry = next(waiting, None) or Entry(path)
        return self._entries.setdefault(entry.id, entry)

    def _entry(self, entry_id: str) -> Entry:
        if entry_id not in self._entries:
            raise VocbenchError("That file was left out meanwhile. Choose it again.")
        return self._entries[entry_id]

    def _shown_entry(self) -> Entry:
        """The entry that is looked at, which is not stored.

        Raises:
            VocbenchError: there is none, or it is stored.
        """
        if self._current is None:
            raise VocbenchError("No file is looked at. Open one first.")
        if self._current.standing is Standing.STORED:
            raise VocbenchError(f"{self._current.path.name} is stored already. Open it again to change it.")
        return self._current

    def _next(self, entry: Entry) -> Entry | None:
        """The file after *entry* that is not stored, else the first such."""
        entries = list(self._entries.values())
        at = entries.index(entry)
        following = (*entries[at + 1 :], *entries[:at])
        return next((each for each in following if each.standing is not Standing.STORED), None)

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "look": lambda _: self.list_files(),
            "open": lambda message: self.look_at(*texts_in(message, "paths")),
            "piece": self._piece_sent,
            "show": lambda message: self.show(text_in(message, "id")),
            "leave_out": lambda message: self.leave_out(text_in(message, "id")),
            "read_as": self._read_as_asked,
            "choose": self._choose_asked,
            "cast": self._cast_asked,
            "sort": self._sort_asked,
            "turns": self._turns_asked,
            "store": self._store_asked,
        }

    def _receive(self, widget: object, message: Message, buffers: object) -> None:
        """Keep the bytes that came along, for who answers the message."""
        self._piece = b"".join(bytes(part) for part in buffers) if isinstance(buffers, list) else b""
        super()._receive(widget, message, buffers)
        self._piece = b""

    def _meant(self, message: Message) -> None:
        """Make sure that the page and the kernel look at one file.

        Raises:
            VocbenchError: the page asks something of another file than is looked at.
        """
        if self._current is None or text_in(message, "id") != self._current.id:
            raise VocbenchError("Another file is looked at by now. Nothing was changed.")

    def _piece_sent(self, message: Message) -> dict[str, int]:
        """Put a piece of a file where it belongs, and take the file up once it is whole."""
        at, size = message.get("at"), message.get("size")
        if not isinstance(at, int) or not isinstance(size, int):
            raise VocbenchError("The page sent a piece of a file without its place. Reload it.")
        self._uploads = self._uploads or Uploads()
        upload, name = text_in(message, "upload"), text_in(message, "name")
        path = self._uploads.take(upload, name, self._piece, at=at, size=size)
        if path:
            entry = self._entry_of(path)
            if self._current is None or self._current.standing is Standing.STORED:
                self._show(entry)
            else:
                self._draw()
        return {"received": at + len(self._piece)}

    def _read_as_asked(self, message: Message) -> str:
        self._meant(message)
        entry = self._shown_entry()
        before = asdict(entry.reading)
        self.read_as(**before | _given(message, before))
        return entry.trouble

    def _choose_asked(self, message: Message) -> None:
        self._meant(message)
        settings: dict[str, Any] = {**_given(message, SETTINGS)}
        if "keep_lines" in message:
            settings["keep_lines"] = message["keep_lines"] is True
        if "as_answers" in message:
            settings["as_answers"] = tuple(texts_in(message, "as_answers"))
        self.choose(**settings)

    def _cast_asked(self, message: Message) -> None:
        self._meant(message)
        given = {
            what: text_in(message, what, may_be_empty=True) for what in ("name", "role") if what in message
        }
        self.cast(text_in(message, "label", may_be_empty=True), **given)

    def _sort_asked(self, message: Message) -> None:
        self._meant(message)
        kind = text_in(message, "kind", may_be_empty=True)
        self.sort(text_in(message, "column", may_be_empty=True), column_kind(kind))

    def _turns_asked(self, message: Message) -> list[TurnRow]:
        """Further turns of the transcript that is looked at."""
        self._meant(message)
        start, n = message.get("start"), message.get("n")
        if not isinstance(start, int) or not isinstance(n, int) or start < 0 or not 0 < n <= _MOST_TURNS:
            raise VocbenchError(f"The page asked for turns from {start!r}, {n!r} of them. Reload it.")
        preview = self.preview
        if preview is None or not isinstance(preview.content, Transcript):
            return []
        return turn_rows(preview.content, start, n)

    def _store_asked(self, message: Message) -> None:
        self._meant(message)
        self.store(and_next=message.get("next") is True)

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The files with what was chosen and stored, as HTML that needs no kernel."""
        return intake_html(list(self._entries.values()), texts=self.texts)


def _given(message: Message, names: Iterable[str]) -> dict[str, str | None]:
    """The texts of those names that came along, without blanks around them; ``None`` for an empty one."""
    sent = (what for what in names if what in message)
    return {what: text_in(message, what, may_be_empty=True).strip() or None for what in sent}


def _member(members: type[_AMember], value: str | None) -> _AMember | None:
    """The member of an enumeration with that value; ``None`` for none.

    Raises:
        VocbenchError: there is no such member.
    """
    if not value:
        return None
    try:
        return members(value)
    except ValueError:
        known = ", ".join(repr(each.value) for each in members)
        raise VocbenchError(f"There is no {value!r} to choose. There are: {known}.") from None
