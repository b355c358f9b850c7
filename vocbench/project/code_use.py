"""The part of a project that says what the codes are used for."""

from __future__ import annotations

from vocbench.model.coding import Coding
from vocbench.project.coding import Codings
from vocbench.storage import code_use as use_store
from vocbench.storage import codings as coding_store


class CodeUses(Codings):
    """What the codes are used for, as plain values: quick enough to follow every act."""

    def code_uses(self, *, coder: str | None = None) -> list[tuple[str, str, int]]:
        """How often each code is used in each source, without the codes under it.

        Args:
            coder: only what this one coded; ``None`` for everybody.

        Returns:
            Path of the code, name of the source and number of codings, where there are any; the
            sources in the order in which they were added, in each the codes in order of path.
        """
        book = self.codebook
        with self._store.reading() as connection:
            uses = use_store.code_uses(connection, coder=coder)
        paths = {each.id: book.path(each.id) for each in book}
        ranks = {source: rank for rank, source in enumerate(dict.fromkeys(source for _, source, _ in uses))}
        named = [(paths[code_id], source, n) for code_id, source, n in uses if code_id in paths]
        return sorted(named, key=lambda use: (ranks[use[1]], use[0]))  # ids are random, paths are not

    def codings_with(self, code: str, *, coder: str | None = None, most: int | None = None) -> list[Coding]:
        """The codings of one code, without those of the codes under it.

        Args:
            code: path of the code.
            coder: only what this one coded; ``None`` for everybody.
            most: how many at most; ``None`` for all.

        Returns:
            Its examples first, and then by source and place.

        Raises:
            CodebookError: there is no such code.
        """
        ids = use_store.codings_with(self.codebook[code].id, coder=coder, most=most)
        with self._store.reading() as connection:
            found = coding_store.load_codings(connection, self.transcript, only=ids)
        return sorted(found, key=lambda each: not each.is_example)
