"""The part of a project through which every file comes in, of whatever kind it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from vocbench.errors import ReadError
from vocbench.exchange import opening
from vocbench.exchange.opening import Material
from vocbench.exchange.text import PathLike
from vocbench.model.answer_changes import Changes
from vocbench.model.language import spoken
from vocbench.model.preview import Choices, MaterialKind, Preview
from vocbench.model.qda import Loss, QdaProject
from vocbench.model.source import AnswerTable, Transcript
from vocbench.project import exchange_words as own
from vocbench.project.exchange import Exchange, taken_in
from vocbench.project.taking import Desk
from vocbench.project.taking_known import Questions
from vocbench.storage import answer_updates, carried
from vocbench.storage import sources as source_store
from vocbench.storage.history import Act

_Content = Transcript | AnswerTable | QdaProject

_Told = Mapping[str, Mapping[str, int]]
"""How many of what were added, known or changed, as ``exchange_words.counted`` tells it."""

Progress = Callable[[int, int], None]
"""Told how many files of how many are in; may raise ``Cancelled``, and nothing comes in then."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a file that was brought in.

    Args:
        path: the file.
        kind: what it held.
        name: what the source or study is called here.
        added: how many there came, by kind of thing.
        known: how many were there already.
        changed: how many of those were corrected, or given something that they lacked.
        lost: what could not be taken over as it was.
        words: the same in sentences.
    """

    path: Path
    kind: MaterialKind
    name: str
    added: Mapping[str, int]
    known: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[Loss, ...] = ()
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        """What became of the file, one sentence a line."""
        return "\n".join(self.words)


class Intake(Exchange):
    """Files that come in: seen first, then kept."""

    def open_material(
        self,
        path: PathLike,
        *,
        encoding: str | None = None,
        kind: MaterialKind | str | None = None,
        which: str | int | None = None,
        questions: PathLike | None = None,
    ) -> Material:
        """What the file at *path* holds, seen before anything is kept; its ``preview()`` shows it.

        Args:
            path: a transcript, a table of answers, or a study of another program; of QualCoder
                also the folder ``NAME.qda``.
            encoding: how a text file is encoded; ``None`` finds out.
            kind: ``"transcript"``, ``"answers"`` or ``"study"``; ``None`` finds out.
            which: the sheet of a workbook, by name or by number from 1 on, or the name of the project
                in a database of Taguette; ``None`` takes the first sheet, and the only project.
            questions: a .lss file with the questions of a LimeSurvey export; ``None`` takes one that
                lies beside it.

        Raises:
            ReadError: no such file, one that cannot be read, or one that cannot hold that kind.
        """
        return opening.open_material(path, encoding=encoding, kind=kind, which=which, questions=questions)

    def material_parts(self, path: PathLike) -> tuple[str, ...]:
        """The names of the sheets or projects in a file, of which one is read; empty where it has none.

        Raises:
            ReadError: no such file, or one that cannot be read.
        """
        return opening.material_parts(path)

    def material_kinds(self) -> Mapping[str, tuple[MaterialKind, ...]]:
        """What a file can hold, by its suffix: lower case, with the dot."""
        return opening.material_kinds()

    def bring_in(
        self,
        what: Preview | PathLike,
        choices: Choices | None = None,
        *,
        lang: str = "en",
    ) -> BroughtIn:
        """Keep what a file holds; what was added, what was there already, what changed and what was lost.

        It is one act. The same file again adds only what is new in it: of a longer export of a
        survey the new answers, of a study what was made since. A transcript whose text is here stays
        as it is, unless the choices say otherwise. Words and answers are known under another name too,
        unless the choices name them. Nothing is ever removed.

        Args:
            what: a file, or a preview of one.
            choices: what a person decided about a file; a preview has its own.
            lang: the language of what is told, ``"en"`` or ``"nl"``.

        Raises:
            ReadError: the file cannot be read, or holds no open answers.
            ConflictError: something else has the name of the source.
        """
        preview = (
            what if isinstance(what, Preview) else self.open_material(what).preview(choices or Choices())
        )
        (brought,) = self.bring_in_all([preview], lang=lang)
        return brought

    def bring_in_all(
        self,
        previews: Iterable[Preview],
        *,
        lang: str = "en",
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> tuple[BroughtIn, ...]:
        """Keep what several files hold, all of them or none, as one act.

        Args:
            previews: of the files, in the order in which they come in.
            lang: the language of what is told, ``"en"`` or ``"nl"``.
            dry_run: only see what would come of it, and keep nothing.
            progress: told of each file; ``None`` for nobody.

        Returns:
            What became of each file, in their order.

        Raises:
            ReadError: one holds no open answers.
            ConflictError: something else has the name of a source.
        """
        waiting, lang = list(previews), spoken(lang)
        brought = []
        for each in waiting:
            refuse_empty(each)
        with suppress(_Enough), self._act(_label(waiting)) as act:
            for each in waiting:
                brought.append(_bring(act, each, lang))
                if progress is not None:
                    progress(len(brought), len(waiting))
            if dry_run:
                raise _Enough
        return tuple(brought)


def refuse_empty(preview: Preview) -> None:
    """See that there is something to keep.

    Raises:
        ReadError: a table holds no open answers.
    """
    if isinstance(preview.content, AnswerTable) and not preview.content.answers:
        told = " ".join(preview.notices)
        raise ReadError(
            f"{preview.path.name} holds no open answers, so nothing of it can come in. {told} "
            "Name the column with text=."
        )


class _Enough(Exception):  # noqa: N818 - nothing went wrong
    """Ends an act of which nothing is kept."""


def _label(previews: list[Preview]) -> str:
    """What the act is called."""
    return f"bring in {previews[0].name}" if len(previews) == 1 else f"bring in {len(previews)} files"


def _bring(act: Act, preview: Preview, lang: str) -> BroughtIn:
    """Keep what one file holds."""
    choices = preview.choices
    content = preview.content if choices.name else _as_here(act.connection, preview.content)
    lost: tuple[Loss, ...] = ()
    if isinstance(content, QdaProject):
        done = taken_in(Desk(act, content, choices.coder or own.UNKNOWN, lang), choices.as_answers)
        told: _Told = {"added": done.added, "known": done.known, "changed": done.changed}
        lost = done.lost
    elif isinstance(content, Transcript):
        told = _bring_transcript(act, content, choices)
    else:
        told = _bring_answers(act, content)
    counts = {name: {kind: n for kind, n in each.items() if n} for name, each in told.items()}
    words = _words(counts, lost, lang)
    if content.name != preview.name:
        words = (own.WORDS[lang]["called"].format(name=content.name), *words)
    added, known, changed = (counts.get(each, {}) for each in ("added", "known", "changed"))
    return BroughtIn(preview.path, preview.kind, content.name, added, known, changed, lost, words)


def _as_here(connection: Connection, content: _Content) -> _Content:
    """What a file holds, under the name that the same has here: files are called otherwise each time."""
    if isinstance(content, QdaProject) or carried.has_name(connection, content.name):
        return content
    if isinstance(content, AnswerTable):
        found = Questions(connection).table_of(content)
    else:
        found = carried.name_of_text(connection, content.hash)
    return replace(content, name=found) if found else content


def _words(counts: _Told, lost: Sequence[Loss], lang: str) -> tuple[str, ...]:
    lines = [own.counted(name, each, lang) for name, each in counts.items() if each]
    nothing = () if counts["added"] else (own.WORDS[lang]["nothing"],)
    return (*nothing, *lines, *(own.told_loss(each, lang) for each in lost))


def _bring_transcript(act: Act, transcript: Transcript, choices: Choices) -> _Told:
    """Keep a transcript; one that is here is read anew only where somebody said how."""
    is_known = source_store.holds_transcript(act.connection, transcript)
    if is_known and not (choices.language or choices.profile or choices.speakers):
        return {"added": {}, "known": {"transcript": 1}}  # guesses are no better than what is here
    n_people, n_changes = source_store.n_respondents(act.connection), len(act.changes)
    source_store.add_transcript(act, transcript)
    people = {"respondent": source_store.n_respondents(act.connection) - n_people}
    if not is_known:
        return {"added": {"transcript": 1, "turn": len(transcript.turns), **people}}
    is_changed = len(act.changes) > n_changes
    return {"added": people, "changed" if is_changed else "known": {"transcript": 1}}


def _bring_answers(act: Act, table: AnswerTable) -> _Told:
    """Keep a table of answers, or add to the one that is here what is new."""
    if table.name in source_store.source_names(act.connection, source_store.ANSWERS):
        return _changes(answer_updates.update_answers(act, table), table)
    n_people = source_store.n_respondents(act.connection)
    source_store.add_answers(act, table)
    return {
        "added": {
            "answer table": 1,
            "answer": len(table.answers),
            "respondent": source_store.n_respondents(act.connection) - n_people,
        }
    }


def _changes(found: Changes, table: AnswerTable) -> _Told:
    """What a longer export of a survey brought."""
    n_kept = sum(each.is_kept for each in found.changed)
    n_told = sum(each.respondent not in found.withdrawn for each in table.answers)
    n_same = n_told - len(found.answers) - len(found.changed)
    return {
        "added": {"answer": len(found.answers), "respondent": len(found.respondents)},
        "known": {"answer": n_same},
        "changed": {"answer": len(found.changed) - n_kept, "attribute": len(found.attributes)},
        "kept": {"answer": n_kept},
        "gone": {"answer": len(found.gone)},
        "withdrawn": {"respondent": len(found.withdrawn)},
    }
