"""The part of a project that holds memos, links between things, and where pictures and recordings lie."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from vocbench.exchange import frames
from vocbench.model.coding import Coding
from vocbench.project.core import Core
from vocbench.storage import carried as carried_store
from vocbench.storage import memos as memo_store
from vocbench.storage.things import described, find_thing

About = str | Coding | Iterable[str | Coding] | None
"""Things that a memo is about; ``None`` for the project."""


class Memos(Core):
    """Memos, links and references."""

    def add_memo(self, text: str, *, about: About = None, name: str = "") -> str:
        """Write a memo; its id.

        Args:
            text: the words.
            about: what it is about, one thing or several: the name of a source, the path of a code, the
                key of a respondent, the name of a set of codes, the id of a coding, an answer or a memo,
                or a coding itself. Where two things have one name, the kind goes first, as in
                ``"code:Waiting"``. ``None`` for the project.
            name: a heading.

        Raises:
            NotFoundError: there is no such thing.
            ConflictError: several things are called so.
            SourceError: the memo holds no words.
        """
        wanted = _listed(about)
        with self._act(f"write a memo about {', '.join(wanted) or 'the project'}"[:200]) as act:
            things = [find_thing(act.connection, each) for each in wanted]
            return memo_store.add_memo(act, text, name=name.strip(), things=things)

    def edit_memo(self, memo_id: str, *, text: str | None = None, name: str | None = None) -> None:
        """Give a memo other words or another name; ``None`` leaves that as it is.

        Raises:
            NotFoundError: there is no memo with this id.
            SourceError: it would hold no words.
        """
        with self._act("edit a memo") as act:
            memo_store.edit_memo(act, memo_id, text=text, name=name)

    def remove_memo(self, memo_id: str) -> None:
        """Take a memo away.

        Raises:
            NotFoundError: there is no memo with this id.
        """
        with self._act("remove a memo") as act:
            memo_store.remove_memo(act, memo_id)

    def memos(self) -> pd.DataFrame:
        """One row per memo and thing that it is about, oldest first, with the columns of ``frames.MEMOS``.

        The remarks on single codings stand in ``codings()``.
        """
        with self._store.reading() as connection:
            found = memo_store.load_memos(connection)
            names = described(connection, {thing for _, about in found for thing in about})
        rows = (
            (row.id, row.name, row.text, *thing, row.author, row.created)
            for row, about in found
            for thing in ([names[each] for each in about if each in names] or [("project", "")])
        )
        return frames.make(frames.MEMOS, rows)

    def links(self) -> pd.DataFrame:
        """One row per link between two things, with the columns of ``frames.LINKS``."""
        with self._store.reading() as connection:
            found = memo_store.load_links(connection)
            names = described(connection, {end for row in found for end in (row.origin, row.target)})
        gone = ("", "")
        rows = (
            (row.id, row.name, row.direction, *names.get(row.origin, gone), *names.get(row.target, gone))
            for row in found
        )
        return frames.make(frames.LINKS, rows)

    def references(self) -> pd.DataFrame:
        """One row per picture, document or recording that lies elsewhere: the columns of ``REFERENCES``."""
        with self._store.reading() as connection:
            found = carried_store.load_references(connection)
            names = described(connection, {row.source_id for row in found if row.source_id})
        rows = (
            (row.id, row.name, row.kind, row.path, names.get(row.source_id, ("", ""))[1]) for row in found
        )
        return frames.make(frames.REFERENCES, rows)


def _listed(about: About) -> list[str]:
    if about is None:
        return []
    given = [about] if isinstance(about, str | Coding) else about
    return [each.id if isinstance(each, Coding) else each for each in given]
