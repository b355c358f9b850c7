"""The part of a project that makes copies in which nobody is named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from vocbench.errors import ConflictError, NotFoundError
from vocbench.model.anchors import Edit
from vocbench.privacy.find import Finder, Tier, moved, replaced
from vocbench.project.names import Names
from vocbench.storage import audit
from vocbench.storage.rewrite import Rewrite, rewrite_everything
from vocbench.storage.store import Store


class Copies(Names):
    """Copies in which nobody is named."""

    def pseudonymised_copy(self, path: str | Path, *, extra: Tier | None = None) -> Path:
        """The path of a copy of the project in which names and identifiers are pseudonyms.

        Texts, answers, memos, notes, names of sources, speakers and codes all get them; codings, notes and
        topics stay on the words that were meant. The copy has no history, no vectors, no recordings and no
        roster, and the key of the pseudonyms stays beside this project: nobody can tell from the copy who
        is who.

        Args:
            path: of the new file.
            extra: one more tier that finds names, such as ``vocbench.privacy.names.dutch_names()``.

        Raises:
            ConflictError: there is a file already, or words that may be names were not reviewed.
            NotFoundError: there is no such folder.
        """
        place = Path(path)
        self._check_copy(place, extra)
        labels = self._pseudonyms()
        finder = Finder(self._roster_entries(), extra=extra)

        @lru_cache(maxsize=50_000)
        def rewrite(text: str) -> tuple[str, Sequence[Edit]]:
            return replaced(text, labels.of(text, finder.find(text)), labels.language)

        with TemporaryDirectory(dir=place.parent, prefix=".vocbench-") as folder:
            draft = Path(folder) / place.name
            self._store.copy_to(draft)
            _rewrite(draft, rewrite)
            self._keep_key(labels)
            draft.replace(place)
        return place

    def _check_copy(self, place: Path, extra: Tier | None) -> None:
        if place.exists():
            raise ConflictError(f"There is a file {place} already. Choose another name.")
        if not place.parent.is_dir():
            raise NotFoundError(f"There is no folder {place.parent}. Make it first.")
        waiting = self.review_list(extra=extra)
        if len(waiting):
            words = ", ".join(waiting["word"].head(5))
            raise ConflictError(
                f"{len(waiting)} words may be names and were not reviewed: {words} … See "
                "project.review_list(): names go into the roster with add_to_roster(...), then sign_review()."
            )


def _rewrite(draft: Path, rewrite: Rewrite) -> None:
    """Put other words in the project at *draft*, and leave no trace of those before.

    Raises:
        ConflictError: what came out is no sound project.
    """
    store = Store(draft)
    try:
        with store.aside() as connection:
            rewrite_everything(connection, rewrite, moved)
        store.shrink()
        with store.reading() as connection:
            wrong = list(audit.problems(connection))
    finally:
        store.close()
    if wrong:
        raise ConflictError(f"The copy would not hold together, so none was made: {wrong[0]}")
