"""The part of a project that holds the codebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd

from vocbench.exchange import frames
from vocbench.model.codebook import SEPARATOR, Codebook
from vocbench.model.starters import StarterCode, starter_codebook
from vocbench.project.core import Core
from vocbench.project.support import listed
from vocbench.storage import codebook as codebook_store
from vocbench.storage import codings as coding_store
from vocbench.storage import history as log


class Codes(Core):
    """The codebook."""

    @property
    def codebook(self) -> Codebook:
        """The codes, as a value; change them with the methods of the project."""
        with self._store.reading() as connection:
            return codebook_store.load_codebook(connection)

    def codes(self) -> pd.DataFrame:
        """One row per code, with the columns of ``frames.CODES``."""
        with self._store.reading() as connection:
            book, sets = codebook_store.load_codebook(connection), codebook_store.load_sets(connection)
        return frames.codes_frame(book, sets)

    def add_code(self, path: str, *, color: str | None = None, description: str | None = None) -> None:
        """Make the code at *path*, such as ``Pains/Waiting``, with what is above it.

        A new code gets the colour that is used least so far and the first hot key that is free,
        the codes above it no key. A code that is there keeps its codings and gets the colour and
        description given.

        Raises:
            CodebookError: a name in the path is empty.
        """
        with self._act(f"add code {path}") as act:
            codebook_store.ensure_code(act, path)
            self._change(act, lambda book: book.changed(path, color=color, description=description))

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
        """Set what is given on the code at *path*; ``None`` leaves a thing as it is.

        Args:
            path: the code.
            color: as ``#RRGGBB``.
            description: what the code means.
            when_to_use: what makes a passage belong to it.
            when_not_to_use: what looks like it but belongs elsewhere.
            key: its hot key, one digit from 1 to 9, taken from the code that had it; "" for none.

        Raises:
            CodebookError: no such code, or the colour or the key cannot be.
        """
        with self._act(f"change code {path}") as act:
            self._change(
                act,
                lambda book: book.changed(
                    path,
                    color=color,
                    description=description,
                    when_to_use=when_to_use,
                    when_not_to_use=when_not_to_use,
                    key=key,
                ),
            )

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

        Where both codes are on one passage by one coder, one coding stays, with the evidence,
        memos and example mark of both. The sets move along, and so do the texts and the hot key
        where *into* has none.

        Raises:
            CodebookError: no such code, or *into* is *path* or hangs under it.
        """
        with self._act(f"merge code {path} into {into}") as act:
            codebook_store.merge_codes(act, path, into)

    def split_code(self, path: str, into: Mapping[str, Iterable[str]]) -> None:
        """Give codings of the code at *path* to other codes; those not named stay with it.

        Where the other code is on that passage by the same coder already, one coding stays, as in
        a merger.

        Args:
            path: the code to split.
            into: path of another code, made where it is not there → ids of the codings it gets.

        Raises:
            CodebookError: there is no such code.
            NotFoundError: an id is not that of a coding with this code, or is named twice.
        """
        with self._act(f"split code {path}") as act:
            codebook_store.split_code(act, path, into)

    def remove_code(self, path: str, *, with_codings: bool = False) -> None:
        """Take a code out of the codebook.

        Args:
            path: the code.
            with_codings: remove the codes under it and everything coded with them too. Notes that rest
                on that lose it and are marked as stale, and what follows from them.

        Raises:
            CodebookError: there is no such code.
            ConflictError: something is coded with it or hangs under it, and was to stay.
        """
        with self._act(f"remove code {path}") as act:
            codebook_store.remove_code(act, path, with_codings=with_codings)

    def mark_example(self, coding_id: str, is_example: bool = True) -> None:  # noqa: FBT001, FBT002 - reads well
        """Say whether the coding with this id shows what its code means.

        Raises:
            NotFoundError: there is none.
        """
        with self._act("mark an example" if is_example else "unmark an example") as act:
            coding_store.mark_example(act, coding_id, is_example=is_example)

    def code_sets(self) -> dict[str, list[str]]:
        """The paths of the codes in each set by the set's name, in order of names and paths."""
        with self._store.reading() as connection:
            return codebook_store.load_sets(connection)

    def add_to_set(self, name: str, paths: str | Iterable[str]) -> None:
        """Put codes in the set called *name*, made where it is not there. A code may be in several.

        Raises:
            CodebookError: the name is empty, or there is no code at one of *paths*.
        """
        with self._act(f"add to set {name}") as act:
            codebook_store.add_to_set(act, name, listed(paths))

    def remove_from_set(self, name: str, paths: str | Iterable[str]) -> None:
        """Take codes out of the set called *name*, which stays when nothing is left in it.

        Raises:
            NotFoundError: there is no such set.
            CodebookError: there is no code at one of *paths*.
        """
        with self._act(f"take from set {name}") as act:
            codebook_store.remove_from_set(act, name, listed(paths))

    def rename_set(self, name: str, new: str) -> None:
        """Call the set of codes *new*.

        Raises:
            NotFoundError: there is no such set.
            CodebookError: the new name is empty.
            ConflictError: another set has it.
        """
        with self._act(f"rename set {name} to {new}") as act:
            codebook_store.rename_set(act, name, new)

    def remove_set(self, name: str) -> None:
        """Remove the set called *name*; its codes stay.

        Raises:
            NotFoundError: there is no such set.
        """
        with self._act(f"remove set {name}") as act:
            codebook_store.remove_set(act, name)

    def add_starter_codebook(self, starter: str, *, lang: str = "en", under: str | None = None) -> list[str]:
        """Add the codes of a starter codebook; the paths of those that were not there yet.

        A code that is there gets only the texts it lacks.

        Args:
            starter: its id, as listed by ``vocbench.model.starters.starter_codebooks``.
            lang: the language of its names and texts.
            under: path of the code to hang them under, made where it is not there; the top if
                ``None``.

        Raises:
            CodebookError: there is no such starter codebook.
            VocbenchError: there is no such language.
        """
        book = starter_codebook(starter, lang=lang)
        above = f"{under}{SEPARATOR}" if under else ""
        with self._act(f"add starter codebook {book.name}") as act:
            before = codebook_store.load_codebook(act.connection)
            # The lowest first, so that hot keys go to them and not to the headings above them.
            for each in book.lowest():
                codebook_store.ensure_code(act, above + each.path)
            self._change(act, lambda codes: _with_texts(codes, book.codes, above=above))
        return [above + each.path for each in book.codes if above + each.path not in before]

    @staticmethod
    def _change(act: log.Act, change: Callable[[Codebook], Codebook]) -> None:
        before = codebook_store.load_codebook(act.connection)
        codebook_store.save_codebook(act, before, change(before))


def _with_texts(book: Codebook, starters: Iterable[StarterCode], *, above: str) -> Codebook:
    """With the texts of these codes, which are all there, where they have none."""
    for each in starters:
        code = book[above + each.path]
        book = book.changed(
            above + each.path,
            description=code.description or each.description,
            when_to_use=code.when_to_use or each.when_to_use,
            when_not_to_use=code.when_not_to_use or each.when_not_to_use,
        )
    return book
