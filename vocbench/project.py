"""The project: what the researcher holds. It joins storage, model and analysis."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import pandas as pd

import vocbench
from vocbench.analysis import counts
from vocbench.errors import BoardError, NotFoundError, QuoteError, SourceError, TopicsError
from vocbench.exchange import frames
from vocbench.model.board import Board, Evidence, EvidenceKind, Note, Origin, Proof, Relation
from vocbench.model.codebook import SEPARATOR, Codebook
from vocbench.model.coding import Coding
from vocbench.model.quote import find_quote
from vocbench.model.source import AnswerTable, Transcript, text_hash
from vocbench.model.span import Span
from vocbench.storage import audit
from vocbench.storage import boards as board_store
from vocbench.storage import codings as coding_store
from vocbench.storage import history as log
from vocbench.storage import sources as source_store
from vocbench.storage import topics as topic_store
from vocbench.storage.store import Store

if TYPE_CHECKING:
    from vocbench.topics.embed import Encoder
    from vocbench.topics.result import TopicModel
    from vocbench.topics.settings import TopicSettings

Support = pd.DataFrame | pd.Series | Coding | Evidence
"""What can stand behind a note: rows of ``codings()``, ``quotes()``, ``answers()`` or of a topic
model's ``topics``, ``answers`` and ``typical()``; one coding; or a ready piece of evidence."""

_EVIDENCE_COLUMNS = {
    "coding": EvidenceKind.CODING,
    "topic_id": EvidenceKind.TOPIC,
    "answer": EvidenceKind.ANSWER,
}


@dataclass(frozen=True, slots=True)
class Provenance:
    """What a report says of its origin.

    ``hash`` is over the content of the project, ``seed`` that of its topic models, ``None``
    where there are none.
    """

    name: str
    hash: str
    version: str
    seed: int | None


class Project:
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

    def __init__(self, path: str | Path, *, coder: str = "A") -> None:
        self.coder = coder
        self._store = Store(path)
        self._listeners: list[Callable[[], None]] = []
        self._transcripts: dict[str, tuple[tuple[str, str] | None, Transcript]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Project({str(self._store.path)!r}, coder={self.coder!r})"

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    @property
    def name(self) -> str:
        """The name of the file without its ending."""
        return self._store.path.stem

    # ── sources ──────────────────────────────────────────────────────────────────────────

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

    def transcript(self, source: str) -> Transcript:
        """The transcript called *source*.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            revision = source_store.revision(connection, source)
            known = self._transcripts.get(source)
            # Parsing a transcript takes milliseconds, so one that is as it was is kept.
            if revision is None or known is None or known[0] != revision:
                known = (revision, source_store.load_transcript(connection, source))
                self._transcripts[source] = known
            return known[1]

    def transcripts(self) -> list[Transcript]:
        """All transcripts, in the order in which they were added."""
        with self._store.reading() as connection:
            names = source_store.source_names(connection, source_store.TRANSCRIPT)
        return [self.transcript(name) for name in names]

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

        Args:
            question: only the answers to this one; ``None`` for all.

        Raises:
            NotFoundError: nobody was asked that question.
        """
        with self._store.reading() as connection:
            rows = source_store.load_answers(connection)
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

    # ── codebook ─────────────────────────────────────────────────────────────────────────

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

    # ── coding ───────────────────────────────────────────────────────────────────────────

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

        Returns:
            The coding as it was kept.

        Raises:
            NotFoundError: no such source or answer.
            QuoteError: the text does not hold the quote; the message shows the nearest.
            AmbiguousQuoteError: it holds the quote more than once.
            SpanError: the span is empty or ends after the text.
        """
        text = self._text(source, answer)
        place = _place(text, quote=quote, span=span, occurrence=occurrence, whole=answer is not None)
        with self._act(f"code {source} with {code}") as act:
            passage = coding_store.Passage(
                source_store.source_id(act.connection, source), place, place.cut(text), answer
            )
            code_id = coding_store.ensure_code(act, code)
            memo = "" if pd.isna(memo) else memo  # a missing cell of a table is no memo
            made = coding_store.add_coding(
                act, passage, code_id=code_id, coder=coder or self.coder, memo=memo
            )
            return self._coding(act, made)

    def _texts(self, found: pd.DataFrame) -> list[str]:
        """The text that each of these codings counts in."""
        with self._store.reading() as connection:
            answers = source_store.answer_texts(connection, coding_store.coded_answers())
        names = found.loc[found["answer"].isna(), "source"].unique()
        talks = {name: self.transcript(name).text for name in names}
        pairs = zip(found["source"], found["answer"], strict=True)
        return [talks[source] if pd.isna(answer) else answers[answer] for source, answer in pairs]

    def _text(self, source: str, answer: str | None) -> str:
        if answer is None:
            return self.transcript(source).text
        with self._store.reading() as connection:
            return source_store.answer_text(connection, source, answer)

    def uncode(self, coding_id: str) -> None:
        """Take a coding away.

        Raises:
            NotFoundError: there is none with this id.
            ConflictError: a note on a board rests on it.
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
            code_id = coding_store.ensure_code(act, code)
            coding_store.change_coding(act, coding_id, code_id=code_id)
            return self._coding(act, coding_id)

    def resize(self, coding_id: str, span: Span | tuple[int, int]) -> Coding:
        """Put a coding on another passage of its text; the coding as it is now.

        Raises:
            NotFoundError: there is no coding with this id.
            ConflictError: its code is on that passage already, by the same coder.
            SpanError: the span is empty or ends after the text.
        """
        with self._act("resize a coding") as act:
            found = self._coding(act, coding_id)
            text = self._text(found.source, found.answer)
            place = span if isinstance(span, Span) else Span(*span)
            passage = {"start": place.start, "end": place.end, "quote": place.cut(text)}
            coding_store.change_coding(act, coding_id, **passage)
            return self._coding(act, coding_id)

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

    def codings_of(self, source: str) -> list[Coding]:
        """The codings of one source as values, in the order of its text."""
        with self._store.reading() as connection:
            return coding_store.load_codings(connection, self.transcript, source_name=source)

    def codings(self) -> pd.DataFrame:
        """One row per coding, with the columns of ``frames.CODINGS``."""
        with self._store.reading() as connection:
            return frames.make(frames.CODINGS, coding_store.load_rows(connection, self.transcript))

    def quotes(self, code: str | None = None, *, context: int = 60) -> pd.DataFrame:
        """The passages of a code and of the codes under it, with what stands around them.

        Args:
            code: path of the code; ``None`` for all.
            context: how many characters to show before and after each.

        Returns:
            One row per coding in the order of sources and texts, with the columns of
            ``frames.QUOTES``.

        Raises:
            CodebookError: there is no such code.
        """
        found = self.codings()
        if code is not None:
            _ = self.codebook[code]
            under = found["code"].str.startswith(code + SEPARATOR)
            found = found[(found["code"] == code) | under].reset_index(drop=True)
        spans = list(zip(self._texts(found), found["start"], found["end"], strict=True))
        before = [text[max(0, start - context) : start] for text, start, _ in spans]
        after = [text[end : end + context] for text, _, end in spans]
        found = found.assign(before=pd.Series(before, dtype="str"), after=pd.Series(after, dtype="str"))
        return found[list(frames.QUOTES)]

    def code_counts(self) -> pd.DataFrame:
        """How often each code was used: see ``analysis.counts.code_counts``."""
        return counts.code_counts(self.codings(), self.codebook.paths())

    def co_occurrence(self) -> pd.DataFrame:
        """Which codes lie on overlapping passages: see ``analysis.counts.co_occurrence``."""
        return counts.co_occurrence(self.codings())

    # ── topics ───────────────────────────────────────────────────────────────────────────

    def topics(
        self,
        question: str | None = None,
        *,
        settings: TopicSettings | None = None,
        encode: Encoder | None = None,
        progress: Callable[[str], None] | None = None,
    ) -> TopicModel:
        """Topics in the open answers, kept in the project.

        The same answers with the same settings give the model that is there already.

        Args:
            question: which answers; ``None`` for those to all questions.
            settings: the choices; the defaults if ``None``.
            encode: texts to vectors; the embedded multilingual model if ``None``. Encoders are
                told apart by their module and name.
            progress: told the name of each step.

        Returns:
            The model; its ``topics`` carry a ``topic_id``, to use as evidence.

        Raises:
            NotFoundError: nobody was asked that question.
            TopicsError: the encoder has no name to tell its model by.
        """
        from vocbench.topics.fit import fit_topics  # noqa: PLC0415 - heavy, and rarely needed
        from vocbench.topics.rows import from_rows, to_rows  # noqa: PLC0415
        from vocbench.topics.settings import TopicSettings  # noqa: PLC0415

        settings = settings or TopicSettings()
        answers = self.answers(question)
        fingerprint = _fingerprint(question, answers, asdict(settings), encode)
        with self._store.reading() as connection:
            stored = topic_store.find_topics(connection, fingerprint)
        if stored is None:
            model = fit_topics(answers, settings=settings, encode=encode, progress=progress)
            stored = topic_store.StoredTopics(question, fingerprint, *to_rows(model))
            with self._act(f"find topics in {question or 'all answers'}") as act:
                stored = topic_store.save_topics(act, stored)
        return from_rows(
            answers,
            settings=stored.settings,
            timings=stored.timings,
            notice=stored.notice,
            topics=stored.topics,
            members=stored.answers,
        )

    # ── boards ───────────────────────────────────────────────────────────────────────────

    def empathy_map(self, name: str, *, question: str, template: str = "empathy_map") -> Board:
        """The empathy map of somebody with one question, made where it is not there.

        Raises:
            BoardError: no name, no question or no such template.
            ConflictError: the map is there and asks another question.
        """
        with self._act(f"make the board {name}") as act:
            board_store.ensure_board(act, name=name, question=question, template_id=template)
            return board_store.load_board(act.connection, name)

    def board(self, name: str) -> Board:
        """The board called *name*, with its notes.

        Raises:
            NotFoundError: there is none.
        """
        with self._store.reading() as connection:
            return board_store.load_board(connection, name)

    def board_names(self) -> list[str]:
        """The names of the boards, in order."""
        with self._store.reading() as connection:
            return board_store.board_names(connection)

    def note(
        self,
        board: str,
        region: str,
        text: str,
        *,
        supports: Support | Iterable[Support] = (),
        contradicts: Support | Iterable[Support] = (),
        qualifies: Support | Iterable[Support] = (),
        origin: Origin | None = None,
    ) -> Board:
        """Write a note on a board. The same words in the same region gather evidence.

        Args:
            board: name of the board.
            region: id of the region, such as ``pains``.
            text: the note.
            supports: what bears it out.
            contradicts: what speaks against it.
            qualifies: what holds it within bounds.
            origin: where it comes from; *said* where something supports it, else *imagined*.

        Returns:
            The board with the note.

        Raises:
            NotFoundError: no such board, coding, answer or topic.
            BoardError: no such region, no words, an origin without evidence, or something
                that cannot be evidence.
        """
        given = {
            Relation.SUPPORTS: supports,
            Relation.CONTRADICTS: contradicts,
            Relation.QUALIFIES: qualifies,
        }
        evidence = tuple(
            dict.fromkeys(
                replace(each, relation=relation)
                for relation, support in given.items()
                for each in _evidence(support)
            )
        )
        origin = origin or (Origin.SAID if any(map(_is_support, evidence)) else Origin.IMAGINED)
        fresh = Note(log.new_id(), region, text, evidence, origin, self.coder)
        with self._act(f"write a note on {board}") as act:
            board_store.check_targets(act.connection, evidence)
            board_store.add_note(act, board_store.load_board(act.connection, board), fresh)
            return board_store.load_board(act.connection, board)

    def remove_note(self, note_id: str) -> None:
        """Take a note off its board.

        Raises:
            NotFoundError: there is none with this id.
        """
        with self._act("remove a note") as act:
            board_store.remove_note(act, note_id)

    def proofs(self, board: str) -> list[Proof]:
        """Every verbatim piece of evidence on a board, note by note."""
        with self._store.reading() as connection:
            return board_store.load_proofs(
                connection, board_store.load_board(connection, board), self.transcript
            )

    def evidence(self, board: str) -> pd.DataFrame:
        """What stands behind each note of a board, with the columns of ``frames.EVIDENCE``."""
        return frames.evidence_frame(self.board(board), self.proofs(board))

    def note_counts(self, board: str) -> pd.DataFrame:
        """What stands behind each note in numbers, with the columns of ``frames.NOTES``."""
        return frames.notes_frame(self.board(board), self.proofs(board))

    # ── history ──────────────────────────────────────────────────────────────────────────

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

        Every text is compared with its hash and every quote with the text.
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
        return Provenance(self.name, digest, vocbench.__version__, seeds[-1] if seeds else None)

    # ── who listens ──────────────────────────────────────────────────────────────────────

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call *callback* after each act of this project object; returns how to stop that."""
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    @contextmanager
    def _act(self, label: str) -> Iterator[log.Act]:
        with self._store.act(who=self.coder, label=label) as act:
            yield act
        if act.changes:
            self._announced(label)

    def _announced(self, label: str | None) -> str | None:
        if label is not None:
            for callback in list(self._listeners):
                callback()
        return label


def _place(
    text: str,
    *,
    quote: str | None,
    span: Span | tuple[int, int] | None,
    occurrence: int | None,
    whole: bool,
) -> Span:
    """The passage meant by a quote, by a span, or the whole text."""
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


def _evidence(support: Support | Iterable[Support]) -> Iterator[Evidence]:
    """The pieces of evidence in whatever was given."""
    if isinstance(support, Evidence):
        yield support
    elif isinstance(support, Coding):
        yield Evidence(EvidenceKind.CODING, support.id)
    elif isinstance(support, pd.DataFrame):
        yield from _rows_as_evidence(support)
    elif isinstance(support, pd.Series):
        yield from _rows_as_evidence(support.to_frame().T)
    elif isinstance(support, str) or not isinstance(support, Iterable):
        raise BoardError(
            f"{support!r} cannot be evidence. Pass rows of quotes(), answers() or of a topic model."
        )
    else:
        for each in support:
            yield from _evidence(each)


def _is_support(evidence: Evidence) -> bool:
    return evidence.relation is Relation.SUPPORTS


def _rows_as_evidence(rows: pd.DataFrame) -> Iterator[Evidence]:
    column = next((name for name in _EVIDENCE_COLUMNS if name in rows.columns), None)
    if column is None:
        raise BoardError(
            "This table cannot be evidence: it has none of the columns "
            f"{', '.join(_EVIDENCE_COLUMNS)}. Pass rows of quotes(), answers() or of a topic model."
        )
    yield from (Evidence(_EVIDENCE_COLUMNS[column], str(target)) for target in rows[column])


def _fingerprint(
    question: str | None, answers: pd.DataFrame, settings: dict[str, Any], encode: Encoder | None
) -> str:
    """Tells apart topic models by the answers, settings and encoder they were made with."""
    name = "default" if encode is None else _name_of(encode)
    rows = sorted(zip(answers["answer"], answers["text"], strict=True))
    return text_hash(json.dumps([question, rows, settings, name], ensure_ascii=False, sort_keys=True))


def _name_of(encode: Encoder) -> str:
    """Module and name of an encoder; for an object those of its class."""
    named = encode if hasattr(encode, "__qualname__") else type(encode)
    name = f"{named.__module__}.{named.__qualname__}"
    if "<lambda>" in name:
        raise TopicsError("This encoder has no name to tell its topics by. Write it with def.")
    return name
