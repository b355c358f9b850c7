"""The part of a project that corrects texts, searches them, and knows their recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path, PurePosixPath

import pandas as pd

from vocbench.analysis.autocode import Stretch
from vocbench.analysis.patterns import find_pattern
from vocbench.errors import NotFoundError, SourceError
from vocbench.exchange import frames
from vocbench.model.anchors import Edit, corrected, differences
from vocbench.model.finding import Finder, Place
from vocbench.model.source import Role, Transcript, clean_text
from vocbench.model.span import Span
from vocbench.project.coding import Codings, find_passage, in_version
from vocbench.storage import codings as coding_store
from vocbench.storage import sources as source_store
from vocbench.storage import versions as version_store

AUDIO = frozenset({".aac", ".flac", ".m4a", ".mp3", ".oga", ".ogg", ".opus", ".wav", ".weba"})
VIDEO = frozenset({".m4v", ".mov", ".mp4", ".ogv", ".webm"})
_CONTEXT = 60  # characters shown around a hit


class Texts(Codings):
    """Corrected texts, what they did to codings, search, and recordings."""

    def correct(
        self,
        source: str,
        *,
        words: str,
        span: Span | tuple[int, int] | None = None,
        quote: str | None = None,
        occurrence: int | None = None,
        version: str | None = None,
    ) -> Transcript:
        """Put other words in a passage of a transcript, such as a typing error; the transcript as it is now.

        The text before is kept as a version. Turns, events and codings move along; a coding whose
        words changed is in doubt, and listed by ``doubtful()``.

        Args:
            source: the transcript.
            words: what is to stand there; "" takes the passage out.
            span: the passage by its characters.
            quote: the words of the passage, instead of the span.
            occurrence: which one, where the quote stands there more than once (from 1).
            version: ``hash`` of the transcript in which the span was found; ``None`` for the
                transcript as it is now.

        Raises:
            NotFoundError: there is no such transcript.
            ConflictError: the text was corrected since that version.
            QuoteError: the text does not hold the quote; the message shows the nearest.
            AmbiguousQuoteError: it holds the quote more than once.
            SpanError: the span is empty or ends after the text.
            SourceError: it would run from one turn into another, break a turn in two, or leave
                one without words.
        """
        with self._act(f"correct the text of {source}") as act:
            talk = in_version(self.transcript(source), version)
            place = find_passage(talk.text, quote=quote, span=span, occurrence=occurrence, whole=False)
            edits = _edits(talk.text, place, clean_text(words))
            if edits:
                after = corrected(talk, edits)
                version_store.add_version(
                    act,
                    source_store.source_id(act.connection, source),
                    text=after.text,
                    structure=source_store.structure(after),
                    edits=edits,
                )
        return self.transcript(source)

    def revise(self, transcript: Transcript) -> Transcript:
        """Take a transcript as the corrected version of the one of that name; as it is kept now.

        For who corrects the file itself, and reads it again. The codings find their places by
        comparison of the two texts. A version that the project knows already changes nothing, so
        that a notebook can be run again.

        Raises:
            NotFoundError: there is no transcript of that name.
            ConflictError: hardly anything of the text is left in it.
        """
        with self._act(f"revise {transcript.name}") as act:
            source_store.revise_transcript(act, transcript)
        return self.transcript(transcript.name)

    def corrections(self, source: str | None = None) -> pd.DataFrame:
        """One row per passage that got other words, oldest first, with the columns of ``frames.CORRECTIONS``.

        Args:
            source: only of this transcript; ``None`` for all.

        Raises:
            NotFoundError: there is no such source.
        """
        names = self.transcript_names() if source is None else [source]
        with self._store.reading() as connection:
            rows = [
                (name, *row)
                for name in names
                for row in version_store.load_corrections(
                    connection, source_store.source_id(connection, name)
                )
            ]
        return frames.make(frames.CORRECTIONS, rows)

    def doubtful(self, source: str | None = None) -> pd.DataFrame:
        """One row per coding that a person should look at, with the columns of ``frames.DOUBTFUL``.

        ``settle()`` says that it is right as it stands; ``resize()`` and ``uncode()`` settle it too.

        Args:
            source: only of this transcript; ``None`` for all.

        Raises:
            NotFoundError: there is no such source.
        """
        with self._store.reading() as connection:
            if source is not None:
                source_store.source_id(connection, source)
            was = coding_store.load_doubtful(connection)
            found = coding_store.load_codings(
                connection, self.transcript, source_name=source, only=coding_store.doubtful_ids()
            )
        return frames.make(
            frames.DOUBTFUL,
            (
                (
                    each.source,
                    each.code,
                    each.quote,
                    was[each.id],
                    each.doubt,
                    each.coder,
                    each.span.start,
                    each.span.end,
                    each.id,
                )
                for each in found
            ),
        )

    def settle(self, coding_id: str) -> None:
        """Say that a coding in doubt is right as it stands.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("settle a coding") as act:
            coding_store.settle(act, coding_id)

    def attach_media(self, source: str, path: str | Path | None) -> None:
        """Say where the recording of a transcript is; ``None`` for nowhere.

        A file below the folder of the project is kept relative to that, so that the folder can
        move as a whole. The file itself stays where it is.

        Raises:
            NotFoundError: there is no such transcript, or no such file.
            SourceError: the file is not audio or video, by its ending.
        """
        self.transcript(source)
        kept = None if path is None else self._media_path(Path(path).expanduser())
        with self._act(
            f"attach a recording to {source}" if kept else f"detach the recording of {source}"
        ) as act:
            source_store.set_media(act, source_store.source_id(act.connection, source), kept)

    def _media_path(self, path: Path) -> str:
        if not path.is_file():
            raise NotFoundError(f"There is no recording {path}. Check the path; it starts from {Path.cwd()}.")
        if path.suffix.lower() not in AUDIO | VIDEO:
            known = " ".join(sorted(AUDIO | VIDEO))
            raise SourceError(
                f"{path.name} is not audio or video by its ending. These can be played: {known}."
            )
        whole, folder = path.resolve(), self._store.path.resolve().parent
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else str(whole)

    def media(self, source: str) -> Path | None:
        """Where the recording of a transcript is, as an absolute path; ``None`` where it has none.

        Raises:
            NotFoundError: there is no such source, or its recording is no longer where it was. Attach
                it anew, or ``attach_media(source, None)``.
        """
        with self._store.reading() as connection:
            kept = source_store.media_path(connection, source_store.source_id(connection, source))
        if kept is None:
            return None
        path = self._store.path.resolve().parent / PurePosixPath(kept)
        if not path.is_file():
            raise NotFoundError(
                f"The recording of {source!r} is no longer at {path}. Put it back, or attach it anew with "
                "project.attach_media(...)."
            )
        return path

    def search(
        self, words: str, *, is_regex: bool = False, source: str | None = None, limit: int = 1000
    ) -> pd.DataFrame:
        """Where words stand in the texts, with the columns of ``frames.HITS``.

        Args:
            words: what to look for, parts of words included. Capitals, accents, and kinds of
                blanks, quotation marks and dashes do not matter.
            is_regex: whether *words* is a regular expression instead.
            source: only in this transcript or answer table; ``None`` for all.
            limit: how many hits at most.

        Returns:
            One row per hit in the order of the texts.

        Raises:
            NotFoundError: there is no such source.
            QuoteError: there are no words, or the expression is none or takes too long.
        """
        stretches = self._stretches(source)
        texts = [each.words for each in stretches]
        if is_regex:
            found: Iterable[Sequence[Place]] = find_pattern(words, texts)
        else:
            finder = Finder([words], whole=False)
            found = map(finder.places, texts)
        hits = (
            _hit(stretch, place) for stretch, places in zip(stretches, found, strict=True) for place in places
        )
        return frames.make(frames.HITS, islice(hits, limit))

    def _stretches(self, source: str | None) -> list[Stretch]:
        """All turns and answers of one source, or of the project."""
        with self._store.reading() as connection:
            if source is not None:
                source_store.source_id(connection, source)
            names = source_store.source_names(connection, source_store.TRANSCRIPT)
            # There may be a hundred thousand, and none of them stands in a transcript.
            answers = [] if source in names else source_store.load_voices(connection)
        talks = [each for name in names if source in {None, name} for each in self._turns_of(name)]
        return talks + [Stretch(*row) for row in answers if source is None or row[0] == source]

    def _turns_of(self, name: str) -> Iterator[Stretch]:
        talk = self.transcript(name)
        asking = {each.name for each in talk.speakers if each.role is Role.INTERVIEWER}
        for turn in talk.passages():
            words = turn.span.cut(talk.text)
            is_interviewer = turn.speaker in asking
            yield Stretch(name, words, turn.speaker, start=turn.span.start, is_interviewer=is_interviewer)


def _hit(stretch: Stretch, place: Place) -> tuple[object, ...]:
    """A row of ``frames.HITS``."""
    (start, end), words = place, stretch.words
    return (
        stretch.source,
        stretch.answer,
        stretch.speaker,
        stretch.start + start,
        stretch.start + end,
        words[max(0, start - _CONTEXT) : start],
        words[start:end],
        words[end : end + _CONTEXT],
    )


def _edits(text: str, place: Span, words: str) -> list[Edit]:
    """What changes where the passage *place* gets other words: no more than what differs."""
    start, end = place.start, place.end
    if not words.strip():
        start, end = _with_blank(text, start, end)
        words = ""
    return [
        replace(edit, start=start + edit.start, end=start + edit.end)
        for edit in differences(text[start:end], words)
    ]


def _with_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage that is taken out, with one of the blanks around it, so that none is left double."""
    is_first, is_last = text[start - 1 : start] in {"", "\n"}, text[end : end + 1] in {"", "\n"}
    if text[end : end + 1] == " " and (is_first or text[start - 1] == " "):
        return start, end + 1
    if is_last and text[start - 1 : start] == " ":
        return start - 1, end
    return start, end
