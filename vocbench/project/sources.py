"""The part of a project that holds transcripts, open answers and respondents."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from sqlalchemy import Connection

from vocbench.errors import NotFoundError
from vocbench.exchange import frames
from vocbench.model.answer_changes import Changes
from vocbench.model.source import AnswerTable, Transcript
from vocbench.project.core import Core
from vocbench.storage import answer_updates
from vocbench.storage import sources as source_store
from vocbench.storage.consent import withdrawn_keys


class Sources(Core):
    """Transcripts, open answers and respondents."""

    def add(self, source: Transcript | AnswerTable) -> None:
        """Keep a transcript or answer table. The very same one again changes nothing.

        The same text or answers read anew correct what is there: speakers, roles, times and
        language of a transcript, attributes of respondents. Codings stay. Where an attribute
        differs between tables, the one added last stands.

        Raises:
            ConflictError: another source has that name.
        """
        with self._act(f"add {source.name}") as act:
            if isinstance(source, Transcript):
                source_store.add_transcript(act, source)
            else:
                source_store.add_answers(act, source)

    def update_answers(self, table: AnswerTable) -> Changes:
        """How a later export of a survey differs from what is here; what is new comes in.

        Answers are the same when respondent, question and wave are. New ones and new respondents are added,
        and attributes corrected. An answer that reads otherwise is replaced, unless codings, notes
        or a person's say on topics rest on it: it then stays as it was. Nothing is ever removed. Of who
        withdrew nothing comes in again. All of it is one act.

        Args:
            table: the later export, read under the name of the earlier.

        Returns:
            What is new, changed, kept and gone; ``str()`` of it is a sentence.

        Raises:
            NotFoundError: there is no source of that name.
            ConflictError: most of the answers in both read otherwise, so it is another survey.
        """
        with self._act(f"add to {table.name}") as act:
            return answer_updates.update_answers(act, table)

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            return self._transcripts_in(connection)(source)

    def _transcripts_in(self, connection: Connection) -> Callable[[str], Transcript]:
        """Finds a transcript by its name, where the project is being read or written already."""
        revisions = source_store.revisions(connection)

        def find(source: str) -> Transcript:
            revision, known = revisions.get(source), self._transcripts.get(source)
            # Parsing a transcript takes milliseconds, so one that is as it was is kept.
            if revision is None or known is None or known[0] != revision:
                known = (revision, source_store.load_transcript(connection, source))
                self._transcripts[source] = known
            return known[1]

        return find

    def transcripts(self) -> list[Transcript]:
        """All transcripts, in the order in which they were added."""
        with self._store.reading() as connection:
            names = source_store.source_names(connection, source_store.TRANSCRIPT)
            return list(map(self._transcripts_in(connection), names))

    def transcript_names(self) -> list[str]:
        """The names of the transcripts, in the order in which they were added."""
        with self._store.reading() as connection:
            return source_store.source_names(connection, source_store.TRANSCRIPT)

    def sources(self) -> pd.DataFrame:
        """One row per source, with the columns of ``frames.SOURCES``."""
        rows: list[tuple[object, ...]] = []
        for each in self.transcripts():
            keys = {each.respondent_key(speaker.name) for speaker in each.speakers} - {None}
            words = len(each.text.split())
            rows.append(
                (each.name, source_store.TRANSCRIPT, len(each.turns), len(keys), words, each.language)
            )
        answers = self.answers()
        with self._store.reading() as connection:
            tables = source_store.source_names(connection, source_store.ANSWERS)
        for name in tables:
            group = answers[answers["source"] == name]
            words = sum(len(text.split()) for text in group["text"])
            people = group["respondent"].nunique()
            rows.append((name, source_store.ANSWERS, len(group), people, words, None))
        return frames.make(frames.SOURCES, rows)

    def turns(self, source: str | None = None) -> pd.DataFrame:
        """One row per turn of one transcript or of all, with the columns of ``frames.TURNS``."""
        return self._of_transcripts(frames.turns_frame, source)

    def events(self, source: str | None = None) -> pd.DataFrame:
        """One row per non-verbal event, with the columns of ``frames.EVENTS``."""
        return self._of_transcripts(frames.events_frame, source)

    def _of_transcripts(
        self, build: Callable[[Transcript], pd.DataFrame], source: str | None
    ) -> pd.DataFrame:
        found = self.transcripts() if source is None else [self.transcript(source)]
        parts = [build(each) for each in found] or [build(Transcript("none", "none")).iloc[:0]]
        return pd.concat(parts, ignore_index=True)

    def answers(self, question: str | None = None) -> pd.DataFrame:
        """One row per open answer: the columns of ``frames.ANSWERS``, then the attributes.

        The answers of who took their consent back are left out.

        Args:
            question: only the answers to this one; ``None`` for all.

        Raises:
            NotFoundError: nobody was asked that question.
        """
        with self._store.reading() as connection:
            gone = set(withdrawn_keys(connection))
            rows = [row for row in source_store.load_answers(connection) if row["respondent"] not in gone]
            people = source_store.load_respondents(connection)
        if question is not None:
            asked = dict.fromkeys(row["question"] for row in rows)
            rows = [row for row in rows if row["question"] == question]
            if not rows:
                known = ", ".join(map(repr, asked)) or "none yet; add answers with project.add(...)"
                raise NotFoundError(f"Nobody was asked {question!r}. The questions are: {known}.")
        return frames.answers_frame(rows, people)

    def respondents(self) -> pd.DataFrame:
        """One row per respondent: ``respondent``, then one column for each attribute."""
        with self._store.reading() as connection:
            return frames.respondents_frame(source_store.load_respondents(connection))
