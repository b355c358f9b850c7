"""The part of a project that holds what is coded."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from vocbench.errors import ConflictError, NotFoundError, QuoteError, SourceError
from vocbench.exchange import frames
from vocbench.model.coding import Coding
from vocbench.model.quote import find_quote
from vocbench.model.source import Transcript
from vocbench.model.span import Span
from vocbench.project.codes import Codes
from vocbench.project.sources import Sources
from vocbench.storage import codebook as codebook_store
from vocbench.storage import codings as coding_store
from vocbench.storage import history as log
from vocbench.storage import settings as setting_store
from vocbench.storage import sources as source_store


class Codings(Sources, Codes):
    """What is coded, by whom, and its quotes."""

    def code(
        self,
        source: str,
        *,
        code: str,
        quote: str | None = None,
        span: Span | tuple[int, int] | None = None,
        occurrence: int | None = None,
        answer: str | None = None,
        coder: str | None = None,
        memo: str = "",
        version: str | None = None,
    ) -> Coding:
        """Put a code on a passage. The same code there again by the same coder changes nothing.

        Args:
            source: the transcript or answer table.
            code: path of the code; made where it is not in the codebook.
            quote: the words of the passage, as they stand in the text.
            span: the passage by its characters, instead of the quote.
            occurrence: which one, where the quote stands there more than once (from 1).
            answer: id of the answer, where *source* is an answer table; without a quote and
                span the whole answer is coded.
            coder: who codes; the project's coder if ``None``.
            memo: a remark.
            version: ``hash`` of the transcript in which the span was found; ``None`` for the
                transcript as it is now.

        Returns:
            The coding as it was kept.

        Raises:
            NotFoundError: no such source or answer.
            ConflictError: the text was corrected since that version.
            QuoteError: the text does not hold the quote; the message shows the nearest.
            AmbiguousQuoteError: it holds the quote more than once.
            SpanError: the span is empty or ends after the text.
        """
        with self._act(f"code {source} with {code}") as act:
            # Read within the act: nobody can correct the text between here and its end.
            text = self._text(source, answer, version)
            place = find_passage(
                text, quote=quote, span=span, occurrence=occurrence, whole=answer is not None
            )
            passage = coding_store.Passage(
                source_store.source_id(act.connection, source), place, place.cut(text), answer
            )
            code_id = codebook_store.ensure_code(act, code)
            memo = "" if pd.isna(memo) else memo  # a missing cell of a table is no memo
            made = coding_store.add_coding(
                act, passage, code_id=code_id, coder=coder or self.coder, memo=memo
            )
            return self._coding(act, made)

    def _text(self, source: str, answer: str | None, version: str | None = None) -> str:
        if answer is None:
            return in_version(self.transcript(source), version).text
        with self._store.reading() as connection:
            return source_store.answer_text(connection, source, answer)

    def uncode(self, coding_id: str) -> None:
        """Take a coding away.

        Notes that rest on it lose it and are marked as stale, and what follows from them.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove a coding") as act:
            coding_store.remove_coding(act, coding_id)

    def recode(self, coding_id: str, code: str) -> Coding:
        """Give a coding another code, made where it is not in the codebook; the coding as it is now.

        Raises:
            NotFoundError: there is no coding with this id.
            ConflictError: that code is on the passage already, by the same coder.
        """
        with self._act(f"recode with {code}") as act:
            code_id = codebook_store.ensure_code(act, code)
            coding_store.change_coding(act, coding_id, code_id=code_id)
            return self._coding(act, coding_id)

    def resize(self, coding_id: str, span: Span | tuple[int, int], *, version: str | None = None) -> Coding:
        """Put a coding on another passage of its text; the coding as it is now.

        Args:
            coding_id: which coding.
            span: the passage.
            version: ``hash`` of the transcript in which it was found; ``None`` for the
                transcript as it is now.

        Raises:
            NotFoundError: there is no coding with this id.
            ConflictError: its code is on that passage already, by the same coder, or the text was
                corrected since that version.
            SpanError: the span is empty or ends after the text.
        """
        with self._act("resize a coding") as act:
            found = self._coding(act, coding_id)
            text = self._text(found.source, found.answer, version)
            place = span if isinstance(span, Span) else Span(*span)
            passage = {"start": place.start, "end": place.end, "quote": place.cut(text)}
            coding_store.change_coding(act, coding_id, **passage)
            coding_store.settle(act, coding_id)
            return self._coding(act, coding_id)

    def join_codings(self, coding_ids: Iterable[str]) -> Coding:
        """Make one coding of several: from their first character to their last, with all their memos.

        Args:
            coding_ids: codings of one code by one coder in one text; two at least.

        Returns:
            The coding as it is now: the first of them. It takes over the evidence of the others.

        Raises:
            NotFoundError: there is no coding with one of these ids.
            ConflictError: they are of different codes, coders or texts, or only one.
        """
        with self._act("join codings") as act:
            found = [self._coding(act, each) for each in dict.fromkeys(coding_ids)]
            kinds = {(each.code, each.coder, each.source, each.answer) for each in found}
            if len(found) < 2 or len(kinds) > 1:  # noqa: PLR2004 - one cannot be joined
                raise ConflictError("Only codings of one code, by one coder, in one text can be joined.")
            first, *rest = sorted(found, key=lambda each: each.span)
            place = Span(first.span.start, max(each.span.end for each in found))
            memo = "\n".join(dict.fromkeys(each.memo for each in (first, *rest) if each.memo))
            words = place.cut(self._text(first.source, first.answer))
            coding_store.join_codings(
                act,
                first.id,
                [each.id for each in rest],
                start=place.start,
                end=place.end,
                quote=words,
                memo=memo,
                example=any(each.is_example for each in found),
            )
            return self._coding(act, first.id)

    def _coding(self, act: log.Act, coding_id: str) -> Coding:
        found = coding_store.load_codings(act.connection, self.transcript, only=[coding_id])
        if not found:
            raise NotFoundError(f"The project has no coding {coding_id!r}; it may have been removed since.")
        return found[0]

    def memo(self, coding_id: str, text: str) -> None:
        """Write a memo on a coding; "" removes it.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("write a memo") as act:
            coding_store.change_memo(act, coding_id, text)

    def rename_coder(self, old: str, new: str) -> None:
        """Put another name on what a coder coded, and on their memos.

        It is for two people who worked apart under one name: one of them takes another before their
        studies are put together.

        Raises:
            NotFoundError: nothing was coded under that name.
            ConflictError: somebody else has the new one.
        """
        with self._act(f"rename the coder {old}") as act:
            coding_store.rename_coder(act, old, new)

    def codings_of(self, source: str, *, coder: str | None = None) -> list[Coding]:
        """The codings of one source as values, in the order of its text.

        Args:
            source: the transcript or answer table.
            coder: only those of this coder; ``None`` for everybody's.
        """
        with self._store.reading() as connection:
            found = coding_store.load_codings(connection, self.transcript, source_name=source)
        return [each for each in found if coder is None or each.coder == coder]

    @property
    def is_blind(self) -> bool:
        """Whether coders are to see their own codings only, so that nobody is led by another's."""
        with self._store.reading() as connection:
            return setting_store.is_blind(connection)

    def set_blind(self, is_blind: bool) -> None:  # noqa: FBT001 - its name says what is set
        """Say whether coders see their own codings only: widgets and suggestions keep to it.

        Frames such as ``codings()`` and ``quotes()`` give everybody's all the same: who compares
        coders needs them.
        """
        with self._act("code blind" if is_blind else "end coding blind") as act:
            setting_store.set_blind(act, is_blind)

    def codings(self) -> pd.DataFrame:
        """One row per coding, with the columns of ``frames.CODINGS``."""
        with self._store.reading() as connection:
            return frames.make(frames.CODINGS, coding_store.load_rows(connection, self.transcript))


def in_version(talk: Transcript, version: str | None) -> Transcript:
    """*talk*, if it is in the version meant.

    Raises:
        ConflictError: it was corrected since.
    """
    if version not in {None, talk.hash}:
        raise ConflictError(
            f"The text of {talk.name!r} was corrected at this moment. Select the passage again."
        )
    return talk


def find_passage(
    text: str,
    *,
    quote: str | None,
    span: Span | tuple[int, int] | None,
    occurrence: int | None,
    whole: bool,
) -> Span:
    """The passage of *text* meant by a quote, by a span, or the whole of it.

    Raises:
        QuoteError: both or neither are given, or the text does not hold the quote.
        AmbiguousQuoteError: it holds the quote more than once.
        SpanError: the span is empty.
        SourceError: the whole text is meant, and there is none.
    """
    if quote is not None and span is not None:
        raise QuoteError("Give the quote or the span, not both.")
    if quote is not None:
        return find_quote(text, quote, occurrence=occurrence)
    if span is not None:
        return span if isinstance(span, Span) else Span(*span)
    if not whole:
        raise QuoteError("Say which passage: quote='the words', or span=(start, end).")
    if not text:
        raise SourceError("This answer is empty, so there is nothing to code.")
    return Span(0, len(text))
