"""The widget in which a researcher makes and mends the codebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import traitlets

from vocbench.errors import CodebookError, VocbenchError
from vocbench.model.codebook import PALETTE, Codebook
from vocbench.model.coding import Coding
from vocbench.model.source import Transcript
from vocbench.model.starters import starter_codebooks
from vocbench.widgets.assembly import script, style
from vocbench.widgets.base import Followed, Message, ProjectWidget, Reply, text_in
from vocbench.widgets.codebook.state import (
    CodeRow,
    CodeUse,
    CodeUsed,
    SetRow,
    code_counts,
    code_rows,
    quote_row,
    set_rows,
    source_counts,
)
from vocbench.widgets.codebook.static import codebook_html
from vocbench.widgets.texts.codebook import WORDS

_FIELDS = ("color", "description", "when_to_use", "when_not_to_use", "key")
_CONTEXT = 120  # characters around a quote, when one decides where it belongs


class CodebookWorkspace(Followed, Protocol):
    """The part of a project that the codebook widget needs; ``Project`` satisfies it.

    Each method that changes something is one act: it is saved when the method returns, or
    nothing has changed and a ``VocbenchError`` says why.
    """

    @property
    def is_blind(self) -> bool:
        """Whether coders see only their own codings."""

    @property
    def codebook(self) -> Codebook:
        """The codes as they are now."""

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*."""

    def code_uses(self, *, coder: str | None = None) -> Sequence[CodeUse]:
        """How often each code is used in each source, by one coder or by all."""

    def codings_with(
        self, code: str, *, coder: str | None = None, most: int | None = None
    ) -> Sequence[Coding]:
        """The codings of one code, its examples first."""

    def code_sets(self) -> Mapping[str, Sequence[str]]:
        """The paths of the codes in each set, by its name."""

    def add_code(self, path: str) -> None:
        """Make a code, with what is above it."""

    def change_code(
        self,
        path: str,
        *,
        color: str | None = None,
        description: str | None = None,
        when_to_use: str | None = None,
        when_not_to_use: str | None = None,
        key: str | None = None,
    ) -> None:
        """Set what is given on a code."""

    def rename_code(self, path: str, name: str) -> None:
        """Give a code another name."""

    def move_code(self, path: str, parent: str | None) -> None:
        """Hang a code under another, or at the top."""

    def merge_codes(self, path: str, into: str) -> None:
        """Give everything coded with one code to another."""

    def split_code(self, path: str, into: Mapping[str, Iterable[str]]) -> None:
        """Give some codings of a code to other codes."""

    def remove_code(self, path: str, *, with_codings: bool = False) -> None:
        """Take a code out of the codebook."""

    def recode(self, coding_id: str, code: str) -> Coding:
        """Give a coding another code."""

    def mark_example(self, coding_id: str, is_example: bool = True) -> None:  # noqa: FBT001, FBT002 - the project's own form
        """Say whether a coding shows what its code means."""

    def add_to_set(self, name: str, paths: str | Iterable[str]) -> None:
        """Put codes in a set, made where it is not there."""

    def remove_from_set(self, name: str, paths: str | Iterable[str]) -> None:
        """Take codes out of a set."""

    def rename_set(self, name: str, new: str) -> None:
        """Give a set another name."""

    def remove_set(self, name: str) -> None:
        """Remove a set; its codes stay."""

    def add_starter_codebook(
        self, starter: str, *, lang: str = "en", under: str | None = None
    ) -> Sequence[str]:
        """Add the codes of a starter codebook; the paths of the new ones."""


class CodebookWidget(ProjectWidget):
    """Show the codebook of a project, and change it with mouse or keys.

    The project holds the truth: each act goes there first, and what the widget shows
    follows, whoever acted. Everything a click does can be done from Python as well.

        widget = vb.CodebookWidget(project)
        widget.observe(lambda change: print(change["new"]), "selected")

    Args:
        workspace: the project, or anything with the same few methods.
        lang: language of the interface, ``"en"`` or ``"nl"``.
        height: height of the tree, as in CSS.

    Raises:
        VocbenchError: the interface does not speak *lang*.
    """

    _esm = script("codebook")
    _css = style("codebook")
    _words = WORDS

    codes: traitlets.List[CodeRow] = traitlets.List(read_only=True).tag(sync=True)
    """The codes: ``codebook_state.CodeRow`` values, each after the code above it."""

    counts: traitlets.Dict[str, list[int]] = traitlets.Dict(read_only=True).tag(sync=True)
    """By id of a code that is used: how many codings it has, alone and with the codes under it.

    Where the project says *blind*, only the coder's own count.
    """

    sets: traitlets.List[SetRow] = traitlets.List(read_only=True).tag(sync=True)
    """The sets: ``codebook_state.SetRow`` values, in order of their names."""

    starters: traitlets.List[dict[str, str]] = traitlets.List(read_only=True).tag(sync=True)
    """The starter codebooks in the language of the interface: ``id``, ``name`` and ``description``."""

    palette = traitlets.List(list(PALETTE), read_only=True).tag(sync=True)
    """The colours to choose from."""

    version = traitlets.Int(0, read_only=True).tag(sync=True)
    """Grows by one with each act on the project."""

    isBlind = traitlets.Bool(read_only=True).tag(sync=True)  # noqa: N815 - a name of the browser's
    """Whether only own codings are counted and shown, because the project says *blind*."""

    selected = traitlets.Unicode("", read_only=True).tag(sync=True)
    """Path of the code that is chosen, "" for none; ``select`` changes it.

    It follows when the code is renamed or moved. A page reads it when it is shown, and not
    afterwards: who walks the tree quickly would be thrown back by answers to earlier steps.
    """

    def __init__(self, workspace: CodebookWorkspace, *, lang: str = "en", height: str = "480px") -> None:
        self._workspace = workspace
        self._selected_id = ""
        self._uses: Sequence[CodeUse] = ()
        super().__init__(workspace, lang=lang, height=height)
        self._follow()

    def __repr__(self) -> str:
        return f"CodebookWidget({len(self.codes)} codes)"

    # -- what a click does, from Python --------------------------------------------------

    def select(self, path: str) -> None:
        """Choose the code at *path* and show it; "" chooses none.

        Raises:
            CodebookError: there is no such code.
        """
        self._choose(self._workspace.codebook[path].id if path else "")
        self.send({"event": "select", "id": self._selected_id})

    def add(self, path: str) -> None:
        """Make the code at *path*, with what is above it.

        Raises:
            CodebookError: it is there already, or a name in the path is empty.
        """
        if path in self._workspace.codebook:
            raise CodebookError(f"There is a code {path!r} already. Give the new one another name.")
        self._workspace.add_code(path)

    def change(
        self,
        path: str,
        *,
        color: str | None = None,
        description: str | None = None,
        when_to_use: str | None = None,
        when_not_to_use: str | None = None,
        key: str | None = None,
    ) -> None:
        """Set what is given on the code at *path*; a key is taken from the code that had it."""
        self._workspace.change_code(
            path,
            color=color,
            description=description,
            when_to_use=when_to_use,
            when_not_to_use=when_not_to_use,
            key=key,
        )

    def rename(self, path: str, name: str) -> None:
        """Call the code at *path* *name*."""
        self._workspace.rename_code(path, name)

    def move(self, path: str, parent: str | None) -> None:
        """Hang the code at *path* under *parent*, or at the top for ``None``."""
        self._workspace.move_code(path, parent)

    def merge(self, path: str, into: str) -> None:
        """Give everything coded with *path*, and what hangs under it, to *into*."""
        self._workspace.merge_codes(path, into)

    def split(self, path: str, into: Mapping[str, Iterable[str]]) -> None:
        """Give the codings with these ids to other codes, by path; those not named stay."""
        self._workspace.split_code(path, into)

    def recode(self, coding_id: str, code: str) -> None:
        """Give one coding to another code, made where it is not there: one step of a split."""
        self._workspace.recode(coding_id, code)

    def remove(self, path: str, *, with_codings: bool = False) -> None:
        """Take the code at *path* out of the codebook, if asked with its codings and what hangs under it."""
        self._workspace.remove_code(path, with_codings=with_codings)

    def mark_example(self, coding_id: str, *, is_example: bool = True) -> None:
        """Say whether the coding with this id shows what its code means."""
        self._workspace.mark_example(coding_id, is_example)

    def add_to_set(self, name: str, path: str) -> None:
        """Put the code at *path* in the set called *name*, made where it is not there."""
        self._workspace.add_to_set(name, [path])

    def remove_from_set(self, name: str, path: str) -> None:
        """Take the code at *path* out of the set called *name*."""
        self._workspace.remove_from_set(name, [path])

    def rename_set(self, name: str, new: str) -> None:
        """Call the set *new*."""
        self._workspace.rename_set(name, new)

    def remove_set(self, name: str) -> None:
        """Remove the set; its codes stay."""
        self._workspace.remove_set(name)

    def add_starter(self, starter: str, *, under: str | None = None) -> Sequence[str]:
        """Add a starter codebook in the language of the interface; the paths of the new codes."""
        return self._workspace.add_starter_codebook(starter, lang=self.lang, under=under)

    def refresh(self) -> None:
        """Show what the project holds now; it happens by itself after each act."""
        workspace = self._workspace
        rows = code_rows(workspace.codebook)
        self._uses = workspace.code_uses(coder=self._own_coder())
        with self.hold_sync():
            self.set_trait("coder", workspace.coder)
            self.set_trait("isBlind", workspace.is_blind)
            self.set_trait("codes", rows)
            self.set_trait("counts", code_counts(rows, self._uses))
            self.set_trait("sets", set_rows(workspace.code_sets(), rows))
            self.set_trait("starters", _starters(self.lang))
            self.set_trait("version", self.version + 1)
        self._choose(self._selected_id)

    def _own_coder(self) -> str | None:
        """Whose codings alone are shown, ``None`` for everybody's."""
        return self._workspace.coder if self._workspace.is_blind else None

    def _choose(self, code_id: str) -> None:
        """Choose the code with this id, or none where it is gone."""
        path = next((row["path"] for row in self.codes if row["id"] == code_id), "")
        self._selected_id = code_id if path else ""
        self.set_trait("selected", path)

    @traitlets.observe("lang")
    def _name_starters(self, change: Mapping[str, str]) -> None:
        self.set_trait("starters", _starters(change["new"]))

    # -- messages from the browser -------------------------------------------------------

    def _replies(self) -> Mapping[str, Reply]:
        return {
            "select": lambda message: self._choose(text_in(message, "id", may_be_empty=True)),
            "use": self._use_asked,
            "add": self._add_asked,
            "change": self._change_asked,
            "rename": lambda message: self.rename(self._code_in(message), text_in(message, "name")),
            "move": self._move_asked,
            "merge": lambda message: self.merge(self._code_in(message), self._code_in(message, "into")),
            "recode": self._recode_asked,
            "remove": self._remove_asked,
            "example": self._example_asked,
            "starter": lambda message: next(iter(self.add_starter(text_in(message, "starter"))), None),
            "add_to_set": lambda message: self.add_to_set(text_in(message, "set"), self._code_in(message)),
            "remove_from_set": lambda message: self.remove_from_set(
                text_in(message, "set"), self._code_in(message)
            ),
            "rename_set": lambda message: self.rename_set(text_in(message, "set"), text_in(message, "name")),
            "remove_set": lambda message: self.remove_set(text_in(message, "set")),
        }

    def _code_in(self, message: Message, key: str = "id") -> str:
        """The path of the code whose id stands under *key*.

        Raises:
            CodebookError: it is not there any more.
        """
        code_id = text_in(message, key)
        codebook = self._workspace.codebook
        if all(code.id != code_id for code in codebook):
            raise CodebookError("That code is gone: somebody removed it, or merged it into another.")
        return codebook.path(code_id)

    def _add_asked(self, message: Message) -> str:
        path = text_in(message, "path")
        self.add(path)
        return path

    def _change_asked(self, message: Message) -> str:
        path = self._code_in(message)
        self.change(
            path,
            **{field: text_in(message, field, may_be_empty=True) for field in _FIELDS if field in message},
        )
        return path

    def _move_asked(self, message: Message) -> None:
        under = text_in(message, "under", may_be_empty=True)
        self.move(self._code_in(message), self._code_in(message, "under") if under else None)

    def _recode_asked(self, message: Message) -> str:
        path = text_in(message, "path")
        self.recode(text_in(message, "coding"), path)
        return path

    def _remove_asked(self, message: Message) -> str:
        path = self._code_in(message)
        self.remove(path, with_codings=message.get("with_codings") is True)
        return path

    def _example_asked(self, message: Message) -> None:
        self.mark_example(text_in(message, "coding"), is_example=message.get("is_example") is True)

    def _use_asked(self, message: Message) -> CodeUsed:
        """What a code is used for: how often in each source, and its quotes."""
        most = message.get("most")
        if not isinstance(most, int) or most < 1:
            raise VocbenchError(f"The page sent no number of quotes along, but {most!r}. Reload it.")
        path = self._code_in(message)
        found = self._workspace.codings_with(path, coder=self._own_coder(), most=most)
        return CodeUsed(
            id=text_in(message, "id"),
            n=sum(n for each, _, n in self._uses if each == path),
            sources=source_counts(path, self._uses),
            quotes=[quote_row(each, self._text_of(each), context=_CONTEXT) for each in found],
        )

    def _text_of(self, coding: Coding) -> str | None:
        """The transcript that a coding counts in; answers are mostly coded whole."""
        return None if coding.answer else self._workspace.transcript(coding.source).text

    # -- how it looks without a kernel ---------------------------------------------------

    def to_html(self) -> str:
        """The codes with their colours, counts and definitions, as HTML that needs no kernel."""
        return codebook_html(self.codes, self.counts, texts=self.texts)


def _starters(lang: str) -> list[dict[str, str]]:
    return [
        {"id": each.id, "name": each.name, "description": each.description}
        for each in starter_codebooks(lang)
    ]
