"""The project: what the researcher holds. It joins storage, model and analysis, a part a module."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

import vocbench
from vocbench.exchange import frames
from vocbench.project.board_compare import BoardComparison
from vocbench.project.consent import Consents
from vocbench.project.credibility import Credibility
from vocbench.project.guides import Guides
from vocbench.project.intake import Intake
from vocbench.project.journeys import Journeys
from vocbench.project.outputs import Outputs
from vocbench.project.stakeholders import Stakeholders
from vocbench.project.topic_edits import TopicEdits
from vocbench.project.topic_use import TopicUses
from vocbench.storage import audit
from vocbench.storage import history as log
from vocbench.storage import topics as topic_store
from vocbench.storage.origin import Origin, origin


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report says of its origin.

    ``hash`` is over the content of the project, ``seed`` that of its newest topic model, ``None``
    where there are none. ``origin`` has the rest: coders, days, waves and the seeds of all models.
    """

    name: str
    hash: str
    version: str
    seed: int | None
    origin: Origin


class Project(
    TopicUses,
    Outputs,
    Guides,
    TopicEdits,
    Journeys,
    Stakeholders,
    BoardComparison,
    Credibility,
    Consents,
    Intake,
):
    """Transcripts, open answers, codes, topics and boards of one study, in one file.

    Every act is written at once and whole, and can be undone. Use it in a ``with`` block, or
    ``close()`` it at the end.

    Args:
        path: the project file, made if absent; ``":memory:"`` for a project that is not kept.
        coder: who works on it now: the name beside new codings, notes and lines of history.

    Raises:
        NotAProjectError: the file is something else, or damaged. It was not touched.
        NewerProjectError: a newer vocbench wrote it. It was not touched.
    """

    def undo(self) -> str | None:
        """Take back your last act; what it was, or ``None`` where there is nothing left.

        Raises:
            ConflictError: somebody's later work rests on it.
        """
        return self._announced(self._store.undo(self.coder))

    def redo(self) -> str | None:
        """Do again what you last took back; what it was, or ``None`` where there is nothing."""
        return self._announced(self._store.redo(self.coder))

    def history(self) -> pd.DataFrame:
        """Every act, oldest first, with the columns of ``frames.HISTORY``."""
        with self._store.reading() as connection:
            lines = log.lines(connection)
        return frames.make(
            frames.HISTORY,
            ([line[name] for name in ("number", "at", "who", "kind", "label", "reverses")] for line in lines),
        )

    def check(self) -> list[str]:
        """What is wrong with the file, one sentence each; an empty list where all is well.

        Every text is compared with its hash, every quote with the text, and every board is read.
        """
        with self._store.reading() as connection:
            return list(audit.problems(connection))

    def provenance(self) -> Provenance:
        """What a report says of its origin; of a closed project as well, as its file is now."""
        if self._store.is_closed:
            with Project(self._store.path) as again:
                return again.provenance()
        with self._store.reading() as connection:
            seeds = topic_store.seeds(connection)
            digest = audit.content_hash(connection)
            found = origin(connection)
        return Provenance(self.name, digest, vocbench.__version__, seeds[-1] if seeds else None, found)
