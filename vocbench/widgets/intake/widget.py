"""The widget in which a researcher looks at a file, puts it right, and brings it into the project."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import traitlets

from vocbench.errors import VocbenchError
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.source import Role, Transcript
from vocbench.model.survey import ColumnKind
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Message, ProjectWidget, Reply, text_in, texts_in
from vocbench.widgets.intake.entries import Entry, Standing
from vocbench.widgets.intake.files import MOST_BYTES, MOST_FILES, FileRow, Uploads, file_rows
from vocbench.widgets.intake.protocol import IntakeDesk
from vocbench.widgets.intake.state import EntryRow, TurnRow, column_kind, entry_row, shown, turn_rows
from vocbench.widgets.intake.static import intake_html
from vocbench.widgets.texts.intake import WORDS

_MOST_TURNS = 500  # that are asked for at once
_SETTINGS = ("name", "language", "profile", "wave")


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
    """The file that is looked at, as ``state.shown`` makes it; empty when there is none."""

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
        self._undone: list[Entry] = []
        self._is_acting = False
        self._uploads: Uploads | None = None
        self._piece = b""
        super().__init__(desk, lang=lang, height=height)
        self.look()
        self._follow()
        if path is not None:
            self.open(path)

    def __repr__(self) -> str:
        stored = sum(each.standing is Standing.STORED for each in self._entries.values())
        return f"ImportWidget({len(self._entries)} files, {stored} stored)"

    # -- what a click does, from Python --------------------------------------------------

    def look(self) -> None:
        """List the files in the folder anew."""
        kinds = self._desk.material_kinds()
        with self.hold_sync():
            self.set_trait("suffixes", sorted(kinds))
            self.set_trait("files", file_rows(self._folder, kinds))

    def open(self, *paths: str | Path) -> None:
        """Take up files and look at the first; the others wait. Paths are relative to the folder.

        A file that waits already is read anew; one that was stored can be brought in once more.
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
        for acts in (self._done, self._undone):
            acts[:] = [each for each in acts if each is not entry]
        if entry is self._current or self._current is None:
            self._current = None
            if after:
                self._show(after)
                return
        self.refresh_page()

    @property
    def preview(self) -> Preview | None:
        """What would be kept of the file that is looked at; ``None`` when there is none."""
        return self._current.preview if self._current else None

    def read_as(self, *, encoding: str | None = None, kind: MaterialKind | str | None = None) -> None:
        """Read the file that is looked at anew, in another encoding or as another kind of material."""
        entry = self._shown_entry()
        entry.read(self._desk, encoding=encoding, kind=MaterialKind(kind) if kind else None)
        self.refresh_page()

    def choose(self, **settings: str | None) -> None:
        """Choose the ``name``, ``language``, ``profile`` or ``wave``; ``None`` leaves it to the reader.

        Raises:
            VocbenchError: what is chosen cannot be; what was chosen before stays.
        """
        entry = self._shown_entry()
        self._choose(entry, replace(entry.choices, **settings))  # type: ignore[arg-type]  # all of them texts

    def cast(self, label: str, *, name: str | None = None, role: Role | str | None = None) -> None:
        """Say who speaks under *label* of the file: two labels with one name are one person.

        Raises:
            VocbenchError: nobody speaks under that label.
        """
        entry = self._shown_entry()
        self._choose(entry, entry.cast(label, name=name, role=Role(role) if role else None))

    def sort(self, column: str, kind: ColumnKind | str | None) -> None:
        """Say what a column of a survey holds; ``None`` leaves it to the reader.

        Raises:
            VocbenchError: no such column, or what is chosen cannot be.
        """
        entry = self._shown_entry()
        self._choose(entry, entry.sort(column, ColumnKind(kind) if kind else None))

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
            entry.words = self._desk.bring_in(entry.preview).words or (entry.preview.name,)
        self._done.append(entry)
        self._undone.clear()
        after = self._next(entry)
        if and_next and after:
            self._show(after)
        else:
            self.refresh_page()
        return entry.words
