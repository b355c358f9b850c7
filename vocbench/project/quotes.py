"""The part of a project that finds quotes, and counts codes over sources and segments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from vocbench.analysis import counts, passages
from vocbench.errors import NotFoundError
from vocbench.exchange import frames
from vocbench.model.filters import MOST_VALUES, Filters
from vocbench.model.source import AttributeValue, Role
from vocbench.project.coding import Codings
from vocbench.project.support import listed
from vocbench.storage import codings as coding_store
from vocbench.storage import quotes as quote_store
from vocbench.storage import sources as source_store

Names = str | Iterable[str]
"""One name, or several."""

Wanted = AttributeValue | None | Iterable[AttributeValue | None]
"""A value of an attribute, or several; ``None`` is for respondents without one."""

_ROLES = {role.value for role in Role}
_SHOWN = 12


class Quotes(Codings):
    """Quotes of codes, and how often codes occur where."""

    def quotes(
        self,
        code: str | None = None,
        *,
        all_of: Names = (),
        none_of: Names = (),
        sources: Names | None = None,
        speakers: Names | None = None,
        where: Mapping[str, Wanted] | None = None,
        coder: str | None = None,
        context: int = 60,
    ) -> pd.DataFrame:
        """The passages of a code, or of a Boolean of codes, with what stands around them.

        A code stands for the codes under it as well. Passages overlap when they share at least
        one character of one text.

        Args:
            code: path of the code that the passage has; ``None`` for any.
            all_of: codes that overlap the passage, every one of them.
            none_of: codes that do not.
            sources: only from these transcripts and answer tables; ``None`` for all.
            speakers: only what these people say, by name or by role (``"interviewer"``,
                ``"respondent"``, ``"other"``).
            where: only what respondents with these attributes say, as in
                ``{"segment": ["huur", "koop"]}``; ``None`` as a value is for those without one.
            coder: only what this coder coded; the Boolean looks at no other codings either.
            context: how many characters to show before and after each.

        Returns:
            One row per coding in the order of sources and texts, with the columns of
            ``frames.QUOTES``.

        Raises:
            CodebookError: there is no such code.
            NotFoundError: there is no such source, speaker or attribute.
        """
        everywhere, nowhere = listed(all_of), listed(none_of)
        known = self._codings_with(code, everywhere, nowhere, coder)
        kept = passages.matching(known, code=code, all_of=everywhere, none_of=nowhere)
        if sources is not None:
            kept &= self._is_from(known, listed(sources))
        if speakers is not None:
            kept &= self._is_said_by(known, listed(speakers))
        for attribute, values in (where or {}).items():
            kept &= self._has(known, attribute, values)
        return self._in_context(known[kept].reset_index(drop=True), context)

    def quotes_by_overlap(self, *, context: int = 60) -> pd.DataFrame:
        """The passages behind ``co_occurrence()``, each once for every other code over it.

        Returns:
            The columns of ``frames.QUOTES``, then ``other``: the path of the other code.
        """
        found = self.quotes(context=context)
        return found.merge(counts.overlaps(self.codings()), on="coding")

    def quotes_by_segment(self, attribute: str, *, context: int = 60) -> pd.DataFrame:
        """The passages behind ``counts_by_segment()``: what respondents say, with their segment.

        Args:
            attribute: the attribute of respondents that makes the segments.
            context: how many characters to show before and after each.

        Returns:
            The columns of ``frames.QUOTES``, then ``segment``, missing where it is not known.

        Raises:
            NotFoundError: no respondent has that attribute.
        """
        found = self.quotes(context=context)
        return found.merge(self._voices(attribute)[["respondent", "segment"]], on="respondent")

    def code_counts(self) -> pd.DataFrame:
        """How often each code was used: see ``analysis.counts.code_counts``."""
        return counts.code_counts(self.codings(), self.codebook.paths())

    def counts_by_source(self) -> pd.DataFrame:
        """How often each code was used in each source: see ``analysis.counts.counts_by_source``.

        Codes come in the order of the codebook, sources in that in which they were added.
        """
        codes, sources = self.codebook.paths(), self.source_names()
        return counts.counts_by_source(self.codings(), codes=codes, sources=sources)

    def tally(self, *, coder: str | None = None) -> dict[tuple[str, str], int]:
        """How many codings each code has in each source, by path and source; in a blink.

        Args:
            coder: only those of this coder; ``None`` for everybody's.
        """
        book = self.codebook
        with self._store.reading() as connection:
            rows = quote_store.tallies(connection, coder=coder)
        return {(book.path(code_id), name): n for code_id, name, n in rows}

    def filters(self) -> Filters:
        """What ``quotes()`` can be narrowed down by: sources, speakers and attributes."""
        with self._store.reading() as connection:
            people = source_store.load_respondents(connection)
        speakers = dict.fromkeys(each.name for talk in self.transcripts() for each in talk.speakers)
        names = dict.fromkeys(name for each in people.values() for name in each)
        values = {name: dict.fromkeys(each.get(name) for each in people.values()) for name in names}
        return Filters(
            sources=tuple(self.source_names()),
            speakers=tuple(speakers),
            attributes={
                name: tuple(sorted(found, key=lambda value: (value is None, str(value))))
                for name, found in values.items()
                if len(found) <= MOST_VALUES
            },
        )

    def counts_by_segment(self, attribute: str) -> pd.DataFrame:
        """How large a share of each segment has each code: see ``analysis.counts.counts_by_segment``.

        A respondent has a code when something they said or wrote is coded with it. Those without
        the attribute are counted apart, as the segment that is missing.

        Args:
            attribute: the attribute of respondents that makes the segments.

        Raises:
            NotFoundError: no respondent has that attribute.
        """
        return counts.counts_by_segment(self.codings(), self._voices(attribute), codes=self.codebook.paths())

    def code_line(self, source: str, *, coder: str | None = None) -> pd.DataFrame:
        """Where each coding lies in the course of an interview: see ``analysis.counts.code_line``.

        Args:
            source: a transcript.
            coder: only the codings of this coder; ``None`` for everybody's.

        Raises:
            NotFoundError: there is no transcript of that name.
        """
        talk = self.transcript(source)
        with self._store.reading() as connection:
            rows = coding_store.load_rows(connection, self.transcript, source_name=source)
        here = frames.make(frames.CODINGS, rows)
        if coder is not None:
            here = here[here["coder"] == coder]
        return counts.code_line(here, self.turns(source), n_characters=len(talk.text))

    def co_occurrence(self) -> pd.DataFrame:
        """Which codes lie on overlapping passages: see ``analysis.counts.co_occurrence``."""
        return counts.co_occurrence(self.codings())

    def source_names(self) -> list[str]:
        """The names of the transcripts, and then of the tables of answers, as they were added."""
        with self._store.reading() as connection:
            return [
                *source_store.source_names(connection, source_store.TRANSCRIPT),
                *source_store.source_names(connection, source_store.ANSWERS),
            ]

    def _codings_with(
        self, code: str | None, all_of: Sequence[str], none_of: Sequence[str], coder: str | None
    ) -> pd.DataFrame:
        """The codings that decide about a Boolean of codes, as few as that takes."""
        book = self.codebook
        named = {
            each.id for path in (code, *all_of, *none_of) if path is not None for each in book.below(path)
        }
        codes = named if code is not None else None  # a passage of any code can overlap the others
        wanted = None
        if codes is not None or coder is not None:
            wanted = quote_store.coding_ids(codes=codes, coder=coder)
        with self._store.reading() as connection:
            rows = coding_store.load_rows(connection, self.transcript, only=wanted)
        return frames.make(frames.CODINGS, rows)

    def _is_from(self, found: pd.DataFrame, names: Sequence[str]) -> passages.Mask:
        with self._store.reading() as connection:
            for name in names:
                source_store.source_id(connection, name)
        return found["source"].isin(names).to_numpy()

    def _is_said_by(self, found: pd.DataFrame, names: Sequence[str]) -> passages.Mask:
        roles = {
            (talk.name, each.name): each.role.value for talk in self.transcripts() for each in talk.speakers
        }
        self._check_speakers(names, {speaker for _, speaker in roles})
        pairs = zip(found["source"], found["speaker"], found["answer"].isna(), strict=True)
        theirs = (
            roles.get((source, speaker)) if is_talk else Role.RESPONDENT.value
            for source, speaker, is_talk in pairs
        )
        role = pd.Series(theirs, index=found.index, dtype="str")
        return (found["speaker"].isin(names) | role.isin(names)).to_numpy()

    def _check_speakers(self, names: Iterable[str], speaking: set[str]) -> None:
        with self._store.reading() as connection:
            known = speaking | _ROLES | set(source_store.load_respondents(connection))
        for name in names:
            if name not in known:
                raise NotFoundError(
                    f"Nobody is called {name!r}. The speakers are: {_shown(speaking) or 'none yet'}; "
                    f"and a role is one of {_shown(_ROLES)}."
                )

    def _has(self, found: pd.DataFrame, attribute: str, wanted: Wanted) -> passages.Mask:
        values = [wanted] if isinstance(wanted, AttributeValue | None) else list(wanted)
        theirs = self._values_of(attribute)
        keys = {key for key, value in theirs.items() if value in values}
        return found["respondent"].isin(keys).to_numpy()

    def _values_of(self, attribute: str) -> dict[str, AttributeValue | None]:
        """The value of one attribute for every respondent by key, ``None`` where it is not known."""
        with self._store.reading() as connection:
            people = source_store.load_respondents(connection)
        known = {name for each in people.values() for name in each}
        if attribute not in known:
            raise NotFoundError(
                f"No respondent has the attribute {attribute!r}. The attributes are: "
                f"{_shown(known) or 'none yet; they come with read_answers(...)'}."
            )
        return {key: each.get(attribute) for key, each in people.items()}

    def _voices(self, attribute: str) -> pd.DataFrame:
        """One row per respondent: ``respondent``, ``segment``, ``has_voice``."""
        values = self._values_of(attribute)
        with self._store.reading() as connection:
            heard = quote_store.who_answered(connection)
        for talk in self.transcripts():
            heard |= {key for turn in talk.turns if (key := talk.respondent_key(turn.speaker)) is not None}
        known = {key: {} if value is None else {"segment": value} for key, value in values.items()}
        voices = frames.respondents_frame(known)
        return voices.assign(has_voice=voices["respondent"].isin(heard))

    def _in_context(self, found: pd.DataFrame, context: int) -> pd.DataFrame:
        """These codings with the columns of ``frames.QUOTES``."""
        spans = list(zip(self._texts(found), found["start"], found["end"], strict=True))
        before = [text[max(0, start - context) : start] for text, start, _ in spans]
        after = [text[end : end + context] for text, _, end in spans]
        around = {"before": pd.Series(before, dtype="str"), "after": pd.Series(after, dtype="str")}
        return found.assign(**around).join(self._turns_at(found))[list(frames.QUOTES)]

    def _texts(self, found: pd.DataFrame) -> list[str]:
        """The text that each of these codings counts in."""
        answers: dict[str, str] = {}
        if found["answer"].notna().any():
            with self._store.reading() as connection:
                answers = source_store.answer_texts(connection, coding_store.coded_answers())
        names = found.loc[found["answer"].isna(), "source"].unique()
        talks = {name: self.transcript(name).text for name in names}
        pairs = zip(found["source"], found["answer"], strict=True)
        return [talks[source] if pd.isna(answer) else answers[answer] for source, answer in pairs]

    def _turns_at(self, found: pd.DataFrame) -> pd.DataFrame:
        """The turn that each coding starts in, and when that turn starts; missing in answers."""
        talks = {name: self.transcript(name) for name in found.loc[found["answer"].isna(), "source"].unique()}
        numbers = {
            name: {turn.span.start: number for number, turn in enumerate(talk.turns, start=1)}
            for name, talk in talks.items()
        }
        rows: list[tuple[int | None, float | None]] = []
        for source, start in zip(found["source"], found["start"], strict=True):
            turn = talks[source].turn_at(start) if source in talks else None
            rows.append((numbers[source][turn.span.start], turn.start_seconds) if turn else (None, None))
        turns = pd.DataFrame(rows, columns=["turn", "turn_seconds"], index=found.index, dtype=object)
        return turns.astype({"turn": "Int64", "turn_seconds": "float64"})


def _shown(names: Iterable[str]) -> str:
    """Some names for a message, in order."""
    ordered = sorted(names)
    more = f" and {len(ordered) - _SHOWN} more" if len(ordered) > _SHOWN else ""
    return ", ".join(map(repr, ordered[:_SHOWN])) + more
