"""The part of a project that holds the codebook."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from vocbench.exchange import frames
from vocbench.model.codebook import Codebook
from vocbench.project.core import Core
from vocbench.storage import codings as coding_store
from vocbench.storage import history as log


class Codes(Core):
    """The codebook."""

    @property
    def codebook(self) -> Codebook:
        """The codes, as a value; change them with the methods of the project."""
        with self._store.reading() as connection:
            return coding_store.load_codebook(connection)

    def codes(self) -> pd.DataFrame:
        """One row per code, with the columns of ``frames.CODES``."""
        return frames.codes_frame(self.codebook)

    def add_code(self, path: str, *, color: str | None = None, description: str | None = None) -> None:
        """Make the code at *path*, such as ``Pains/Waiting``, with what is above it.

        A code that is there keeps its codings and gets the colour and description given.

        Raises:
            CodebookError: a name in the path is empty.
        """
        with self._act(f"add code {path}") as act:
            coding_store.ensure_code(act, path)
            self._change(act, lambda book: book.changed(path, color=color, description=description))

    def rename_code(self, path: str, name: str) -> None:
        """Call the code at *path* *name*; its codings and what hangs under it stay with it.

        Raises:
            CodebookError: no such code, or its parent has a code of that name.
        """
        with self._act(f"rename code {path} to {name}") as act:
            self._change(act, lambda book: book.renamed(path, name))

    def move_code(self, path: str, parent: str | None) -> None:
        """Hang the code at *path* under *parent*, or at the top for ``None``.

        Raises:
            CodebookError: no such code, or it would hang under itself.
        """
        with self._act(f"move code {path} to {parent or 'the top'}") as act:
            self._change(act, lambda book: book.moved(path, parent))

    def merge_codes(self, path: str, into: str) -> None:
        """Give everything coded with *path*, and what hangs under it, to *into*; *path* goes.

        Where both codes are on one passage by one coder, one coding stays, with the evidence
        of both.

        Raises:
            CodebookError: no such code, or *into* is *path* or hangs under it.
        """
        with self._act(f"merge code {path} into {into}") as act:
            coding_store.merge_codes(act, path, into)

    def remove_code(self, path: str) -> None:
        """Take a code that nobody used out of the codebook.

        Raises:
            CodebookError: there is no such code.
            ConflictError: something is coded with it, or hangs under it.
        """
        with self._act(f"remove code {path}") as act:
            coding_store.remove_code(act, path)

    @staticmethod
    def _change(act: log.Act, change: Callable[[Codebook], Codebook]) -> None:
        before = coding_store.load_codebook(act.connection)
        coding_store.save_codebook(act, before, change(before))
